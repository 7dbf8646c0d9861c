//! One sum in two currencies: "104 million dollars (about 80 billion roubles)" was never the rate.

use super::rates::RateRange;
use super::{Finding, Reading, slip};
use crate::derive::Rates;
use crate::derive::index::Index;
use crate::model::{
    Bounds, Claim, CurrencyCode, FindingKind, SeriesKey, Severity, Status, Transform, Unit,
};
use chrono::Datelike;

/// Between the two there is no more than a bracket and a hedge: "(about", «или более».
const BETWEEN: u32 = 24;

/// A rate that is so far off is no rate of another month.
const OFF: f64 = 0.35;

pub(super) fn find(index: &Index<'_>, rates: &Rates, found: &mut Vec<Finding>) {
    let mut order: Vec<usize> = (0..index.claims.len())
        .filter(|&place| index.claims[place].sure && money(index, place).is_some())
        .collect();
    order.sort_unstable_by_key(|&place| (index.claims[place].sentence, index.claims[place].span));
    for pair in order.windows(2) {
        if let &[one, other] = pair {
            found.extend(contradiction(index, rates, (one, other)));
        }
    }
}

fn contradiction(
    index: &Index<'_>,
    rates: &Rates,
    (one, other): (usize, usize),
) -> Option<Finding> {
    if !is_one_sum(index, one, other) {
        return None;
    }
    let currency = |place| money(index, place).map(|(currency, _)| currency);
    let rate =
        |of, per| RateRange::over(rates, currency(of)?, currency(per)?, years(&index.claims[one])?);
    // Rates are told as how much of the cheaper money the dearer buys.
    let mut rate_and_order = (rate(one, other)?, one, other);
    if rate_and_order.0.averages.least < 1.0 {
        rate_and_order = (rate(other, one)?, other, one);
    }
    let (rate, one, other) = rate_and_order;
    let (first, second) = (&index.claims[one], &index.claims[other]);
    let made = rate.worth(first.bounds.size())?;
    let gap = made.gap(second.bounds.size());
    if gap <= 0.0 {
        return None;
    }
    let severity = if gap > OFF { Severity::Conflict } else { Severity::Doubtful };
    let mut finding = Finding::new(FindingKind::Currency, severity, other);
    finding.from = vec![one];
    finding.made = Some(made);
    finding.rate = Some(rate);
    for (claim, place) in [(first, one), (second, other)] {
        let fits = |bounds: Bounds| {
            let (worth, said) = if place == one {
                (rate.worth(bounds.size()), second.bounds.size())
            } else {
                (Some(made), bounds.size())
            };
            worth.is_some_and(|worth| worth.meets(said))
        };
        let fitting = slip(claim, fits).map(|value| Reading::Fits { claim: place, value });
        finding.readings.extend(fitting);
    }
    Some(finding)
}

/// Whether two amounts say the same in two currencies: side by side, of the same series but for the currency.
fn is_one_sum(index: &Index<'_>, one: usize, other: usize) -> bool {
    let (first, second) = (&index.claims[one], &index.claims[other]);
    let between = second.span.0.checked_sub(first.span.1);
    let same_time = (first.sentence, first.period, first.status)
        == (second.sentence, second.period, second.status);
    let (Some((of, a)), Some((per, b))) = (money(index, one), money(index, other)) else {
        return false;
    };
    between.is_some_and(|between| between <= BETWEEN)
        && same_time
        && of != per
        && same_but_for_unit(a, b)
}

/// The currency of an amount, and its series.
fn money<'a>(index: &Index<'a>, place: usize) -> Option<(CurrencyCode, &'a SeriesKey)> {
    let key = index.key(index.claims.get(place)?.series)?;
    match key.unit {
        Some(Unit::Currency(currency))
            if matches!(key.transform, Transform::Level | Transform::ChangeAbs) =>
        {
            Some((currency, key))
        }
        _ => None,
    }
}

fn same_but_for_unit(a: &SeriesKey, b: &SeriesKey) -> bool {
    (a.indicator, a.transform, a.ref_area, a.counterpart_area, &a.product)
        == (b.indicator, b.transform, b.ref_area, b.counterpart_area, &b.product)
}

/// The years whose rates may have been used: those of the period for what happened; for plans, and where there is no period,
/// those around the day of publication.
fn years(claim: &Claim) -> Option<(i32, i32)> {
    let told = claim.published.map(|day| (day.year() - 1, day.year()));
    match claim.period {
        Some(period) if claim.status == Status::Actual => {
            let (from, to) = (period.from().year(), period.to().year());
            // Of a period that was still to come, the rates of the day were taken.
            let told = told.filter(|&(_, year)| year < to);
            Some(told.unwrap_or((from, to)))
        }
        _ => told,
    }
}
