//! The stretch of time a figure is about.

use chrono::{Datelike, Days, NaiveDate};
use std::fmt;

/// A calendar period, as finely as the prose tells it. All bounds are inclusive. Years run from 1 to 9999, so that codes
/// always have four digits; only [`Period`]'s constructors make one, and they return `None` outside that range.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    /// «2023 год»: January 1 to December 31.
    Year(i32),
    /// The first (1) or second (2) half of a year.
    Half(i32, u8),
    /// Quarter 1 to 4 of a year.
    Quarter(i32, u8),
    /// Month 1 to 12 of a year.
    Month(i32, u8),
    /// One day.
    Day(NaiveDate),
    /// «с января по ноябрь 2021 года», a fiscal year: whole days from the first to the last.
    Span {
        /// First day.
        from: NaiveDate,
        /// Last day, not before `from`.
        to: NaiveDate,
    },
}

/// How long a regular period is; spans that are no regular period have none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Frequency {
    /// Calendar years (SDMX `A`).
    Annual,
    /// Half-years (SDMX `S`).
    HalfYearly,
    /// Quarters (SDMX `Q`).
    Quarterly,
    /// Months (SDMX `M`).
    Monthly,
    /// Days (SDMX `D`).
    Daily,
}

impl Frequency {
    /// The SDMX code list CL_FREQ's letter.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Annual => "A",
            Self::HalfYearly => "S",
            Self::Quarterly => "Q",
            Self::Monthly => "M",
            Self::Daily => "D",
        }
    }
}

const fn sensible(year: i32) -> bool {
    1 <= year && year <= 9999
}

impl Period {
    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        sensible(year).then_some(Self::Year(year))
    }

    /// Half 1 or 2 of a year.
    #[must_use]
    pub fn half(year: i32, half: u8) -> Option<Self> {
        (sensible(year) && (1..=2).contains(&half)).then_some(Self::Half(year, half))
    }

    /// Quarter 1 to 4 of a year.
    #[must_use]
    pub fn quarter(year: i32, quarter: u8) -> Option<Self> {
        (sensible(year) && (1..=4).contains(&quarter)).then_some(Self::Quarter(year, quarter))
    }

    /// Month 1 to 12 of a year.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        (sensible(year) && (1..=12).contains(&month)).then_some(Self::Month(year, month))
    }

    /// One day.
    #[must_use]
    pub fn day(day: NaiveDate) -> Option<Self> {
        sensible(day.year()).then_some(Self::Day(day))
    }

    /// The months `first` to `last` of the given years, inclusive, as the regular period they make up where they do:
    /// January to June is a half, January to December a year.
    #[must_use]
    pub fn months((from_year, first): (i32, u8), (to_year, last): (i32, u8)) -> Option<Self> {
        Self::span(Self::month(from_year, first)?.from(), Self::month(to_year, last)?.to())
    }

    /// The days `from` to `to`, inclusive, as the regular period they make up where they do. `None` when they are reversed.
    #[must_use]
    pub fn span(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        if to < from || !sensible(from.year()) || !sensible(to.year()) {
            return None;
        }
        let year = from.year();
        let month = u8::try_from(from.month()).unwrap_or(1);
        let candidates = [
            Self::Year(year),
            Self::Half(year, if month <= 6 { 1 } else { 2 }),
            Self::Quarter(year, (month - 1) / 3 + 1),
            Self::Month(year, month),
            Self::Day(from),
        ];
        let regular = candidates.into_iter().find(|p| p.from() == from && p.to() == to);
        Some(regular.unwrap_or(Self::Span { from, to }))
    }

    /// First day.
    #[must_use]
    pub fn from(self) -> NaiveDate {
        match self {
            Self::Year(y) => first_of(y, 1),
            Self::Half(y, h) => first_of(y, h * 6 - 5),
            Self::Quarter(y, q) => first_of(y, q * 3 - 2),
            Self::Month(y, m) => first_of(y, m),
            Self::Day(day) => day,
            Self::Span { from, .. } => from,
        }
    }

    /// Last day.
    #[must_use]
    pub fn to(self) -> NaiveDate {
        match self {
            Self::Year(y) => last_of(y, 12),
            Self::Half(y, h) => last_of(y, h * 6),
            Self::Quarter(y, q) => last_of(y, q * 3),
            Self::Month(y, m) => last_of(y, m),
            Self::Day(day) => day,
            Self::Span { to, .. } => to,
        }
    }

    /// SDMX time period (`2023`, `2025-S1`, `2021-Q3`, `2022-01`, `2022-01-19`), or an ISO 8601 interval for a span
    /// (`2021-01-01/2021-11-30`).
    #[must_use]
    pub fn code(self) -> String {
        self.to_string()
    }

    /// Reads what [`Period::code`] wrote.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        if let Some((from, to)) = code.split_once('/') {
            return Self::span(from.parse().ok()?, to.parse().ok()?);
        }
        let (year, rest) = match code.split_once('-') {
            None => return Self::year(four_digits(code)?),
            Some((year, rest)) => (four_digits(year)?, rest),
        };
        let digit = |letter| rest.strip_prefix(letter).and_then(|d: &str| d.parse().ok());
        if let Some(half) = digit('S') {
            Self::half(year, half)
        } else if let Some(quarter) = digit('Q') {
            Self::quarter(year, quarter)
        } else if rest.len() == 2 {
            Self::month(year, rest.parse().ok()?)
        } else {
            Self::day(code.parse().ok()?)
        }
    }

    /// How long the period is, when it is a regular one.
    #[must_use]
    pub fn frequency(self) -> Option<Frequency> {
        match self {
            Self::Year(_) => Some(Frequency::Annual),
            Self::Half(..) => Some(Frequency::HalfYearly),
            Self::Quarter(..) => Some(Frequency::Quarterly),
            Self::Month(..) => Some(Frequency::Monthly),
            Self::Day(_) => Some(Frequency::Daily),
            Self::Span { .. } => None,
        }
    }

    /// The same stretch `years` later (earlier when negative); February 29 becomes February 28.
    #[must_use]
    pub fn shifted_years(self, years: i32) -> Option<Self> {
        let moved = |day: NaiveDate| {
            day.with_year(day.year() + years)
                .or_else(|| NaiveDate::from_ymd_opt(day.year() + years, 2, 28))
        };
        match self {
            Self::Year(y) => Self::year(y + years),
            Self::Half(y, h) => Self::half(y + years, h),
            Self::Quarter(y, q) => Self::quarter(y + years, q),
            Self::Month(y, m) => Self::month(y + years, m),
            Self::Day(day) => Self::day(moved(day)?),
            Self::Span { from, to } => {
                // A span that ends with its February ends with the other year's February.
                let end = if to.month() == 2 && to.succ_opt()?.day() == 1 {
                    last_of(to.year() + years, 2)
                } else {
                    moved(to)?
                };
                Self::span(moved(from)?, end)
            }
        }
    }

    /// The period of the same length that ends where this one begins: `2018-Q1` before `2018-Q2`. A span has none.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        match self {
            Self::Year(y) => Self::year(y - 1),
            Self::Half(y, 1) => Self::half(y - 1, 2),
            Self::Half(y, h) => Self::half(y, h - 1),
            Self::Quarter(y, 1) => Self::quarter(y - 1, 4),
            Self::Quarter(y, q) => Self::quarter(y, q - 1),
            Self::Month(y, 1) => Self::month(y - 1, 12),
            Self::Month(y, m) => Self::month(y, m - 1),
            Self::Day(day) => Self::day(day.pred_opt()?),
            Self::Span { .. } => None,
        }
    }

    /// The period of the same length that begins where this one ends. A span has none.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Year(y) => Self::year(y + 1),
            Self::Half(y, 2) => Self::half(y + 1, 1),
            Self::Half(y, h) => Self::half(y, h + 1),
            Self::Quarter(y, 4) => Self::quarter(y + 1, 1),
            Self::Quarter(y, q) => Self::quarter(y, q + 1),
            Self::Month(y, 12) => Self::month(y + 1, 1),
            Self::Month(y, m) => Self::month(y, m + 1),
            Self::Day(day) => Self::day(day.checked_add_days(Days::new(1))?),
            Self::Span { .. } => None,
        }
    }

    /// Whether every day of `other` lies in this period.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.from() <= other.from() && other.to() <= self.to()
    }

    /// How many days, both ends counted.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to() - self.from()).num_days() + 1
    }
}

