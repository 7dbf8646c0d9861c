//! "Imports of Lithuania rose by 45%, of Latvia by 40%": what a clause leaves out is as it was in the one before, but for
//! the place that takes another's part.
//!
//! The new place stands as the old one did: in the same case, behind the same preposition, an adjective as an adjective.

use super::seating::governing;
use super::{Seats, Subject};
use crate::extract::lexicon::AreaWord;
use crate::extract::line::{Line, What};
use crate::extract::link::Linked;
use crate::extract::link::evidence::Ground;

/// The areas of a number whose clause names nothing but a place that stands in for one of the figure before.
pub(super) fn parallel(
    line: &Line,
    at: usize,
    subject: &Subject,
    found: &[Linked],
) -> Option<Seats> {
    let last = found.last()?;
    let previous = line.item_of_number(last.number);
    if subject.item.is_some_and(|item| item > previous) {
        return None;
    }
    let own = line.chunk_of(at);
    if own == line.chunk_of(previous)
        && last.evidence.ref_area.rule == "parallel"
        && !(previous + 1..line.chunks[own].items.end)
            .any(|i| matches!(line.items[i].what, What::Place(_)))
    {
        return Some(Seats::same_as(last, "parallel"));
    }
    let mut between = previous + 1..at;
    let place = between.find(|&i| matches!(line.items[i].what, What::Place(_)))?;
    let another = between.any(|i| matches!(line.items[i].what, What::Place(_)));
    if another {
        return None;
    }
    let item_of = |pick: fn(&Linked) -> Ground| {
        found.iter().rev().find_map(|l| pick(l).item.filter(|i| *i < place))
    };
    let owner = item_of(|l| l.evidence.ref_area).filter(|&i| alike(line, i, place));
    let partner = item_of(|l| l.evidence.counterpart_area).filter(|&i| alike(line, i, place));
    let What::Place(p) = line.items[place].what else { return None };
    let area = Some(line.places[p].area);
    let ground = Ground::of("parallel", Some(place));
    let kept = Seats::same_as(last, "parallel");
    match (owner, partner) {
        (Some(_), None) => Some(Seats {
            ref_area: area,
            ref_ground: ground,
            counterpart_area: kept.counterpart_area.filter(|a| Some(*a) != area),
            ..kept
        }),
        (None, Some(_)) if kept.ref_area != area => {
            Some(Seats { counterpart_area: area, counterpart_ground: ground, ..kept })
        }
        _ => None,
    }
}

/// Whether two places stand alike.
fn alike(line: &Line, a: usize, b: usize) -> bool {
    let place = |item: usize| match line.items[item].what {
        What::Place(p) => Some(&line.places[p]),
        _ => None,
    };
    let (Some(first), Some(second)) = (place(a), place(b)) else { return false };
    let adjective = |word| word == AreaWord::Adjective;
    // Without cases a place with nothing before it may be anything.
    let led = match (governing(line, a), governing(line, b)) {
        (None, None) => first.cases.has_some(),
        (Some((_, a)), Some((_, b))) => line.senses(a) == line.senses(b),
        _ => false,
    };
    led && first.cases.meet(second.cases) && adjective(first.word) == adjective(second.word)
}
