//! Digits with their marks, in the way of every country.

use crate::model::Decimal;

/// The value of digits with their marks, and how many decimals they have. `mark` is the language's decimal mark: it
/// settles "1,234", which is a thousand and more in English and hardly more than one in Russian.
pub(super) fn read(text: &str, mark: char) -> Option<(Decimal, u32)> {
    value(text, decimal_at(text, mark))
}

/// The same where it is known which mark is the decimal one: every other groups.
pub(super) fn read_with(text: &str, mark: char) -> Option<(Decimal, u32)> {
    value(text, text.rfind(mark).filter(|at| !text[..*at].contains(mark)))
}

/// The decimal mark that a number shows, whatever the language: of "3,296.4" and "0.5" the dot, of "1,234,567" the dot too, as
/// its commas group; "1,234" shows none.
pub(super) fn shown_mark(text: &str) -> Option<char> {
    let other = |c: char| if c == ',' { '.' } else { ',' };
    let (at, last) = text.char_indices().rfind(|&(_, c)| c == '.' || c == ',')?;
    let before = &text[..at];
    if before.contains(last) {
        return Some(other(last));
    }
    let digits = before.chars().take_while(char::is_ascii_digit).count();
    let grouped = before.contains(other(last)) || digits < before.chars().count() || digits > 3;
    let three = text.len() - at - 1 == 3;
    (grouped || !three || before.starts_with('0')).then_some(last)
}

fn decimal_at(text: &str, mark: char) -> Option<usize> {
    let mut points = text.char_indices().filter(|&(_, c)| c == '.' || c == ',');
    let last = points.next_back();
    let only = points.next().is_none();
    last.and_then(|(at, c)| {
        let after = text.len() - at - 1;
        let same_before = text[..at].contains(c);
        let decimal = if same_before {
            false
        } else if !only || after != 3 {
            true
        } else {
            // One mark and three digits: a group, unless the language writes its decimals so or the number begins with 0.
            // Nobody writes three noughts behind a decimal mark.
            text.starts_with('0') || (c == mark && !text.ends_with("000"))
        };
        decimal.then_some(at)
    })
}

fn value(text: &str, decimal_at: Option<usize>) -> Option<(Decimal, u32)> {
    let mut mantissa: i128 = 0;
    let mut count = 0;
    let mut decimals = 0;
    for (at, c) in text.char_indices() {
        if let Some(digit) = c.to_digit(10) {
            mantissa = mantissa * 10 + i128::from(digit);
            count += 1;
            decimals += u32::from(decimal_at.is_some_and(|point| at > point));
        }
        if count > 24 {
            return None;
        }
    }
    Some((Decimal::try_from_i128_with_scale(mantissa, decimals).ok()?, decimals))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]
mod tests {
    use super::*;

    fn check(text: &str, mark: char, expected: &str) {
        let (value, decimals) = read(text, mark).unwrap();
        assert_eq!((value.to_string().as_str(), decimals), (expected, value.scale()), "{text}");
    }

    #[test]
    fn marks_are_read_by_their_place() {
        check("3,456.7", '.', "3456.7");
        check("3.456,7", '.', "3456.7");
        check("1 457.3", '.', "1457.3");
        check("3\u{a0}456,7", ',', "3456.7");
        check("1,234", '.', "1234");
        check("1,234", ',', "1.234");
        check("1.234", ',', "1234");
        check("0,234", '.', "0.234");
        check("1,234,567", '.', "1234567");
        check("12,34,567.89", '.', "1234567.89");
        check("163.0", '.', "163.0");
        check("10,000", ',', "10000");
        check("20.000", '.', "20000");
    }

    #[test]
    fn a_number_shows_its_mark_or_does_not() {
        for (text, mark) in [
            ("3,296.4", Some('.')),
            ("3.296,4", Some(',')),
            ("0,5", Some(',')),
            ("0,512", Some(',')),
            ("1,234,567", Some('.')),
            ("3\u{a0}296,412", Some(',')),
            ("12345.678", Some('.')),
            ("1,234", None),
            ("1234", None),
        ] {
            assert_eq!(shown_mark(text), mark, "{text}");
        }
        let value = |text, mark| read_with(text, mark).map(|(value, _)| value.to_string());
        assert_eq!(value("1,234", ',').as_deref(), Some("1.234"));
        assert_eq!(value("1,234", '.').as_deref(), Some("1234"));
        assert_eq!(value("1,234,567", ',').as_deref(), Some("1234567"));
    }

    #[test]
    fn more_digits_than_sense_are_no_number() {
        assert_eq!(read("1".repeat(40).as_str(), '.'), None);
    }
}
