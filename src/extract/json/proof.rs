//! What an answer says is proved by the text: words stand where they are said to stand, and codes are those of the tables.

use crate::model::{AreaCode, Decimal, Language, Period, Span, Text, Unit};
use crate::seeds;
use chrono::NaiveDate;
use std::ops::Range;

/// A text that words are looked up in.
pub(super) struct Proof<'t> {
    text: Text<'t>,
    whole: &'t str,
    characters: usize,
}

impl<'t> Proof<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text: Text::new(text), whole: text, characters: text.chars().count() }
    }

    /// How many characters the text has.
    pub(super) fn characters(&self) -> usize {
        self.characters
    }

    /// A span that lies in the text, and its words.
    pub(super) fn span(
        &self,
        start: Option<usize>,
        end: Option<usize>,
    ) -> Result<(Span, &'t str), String> {
        let start = start.ok_or_else(|| missing("start"))?;
        let span = Span { start, end: end.ok_or_else(|| missing("end"))? };
        let words = self.words(span).ok_or_else(|| {
            format!(
                "{start}–{} is no stretch of the text, which has {} characters",
                span.end, self.characters
            )
        })?;
        Ok((span, words))
    }

    /// The words of a span; `None` where it is empty or leaves the text.
    pub(super) fn words(&self, span: Span) -> Option<&'t str> {
        self.text.slice(span)
    }

    /// Where a quote stands that holds the words of a span.
    pub(super) fn quote(&self, quote: &str, held: Span) -> Option<Span> {
        let Range { start, end } = self.text.bytes(held)?;
        let at = quote.match_indices(&self.whole[start..end]).find(|(before, _)| {
            start.checked_sub(*before).is_some_and(|first| {
                self.whole.get(first..).is_some_and(|rest| rest.starts_with(quote))
            })
        });
        let before = quote[..at?.0].chars().count();
        let first = held.start - before;
        Some(Span { start: first, end: first + quote.chars().count() })
    }
}

/// Says that a key must be there.
pub(super) fn missing(key: &str) -> String {
    format!("has no \"{key}\"")
}

/// A decimal that nothing is lost of.
pub(super) fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(text).map_err(|_| {
        format!(
            "‘{text}’ is no decimal number of at most 28 digits, as in \"3300000000\" or \"-9.1\""
        )
    })
}

/// An area of the tables.
pub(super) fn area(code: &str) -> Result<AreaCode, String> {
    let known = code.parse().ok().filter(|code| seeds::area(*code).is_some());
    known.ok_or_else(|| {
        format!("‘{code}’ is no area that is known here: countries are written as in CN (ISO 3166-1), their parts as in RU-TA (ISO 3166-2)")
    })
}

/// A unit; currencies are those of the tables.
pub(super) fn unit(code: &str) -> Result<Unit, String> {
    let known = Unit::parse(code).filter(|unit| match unit {
        Unit::Currency(currency) => seeds::currency(*currency).is_some(),
        _ => true,
    });
    known.ok_or_else(|| {
        format!("‘{code}’ is no unit: a currency is written as in USD (ISO 4217), others as in percent or t")
    })
}

/// A period by its code, and by its first and last day where they are said.
pub(super) fn period(code: &str, from: Option<&str>, to: Option<&str>) -> Result<Period, String> {
    let period = Period::parse(code).ok_or_else(|| {
        format!("‘{code}’ is no period, as in 2023, 2025-S1, 2021-Q3, 2022-01, 2022-01-19 or 2021-01-01/2021-11-30")
    })?;
    for (said, is, key) in [(from, period.from(), "from"), (to, period.to(), "to")] {
        if let Some(said) = said.filter(|said| *said != is.to_string()) {
            return Err(format!("\"{key}\" is ‘{said}’, and the period {code} has {is}"));
        }
    }
    Ok(period)
}

/// A day of the calendar.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let day = text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    day.ok_or_else(|| format!("‘{text}’ is no day written YYYY-MM-DD"))
}

/// A language by its two letters.
pub(super) fn language(code: &str) -> Result<Language, String> {
    let two_letters = code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_lowercase());
    let language = code.parse().ok().filter(|_| two_letters);
    language.ok_or_else(|| format!("‘{code}’ is no language: two small letters (ISO 639-1)"))
}
