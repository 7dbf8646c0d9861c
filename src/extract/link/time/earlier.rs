//! The period of a number that is only compared with, and the days of "a year earlier".

use super::spoken::{belongs_to_number, main};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Deixis, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::link::compared::{self, comparator, is_compared};
use crate::extract::link::{Linked, Subject};
use crate::extract::period::Role;
use crate::model::Period;
use chrono::Datelike;

/// The time of a number that is compared with: named between it and the word of comparison or right behind it, else by the
/// correction of it, else by the number it is listed with, else a year before what was just spoken of.
pub(super) fn earlier(
    line: &Line,
    at: usize,
    subject: &Subject,
    found: &[Linked],
    discourse: &Discourse,
) -> Option<Period> {
    let told = found
        .iter()
        .rev()
        .find(|l| !is_compared(line, line.item_of_number(l.number)))
        .or(found.last());
    let spoken =
        told.and_then(|l| l.period).or_else(|| main(line, at).map(|s| s.0)).or(discourse.period);
    let named = time_of_compared(line, at);
    let Some(named) = named else {
        // "Imports were 6.0 billion against exports of 5.4 billion" compares two flows of one time.
        let other = told.is_some_and(|l| l.indicator != subject.indicator);
        return if other { spoken } else { spoken?.shifted_years(-1) };
    };
    let period = resolved(line, named, discourse)?;
    // Like is compared with like: "120 million in January against 133 million the previous year"; but not with "the whole
    // of 1985".
    let first = line.periods[named].pieces.start;
    let whole = first > 0 && line.document.has(first - 1, Sense::Edge);
    let year = |p: Period| !whole && Period::year(p.from().year()) == Some(p);
    match spoken {
        Some(spoken)
            if year(period) && !year(spoken) && spoken.from().year() == spoken.to().year() =>
        {
            spoken.shifted_years(period.from().year() - spoken.from().year())
        }
        _ => Some(period),
    }
}

/// The period that a compared number is said to be of.
fn time_of_compared(line: &Line, at: usize) -> Option<usize> {
    let period = |item: usize| match line.items[item].what {
        What::Period(p) if line.periods[p].role != Role::Day => Some(p),
        _ => None,
    };
    let word = comparator(line, at)?;
    let begin = (word..at).rev().find(|&i| matches!(line.items[i].what, What::Number(_)));
    if let Some(named) = (begin.unwrap_or(word)..at).rev().find_map(|i| {
        // The period of the number before it in the list is not its own.
        period(i).filter(|_| {
            begin.is_none()
                || line.items.get(i + 1).is_some_and(|n| matches!(n.what, What::Mark('\'' | '’')))
        })
    }) {
        return Some(named);
    }
    if let Some(own) = compared::dated(line, at) {
        return Some(own);
    }
    let next = line.chunks.get(line.chunk_of(at) + 1)?;
    // "against 107 million, revised from 75 million for December"; "from exports of 6.7 billion and imports of 6.6 billion in
    // January"
    let revised =
        line.any(next.items.start..next.items.end.min(next.items.start + 2), Sense::Revised);
    let joined = next.opener == Opener::And;
    let number = next.items.clone().find(|&i| matches!(line.items[i].what, What::Number(_)))?;
    let same = revised || (joined && comparator(line, number) == Some(word));
    if same {
        return compared::dated(line, number);
    }
    // "from exports of 5 billion to the neighbours in 2015"
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    (at + 1..chunk.end)
        .take_while(|&i| !matches!(line.items[i].what, What::Number(_)))
        .find(|&i| period(i).is_some() && is_compared(line, i))
        .and_then(period)
}

/// The days of a period. "A year earlier" was counted from the period named before it; when that one is only compared with,
/// it is counted from what is told: "4.6 billion in February, against 5.1 billion in January and 5.4 billion a year ago".
pub(super) fn resolved(line: &Line, period: usize, discourse: &Discourse) -> Option<Period> {
    let when = &line.periods[period];
    let own = when.told()?;
    if when.role != Role::Earlier {
        return Some(own);
    }
    let items = || {
        (0..line.items.len()).filter_map(|i| match line.items[i].what {
            What::Period(p) if p < period && line.periods[p].role == Role::Main => Some((i, p)),
            _ => None,
        })
    };
    let Some((item, anchor)) = items().rfind(|(_, p)| line.periods[*p].told().is_some()) else {
        return Some(own);
    };
    if !is_compared(line, item) && !belongs_to_number(line, item, item) {
        return Some(own);
    }
    let counted_from = line.periods[anchor].told()?;
    let told = items()
        .rfind(|(i, _)| !is_compared(line, *i))
        .and_then(|(_, p)| line.periods[p].told())
        .or(discourse.period);
    let Some(told) = told else { return Some(own) };
    // "The same period of 2015", "the same period last year" name their year; "a year earlier" counts it.
    let counts = when.pieces.clone().any(|p| line.document.has(p, Sense::Before));
    if !counts && line.document.has(when.pieces.start, Sense::Deixis(Deixis::Same)) {
        return told.shifted_years(own.from().year() - told.from().year());
    }
    let years = own.from().year() - counted_from.from().year();
    if counted_from.shifted_years(years) == Some(own) {
        told.shifted_years(years)
    } else if counted_from.previous() == Some(own) {
        told.previous()
    } else {
        Some(own)
    }
}
