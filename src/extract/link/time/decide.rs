//! Which period a figure is of: the rules propose, what was learnt from annotated reports decides.
//!
//! Every period that the sentence and the memory offer is weighed by what is true of it, as the areas are. The weights are
//! `seeds/dating.csv`, learnt by `examples/learn`; the same for every language. Without weights the rules' own period wins.

use super::offer;
use super::view::{View, WEIGHTS};
use super::{Asked, Time};
use crate::extract::link::weights::Feature;
use crate::model::Period;

/// A period that a figure could be of.
#[derive(Clone, Debug)]
pub struct Dating {
    /// The period; `None` for a figure without one.
    pub period: Option<Period>,
    /// Whether the rules propose it.
    pub proposed: bool,
    /// What is true of it.
    pub features: Vec<Feature>,
    /// The sum of their weights.
    pub score: f64,
}

/// The time of a figure: of all periods the one with the highest score, the rules' own before others.
pub(super) fn decide(asked: &Asked, proposed: Time, datings: &mut Vec<Dating>) -> Time {
    let offers = offer::periods(asked, proposed.period);
    if offers.len() < 2 {
        return proposed;
    }
    let view = View::of(asked, &proposed, &offers);
    let mut best: Option<(f64, usize)> = None;
    for (place, offer) in offers.iter().enumerate() {
        let features = view.features(offer);
        let said = || features.iter().filter(|feature| !feature[0].is_empty());
        let score = said().map(|feature| WEIGHTS.get(feature)).sum();
        let own = offer.period == proposed.period;
        if asked.discourse.explained {
            let features = said().copied().collect();
            datings.push(Dating { period: offer.period, proposed: own, features, score });
        }
        let better = best.is_none_or(|(most, _)| score > most + 1e-9);
        let tie = best.is_some_and(|(most, _)| (score - most).abs() <= 1e-9);
        if better || (tie && own) {
            best = Some((score, place));
        }
    }
    match best.map(|(_, place)| offers[place]) {
        Some(offer) if offer.period != proposed.period => Time {
            period: offer.period,
            base: asked.base(offer.period),
            main: view.is_spoken_of(&offer),
            rule: "weighed",
        },
        _ => proposed,
    }
}
