//! The period that a change is counted from, where it is not a year earlier.

use crate::extract::lexicon::{Sense, TimeUnit};
use crate::extract::line::{Line, What};
use crate::extract::link::compared::is_compared;
use crate::extract::period::Role;
use crate::model::Period;

/// The time named behind a number, in its chunk, that it is compared with.
pub(super) fn compared_with(line: &Line, at: usize) -> Option<Period> {
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    (at + 1..chunk.end.max(at + 1)).find_map(|item| match line.items[item].what {
        What::Period(p) if line.periods[p].role == Role::Earlier || is_compared(line, item) => {
            line.periods[p].told()
        }
        _ => None,
    })
}

/// The base of a change where the text names one other than a year earlier.
pub(super) fn base(line: &Line, at: usize, period: Period) -> Option<Period> {
    let by_unit = (0..line.items.len())
        .find_map(|i| line.find(i, |s| if let Sense::Base(unit) = s { Some(unit) } else { None }));
    if matches!(by_unit, Some(TimeUnit::Quarter | TimeUnit::Month | TimeUnit::Half)) {
        return period.previous();
    }
    let compared = compared_with(line, at)?;
    (Some(compared) != period.shifted_years(-1) && compared != period).then_some(compared)
}
