//! A share of a whole is a part: 30 percent of exports of 430 billion are 129 billion.
//!
//! Of which whole is seldom said: of all trade, of that with a union, of food. So the two stand close to each other, and what
//! is a part in name only ("85 percent of what the country sells") is known by a level that some report tells of it.

use super::fact::Fact;
use super::family::Family;
use super::way::Way;
use crate::model::{
    AreaCode, DerivedBy, Indicator, InputRole, Period, SeriesKey, Status, Transform, Unit,
};
use std::collections::HashMap;

/// How many code points may lie between a share and its whole.
const NEAR: u32 = 200;

pub(super) fn find(
    family: &Family<'_>,
    worlds: &HashMap<AreaCode, Family<'_>>,
    found: &mut Vec<Way>,
) {
    for (series, told) in family.series() {
        let key = &told.key;
        // Shares of investment are of funds, projects, sources.
        let is_trade =
            matches!(key.indicator, Indicator::Turnover | Indicator::Exports | Indicator::Imports);
        if key.transform != Transform::Share || key.unit != Some(Unit::Percent) || !is_trade {
            continue;
        }
        for (whole, unit) in wholes(family, worlds, key) {
            for (claim, share) in family.claims(series) {
                let Some(period) = claim.period else { continue };
                found.extend(way(family, (key, unit), period, &share, whole));
            }
        }
    }
}

/// A series that may be the whole, and whose it is.
type Whole<'f, 'a> = (&'f Family<'a>, usize);

/// Of goods traded with a partner, the share is of the trade with that partner; of a partner, of all trade.
fn wholes<'f, 'a>(
    family: &'f Family<'a>,
    worlds: &'f HashMap<AreaCode, Family<'a>>,
    key: &SeriesKey,
) -> Vec<(Whole<'f, 'a>, Option<Unit>)> {
    let (area, partner) = (key.ref_area, key.counterpart_area);
    let (of, partner) = match (partner, &key.product) {
        (_, Some(_)) => (Some(family), partner),
        (Some(_), None) => (area.and_then(|area| worlds.get(&area)), None),
        (None, None) => return Vec::new(),
    };
    let Some(of) = of else { return Vec::new() };
    let told = of.told(key.indicator, Transform::Level, (area, partner), None);
    told.filter(|(_, whole)| matches!(whole.unit, Some(Unit::Currency(_))))
        .map(|(series, whole)| ((of, series), whole.unit))
        .collect()
}

fn way(
    family: &Family<'_>,
    (key, unit): (&SeriesKey, Option<Unit>),
    period: Period,
    share: &Fact,
    (of, whole): Whole<'_, '_>,
) -> Option<Way> {
    let areas = (key.ref_area, key.counterpart_area);
    let told = family.told_in(key.indicator, areas, key.product.as_deref(), unit);
    let is_known = told.map_or(key.product.is_some(), |series| family.has(series, period));
    if is_known {
        return None;
    }
    let whole = of.in_report(whole, period, (share.report, share.sentence))?;
    if share.span?.0.abs_diff(whole.span?.0) > NEAR {
        return None;
    }
    if share.status != whole.status && share.status == Status::Actual {
        return None;
    }
    Some(Way {
        series: SeriesKey::new(key.indicator, Transform::Level, areas, key.product.clone(), unit),
        period,
        rule: DerivedBy::Share,
        inputs: vec![(InputRole::Share, *share), (InputRole::Whole, whole)],
        words: "share × whole".to_owned(),
    })
}
