//! `tradestat series`: what there is.

use super::amount::{amount, reach};
use super::console::Console;
use super::spark::sparkline;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use super::words;
use crate::derive::Timeline;
use crate::model::{Count, Decimal, Observation, Status};
use crate::store::{Number, SeriesRow};
use std::io::Write;

/// List the series there are.
///
/// A series is what figures have in common that measure the same thing: indicator, places, product, unit. The list shows
/// how far each reaches, how many periods it has a value for, its newest value and its course. WORDS select, in plain
/// language.
///
/// In a pipe the list is tab-separated, with whole numbers and a line of names; --json gives more.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat series
  tradestat series Tatarstan China
  tradestat series exports 2020-
  tradestat series --table | less -S
  tradestat series --json | jq -r '.[].slug'")]
pub(crate) struct Args {
    /// What to list, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print the table also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

/// How many blocks the course of a series gets.
const COURSE: usize = 16;

const COLUMNS: [Column; 9] = [
    Column::both("series"),
    Column::plain("slug"),
    Column::plain("unit"),
    Column::plain("first"),
    Column::plain("last"),
    Column::shown("periods"),
    Column::number("values"),
    Column::number("newest"),
    Column::drawing("course"),
];

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let query = words::query(&args.words, &store)?;
    let list = store.series(&query)?;
    let observed = |row: &SeriesRow| store.observations(row.id, query.from, query.to);
    if args.json {
        let rows = list
            .iter()
            .map(|row| Ok(json(row, &observed(row)?)))
            .collect::<Result<Vec<_>, Stop>>()?;
        serde_json::to_writer_pretty(&mut *console.out(), &rows)?;
        writeln!(console.out())?;
        return Ok(());
    }
    if list.is_empty() {
        console.warn(words::nothing(&args.words, &query, &store)?);
        return Ok(());
    }
    let mut table = Table::new(&COLUMNS);
    for row in &list {
        table.push(cells(row, &observed(row)?));
    }
    let pretty = args.table || console.is_terminal();
    table.write(console, pretty)?;
    Ok(())
}

fn cells(row: &SeriesRow, observations: &[Observation]) -> Vec<Cell> {
    let (first, last) = (row.first.code(), row.last.code());
    let unit = row.key.unit.as_ref().map_or("", |unit| unit.code());
    let high = row.value_high.map(Number::decimal);
    let newest = amount(row.value.decimal(), high, row.key.unit, row.qualifier);
    let planned = if row.status == Status::Planned { " (planned)" } else { "" };
    vec![
        Cell::new(&row.name),
        Cell::new(&row.slug),
        Cell::new(unit),
        Cell::new(&first),
        Cell::new(&last),
        Cell::new(reach(row)),
        Cell::new(row.observations.to_string()),
        Cell::two(newest + planned, row.value.to_string()),
        Cell::new(course(observations)),
    ]
}

/// The course on the timeline that a chart would have, with its gaps. One value has none.
fn course(observations: &[Observation]) -> String {
    let actual = observations.iter().filter(|o| o.status == Status::Actual);
    let Ok(Some(timeline)) = Timeline::of(actual.clone(), None, None) else {
        return String::new();
    };
    let mut values = vec![None; timeline.slots.len()];
    for o in actual {
        if let Some(value) = timeline.index(o.period).and_then(|place| values.get_mut(place)) {
            *value = Some(float(o.value));
        }
    }
    let told = values.iter().filter(|value| value.is_some()).count();
    if told > 1 { sparkline(&values, COURSE) } else { String::new() }
}

fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

fn json(row: &SeriesRow, observations: &[Observation]) -> serde_json::Value {
    let key = &row.key;
    let observations: Vec<_> = observations
        .iter()
        .map(|o| {
            serde_json::json!({
                "period": o.period, "value": number(o.value), "value_high": o.value_high.map(number),
                "qualifier": o.qualifier, "status": o.status, "n_figures": o.figures,
                "n_rivals": o.rivals, "rivals": o.rival_counts.iter().map(rival).collect::<Vec<_>>(),
                "source_area": o.source_area, "source_kind": o.source_kind, "publisher": o.publisher, "published": o.published.map(|d| d.to_string()),
                "url": o.url, "quote": o.quote,
            })
        })
        .collect();
    serde_json::json!({
        "series": row.name, "slug": row.slug, "indicator": key.indicator, "transform": key.transform,
        "ref_area": key.ref_area, "counterpart_area": key.counterpart_area, "product": key.product,
        "unit": key.unit, "first": row.first, "last": row.last, "values": row.observations,
        "figures": row.figures, "observations": observations,
    })
}

/// What contradicts an observation, and who says it.
fn rival(count: &Count) -> serde_json::Value {
    serde_json::json!({
        "value": number(count.value), "source_area": count.area, "source_kind": count.kind,
    })
}

/// A number with the digits of the store.
fn number(value: Decimal) -> crate::store::Number {
    crate::store::Number::from(value)
}
