//! `tradestat figures`: every figure with its sentence.

use super::amount::{amount, shown_period};
use super::as_of::{self, AsOf};
use super::console::Console;
use super::safe::{line, wrapped};
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use super::why::Why;
use super::{revisions, words};
use crate::export::{Csv, Dialect, JsonLines};
use crate::model::{Period, Qualifier, Query, Unit};
use crate::store::{FigureFilter, FigureRow, Number, Store};
use std::borrow::Cow;
use std::io::Write;

/// List figures with their quotes and sources.
///
/// A figure is what one report says about one number; several may tell of the same period, and the series takes the best.
/// WORDS select, in plain language. --needs-look lists what a person should see: links of little confidence, figures
/// without a period or without a place.
///
/// In a pipe the list is tab-separated, with whole numbers and a line of names.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "\
Examples:
  tradestat figures Tatarstan China
  tradestat figures --needs-look
  tradestat figures Tatarstan --revisions
  tradestat figures Russia imports 2024 --min-confidence 0.8
  tradestat figures --why ru-ta-cn-turnover@2023
  tradestat figures --why 3f9a1c20 --json | jq .inputs
  tradestat figures --json | jq 'select(.unit == \"RUB\") | .quote'")]
pub(crate) struct Args {
    /// What to list, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    as_of: AsOf,
    /// Only figures that a person should look at.
    #[arg(long)]
    needs_look: bool,
    /// Only figures linked with at least this confidence, from 0 to 1.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f64>,
    /// What publishers took back: where one said something else of a period than before, beyond what rounding and hedges
    /// allow, all that it said of it, with the size of each revision.
    #[arg(long, conflicts_with_all = ["needs_look", "min_confidence", "limit"])]
    revisions: bool,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<u32>,
    /// Say where a value comes from: of a figure (its key, or the beginning of it) whether it stands for its period and what
    /// contradicts it; of a derived value (SERIES@PERIOD, as in ru-ta-cn-turnover@2014) the arithmetic and what went into it.
    #[arg(long, value_name = "ID", conflicts_with_all = ["words", "needs_look", "min_confidence", "limit", "as_of", "revisions"])]
    why: Option<String>,
    /// Print JSON Lines: one object a figure. With --why: one object.
    #[arg(long)]
    json: bool,
    /// Print the table also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

const COLUMNS: [Column; 17] = [
    Column::plain("value"),
    Column::plain("unit"),
    Column::plain("qualifier"),
    Column::plain("series"),
    Column::plain("indicator"),
    Column::plain("transform"),
    Column::plain("ref_area"),
    Column::plain("counterpart_area"),
    Column::plain("period"),
    Column::plain("source_area"),
    Column::plain("source_kind"),
    Column::plain("confidence"),
    Column::plain("source"),
    Column::plain("page"),
    Column::plain("quote"),
    Column::plain("heading"),
    Column::plain("figure_key"),
];

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    if let Some(id) = &args.why {
        return told_why(id, args, &store, console);
    }
    let query = words::query(&args.words, &store)?;
    let store = args.as_of.of(&store)?.unwrap_or(store);
    if args.revisions {
        return revised(args, &store, &query, console);
    }
    let filter = FigureFilter {
        needs_look: args.needs_look,
        min_confidence: args.min_confidence,
        limit: args.limit,
        ..FigureFilter::default()
    };
    if args.json {
        let mut rows = JsonLines::new(console.out());
        super::export_rows::figures(&store, &query, &filter, &mut rows)?;
        return as_of::tell_undated(&store, console);
    }
    let pretty = args.table || console.is_terminal();
    let width = console.width();
    let mut table = Table::new(&COLUMNS);
    let count = store.each_figure(&query, &filter, |row| {
        if pretty {
            return Ok::<(), Stop>(console.out().write_all(entry(row, width).as_bytes())?);
        }
        table.push(cells(row));
        Ok(())
    })?;
    if count == 0 {
        let nothing = if args.needs_look || args.min_confidence.is_some() {
            "there are no such figures".to_owned()
        } else {
            words::nothing(&args.words, &query, &store)?
        };
        console.warn(nothing);
    } else if pretty {
        let then = store.day().map(|day| format!(", as of {}", as_of::shown(day)));
        let count = super::ingest_report::count(count, "figure");
        console.note(count + &then.unwrap_or_default());
    } else {
        table.write(console, false)?;
    }
    as_of::tell_undated(&store, console)
}

