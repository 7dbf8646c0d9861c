//! Whose trade a figure is: a choice between candidate pairs, each weighed by what is true of it (conditional logit, from
//! Daniel `McFadden` 1974), held back by an L2 penalty, fitted by gradient steps that shrink where much was learnt (Duchi 2011).
//!
//! Standard error tells how often the right pair is chosen, on the sites that it was fitted on and on those left out in turn,
//! against the rules alone.

use crate::gold::{Annotated, are_its_areas, is_measured};
use crate::{FOLDS, fold, ratio};
use std::collections::{BTreeMap, BTreeSet};
use tradestat::extract::{Feature, explain};

/// Passes over all figures.
const PASSES: usize = 120;
/// How far a first step goes.
const STEP: f64 = 0.15;
/// The penalty: the variance that weights are believed to have, inverted.
const PENALTY: f64 = 6.0;
/// A thing that is true of candidates of fewer figures says nothing.
const LEAST: usize = 6;

/// A figure with its candidates.
struct Row {
    fold: usize,
    folder: String,
    candidates: Vec<Vec<u32>>,
    right: Vec<bool>,
    /// The candidate that the rules propose.
    said: Option<usize>,
}

/// The weights of `seeds/linking.csv`.
pub(crate) fn learn(reports: &[Annotated]) -> Vec<(Feature, f64)> {
    let mut names: BTreeMap<Feature, (u32, usize)> = BTreeMap::new();
    let mut rows: Vec<Row> = reports.iter().flat_map(|r| rows(r, &mut names)).collect();
    // Things that are seldom true are forgotten.
    let kept: Vec<bool> = {
        let mut by_place: Vec<(u32, usize)> = names.values().copied().collect();
        by_place.sort_unstable();
        by_place.into_iter().map(|(_, count)| count >= LEAST).collect()
    };
    for features in rows.iter_mut().flat_map(|row| &mut row.candidates) {
        features.retain(|f| kept[*f as usize]);
    }
    let all: Vec<&Row> = rows.iter().collect();
    let weights = fit(&all, names.len());
    let mut held_out = vec![false; rows.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Row> = rows.iter().filter(|row| row.fold != fold).collect();
        let weights = fit(&others, names.len());
        for (row, right) in rows.iter().zip(&mut held_out).filter(|(row, _)| row.fold == fold) {
            *right = is_right(row, &weights);
        }
    }
    eprintln!("figures whose right pair is a candidate, and how many of them get it:");
    eprintln!("{:<20} figures  by the rules  weighed  on sites left out", "folder");
    let folders: BTreeSet<&str> = rows.iter().map(|row| row.folder.as_str()).collect();
    for folder in folders {
        let own = || rows.iter().zip(&held_out).filter(|(row, _)| row.folder == folder);
        let share = |right: usize| ratio(right, own().count());
        eprintln!(
            "{folder:<20} {:>7}  {:>12.3}  {:>7.3}  {:.3}",
            own().count(),
            share(own().filter(|(row, _)| row.said.is_some_and(|said| row.right[said])).count()),
            share(own().filter(|(row, _)| is_right(row, &weights)).count()),
            share(own().filter(|(_, right)| **right).count()),
        );
    }
    let worth = |(feature, (place, _)): (&Feature, &(u32, usize))| {
        let weight = weights[*place as usize];
        (weight.abs() >= 0.01).then_some((*feature, weight))
    };
    names.iter().filter_map(worth).collect()
}

fn rows(annotated: &Annotated, names: &mut BTreeMap<Feature, (u32, usize)>) -> Vec<Row> {
    let explanation = explain(&annotated.report);
    let grounds = explanation.sentences.iter().flat_map(|sentence| &sentence.figures);
    let mut rows = Vec::new();
    for (figure, grounds) in explanation.extraction.figures.iter().zip(grounds) {
        let Some(gold) = annotated.at(figure).find(|gold| is_measured(figure, gold)) else {
            continue;
        };
        let right: Vec<bool> = grounds
            .candidates
            .iter()
            .map(|c| are_its_areas(figure, gold, c.ref_area, c.counterpart_area))
            .collect();
        // Nothing is learnt where all fit, or none.
        if right.iter().all(|r| *r) || !right.contains(&true) {
            continue;
        }
        let mut seen = BTreeSet::new();
        let mut place = |feature: &Feature| {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let entry = names.entry(*feature).or_insert((next, 0));
            entry.1 += usize::from(seen.insert(*feature));
            entry.0
        };
        let candidates = grounds
            .candidates
            .iter()
            .map(|c| c.features.iter().map(&mut place).collect())
            .collect();
        let said =
            grounds.candidates.iter().position(|c| c.features.iter().any(|f| f[0] == "said"));
        let folder = annotated.folder.clone();
        rows.push(Row { fold: fold(&annotated.site), folder, candidates, right, said });
    }
    rows
}

fn score(features: &[u32], weights: &[f64]) -> f64 {
    features.iter().map(|f| weights[*f as usize]).sum()
}

fn is_right(row: &Row, weights: &[f64]) -> bool {
    let best = row
        .candidates
        .iter()
        .enumerate()
        .max_by(|a, b| score(a.1, weights).total_cmp(&score(b.1, weights)));
    best.is_some_and(|(place, _)| row.right[place])
}

/// The weights that make the right candidates likeliest, held back by the penalty: by gradient steps over all figures.
fn fit(rows: &[&Row], count: usize) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let mut travelled = vec![1e-6; count];
    for _ in 0..PASSES {
        let mut slope: Vec<f64> = weights.iter().map(|w: &f64| -PENALTY * w).collect();
        for row in rows {
            let scores: Vec<f64> = row.candidates.iter().map(|c| score(c, &weights)).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let likely: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = likely.iter().sum();
            let right: f64 =
                likely.iter().zip(&row.right).filter(|(_, r)| **r).map(|(l, _)| l).sum();
            for ((features, likely), is_right) in row.candidates.iter().zip(&likely).zip(&row.right)
            {
                let towards = if *is_right { likely / right.max(1e-12) } else { 0.0 };
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
