//! Where a figure stands: the page of a document, what it stands under in a table. Stores without documents or tables are not
//! asked for them.

use rusqlite::Connection;

/// The page that the number of the figure `f` stands on.
const PAGE: &str = "(SELECT max(page) FROM report_page AS p WHERE p.report_id = f.report_id AND p.char_start <= f.char_start)";

/// The same of an observation, whose figure is looked up only where its report has pages.
const PAGE_OF_OBSERVATION: &str = "(SELECT max(p.page) FROM report_page AS p CROSS JOIN figure AS f
    WHERE p.report_id = e.report_id AND f.figure_id = e.figure_id AND p.char_start <= f.char_start)";

/// What the number of the figure `f` stands under.
const HEADING: &str = "(SELECT group_concat(h.at, ' · ') FROM
  (SELECT at FROM figure_heading JOIN heading USING (heading_id) WHERE figure_id = f.figure_id ORDER BY nth) AS h)";

/// The column of the page in a query over `figure AS f`.
pub(super) fn page(connection: &Connection) -> rusqlite::Result<&'static str> {
    where_any(connection, "report_page", PAGE)
}

/// The same in a query over `effective AS e`.
pub(super) fn page_of_observation(connection: &Connection) -> rusqlite::Result<&'static str> {
    where_any(connection, "report_page", PAGE_OF_OBSERVATION)
}

/// The column of the headings in a query over `figure AS f`.
pub(super) fn heading(connection: &Connection) -> rusqlite::Result<&'static str> {
    where_any(connection, "heading", HEADING)
}

fn where_any(
    connection: &Connection,
    table: &str,
    column: &'static str,
) -> rusqlite::Result<&'static str> {
    let any = format!("SELECT EXISTS (SELECT 1 FROM {table})");
    let any = connection.prepare_cached(&any)?.query_row([], |row| row.get(0))?;
    Ok(if any { column } else { "NULL" })
}
