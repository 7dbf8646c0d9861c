//! How two periods lie to each other, and how long one is.

use crate::model::Period;
use chrono::Datelike;

/// Where a period lies, seen from another.
pub(super) fn relation(period: Option<Period>, other: Option<Period>) -> &'static str {
    let (Some(period), Some(other)) = (period, other) else {
        return match (period, other) {
            (None, None) => "neither",
            (None, _) => "no period",
            _ => "no other",
        };
    };
    if period == other {
        return "same";
    }
    let (from, to, others_from, others_to) = (period.from(), period.to(), other.from(), other.to());
    if from <= others_from && others_to <= to {
        return "around";
    }
    if others_from <= from && to <= others_to {
        return if to == others_to { "end of" } else { "within" };
    }
    let years = from.year() - others_from.year();
    match () {
        () if years.abs() == 1 && other.shifted_years(years) == Some(period) => {
            if years < 0 {
                "year before"
            } else {
                "year after"
            }
        }
        () if to.succ_opt() == Some(others_from) && other.previous() == Some(period) => {
            "step before"
        }
        () if others_to.succ_opt() == Some(from) && other.next() == Some(period) => "step after",
        () if to < others_from => "before",
        () if from > others_to => "after",
        () => "across",
    }
}

/// What kind of stretch a period is.
pub(super) fn length(period: Period) -> &'static str {
    match period {
        Period::Year(_) => "year",
        Period::Half(_, 1) => "first half",
        Period::Half(..) => "half",
        Period::Quarter(_, 1) => "first quarter",
        Period::Quarter(..) => "quarter",
        Period::Month(..) => "month",
        Period::Day(_) => "day",
        Period::Span { from, to } if from.year() == to.year() => {
            if from.ordinal() == 1 {
                "from January"
            } else {
                "within a year"
            }
        }
        Period::Span { from, to } if (to - from).num_days() < 367 => "over new year",
        Period::Span { .. } => "years",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(period: &str, other: &str, expected: &str) {
        let read = |code| (code != "-").then(|| Period::parse(code).expect(code));
        assert_eq!(relation(read(period), read(other)), expected, "{period} to {other}");
    }

    #[test]
    fn periods_lie_to_each_other() {
        check("2023", "2023", "same");
        check("2022-Q2", "2023-Q2", "year before");
        check("2024-02", "2023-02", "year after");
        check("2023-02", "2023-03", "step before");
        check("2023-S2", "2023-S1", "step after");
        check("2023", "2023-S1", "around");
        check("2023-06", "2023-S1", "end of");
        check("2023-05", "2023-S1", "within");
        check("2021", "2022", "year before");
        check("2021-01-01/2022-12-31", "2020-01-01/2021-12-31", "year after");
        check("2020", "2023-S1", "before");
        check("2024-01", "2023-S1", "after");
        check("2023-Q2", "2023-05-01/2023-08-31", "across");
        check("-", "2023", "no period");
        check("2023", "-", "no other");
        check("-", "-", "neither");
    }

    #[test]
    fn what_begins_a_year_is_told_apart() {
        let kind = |code| length(Period::parse(code).expect(code));
        assert_eq!(kind("2023-01-01/2023-05-31"), "from January");
        assert_eq!(kind("2023-02-01/2023-05-31"), "within a year");
        assert_eq!(kind("2023-04-01/2024-03-31"), "over new year");
        assert_eq!(kind("2021-01-01/2023-12-31"), "years");
        assert_eq!(kind("2023-Q1"), "first quarter");
    }
}
