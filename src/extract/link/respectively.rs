//! "Exports and imports were $0.8 billion and $4.7 billion, respectively": lists that run in step with the numbers.

use crate::extract::discourse::Discourse;
use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, What};
use crate::extract::period::Role;
use crate::extract::place::NOWHERE;
use crate::model::{Indicator, Period};

/// The indicator of a number in a list of as many indicators as there are numbers. "Exports and imports grew by 11 and 7
/// percent" needs no "respectively".
pub(super) fn indicator(
    line: &Line,
    number: usize,
    discourse: &Discourse,
) -> Option<(Indicator, Option<usize>)> {
    let (order, run) = run(line, number)?;
    let all = run.len();
    let named = |item: usize| {
        line.find(item, |s| match s {
            Sense::Indicator(indicator, _) if indicator != Indicator::Other => Some(indicator),
            _ => None,
        })
    };
    let both = |item: usize| {
        let first =
            line.find(item, |s| if let Sense::Both(first) = s { Some(first) } else { None })?;
        let second =
            if first == Indicator::Exports { Indicator::Imports } else { Indicator::Exports };
        Some([first, second])
    };
    // "Exports were 5 and imports 3 billion, up 8 and 2 percent respectively": the last words for them before the list;
    // "total trade, exports and imports" are three.
    let before: Vec<(Indicator, usize)> = (0..run[0])
        .flat_map(|item| match both(item) {
            Some(two) => two.into_iter().map(|flow| (flow, item)).collect::<Vec<_>>(),
            None => named(item).map(|flow| (flow, item)).into_iter().collect(),
        })
        .collect();
    let words = before.len().checked_sub(all).map(|first| &before[first..]);
    if let Some(words) = words.filter(|_| said(line).is_some()) {
        let apart = (0..words.len()).all(|n| words[..n].iter().all(|word| word.0 != words[n].0));
        let clause = (words[0].1..run[0])
            .all(|i| !line.has(i, Sense::Contrast) && line.items[i].what != What::Mark(';'));
        if apart && clause {
            return Some((words[order].0, Some(words[order].1)));
        }
    }
    let two = (0..line.items.len()).find_map(|item| Some((both(item)?, item)));
    if let Some((two, item)) = two.filter(|_| all == 2) {
        return Some((two[order], Some(item)));
    }
    said(line)?;
    if let Some(items) = list(line, all, |item| named(item).is_some()) {
        return named(items[order]).map(|indicator| (indicator, Some(items[order])));
    }
    // "The figures for last year were 314 and 209 million, respectively": of the two named in the sentence before.
    let compared = line.periods.iter().any(|when| when.role == Role::Earlier);
    let two = all == 2 && before.is_empty() && compared && !has_list_of_places(line, all);
    let [Some((first, _)), Some((second, _))] = discourse.named else { return None };
    two.then_some((if order == 0 { first } else { second }, None))
}

/// The period of a number in a list of as many periods as there are numbers.
pub(super) fn period(line: &Line, number: usize) -> Option<Period> {
    said(line)?;
    let (order, run) = run(line, number)?;
    let items = list(line, run.len(), |item| matches!(line.items[item].what, What::Period(_)))?;
    match line.items[items[order]].what {
        What::Period(p) => line.periods[p].told(),
        _ => None,
    }
}

/// The item of the place of a number in a list of as many places as there are numbers; the list right before the numbers
/// needs no "respectively": "exports to the EU, Africa and Japan grew by 9, 16 and 11 percent".
pub(super) fn place(line: &Line, number: usize, discourse: &Discourse) -> Option<usize> {
    let (order, run) = run(line, number)?;
    if indicator(line, number, discourse).is_some() || period(line, number).is_some() {
        return None;
    }
    let last = (0..run[0]).rev().find(|&item| is_named(line, item))?;
    let places = runs(line, |item| is_named(line, item));
    let before = places.iter().find(|places| places.contains(&last));
    if let Some(places) = before.filter(|places| places.len() == run.len()) {
        return Some(places[order]);
    }
    said(line)?;
    places.iter().find(|places| places.len() == run.len()).map(|places| places[order])
}

/// A place that is named, with a code or without.
fn is_named(line: &Line, item: usize) -> bool {
    match line.items[item].what {
        What::Place(p) => !line.places[p].implied || line.places[p].area == NOWHERE,
        _ => false,
    }
}

fn has_list_of_places(line: &Line, length: usize) -> bool {
    list(line, length, |item| is_named(line, item)).is_some()
}

fn said(line: &Line) -> Option<()> {
    line.any(0..line.items.len(), Sense::Respectively).then_some(())
}

/// The list of numbers of one kind that a number stands in, and which of them it is.
fn run(line: &Line, number: usize) -> Option<(usize, Vec<usize>)> {
    let kind = |n: usize| line.numbers[n].is_percent();
    let at = line.item_of_number(number);
    let alike =
        |item: usize| matches!(line.items[item].what, What::Number(n) if kind(n) == kind(number));
    let run = runs(line, alike).into_iter().find(|run| run.contains(&at))?;
    let order = run.iter().position(|item| *item == at)?;
    (run.len() >= 2).then_some((order, run))
}

/// The first list of exactly so many items that fit.
fn list(line: &Line, length: usize, fits: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    runs(line, fits).into_iter().find(|run| run.len() == length)
}

/// The items that fit, in lists as they are joined.
fn runs(line: &Line, fits: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let fitting: Vec<usize> = (0..line.items.len()).filter(|&item| fits(item)).collect();
    fitting.chunk_by(|a, b| joined(line, *a, *b)).map(<[usize]>::to_vec).collect()
}

/// Whether nothing but a comma, "and", an article, a hedge or a preposition stands between two items; in "by 12 percent ($3
/// billion) and 41 percent ($1 billion) respectively" a bracket may, too.
fn joined(line: &Line, first: usize, second: usize) -> bool {
    let joint = |item: usize| {
        matches!(line.items[item].what, What::Mark(',')) || line.has(item, Sense::And)
    };
    let small = |item: usize| {
        joint(item)
            || line
                .find(item, |s| {
                    matches!(s, Sense::Article | Sense::Hedge(_) | Sense::Prep(_)).then_some(())
                })
                .is_some()
    };
    let opens = matches!(line.items.get(first + 1).map(|i| i.what), Some(What::Mark('(')));
    let close = (first + 1..second).find(|&i| line.items[i].what == What::Mark(')'));
    let from = close.filter(|_| opens && said(line).is_some()).map_or(first, |close| close);
    second - from <= 5 && (from + 1..second).any(joint) && (from + 1..second).all(small)
}
