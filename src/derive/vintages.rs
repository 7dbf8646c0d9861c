//! Which earlier days of a series are worth a look: those on which it came to say something that it says no more.

use crate::model::{Observation, Period, Release};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// The days, in time, on which something changed and after which at least one period had another value than in `newest`, or a
/// value that it has no more. A day that only added what still holds is none: its vintage is a part of the newest.
#[must_use]
pub fn days_told_otherwise(releases: &[Release], newest: &[Observation]) -> Vec<NaiveDate> {
    let newest: HashMap<Period, &Observation> = newest.iter().map(|o| (o.period, o)).collect();
    let otherwise = releases.iter().filter(|release| {
        newest.get(&release.period).is_none_or(|now| {
            (now.value, now.value_high, now.qualifier, now.status)
                != (release.value, release.value_high, release.qualifier, release.status)
        })
    });
    let otherwise: Vec<&Release> = otherwise.collect();
    let begun = releases.iter().map(|release| release.known_from);
    let ended = releases.iter().filter_map(|release| release.known_to.succ_opt());
    let days: BTreeSet<NaiveDate> = begun.chain(ended).collect();
    let stood = |day: &NaiveDate| {
        otherwise.iter().any(|release| release.known_from <= *day && *day <= release.known_to)
    };
    days.into_iter().filter(stood).collect()
}

/// So many days at most: the first, the last, and what lies evenly between.
#[must_use]
pub fn spread(days: &[NaiveDate], most: usize) -> Vec<NaiveDate> {
    if days.len() <= most || most < 2 {
        return days.iter().copied().take(most).collect();
    }
    // Half up, as places are whole.
    let place = |i: usize| (2 * i * (days.len() - 1) + most - 1) / (2 * (most - 1));
    (0..most).filter_map(|i| days.get(place(i)).copied()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::derive::lines::observation;
    use crate::model::{Decimal, Qualifier, Status};

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_yo_opt(2024, number).unwrap()
    }

    /// `year value first-last` each, the last day 0 for none; the newest as `year value`; the days.
    fn check(releases: &[(i32, i64, u32, u32)], newest: &[(i32, i64)], expected: &[u32]) {
        let releases: Vec<_> = releases
            .iter()
            .map(|&(year, value, from, to)| Release {
                period: Period::parse(&year.to_string()).unwrap(),
                value: Decimal::from(value),
                value_high: None,
                qualifier: Qualifier::Exactly,
                status: Status::Actual,
                known_from: day(from),
                known_to: if to == 0 { "9999-12-31".parse().unwrap() } else { day(to) },
            })
            .collect();
        let newest: Vec<_> = newest
            .iter()
            .map(|&(year, value)| observation(&year.to_string(), Decimal::from(value)))
            .collect();
        let expected: Vec<_> = expected.iter().copied().map(day).collect();
        assert_eq!(days_told_otherwise(&releases, &newest), expected);
    }

    #[test]
    fn days_that_only_added_are_none() {
        check(&[(2020, 3, 1, 0), (2021, 4, 10, 0)], &[(2020, 3), (2021, 4)], &[]);
        check(
            &[(2020, 3, 1, 19), (2020, 5, 20, 0), (2021, 4, 10, 0)],
            &[(2020, 5), (2021, 4)],
            &[1, 10],
        );
        // Said by another report again, and taken back for good.
        check(&[(2020, 3, 1, 4), (2020, 3, 5, 0)], &[(2020, 3)], &[]);
        check(&[(2020, 3, 1, 4)], &[], &[1]);
        // Reports without a day say something else today.
        check(&[(2020, 3, 1, 0)], &[(2020, 7)], &[1]);
    }

    #[test]
    fn too_many_days_are_thinned_evenly() {
        let check = |days: u32, expected: &[u32]| {
            let all: Vec<_> = (1..=days).map(day).collect();
            let expected: Vec<_> = expected.iter().copied().map(day).collect();
            assert_eq!(spread(&all, 7), expected);
        };
        check(0, &[]);
        check(7, &[1, 2, 3, 4, 5, 6, 7]);
        check(8, &[1, 2, 3, 5, 6, 7, 8]);
        check(13, &[1, 3, 5, 7, 9, 11, 13]);
        check(100, &[1, 18, 34, 51, 67, 84, 100]);
    }
}
