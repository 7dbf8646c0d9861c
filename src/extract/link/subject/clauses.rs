//! The word of trade in the clauses around a number, nearest first.

use super::balance::{balance_of, part_of_turnover};
use super::memory::remembered;
use super::named::{Named, is_topic, named_at, partner_at};
use super::{Asked, Subject, Verdict};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Lean, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::token::{Kind, Letters};
use crate::model::{Indicator, Qualifier};
use std::ops::Range;

/// "9.8 percent of total exports", "26, 10 and 8 percent of Austria's imports": what follows the last of a list is the whole
/// of each.
pub(super) fn followed_by(asked: &Asked) -> Option<Verdict> {
    let Asked { line, at, discourse, .. } = *asked;
    let end = asked.items.end;
    let (named, item, elsewhere) = phrase_after(line, at, end, discourse)
        .or_else(|| phrase_after(line, last_listed(line, at, end)?, end, discourse))?;
    if elsewhere {
        return Some(Verdict::Elsewhere);
    }
    let part = part_of_turnover(line, asked.items.start..at, named);
    let subject = match part {
        Some((part, own)) => Subject::said(part, own, "part-of-turnover"),
        None => Subject::said(named, item, "number-of-indicator"),
    };
    Some(Verdict::Measures(subject.whole()))
}

/// "A 2.54 billion dollar surplus".
pub(super) fn beside(asked: &Asked) -> Option<Verdict> {
    let Asked { line, at, discourse, .. } = *asked;
    let beside = at + 1 + usize::from(line.has(at + 1, Sense::Neutral));
    let named = named_at(line, beside, discourse).filter(|n| !n.2 && beside < asked.items.end)?;
    Some(Verdict::Measures(Subject::said(named, beside, "number-indicator")))
}

/// The nearest word before a number in its own chunk.
pub(super) fn own_before(asked: &Asked) -> Option<Verdict> {
    let Asked { line, at, discourse, .. } = *asked;
    let items = asked.items.clone();
    let item = (items.start..at)
        .rev()
        .find(|&item| is_topic(line, item) || named_at(line, item, discourse).is_some())?;
    let Some(named) = named_at(line, item, discourse) else { return Some(Verdict::Elsewhere) };
    if is_topic_of_attribute(line, items.start, item) || is_of_topic(line, items.start, item) {
        return Some(Verdict::Elsewhere);
    }
    if let Some((balance, own)) = balance_of(line, items.start, item, named) {
        return Some(Verdict::Measures(Subject::said(balance, own, "balance-of-trade")));
    }
    // «Экспорт в структуре оборота составляет 70%»
    let percent = line.numbers[asked.number].is_percent();
    if percent && let Some((part, own)) = part_of_turnover(line, items.start..item, named) {
        return Some(Verdict::Measures(Subject::said(part, own, "part-of-turnover")));
    }
    // "sent over 3 billion rubles to the federal budget"
    if named.2 && (at + 1..items.end).any(|later| is_topic(line, later)) {
        return Some(Verdict::Elsewhere);
    }
    Some(Verdict::Measures(Subject::said(named, item, "own-chunk")))
}

/// The first word behind a number in its own chunk, as far as the next number or what it is compared with.
pub(super) fn own_after(asked: &Asked) -> Option<Verdict> {
    let Asked { line, at, discourse, .. } = *asked;
    for item in at + 1..asked.items.end {
        // "earned 19 billion from exports"
        let source = line.has(item, Sense::Prep(Prep::From))
            && named_at(line, item + 1, discourse).is_some_and(|n| !n.2);
        if matches!(line.items[item].what, What::Number(_))
            || (line.has(item, Sense::Compare) && !source)
        {
            return None;
        }
        if let Some(named) = named_at(line, item, discourse) {
            return Some(Verdict::Measures(Subject::said(named, item, "own-chunk-after")));
        }
        if is_topic(line, item) {
            return Some(Verdict::Elsewhere);
        }
    }
    None
}

