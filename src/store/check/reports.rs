//! The texts are those that were read, and every quote and number stands in them where it is said to stand.

use super::Checked;
use crate::model::Span;
use crate::model::Text;
use crate::store::key;
use rusqlite::{Connection, Row};

/// How a report is called in a fault, and what reads it anew.
const ANEW: &str = "take these reports out and read them anew: ‘tradestat remove ID’, then ‘tradestat ingest FILE’";

/// A report as the looks need it.
struct Stored {
    id: i64,
    sha256: String,
    source: String,
    text: String,
}

impl Stored {
    fn called(&self) -> String {
        format!(
            "report {} ({})",
            &self.sha256.get(..key::SHORT).unwrap_or(&self.sha256),
            self.source
        )
    }
}

fn each_report(
    connection: &Connection,
    mut look: impl FnMut(&Stored) -> rusqlite::Result<()>,
) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare(
        "SELECT r.report_id, r.sha256, r.source, t.text FROM report AS r JOIN report_text AS t USING (report_id)
         ORDER BY r.report_id",
    )?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        look(&Stored {
            id: row.get(0)?,
            sha256: row.get(1)?,
            source: row.get(2)?,
            text: row.get(3)?,
        })?;
        count += 1;
    }
    Ok(count)
}

pub(super) fn texts(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut checked = Checked::new("reports", "");
    ANEW.clone_into(&mut checked.remedy);
    checked.faults_of(
        connection,
        "SELECT printf('report %s (%s): its text is missing', substr(sha256, 1, ?1), source) FROM report
         WHERE report_id NOT IN (SELECT report_id FROM report_text)",
        [key::SHORT],
    )?;
    // A report that a later edition of itself took the place of would never count again.
    checked.faults_of(
        connection,
        "SELECT printf('report %s (%s): is superseded by itself', substr(sha256, 1, ?1), source) FROM report AS r
         WHERE superseded_by IS NOT NULL AND EXISTS (
           WITH RECURSIVE later (id) AS (
             SELECT r.superseded_by
             UNION SELECT superseded_by FROM report JOIN later ON report_id = id WHERE superseded_by IS NOT NULL)
           SELECT 1 FROM later WHERE id = r.report_id)",
        [key::SHORT],
    )?;
    let count = each_report(connection, |report| {
        if key::content(&report.text) != report.sha256 {
            checked.fault(format!("{}: its text was changed after it was read", report.called()));
        }
        Ok(())
    })?;
    checked.promise = format!("{count} texts are whole and as they were read");
    Ok(checked)
}

pub(super) fn quotes(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut checked = Checked::new("quotes", "");
    ANEW.clone_into(&mut checked.remedy);
    let mut sentences = connection.prepare(
        "SELECT char_start, char_end, quote FROM sentence WHERE report_id = ?1 ORDER BY sentence_id",
    )?;
    let mut mentions = connection.prepare(
        "SELECT m.char_start, m.char_end FROM sentence AS s JOIN mention AS m USING (sentence_id)
         WHERE s.report_id = ?1 AND m.char_start NOT BETWEEN s.char_start AND s.char_end - 1",
    )?;
    let mut figures = connection.prepare(
        "SELECT f.char_start, f.char_end, f.at, f.figure_key, s.report_id = f.report_id
             AND f.char_start BETWEEN s.char_start AND s.char_end - 1,
           m.mention_id IS NULL OR (m.char_start, m.char_end) = (f.char_start, f.char_end)
         FROM figure AS f LEFT JOIN sentence AS s USING (sentence_id) LEFT JOIN mention AS m USING (mention_id)
         WHERE f.report_id = ?1 ORDER BY f.figure_id",
    )?;
    let mut headings =
        connection.prepare("SELECT char_start, char_end, at FROM heading WHERE report_id = ?1")?;
    let mut sources = connection.prepare(
        "SELECT source_start, source_end, source_at FROM figure WHERE report_id = ?1 AND source_at IS NOT NULL",
    )?;
    let (mut n_sentences, mut n_figures) = (0_u64, 0_u64);
    each_report(connection, |report| {
        let text = Text::new(&report.text);
        let mut wrong = |what: &str, span: Span| {
            checked.fault(format!("{}: {what} at {}–{}", report.called(), span.start, span.end));
        };
        let mut rows = sentences.query([report.id])?;
        while let Some(row) = rows.next()? {
            n_sentences += 1;
            let (span, quote) = (span(row)?, row.get_ref(2)?.as_str()?);
            if text.slice(span) != Some(quote) {
                wrong("a quote does not stand in the text", span);
            }
        }
        let mut rows = headings.query([report.id])?;
        while let Some(row) = rows.next()? {
            let (span, at) = (span(row)?, row.get_ref(2)?.as_str()?);
            if text.slice(span) != Some(at) {
                wrong("the heading of a table does not stand in the text", span);
            }
        }
        let mut rows = sources.query([report.id])?;
        while let Some(row) = rows.next()? {
            let (span, at) = (span(row)?, row.get_ref(2)?.as_str()?);
            if text.slice(span) != Some(at) {
                wrong(&format!("who counts, ‘{at}’, does not stand in the text"), span);
            }
        }
        let mut rows = mentions.query([report.id])?;
        while let Some(row) = rows.next()? {
            wrong("a mention stands outside its quote", span(row)?);
        }
        let mut rows = figures.query([report.id])?;
        let (mut before, mut nth) = (None, 0);
        while let Some(row) = rows.next()? {
            n_figures += 1;
            let (span, at) = (span(row)?, row.get_ref(2)?.as_str()?);
            nth = if before == Some(span) { nth + 1 } else { 0 };
            before = Some(span);
            if text.slice(span) != Some(at) {
                wrong(&format!("the number ‘{at}’ does not stand in the text"), span);
            }
            if row.get_ref(3)?.as_str()? != key::figure_key(&report.sha256, span, nth) {
                wrong(&format!("the key of ‘{at}’ is not its own"), span);
            }
            if !row.get::<_, bool>(4)? || !row.get::<_, bool>(5)? {
                wrong(&format!("‘{at}’ is tied to another place of the text"), span);
            }
        }
        Ok(())
    })?;
    checked.promise = format!(
        "{n_sentences} quotes and {n_figures} numbers stand in their texts where they are said to stand"
    );
    Ok(checked)
}

fn span(row: &Row<'_>) -> rusqlite::Result<Span> {
    Ok(Span { start: row.get(0)?, end: row.get(1)? })
}
