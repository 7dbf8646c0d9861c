//! What the audit finds, kept; and what people have acknowledged of it.

use super::error::StoreError;
use super::figures::figure_row;
use super::open::Store;
use super::remembered::Remembered;
use super::rows::{FigureRow, coded};
use super::select::Conditions;
use crate::model::{FindingKind, Query, Severity};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::{HashMap, HashSet};

/// Figures `f` that the last audit doubts, and nobody has acknowledged it.
pub(super) const DOUBTED: &str = "EXISTS (
  SELECT 1 FROM finding_figure AS x JOIN finding AS n ON n.finding_id = x.finding_id
  WHERE x.figure_key = f.figure_key AND n.severity <> 'note'
    AND NOT EXISTS (SELECT 1 FROM acknowledgement AS a WHERE a.finding_key = n.finding_key))";

/// A finding as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct NewFinding {
    /// As [`finding_key`](super::finding_key) makes it.
    pub key: String,
    /// What does not come out.
    pub kind: FindingKind,
    /// How much it weighs.
    pub severity: Severity,
    /// `series_id` of the figure that does not fit.
    pub series: i64,
    /// Code of its period.
    pub period: Option<String>,
    /// The sum, in words.
    pub arithmetic: String,
    /// What was likely meant.
    pub reading: Option<String>,
    /// Keys of its figures, in the order in which the sum names them.
    pub figures: Vec<String>,
}

/// A finding as the last audit left it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingRow {
    /// Its key.
    pub key: String,
    /// What does not come out.
    pub kind: FindingKind,
    /// How much it weighs.
    pub severity: Severity,
    /// The sum, in words.
    pub arithmetic: String,
}

/// A person's word that a finding has been seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acknowledged {
    /// When, `YYYY-MM-DD`.
    pub on: String,
    /// Why.
    pub note: Option<String>,
}

