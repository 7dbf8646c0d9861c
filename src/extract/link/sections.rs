//! What a heading says of the lines below it: whose trade they tell, or that they tell of plans.

use crate::extract::discourse::Discourse;
use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, What};
use crate::extract::place::NOWHERE;
use crate::model::AreaCode;
use crate::seeds;

/// A heading has no more words than these.
const HEADING: usize = 6;

/// Remembers the section that a line opens, and forgets it where the next one begins.
pub(super) fn recall(line: &Line, discourse: &mut Discourse) {
    let first = discourse.paragraph != Some(line.sentence.paragraph);
    discourse.paragraph = Some(line.sentence.paragraph);
    let ends = |mark| line.items.last().is_some_and(|i| i.what == What::Mark(mark));
    if line.numbers.is_empty() && ends(':') {
        discourse.planned = line.any(0..line.items.len(), Sense::Plan);
    } else if first && !is_item(line) {
        discourse.planned = false;
    }
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

/// «2. …», «• …»: an item of a list.
fn is_item(line: &Line) -> bool {
    match line.items.first().map(|i| i.what) {
        Some(What::Mark(mark)) => matches!(mark, '•' | '-' | '–' | '—' | '*' | '·'),
        Some(What::Word) => {
            let word = line.document.of(line.items[0].piece);
            word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
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
