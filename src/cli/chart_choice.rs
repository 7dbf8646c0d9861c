//! Which series a chart shows, when words or a definition ask for it.

use super::console::Console;
use super::ingest_report::count;
use super::stop::Stop;
use super::words;
use crate::chart::{ChartSeries, ChartSpec, MOST_SERIES};
use crate::model::{AreaCode, Language, Query, Transform, Unit};
use crate::seeds;
use crate::store::{SeriesRow, Store};
use anyhow::anyhow;
use chrono::NaiveDate;
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

/// The chart that words ask for, and a name for its file.
pub(super) fn spoken(
    asked: &[String],
    choice: &Choice,
    store: &Store,
    console: &mut Console,
) -> Result<(ChartSpec, String), Stop> {
    let language = choice.language.unwrap_or_else(|| language_of(asked));
    let mut query = words::query(asked, store)?;
    query.from = choice.from.or(query.from);
    query.to = choice.to.or(query.to);
    let rows = comparable(&query, store, console)?;
    let Some(first) = rows.first() else {
        return Err(Stop::Failed(anyhow!("{}", words::nothing(asked, &query, store)?)));
    };
    let name =
        if rows.len() == 1 { first.slug.clone() } else { format!("{}-and-more", first.slug) };
    let mut series = Vec::new();
    for row in &rows {
        series.push(drawn(row, &query, language, store)?);
    }
    let mut spec = ChartSpec::new(series, language);
    spec.from = query.from;
    spec.to = query.to;
    Ok((spec, name))
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

/// Of the series that a query selects, those that one axis can show. Words such as ‘Russia China trade’ select levels and
/// growth, dollars and roubles, all goods and some; what is not asked for by name gives way to the plainest, and that is
/// said.
fn comparable(query: &Query, store: &Store, console: &mut Console) -> Result<Vec<SeriesRow>, Stop> {
    let all = store.series(query)?;
    let total = all.len();
    let mut rows = all;
    if query.transforms.is_empty() {
        prefer(&mut rows, |row| row.key.transform == Transform::Level);
    }
    if query.rest.is_empty() {
        prefer(&mut rows, |row| row.key.product.is_none());
    }
    if query.unit.is_none() {
        let unit = most_told(&rows);
        rows.retain(|row| Some(row.key.unit) == unit);
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
    if rows.len() < total {
        let left = total - rows.len();
        console.note(format!(
            "{} of another kind left out; name unit, product or ‘growth’, ‘share’ to draw them",
            count(left, "series")
        ));
    }
    Ok(rows)
}

/// Keeps those that are as wanted, if there are any.
fn prefer(rows: &mut Vec<SeriesRow>, wanted: impl Fn(&SeriesRow) -> bool) {
    if rows.iter().any(&wanted) {
        rows.retain(wanted);
    }
}

/// The unit that the most values are told in.
fn most_told(rows: &[SeriesRow]) -> Option<Option<Unit>> {
    let told = |unit: Option<Unit>| {
        rows.iter().filter(|row| row.key.unit == unit).map(|row| row.observations).sum::<u64>()
    };
    rows.iter().map(|row| row.key.unit).max_by_key(|&unit| (told(unit), std::cmp::Reverse(unit)))
}

/// The language of words, by their script.
fn language_of(words: &[String]) -> Language {
    let any = |range: std::ops::RangeInclusive<char>| {
        words.iter().any(|w| w.chars().any(|c| range.contains(&c)))
    };
    if any('\u{400}'..='\u{4ff}') {
        Language::literal("ru")
    } else if any('\u{4e00}'..='\u{9fff}') {
        Language::literal("zh")
    } else {
        Language::literal("en")
    }
}

/// tmp
pub(super) fn defined(
    _path: &Path,
    _choice: &Choice,
    _store: &Store,
    _console: &mut Console,
) -> Result<ChartSpec, Stop> {
    Err(Stop::Told)
}
