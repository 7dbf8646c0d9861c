//! Every language has what the others have, or says that it has no words for it; and the guide knows every key.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Tables whose keys are values, not meanings: which numbers have a word of their own differs from language to language.
const VALUED: [&str; 18] = [
    "number",
    "mixed",
    "decimals",
    "one",
    "sum",
    "ordinal",
    "fraction",
    "percentage",
    "scale",
    "multiple",
    "may_multiply",
    "physical",
    "month",
    "maybe_month",
    "season",
    "quarters",
    "decade",
    "day_of_month",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/lexicon")
}

/// The languages that are read, with what their `language.toml` says.
fn languages() -> BTreeMap<String, toml::Table> {
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    folders
        .filter_map(|folder| {
            let ways = fs::read_to_string(folder.join("language.toml")).ok()?;
            let code = folder.file_name().unwrap().to_string_lossy().into_owned();
            Some((code, ways.parse().unwrap()))
        })
        .collect()
}

/// Every key of a language: `word.share`, and for tables of values the table alone.
fn keys(language: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(root().join(language)).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let words = file.extension().is_some_and(|e| e == "toml");
        if !words || name == "language.toml" || name == "chart.toml" {
            continue;
        }
        let tables: toml::Table = fs::read_to_string(&file).unwrap().parse().unwrap();
        for (table, rows) in tables {
            if VALUED.contains(&table.as_str()) {
                keys.insert(table);
                continue;
            }
            // Which offices have a name of their own differs too; which kinds of office there are does not.
            let rows = rows.as_table().unwrap().keys();
            let shared = rows.filter(|key| table != "office" || !key.contains('.'));
            keys.extend(shared.map(|key| format!("{table}.{key}")));
        }
    }
    keys
}

#[test]
fn a_language_has_every_key_or_says_that_it_has_no_words_for_it() {
    let languages = languages();
    let all: BTreeSet<String> = languages.keys().flat_map(|language| keys(language)).collect();
    for (language, ways) in &languages {
        let own = keys(language);
        let without: BTreeSet<String> = ways
            .get("without")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            .map(|key| key.as_str().unwrap().to_owned())
            .collect();
        let lacking: Vec<_> = all.difference(&own).filter(|key| !without.contains(*key)).collect();
        assert!(
            lacking.is_empty(),
            "seeds/lexicon/{language} lacks {lacking:?}; fill them, or name them in ‘without’ of its language.toml"
        );
        let surplus: Vec<_> =
            without.iter().filter(|key| own.contains(*key) || !all.contains(*key)).collect();
        assert!(
            surplus.is_empty(),
            "{language}/language.toml: it has words for {surplus:?}, or nobody has"
        );
    }
}

#[test]
fn the_guide_knows_every_key() {
    let guide = fs::read_to_string(root().join("README.md")).unwrap();
    for key in languages().keys().flat_map(|language| keys(language)) {
        let table = key.split('.').next().unwrap();
        let named = [key.as_str(), table].iter().any(|name| guide.contains(&format!("`{name}`")));
        assert!(named, "seeds/lexicon/README.md does not name `{key}`");
    }
}

#[test]
fn a_language_has_reports_of_its_own() {
    for language in languages().keys() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(language);
        let files = fs::read_dir(&folder).map(Iterator::count).unwrap_or_default();
        assert!(files > 0, "tests/corpus/{language} has no reports");
    }
}
