//! A million rows out as CSV, against `sqlite3 -csv` for the same columns of the same file.
//!
//! `cargo bench --bench export`, or with a number of figures, and with a file that the store is kept in for the next time:
//! `cargo bench --bench export -- 100000 /var/tmp/export.db`. Two processes are compared, by the processor time and the
//! memory that the system accounts to each, taken in turn three times, the least of each. Skipped where there is no
//! `sqlite3`.
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

use generated::Spread;
use measured::{arguments, best_of, row, run, sqlite3, title};
use std::process::Command;

const OBSERVATION: &str = "SELECT series, slug, indicator, transform, ref_area, ref_area_name, counterpart_area,
  counterpart_area_name, product, unit, frequency, period, period_start, period_end, value, value_high, qualifier, status,
  chosen_because, n_figures, n_rivals, low, high, quote, title, publisher, published, url
  FROM observation";

const FIGURE: &str = "SELECT figure_key, series, indicator, transform, ref_area, counterpart_area, product, period,
  period_start, period_end, base, value, value_high, unit, qualifier, status, confidence, rule, in_force, at, quote, title,
  publisher, published, url, source
  FROM figure_detail";

fn main() {
    let (figures, kept) = arguments(1_000_000);
    let directory = tempfile::tempdir().unwrap();
    let path = kept.unwrap_or_else(|| directory.path().join("export.db"));
    generated::store(&path, figures, Spread::Months);
    let Some(sqlite3) = sqlite3() else {
        println!("no sqlite3 on the path: nothing to compare with");
        return;
    };
    title(&format!("export of {figures} figures"), "tradestat", "sqlite3 -csv");
    for (what, flag, sql) in
        [("observations", None, OBSERVATION), ("figures", Some("--figures"), FIGURE)]
    {
        let out = directory.path().join("out.csv");
        let ours = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
            command.args(["export", "--db"]).arg(&path).args(flag).arg("-o").arg(&out);
            run(&mut command, None)
        };
        let theirs = || {
            let mut command = Command::new(&sqlite3);
            run(
                command.args(["-csv", "-header"]).arg(&path).arg(sql),
                Some(&directory.path().join("their.csv")),
            )
        };
        let (ours, theirs) = best_of(3, ours, theirs);
        row(what, &ours, &theirs);
    }
}
