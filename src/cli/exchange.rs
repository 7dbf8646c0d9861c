//! Values in the currency that the user asked for; what has no rate is left out and named.

use super::console::Console;
use super::stop::Stop;
use crate::chart::Converted;
use crate::derive::{Conversion, Rates};
use crate::model::{CurrencyCode, Observation, Period, Transform, Unit};
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Converts into one currency, and remembers what it did.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) to: CurrencyCode,
    rates: Rates,
    known: HashMap<(CurrencyCode, Period), Option<Conversion>>,
    /// What was converted, and by which rates.
    pub(super) done: Converted,
    /// What was left out for want of a rate.
    missing: BTreeMap<CurrencyCode, BTreeSet<String>>,
}

impl Exchange {
    /// With the rates of the store.
    pub(super) fn into(to: CurrencyCode, store: &Store) -> Result<Self, Stop> {
        let rates = Rates::new(store.rates()?.into_iter().map(|(rate, _)| rate));
        Ok(Self {
            to,
            rates,
            known: HashMap::new(),
            done: Converted::default(),
            missing: BTreeMap::new(),
        })
    }

    /// The currency that values of this kind are converted from; nothing where they are not money or in the right one.
    pub(super) fn from(&self, transform: Transform, unit: Option<Unit>) -> Option<CurrencyCode> {
        match unit {
            Some(Unit::Currency(from))
                if from != self.to
                    && matches!(transform, Transform::Level | Transform::ChangeAbs) =>
            {
                Some(from)
            }
            _ => None,
        }
    }

    /// How values of a period are converted.
    pub(super) fn conversion(&mut self, from: CurrencyCode, period: Period) -> Option<&Conversion> {
        let found = self
            .known
            .entry((from, period))
            .or_insert_with(|| self.rates.conversion(from, self.to, period));
        match found {
            Some(conversion) => {
                self.done.from.insert(from);
                if !conversion.sources.iter().all(|source| self.done.sources.contains(source)) {
                    self.done.sources.extend(conversion.sources.iter().cloned());
                }
                self.done.coarser |= conversion.coarser.is_some();
            }
            None => {
                self.missing.entry(from).or_default().insert(period.code());
            }
        }
        found.as_ref()
    }

    /// A series in the other currency, without the values that have no rate.
    pub(super) fn observations(
        &mut self,
        from: CurrencyCode,
        observations: &[Observation],
    ) -> Vec<Observation> {
        let converted = observations.iter().filter_map(|observation| {
            self.conversion(from, observation.period)?.observation(observation)
        });
        converted.collect()
    }

    /// Says what was left out.
    pub(super) fn tell(&self, console: &mut Console) {
        for (currency, periods) in &self.missing {
            let shown: Vec<_> = periods.iter().take(5).map(String::as_str).collect();
            let more = periods.len().saturating_sub(5);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            console.warn(format!(
                "no rate from {currency} to {} for {}{more}: left out; ‘tradestat rates import’ brings rates in",
                self.to,
                shown.join(", ")
            ));
        }
    }
}
