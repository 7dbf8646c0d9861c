//! `tradestat audit`: figures that cannot all be true.

use super::audit_entry::{COLUMNS, Entry};
use super::console::Console;
use super::ingest_report::{Doubts, count};
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::Table;
use super::words;
use crate::derive::{self, Rates};
use crate::model::{Query, Severity};
use crate::store::{Counts, NewFinding, Store, StoreError};
use clap::ValueEnum;
use std::fmt::Write as _;
use std::io::Write;

/// Find figures that contradict each other, or themselves.
///
/// Levels against their growth, exports and imports against turnover and balance, shares against part and whole, two
/// currencies of one statement against the rate of the time, figures of another order of magnitude than their like, reports
/// that disagree, parts larger than their whole, and what has happened before its time. What rounding and words like ‘about’
/// allow is no contradiction. Each finding names its figures with their sentences, the arithmetic, and what was likely
/// meant.
///
/// A conflict cannot be true, something doubtful is probably wrong or was misread, a note is usual: a revision, or two sides
/// that count differently. What was acknowledged stays quiet, also when its reports are read anew.
///
/// In a pipe the list is tab-separated.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat audit
  tradestat audit Tatarstan China
  tradestat audit --least doubtful
  tradestat audit --deny conflict && tradestat export -o trade.csv
  tradestat audit --acknowledge 1a2b3c4d5e --note 'the ministry’s own slip'
  tradestat audit --json | jq -r '.[] | [.severity, .arithmetic] | @tsv'

