//! Where on the calendar a period lies that prose names only in part.

use super::Context;
use crate::extract::lexicon::{Deixis, TimeUnit};
use crate::model::Period;
use chrono::{Datelike, Months, NaiveDate};

/// Answers from the publication day and the period last spoken of.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    pub(super) context: Context,
}

impl Calendar {
    /// "last year", "this year".
    pub(super) fn year(self, deixis: Deixis) -> Option<i32> {
        match deixis {
            Deixis::Previous => match self.context.spoken {
                Some(spoken) => Some(spoken.from().year() - 1),
                None => self.published_year(-1),
            },
            Deixis::Same => self.context.spoken.map(|p| p.from().year()),
            Deixis::Last => self.published_year(-1),
            Deixis::This => self.published_year(0),
            Deixis::Next => self.published_year(1),
        }
    }

    fn published_year(self, years: i32) -> Option<i32> {
        self.context.published.map(|day| day.year() + years)
    }

    /// "last quarter", "this month", "the previous quarter".
    pub(super) fn deictic(self, deixis: Deixis, unit: TimeUnit) -> Option<Period> {
        if unit == TimeUnit::Year {
            return self.year(deixis).and_then(Period::year);
        }
        let around = |day: NaiveDate| {
            let month = u8::try_from(day.month()).ok()?;
            match unit {
                TimeUnit::Half => Period::half(day.year(), (month - 1) / 6 + 1),
                TimeUnit::Quarter => Period::quarter(day.year(), (month - 1) / 3 + 1),
                _ => Period::month(day.year(), month),
            }
        };
        match deixis {
            Deixis::Previous => match self.context.spoken {
                Some(spoken) => around(spoken.from()).and_then(Period::previous),
                None => around(self.context.published?).and_then(Period::previous),
            },
            Deixis::Same => self.context.spoken,
            Deixis::Last => around(self.context.published?).and_then(Period::previous),
            Deixis::This => around(self.context.published?),
            Deixis::Next => around(self.context.published?).and_then(Period::next),
        }
    }

    /// "last May", "this January".
    pub(super) fn deictic_month(self, deixis: Deixis, month: u8) -> Option<Period> {
        let published = self.context.published?;
        match deixis {
            Deixis::This => Period::month(published.year(), month),
            Deixis::Next => {
                let later = u32::from(month) > published.month();
                Period::month(published.year() + i32::from(!later), month)
            }
            _ => self.month(month),
        }
    }

    /// A month without a year: the latest that had begun on the publication day, else that of the year spoken of.
    pub(super) fn month(self, month: u8) -> Option<Period> {
        match self.context.published {
            Some(day) => {
                Period::month(day.year() - i32::from(u32::from(month) > day.month()), month)
            }
            None => Period::month(self.context.spoken?.from().year(), month),
        }
    }

    /// Months without a year.
    pub(super) fn months(self, first: u8, last: u8) -> Option<Period> {
        let end = self.month(last)?.from().year();
        Period::months((if first <= last { end } else { end - 1 }, first), (end, last))
    }

    /// A day of a month, its year given or the latest possible one.
    pub(super) fn day(self, day: u8, month: u8, year: Option<i32>) -> Option<NaiveDate> {
        let year = if let Some(year) = year {
            year
        } else {
            let published = self.context.published?;
            // A day not far ahead is one to come; further ahead it is last year's.
            let this = NaiveDate::from_ymd_opt(published.year(), u32::from(month), u32::from(day))?;
            published.year() - i32::from(this > published + Months::new(3))
        };
        NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
    }

    /// A part of an unnamed year: of the year spoken of, else the latest that was over on the publication day.
    pub(super) fn recent(self, of: impl Fn(i32) -> Option<Period>) -> Option<Period> {
        let Some(published) = self.context.published else {
            return of(self.context.spoken?.from().year());
        };
        let this = of(published.year())?;
        // A report may come out some days before the period's last.
        if this.to() <= published + chrono::Days::new(10) {
            Some(this)
        } else {
            of(published.year() - 1)
        }
    }

    /// The same stretch as the one spoken of, in another year.
    pub(super) fn same_in(self, year: i32) -> Option<Period> {
        let spoken = self.context.spoken?;
        spoken.shifted_years(year - spoken.from().year())
    }

