//! Exact decimals in and out of a database of doubles.
//!
//! `106500000000` and `-9.1` go in as the nearest double and come back as the same decimals, because a double prints every
//! decimal of up to 15 digits as it was; `12345678901234567.8` goes in with its digits beside it.

use crate::model::Decimal;
use std::fmt;

/// A stored value: the nearest double, and the exact decimal where the double does not print as it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Number {
    real: f64,
    exact: Option<Decimal>,
}

impl Number {
    /// What the two columns of a value hold.
    #[must_use]
    pub fn new(real: f64, exact: Option<Decimal>) -> Self {
        Self { real, exact }
    }

    /// The nearest double.
    #[must_use]
    pub fn real(self) -> f64 {
        self.real
    }

    /// The exact value.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.exact.or_else(|| decimal(self.real)).unwrap_or_default()
    }

    /// The digits that are stored beside the double, where it does not print as the value.
    pub(super) fn exact_digits(self) -> Option<String> {
        self.exact.map(|exact| exact.to_string())
    }

    /// A whole number that fits 64 bits, where the value is one: the fast way to print most values.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        if self.exact.is_some() { None } else { whole(self.real) }
    }
}

/// Prints the exact digits, without exponent and without a final `.0`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.exact, self.whole()) {
            (Some(exact), _) => exact.fmt(f),
            (None, Some(whole)) => whole.fmt(f),
            (None, None) => self.real.fmt(f),
        }
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        if let Some(real) = of_few_digits(value) {
            return Self { real, exact: None };
        }
        let value = value.normalize();
        let real = value.to_string().parse().unwrap_or(f64::NAN);
        Self { real, exact: (decimal(real) != Some(value)).then_some(value) }
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => to.serialize_i64(whole),
            None => to.serialize_f64(self.real),
        }
    }
}

/// The nearest double of a decimal that has at most fifteen digits, which it prints back: both parts of the fraction are
/// exact, and a division rounds once.
#[expect(clippy::cast_precision_loss, reason = "fifteen digits fit")]
fn of_few_digits(value: Decimal) -> Option<f64> {
    let digits = value.mantissa();
    let scale = i32::try_from(value.scale()).ok().filter(|&scale| scale <= 22)?;
    (digits.unsigned_abs() < 1_000_000_000_000_000).then(|| digits as f64 / 10f64.powi(scale))
}

#[expect(clippy::cast_possible_truncation, reason = "the bounds are checked before")]
fn whole(real: f64) -> Option<i64> {
    (real.fract() == 0.0 && real.abs() < 9e15).then_some(real as i64)
}

/// The shortest decimal that reads back as the double.
fn decimal(real: f64) -> Option<Decimal> {
    match whole(real) {
        Some(whole) => Some(Decimal::from(whole)),
        None => real.to_string().parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn check(digits: &str, needs_digits: bool) {
        let number = Number::from(digits.parse::<Decimal>().unwrap());
        assert_eq!(number.exact.is_some(), needs_digits, "{digits}");
        assert_eq!(number.to_string(), digits);
        assert_eq!(number.decimal().to_string(), digits);
    }

    #[test]
    fn decimals_come_back_as_they_went_in() {
        check("0", false);
        check("106500000000", false);
        check("-9.1", false);
        check("0.0001", false);
        check("123456789.012345", false);
        check("12345678901234567.8", true);
        check("79228162514264337593543950335", true);
        check("-0.1234567890123456789012345678", true);
    }

    #[test]
    fn trailing_zeros_are_not_part_of_a_value() {
        assert_eq!(Number::from("3.30".parse::<Decimal>().unwrap()).to_string(), "3.3");
    }

    proptest::proptest! {
        #[test]
        fn every_decimal_survives(mantissa in proptest::num::i64::ANY, scale in 0u32..=28) {
            let value = Decimal::new(mantissa, scale).normalize();
            let number = Number::from(value);
            proptest::prop_assert_eq!(number.decimal(), value);
            let again = Number::new(number.real(), number.exact);
            proptest::prop_assert_eq!(again.to_string(), value.to_string());
        }
    }
}
