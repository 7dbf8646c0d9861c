//! What moves over a span tells of its two ends.

use super::spoken::main;
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::line::{Line, What};
use crate::extract::link::{Linked, Telling};
use crate::extract::token::Kind;
use crate::model::{Period, Transform};
use chrono::{Datelike, NaiveDate};

/// "Between 2012 and 2019 exports rose from $20 billion to $41 billion": the first sum is of the first year, the second of
/// the last.
pub(super) fn end_of_span(line: &Line, at: usize, telling: &Telling) -> Option<Period> {
    if telling.transform != Transform::Level && telling.transform != Transform::Share {
        return None;
    }
    let (first, last) = years_of(main(line, at)?.0)?;
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    let ends = |prep| {
        let leads = (chunk.start..at).rev().find(|&i| {
            line.find(i, |s| {
                matches!(s, Sense::Hedge(_) | Sense::Article | Sense::Neutral).then_some(())
            })
            .is_none()
                || line.has(i, Sense::Prep(Prep::To))
                || line.has(i, Sense::Prep(Prep::From))
        });
        leads.is_some_and(|i| {
            line.has(i, Sense::Prep(prep)) || (prep == Prep::To && line.has(i, Sense::RangeTo))
        })
    };
    if telling.earlier {
        Some(first)
    } else if ends(Prep::To) {
        Some(last)
    } else {
        None
    }
}

/// "From 2021 to 2023 turnover grew 1.45 times, reaching 4.4 billion", "fell from August 2017 to September 2017 by 1.6
/// billion": what moves over a span tells of its two ends. Both years must be named; "from January to May 2023" is one time.
pub(super) fn moved_over(
    line: &Line,
    at: usize,
    telling: &Telling,
    found: &[Linked],
) -> Option<(Period, Period)> {
    let changes =
        |t: Transform| matches!(t, Transform::Change | Transform::ChangeAbs | Transform::Multiple);
    let reached =
        telling.transform == Transform::Level && found.last().is_some_and(|l| changes(l.transform));
    if telling.earlier || !(changes(telling.transform) || reached) {
        return None;
    }
    let (span, _) = main(line, at)?;
    let item = (0..line.items.len()).find(
        |&i| matches!(line.items[i].what, What::Period(p) if line.periods[p].told() == Some(span)),
    )?;
    let What::Period(p) = line.items[item].what else { return None };
    let years = line.periods[p]
        .pieces
        .clone()
        .filter(|&p| line.document.pieces[p].kind == Kind::Digits && line.document.of(p).len() == 4)
        .count();
    let led = item > 0
        && (line.has(item - 1, Sense::Prep(Prep::From))
            || line.has(item - 1, Sense::Prep(Prep::Between)));
    // "18.5 percent annually between 2010 and 2015" is of all those years.
    let yearly = (0..line.items.len()).any(|i| line.has(i, Sense::Base(TimeUnit::Year)));
    if years != 2 || !led || yearly {
        return None;
    }
    let (from, to) = (span.from(), span.to());
    if let Some(years) = years_of(span) {
        return Some(years);
    }
    let month = |day: NaiveDate| Period::month(day.year(), u8::try_from(day.month()).ok()?);
    month(from).zip(month(to))
}

/// The first and the last year of a span of whole years.
pub(super) fn years_of(span: Period) -> Option<(Period, Period)> {
    let (first, last) = (Period::year(span.from().year())?, Period::year(span.to().year())?);
    let whole = first.from() == span.from() && last.to() == span.to();
    (whole && first != last).then_some((first, last))
}