/// In time: by first day, then the longer period last.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.from(), self.to()).cmp(&(other.from(), other.to()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Half(y, h) => write!(f, "{y:04}-S{h}"),
            Self::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Span { from, to } => write!(f, "{from}/{to}"),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn first_of(year: i32, month: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, u32::from(month), 1).unwrap_or(NaiveDate::MIN)
}

fn last_of(year: i32, month: u8) -> NaiveDate {
    let next = if month == 12 { first_of(year + 1, 1) } else { first_of(year, month + 1) };
    next.pred_opt().unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, from: &str, to: &str) {
        let period = Period::parse(code).unwrap_or_else(|| panic!("{code} is a period"));
        assert_eq!(
            (period.from().to_string(), period.to().to_string()),
            (from.into(), to.into()),
            "{code}"
        );
        assert_eq!(period.code(), code);
    }

    #[test]
    fn codes_and_days() {
        check("2023", "2023-01-01", "2023-12-31");
        check("2025-S1", "2025-01-01", "2025-06-30");
        check("2021-Q3", "2021-07-01", "2021-09-30");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2022-01-19", "2022-01-19", "2022-01-19");
        check("2021-01-01/2021-11-30", "2021-01-01", "2021-11-30");
    }

    #[test]
    fn a_span_that_is_regular_is_called_so() {
        assert_eq!(Period::months((2024, 1), (2024, 6)), Period::half(2024, 1));
        assert_eq!(Period::parse("2024-04-01/2024-06-30"), Period::quarter(2024, 2));
        assert_eq!(Period::parse("2024-04-01/2024-03-01"), None);
    }

    #[test]
    fn years_outside_sense_are_none() {
        assert_eq!(Period::year(0), None);
        assert_eq!(Period::month(99999, 1), None);
        assert_eq!(Period::parse("20233"), None);
    }

    #[test]
    fn a_year_earlier_keeps_the_end_of_february() {
        let two_months = Period::parse("2024-01-01/2024-02-29").unwrap();
        assert_eq!(two_months.shifted_years(-1).unwrap().code(), "2023-01-01/2023-02-28");
    }
}