    /// "a year earlier": the stretch spoken of, moved back.
    pub(super) fn earlier(self, unit: TimeUnit, n: u8) -> Option<Period> {
        let spoken = self.context.spoken;
        match unit {
            TimeUnit::Year | TimeUnit::Period => match spoken {
                Some(spoken) => spoken.shifted_years(-i32::from(n)),
                None => Period::year(self.published_year(-i32::from(n))?),
            },
            TimeUnit::Half | TimeUnit::Quarter | TimeUnit::Month => {
                let from = spoken.map(Period::from).or(self.context.published)?;
                let months = match unit {
                    TimeUnit::Half => 6,
                    TimeUnit::Quarter => 3,
                    _ => 1,
                };
                let day = from.checked_sub_months(Months::new(months * u32::from(n)))?;
                Self { context: Context { published: Some(day), ..self.context } }
                    .deictic(Deixis::This, unit)
            }
            TimeUnit::Week | TimeUnit::Day => None,
        }
    }

    /// From January 1 to the publication day.
    pub(super) fn year_to_date(self) -> Option<Period> {
        let published = self.context.published?;
        Period::span(Period::year(published.year())?.from(), published)
    }

    /// The fiscal year that begins in a calendar year.
    pub(super) fn fiscal_from(self, year: i32) -> Option<Period> {
        let start = self.context.fiscal_start;
        if start == 1 {
            return None; // where the fiscal year is the calendar's, nobody writes "2015-16"
        }
        Period::months((year, start), (year + 1, start - 1))
    }

    /// "the current fiscal year".
    pub(super) fn fiscal_near(self, deixis: Deixis) -> Option<Period> {
        let published = self.context.published?;
        let start = u32::from(self.context.fiscal_start);
        let begun = published.year() - i32::from(published.month() < start);
        let year = match deixis {
            Deixis::Last | Deixis::Previous => begun - 1,
            Deixis::Next => begun + 1,
            Deixis::This | Deixis::Same => begun,
        };
        if start == 1 { Period::year(year) } else { self.fiscal_from(year) }
    }
}

/// Half or quarter of a year.
pub(super) fn part(year: i32, unit: TimeUnit, n: u8) -> Option<Period> {
    match unit {
        TimeUnit::Half => Period::half(year, n),
        TimeUnit::Quarter => Period::quarter(year, n),
        _ => None,
    }
}

/// The `count` months that end with a month of a year.
pub(super) fn months_until(year: i32, month: u8, count: u8) -> Option<Period> {
    let first = i32::from(month) - i32::from(count) + 1;
    let (from_year, from_month) = if first >= 1 { (year, first) } else { (year - 1, first + 12) };
    Period::months((from_year, u8::try_from(from_month).ok()?), (year, month))
}

/// A date in figures. `american` reads 6/17/2019 as June; a day above 12 settles it either way.
pub(super) fn date(text: &str, american: bool) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '.', '/']).map(str::parse::<u32>);
    let (a, b, c) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let year = |y: u32| {
        i32::try_from(if y < 100 { if y < 50 { 2000 + y } else { 1900 + y } } else { y }).ok()
    };
    if a > 31 {
        return NaiveDate::from_ymd_opt(year(a)?, b, c);
    }
    let month_first = (text.contains('/') && american && a <= 12) || b > 12;
    let (day, month) = if month_first { (b, a) } else { (a, b) };
    NaiveDate::from_ymd_opt(year(c)?, month, day)
}

/// Half or quarter of a fiscal year.
pub(super) fn part_of_fiscal(fiscal: Period, unit: TimeUnit, n: u8) -> Option<Period> {
    let months = match unit {
        TimeUnit::Half => 6,
        TimeUnit::Quarter => 3,
        _ => return None,
    };
    let before = months * n.checked_sub(1)?;
    let from = fiscal.from().checked_add_months(Months::new(u32::from(before)))?;
    let end = from.checked_add_months(Months::new(u32::from(months)))?.pred_opt()?;
    Period::span(from, end).filter(|part| fiscal.contains(*part))
}

/// The first months of a fiscal year.
pub(super) fn first_of_fiscal(fiscal: Period, months: u8) -> Option<Period> {
    let end = fiscal.from().checked_add_months(Months::new(u32::from(months)))?.pred_opt()?;
    Period::span(fiscal.from(), end)
}
