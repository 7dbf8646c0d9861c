//! `tradestat check`: whether the store is what it should be.

use super::console::Console;
use super::derived;
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::store::Checked;
use std::fmt::Write as _;
use std::io::Write as _;

/// Check the store: the file, every quote, every sum it keeps.
///
/// Looks at the file's own integrity, at every reference between rows, at every text, quote and number, at what the store
/// keeps computed, at the search, at every view. Each look says what was looked at; a fault says where, and what to do.
/// Nothing is written, so that a backup on a shelf can be checked too; only what a killed ingestion left to be done is done
/// first, where the file may be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat check
  tradestat check --db backup.db
  tradestat check --json | jq '.checks[] | select(.faults != [])'

Exit codes: 0 all is well, 1 something is not, 2 wrong usage.")]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let mut all: Vec<Checked> = Vec::new();
    let mut written = Ok(());
    let mut tell = |checked: Checked| {
        if !args.json && written.is_ok() {
            // Said as it is found: a large store takes a while.
            written = console
                .out()
                .write_all(words(&checked).as_bytes())
                .and_then(|()| console.out().flush());
        }
        all.push(checked);
    };
    store.check(&mut tell)?;
    tell(store.check_derived(&derived::RULES)?);
    written?;
    let bad = all.iter().filter(|checked| !checked.faults.is_empty()).count();
    if args.json {
        serde_json::to_writer_pretty(&mut *console.out(), &json(args, &all))?;
        writeln!(console.out())?;
    }
    let db = args.store.db.display();
    if bad == 0 {
        console.note(format!("{db}: all is well"));
        return Ok(());
    }
    console.fail(format!(
        "{db}: {bad} of {} looks found faults; what to do stands with each",
        all.len()
    ));
    Err(Stop::Told)
}

fn words(checked: &Checked) -> String {
    let Checked { name, promise, faults, more, remedy, note } = checked;
    let mark = if faults.is_empty() { "ok    " } else { "FAULT " };
    let mut text = format!("{mark} {name}: {}\n", line(promise));
    for fault in faults {
        let _ = writeln!(text, "         {}", line(fault));
    }
    if *more > 0 {
        let _ = writeln!(text, "         and {more} more");
    }
    if !faults.is_empty() {
        let _ = writeln!(text, "       what to do: {}", line(remedy));
    }
    if let Some(note) = note {
        let _ = writeln!(text, "       note: {}", line(note));
    }
    text
}

fn json(args: &Args, all: &[Checked]) -> serde_json::Value {
    let checks: Vec<_> = all
        .iter()
        .map(|checked| {
            let what_to_do = (!checked.faults.is_empty()).then_some(&checked.remedy);
            serde_json::json!({
                "name": checked.name, "promise": checked.promise, "faults": checked.faults,
                "more_faults": checked.more, "what_to_do": what_to_do, "note": checked.note,
            })
        })
        .collect();
    let ok = all.iter().all(|checked| checked.faults.is_empty());
    serde_json::json!({ "db": args.store.db.to_string_lossy(), "ok": ok, "checks": checks })
}
