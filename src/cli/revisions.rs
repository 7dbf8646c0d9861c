//! `tradestat figures --revisions`: what publishers took back, with the size of it.

use super::amount::{amount, shown_period};
use super::as_of::shown;
use super::safe::line;
use super::stop::Stop;
use crate::export::Rows;
use crate::model::{Decimal, Qualifier, Query, Status, Unit};
use crate::store::{Number, Store, VintageRow};
use rust_decimal::RoundingStrategy;
use std::fmt::Write as _;
use std::io::Write;

const COLUMNS: [&str; 18] = [
    "series",
    "slug",
    "period",
    "status",
    "publisher",
    "known_from",
    "revision",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "change",
    "change_percent",
    "change_since_first",
    "change_since_first_percent",
    "beyond_rounding",
    "figure_key",
    "url",
];

/// Writes a row for everything that was said where something was taken back, for programs. Returns how many chains of a
/// series, a period and a publisher there were.
pub(super) fn rows(store: &Store, query: &Query, rows: &mut dyn Rows) -> Result<u64, Stop> {
    rows.header(&COLUMNS)?;
    store.each_revised(query, |chain| {
        for (row, change) in with_changes(chain) {
            write_row(rows, row, &change)?;
        }
        Ok(())
    })
}

fn write_row(rows: &mut dyn Rows, row: &VintageRow, change: &Changes) -> Result<(), Stop> {
    let number = |rows: &mut dyn Rows, value: Option<Number>| match value {
        Some(value) => rows.number(&value.to_string()),
        None => rows.nothing(),
    };
    rows.text(&row.series);
    rows.text(&row.slug);
    rows.text(&row.period.code());
    rows.text(row.status.code());
    rows.text_or_nothing(row.publisher.as_deref());
    rows.text(&row.known_from.to_string());
    rows.number(&row.revision.to_string());
    number(rows, Some(row.value));
    number(rows, row.value_high);
    rows.text_or_nothing(row.unit.as_ref().map(Unit::code));
    rows.text(row.qualifier.code());
    for change in [&change.on_last, &change.on_first] {
        number(rows, change.as_ref().map(|change| change.by.into()));
        number(rows, change.as_ref().and_then(|change| change.percent).map(Number::from));
    }
    rows.number(if row.beyond_rounding { "1" } else { "0" });
    rows.text(&row.figure_key);
    rows.text_or_nothing(row.url.as_deref());
    Ok(rows.end_row()?)
}

/// Writes the same for people, chain after chain.
pub(super) fn entries(store: &Store, query: &Query, out: &mut impl Write) -> Result<u64, Stop> {
    store.each_revised(query, |chain| Ok(out.write_all(entry(chain).as_bytes())?))
}

fn entry(chain: &[VintageRow]) -> String {
    let Some(first) = chain.first() else { return String::new() };
    let planned = if first.status == Status::Planned { " · planned" } else { "" };
    let publisher = first.publisher.as_deref().unwrap_or("no publisher");
    let period = shown_period(first.period);
    let mut text = line(&format!("{} · {period}{planned} · {publisher}", first.series));
    text.push('\n');
    let days: Vec<_> = chain.iter().map(|row| shown(row.known_from)).collect();
    let values: Vec<_> = chain
        .iter()
        .map(|row| {
            let high = row.value_high.map(Number::decimal);
            amount(row.value.decimal(), high, row.unit, row.qualifier)
        })
        .collect();
    let wide = |cells: &[String]| cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    let (days_wide, values_wide) = (wide(&days), wide(&values));
    for (((row, change), day), value) in with_changes(chain).zip(&days).zip(&values) {
        let said = told(row, &change);
        let _ = writeln!(text, "  {day:>days_wide$}  {value:<values_wide$}  {said}");
    }
    text.push('\n');
    text
}

/// "revised by −240 million USD, −5.9%".
fn told(row: &VintageRow, changes: &Changes) -> String {
    let Some(change) = &changes.on_last else { return "first release".to_owned() };
    if change.by.is_zero() {
        return "said again".to_owned();
    }
    let told = |change: &Change| {
        let sign = if change.by.is_sign_positive() { "+" } else { "" };
        // What two percentages differ by is points.
        let unit = match row.unit {
            Some(Unit::Percent) => Some(Unit::PercentagePoint),
            unit => unit,
        };
        let by = amount(change.by, None, unit, Qualifier::Exactly);
        let percent = change.percent.map(|percent| {
            let percent = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
            format!(", {sign}{}", amount(percent, None, Some(Unit::Percent), Qualifier::Exactly))
        });
        format!("{sign}{by}{}", percent.unwrap_or_default())
    };
    let mut text = if row.beyond_rounding { "revised by " } else { "within rounding, " }.to_owned();
    text += &told(change);
    if let Some(first) = changes.on_first.as_ref().filter(|_| row.revision > 2) {
        let _ = write!(text, "; {} on the first", told(first));
    }
    text
}

/// How a value differs from another.
#[derive(Debug)]
struct Change {
    by: Decimal,
    /// In percent of the other; none for percentages, and on nothing.
    percent: Option<Decimal>,
}

/// How a value differs from the one said before and from the first.
#[derive(Debug)]
struct Changes {
    on_last: Option<Change>,
    on_first: Option<Change>,
}

fn with_changes(chain: &[VintageRow]) -> impl Iterator<Item = (&VintageRow, Changes)> {
    chain.iter().enumerate().map(move |(place, row)| {
        let before = place.checked_sub(1).and_then(|before| chain.get(before));
        let first = before.and(chain.first());
        (
            row,
            Changes {
                on_last: before.map(|other| change(other, row)),
                on_first: first.map(|other| change(other, row)),
            },
        )
    })
}

fn change(from: &VintageRow, to: &VintageRow) -> Change {
    let (from, to, unit) = (from.value.decimal(), to.value.decimal(), to.unit);
    let by = to - from;
    let counts_percent = matches!(unit, Some(Unit::Percent | Unit::PercentagePoint));
    let percent = (!counts_percent)
        .then(|| by.checked_div(from.abs())?.checked_mul(Decimal::ONE_HUNDRED))
        .flatten()
        .map(|percent| percent.round_dp(4).normalize());
    Change { by, percent }
}
