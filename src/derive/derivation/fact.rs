//! What can be reckoned with: a claim that can be built on, or what was derived in an earlier round.

use crate::model::{Bounds, Claim, Derived, Qualifier, Source, Status, Transform};
use chrono::NaiveDate;

/// A number with its bounds and what it rests on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Fact {
    pub(super) from: Source,
    /// How it is told.
    pub(super) transform: Transform,
    /// The value that stands for what lies between the bounds.
    pub(super) value: f64,
    pub(super) bounds: Bounds,
    pub(super) qualifier: Qualifier,
    pub(super) status: Status,
    /// In how many steps it was reached; 0 for a claim.
    pub(super) round: u8,
    /// The one report and the one sentence that all of it rests on.
    pub(super) report: Option<i64>,
    pub(super) sentence: Option<i64>,
    /// Where a claim stands in its report's text.
    pub(super) span: Option<(u32, u32)>,
    /// The newest figure that it rests on: when that was published, its key, and its place among the claims.
    pub(super) newest: Newest,
    /// How many figures it rests on.
    pub(super) figures: u32,
}

/// Figures in the order of their days, then of their keys.
pub(super) type Newest = (Option<NaiveDate>, u64, usize);

impl Fact {
    pub(super) fn of_claim(place: usize, claim: &Claim, transform: Transform) -> Self {
        // Of a range the middle stands for it.
        let value = match claim.qualifier {
            Qualifier::Between => claim.bounds.least.midpoint(claim.bounds.most),
            _ => claim.value,
        };
        Self {
            from: Source::Claim(place),
            transform,
            value,
            bounds: claim.bounds,
            qualifier: claim.qualifier,
            status: claim.status,
            round: 0,
            report: Some(claim.report),
            sentence: Some(claim.sentence),
            span: Some(claim.span),
            newest: (claim.published, claim.key, place),
            figures: 1,
        }
    }

    /// What was made of `inputs`, and stands at `place` in the list of all that is derived.
    pub(super) fn of_derived(place: usize, derived: &Derived, inputs: &[Self]) -> Self {
        Self {
            from: Source::Derived(place),
            transform: derived.series.transform,
            value: derived.value_high.map_or(derived.value, |high| derived.value.midpoint(high)),
            bounds: derived.bounds,
            qualifier: derived.qualifier,
            status: derived.status,
            round: derived.round,
            report: all_the_same(inputs, |fact| fact.report),
            sentence: all_the_same(inputs, |fact| fact.sentence),
            span: None,
            newest: newest(inputs),
            figures: derived.figures,
        }
    }

    /// Whether one of its sides is open.
    pub(super) fn is_open(&self) -> bool {
        !(self.bounds.least.is_finite() && self.bounds.most.is_finite())
    }
}

/// What all facts rest on alike.
pub(super) fn all_the_same(facts: &[Fact], of: impl Fn(&Fact) -> Option<i64>) -> Option<i64> {
    let first = of(facts.first()?)?;
    facts.iter().all(|fact| of(fact) == Some(first)).then_some(first)
}

/// The newest figure behind facts.
pub(super) fn newest(facts: &[Fact]) -> Newest {
    facts.iter().map(|fact| fact.newest).max().unwrap_or_default()
}
