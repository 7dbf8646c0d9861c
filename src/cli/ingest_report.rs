//! What an ingestion did: counted while it goes on, printed at its end.

use super::console::{Console, unwritable};
use super::ingest_preview::FigureChanges;
use super::stop::Stop;
use crate::model::{Extraction, Indicator, Report};
use crate::read::Skipped;
use crate::store::{Counts, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Below this a figure's link is worth a look.
pub(super) const UNSURE: f64 = 0.5;

/// What became of the reports.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Files that are done, whatever came of them.
    pub(super) sources: usize,
    added: usize,
    unchanged: usize,
    replaced: usize,
    superseded: usize,
    duplicates: Vec<(String, String)>,
    numbers: usize,
    figures: usize,
    unsure: usize,
    without_period: usize,
    without_areas: usize,
    undated: Vec<String>,
    silent: Vec<String>,
    /// What could not be read, as it was told.
    pub(super) failed: Vec<String>,
    /// Files of folders that are no reports.
    pub(super) skipped: Vec<Skipped>,
    /// What the audit finds in the store now; `None` where it was not asked.
    pub(super) doubts: Option<Doubts>,
    /// What the store holds now.
    pub(super) store: Option<Counts>,
    /// What would become of the figures, where nothing was stored.
    pub(super) preview: Option<FigureChanges>,
}

/// How much the audit finds that is not acknowledged, notes apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Doubts {
    /// What cannot be true.
    pub(super) conflicts: usize,
    /// What is probably wrong or misread.
    pub(super) doubtful: usize,
}

impl Tally {
    /// Whether the store holds other figures than before.
    pub(super) fn has_changed(&self) -> bool {
        self.added + self.replaced + self.superseded > 0
    }

    /// Names a failure at once, and counts it.
    pub(super) fn fail(&mut self, problem: &dyn std::fmt::Display, console: &mut Console) {
        console.fail(problem);
        self.failed.push(problem.to_string());
    }

    /// A report that needed no extraction.
    pub(super) fn kept(&mut self, report: &Report, outcome: &Outcome) {
        match outcome {
            Outcome::Added => self.added += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Replaced => self.replaced += 1,
            Outcome::Superseded { .. } => self.superseded += 1,
            Outcome::Duplicate { of } => self.duplicates.push((report.source.clone(), of.clone())),
        }
    }

    /// A report that was extracted and stored.
    pub(super) fn put(&mut self, report: &Report, extraction: &Extraction, outcome: &Outcome) {
        self.kept(report, outcome);
        if matches!(outcome, Outcome::Unchanged | Outcome::Duplicate { .. }) {
            return;
        }
        let amounts = extraction.mentions.iter().filter(|m| m.meaning.amount().is_some());
        self.numbers += amounts.count();
        let figures = || extraction.figures.iter().filter(|f| f.indicator != Indicator::Other);
        self.figures += figures().count();
        self.unsure += figures().filter(|f| f.confidence < UNSURE).count();
        self.without_period += figures().filter(|f| f.period.is_none()).count();
        self.without_areas += figures().filter(|f| f.ref_area.is_none()).count();
        if extraction.published.is_none() {
            self.undated.push(report.source.clone());
        }
        if figures().next().is_none() {
            self.silent.push(report.source.clone());
        }
    }

    /// Prints the summary: words to standard error, JSON to standard output.
    pub(super) fn print(&self, db: &Path, json: bool, console: &mut Console) -> Result<(), Stop> {
        if json {
            let mut summary = serde_json::to_string_pretty(&self.json(db))?;
            summary.push('\n');
            let written = console.out().write_all(summary.as_bytes());
            return written.map_err(|error| unwritable("standard output", error));
        }
        if self.store.is_some() || self.preview.is_some() {
            console.note(self.words(db).trim_end());
        }
        Ok(())
    }

