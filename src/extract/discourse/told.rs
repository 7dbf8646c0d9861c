//! Whose figures a report has told so far, and with whom.

use super::Discourse;
use crate::model::AreaCode;

/// Ref area and counterpart area of a figure.
pub(super) type Pair = (Option<AreaCode>, Option<AreaCode>);

impl Discourse {
    /// Counts a figure for its areas.
    pub(in crate::extract) fn count(&mut self, own: Option<AreaCode>, partner: Option<AreaCode>) {
        match self.pairs.iter_mut().find(|(pair, _)| *pair == (own, partner)) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.pairs.push(((own, partner), 1)),
        }
    }

    /// How many figures of the two there were so far; `None` before the first figure of all.
    pub(in crate::extract) fn told(
        &self,
        own: Option<AreaCode>,
        partner: Option<AreaCode>,
    ) -> Option<u16> {
        let of_them = || self.pairs.iter().find(|(pair, _)| *pair == (own, partner));
        (!self.pairs.is_empty()).then(|| of_them().map_or(0, |(_, count)| *count))
    }

    /// Of how many figures so far an area was the ref area, and of how many the partner.
    pub(in crate::extract) fn parts(&self, area: AreaCode) -> (u32, u32) {
        self.pairs.iter().fold((0, 0), |(own, other), ((a, b), count)| {
            let count = u32::from(*count);
            (
                own + if *a == Some(area) { count } else { 0 },
                other + if *b == Some(area) { count } else { 0 },
            )
        })
    }

    /// How often the whole report names an area as the one whose trade it tells, and how often as the other side.
    pub(in crate::extract) fn standing(&self, area: AreaCode) -> (u32, u32) {
        let weight = self.weights.iter().find(|w| w.area == area);
        weight.map_or((0, 0), |w| (w.owner, w.partner))
    }
}
