//! JSON text, letter by letter: what the answers need, written without detours. They are several times as long as the
//! reports, and most of what they say is short.

use crate::model::{Decimal, Period};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

const DIGITS: [u8; 10] = *b"0123456789";

/// JSON as far as it is written.
#[derive(Default)]
pub(super) struct Letters(pub(super) String);

impl Letters {
    /// Room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Punctuation, keys, or a value that is JSON already.
    #[inline]
    pub(super) fn raw(&mut self, json: &str) -> &mut Self {
        self.0.push_str(json);
        self
    }

    /// A text that has nothing to escape: a code of ours.
    pub(super) fn code(&mut self, code: &str) -> &mut Self {
        debug_assert!(!code.bytes().any(is_escaped), "{code:?} is no code");
        self.raw("\"").raw(code).raw("\"")
    }

    /// Any text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        let mut rest = text;
        while let Some(at) = first_escaped(rest.as_bytes()) {
            self.0.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.0.push_str("\\\""),
                b'\\' => self.0.push_str("\\\\"),
                b'\n' => self.0.push_str("\\n"),
                b'\r' => self.0.push_str("\\r"),
                b'\t' => self.0.push_str("\\t"),
                0x08 => self.0.push_str("\\b"),
                0x0c => self.0.push_str("\\f"),
                byte => self.format(format_args!("\\u{byte:04x}")),
            }
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        self.raw("\"")
    }

    /// A value, or `null`.
    pub(super) fn option<T>(
        &mut self,
        value: Option<T>,
        write: impl FnOnce(&mut Self, T) -> &mut Self,
    ) -> &mut Self {
        match value {
            Some(value) => write(self, value),
            None => self.raw("null"),
        }
    }

    /// A whole number.
    pub(super) fn count(&mut self, mut n: usize) -> &mut Self {
        let mut digits = [0; 20];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] = DIGITS[n % 10];
            n /= 10;
            if n == 0 {
                break;
            }
        }
        self.raw(str::from_utf8(&digits[first..]).unwrap_or_default())
    }

    /// A day, as `2024-03-01`.
    pub(super) fn day(&mut self, day: NaiveDate) -> &mut Self {
        self.0.push('"');
        self.bare_day(day);
        self.raw("\"")
    }

    fn bare_day(&mut self, day: NaiveDate) {
        match u32::try_from(day.year()) {
            Ok(year @ 0..=9999) => {
                self.two_digits(year / 100);
                self.two_digits(year % 100);
                self.0.push('-');
                self.two_digits(day.month());
                self.0.push('-');
                self.two_digits(day.day());
            }
            _ => self.format(format_args!("{day}")),
        }
    }

    fn two_digits(&mut self, n: u32) {
        let digit = |n: u32| char::from(DIGITS[(n % 10) as usize]);
        self.0.push(digit(n / 10));
        self.0.push(digit(n));
    }

    /// The code of a period.
    pub(super) fn period(&mut self, period: Period) -> &mut Self {
        self.0.push('"');
        match period {
            Period::Day(day) => self.bare_day(day),
            Period::Span { from, to } => {
                self.bare_day(from);
                self.0.push('/');
                self.bare_day(to);
            }
            _ => self.format(format_args!("{period}")),
        }
        self.raw("\"")
    }

    /// A decimal as text, exact.
    pub(super) fn decimal(&mut self, value: Decimal) -> &mut Self {
        self.0.push('"');
        match (usize::try_from(value.mantissa().unsigned_abs()), value.scale()) {
            (Ok(whole), 0) => {
                self.raw(if value.is_sign_negative() { "-" } else { "" }).count(whole);
            }
            _ => self.format(format_args!("{value}")),
        }
        self.raw("\"")
    }

    /// A probability, which is given in thousandths.
    pub(super) fn probability(&mut self, value: f64) -> &mut Self {
        self.format(format_args!("{value:?}"));
        self
    }

    fn format(&mut self, arguments: std::fmt::Arguments<'_>) {
        let written = self.0.write_fmt(arguments);
        debug_assert!(written.is_ok(), "writing to a string does not fail");
    }
}

/// Most texts have nothing to escape: they are looked through by the stretch.
fn first_escaped(text: &[u8]) -> Option<usize> {
    let clean = |stretch: &&[u8]| !stretch.iter().fold(false, |any, &byte| any | is_escaped(byte));
    let begin = 16 * text.chunks_exact(16).take_while(clean).count();
    text[begin..].iter().position(|&byte| is_escaped(byte)).map(|at| begin + at)
}

#[inline]
fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_as_serde_writes_it() {
        for text in ["", "plain", "«ё» \"q\" \\ \n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}\u{2028}"] {
            let mut json = Letters::default();
            json.text(text);
            assert_eq!(json.0, serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn numbers_and_days_are_written_as_they_print() {
        for value in ["0", "-0", "3000000000", "-9.1", "0.05", "79228162514264337593543950335"] {
            let value: Decimal = value.parse().unwrap();
            let mut json = Letters::default();
            json.decimal(value);
            assert_eq!(json.0, format!("\"{value}\""));
        }
        for day in ["2024-03-01", "0001-12-31", "9999-01-01"] {
            let mut json = Letters::default();
            json.day(day.parse().unwrap());
            assert_eq!(json.0, format!("\"{day}\""));
        }
        for code in ["2023", "2025-S1", "2021-Q3", "2022-01", "2022-01-19", "2021-01-01/2021-11-30"]
        {
            let mut json = Letters::default();
            json.option(Period::parse(code), Letters::period);
            assert_eq!(json.0, format!("\"{code}\""));
        }
    }
}
