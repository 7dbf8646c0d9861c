//! What an ingestion puts off to its end, while others have the store open, and after it was killed.

use crate::support::{VERSION, check_kept, extraction, report, rows, sql, store};
use std::path::Path;
use tradestat::derive;
use tradestat::model::Report;
use tradestat::store::{Derivation, Ingest, Store};

const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

/// As many reports as are committed together.
const BATCH: usize = 500;

fn nth(number: usize) -> Report {
    let text = format!("Note {number}: trade of Tatarstan with China was $3 billion in 2023.");
    report(&format!("{number}.txt"), "Volga News", "2024-02-03", &text)
}

fn put(ingest: &mut Ingest<'_>, numbers: std::ops::Range<usize>) {
    let fact = "$3 billion | 3000000000 USD | turnover level RU-TA CN | 2023";
    for number in numbers {
        ingest.put(&nth(number), &extraction(&nth(number), &[fact])).unwrap();
    }
}

#[track_caller]
fn check_behind(path: &Path, behind: bool) {
    let key = "SELECT count(*) FROM meta WHERE key = 'unsettled'";
    assert_eq!(rows(&sql(path), key), [if behind { "1" } else { "0" }]);
    let derived = "SELECT count(*) FROM meta WHERE key = 'derivation'";
    assert!(!behind || rows(&sql(path), derived) == ["0"]);
}

#[test]
fn whoever_opens_the_store_meanwhile_leaves_it_alone() {
    let (_directory, mut store) = store();
    let path = store.path().to_owned();
    let mut ingest = store.ingest(VERSION).unwrap();
    put(&mut ingest, 0..BATCH);
    check_behind(&path, true);
    drop(Store::open(&path).unwrap().let_derive(&RULES).unwrap());
    drop(Store::open_or_create(&path).unwrap());
    check_behind(&path, true);
    ingest.finish().unwrap();
    check_behind(&path, false);
    check_kept(&path);
}

#[test]
fn whoever_opens_the_store_after_a_kill_does_it() {
    let (directory, mut store) = store();
    let path = store.path().to_owned();
    let mut ingest = store.ingest(VERSION).unwrap();
    put(&mut ingest, 0..BATCH);
    // What is on the disk at the moment of the kill.
    let killed = directory.path().join("killed.db");
    for ending in ["", "-wal"] {
        let beside = |path: &Path| format!("{}{ending}", path.display());
        std::fs::copy(beside(&path), beside(&killed)).unwrap();
    }
    drop(Store::open(&killed).unwrap().let_derive(&RULES).unwrap());
    check_behind(&killed, false);
    check_kept(&killed);
    let count = "SELECT n_figures FROM series_extent";
    assert_eq!(rows(&sql(&killed), count), [BATCH.to_string()]);
    assert_eq!(rows(&sql(&killed), "PRAGMA journal_mode"), ["delete"]);
}

#[test]
fn an_ingestion_beside_another_does_both_their_work_at_its_end() {
    let (_directory, mut store) = store();
    let path = store.path().to_owned();
    let mut other = Store::open_or_create(&path).unwrap();
    let mut one = store.ingest(VERSION).unwrap();
    put(&mut one, 0..BATCH);
    let mut two = other.ingest(VERSION).unwrap();
    put(&mut two, BATCH..BATCH + 1);
    two.finish().unwrap();
    check_behind(&path, false);
    check_kept(&path);
    put(&mut one, BATCH + 1..BATCH + 2);
    one.finish().unwrap();
    check_behind(&path, false);
    check_kept(&path);
    let count = "SELECT n_figures FROM series_extent";
    assert_eq!(rows(&sql(&path), count), [(BATCH + 2).to_string()]);
}
