//! How sure a figure is: the probability that its indicator and both areas are right, from what they rest on.
//!
//! A logistic model: the weights of everything that is true of the figure are added, and `1 / (1 + e^-sum)` is the
//! probability. The weights are `seeds/confidence.csv`, learnt from annotated reports by `examples/learn`; a thing
//! that has no weight there counts for nothing.

use super::weights::{Feature, Weights};
use super::{Linked, Subject};
use crate::extract::discourse::Discourse;
use crate::extract::line::{Line, What};
use crate::model::AreaCode;
use crate::seeds;
use std::sync::LazyLock;

/// The weights of `seeds/confidence.csv`.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::of(seeds::confidence_weights()));

/// The probability for a figure of which these are true: strictly between 0 and 1.
pub(super) fn of(features: &[Feature]) -> f64 {
    let sum: f64 = features.iter().map(|feature| WEIGHTS.get(feature)).sum();
    (1.0 / (1.0 + (-sum).exp())).clamp(0.01, 0.99)
}

/// What is true of a figure.
pub(super) fn features(
    line: &Line,
    linked: &Linked,
    subject: &Subject,
    ahead: f64,
    discourse: &Discourse,
) -> [Feature; COUNT] {
    let evidence = &linked.evidence;
    let places = line.places.iter().filter(|place| !place.implied).count();
    let at = line.item_of_number(linked.number);
    let away = subject.item.map_or("remembered", |item| bin(item.abs_diff(at), &AWAY));
    let transform = linked.transform.code();
    let role = |area: Option<AreaCode>| role(area, discourse);
    let is_money = line.numbers[linked.number].is_money();
    let chunk = &line.chunks[line.chunk_of(at)];
    let own_places =
        chunk.items.clone().filter(|i| matches!(line.items[*i].what, What::Place(_))).count();
    [
        ["all", "", ""],
        ["indicator", evidence.indicator.name(), ""],
        ["transform", evidence.transform.name(), ""],
        ["ref", evidence.ref_area.name(), ""],
        ["partner", evidence.counterpart_area.name(), ""],
        ["ref and partner", evidence.ref_area.name(), evidence.counterpart_area.name()],
        ["period", evidence.period.name(), ""],
        ["measured", linked.indicator.code(), transform],
        ["ref is", role(linked.ref_area), evidence.ref_area.name()],
        ["partner is", role(linked.counterpart_area), evidence.counterpart_area.name()],
        ["status", linked.status.code(), ""],
        ["indicator away", away, ""],
        ["places", bin(places, &SOME), bin(own_places, &SOME)],
        ["numbers", bin(line.numbers.len(), &MANY), if is_money { "money" } else { "" }],
        ["areas of the report", bin(discourse.areas.len(), &MANY), ""],
        ["pair of the report", if discourse.pair.is_some() { "yes" } else { "no" }, ""],
        ["ahead of other areas", share(ahead), ""],
        ["whole and part named", levels(linked.ref_area, discourse), evidence.ref_area.name()],
        ["line", if line.sentence.bare { "bare" } else { "sentence" }, ""],
    ]
}

/// How many things are asked of a figure.
pub(in crate::extract) const COUNT: usize = 19;

/// Upper bounds with their names, for counts.
type Bins = [(usize, &'static str)];
const SOME: [(usize, &str); 4] = [(0, "0"), (1, "1"), (2, "2"), (4, "3–4")];
const MANY: [(usize, &str); 5] = [(1, "1"), (2, "2"), (4, "3–4"), (8, "5–8"), (16, "9–16")];
const AWAY: [(usize, &str); 4] = [(2, "1–2"), (5, "3–5"), (10, "6–10"), (20, "11–20")];

fn bin(count: usize, bins: &Bins) -> &'static str {
    bins.iter().find(|(most, _)| count <= *most).map_or("more", |(_, name)| name)
}

/// A share, in steps.
fn share(share: f64) -> &'static str {
    let steps =
        [(0.4, "0.4"), (0.6, "0.6"), (0.8, "0.8"), (0.9, "0.9"), (0.95, "0.95"), (0.98, "0.98")];
    steps.iter().find(|(most, _)| share < *most).map_or("nearly all", |(_, name)| name)
}

/// Whether the report names an area and one that lies in it or around it: whose is "turnover with China" in a report on
/// Russia and on Tatarstan?
fn levels(area: Option<AreaCode>, discourse: &Discourse) -> &'static str {
    let parent = |area: AreaCode| seeds::area(area).and_then(|a| a.parent);
    let both = area.is_some_and(|own| {
        discourse.areas.iter().any(|a| parent(*a) == Some(own) || parent(own) == Some(*a))
    });
    if both { "yes" } else { "no" }
}

/// What an area is to the report.
fn role(area: Option<AreaCode>, discourse: &Discourse) -> &'static str {
    match area {
        None => "none",
        Some(area) if Some(area) == discourse.main => "main",
        Some(area) if discourse.pair.is_some_and(|(a, b)| a == area || b == area) => "of pair",
        Some(area) if discourse.areas.iter().take(3).any(|a| *a == area) => "among first",
        Some(_) => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_for_all_is_there_and_nothing_known_is_no_certainty() {
        assert!(WEIGHTS.get(&["all", "", ""]) != 0.0, "seeds/confidence.csv is empty");
        let unknown = of(&[["no such question", "", ""]]);
        assert!((unknown - 0.5).abs() < 1e-9, "{unknown}");
    }
}
