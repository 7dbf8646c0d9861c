//! Which series a chart shows, when words or a definition ask for it.

use super::as_of::{self, AsOf};
use super::console::Console;
use super::exchange::Exchange;
use super::ingest_report::count;
use super::stop::Stop;
use super::{rates, vintages, words};
use crate::chart::{ChartFile, ChartSeries, ChartSpec, MOST_SERIES, Vintages};
use crate::extract;
use crate::model::{
    AreaCode, CurrencyCode, Indicator, Language, Period, Query, SeriesKey, Transform, Unit,
};
use crate::seeds;
use crate::store::{SeriesRow, Store};
use anyhow::anyhow;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What the options say about what is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// The day whose knowledge is shown.
    pub(super) as_of: AsOf,
    /// Which earlier days are shown beside it.
    pub(super) vintages: Vintages,
    /// First day.
    pub(super) from: Option<NaiveDate>,
    /// Last day.
    pub(super) to: Option<NaiveDate>,
    /// The chart's language.
    pub(super) language: Option<Language>,
    /// The currency to convert into.
    pub(super) currency: Option<CurrencyCode>,
    /// Leave out what was derived.
    pub(super) reported_only: bool,
}

/// The one word that names a chart definition.
pub(super) fn definition(words: &[String]) -> Option<&Path> {
    match words {
        [word] if word.to_ascii_lowercase().ends_with(".toml") => Some(Path::new(word)),
        _ => None,
    }
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
    query.reported_only = choice.reported_only;
    let mut exchange = choice.currency.map(|to| Exchange::into(to, store)).transpose()?;
    let then = choice.as_of.of(store)?;
    let store = then.as_ref().unwrap_or(store);
    let (rows, left) = comparable(&query, choice.currency, store)?;
    if rows.is_empty() {
        return Err(Stop::Failed(anyhow!("{}", words::nothing(asked, &query, store)?)));
    }
    if left > 0 {
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        let more = format!("{left} more of other kinds: tradestat series {}", asked.join(" "));
        console.note(format!("drawn: {} ({more})", names.join(", ")));
    }
    if choice.vintages != Vintages::No && rows.len() > 1 {
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        let (n, names) = (count(rows.len(), "series"), names.join(", "));
        return Err(Stop::Usage(format!(
            "--vintages shows one series, and these words select {n}: {names}; say which"
        )));
    }
    let mut series = Vec::new();
    let shown = Shown { query: &query, language, vintages: &choice.vintages, store };
    for row in &rows {
        series.push(shown.drawn(row, exchange.as_mut(), console)?);
    }
    let mut spec = ChartSpec::new(series, language);
    converted(exchange, &mut spec, console);
    as_of::tell_undated(store, console)?;
    spec.as_of = store.day();
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
    let unit = file.unit.as_deref().map(|code| {
        Unit::parse(code).ok_or_else(|| {
            Stop::Usage(format!("{shown}: `unit` is ‘{code}’, which is none; write it as in USD"))
        })
    });
    let unit = unit.transpose()?;
    let own = file.currency.as_deref().map(|code| {
        rates::currency(code).map_err(|why| Stop::Usage(format!("{shown}: `currency`: {why}")))
    });
    let currency = choice.currency.or(own.transpose()?);
    let mut exchange = currency.map(|to| Exchange::into(to, store)).transpose()?;
    let language = choice.language.or(file.language).unwrap_or(Language::literal("en"));
    file.language = Some(language);
    let then = AsOf { as_of: choice.as_of.as_of.or(file.as_of) }.of(store)?;
    let (now, store) = (store, then.as_ref().unwrap_or(store));
    let vintages = if choice.vintages == Vintages::No { &file.vintages } else { &choice.vintages };
    if *vintages != Vintages::No && file.series.len() > 1 {
        return Err(Stop::Usage(format!("{shown} has several series, and --vintages shows one")));
    }
    let mut series = Vec::new();
    let mut names = Vec::new();
    let mut missing = Vec::new();
    for (place, asked) in file.series.iter().enumerate() {
        let words: Vec<_> = asked.split_whitespace().map(str::to_owned).collect();
        let mut query = words::query(&words, now)?;
        query.unit = query.unit.or(unit);
        query.from = choice.from.or(file.from.map(Period::from)).or(query.from);
        query.to = choice.to.or(file.to.map(Period::to)).or(query.to);
        query.reported_only = choice.reported_only;
        let rows = comparable(&query, currency, store)?.0;
        // The one that is told most: a definition names its series one by one.
        match rows.iter().max_by_key(|row| (row.observations, Reverse(&row.name))) {
            Some(row) => {
                let shown = Shown { query: &query, language, vintages, store };
                series.push(shown.drawn(row, exchange.as_mut(), console)?);
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
    converted(exchange, &mut spec, console);
    as_of::tell_undated(store, console)?;
    spec.as_of = store.day();
    spec.from = choice.from.or(spec.from);
    spec.to = choice.to.or(spec.to);
    Ok(spec)
}

/// What is shown of series, and where it is found.
struct Shown<'a> {
    query: &'a Query,
    language: Language,
    vintages: &'a Vintages,
    store: &'a Store,
}

impl Shown<'_> {
    /// A series with its values, its places named in the chart's language.
    fn drawn(
        &self,
        row: &SeriesRow,
        exchange: Option<&mut Exchange>,
        console: &mut Console,
    ) -> Result<ChartSeries, Stop> {
        let Self { query, language, vintages, store } = *self;
        let observations = super::series::observations(store, row.id, query)?;
        let (mut earlier, left_out) =
            vintages::of(row, &observations, vintages, query, store, console)?;
        let mut series =
            ChartSeries::new(&row.slug, &row.key, observations, |code| place(code, language));
        if let Some(exchange) = exchange
            && let Some(from) = exchange.from(row.key.transform, row.key.unit)
        {
            series.observations = exchange.observations(from, &series.observations);
            for vintage in &mut earlier {
                vintage.observations = exchange.observations(from, &vintage.observations);
            }
            series.unit = Some(Unit::Currency(exchange.to));
        }
        series.vintages = earlier;
        series.vintages_left_out = left_out;
        Ok(series)
    }
}

/// Says on the chart what was converted, and beside it what could not be.
fn converted(exchange: Option<Exchange>, spec: &mut ChartSpec, console: &mut Console) {
    if let Some(exchange) = exchange {
        exchange.tell(console);
        spec.converted = (!exchange.done.from.is_empty()).then_some(exchange.done);
    }
}

fn place(code: AreaCode, language: Language) -> String {
    seeds::area(code).map_or_else(|| code.to_string(), |area| area.name(language).to_owned())
}

/// Of the series that a query selects, those that one axis can show, and how many others there are. Words such as ‘Russia
/// China trade’ select levels and growth, dollars and roubles, all goods and some; what is not asked for by name gives way
/// to the plainest.
fn comparable(
    query: &Query,
    currency: Option<CurrencyCode>,
    store: &Store,
) -> Result<(Vec<SeriesRow>, usize), Stop> {
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
    match (query.unit, currency) {
        (None, Some(currency)) => keep_one_unit(&mut rows, Unit::Currency(currency)),
        (None, None) => keep_most_told(&mut rows),
        (Some(_), _) => {}
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

/// Of the series that differ in their unit only, keeps the one in the unit wanted, else the one that is told most: all money
/// is converted in the end. Where there is money, quantities give way.
fn keep_one_unit(rows: &mut Vec<SeriesRow>, wanted: Unit) {
    prefer(rows, |row| matches!(row.key.unit, Some(Unit::Currency(_))));
    let without_unit = |row: &SeriesRow| SeriesKey { unit: None, ..row.key.clone() };
    let rank = |row: &SeriesRow| (row.key.unit == Some(wanted), row.observations, Reverse(row.id));
    let mut best: BTreeMap<SeriesKey, &SeriesRow> = BTreeMap::new();
    for row in rows.iter() {
        let best = best.entry(without_unit(row)).or_insert(row);
        if rank(row) > rank(best) {
            *best = row;
        }
    }
    let best: BTreeSet<i64> = best.values().map(|row| row.id).collect();
    rows.retain(|row| best.contains(&row.id));
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