/// «На 3% вырос экспорт и на 35% – импорт»: the verb is left out, and what it says is behind the dash in its place.
pub(super) fn behind_dash(asked: &Asked) -> Option<Verdict> {
    let Asked { line, at, chunk, discourse, .. } = *asked;
    let next = line.chunks.get(chunk + 1).filter(|c| c.opener == Opener::Dash)?;
    let bare = at + 1 == asked.items.end;
    let numbered = next.items.clone().any(|i| matches!(line.items[i].what, What::Number(_)));
    let item = next.items.start;
    let named = named_at(line, item, discourse).filter(|n| !n.2)?;
    (bare && !numbered && chunk > 0)
        .then(|| Verdict::Measures(Subject::said(named, item, "behind-dash")))
}

/// The nearest word in the chunks before a number's own; a bracket that has closed is passed over.
pub(super) fn before(asked: &Asked) -> Option<Verdict> {
    let Asked { line, chunk, discourse, .. } = *asked;
    let in_bracket = line.chunks[chunk].opener == Opener::Bracket;
    for earlier in line.chunks[..chunk].iter().rev() {
        if (earlier.opener == Opener::Bracket && !in_bracket) || earlier.opener == Opener::Aside {
            continue;
        }
        for item in earlier.items.clone().rev() {
            if let Some(named) = named_at(line, item, discourse) {
                let subject = match balance_of(line, earlier.items.start, item, named) {
                    Some((balance, own)) => Subject::said(balance, own, "balance-of-trade"),
                    None => Subject::said(named, item, "chunk-before"),
                };
                return Some(Verdict::Measures(subject));
            }
            if is_topic(line, item) {
                return Some(Verdict::Elsewhere);
            }
        }
    }
    None
}

/// The first word in the chunks behind a number's own. A number of its own may follow that word in its chunk; then the one asked
/// about goes on with what was spoken of, where anything was.
pub(super) fn after(asked: &Asked) -> Option<Verdict> {
    let Asked { line, chunk, discourse, .. } = *asked;
    for (later, next) in line.chunks[chunk + 1..].iter().zip(chunk + 2..) {
        for item in later.items.clone() {
            if let Some(named) = named_at(line, item, discourse) {
                // «Китай – $6,4 млрд, в том числе экспорт $1,9 млрд», «в том числе по экспорту – 26,9%»
                let dash = line.chunks.get(next).filter(|c| c.opener == Opener::Dash);
                let mut rest = item..dash.map_or(later.items.end, |dash| dash.items.end);
                let numbered = rest.any(|i| matches!(line.items[i].what, What::Number(_)));
                let own = (numbered && !named.2).then(|| remembered(asked)).flatten();
                let subject = own.unwrap_or_else(|| Subject::said(named, item, "chunk-after"));
                return Some(Verdict::Measures(subject));
            }
            if is_topic(line, item) {
                return Some(Verdict::Elsewhere);
            }
        }
    }
    None
}

/// A word for a partner before a number: "the largest supplier of".
pub(super) fn partner_before(asked: &Asked) -> Option<Verdict> {
    by_partner(asked.line, 0..asked.at)
}

/// A word for a partner behind a number.
pub(super) fn partner_after(asked: &Asked) -> Option<Verdict> {
    by_partner(asked.line, asked.at..asked.line.items.len())
}

fn by_partner(line: &Line, mut items: Range<usize>) -> Option<Verdict> {
    let (item, indicator) = items.find_map(|item| partner_at(line, item).map(|i| (item, i)))?;
    let subject = Subject::said((indicator, Lean::Even, false), item, "partner-word");
    Some(Verdict::Measures(Subject { partner: true, ..subject }))
}

/// The last number of a list that goes on behind a number with "and" or "or".
fn last_listed(line: &Line, at: usize, end: usize) -> Option<usize> {
    let joint = line.has(at + 1, Sense::And) || line.has(at + 1, Sense::Or);
    let next = line.items.get(at + 2).filter(|_| joint && at + 2 < end)?;
    matches!(next.what, What::Number(_)).then_some(at + 2)
}

