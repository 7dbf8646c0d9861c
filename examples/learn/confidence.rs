//! How sure a figure is: a logistic regression on what is true of it, fitted by Newton's method with an L2 penalty.
//!
//! Standard error tells how well it does on sites that it was not fitted on: the sites are left out in turn, and what is
//! said of them then is counted by bands. The rules were made with those sites, though, and know them too well: what is
//! written is tempered by strangers, reports that nothing was made with. The sums are scaled as those would have it (Platt
//! 1999), then shifted down until of their figures given 0.9 and more at least 95 percent are right. Without strangers
//! the left-out sites serve.

use crate::gold::{Annotated, are_its_areas, is_debatable, is_measured};
use crate::{FOLDS, fold};
use std::collections::BTreeMap;
use tradestat::extract::{Feature, explain};

/// The penalty: as if every weight had been seen to be zero this often.
const PENALTY: f64 = 2.0;
/// A thing that is true of fewer figures says nothing.
const LEAST: usize = 8;
/// True of every figure: the weight that the others start from.
const EVERY: Feature = ["all", "", ""];
/// Of the figures given [`SURE`] and more, so many are right.
const PROMISE: f64 = 0.955;
const SURE: f64 = 0.9;

struct Row {
    fold: usize,
    features: Vec<Feature>,
    right: bool,
}

/// The weights of `seeds/confidence.csv`.
pub(crate) fn learn(reports: &[Annotated], strangers: &[Annotated]) -> Vec<(Feature, f64)> {
    let strange: Vec<Row> = strangers.iter().flat_map(rows).collect();
    let rows: Vec<Row> = reports.iter().flat_map(rows).collect();
    let names = names(&rows);
    let said = left_out(&rows, &names);
    report("sites left out", &rows, &probabilities(&said, 1.0, 0.0));
    let weights = fit(&rows.iter().collect::<Vec<_>>(), &names);
    let index: BTreeMap<Feature, f64> =
        names.iter().copied().zip(weights.iter().copied()).collect();
    let sum = |row: &Row| row.features.iter().filter_map(|f| index.get(f)).sum();
    let strange_sums: Vec<f64> = strange.iter().map(sum).collect();
    let (scale, shift) =
        if strange.is_empty() { temper(&rows, &said) } else { temper(&strange, &strange_sums) };
    eprintln!("tempered: {scale:.3} times the sum, {shift:+.3}");
    report("strangers, as written", &strange, &probabilities(&strange_sums, scale, shift));
    report("sites left out, as written", &rows, &probabilities(&said, scale, shift));
    let written = |(feature, weight): (&Feature, f64)| {
        (*feature, scale * weight + if *feature == EVERY { shift } else { 0.0 })
    };
    names.iter().zip(weights).map(written).collect()
}

/// The figures of a report, right or not; those whose existence is debatable are left out unless they are right.
fn rows(annotated: &Annotated) -> Vec<Row> {
    let explanation = explain(&annotated.report);
    let grounds = explanation.sentences.iter().flat_map(|sentence| &sentence.figures);
    let mut rows = Vec::new();
    for (figure, grounds) in explanation.extraction.figures.iter().zip(grounds) {
        // A figure of a table is as sure as the heads it stands under: nothing of it is weighed.
        if grounds.features.is_empty() {
            continue;
        }
        let right = annotated.at(figure).any(|gold| {
            is_measured(figure, gold)
                && are_its_areas(figure, gold, figure.ref_area, figure.counterpart_area)
        });
        if right || !annotated.at(figure).any(|gold| is_debatable(gold, "exists")) {
            rows.push(Row {
                fold: fold(&annotated.site),
                features: grounds.features.clone(),
                right,
            });
        }
    }
    rows
}

/// Everything that is true of enough figures, sorted.
fn names(rows: &[Row]) -> Vec<Feature> {
    let mut counts: BTreeMap<Feature, usize> = BTreeMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= LEAST).map(|(feature, _)| feature).collect()
}

/// The weights that make the rows likeliest.
fn fit(rows: &[&Row], names: &[Feature]) -> Vec<f64> {
    let index: BTreeMap<Feature, usize> = names.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let true_of: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| row.features.iter().filter_map(|f| index.get(f).copied()).collect())
        .collect();
    let n = names.len();
    let mut weights = vec![0.0; n];
    for _ in 0..25 {
        let mut slope: Vec<f64> = weights.iter().map(|w| -w * PENALTY).collect();
        let mut curve = vec![vec![0.0; n]; n];
        for (i, row) in curve.iter_mut().enumerate() {
            row[i] = PENALTY;
        }
        for (row, features) in rows.iter().zip(&true_of) {
            let p = probability(features.iter().map(|&f| weights[f]).sum());
            let miss = f64::from(u8::from(row.right)) - p;
            for &i in features {
                slope[i] += miss;
                for &j in features {
                    curve[i][j] += p * (1.0 - p);
                }
            }
        }
        let step = solve(curve, slope);
        let longest = step.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step;
        }
        if longest < 1e-6 {
            break;
        }
    }
    weights
}

