//! The period that stands beside a number: right behind it, before its apostrophe, or explained by its bracket.

use crate::extract::lexicon::{Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::link::Telling;
use crate::extract::link::compared::is_compared;
use crate::extract::period::Role;
use crate::model::Transform;

/// The period right behind the number or possessing it: "$12 billion in 2016", "the $63.3 billion of 2015", "the 8.35
/// billion recorded in February", "January's 129 million".
pub(super) fn attached(line: &Line, at: usize, telling: &Telling) -> Option<usize> {
    if let Some(period) = possessor(line, at) {
        return Some(period);
    }
    let mut item = at + 1;
    let mut joined = false;
    // The same sum in another currency may stand between: "154.55 billion yen (1.40 billion dollars) of December".
    if matches!(line.items.get(item)?.what, What::Mark('(')) {
        item = (item..line.items.len()).find(|&i| line.items[i].what == What::Mark(')'))? + 1;
    }
    while line
        .find(item, |s| {
            matches!(
                s,
                Sense::Prep(Prep::In | Prep::Of | Prep::For)
                    | Sense::Article
                    | Sense::Edge
                    | Sense::Neutral
                    | Sense::Level(_)
                    | Sense::Indicator(..)
            )
            .then_some(())
        })
        .is_some()
    {
        joined |= line.find(item, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
        item += 1;
    }
    let What::Period(p) = line.items.get(item)?.what else { return None };
    let when = &line.periods[p];
    let fits = match when.role {
        Role::Main | Role::Window => true,
        // "$13.1 billion a year earlier"; but "5.5 percent higher a year earlier" is a comparison.
        Role::Earlier => {
            // "while it was 24.1 billion during the corresponding period last year"
            let near = item == at + 1 || joined;
            telling.earlier || (near && telling.transform == Transform::Level)
        }
        Role::Day | Role::AsOf | Role::Open => false,
    };
    // "5.5 percent last year" needs no preposition, "$12 billion 2016" does.
    (fits && (joined || item == at + 1)).then_some(p)
}

/// The period of "January's 129 million".
fn possessor(line: &Line, at: usize) -> Option<usize> {
    let apostrophe = at.checked_sub(2)?;
    let marked = matches!(line.items[apostrophe].what, What::Mark('\'' | '’'));
    match line.items[apostrophe.checked_sub(1)?].what {
        What::Period(p) if marked => Some(p),
        _ => None,
    }
}

/// "below May 2017 (EUR 165.4 bln)", "than a year before, when the figure was $24.03 billion": a bracket or a relative
/// clause right behind a compared period is about that period.
pub(super) fn explained(line: &Line, at: usize) -> Option<usize> {
    let chunk = line.chunk_of(at);
    let relative = line.chunks[chunk].opener == Opener::Relative
        || line.has(line.chunks[chunk].items.start, Sense::Relative);
    if !(relative || line.chunks[chunk].opener == Opener::Bracket) {
        return None;
    }
    let before = line.chunks[..chunk].last()?.items.end.checked_sub(1)?;
    let What::Period(p) = line.items[before].what else { return None };
    let compared = line.periods[p].role == Role::Earlier || is_compared(line, before);
    compared.then_some(p)
}
