//! What is put off until many reports are stored: which figures count, choosing among them, and full text search.
//!
//! Done for every row by triggers, these cost several times what all other rows of a report do; done once for many, next to
//! nothing. So those triggers rest. Every commit brings full text search up to date, and what older figures count. Which new
//! figures count, and choosing among them, touches rows that lie by series all over the file, however few reports are new, so
//! both wait until as much again has come in as there was; until then the row `unsettled` says so, and whoever opens the file
//! after a kill, and is alone with it, catches up. The rules are not repeated here: the views `in_force`, `choice` and `extent`
//! are asked.

use super::resting::Resting;
use super::voice::{self, Voices};
use rusqlite::Connection;

/// So many figures are waited for, even where the store has fewer: half a minute of work for who catches up.
const AT_LEAST: i64 = 4_000_000;

/// How far the work that is put off has come: ids of the last rows that it was done for.
#[derive(Clone, Copy, Debug)]
struct Marks {
    report: i64,
    sentence: i64,
    /// The last figure that was taken into `effective` and chosen among the others.
    figure: i64,
}

/// The work that is put off.
#[derive(Debug)]
pub(super) struct Unsettled {
    voices: Voices,
    done: Marks,
    /// As it was at the last commit.
    committed: Marks,
    choose: String,
    /// Others have put their work off, or changed what ours rests on: they were killed, or go on beside us.
    behind: bool,
}

impl Unsettled {
    /// Begins to note what changes.
    pub(super) fn new(connection: &Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(
            "CREATE TEMP TABLE touched (series_id INTEGER, period_start TEXT, period_end TEXT,
               PRIMARY KEY (series_id, period_start, period_end)) WITHOUT ROWID;
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
        let done = last_rows(connection)?;
        let behind = !is_settled(connection)?;
        Ok(Self { voices: Voices::default(), done, committed: done, choose, behind })
    }

    /// Notes that the rows of a report were removed: the next ones may get their ids.
    pub(super) fn removed(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let last = last_rows(connection)?;
        let done = &mut self.done;
        done.report = done.report.min(last.report);
        done.sentence = done.sentence.min(last.sentence);
        done.figure = done.figure.min(last.figure);
        Ok(())
    }

