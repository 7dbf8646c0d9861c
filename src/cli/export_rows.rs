//! The store's rows, cell by cell.

use super::exchange::Exchange;
use super::stop::Stop;
use crate::export::{Column, Rows, Wide};
use crate::model::{Period, Query, Transform, Unit};
use crate::store::{FigureFilter, FigureRow, Number, ObservationRow, Store};
use std::fmt::Write as _;

/// How much was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Count {
    /// Rows, the header not counted.
    pub(super) rows: u64,
    /// Series, where the table is by series.
    pub(super) series: usize,
}

/// The columns of the view `observation`.
const OBSERVATION: [&str; 32] = [
    "series",
    "slug",
    "indicator",
    "transform",
    "ref_area",
    "ref_area_name",
    "counterpart_area",
    "counterpart_area_name",
    "product",
    "unit",
    "frequency",
    "period",
    "period_start",
    "period_end",
    "value",
    "value_high",
    "qualifier",
    "status",
    "derived",
    "chosen_because",
    "n_figures",
    "n_rivals",
    "low",
    "high",
    "source_area",
    "source_kind",
    "quote",
    "title",
    "publisher",
    "published",
    "url",
    "page",
];

/// What a look back adds: the day.
const AS_OF: [&str; 1] = ["as_of"];

/// What a conversion adds: the value as it was told, and what it was multiplied by.
const CONVERTED: [&str; 5] = [
    "value_as_told",
    "unit_as_told",
    "exchange_rate",
    "exchange_rate_period",
    "exchange_rate_source",
];

/// Those of the view `figure_detail`.
const FIGURE: [&str; 31] = [
    "figure_key",
    "series",
    "indicator",
    "transform",
    "ref_area",
    "counterpart_area",
    "product",
    "period",
    "period_start",
    "period_end",
    "base",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "status",
    "source_area",
    "source_kind",
    "source_at",
    "confidence",
    "rule",
    "in_force",
    "at",
    "quote",
    "heading",
    "title",
    "publisher",
    "published",
    "url",
    "source",
    "page",
];

/// Writes a row per observation, or per figure.
pub(super) fn long(
    store: &Store,
    query: &Query,
    figures: bool,
    exchange: Option<&mut Exchange>,
    rows: &mut dyn Rows,
) -> Result<Count, Stop> {
    if figures {
        let filter = FigureFilter { as_stored: true, ..FigureFilter::default() };
        let rows = self::figures(store, query, &filter, rows)?;
        return Ok(Count { rows, series: 0 });
    }
    if let Some(exchange) = exchange {
        return converted(store, query, exchange, rows);
    }
    let mut digits = String::new();
    let day = header(rows, &[&OBSERVATION], store)?;
    let rows = store.each_observation(query, |row| {
        observation(rows, row, &mut digits);
        end_row(rows, day.as_deref())
    })?;
    Ok(Count { rows, series: 0 })
}

/// The same in one currency, with what was converted and how. What has no rate is left out.
fn converted(
    store: &Store,
    query: &Query,
    exchange: &mut Exchange,
    rows: &mut dyn Rows,
) -> Result<Count, Stop> {
    let mut digits = String::new();
    let day = header(rows, &[&OBSERVATION, &CONVERTED], store)?;
    let mut written = 0;
    store.each_observation(query, |row| {
        let transform = Transform::parse(row.transform).unwrap_or(Transform::Level);
        let Some(from) = exchange.from(transform, row.unit.and_then(Unit::parse)) else {
            observation(rows, row, &mut digits);
            for _ in CONVERTED {
                rows.nothing();
            }
            written += 1;
            return end_row(rows, day.as_deref());
        };
        let to = exchange.to;
        let period = Period::parse(row.period);
        let Some(conversion) = period.and_then(|period| exchange.conversion(from, period)) else {
            return Ok(());
        };
        let value = |value: Number| conversion.of(value.decimal()).map(Number::from);
        let (Some(told), Some(low), Some(high)) =
            (value(row.value), value(row.low), value(row.high))
        else {
            return Ok(());
        };
        let value_high = row.value_high.and_then(value);
        let unit = Some(to.as_str());
        observation(
            rows,
            &ObservationRow { value: told, value_high, unit, low, high, ..*row },
            &mut digits,
        );
        number(rows, Some(row.value), &mut digits);
        rows.text(from.as_str());
        rows.number(
            &conversion.factor.round_sf(8).unwrap_or(conversion.factor).normalize().to_string(),
        );
        rows.text(&conversion.coarser.or(period).map(Period::code).unwrap_or_default());
        rows.text(&conversion.sources.join("; "));
        written += 1;
        end_row(rows, day.as_deref())
    })?;
    Ok(Count { rows: written, series: 0 })
}

