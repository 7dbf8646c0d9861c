//! Reports taken out, with everything that came with them.

use super::error::StoreError;
use super::ingest::Ingest;
use super::open::Store;
use super::put;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeSet, HashSet};

/// What a removal takes out, and what it leaves.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Removal {
    /// Reports that go.
    pub reports: u64,
    /// Their figures, which go with them.
    pub figures: u64,
    /// Figures among them that a person decided on: the decisions stay, and count again if the report comes back.
    pub decided: u64,
    /// Sources of older editions that are in force again, because what superseded them goes.
    pub restored: BTreeSet<String>,
}

/// An older edition of a report that goes.
struct Older {
    id: i64,
    source: String,
    /// What supersedes it from now on; `None` when it is in force again.
    superseded_by: Option<i64>,
}

impl Store {
    /// What removing these reports would do; nothing is written.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn removal(&self, reports: &[i64]) -> Result<Removal, StoreError> {
        let count = || -> rusqlite::Result<Removal> {
            let mut removal = Removal { reports: reports.len() as u64, ..Removal::default() };
            let mut figures = self.connection.prepare(
                "SELECT count(*), count(*) FILTER (WHERE 'undone' <> (SELECT verdict FROM decision AS d
                   WHERE d.figure_key = f.figure_key ORDER BY decision_id DESC LIMIT 1))
                 FROM figure AS f WHERE report_id = ?1",
            )?;
            for id in reports {
                let (all, decided): (u64, u64) =
                    figures.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
                removal.figures += all;
                removal.decided += decided;
            }
            let again = older(&self.connection, reports)?;
            let again = again.into_iter().filter(|older| older.superseded_by.is_none());
            removal.restored = again.map(|older| older.source).collect();
            Ok(removal)
        };
        count().map_err(self.failed("looking at what would be removed"))
    }
}

impl Ingest<'_> {
    /// Takes reports out with their texts, mentions and figures, the series that are left without figures, and what the audit
    /// held against them. Decisions stay, for they are never deleted. All of them go or, when this ingestion is not
    /// finished, none. Reports are named by their SHA-256; one that is gone already is gone.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove<'a>(
        &mut self,
        reports: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), StoreError> {
        self.begin()?;
        let failed = self.failed();
        let ids = reports.into_iter().map(|sha256| report_id(self.connection(), sha256));
        let ids = ids.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>();
        ids.and_then(|ids| self.take_out(&ids)).map_err(failed)
    }

    fn take_out(&mut self, reports: &[i64]) -> rusqlite::Result<()> {
        let older = older(self.connection(), reports)?;
        for edition in &older {
            self.connection()
                .prepare_cached("UPDATE report SET superseded_by = ?2 WHERE report_id = ?1")?
                .execute(params![edition.id, edition.superseded_by])?;
            self.changed(edition.id)?;
        }
        let mut emptied = Vec::new();
        for id in reports {
            // What it said before others of its voice, they say from now on.
            let voice = "SELECT repeats FROM report WHERE report_id = ?1";
            let voice: Option<i64> = self.connection().query_row(voice, [id], |row| row.get(0))?;
            if let Some(speaker) = voice {
                self.changed(speaker)?;
            }
            self.before_removal(*id)?;
            for sql in [
                "DELETE FROM finding WHERE finding_id IN
                   (SELECT finding_id FROM finding_figure JOIN figure USING (figure_key) WHERE report_id = ?1)",
                "UPDATE report SET superseded_by = NULL WHERE report_id = ?1",
            ] {
                self.connection().prepare_cached(sql)?.execute([id])?;
            }
            emptied.extend(put::remove_rows(self.connection(), *id)?);
            self.after_removal()?;
            self.changed(*id)?;
        }
        for id in reports {
            for sql in [
                "DELETE FROM report_source WHERE report_id = ?1",
                "DELETE FROM report_text WHERE report_id = ?1",
                "DELETE FROM report_signature WHERE report_id = ?1",
                "DELETE FROM report WHERE report_id = ?1",
            ] {
                self.connection().prepare_cached(sql)?.execute([id])?;
            }
        }
        // The file of an edition that counts again is known to hold it, so that its next edition supersedes it.
        for edition in older.iter().filter(|older| older.superseded_by.is_none()) {
            self.connection()
                .prepare_cached(
                    "INSERT OR IGNORE INTO report_source (source, report_id) SELECT ?1, ?2 WHERE ?1 <> '-'",
                )?
                .execute(params![edition.source, edition.id])?;
        }
        // While reports are stored, references do not act by themselves.
        let sql =
            "DELETE FROM finding_figure WHERE finding_id NOT IN (SELECT finding_id FROM finding)";
        self.connection().prepare_cached(sql)?.execute([])?;
        self.after_removal()?;
        emptied.sort_unstable();
        emptied.dedup();
        self.settle_rows()?;
        put::remove_empty_series(self, &emptied)
    }
}

/// The row of a report, which another process may have removed or stored anew since it was listed.
pub(super) fn report_id(connection: &Connection, sha256: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT report_id FROM report WHERE sha256 = ?1")?
        .query_row([sha256], |row| row.get(0))
        .optional()
}

/// The editions that reports which go have superseded, and what supersedes them then: the first later edition that stays.
fn older(connection: &Connection, reports: &[i64]) -> rusqlite::Result<Vec<Older>> {
    let going: HashSet<i64> = reports.iter().copied().collect();
    let mut older =
        connection.prepare("SELECT report_id, source FROM report WHERE superseded_by = ?1")?;
    let mut later = connection.prepare("SELECT superseded_by FROM report WHERE report_id = ?1")?;
    let mut found = Vec::new();
    for &id in &going {
        let mut heir = Some(id);
        while let Some(next) = heir.filter(|next| going.contains(next)) {
            heir = later.query_row([next], |row| row.get(0))?;
        }
        let mut rows = older.query([id])?;
        while let Some(row) = rows.next()? {
            let edition = Older { id: row.get(0)?, source: row.get(1)?, superseded_by: heir };
            if !going.contains(&edition.id) {
                found.push(edition);
            }
        }
    }
    found.sort_unstable_by_key(|older| older.id);
    Ok(found)
}
