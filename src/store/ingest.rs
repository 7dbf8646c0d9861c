//! Reports with their extractions in, rows out: one transaction per batch, one savepoint per report.
//!
//! A report is stored whole or not at all, whatever happens: an error takes back that report alone, a killed process the
//! reports since the last batch. What is stored does not depend on the clock, nor observations on the order of reports.

use super::decide;
use super::error::StoreError;
use super::key;
use super::open::Store;
use super::put;
use super::settle::Unsettled;
use crate::model::{Extraction, Report, SeriesKey};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// How many reports are stored before they are committed.
const BATCH: u32 = 500;

/// What became of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Its text was new.
    Added,
    /// Text, origin and extractor are those of before: nothing was done.
    Unchanged,
    /// Its text is stored already, under another file's name, which keeps its title and day; only this name was added.
    Duplicate {
        /// The file it was first read from.
        of: String,
    },
    /// The same text, extracted anew: the extractor is newer, or title, day, language or origin changed.
    Replaced,
    /// Its file held another text before; that report stays, and its figures count no more.
    Superseded {
        /// `report_id` of the report that it takes the place of.
        old: i64,
    },
}

/// What is to be done with a report.
enum Plan {
    Add,
    Replace { id: i64 },
    Keep { id: i64 },
    Duplicate { id: i64, of: String },
}

/// An ingestion under way. End it with [`Ingest::finish`]; dropping it takes back what was not yet committed.
#[derive(Debug)]
pub struct Ingest<'a> {
    store: &'a mut Store,
    extractor_version: u32,
    uncommitted: u32,
    pub(super) unsettled: Unsettled,
    pub(super) series: HashMap<SeriesKey, i64>,
}

impl Store {
    /// Begins to store reports that were extracted by this version of the extractor.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn ingest(&mut self, extractor_version: u32) -> Result<Ingest<'_>, StoreError> {
        self.log_ahead().map_err(self.failed("preparing to write"))?;
        let unsettled =
            Unsettled::new(&self.connection).map_err(self.failed("preparing to write"))?;
        let series = HashMap::new();
        let mut ingest =
            Ingest { store: self, extractor_version, uncommitted: 0, unsettled, series };
        ingest.begin()?;
        Ok(ingest)
    }
}

