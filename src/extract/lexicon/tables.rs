//! The files of a language, and how their rows become terms.

use super::Capital;
use super::sense::{AreaWord, Cases, CurrencyList, MoneyWord, Sense};
use super::source::Cue;
use crate::model::CurrencyCode;
use crate::seeds::{self, LanguageTables};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What a form can mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Word {
    /// To the rules that read numbers, periods, places and trade.
    Sense(Sense),
    /// To those that look for who counts.
    Cue(Cue),
}

impl Word {
    fn parse(table: &str, key: &str) -> Option<Self> {
        Sense::parse(table, key).map(Self::Sense).or_else(|| Cue::parse(table, key).map(Self::Cue))
    }
}

/// The files of one language.
#[derive(Clone, Copy)]
pub(super) struct Tables {
    files: LanguageTables,
}

/// What `language.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ways {
    /// The mark before tenths.
    pub(super) decimal_mark: char,
    /// 6/17 is June 17.
    #[serde(default)]
    pub(super) month_first: bool,
    /// Words by which plain text is known at a glance, in small letters.
    #[serde(default)]
    pub(super) everyday: Vec<String>,
    /// Keys of tables that the language has no words for; `tests/languages.rs` reads them.
    #[serde(default, rename = "without")]
    _without: Vec<String>,
}

/// The files of words; a language may split its words over as many as it likes.
fn words(files: LanguageTables) -> impl Iterator<Item = (&'static str, &'static str)> {
    let other = ["language.toml", "chart.toml"];
    files.files().filter(move |(name, _)| {
        Path::new(name).extension().is_some_and(|e| e == "toml") && !other.contains(name)
    })
}

/// Every language whose reports are read.
pub(super) fn all() -> impl Iterator<Item = Tables> {
    seeds::languages().filter(|files| files.is_read()).map(|files| Tables { files })
}

/// Table → key → forms. A form that begins with `^` wants a capital first letter, one that begins with `=` its letters
/// exactly as they stand.
type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Tables {
    #[cfg(test)]
    pub(super) fn of(files: LanguageTables) -> Self {
        Self { files }
    }

    /// ISO 639-1.
    pub(super) fn language(self) -> &'static str {
        self.files.code()
    }

    /// How the language writes its numbers and dates.
    pub(super) fn ways(self) -> Option<Ways> {
        // A file that does not parse is found by the tests below; a release has none.
        self.files.file("language.toml").and_then(|file| toml::from_str(file).ok())
    }

    /// Hands every form with its sense to `term`, and fills the list of currencies that words can mean.
    pub(super) fn each(
        self,
        currencies: &mut Vec<CurrencyCode>,
        mut term: impl FnMut(&str, Word, Capital),
    ) {
        for (_, content) in words(self.files) {
            let Ok(words) = toml::from_str::<Words>(content) else { continue };
            for (table, keys) in &words {
                for (key, forms) in keys {
                    let Some(word) = Word::parse(table, key) else { continue };
                    for form in forms {
                        let (form, capital) = match form.strip_prefix('^') {
                            Some(form) => (form, Capital::Initial),
                            None => match form.strip_prefix('=') {
                                Some(form) => (form, Capital::Exact),
                                None => (form.as_str(), Capital::Any),
                            },
                        };
                        term(form, word, capital);
                    }
                }
            }
        }
        let Ok(language) = self.language().parse() else { return };
        for row in seeds::area_forms(language) {
            let word = match row.sense {
                seeds::AreaSense::Name
                | seeds::AreaSense::Official
                | seeds::AreaSense::Abbreviation => AreaWord::Name,
                seeds::AreaSense::Adjective | seeds::AreaSense::Demonym => AreaWord::Adjective,
                seeds::AreaSense::Capital => AreaWord::Capital,
                seeds::AreaSense::Stem => AreaWord::Stem,
            };
            let sense = Sense::Area(row.area, word, Cases::of(row.cases()));
            term(row.form, Word::Sense(sense), capital(row.capital));
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
            let sense = Word::Sense(Sense::Currency(list, word));
            term(same[0].form, sense, capital(same[0].capital));
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
        for tables in all() {
            let language = tables.language();
            let ways = tables.files.file("language.toml").unwrap_or_default();
            toml::from_str::<Ways>(ways).unwrap_or_else(|e| panic!("{language}: {e}"));
            for (file, content) in words(tables.files) {
                let words: Words =
                    toml::from_str(content).unwrap_or_else(|e| panic!("{language}/{file}: {e}"));
                for (table, keys) in &words {
                    for (key, forms) in keys {
                        assert!(
                            Word::parse(table, key).is_some(),
                            "{language}/{file}: [{table}] {key} means nothing"
                        );
                        if let Some(Word::Cue(Cue::Office(office))) = Word::parse(table, key) {
                            let known = office.area.is_none_or(|area| seeds::area(area).is_some());
                            assert!(known, "{language}/{file}: [office] {key} is of no area");
                        }
                        assert!(
                            !forms.is_empty(),
                            "{language}/{file}: [{table}] {key} has no forms"
                        );
                    }
                }
            }
        }
    }
}
