//! A part that is larger than its whole: a region's trade than its country's, a partner's than all partners', a month's than
//! the year's.

use super::{Finding, Reading, weight};
use crate::derive::index::Index;
use crate::model::{
    AreaCode, FindingKind, Indicator, Period, SeriesKey, Severity, Transform, Unit,
};
use crate::seeds;
use std::collections::BTreeMap;
use std::ops::Range;

/// A whole that is so much smaller than its part is of something narrower than it was read to be.
const SAME_THING: f64 = 3.0;

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    // Parts by the whole that they are too large for, so that one whole that was misread is one finding.
    let mut too_large: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (series, key) in index.all_series() {
        let money = matches!(key.unit, Some(Unit::Currency(_)));
        let flow =
            matches!(key.indicator, Indicator::Turnover | Indicator::Exports | Indicator::Imports);
        if key.transform != Transform::Level || !money || !flow {
            continue;
        }
        let wholes = wholes(index, key);
        let told = index.claims.get(index.of_series(series)).unwrap_or_default();
        let mut periods: Vec<Period> = told.iter().filter_map(|claim| claim.period).collect();
        periods.dedup();
        for part in index.sure(index.of_series(series)) {
            let wider = wholes.iter().filter_map(|&whole| wider(index, part, whole));
            for whole in wider.chain(longer(index, part, series, &periods)) {
                if is_larger(index, part, whole) {
                    too_large.entry(whole).or_default().push(part);
                }
            }
        }
    }
    found.extend(too_large.into_iter().filter_map(|(whole, parts)| judged(index, whole, parts)));
}

fn judged(index: &Index<'_>, whole: usize, mut parts: Vec<usize>) -> Option<Finding> {
    let least = |place: &usize| index.claims[*place].bounds.least;
    parts.sort_by(|a, b| least(b).total_cmp(&least(a)).then(a.cmp(b)));
    let (largest, others) = parts.split_first()?;
    let said = index.claims[whole].bounds;
    let severity = weight(index.claims[*largest].bounds.gap(said))?;
    let narrow = least(largest) > SAME_THING * said.most;
    let product = |place: usize| index.key(index.claims[place].series)?.product.as_deref();
    if narrow && product(*largest).is_some() {
        // What is called goods here is often something else: securities, that are bought from abroad, too.
        return None;
    }
    let mut finding = Finding::new(FindingKind::Part, severity, whole);
    if narrow {
        finding.severity = Severity::Doubtful;
        finding.readings.push(Reading::Narrower { claim: whole });
    } else {
        finding.readings.push(Reading::OtherScope);
    }
    finding.from = vec![*largest];
    finding.also = others.to_vec();
    Some(finding)
}

/// The series that this one is a part of.
fn wholes(index: &Index<'_>, key: &SeriesKey) -> Vec<u32> {
    let parent = |area: Option<AreaCode>| area.and_then(seeds::area)?.parent;
    let (area, partner) = (key.ref_area, key.counterpart_area);
    let product = key.product.as_deref();
    let mut found = Vec::new();
    let mut add = |areas, product| {
        let whole = index.told_in(key.indicator, Transform::Level, areas, product, key.unit);
        found.extend(whole);
    };
    if partner.is_some() {
        add((area, None), product);
    }
    if let Some(country) = parent(area).filter(|&country| Some(country) != partner) {
        add((Some(country), partner), product);
    }
    if let Some(country) = parent(partner).filter(|&country| Some(country) != area) {
        add((area, Some(country)), product);
    }
    if product.is_some() {
        add((area, partner), None);
    }
    found
}

/// The largest that any report says of a wider series in the period of a part.
fn wider(index: &Index<'_>, part: usize, whole: u32) -> Option<usize> {
    largest(index, index.of_period(whole, index.claims[part].period?))
}

/// The same of the longer periods of its own series, `periods`.
fn longer<'a>(
    index: &'a Index<'_>,
    part: usize,
    series: u32,
    periods: &'a [Period],
) -> impl Iterator<Item = usize> + use<'a> {
    let period = index.claims[part].period;
    let holds = move |longer: &&Period| {
        period.is_some_and(|period| **longer != period && longer.contains(period))
    };
    let longer = periods.iter().filter(holds);
    longer.filter_map(move |&period| largest(index, index.of_period(series, period)))
}

fn largest(index: &Index<'_>, places: Range<usize>) -> Option<usize> {
    let most = |place: &usize| index.claims[*place].bounds.most;
    // One that is not sure may still be the whole; then there is nothing to hold against the part.
    let largest = places.max_by(|a, b| most(a).total_cmp(&most(b)))?;
    index.is_sure(largest).then_some(largest)
}

fn is_larger(index: &Index<'_>, part: usize, whole: usize) -> bool {
    let (small, large) = (index.claims[part].bounds, index.claims[whole].bounds);
    small.least > large.most && !small.meets(large)
}
