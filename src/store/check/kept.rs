//! The tables that triggers keep hold what their views compute.

use super::Checked;
use rusqlite::Connection;

/// A table and the view that computes it.
struct Kept<'a> {
    name: &'static str,
    table: &'a str,
    view: &'a str,
    /// What a row `x` of it is called by people, in SQL.
    row: &'a str,
}

/// The series of a row `x`.
const SERIES: &str = "coalesce((SELECT name FROM series AS s WHERE s.series_id = x.series_id), 'series ' || x.series_id)";

pub(super) fn effective(connection: &Connection) -> rusqlite::Result<Checked> {
    let row = format!("'figure ' || x.figure_key || ' of ' || {SERIES} || ', ' || x.period");
    let kept = Kept { name: "figures in force", table: "effective", view: "in_force", row: &row };
    kept.check(connection, true)
}

pub(super) fn chosen(connection: &Connection) -> rusqlite::Result<Checked> {
    let row = format!("{SERIES} || ', ' || x.period_start || ' to ' || x.period_end");
    let kept = Kept { name: "observations", table: "chosen", view: "choice", row: &row };
    kept.check(connection, true)
}

/// While an ingestion goes on, and after one was killed, rows may be missing here, and a note in the file says so.
pub(super) fn extents(connection: &Connection) -> rusqlite::Result<Checked> {
    let sql = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'extents')";
    let unfinished: bool = connection.query_row(sql, [], |row| row.get(0))?;
    let kept = Kept { name: "extents", table: "series_extent", view: "extent", row: SERIES };
    let mut checked = kept.check(connection, !unfinished)?;
    checked.note = unfinished.then(|| {
        "an ingestion goes on or was interrupted; the next one fills what is missing, and until then lists are computed anew"
            .to_owned()
    });
    Ok(checked)
}

impl Kept<'_> {
    fn check(&self, connection: &Connection, complete: bool) -> rusqlite::Result<Checked> {
        let Self { name, table, view, row } = self;
        let count = format!("SELECT count(*) FROM {table}");
        let rows: u64 = connection.query_row(&count, [], |row| row.get(0))?;
        let mut checked =
            Checked::new(name, format!("{rows} rows of {table} are what {view} computes"));
        checked.remedy = format!(
            "compute it anew in a SQLite shell: DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {view}"
        );
        let differ = |here: &str, there: &str, what: &str| {
            format!(
                "SELECT {row} || ': {what}' FROM (SELECT * FROM {here} EXCEPT SELECT * FROM {there}) AS x"
            )
        };
        checked.faults_of(connection, &differ(table, view, "not what its figures give"), [])?;
        if complete {
            checked.faults_of(
                connection,
                &differ(view, table, "missing, or not what it should be"),
                [],
            )?;
        }
        Ok(checked)
    }
}
