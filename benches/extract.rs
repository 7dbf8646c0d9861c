//! How fast prose becomes figures: megabytes a second on one thread, and how many times as long as a mere scan for
//! candidates takes. `cargo bench --bench extract`, or with a folder of text reports: `… -- PATH`; both are repeated to 20 MB.
//!
//! The scan is what no extractor can do without: one regular expression for numbers, one Aho-Corasick automaton over the
//! names of areas.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

#[path = "generated/mod.rs"]
mod generated;
#[path = "measured/mod.rs"]
mod measured;

use aho_corasick::{AhoCorasick, MatchKind};
use generated::{Dice, prose};
use regex::Regex;
use std::fs;
use std::path::Path;
use std::time::Instant;
use tradestat::extract;
use tradestat::model::{Language, Report};
use tradestat::seeds;

const SIZE: usize = 20_000_000;

fn main() {
    let (size, folder) = measured::arguments(SIZE);
    let texts = folder.map_or_else(own, |folder| of(&folder));
    let english = Language::literal("en");
    let reports: Vec<Report> = texts
        .iter()
        .map(|text| Report {
            text: text.clone(),
            source: "bench.txt".to_owned(),
            title: None,
            publisher: None,
            url: None,
            language: Some(english),
            published: None,
        })
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rounds = size.div_ceil(bytes);
    // The tables are read before the clock starts: once a process, not once a report.
    extract::extract(&reports[0]);
    let mut figures = 0;
    let extraction = timed(|| {
        for _ in 0..rounds {
            for report in &reports {
                figures += extract::extract(report).figures.len();
            }
        }
    });
    let numbers =
        Regex::new(r"[$€£¥]?\d[\d.,]*(?:\s?%|\s(?:thousand|million|billion|trillion))?").unwrap();
    let names = seeds::area_forms(english).map(|form| form.form);
    let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).unwrap();
    let mut candidates = 0;
    let scan = timed(|| {
        for _ in 0..rounds {
            for text in &texts {
                candidates += numbers.find_iter(text).count() + names.find_iter(text).count();
            }
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let megabytes = (bytes * rounds) as f64 / 1e6;
    println!("{megabytes:.1} MB, {} reports, {rounds} rounds", texts.len());
    println!("  extract  {:8.1} MB/s  {figures} figures", megabytes / extraction);
    println!("  scan     {:8.1} MB/s  {candidates} candidates", megabytes / scan);
    println!("  ratio    {:8.2}", extraction / scan);
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn own() -> Vec<String> {
    let mut dice = Dice(7);
    (0..500).map(|number| prose::report(number, &mut dice)).collect()
}

fn of(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}
