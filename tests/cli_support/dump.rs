//! What a store holds, as text, to be compared with what another one does.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// Opens a database as a stranger does, for reading.
pub(crate) fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(Duration::from_secs(20))?;
    Ok(connection)
}

/// Every row of every table, as text, in the order of its columns.
pub(crate) fn dump(path: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = read_only(path).unwrap();
    let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";
    let mut tables = connection.prepare(tables).unwrap();
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows_of = |table: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let mut line = String::new();
            for column in 0..width {
                let _ = match row.get_ref(column).unwrap() {
                    ValueRef::Null => write!(line, "|"),
                    ValueRef::Integer(number) => write!(line, "{number}|"),
                    ValueRef::Real(number) => write!(line, "{number:?}|"),
                    ValueRef::Text(text) => write!(line, "{:?}|", String::from_utf8_lossy(text)),
                    ValueRef::Blob(blob) => write!(line, "{blob:?}|"),
                };
            }
            lines.push(line);
        }
        lines.sort_unstable();
        lines
    };
    tables.iter().map(|table| (table.clone(), rows_of(table))).collect()
}

/// Both stores hold the same.
#[track_caller]
pub(crate) fn check_same(
    one: &BTreeMap<String, Vec<String>>,
    other: &BTreeMap<String, Vec<String>>,
) {
    assert!(one.keys().eq(other.keys()));
    for (table, rows) in one {
        let differs = rows.iter().zip(&other[table]).find(|(one, other)| one != other);
        assert!(
            rows == &other[table],
            "{table}: {} and {} rows, first difference {differs:#?}",
            rows.len(),
            other[table].len()
        );
    }
}