impl Store {
    /// The figures that a query selects, by `figure_id`; `None` where it selects all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn selected_figures(&self, query: &Query) -> Result<Option<HashSet<i64>>, StoreError> {
        let selected = Conditions::of_key(query, "f").within(query, "f");
        if selected.is_empty() {
            return Ok(None);
        }
        let read = || {
            let sql = format!("SELECT f.figure_id FROM figure AS f {}", selected.sql());
            let mut statement = self.connection.prepare(&sql)?;
            let ids = statement
                .query_map(params_from_iter(&selected.parameters), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some(ids))
        };
        read().map_err(self.failed("selecting figures"))
    }

    /// Figures by `figure_id`, with their sentences and sources.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn figures_by_id(
        &self,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<HashMap<i64, FigureRow<'static>>, StoreError> {
        let read = || {
            let mut selected = Conditions::default();
            selected.add_number("f.figure_id = ?", 0);
            let sql = self.one_figure_sql(&selected)?;
            let mut statement = self.connection.prepare(&sql)?;
            let mut reports = Remembered::reports(&self.connection)?;
            let mut names = Remembered::series(&self.connection)?;
            let mut figures = HashMap::new();
            for id in ids {
                let mut rows = statement.query([id])?;
                if let Some(row) = rows.next()? {
                    figures.insert(id, figure_row(row, &mut reports, &mut names)?.into_owned());
                }
            }
            Ok(figures)
        };
        read().map_err(self.failed("reading figures"))
    }

    /// Keeps what an audit of everything that a query selects has found, in place of what earlier audits of it found.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn put_findings(
        &mut self,
        query: &Query,
        findings: &[NewFinding],
    ) -> Result<(), StoreError> {
        let failed = self.failed("keeping what the audit found");
        let write = |store: &mut Self| -> rusqlite::Result<()> {
            let transaction = store
                .connection
                .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            forget(&transaction, query)?;
            keep(&transaction, findings)?;
            transaction.commit()
        };
        write(self).map_err(failed)
    }

    /// Whether all figures were audited since they were stored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_audited(&self) -> Result<bool, StoreError> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM meta WHERE key = 'unaudited')";
        self.connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(self.failed("reading findings"))
    }

    /// The findings that the last audit left.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn findings(&self) -> Result<Vec<FindingRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<_>> {
            let sql =
                "SELECT finding_key, kind, severity, arithmetic FROM finding ORDER BY finding_id";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok(FindingRow {
                    key: row.get(0)?,
                    kind: coded(row, 1, FindingKind::parse)?,
                    severity: coded(row, 2, Severity::parse)?,
                    arithmetic: row.get(3)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(self.failed("reading findings"))
    }

    /// What people have acknowledged, by the key of the finding.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn acknowledgements(&self) -> Result<HashMap<String, Acknowledged>, StoreError> {
        let read = || -> rusqlite::Result<HashMap<_, _>> {
            let sql = "SELECT finding_key, acknowledged_on, note FROM acknowledgement";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok((row.get(0)?, Acknowledged { on: row.get(1)?, note: row.get(2)? }))
            })?;
            rows.collect()
        };
        read().map_err(self.failed("reading acknowledgements"))
    }

    /// Notes that a person has seen findings, all or none of them. Returns the first key that no finding has; then nothing
    /// is noted.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn acknowledge(
        &mut self,
        keys: &[String],
        day: chrono::NaiveDate,
        note: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        self.change_each(
            keys,
            "SELECT 1 FROM finding WHERE finding_key = ?1
             UNION ALL SELECT 1 FROM acknowledgement WHERE finding_key = ?1",
            |connection, key| {
                let sql = "INSERT OR REPLACE INTO acknowledgement (finding_key, acknowledged_on, note) VALUES (?1, ?2, ?3)";
                connection.execute(sql, params![key, day.to_string(), note]).map(|_| ())
            },
        )
    }

    /// Takes acknowledgements back, all or none of them. Returns the first key that nobody acknowledged.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn reopen(&mut self, keys: &[String]) -> Result<Option<String>, StoreError> {
        self.change_each(
            keys,
            "SELECT 1 FROM acknowledgement WHERE finding_key = ?1",
            |connection, key| {
                let sql = "DELETE FROM acknowledgement WHERE finding_key = ?1";
                connection.execute(sql, [key]).map(|_| ())
            },
        )
    }

    fn change_each(
        &mut self,
        keys: &[String],
        exists: &str,
        change: impl Fn(&Connection, &str) -> rusqlite::Result<()>,
    ) -> Result<Option<String>, StoreError> {
        let failed = self.failed("noting what was seen");
        let mut write = || -> rusqlite::Result<Option<String>> {
            let transaction = self
                .connection
                .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            for key in keys {
                let known = transaction.query_row(exists, [key], |_| Ok(())).optional()?;
                if known.is_none() {
                    return Ok(Some(key.clone()));
                }
                change(&transaction, key)?;
            }
            transaction.commit()?;
            Ok(None)
        };
        write().map_err(failed)
    }
}

/// Removes the findings about figures that a query selects, and those whose figures are all gone.
fn forget(connection: &Connection, query: &Query) -> rusqlite::Result<()> {
    let selected = Conditions::of_key(query, "f").within(query, "f");
    if selected.is_empty() {
        connection
            .execute_batch("DELETE FROM finding; DELETE FROM meta WHERE key = 'unaudited'")?;
        return Ok(());
    }
    let sql = format!(
        "DELETE FROM finding WHERE finding_id IN (
           SELECT x.finding_id FROM finding_figure AS x JOIN figure AS f ON f.figure_key = x.figure_key {})
         OR NOT EXISTS (SELECT 1 FROM finding_figure AS x JOIN figure AS f ON f.figure_key = x.figure_key
           WHERE x.finding_id = finding.finding_id)",
        selected.sql()
    );
    connection.execute(&sql, params_from_iter(&selected.parameters)).map(|_| ())
}

fn keep(connection: &Connection, findings: &[NewFinding]) -> rusqlite::Result<()> {
    let mut old = connection.prepare("DELETE FROM finding WHERE finding_key = ?1")?;
    let mut new = connection.prepare(
        "INSERT INTO finding (finding_key, kind, severity, series_id, period, arithmetic, reading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut figure = connection.prepare(
        "INSERT INTO finding_figure (finding_id, place, figure_key) VALUES (?1, ?2, ?3)",
    )?;
    for finding in findings {
        old.execute([&finding.key])?;
        let id = new.insert(params![
            finding.key,
            finding.kind.code(),
            finding.severity.code(),
            finding.series,
            finding.period,
            finding.arithmetic,
            finding.reading
        ])?;
        for (place, key) in (0i64..).zip(&finding.figures) {
            figure.execute(params![id, place, key])?;
        }
    }
    Ok(())
}
