//! Dates in figures alone: "2025-08-22", "24. 01. 2017", "2016/11", "11-2016", "on 22/04".

use super::Role;
use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use super::year::century_of;
use crate::extract::lexicon::{Prep, Sense};
use crate::extract::token::Kind;
use crate::model::Period;
use chrono::NaiveDate;

impl Reader<'_, '_> {
    /// A day or month in figures.
    pub(super) fn numeric(&self, at: usize) -> Option<Point> {
        match self.kind(at)? {
            Kind::Date => {
                let day = date(self.document.of(at), self.document.lexicon.month_first)?;
                Some(Point::settled(Period::day(day), Role::Day, at + 1))
            }
            Kind::Digits => self
                .spaced_date(at)
                .or_else(|| self.short_date(at))
                .or_else(|| self.month_of_year(at))
                .or_else(|| self.day_and_month(at)),
            _ => None,
        }
    }

    fn tied_before(&self, at: usize) -> bool {
        at > self.begin && self.tie(at - 1)
    }

    fn small(&self, at: usize) -> Option<u8> {
        self.figures(at).filter(|text| text.len() <= 2)?.parse().ok()
    }

    /// "27. 05.99", "24. 01. 2017".
    fn spaced_date(&self, at: usize) -> Option<Point> {
        let day = self.small(at)?;
        (self.mark(at + 1) == Some('.') && self.document.glued(at + 1)).then_some(())?;
        let rest = self.figures(at + 2)?;
        let (month, year, end) = match rest.split_once('.') {
            Some((month, year)) if month.len() == 2 && matches!(year.len(), 2 | 4) => {
                (month.parse().ok()?, full_year(year)?, at + 3)
            }
            None if rest.len() == 2 && self.mark(at + 3) == Some('.') => {
                (rest.parse().ok()?, self.four_digits(at + 4)?, at + 5)
            }
            _ => return None,
        };
        let day = NaiveDate::from_ymd_opt(year, month, u32::from(day))?;
        Some(Point::settled(Period::day(day), Role::Day, end))
    }

    /// "9-18-15", "22/04/15", "3/7/17": with dashes only where the day cannot be the month, so that no score is one.
    fn short_date(&self, at: usize) -> Option<Point> {
        (self.tie(at + 1) && self.mark(at + 1) == self.mark(at + 3)).then_some(())?;
        let alone = !self.tie(at + 5) && !self.tied_before(at);
        let (first, second) = (self.small(at)?, self.small(at + 2)?);
        let year = self.two_digits(at + 4).filter(|_| self.tie(at + 3) && alone)?;
        let slash = self.mark(at + 1) == Some('/');
        let (month, day) = match (first, second) {
            (1..=12, 13..=31) => (first, second),
            (13..=31, 1..=12) => (second, first),
            (1..=12, 1..=12) if slash && self.document.lexicon.month_first => (first, second),
            (1..=12, 1..=12) if slash => (second, first),
            _ => return None,
        };
        let day = NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
        Some(Point::settled(Period::day(day), Role::Day, at + 5))
    }

    /// "2016-11", "2016 / 11", "11/2016", "11 - 2016", «03.2015».
    fn month_of_year(&self, at: usize) -> Option<Point> {
        if let Some((month, year)) = self.figures(at).and_then(|text| text.split_once('.')) {
            let written = month.len() == 2 && year.len() == 4 && !self.measures(at + 1);
            let year: i32 = year.parse().ok().filter(|y| written && (1900..2100).contains(y))?;
            let sure = month.starts_with('0') || self.is_within(at) || self.is_led(at);
            return month_in(month.parse().ok().filter(|_| sure)?, year, at + 1);
        }
        let dash = matches!(self.mark(at + 1), Some('-' | '–' | '/'));
        let evenly = self.document.glued(at + 1) == self.document.glued(at + 2);
        (dash && evenly).then_some(())?;
        let tied = self.document.glued(at + 1);
        if let Some(year) = self.four_digits(at) {
            let month = self.small(at + 2)?;
            // "2008-12" and "2008-09" are years; so is what goes on: "2016-11-12".
            let years = i32::from(month) > year % 100;
            let alone = !self.tie(at + 3) && !self.measures(at + 3);
            let spaced = tied || self.ends_at(at + 3);
            return month_in(month, year, at + 3).filter(|_| !years && alone && spaced);
        }
        let month = self.small(at)?;
        let year = self.four_digits(at + 2)?;
        let alone = !self.tied_before(at) && !self.measures(at + 3);
        // "3 - 2016 results" may number a line.
        (alone && (tied || at > self.begin)).then_some(())?;
        month_in(month, year, at + 3)
    }

    /// "on 4/22", "22/04", "on 4-22", "from 10/25 to 01/25": a day where nothing speaks for a fraction, a ratio or a score.
    fn day_and_month(&self, at: usize) -> Option<Point> {
        self.tie(at + 1).then_some(())?;
        let slash = self.mark(at + 1) == Some('/');
        let (first, second) = (self.small(at)?, self.small(at + 2)?);
        let end = at + 3;
        let alone = !self.tie(end) && !self.tied_before(at);
        let counts =
            self.measures(end) || self.is_counted(end) || self.has(end, Sense::Prep(Prep::Of));
        if !alone || counts {
            return None;
        }
        let (month, day) = match (first, second) {
            (1..=12, 13..=31) => (first, second),
            (1..=12, 1..=12) if self.document.lexicon.month_first => (first, second),
            (1..=31, 1..=12) => (second, first),
            _ => return None,
        };
        NaiveDate::from_ymd_opt(2000, u32::from(month), u32::from(day))?;
        let led = self.led_by(at, Prep::On)
            || self.is_led(at)
            || (self.follows(at, Sense::RangeTo) && at >= self.begin + 4 && self.tie(at - 3));
        let both = self.document.of(at).len() == 2 && self.document.of(at + 2).len() == 2;
        // "24/7" is no day of July.
        let clear = first.max(second) > 12 && (first == month || both) && slash;
        let led = led && (first == month || both);
        (clear || (led && (slash || self.led_by(at, Prep::On))))
            .then(|| Point::new(Part::Day { month, day }, YearOf::Unsaid, end))
    }
}

fn month_in(month: u8, year: i32, end: usize) -> Option<Point> {
    (1..=12).contains(&month).then(|| Point::new(Part::Month(month), YearOf::In(Some(year)), end))
}

fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    Some(if text.len() == 2 { century_of(year) + year } else { year })
}

/// A date in figures. `american` reads 6/17/2019 as June; a day above 12 settles it either way.
pub(super) fn date(text: &str, american: bool) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '.', '/']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let n = |part: &str| part.parse::<u32>().ok();
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(full_year(a)?, n(b)?, n(c)?);
    }
    let (first, second) = (n(a)?, n(b)?);
    let month_first = (text.contains('/') && american && first <= 12) || second > 12;
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    NaiveDate::from_ymd_opt(full_year(c)?, month, day)
}
