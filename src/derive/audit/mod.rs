//! Figures that cannot all be true: claims in, findings out.
//!
//! Everything is reckoned with bounds: a finding is made only where no values that the words allow fit together. Most
//! contradictions in prose are none: a report that says two things of one series speaks of something narrower the second
//! time ("imports fell to 11 billion, those of oil to 0.6"), and what was narrower was not always read. So what a report
//! says twice and differently is not built on ([`Index::is_sure`]), and arithmetic is done within one report wherever the
//! text could have counted otherwise elsewhere. Each kind has a file; all take the same [`Index`].

mod currency;
mod disagreement;
mod future;
mod growth;
mod jump;
mod part;
mod rates;
mod scope;
mod share;
mod sum;
mod telling;
#[cfg(test)]
mod tests;

pub use rates::RateRange;
pub use scope::concerns;

use crate::derive::Rates;
use crate::derive::index::Index;
use crate::model::{Bounds, Claim, Claims, FindingKind, Severity, Unit};
use std::collections::HashMap;

/// Something that the audit holds against figures. Figures are named by their place in [`Claims::claims`].
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What does not come out.
    pub kind: FindingKind,
    /// How much it weighs.
    pub severity: Severity,
    /// The figures that the sum is made of, in the order in which it is told.
    pub from: Vec<usize>,
    /// What they make, in the unit of `said`; `None` where nothing is reckoned.
    pub made: Option<Bounds>,
    /// The figure that does not fit.
    pub said: usize,
    /// The exchange rate that the sum rests on.
    pub rate: Option<RateRange>,
    /// What was likely meant.
    pub readings: Vec<Reading>,
    /// Other figures that say the same as one of these.
    pub also: Vec<usize>,
}

/// What was likely meant.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reading {
    /// This figure with another value, after a slip of the decimal point or the scale word.
    Fits {
        /// The figure.
        claim: usize,
        /// The value that would fit.
        value: f64,
    },
    /// This figure in another currency: roubles, where dollars are printed.
    OtherMoney {
        /// The figure.
        claim: usize,
        /// The currency that would fit.
        unit: Unit,
        /// What it is worth in the currency that is printed.
        worth: Bounds,
    },
    /// The two sides of a trade, or two offices, that count it differently.
    TwoCounts,
    /// A revision, or another way of counting: seasonally adjusted, with services, by another customs regime.
    Recounted,
    /// A plan or forecast, or only the part of the period that had passed.
    Unfinished,
    /// One of the figures is about something narrower or wider than what was read.
    OtherScope,
    /// One of the figures is about something else than what was read: a part, another time, the balance.
    OtherThing,
    /// One of the figures has the wrong sign: the deficit of one is the surplus of the other.
    OtherSign,
    /// This figure is, of one product or of one partner.
    Narrower {
        /// The figure.
        claim: usize,
    },
    /// No share of a whole, but something that is measured by it, as debt by exports.
    MeasuredBy,
}

/// Everything that does not come out, the weightiest first, then by series and time. Currencies that have no rate are not
/// compared.
#[must_use]
pub fn audit(claims: &Claims, rates: &Rates) -> Vec<Finding> {
    let index = Index::new(claims);
    let mut found = Vec::new();
    growth::find(&index, &mut found);
    telling::find(&index, &mut found);
    sum::find(&index, &mut found);
    share::find(&index, &mut found);
    currency::find(&index, rates, &mut found);
    jump::find(&index, rates, &mut found);
    disagreement::find(&index, &mut found);
    part::find(&index, &mut found);
    future::find(&index, &mut found);
    told_once(claims, found)
}

/// The claims that do not come out with others of the same trade, as far as figures of it alone can tell: what an area
/// trades with one partner, and with the world. Nothing is built on them. That reports disagree is no reason, for each may
/// be built on within itself.
pub(in crate::derive) fn doubted(index: &Index<'_>) -> Vec<bool> {
    let mut found = Vec::new();
    growth::find(index, &mut found);
    telling::find(index, &mut found);
    sum::find(index, &mut found);
    share::contradictions(index, &mut found);
    jump::of_trade(index, &Rates::default(), &mut found);
    disagreement::slips(index, &mut found);
    found.retain(|finding| finding.severity > Severity::Note);
    // What is told of a time before it was over is of a part of it, even where that is usual.
    future::find(index, &mut found);
    let mut doubted = vec![false; index.claims.len()];
    for place in found.iter().flat_map(Finding::figures) {
        if let Some(doubted) = doubted.get_mut(place) {
            *doubted = true;
        }
    }
    doubted
}

impl Finding {
    fn new(kind: FindingKind, severity: Severity, said: usize) -> Self {
        Self {
            kind,
            severity,
            from: Vec::new(),
            made: None,
            said,
            rate: None,
            readings: Vec::new(),
            also: Vec::new(),
        }
    }

    /// The figures that make it what it is: of a jump the one that leaps, else all of the sum.
    #[must_use]
    pub fn identity(&self) -> Vec<usize> {
        let from = if self.kind == FindingKind::Jump { &[] } else { self.from.as_slice() };
        from.iter().copied().chain([self.said]).collect()
    }

    /// All figures that it names, in the order in which it is told.
    #[must_use]
    pub fn figures(&self) -> Vec<usize> {
        self.from.iter().copied().chain([self.said]).chain(self.also.iter().copied()).collect()
    }
}

/// The same sum told by several reports is one finding.
fn told_once(claims: &Claims, found: Vec<Finding>) -> Vec<Finding> {
    let same = |claim: &usize| {
        let claim = claims.claims.get(*claim);
        claim.map(|c| (c.series, c.period, c.value.to_bits()))
    };
    let mut once: Vec<Finding> = Vec::new();
    let mut known = HashMap::new();
    for finding in found {
        let mut identity: Vec<_> = finding.identity().iter().map(same).collect();
        identity.sort_unstable();
        let told = known.entry((finding.kind, identity)).or_insert(once.len());
        if let Some(first) = once.get_mut(*told) {
            let known = first.figures();
            first.also.extend(finding.figures().into_iter().filter(|f| !known.contains(f)));
        } else {
            once.push(finding);
        }
    }
    let place = |f: &Finding| {
        let claim = claims.claims.get(f.said);
        (std::cmp::Reverse(f.severity), claim.map(|c| (c.series, c.period)), f.kind, f.said)
    };
    once.sort_by_key(place);
    once
}

/// A factor of ten, a hundred, a thousand or a million that brings a claim to where it would fit.
fn slip(claim: &Claim, fits: impl Fn(Bounds) -> bool) -> Option<f64> {
    const SLIPS: [f64; 8] = [1e3, 1e-3, 10.0, 0.1, 100.0, 0.01, 1e6, 1e-6];
    let tried = SLIPS.into_iter().find(|&slip| fits(claim.bounds.times(Bounds::only(slip))));
    tried.map(|slip| claim.value * slip)
}

/// How much two results weigh that lie so far apart, as [`Bounds::gap`] has it. What lies this near is rounding, done twice
/// or early; farther, but no farther than customs revise, a note.
fn weight(gap: f64) -> Option<Severity> {
    match gap {
        _ if gap < 0.005 => None,
        _ if gap < 0.03 => Some(Severity::Note),
        _ if gap < 0.1 => Some(Severity::Doubtful),
        _ => Some(Severity::Conflict),
    }
}