fn revised(args: &Args, store: &Store, query: &Query, console: &mut Console) -> Result<(), Stop> {
    let pretty = args.table || console.is_terminal();
    let chains = if args.json {
        revisions::rows(store, query, &mut JsonLines::new(console.out()))?
    } else if pretty {
        revisions::entries(store, query, console.out())?
    } else {
        let mut rows = Csv::new(console.out(), Dialect::TSV);
        let chains = revisions::rows(store, query, &mut rows)?;
        rows.finish()?;
        chains
    };
    if chains == 0 {
        let what = if args.words.is_empty() {
            String::new()
        } else {
            format!(" of ‘{}’", args.words.join(" "))
        };
        console.warn(format!("no publisher took back what it had said{what}"));
    } else if pretty && !args.json {
        let then = store.day().map(|day| format!(", as of {}", as_of::shown(day)));
        let count = super::ingest_report::count(chains, "value");
        console.note(format!("{count} revised{}", then.unwrap_or_default()));
    }
    as_of::tell_undated(store, console)
}

fn told_why(id: &str, args: &Args, store: &Store, console: &mut Console) -> Result<(), Stop> {
    let why = Why::of(id, store)?;
    if args.json {
        serde_json::to_writer_pretty(&mut *console.out(), &why.json())?;
        writeln!(console.out())?;
        return Ok(());
    }
    let width = console.width();
    Ok(console.out().write_all(why.words(width).as_bytes())?)
}

/// A figure as people read it: what it says, the sentence, and where that stands.
pub(super) fn entry(row: &FigureRow<'_>, width: u16) -> String {
    let high = row.value_high.map(Number::decimal);
    let unit = row.unit.as_deref().and_then(Unit::parse);
    let qualifier = Qualifier::parse(&row.qualifier).unwrap_or(Qualifier::Exactly);
    let value = amount(row.value.decimal(), high, unit, qualifier);
    let what = row.series.as_deref().map_or_else(|| lonely(row), str::to_owned);
    let period = row.period.as_deref().and_then(Period::parse);
    let period = period.map_or_else(|| "period unknown".to_owned(), shown_period);
    let planned = if row.status == "planned" { " · planned" } else { "" };
    let publisher = [row.publisher.as_deref(), row.published.as_deref()];
    let publisher: Vec<_> = publisher.into_iter().flatten().collect();
    let named = if publisher.is_empty() { &*row.source } else { &publisher.join(", ") };
    let head = line(&format!("{value} · {what} · {period}{planned}"));
    let quote = wrapped(&format!("“{}”", line(&row.quote)), 2, width);
    let under = row.heading.as_deref().map_or_else(String::new, |heading| {
        wrapped(&format!("under “{}”", line(heading)), 2, width)
    });
    let key = super::review::show::short(&row.figure_key);
    let page = row.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let said = said_by(row);
    let source = line(&format!("{named}{page}{said} · confidence {:.2} · {key}", row.confidence));
    format!("{head}\n{quote}{under}  {source}\n\n")
}

/// Who counts it: " · by KZ statistics, “Kazakh Bureau of National Statistics”".
fn said_by(row: &FigureRow<'_>) -> String {
    let Some(kind) = &row.source_kind else { return String::new() };
    let area = row.source_area.as_deref().map_or_else(String::new, |area| format!("{area} "));
    let words = row.source_at.as_deref().map_or_else(String::new, |words| format!(", “{words}”"));
    format!(" · by {area}{kind}{words}")
}

fn cells(row: &FigureRow<'_>) -> Vec<Cell> {
    let text = |cell: &Option<Cow<'_, str>>| Cell::new(cell.as_deref().unwrap_or_default());
    vec![
        Cell::new(row.value.to_string()),
        text(&row.unit),
        Cell::new(&*row.qualifier),
        text(&row.series),
        Cell::new(&*row.indicator),
        Cell::new(&*row.transform),
        text(&row.ref_area),
        text(&row.counterpart_area),
        text(&row.period),
        text(&row.source_area),
        text(&row.source_kind),
        Cell::new(row.confidence.to_string()),
        Cell::new(&*row.source),
        Cell::new(row.page.map(|page| page.to_string()).unwrap_or_default()),
        Cell::new(&*row.quote),
        text(&row.heading),
        Cell::new(&*row.figure_key),
    ]
}

/// What a figure that makes no series speaks of.
fn lonely(row: &FigureRow<'_>) -> String {
    let places: Vec<_> =
        [row.ref_area.as_deref(), row.counterpart_area.as_deref()].into_iter().flatten().collect();
    let places = if places.is_empty() { "?".to_owned() } else { places.join("–") };
    format!("{places} {}, {}", row.indicator, row.transform)
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a confidence lies between 0 and 1, as in 0.8".to_owned()),
    }
}
