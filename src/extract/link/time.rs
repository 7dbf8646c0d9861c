//! The time a number is about, and the time it is compared with: the rules propose, what was learnt from annotated reports
//! decides.
//!
//! A chain of rules gives the proposal: what stands right beside the number, the end of a span, the time compared with, what
//! the sentence speaks of, what the report does. What is plainly attached stays; all else is weighed against every other
//! period that the sentence and the memory offer (`offer`, `view`, `decide`).

mod attached;
mod base;
mod decide;
mod earlier;
mod ends;
mod offer;
mod relation;
mod spoken;
mod view;

use super::areas::{Seats, same_sum};
use super::evidence::Ground;
use super::{Linked, Subject, Telling, respectively, status};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, What};
use crate::extract::period::When;
use crate::model::{Indicator, Period, Transform};
use chrono::NaiveDate;

pub use decide::Dating;
pub(super) use spoken::of_scene;

/// Period and base of a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Time {
    pub(super) period: Option<Period>,
    /// Only where it is not a year earlier.
    pub(super) base: Option<Period>,
    /// The period is what the sentence speaks of, not what one number in it is set against.
    pub(super) main: bool,
    /// The rule that found the period.
    pub(super) rule: &'static str,
}

impl Time {
    /// A period that its rule is sure of or that the sentence speaks of, without a base.
    fn told(period: Option<Period>, rule: &'static str) -> Self {
        Self { period, base: None, main: true, rule }
    }

    /// The period of one number, which is not what is spoken of next.
    fn aside(period: Option<Period>, rule: &'static str) -> Self {
        Self { main: false, ..Self::told(period, rule) }
    }

    /// What the period rests on: the rule, and the period of the line that it is.
    pub(super) fn ground(&self, line: &Line) -> Ground {
        if self.period.is_none() {
            return Ground::default();
        }
        let item = (0..line.items.len()).find(|&i| {
            matches!(line.items[i].what, What::Period(p) if line.periods[p].told() == self.period)
        });
        Ground::of(self.rule, item)
    }
}

/// A number whose period is asked for, with what is known of it by then.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a, 'd, 't> {
    pub(super) line: &'a Line<'d, 't>,
    pub(super) number: usize,
    pub(super) subject: &'a Subject,
    pub(super) telling: &'a Telling,
    pub(super) seats: &'a Seats,
    /// The figures of the line before it.
    pub(super) found: &'a [Linked],
    pub(super) discourse: &'a Discourse,
    pub(super) published: Option<NaiveDate>,
    /// The sentence tells of a plan.
    pub(super) planned: bool,
}

/// Finds the period of a number.
///
/// The periods it was chosen from go into `datings`, when the report is to be explained.
pub(super) fn of(asked: &Asked, datings: &mut Vec<Dating>) -> Time {
    let fits = |period: &Period| !asked.is_past_plan(*period);
    if let Some(plain) = asked.plain() {
        return Time { period: plain.period.filter(fits), ..plain };
    }
    let proposed = asked.proposed();
    let proposed = Time { period: proposed.period.filter(fits), ..proposed };
    decide::decide(asked, proposed, datings)
}

