//! Learns `seeds/confidence.csv`: how much each thing that is true of a figure says about its being right.
//!
//! ```sh
//! cargo run --example learn_confidence FOLDER… > confidence.csv
//! ```
//!
//! Each FOLDER holds reports, `<name>.txt`, with their gold figures, `<name>.json`: {"url", "published", "language", "figures": [{"at",
//! "nth", "indicator", "transform", "value", "value_high", "unit", "ref_area", "counterpart_area", "debatable_fields"}]}. A figure of
//! the extractor is right when a gold figure at its place has the same indicator, transform, value, unit and areas (those of
//! turnover in either order, but in a share). Figures whose existence is debatable are left out.
//!
//! The model is a logistic regression with an L2 penalty, fitted by Newton's method. Standard error tells how well it does on
//! sites that it was not fitted on: every site is left out once, and what is said of it then is counted by bands. What is
//! written is tempered by those: the sums are scaled as the left-out sites would have it (Platt 1999), then shifted down
//! until of the figures given 0.9 and more at least 95 percent are right there.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs, io};
use tradestat::extract::{Feature, explain};
use tradestat::model::{Figure, Indicator, Published, PublishedBasis, Report, Transform};

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
    site: String,
    features: Vec<Feature>,
    right: bool,
}

fn main() -> io::Result<()> {
    let mut rows = Vec::new();
    for folder in env::args_os().skip(1) {
        read_folder(Path::new(&folder), &mut rows)?;
    }
    if rows.is_empty() {
        eprintln!("no reports; name folders that hold .txt and .json files");
        std::process::exit(2);
    }
    let names = names(&rows);
    let said = left_out(&rows, &names);
    report("as fitted", &rows, &said.iter().map(|sum| probability(*sum)).collect::<Vec<_>>());
    let (scale, shift) = temper(&rows, &said);
    eprintln!("tempered: {scale:.3} times the sum, {shift:+.3}");
    let tempered: Vec<f64> = said.iter().map(|sum| probability(scale * sum + shift)).collect();
    report("as written", &rows, &tempered);
    let weights = fit(&rows.iter().collect::<Vec<_>>(), &names);
    println!("asked,answer,with,weight");
    for (feature, weight) in names.iter().zip(weights) {
        let weight = scale * weight + if *feature == EVERY { shift } else { 0.0 };
        let [asked, answer, with] = feature;
        println!("{asked},{answer},{with},{weight:.3}");
    }
    Ok(())
}

fn read_folder(folder: &Path, rows: &mut Vec<Row>) -> io::Result<()> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|e| e == "json"));
    files.sort();
    for file in files {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let text = fs::read_to_string(file.with_extension("txt"))?;
        let day = gold["published"].as_str().and_then(|day| day.parse().ok());
        let report = Report {
            text,
            language: gold["language"].as_str().and_then(|code| code.parse().ok()),
            published: day.map(|day| Published { day, basis: PublishedBasis::Given }),
            ..Report::default()
        };
        let url = gold["url"].as_str().unwrap_or_default();
        let site = url.split('/').nth(2).unwrap_or(url).trim_start_matches("www.").to_owned();
        read_report(&report, &gold, &site, rows);
    }
    Ok(())
}

fn read_report(report: &Report, gold: &Value, site: &str, rows: &mut Vec<Row>) {
    let none = Vec::new();
    let places: Vec<(usize, usize, &Value)> = gold["figures"]
        .as_array()
        .unwrap_or(&none)
        .iter()
        .filter_map(|figure| {
            let (start, end) = place(&report.text, figure)?;
            Some((start, end, figure))
        })
        .collect();
    let explanation = explain(report);
    let grounds = explanation.sentences.iter().flat_map(|sentence| &sentence.figures);
    for (figure, grounds) in explanation.extraction.figures.iter().zip(grounds) {
        let here = || {
            places.iter().filter(|(start, end, _)| {
                *start < figure.span.end && figure.span.start < *end
            })
        };
        let right = here().any(|(.., gold)| is_right(figure, gold));
        let debatable = here().any(|(.., gold)| is_debatable(gold, "exists"));
        if right || !debatable {
            rows.push(Row { site: site.to_owned(), features: grounds.features.clone(), right });
        }
    }
}

/// Where a gold figure stands, in code points: the `nth` place of `at`.
fn place(text: &str, figure: &Value) -> Option<(usize, usize)> {
    let at = figure["at"].as_str()?;
    let nth = usize::try_from(figure["nth"].as_u64().unwrap_or(1)).ok()?;
    let (byte, _) = text.match_indices(at).nth(nth.checked_sub(1)?)?;
    let start = text[..byte].chars().count();
    Some((start, start + at.chars().count()))
}

fn is_debatable(gold: &Value, field: &str) -> bool {
    gold["debatable_fields"].as_array().is_some_and(|fields| fields.iter().any(|f| f == field))
}

fn is_right(figure: &Figure, gold: &Value) -> bool {
    let same = |field: &str, value: Option<&str>| {
        is_debatable(gold, field) || gold[field].as_str() == value
    };
    let value = |field: &str, own: Option<rust_decimal::Decimal>| {
        let said: Option<rust_decimal::Decimal> = gold[field].as_str().and_then(|v| v.parse().ok());
        is_debatable(gold, "value") || said.map(|v| v.abs()) == own.map(|v| v.abs())
    };
    let (own, other) =
        (figure.ref_area.map(|a| a.to_string()), figure.counterpart_area.map(|a| a.to_string()));
    let areas = |a: Option<&str>, b: Option<&str>| same("ref_area", a) && same("counterpart_area", b);
    let either = figure.indicator == Indicator::Turnover && figure.transform != Transform::Share;
    let unit = figure.amount.unit.as_ref().map(|unit| unit.code());
    value("value", Some(figure.amount.value))
        && value("value_high", figure.amount.high)
        && same("unit", unit)
        && same("transform", Some(figure.transform.code()))
        && same("indicator", Some(figure.indicator.code()))
        && (areas(own.as_deref(), other.as_deref())
            || (either && areas(other.as_deref(), own.as_deref())))
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
    let sites: BTreeSet<&str> = rows.iter().map(|row| row.site.as_str()).collect();
    let mut said = vec![0.0; rows.len()];
    for site in sites {
        let others: Vec<&Row> = rows.iter().filter(|row| row.site != site).collect();
        let weights = fit(&others, names);
        let index: BTreeMap<Feature, f64> = names.iter().copied().zip(weights).collect();
        for (row, said) in rows.iter().zip(&mut said).filter(|(row, _)| row.site == site) {
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
        let sure = rows.iter().zip(sums).filter(|(_, sum)| probability(scale * **sum + shift) >= SURE);
        let (right, all) = sure.fold((0, 0), |(right, all), (row, _)| {
            (right + u32::from(row.right), all + 1)
        });
        f64::from(right) >= PROMISE * f64::from(all)
    };
    while !kept(shift) {
        shift -= 0.01;
    }
    (scale, shift)
}

fn report(what: &str, rows: &[Row], said: &[f64]) {
    let right = rows.iter().filter(|row| row.right).count();
    eprintln!("{what}: {} figures, {right} right; what is said of each without its site:", rows.len());
    eprintln!("confidence  figures  right");
    let bounds = [0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];
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
