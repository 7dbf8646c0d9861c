//! Whether a number tells of what was or of what is meant to be.

use super::compared::comparator;
use super::evidence::Ground;
use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, Opener, What};
use crate::model::{Period, Status};
use chrono::{Datelike, NaiveDate};

/// Plans speak before their number ("is expected to reach $12 billion") or are of a time to come.
pub(super) fn of(
    line: &Line,
    number: usize,
    earlier: bool,
    period: Option<Period>,
    published: Option<NaiveDate>,
    list_of_plans: bool,
) -> (Status, Ground) {
    match planned(line, number, earlier) {
        Some(ground) => (Status::Planned, ground),
        None if is_listed_plan(line, list_of_plans) => {
            (Status::Planned, Ground::of("list-of-plans", None))
        }
        None => by_time(period, published),
    }
}

/// Whether a line of a list of plans tells of one: nothing in it was done.
pub(super) fn is_listed_plan(line: &Line, list_of_plans: bool) -> bool {
    list_of_plans && !line.any(0..line.items.len(), Sense::Done)
}

/// The words of the sentence that make a number one of a plan. What is compared with a plan is none: "expected to fall to
/// 2.4 billion from three billion", unless it is called one itself: "above the planned $23 billion".
pub(super) fn planned(line: &Line, number: usize, earlier: bool) -> Option<Ground> {
    let at = line.item_of_number(number);
    let chunk = line.chunk_of(at);
    let items = line.chunks[chunk].items.clone();
    let plan = |i: usize| line.has(i, Sense::Plan);
    let done = |i: usize| line.has(i, Sense::Done);
    let mut meant = None;
    if earlier && let Some(word) = comparator(line, at) {
        return (word..at).find(|i| plan(*i)).map(|item| Ground::of("plan", Some(item)));
    }
    for item in (items.start..at).rev() {
        meant = meant.or(line.has(item, Sense::Meant).then_some(item));
        if plan(item) {
            return Some(Ground::of("plan", Some(item)));
        }
        if done(item) {
            return None;
        }
    }
    if let Some(item) = (at + 1..items.end).find(|i| plan(*i))
        && !(at + 1..items.end).any(|i| matches!(line.items[i].what, What::Number(_)))
    {
        return Some(Ground::of("plan-after", Some(item)));
    }
    // A chunk without a verb of its own goes on as the one before it did; an infinitive looks further for what governs it.
    for earlier in (0..chunk).rev() {
        let opener = line.chunks[earlier + 1].opener;
        // «составит 2 млрд, что на 6% больше»: "which" goes on without a verb of its own.
        let verb = line.chunks[earlier + 1].items.clone().any(|i| {
            done(i)
                || line
                    .find(i, |s| matches!(s, Sense::Move(_) | Sense::Level(_)).then_some(()))
                    .is_some()
        });
        if opener == Opener::Semicolon
            || (opener == Opener::Relative && verb)
            || (opener == Opener::Contrast && meant.is_none())
        {
            break;
        }
        for item in line.chunks[earlier].items.clone().rev() {
            meant = meant.or(line.has(item, Sense::Meant).then_some(item));
            if plan(item) {
                return Some(Ground::of("plan-before", Some(item)));
            }
            let level = line.find(item, |s| matches!(s, Sense::Level(_)).then_some(())).is_some();
            if done(item) || (level && !line.has(item, Sense::Meant)) {
                return None;
            }
        }
    }
    meant.map(|item| Ground::of("meant", Some(item)))
}

/// "Reached $2.5 billion in 2022, and they want to bring it to $5 billion": a plan is not of the time that has passed when
/// the report was published, unless that time is said beside it.
pub(super) fn is_stale(
    line: &Line,
    number: usize,
    period: Period,
    published: Option<NaiveDate>,
) -> bool {
    let chunk = &line.chunks[line.chunk_of(line.item_of_number(number))];
    let beside = chunk.items.clone().any(|item| match line.items[item].what {
        What::Period(p) => line.periods[p].told() == Some(period),
        _ => false,
    });
    // "Reached $24.3 billion, above the planned $23 billion": the plan was of the same time.
    let compared = line.any(chunk.items.clone(), Sense::Compare);
    !beside && !compared && published.is_some_and(|day| period.to() < day)
}

/// A whole year that had hardly begun when it was written about lies ahead.
pub(in crate::extract) fn by_time(
    period: Option<Period>,
    published: Option<NaiveDate>,
) -> (Status, Ground) {
    let ahead = period.zip(published).is_some_and(|(period, published)| {
        period.from() > published || period.to().year() > published.year()
    });
    if ahead {
        (Status::Planned, Ground::of("time-ahead", None))
    } else {
        (Status::Actual, Ground::default())
    }
}