impl Asked<'_, '_, '_> {
    /// The item of the number.
    fn at(&self) -> usize {
        self.line.item_of_number(self.number)
    }

    /// The period that is told so plainly that nothing outweighs it.
    fn plain(&self) -> Option<Time> {
        let Self { line, number, telling, found, discourse, .. } = *self;
        if let Some(period) = respectively::period(line, number) {
            return Some(Time::told(Some(period), "respectively"));
        }
        // "13.8 billion (1.8 billion euros) in 2017": one sum, one time.
        if let Some(same) = same_sum(line, number, found) {
            let main = !telling.earlier;
            return Some(Time { base: same.base, main, ..Time::told(same.period, "same-sum") });
        }
        if !telling.of_earlier
            && !telling.earlier
            && let Some(own) = attached::attached(line, self.at(), telling)
        {
            return Some(Time::aside(earlier::resolved(line, own, discourse), "attached"));
        }
        self.at_an_end()
    }

    /// The first or the last year of a span that the number moves over.
    fn at_an_end(&self) -> Option<Time> {
        let Self { line, telling, found, .. } = *self;
        if let Some(end) = ends::end_of_span(line, self.at(), telling) {
            return Some(Time::told(Some(end), "end-of-span"));
        }
        let (first, last) = ends::moved_over(line, self.at(), telling, found)?;
        let base = Some(first).filter(|_| telling.transform != Transform::Level);
        Some(Time { base, ..Time::told(Some(last), "end-of-span") })
    }

    /// What the rules propose where nothing is plain.
    fn proposed(&self) -> Time {
        self.compared().or_else(|| self.explained()).unwrap_or_else(|| {
            let time = self.spoken();
            Time { base: self.base(time.period), ..time }
        })
    }

    /// The time that what is told is compared with.
    fn compared(&self) -> Option<Time> {
        let Self { line, subject, found, discourse, .. } = *self;
        self.telling.earlier.then(|| {
            let period = earlier::earlier(line, self.at(), subject, found, discourse);
            Time::aside(period, "earlier")
        })
    }

    fn explained(&self) -> Option<Time> {
        let beside = attached::explained(self.line, self.at())?;
        Some(Time::aside(self.line.periods[beside].told(), "explained"))
    }

    /// What the sentence speaks of, else the report.
    fn spoken(&self) -> Time {
        let Self { line, discourse, .. } = *self;
        let planned = self.planned;
        let gathered = || line.periods.iter().find_map(When::gathered).filter(|_| self.is_flow());
        let said = spoken::main(line, self.at()).or_else(|| Some((gathered()?, false)));
        if let Some((period, earlier)) = said {
            // "$42.8 billion this year", after the first half was spoken of, is of that half.
            let finer = discourse.period.filter(|told| {
                !planned && period.contains(*told) && spoken::line_says_this(line, period)
            });
            let period = Some(finer.unwrap_or(period));
            return Time { main: !earlier, ..Time::told(period, "sentence") };
        }
        let remembered = self.remembered();
        // "Down 6 percent compared with May 2017", after the first five months were spoken of: the comparison says how long.
        let compared_length = || {
            let own = base::compared_with(line, self.at())?.shifted_years(1)?;
            remembered.filter(|told| told.contains(own) && *told != own).map(|_| own)
        };
        Time::told(compared_length().or(remembered), "report")
    }

    /// The period that the report speaks of, for a number that can be of it.
    fn remembered(&self) -> Option<Period> {
        let Self { seats, discourse, .. } = *self;
        discourse.period_for(seats.ref_area).filter(|_| !self.has_gathered())
    }

    /// "Has invested" in the perfect, beyond doubt: nothing that was spoken of before is its period.
    fn is_perfect(&self) -> bool {
        let auxiliary = self.subject.item.and_then(|verb| verb.checked_sub(1));
        self.has_gathered() && auxiliary.is_some_and(|item| self.line.has(item, Sense::Done))
    }

    /// "Invested": what has gathered up to now has no period of its own, unless the sentence tells one.
    fn has_gathered(&self) -> bool {
        let Self { line, subject, telling, .. } = *self;
        subject.indicator == Indicator::Investment
            && subject.verb
            && !subject.item.is_some_and(|verb| line.has(verb, Sense::Receives))
            && telling.transform == Transform::Level
    }

    /// What a change of that period is counted from.
    fn base(&self, period: Option<Period>) -> Option<Period> {
        use Transform::{Change, ChangeAbs, Multiple};
        let changes = matches!(self.telling.transform, Change | ChangeAbs | Multiple);
        period.filter(|_| changes).and_then(|period| base::base(self.line, self.at(), period))
    }

    /// «На 1 июля товарооборот составил»: a flow is counted from the beginning of the year, a stock or a plan is of no period.
    fn is_flow(&self) -> bool {
        let stock = matches!(self.subject.indicator, Indicator::Investment | Indicator::Other);
        !stock && !self.planned
    }

    /// Whether the number is of a plan and a period had passed by then.
    fn is_past_plan(&self, period: Period) -> bool {
        let Self { line, number, published, discourse, planned, .. } = *self;
        let meant = planned || status::is_listed_plan(line, discourse.planned);
        meant && status::is_stale(line, number, period, published)
    }
}
