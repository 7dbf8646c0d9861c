//! Whether a number tells of what was or of what is meant to be.

use crate::extract::lexicon::Sense;
use crate::extract::line::{Line, Opener, What};
use crate::model::{Period, Status};
use chrono::{Datelike, NaiveDate};

/// Plans speak before their number ("is expected to reach $12 billion") or are of a time to come.
pub(super) fn of(
    line: &Line,
    number: usize,
    period: Option<Period>,
    published: Option<NaiveDate>,
) -> Status {
    let at = line.item_of_number(number);
    let chunk = line.chunk_of(at);
    let items = line.chunks[chunk].items.clone();
    let plan = |i: usize| line.has(i, Sense::Plan);
    let done = |i: usize| line.has(i, Sense::Done);
    let mut meant = false;
    for item in (items.start..at).rev() {
        meant |= line.has(item, Sense::Meant);
        if plan(item) {
            return Status::Planned;
        }
        if done(item) {
            return by_time(period, published);
        }
    }
    if (at + 1..items.end).any(plan)
        && !(at + 1..items.end).any(|i| matches!(line.items[i].what, What::Number(_)))
    {
        return Status::Planned;
    }
    // A chunk without a verb of its own goes on as the one before it did; an infinitive looks further for what governs it.
    for earlier in (0..chunk).rev() {
        let opener = line.chunks[earlier + 1].opener;
        if matches!(opener, Opener::Semicolon | Opener::Relative)
            || (opener == Opener::Contrast && !meant)
        {
            break;
        }
        for item in line.chunks[earlier].items.clone().rev() {
            meant |= line.has(item, Sense::Meant);
            if plan(item) {
                return Status::Planned;
            }
            let level = line.find(item, |s| matches!(s, Sense::Level(_)).then_some(())).is_some();
            if done(item) || (level && !line.has(item, Sense::Meant)) {
                return by_time(period, published);
            }
        }
    }
    if meant { Status::Planned } else { by_time(period, published) }
}

/// A whole year that had hardly begun when it was written about lies ahead.
fn by_time(period: Option<Period>, published: Option<NaiveDate>) -> Status {
    match (period, published) {
        (Some(period), Some(published)) if period.from() > published => Status::Planned,
        (Some(period), Some(published)) if period.to().year() > published.year() => Status::Planned,
        _ => Status::Actual,
    }
}
