//! The data dictionary: what every table, view and column means, from the file's own `column_doc`.

use super::error::StoreError;
use super::open::Store;
use std::fmt::Write as _;

/// The data dictionary as Markdown: the views for people first, then the tables, each with its columns in their order.
///
/// # Errors
/// When the store cannot be read.
pub fn dictionary(store: &Store) -> Result<String, StoreError> {
    let read = || -> rusqlite::Result<String> {
        let mut tables = store.connection.prepare(
            "SELECT t.name, t.type, d.description FROM pragma_table_list AS t
             JOIN column_doc AS d ON d.tbl = t.name AND d.col = ''
             WHERE t.schema = 'main' ORDER BY t.type <> 'view', t.type = 'virtual', t.name",
        )?;
        let mut columns = store.connection.prepare(
            "SELECT c.name, c.type, d.description FROM pragma_table_info(?1) AS c
             JOIN column_doc AS d ON d.tbl = ?1 AND d.col = c.name ORDER BY c.cid",
        )?;
        let mut text = String::new();
        let mut tables = tables.query([])?;
        while let Some(table) = tables.next()? {
            let (name, kind, about): (String, String, String) =
                (table.get(0)?, table.get(1)?, table.get(2)?);
            let kind = if kind == "view" { "view" } else { "table" };
            let break_before = if text.is_empty() { "" } else { "\n" };
            let _ = write!(
                text,
                "{break_before}### `{name}` ({kind})\n{about}\n\n| column | meaning |\n|---|---|\n"
            );
            let mut columns = columns.query([&name])?;
            while let Some(column) = columns.next()? {
                let (name, about): (String, String) = (column.get(0)?, column.get(2)?);
                let _ = writeln!(text, "| `{name}` | {} |", about.replace('|', "\\|"));
            }
        }
        Ok(text)
    };
    read().map_err(store.failed("reading its documentation"))
}
