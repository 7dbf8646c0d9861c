//! The corpus: sentences of our own under `tests/corpus/<language>/<topic>.md`, each with the figures it states.
//!
//! `cargo test --test corpus -- --nocapture` prints how many cases of each topic are right today, and how many are known
//! to be wrong; how a case is written is told in `corpus_support`.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]
#![allow(clippy::print_stdout, reason = "the count of cases is for whoever asks with --nocapture")]

mod corpus_support;

use corpus_support::case::{self, Case};
use corpus_support::judge;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn every_case_is_extracted_as_written() {
    let mut failures = String::new();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (language, path) in topics() {
        let topic = format!("{language}/{}", path.file_stem().unwrap().to_string_lossy());
        let file = format!("tests/corpus/{topic}.md");
        let cases = case::read(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in &cases {
            let count = counts.entry(topic.clone()).or_default();
            count.0 += usize::from(case.wrong.is_none());
            count.1 += usize::from(case.wrong.is_some());
            if let Some(difference) = judge::difference(case, &language) {
                let Case { heading, line, .. } = case;
                write!(failures, "\n{file}:{line}: {heading}\n{difference}").unwrap();
            }
        }
    }
    println!("{:<24} {:>5} {:>12}", "topic", "right", "known wrong");
    let (mut right, mut wrong) = (0, 0);
    for (topic, count) in &counts {
        println!("{topic:<24} {:>5} {:>12}", count.0, count.1);
        right += count.0;
        wrong += count.1;
    }
    println!("{:<24} {right:>5} {wrong:>12}", "all");
    assert!(
        right > wrong,
        "a corpus of {right} right and {wrong} wrong cases is not one to rely on"
    );
    assert!(failures.is_empty(), "the corpus and the extraction differ\n{failures}");
}

/// Every file of the corpus with its language, in a fixed order.
fn topics() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut topics = Vec::new();
    for language in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap()) {
        let name = language.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(language.path()).unwrap().map(|entry| entry.unwrap()) {
            topics.push((name.clone(), file.path()));
        }
    }
    topics.sort();
    topics
}
