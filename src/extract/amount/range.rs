//! Two numbers that are one: "between $300 and $350 million", «от 10 долларов до 20», "10%–15%", "two or three billion".

use super::head::{self, Head};
use super::measure::{self, Found, Measure};
use super::shared;
use crate::extract::document::Document;
use crate::extract::lexicon::{Prep, Sense};
use crate::extract::token::Kind;
use std::ops::Range;

/// The upper end of a range, and what stands behind it.
pub(super) struct Upper {
    pub(super) head: Head,
    pub(super) found: Option<Found>,
}

/// How the words before a number open a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// "Between".
    Between,
    /// "Ranging from", «от».
    From,
    /// "Rose from": two levels.
    Moved,
    None,
}

fn lead(document: &Document, at: usize, sentence: &Range<usize>) -> Lead {
    let mut before = at;
    // "Between about 10 and 20"
    for _ in 0..2 {
        let Some(b) = before.checked_sub(1).filter(|b| *b >= sentence.start) else {
            return Lead::None;
        };
        before = b;
        if document.has(b, Sense::Prep(Prep::Between)) {
            return Lead::Between;
        }
        let moves = |from: usize| {
            (from..b).any(|p| {
                document
                    .find(p, |s| matches!(s, Sense::Move(_) | Sense::Multiple(_)).then_some(()))
                    .is_some()
            })
        };
        let moved = || moves(b.saturating_sub(4).max(sentence.start));
        if document.has(b, Sense::RangeFrom) {
            return if moved() { Lead::Moved } else { Lead::From };
        }
        if document.has(b, Sense::Prep(Prep::From)) {
            // "Went from 5 to 7 percent" is two levels; "from 5 to 7 percent" by itself, or after a mark or a verb of
            // being, a range.
            let opens = b == sentence.start
                || document.pieces[b - 1].kind == Kind::Mark
                || document.senses(b - 1).iter().any(|s| matches!(s, Sense::Prep(Prep::Of)));
            return if opens && !moves(sentence.start) { Lead::From } else { Lead::Moved };
        }
        // "from the present $5 billion"
        let small = |s| matches!(s, Sense::Hedge(_) | Sense::Deixis(_) | Sense::Article);
        if document.find(b, |s| small(s).then_some(())).is_none() {
            return Lead::None;
        }
    }
    Lead::None
}

/// The upper end of the range that `low` begins; `own` is the measure that stands behind `low` already.
pub(super) fn upper(
    document: &Document,
    at: usize,
    low: &Head,
    own: Option<&Found>,
    sentence: &Range<usize>,
) -> Option<Upper> {
    let joint = own.map_or(low.end, |found| found.end);
    if joint + 1 >= sentence.end {
        return None;
    }
    let mark = document.pieces[joint].mark;
    let lead = lead(document, at, sentence);
    let led = matches!(lead, Lead::Between | Lead::From);
    let to = document.has(joint, Sense::RangeTo)
        || lead == Lead::From
            && document.find(joint, |s| matches!(s, Sense::Hedge(_)).then_some(())).is_some()
            && document.has(joint, Sense::Prep(Prep::To));
    // "rose $2.9 billion to $127.3 billion" says a step and a level.
    let moved = (low.scaled() || own.is_some())
        && lead != Lead::From
        && (at.saturating_sub(4).max(sentence.start)..at)
            .any(|p| document.find(p, |s| matches!(s, Sense::Move(_)).then_some(())).is_some());
    let dash = match mark {
        '-' | '–' | '—' | '−' => document.glued(joint) || (!low.scaled() && own.is_none()),
        '…' | '÷' => document.glued(joint),
        _ => false,
    };
    let or = document.has(joint, Sense::Or)
        && own.is_none()
        && !low.scaled()
        && low.money.is_none()
        && document.of(joint).chars().count() <= 3;
    let joined = dash
        || or
        || (to && lead != Lead::Moved && !moved)
        || (document.has(joint, Sense::And) && lead == Lead::Between);
    if !joined {
        return None;
    }
    let hedged = document
        .find(joint + 1, |s| matches!(s, Sense::Hedge(_)).then_some(()))
        .is_some_and(|()| led);
    let begin = joint + 1 + usize::from(hedged);
    let high = head::at(document, begin, sentence.end)?;
    let found = measure::after(document, high.end, sentence.end, high.money);
    // "Rose 35 percent in 2023 to 1.3 trillion roubles"
    let year = low.money.is_none()
        && !low.scaled()
        && own.is_none()
        && high.scaled()
        && low.end == at + 1
        && shared::is_year(document, at);
    let rising = high.value > low.value;
    if year || !rising || (to && low.scaled() && !high.scaled()) {
        return None;
    }
    let fits = match own.map(|own| own.measure) {
        Some(measure) => {
            match found.map(|found| found.measure).or(high.money.map(Measure::Money)) {
                Some(other) => other.unit(document) == measure.unit(document),
                // «От 10 долларов до 20»
                None => led && !high.scaled() && !low.scaled() && !document.is_plain(high.end),
            }
        }
        // What follows must be as bare as the first, or say its unit.
        None => {
            (high.money.is_none() || low.money.is_some())
                && (high.money.is_some() || low.money.is_some() || found.is_some())
                && !(low.money.is_some()
                    && found.is_some_and(|found| !matches!(found.measure, Measure::Money(_))))
        }
    };
    fits.then_some(Upper { head: high, found })
}
