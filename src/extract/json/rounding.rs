//! How finely a number is printed, for extractors that do not say it.

use crate::model::Decimal;

/// Half of the last printed digit: what the digits, taken for a whole number, are to the value, a half is to the rounding.
/// Whether their mark parts thousands or decimals makes no difference to that. A number in words is as fine as its value's
/// last digit that is no zero.
pub(super) fn of(printed: &str, value: Decimal) -> Decimal {
    let value = value.abs();
    let part =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’');
    let number =
        printed.trim_start_matches(|c: char| !c.is_ascii_digit()).chars().take_while(|c| part(*c));
    let digits: String = number.filter(char::is_ascii_digit).collect();
    let unit = match digits.parse::<Decimal>() {
        Ok(whole) if !whole.is_zero() => value.checked_div(whole),
        _ => last_digit(value),
    };
    let half = Decimal::new(5, 1);
    unit.and_then(|unit| unit.checked_mul(half)).unwrap_or_default().normalize()
}

/// The worth of the last digit that is no zero: 100000000 of 3300000000.
fn last_digit(value: Decimal) -> Option<Decimal> {
    let value = value.normalize();
    let (mut mantissa, mut unit) = (value.mantissa(), Decimal::new(1, value.scale()));
    while mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        unit = unit.checked_mul(Decimal::TEN)?;
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, value: &str, expected: &str) {
        let half = of(printed, value.parse().unwrap());
        assert_eq!(half, expected.parse::<Decimal>().unwrap(), "{printed}");
    }

    #[test]
    fn digits_say_how_finely() {
        check("$3.3 billion", "3300000000", "50000000");
        check("3,296 million", "3296000000", "500000");
        check("9,1%", "-9.1", "0.05");
        check("0.05", "0.05", "0.005");
        check("1 234 567 ₽", "1234567", "0.5");
        check("$300–350 million", "300000000", "500000");
        check("three billion", "3000000000", "500000000");
        check("0", "0", "0.5");
    }
}
