//! Arithmetic of calendar units: the week around a day, the quarter after it, the second half of a month.
//!
//! Everything answers `None` beyond the calendar's ends; nothing overflows.

use super::point::Part;
use crate::extract::lexicon::TimeUnit;
use crate::model::Period;
use chrono::{Datelike, Days, Months, NaiveDate};

/// How long a unit is.
#[derive(Clone, Copy)]
enum Length {
    Days(u64),
    Months(u32),
}

fn length(unit: TimeUnit) -> Option<Length> {
    Some(match unit {
        TimeUnit::Day => Length::Days(1),
        TimeUnit::Week | TimeUnit::Weekend => Length::Days(7),
        TimeUnit::TenDays => Length::Days(10),
        TimeUnit::Month => Length::Months(1),
        TimeUnit::Quarter => Length::Months(3),
        TimeUnit::Half => Length::Months(6),
        TimeUnit::Year => Length::Months(12),
        TimeUnit::Decade => Length::Months(120),
        TimeUnit::Century => Length::Months(1200),
        TimeUnit::Period => return None,
    })
}

/// A day moved by so many units, back when negative.
fn moved(day: NaiveDate, unit: TimeUnit, n: i32) -> Option<NaiveDate> {
    let count = n.unsigned_abs();
    match length(unit)? {
        Length::Days(days) => {
            let days = Days::new(days * u64::from(count));
            if n < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
        }
        Length::Months(months) => {
            let months = Months::new(count.checked_mul(months)?);
            if n < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        }
    }
}

/// The week, month, year or decade that holds a day. Weeks begin on Monday.
pub(super) fn unit_around(day: NaiveDate, unit: TimeUnit) -> Option<Period> {
    let month = u8::try_from(day.month()).ok()?;
    let years = |first: i32, count: i32| Period::months((first, 1), (first + count - 1, 12));
    let monday =
        || day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())));
    let of_week = |first: u64| {
        let monday = monday()?;
        let day = |n| monday.checked_add_days(Days::new(n));
        Period::span(day(first)?, day(6)?)
    };
    match unit {
        TimeUnit::Day => Period::day(day),
        TimeUnit::Week => of_week(0),
        TimeUnit::Weekend => of_week(5),
        TimeUnit::TenDays => {
            let third = (day.day() - 1).min(29) / 10 + 1;
            nth_of(Period::month(day.year(), month)?, unit, u8::try_from(third).ok()?)
        }
        TimeUnit::Month => Period::month(day.year(), month),
        TimeUnit::Quarter => Period::quarter(day.year(), (month - 1) / 3 + 1),
        TimeUnit::Half => Period::half(day.year(), (month - 1) / 6 + 1),
        TimeUnit::Year => Period::year(day.year()),
        TimeUnit::Decade => years(day.year() - day.year().rem_euclid(10), 10),
        TimeUnit::Century => years(day.year() - (day.year() - 1).rem_euclid(100), 100),
        TimeUnit::Period => None,
    }
}

/// The `n`th unit after a unit, before it when negative.
pub(super) fn neighbour(period: Period, unit: TimeUnit, n: i32) -> Option<Period> {
    unit_around(moved(period.from(), unit, n)?, unit)
}

