//! What is learnt of a choice between candidates, each weighed by what is true of it (conditional logit, from Daniel `McFadden`
//! 1974), held back by an L2 penalty, fitted by gradient steps that shrink where much was learnt (Duchi 2011).
//!
//! Standard error tells how often a right candidate is chosen, on the sites that it was fitted on and on those left out in
//! turn, against the rules alone.

use crate::{FOLDS, ratio};
use std::collections::{BTreeMap, BTreeSet};
use tradestat::extract::Feature;

/// Passes over all figures.
const PASSES: usize = 120;
/// How far a first step goes.
const STEP: f64 = 0.15;
/// A thing that is true of candidates of fewer figures says nothing.
const LEAST: usize = 6;

/// A figure whose field has several candidates.
pub(crate) struct Choice {
    /// Which part its site is left out with.
    pub(crate) fold: usize,
    /// The folder of its report.
    pub(crate) folder: String,
    pub(crate) candidates: Vec<Candidate>,
}

/// One of the answers that a field could have.
pub(crate) struct Candidate {
    pub(crate) features: Vec<Feature>,
    /// Whether the annotator says so.
    pub(crate) right: bool,
    /// Whether the rules propose it.
    pub(crate) said: bool,
}

/// A choice with its features as places in a list of weights.
struct Row<'c> {
    choice: &'c Choice,
    candidates: Vec<Vec<u32>>,
}

/// The weights of all that is true of enough choices. `penalty` is the variance that weights are believed to have, inverted.
pub(crate) fn learn(choices: &[Choice], penalty: f64) -> Vec<(Feature, f64)> {
    // Nothing is learnt where all candidates are right, or none.
    let telling = |choice: &&Choice| {
        let right = choice.candidates.iter().filter(|c| c.right).count();
        (1..choice.candidates.len()).contains(&right)
    };
    let choices: Vec<&Choice> = choices.iter().filter(telling).collect();
    let names = names(&choices);
    let place: BTreeMap<Feature, u32> = names.iter().copied().zip(0..).collect();
    let rows: Vec<Row> = choices.into_iter().map(|choice| row(choice, &place)).collect();
    let weights = fit(&rows.iter().collect::<Vec<_>>(), names.len(), penalty);
    let mut held_out = vec![false; rows.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Row> = rows.iter().filter(|row| row.choice.fold != fold).collect();
        let weights = fit(&others, names.len(), penalty);
        for (row, right) in rows.iter().zip(&mut held_out) {
            if row.choice.fold == fold {
                *right = is_right(row, &weights);
            }
        }
    }
    report(&rows, &weights, &held_out);
    names.into_iter().zip(weights).filter(|(_, weight)| weight.abs() >= 0.01).collect()
}

/// Everything that is true of candidates of enough figures, sorted.
fn names(choices: &[&Choice]) -> Vec<Feature> {
    let mut counts: BTreeMap<Feature, usize> = BTreeMap::new();
    for choice in choices {
        let all: BTreeSet<Feature> =
            choice.candidates.iter().flat_map(|c| c.features.iter().copied()).collect();
        for feature in all {
            *counts.entry(feature).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= LEAST).map(|(feature, _)| feature).collect()
}

fn row<'c>(choice: &'c Choice, place: &BTreeMap<Feature, u32>) -> Row<'c> {
    let known = |c: &Candidate| c.features.iter().filter_map(|f| place.get(f).copied()).collect();
    Row { choice, candidates: choice.candidates.iter().map(known).collect() }
}

fn report(rows: &[Row], weights: &[f64], held_out: &[bool]) {
    eprintln!("figures with a right candidate, and how many of them get it:");
    eprintln!("{:<20} figures  by the rules  weighed  on sites left out", "folder");
    let folders: BTreeSet<&str> = rows.iter().map(|row| row.choice.folder.as_str()).collect();
    for folder in folders {
        let own = || rows.iter().zip(held_out).filter(|(row, _)| row.choice.folder == folder);
        let share = |right: usize| ratio(right, own().count());
        let by_rules = |row: &Row| row.choice.candidates.iter().any(|c| c.said && c.right);
        eprintln!(
            "{folder:<20} {:>7}  {:>12.3}  {:>7.3}  {:.3}",
            own().count(),
            share(own().filter(|(row, _)| by_rules(row)).count()),
            share(own().filter(|(row, _)| is_right(row, weights)).count()),
            share(own().filter(|(_, right)| **right).count()),
        );
    }
}

fn score(features: &[u32], weights: &[f64]) -> f64 {
    features.iter().map(|f| weights[*f as usize]).sum()
}

fn is_right(row: &Row, weights: &[f64]) -> bool {
    let best = row
        .candidates
        .iter()
        .zip(&row.choice.candidates)
        .max_by(|a, b| score(a.0, weights).total_cmp(&score(b.0, weights)));
    best.is_some_and(|(_, candidate)| candidate.right)
}

/// The weights that make the right candidates likeliest, held back by the penalty: by gradient steps over all figures.
fn fit(rows: &[&Row], count: usize, penalty: f64) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let mut travelled = vec![1e-6; count];
    for _ in 0..PASSES {
        let mut slope: Vec<f64> = weights.iter().map(|w: &f64| -penalty * w).collect();
        for row in rows {
            let candidates = &row.choice.candidates;
            let scores: Vec<f64> = row.candidates.iter().map(|c| score(c, &weights)).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let likely: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = likely.iter().sum();
            let right: f64 =
                likely.iter().zip(candidates).filter(|(_, c)| c.right).map(|(l, _)| l).sum();
            for ((features, likely), candidate) in
                row.candidates.iter().zip(&likely).zip(candidates)
            {
                let towards = if candidate.right { likely / right.max(1e-12) } else { 0.0 };
                let pull = towards - likely / all;
                if pull.abs() > 1e-5 {
                    for feature in features {
                        slope[*feature as usize] += pull;
                    }
                }
            }
        }
        for ((weight, slope), travelled) in weights.iter_mut().zip(&slope).zip(&mut travelled) {
            *travelled += slope * slope;
            *weight += STEP * slope / travelled.sqrt();
        }
    }
    weights
}
