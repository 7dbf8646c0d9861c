//! `tradestat ingest --dry-run`: what would change, and nothing changed.

use super::console::{Console, unwritable};
use super::safe::line;
use super::stop::Stop;
use crate::store::FigureChange;
use std::io::Write as _;

/// So many changes of figures are listed; all are counted.
const LISTED: usize = 20;

/// What would become of the figures of all reports.
#[derive(Debug, Default)]
pub(super) struct FigureChanges {
    added: usize,
    removed: usize,
    changed: usize,
    listed: Vec<(String, FigureChange)>,
}

impl FigureChanges {
    /// Counts the changes that a report would bring.
    pub(super) fn add(&mut self, source: &str, changes: Vec<FigureChange>) {
        for change in changes {
            match (&change.before, &change.after) {
                (None, _) => self.added += 1,
                (_, None) => self.removed += 1,
                _ => self.changed += 1,
            }
            if self.listed.len() < LISTED {
                self.listed.push((source.to_owned(), change));
            }
        }
    }

    /// Prints the first of them: results, not words about results.
    pub(super) fn list(&self, console: &mut Console) -> Result<(), Stop> {
        for (source, change) in &self.listed {
            let (sign, said) = match (&change.before, &change.after) {
                (Some(before), Some(after)) => ('~', format!("{before} becomes {after}")),
                (Some(gone), None) => ('-', gone.clone()),
                (None, after) => ('+', after.clone().unwrap_or_default()),
            };
            let row = line(&format!("{sign} {}: {said} ({source})", change.subject));
            writeln!(console.out(), "{row}")
                .map_err(|error| unwritable("standard output", error))?;
        }
        let all = self.added + self.removed + self.changed;
        if all > self.listed.len() {
            console.note(format!("… and {} more", all - self.listed.len()));
        }
        Ok(())
    }

    pub(super) fn words(&self) -> String {
        format!(
            "figures: {} would be added, {} removed, {} changed",
            self.added, self.removed, self.changed
        )
    }

    pub(super) fn json(&self) -> serde_json::Value {
        let listed: Vec<_> = self
            .listed
            .iter()
            .map(|(source, change)| {
                serde_json::json!({
                    "source": source, "subject": change.subject, "before": change.before, "after": change.after,
                })
            })
            .collect();
        serde_json::json!({
            "added": self.added, "removed": self.removed, "changed": self.changed, "first": listed,
        })
    }
}
