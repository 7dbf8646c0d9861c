//! How fast the store takes reports in and gives series back. `cargo bench --bench store`, or with a number of figures:
//! `cargo bench --bench store -- 100000`, and a new file's name to keep the store under.
//!
//! The reports are made by a generator with a fixed seed: about 2 kB each, twelve figures and forty mentions, from 2000
//! series over 25 years, so that a period is told of by several reports, as in life.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

#[path = "generated/mod.rs"]
mod generated;

use generated::{FIGURES_PER_REPORT, Spread};
use std::path::Path;
use std::time::Instant;
use tradestat::derive;
use tradestat::model::Query;
use tradestat::store::{Derivation, FigureFilter, Store, StoreError};

/// The program's own rules.
const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok());
    let kept = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with('-') && word.parse::<usize>().is_err());
    let sizes = asked.map_or(vec![10_000, 120_000, 1_000_000], |figures| vec![figures]);
    for figures in sizes {
        measure(figures, kept.as_deref().map(Path::new));
    }
}

fn measure(figures: usize, kept: Option<&Path>) {
    let directory = tempfile::tempdir().unwrap();
    let path = kept.map_or_else(|| directory.path().join("bench.db"), Path::to_owned);
    let reports = figures.div_ceil(FIGURES_PER_REPORT);
    println!("{reports} reports, {} figures", reports * FIGURES_PER_REPORT);
    let spent = generated::store(&path, figures, Spread::Years).unwrap_or(f64::NAN);
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = reports as f64 / spent;
    println!("  ingest              {spent:8.2} s, {rate:.0} reports/s");
    let size = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    println!("  file                {size:8} MB");
    read(&path);
}

fn read(path: &Path) {
    let store = time("open", || Store::open(path).unwrap());
    let series = time("list all series", || store.series(&Query::default()).unwrap());
    println!("  {} series", series.len());
    let longest = series.iter().max_by_key(|row| row.figures).unwrap();
    let observations = time("one series", || store.observations(longest.id, None, None).unwrap());
    println!("  {} observations of {}", observations.len(), longest.name);
    let connection = rusqlite::Connection::open(path).unwrap();
    time("the same by hand", || {
        let sql = "SELECT period, value FROM observation WHERE series = ?1 ORDER BY period_start";
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([&longest.name]).unwrap();
        while rows.next().unwrap().is_some() {}
    });
    time("its vintages", || {
        let sql = "SELECT known_from, value FROM vintage WHERE series = ?1";
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([&longest.name]).unwrap();
        while rows.next().unwrap().is_some() {}
    });
    time("its releases", || store.releases(longest.id, None, None).unwrap().len());
    let day = chrono::NaiveDate::from_ymd_opt(2013, 6, 30).unwrap();
    time("it as of a day", || {
        store.as_of(day, Some(RULES)).unwrap().observations(longest.id, None, None).unwrap()
    });
    time("all as of a day", || {
        store
            .as_of(day, Some(RULES))
            .unwrap()
            .each_observation(&Query::default(), |_| Ok::<(), StoreError>(()))
    })
    .unwrap();
    time("all revisions", || {
        store.each_revised(&Query::default(), |_| Ok::<(), StoreError>(())).unwrap()
    });
    let between = Query {
        areas: vec![longest.key.ref_area.unwrap(), longest.key.counterpart_area.unwrap()],
        ..Query::default()
    };
    time("series of two areas", || store.series(&between).unwrap().len());
    let mut letters = 0;
    let rows = time("every observation", || {
        store.each_observation(&Query::default(), |row| {
            letters += row.quote.len();
            Ok::<(), StoreError>(())
        })
    });
    println!("  {} rows, {letters} letters", rows.unwrap());
    let rows = time("every figure", || {
        store.each_figure(&Query::default(), &FigureFilter::default(), |row| {
            letters += row.quote.len();
            Ok::<(), StoreError>(())
        })
    });
    println!("  {} rows, {letters} letters", rows.unwrap());
    time("counts", || store.counts().unwrap());
}

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("  {what:<19} {:8.2} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}
