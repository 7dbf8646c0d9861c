//! Copies the program's reference data into the file, so that whoever opens it needs nothing else.
//!
//! A hash of the seeds says whether the copy is current; it costs a fraction of a millisecond on every opening for writing.

use super::error::StoreError;
use super::key::hex;
use super::name::series_name;
use super::open::Store;
use super::rates;
use super::rows::key_of_row;
use crate::model::AreaCode;
use crate::seeds;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What every table, view and column means: `table,column,description`, the last with commas as it likes.
const COLUMN_DOC: &str = include_str!("../../migrations/column_doc.csv");

/// Everything that the copy is made of.
const SOURCES: &[&str] = &[
    COLUMN_DOC,
    include_str!("../../seeds/areas.csv"),
    include_str!("../../seeds/bloc_members.csv"),
    include_str!("../../seeds/currencies.csv"),
    include_str!("../../seeds/indicators.csv"),
    include_str!("../../seeds/exchange_rates.csv"),
];

/// Brings the reference tables up to this program's seeds, where they are not; series follow the names of their areas.
pub(super) fn refresh(store: &mut Store) -> Result<(), StoreError> {
    let failed = store.failed("refreshing its reference tables");
    let current = version();
    let stored: Option<String> = store
        .connection
        .query_row("SELECT value FROM meta WHERE key = 'seeds'", [], |row| row.get(0))
        .optional()
        .map_err(&failed)?;
    if stored.as_deref() == Some(&current) {
        return Ok(());
    }
    let transaction = store
        .connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(&failed)?;
    fill(&transaction).and_then(|()| transaction.commit()).map_err(failed)
}

/// Fills the reference tables, and notes which seeds they are of.
pub(super) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    areas(connection)?;
    money(connection)?;
    documentation(connection)?;
    rename_series(connection)?;
    let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES ('seeds', ?1)";
    connection.execute(sql, [version()]).map(drop)
}

/// The hash of this program's seeds, which `meta` holds beside the copy.
pub(super) fn version() -> String {
    let mut hasher = Sha256::new();
    for source in SOURCES {
        hasher.update(source.as_bytes());
    }
    hex(&hasher.finalize())
}

fn areas(connection: &Connection) -> rusqlite::Result<()> {
    // Names are unique; while they change hands, codes stand in for them.
    connection.execute_batch("UPDATE area SET name = code; DELETE FROM bloc_member")?;
    let mut insert = connection.prepare(
        "INSERT INTO area (code, kind, parent, name, name_ru) VALUES (?1, ?2, ?3, ?4, nullif(?5, ''))
         ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, parent = excluded.parent,
           name = excluded.name, name_ru = excluded.name_ru",
    )?;
    let mut taken: HashMap<&str, AreaCode> = HashMap::new();
    for area in seeds::areas() {
        // The country is Georgia, the American state "Georgia (US-GA)": a series is called by the name alone.
        let name = if *taken.entry(area.name_en).or_insert(area.code) == area.code {
            area.name_en.to_owned()
        } else {
            format!("{} ({})", area.name_en, area.code)
        };
        let parent = area.parent.as_ref().map(AreaCode::as_str);
        insert.execute(params![
            area.code.as_str(),
            area.kind.code(),
            parent,
            name,
            area.name_ru
        ])?;
    }
    let mut insert = connection.prepare("INSERT INTO bloc_member VALUES (?1, ?2, ?3, ?4)")?;
    for row in seeds::bloc_members() {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        insert.execute(params![
            row.bloc.as_str(),
            row.member.as_str(),
            day(row.from),
            day(row.to)
        ])?;
    }
    Ok(())
}

fn money(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute_batch("DELETE FROM currency; DELETE FROM exchange_rate WHERE NOT imported")?;
    let mut insert =
        connection.prepare("INSERT INTO currency VALUES (?1, ?2, nullif(?3, ''), ?4)")?;
    for row in seeds::currencies() {
        insert.execute(params![row.code.as_str(), row.name_en, row.name_ru, row.minor_digits])?;
    }
    rates::seed(connection)?;
    let mut insert = connection.prepare(
        "INSERT INTO indicator VALUES (?1, ?2, nullif(?3, ''), nullif(?4, ''))
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_ru = excluded.name_ru,
           description = excluded.description",
    )?;
    for row in seeds::indicators() {
        insert.execute([row.code.code(), row.name_en, row.name_ru, row.description_en])?;
    }
    Ok(())
}

fn documentation(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM column_doc")?;
    let mut insert = connection.prepare("INSERT INTO column_doc VALUES (?1, ?2, ?3)")?;
    for line in COLUMN_DOC.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        insert.execute([cells.next(), cells.next(), cells.next()])?;
    }
    Ok(())
}

fn rename_series(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("UPDATE series SET name = '#' || series_id")?;
    let mut rename = connection.prepare("UPDATE series SET name = ?2 WHERE series_id = ?1")?;
    let mut rows = connection.prepare(
        "SELECT s.series_id, s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
           ra.name, ca.name
         FROM series AS s JOIN area AS ra ON ra.code = s.ref_area
         LEFT JOIN area AS ca ON ca.code = s.counterpart_area",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let key = key_of_row(row, 1)?;
        let (ref_area, partner): (String, Option<String>) = (row.get(7)?, row.get(8)?);
        let id: i64 = row.get(0)?;
        rename.execute(params![id, series_name(&key, &ref_area, partner.as_deref())])?;
    }
    Ok(())
}
