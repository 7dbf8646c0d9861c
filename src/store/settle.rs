//! What is put off until many reports are stored: choosing among figures, and full text search.
//!
//! Done for every figure by triggers, both cost several times what all other rows of a report do; done once for a batch,
//! next to nothing. While the row `storing` is in `meta` those triggers keep still, and temporary ones note the series and
//! periods that have to be chosen anew. The rule of choice is not repeated here: the view `choice` is asked, for those only.

use rusqlite::Connection;

/// The work that is put off.
#[derive(Debug)]
pub(super) struct Unsettled {
    reports: Vec<i64>,
    sentences: Vec<i64>,
    choose: String,
}

impl Unsettled {
    /// Begins to note what changes.
    pub(super) fn new(connection: &Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(
            "CREATE TEMP TABLE touched (series_id INTEGER, period_start TEXT, period_end TEXT,
               PRIMARY KEY (series_id, period_start, period_end)) WITHOUT ROWID;
             CREATE TEMP TRIGGER touched_by_insert AFTER INSERT ON main.effective BEGIN
               INSERT OR IGNORE INTO touched VALUES (NEW.series_id, NEW.period_start, NEW.period_end);
             END;
             CREATE TEMP TRIGGER touched_by_delete AFTER DELETE ON main.effective BEGIN
               INSERT OR IGNORE INTO touched VALUES (OLD.series_id, OLD.period_start, OLD.period_end);
             END",
        )?;
        let view: String = connection.query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'choice'",
            [],
            |row| row.get(0),
        )?;
        let rule = view.split_once(" AS\n").map_or("", |(_, rule)| rule);
        let only_touched =
            "FROM touched CROSS JOIN effective USING (series_id, period_start, period_end))";
        let choose =
            format!("INSERT INTO chosen {}", rule.replace("FROM effective)", only_touched));
        Ok(Self { reports: Vec::new(), sentences: Vec::new(), choose })
    }

    /// Notes what full text search does not know yet: the title of a new report, and its sentences.
    pub(super) fn add(&mut self, new_report: Option<i64>, sentences: &[i64]) {
        self.reports.extend(new_report);
        self.sentences.extend(sentences);
    }

    /// How much is noted.
    pub(super) fn len(&self) -> (usize, usize) {
        (self.reports.len(), self.sentences.len())
    }

    /// Forgets what was noted since [`Unsettled::len`] was this, of a report that was taken back.
    pub(super) fn truncate(&mut self, (reports, sentences): (usize, usize)) {
        self.reports.truncate(reports);
        self.sentences.truncate(sentences);
    }

    /// Does what was put off.
    pub(super) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut index = connection.prepare_cached(
            "INSERT INTO report_fts (rowid, title, publisher)
             SELECT report_id, title, publisher FROM report WHERE report_id = ?1",
        )?;
        for id in self.reports.drain(..) {
            index.execute([id])?;
        }
        let mut index = connection.prepare_cached(
            "INSERT INTO sentence_fts (rowid, quote) SELECT sentence_id, quote FROM sentence WHERE sentence_id = ?1",
        )?;
        for id in self.sentences.drain(..) {
            index.execute([id])?;
        }
        connection
            .prepare_cached(
                "DELETE FROM chosen WHERE (series_id, period_start, period_end) IN
                   (SELECT series_id, period_start, period_end FROM touched)",
            )?
            .execute([])?;
        connection.prepare_cached(&self.choose)?.execute([])?;
        connection
            .prepare_cached(
                "DELETE FROM series_extent WHERE series_id IN (SELECT series_id FROM touched)",
            )?
            .execute([])?;
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO meta (key, value)
                 SELECT 'extents', 'lacking' WHERE EXISTS (SELECT 1 FROM touched)",
            )?
            .execute([])?;
        connection.prepare_cached("DELETE FROM touched")?.execute([])?;
        Ok(())
    }

    /// Does what is put off until the very end, because most batches would do it for most series: how far each reaches.
    pub(super) fn fill_extents(connection: &Connection) -> rusqlite::Result<()> {
        let lacking = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'extents')";
        if connection.query_row(lacking, [], |row| row.get(0))? {
            connection.execute_batch(
                "SAVEPOINT extents;
                 INSERT INTO series_extent SELECT * FROM extent
                   WHERE series_id NOT IN (SELECT series_id FROM series_extent);
                 DELETE FROM meta WHERE key = 'extents';
                 RELEASE extents",
            )?;
        }
        Ok(())
    }

    /// Stops noting.
    pub(super) fn leave(connection: &Connection) {
        // The connection may be closing after an error; temporary tables go with it in any case.
        let _ = connection.execute_batch(
            "DROP TRIGGER IF EXISTS temp.touched_by_insert; DROP TRIGGER IF EXISTS temp.touched_by_delete;
             DROP TABLE IF EXISTS temp.touched",
        );
    }
}
