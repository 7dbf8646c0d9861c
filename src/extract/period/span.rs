//! Two ends make a span: "January–November 2021", "from 2014 to May 5th, 2017", "Q1-Q3 2020".

use super::days::role_of_span;
use super::point::{Grain, Part, Point};
use super::reader::Reader;
use super::{Role, When};
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::token::Kind;
use crate::model::Period;
use chrono::Datelike;

/// The days of a span, where they are known.
#[derive(Clone, Copy)]
pub(super) struct Ends(pub(super) Option<Period>);

/// What joins two ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Dash,
    Slash,
    To,
    /// "until", "up to".
    Until,
    And,
}

impl Reader<'_, '_> {
    /// A point, or the span that it begins.
    pub(super) fn span(&self, at: usize) -> Option<When> {
        let first = self.point(at)?;
        if let Some((end, Ends(period))) = self.joined(at, first) {
            return Some(When { pieces: at..end, period, role: role_of_span(first, period) });
        }
        let period = match first.part {
            Part::Month(month) if first.lacks_year() && self.is_planned(at) => {
                self.calendar.coming_month(month)
            }
            Part::Month(month) if first.lacks_year() && self.is_end(at) => {
                self.calendar.nearest_month(month)
            }
            _ => first.period(self.calendar),
        };
        Some(When { pieces: at..first.end, period, role: first.role })
    }

    /// Whether something joins what ends here to another end.
    pub(super) fn joint_follows(&self, at: usize) -> bool {
        self.joint(at).is_some_and(|joint| joint != Joint::And)
    }

    pub(super) fn joint(&self, at: usize) -> Option<Joint> {
        match self.mark(at)? {
            '/' => Some(Joint::Slash),
            _ if self.dash(at) => Some(Joint::Dash),
            _ if self.has(at, Sense::RangeTo) => Some(Joint::To),
            _ if self.has(at, Sense::Ended) => Some(Joint::Until),
            _ if self.has(at, Sense::And) => Some(Joint::And),
            _ => None,
        }
    }

    /// The span from a point to what is joined to it.
    fn joined(&self, at: usize, first: Point) -> Option<(usize, Ends)> {
        if self.has(first.end, Sense::UntilNow) {
            let from = first.period(self.calendar)?.from();
            let span = Period::span(from, self.calendar.context.published?);
            return Some((first.end + 1, Ends(span)));
        }
        if let Some(months) = self.months_in_a_row(first) {
            return Some(months);
        }
        let joint = self.joint(first.end)?;
        let mut place = self.skip(first.end + 1, Sense::Article);
        if self.is_led(at) {
            place = self.skip(place, Sense::Edge);
        }
        if first.grain() == Grain::Day
            && let Some(found) = self.day_alone(first, joint, place)
        {
            return Some(found);
        }
        let second = self.point(place)?;
        if !self.joins(at, joint, &first, &second) {
            return None;
        }
        Some((second.end, self.between(first, second, self.is_led(at))?))
    }

    /// Whether two points are the ends of one span.
    fn joins(&self, at: usize, joint: Joint, first: &Point, second: &Point) -> bool {
        let led = self.is_led(at);
        let same = first.grain() == second.grain();
        let fine = |p: &Point| matches!(p.grain(), Grain::Month | Grain::Day);
        let mixed = fine(first) && fine(second);
        let settled = first.grain() == Grain::Settled;
        let date = self.kind(at) == Some(Kind::Date);
        match joint {
            Joint::Dash => led || (same && (!settled || date)) || mixed,
            Joint::Slash => same && first.grain() == Grain::Month,
            Joint::To => {
                let alike = same && first.grain() != Grain::Year && (!settled || date);
                led || alike || mixed
            }
            Joint::Until => led || (same && first.grain() == Grain::Day),
            Joint::And if self.led_by(at, Prep::Between) => true,
            Joint::And if self.led_by(at, Prep::From) => same && mixed,
            Joint::And => self.follow_each_other(first, second),
        }
    }

    /// "In January and February": two months that follow each other are one time, unless numbers are told one each.
    fn follow_each_other(&self, first: &Point, second: &Point) -> bool {
        let (Part::Month(a), Part::Month(b)) = (first.part, second.part) else { return false };
        let each = || (self.begin..self.limit).any(|p| self.document.has(p, Sense::Respectively));
        first.lacks_year() && b == a + 1 && !each()
    }