fn probabilities(sums: &[f64], scale: f64, shift: f64) -> Vec<f64> {
    sums.iter().map(|sum| probability(scale * sum + shift)).collect()
}

fn probability(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Solves a system of linear equations by Gauss's elimination; the matrix is positive definite.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for column in 0..n {
        let pivot_row = matrix[column].clone();
        let pivot = right[column];
        for row in column + 1..n {
            let factor = matrix[row][column] / pivot_row[column];
            if factor == 0.0 {
                continue;
            }
            for (cell, above) in matrix[row].iter_mut().zip(&pivot_row).skip(column) {
                *cell -= factor * above;
            }
            right[row] -= factor * pivot;
        }
    }
    for column in (0..n).rev() {
        let known: f64 = (column + 1..n).map(|j| matrix[column][j] * right[j]).sum();
        right[column] = (right[column] - known) / matrix[column][column];
    }
    right
}

/// The sum of weights for each row, of those that were fitted without its site.
fn left_out(rows: &[Row], names: &[Feature]) -> Vec<f64> {
    let mut said = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Row> = rows.iter().filter(|row| row.fold != fold).collect();
        let weights = fit(&others, names);
        let index: BTreeMap<Feature, f64> = names.iter().copied().zip(weights).collect();
        for (row, said) in rows.iter().zip(&mut said).filter(|(row, _)| row.fold == fold) {
            *said = row.features.iter().filter_map(|f| index.get(f)).sum();
        }
    }
    said
}

/// The factor and summand that make the sums of left-out sites probabilities, the summand lowered until the promise holds.
fn temper(rows: &[Row], sums: &[f64]) -> (f64, f64) {
    let (mut scale, mut shift) = (1.0, 0.0);
    for _ in 0..50 {
        let (mut slope, mut curve) = ([0.0; 2], [[1e-9, 0.0], [0.0, 1e-9]]);
        for (row, sum) in rows.iter().zip(sums) {
            let p = probability(scale * sum + shift);
            let (miss, weight) = (f64::from(u8::from(row.right)) - p, p * (1.0 - p));
            let by = [*sum, 1.0];
            for i in 0..2 {
                slope[i] += miss * by[i];
                for j in 0..2 {
                    curve[i][j] += weight * by[i] * by[j];
                }
            }
        }
        let step = solve(curve.iter().map(|row| row.to_vec()).collect(), slope.to_vec());
        scale += step[0];
        shift += step[1];
    }
    let kept = |shift: f64| {
        let sure =
            rows.iter().zip(sums).filter(|(_, sum)| probability(scale * **sum + shift) >= SURE);
        let (right, all) =
            sure.fold((0, 0), |(right, all), (row, _)| (right + u32::from(row.right), all + 1));
        f64::from(right) >= PROMISE * f64::from(all)
    };
    // Where the figures are few or nearly all right, the factor grows without bounds, and no summand does it.
    let lowered = (0..=1000).map(|step| shift - 0.01 * f64::from(step)).find(|shift| kept(*shift));
    if lowered.is_none() {
        eprintln!("nothing keeps the promise of {PROMISE} here: give more reports, or strangers");
    }
    (scale, lowered.unwrap_or(shift))
}

fn report(what: &str, rows: &[Row], said: &[f64]) {
    let right = rows.iter().filter(|row| row.right).count();
    eprintln!("{what}: {} figures, {right} right:", rows.len());
    eprintln!("confidence  figures  right");
    let bounds = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];
    for band in bounds.windows(2) {
        let inside: Vec<bool> = rows
            .iter()
            .zip(said)
            .filter(|(_, p)| (band[0]..band[1]).contains(*p))
            .map(|(row, _)| row.right)
            .collect();
        let right = inside.iter().filter(|right| **right).count();
        if !inside.is_empty() {
            let share = f64::from(u32::try_from(right).unwrap_or(u32::MAX))
                / f64::from(u32::try_from(inside.len()).unwrap_or(u32::MAX));
            eprintln!("{:.1}–{:.1}  {:>8}  {:.3}", band[0], band[1].min(1.0), inside.len(), share);
        }
    }
}
