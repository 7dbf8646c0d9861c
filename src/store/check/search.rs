//! Full text search finds what the texts say, and nothing else.
//!
//! FTS5 has a check of its own, but as a kind of INSERT, which a file that may only be read refuses. So the index is made
//! anew beside the store, and both are read term by term.

use super::Checked;
use rusqlite::{Connection, Row};

pub(super) fn sentences(connection: &Connection) -> rusqlite::Result<Checked> {
    check(
        connection,
        "search in sentences",
        "sentence_fts",
        "SELECT sentence_id, quote FROM sentence",
    )
}

pub(super) fn titles(connection: &Connection) -> rusqlite::Result<Checked> {
    check(
        connection,
        "search in titles",
        "report_fts",
        "SELECT report_id, title, publisher FROM report",
    )
}

/// A word and where it stands: term, document, column, place.
type Hit = (String, i64, String, i64);

fn check(
    connection: &Connection,
    name: &'static str,
    index: &str,
    content: &str,
) -> rusqlite::Result<Checked> {
    connection.execute_batch("DROP TABLE IF EXISTS temp.stored_words; DROP TABLE IF EXISTS temp.true_words; DROP TABLE IF EXISTS temp.true_index")?;
    let made: String =
        connection.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [index], |row| {
            row.get(0)
        })?;
    // The same columns and the same way to cut words, but an index alone, without content.
    let (_, options) = made.split_once('(').unwrap_or_default();
    let options: Vec<&str> =
        options.trim_end().trim_end_matches(')').split(',').map(str::trim).collect();
    let kept: Vec<&str> =
        options.into_iter().filter(|option| !option.starts_with("content")).collect();
    let columns = content.split(", ").count();
    let marks = vec!["?"; columns].join(", ");
    let names: Vec<&str> = kept.iter().copied().filter(|option| !option.contains('=')).collect();
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE temp.true_index USING fts5 ({}, content='')",
        kept.join(", ")
    ))?;
    let mut insert = connection.prepare(&format!(
        "INSERT INTO temp.true_index (rowid, {}) VALUES ({marks})",
        names.join(", ")
    ))?;
    let mut texts = connection.prepare(content)?;
    let mut texts = texts.query([])?;
    let mut count = 0_u64;
    while let Some(row) = texts.next()? {
        let cells = (0..columns).map(|place| row.get::<_, rusqlite::types::Value>(place));
        insert.execute(rusqlite::params_from_iter(cells.collect::<Result<Vec<_>, _>>()?))?;
        count += 1;
    }
    let mut checked =
        Checked::new(name, format!("{count} texts are found by their words, and by no others"));
    checked.remedy = format!(
        "make the index anew in a SQLite shell: INSERT INTO {index} ({index}) VALUES ('rebuild')"
    );
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE temp.stored_words USING fts5vocab (main, {index}, instance);
         CREATE VIRTUAL TABLE temp.true_words USING fts5vocab (temp, true_index, instance)"
    ))?;
    compare(connection, &mut checked)?;
    connection.execute_batch(
        "DROP TABLE temp.stored_words; DROP TABLE temp.true_words; DROP TABLE temp.true_index",
    )?;
    Ok(checked)
}

/// Walks both indexes side by side: they are in the order of their terms.
fn compare(connection: &Connection, checked: &mut Checked) -> rusqlite::Result<()> {
    let mut stored = connection.prepare("SELECT term, doc, col, offset FROM temp.stored_words")?;
    let mut truly = connection.prepare("SELECT term, doc, col, offset FROM temp.true_words")?;
    let (mut stored, mut truly) = (stored.query([])?, truly.query([])?);
    let hit = |row: Option<&Row<'_>>| -> rusqlite::Result<Option<Hit>> {
        row.map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).transpose()
    };
    let (mut here, mut there) = (hit(stored.next()?)?, hit(truly.next()?)?);
    loop {
        let order = match (&here, &there) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(here), Some(there)) => here.cmp(there),
        };
        if let (Some((term, doc, ..)), std::cmp::Ordering::Less) = (&here, order) {
            checked.fault(format!("‘{term}’ is found in row {doc}, which does not say it there"));
        }
        if let (Some((term, doc, ..)), std::cmp::Ordering::Greater) = (&there, order) {
            checked.fault(format!("‘{term}’ is not found in row {doc}, which says it"));
        }
        if order.is_le() {
            here = hit(stored.next()?)?;
        }
        if order.is_ge() {
            there = hit(truly.next()?)?;
        }
    }
}
