//! A share is its part by its whole, and shares of one whole make no more than all of it.

use super::{Finding, Reading, weight};
use crate::derive::index::Index;
use crate::model::{
    AreaCode, Bounds, FindingKind, Indicator, Period, SeriesKey, Severity, Transform, Unit,
};
use crate::seeds::{self, AreaKind};

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    let mut shares_of_reports = Vec::new();
    for (series, key) in index.all_series() {
        if key.transform != Transform::Share || key.unit != Some(Unit::Percent) {
            continue;
        }
        for place in index.of_series(series) {
            found.extend(impossible(index, place));
        }
        shares_of_reports.extend(shares_of_partners(index, series, key));
    }
    contradictions(index, found);
    found.extend(too_much(index, shares_of_reports));
}

/// Shares that do not fit their part and their whole.
pub(super) fn contradictions(index: &Index<'_>, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        if key.transform != Transform::Share || key.unit != Some(Unit::Percent) {
            continue;
        }
        let pairs = parts_and_wholes(index, key);
        for share in index.sure(index.of_series(series)) {
            found.extend(pairs.iter().filter_map(|&pair| contradiction(index, share, pair)));
        }
    }
}

/// A share of one partner country, and what it shares with others: whose trade it is a part of, when, and who says it. Blocs
/// hold countries that may have a share of their own.
type Shared = ((Indicator, Option<AreaCode>, Option<Period>, i64), usize);

fn shares_of_partners(index: &Index<'_>, series: u32, key: &SeriesKey) -> Vec<Shared> {
    let partner = key.counterpart_area.and_then(seeds::area);
    if key.product.is_some() || partner.is_none_or(|area| area.kind != AreaKind::Country) {
        return Vec::new();
    }
    let of = |place: usize| {
        let claim = &index.claims[place];
        ((key.indicator, key.ref_area, claim.period, claim.report), place)
    };
    index.sure(index.of_series(series)).map(of).collect()
}

/// Shares that one report gives to different partners, and that are more than all together.
fn too_much(index: &Index<'_>, mut shares: Vec<Shared>) -> Vec<Finding> {
    shares.sort_unstable();
    let groups = shares.chunk_by(|a, b| a.0 == b.0);
    let sum = |group: &[Shared]| -> Option<Finding> {
        let mut places: Vec<usize> = group.iter().map(|&(_, place)| place).collect();
        places.dedup_by_key(|place| index.claims[*place].series);
        let bounds = |place: &usize| index.claims[*place].bounds;
        let made = places.iter().map(bounds).reduce(Bounds::plus)?;
        if places.len() < 2 || made.least <= 100.0 {
            return None;
        }
        places.sort_by(|a, b| bounds(b).least.total_cmp(&bounds(a).least).then(a.cmp(b)));
        let (&said, others) = places.split_first()?;
        let mut finding = Finding::new(FindingKind::Share, Severity::Conflict, said);
        finding.from = others.to_vec();
        finding.made = Some(made);
        Some(finding)
    };
    groups.filter_map(sum).collect()
}

/// Less than nothing, or more than all.
fn impossible(index: &Index<'_>, place: usize) -> Option<Finding> {
    let claim = index.claims.get(place)?;
    let all = Bounds { least: 0.0, most: 100.0 };
    if !claim.sure || claim.bounds.meets(all) {
        return None;
    }
    let mut finding = Finding::new(FindingKind::Share, Severity::Conflict, place);
    finding.made = Some(all);
    finding.readings.push(Reading::MeasuredBy);
    Some(finding)
}

/// The series of the part and of the whole that a share is of, in each currency.
fn parts_and_wholes(index: &Index<'_>, key: &SeriesKey) -> Vec<(u32, u32)> {
    let (area, partner) = (key.ref_area, key.counterpart_area);
    let product = key.product.as_deref();
    // Of goods traded with a partner, the share is of the trade with that partner; else of all trade.
    let (whole_areas, whole_product) = match (partner, product) {
        (_, Some(_)) => ((area, partner), None),
        (Some(_), None) => ((area, None), None),
        (None, None) => return Vec::new(),
    };
    let level = Transform::Level;
    let parts = index.told(key.indicator, level, (area, partner), product);
    parts
        .filter(|(_, part)| matches!(part.unit, Some(Unit::Currency(_))))
        .filter_map(|(part, of)| {
            let whole = index.told_in(key.indicator, level, whole_areas, whole_product, of.unit)?;
            Some((part, whole))
        })
        .collect()
}

fn contradiction(index: &Index<'_>, share: usize, (part, whole): (u32, u32)) -> Option<Finding> {
    let claim = &index.claims[share];
    let period = claim.period?;
    let part = index.in_report(part, period, claim.report)?;
    let whole = index.in_report(whole, period, claim.report)?;
    let (of_part, of_whole) = (index.claims[part].bounds, index.claims[whole].bounds);
    let made = of_part.over(of_whole)?.times(Bounds::only(100.0));
    let severity = weight(made.gap(claim.bounds))?;
    let mut finding = Finding::new(FindingKind::Share, severity, share);
    finding.from = vec![part, whole];
    finding.made = Some(made);
    Some(finding)
}
