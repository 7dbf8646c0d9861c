//! Results of arithmetic as people say them: within limits, in few digits, and how far they are off.

use super::amount::amount;
use crate::derive::RateRange;
use crate::model::{Bounds, Decimal, Qualifier, Unit};

/// "68.5 to 73.7 RUB a USD (averages of 2021–2022; 61.6 to 93.8 at the farthest)".
pub(super) fn rate(rate: &RateRange) -> String {
    let range = |bounds: Bounds| {
        let (low, high) = (digits(bounds.least, 3), digits(bounds.most, 3));
        if low == high { low } else { format!("{low} to {high}") }
    };
    let (from, to) = rate.years;
    let years = if from == to {
        format!("average of {from}")
    } else {
        format!("averages of {from}–{to}")
    };
    let (averages, limits) = (range(rate.averages), range(rate.limits));
    format!("{averages} {} a {} ({years}; {limits} at the farthest)", rate.of, rate.per)
}

/// What a sum comes to, within its limits.
pub(super) fn between(made: Bounds, unit: Option<Unit>) -> String {
    match (made.least.is_finite(), made.most.is_finite()) {
        (true, true) => {
            let (low, high) = (decimal(made.least), decimal(made.most));
            let high = (high != low).then_some(high);
            amount(low, high, unit, Qualifier::Exactly)
        }
        (true, false) => amount(decimal(made.least), None, unit, Qualifier::AtLeast),
        (false, true) => amount(decimal(made.most), None, unit, Qualifier::AtMost),
        (false, false) => "anything".to_owned(),
    }
}

/// How far what is said lies from what it should be: "12 % less", "4.5 times as much".
pub(super) fn off(said: Bounds, made: Bounds) -> String {
    let (said, made) = (said.size(), made.size());
    let more = said.least > made.most;
    let ratio = if more { said.least / made.most } else { said.most / made.least };
    if !ratio.is_finite() {
        "which it is not".to_owned()
    } else if ratio >= 2.0 {
        format!("{} times as much", short(ratio))
    } else if ratio < 0.5 {
        format!("only {} % of that", short(ratio * 100.0))
    } else {
        let (percent, word) = if more { (ratio - 1.0, "more") } else { (1.0 - ratio, "less") };
        format!("{} % {word}", short(percent * 100.0))
    }
}

pub(super) fn rounded(value: f64, unit: Option<Unit>) -> String {
    amount(decimal(value), None, unit, Qualifier::Exactly)
}

/// Four digits are more than a sum of rounded numbers is worth.
fn decimal(value: f64) -> Decimal {
    digits(value, 4).parse().unwrap_or_default()
}

/// Two or three digits, for people.
pub(super) fn short(value: f64) -> String {
    let wanted = if value >= 100.0 { 3 } else { 2 };
    digits(value, wanted)
}

/// A number with so many digits that count.
fn digits(value: f64, wanted: i32) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm of a double is small")]
    let places = wanted - 1 - value.abs().log10().floor() as i32;
    // Multiplied and divided by whole powers of ten only, which are exact.
    let unit = 10f64.powi(places.abs());
    let rounded =
        if places < 0 { (value / unit).round() * unit } else { (value * unit).round() / unit };
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(least: f64, most: f64) -> Bounds {
        Bounds { least, most }
    }

    fn check(least: f64, most: f64, expected: &str) {
        assert_eq!(between(bounds(least, most), Unit::parse("USD")), expected);
    }

    #[test]
    fn sums_have_four_digits() {
        check(117_107_000_000.0, 117_232_000_000.0, "117.1–117.2 billion USD");
        check(1_582_300_000.0, 1_582_300_400.0, "1.582 billion USD");
        check(3e9, f64::INFINITY, "≥ 3 billion USD");
        check(f64::NEG_INFINITY, 3e9, "≤ 3 billion USD");
        check(236_098_765.4, 260_912_345.6, "236.1–260.9 million USD");
        check(0.0, 1.0, "0–1 USD");
    }

    #[test]
    fn how_far_off_is_said_as_people_would() {
        let check = |said, made, expected: &str| {
            assert_eq!(off(Bounds::only(said), made), expected);
        };
        check(88.0, bounds(100.0, 110.0), "12 % less");
        check(110.0, bounds(90.0, 100.0), "10 % more");
        check(450.0, bounds(90.0, 100.0), "4.5 times as much");
        check(13.0, bounds(100.0, 110.0), "only 13 % of that");
        check(5.0, bounds(0.0, 0.0), "which it is not");
    }
}
