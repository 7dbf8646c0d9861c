//! Any text whatever gives an answer that keeps its promises: no panic, spans inside the text, quotes that hold their
//! numbers. What the fuzzers of `fuzz/` found stands here for good.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use std::fs;
use std::path::Path;

#[allow(unreachable_pub, reason = "it is a library where it is at home")]
#[path = "../fuzz/src/promises.rs"]
mod promises;
#[allow(unreachable_pub, reason = "it is a library where it is at home")]
#[path = "../fuzz/src/prose.rs"]
mod prose;

use promises::{DAYS, LANGUAGES, kept};

/// In every language, with and without a day of publication.
fn check(text: &str) {
    for language in LANGUAGES {
        for day in [DAYS[0], DAYS[1]] {
            kept(text, language, day);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_words_that_rules_look_for(bytes in prop::collection::vec(any::<u8>(), 0..150)) {
        check(&prose::of(&bytes));
    }

    #[test]
    fn of_any_characters(text in "\\PC{0,200}") {
        check(&text);
    }
}

#[test]
fn what_was_found_once() {
    check("half exports ! doubled");
}

/// Of files in a folder and the folders below.
fn check_files(folder: &Path, texts: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            check_files(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
            kept(&fs::read_to_string(path).unwrap(), None, None);
            *texts += 1;
        }
    }
}

#[test]
fn corpora_and_samples_are_texts() {
    let mut texts = 0;
    check_files(Path::new("tests/corpus"), &mut texts);
    check_files(Path::new("seeds/reports"), &mut texts);
    assert!(texts > 80, "{texts}");
}

#[test]
fn long_texts_are_read() {
    let long = |text: String| kept(&text, Some("en"), DAYS[0]);
    long("exports of Russia to China rose by 5% to $3 billion, ".repeat(4000));
    long("(".repeat(50_000));
    long("5 - ".repeat(20_000));
}
