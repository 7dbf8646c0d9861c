//! `tradestat remove`: reports out of the store.

use super::console::Console;
use super::derived;
use super::ingest_report::count;
use super::reports::by_id;
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::extract;
use crate::store::{Removal, ReportRow, Store};
use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};

/// Take reports out of the store, with all their figures.
///
/// Everything that came with a report goes: its text, its quotes, its figures, the series that nobody else speaks of. The
/// files stay, and ingesting one again brings its report back. Decisions are never deleted: they count again if the report
/// comes back. Where a report had taken the place of an older edition, that one counts again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat remove 3f9a1c20d7
  tradestat remove --source 'drafts/*' --dry-run
  tradestat remove --source 'drafts/*' --yes")]
pub(crate) struct Args {
    /// Reports, by their IDs or the beginnings of them (‘tradestat reports’ lists them).
    #[arg(value_name = "ID", required_unless_present = "source")]
    ids: Vec<String>,
    /// Reports by their files: * stands for any letters, also for /, and ? for one.
    #[arg(long, value_name = "GLOB")]
    source: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Say what would go, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not ask.
    #[arg(long, short)]
    yes: bool,
}

/// How many reports are named before they go.
const NAMED: usize = 10;

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let rows = chosen(args, &store)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let removal = store.removal(&ids)?;
    drop(store);
    if args.dry_run {
        console.note(words("would go", &rows, &removal));
        return Ok(());
    }
    if !args.yes && !agreed(&rows, &removal, console)? {
        console.note("nothing was removed");
        return Ok(());
    }
    let mut store = args.store.open_to_change()?;
    let mut ingest = store.ingest(extract::VERSION)?;
    ingest.remove(rows.iter().map(|row| row.sha256.as_str()))?;
    ingest.finish()?;
    derived::refresh(&mut store)?;
    console.note(words("removed", &rows, &removal));
    Ok(())
}

/// The reports that are meant, each once, in the order of their files.
fn chosen(args: &Args, store: &Store) -> Result<Vec<ReportRow>, Stop> {
    let mut rows = BTreeMap::new();
    let mut add = |row: ReportRow| rows.insert((row.source.clone(), row.id), row);
    for id in &args.ids {
        add(by_id(id, store)?);
    }
    for pattern in &args.source {
        let found = store.reports_from(pattern)?;
        if found.is_empty() {
            return Err(Stop::Usage(format!(
                "no report comes from ‘{pattern}’; ‘tradestat reports’ lists their files"
            )));
        }
        for row in found {
            add(row);
        }
    }
    Ok(rows.into_values().collect())
}

/// Asks on a terminal. Elsewhere nobody could answer.
fn agreed(rows: &[ReportRow], removal: &Removal, console: &mut Console) -> Result<bool, Stop> {
    if !io::stdin().is_terminal() {
        return Err(Stop::Usage(
            "nobody can be asked here; say --yes to remove, or --dry-run to see what would go"
                .to_owned(),
        ));
    }
    console.note(words("to be removed", rows, removal));
    let _ = write!(io::stderr(), "remove? [y/N] ");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn words(done: &str, rows: &[ReportRow], removal: &Removal) -> String {
    let reports = count(removal.reports, "report");
    let mut lines = vec![format!("{done}: {reports} with {}", count(removal.figures, "figure"))];
    for row in rows.iter().take(NAMED) {
        lines.push(format!("  {}  {}", row.short_id(), line(&row.source)));
    }
    if rows.len() > NAMED {
        lines.push(format!("  and {} more", rows.len() - NAMED));
    }
    if removal.decided > 0 {
        let figures = count(removal.decided, "figure");
        lines.push(format!(
            "  decisions on {figures} stay, and count again if the report comes back"
        ));
    }
    if !removal.restored.is_empty() {
        let restored: Vec<_> =
            removal.restored.iter().take(NAMED).map(|source| line(source)).collect();
        let more = removal.restored.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        lines.push(format!(
            "  in force again, as an older text of the file: {}{more}",
            restored.join(", ")
        ));
    }
    lines.join("\n")
}