    /// Notes that a report was stored, that its day changed, or that its figures came into force or went out of it.
    pub(super) fn report_changed(
        &mut self,
        connection: &Connection,
        report: i64,
    ) -> rusqlite::Result<()> {
        self.voices.changed(report);
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO touched
                 SELECT series_id, period_start, period_end FROM effective
                 WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = ?1)",
            )?
            .execute([report])?;
        Ok(())
    }

    /// Shows full text search what was added.
    pub(super) fn index(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO report_fts (rowid, title, publisher)
                 SELECT report_id, title, publisher FROM report WHERE report_id > ?1",
            )?
            .execute([self.done.report])?;
        connection
            .prepare_cached(
                "INSERT INTO sentence_fts (rowid, quote)
                 SELECT sentence_id, quote FROM sentence WHERE sentence_id > ?1",
            )?
            .execute([self.done.sentence])?;
        let last = last_rows(connection)?;
        (self.done.report, self.done.sentence) = (last.report, last.sentence);
        Ok(())
    }

    /// Does what every commit brings up to date, and the choosing where it is due.
    pub(super) fn before_commit(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.index(connection)?;
        let touched = self.voices.settle(connection)?;
        voice::recount(connection, &touched)?;
        // Whoever is interrupted between storing and auditing has other figures than findings; this says so.
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO meta (key, value)
                 SELECT 'unaudited', 'findings' WHERE EXISTS (SELECT 1 FROM touched)
                   OR EXISTS (SELECT 1 FROM figure WHERE figure_id > ?1)",
            )?
            .execute([self.done.figure])?;
        if last_rows(connection)?.figure - self.done.figure >= self.done.figure.max(AT_LEAST) {
            return self.settle(connection);
        }
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO meta (key, value)
                 SELECT 'unsettled', 'observations' WHERE EXISTS (SELECT 1 FROM touched)
                   OR EXISTS (SELECT 1 FROM figure WHERE figure_id > ?1)",
            )?
            .execute([self.done.figure])?;
        Ok(())
    }

    /// Notes that another has written since the last commit: what it stored is searched already, and the rest cannot be known.
    pub(super) fn another_wrote(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.voices.forget();
        self.behind = true;
        self.done = last_rows(connection)?;
        self.committed = self.done;
        Ok(())
    }

    /// Notes that what was done is there to stay.
    pub(super) fn committed(&mut self) {
        self.committed = self.done;
    }

    /// Notes that all since the last commit was taken back.
    pub(super) fn taken_back(&mut self) {
        self.done = self.committed;
        self.voices.forget();
    }

    /// Lets the new figures count, chooses among those of every period that was touched, and says how far their series reach.
    pub(super) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.behind {
            choose_anew(connection)?;
            connection.execute_batch("DELETE FROM touched")?;
            self.done.figure = last_rows(connection)?.figure;
            return Ok(());
        }
        for sql in [
            // In the order of the table, so that neighbours go in together.
            "INSERT OR IGNORE INTO effective SELECT * FROM in_force WHERE figure_id > ?1
             ORDER BY series_id, period_start, period_end, figure_id",
            "INSERT OR IGNORE INTO touched
             SELECT series_id, period_start, period_end FROM effective WHERE figure_id > ?1",
        ] {
            connection.prepare_cached(sql)?.execute([self.done.figure])?;
        }
        self.done.figure = last_rows(connection)?.figure;
        let any = "SELECT EXISTS (SELECT 1 FROM touched)";
        if connection.prepare_cached(any)?.query_row([], |row| row.get(0))? {
            for sql in [
                "DELETE FROM chosen WHERE (series_id, period_start, period_end) IN
                   (SELECT series_id, period_start, period_end FROM touched)",
                &self.choose,
                "DELETE FROM series_extent WHERE series_id IN (SELECT series_id FROM touched)",
                "INSERT INTO series_extent
                 SELECT * FROM extent WHERE series_id IN (SELECT series_id FROM touched)",
                "INSERT OR IGNORE INTO underived SELECT s.ref_area, coalesce(s.counterpart_area, '')
                 FROM (SELECT DISTINCT series_id FROM touched) JOIN series AS s USING (series_id)",
                "DELETE FROM touched",
            ] {
                connection.prepare_cached(sql)?.execute([])?;
            }
        }
        connection.prepare_cached("DELETE FROM meta WHERE key = 'unsettled'")?.execute([])?;
        Ok(())
    }

    /// Stops noting.
    pub(super) fn leave(connection: &Connection) {
        // The connection may be closing after an error; temporary tables go with it in any case.
        let _ = connection.execute_batch(
            "DROP TRIGGER IF EXISTS temp.touched_by_delete; DROP TABLE IF EXISTS temp.touched",
        );
    }
}

/// Does what a process that was killed had put off. Nobody else may have the file open: see [`Store::open`].
///
/// [`Store::open`]: super::Store::open
pub(super) fn catch_up(connection: &Connection) -> rusqlite::Result<()> {
    if is_settled(connection)? {
        return Ok(());
    }
    let resting = Resting::of(connection)?;
    let caught_up = resting
        .begin(connection)
        .and_then(|()| choose_anew(connection))
        .and_then(|()| resting.commit(connection));
    if caught_up.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    caught_up
}

/// Lets every figure count, and chooses among all.
fn choose_anew(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT INTO effective SELECT * FROM in_force
           WHERE figure_id NOT IN (SELECT figure_id FROM effective)
           ORDER BY series_id, period_start, period_end, figure_id;
         DELETE FROM chosen; INSERT INTO chosen SELECT * FROM choice;
         DELETE FROM series_extent; INSERT INTO series_extent SELECT * FROM extent;
         INSERT OR IGNORE INTO underived
           SELECT DISTINCT ref_area, coalesce(counterpart_area, '') FROM series;
         DELETE FROM meta WHERE key = 'unsettled'",
    )
}

/// Whether `effective`, `chosen` and `series_extent` are what the figures make them.
pub(super) fn is_settled(connection: &Connection) -> rusqlite::Result<bool> {
    let lacking = "SELECT NOT EXISTS (SELECT 1 FROM meta WHERE key = 'unsettled')";
    connection.query_row(lacking, [], |row| row.get(0))
}

fn last_rows(connection: &Connection) -> rusqlite::Result<Marks> {
    connection
        .prepare_cached(
            "SELECT coalesce((SELECT max(report_id) FROM report), 0),
               coalesce((SELECT max(sentence_id) FROM sentence), 0),
               coalesce((SELECT max(figure_id) FROM figure), 0)",
        )?
        .query_row([], |row| {
            Ok(Marks { report: row.get(0)?, sentence: row.get(1)?, figure: row.get(2)? })
        })
}
