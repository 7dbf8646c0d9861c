//! The store as it was known at the end of a day.
//!
//! A report counts from its day of publication on, and no longer from the day on which a later edition of its file came out;
//! who repeats whom is the same on every day, and what people decided always applies. Reports without a day do not count.
//!
//! No rule is written twice for this. SQLite looks a name up among temporary objects before it looks into the file: on a
//! connection of its own, the table `report` gives way to a view of the reports of that time, and what is computed from it to
//! tables and views of the same names and of the file's own SQL. So all that this module asks of a store it can ask of a
//! store as of a day. The tables are filled series by series, when somebody asks for one: of a million figures only those of
//! that series are looked at.

use super::error::StoreError;
use super::open::Store;
use super::select::Conditions;
use crate::model::Query;
use chrono::NaiveDate;
use rusqlite::{Connection, params_from_iter};

/// What is computed from reports, and is computed anew from those of the day.
const COMPUTED: [(&str, &str); 6] = [
    ("TABLE", "effective"),
    ("TABLE", "chosen"),
    ("TABLE", "series_extent"),
    ("VIEW", "in_force"),
    ("VIEW", "choice"),
    ("VIEW", "extent"),
];

/// KiB kept of the temporary tables before they go to a file, as SQLite counts them (negative).
const TEMPORARY_CACHE: i64 = -32_768;

impl Store {
    /// This store as it was known at the end of a day. Its series, observations and figures are those of that day; checks,
    /// reviews and audits are not for it.
    ///
    /// # Errors
    /// When the store cannot be read, or no report in it is of that day or an earlier one.
    pub fn as_of(&self, day: NaiveDate) -> Result<Self, StoreError> {
        let failed = self.failed("looking back");
        let first = "SELECT min(published) FROM main.report";
        let first: Option<String> =
            self.connection.query_row(first, [], |row| row.get(0)).map_err(&failed)?;
        let first = first.and_then(|day| day.parse::<NaiveDate>().ok());
        match first {
            None => return Err(StoreError::NoDays { path: self.path.clone() }),
            Some(first) if day < first => return Err(StoreError::BeforeReports { day, first }),
            Some(_) => {}
        }
        let mut then = Self::open(&self.path)?;
        shadow(&then.connection, day).map_err(&failed)?;
        then.day = Some(day);
        Ok(then)
    }

    /// The day at whose end this was known; nothing for the store as it is.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// How many reports tell of the series that were asked for but have no day, so that they do not count on any.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn undated(&self) -> Result<u64, StoreError> {
        let count = || -> rusqlite::Result<u64> {
            let any = "SELECT EXISTS (SELECT 1 FROM main.report WHERE published IS NULL)";
            if self.day.is_none() || !self.connection.query_row(any, [], |row| row.get(0))? {
                return Ok(0);
            }
            self.connection.query_row(
                "SELECT count(DISTINCT f.report_id) FROM asked CROSS JOIN main.figure AS f USING (series_id)
                 CROSS JOIN main.report AS r ON r.report_id = f.report_id
                 WHERE r.published IS NULL AND r.superseded_by IS NULL",
                [],
                |row| row.get(0),
            )
        };
        count().map_err(self.failed("counting reports without a day"))
    }

    /// The first day on which anything was known of what a query selects, however late this store is as of.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn first_day(&self, query: &Query) -> Result<Option<NaiveDate>, StoreError> {
        let selected = Conditions::of_key(query, "f").within(query, "f");
        let sql = format!(
            "SELECT min(r.published) FROM main.figure AS f JOIN main.report AS r ON r.report_id = f.report_id {}
               AND f.series_id IS NOT NULL AND f.period IS NOT NULL",
            selected.sql()
        );
        let parameters = params_from_iter(&selected.parameters);
        let first: Option<String> = self
            .connection
            .query_row(&sql, parameters, |row| row.get(0))
            .map_err(self.failed("looking for a first day"))?;
        Ok(first.and_then(|day| day.parse().ok()))
    }

    /// Computes what was known of the series `s` that conditions select, where it is not computed yet.
    pub(super) fn recall(&self, selected: &Conditions) -> Result<(), StoreError> {
        if self.day.is_none() {
            return Ok(());
        }
        let recalled = || {
            let transaction = self.connection.unchecked_transaction()?;
            recall(&transaction, selected)?;
            transaction.commit()
        };
        recalled().map_err(self.failed("looking back"))
    }
}

