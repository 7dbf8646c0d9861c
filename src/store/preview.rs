//! What an ingestion would change, without a byte written.
//!
//! The store is read as it is; what earlier reports of the same run would have put into it is remembered beside it. So a store
//! that is not there yet, or may not be written, is no hindrance.

use super::error::StoreError;
use super::ingest::Outcome;
use super::key;
use super::number::Number;
use super::open::Store;
use super::plan::{Known, Plan, plan};
use super::rows::{number, number_or_null};
use crate::model::{AreaCode, Extraction, Extractor, Figure, Period, Report, Unit};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// An ingestion that stores nothing.
#[derive(Debug)]
pub struct Preview<'s> {
    store: Option<&'s Store>,
    extractor: Extractor,
    /// The texts that were new in this run, by their hash: where they were read first.
    added: HashMap<String, String>,
}

/// What would become of a report and its figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What would become of the report.
    pub outcome: Outcome,
    /// What would become of its figures, in their order; those that stay are left out.
    pub figures: Vec<FigureChange>,
}

/// What would become of a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureChange {
    /// What it tells of: `turnover level RU-TA CN 2023`.
    pub subject: String,
    /// What the store says; `None` for a figure that would be added.
    pub before: Option<String>,
    /// What it would say; `None` for one that would count no more.
    pub after: Option<String>,
}

impl<'s> Preview<'s> {
    /// Begins, on a store or on none.
    #[must_use]
    pub fn of(store: Option<&'s Store>, extractor_version: u32) -> Self {
        Self { store, extractor: Extractor::own(extractor_version), added: HashMap::new() }
    }

    /// The reports that are in the store now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self) -> Result<Known, StoreError> {
        let Some(store) = self.store else {
            return Ok(Known::nothing(self.extractor.clone()));
        };
        Known::of(&store.connection, self.extractor.clone())
            .map_err(store.failed("reading what is known"))
    }

    /// What would become of a report that the store has as it is; `None` where its figures have to be looked at.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn keep(&self, report: &Report) -> Result<Option<Outcome>, StoreError> {
        let Some(store) = self.store else { return Ok(None) };
        let sha256 = key::content(&report.text);
        let fingerprint = key::fingerprint(report, &sha256, &self.extractor);
        let look = || -> rusqlite::Result<Option<Outcome>> {
            let connection = &store.connection;
            let (id, outcome) =
                match plan(connection, report, &self.extractor, &sha256, &fingerprint)? {
                    Plan::Keep { id } => (id, Outcome::Unchanged),
                    Plan::Duplicate { id, of } => (id, Outcome::Duplicate { of }),
                    Plan::Add | Plan::Replace { .. } | Plan::TakeOver { .. } => {
                        return Ok(None);
                    }
                };
            Ok(superseded(connection, report, Some(id))?.is_none().then_some(outcome))
        };
        look().map_err(store.failed("looking at what would change"))
    }

    /// What storing this report would do.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn put(&mut self, report: &Report, extraction: &Extraction) -> Result<Change, StoreError> {
        let extractor = self.extractor.clone();
        self.put_from(report, extraction, &extractor)
    }

    /// What storing what another extractor says of this report would do, or this one elsewhere.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn put_from(
        &mut self,
        report: &Report,
        extraction: &Extraction,
        extractor: &Extractor,
    ) -> Result<Change, StoreError> {
        let sha256 = key::content(&report.text);
        let change = match self.store {
            Some(store) => self
                .change(&store.connection, report, &sha256, (extraction, extractor))
                .map_err(store.failed("looking at what would change"))?,
            None => self.first(&sha256, extraction),
        };
        self.added.entry(sha256).or_insert_with(|| report.source.clone());
        Ok(change)
    }

    /// What becomes of a text that the store does not have.
    fn first(&self, sha256: &str, extraction: &Extraction) -> Change {
        match self.added.get(sha256) {
            Some(of) => {
                Change { outcome: Outcome::Duplicate { of: of.clone() }, figures: Vec::new() }
            }
            None => Change {
                outcome: Outcome::Added,
                figures: compared(Vec::new(), &extraction.figures),
            },
        }
    }

    fn change(
        &self,
        connection: &Connection,
        report: &Report,
        sha256: &str,
        (extraction, extractor): (&Extraction, &Extractor),
    ) -> rusqlite::Result<Change> {
        let fingerprint = key::fingerprint(report, sha256, extractor);
        let (id, mut change) = match plan(connection, report, extractor, sha256, &fingerprint)? {
            Plan::Add => (None, self.first(sha256, extraction)),
            Plan::Keep { id } => {
                (Some(id), Change { outcome: Outcome::Unchanged, figures: Vec::new() })
            }
            Plan::Duplicate { id, of } => {
                (Some(id), Change { outcome: Outcome::Duplicate { of }, figures: Vec::new() })
            }
            Plan::Replace { id } => {
                let figures = compared(stored(connection, id)?, &extraction.figures);
                (Some(id), Change { outcome: Outcome::Replaced, figures })
            }
            Plan::TakeOver { id, of } => {
                let figures = compared(stored(connection, id)?, &extraction.figures);
                (Some(id), Change { outcome: Outcome::Duplicate { of }, figures })
            }
        };
        if let Some(old) = superseded(connection, report, id)? {
            change.outcome = Outcome::Superseded { old };
            change.figures = compared(stored(connection, old)?, &extraction.figures);
        }
        Ok(change)
    }
}

