//! How firmly a number is said.

use crate::extract::document::Document;
use crate::extract::lexicon::{Prep, Sense};
use crate::model::Qualifier;
use std::ops::Range;

/// How firmly a number is said, by the words right before it (an article may stand between) or right after.
pub(super) fn of(
    document: &Document,
    begin: usize,
    end: usize,
    sentence: &Range<usize>,
) -> Qualifier {
    before(document, begin, sentence)
        .or_else(|| after(document, end, sentence))
        .unwrap_or(Qualifier::Exactly)
}

fn before(document: &Document, begin: usize, sentence: &Range<usize>) -> Option<Qualifier> {
    let mut at = begin;
    let mut definite = false;
    for _ in 0..2 {
        let before = at.checked_sub(1).filter(|b| *b >= sentence.start)?;
        let found = document.find(before, |s| match s {
            Sense::Hedge(qualifier) => Some(qualifier),
            Sense::Level(qualifier) if !qualifier.is_exact() => Some(qualifier),
            _ => None,
        });
        let spoken = found.filter(|_| {
            !compares(document, before, definite, sentence) && !leads_to(document, before, sentence)
        });
        if spoken.is_some() {
            return spoken;
        }
        if at == begin
            && let Some(qualifier) = with_than(document, before, sentence)
        {
            return Some(qualifier);
        }
        let skip = document.has(before, Sense::Article)
            || document.has(before, Sense::Neutral)
            || (at == begin && behind_a_preposition(document, before, sentence));
        if !skip {
            return None;
        }
        definite |= document.has(before, Sense::Definite);
        at = before;
    }
    None
}

/// "Less than the 7.2 trillion of 2017", "5 percent below 7.2 trillion" compare; "less than 7.2 trillion" hedges.
fn compares(document: &Document, at: usize, definite: bool, sentence: &Range<usize>) -> bool {
    use Qualifier::{Nearly, Over, Under};
    let senses = document.senses(at);
    let bounds = senses.iter().any(|s| matches!(s, Sense::Hedge(Over | Under | Nearly)));
    (definite && bounds)
        || (senses.iter().any(|s| matches!(s, Sense::Comparative(_)))
            && is_counted(document, at, sentence))
}

/// Whether a number ends right before the piece.
fn is_counted(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    at > sentence.start
        && document.senses(at - 1).iter().any(|s| {
            matches!(s, Sense::Percent | Sense::Times | Sense::Scale(_) | Sense::Currency(..))
        })
}

/// «снизились до 14 млрд», «на 12%, до 14 млрд», «с 4 до 14 млрд»: after a move or a step the word says where it led, no
/// bound. "Up to" does so where the move stands in its own clause.
fn leads_to(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    if !document.has(at, Sense::RangeTo) {
        return false;
    }
    let comma = || (sentence.start..at).rev().find(|p| document.is_mark(*p, ','));
    let from = if document.has(at, Sense::Prep(Prep::To)) {
        sentence.start
    } else {
        comma().unwrap_or(sentence.start)
    };
    (from..at).any(|p| {
        document.senses(p).iter().any(|s| {
            matches!(
                s,
                Sense::Move(_)
                    | Sense::Percent
                    | Sense::Times
                    | Sense::Multiple(_)
                    | Sense::Scale(_)
            )
        })
    })
}

fn is_preposition(document: &Document, at: usize) -> bool {
    document
        .senses(at)
        .iter()
        .any(|s| matches!(s, Sense::Prep(Prep::On | Prep::In | Prep::By | Prep::To)))
}

/// «Более чем на 20%», «почти в два раза»: the hedge stands before the preposition. «Больше на 20%» is no hedge.
fn behind_a_preposition(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    let Some(hedge) =
        at.checked_sub(1).filter(|b| *b >= sentence.start && is_preposition(document, at))
    else {
        return false;
    };
    let senses = document.senses(hedge);
    // «Больше чем на 20%» is a phrase for itself.
    let one_word = !document.of(hedge).contains(' ');
    senses.iter().any(|s| matches!(s, Sense::Hedge(_)))
        && !senses.iter().any(|s| matches!(s, Sense::Comparative(_) | Sense::Prep(_)) && one_word)
}

/// «Больше, чем в два раза»; but «на 5% больше, чем 3 млрд» compares. `at` is the piece before the number.
fn with_than(document: &Document, at: usize, sentence: &Range<usize>) -> Option<Qualifier> {
    let than = at.checked_sub(usize::from(is_preposition(document, at)))?;
    let word = than.checked_sub(2).filter(|w| *w >= sentence.start)?;
    if !document.has(than, Sense::Compare) || !document.is_mark(than - 1, ',') {
        return None;
    }
    within(document, word).filter(|_| !is_counted(document, word, sentence))
}

/// "5 billion or more", "$5bn+", "$5 billion-plus".
fn after(document: &Document, end: usize, sentence: &Range<usize>) -> Option<Qualifier> {
    // "21 percent, more or less"
    if document.is_mark(end, ',') && end + 1 < sentence.end {
        return behind(document, end + 1).filter(|q| *q == Qualifier::About);
    }
    let hyphen = document.is_mark(end, '-') && document.glued(end) && document.glued(end + 1);
    let at = end + usize::from(hyphen);
    if at >= sentence.end {
        return None;
    }
    behind(document, at)
}

/// What a piece behind a number says of it: "or more", "+".
pub(super) fn behind(document: &Document, piece: usize) -> Option<Qualifier> {
    if document.is_mark(piece, '+') {
        return document.glued(piece).then_some(Qualifier::Over);
    }
    document
        .find(piece, |s| if let Sense::HedgeAfter(qualifier) = s { Some(qualifier) } else { None })
}

/// A hedge in the number's own words: "a couple of million".
pub(super) fn within(document: &Document, piece: usize) -> Option<Qualifier> {
    document.find(piece, |s| if let Sense::Hedge(qualifier) = s { Some(qualifier) } else { None })
}