/// "Wages at the country's export factories": a word of trade that only tells which factories, in a clause about
/// something else.
fn is_topic_of_attribute(line: &Line, start: usize, item: usize) -> bool {
    let noun = line.items.get(item + 1).is_some_and(|next| {
        let piece = &line.document.pieces[next.piece];
        next.what == What::Word
            && piece.kind == Kind::Word
            && piece.letters == Letters::Lower
            && !line.document.glued(next.piece)
            && line.document.senses(next.piece).is_empty()
    });
    noun && (start..item).any(|before| is_topic(line, before))
}

/// "The ratio of exports to imports fell": a clause about something of trade.
fn is_of_topic(line: &Line, start: usize, item: usize) -> bool {
    let led = |i: &usize| is_topic(line, *i) && line.has(i + 1, Sense::Prep(Prep::Of));
    (start..item).rev().find(led).is_some_and(|topic| {
        (topic..item).all(|i| matches!(line.items[i].what, What::Word | What::Mark('-')))
    })
}

/// "Drop in the imported goods' international prices": what a word of trade owns is something else.
fn owns_topic(line: &Line, item: usize) -> bool {
    matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')))
        && (item + 2..line.items.len().min(item + 5)).any(|i| is_topic(line, i))
}

/// "9.8 percent of total exports", "$3 billion in trade", "a 27 percent increase in imports", "goods worth": the indicator
/// named by the phrase that follows the number. The flag tells that it is something else than trade.
fn phrase_after(
    line: &Line,
    at: usize,
    end: usize,
    discourse: &Discourse,
) -> Option<(Named, usize, bool)> {
    let mut item = at + 1;
    // "2 billion dollars' worth of Thai exports"
    while item < end
        && (matches!(line.items[item].what, What::Mark('\'' | '’'))
            || line.has(item, Sense::Level(Qualifier::Exactly))
                && line.has(item + 1, Sense::Prep(Prep::Of)))
    {
        item += 1;
    }
    // "a 5 percent increase in …"
    while item < end
        && line
            .find(item, |s| matches!(s, Sense::Comparative(_) | Sense::Move(_)).then_some(()))
            .is_some()
    {
        item += 1;
    }
    // «30% от общего экспорта»
    let percent = matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_percent());
    let part = percent && item == at + 1 && line.has(item, Sense::Prep(Prep::From));
    let of = line.has(item, Sense::Prep(Prep::Of)) || part;
    if item >= end || !(of || line.has(item, Sense::Prep(Prep::In)) || line.has(item, Sense::Goods))
    {
        return None;
    }
    let elsewhere = Some(((Indicator::Other, Lean::Even, false), item, true));
    for next in item..end.min(item + 8) {
        if let Some(named) = named_at(line, next, discourse) {
            return Some((named, next, owns_topic(line, next)));
        }
        if of && partner_at(line, next).is_some() {
            return elsewhere; // "half of the car market"
        }
        match line.items[next].what {
            What::Number(_) | What::Period(_) | What::Mark(_)
                if !matches!(line.items[next].what, What::Mark('\'' | '’')) =>
            {
                return None;
            }
            What::Word if is_topic(line, next) => return elsewhere,
            _ => {}
        }
        let verb = line.find(next, |s| {
            matches!(s, Sense::Level(_) | Sense::Compare | Sense::Relative).then_some(())
        });
        if next > item && verb.is_some() {
            break;
        }
    }
    // "98 percent of those who work there": a part of something that no word of trade names.
    let head = item + 1 + usize::from(line.has(item + 1, Sense::Article));
    // "$3.2 billion of wheat" is a sum of goods, "98 percent of shoppers" a part of something else.
    let money = matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_money());
    let people = line.has(head, Sense::Pronoun) && !line.has(head, Sense::Its);
    let unknown = line.items.get(head).is_some_and(|it| {
        it.what == What::Word
            && line.document.pieces[it.piece].kind == Kind::Word
            && line.document.senses(it.piece).is_empty()
    });
    if of && !part && at + 1 == item && !money && (people || unknown) { elsewhere } else { None }
}