impl Ingest<'_> {
    /// Whether this report needs no extraction, because the store has what it would say.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_known(&self, report: &Report) -> Result<bool, StoreError> {
        let sha256 = key::content(&report.text);
        let plan = self.plan(report, &sha256).map_err(self.failed())?;
        Ok(matches!(plan, Plan::Keep { .. } | Plan::Duplicate { .. }))
    }

    /// Records where a known report was read: what [`Ingest::put`] would do, without its extraction. `None` when the report
    /// is not known, and must be extracted and put.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep(&mut self, report: &Report) -> Result<Option<Outcome>, StoreError> {
        if self.is_known(report)? { self.store_one(report, None).map(Some) } else { Ok(None) }
    }

    /// Stores a report with what was extracted from it, whole or not at all.
    ///
    /// # Errors
    /// When the extraction does not fit the text, or the store cannot be written. The other reports are not touched, save
    /// on a full disk, which takes back the batch.
    pub fn put(&mut self, report: &Report, extraction: &Extraction) -> Result<Outcome, StoreError> {
        self.store_one(report, Some(extraction))
    }

    /// Stores a report that is there anew, without a word on which file holds it: the one that was read from it may hold
    /// another text by now.
    pub(super) fn replace(
        &mut self,
        id: i64,
        report: &Report,
        extraction: &Extraction,
    ) -> Result<(), StoreError> {
        self.begin()?;
        self.settle()?;
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, self.extractor_version);
        let origin = put::Origin { report, sha256, fingerprint, version: self.extractor_version };
        put::report(self, Some(id), &origin, extraction).map(drop)
    }

    /// Commits, and leaves one plain file.
    ///
    /// # Errors
    /// When the last batch cannot be written.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.begin()?;
        self.settle()?;
        Unsettled::fill_extents(self.connection()).map_err(self.failed())?;
        self.commit()?;
        self.store.still_there()
    }

    fn store_one(
        &mut self,
        report: &Report,
        extraction: Option<&Extraction>,
    ) -> Result<Outcome, StoreError> {
        self.begin()?;
        self.run("SAVEPOINT one_report")?;
        let before = self.unsettled.len();
        let stored = self.store_in_savepoint(report, extraction);
        if stored.is_ok() {
            self.run("RELEASE one_report")?;
            self.uncommitted += 1;
            if self.uncommitted >= BATCH {
                self.commit()?;
            }
        } else {
            // Series that the report would have made are gone with it.
            self.series.clear();
            self.unsettled.truncate(before);
            if self.connection().is_autocommit() {
                self.uncommitted = 0;
                self.unsettled.truncate((0, 0));
            } else {
                self.run("ROLLBACK TO one_report; RELEASE one_report")?;
            }
        }
        stored
    }

    fn store_in_savepoint(
        &mut self,
        report: &Report,
        extraction: Option<&Extraction>,
    ) -> Result<Outcome, StoreError> {
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, self.extractor_version);
        let plan = self.plan(report, &sha256).map_err(self.failed())?;
        let (id, outcome) = match (plan, extraction) {
            (Plan::Keep { id }, _) => (id, Outcome::Unchanged),
            (Plan::Duplicate { id, of }, _) => (id, Outcome::Duplicate { of }),
            (Plan::Add | Plan::Replace { .. }, None) => return Ok(Outcome::Unchanged),
            (Plan::Add, Some(extraction)) => {
                let origin =
                    put::Origin { report, sha256, fingerprint, version: self.extractor_version };
                (put::report(self, None, &origin, extraction)?, Outcome::Added)
            }
            (Plan::Replace { id }, Some(extraction)) => {
                self.settle()?;
                let origin =
                    put::Origin { report, sha256, fingerprint, version: self.extractor_version };
                (put::report(self, Some(id), &origin, extraction)?, Outcome::Replaced)
            }
        };
        let old = place(self.connection(), &report.source, id).map_err(self.failed())?;
        if let Some(old) = old {
            decide::carry(self.connection(), old, id).map_err(self.failed())?;
        }
        Ok(old.map_or(outcome, |old| Outcome::Superseded { old }))
    }

    fn plan(&self, report: &Report, sha256: &str) -> rusqlite::Result<Plan> {
        let known = self
            .connection()
            .prepare_cached(
                "SELECT r.report_id, r.source, r.fingerprint, r.extractor_version,
                   coalesce(r.title, r.publisher, r.url) IS NULL,
                   r.source = ?2 OR EXISTS (SELECT 1 FROM report_source AS s WHERE s.source = r.source
                     AND s.report_id <> r.report_id)
                 FROM report AS r WHERE r.sha256 = ?1",
            )?
            .query_row([sha256, &report.source], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, u32>(3)?,
                    row.get::<_, bool>(4)?,
                    row.get::<_, bool>(5)?,
                ))
            })
            .optional()?;
        let Some((id, source, fingerprint, version, nameless, heir)) = known else {
            return Ok(Plan::Add);
        };
        let plan = if fingerprint == key::fingerprint(report, sha256, self.extractor_version) {
            Plan::Keep { id }
        } else if heir || nameless || version != self.extractor_version {
            // The file that speaks for this text is read again, or holds another text by now, or had nothing to say of it.
            Plan::Replace { id }
        } else {
            Plan::Duplicate { id, of: source }
        };
        Ok(plan)
    }

    pub(super) fn begin(&mut self) -> Result<(), StoreError> {
        if !self.connection().is_autocommit() {
            return Ok(());
        }
        self.run(
            "BEGIN IMMEDIATE; INSERT INTO meta (key, value) VALUES ('storing', 'many reports')",
        )
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.uncommitted = 0;
        if self.connection().is_autocommit() {
            return Ok(());
        }
        self.settle()?;
        self.run("DELETE FROM meta WHERE key = 'storing'; COMMIT")
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        let failed = self.failed();
        self.settle_rows().map_err(failed)
    }

    /// Does what was put off, so that nothing chosen speaks of rows that are gone.
    pub(super) fn settle_rows(&mut self) -> rusqlite::Result<()> {
        self.unsettled.settle(&self.store.connection)
    }

    fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.connection().execute_batch(sql).map_err(self.failed())
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.store.connection
    }

    pub(super) fn failed(&self) -> impl Fn(rusqlite::Error) -> StoreError + use<> {
        self.store.failed("storing a report")
    }
}

impl Drop for Ingest<'_> {
    fn drop(&mut self) {
        if !self.connection().is_autocommit() {
            // Nothing better can be done with an error here, and nothing is lost by it: what is not committed is not there.
            let _ = self.connection().execute_batch("ROLLBACK");
        }
        Unsettled::leave(self.connection());
        self.store.leave_plain();
    }
}

/// Notes that `source` now holds report `id`. What it held before is superseded by it, unless another file still holds it;
/// its id is given back. Standard input is no place: two texts that came through it have nothing to do with each other.
fn place(connection: &Connection, source: &str, id: i64) -> rusqlite::Result<Option<i64>> {
    if source == "-" {
        return Ok(None);
    }
    let before: Option<i64> = connection
        .prepare_cached("SELECT report_id FROM report_source WHERE source = ?1")?
        .query_row([source], |row| row.get(0))
        .optional()?;
    if before == Some(id) {
        return Ok(None);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO report_source (source, report_id) VALUES (?1, ?2)")?
        .execute(params![source, id])?;
    // A text that is held again counts again: the file was changed back.
    connection
        .prepare_cached(
            "UPDATE report SET superseded_by = NULL WHERE report_id = ?1 AND superseded_by IS NOT NULL",
        )?
        .execute([id])?;
    let Some(before) = before else { return Ok(None) };
    let superseded = connection
        .prepare_cached(
            "UPDATE report SET superseded_by = ?2 WHERE report_id = ?1
             AND NOT EXISTS (SELECT 1 FROM report_source WHERE report_id = ?1)",
        )?
        .execute([before, id])?;
    Ok((superseded > 0).then_some(before))
}
