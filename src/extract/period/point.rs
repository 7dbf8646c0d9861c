//! A stretch of the calendar as prose names it, before its year is known.

use super::Role;
use super::calendar::Calendar;
use super::units::nth_of;
use crate::extract::lexicon::TimeUnit;
use crate::model::Period;
use chrono::{Datelike, NaiveDate};

/// "May", "Q3 2016", "15 February", "last year", and where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) part: Part,
    pub(super) year: YearOf,
    pub(super) role: Role,
    /// One past its last piece.
    pub(super) end: usize,
}

/// Which part of its year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Year,
    Half(u8),
    Quarter(u8),
    /// Spring is 1, winter 4.
    Season(u8),
    Month(u8),
    Day {
        month: u8,
        day: u8,
    },
    /// Its days are settled, or cannot be known: "last January", "the 1990s".
    Settled(Option<Period>),
}

/// The year, as far as it is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum YearOf {
    /// Not at all: "in May".
    Unsaid,
    /// "2016", "last year"; `None` where the day that it is counted from is unknown.
    In(Option<i32>),
    /// "FY2015-16", as its days.
    Fiscal(Option<Period>),
}

/// How fine a point is; points of one grain may be the two ends of a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grain {
    Year,
    Part,
    Month,
    Day,
    Settled,
}

impl Point {
    pub(super) fn new(part: Part, year: YearOf, end: usize) -> Self {
        let role = if matches!(part, Part::Day { .. }) { Role::Day } else { Role::Main };
        Self { part, year, role, end }
    }

    pub(super) fn settled(period: Option<Period>, role: Role, end: usize) -> Self {
        Self { part: Part::Settled(period), year: YearOf::Unsaid, role, end }
    }

    pub(super) fn grain(&self) -> Grain {
        match self.part {
            Part::Year => Grain::Year,
            Part::Half(_) | Part::Quarter(_) | Part::Season(_) => Grain::Part,
            Part::Month(_) => Grain::Month,
            Part::Day { .. } => Grain::Day,
            Part::Settled(_) => Grain::Settled,
        }
    }

    /// Whether its year stands elsewhere.
    pub(super) fn lacks_year(&self) -> bool {
        self.year == YearOf::Unsaid && self.grain() != Grain::Settled
    }

    /// Its days.
    pub(super) fn period(&self, calendar: Calendar) -> Option<Period> {
        match (self.part, self.year) {
            (Part::Settled(period), _) => period,
            (part, YearOf::In(year)) => part.of(year?),
            (Part::Year, YearOf::Fiscal(fiscal)) => fiscal,
            (Part::Half(n), YearOf::Fiscal(fiscal)) => nth_of(fiscal?, TimeUnit::Half, n),
            (Part::Quarter(n), YearOf::Fiscal(fiscal)) => nth_of(fiscal?, TimeUnit::Quarter, n),
            (Part::Month(month), YearOf::Fiscal(fiscal)) => {
                let fiscal = fiscal?;
                let first = Period::month(fiscal.from().year(), month)?;
                if fiscal.contains(first) {
                    Some(first)
                } else {
                    Period::month(fiscal.to().year(), month)
                }
            }
            (_, YearOf::Fiscal(_)) | (Part::Year, YearOf::Unsaid) => None,
            (Part::Month(month), YearOf::Unsaid) => calendar.month(month),
            (Part::Day { month, day }, YearOf::Unsaid) => {
                calendar.day(day, month, None).and_then(Period::day)
            }
            (part, YearOf::Unsaid) => calendar.recent(|year| part.of(year)),
        }
    }
}

impl Part {
    /// Its days in a year.
    pub(super) fn of(self, year: i32) -> Option<Period> {
        match self {
            Self::Year => Period::year(year),
            Self::Half(n) => Period::half(year, n),
            Self::Quarter(n) => Period::quarter(year, n),
            Self::Season(n @ 1..=3) => Period::months((year, n * 3), (year, n * 3 + 2)),
            Self::Season(_) => Period::months((year, 12), (year.checked_add(1)?, 2)),
            Self::Month(month) => Period::month(year, month),
            Self::Day { month, day } => {
                Period::day(NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?)
            }
            Self::Settled(period) => period,
        }
    }

    /// Half or quarter of a year by its number.
    pub(super) fn numbered(unit: TimeUnit, n: u8) -> Option<Self> {
        match (unit, n) {
            (TimeUnit::Half, 1 | 2) => Some(Self::Half(n)),
            (TimeUnit::Quarter, 1..=4) => Some(Self::Quarter(n)),
            (TimeUnit::Month, 1..=12) => Some(Self::Month(n)),
            _ => None,
        }
    }
}
