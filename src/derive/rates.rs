//! Money of one currency told in another, by the average rate of the time: no rate, no number.
//!
//! A period has its own rate, or the average of the shorter ones that cover it (three months make a quarter), weighted by
//! their days, or that of the shortest longer one that contains it: what was sold in May 2024 is then converted at the
//! average of 2024, and the conversion says so. A day of that year may have had quite another rate; an average of the year is
//! right for what was traded all through it, and the best there is for the rest.

use crate::model::{Count, CurrencyCode, Decimal, Observation, Period, Rate};
use std::collections::BTreeMap;

/// A converted value has no more significant digits than this: yearly averages are published with five or six.
const DIGITS: u32 = 6;

const DOLLAR: CurrencyCode = CurrencyCode::literal("USD");

/// Rates by currency.
#[derive(Clone, Debug, Default)]
pub struct Rates(BTreeMap<CurrencyCode, Vec<Rate>>);

/// How values of a period become values in another currency.
#[derive(Clone, PartialEq, Debug)]
pub struct Conversion {
    /// What a value is multiplied by.
    pub factor: Decimal,
    /// The period whose average was used, where it is longer than the value's own.
    pub coarser: Option<Period>,
    /// Where the rates come from, each once.
    pub sources: Vec<String>,
}

impl Rates {
    /// The rates given, of each currency and period the last.
    #[must_use]
    pub fn new(rates: impl IntoIterator<Item = Rate>) -> Self {
        let mut all: BTreeMap<CurrencyCode, Vec<Rate>> = BTreeMap::new();
        for rate in rates {
            let of_currency = all.entry(rate.currency).or_default();
            of_currency.retain(|known| known.period != rate.period);
            of_currency.push(rate);
        }
        for of_currency in all.values_mut() {
            of_currency.sort_by_key(|rate| (rate.period.from(), rate.period.to()));
        }
        Self(all)
    }

    /// How values of this period in `from` become values in `to`. `None` where a rate is missing.
    #[must_use]
    pub fn conversion(
        &self,
        from: CurrencyCode,
        to: CurrencyCode,
        period: Period,
    ) -> Option<Conversion> {
        let (from, to) = (self.average(from, period)?, self.average(to, period)?);
        let mut sources = from.sources;
        sources.extend(to.sources);
        sources.sort();
        sources.dedup();
        Some(Conversion {
            factor: to.per_usd.checked_div(from.per_usd)?,
            coarser: from.coarser.or(to.coarser),
            sources,
        })
    }

    fn average(&self, currency: CurrencyCode, period: Period) -> Option<Average> {
        if currency == DOLLAR {
            return Some(Average { per_usd: Decimal::ONE, coarser: None, sources: Vec::new() });
        }
        let rates = self.0.get(&currency)?;
        let of = |rate: &Rate, coarser| Average {
            per_usd: rate.per_usd,
            coarser,
            sources: vec![rate.source.clone()],
        };
        if let Some(own) = rates.iter().find(|rate| rate.period == period) {
            return Some(of(own, None));
        }
        tiled(rates, period).or_else(|| {
            let around = rates.iter().filter(|rate| rate.period.contains(period));
            around.min_by_key(|rate| rate.period.days()).map(|rate| of(rate, Some(rate.period)))
        })
    }
}

struct Average {
    per_usd: Decimal,
    coarser: Option<Period>,
    sources: Vec<String>,
}

/// The average over shorter periods that follow each other from the first day to the last: the longest that fit.
fn tiled(rates: &[Rate], period: Period) -> Option<Average> {
    let (mut sum, mut days, mut sources) = (Decimal::ZERO, 0, Vec::new());
    let mut next = period.from();
    while next <= period.to() {
        let begins = |rate: &&Rate| rate.period.from() == next && rate.period.to() <= period.to();
        let tile = rates.iter().filter(begins).max_by_key(|rate| rate.period.days())?;
        sum = sum.checked_add(tile.per_usd.checked_mul(tile.period.days().into())?)?;
        days += tile.period.days();
        sources.push(tile.source.clone());
        next = tile.period.to().succ_opt()?;
    }
    Some(Average { per_usd: sum.checked_div(days.into())?, coarser: None, sources })
}

