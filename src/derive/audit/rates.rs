//! What one currency was worth in another, within limits.

use crate::derive::Rates;
use crate::model::{Bounds, CurrencyCode, Period};

/// How far the months of a year stray beyond what it, the year before and the year after were on average. The rouble of 2014
/// went from 33 to 68, and the averages of 2013 to 2015 from 32 to 61.
const STRAY: f64 = 0.1;

/// A rate of some years, with its limits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RateRange {
    /// The currency that is counted.
    pub of: CurrencyCode,
    /// The one that it is worth.
    pub per: CurrencyCode,
    /// How many of `of` one of `per` bought, by averages over the years.
    pub averages: Bounds,
    /// The limits of the rate of any day of those years.
    pub limits: Bounds,
    /// The first and the last year.
    pub years: (i32, i32),
}

impl RateRange {
    /// The rate over some years; `None` where one of them has none.
    pub(super) fn over(
        rates: &Rates,
        of: CurrencyCode,
        per: CurrencyCode,
        years: (i32, i32),
    ) -> Option<Self> {
        let rate = |year| {
            let conversion = rates.conversion(per, of, Period::year(year)?)?;
            conversion.factor.to_string().parse::<f64>().ok()
        };
        let averages = (years.0..=years.1).map(rate).collect::<Option<Vec<_>>>()?;
        let around = [rate(years.0 - 1), rate(years.1 + 1)].into_iter().flatten();
        let stray = Bounds { least: 1.0 - STRAY, most: 1.0 + STRAY };
        let limits = hull(averages.iter().copied().chain(around))?.times(stray);
        Some(Self { of, per, averages: hull(averages.into_iter())?, limits, years })
    }

    /// What an amount of `of` is worth in `per`.
    pub(super) fn worth(&self, amount: Bounds) -> Option<Bounds> {
        amount.over(self.limits)
    }
}

/// The least bounds that hold all values.
fn hull(values: impl Iterator<Item = f64>) -> Option<Bounds> {
    let wider =
        |a: Bounds, b: Bounds| Bounds { least: a.least.min(b.least), most: a.most.max(b.most) };
    values.map(Bounds::only).reduce(wider)
}
