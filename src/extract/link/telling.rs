//! How a number tells of its indicator: level, change, share, multiple; up or down; of now or of before.

use super::evidence::Ground;
use super::{Subject, compared};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Direction, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::model::{Decimal, Transform};

/// The transform of a number, and its direction.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Telling {
    pub(in crate::extract) transform: Transform,
    pub(in crate::extract) direction: Option<Direction>,
    /// The number is of the time compared with: "from 58.7 billion", "against 3 billion".
    pub(in crate::extract) earlier: bool,
    /// "95.2 percent of 2012": a level in percent of an earlier one.
    pub(in crate::extract) of_earlier: bool,
    pub(in crate::extract) confidence: f64,
    /// What it rests on.
    pub(in crate::extract) ground: Ground,
}

/// Finds how a number tells of its indicator. `before` holds the numbers before it in the line. `None` when the number
/// cannot tell anything of it.
pub(super) fn of(
    line: &Line,
    number: usize,
    subject: &Subject,
    before: &[Option<(Subject, Telling)>],
    discourse: &Discourse,
) -> Option<Telling> {
    let at = line.item_of_number(number);
    let amount = &line.numbers[number];
    let lead = lead(line, at);
    let goes_to = line.has(at + 1, Sense::RangeTo)
        && matches!(line.items.get(at + 2).map(|i| i.what), Some(What::Number(_)));
    let earlier = compared::is_compared(line, at)
        && (number > 0 || goes_to || compared::dated(line, at).is_some());
    let told = |transform, direction, confidence, rule, item| Telling {
        transform,
        direction,
        earlier,
        of_earlier: false,
        confidence,
        ground: Ground::of(rule, item),
    };
    if amount.multiple {
        if is_occasion(line, number, at) {
            return None;
        }
        let down = direction_left(line, at).map(|d| d.0) == Some(Direction::Down);
        let turned = down && amount.amount.value >= Decimal::ONE;
        return Some(told(
            Transform::Multiple,
            turned.then_some(Direction::Down).or(Some(Direction::Up)),
            0.95,
            "multiple",
            Some(at),
        ));
    }
    if amount.is_money() {
        return Some(match absolute(line, at, lead) {
            Some(direction) => told(Transform::ChangeAbs, Some(direction), 0.95, "step", lead),
            None => told(Transform::Level, None, 0.98, "money", Some(at)),
        });
    }
    if !amount.is_percent() {
        return None;
    }
    if line.has(at + 1, Sense::Prep(Prep::Of)) && !subject.whole {
        let place = at + 2 + usize::from(line.has(at + 2, Sense::Article));
        if matches!(line.items.get(place).map(|i| i.what), Some(What::Period(_))) {
            return Some(Telling {
                transform: Transform::Change,
                direction: None,
                earlier: false,
                of_earlier: true,
                confidence: 0.9,
                ground: Ground::of("percent-of-period", Some(place)),
            });
        }
    }
    if amount.signed {
        let down = amount.amount.value.is_sign_negative();
        return Some(told(
            Transform::Change,
            Some(if down { Direction::Down } else { Direction::Up }),
            0.97,
            "sign",
            Some(at),
        ));
    }
    // "An increase of 8.5 percent in exports" is no part of them.
    let step = lead.filter(|i| line.has(*i, Sense::Prep(Prep::Of)));
    if let Some(direction) = step.and_then(|of| direction_of(line, of.checked_sub(1)?)) {
        return Some(told(
            Transform::Change,
            Some(direction),
            0.97,
            "step-of",
            lead.and_then(|of| of.checked_sub(1)),
        ));
    }
    // "5 percent more", "an 11 percent decrease"
    if let Some(direction) = direction_right(line, at) {
        return Some(told(Transform::Change, Some(direction), 0.97, "number-step", Some(at + 1)));
    }
    // "a decline of 27.3 percent in exports"
    if let Some(direction) = lead
        .filter(|i| line.has(*i, Sense::Prep(Prep::Of)))
        .and_then(|i| direction_of(line, i.checked_sub(1)?))
    {
        return Some(told(
            Transform::Change,
            Some(direction),
            0.95,
            "step-of",
            lead.and_then(|of| of.checked_sub(1)),
        ));
    }
    let whole = subject.whole || part_of_whole(line, at);
    if whole {
        return Some(told(Transform::Share, None, 0.97, "part-of", subject.item));
    }
    percent(line, number, at, lead, earlier, before, discourse)
}

