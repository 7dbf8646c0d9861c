//! How long an audit takes: of everything, and of the trade between two areas; and what follows from the figures: reckoned in
//! memory, kept in the store, and derived anew after one figure has changed. `cargo bench --bench audit`, or with a number of
//! figures: `cargo bench --bench audit -- 100000`, and a store's path to keep it for the next time.
//!
//! The generated figures are thrown at random, so that nearly everything disagrees: more findings than any real store has.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

#[path = "generated/mod.rs"]
mod generated;
#[path = "measured/mod.rs"]
mod measured;

use generated::Spread;
use std::path::Path;
use std::time::Instant;
use tradestat::derive::{self, Rates};
use tradestat::model::AreaCode;
use tradestat::store::{Derivation, Store};

fn main() {
    let (asked, kept) = measured::arguments(0);
    let sizes = if asked == 0 { vec![10_000, 100_000, 1_000_000] } else { vec![asked] };
    println!(
        "{:>10} {:>12} {:>12} {:>10} {:>14} {:>12} {:>10} {:>12} {:>16}",
        "figures",
        "reading, s",
        "audit, s",
        "findings",
        "two areas, ms",
        "reckoning, s",
        "derived",
        "keeping, s",
        "one changed, ms"
    );
    for figures in sizes {
        let directory = tempfile::tempdir().unwrap();
        let path = kept.clone().unwrap_or_else(|| directory.path().join("bench.db"));
        generated::store(&path, figures, Spread::Years);
        measure(&path);
    }
    if let Some(memory) = measured::most_memory(std::process::id()) {
        println!("most memory {} MiB", memory / 1024);
    }
}

fn measure(path: &Path) {
    let store = Store::open(path).unwrap();
    let rates = Rates::new(store.rates().unwrap().into_iter().map(|(rate, _)| rate));
    let start = Instant::now();
    let claims = store.claims().unwrap();
    let reading = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let found = derive::audit(&claims, &rates).len();
    let audit = start.elapsed().as_secs_f64();
    let key = &claims.series[claims.series.len() / 2].1;
    let areas = [key.ref_area.unwrap(), key.counterpart_area.unwrap()];
    let few = || {
        let claims = store.claims_of(|key| derive::concerns(&areas, key)).unwrap();
        derive::audit(&claims, &rates).len()
    };
    few();
    let start = Instant::now();
    few();
    let narrow = start.elapsed().as_secs_f64() * 1e3;
    let start = Instant::now();
    let derived = derive::derivation(&claims).len();
    let reckoning = start.elapsed().as_secs_f64();
    let figures = claims.claims.len();
    let trade = (areas[0], areas[1]);
    drop((claims, store));
    let (keeping, changed) = derived_anew(path, trade);
    println!(
        "{figures:>10} {reading:>12.3} {audit:>12.3} {found:>10} {narrow:>14.2} {reckoning:>12.3} {derived:>10} {keeping:>12.3} {changed:>16.2}"
    );
}

/// Seconds to derive everything and keep it, and milliseconds to do so after a figure of one trade has changed.
fn derived_anew(path: &Path, (area, partner): (AreaCode, AreaCode)) -> (f64, f64) {
    let rules = Derivation {
        version: derive::DERIVATION_VERSION,
        derive: derive::derivation,
        rests_on: derive::rests_on,
    };
    let mut store = Store::open_or_create(path).unwrap();
    let shell = rusqlite::Connection::open(path).unwrap();
    shell.execute_batch("DELETE FROM meta WHERE key = 'derivation'").unwrap();
    let start = Instant::now();
    store.derive_anew(&rules).unwrap();
    let keeping = start.elapsed().as_secs_f64();
    shell
        .execute("INSERT INTO underived VALUES (?1, ?2)", [area.as_str(), partner.as_str()])
        .unwrap();
    let start = Instant::now();
    store.derive_anew(&rules).unwrap();
    (keeping, start.elapsed().as_secs_f64() * 1e3)
}