/// The `n`th unit of a longer period: the third quarter of a year, the second half of March, the first week of October.
pub(super) fn nth_of(whole: Period, unit: TimeUnit, n: u8) -> Option<Period> {
    let before = i32::from(n.checked_sub(1)?);
    if let (Period::Year(year), Some(part)) = (whole, Part::numbered(unit, n)) {
        return part.of(year);
    }
    let found = match (unit, whole) {
        (TimeUnit::Half, _) => return half_of(whole, n),
        // The first week of a month is the one that has most of its days there.
        (TimeUnit::Week, _) => {
            let middle = whole.from().checked_add_days(Days::new(3))?;
            return unit_around(moved(middle, unit, before)?, unit)
                .filter(|week| week.from() <= whole.to());
        }
        (TimeUnit::Weekend, _) => {
            let saturday = unit_around(whole.from(), unit)?.from();
            let first = if saturday < whole.from() { before + 1 } else { before };
            return unit_around(moved(saturday, unit, first)?, unit)
                .filter(|weekend| weekend.from() <= whole.to());
        }
        (TimeUnit::TenDays, Period::Month(..)) if n == 3 => {
            Period::span(moved(whole.from(), unit, 2)?, whole.to())?
        }
        _ => {
            let from = moved(whole.from(), unit, before)?;
            Period::span(from, moved(from, unit, 1)?.pred_opt()?)?
        }
    };
    whole.contains(found).then_some(found)
}

/// Half of any longer period; of a month, its first fifteen days or the rest.
fn half_of(whole: Period, n: u8) -> Option<Period> {
    let middle = match whole {
        Period::Month(..) => whole.from().checked_add_days(Days::new(15))?,
        _ => whole.from().checked_add_months(Months::new(months_of(whole)? / 2))?,
    };
    match n {
        1 => Period::span(whole.from(), middle.pred_opt()?),
        2 => Period::span(middle, whole.to()),
        _ => None,
    }
}

/// The first `n` units of a longer period, or its last ones.
pub(super) fn some_of(whole: Period, unit: TimeUnit, n: u8, last: bool) -> Option<Period> {
    let n = i32::from(n);
    let found = if last {
        let after = whole.to().succ_opt()?;
        Period::span(moved(after, unit, -n)?, whole.to())?
    } else {
        Period::span(whole.from(), moved(whole.from(), unit, n)?.pred_opt()?)?
    };
    whole.contains(found).then_some(found)
}

/// The `count` units that end with a day.
pub(super) fn until(day: NaiveDate, unit: TimeUnit, count: u8) -> Option<Period> {
    Period::span(moved(day.succ_opt()?, unit, -i32::from(count))?, day)
}

/// How many months a period of whole months has.
fn months_of(period: Period) -> Option<u32> {
    let end = period.to().succ_opt()?;
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let whole = period.from().day() == 1 && end.day() == 1;
    u32::try_from(months(end) - months(period.from())).ok().filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: Option<Period>, code: &str) {
        assert_eq!(found.map(Period::code).as_deref(), Some(code));
    }

    fn period(code: &str) -> Period {
        Period::parse(code).unwrap()
    }

    #[test]
    fn parts_of_longer_periods() {
        check(nth_of(period("2021"), TimeUnit::Quarter, 3), "2021-Q3");
        check(nth_of(period("2021-03"), TimeUnit::Half, 2), "2021-03-16/2021-03-31");
        check(nth_of(period("2021-02"), TimeUnit::TenDays, 3), "2021-02-21/2021-02-28");
        check(nth_of(period("2021-10"), TimeUnit::Week, 1), "2021-10-04/2021-10-10");
        check(nth_of(period("2015-04-01/2016-03-31"), TimeUnit::Quarter, 4), "2016-Q1");
        check(some_of(period("2021"), TimeUnit::Month, 3, true), "2021-Q4");
        check(some_of(period("2021-05"), TimeUnit::Day, 10, false), "2021-05-01/2021-05-10");
        assert_eq!(nth_of(period("2021"), TimeUnit::Quarter, 5), None);
        assert_eq!(nth_of(period("2021"), TimeUnit::Month, 0), None);
    }

    #[test]
    fn units_around_a_day() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 31).unwrap();
        check(unit_around(day, TimeUnit::Week), "2024-03-25/2024-03-31");
        check(unit_around(day, TimeUnit::TenDays), "2024-03-21/2024-03-31");
        check(unit_around(day, TimeUnit::Century), "2001-01-01/2100-12-31");
        check(until(day, TimeUnit::Month, 12), "2023-04-01/2024-03-31");
    }
}
