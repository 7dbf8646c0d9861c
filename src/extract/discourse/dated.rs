//! Of which periods a report has told figures so far.

use crate::model::{AreaCode, Indicator, Period};

/// So many are kept, so that no report takes more than linear time; few tell of a dozen.
const KEPT: usize = 64;

/// The periods of the figures so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::extract) struct Dated {
    /// Each with the number of its figures, in the order of the first.
    counts: Vec<(Period, u32)>,
    /// How many figures had a period.
    all: u32,
    /// The last period of each area's figures, but those only compared with.
    of_areas: Vec<(Option<AreaCode>, Period)>,
    /// Likewise of each indicator's.
    of_indicators: Vec<(Indicator, Period)>,
}

impl Dated {
    /// Notes the period of a figure.
    pub(in crate::extract) fn note(
        &mut self,
        indicator: Indicator,
        ref_area: Option<AreaCode>,
        period: Option<Period>,
        earlier: bool,
    ) {
        let Some(period) = period else { return };
        self.all = self.all.saturating_add(1);
        let full = self.counts.len() >= KEPT;
        match self.counts.iter_mut().find(|(told, _)| *told == period) {
            Some((_, count)) => *count = count.saturating_add(1),
            None if !full => self.counts.push((period, 1)),
            None => {}
        }
        if !earlier {
            set(&mut self.of_areas, ref_area, period);
            set(&mut self.of_indicators, indicator, period);
        }
    }

    /// The period of the report's first figure that has one.
    pub(in crate::extract) fn first(&self) -> Option<Period> {
        self.counts.first().map(|(period, _)| *period)
    }

    /// The period of most figures, the earlier told of two.
    pub(in crate::extract) fn most(&self) -> Option<Period> {
        let most = self.counts.iter().map(|(_, count)| *count).max()?;
        self.counts.iter().find(|(_, count)| *count == most).map(|(period, _)| *period)
    }

    /// How many figures are of a period, and how many have any.
    pub(in crate::extract) fn share(&self, period: Period) -> (u32, u32) {
        let of_it = self.counts.iter().find(|(told, _)| *told == period);
        (of_it.map_or(0, |(_, count)| *count), self.all)
    }

    /// The last period of an area's figures.
    pub(in crate::extract) fn of_area(&self, area: Option<AreaCode>) -> Option<Period> {
        self.of_areas.iter().find(|(of, _)| *of == area).map(|(_, period)| *period)
    }

    /// The last period of an indicator's figures.
    pub(in crate::extract) fn of_indicator(&self, indicator: Indicator) -> Option<Period> {
        self.of_indicators.iter().find(|(of, _)| *of == indicator).map(|(_, period)| *period)
    }
}

fn set<K: PartialEq>(last: &mut Vec<(K, Period)>, of: K, period: Period) {
    let full = last.len() >= KEPT;
    match last.iter_mut().find(|(key, _)| *key == of) {
        Some((_, told)) => *told = period,
        None if !full => last.push((of, period)),
        None => {}
    }
}
