//! The tables that triggers keep hold what their views compute.

use super::Checked;
use crate::store::settle;
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
    kept.check_settled(connection)
}

pub(super) fn chosen(connection: &Connection) -> rusqlite::Result<Checked> {
    let row = format!("{SERIES} || ', ' || x.period_start || ' to ' || x.period_end");
    let kept = Kept { name: "observations", table: "chosen", view: "choice", row: &row };
    kept.check_settled(connection)
}

pub(super) fn extents(connection: &Connection) -> rusqlite::Result<Checked> {
    let kept = Kept { name: "extents", table: "series_extent", view: "extent", row: SERIES };
    kept.check_settled(connection)
}

impl Kept<'_> {
    /// While an ingestion goes on, and after one was killed, the table may be behind, and a note in the file says so.
    fn check_settled(&self, connection: &Connection) -> rusqlite::Result<Checked> {
        if settle::is_settled(connection)? {
            return self.check(connection);
        }
        let mut checked = Checked::new(self.name, format!("{} is kept", self.table));
        checked.note = Some(
            "an ingestion goes on, or was interrupted: what was stored last is not chosen from yet, and will be when it ends or the store is opened for the next time"
                .to_owned(),
        );
        Ok(checked)
    }

    fn check(&self, connection: &Connection) -> rusqlite::Result<Checked> {
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
        checked.faults_of(
            connection,
            &differ(view, table, "missing, or not what it should be"),
            [],
        )?;
        Ok(checked)
    }
}
