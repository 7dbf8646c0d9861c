//! The files of a language, and how their rows become terms.

use super::Capital;
use super::sense::{AreaWord, Cases, CurrencyList, MoneyWord, Sense};
use crate::model::CurrencyCode;
use crate::seeds;
use std::collections::BTreeMap;

/// The files of one language.
pub(super) struct Tables {
    /// ISO 639-1.
    pub(super) language: &'static str,
    /// The mark before tenths.
    pub(super) decimal_mark: char,
    /// `seeds/lexicon/<language>/*.toml`.
    words: &'static [(&'static str, &'static str)],
}

macro_rules! words {
    ($language:literal: $($file:literal)+) => {
        &[$((
            concat!("seeds/lexicon/", $language, "/", $file, ".toml"),
            include_str!(concat!("../../../seeds/lexicon/", $language, "/", $file, ".toml")),
        )),+]
    };
}

/// Every language there is; the first serves where a language has no tables.
pub(super) const LANGUAGES: [Tables; 2] = [
    Tables {
        language: "en",
        decimal_mark: '.',
        words: words!("en": "numbers" "periods" "trade" "grammar"),
    },
    Tables {
        language: "ru",
        decimal_mark: ',',
        words: words!("ru": "numbers" "periods" "trade" "grammar"),
    },
];

/// Table → key → forms. A form that begins with `^` wants a capital first letter, one that begins with `=` its letters
/// exactly as they stand.
type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Tables {
    /// Hands every form with its sense to `term`, and fills the list of currencies that words can mean.
    pub(super) fn each(
        &self,
        currencies: &mut Vec<CurrencyCode>,
        mut term: impl FnMut(&str, Sense, Capital),
    ) {
        for (_, content) in self.words {
            // A file that does not parse is found by the tests below; a release has none.
            let Ok(words) = toml::from_str::<Words>(content) else { continue };
            for (table, keys) in &words {
                for (key, forms) in keys {
                    let Some(sense) = Sense::parse(table, key) else { continue };
                    for form in forms {
                        let (form, capital) = match form.strip_prefix('^') {
                            Some(form) => (form, Capital::Initial),
                            None => match form.strip_prefix('=') {
                                Some(form) => (form, Capital::Exact),
                                None => (form.as_str(), Capital::Any),
                            },
                        };
                        term(form, sense, capital);
                    }
                }
            }
        }
        let Ok(language) = self.language.parse() else { return };
        for row in seeds::area_forms(language) {
            let word = match row.sense {
                seeds::AreaSense::Name
                | seeds::AreaSense::Official
                | seeds::AreaSense::Abbreviation => AreaWord::Name,
                seeds::AreaSense::Adjective | seeds::AreaSense::Demonym => AreaWord::Adjective,
                seeds::AreaSense::Capital => AreaWord::Capital,
                seeds::AreaSense::Stem => AreaWord::Stem,
            };
            term(
                row.form,
                Sense::Area(row.area, word, Cases::of(row.cases())),
                capital(row.capital),
            );
        }
        let mut rows: Vec<_> = seeds::currency_forms(language).collect();
        rows.sort_by_key(|row| row.form); // stable: the order within a form is the order of likelihood
        for same in rows.chunk_by(|a, b| a.form == b.form) {
            let list = CurrencyList {
                first: u16::try_from(currencies.len()).unwrap_or(0),
                count: u8::try_from(same.len()).unwrap_or(u8::MAX),
            };
            currencies.extend(same.iter().map(|row| row.currency));
            let word = match same[0].sense {
                seeds::CurrencySense::Symbol => MoneyWord::Symbol,
                seeds::CurrencySense::Code | seeds::CurrencySense::Abbreviation => MoneyWord::Code,
                seeds::CurrencySense::Name => MoneyWord::Name,
                seeds::CurrencySense::Homonym => MoneyWord::Homonym,
                seeds::CurrencySense::Minor => MoneyWord::Minor,
                seeds::CurrencySense::Thousands => MoneyWord::Scaled(3),
                seeds::CurrencySense::Millions => MoneyWord::Scaled(6),
                seeds::CurrencySense::Billions => MoneyWord::Scaled(9),
            };
            term(same[0].form, Sense::Currency(list, word), capital(same[0].capital));
        }
    }
}

fn capital(rule: seeds::Capital) -> Capital {
    match rule {
        seeds::Capital::Any => Capital::Any,
        seeds::Capital::Initial => Capital::Initial,
        seeds::Capital::Exact => Capital::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_table_is_understood() {
        for tables in &LANGUAGES {
            for (file, content) in tables.words {
                let words: Words =
                    toml::from_str(content).unwrap_or_else(|e| panic!("{file}: {e}"));
                for (table, keys) in &words {
                    for (key, forms) in keys {
                        assert!(
                            Sense::parse(table, key).is_some(),
                            "{file}: [{table}] {key} is no sense"
                        );
                        assert!(!forms.is_empty(), "{file}: [{table}] {key} has no forms");
                    }
                }
            }
        }
    }
}
