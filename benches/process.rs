//! Whole processes that a person waits for: the start, one series, a chart of it as SVG and PNG, from a store of a million
//! figures. `cargo bench --bench process`, or with a number of figures, and a file that the store is kept in for the next
//! time: `… -- 10000 /var/tmp/process.db`.
//!
//! The start is compared with a process that opens the store and reads its version: this program itself, called with
//! `--open`. Charts are compared with matplotlib, where `python3`, or the interpreter that PYTHON names, has it.
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
use measured::{Run, arguments, best_of, row, run, title};
use std::path::Path;
use std::process::Command;

/// The like chart: one series by year, axes, title, the same size; no more.
const MATPLOTLIB: &str = "
import sys, sqlite3, matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
rows = sqlite3.connect(sys.argv[1]).execute(
    \"SELECT CAST(period AS INTEGER), value FROM observation WHERE series = ? ORDER BY period_start\", [sys.argv[2]]).fetchall()
figure, axes = plt.subplots(figsize=(8, 4.5))
axes.plot([x for x, _ in rows], [y for _, y in rows], marker='o')
axes.set_title(sys.argv[2])
figure.savefig(sys.argv[3], dpi=200)
";

fn main() {
    if let Some(path) = std::env::args().skip_while(|word| word != "--open").nth(1) {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection.pragma_query_value(None, "user_version", |_| Ok(())).unwrap();
        return;
    }
    let (figures, kept) = arguments(1_000_000);
    let directory = tempfile::tempdir().unwrap();
    let path = kept.unwrap_or_else(|| directory.path().join("process.db"));
    generated::store(&path, figures, Spread::Years);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let longest = "SELECT name, slug FROM series JOIN series_extent USING (series_id)
        WHERE indicator = 'turnover' ORDER BY n_observations DESC, name LIMIT 1";
    let (name, slug): (String, String) =
        connection.query_row(longest, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    drop(connection);
    let words = name.replace('–', " ");
    let tradestat = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
        command.env("TRADESTAT_DB", &path).args(arguments);
        run(&mut command, None)
    };
    title(&format!("{figures} figures, {slug}"), "tradestat", "opening the file");
    let open =
        || run(Command::new(std::env::current_exe().unwrap()).arg("--open").arg(&path), None);
    compare("--version", || tradestat(&["--version"]), open);
    compare("series, one", || tradestat(&["series", &words]), open);
    compare("series, all", || tradestat(&["series"]), open);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import matplotlib"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        println!("no matplotlib: charts have nothing to be compared with");
        return;
    }
    title("", "tradestat", "matplotlib");
    for ending in ["svg", "png"] {
        let ours = directory.path().join(format!("ours.{ending}"));
        let theirs = directory.path().join(format!("theirs.{ending}"));
        let matplotlib = |to: &Path| {
            let mut command = Command::new(&python);
            run(command.args(["-c", MATPLOTLIB]).arg(&path).arg(&name).arg(to), None)
        };
        let chart = || tradestat(&["chart", &words, "-o", ours.to_str().unwrap()]);
        compare(&format!("chart, {ending}"), chart, || matplotlib(&theirs));
    }
}

fn compare(what: &str, ours: impl FnMut() -> Run, theirs: impl FnMut() -> Run) {
    let (ours, theirs) = best_of(7, ours, theirs);
    row(what, &ours, &theirs);
}
