//! Two numbers that are one: "between $300 and $350 million", «от 10 долларов до 20», "10%–15%", "two or three billion".

use super::head::{self, Head};
use super::measure::{self, Found, Measure};
use super::money::Money;
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
    /// "From the current": two levels, unless only the second is whole.
    Aside,
    None,
}

fn lead(document: &Document, at: usize, sentence: &Range<usize>) -> Lead {
    let moves = |from: usize, to: usize| {
        (from.max(sentence.start)..to).any(|p| {
            document.senses(p).iter().any(|s| matches!(s, Sense::Move(_) | Sense::Multiple(_)))
        })
    };
    let mut near = true;
    for back in 1..=3 {
        let Some(b) = at.checked_sub(back).filter(|b| *b >= sentence.start) else {
            return Lead::None;
        };
        if near && document.has(b, Sense::Prep(Prep::Between)) {
            return Lead::Between;
        }
        if near && document.has(b, Sense::RangeFrom) {
            return if moves(b.saturating_sub(4), b) { Lead::Moved } else { Lead::From };
        }
        if document.has(b, Sense::Prep(Prep::From)) {
            // «С нынешних 5 млрд до 10 млрд» are two levels; "from the current seven to eight percent" is a range.
            if !near {
                return Lead::Aside;
            }
            // "Went from 5 to 7 percent" are two levels; "from 5 to 7 percent" by itself or after a mark is a range, unless
            // something has moved.
            let opens = b == sentence.start
                || document.pieces[b - 1].kind == Kind::Mark
                || document.has(b - 1, Sense::Prep(Prep::Of));
            let ranges = opens && !moves(sentence.start, b);
            return if ranges { Lead::From } else { Lead::Moved };
        }
        // "Between about 10 and 20"
        near &= document.find(b, |s| matches!(s, Sense::Hedge(_)).then_some(())).is_some();
        if document.pieces[b].kind != Kind::Word {
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
    // «25 тыс. - 30 тыс. руб.»
    let dot =
        low.scaled() && own.is_none() && document.is_mark(joint, '.') && document.glued(joint);
    let joint = joint + usize::from(dot);
    if joint + 1 >= sentence.end {
        return None;
    }
    let mark = document.pieces[joint].mark;
    let lead = lead(document, at, sentence);
    let both_ends = matches!(lead, Lead::Between | Lead::From);
    let to = document.has(joint, Sense::RangeTo)
        || lead == Lead::From
            && document.find(joint, |s| matches!(s, Sense::Hedge(_)).then_some(())).is_some()
            && document.has(joint, Sense::Prep(Prep::To));
    // "rose $2.9 billion to $127.3 billion", "rose by 18 percent or $2.9 billion to" say a step and a level.
    let reach = if at > sentence.start && document.has(at - 1, Sense::Or) { 10 } else { 4 };
    let moved = (low.scaled() || own.is_some())
        && lead != Lead::From
        && (lead == Lead::Aside
            || (at.saturating_sub(reach).max(sentence.start)..at).any(|p| {
                document.find(p, |s| matches!(s, Sense::Move(_)).then_some(())).is_some()
            }));
    let dash = match mark {
        '-' | '–' | '—' | '−' => {
            let alike = || {
                head::at(document, joint + 1, sentence.end)
                    .is_some_and(|high| high.power == low.power && high.money.is_none())
            };
            document.glued(joint) || (own.is_none() && (!low.scaled() || alike()))
        }
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
        .is_some_and(|()| both_ends);
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
                None => both_ends && high.scaled() == low.scaled() && !document.is_plain(high.end),
            }
        }
        // "$202 million to R10.8 billion" are two sums.
        None if low.money.zip(high.money).is_some_and(|(a, b)| !may_be_same(document, a, b)) => {
            false
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

/// Whether two words for money can mean one currency.
fn may_be_same(document: &Document, one: Money, other: Money) -> bool {
    let of = |money: Money| document.lexicon.currencies(money.list);
    of(one).iter().any(|code| of(other).contains(code))
}