/// A percentage that nothing beside it explains.
fn percent(
    line: &Line,
    number: usize,
    at: usize,
    lead: Option<usize>,
    earlier: bool,
    before: &[Option<(Subject, Telling)>],
    discourse: &Discourse,
) -> Option<Telling> {
    let told = |transform, direction, confidence, rule, item| {
        let ground = Ground::of(rule, item);
        Some(Telling { transform, direction, earlier, of_earlier: false, confidence, ground })
    };
    let chunk = line.chunk_of(at);
    let by = lead.is_some_and(|i| leads_step(line, i));
    let moved = direction_left(line, at);
    let shared = (line.chunks[chunk].items.start..at).rev().find(|&i| line.has(i, Sense::Share));
    if by {
        let direction = moved
            .map(|m| m.0)
            .or_else(|| last_direction(before))
            .or(discourse.last.and_then(|l| l.direction));
        return told(Transform::Change, direction, 0.95, "by", lead);
    }
    // "The share of China rose from 12 to 16 percent": the share itself, before and after.
    let ends = lead.is_some_and(|i| {
        line.has(i, Sense::Prep(Prep::To)) || line.has(i, Sense::Prep(Prep::From))
    });
    if ends && shared.is_some_and(|s| moved.is_some_and(|m| s < m.1)) {
        return told(Transform::Share, None, 0.93, "share-moved", shared);
    }
    // "Fell to 58.3 percent" says where it led, never by how much.
    if lead.is_some_and(|i| {
        line.has(i, Sense::RangeTo)
            || line.has(i, Sense::Prep(Prep::To))
            || line.has(i, Sense::Prep(Prep::From))
    }) && moved.is_some()
    {
        return told(Transform::Share, None, 0.8, "moved-to", moved.map(|m| m.1));
    }
    let own_move = moved.filter(|m| line.chunk_of(m.1) == chunk);
    match (own_move, shared) {
        (Some((direction, place)), share) if share.is_none_or(|s| place > s) => {
            return told(Transform::Change, Some(direction), 0.95, "moved", Some(place));
        }
        (_, Some(_)) => return told(Transform::Share, None, 0.93, "share", shared),
        _ => {}
    }
    // What the number before it in the line was, this one is too: "rice declined 18 percent, maize 66 percent".
    let previous = before.iter().rev().flatten().next().map(|(_, t)| t);
    let bracket =
        line.chunks[chunk].opener == Opener::Bracket || line.chunks[chunk].opener == Opener::Or;
    if bracket && number > 0 && line.numbers[number - 1].is_money() {
        let change = previous.is_some_and(|p| p.transform == Transform::ChangeAbs);
        return match (change, previous.and_then(|p| p.direction)) {
            (true, direction) => told(Transform::Change, direction, 0.9, "explains-step", None),
            (false, _) => told(Transform::Share, None, 0.85, "explains-sum", None),
        };
    }
    if let Some((_, telling)) = before
        .iter()
        .rev()
        .flatten()
        .find(|(_, t)| matches!(t.transform, Transform::Change | Transform::Share))
    {
        return told(telling.transform, telling.direction, 0.85, "as-before", None);
    }
    if let Some((direction, _)) = moved {
        return told(Transform::Change, Some(direction), 0.85, "moved-before", moved.map(|m| m.1));
    }
    let share_anywhere = (0..line.items.len()).any(|i| line.has(i, Sense::Share));
    if share_anywhere {
        return told(Transform::Share, None, 0.75, "share-anywhere", None);
    }
    if let Some(direction) = (at + 1..line.items.len()).find_map(|i| direction_of(line, i)) {
        return told(Transform::Change, Some(direction), 0.7, "moved-after", None);
    }
    match discourse.last {
        Some(last) if matches!(last.transform, Transform::Change | Transform::Share) => {
            let confidence = if line.sentence.bare { 0.85 } else { 0.6 };
            told(last.transform, last.direction, confidence, "as-last", None)
        }
        _ => told(Transform::Share, None, 0.5, "percent", None),
    }
}

