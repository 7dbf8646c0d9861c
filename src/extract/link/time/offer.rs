//! The periods that a number could be of: those of its sentence, those remembered, and those that either points at.

use super::{Asked, earlier, ends};
use crate::extract::line::What;
use crate::extract::link::compared::is_compared;
use crate::extract::period::{Role, When};
use crate::model::Period;
use chrono::Datelike;

/// So many periods are weighed.
const MOST: usize = 14;

/// A period with where it was found first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// `None` for no period.
    pub(super) period: Option<Period>,
    pub(super) origin: Origin,
}

/// Where a period was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// Only the rules say it, or it is no period.
    Rules,
    /// An item of the line names it.
    Named(usize),
    /// Counted from what an item of the line names.
    Counted(usize, Way),
    /// The report spoke of it.
    Memory,
    /// Counted from what the report spoke of.
    Reckoned(Way),
}

/// How one period points at another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// From the beginning of the year up to a day.
    Gathered,
    /// "A year earlier" than what is told, not than what is compared with.
    Resolved,
    FirstYear,
    LastYear,
    YearBefore,
    YearAfter,
    /// From January to the end of it.
    FromJanuary,
    WholeYear,
}

impl Origin {
    /// The item of the line that names it, or what it is counted from.
    pub(super) const fn item(self) -> Option<usize> {
        match self {
            Self::Named(item) | Self::Counted(item, _) => Some(item),
            Self::Rules | Self::Memory | Self::Reckoned(_) => None,
        }
    }

    /// As the table of weights names it, for a period found so.
    pub(super) const fn name(self, period: Option<Period>) -> &'static str {
        match self {
            Self::Rules if period.is_none() => "none",
            Self::Rules => "rule",
            Self::Named(_) => "named",
            Self::Memory => "memory",
            Self::Counted(_, way) | Self::Reckoned(way) => way.name(),
        }
    }
}

impl Way {
    const fn name(self) -> &'static str {
        match self {
            Self::Gathered => "gathered",
            Self::Resolved => "resolved",
            Self::FirstYear => "first year",
            Self::LastYear => "last year",
            Self::YearBefore => "year before",
            Self::YearAfter => "year after",
            Self::FromJanuary => "from January",
            Self::WholeYear => "whole year",
        }
    }

    /// Whether it leads to a time that what is told is compared with.
    pub(super) const fn is_back(self) -> bool {
        matches!(self, Self::Resolved | Self::YearBefore)
    }
}

/// All of them: no period and what the rules propose first, then what stands nearest.
pub(super) fn periods(asked: &Asked, proposed: Option<Period>) -> Vec<Offer> {
    let mut offers = Offers { asked, proposed, all: Vec::with_capacity(MOST) };
    offers.all.push(Offer { period: None, origin: Origin::Rules });
    offers.add(proposed, Origin::Rules);
    offers.add_named();
    offers.add_remembered();
    offers.all
}

struct Offers<'o, 'a, 'd, 't> {
    asked: &'o Asked<'a, 'd, 't>,
    proposed: Option<Period>,
    all: Vec<Offer>,
}

impl Offers<'_, '_, '_, '_> {
    fn add(&mut self, period: Option<Period>, origin: Origin) {
        let Some(period) = period else { return };
        if let Some(known) = self.all.iter_mut().find(|offer| offer.period == Some(period)) {
            // The rules' own has no place yet.
            if known.origin == Origin::Rules {
                known.origin = origin;
            }
        } else if self.all.len() < MOST && !self.asked.is_past_plan(period) {
            self.all.push(Offer { period: Some(period), origin });
        }
    }

    /// What the sentence names, the nearest first, and what that points at.
    fn add_named(&mut self) {
        let Asked { line, discourse, .. } = *self.asked;
        let at = self.asked.at();
        let mut named: Vec<(usize, usize)> = (0..line.items.len())
            .filter_map(|item| match line.items[item].what {
                What::Period(p) => Some((item, p)),
                _ => None,
            })
            .collect();
        named.sort_by_key(|(item, _)| item.abs_diff(at));
        for &(item, p) in &named {
            if self.proposed == line.periods[p].told() || self.may_date(item, p) {
                self.add(line.periods[p].told(), Origin::Named(item));
            }
        }
        for &(item, p) in &named {
            let when: &When = &line.periods[p];
            let gathered = when.gathered().filter(|_| self.asked.is_flow());
            self.add(gathered, Origin::Counted(item, Way::Gathered));
            let Some(told) = when.told() else { continue };
            if when.role == Role::Earlier {
                let resolved = earlier::resolved(line, p, discourse);
                self.add(resolved, Origin::Counted(item, Way::Resolved));
            }
            if let Some((first, last)) = ends::years_of(told) {
                self.add(Some(first), Origin::Counted(item, Way::FirstYear));
                self.add(Some(last), Origin::Counted(item, Way::LastYear));
            }
            if when.role == Role::Main && is_compared(line, item) {
                let after = told.shifted_years(1).filter(|after| !self.is_ahead(*after));
                self.add(after, Origin::Counted(item, Way::YearAfter));
            } else if when.role == Role::Main {
                self.add(told.shifted_years(-1), Origin::Counted(item, Way::YearBefore));
            }
        }
    }

    /// Whether a period of the sentence can be the number's: no day is, and what a number is compared with only where the number
    /// is compared with itself.
    fn may_date(&self, item: usize, period: usize) -> bool {
        let Asked { line, telling, .. } = *self.asked;
        match line.periods[period].role {
            Role::Main => telling.earlier || !is_compared(line, item),
            Role::Earlier => true,
            Role::Day | Role::AsOf | Role::Open | Role::Window => false,
        }
    }

    /// Whether a period had not begun when the report was published.
    fn is_ahead(&self, period: Period) -> bool {
        self.asked.published.is_some_and(|day| period.from() > day)
    }

    /// What the figures before it and the report have been about, and what that points at.
    fn add_remembered(&mut self) {
        if self.asked.is_perfect() {
            return;
        }
        let Asked { subject, seats, found, discourse, .. } = *self.asked;
        // What was said of a country does not date its region's figures.
        if discourse.is_of_whole(seats.ref_area) {
            self.add(discourse.dated.of_area(seats.ref_area), Origin::Memory);
            return;
        }
        let last = discourse.last.and_then(|last| last.period);
        let remembered = [
            found.last().and_then(|linked| linked.period),
            found.last().and_then(|linked| linked.base),
            discourse.period,
            last,
            discourse.dated.of_area(seats.ref_area),
            discourse.dated.of_indicator(subject.indicator),
            discourse.scene,
            discourse.dated.most(),
            discourse.dated.first(),
        ];
        for period in remembered {
            self.add(period, Origin::Memory);
        }
        for period in [discourse.period, last].into_iter().flatten() {
            self.add(period.shifted_years(-1), Origin::Reckoned(Way::YearBefore));
            self.add(from_january(period), Origin::Reckoned(Way::FromJanuary));
            self.add(Period::year(period.from().year()), Origin::Reckoned(Way::WholeYear));
        }
    }
}

/// The months up to the end of a period, from January.
fn from_january(period: Period) -> Option<Period> {
    Period::span(Period::year(period.to().year())?.from(), period.to())
}