Exit codes: 0 done, 1 something was found that --deny forbids, 2 wrong usage.")]
pub(crate) struct Args {
    /// What to look at, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Only findings that weigh so much.
    #[arg(long, value_name = "SEVERITY", default_value = "note")]
    least: Weight,
    /// Exit code 1 when there is a finding that weighs so much and is not acknowledged.
    #[arg(long, value_name = "SEVERITY")]
    deny: Option<Weight>,
    /// Also what was acknowledged.
    #[arg(long)]
    all: bool,
    /// Note that these findings have been seen; nothing is looked for.
    #[arg(long, value_name = "KEY", num_args = 1.., conflicts_with_all = ["words", "deny", "all", "json", "table", "reopen"])]
    acknowledge: Vec<String>,
    /// Why; kept with --acknowledge.
    #[arg(long, value_name = "TEXT", requires = "acknowledge")]
    note: Option<String>,
    /// Take back that these findings have been seen.
    #[arg(long, value_name = "KEY", num_args = 1.., conflicts_with_all = ["words", "deny", "all", "json", "table"])]
    reopen: Vec<String>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print entries for people also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Weight {
    Note,
    Doubtful,
    Conflict,
}

impl Weight {
    fn severity(self) -> Severity {
        match self {
            Self::Note => Severity::Note,
            Self::Doubtful => Severity::Doubtful,
            Self::Conflict => Severity::Conflict,
        }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    if !args.acknowledge.is_empty() || !args.reopen.is_empty() {
        drop(store);
        return note_seen(args, console);
    }
    let query = words::query(&args.words, &store)?;
    let entries = look(&store, &query)?;
    drop(store);
    keep(args, &query, &entries, console)?;
    let (seen, open): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.acknowledged.is_some());
    let quiet = if args.all { 0 } else { seen.len() };
    let denied = args
        .deny
        .is_some_and(|deny| open.iter().any(|entry| entry.told.severity >= deny.severity()));
    let mut shown = open;
    if args.all {
        shown.extend(seen);
    }
    shown.retain(|entry| entry.told.severity >= args.least.severity());
    print(args, &shown, quiet, console)?;
    if denied { Err(Stop::Told) } else { Ok(()) }
}

/// What an audit of everything that a query selects finds, the weightiest first.
pub(super) fn look(store: &Store, query: &Query) -> Result<Vec<Entry>, Stop> {
    let claims = if query.areas.is_empty() {
        store.claims()?
    } else {
        store.claims_of(|key| derive::concerns(&query.areas, key))?
    };
    let rates = Rates::new(store.rates()?.into_iter().map(|(rate, _)| rate));
    let mut findings = derive::audit(&claims, &rates);
    let id = |place: &usize| claims.claims.get(*place).map(|claim| claim.figure);
    if let Some(selected) = store.selected_figures(query)? {
        findings.retain(|finding| {
            let figures = finding.figures();
            figures.iter().filter_map(id).any(|figure| selected.contains(&figure))
        });
    }
    let ids = findings.iter().flat_map(derive::Finding::figures);
    let rows = store.figures_by_id(ids.filter_map(|place| id(&place)))?;
    let seen = store.acknowledgements()?;
    let entry = |finding: &derive::Finding| Entry::new(&claims, &rows, &seen, finding);
    Ok(findings.iter().filter_map(entry).collect())
}

/// A store of so many figures is audited whole after each ingestion: it takes less time than reading one report more.
const AT_ONCE: u64 = 50_000;

/// Looks at everything after an ingestion, keeps what is found, and counts it; `None` in a store too large for that.
pub(super) fn refresh(store: &mut Store, counts: &Counts) -> Result<Option<Doubts>, Stop> {
    if counts.figures > AT_ONCE {
        return Ok(None);
    }
    let everything = Query::default();
    let entries = look(store, &everything)?;
    let findings: Vec<NewFinding> = entries.iter().map(Entry::kept).collect();
    store.put_findings(&everything, &findings)?;
    let open = entries.iter().filter(|entry| entry.acknowledged.is_none());
    let weighs = |severity| open.clone().filter(|entry| entry.told.severity == severity).count();
    let (conflicts, doubtful) = (weighs(Severity::Conflict), weighs(Severity::Doubtful));
    Ok(Some(Doubts { conflicts, doubtful }))
}

/// Keeps the findings in the store, where it can be written.
fn keep(args: &Args, query: &Query, entries: &[Entry], console: &mut Console) -> Result<(), Stop> {
    let findings: Vec<NewFinding> = entries.iter().map(Entry::kept).collect();
    let kept = Store::open_or_create(&args.store.db)
        .and_then(|mut store| store.put_findings(query, &findings));
    match kept {
        Err(StoreError::ReadOnly { path }) => {
            let path = path.display();
            console.note(format!("{path} cannot be written: the findings are not kept in it"));
            Ok(())
        }
        other => Ok(other?),
    }
}

fn print(args: &Args, entries: &[Entry], quiet: usize, console: &mut Console) -> Result<(), Stop> {
    if args.json {
        let list: Vec<_> = entries.iter().map(Entry::json).collect();
        serde_json::to_writer_pretty(&mut *console.out(), &list)?;
        writeln!(console.out())?;
        return Ok(());
    }
    if args.table || console.is_terminal() {
        let width = console.width();
        for entry in entries {
            console.out().write_all(entry.words(width).as_bytes())?;
        }
    } else if !entries.is_empty() {
        let mut table = Table::new(&COLUMNS);
        for entry in entries {
            table.push(entry.cells());
        }
        table.write(console, false)?;
    }
    console.note(summary(entries, quiet));
    Ok(())
}

/// "3 findings: 1 conflict, 2 notes".
fn summary(entries: &[Entry], quiet: usize) -> String {
    let mut text = match entries.len() {
        0 => "nothing found".to_owned(),
        n => count(n, "finding"),
    };
    let mut before = ": ";
    for severity in Severity::ALL.iter().rev() {
        let n = entries.iter().filter(|entry| entry.told.severity == *severity).count();
        if n > 0 {
            let what = match severity {
                Severity::Doubtful => format!("{n} doubtful"),
                Severity::Note | Severity::Conflict => count(n, severity.code()),
            };
            let _ = write!(text, "{before}{what}");
            before = ", ";
        }
    }
    if quiet > 0 {
        let _ = write!(text, "; {quiet} acknowledged (--all)");
    }
    text
}

fn note_seen(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let mut store = args.store.open_or_create()?;
    let (keys, unknown, done) = if args.reopen.is_empty() {
        let today = chrono::Local::now().date_naive();
        let unknown = store.acknowledge(&args.acknowledge, today, args.note.as_deref())?;
        (&args.acknowledge, unknown, "acknowledged")
    } else {
        (&args.reopen, store.reopen(&args.reopen)?, "reopened")
    };
    if let Some(key) = unknown {
        let what = if args.reopen.is_empty() {
            "no finding of the last audit has this key; ‘tradestat audit --all’ lists them"
        } else {
            "nobody acknowledged a finding with this key; ‘tradestat audit --all’ lists them"
        };
        return Err(Stop::Failed(anyhow::anyhow!("{key}: {what}; nothing was changed")));
    }
    console.note(format!("{} {done}", count(keys.len(), "finding")));
    Ok(())
}
