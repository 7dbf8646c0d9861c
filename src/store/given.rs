//! What a person said of a report: it stands above its file, its manifest and its page whenever the report is read again.

use super::error::StoreError;
use super::ingest::Ingest;
use super::key;
use super::open::Store;
use super::remove::report_id;
use crate::model::{Extraction, Language, Published, PublishedBasis, Report};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::HashMap;

/// What was said of one report; what was not said is left to its file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its public address.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<Language>,
    /// Its day of publication.
    pub published: Option<NaiveDate>,
}

impl Given {
    /// Puts what was said in the place of what a report says of itself.
    pub fn apply(&self, report: &mut Report) {
        let put = |place: &mut Option<String>, said: &Option<String>| {
            if said.is_some() {
                place.clone_from(said);
            }
        };
        put(&mut report.title, &self.title);
        put(&mut report.publisher, &self.publisher);
        put(&mut report.url, &self.url);
        report.language = self.language.or(report.language);
        let day = self.published.map(|day| Published { day, basis: PublishedBasis::Given });
        report.published = day.or(report.published);
    }

    /// Takes back what was said: the report is left with nothing in its place.
    pub fn withdraw(&self, report: &mut Report) {
        let clear = |place: &mut Option<String>, said: &Option<String>| {
            if said.is_some() {
                *place = None;
            }
        };
        clear(&mut report.title, &self.title);
        clear(&mut report.publisher, &self.publisher);
        clear(&mut report.url, &self.url);
        report.language = report.language.filter(|_| self.language.is_none());
        report.published = report.published.filter(|_| self.published.is_none());
    }

    /// These words, and of what they do not speak the earlier ones.
    #[must_use]
    pub fn or(self, earlier: &Self) -> Self {
        let or = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
        Self {
            title: or(self.title, &earlier.title),
            publisher: or(self.publisher, &earlier.publisher),
            url: or(self.url, &earlier.url),
            language: self.language.or(earlier.language),
            published: self.published.or(earlier.published),
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was said of all reports: few, so they are kept at hand while thousands are read, by as many threads as like.
#[derive(Clone, Debug, Default)]
pub struct Givens(HashMap<String, Given>);

impl Givens {
    /// What was said of this text in the place of what the report says of itself, save where `now` speaks: that is newer.
    pub fn apply(&self, report: &mut Report, now: &Given) {
        if !self.0.is_empty()
            && let Some(given) = self.0.get(&key::content(&report.text))
        {
            now.clone().or(given).apply(report);
        }
    }
}

const COLUMNS: &str = "title, publisher, url, language, published";

fn given(row: &Row<'_>) -> rusqlite::Result<Given> {
    Ok(Given {
        title: row.get(0)?,
        publisher: row.get(1)?,
        url: row.get(2)?,
        language: row.get::<_, Option<String>>(3)?.and_then(|code| code.parse().ok()),
        published: row.get::<_, Option<String>>(4)?.and_then(|day| day.parse().ok()),
    })
}

impl Store {
    /// What was said of reports, those that were removed included.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn givens(&self) -> Result<Givens, StoreError> {
        let read = || -> rusqlite::Result<_> {
            let sql = format!("SELECT {COLUMNS}, sha256 FROM report_given");
            self.connection
                .prepare(&sql)?
                .query_map([], |row| Ok((row.get(5)?, given(row)?)))?
                .collect::<rusqlite::Result<HashMap<_, _>>>()
        };
        read().map(Givens).map_err(self.failed("reading what was said of reports"))
    }

    /// What was said of one report; empty where nothing was.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn given(&self, report: i64) -> Result<Given, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM report_given WHERE sha256 = (SELECT sha256 FROM report WHERE report_id = ?1)"
        );
        let said = self.connection.query_row(&sql, [report], given).optional();
        said.map(Option::unwrap_or_default)
            .map_err(self.failed("reading what was said of a report"))
    }
}

impl Ingest<'_> {
    /// Keeps what is said of a report that is in the store, in the place of what was said before, and stores its extraction
    /// anew; both or neither.
    ///
    /// # Errors
    /// When the report is there no more, the extraction does not fit the text, or the store cannot be written.
    pub fn set(
        &mut self,
        said: &Given,
        report: &Report,
        extraction: &Extraction,
    ) -> Result<(), StoreError> {
        self.begin()?;
        let sha256 = key::content(&report.text);
        let id = report_id(self.connection(), &sha256).map_err(self.failed())?;
        let gone = || StoreError::NoReport { report: report.source.clone() };
        self.replace(id.ok_or_else(gone)?, report, extraction)?;
        let written = if said.is_empty() {
            self.connection().execute("DELETE FROM report_given WHERE sha256 = ?1", [sha256])
        } else {
            self.connection().execute(
                &format!("INSERT OR REPLACE INTO report_given (sha256, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
                params![
                    sha256,
                    said.title,
                    said.publisher,
                    said.url,
                    said.language.as_ref().map(Language::as_str),
                    said.published.map(|day| day.to_string()),
                ],
            )
        };
        written.map(drop).map_err(self.failed())
    }
}
