//! A finding as it is shown: to people, to programs, to the store.

use super::audit_words::{self, Told};
use super::safe::{line, wrapped};
use super::table::{Cell, Column};
use crate::derive::Finding;
use crate::model::Claims;
use crate::store::{Acknowledged, FigureRow, NewFinding};
use std::collections::HashMap;

/// What programs get of a finding.
pub(super) const COLUMNS: [Column; 9] = [
    Column::plain("key"),
    Column::plain("severity"),
    Column::plain("kind"),
    Column::plain("series"),
    Column::plain("period"),
    Column::plain("arithmetic"),
    Column::plain("reading"),
    Column::plain("figures"),
    Column::plain("acknowledged"),
];

/// A finding with all that is told of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) told: Told,
    pub(super) acknowledged: Option<Acknowledged>,
    figures: Vec<FigureRow<'static>>,
}

impl Entry {
    /// `None` where one of its figures is not there.
    pub(super) fn new(
        claims: &Claims,
        rows: &HashMap<i64, FigureRow<'static>>,
        seen: &HashMap<String, Acknowledged>,
        finding: &Finding,
    ) -> Option<Self> {
        let told = audit_words::tell(claims, rows, finding)?;
        let row = |place: &usize| rows.get(&claims.claims.get(*place)?.figure).cloned();
        let figures = finding.figures().iter().filter_map(row).collect();
        Some(Self { acknowledged: seen.get(&told.key).cloned(), told, figures })
    }

    /// As the store keeps it.
    pub(super) fn kept(&self) -> NewFinding {
        let told = &self.told;
        NewFinding {
            key: told.key.clone(),
            kind: told.kind,
            severity: told.severity,
            series: told.series,
            period: told.period.clone(),
            arithmetic: told.arithmetic.clone(),
            reading: told.reading(),
            figures: self.figures.iter().map(|figure| figure.figure_key.to_string()).collect(),
        }
    }

    pub(super) fn json(&self) -> serde_json::Value {
        let told = &self.told;
        let figures: Vec<_> = self
            .figures
            .iter()
            .map(|figure| {
                serde_json::json!({
                    "figure_key": figure.figure_key, "series": figure.series, "period": figure.period,
                    "value": figure.value, "value_high": figure.value_high, "unit": figure.unit,
                    "qualifier": figure.qualifier, "status": figure.status, "quote": figure.quote,
                    "title": figure.title, "publisher": figure.publisher,
                    "published": figure.published, "url": figure.url, "source": figure.source,
                })
            })
            .collect();
        let seen = self.acknowledged.as_ref();
        let seen = seen.map(|seen| serde_json::json!({ "on": seen.on, "note": seen.note }));
        serde_json::json!({
            "key": told.key, "kind": told.kind, "severity": told.severity,
            "series": told.series_name, "period": told.period, "arithmetic": told.arithmetic,
            "steps": told.steps, "readings": told.readings, "figures": figures,
            "acknowledged": seen,
        })
    }

    pub(super) fn cells(&self) -> Vec<Cell> {
        let told = &self.told;
        let keys: Vec<_> = self.figures.iter().map(|figure| &*figure.figure_key).collect();
        vec![
            Cell::new(&told.key),
            Cell::new(told.severity.code()),
            Cell::new(told.kind.code()),
            Cell::new(&told.series_name),
            Cell::new(told.period.as_deref().unwrap_or_default()),
            Cell::new(&told.arithmetic),
            Cell::new(told.reading().unwrap_or_default()),
            Cell::new(keys.join(" ")),
            Cell::new(self.acknowledged.as_ref().map_or("", |seen| seen.on.as_str())),
        ]
    }

    /// A finding as people read it: what does not come out, why, and the sentences.
    pub(super) fn words(&self, width: u16) -> String {
        let told = &self.told;
        let head = format!(
            "{} {} · {} · {}{} · {}",
            told.mark(),
            told.severity,
            told.kind,
            told.series_name,
            told.shown_period.as_ref().map(|period| format!(" · {period}")).unwrap_or_default(),
            told.key
        );
        let mut text = format!("{}\n", line(&head));
        text.push_str(&wrapped(&line(&told.arithmetic), 2, width));
        for reading in &told.readings {
            text.push_str(&wrapped(&format!("→ {}", line(reading)), 2, width));
        }
        let mut quoted: Vec<&str> = Vec::new();
        for figure in &self.figures {
            if !quoted.contains(&&*figure.quote) {
                quoted.push(&figure.quote);
                let quote = format!("“{}” {}", line(&figure.quote), line(&source(figure)));
                text.push_str(&wrapped(&quote, 4, width));
            }
        }
        if let Some(seen) = &self.acknowledged {
            let note = seen.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
            text.push_str(&wrapped(&line(&format!("acknowledged on {}{note}", seen.on)), 2, width));
        }
        text.push('\n');
        text
    }
}

/// Who says it, and when.
fn source(figure: &FigureRow<'_>) -> String {
    let who = figure.publisher.as_deref().unwrap_or(&figure.source);
    match figure.published.as_deref() {
        Some(day) => format!("{who}, {day}"),
        None => who.to_owned(),
    }
}
