//! A figure of another order of magnitude than all others of its series: million for billion, roubles for dollars.

use super::rates::RateRange;
use super::{Finding, Reading};
use crate::derive::Rates;
use crate::derive::index::Index;
use crate::model::{AreaCode, Bounds, Claim, FindingKind, Indicator, Severity, Transform, Unit};
use crate::seeds;
use chrono::Datelike;
use std::collections::BTreeMap;

/// What is an order of magnitude.
const LEAP: f64 = 10.0;

/// What is out of proportion already, where the same digits are told of another money elsewhere: "$23 billion" in one report,
/// «23 млрд рублей» in another.
const TOLD_OTHERWISE: f64 = 3.0;

/// A slip makes sense of a figure when it then lies so near to the others.
const NEAR: f64 = 3.0;

pub(super) fn find(index: &Index<'_>, rates: &Rates, found: &mut Vec<Finding>) {
    of_trade(index, rates, found);
    let investments = investments(index);
    for (&(area, unit), places) in &investments {
        let others =
            investments.iter().filter(|((of, in_unit), _)| *of == area && *in_unit != unit);
        let otherwise: Vec<usize> = others.flat_map(|(_, places)| places).copied().collect();
        let like = Like { places, measure: size, otherwise: &otherwise };
        among(index, rates, &like, found);
    }
}

/// The jumps within one series of trade.
pub(super) fn of_trade(index: &Index<'_>, rates: &Rates, found: &mut Vec<Finding>) {
    for (series, key) in index.all_series() {
        let flow =
            matches!(key.indicator, Indicator::Turnover | Indicator::Exports | Indicator::Imports);
        if flow && key.transform == Transform::Level && matches!(key.unit, Some(Unit::Currency(_)))
        {
            let places: Vec<usize> = index.sure(index.of_series(series)).collect();
            among(index, rates, &Like { places: &places, measure: pace, otherwise: &[] }, found);
        }
    }
}

/// Investment that an area receives, whoever invests, in each currency: projects are few and of all kinds, and only
/// beside each other can one be seen to be out of all proportion.
fn investments(index: &Index<'_>) -> BTreeMap<(AreaCode, Unit), Vec<usize>> {
    let mut of_area: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (series, key) in index.all_series() {
        let (Some(area), Some(unit)) = (key.ref_area, key.unit) else { continue };
        if key.indicator != Indicator::Investment
            || key.transform != Transform::Level
            || !matches!(unit, Unit::Currency(_))
        {
            continue;
        }
        let sure = index.of_series(series).filter(|&place| index.claims[place].sure);
        of_area.entry((area, unit)).or_default().extend(sure);
    }
    of_area
}

/// How large a claim is, to be compared with others.
type Measure = fn(&Claim) -> Option<f64>;

/// An amount for each day, so that months and years can be compared.
fn pace(claim: &Claim) -> Option<f64> {
    let days = u32::try_from(claim.period?.days()).ok()?;
    size(claim).map(|size| size / f64::from(days))
}

fn size(claim: &Claim) -> Option<f64> {
    Some(claim.value.abs()).filter(|size| *size > 0.0)
}

/// Claims that can be compared, and those of their kind in other money.
struct Like<'a> {
    places: &'a [usize],
    measure: Measure,
    otherwise: &'a [usize],
}

fn among(index: &Index<'_>, rates: &Rates, like: &Like<'_>, found: &mut Vec<Finding>) {
    let measured = |&place: &usize| Some(((like.measure)(&index.claims[place])?, place));
    let mut measured: Vec<(f64, usize)> = like.places.iter().filter_map(measured).collect();
    measured.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let distinct = |a: &mut (f64, usize), b: &mut (f64, usize)| a.0.to_bits() == b.0.to_bits();
    measured.dedup_by(distinct);
    let [others @ .., highest] = measured.as_slice() else { return };
    let [lowest, .., next] = others else { return };
    let claim = &index.claims[highest.1];
    let same_digits = |place: &&usize| {
        let other = index.claims[**place].value;
        (other - claim.value).abs() < 0.001 * claim.value.abs()
    };
    let otherwise: Vec<usize> = like.otherwise.iter().filter(same_digits).copied().collect();
    let leap = if otherwise.is_empty() { LEAP } else { TOLD_OTHERWISE };
    if highest.0 < leap * next.0 {
        return;
    }
    // When a report stands alone against one other, nobody knows which of the two is out of proportion.
    let first = index.claims[lowest.1].report;
    let one_voice = others.iter().all(|other| index.claims[other.1].report == first);
    if one_voice && claim.report != first {
        return;
    }
    let others = Bounds { least: lowest.0, most: next.0 };
    let readings = readings(index, rates, *highest, others);
    if readings.is_empty() {
        return;
    }
    let scale = claim.value.abs() / highest.0;
    let mut finding = Finding::new(FindingKind::Jump, Severity::Doubtful, highest.1);
    finding.from = vec![lowest.1, next.1];
    finding.made = Some(others.times(Bounds::only(scale)));
    finding.readings = readings;
    finding.also = otherwise;
    found.push(finding);
}

/// The slips that would bring the figure among the others.
fn readings(
    index: &Index<'_>,
    rates: &Rates,
    (measured, place): (f64, usize),
    others: Bounds,
) -> Vec<Reading> {
    let claim = &index.claims[place];
    let near = Bounds { least: others.least / NEAR, most: others.most * NEAR };
    let mut readings = Vec::new();
    let fits = |factor: f64| near.meets(Bounds::only(measured * factor));
    if fits(1e-3) {
        readings.push(Reading::Fits { claim: place, value: claim.value * 1e-3 });
    }
    if let Some((unit, rate)) = local_money(index, rates, claim)
        && fits(1.0 / rate.averages.most)
        && let Some(worth) = claim.bounds.over(rate.averages)
    {
        readings.push(Reading::OtherMoney { claim: place, unit, worth });
    }
    readings
}

/// The money of the area itself, where another is printed, and what that was worth.
fn local_money(index: &Index<'_>, rates: &Rates, claim: &Claim) -> Option<(Unit, RateRange)> {
    let key = index.key(claim.series)?;
    let Some(Unit::Currency(printed)) = key.unit else { return None };
    let area = key.ref_area.and_then(seeds::area)?;
    let country = area.parent.unwrap_or(area.code);
    let year = match (claim.period, claim.published) {
        (Some(period), _) => period.to().year(),
        (None, Some(day)) => day.year(),
        (None, None) => return None,
    };
    // A country may have had several moneys; the one with a rate is that of the time.
    let own =
        seeds::currencies().iter().filter(|own| own.area == Some(country)).map(|own| own.code);
    own.filter(|&own| own != printed).find_map(|own| {
        let rate = RateRange::over(rates, own, printed, (year, year))?;
        Some((Unit::Currency(own), rate))
    })
}