/// Puts the day's reports, and what is computed from them, before those of the file.
fn shadow(connection: &Connection, day: NaiveDate) -> rusqlite::Result<()> {
    // The references of a temporary table would be looked for among temporary tables.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(Some("temp"), "cache_size", TEMPORARY_CACHE)?;
    let columns = connection
        .prepare("SELECT name FROM pragma_table_info('report', 'main')")?
        .query_map([], |row| row.get(0))?
        .map(|column| column.map(|column| then(column, day)))
        .collect::<Result<Vec<String>, _>>()?
        .join(", ");
    let mut sql = format!(
        "CREATE TEMP VIEW report AS SELECT {columns} FROM main.report AS r WHERE r.published <= '{day}';
         CREATE TEMP TABLE asked (series_id INTEGER PRIMARY KEY, recalled INTEGER NOT NULL DEFAULT 0) STRICT;"
    );
    for (kind, name) in COMPUTED {
        let own: String = connection.query_row(
            "SELECT sql FROM main.sqlite_schema WHERE name = ?1",
            [name],
            |row| row.get(0),
        )?;
        let create = format!("CREATE {kind}");
        sql += &own.replacen(&create, &format!("CREATE TEMP {kind}"), 1);
        sql += ";\n";
    }
    connection.execute_batch(&sql)
}

/// A column of a report as it was on a day: it is superseded from the day of the later edition on.
fn then(column: String, day: NaiveDate) -> String {
    match column.as_str() {
        "superseded_by" => format!(
            "CASE WHEN r.superseded_by IS NOT NULL AND (SELECT known_to FROM main.edition AS x
               WHERE x.report_id = r.report_id) < '{day}' THEN r.superseded_by END AS superseded_by"
        ),
        _ => column,
    }
}

fn recall(connection: &Connection, selected: &Conditions) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT OR IGNORE INTO asked (series_id) SELECT s.series_id FROM series AS s {}",
        selected.sql()
    );
    let parameters = params_from_iter(&selected.parameters);
    if connection.prepare_cached(&sql)?.execute(parameters)? == 0 {
        return Ok(());
    }
    // Figures that a decision moved into another series are shown in that one.
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO asked (series_id)
             SELECT d.series_id FROM decision AS d CROSS JOIN figure AS f ON f.figure_key = d.figure_key
             WHERE d.series_id IS NOT NULL AND f.series_id IN (SELECT series_id FROM asked)",
        )?
        .execute([])?;
    let fresh = connection
        .prepare_cached("SELECT series_id FROM asked WHERE NOT recalled")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let first = "SELECT NOT EXISTS (SELECT 1 FROM asked WHERE recalled)";
    let first: bool = connection.prepare_cached(first)?.query_row([], |row| row.get(0))?;
    connection
        .prepare_cached(
            "INSERT INTO effective SELECT * FROM in_force WHERE figure_id IN (
               SELECT f.figure_id FROM asked CROSS JOIN figure AS f USING (series_id) WHERE NOT recalled
               UNION ALL
               SELECT f.figure_id FROM asked CROSS JOIN decision AS d USING (series_id)
                 CROSS JOIN figure AS f USING (figure_key) WHERE NOT recalled)
               AND series_id IN (SELECT series_id FROM asked WHERE NOT recalled)
             ORDER BY series_id, period_start, period_end, figure_id",
        )?
        .execute([])?;
    if first {
        connection.prepare_cached("INSERT INTO chosen SELECT * FROM choice")?.execute([])?;
    } else {
        let one = "INSERT INTO chosen SELECT * FROM choice WHERE series_id = ?1";
        let mut one = connection.prepare_cached(one)?;
        for series in &fresh {
            one.execute([series])?;
        }
    }
    connection
        .prepare_cached(
            "INSERT INTO series_extent SELECT * FROM extent
             WHERE series_id IN (SELECT series_id FROM asked WHERE NOT recalled)",
        )?
        .execute([])?;
    connection.prepare_cached("UPDATE asked SET recalled = 1 WHERE NOT recalled")?.execute([])?;
    Ok(())
}