/// The report that would be superseded by this one, as when it is stored: what its file held before, unless another file still
/// holds that.
fn superseded(
    connection: &Connection,
    report: &Report,
    id: Option<i64>,
) -> rusqlite::Result<Option<i64>> {
    let before: Option<i64> = connection
        .prepare_cached(
            "SELECT report_id FROM report_source AS s WHERE source = ?1 AND NOT EXISTS (
               SELECT 1 FROM report_source AS o WHERE o.report_id = s.report_id AND o.source <> ?1)",
        )?
        .query_row([&report.source], |row| row.get(0))
        .optional()?;
    Ok(before.filter(|&before| Some(before) != id && report.source != "-"))
}

/// What a figure tells of and what it says, both in words and codes that people know from the tables.
type Told = (String, String);

/// The figures of a report, as they are stored.
fn stored(connection: &Connection, report: i64) -> rusqlite::Result<Vec<Told>> {
    connection
        .prepare_cached(
            "SELECT concat_ws(' ', indicator, transform, ref_area, counterpart_area, product, period,
               iif(status = 'planned', status, NULL)), qualifier, value, value_exact, value_high, value_high_exact, unit
             FROM figure WHERE report_id = ?1 ORDER BY char_start, figure_id",
        )?
        .query_map([report], |row| {
            let (qualifier, unit): (String, Option<String>) = (row.get(1)?, row.get(6)?);
            let said = said(&qualifier, number(row, 2)?, number_or_null(row, 4)?, unit.as_deref());
            Ok((row.get(0)?, said))
        })?
        .collect()
}

fn told(figure: &Figure) -> Told {
    let period = figure.period.map(Period::code);
    let status = figure.status.code();
    let words = [
        Some(figure.indicator.code()),
        Some(figure.transform.code()),
        figure.ref_area.as_ref().map(AreaCode::as_str),
        figure.counterpart_area.as_ref().map(AreaCode::as_str),
        figure.product.as_deref(),
        period.as_deref(),
        (status == "planned").then_some(status),
    ];
    let amount = &figure.amount;
    let unit = amount.unit.as_ref().map(Unit::code);
    let said =
        said(amount.qualifier.code(), amount.value.into(), amount.high.map(Number::from), unit);
    (words.into_iter().flatten().collect::<Vec<_>>().join(" "), said)
}

fn said(qualifier: &str, value: Number, high: Option<Number>, unit: Option<&str>) -> String {
    let hedge = if qualifier == "exactly" { String::new() } else { format!("{qualifier} ") };
    let high = high.map(|high| format!("–{high}")).unwrap_or_default();
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{hedge}{value}{high}{unit}")
}

/// What changes from some figures to others: those of one subject that say the same stay, the others take each other's place.
fn compared(before: Vec<Told>, after: &[Figure]) -> Vec<FigureChange> {
    let mut left: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (subject, said) in before {
        left.entry(subject).or_default().push(said);
    }
    let mut news: Vec<Told> = after.iter().map(told).collect();
    news.retain(|(subject, said)| {
        let stays = left
            .get_mut(subject)
            .and_then(|old| old.iter().position(|old| old == said).map(|place| old.remove(place)));
        stays.is_none()
    });
    let mut changes = Vec::new();
    for (subject, said) in news {
        let before = left.get_mut(&subject).filter(|old| !old.is_empty()).map(|old| old.remove(0));
        changes.push(FigureChange { subject, before, after: Some(said) });
    }
    for (subject, old) in left {
        let gone =
            |said| FigureChange { subject: subject.clone(), before: Some(said), after: None };
        changes.extend(old.into_iter().map(gone));
    }
    changes
}
