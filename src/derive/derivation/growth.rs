//! A growth and one of its two levels make the other: "fell by 9.1 percent to 106.5 billion".
//!
//! The growth says nothing of money: it is that of the level which its own report tells, or of the only one that is told at
//! all. The level of its own sentence is taken first, then that of its report, then the one that stands for the series and
//! that nobody contradicts.

use super::fact::Fact;
use super::family::Family;
use super::sum::is_of_bloc;
use super::way::Way;
use crate::model::{
    Claim, DerivedBy, Indicator, InputRole, Period, SeriesKey, Status, Transform, Unit,
};

/// What grew more than so many times began with next to nothing, or was misread.
const BEYOND_BELIEF: f64 = 10.0;

pub(super) fn find(family: &Family<'_>, found: &mut Vec<Way>) {
    for (series, told) in family.series() {
        let key = &told.key;
        if !is_growth(key) {
            continue;
        }
        let levels = levels(family, key);
        if levels.is_empty() {
            continue;
        }
        for (claim, change) in family.claims(series) {
            let Some((period, base)) = periods(claim) else { continue };
            if claim.base.is_none() && tells_of_another_base(family, &levels, &change, period, base)
            {
                continue;
            }
            let Some(level) = meant(family, &levels, &change) else { continue };
            for (rule, known, sought) in
                [(DerivedBy::Earlier, period, base), (DerivedBy::Later, base, period)]
            {
                found.extend(way(family, (rule, known, sought), level, &change));
            }
        }
    }
}

/// The period of a change, and the one that it is measured against.
fn periods(claim: &Claim) -> Option<(Period, Period)> {
    let period = claim.period?;
    Some((period, claim.base.or_else(|| period.shifted_years(-1))?))
}

/// Whether the sentence of a change names an earlier level of another time than the year before: "from 4.3 billion in 2016 to
/// 6.8 billion in 2024, by more than 60 percent" is no growth on 2023.
fn tells_of_another_base(
    family: &Family<'_>,
    levels: &[usize],
    change: &Fact,
    period: Period,
    base: Period,
) -> bool {
    let earlier = |told: Period| told != base && told.from() < period.from();
    levels.iter().any(|&level| {
        let mut claims = family.claims_of_report(level, change.report);
        claims.any(|claim| {
            Some(claim.sentence) == change.sentence && claim.period.is_some_and(earlier)
        })
    })
}

/// The change of a balance tells of its size, and of surplus or deficit no longer.
fn is_growth(key: &SeriesKey) -> bool {
    let told = match key.transform {
        Transform::Change => key.unit == Some(Unit::Percent),
        Transform::ChangeAbs => key.unit.is_some_and(is_measure),
        Transform::Multiple => true,
        Transform::Level | Transform::Share => false,
    };
    let is_plain = key.counterpart_area.is_some() || !is_of_bloc(key.ref_area);
    told && is_plain && !matches!(key.indicator, Indicator::Balance | Indicator::Other)
}

fn is_measure(unit: Unit) -> bool {
    matches!(unit, Unit::Currency(_) | Unit::Physical(_))
}

/// The levels that may have grown so.
fn levels(family: &Family<'_>, key: &SeriesKey) -> Vec<usize> {
    let areas = (key.ref_area, key.counterpart_area);
    let told = family.told(key.indicator, Transform::Level, areas, key.product.as_deref());
    let alike = |unit: Option<Unit>| match key.transform {
        Transform::ChangeAbs => unit == key.unit,
        _ => unit.is_some_and(is_measure),
    };
    told.filter(|(_, level)| alike(level.unit)).map(|(place, _)| place).collect()
}

/// The one that is meant: of several the one that the report tells; of several in the report none, for nobody says which.
fn meant(family: &Family<'_>, levels: &[usize], change: &Fact) -> Option<usize> {
    if let &[only] = levels {
        return Some(only);
    }
    let told = |level: &&usize| family.claims_of_report(**level, change.report).next().is_some();
    let mut told = levels.iter().filter(told);
    told.next().copied().filter(|_| told.next().is_none())
}

fn way(
    family: &Family<'_>,
    (rule, known, sought): (DerivedBy, Period, Period),
    series: usize,
    change: &Fact,
) -> Option<Way> {
    if family.has(series, sought) {
        return None;
    }
    let (_, told) = family.series().nth(series)?;
    let level = family.in_report(series, known, (change.report, change.sentence));
    // Capital comes in projects: what one report tells of them is seldom what grew in another.
    let may_ask_others = told.key.indicator != Indicator::Investment;
    let elsewhere = || family.agreed(series, known).filter(|_| may_ask_others);
    let level = level.or_else(elsewhere)?;
    // A plan tells of what is to come, and of nothing before it.
    let allowed = match (change.status, level.status) {
        (Status::Actual, status) => status == Status::Actual,
        (Status::Planned, _) => rule == DerivedBy::Later,
    };
    if !allowed || !is_believable(change) {
        return None;
    }
    let sign = match (change.transform, rule) {
        (Transform::ChangeAbs, DerivedBy::Earlier) => "− change",
        (Transform::ChangeAbs, _) => "+ change",
        (Transform::Multiple, DerivedBy::Earlier) => "÷ multiple",
        (Transform::Multiple, _) => "× multiple",
        (_, DerivedBy::Earlier) => "÷ growth",
        _ => "× growth",
    };
    Some(Way {
        series: told.key.clone(),
        period: sought,
        rule,
        inputs: vec![(InputRole::Level, level), (InputRole::Change, *change)],
        words: format!("{known} level {sign}"),
    })
}

fn is_believable(change: &Fact) -> bool {
    match change.transform {
        Transform::Change => {
            let factor = 1.0 + change.value / 100.0;
            (1.0 / BEYOND_BELIEF..=BEYOND_BELIEF).contains(&factor)
        }
        Transform::Multiple => change.value.abs() <= BEYOND_BELIEF && change.value != 0.0,
        _ => true,
    }
}
