//! `tradestat series`: what there is.

use super::amount::{amount, reach};
use super::as_of::{self, AsOf};
use super::console::Console;
use super::spark::sparkline;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use super::words;
use crate::derive::Timeline;
use crate::model::{Count, Decimal, Observation, Query, Status};
use crate::store::{Number, SeriesRow, Store, StoreError};
use std::io::Write;

/// List the series there are.
///
/// A series is what figures have in common that measure the same thing: indicator, places, product, unit. The list shows
/// how far each reaches, how many periods it has a value for, its newest value and its course. WORDS select, in plain
/// language. Values that no report gives but that follow from others count too: 12+4 are twelve that reports give and four
/// that follow.
///
/// In a pipe the list is tab-separated, with whole numbers and a line of names; --json gives more.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat series
  tradestat series Tatarstan China
  tradestat series exports 2020-
  tradestat series Tatarstan --as-of 2023-12-31        what was known then
  tradestat series --table | less -S
  tradestat series --json | jq -r '.[].slug'")]
pub(crate) struct Args {
    /// What to list, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    as_of: AsOf,
    /// Leave out what was derived: only values that reports give.
    #[arg(long)]
    no_derived: bool,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print the table also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

/// How many blocks the course of a series gets.
const COURSE: usize = 16;

const COLUMNS: [Column; 10] = [
    Column::both("series"),
    Column::plain("slug"),
    Column::plain("unit"),
    Column::plain("first"),
    Column::plain("last"),
    Column::shown("periods"),
    Column::number("values"),
    Column::plain("derived"),
    Column::number("newest"),
    Column::drawing("course"),
];

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let mut query = words::query(&args.words, &store)?;
    query.reported_only = args.no_derived;
    let store = args.as_of.of(&store)?.unwrap_or(store);
    let list = store.series(&query)?;
    let observed = |row: &SeriesRow| observations(&store, row.id, &query);
    if args.json {
        let rows = list
            .iter()
            .map(|row| Ok(json(row, &observed(row)?, args.as_of)))
            .collect::<Result<Vec<_>, Stop>>()?;
        serde_json::to_writer_pretty(&mut *console.out(), &rows)?;
        writeln!(console.out())?;
        return as_of::tell_undated(&store, console);
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
    if let Some(day) = store.day() {
        console.note(format!("as of {}", as_of::shown(day)));
    }
    as_of::tell_undated(&store, console)
}

/// The values of a series that a query selects.
pub(super) fn observations(
    store: &Store,
    series: i64,
    query: &Query,
) -> Result<Vec<Observation>, StoreError> {
    let mut all = store.observations(series, query.from, query.to)?;
    all.retain(|o| !(query.reported_only && o.derived));
    Ok(all)
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
        Cell::two(values(row), row.observations.to_string()),
        Cell::new(row.derived.to_string()),
        Cell::two(newest + planned, row.value.to_string()),
        Cell::new(course(observations)),
    ]
}

/// "12+4": what reports give, and what follows from it.
fn values(row: &SeriesRow) -> String {
    match row.derived {
        0 => row.observations.to_string(),
        derived => format!("{}+{derived}", row.observations - derived),
    }
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

fn json(row: &SeriesRow, observations: &[Observation], as_of: AsOf) -> serde_json::Value {
    let key = &row.key;
    let observations: Vec<_> = observations
        .iter()
        .map(|o| {
            serde_json::json!({
                "period": o.period, "value": number(o.value), "value_high": o.value_high.map(number),
                "qualifier": o.qualifier, "status": o.status, "derived": o.derived, "n_figures": o.figures,
                "n_rivals": o.rivals, "rivals": o.rival_counts.iter().map(rival).collect::<Vec<_>>(),
                "source_area": o.source_area, "source_kind": o.source_kind, "publisher": o.publisher, "published": o.published.map(|d| d.to_string()),
                "url": o.url, "quote": o.quote,
            })
        })
        .collect();
    let mut json = serde_json::json!({
        "series": row.name, "slug": row.slug, "indicator": key.indicator, "transform": key.transform,
        "ref_area": key.ref_area, "counterpart_area": key.counterpart_area, "product": key.product,
        "unit": key.unit, "first": row.first, "last": row.last, "values": row.observations,
        "derived": row.derived,
        "figures": row.figures, "observations": observations,
    });
    if let Some(day) = as_of.as_of {
        json["as_of"] = day.to_string().into();
    }
    json
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
