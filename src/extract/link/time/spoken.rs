//! The period that a sentence speaks of where a number stands.

use crate::extract::lexicon::{Deixis, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::link::compared::is_compared;
use crate::extract::period::Role;
use crate::model::Period;

/// The main period of the sentence for an item, and whether it is an earlier one: the nearest before it in its chunk, else
/// the nearest after it there, else the nearest before, else the nearest after in the same clause.
pub(super) fn main(line: &Line, at: usize) -> Option<(Period, bool)> {
    let own = line.chunks[line.chunk_of(at)].items.clone();
    let fits = |item: usize| match line.items[item].what {
        What::Period(p) if serves(line, item, p, at) => {
            line.periods[p].told().map(|period| (period, line.periods[p].role == Role::Earlier))
        }
        _ => None,
    };
    let clause_end = (line.chunk_of(at) + 1..line.chunks.len())
        .find(|&c| matches!(line.chunks[c].opener, Opener::Semicolon | Opener::Contrast))
        .map_or(line.items.len(), |c| line.chunks[c].items.start);
    (own.start..at)
        .rev()
        .find_map(fits)
        .or_else(|| (at + 1..own.end).find_map(fits))
        .or_else(|| (0..own.start).rev().find_map(fits))
        .or_else(|| (own.end..clause_end).find_map(fits))
}

/// Whether a period is spoken of for the number at an item, rather than compared with or said of another number.
fn serves(line: &Line, item: usize, period: usize, at: usize) -> bool {
    match line.periods[period].role {
        // "the $63.3 billion of 2015" keeps its year to itself.
        Role::Main => {
            !is_compared(line, item)
                && !is_since(line, item, period)
                && !belongs_to_number(line, item, at)
                && !is_ranked(line, item, at)
        }
        // "A year ago the shares were 33 percent": at the head of its clause the earlier time is the one spoken of.
        Role::Earlier => {
            let head = line.chunks[line.chunk_of(item)].items.start;
            let leads = (head..item).all(|i| {
                line.find(i, |s| {
                    matches!(
                        s,
                        Sense::Prep(Prep::In) | Sense::Article | Sense::Contrast | Sense::And
                    )
                    .then_some(())
                })
                .is_some()
            });
            // «Годом раньше было 23,8 млрд, прирост – 17,7%»: the next number is not of that time.
            let told = (item..at).any(|i| matches!(line.items[i].what, What::Number(_)))
                && line.chunk_of(item) != line.chunk_of(at);
            leads && item < at && !told
        }
        Role::Day | Role::AsOf | Role::Open | Role::Window => false,
    }
}

/// «впервые с 2014 года», «с января»: the beginning of a time, which is not the time itself; «с января по май» is.
pub(super) fn is_since(line: &Line, item: usize, period: usize) -> bool {
    let pieces = line.periods[period].pieces.clone();
    // «с ноября 2024-го»: a hyphen before an ending joins no two times.
    let ending =
        |p: usize| line.document.glued(p + 1) && line.document.of(p + 1).chars().count() <= 3;
    let spans = pieces.clone().any(|p| {
        line.document.has(p, Sense::RangeTo)
            || matches!(line.document.pieces[p].mark, '–' | '—' | '/')
            || (line.document.is_mark(p, '-') && !ending(p))
    });
    let from = |i: usize| line.has(i, Sense::Prep(Prep::From)) && !line.has(i, Sense::Compare);
    !spans && pieces.len() <= 6 && item.checked_sub(1).is_some_and(from)
}

/// "the 154.55 billion yen of December", "from 26 billion in January", "January's 129 million": a period said of another
/// number than the one at `at`.
pub(super) fn belongs_to_number(line: &Line, item: usize, at: usize) -> bool {
    let possessed =
        matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')))
            && matches!(line.items.get(item + 3).map(|i| i.what), Some(What::Number(_)));
    if possessed {
        return item + 3 != at;
    }
    let mut before = item;
    let mut of = false;
    while before > 0 {
        before -= 1;
        match line.items[before].what {
            What::Number(_) => return before != at && (of || is_compared(line, before)),
            What::Mark('(' | ')') => {}
            _ if line.has(before, Sense::Prep(Prep::Of)) => of = true,
            _ if line
                .find(before, |s| {
                    matches!(
                        s,
                        Sense::Article
                            | Sense::Level(_)
                            | Sense::Prep(Prep::In)
                            | Sense::Indicator(..)
                    )
                    .then_some(())
                })
                .is_some() => {}
            _ => return false,
        }
    }
    false
}

/// "the highest level this year", behind the number's own chunk: a rank, no time of the number.
pub(super) fn is_ranked(line: &Line, item: usize, at: usize) -> bool {
    let chunk = line.chunk_of(item);
    let items = line.chunks[chunk].items.clone();
    // "Germany was the largest export market in 2020" ranks partners, not times.
    let of_partners = items
        .clone()
        .any(|i| line.find(i, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some());
    // «опустился до 55 млрд – ниже было только в 2005 году»
    let numbered = items.clone().any(|i| matches!(line.items[i].what, What::Number(_)));
    let compared = items
        .clone()
        .any(|i| line.find(i, |s| matches!(s, Sense::Comparative(_)).then_some(())).is_some());
    chunk > line.chunk_of(at)
        && !of_partners
        && (line.any(items, Sense::Superlative) || (compared && !numbered))
}

/// Whether a year is named only as "this year".
pub(super) fn line_says_this(line: &Line, period: Period) -> bool {
    line.periods
        .iter()
        .filter(|w| w.period == Some(period))
        .all(|w| line.document.has(w.pieces.start, Sense::Deixis(Deixis::This)))
}

/// The period a sentence without figures speaks of.
pub(in crate::extract::link) fn of_scene(line: &Line) -> Option<Period> {
    line.chunks.last()?;
    main(line, line.items.len()).filter(|(_, earlier)| !earlier).map(|(period, _)| period)
}
