//! Two reports that say different things of the same series and period, or of the two ends of one trade.

use super::{Finding, Reading};
use crate::derive::index::Index;
use crate::model::{Bounds, FindingKind, Indicator, SeriesKey, Severity, Status, Transform, Unit};
use std::ops::Range;

/// Farther apart, one of the two is of something else, or a slip, which has a kind of its own.
const SAME_THING: f64 = 0.35;

/// Nearer than this they are rounded twice, or a day's revision, and nobody would draw them apart.
const NO_MATTER: f64 = 0.005;

/// What customs revise, and what seasonal adjustment makes of a month.
const USUAL: f64 = 0.1;

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        let money = matches!(key.unit, Some(Unit::Currency(_)));
        if key.transform != Transform::Level || !money || key.indicator == Indicator::Other {
            continue;
        }
        let mut places = index.of_series(series);
        while let Some(first) = places.next() {
            let Some(period) = index.claims[first].period else { continue };
            let group = index.of_period(series, period);
            places = group.end..places.end;
            found.extend(contradiction(index, index.sure(group.clone()).collect(), key));
            if key.counterpart_area.is_some() && key.product.is_none() {
                found.extend(within_reports(index, group));
            }
        }
    }
}

/// The same digits on another scale, in whichever series.
pub(super) fn slips(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        if key.transform != Transform::Level || !matches!(key.unit, Some(Unit::Currency(_))) {
            continue;
        }
        let mut places = index.of_series(series);
        while let Some(period) = places.next().map(|place| index.claims[place].period) {
            let Some(period) = period else { continue };
            let group = index.of_period(series, period);
            places = group.end..places.end;
            let group: Vec<usize> = index.sure(group).collect();
            if let Some((low, high)) = ends(index, &group)
                && index.claims[low].bounds.gap(index.claims[high].bounds) > SAME_THING
            {
                found.extend(unit_slip(index, low, high));
            }
        }
    }
}

/// The lowest and the highest of what several reports say, if they cannot be the same.
fn contradiction(index: &Index<'_>, group: Vec<usize>, key: &SeriesKey) -> Option<Finding> {
    let (low, high) = ends(index, &group)?;
    let (a, b) = (&index.claims[low], &index.claims[high]);
    let gap = a.bounds.gap(b.bounds);
    if a.report == b.report || gap < NO_MATTER {
        return None;
    }
    if gap > SAME_THING {
        let is_trade = key.counterpart_area.is_some() && key.product.is_none();
        return unit_slip(index, low, high)
            .or_else(|| is_trade.then(|| other_thing(index, low, high)));
    }
    // Two offices that count the same trade on two sides contradict nobody.
    let told_apart = a.source_area.zip(b.source_area).map(|(a, b)| a != b);
    let usual = gap < USUAL || told_apart == Some(true);
    let severity = if usual { Severity::Note } else { Severity::Doubtful };
    let mut finding = Finding::new(FindingKind::Disagreement, severity, high);
    finding.from = vec![low];
    finding.also = group.into_iter().filter(|&place| place != low && place != high).collect();
    let pair = told_apart.unwrap_or(key.counterpart_area.is_some());
    finding.readings.push(if pair { Reading::TwoCounts } else { Reading::Recounted });
    Some(finding)
}

/// The ones that reach least far up and least far down.
fn ends(index: &Index<'_>, group: &[usize]) -> Option<(usize, usize)> {
    let lower = |a: &&usize, b: &&usize| {
        let (a, b) = (&index.claims[**a], &index.claims[**b]);
        a.bounds.most.total_cmp(&b.bounds.most).then(b.figure.cmp(&a.figure))
    };
    let upper = |a: &&usize, b: &&usize| {
        let (a, b) = (&index.claims[**a], &index.claims[**b]);
        a.bounds.least.total_cmp(&b.bounds.least).then(b.figure.cmp(&a.figure))
    };
    Some((*group.iter().min_by(lower)?, *group.iter().max_by(upper)?))
}

/// What one report says of a trade twice, and far apart: one of the two is of something else. Of an area's trade with the
/// world reports tell so many parts that these would be all one hears of.
fn within_reports(index: &Index<'_>, group: Range<usize>) -> Vec<Finding> {
    let claims = index.claims.get(group.clone()).unwrap_or_default();
    let mut start = group.start;
    let mut found = Vec::new();
    for of_report in claims.chunk_by(|a, b| a.report == b.report) {
        let places = start..start + of_report.len();
        start = places.end;
        let told = |&place: &usize| {
            index.claims[place].sure && index.claims[place].status == Status::Actual
        };
        let group: Vec<usize> = places.filter(told).collect();
        let Some((low, high)) = ends(index, &group) else { continue };
        if index.claims[low].bounds.gap(index.claims[high].bounds) <= SAME_THING {
            continue;
        }
        let mut finding = other_thing(index, low, high);
        finding.also = group.into_iter().filter(|&place| place != low && place != high).collect();
        found.push(finding);
    }
    found
}

/// The same digits with another scale word or another decimal point: 3.3 million in one report, 3.3 billion in the other; 42.3
/// and 423. Of a point, more digits must agree than chance would have it.
fn unit_slip(index: &Index<'_>, low: usize, high: usize) -> Option<Finding> {
    const SLIPS: [(f64, f64); 4] = [(1e3, 0.02), (1e6, 0.02), (10.0, 0.002), (100.0, 0.002)];
    let (a, b) = (&index.claims[low], &index.claims[high]);
    let (slip, _) = SLIPS.into_iter().find(|&(slip, near)| {
        let slipped = a.bounds.times(Bounds::only(slip));
        let loose = |bounds: Bounds| bounds.most - bounds.least > near * bounds.most.abs();
        let is_precise = slip >= 1e3 || !(loose(slipped) || loose(b.bounds));
        let apart = (a.value * slip - b.value).abs();
        is_precise && slipped.meets(b.bounds) && apart <= near * b.value.abs()
    })?;
    let mut finding = Finding::new(FindingKind::Jump, Severity::Conflict, high);
    finding.from = vec![low];
    finding.made = Some(a.bounds);
    finding.readings.push(Reading::Fits { claim: high, value: b.value / slip });
    finding.readings.push(Reading::Fits { claim: low, value: a.value * slip });
    Some(finding)
}

/// What reports say of one trade, too far apart to be of the same.
fn other_thing(index: &Index<'_>, low: usize, high: usize) -> Finding {
    let (a, b) = (&index.claims[low], &index.claims[high]);
    let is_mirrored = a.value < 0.0 && b.value > 0.0 && a.bounds.size().meets(b.bounds.size());
    let mut finding = Finding::new(FindingKind::Disagreement, Severity::Note, low);
    finding.from = vec![high];
    finding.readings.push(if is_mirrored { Reading::OtherSign } else { Reading::OtherThing });
    finding
}
