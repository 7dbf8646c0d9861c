//! What an audit of some areas has to know.

use crate::model::{AreaCode, Indicator, SeriesKey};
use crate::seeds;

/// Whether an audit of what these areas trade with each other, or with anyone where there is only one, rests on a series:
/// theirs, those of the states that they are regions of and of their own regions, what they trade with the world, and all
/// investment, which is measured by other investment. Of no areas it rests on all.
#[must_use]
pub fn concerns(areas: &[AreaCode], key: &SeriesKey) -> bool {
    let parent = |area: AreaCode| seeds::area(area).and_then(|area| area.parent);
    let is_near = |area: AreaCode| {
        areas.iter().any(|&asked| {
            asked == area || parent(asked) == Some(area) || parent(area) == Some(asked)
        })
    };
    let (area, partner) = (key.ref_area, key.counterpart_area);
    match areas {
        [] => true,
        [_] => area.is_some_and(is_near) || partner.is_some_and(is_near),
        _ => {
            let any_partner = key.indicator == Indicator::Investment;
            area.is_some_and(is_near) && (any_partner || partner.is_none_or(is_near))
        }
    }
}
