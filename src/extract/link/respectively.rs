//! "Exports and imports were $0.8 billion and $4.7 billion, respectively": lists that run in step with the numbers.

use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, What};
use crate::model::{Indicator, Period};

/// The indicator of a number in a list of as many indicators as there are numbers. "Exports and imports grew by 11 and 7
/// percent" needs no "respectively".
pub(super) fn indicator(line: &Line, number: usize) -> Option<(Indicator, usize)> {
    let (order, all) = place_in_list(line, number)?;
    let both = (0..line.items.len()).find_map(|item| {
        let first =
            line.find(item, |s| if let Sense::Both(first) = s { Some(first) } else { None });
        Some((first?, item))
    });
    if let Some((first, item)) = both.filter(|_| all == 2) {
        let second =
            if first == Indicator::Exports { Indicator::Imports } else { Indicator::Exports };
        return Some((if order == 0 { first } else { second }, item));
    }
    said(line)?;
    let item = list(line, all, |item| {
        line.find(item, |s| match s {
            Sense::Indicator(indicator, _) if indicator != Indicator::Other => Some(()),
            _ => None,
        })
        .is_some()
    })?[order];
    let named =
        line.find(item, |s| if let Sense::Indicator(named, _) = s { Some(named) } else { None })?;
    Some((named, item))
}

/// The period of a number in a list of as many periods as there are numbers.
pub(super) fn period(line: &Line, number: usize) -> Option<Period> {
    said(line)?;
    let (order, all) = place_in_list(line, number)?;
    let items = list(line, all, |item| matches!(line.items[item].what, What::Period(_)))?;
    match line.items[items[order]].what {
        What::Period(p) => line.periods[p].told(),
        _ => None,
    }
}

/// The item of the place of a number in a list of as many places as there are numbers.
pub(super) fn place(line: &Line, number: usize) -> Option<usize> {
    said(line)?;
    if indicator(line, number).is_some() || period(line, number).is_some() {
        return None;
    }
    let (order, all) = place_in_list(line, number)?;
    let named = |item: usize| match line.items[item].what {
        What::Place(p) => !line.places[p].implied,
        _ => false,
    };
    list(line, all, named).map(|items| items[order])
}

fn said(line: &Line) -> Option<()> {
    line.any(0..line.items.len(), Sense::Respectively).then_some(())
}

/// Which of the numbers of its kind a number is, and how many there are; they must stand in one list.
fn place_in_list(line: &Line, number: usize) -> Option<(usize, usize)> {
    let kind = |n: usize| line.numbers[n].is_percent();
    let alike: Vec<usize> = (0..line.items.len())
        .filter(|&item| matches!(line.items[item].what, What::Number(n) if kind(n) == kind(number)))
        .collect();
    let at = line.item_of_number(number);
    let order = alike.iter().position(|item| *item == at)?;
    let listed = alike.len() >= 2 && alike.windows(2).all(|two| joined(line, two[0], two[1]));
    listed.then_some((order, alike.len()))
}

/// The first run of exactly so many items that fit, joined as a list is.
fn list(line: &Line, length: usize, fits: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let fitting: Vec<usize> = (0..line.items.len()).filter(|&item| fits(item)).collect();
    fitting
        .chunk_by(|a, b| joined(line, *a, *b))
        .find(|run| run.len() == length)
        .map(<[usize]>::to_vec)
}

/// Whether nothing but a comma, "and", an article, a hedge or a preposition stands between two items.
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
    second - first <= 5 && (first + 1..second).any(joint) && (first + 1..second).all(small)
}
