//! What an ingestion reads: reports, which are extracted here, or answers to them, which were extracted elsewhere.

use super::pool::{Problem, Read, Step, Steps};
use crate::extract;
use crate::model::{Extraction, Report};
use crate::read::{Lines, Options, ReadError, Source};
use crate::store::{Given, Givens, Known};

/// What is known before anything is read.
pub(super) struct Before<'a> {
    /// What a person said of reports in the store.
    pub(super) said: &'a Givens,
    /// What is said of them now.
    pub(super) now: &'a Given,
    /// The reports that the store has as they are.
    pub(super) known: &'a Known,
}

/// The reports of a source with their extractions; without where the store has them.
pub(super) fn reports<'a>(
    source: &'a Source,
    options: &'a Options,
    before: &'a Before<'a>,
) -> Steps<'a> {
    Box::new(source.reports(options).map(|read| match read {
        Ok(mut report) => {
            before.said.apply(&mut report, before.now);
            let needed = !before.known.holds(&report);
            let extraction = needed.then(|| extract::extract(&report));
            Step::Report(Box::new(Read { report, extraction, extractor: None }))
        }
        Err(problem) => unreadable(problem),
    }))
}

/// The reports of a source of answers, each with what was extracted from it elsewhere.
pub(super) fn answers<'a>(source: &'a Source, max: u64, before: &'a Before<'a>) -> Steps<'a> {
    match source.lines(max) {
        Ok(mut lines) => Box::new(std::iter::from_fn(move || next(&mut lines, before))),
        Err(problem) => Box::new(std::iter::once(unreadable(problem))),
    }
}

fn next(lines: &mut Lines, before: &Before<'_>) -> Option<Step> {
    let read = match lines.next_line()? {
        Ok(line) => answer(line, before),
        Err(problem) => return Some(unreadable(problem)),
    };
    Some(match read {
        Ok(read) => Step::Report(Box::new(read)),
        Err(why) => unreadable(lines.problem(why)),
    })
}

fn unreadable(problem: ReadError) -> Step {
    Step::Problem(Problem::Unreadable(problem))
}

/// An answer, with what a person said of its report put above what it says itself.
fn answer(line: &[u8], before: &Before<'_>) -> Result<Read, String> {
    let line = str::from_utf8(line).map_err(|error| {
        format!("is not UTF-8 (byte {} of the line); convert the file first", error.valid_up_to())
    })?;
    let mut told = extract::told(line)?;
    before.said.apply(&mut told.report, before.now);
    if fits(&told.report, &told.extraction) {
        told.extraction.published = told.report.published.or(told.extraction.published);
        let (extraction, extractor) = (Some(told.extraction), Some(told.extractor));
        return Ok(Read { report: told.report, extraction, extractor });
    }
    // What was counted from another day, or read in another language, is no extraction of this report.
    if told.extractor.is_own() {
        let extraction = Some(extract::extract(&told.report));
        return Ok(Read { report: told.report, extraction, extractor: None });
    }
    let Report { source, published, language, .. } = &told.report;
    let day = published.map(|published| published.day.to_string());
    let said = [day, language.map(|language| language.to_string())];
    Err(format!(
        "{source} was read with another day or language than you have said of it ({}); have {} read it anew with these",
        said.into_iter().flatten().collect::<Vec<_>>().join(", "),
        told.extractor.name
    ))
}

/// Whether an extraction is of the day and the language that are given.
fn fits(report: &Report, extraction: &Extraction) -> bool {
    let day = extraction.published.map(|published| published.day);
    report.published.is_none_or(|given| day == Some(given.day))
        && report.language.is_none_or(|given| extraction.language == given)
}
