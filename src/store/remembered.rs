//! What many rows share, read once and kept at hand: the sources of reports, the names of series.
//!
//! Rows come by series or by report, what they refer to lies anywhere in the file. Looked up here, not joined, it is found
//! in the file once, and not decoded again for every row. What is kept is bounded, however large the store.

use super::rows::text_or_null;
use rusqlite::{CachedStatement, Connection};
use std::collections::HashMap;
use std::ops::Range;

/// Bytes of text kept of each kind; the names of 100,000 series, the sources of as many reports.
const ROOM: usize = 6 << 20;

/// Up to `N` columns of the rows of one table, by row id.
pub(super) struct Remembered<'c, const N: usize> {
    read: CachedStatement<'c>,
    texts: String,
    known: HashMap<i64, [Option<Range<usize>>; N]>,
}

impl<'c> Remembered<'c, 5> {
    /// Title, publisher, day of publication, url and source of reports.
    pub(super) fn reports(connection: &'c Connection) -> rusqlite::Result<Self> {
        Self::new(
            connection,
            "SELECT title, publisher, published, url, source FROM report WHERE report_id = ?1",
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
        Ok(Self { read, texts: String::new(), known: HashMap::new() })
    }

    /// The columns of a row, lent until the next is asked for.
    pub(super) fn get(&mut self, id: i64) -> rusqlite::Result<[Option<&str>; N]> {
        if !self.known.contains_key(&id) {
            self.learn(id)?;
        }
        let mut columns = [None; N];
        if let Some(ranges) = self.known.get(&id) {
            for (column, range) in columns.iter_mut().zip(ranges) {
                *column = range.clone().map(|range| &self.texts[range]);
            }
        }
        Ok(columns)
    }

    fn learn(&mut self, id: i64) -> rusqlite::Result<()> {
        if self.texts.len() > ROOM {
            self.texts.clear();
            self.known.clear();
        }
        let mut rows = self.read.query([id])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let mut ranges = [const { None }; N];
        for (place, range) in ranges.iter_mut().enumerate() {
            if let Some(text) = text_or_null(row, place)? {
                let start = self.texts.len();
                self.texts.push_str(text);
                *range = Some(start..self.texts.len());
            }
        }
        self.known.insert(id, ranges);
        Ok(())
    }
}
