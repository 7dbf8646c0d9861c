//! What is to be done with a report, by what the store has of it.

use super::key;
use crate::model::{Extractor, Report};
use rusqlite::{Connection, OptionalExtension, params};
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
    Replace { id: i64 },
    Keep { id: i64 },
    Duplicate { id: i64, of: String },
}

/// Says what is to be done with a report.
pub(super) fn plan(
    connection: &Connection,
    report: &Report,
    extractor: &Extractor,
    sha256: &str,
    fingerprint: &str,
) -> rusqlite::Result<Plan> {
    let known = connection
            .prepare_cached(
                "SELECT r.report_id, r.source, r.fingerprint, r.extractor = ?3 AND r.extractor_version = ?4,
                   coalesce(r.title, r.publisher, r.url) IS NULL,
                   r.source = ?2 OR EXISTS (SELECT 1 FROM report_source AS s WHERE s.source = r.source
                     AND s.report_id <> r.report_id)
                 FROM report AS r WHERE r.sha256 = ?1",
            )?
            .query_row(params![sha256, report.source, extractor.name, extractor.version], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, bool>(3)?,
                    row.get::<_, bool>(4)?,
                    row.get::<_, bool>(5)?,
                ))
            })
            .optional()?;
    let Some((id, source, known_fingerprint, same_extractor, nameless, heir)) = known else {
        return Ok(Plan::Add);
    };
    let plan = if known_fingerprint == fingerprint {
        Plan::Keep { id }
    } else if heir || nameless || !same_extractor {
        // The file that speaks for this text is read again, or holds another text by now, or had nothing to say of it.
        Plan::Replace { id }
    } else {
        Plan::Duplicate { id, of: source }
    };
    Ok(plan)
}
