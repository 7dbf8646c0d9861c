//! Exports and imports make turnover and balance, and the turnover less one side leaves the other; within one report only,
//! for others count otherwise.

use super::fact::Fact;
use super::family::Family;
use super::way::Way;
use crate::derive::index::Index;
use crate::model::{AreaCode, DerivedBy, Indicator, InputRole, Period, SeriesKey, Transform, Unit};
use crate::seeds::{self, AreaKind};

pub(super) fn find(family: &Family<'_>, found: &mut Vec<Way>) {
    for (series, told) in family.series() {
        let side = Side { family, key: &told.key };
        if !side.is_told() {
            continue;
        }
        for (period, fact) in family.facts(series) {
            side.find(period, &fact, found);
        }
    }
}

/// Doubts what one report tells of a turnover and of one of its sides, where the side is larger; and what it tells of one flow
/// from both ends, where they differ: one of the two is of something else than was read.
pub(super) fn doubt(index: &Index<'_>, doubted: &mut [bool]) {
    for (series, key) in index.all_series() {
        doubt_flow(index, (series, key), doubted);
        if key.indicator != Indicator::Turnover || key.transform != Transform::Level {
            continue;
        }
        let (area, partner) = (key.ref_area, key.counterpart_area);
        let sides = [Indicator::Exports, Indicator::Imports].into_iter().flat_map(|side| {
            [(area, partner), (partner, area)].map(|areas| {
                index.told_in(side, Transform::Level, areas, key.product.as_deref(), key.unit)
            })
        });
        let sides: Vec<u32> = sides.flatten().collect();
        for whole in index.sure(index.of_series(series)) {
            let claim = &index.claims[whole];
            let Some(period) = claim.period else { continue };
            for &side in &sides {
                let Some(part) = index.in_report(side, period, claim.report) else { continue };
                if index.claims[part].bounds.least > claim.bounds.most {
                    for place in [whole, part] {
                        doubted[place] = true;
                    }
                }
            }
        }
    }
}

/// What one area sells is what the other buys.
fn doubt_flow(index: &Index<'_>, (series, key): (u32, &SeriesKey), doubted: &mut [bool]) {
    let level = Transform::Level;
    if key.indicator != Indicator::Exports
        || key.transform != level
        || key.counterpart_area.is_none()
    {
        return;
    }
    let mirrored = (key.counterpart_area, key.ref_area);
    let product = key.product.as_deref();
    let Some(bought) = index.told_in(Indicator::Imports, level, mirrored, product, key.unit) else {
        return;
    };
    for sold in index.sure(index.of_series(series)) {
        let claim = &index.claims[sold];
        let Some(period) = claim.period else { continue };
        let Some(bought) = index.in_report(bought, period, claim.report) else { continue };
        if !claim.bounds.meets(index.claims[bought].bounds) {
            for place in [sold, bought] {
                doubted[place] = true;
            }
        }
    }
}

/// A bloc's trade is told within it and with the rest of the world, and which it was is seldom said.
pub(super) fn is_of_bloc(area: Option<AreaCode>) -> bool {
    area.and_then(seeds::area).is_none_or(|area| area.kind == AreaKind::Bloc)
}

/// One direction of a trade, as one of its areas tells it.
#[derive(Clone, Copy)]
struct Side<'a> {
    family: &'a Family<'a>,
    key: &'a SeriesKey,
}

impl Side<'_> {
    fn is_told(self) -> bool {
        let key = self.key;
        matches!(key.indicator, Indicator::Exports | Indicator::Imports)
            && key.transform == Transform::Level
            && matches!(key.unit, Some(Unit::Currency(_)))
            && !is_of_bloc(key.ref_area)
    }

    fn find(self, period: Period, fact: &Fact, found: &mut Vec<Way>) {
        let here = (fact.report, fact.sentence);
        // What happened and what is planned are not added up.
        let alike = |other: &Fact| other.status == fact.status;
        let told =
            |indicator| self.family.in_report(self.series(indicator)?, period, here).filter(alike);
        let (opposite, role, other_role) = self.roles();
        if let Some(other) = told(opposite) {
            // Both sides come by here; the exports speak for them.
            if role == InputRole::Exports {
                let inputs = || vec![(role, *fact), (other_role, other)];
                found.extend(self.way(Indicator::Turnover, period, DerivedBy::Turnover, inputs()));
                found.extend(self.way(Indicator::Balance, period, DerivedBy::Balance, inputs()));
            }
        } else if let Some(other) = self.in_mirror(period, here).filter(alike) {
            let inputs = vec![(role, *fact), (other_role, other)];
            found.extend(self.way(Indicator::Turnover, period, DerivedBy::Turnover, inputs));
        } else if let Some(whole) = told(Indicator::Turnover) {
            let inputs = vec![(InputRole::Turnover, whole), (role, *fact)];
            found.extend(self.way(opposite, period, DerivedBy::OtherSide, inputs));
        }
    }

    fn roles(self) -> (Indicator, InputRole, InputRole) {
        match self.key.indicator {
            Indicator::Exports => (Indicator::Imports, InputRole::Exports, InputRole::Imports),
            _ => (Indicator::Exports, InputRole::Imports, InputRole::Exports),
        }
    }

    /// What the partner tells of the opposite direction: what it sells is what is bought here.
    fn in_mirror(self, period: Period, here: (Option<i64>, Option<i64>)) -> Option<Fact> {
        let key = self.key;
        let mirrored = (key.counterpart_area, key.ref_area);
        key.counterpart_area?;
        let product = key.product.as_deref();
        let series = self.family.told_in(key.indicator, mirrored, product, key.unit)?;
        self.family.in_report(series, period, here)
    }

    fn series(self, indicator: Indicator) -> Option<usize> {
        let key = self.key;
        let areas = (key.ref_area, key.counterpart_area);
        self.family.told_in(indicator, areas, key.product.as_deref(), key.unit)
    }

    fn way(
        self,
        indicator: Indicator,
        period: Period,
        rule: DerivedBy,
        inputs: Vec<(InputRole, Fact)>,
    ) -> Option<Way> {
        let is_told = self.series(indicator).is_some_and(|series| self.family.has(series, period));
        if is_told {
            return None;
        }
        // What is left of something hedged is not known.
        if rule != DerivedBy::Turnover && inputs.iter().any(|(_, fact)| fact.is_open()) {
            return None;
        }
        let key = self.key;
        let areas = (key.ref_area, key.counterpart_area);
        let words = match (rule, self.key.indicator) {
            (DerivedBy::Turnover, _) => "exports + imports",
            (DerivedBy::Balance, _) => "exports − imports",
            (_, Indicator::Exports) => "turnover − exports",
            _ => "turnover − imports",
        };
        Some(Way {
            series: SeriesKey::new(
                indicator,
                Transform::Level,
                areas,
                key.product.clone(),
                key.unit,
            ),
            period,
            rule,
            inputs,
            words: words.to_owned(),
        })
    }
}
