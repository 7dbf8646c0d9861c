//! Exports and imports make the turnover; exports less imports make the balance.

use super::{Finding, Reading, slip, weight};
use crate::derive::index::Index;
use crate::model::{Bounds, FindingKind, Indicator, SeriesKey, Transform, Unit};
use crate::seeds::{self, AreaKind};

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        let money = matches!(key.unit, Some(Unit::Currency(_)));
        if key.indicator != Indicator::Exports || key.transform != Transform::Level || !money {
            continue;
        }
        // A bloc's trade is told within it and with the rest of the world, and which it was is seldom said.
        if key.ref_area.and_then(seeds::area).is_none_or(|area| area.kind == AreaKind::Bloc) {
            continue;
        }
        let imports = imports(index, key);
        let turnover = told(index, key, Indicator::Turnover);
        let balance = told(index, key, Indicator::Balance);
        if imports.is_empty() || (turnover.is_none() && balance.is_none()) {
            continue;
        }
        for exported in index.sure(index.of_series(series)) {
            let claim = &index.claims[exported];
            let Some(period) = claim.period else { continue };
            let in_report = |series: u32| index.in_report(series, period, claim.report);
            let Some(imported) = imports.iter().find_map(|&series| in_report(series)) else {
                continue;
            };
            let (x, m) = (claim.bounds, index.claims[imported].bounds);
            let from = (exported, imported);
            // A turnover that is less than the exports alone was none: "a surplus on merchandise trade".
            let whole = |said: &usize| index.claims[*said].bounds.most >= x.least.max(m.least);
            if let Some(said) = turnover.and_then(in_report).filter(whole) {
                found.extend(contradiction(index, from, x.plus(m), said));
            }
            if let Some(said) = balance.and_then(in_report) {
                // Whether a deficit is told as one is not always plain: sizes are compared.
                found.extend(contradiction(index, from, x.minus(m).size(), said));
            }
        }
    }
}

fn told(index: &Index<'_>, key: &SeriesKey, indicator: Indicator) -> Option<u32> {
    let areas = (key.ref_area, key.counterpart_area);
    index.told_in(indicator, Transform::Level, areas, key.product.as_deref(), key.unit)
}

/// The imports of the same trade: the area's own, or what its partner exports to it.
fn imports(index: &Index<'_>, key: &SeriesKey) -> Vec<u32> {
    let mirrored = (key.counterpart_area, key.ref_area);
    let theirs = key.counterpart_area.and_then(|_| {
        let level = Transform::Level;
        index.told_in(Indicator::Exports, level, mirrored, key.product.as_deref(), key.unit)
    });
    told(index, key, Indicator::Imports).into_iter().chain(theirs).collect()
}

fn contradiction(
    index: &Index<'_>,
    (exported, imported): (usize, usize),
    made: Bounds,
    said: usize,
) -> Option<Finding> {
    let claim = &index.claims[said];
    let severity = weight(made.gap(claim.bounds.size()))?;
    let mut finding = Finding::new(FindingKind::Sum, severity, said);
    let fits = |bounds: Bounds| made.meets(bounds.size());
    finding.readings.extend(slip(claim, fits).map(|value| Reading::Fits { claim: said, value }));
    finding.from = vec![exported, imported];
    finding.made = Some(made);
    Some(finding)
}
