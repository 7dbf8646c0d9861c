//! What is to be done with a report, by what the store has of it.

use super::key;
use super::rows::{text, text_or_null};
use crate::model::{Extractor, PublishedBasis, Report};
use rusqlite::{Connection, params};
use std::collections::HashSet;

/// The reports that a store has as they are, to be asked by as many threads as like: a report it holds needs no extraction.
/// What was stored since is not known to it.
#[derive(Clone, Debug)]
pub struct Known {
    extractor: Extractor,
    fingerprints: HashSet<u64>,
}

impl Known {
    /// Of a store that is not there yet.
    pub(super) fn nothing(extractor: Extractor) -> Self {
        Self { extractor, fingerprints: HashSet::new() }
    }

    pub(super) fn of(connection: &Connection, extractor: Extractor) -> rusqlite::Result<Self> {
        let fingerprints = connection
            .prepare("SELECT fingerprint FROM report")?
            .query_map([], |row| Ok(beginning(row.get_ref(0)?.as_str()?)))?
            .collect::<Result<_, _>>()?;
        Ok(Self { extractor, fingerprints })
    }

    /// Whether the store has this report as it is. Now and then it is mistaken about one; [`super::Ingest::keep`] knows.
    #[must_use]
    pub fn holds(&self, report: &Report) -> bool {
        if self.fingerprints.is_empty() {
            return false;
        }
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, &self.extractor);
        self.fingerprints.contains(&beginning(&fingerprint))
    }
}

/// The first sixteen digits of a fingerprint.
fn beginning(fingerprint: &str) -> u64 {
    fingerprint
        .get(..16)
        .and_then(|digits| u64::from_str_radix(digits, 16).ok())
        .unwrap_or_default()
}

/// What is to be done with a report.
pub(super) enum Plan {
    Add,
    Replace {
        id: i64,
    },
    Keep {
        id: i64,
    },
    Duplicate {
        id: i64,
        of: String,
    },
    /// A duplicate whose file is the one to speak for the text.
    TakeOver {
        id: i64,
        of: String,
    },
}

/// A day that is said of the report, not read in its text, where it is the same for all files; none comes last.
fn own_day<'a>(day: Option<&'a str>, basis: Option<&str>) -> &'a str {
    let of_text = [PublishedBasis::Dateline, PublishedBasis::Content].map(PublishedBasis::code);
    day.filter(|_| basis.is_some_and(|basis| !of_text.contains(&basis))).unwrap_or("9999-12-31")
}

/// Says what is to be done with a report. Of several files that hold a text one speaks for it: one that says who published it
/// before one that does not, then the one that was published first, then the first by name; so it does not matter which was
/// read first.
pub(super) fn plan(
    connection: &Connection,
    report: &Report,
    extractor: &Extractor,
    sha256: &str,
    fingerprint: &str,
) -> rusqlite::Result<Plan> {
    let mut statement = connection.prepare_cached(
        "SELECT r.report_id, r.source, r.fingerprint, r.extractor = ?3 AND r.extractor_version = ?4,
           coalesce(r.title, r.publisher, r.url) IS NULL,
           r.source = ?2 OR EXISTS (SELECT 1 FROM report_source AS s WHERE s.source = r.source
             AND s.report_id <> r.report_id), r.published, r.published_basis
         FROM report AS r WHERE r.sha256 = ?1",
    )?;
    let mut rows =
        statement.query(params![sha256, report.source, extractor.name, extractor.version])?;
    let Some(known) = rows.next()? else { return Ok(Plan::Add) };
    let (id, of) = (known.get(0)?, text(known, 1)?);
    if text(known, 2)? == fingerprint {
        return Ok(Plan::Keep { id });
    }
    let (same_extractor, nameless, heir): (bool, bool, bool) =
        (known.get(3)?, known.get(4)?, known.get(5)?);
    let is_named = [&report.title, &report.publisher, &report.url].into_iter().any(Option::is_some);
    if heir || nameless && is_named || !same_extractor {
        // The file that speaks for this text is read again, or holds another text by now, or had nothing to say of it.
        return Ok(Plan::Replace { id });
    }
    let day = report.published.map(|published| published.day.to_string());
    let basis = report.published.map(|published| published.basis.code());
    let own = (!is_named, own_day(day.as_deref(), basis), report.source.as_str());
    let other = (nameless, own_day(text_or_null(known, 6)?, text_or_null(known, 7)?), of);
    let of = of.to_owned();
    Ok(if own < other { Plan::TakeOver { id, of } } else { Plan::Duplicate { id, of } })
}
