//! From files to a store, as a process: 10,000 text reports of 2.9 kB, against the same rows by prepared statements in one
//! transaction, which is what SQLite itself needs for them. `cargo bench --bench ingest`, or with a number of reports.
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
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const TABLES: [&str; 7] =
    ["report", "report_source", "report_text", "sentence", "mention", "series", "figure"];

fn main() {
    let (reports, _) = measured::arguments(10_000);
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().join("reports");
    fs::create_dir(&folder).unwrap();
    let mut dice = Dice(7);
    for number in 0..reports {
        fs::write(folder.join(format!("{number}.txt")), prose::report(number, &mut dice)).unwrap();
    }
    let path = directory.path().join("ingest.db");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
    let ours = measured::run(command.arg("ingest").arg(&folder).arg("--db").arg(&path), None);
    let (rows, seconds) = by_hand(&path, &directory.path().join("by-hand.db"));
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = reports as f64 / ours.wall;
    println!("{reports} reports, {rows} rows");
    println!("  tradestat ingest      {:8.2} s, {rate:.0} reports/s on the clock", ours.seconds());
    println!("  prepared statements   {seconds:8.2} s");
    println!("  ratio                 {:8.2}", ours.seconds() / seconds);
}

/// Copies the rows of a store into the same tables with the same indexes, without views and triggers. Returns how many, and
/// the seconds that the inserting took, the reading not counted.
fn by_hand(from: &Path, to: &Path) -> (usize, f64) {
    let from = Connection::open(from).unwrap();
    let to = Connection::open(to).unwrap();
    let list = TABLES.map(|table| format!("'{table}'")).join(",");
    let sql = format!(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN ({list})
        AND type IN ('table', 'index') ORDER BY type DESC"
    );
    let mut statement = from.prepare(&sql).unwrap();
    let schema = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    for sql in schema {
        to.execute_batch(&sql.unwrap()).unwrap();
    }
    to.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         PRAGMA cache_size = -65536; BEGIN",
    )
    .unwrap();
    let (mut count, mut seconds) = (0, 0.0);
    for table in TABLES {
        let mut read = from.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = read.column_count();
        let marks = vec!["?"; columns].join(",");
        let mut insert = to.prepare(&format!("INSERT INTO {table} VALUES ({marks})")).unwrap();
        let rows: Vec<Vec<Value>> = read
            .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        seconds += timed(|| {
            for row in &rows {
                insert.execute(params_from_iter(row)).unwrap();
            }
        });
        count += rows.len();
    }
    (count, seconds + timed(|| to.execute_batch("COMMIT").unwrap()))
}

/// Processor time where it is told, as of the other side; the clock otherwise.
fn timed(work: impl FnOnce()) -> f64 {
    let (cpu, start) = (measured::of_this_process(), Instant::now());
    work();
    let wall = start.elapsed().as_secs_f64();
    cpu.and_then(|before| Some(measured::of_this_process()? - before)).unwrap_or(wall)
}
