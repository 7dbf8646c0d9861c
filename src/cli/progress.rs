//! A bar for those who watch; nothing in a pipe or a log.

use super::console::Console;
use super::ingest::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::Cell;

/// How far an ingestion is. The bar counts files, since nobody knows how many reports an archive holds before it is read.
pub(super) struct Progress {
    bar: ProgressBar,
    reports: Cell<usize>,
}

impl Progress {
    /// Begins, with so many files before it.
    pub(super) fn of(args: &Args, files: usize) -> Self {
        let bar = if args.quiet || !Console::is_watched() || files == 0 {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template(
                "{bar:30} {pos}/{len} files, {msg}, {per_sec}, {eta} left",
            );
            ProgressBar::new(files as u64)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_message("0 reports")
        };
        Self { bar, reports: Cell::new(0) }
    }

    /// One more report.
    pub(super) fn report(&self) {
        let reports = self.reports.get() + 1;
        self.reports.set(reports);
        // Drawing is slower than storing; the eye does not follow single reports.
        if !self.bar.is_hidden() && (reports < 20 || reports.is_multiple_of(20)) {
            self.bar.set_message(format!("{reports} reports"));
        }
    }

    /// One more file is done.
    pub(super) fn source(&self) {
        self.bar.inc(1);
    }

    /// Says something without drawing over it.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
