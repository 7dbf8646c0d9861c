//! What many rows share, read once and kept at hand: the sources of reports, the names of series.
//!
//! Rows come by series or by report, what they refer to lies anywhere in the file. Looked up here, not joined, it is found
//! in the file once, and not decoded again for every row. What is kept is bounded, however large the store: some 10 MiB.

use super::rows::text_or_null;
use rusqlite::{CachedStatement, Connection};
use std::collections::HashMap;

/// How many columns of a report are.
pub(super) const REPORT: usize = 7;

/// Bytes of text that are kept; when they are full, remembering begins anew.
const ROOM: usize = 8 << 20;

/// Rows that are kept.
const ROWS: usize = 1 << 17;

/// Marks the end of a column that is NULL.
const NULL: u32 = 1 << 31;

/// `N` columns of text of the rows of one table, by row id.
pub(super) struct Remembered<'c, const N: usize> {
    read: CachedStatement<'c>,
    /// The columns of all rows, one after the other.
    texts: String,
    /// Where a row begins in `texts`, and where each of its columns ends.
    rows: Vec<(u32, [u32; N])>,
    /// Which row has an id.
    known: HashMap<i64, u32>,
}

impl<'c> Remembered<'c, REPORT> {
    /// Title, publisher, day of publication, url and source of reports; whose office the publisher is, and of what kind.
    pub(super) fn reports(connection: &'c Connection) -> rusqlite::Result<Self> {
        Self::new(
            connection,
            "SELECT title, publisher, published, url, source, publisher_area, publisher_kind
             FROM report WHERE report_id = ?1",
        )
    }
}

impl<'c> Remembered<'c, 1> {
    /// Names of series.
    pub(super) fn series(connection: &'c Connection) -> rusqlite::Result<Self> {
        Self::new(connection, "SELECT name FROM series WHERE series_id = ?1")
    }
}

impl<'c, const N: usize> Remembered<'c, N> {
    fn new(connection: &'c Connection, sql: &str) -> rusqlite::Result<Self> {
        let read = connection.prepare_cached(sql)?;
        Ok(Self { read, texts: String::new(), rows: Vec::new(), known: HashMap::new() })
    }

    /// The columns of a row, lent until the next is asked for. All are `None` where there is no such row.
    pub(super) fn get(&mut self, id: i64) -> rusqlite::Result<[Option<&str>; N]> {
        let row = match self.known.get(&id) {
            Some(&row) => row as usize,
            None => self.learn(id)?,
        };
        let mut columns = [None; N];
        let Some((start, ends)) = self.rows.get(row) else { return Ok(columns) };
        let mut start = *start as usize;
        for (column, &end) in columns.iter_mut().zip(ends) {
            if end != NULL {
                *column = self.texts.get(start..end as usize);
                start = end as usize;
            }
        }
        Ok(columns)
    }

    fn learn(&mut self, id: i64) -> rusqlite::Result<usize> {
        if self.texts.len() > ROOM || self.rows.len() >= ROWS {
            self.texts.clear();
            self.rows.clear();
            self.known.clear();
        }
        let place = |texts: &String| u32::try_from(texts.len()).unwrap_or(NULL);
        let mut rows = self.read.query([id])?;
        let mut ends = [NULL; N];
        let start = place(&self.texts);
        if let Some(row) = rows.next()? {
            for (column, end) in ends.iter_mut().enumerate() {
                if let Some(text) = text_or_null(row, column)? {
                    self.texts.push_str(text);
                    *end = place(&self.texts);
                }
            }
        }
        let row = self.rows.len();
        self.rows.push((start, ends));
        self.known.insert(id, u32::try_from(row).unwrap_or(NULL));
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn rows_come_back_with_their_nulls() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
                 INSERT INTO t VALUES (7, 'Казань', NULL), (9, NULL, 'x'), (11, '', 'y')",
            )
            .unwrap();
        let mut kept: Remembered<'_, 2> =
            Remembered::new(&connection, "SELECT a, b FROM t WHERE id = ?1").unwrap();
        for _ in 0..2 {
            assert_eq!(kept.get(7).unwrap(), [Some("Казань"), None]);
            assert_eq!(kept.get(11).unwrap(), [Some(""), Some("y")]);
            assert_eq!(kept.get(9).unwrap(), [None, Some("x")]);
            assert_eq!(kept.get(8).unwrap(), [None, None]);
        }
    }

    #[test]
    fn the_room_is_bounded() {
        let connection = Connection::open_in_memory().unwrap();
        let mut kept: Remembered<'_, 1> =
            Remembered::new(&connection, "SELECT CAST(zeroblob(?1 * 0 + 100000) AS TEXT)").unwrap();
        for id in 0..200 {
            assert_eq!(kept.get(id).unwrap()[0].map(str::len), Some(100_000));
            assert!(kept.texts.len() <= ROOM + 100_000);
        }
    }
}
