//! What a chart says, per language: `seeds/lexicon/<language>/chart.toml`, read when first needed.
//!
//! A key and its fillers in, a phrase out: `say("note.band", &[])`. The tables hold all the words; which of them a chart
//! needs is decided by its neighbours.

use super::ChartError;
use crate::model::{AreaCode, Decimal, Language, Period};
use crate::seeds;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// A language's words.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    /// Whose words they are: places are named in it.
    #[serde(skip)]
    language: Option<Language>,
    /// Marks of numbers.
    pub(super) number: Marks,
    /// Forms of days and periods.
    date: Dates,
    /// Words for thousands, millions and so on, from small to large.
    pub(super) scale: Vec<ScaleWord>,
    /// Everything else: section, key, phrase.
    #[serde(flatten)]
    phrases: BTreeMap<String, BTreeMap<String, String>>,
}

/// How a language writes its numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    /// Between whole and parts.
    pub(super) decimal: String,
    /// Between groups of three digits.
    pub(super) group: String,
}

/// A word for a power of ten.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleWord {
    /// The power of ten.
    pub(super) factor: u64,
    /// It is used for ticks below this; empty for all that are left.
    below: String,
    /// The word; empty for units.
    pub(super) word: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    day: String,
    month: String,
    short_month: String,
    quarter: String,
    quarter_of: String,
    half: String,
    half_of: String,
    halves: Vec<String>,
    range: String,
    months: Vec<String>,
    months_alone: Vec<String>,
    months_short: Vec<String>,
}

/// A language: its code, its table, and the table once read.
struct Tongue {
    code: &'static str,
    table: &'static str,
    read: OnceLock<Result<Words, String>>,
}

/// Every language with a `chart.toml`.
static TONGUES: LazyLock<Vec<Tongue>> = LazyLock::new(|| {
    let tongue = |language: seeds::LanguageTables| {
        let table = language.file("chart.toml")?;
        Some(Tongue { code: language.code(), table, read: OnceLock::new() })
    };
    seeds::languages().filter_map(tongue).collect()
});

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> Result<&'static Self, ChartError> {
        let tongue =
            TONGUES.iter().find(|tongue| tongue.code == language.as_str()).ok_or_else(|| {
                let known: Vec<_> = TONGUES.iter().map(|tongue| tongue.code).collect();
                ChartError::Language { language: language.to_string(), known: known.join(", ") }
            })?;
        let read = tongue.read.get_or_init(|| {
            let words = toml::from_str::<Self>(tongue.table).map_err(|e| e.to_string())?;
            Ok(Self { language: Some(language), ..words })
        });
        read.as_ref().map_err(|reason| ChartError::Words {
            language: language.to_string(),
            reason: reason.clone(),
        })
    }

    /// The phrase of a key such as `note.band`, its braces filled. A key that is missing is its own phrase.
    pub(super) fn say(&self, key: &str, fillers: &[(&str, &str)]) -> String {
        fill(self.phrase(key).unwrap_or(key), fillers)
    }

    /// The name of a place.
    pub(super) fn place(&self, area: AreaCode) -> String {
        let known = seeds::area(area).zip(self.language);
        known.map_or_else(|| area.to_string(), |(area, language)| area.name(language).to_owned())
    }

    /// The phrase of a key, if there is one that says anything.
    pub(super) fn phrase(&self, key: &str) -> Option<&str> {
        let (section, key) = key.split_once('.')?;
        self.phrases.get(section)?.get(key).map(String::as_str)
    }

    /// The word for the power of ten by which numbers up to `largest` are divided.
    pub(super) fn scale_for(&self, largest: Decimal) -> &ScaleWord {
        let fits = |scale: &&ScaleWord| {
            scale.below.parse::<Decimal>().map_or(true, |below| largest < below)
        };
        self.scale.iter().find(fits).unwrap_or(&self.scale[0])
    }

    /// The word for the power of ten of a number by itself: what is said in millions rather than in 372,000 thousands.
    pub(super) fn scale_by_word(&self, value: Decimal) -> &ScaleWord {
        let fits = |scale: &&ScaleWord| value >= Decimal::from(scale.factor);
        self.scale.iter().rev().find(fits).unwrap_or(&self.scale[0])
    }

    /// «3 февраля 2024».
    pub(super) fn day(&self, day: NaiveDate) -> String {
        let (d, m, y) = (day.day().to_string(), day.month().to_string(), day.year().to_string());
        let month = name(&self.date.months, day.month());
        fill(&self.date.day, &[("d", &d), ("m", &m), ("y", &y), ("month", month)])
    }

    /// A period in full: "2023", "H1 2025", "Q3 2021", "January 2022", "January 2021–November 2021".
    pub(super) fn period(&self, period: Period) -> String {
        match period {
            Period::Year(y) => y.to_string(),
            Period::Half(y, h) => self.half_of(&self.date.half_of, y, h),
            Period::Quarter(y, q) => {
                fill(&self.date.quarter_of, &[("q", &q.to_string()), ("y", &y.to_string())])
            }
            Period::Month(y, m) => {
                Self::month_as(&self.date.month, &self.date.months_alone, y, u32::from(m))
            }
            Period::Day(day) => self.day(day),
            Period::Span { from, to } => self.range(&self.short_month(from), &self.short_month(to)),
        }
    }

    /// A period where its year is said beside it: "H1", "Q3", "Jan".
    pub(super) fn within_year(&self, period: Period) -> String {
        match period {
            Period::Half(y, h) => self.half_of(&self.date.half, y, h),
            Period::Quarter(_, q) => fill(&self.date.quarter, &[("q", &q.to_string())]),
            Period::Month(_, m) => name(&self.date.months_short, u32::from(m)).to_owned(),
            Period::Day(day) => day.day().to_string(),
            other => self.period(other),
        }
    }

    /// A period as short as it can be said in full: "Mar 2025".
    pub(super) fn short(&self, period: Period) -> String {
        match period {
            Period::Month(..) => self.short_month(period.from()),
            other => self.period(other),
        }
    }

    /// The months of a part of a year: "Jan–Jun"; with their years when it is no part of one.
    pub(super) fn part(&self, period: Period) -> String {
        let (from, to) = (period.from(), period.to());
        if from.year() != to.year() {
            return self.range(&self.short_month(from), &self.short_month(to));
        }
        let (first, last) = (from.month(), to.month());
        if first == last {
            return name(&self.date.months_short, first).to_owned();
        }
        self.range(name(&self.date.months_short, first), name(&self.date.months_short, last))
    }

    /// "2011–2024"; one of them where both are the same.
    pub(super) fn range(&self, from: &str, to: &str) -> String {
        if from == to {
            from.to_owned()
        } else {
            fill(&self.date.range, &[("from", from), ("to", to)])
        }
    }

    fn short_month(&self, day: NaiveDate) -> String {
        Self::month_as(&self.date.short_month, &self.date.months_short, day.year(), day.month())
    }

    fn month_as(form: &str, names: &[String], year: i32, month: u32) -> String {
        let (m, y) = (month.to_string(), year.to_string());
        let month = name(names, month);
        fill(form, &[("month", month), ("mon", month), ("m", &m), ("y", &y)])
    }

    fn half_of(&self, form: &str, year: i32, half: u8) -> String {
        let word = name(&self.date.halves, u32::from(half));
        fill(form, &[("half", word), ("y", &year.to_string())])
    }
}

