//! Which series a figure belongs to, and its row.

use super::ingest::Ingest;
use super::name::{series_name, series_slug};
use crate::model::{AreaCode, Figure, Indicator, SeriesKey, Transform};
use rusqlite::{Connection, OptionalExtension, params};
use unicode_normalization::UnicodeNormalization;

/// How many series are remembered between reports; more than any collection of reports has that is not made by a machine.
const REMEMBERED: usize = 100_000;

/// The series that a figure belongs to. What says nothing of trade, or not whose, belongs to none; nor does a change
/// against anything but the year before, which is no neighbour of those that are.
pub(super) fn series_key(figure: &Figure) -> Option<SeriesKey> {
    let year_before = figure.period.and_then(|period| period.shifted_years(-1));
    let comparable =
        figure.transform == Transform::Level || figure.base.is_none() || figure.base == year_before;
    let key = SeriesKey::new(
        figure.indicator,
        figure.transform,
        (figure.ref_area, figure.counterpart_area),
        figure.product.as_deref().and_then(tidy),
        figure.amount.unit,
    );
    (figure.indicator != Indicator::Other && comparable && key.ref_area.is_some()).then_some(key)
}

/// One spelling of a product: composed letters, single blanks. `None` for an empty one.
pub(super) fn tidy(product: &str) -> Option<String> {
    let composed: String = product.nfc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Sees to it, once, that an area is in its table.
pub(super) fn know(ingest: &mut Ingest<'_>, area: AreaCode) -> rusqlite::Result<()> {
    if !ingest.areas.contains(&area) {
        know_area(ingest.connection(), area)?;
        ingest.areas.insert(area);
    }
    Ok(())
}

/// An area that the seeds do not know is called by its code.
pub(super) fn know_area(connection: &Connection, area: AreaCode) -> rusqlite::Result<()> {
    let kind = match area.as_str() {
        code if code.contains('-') => "subdivision",
        code if code.len() == 2 => "country",
        _ => "bloc",
    };
    connection
        .prepare_cached(
            "INSERT INTO area (code, kind, name) VALUES (?1, ?2, ?1) ON CONFLICT DO NOTHING",
        )?
        .execute([area.as_str(), kind])?;
    Ok(())
}

pub(super) fn series_id(ingest: &mut Ingest<'_>, key: SeriesKey) -> rusqlite::Result<i64> {
    if let Some(&id) = ingest.series.get(&key) {
        return Ok(id);
    }
    let id = find_or_add_series(ingest.connection(), &key)?;
    if ingest.series.len() >= REMEMBERED {
        ingest.series.clear();
    }
    ingest.series.insert(key, id);
    Ok(id)
}

/// The series with this key.
pub(super) fn find_series(
    connection: &Connection,
    key: &SeriesKey,
) -> rusqlite::Result<Option<i64>> {
    let (ref_area, partner, unit) = codes(key);
    connection
        .prepare_cached(
            "SELECT series_id FROM series WHERE ref_area = ?1 AND coalesce(counterpart_area, '') = coalesce(?2, '')
             AND indicator = ?3 AND transform = ?4 AND coalesce(unit, '') = coalesce(?5, '')
             AND coalesce(product, '') = coalesce(?6, '')",
        )?
        .query_row(
            params![ref_area, partner, key.indicator.code(), key.transform.code(), unit, key.product],
            |row| row.get(0),
        )
        .optional()
}

/// Both areas and the unit of a series, as its row has them.
fn codes(key: &SeriesKey) -> (Option<&str>, Option<&str>, Option<&str>) {
    let ref_area = key.ref_area.as_ref().map(AreaCode::as_str);
    let partner = key.counterpart_area.as_ref().map(AreaCode::as_str);
    (ref_area, partner, key.unit.as_ref().map(crate::model::Unit::code))
}

/// The same, made where there is none.
pub(super) fn find_or_add_series(
    connection: &Connection,
    key: &SeriesKey,
) -> rusqlite::Result<i64> {
    if let Some(id) = find_series(connection, key)? {
        return Ok(id);
    }
    let (ref_area, partner, unit) = codes(key);
    for area in [key.ref_area, key.counterpart_area].into_iter().flatten() {
        know_area(connection, area)?;
    }
    let name_of = |code: &str| -> rusqlite::Result<String> {
        connection
            .prepare_cached("SELECT name FROM area WHERE code = ?1")?
            .query_row([code], |row| row.get(0))
    };
    let names = (name_of(ref_area.unwrap_or_default())?, partner.map(name_of).transpose()?);
    connection
        .prepare_cached(
            "INSERT INTO series (name, slug, indicator, transform, ref_area, counterpart_area, product, unit)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .insert(params![
            series_name(key, &names.0, names.1.as_deref()),
            series_slug(key),
            key.indicator.code(),
            key.transform.code(),
            ref_area,
            partner,
            key.product,
            unit,
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_has_one_spelling() {
        assert_eq!(tidy("  rolled \n steel ").as_deref(), Some("rolled steel"));
        assert_eq!(tidy("cafe\u{301}").as_deref(), Some("café"));
        assert_eq!(tidy(" "), None);
    }
}