/// The last word before a number that is no hedge, article or filler.
fn lead(line: &Line, at: usize) -> Option<usize> {
    let mut item = at;
    while item > 0 {
        item -= 1;
        let filler = line.items[item].what == What::Word
            && line
                .find(item, |s| {
                    matches!(s, Sense::Hedge(_) | Sense::Article | Sense::Neutral).then_some(())
                })
                .is_some()
            && !line
                .find(item, |s| matches!(s, Sense::Prep(_)).then_some(()))
                .is_some_and(|()| true);
        if !filler {
            return Some(item);
        }
    }
    None
}

/// "by", «на» right before the number.
fn leads_step(line: &Line, item: usize) -> bool {
    line.has(item, Sense::Prep(Prep::By)) || line.has(item, Sense::Prep(Prep::On))
}

/// Whether a sum is a rise or fall rather than a level: "by $3 billion", "$1.5 billion more", "an increase of $2 billion",
/// "fell $870 million".
fn absolute(line: &Line, at: usize, lead: Option<usize>) -> Option<Direction> {
    let comparative =
        |i: usize| line.find(i, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
    // "reaches $3 billion over 10 months" tells a time; "$3 billion over the plan" compares.
    let tells_time = line.find(at + 1, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
    if let Some(direction) = comparative(at + 1).filter(|_| !tells_time) {
        return Some(direction);
    }
    // "a $4.7 billion or 19.4% rise"
    if line.has(at + 1, Sense::Or)
        && matches!(line.items.get(at + 2).map(|i| i.what), Some(What::Number(_)))
        && let Some(direction) = comparative(at + 3)
    {
        return Some(direction);
    }
    let lead = lead?;
    if leads_step(line, lead) {
        return direction_left(line, at).map(|m| m.0);
    }
    if line.has(lead, Sense::Prep(Prep::Of)) {
        return lead.checked_sub(1).and_then(|i| direction_of(line, i));
    }
    direction_of(line, lead)
}

/// "Met three times in 2022": a count of occasions, where nothing grows, falls or is compared. "Imports were three times its
/// exports" compares two things, not two times.
fn is_occasion(line: &Line, number: usize, at: usize) -> bool {
    let times = line.numbers[number].pieces.len() > 1;
    let any = |pick: fn(Sense) -> bool| {
        (0..line.items.len()).any(|i| line.find(i, |s| pick(s).then_some(())).is_some())
    };
    let ends = line.items.get(at + 1).is_none_or(|next| {
        matches!(next.what, What::Period(_) | What::Mark(_))
            || line.has(at + 1, Sense::Prep(Prep::In))
            || line.has(at + 1, Sense::Prep(Prep::On))
    });
    let ratio = (at + 1..line.items.len().min(at + 5))
        .any(|i| line.find(i, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some());
    let moves = any(|s| matches!(s, Sense::Move(_) | Sense::Comparative(_)));
    times && !moves && (ratio || (ends && !any(|s| s == Sense::Compare)))
}

/// Up or down, if the word says so.
fn direction_of(line: &Line, item: usize) -> Option<Direction> {
    line.find(item, |s| if let Sense::Move(direction) = s { Some(direction) } else { None })
}

/// The nearest word of rise or fall before an item, in its chunk or those before it.
fn direction_left(line: &Line, at: usize) -> Option<(Direction, usize)> {
    (0..at).rev().find_map(|i| direction_of(line, i).map(|d| (d, i)))
}

/// "5 percent more", "a 47 percent decrease", "5.2 percent higher".
fn direction_right(line: &Line, at: usize) -> Option<Direction> {
    let pick = |i: usize| {
        line.find(i, |s| match s {
            Sense::Comparative(d) | Sense::Move(d) => Some(d),
            _ => None,
        })
    };
    // "30.4% annual growth": a word may stand between.
    let place = if line
        .find(at + 1, |s| matches!(s, Sense::Neutral | Sense::Base(_)).then_some(()))
        .is_some()
    {
        at + 2
    } else {
        at + 1
    };
    // "fell 2% over the same period" compares, "5 percent over" counts.
    let preposition = line.find(place, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
    let moved =
        (line.chunks[line.chunk_of(at)].items.start..at).any(|i| direction_of(line, i).is_some());
    if preposition && moved { None } else { pick(place) }
}

/// "of the total", "of the turnover": the number is a part.
fn part_of_whole(line: &Line, at: usize) -> bool {
    line.has(at + 1, Sense::Prep(Prep::Of))
}

fn last_direction(before: &[Option<(Subject, Telling)>]) -> Option<Direction> {
    before.iter().rev().flatten().find_map(|(_, t)| t.direction)
}
