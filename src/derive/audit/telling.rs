//! One growth told in several ways in one sentence: in percent, as a multiple, as an amount. In another sentence it is of
//! another time or thing, more often than it is the same and wrong.

use super::{Finding, weight};
use crate::derive::index::Index;
use crate::model::{Bounds, Claim, FindingKind, Indicator, Transform, Unit};

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        if key.transform != Transform::Change
            || key.unit != Some(Unit::Percent)
            || matches!(key.indicator, Indicator::Balance | Indicator::Other)
        {
            continue;
        }
        let areas = (key.ref_area, key.counterpart_area);
        let told = |transform| index.told(key.indicator, transform, areas, key.product.as_deref());
        let multiples: Vec<u32> = told(Transform::Multiple).map(|(series, _)| series).collect();
        let amounts: Vec<(u32, u32)> = told(Transform::ChangeAbs)
            .filter_map(|(amount, of)| {
                let mut levels = told(Transform::Level);
                Some((amount, levels.find(|(_, level)| level.unit == of.unit)?.0))
            })
            .collect();
        for change in index.sure(index.of_series(series)) {
            let claim = &index.claims[change];
            let said = |&series: &u32| same(index, claim, series);
            for multiple in multiples.iter().filter_map(said) {
                let factor = factor(index.claims[multiple].bounds);
                let made = percent(factor);
                found.extend(contradiction(index, vec![multiple], made, change));
            }
            for (amount, level) in &amounts {
                let (Some(amount), Some(level)) = (said(amount), said(level)) else { continue };
                let (by, to) = (index.claims[amount].bounds, index.claims[level].bounds);
                let made = by.over(to.minus(by)).map(|share| share.times(Bounds::only(100.0)));
                found.extend(contradiction(index, vec![amount, level], made, change));
            }
        }
    }
}

/// What the sentence of a claim says for sure of another series in the same period, and against the same base; a level may
/// stand anywhere in its report.
fn same(index: &Index<'_>, claim: &Claim, series: u32) -> Option<usize> {
    let other = index.in_report(series, claim.period?, claim.report)?;
    let is_level = index.key(series)?.transform == Transform::Level;
    let other_claim = &index.claims[other];
    let same = (other_claim.sentence, other_claim.base) == (claim.sentence, claim.base);
    (is_level || same).then_some(other)
}

/// "Fell 2.7 times" is −2.7.
fn factor(multiple: Bounds) -> Option<Bounds> {
    if multiple.least > 0.0 { Some(multiple) } else { Bounds::only(1.0).over(multiple.size()) }
}

fn percent(factor: Option<Bounds>) -> Option<Bounds> {
    Some(factor?.minus(Bounds::only(1.0)).times(Bounds::only(100.0)))
}

/// The two are compared as factors of growth, so that 1 and 2 percent are as near as 101 and 102.
fn contradiction(
    index: &Index<'_>,
    from: Vec<usize>,
    made: Option<Bounds>,
    said: usize,
) -> Option<Finding> {
    let made = made?;
    let grown = |bounds: Bounds| bounds.plus(Bounds::only(100.0));
    let severity = weight(grown(made).gap(grown(index.claims[said].bounds)))?;
    let mut finding = Finding::new(FindingKind::Growth, severity, said);
    finding.from = from;
    finding.made = Some(made);
    Some(finding)
}