/// Writes a row per figure that `filter` lets through; returns how many.
pub(super) fn figures(
    store: &Store,
    query: &Query,
    filter: &FigureFilter,
    rows: &mut dyn Rows,
) -> Result<u64, Stop> {
    let mut digits = String::new();
    let day = header(rows, &[&FIGURE], store)?;
    store.each_figure(query, filter, |row| {
        figure(rows, row, &mut digits);
        end_row(rows, day.as_deref())
    })
}

/// The names of the columns, and of one more where the rows are those of a day, which is returned.
fn header(
    rows: &mut dyn Rows,
    columns: &[&[&'static str]],
    store: &Store,
) -> Result<Option<String>, Stop> {
    let day = store.day().map(|day| day.to_string());
    let mut columns = columns.concat();
    columns.extend(day.iter().flat_map(|_| AS_OF));
    rows.header(&columns)?;
    Ok(day)
}

fn end_row(rows: &mut dyn Rows, day: Option<&str>) -> Result<(), Stop> {
    if let Some(day) = day {
        rows.text(day);
    }
    rows.end_row().map_err(Stop::from)
}

/// Periods down, series across.
pub(super) fn wide(
    store: &Store,
    query: &Query,
    mut exchange: Option<&mut Exchange>,
    rows: &mut dyn Rows,
) -> Result<Count, Stop> {
    let mut table = Wide::default();
    for series in store.series(query)? {
        let mut unit = series.key.unit.as_ref().map_or("times", |unit| unit.code()).to_owned();
        let mut observations = super::series::observations(store, series.id, query)?;
        if let Some(exchange) = exchange.as_deref_mut()
            && let Some(from) = exchange.from(series.key.transform, series.key.unit)
        {
            observations = exchange.observations(from, &observations);
            unit = format!("{}, converted from {from}", exchange.to);
        }
        // Some names say the unit themselves: "investment from Kazakhstan, level in RUB".
        let named = series.name.ends_with(&unit);
        let about = [(!named).then_some(unit), store.day().map(|day| format!("as of {day}"))];
        let about: Vec<_> = about.into_iter().flatten().collect();
        let head = match about.as_slice() {
            [] => series.name,
            about => format!("{} ({})", series.name, about.join(", ")),
        };
        table.columns.push(Column::new(head, &observations));
    }
    let written = table.write(rows)?;
    Ok(Count { rows: written, series: table.columns.len() })
}

fn observation(rows: &mut dyn Rows, row: &ObservationRow<'_>, digits: &mut String) {
    rows.text(row.series);
    rows.text(row.slug);
    rows.text(row.indicator);
    rows.text(row.transform);
    rows.text(row.ref_area);
    rows.text(row.ref_area_name);
    rows.text_or_nothing(row.counterpart_area);
    rows.text_or_nothing(row.counterpart_area_name);
    rows.text_or_nothing(row.product);
    rows.text_or_nothing(row.unit);
    rows.text_or_nothing(row.frequency);
    rows.text(row.period);
    rows.text(row.period_start);
    rows.text(row.period_end);
    number(rows, Some(row.value), digits);
    number(rows, row.value_high, digits);
    rows.text(row.qualifier);
    rows.text(row.status);
    integer(rows, u32::from(row.derived), digits);
    rows.text(row.chosen_because);
    integer(rows, row.n_figures, digits);
    integer(rows, row.n_rivals, digits);
    number(rows, Some(row.low), digits);
    number(rows, Some(row.high), digits);
    rows.text_or_nothing(row.source_area);
    rows.text_or_nothing(row.source_kind);
    rows.text(row.quote);
    rows.text_or_nothing(row.title);
    rows.text_or_nothing(row.publisher);
    rows.text_or_nothing(row.published);
    rows.text_or_nothing(row.url);
    page(rows, row.page, digits);
}

fn page(rows: &mut dyn Rows, page: Option<u32>, digits: &mut String) {
    match page {
        Some(page) => integer(rows, page, digits),
        None => rows.nothing(),
    }
}

fn figure(rows: &mut dyn Rows, row: &FigureRow<'_>, digits: &mut String) {
    rows.text(&row.figure_key);
    rows.text_or_nothing(row.series.as_deref());
    rows.text(&row.indicator);
    rows.text(&row.transform);
    rows.text_or_nothing(row.ref_area.as_deref());
    rows.text_or_nothing(row.counterpart_area.as_deref());
    rows.text_or_nothing(row.product.as_deref());
    rows.text_or_nothing(row.period.as_deref());
    rows.text_or_nothing(row.period_start.as_deref());
    rows.text_or_nothing(row.period_end.as_deref());
    rows.text_or_nothing(row.base.as_deref());
    number(rows, Some(row.value), digits);
    number(rows, row.value_high, digits);
    rows.text_or_nothing(row.unit.as_deref());
    rows.text(&row.qualifier);
    rows.text(&row.status);
    rows.text_or_nothing(row.source_area.as_deref());
    rows.text_or_nothing(row.source_kind.as_deref());
    rows.text_or_nothing(row.source_at.as_deref());
    digits.clear();
    let _ = write!(digits, "{}", row.confidence);
    rows.number(digits);
    rows.text(&row.rule);
    integer(rows, u32::from(row.in_force), digits);
    rows.text(&row.at);
    rows.text(&row.quote);
    rows.text_or_nothing(row.heading.as_deref());
    rows.text_or_nothing(row.title.as_deref());
    rows.text_or_nothing(row.publisher.as_deref());
    rows.text_or_nothing(row.published.as_deref());
    rows.text_or_nothing(row.url.as_deref());
    rows.text(&row.source);
    page(rows, row.page, digits);
}

/// A value in its exact digits. Most are whole, and those are written without the detour through a formatter.
fn number(rows: &mut dyn Rows, value: Option<Number>, digits: &mut String) {
    match value {
        None => rows.nothing(),
        Some(value) => {
            if let Some(whole) = value.whole() {
                whole_digits(whole, digits);
            } else {
                digits.clear();
                let _ = write!(digits, "{value}");
            }
            rows.number(digits);
        }
    }
}

fn integer(rows: &mut dyn Rows, value: u32, digits: &mut String) {
    whole_digits(i64::from(value), digits);
    rows.number(digits);
}

/// Decimal digits, from the last to the first.
fn whole_digits(value: i64, digits: &mut String) {
    digits.clear();
    let mut rest = value.unsigned_abs();
    let mut reversed = [0u8; 20];
    let mut length = 0;
    loop {
        reversed[length] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        length += 1;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        digits.push('-');
    }
    digits.extend(reversed[..length].iter().rev().map(|&digit| char::from(digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_as_the_formatter_writes_them() {
        let mut digits = String::new();
        for value in [0, 7, -1, 10, 106_500_000_000, i64::MAX, i64::MIN] {
            whole_digits(value, &mut digits);
            assert_eq!(digits, value.to_string());
        }
    }
}
