//! How a derived value is told: its hedge and its digits follow from its bounds.
//!
//! - Open above makes "at least" the lower bound, open below "at most" the upper one, in three digits, rounded away from
//!   what is not known.
//! - Something "about" among the inputs makes the result "about"; else a range makes a range.
//! - The last digit is of the largest power of ten that is no more than half of what lies between the bounds: 116.6 to 117.7
//!   is told as 117.2, and 116 to 118.2 as 117. What is rounded off is then less than what is not known, and what is told
//!   stays within the bounds.
//! - Where half of that width is more than [`WORTHLESS`] of the value, nothing is told.

use super::arithmetic::Made;
use crate::model::{Bounds, Qualifier};

/// What may be a fifth more or less says little more than its order of magnitude.
const WORTHLESS: f64 = 0.2;

/// How many digits an open bound is told with.
const DIGITS_OF_A_BOUND: i32 = 3;

/// What of the inputs shows in how a result is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Hedges {
    pub(super) about: bool,
    pub(super) range: bool,
    pub(super) open: bool,
}

/// A value as it is told.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Statement {
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) qualifier: Qualifier,
    pub(super) rounding: f64,
    pub(super) bounds: Bounds,
}

/// Tells a result; `None` where its bounds leave nothing worth telling. Only what is `signed` may be less than nothing.
pub(super) fn state(made: Made, hedges: Hedges, signed: bool) -> Option<Statement> {
    let Bounds { mut least, most } = made.bounds;
    if !signed && least <= 0.0 && hedges.open {
        // "Over" in a divisor: all that is known is that it was more than nothing.
        least = f64::NEG_INFINITY;
    }
    match (least.is_finite(), most.is_finite()) {
        (true, true) => closed(made.value, Bounds { least, most }, hedges, signed),
        (true, false) if least > 0.0 => Some(open(floor(least), Qualifier::AtLeast)),
        (false, true) if most > 0.0 => Some(open(ceiling(most), Qualifier::AtMost)),
        _ => None,
    }
}

fn open(edge: f64, qualifier: Qualifier) -> Statement {
    let bounds = Bounds::said(edge, None, qualifier, 0.0);
    Statement { value: edge, high: None, qualifier, rounding: 0.0, bounds }
}

fn closed(value: f64, bounds: Bounds, hedges: Hedges, signed: bool) -> Option<Statement> {
    let half = (bounds.most - bounds.least) / 2.0;
    let middle = bounds.least.midpoint(bounds.most);
    if !value.is_finite() || half > WORTHLESS * middle.abs() {
        return None;
    }
    if !signed && bounds.least <= 0.0 {
        return None;
    }
    if hedges.range && !hedges.about {
        let digit = last_digit(half);
        let (low, high) = (to(bounds.least, digit, f64::floor), to(bounds.most, digit, f64::ceil));
        let bounds = Bounds { least: low, most: high };
        let qualifier = Qualifier::Between;
        return Some(Statement { value: low, high: Some(high), qualifier, rounding: 0.0, bounds });
    }
    let qualifier = if hedges.about { Qualifier::About } else { Qualifier::Exactly };
    let value = rounded(value, bounds);
    Some(Statement { value, high: None, qualifier, rounding: half, bounds })
}

/// In the digits that the bounds are worth, and never outside of them.
fn rounded(value: f64, bounds: Bounds) -> f64 {
    let first = last_digit((bounds.most - bounds.least) / 2.0);
    let tried = (0..3).map(|finer| to(value, first - finer, f64::round));
    let mut within = tried.filter(|value| bounds.least <= *value && *value <= bounds.most);
    within.next().unwrap_or(value)
}

/// The exponent of the largest power of ten that is no larger; of no width at all the twelfth digit will do.
fn last_digit(half: f64) -> i32 {
    if half > 0.0 { exponent(half) } else { i32::MIN }
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm of a double is small")]
fn exponent(size: f64) -> i32 {
    size.log10().floor() as i32
}

/// A value rounded to a power of ten. Multiplied and divided by whole powers only, which are exact.
fn to(value: f64, digit: i32, how: fn(f64) -> f64) -> f64 {
    const FINEST: i32 = 12;
    let finest = if value == 0.0 { 0 } else { exponent(value.abs()) - FINEST };
    let digit = digit.max(finest);
    let unit = 10f64.powi(digit.abs());
    if digit < 0 { how(value * unit) / unit } else { how(value / unit) * unit }
}

fn floor(edge: f64) -> f64 {
    to(edge, exponent(edge.abs()) + 1 - DIGITS_OF_A_BOUND, f64::floor)
}

fn ceiling(edge: f64) -> f64 {
    to(edge, exponent(edge.abs()) + 1 - DIGITS_OF_A_BOUND, f64::ceil)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(value: f64, bounds: (f64, f64), hedges: Hedges, expected: &str) {
        let bounds = Bounds { least: bounds.0, most: bounds.1 };
        let told = state(Made { value, bounds }, hedges, value < 0.0).map(|told| {
            let high = told.high.map_or(String::new(), |high| format!("–{high}"));
            format!("{} {}{high}", told.qualifier, told.value)
        });
        assert_eq!(told.as_deref(), Some(expected).filter(|text| !text.is_empty()));
    }

    const INFINITE: f64 = f64::INFINITY;

    #[test]
    fn digits_follow_from_the_width() {
        let plain = Hedges::default();
        check(117.16, (116.6, 117.7), plain, "exactly 117.2");
        check(117.16, (116.0, 118.2), plain, "exactly 117");
        check(117.16, (117.07, 117.23), plain, "exactly 117.16");
        check(1.1716e11, (1.16e11, 1.182e11), plain, "exactly 117000000000");
        check(0.123_456, (0.1233, 0.1236), plain, "exactly 0.1235");
        // Where a coarser digit would fall out of the bounds, a finer one is told.
        check(117.06, (117.055, 117.26), plain, "exactly 117.1");
        check(117.042, (117.041, 117.245), plain, "exactly 117.042");
        check(3.3, (3.3, 3.3), plain, "exactly 3.3");
        check(-13.8, (-13.91, -13.69), plain, "exactly -13.8");
    }

    #[test]
    fn what_may_be_anything_is_not_told() {
        check(10.0, (7.0, 13.0), Hedges::default(), "");
        check(0.1, (-0.1, 0.3), Hedges::default(), "");
        check(-0.1, (-0.3, 0.1), Hedges::default(), "");
        check(10.0, (-INFINITE, INFINITE), Hedges::default(), "");
    }

    #[test]
    fn hedges_show() {
        let hedges = Hedges { open: true, ..Hedges::default() };
        check(2.75, (2.7485, INFINITE), hedges, "at_least 2.74");
        check(2.5, (0.0, 2.541), hedges, "at_most 2.55");
        let about = Hedges { about: true, ..Hedges::default() };
        check(100.0, (95.0, 105.0), about, "about 100");
        let range = Hedges { range: true, ..Hedges::default() };
        check(325.0, (301.2, 349.3), range, "between 300–350");
    }

    proptest! {
        /// What is told lies within its bounds, and its last digit is no finer than a tenth of what they leave open.
        #[test]
        fn told_within_the_bounds(value in 1e-3..1e12, below in 1e-6..0.2, above in 1e-6..0.2) {
            let bounds = Bounds { least: value * (1.0 - below), most: value * (1.0 + above) };
            if let Some(told) = state(Made { value, bounds }, Hedges::default(), false) {
                prop_assert!(told.bounds.meets(Bounds::only(told.value)), "{told:?}");
                prop_assert!(told.rounding <= 0.2 * value * 1.2);
            }
        }
    }
}
