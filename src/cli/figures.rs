//! `tradestat figures`: every figure with its sentence.

use super::amount::amount;
use super::console::Console;
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use super::words;
use crate::export::JsonLines;
use crate::model::{Qualifier, Unit};
use crate::store::{FigureFilter, FigureRow};

/// List figures with their quotes and sources.
///
/// A figure is what one report says about one number; several may tell of the same period, and the series takes the best.
/// WORDS select, in plain language. --needs-look lists what a person should see: links of little confidence, figures
/// without a period or without a place.
///
/// In a pipe the list is tab-separated, with whole numbers and a line of names.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat figures Tatarstan China
  tradestat figures --needs-look
  tradestat figures Russia imports 2024 --min-confidence 0.8
  tradestat figures --json | jq 'select(.unit == \"RUB\") | .quote'")]
pub(crate) struct Args {
    /// What to list, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Only figures that a person should look at.
    #[arg(long)]
    needs_look: bool,
    /// Only figures linked with at least this confidence, from 0 to 1.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f64>,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<u32>,
    /// Print JSON Lines: one object a figure.
    #[arg(long)]
    json: bool,
    /// Print the table also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

const COLUMNS: [Column; 14] = [
    Column::number("value"),
    Column::shown("what"),
    Column::plain("series"),
    Column::plain("indicator"),
    Column::plain("transform"),
    Column::plain("ref_area"),
    Column::plain("counterpart_area"),
    Column::both("period"),
    Column::plain("unit"),
    Column::plain("qualifier"),
    Column::plain("status"),
    Column::number("confidence"),
    Column::both("quote"),
    Column::both("source"),
];

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let query = words::query(&args.words, &store)?;
    let filter = FigureFilter {
        needs_look: args.needs_look,
        min_confidence: args.min_confidence,
        limit: args.limit,
        ..FigureFilter::default()
    };
    if args.json {
        let mut rows = JsonLines::new(console.out());
        super::export_rows::figures(&store, &query, &filter, &mut rows)?;
        return Ok(());
    }
    let mut table = Table::new(&COLUMNS);
    let pretty = args.table || console.is_terminal();
    let count = store.each_figure(&query, &filter, |row| {
        table.push(cells(row));
        Ok::<(), Stop>(())
    })?;
    if count == 0 {
        let nothing = if args.needs_look || args.min_confidence.is_some() {
            "no such figures".to_owned()
        } else {
            words::nothing(&args.words, &query, &store)?
        };
        console.warn(nothing);
        return Ok(());
    }
    table.write(console, pretty)?;
    if pretty {
        console.note(super::ingest_report::count(count, "figure"));
    }
    Ok(())
}

fn cells(row: &FigureRow<'_>) -> Vec<Cell> {
    let text =
        |cell: &Option<std::borrow::Cow<'_, str>>| cell.as_deref().unwrap_or_default().to_owned();
    let high = row.value_high.map(|high| high.decimal());
    let unit = row.unit.as_deref().and_then(Unit::parse);
    let qualifier = Qualifier::parse(&row.qualifier).unwrap_or(Qualifier::Exactly);
    let shown = amount(row.value.decimal(), high, unit, qualifier);
    let what = row.series.as_deref().map_or_else(|| lonely(row), str::to_owned);
    let planned = if row.status == "planned" { ", planned" } else { "" };
    let publisher = [row.publisher.as_deref(), row.published.as_deref()];
    let publisher: Vec<_> = publisher.into_iter().flatten().collect();
    let source = if publisher.is_empty() { row.source.to_string() } else { publisher.join(", ") };
    vec![
        Cell::two(shown, row.value.to_string()),
        Cell::new(format!("{what}{planned}")),
        Cell::new(text(&row.series)),
        Cell::new(&*row.indicator),
        Cell::new(&*row.transform),
        Cell::new(text(&row.ref_area)),
        Cell::new(text(&row.counterpart_area)),
        Cell::two(row.period.as_deref().unwrap_or("?"), text(&row.period)),
        Cell::new(text(&row.unit)),
        Cell::new(&*row.qualifier),
        Cell::new(&*row.status),
        Cell::new(format!("{:.2}", row.confidence)),
        Cell::new(line(&row.quote)),
        Cell::two(source, &*row.source),
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
