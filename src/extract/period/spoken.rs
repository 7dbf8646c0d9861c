//! Periods counted from the one spoken of: the same stretch of another year, a year earlier, the year to date.

use super::calendar::Calendar;
use super::units::{neighbour, unit_around};
use crate::extract::lexicon::TimeUnit;
use crate::model::Period;
use chrono::{Datelike, Days, Months, NaiveDate};

impl Calendar {
    /// The same stretch as the one spoken of, in another year. Where a report tells of last year, "last year" is the one
    /// before it.
    pub(super) fn same_in(self, year: i32) -> Option<Period> {
        let spoken = self.context.spoken?;
        let years = year - spoken.from().year();
        spoken.shifted_years(if years == 0 { -1 } else { years })
    }

    /// "the same period of FY2021": the stretch spoken of, moved into a fiscal year.
    pub(super) fn same_in_fiscal(self, fiscal: Period) -> Option<Period> {
        let Some(spoken) = self.context.spoken else { return Some(fiscal) };
        let years = fiscal.from().year() - spoken.from().year();
        (years..=years + 1)
            .find_map(|years| spoken.shifted_years(years).filter(|same| fiscal.contains(*same)))
    }

    /// "the same February period": the days spoken of, in the latest month of that name before.
    pub(super) fn same_in_month(self, month: u8) -> Option<Period> {
        let spoken = self.context.spoken?;
        let within = (spoken.from().year(), spoken.from().month())
            == (spoken.to().year(), spoken.to().month());
        let back = (spoken.from().month() + 11 - u32::from(month)) % 12 + 1;
        let moved = |day: NaiveDate| day.checked_sub_months(Months::new(back));
        if within { Period::span(moved(spoken.from())?, moved(spoken.to())?) } else { None }
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
                neighbour(unit_around(from, unit)?, unit, -i32::from(n))
            }
            TimeUnit::Week | TimeUnit::Day | TimeUnit::Weekend | TimeUnit::TenDays => {
                let days = if unit == TimeUnit::Day { 1 } else { 7 };
                let day = self.context.published?;
                Period::day(day.checked_sub_days(Days::new(days * u64::from(n)))?)
            }
            TimeUnit::Decade | TimeUnit::Century => {
                neighbour(unit_around(self.context.published?, unit)?, unit, -i32::from(n))
            }
        }
    }

    /// "a year later": the stretch spoken of, moved on.
    pub(super) fn later(self, unit: TimeUnit, n: u8) -> Option<Period> {
        let spoken = self.context.spoken?;
        match unit {
            TimeUnit::Year | TimeUnit::Period => spoken.shifted_years(i32::from(n)),
            TimeUnit::Half | TimeUnit::Quarter | TimeUnit::Month => {
                neighbour(unit_around(spoken.to(), unit)?, unit, i32::from(n))
            }
            _ => None,
        }
    }

    /// "In the month": the one spoken of; "for the year": the one that holds what was spoken of.
    pub(super) fn unit_spoken_of(self, unit: TimeUnit) -> Option<Period> {
        let spoken = self.context.spoken?;
        unit_around(spoken.to(), unit).filter(|whole| whole.contains(spoken))
    }

    /// "year to date": from January 1 to the end of what was spoken of, else to the publication day.
    pub(super) fn year_to_date(self) -> Option<Period> {
        let published = self.context.published?;
        let months = |spoken: &Period| !matches!(spoken, Period::Year(_) | Period::Day(_));
        let of_year = |day: NaiveDate| Period::span(Period::year(day.year())?.from(), day);
        let spoken = self.context.spoken.filter(months).map(Period::to);
        let recent = spoken.filter(|to| *to <= published && (published - *to).num_days() < 100);
        of_year(recent.unwrap_or(published))
    }
}
