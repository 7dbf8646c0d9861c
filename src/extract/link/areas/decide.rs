//! Which two areas a figure is of: the rules propose, what was learnt from annotated reports decides.
//!
//! Every area of the sentence and of the report's memory may be the ref area or the partner. Each candidate pair is weighed
//! by what is true of it: what the rules say, where its areas stand in the sentence, what they have been in the report. The
//! weights are `seeds/linking.csv`, learnt by `examples/learn`; the same for every language. Without weights the
//! rules' own pair wins.

use super::view::{MOST, Side, View, WEIGHTS};
use super::{SAME_SUM, Seats};
use crate::extract::discourse::Discourse;
use crate::extract::line::Line;
use crate::extract::link::weights::Feature;
use crate::extract::link::{Linked, Subject, Telling};
use crate::extract::place::NOWHERE;
use crate::model::AreaCode;

/// Two areas that a figure could be of.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Whose trade it would be.
    pub ref_area: Option<AreaCode>,
    /// With whom.
    pub counterpart_area: Option<AreaCode>,
    /// What is true of the two.
    pub features: Vec<Feature>,
    /// The sum of their weights.
    pub score: f64,
}

/// The areas of a figure: of all pairs the one with the highest score, the rules' own before others.
pub(in crate::extract::link) fn decide(
    line: &Line,
    number: usize,
    about: (&Subject, &Telling),
    rules: Seats,
    found: &[Linked],
    discourse: &Discourse,
    candidates: &mut Vec<Candidate>,
) -> Seats {
    let at = line.item_of_number(number);
    let view = View::of(line, at, about, &rules, found, discourse);
    let areas = view.areas();
    let mut refs = [Side::default(); MOST + 1];
    let mut partners = [Side::default(); MOST + 1];
    for (place, area) in areas.iter().enumerate() {
        refs[place] = view.side(*area, true);
        partners[place] = view.side(*area, false);
    }
    // "$56 million (Shs198bn)": the same sum in other money is of the same two, whatever else could be.
    let grounds = [rules.ref_ground, rules.counterpart_ground];
    let same = line.numbers[number].is_money() && grounds.iter().any(|g| g.rule == SAME_SUM);
    let mut best: Option<(f64, usize, usize)> = None;
    let mut all = 0.0;
    for (r, own) in areas.iter().enumerate() {
        for (p, other) in areas.iter().enumerate() {
            let said = *own == rules.ref_area && *other == rules.counterpart_area;
            let twice = own.is_some() && own == other;
            if !said && (twice || *own == Some(NOWHERE) || view.turns(*own, *other)) {
                continue;
            }
            let pair = view.pair(*own, *other, said);
            let score = refs[r].score
                + partners[p].score
                + pair.iter().map(|f| WEIGHTS.get(f)).sum::<f64>();
            all += score.exp();
            if discourse.explained {
                let features =
                    refs[r].features.iter().chain(&partners[p].features).chain(&pair).copied();
                candidates.push(Candidate {
                    ref_area: own.filter(|a| *a != NOWHERE),
                    counterpart_area: other.filter(|a| *a != NOWHERE),
                    features: features.filter(|f| !f[0].is_empty()).collect(),
                    score,
                });
            }
            let better = best.is_none_or(|(most, ..)| score > most + 1e-9);
            let tie = best.is_some_and(|(most, ..)| (score - most).abs() <= 1e-9);
            if (better || (tie && said)) && (said || !same) {
                best = Some((score, r, p));
            }
        }
    }
    let Some((most, r, p)) = best else { return rules };
    let mut seats = rules;
    seats.ahead = most.exp() / all;
    if areas[r] != rules.ref_area {
        seats.ref_area = areas[r];
        seats.ref_ground = view.ground(areas[r]);
    }
    if areas[p] != rules.counterpart_area {
        seats.counterpart_area = areas[p];
        seats.counterpart_ground = view.ground(areas[p]);
    }
    seats
}
