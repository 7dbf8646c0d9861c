//! Spans of days, the month or year of one of them left out: "July 13 to 15", "9 to 12 of June", «13 - 15 июля».

use super::day::{DayNumber, in_month};
use super::point::{Grain, Part, Point, YearOf};
use super::reader::Reader;
use super::span::{Ends, Joint};
use super::{Role, When};
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::token::Kind;
use crate::model::Period;
use chrono::{Datelike, NaiveDate};

impl Reader<'_, '_> {
    /// "July 13 to 15", "April 27th to the third": the second day has no month of its own.
    pub(super) fn day_alone(&self, first: Point, joint: Joint, at: usize) -> Option<(usize, Ends)> {
        let Part::Day { month, day } = first.part else { return None };
        let number = self.day_number(at)?;
        if joint == Joint::And
            || joint == Joint::Slash
            || self.tie(number.end)
            || self.measures(number.end)
            || self.is_counted(number.end)
            || self.day_point(at).is_some()
        {
            return None;
        }
        let month_later = if number.day > day { month } else { month % 12 + 1 };
        let stated = self.year(number.end);
        let (year, end) = stated.map_or((first.year, number.end), |y| (y.year, y.end));
        let last = Point::new(Part::Day { month: month_later, day: number.day }, year, end);
        if last.lacks_year() && month_later == month {
            let days = self.calendar.nearest_days(month, day, number.day);
            return Some((end, Ends(days)));
        }
        let first =
            Point { year: if first.lacks_year() { YearOf::Unsaid } else { first.year }, ..first };
        Some((end, self.between(first, last, false)?))
    }

    /// "9 to 12 of June", "between 4-22 January, 1995", "4 till 23 of this month", «с 13 по 15 июля», «14. - 15.10.2013»:
    /// the first day has no month of its own.
    pub(super) fn days(&self, at: usize) -> Option<When> {
        let number = self.day_number(at)?;
        let dot =
            usize::from(self.mark(number.end) == Some('.') && self.document.glued(number.end));
        let joint = self.joint(number.end + dot)?;
        let place = self.skip(number.end + dot + 1, Sense::Article);
        // «за неделю с 3 по 9 июня»
        let week = self.is_led(at)
            && (at.saturating_sub(2)..at).any(|p| self.unit(p) == Some(TimeUnit::Week));
        let when = |end, period: Option<Period>| {
            let day = Point::new(Part::Day { month: 1, day: number.day }, YearOf::Unsaid, end);
            let role = if week { Role::Main } else { role_of_span(day, period) };
            Some(When { pieces: at..end, period, role })
        };
        if self.kind(place) == Some(Kind::Date) {
            let last = self.numeric(place)?;
            let last = last.period(self.calendar);
            let period = last.and_then(|last| {
                let first = in_month(last, number.day)?;
                Period::span(first.from(), last.to())
            });
            return when(place + 1, period);
        }
        let second = self.day_number(place)?;
        let together =
            joint == Joint::And && !self.is_led(at) && second.day != number.day.saturating_add(1);
        if together || joint == Joint::Slash && dot == 0 {
            return None;
        }
        if let Some(point) = self.day_point(place)
            && let Part::Day { month, day } = point.part
        {
            return when(point.end, self.to_day(number, month, day, point));
        }
        let led = self.is_led(at)
            || second.end > place + 1
            || joint == Joint::Until
            || joint == Joint::To;
        let of = self.has(second.end, Sense::Prep(Prep::Of));
        let (month, end) = self.deictic_month(second.end).filter(|_| led || of)?;
        let period = month.and_then(|month| {
            Period::span(in_month(month, number.day)?.from(), in_month(month, second.day)?.to())
        });
        when(end, period)
    }

    /// From the day of a number to a day of a month.
    fn to_day(&self, number: DayNumber, month: u8, day: u8, point: Point) -> Option<Period> {
        if number.day < day && point.lacks_year() {
            return self.calendar.nearest_days(month, number.day, day);
        }
        let last = point.period(self.calendar)?.to();
        if number.day < day {
            return Period::span(in_month(Period::day(last)?, number.day)?.from(), last);
        }
        // "from the twenty-seventh to the third of April"
        let before = NaiveDate::from_ymd_opt(last.year(), last.month(), 1)?.pred_opt()?;
        Period::span(in_month(Period::day(before)?, number.day)?.from(), last)
    }
}

/// Days of a forum or a visit are no time of trade; the first ten or twenty days of a month, and what is longer, are.
pub(super) fn role_of_span(first: Point, period: Option<Period>) -> Role {
    let Some(period) = period.filter(|_| first.grain() == Grain::Day) else { return Role::Main };
    let begins = period.from().day() == 1 && period.days() >= 7;
    if begins || period.days() >= 14 { Role::Main } else { Role::Day }
}
