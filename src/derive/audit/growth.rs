//! A level, its change, and the level before: "106.5 billion, 9.1 percent less" makes 117 a year earlier.

use super::{Finding, Reading, slip, weight};
use crate::derive::index::Index;
use crate::model::{Bounds, Claim, FindingKind, Indicator, Period, Severity, Transform, Unit};

/// What another report says of the time before, and lies farther off, is of something else: a district, a product.
const SAME_THING: f64 = 0.5;

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        // The change of a balance tells of its size, and of surplus or deficit no longer.
        if matches!(key.transform, Transform::Level | Transform::Share)
            || matches!(key.indicator, Indicator::Balance | Indicator::Other)
        {
            continue;
        }
        let areas = (key.ref_area, key.counterpart_area);
        let levels: Vec<u32> = index
            .told(key.indicator, Transform::Level, areas, key.product.as_deref())
            .filter(|(_, level)| is_money(level.unit))
            .filter(|(_, level)| key.transform != Transform::ChangeAbs || level.unit == key.unit)
            .map(|(level, _)| level)
            .collect();
        if levels.is_empty() {
            continue;
        }
        for change in index.sure(index.of_series(series)) {
            let claim = &index.claims[change];
            let Some((period, base)) = periods(claim) else { continue };
            let later: Vec<usize> = levels
                .iter()
                .filter_map(|&level| index.in_report(level, period, claim.report))
                .collect();
            // Of levels in two currencies nobody says which one grew so.
            let &[later] = later.as_slice() else { continue };
            let level = index.claims[later];
            let Some(made) = before(key.transform, claim.bounds, level.bounds) else { continue };
            found.extend(contradiction(index, (change, later), made, base));
        }
    }
}

/// The level before that fits least, within the report; else, where none of other reports fits, the nearest of theirs.
fn contradiction(
    index: &Index<'_>,
    (change, later): (usize, usize),
    made: Bounds,
    base: Period,
) -> Option<Finding> {
    let level = &index.claims[later];
    let gap = |place: &usize| made.gap(index.claims[*place].bounds);
    let (earlier, severity) =
        if let Some(earlier) = index.in_report(level.series, base, level.report) {
            (earlier, weight(gap(&earlier))?)
        } else {
            let others = index.sure(index.of_period(level.series, base));
            let nearest = others.min_by(|a, b| gap(a).total_cmp(&gap(b)))?;
            if gap(&nearest) > SAME_THING {
                return None;
            }
            (nearest, elsewhere(gap(&nearest))?)
        };
    let said = &index.claims[earlier];
    let fits = |bounds: Bounds| bounds.meets(made);
    let readings = match slip(said, fits) {
        Some(value) => vec![Reading::Fits { claim: earlier, value }],
        None if severity == Severity::Note => vec![Reading::Recounted],
        None => Vec::new(),
    };
    let mut finding = Finding::new(FindingKind::Growth, severity, earlier);
    finding.from = vec![later, change];
    finding.made = Some(made);
    finding.readings = readings;
    Some(finding)
}

/// Other reports may count otherwise, and earlier figures are revised.
fn elsewhere(gap: f64) -> Option<Severity> {
    match weight(gap)? {
        Severity::Note => None,
        Severity::Doubtful => Some(Severity::Note),
        Severity::Conflict => Some(Severity::Doubtful),
    }
}

/// The period of a change and the one that it is measured against.
fn periods(claim: &Claim) -> Option<(Period, Period)> {
    let period = claim.period?;
    Some((period, claim.base.or_else(|| period.shifted_years(-1))?))
}

/// The level before a change.
fn before(transform: Transform, change: Bounds, later: Bounds) -> Option<Bounds> {
    let factor = match transform {
        Transform::Change => change.times(Bounds::only(0.01)).plus(Bounds::only(1.0)),
        Transform::Multiple if change.least > 0.0 => change,
        // "Fell 2.7 times" is −2.7.
        Transform::Multiple => return Some(later.times(change.size())),
        Transform::ChangeAbs => return Some(later.minus(change)),
        Transform::Level | Transform::Share => return None,
    };
    later.over(factor)
}

fn is_money(unit: Option<Unit>) -> bool {
    matches!(unit, Some(Unit::Currency(_)))
}
