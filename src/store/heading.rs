//! What the numbers of a table stand under: captions, headings of columns and sections, each stored once a report.

use crate::model::Span;
use crate::model::Text;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// The headings of one report that are stored already.
#[derive(Default)]
pub(super) struct Headings {
    ids: HashMap<Span, i64>,
}

impl Headings {
    /// Stores that a figure stands under these headings, in their order.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        (report, figure): (i64, i64),
        spans: &[Span],
        text: &Text<'_>,
    ) -> rusqlite::Result<()> {
        for (nth, &span) in spans.iter().enumerate() {
            let id = if let Some(&id) = self.ids.get(&span) {
                id
            } else {
                let id = connection
                        .prepare_cached(
                            "INSERT INTO heading (report_id, char_start, char_end, at) VALUES (?1, ?2, ?3, ?4)",
                        )?
                        .insert(params![report, span.start, span.end, text.slice(span)])?;
                self.ids.insert(span, id);
                id
            };
            connection
                .prepare_cached(
                    "INSERT INTO figure_heading (figure_id, nth, heading_id) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![figure, nth, id])?;
        }
        Ok(())
    }
}

/// Removes the headings of a report. Its figures must still be there.
pub(super) fn remove(connection: &Connection, report: i64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM figure_heading WHERE heading_id IN (SELECT heading_id FROM heading WHERE report_id = ?1)",
        "DELETE FROM heading WHERE report_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([report])?;
    }
    Ok(())
}
