//! What a heading says of the lines below it: whose trade they tell, or that they tell of plans.

use crate::extract::discourse::Discourse;
use crate::extract::document::Document;
use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, What};
use crate::extract::place::NOWHERE;
use crate::extract::segment::Sentence;
use crate::extract::token::Kind;
use crate::model::AreaCode;
use crate::seeds;

/// A heading has no more words than these.
const HEADING: usize = 6;

/// Notes whether a list of plans begins or ends with a sentence: «Намечены проекты:» and the items below it.
pub(in crate::extract) fn enter(
    document: &Document,
    sentence: &Sentence,
    numbered: bool,
    discourse: &mut Discourse,
) {
    let first = discourse.paragraph != Some(sentence.paragraph);
    discourse.paragraph = Some(sentence.paragraph);
    if !numbered && document.is_mark(sentence.pieces.end - 1, ':') {
        discourse.planned = sentence.pieces.clone().any(|p| document.has(p, Sense::Plan));
    } else if first && discourse.planned {
        discourse.planned = is_item(document, sentence.pieces.start);
    }
}

/// «2. …», «• …»: whether an item of a list begins at a piece.
fn is_item(document: &Document, at: usize) -> bool {
    let piece = &document.pieces[at];
    let numbered = piece.kind == Kind::Digits && piece.end - piece.start <= 3;
    numbered || matches!(piece.mark, '•' | '-' | '–' | '—' | '*' | '·')
}

/// Remembers the section that a line opens.
pub(super) fn recall(line: &Line, discourse: &mut Discourse) {
    if let Some(area) = heading(line) {
        discourse.section = Some(area).filter(|_| line.sentence.paragraph > 0);
    }
}

/// «Самарская область», «Для сравнения – Россия»: a line of few words with one place and no number.
fn heading(line: &Line) -> Option<AreaCode> {
    let short = line.sentence.bare && line.items.len() <= HEADING && line.numbers.is_empty();
    match &line.places[..] {
        [place] if short && place.area != NOWHERE && !place.implied => {
            let last = line.items.iter().rev().find(|i| !matches!(i.what, What::Mark(_)))?;
            matches!(last.what, What::Place(_)).then_some(place.area)
        }
        _ => None,
    }
}

/// Whether one area lies in the other, or both in a third: whose trade a section tells; anything else is a partner.
pub(super) fn related(a: AreaCode, b: AreaCode) -> bool {
    let parent = |area: AreaCode| seeds::area(area).and_then(|area| area.parent);
    a == b
        || parent(a) == Some(b)
        || parent(b) == Some(a)
        || (parent(a).is_some() && parent(a) == parent(b))
}
