//! Reports out: what is in the store, and one report as it was read.

use super::error::StoreError;
use super::key;
use super::open::Store;
use super::rows::ReportRow;
use crate::model::{Extractor, Published, PublishedBasis, Report};
use rusqlite::{Row, params};
use std::borrow::Cow;

const COLUMNS: &str =
    "report_id, sha256, source, title, publisher, url, language, published, published_basis,
  (SELECT count(*) FROM figure AS f WHERE f.report_id = r.report_id), superseded_by IS NOT NULL,
  (SELECT f.sha256 FROM report AS f WHERE f.report_id = r.repeats),
  (SELECT count(*) FROM report_page AS p WHERE p.report_id = r.report_id), extractor";

impl Store {
    /// Every report, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reports(&self) -> Result<Vec<ReportRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<ReportRow>> {
            self.connection
                .prepare(&format!(
                    "SELECT {COLUMNS} FROM report AS r ORDER BY published DESC, source, report_id"
                ))?
                .query_map([], report_row)?
                .collect()
        };
        read().map_err(self.failed("listing reports"))
    }

    /// The reports whose SHA-256 begins so; one, where enough of it is given.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reports_beginning(&self, id: &str) -> Result<Vec<ReportRow>, StoreError> {
        let id = id.to_ascii_lowercase();
        let read = || -> rusqlite::Result<Vec<ReportRow>> {
            // Between the beginning and itself with a letter that comes after all digits: the index finds it.
            self.connection
                .prepare(&format!(
                    "SELECT {COLUMNS} FROM report AS r WHERE sha256 BETWEEN ?1 AND ?1 || 'g' ORDER BY sha256"
                ))?
                .query_map([id], report_row)?
                .collect()
        };
        read().map_err(self.failed("looking for a report"))
    }

    /// The reports whose source a pattern describes: `*` stands for any letters, also for `/`, `?` for one, `[abc]` for one
    /// of some. Case matters.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reports_from(&self, pattern: &str) -> Result<Vec<ReportRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<ReportRow>> {
            self.connection
                .prepare(&format!(
                    "SELECT {COLUMNS} FROM report AS r WHERE source GLOB ?1
                       OR EXISTS (SELECT 1 FROM report_source AS s WHERE s.report_id = r.report_id AND s.source GLOB ?1)
                     ORDER BY source, report_id"
                ))?
                .query_map([pattern], report_row)?
                .collect()
        };
        read().map_err(self.failed("looking for reports"))
    }

    /// A report as it was read, text included: what its extraction was made from. A day, and a language, that were found in
    /// the text are left open, so that they are found again.
    ///
    /// # Errors
    /// When there is none of this id, or the store cannot be read.
    pub fn report(&self, id: i64) -> Result<Report, StoreError> {
        let read = |row: &Row<'_>| {
            let day: Option<String> = row.get(5)?;
            let basis: Option<String> = row.get(6)?;
            let published = day
                .and_then(|day| day.parse().ok())
                .zip(basis.and_then(|basis| PublishedBasis::parse(&basis)))
                .map(|(day, basis)| Published { day, basis });
            let found = [PublishedBasis::Dateline, PublishedBasis::Content];
            let report = Report {
                text: row.get(0)?,
                source: row.get(1)?,
                title: row.get(2)?,
                publisher: row.get(3)?,
                url: row.get(4)?,
                language: None,
                published: published.filter(|published| !found.contains(&published.basis)),
                ..Report::default()
            };
            let language: String = row.get(7)?;
            let (sha256, fingerprint): (String, String) = (row.get(8)?, row.get(11)?);
            let name = Cow::Owned(row.get(9)?);
            let extractor = Extractor { name, version: row.get(10)?, answer: None };
            // Whether the language was given, nothing tells but the hash of all that was.
            let given = Report { language: language.parse().ok(), ..report.clone() };
            let was_given = key::fingerprint(&given, &sha256, &extractor) == fingerprint;
            Ok(if was_given { given } else { report })
        };
        let mut report = self
            .connection
            .query_row(
                "SELECT t.text, r.source, r.title, r.publisher, r.url, r.published, r.published_basis, r.language,
                   r.sha256, r.extractor, r.extractor_version, r.fingerprint
                 FROM report AS r JOIN report_text AS t USING (report_id) WHERE r.report_id = ?1",
                params![id],
                read,
            )
            .map_err(self.failed("reading a report"))?;
        let pages = || -> rusqlite::Result<Vec<usize>> {
            self.connection
                .prepare("SELECT char_start FROM report_page WHERE report_id = ?1 ORDER BY page")?
                .query_map([id], |row| row.get(0))?
                .collect()
        };
        report.pages = pages().map_err(self.failed("reading a report"))?;
        Ok(report)
    }
}

fn report_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    let day: Option<String> = row.get(7)?;
    let basis: Option<String> = row.get(8)?;
    Ok(ReportRow {
        id: row.get(0)?,
        sha256: row.get(1)?,
        source: row.get(2)?,
        title: row.get(3)?,
        publisher: row.get(4)?,
        url: row.get(5)?,
        language: row.get(6)?,
        published: day.and_then(|day| day.parse().ok()),
        published_basis: basis.and_then(|basis| PublishedBasis::parse(&basis)),
        figures: row.get(9)?,
        is_superseded: row.get(10)?,
        repeats: row.get(11)?,
        pages: row.get(12)?,
        extractor: row.get(13)?,
    })
}
