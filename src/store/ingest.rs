//! Reports with their extractions in, rows out: one transaction for many reports.
//!
//! A report is stored whole or not at all, whatever happens: what does not fit its text is refused before anything is written,
//! and a failure to write, or a killed process, takes back the reports since the last commit. What is stored does not depend
//! on the clock, nor observations on the order of reports.

use super::decide;
use super::error::{LONG_PATIENCE_SECONDS, StoreError};
use super::key;
use super::open::Store;
use super::plan::{Known, Plan, plan};
use super::put;
use super::resting::Resting;
use super::settle::{self, Unsettled};
use crate::model::{AreaCode, Extraction, Extractor, Report, SeriesKey};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// How many reports are stored before they are committed.
const BATCH: usize = 500;

/// How many bytes of text: long reports are committed sooner, so that the log beside the file stays small.
const BATCH_BYTES: usize = 16 << 20;

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

/// An ingestion under way. End it with [`Ingest::finish`]; dropping it takes back what was not yet committed.
#[derive(Debug)]
pub struct Ingest<'a> {
    store: &'a mut Store,
    extractor: Extractor,
    /// The reports written since the last commit, and how long their texts are.
    uncommitted: HashSet<i64>,
    uncommitted_bytes: usize,
    unsettled: Unsettled,
    resting: Resting,
    /// Something was committed.
    under_way: bool,
    /// A number that changes when another connection commits.
    written_by_others: Option<i64>,
    pub(super) series: HashMap<SeriesKey, i64>,
    pub(super) areas: HashSet<AreaCode>,
}

impl Store {
    /// Begins to store reports that were extracted by this program, with this version of its extraction.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn ingest(&mut self, extractor_version: u32) -> Result<Ingest<'_>, StoreError> {
        self.log_ahead()
            .and_then(|()| self.trust_rows())
            .map_err(self.failed("preparing to write"))?;
        let unsettled =
            Unsettled::new(&self.connection).map_err(self.failed("preparing to write"))?;
        let resting = Resting::of(&self.connection).map_err(self.failed("preparing to write"))?;
        let mut ingest = Ingest {
            store: self,
            extractor: Extractor::own(extractor_version),
            uncommitted: HashSet::new(),
            uncommitted_bytes: 0,
            unsettled,
            resting,
            under_way: false,
            written_by_others: None,
            series: HashMap::new(),
            areas: HashSet::new(),
        };
        ingest.begin()?;
        Ok(ingest)
    }
}

