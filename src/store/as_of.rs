//! The store as it was known at the end of a day.
//!
//! A report counts from its day of publication on, and no longer from the day on which a later edition of its file came out;
//! who repeats whom is the same on every day, and what people decided always applies. Reports without a day do not count.
//!
//! No rule is written twice for this. SQLite looks a name up among temporary objects before it looks into the file: on a
//! connection of its own, the table `report` gives way to a view of the reports of that time, and what is computed from it to
//! tables and views of the same names and of the file's own SQL. So all that this module asks of a store it can ask of a
//! store as of a day. The tables are filled series by series, when somebody asks for one, with what that one follows from: of a
//! million figures only those are looked at.

use super::derived::{self, Derivation, Trade};
use super::error::StoreError;
use super::open::Store;
use super::rows::{coded, text_or_null};
use super::select::Conditions;
use crate::model::{AreaCode, Query};
use chrono::NaiveDate;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// What is computed from reports, and is computed anew from those of the day.
const COMPUTED: [(&str, &str); 8] = [
    ("TABLE", "effective"),
    ("TABLE", "chosen"),
    ("TABLE", "series_extent"),
    ("TABLE", "derived"),
    ("TABLE", "derived_input"),
    ("VIEW", "in_force"),
    ("VIEW", "choice"),
    ("VIEW", "extent"),
];

/// KiB kept of the temporary tables before they go to a file, as SQLite counts them (negative).
const TEMPORARY_CACHE: i64 = -32_768;

/// What makes a store one as of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Then {
    day: NaiveDate,
    /// How values follow from what was known; none where only reported values are asked for.
    derivation: Option<Derivation>,
}

impl Store {
    /// This store as it was known at the end of a day, with what follows from that by the rules given. Its series, observations and figures are those of that day; checks,
    /// reviews and audits are not for it.
    ///
    /// # Errors
    /// When the store cannot be read, or no report in it is of that day or an earlier one.
    pub fn as_of(
        &self,
        day: NaiveDate,
        derivation: Option<Derivation>,
    ) -> Result<Self, StoreError> {
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
        then.then = Some(Then { day, derivation });
        Ok(then)
    }

    /// The day at whose end this was known; nothing for the store as it is.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.then.as_ref().map(|then| then.day)
    }

    /// How many reports tell of the series that were asked for but have no day, so that they do not count on any.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn undated(&self) -> Result<u64, StoreError> {
        let count = || -> rusqlite::Result<u64> {
            let any = "SELECT EXISTS (SELECT 1 FROM main.report WHERE published IS NULL)";
            if self.then.is_none() || !self.connection.query_row(any, [], |row| row.get(0))? {
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
        let Some(then) = &self.then else { return Ok(()) };
        let failed = self.failed("looking back");
        let transaction = self.connection.unchecked_transaction().map_err(&failed)?;
        if ask(&transaction, selected).map_err(&failed)? {
            match &then.derivation {
                Some(derivation) => self.recall_with_derived(&transaction, derivation)?,
                None => recall(&transaction).map_err(&failed)?,
            }
        }
        transaction.commit().map_err(failed)
    }

    /// What follows from figures needs what it rests on to be known first.
    fn recall_with_derived(
        &self,
        connection: &Connection,
        derivation: &Derivation,
    ) -> Result<(), StoreError> {
        let failed = self.failed("looking back");
        let trades = fresh_trades(connection).map_err(&failed)?;
        let some: Vec<Trade> = trades.iter().copied().collect();
        let rests = (derivation.rests_on)(&some);
        let recalled = || -> rusqlite::Result<()> {
            let mut ask = connection
                .prepare_cached("INSERT OR IGNORE INTO asked (series_id, wanted) VALUES (?1, 0)")?;
            for (id, _) in self.all_series_keys()?.iter().filter(|(_, key)| rests(key)) {
                ask.execute([id])?;
            }
            recall(connection)
        };
        recalled().map_err(&failed)?;
        self.derive_then(trades, derivation)?;
        let told = || -> rusqlite::Result<()> {
            let mut told = connection.prepare_cached(
                "UPDATE asked SET derived = 1 WHERE series_id IN (SELECT series_id FROM series
                   WHERE ref_area = ?1 AND coalesce(counterpart_area, '') = ?2)",
            )?;
            some.iter()
                .flat_map(derived::ways)
                .try_for_each(|way| told.execute([&way.0, &way.1]).map(drop))
        };
        told().map_err(failed)
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
         CREATE TEMP TABLE asked (
           -- The series that were asked for (wanted), and those that they follow from.
           series_id INTEGER PRIMARY KEY,
           wanted INTEGER NOT NULL,
           recalled INTEGER NOT NULL DEFAULT 0, -- what reports said of it is computed
           derived INTEGER NOT NULL DEFAULT 0   -- and what follows for its trade
         ) STRICT;"
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

/// Notes which series are wanted; whether there is one that was not.
fn ask(connection: &Connection, selected: &Conditions) -> rusqlite::Result<bool> {
    let wanted = "ON CONFLICT DO UPDATE SET wanted = 1 WHERE NOT wanted";
    let sql = format!(
        "INSERT INTO asked (series_id, wanted) SELECT s.series_id, 1 FROM series AS s {} {wanted}",
        selected.sql()
    );
    let parameters = params_from_iter(&selected.parameters);
    if connection.prepare_cached(&sql)?.execute(parameters)? == 0 {
        return Ok(false);
    }
    // Figures that a decision moved into another series are shown in that one.
    let moved = format!(
        "INSERT INTO asked (series_id, wanted)
         SELECT d.series_id, 1 FROM decision AS d CROSS JOIN figure AS f ON f.figure_key = d.figure_key
         WHERE d.series_id IS NOT NULL AND f.series_id IN (SELECT series_id FROM asked) {wanted}"
    );
    connection.prepare_cached(&moved)?.execute([])?;
    Ok(true)
}

/// The trades of series that are wanted and that nothing was derived for.
fn fresh_trades(connection: &Connection) -> rusqlite::Result<BTreeSet<Trade>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT s.ref_area, s.counterpart_area FROM asked CROSS JOIN series AS s USING (series_id)
             WHERE wanted AND NOT derived",
        )?
        .query_map([], |row| {
            let area = |code: &str| code.parse::<AreaCode>().ok();
            let partner = match text_or_null(row, 1)? {
                Some(_) => Some(coded(row, 1, area)?),
                None => None,
            };
            Ok(derived::trade(coded(row, 0, area)?, partner))
        })?
        .collect()
}

/// Computes what reports had said of series that were asked for.
fn recall(connection: &Connection) -> rusqlite::Result<()> {
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