    fn words(&self, db: &Path) -> String {
        let mut text = format!("{}: {}\n", db.display(), self.reports());
        if let Some(changes) = &self.preview {
            let _ = writeln!(text, "  {}; nothing was stored", changes.words());
        }
        if self.has_changed() {
            let _ = writeln!(
                text,
                "  {} found in {}",
                count(self.figures, "figure"),
                count(self.numbers, "amount or percentage")
                    .replace("amount or percentages", "amounts and percentages")
            );
        }
        if let Some(store) = &self.store {
            let _ = writeln!(
                text,
                "  the store now holds {}, {}, {}",
                count(store.reports, "report"),
                count(store.figures, "figure"),
                count(store.series, "series")
            );
            if store.derived > 0 {
                let _ = writeln!(
                    text,
                    "  {} that no report gives {} from them (tradestat figures --why SERIES@PERIOD)",
                    count(store.derived, "value"),
                    if store.derived == 1 { "follows" } else { "follow" },
                );
            }
            if store.repeating > 0 {
                let _ = writeln!(
                    text,
                    "  {} of them {} the text of another, with which it is one voice",
                    store.repeating,
                    if store.repeating == 1 { "repeats" } else { "repeat" },
                );
            }
        }
        let looks = [
            (self.without_period, "without a period"),
            (self.without_areas, "without areas"),
            (self.unsure, "linked with little confidence"),
        ];
        let looks: Vec<_> =
            looks.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if !looks.is_empty() {
            let _ = writeln!(
                text,
                "  worth a look: {} (tradestat figures --needs-look)",
                looks.join(", ")
            );
        }
        if let Some(Doubts { conflicts, doubtful }) = self.doubts
            && conflicts + doubtful > 0
        {
            let conflicts = (conflicts > 0).then(|| count(conflicts, "conflict"));
            let doubtful = (doubtful > 0).then(|| format!("{doubtful} doubtful"));
            let found: Vec<_> = conflicts.into_iter().chain(doubtful).collect();
            let _ = writeln!(text, "  found by the audit: {} (tradestat audit)", found.join(", "));
        }
        list(
            &mut text,
            "no day of publication, so ‘last year’ stays open there (say it with --published or in reports.csv)",
            &self.undated,
        );
        list(&mut text, "nothing about trade or investment found", &self.silent);
        let mut passed_over: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for file in &self.skipped {
            passed_over.entry(file.why).or_default().push(file.name.clone());
        }
        for (why, files) in passed_over {
            list(&mut text, &format!("passed over, {}: {why}", files.len()), &files);
        }
        for (source, of) in &self.duplicates {
            let _ = writeln!(text, "  {source} has the text of {of}, which counts once");
        }
        if !self.failed.is_empty() {
            let _ = writeln!(text, "  {} named above", count(self.failed.len(), "problem"));
        }
        text
    }

    fn reports(&self) -> String {
        let parts = [
            (self.added, "added"),
            (self.replaced, "read anew"),
            (self.superseded, "changed and replaced"),
            (self.unchanged, "unchanged"),
            (self.duplicates.len(), "known under another name"),
        ];
        let total: usize = parts.iter().map(|(n, _)| n).sum();
        let parts: Vec<_> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let reports = count(total, "report");
        if parts.is_empty() { reports } else { format!("{reports}: {}", parts.join(", ")) }
    }

    fn json(&self, db: &Path) -> serde_json::Value {
        let store = self.store.as_ref().map(|store| {
            serde_json::json!({
                "reports": store.reports, "repeating": store.repeating, "figures": store.figures,
                "series": store.series,
            })
        });
        let duplicates: Vec<_> = self
            .duplicates
            .iter()
            .map(|(source, of)| serde_json::json!({ "source": source, "of": of }))
            .collect();
        let skipped: Vec<_> = (self.skipped.iter())
            .map(|file| serde_json::json!({ "source": file.name, "why": file.why.to_string() }))
            .collect();
        serde_json::json!({
            "db": db.to_string_lossy(),
            "reports": {
                "added": self.added, "unchanged": self.unchanged, "read_anew": self.replaced,
                "replaced": self.superseded, "duplicates": duplicates,
            },
            "numbers": self.numbers,
            "figures": self.figures,
            "needs_look": {
                "low_confidence": self.unsure, "no_period": self.without_period,
                "no_areas": self.without_areas, "undated_reports": self.undated,
                "reports_without_figures": self.silent,
            },
            "audit": self.doubts.map(|doubts| {
                serde_json::json!({ "conflicts": doubts.conflicts, "doubtful": doubts.doubtful })
            }),
            "dry_run": self.preview.as_ref().map(FigureChanges::json),
            "skipped": skipped,
            "failed": self.failed,
            "store": store,
        })
    }
}

/// "1 report", "3 reports", "2 series".
pub(super) fn count(n: impl TryInto<u64>, what: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    let plural = if n == 1 || what.ends_with('s') { "" } else { "s" };
    format!("{n} {what}{plural}")
}

/// A line with at most five names.
fn list(text: &mut String, what: &str, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(5);
    let mut shown = names.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        let _ = write!(shown, " and {more} more");
    }
    let _ = writeln!(text, "  {what}: {shown}");
}