    /// "In January, February and March 2020": months that follow each other.
    fn months_in_a_row(&self, first: Point) -> Option<(usize, Ends)> {
        let Part::Month(mut month) = first.part else { return None };
        let mut at = first.end;
        let mut told = first;
        while let Some(',') = self.mark(at)
            && self.month(at + 1) == Some(month + 1)
        {
            told = self.month_point(at + 1)?;
            (at, month) = (told.end, month + 1);
        }
        let last = self.month_point(at + 1).filter(|_| self.has(at, Sense::And))?;
        let listed = told.end > first.end && first.lacks_year() && told.lacks_year();
        let follows = last.part == Part::Month(month + 1) && self.follow_each_other(&told, &last);
        if listed && follows { Some((last.end, self.between(first, last, false)?)) } else { None }
    }

    /// Two points as the days of one span; `None` where they are in no order, unknown days where a year is not known.
    pub(super) fn between(&self, first: Point, second: Point, led: bool) -> Option<Ends> {
        let Some((from, to)) = self.dated(first, second, led) else { return Some(Ends(None)) };
        let sensible = to.to().year() - from.from().year() < 200;
        let span = Period::span(from.from(), to.to()).filter(|_| sensible && from != to)?;
        Some(Ends(Some(span)))
    }

    /// Both points, the year of one taken from the other.
    fn dated(&self, first: Point, second: Point, led: bool) -> Option<(Period, Period)> {
        let calendar = self.calendar;
        // The first one lies in the year of the second, or else in the year before.
        let before = |to: Period| {
            let in_year = |year| first.part.of(year).filter(|from| from.from() <= to.from());
            let year = to.to().year();
            in_year(year).or_else(|| in_year(year - 1))
        };
        match (first.lacks_year(), second.lacks_year()) {
            (false, true) => {
                let from = first.period(calendar)?;
                let in_year = |year| second.part.of(year).filter(|to| to.to() >= from.to());
                let year = from.from().year();
                Some((from, in_year(year).or_else(|| in_year(year + 1))?))
            }
            (false, false) => first.period(calendar).zip(second.period(calendar)),
            (true, lacking) => {
                let near = || self.around_publication(first, second).filter(|_| lacking && led);
                near().or_else(|| {
                    let to = second.period(calendar)?;
                    Some((before(to)?, to))
                })
            }
        }
    }

    /// "From August to October", said in September: the span that the publication day lies in.
    fn around_publication(&self, first: Point, second: Point) -> Option<(Period, Period)> {
        let published = self.calendar.context.published?;
        let (from, to) = (first.part.of(published.year())?, second.part.of(published.year())?);
        let season = (to.to() - from.from()).num_days() < 100;
        (season && from.to() < published && published < to.from()).then_some((from, to))
    }

    /// Whether a month without a year is the end of something: "through June".
    fn is_end(&self, at: usize) -> bool {
        self.follows(at, Sense::Ended) || self.follows(at, Sense::RangeTo)
    }

    /// Whether something is planned for a month without a year: "is due to open in May".
    fn is_planned(&self, at: usize) -> bool {
        let near = self.begin.max(at.saturating_sub(8))..at;
        let plan = near.clone().rev().find(|p| self.document.has(*p, Sense::Plan));
        plan.is_some_and(|plan| (plan..at).all(|p| self.mark(p) != Some(',')))
            && near.clone().all(|p| !self.has(p, Sense::Done))
    }

    /// From the beginning of the year to the publication day, and the like: "so far this year", "the rest of the month".
    pub(super) fn to_date(&self, at: usize) -> Option<When> {
        if self.has(at, Sense::ToDate) {
            let period = self.calendar.so_far();
            return Some(When { pieces: at..at + 1, period, role: Role::Main });
        }
        if self.has(at, Sense::MonthToDate) {
            let period = self.calendar.month_so_far();
            return Some(When { pieces: at..at + 1, period, role: Role::Window });
        }
        if self.has(at, Sense::YearToDate) {
            let period = self.calendar.year_to_date();
            return Some(When { pieces: at..at + 1, period, role: Role::Main });
        }
        self.has(at, Sense::Rest).then_some(())?;
        let place = self.skip_small(at + 1);
        let deictic = usize::from(self.deixis(place).is_some());
        let unit = self.unit(place + deictic).filter(|u| *u >= TimeUnit::Week)?;
        let end = place + deictic + 1;
        let published = self.calendar.context.published;
        let whole = published.and_then(|day| super::units::unit_around(day, unit));
        let period = whole.and_then(|whole| self.calendar.rest_of(whole));
        Some(When { pieces: at..end, period, role: Role::Main })
    }
}