impl Ingest<'_> {
    /// The reports that are in the store now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self) -> Result<Known, StoreError> {
        Known::of(self.connection(), self.extractor.clone()).map_err(self.failed())
    }

    /// Whether this report needs no extraction, because the store has what it would say.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_known(&self, report: &Report) -> Result<bool, StoreError> {
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, &self.extractor);
        let plan = plan(self.connection(), report, &self.extractor, &sha256, &fingerprint)
            .map_err(self.failed())?;
        Ok(matches!(plan, Plan::Keep { .. } | Plan::Duplicate { .. }))
    }

    /// Records where a known report was read: what [`Ingest::put`] would do, without its extraction. `None` when the report
    /// is not known, and must be extracted and put.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep(&mut self, report: &Report) -> Result<Option<Outcome>, StoreError> {
        if !self.is_known(report)? {
            return Ok(None);
        }
        let extractor = self.extractor.clone();
        self.store_one(report, None, &extractor).map(Some)
    }

    /// Stores a report with what was extracted from it, whole or not at all.
    ///
    /// # Errors
    /// When the extraction does not fit the text: the other reports are not touched. Or when the store cannot be written:
    /// that takes back the reports since the last commit.
    pub fn put(&mut self, report: &Report, extraction: &Extraction) -> Result<Outcome, StoreError> {
        let extractor = self.extractor.clone();
        self.store_one(report, Some(extraction), &extractor)
    }

    /// Stores a report with what another extractor says of it, or this one elsewhere, in the place of what was extracted from
    /// the same text before.
    ///
    /// # Errors
    /// As [`Ingest::put`].
    pub fn put_from(
        &mut self,
        report: &Report,
        extraction: &Extraction,
        extractor: &Extractor,
    ) -> Result<Outcome, StoreError> {
        self.store_one(report, Some(extraction), extractor)
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
        let sha256 = key::content(&report.text);
        let extractor = self.extractor.clone();
        let fingerprint = key::fingerprint(report, &sha256, &extractor);
        let origin = put::Origin { report, sha256, fingerprint, extractor: &extractor };
        self.uncommitted.insert(id);
        put::report(self, Some(id), &origin, extraction)?;
        self.changed(id).map_err(self.failed())
    }

    /// Commits, and leaves one plain file.
    ///
    /// # Errors
    /// When the last reports cannot be written.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.begin()?;
        self.index_and_settle()?;
        self.commit()?;
        self.store.still_there()
    }

    fn store_one(
        &mut self,
        report: &Report,
        extraction: Option<&Extraction>,
        extractor: &Extractor,
    ) -> Result<Outcome, StoreError> {
        self.begin()?;
        match self.write(report, extraction, extractor) {
            Ok(outcome) => {
                self.uncommitted_bytes += report.text.len();
                if self.uncommitted.len() >= BATCH || self.uncommitted_bytes >= BATCH_BYTES {
                    self.commit()?;
                }
                Ok(outcome)
            }
            // Found before anything was written.
            Err(misfit @ StoreError::Misfit { .. }) => Err(misfit),
            Err(why) => {
                self.take_back();
                Err(why)
            }
        }
    }

    fn write(
        &mut self,
        report: &Report,
        extraction: Option<&Extraction>,
        extractor: &Extractor,
    ) -> Result<Outcome, StoreError> {
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, extractor);
        let plan = plan(self.connection(), report, extractor, &sha256, &fingerprint)
            .map_err(self.failed())?;
        let told_anew = !matches!(plan, Plan::Keep { .. } | Plan::Duplicate { .. });
        let (id, outcome) = match (plan, extraction) {
            (Plan::Keep { id }, _) => (id, Outcome::Unchanged),
            (Plan::Duplicate { id, of }, _) => (id, Outcome::Duplicate { of }),
            (Plan::Add | Plan::Replace { .. } | Plan::TakeOver { .. }, None) => {
                return Ok(Outcome::Unchanged);
            }
            (Plan::Add, Some(extraction)) => {
                let origin = put::Origin { report, sha256, fingerprint, extractor };
                (put::report(self, None, &origin, extraction)?, Outcome::Added)
            }
            (Plan::Replace { id }, Some(extraction)) => {
                let origin = put::Origin { report, sha256, fingerprint, extractor };
                (put::report(self, Some(id), &origin, extraction)?, Outcome::Replaced)
            }
            (Plan::TakeOver { id, of }, Some(extraction)) => {
                let origin = put::Origin { report, sha256, fingerprint, extractor };
                (put::report(self, Some(id), &origin, extraction)?, Outcome::Duplicate { of })
            }
        };
        if !matches!(outcome, Outcome::Unchanged) {
            self.uncommitted.insert(id);
        }
        if told_anew {
            self.changed(id).map_err(self.failed())?;
        }
        let old = self.place(&report.source, id).map_err(self.failed())?;
        if let Some(old) = old {
            decide::carry(self.connection(), old, id).map_err(self.failed())?;
        }
        Ok(old.map_or(outcome, |old| Outcome::Superseded { old }))
    }

    /// Notes that `source` now holds report `id`. What it held before is superseded by it, unless another file still holds it;
    /// its id is given back. Standard input is no place: two texts that came through it have nothing to do with each other.
    fn place(&mut self, source: &str, id: i64) -> rusqlite::Result<Option<i64>> {
        if source == "-" {
            return Ok(None);
        }
        let connection = &self.store.connection;
        let before: Option<i64> = connection
            .prepare_cached("SELECT report_id FROM report_source WHERE source = ?1")?
            .query_row([source], |row| row.get(0))
            .optional()?;
        if before == Some(id) {
            return Ok(None);
        }
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO report_source (source, report_id) VALUES (?1, ?2)",
            )?
            .execute(params![source, id])?;
        // A text that is held again counts again: the file was changed back.
        let restored = connection
            .prepare_cached(
                "UPDATE report SET superseded_by = NULL WHERE report_id = ?1 AND superseded_by IS NOT NULL",
            )?
            .execute([id])?;
        if restored > 0 {
            self.unsettled.report_changed(connection, id)?;
        }
        let Some(before) = before else { return Ok(None) };
        let superseded = connection
            .prepare_cached(
                "UPDATE report SET superseded_by = ?2 WHERE report_id = ?1
                 AND NOT EXISTS (SELECT 1 FROM report_source WHERE report_id = ?1)",
            )?
            .execute([before, id])?;
        if superseded > 0 {
            self.unsettled.report_changed(connection, before)?;
        }
        Ok((superseded > 0).then_some(before))
    }

    /// Brings everything up to date with the rows as they are now.
    pub(super) fn settle_rows(&mut self) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        self.unsettled.before_commit(connection)?;
        self.unsettled.settle(connection)
    }

    /// Notes that a report was stored, came into force or went out of it.
    pub(super) fn changed(&mut self, id: i64) -> rusqlite::Result<()> {
        self.unsettled.report_changed(&self.store.connection, id)
    }

    /// Before the rows of a report are removed: full text search has to know them to forget them.
    pub(super) fn before_removal(&mut self, id: i64) -> rusqlite::Result<()> {
        if self.uncommitted.contains(&id) {
            self.unsettled.index(&self.store.connection)?;
        }
        Ok(())
    }

    /// After it: the next rows may get the ids of those that are gone.
    pub(super) fn after_removal(&mut self) -> rusqlite::Result<()> {
        self.unsettled.removed(&self.store.connection)
    }

    pub(super) fn begin(&mut self) -> Result<(), StoreError> {
        if !self.connection().is_autocommit() {
            return Ok(());
        }
        let mut begun = self.begin_with_what_is_there().map_err(self.failed());
        if self.under_way {
            begun = begun.map_err(|why| why.after_waiting(LONG_PATIENCE_SECONDS));
        }
        if begun.is_err() {
            self.take_back();
        }
        begun
    }

    /// Begins, and forgets what was remembered of the store where another has written to it meanwhile.
    fn begin_with_what_is_there(&mut self) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        self.resting.begin(connection)?;
        let written = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if self.written_by_others.replace(written).is_some_and(|before| before != written) {
            self.unsettled.another_wrote(connection)?;
            self.series.clear();
            self.areas.clear();
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let failed = self.failed();
        let written = self
            .unsettled
            .before_commit(&self.store.connection)
            .and_then(|()| self.resting.commit(&self.store.connection))
            .map_err(failed);
        if written.is_err() {
            self.take_back();
            return written;
        }
        self.unsettled.committed();
        if !self.under_way {
            // Another that writes a little in between is no reason to give up.
            self.under_way = true;
            let patience = Duration::from_secs(LONG_PATIENCE_SECONDS);
            self.connection().busy_timeout(patience).map_err(self.failed())?;
        }
        self.uncommitted.clear();
        self.uncommitted_bytes = 0;
        Ok(())
    }

    fn index_and_settle(&mut self) -> Result<(), StoreError> {
        let failed = self.failed();
        let settled = self.settle_rows().map_err(failed);
        if settled.is_err() {
            self.take_back();
        }
        settled
    }

    /// Takes back all since the last commit, and forgets what was known of it.
    fn take_back(&mut self) {
        if !self.connection().is_autocommit() {
            // Nothing better can be done with an error here, and nothing is lost by it: what is not committed is not there.
            let _ = self.connection().execute_batch("ROLLBACK");
        }
        self.unsettled.taken_back();
        self.uncommitted.clear();
        self.uncommitted_bytes = 0;
        self.series.clear();
        self.areas.clear();
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
        self.take_back();
        // What is committed is chosen among, even where the end was not reached; if that fails too, the next opening does it.
        if !settle::is_settled(self.connection()).unwrap_or(true) && self.begin().is_ok() {
            let _ = self.index_and_settle().and_then(|()| self.commit());
            self.take_back();
        }
        Unsettled::leave(self.connection());
        self.store.leave_plain();
    }
}
