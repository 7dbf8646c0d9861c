//! Which series a chart shows, when words or a definition ask for it.

use super::console::Console;
use super::ingest_report::count;
use super::stop::Stop;
use super::words;
use crate::chart::{ChartFile, ChartSeries, ChartSpec, MOST_SERIES};
use crate::extract;
use crate::model::{AreaCode, Indicator, Language, Period, Query, Transform, Unit};
use crate::seeds;
use crate::store::{SeriesRow, Store};
use anyhow::anyhow;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What the options say about what is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choice {
    /// First day.
    pub(super) from: Option<NaiveDate>,
    /// Last day.
    pub(super) to: Option<NaiveDate>,
    /// The chart's language.
    pub(super) language: Option<Language>,
}

/// The chart that words ask for.
pub(super) fn spoken(
    asked: &[String],
    choice: &Choice,
    store: &Store,
    console: &mut Console,
) -> Result<ChartSpec, Stop> {
    let language = choice.language.unwrap_or_else(|| extract::language_of_words(&asked.join(" ")));
    let mut query = words::query(asked, store)?;
    query.from = choice.from.or(query.from);
    query.to = choice.to.or(query.to);
    let (rows, left) = comparable(&query, store)?;
    if rows.is_empty() {
        return Err(Stop::Failed(anyhow!("{}", words::nothing(asked, &query, store)?)));
    }
    if left > 0 {
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        let more = format!("{left} more of other kinds: tradestat series {}", asked.join(" "));
        console.note(format!("drawn: {} ({more})", names.join(", ")));
    }
    let mut series = Vec::new();
    for row in &rows {
        series.push(drawn(row, &query, language, store)?);
    }
    let mut spec = ChartSpec::new(series, language);
    spec.from = query.from;
    spec.to = query.to;
    Ok(spec)
}

/// The chart that a definition describes. A series that the store does not have yet is named and left out, for a definition
/// is often written before the reports are read.
pub(super) fn defined(
    path: &Path,
    choice: &Choice,
    store: &Store,
    console: &mut Console,
) -> Result<ChartSpec, Stop> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            anyhow!("{shown}: there is no such chart definition; check the spelling")
        }
        _ => anyhow!(error).context(format!("{shown}: cannot be read")),
    })?;
    let mut file = ChartFile::parse(&text, path)?;
    if file.as_of.is_some() || file.vintages {
        let what = if file.vintages { "vintages" } else { "as_of" };
        return Err(Stop::Usage(format!("{shown}: `{what}` is not drawn yet; remove it")));
    }
    let unit = file.unit.as_deref().map(|code| {
        Unit::parse(code).ok_or_else(|| {
            Stop::Usage(format!("{shown}: `unit` is ‘{code}’, which is none; write it as in USD"))
        })
    });
    let unit = unit.transpose()?;
    let language = choice.language.or(file.language).unwrap_or(Language::literal("en"));
    file.language = Some(language);
    let mut series = Vec::new();
    let mut names = Vec::new();
    let mut missing = Vec::new();
    for (place, asked) in file.series.iter().enumerate() {
        let words: Vec<_> = asked.split_whitespace().map(str::to_owned).collect();
        let mut query = words::query(&words, store)?;
        query.unit = query.unit.or(unit);
        query.from = choice.from.or(file.from.map(Period::from)).or(query.from);
        query.to = choice.to.or(file.to.map(Period::to)).or(query.to);
        let rows = comparable(&query, store)?.0;
        // The one that is told most: a definition names its series one by one.
        match rows.iter().max_by_key(|row| (row.observations, Reverse(&row.name))) {
            Some(row) => {
                series.push(drawn(row, &query, language, store)?);
                names.extend(file.names.get(place).cloned());
            }
            None => missing.push(words::nothing(&words, &query, store)?),
        }
    }
    if series.is_empty() {
        return Err(Stop::Failed(anyhow!("{shown}: {}", missing.join("; "))));
    }
    for missing in &missing {
        console.warn(format!("{shown}: {missing}"));
    }
    file.names = names;
    let mut spec = ChartSpec::new(series, language);
    file.apply(&mut spec);
    spec.from = choice.from.or(spec.from);
    spec.to = choice.to.or(spec.to);
    Ok(spec)
}

/// A series with its values, its places named in the chart's language.
fn drawn(
    row: &SeriesRow,
    query: &Query,
    language: Language,
    store: &Store,
) -> Result<ChartSeries, Stop> {
    let observations = store.observations(row.id, query.from, query.to)?;
    Ok(ChartSeries::new(&row.key, observations, |code| place(code, language)))
}

fn place(code: AreaCode, language: Language) -> String {
    seeds::area(code).map_or_else(|| code.to_string(), |area| area.name(language).to_owned())
}

/// Of the series that a query selects, those that one axis can show, and how many others there are. Words such as ‘Russia
/// China trade’ select levels and growth, dollars and roubles, all goods and some; what is not asked for by name gives way
/// to the plainest.
fn comparable(query: &Query, store: &Store) -> Result<(Vec<SeriesRow>, usize), Stop> {
    let all = store.series(query)?;
    let total = all.len();
    let mut rows = all;
    if query.transforms.is_empty() {
        prefer(&mut rows, |row| row.key.transform == Transform::Level);
    }
    if query.indicators.is_empty() {
        // Capital is another subject than goods, and of another size.
        prefer(&mut rows, |row| row.key.indicator != Indicator::Investment);
    }
    if query.rest.is_empty() {
        prefer(&mut rows, |row| row.key.product.is_none());
    }
    if query.unit.is_none() {
        keep_most_told(&mut rows);
    }
    if query.transforms.is_empty() {
        // Growth and shares are both told in percent, but are not of one kind.
        let transform = rows.iter().max_by_key(|row| row.observations).map(|row| row.key.transform);
        rows.retain(|row| Some(row.key.transform) == transform);
    }
    if query.areas.is_empty() && query.indicators.is_empty() && rows.len() > MOST_SERIES {
        return Err(Stop::Usage(format!(
            "{} do not fit one chart; name a place, an indicator or years (‘tradestat series’ lists them)",
            count(rows.len(), "series")
        )));
    }
    let left = total - rows.len();
    Ok((rows, left))
}

/// Keeps those that are as wanted, if there are any.
fn prefer(rows: &mut Vec<SeriesRow>, wanted: impl Fn(&SeriesRow) -> bool) {
    if rows.iter().any(&wanted) {
        rows.retain(wanted);
    }
}

/// Keeps those in the unit that the most values are told in.
fn keep_most_told(rows: &mut Vec<SeriesRow>) {
    let told = |unit: Option<Unit>| {
        rows.iter().filter(|row| row.key.unit == unit).map(|row| row.observations).sum::<u64>()
    };
    let units = rows.iter().map(|row| row.key.unit);
    if let Some(unit) = units.max_by_key(|&unit| (told(unit), Reverse(unit))) {
        rows.retain(|row| row.key.unit == unit);
    }
}