impl Conversion {
    /// A value in the other currency, in six significant digits. `None` where it is too large to be told.
    #[must_use]
    pub fn of(&self, value: Decimal) -> Option<Decimal> {
        let converted = value.checked_mul(self.factor)?;
        Some(converted.round_sf(DIGITS)?.normalize())
    }

    /// An observation in the other currency: its value, its range, its rivals and its rounding.
    #[must_use]
    pub fn observation(&self, observation: &Observation) -> Option<Observation> {
        let high = match observation.value_high {
            Some(high) => Some(self.of(high)?),
            None => None,
        };
        Some(Observation {
            value: self.of(observation.value)?,
            value_high: high,
            rounding: self.of(observation.rounding)?,
            range: (self.of(observation.range.0)?, self.of(observation.range.1)?),
            rival_counts: observation
                .rival_counts
                .iter()
                .map(|count| Some(Count { value: self.of(count.value)?, ..*count }))
                .collect::<Option<_>>()?,
            ..observation.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn rates(all: &[(&str, &str, &str)]) -> Rates {
        Rates::new(all.iter().map(|(currency, period, per_usd)| Rate {
            currency: currency.parse().unwrap(),
            period: Period::parse(period).unwrap(),
            per_usd: per_usd.parse().unwrap(),
            source: format!("{currency} {period}"),
        }))
    }

    /// Converts 1,000 and says how: "12.5 at 2024".
    fn check(all: &[(&str, &str, &str)], from: &str, to: &str, period: &str, expected: &str) {
        let period = Period::parse(period).unwrap();
        let found = rates(all).conversion(from.parse().unwrap(), to.parse().unwrap(), period);
        let said = found.map_or("no rate".to_owned(), |conversion| {
            let value = conversion.of(1_000.into()).unwrap();
            let at = conversion.coarser.map(|p| format!(" at {p}")).unwrap_or_default();
            format!("{value}{at}")
        });
        assert_eq!(said, expected);
    }

    #[test]
    fn a_period_has_its_own_rate_or_that_of_its_parts_or_of_its_year() {
        let year = [("RUB", "2024", "80")];
        check(&year, "RUB", "USD", "2024", "12.5");
        check(&year, "USD", "RUB", "2024", "80000");
        check(&year, "RUB", "USD", "2024-S1", "12.5 at 2024");
        check(&year, "RUB", "USD", "2023", "no rate");
        check(&year, "RUB", "USD", "2023-07-01/2024-06-30", "no rate");
        check(&year, "KZT", "USD", "2024", "no rate");
        // 31, 29 and 31 days: an average of 100 × 31 + 50 × 60 over 91.
        let months =
            [("RUB", "2024-01", "100"), ("RUB", "2024-02", "50"), ("RUB", "2024-03", "50")];
        check(&months, "USD", "RUB", "2024-Q1", "67033");
        check(&months, "RUB", "USD", "2024-S1", "no rate");
    }

    #[test]
    fn two_currencies_meet_in_the_dollar() {
        let both = [("RUB", "2024", "90"), ("EUR", "2024", "0.9")];
        check(&both, "EUR", "RUB", "2024", "100000");
        check(&both, "RUB", "EUR", "2024-05", "10 at 2024");
        check(&both, "RUB", "RUB", "2024", "1000");
    }

    #[test]
    fn the_last_rate_of_a_period_counts() {
        check(&[("RUB", "2024", "50"), ("RUB", "2024", "100")], "RUB", "USD", "2024", "10");
    }

    #[test]
    fn what_overflows_is_no_number() {
        let rates = rates(&[("IRR", "2024", "42000")]);
        let period = Period::parse("2024").unwrap();
        let conversion = rates.conversion(DOLLAR, CurrencyCode::literal("IRR"), period).unwrap();
        assert_eq!(conversion.of(Decimal::MAX), None);
        assert_eq!(conversion.of("-1.23456789".parse().unwrap()), "-51851.9".parse().ok());
    }
}
