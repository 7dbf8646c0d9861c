//! Where on the calendar a period lies that prose names only in part.

use super::Context;
use super::point::Part;
use super::units::{neighbour, unit_around};
use crate::extract::lexicon::{Deixis, TimeUnit};
use crate::model::Period;
use chrono::{Datelike, Days, Months, NaiveDate};

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
            Deixis::Following => match self.context.spoken {
                Some(spoken) => Some(spoken.to().year() + 1),
                None => self.published_year(1),
            },
            Deixis::Same => self.context.spoken.map(|p| p.from().year()),
            Deixis::Last => self.published_year(-1),
            Deixis::This => self.published_year(0),
            Deixis::Next => self.published_year(1),
            Deixis::Latest => None,
        }
    }

    pub(super) fn published_year(self, years: i32) -> Option<i32> {
        self.context.published.map(|day| day.year() + years)
    }

    /// "last quarter", "this month", "the previous quarter".
    pub(super) fn deictic(self, deixis: Deixis, unit: TimeUnit) -> Option<Period> {
        if unit == TimeUnit::Year {
            return self.year(deixis).and_then(Period::year);
        }
        let published = || unit_around(self.context.published?, unit);
        let spoken = || self.context.spoken;
        match deixis {
            Deixis::Previous => match spoken() {
                Some(spoken) => neighbour(unit_around(spoken.from(), unit)?, unit, -1),
                None => neighbour(published()?, unit, -1),
            },
            Deixis::Following => match spoken() {
                Some(spoken) => neighbour(unit_around(spoken.to(), unit)?, unit, 1),
                None => neighbour(published()?, unit, 1),
            },
            Deixis::Same => spoken(),
            Deixis::Last => neighbour(published()?, unit, -1),
            Deixis::This => published(),
            Deixis::Next => neighbour(published()?, unit, 1),
            Deixis::Latest => None,
        }
    }

    /// "The past three months", "the next two weeks": whole units, the one of the publication day not among them.
    pub(super) fn window(self, deixis: Deixis, unit: TimeUnit, n: u8) -> Option<Period> {
        let last = i32::from(n).checked_sub(1).filter(|last| *last >= 0)?;
        let around = |day: NaiveDate| unit_around(day, unit);
        let published = self.context.published;
        let spoken = self.context.spoken;
        let (first, second) = match deixis {
            Deixis::Last | Deixis::Latest => {
                let near = neighbour(around(published?)?, unit, -1)?;
                (neighbour(near, unit, -last)?, near)
            }
            Deixis::Previous => {
                let near = neighbour(around(spoken.map(Period::from).or(published)?)?, unit, -1)?;
                (neighbour(near, unit, -last)?, near)
            }
            Deixis::Next => {
                let near = neighbour(around(published?)?, unit, 1)?;
                (near, neighbour(near, unit, last)?)
            }
            Deixis::Following => {
                let near = neighbour(around(spoken.map(Period::to).or(published)?)?, unit, 1)?;
                (near, neighbour(near, unit, last)?)
            }
            Deixis::This | Deixis::Same => return None,
        };
        Period::span(first.from(), second.to())
    }

    /// "the rest of the year": from the day after publication.
    pub(super) fn rest_of(self, whole: Period) -> Option<Period> {
        let published = self.context.published?;
        let inside = whole.from() <= published && published < whole.to();
        inside.then(|| Period::span(published.succ_opt()?, whole.to()))?
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

    /// "last summer", "this winter".
    pub(super) fn deictic_season(self, deixis: Deixis, season: u8) -> Option<Period> {
        let published = self.context.published?;
        // The winter spoken of in spring began the year before.
        let year = published.year() - i32::from(season == 4 && published.month() <= 6);
        let this = Part::Season(season).of(year)?;
        let year = match deixis {
            Deixis::This => year,
            Deixis::Next | Deixis::Following => year + i32::from(this.from() <= published),
            _ => year - i32::from(this.to() >= published),
        };
        Part::Season(season).of(year)
    }

    /// The month of its name that is nearest to the publication day: "through June".
    pub(super) fn nearest_month(self, month: u8) -> Option<Period> {
        let day = i32::try_from(self.context.published?.month()).ok()?;
        if (1..6).contains(&(i32::from(month) - day).rem_euclid(12)) {
            self.coming_month(month)
        } else {
            self.month(month)
        }
    }

    /// A month still to come: "is to open in May".
    pub(super) fn coming_month(self, month: u8) -> Option<Period> {
        let published = self.context.published?;
        let over = u32::from(month) < published.month();
        Period::month(published.year() + i32::from(over), month)
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

    /// A day of a month, its year given or the latest possible one.
    pub(super) fn day(self, day: u8, month: u8, year: Option<i32>) -> Option<NaiveDate> {
        let Some(year) = year else {
            let published = self.context.published?;
            let near = published.checked_add_months(Months::new(3))?;
            let in_year = |year| NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
            // A day not far ahead is one to come; further ahead it is last year's. February 29 is of the last leap year.
            return (published.year() - 8..=published.year())
                .rev()
                .find_map(|year| in_year(year).filter(|day| *day <= near));
        };
        NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
    }

    /// Days of one month without a year: those nearest to the publication day.
    pub(super) fn nearest_days(self, month: u8, first: u8, last: u8) -> Option<Period> {
        let published = self.context.published?;
        let in_year = |year: i32| {
            let day = |day: u8| NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
            Period::span(day(first)?, day(last)?)
        };
        (published.year() - 1..=published.year() + 1)
            .filter_map(in_year)
            .min_by_key(|days| (days.from() - published).num_days().abs())
    }

    /// A part of an unnamed year: of the year spoken of, else the latest that was over on the publication day.
    pub(super) fn recent(self, of: impl Fn(i32) -> Option<Period>) -> Option<Period> {
        let Some(published) = self.context.published else {
            return of(self.context.spoken?.from().year());
        };
        let this = of(published.year())?;
        // A report may come out some days before the period's last.
        if this.to() <= published.checked_add_days(Days::new(10))? {
            Some(this)
        } else {
            of(published.year() - 1)
        }
    }

    /// "so far this year": from January 1 to the publication day.
    pub(super) fn so_far(self) -> Option<Period> {
        let published = self.context.published?;
        Period::span(Period::year(published.year())?.from(), published)
    }

    /// "month to date": from its first day to the publication day.
    pub(super) fn month_so_far(self) -> Option<Period> {
        let published = self.context.published?;
        Period::span(published.with_day(1)?, published)
    }

    /// "The first 20 days of the month": of the latest month in which they are over.
    pub(super) fn of_recent_unit(
        self,
        unit: TimeUnit,
        of: impl Fn(Period) -> Option<Period>,
    ) -> Option<Period> {
        let published = self.context.published?;
        let this = unit_around(published, unit)?;
        let over = |part: &Period| part.to() <= published;
        of(this).filter(over).or_else(|| of(neighbour(this, unit, -1)?))
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
            Deixis::Next | Deixis::Following => begun + 1,
            Deixis::This | Deixis::Same | Deixis::Latest => begun,
        };
        if start == 1 { Period::year(year) } else { self.fiscal_from(year) }
    }
}
