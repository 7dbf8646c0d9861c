//! Some of the units of something longer: "the first five months of this year", "the last week of October", «первая декада
//! мая».

use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use super::units::{nth_of, some_of, unit_around};
use super::{Role, When};
use crate::extract::lexicon::{Deixis, Prep, Sense, TimeUnit};
use crate::model::Period;
use chrono::Days;

/// Which units of the longer period.
#[derive(Clone, Copy)]
struct Share {
    unit: TimeUnit,
    n: u8,
    kind: Which,
    /// One past its last piece.
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// "the third week of"
    Nth,
    /// "the first three weeks of"
    First,
    /// "the last week of", "the last three weeks of"
    Last,
    /// "three months of"
    Plain,
}

impl Share {
    /// Its days in the longer period.
    fn of(self, whole: Period) -> Option<Period> {
        match self.kind {
            Which::Nth => nth_of(whole, self.unit, self.n),
            Which::First | Which::Plain => some_of(whole, self.unit, self.n, false),
            // As its first week, the last week of a month is the one that has most of its days there.
            Which::Last if self.unit == TimeUnit::Week && self.n == 1 => {
                unit_around(whole.to().checked_sub_days(Days::new(3))?, self.unit)
            }
            Which::Last if self.unit == TimeUnit::Weekend && self.n == 1 => {
                unit_around(whole.to().checked_sub_days(Days::new(5))?, self.unit)
            }
            // "The last eleven months of 2021" are counted from its beginning, since a report comes before the year is
            // out.
            Which::Last => {
                let most = self.unit == TimeUnit::Month && self.n > 6;
                some_of(whole, self.unit, self.n, !most)
            }
        }
    }
}

impl Reader<'_, '_> {
    /// "the last three weeks of October", "the first ten days of this month", «первая декада мая», "9th month of next
    /// year", "the first five months of 2021", "the last quarter of the year".
    pub(super) fn share_point(&self, at: usize) -> Option<Point> {
        let share = self.share(at)?;
        // Numbers are told of ten days of a month, seldom of a week or a day of it.
        let short = matches!(share.unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend);
        let role = if short && share.n < 7 { Role::Day } else { Role::Main };
        let of = self.skip_small(share.end);
        let whole = self.unit(of).filter(|unit| {
            of > share.end + 1 && matches!(unit, TimeUnit::Month | TimeUnit::Quarter)
        });
        if let Some(unit) = whole.filter(|_| share.kind != Which::Plain) {
            let part = self.calendar.of_recent_unit(unit, |whole| share.of(whole));
            return Some(Point::settled(part, role, of + 1));
        }
        let end = self.of_the_year(share.end);
        if end > share.end && matches!(share.kind, Which::First | Which::Last) {
            let recent = self.calendar.recent(|year| share.of(Period::year(year)?));
            return Some(Point::settled(recent, role, end));
        }
        let (whole, end) = self.whole(share.end)?;
        // "Two weeks of May" are any two.
        let first = share.kind != Which::Plain || share.unit >= TimeUnit::Month;
        first.then(|| Point::settled(whole.and_then(|whole| share.of(whole)), role, end))
    }

    fn share(&self, at: usize) -> Option<Share> {
        let last = matches!(self.deixis(at), Some(Deixis::Last | Deixis::Latest));
        let first = self.ordinal(at) == Some(1);
        let begin = at + usize::from(last || first);
        let kind = match (first, last) {
            (true, _) => Which::First,
            (_, true) => Which::Last,
            _ => Which::Plain,
        };
        if let Some((n, unit, end)) = self.counted_units(begin) {
            return Some(Share { unit, n, kind, end });
        }
        if last {
            let unit = self.unit(begin)?;
            return Some(Share { unit, n: 1, kind, end: begin + 1 });
        }
        let (n, place) = self.ordinal_before(at)?;
        let unit = self.unit(place)?;
        Some(Share { unit, n, kind: Which::Nth, end: place + 1 })
    }

    /// "five months", "three-month", "three quarters".
    pub(super) fn counted_units(&self, at: usize) -> Option<(u8, TimeUnit, usize)> {
        // "Three quarters" is a fraction too, and so one term.
        if let Some(n) = self.look(at, |s| if let Sense::Quarters(n) = s { Some(n) } else { None })
        {
            return Some((n, TimeUnit::Quarter, at + 1));
        }
        let (n, end) = self.count(at).filter(|_| self.ordinal(at).is_none())?;
        let place = self.hyphen(end);
        Some((n, self.unit(place)?, place + 1))
    }

    /// What a part is a part of: "of March", "of this quarter", "of 2016", "of the 1990s", and where that ends.
    fn whole(&self, at: usize) -> Option<(Option<Period>, usize)> {
        if let Some(found) = self.year(at) {
            let year = Point::new(Part::Year, found.year, found.end);
            return Some((year.period(self.calendar), year.end));
        }
        if self.mark(at) == Some(',') {
            return None;
        }
        let place = self.skip_small(at);
        if let Some(deixis) = self.deixis(place) {
            if let Some(unit) = self.unit(place + 1).filter(|u| *u >= TimeUnit::Month) {
                return Some((self.calendar.deictic(deixis, unit), place + 2));
            }
            let month = self.month(place + 1)?;
            return Some((self.calendar.deictic_month(deixis, month), place + 2));
        }
        let point = self
            .decade(place)
            .or_else(|| self.century(place))
            .or_else(|| self.fiscal(place))
            .or_else(|| self.month_point(place))
            .or_else(|| {
                let (part, end) = self.bare_part(place)?;
                let year = self.year(end);
                let (year, end) = year.map_or((YearOf::Unsaid, end), |y| (y.year, y.end));
                Some(Point::new(part, year, end))
            })?;
        Some((point.period(self.calendar), point.end))
    }

    /// Steps over "of the year" after a part of it.
    pub(super) fn of_the_year(&self, at: usize) -> usize {
        let place = self.skip_small(at);
        if place > at && self.unit(place) == Some(TimeUnit::Year) { place + 1 } else { at }
    }

    /// Months that are counted from the beginning of a year that is not said: "the first five months", "in nine months",
    /// "9M", "9M19".
    pub(super) fn first_months(&self, at: usize) -> Option<When> {
        let share = self.share(at)?;
        let of = |year: i32| share.of(Period::year(year)?);
        let months = matches!(share.unit, TimeUnit::Month | TimeUnit::Quarter);
        if !months || !matches!(share.kind, Which::First | Which::Plain) {
            return None;
        }
        let when = |end, period| Some(When { pieces: at..end, period, role: Role::Main });
        let initial = self.document.glued(share.end - 1) && self.figures(at).is_some();
        if initial
            && self.document.glued(share.end)
            && let Some(year) = self.two_digits(share.end)
        {
            return when(share.end + 1, of(year));
        }
        let told =
            share.kind == Which::First || initial || (share.n > 1 && self.leads_to_count(at));
        // «за девять месяцев с начала года»
        let end = self.skip(share.end, Sense::ToDate);
        if told { when(end, self.calendar.recent(of)) } else { None }
    }

    /// Whether "in", "for" or an article leads to a count of months, words like "full" perhaps in the way.
    fn leads_to_count(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.begin && self.document.has(before - 1, Sense::Neutral) {
            before -= 1;
        }
        before > self.begin
            && self
                .document
                .senses(before - 1)
                .iter()
                .any(|s| matches!(s, Sense::Prep(Prep::In | Prep::For | Prep::Of) | Sense::Article))
    }
}
