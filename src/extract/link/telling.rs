//! How a number tells of its indicator: level, change, share, multiple; up or down; of now or of before.

use super::evidence::Ground;
use super::subject::DIFFERENCE;
use super::{Subject, compared};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Direction, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::model::{Decimal, Indicator, Transform};

/// The transform of a number, and its direction.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Telling {
    pub(in crate::extract) transform: Transform,
    pub(in crate::extract) direction: Option<Direction>,
    /// The number is of the time compared with: "from 58.7 billion", "against 3 billion".
    pub(in crate::extract) earlier: bool,
    /// "95.2 percent of 2012": a level in percent of an earlier one.
    pub(in crate::extract) of_earlier: bool,
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
    let told = |transform, direction, rule, item| Telling {
        transform,
        direction,
        earlier,
        of_earlier: false,
        ground: Ground::of(rule, item),
    };
    if amount.multiple {
        if is_occasion(line, number, at) {
            return None;
        }
        // «почти вдвое меньше»
        let less =
            line.find(at + 1, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
        // «в полтора раза сократила импорт»
        let direction = less
            .or_else(|| direction_of(line, at + 1))
            .or_else(|| direction_left(line, at).map(|d| d.0));
        let down = direction == Some(Direction::Down);
        let turned = down && amount.amount.value >= Decimal::ONE;
        return Some(told(
            Transform::Multiple,
            turned.then_some(Direction::Down).or(Some(Direction::Up)),
            "multiple",
            Some(at),
        ));
    }
    if let Some((transform, direction)) = same_step(line, number, before) {
        return Some(told(transform, direction, "same-step", None));
    }
    if amount.is_money() {
        // «сальдо ожидается на уровне минус $5 млрд»: a balance has a sign, and it is no fall.
        let own_sign = subject.indicator == Indicator::Balance
            && (amount.signed || subject.rule == DIFFERENCE);
        return Some(match absolute(line, at, lead, subject).filter(|_| !own_sign) {
            Some(direction) => told(Transform::ChangeAbs, Some(direction), "step", lead),
            None => told(Transform::Level, None, "money", Some(at)),
        });
    }
    // "(previous year = 100 %)" is what others are counted from.
    let is_base = at > 0 && line.items[at - 1].what == What::Mark('=');
    if !amount.is_percent() || is_base {
        return None;
    }
    let of_earlier = || {
        of_earlier_period(line, number, at, lead)
            .map(|i| ("percent-of-period", i))
            .or_else(|| pace(line, number, at, lead).map(|i| ("pace", i)))
    };
    if let Some((rule, item)) = of_earlier().filter(|_| !subject.whole) {
        return Some(Telling {
            transform: Transform::Change,
            direction: None,
            earlier: false,
            of_earlier: true,
            ground: Ground::of(rule, Some(item)),
        });
    }
    if amount.signed {
        let down = amount.amount.value.is_sign_negative();
        return Some(told(
            Transform::Change,
            Some(if down { Direction::Down } else { Direction::Up }),
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
            "step-of",
            lead.and_then(|of| of.checked_sub(1)),
        ));
    }
    // "5 percent more", "an 11 percent decrease"
    if let Some(direction) = direction_right(line, at).or_else(|| shared_right(line, at)) {
        return Some(told(Transform::Change, Some(direction), "number-step", Some(at + 1)));
    }
    // "a decline of 27.3 percent in exports"
    if let Some(direction) = lead
        .filter(|i| line.has(*i, Sense::Prep(Prep::Of)))
        .and_then(|i| direction_of(line, i.checked_sub(1)?))
    {
        return Some(told(
            Transform::Change,
            Some(direction),
            "step-of",
            lead.and_then(|of| of.checked_sub(1)),
        ));
    }
    let whole = subject.whole || part_of_whole(line, at);
    if whole {
        return Some(told(Transform::Share, None, "part-of", subject.item));
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
    let told = |transform, direction, rule, item| {
        let ground = Ground::of(rule, item);
        Some(Telling { transform, direction, earlier, of_earlier: false, ground })
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
        return told(Transform::Change, direction, "by", lead);
    }
    // "The share of China rose from 12 to 16 percent": the share itself, before and after.
    let ends = lead.is_some_and(|i| {
        line.has(i, Sense::Prep(Prep::To)) || line.has(i, Sense::Prep(Prep::From))
    });
    if ends && shared.is_some_and(|s| moved.is_some_and(|m| s < m.1)) {
        return told(Transform::Share, None, "share-moved", shared);
    }
    // "Fell to 58.3 percent" says where it led, never by how much.
    // «Рост в 15%» is a step.
    if lead.is_some_and(|i| {
        line.has(i, Sense::RangeTo)
            || (line.has(i, Sense::Prep(Prep::To)) && !line.has(i, Sense::Prep(Prep::In)))
            || line.has(i, Sense::Prep(Prep::From))
    }) && moved.is_some()
    {
        return told(Transform::Share, None, "moved-to", moved.map(|m| m.1));
    }
    let own_move = moved.filter(|m| line.chunk_of(m.1) == chunk);
    match (own_move, shared) {
        (Some((direction, place)), share) if share.is_none_or(|s| place > s) => {
            return told(Transform::Change, Some(direction), "moved", Some(place));
        }
        (_, Some(_)) => return told(Transform::Share, None, "share", shared),
        _ => {}
    }
    // What the number before it in the line was, this one is too: "rice declined 18 percent, maize 66 percent".
    let previous = before.iter().rev().flatten().next().map(|(_, t)| t);
    let bracket =
        line.chunks[chunk].opener == Opener::Bracket || line.chunks[chunk].opener == Opener::Or;
    if bracket && number > 0 && line.numbers[number - 1].is_money() {
        let change = previous.is_some_and(|p| p.transform == Transform::ChangeAbs);
        return match (change, previous.and_then(|p| p.direction)) {
            (true, direction) => told(Transform::Change, direction, "explains-step", None),
            (false, _) => told(Transform::Share, None, "explains-sum", None),
        };
    }
    if let Some((_, telling)) = before
        .iter()
        .rev()
        .flatten()
        .find(|(_, t)| matches!(t.transform, Transform::Change | Transform::Share))
    {
        return told(telling.transform, telling.direction, "as-before", None);
    }
    let shared = (0..at).rev().find(|&i| line.has(i, Sense::Share));
    if let Some((direction, item)) = moved.filter(|m| shared.is_none_or(|s| s < m.1)) {
        return told(Transform::Change, Some(direction), "moved-before", Some(item));
    }
    if shared.is_some() {
        return told(Transform::Share, None, "share-before", shared);
    }
    if (at + 1..line.items.len()).any(|i| line.has(i, Sense::Share)) {
        return told(Transform::Share, None, "share-after", None);
    }
    if let Some(direction) = (at + 1..line.items.len()).find_map(|i| direction_of(line, i)) {
        return told(Transform::Change, Some(direction), "moved-after", None);
    }
    match discourse.last {
        // A list goes on as it began; a sentence of its own in which nothing moves tells parts.
        Some(last) if line.sentence.bare && last.transform == Transform::Change => {
            told(last.transform, last.direction, "as-last", None)
        }
        _ => told(Transform::Share, None, "percent", None),
    }
}

/// "95.2 percent of 2012", «составил 104,1% к уровню прошлого года»: a level in percent of that of another time, where
/// nothing rises, falls or is led by "by".
fn of_earlier_period(line: &Line, number: usize, at: usize, lead: Option<usize>) -> Option<usize> {
    let chunk = line.chunks[line.chunk_of(at)].items.start;
    let moves = |from: usize| (from..at).any(|i| direction_of(line, i).is_some());
    if line.numbers[number].signed || moves(chunk) || lead.is_some_and(|i| leads_step(line, i)) {
        return None;
    }
    let mut item = at + 1;
    if line.has(item, Sense::Prep(Prep::Of)) {
        item += 1 + usize::from(line.has(item + 1, Sense::Article));
    } else {
        let set_against =
            |s| matches!(s, Sense::Compare | Sense::Prep(Prep::To | Prep::From)).then_some(());
        // "Rose 93 percent, to the EU 54 percent from February": less than the whole may be a step without its verb.
        let whole = line.numbers[number].amount.value >= Decimal::ONE_HUNDRED || !moves(0);
        // "45 percent more than" is a step.
        let compares = line.find(item, |s| matches!(s, Sense::Comparative(_)).then_some(()));
        if line.find(item, set_against).is_none()
            || compares.is_some()
            || !whole
            || !is_near_whole(line, number)
        {
            return None;
        }
        let small = |s| {
            matches!(s, Sense::Compare | Sense::Article | Sense::Prep(_) | Sense::Neutral)
                .then_some(())
        };
        while line.find(item, small).is_some() {
            item += 1;
        }
    }
    matches!(line.items.get(item)?.what, What::Period(_)).then_some(item)
}

/// «темп роста – 104,5%»: by its name a rate in percent of the earlier level; «лучшие темпы у масла: экспорт вырос на 49%» is a
/// step.
fn pace(line: &Line, number: usize, at: usize, lead: Option<usize>) -> Option<usize> {
    if lead.is_some_and(|i| leads_step(line, i)) {
        return None;
    }
    let chunk = line.chunk_of(at);
    let apposed = matches!(line.chunks[chunk].opener, Opener::Dash | Opener::Colon);
    let first = if apposed && chunk > 0 { chunk - 1 } else { chunk };
    let mut items = line.chunks[first].items.start..at;
    let rate = !line.numbers[number].signed && is_near_whole(line, number);
    items.find(|&i| rate && line.has(i, Sense::Pace))
}

/// Rates in percent of the earlier level lie about a hundred; smaller numbers are steps.
fn is_near_whole(line: &Line, number: usize) -> bool {
    line.numbers[number].amount.value >= Decimal::from(40)
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
fn absolute(line: &Line, at: usize, lead: Option<usize>, subject: &Subject) -> Option<Direction> {
    let comparative =
        |i: usize| line.find(i, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
    // "reaches $3 billion over 10 months" tells a time; "$3 billion over the plan" compares.
    let tells_time = line.find(at + 1, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
    // "Amounted to $4.7 billion, or 1.6% more than", "stood at 820 million down from 850" are levels.
    let level = lead.is_some_and(|i| {
        line.find(i, |s| matches!(s, Sense::Level(_) | Sense::Prep(Prep::To)).then_some(()))
            .is_some()
    });
    let since = level && line.has(at + 2, Sense::Prep(Prep::From));
    if let Some(direction) = comparative(at + 1).filter(|_| !tells_time && !since) {
        return Some(direction);
    }
    if let Some(direction) = shared_right(line, at).filter(|_| !level) {
        return Some(direction);
    }
    let lead = lead?;
    // "A drop on the $7.1 billion of the year before": a sum that is known already.
    if at > 0 && line.has(at - 1, Sense::Definite) && line.has(lead, Sense::Prep(Prep::On)) {
        return None;
    }
    if leads_step(line, lead) && !tells_worth(line, lead) {
        // «Спрос упал: КНР отгрузила на 15 млрд» tells what was shipped, not how far it fell.
        let worth = |moved: usize| {
            subject.verb
                && (subject.item.is_some_and(|verb| verb > moved)
                    || direction_of(line, moved).is_none())
        };
        return direction_left(line, at).filter(|m| !worth(m.1)).map(|m| m.0);
    }
    if line.has(lead, Sense::Prep(Prep::Of)) {
        return lead.checked_sub(1).and_then(|i| direction_of(line, i));
    }
    direction_of(line, lead)
}

/// «до 5181 тонны (на 2914 млн иен)»: what a quantity is worth, for which a bracket opens.
fn tells_worth(line: &Line, lead: usize) -> bool {
    let what = |back: usize| lead.checked_sub(back).map(|i| line.items[i].what);
    matches!(what(1), Some(What::Mark('(' | '[')))
        && matches!(what(2), Some(What::Number(n)) if line.numbers[n].is_quantity())
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

/// The nearest word of rise or fall before an item, in its chunk or those before it. «Стал меньше на 16%»: where its chunk
/// has none, one that compares; but «более чем на 16%» hedges.
fn direction_left(line: &Line, at: usize) -> Option<(Direction, usize)> {
    let start = line.chunks[line.chunk_of(at)].items.start;
    let moved = |range: std::ops::Range<usize>| {
        range.rev().find_map(|i| direction_of(line, i).map(|d| (d, i)))
    };
    let compared = || {
        (start..at).rev().find_map(|i| {
            let hedge = line.find(i, |s| matches!(s, Sense::Hedge(_)).then_some(())).is_some();
            let step = leads_step(line, i + 1) && i + 2 == at;
            let direction =
                line.find(i, |s| if let Sense::Comparative(d) = s { Some(d) } else { None })?;
            (step || !hedge).then_some((direction, i))
        })
    };
    moved(start..at).or_else(compared).or_else(|| moved(0..start))
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

/// "A $4.7 billion or 19.4% rise", "over $500 million, or 8 percent, less": what stands behind the second tells of both.
fn shared_right(line: &Line, at: usize) -> Option<Direction> {
    let skip = |item: usize| {
        item + usize::from(line.items.get(item).is_some_and(|i| i.what == What::Mark(',')))
    };
    let or = skip(at + 1);
    let hedge = line.find(or + 1, |s| matches!(s, Sense::Hedge(_) | Sense::Article).then_some(()));
    let second = or + 1 + usize::from(hedge.is_some());
    if !line.has(or, Sense::Or)
        || !matches!(line.items.get(second).map(|i| i.what), Some(What::Number(_)))
    {
        return None;
    }
    line.find(skip(second + 1), |s| if let Sense::Comparative(d) = s { Some(d) } else { None })
}

/// The step told before, in other terms: "by 19.1 percent, or $438 million", "rose 40 million dollars (27 million euros), or 3
/// percent".
fn same_step(
    line: &Line,
    number: usize,
    before: &[Option<(Subject, Telling)>],
) -> Option<(Transform, Option<Direction>)> {
    let (_, told) = before.last().copied().flatten()?;
    let (this, that) = (&line.numbers[number], &line.numbers[number - 1]);
    let transform = match told.transform {
        Transform::Change if this.is_money() && that.is_percent() => Transform::ChangeAbs,
        Transform::ChangeAbs if this.is_percent() && that.is_money() => Transform::Change,
        Transform::ChangeAbs if this.is_money() && this.amount.unit != that.amount.unit => {
            Transform::ChangeAbs
        }
        _ => return None,
    };
    let at = line.item_of_number(number);
    let hedged = |item: usize| {
        line.find(item, |s| matches!(s, Sense::Hedge(_) | Sense::Article).then_some(())).is_some()
    };
    let lead = at.checked_sub(1 + usize::from(at > 0 && hedged(at - 1)))?;
    // "Rose by 5 percent, or a third of the gain of last year"
    let marks = |items: std::ops::Range<usize>| {
        items.into_iter().all(|i| matches!(line.items[i].what, What::Mark(_)))
    };
    let beside = marks(line.item_of_number(number - 1) + 1..lead);
    let bracket = transform == Transform::ChangeAbs
        && matches!(line.items[lead].what, What::Mark('(' | '['))
        && that.is_money();
    (beside && (bracket || line.has(lead, Sense::Or))).then_some((transform, told.direction))
}

/// "of the total", "of the turnover": the number is a part.
fn part_of_whole(line: &Line, at: usize) -> bool {
    line.has(at + 1, Sense::Prep(Prep::Of))
}

fn last_direction(before: &[Option<(Subject, Telling)>]) -> Option<Direction> {
    before.iter().rev().flatten().find_map(|(_, t)| t.direction)
}