/// The nth of a list, from 1.
fn name(names: &[String], nth: u32) -> &str {
    let index = usize::try_from(nth).unwrap_or(1).saturating_sub(1);
    names.get(index).map_or("", String::as_str)
}

/// A phrase with its `{braces}` filled, left to right, once: a filler with braces of its own is not filled again.
fn fill(phrase: &str, fillers: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((key, after)) = after.split_once('}') else { break };
        if let Some((_, value)) = fillers.iter().find(|(name, _)| *name == key) {
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn words(code: &str) -> &'static Words {
        Words::of(code.parse().unwrap()).unwrap()
    }

    #[test]
    fn all_languages_say_the_same_things() {
        let keys = |code: &str| -> Vec<String> {
            let sections = words(code).phrases.iter();
            sections
                .flat_map(|(s, phrases)| phrases.keys().map(move |k| format!("{s}.{k}")))
                .collect()
        };
        assert_eq!(keys("en"), keys("ru"));
        assert_eq!(keys("en"), keys("zh"));
        for tongue in TONGUES.iter() {
            let date = &words(tongue.code).date;
            assert!(
                [&date.months, &date.months_alone, &date.months_short]
                    .iter()
                    .all(|m| m.len() == 12)
            );
        }
    }

    #[test]
    fn every_key_that_the_code_says_has_a_phrase() {
        let sections =
            ["title", "name", "note", "text", "view", "alt", "sign", "transform", "unit", "page"];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/chart");
        let mut keys = 0;
        let folders = [folder.to_owned(), format!("{folder}/text"), format!("{folder}/page")];
        for path in folders.iter().flat_map(|folder| {
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
        }) {
            let Ok(code) = std::fs::read_to_string(&path) else {
                let known = folders.iter().any(|folder| path == Path::new(folder));
                assert!(known, "{} was not read", path.display());
                continue;
            };
            let quoted = code
                .split('"')
                .filter(|text| text.bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b)));
            for key in quoted {
                if key
                    .split_once('.')
                    .is_some_and(|(section, rest)| sections.contains(&section) && !rest.is_empty())
                {
                    assert!(words("en").phrase(key).is_some(), "{key}");
                    keys += 1;
                }
            }
        }
        assert!(keys > 40, "{keys}");
    }

    #[test]
    fn periods_are_said_as_the_language_says_them() {
        let check = |language: &str, code: &str, expected: &str| {
            assert_eq!(words(language).period(Period::parse(code).unwrap()), expected);
        };
        check("en", "2025-S1", "H1 2025");
        check("en", "2021-01-01/2021-11-30", "Jan 2021–Nov 2021");
        check("ru", "2022-01", "январь 2022");
        check("ru", "2022-01-19", "19 января 2022");
        check("zh", "2021-Q3", "2021年3季度");
    }

    #[test]
    fn an_unknown_language_names_the_known_ones() {
        let error = Words::of("xx".parse().unwrap()).unwrap_err().to_string();
        assert!(error.contains("en, ru, zh"), "{error}");
    }

    #[test]
    fn a_filler_is_not_filled_again() {
        assert_eq!(fill("{a}–{b}", &[("a", "{b}"), ("b", "x")]), "{b}–x");
    }
}
