//! Whether a store grows slower as it grows: 1,000 to 100,000 text reports from files into a new store, as a process; the time
//! for each report beside that of the smallest store, and the most memory. `cargo bench --bench growth`, or with the largest
//! number of reports.
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

use generated::{Dice, prose};
use std::fs;
use std::process::Command;

fn main() {
    let (largest, _) = measured::arguments(100_000);
    println!(
        "  {:>9} {:>10} {:>14} {:>7} {:>10}",
        "reports", "seconds", "µs a report", "ratio", "memory"
    );
    let mut smallest = None;
    let mut reports = 1_000;
    while reports <= largest {
        let run = ingest(reports);
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let each = 1e6 * run.seconds() / reports as f64;
        let first = *smallest.get_or_insert(each);
        let memory =
            run.memory.map_or("–".to_owned(), |kib| format!("{} MiB", kib.div_ceil(1024)));
        println!(
            "  {reports:>9} {:>10.2} {each:>14.0} {:>7.2} {memory:>10}",
            run.seconds(),
            each / first
        );
        reports *= 10;
    }
}

fn ingest(reports: usize) -> measured::Run {
    let directory = tempfile::tempdir().unwrap();
    let mut dice = Dice(7);
    for number in 0..reports {
        let folder = directory.path().join(format!("reports/{:03}", number / 1_000));
        if number % 1_000 == 0 {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("{number}.txt")), prose::report(number, &mut dice)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
    command.arg("ingest").arg(directory.path().join("reports"));
    measured::run(command.arg("--db").arg(directory.path().join("growth.db")), None)
}
