//! Parts of a year make the whole, and a whole less its other parts leaves one: S1 + S2, Q1…Q4, nine months + Q4; the year
//! less S1.
//!
//! Parts stand for their series and are contradicted by nobody, whoever reported them. Trade runs through the year within
//! limits: where parts are out of all proportion to each other, one of them counts something else. What
//! is left of a whole is mostly the difference between two ways of counting, where there are two: there the limits are narrower.

use super::fact::Fact;
use super::family::Family;
use super::way::Way;
use crate::model::{DerivedBy, Indicator, InputRole, Period, SeriesKey, Status, Transform, Unit};
use chrono::Datelike;
use std::collections::BTreeMap;

/// How many times as much a day one part may have as another.
const PROPORTION: f64 = 3.0;

/// The same for what is left of a whole.
const PROPORTION_OF_THE_REST: f64 = 1.5;

pub(super) fn find(family: &Family<'_>, found: &mut Vec<Way>) {
    for (series, told) in family.series() {
        if !is_flow(&told.key) {
            continue;
        }
        for (year, pieces) in years(family, series) {
            if pieces.len() < 2 {
                continue;
            }
            for sought in sought(year).filter(|sought| !family.has(series, *sought)) {
                let sum = tiled(&pieces, months(sought)).filter(|tiles| tiles.len() > 1);
                let wholes = pieces.iter().filter_map(|whole| rest(&pieces, whole, sought));
                let ways = sum
                    .into_iter()
                    .map(|tiles| (DerivedBy::Sum, tiles))
                    .chain(wholes.map(|tiles| (DerivedBy::Rest, tiles)));
                found.extend(ways.filter_map(|(rule, tiles)| way(&told.key, sought, rule, &tiles)));
            }
        }
    }
}

fn is_flow(key: &SeriesKey) -> bool {
    matches!(key.indicator, Indicator::Turnover | Indicator::Exports | Indicator::Imports)
        && key.transform == Transform::Level
        && matches!(key.unit, Some(Unit::Currency(_) | Unit::Physical(_)))
}

/// A part of a year: its period, its first and last month, what is told of it.
#[derive(Clone, Copy)]
struct Piece {
    period: Period,
    months: (u32, u32),
    fact: Fact,
}

/// What is agreed on of each calendar year, in whole months.
fn years(family: &Family<'_>, series: usize) -> BTreeMap<i32, Vec<Piece>> {
    let mut years: BTreeMap<i32, Vec<Piece>> = BTreeMap::new();
    for period in family.periods(series) {
        let (from, to) = (period.from(), period.to());
        let whole_months = from.day() == 1 && to.succ_opt().is_some_and(|next| next.day() == 1);
        if from.year() != to.year() || !whole_months {
            continue;
        }
        if let Some(fact) = family.agreed(series, period) {
            let piece = Piece { period, months: months(period), fact };
            years.entry(from.year()).or_default().push(piece);
        }
    }
    years
}

fn months(period: Period) -> (u32, u32) {
    (period.from().month(), period.to().month())
}

/// The regular periods of a year.
fn sought(year: i32) -> impl Iterator<Item = Period> {
    let halves = (1..=2).filter_map(move |half| Period::half(year, half));
    let quarters = (1..=4).filter_map(move |quarter| Period::quarter(year, quarter));
    let months = (1..=12).filter_map(move |month| Period::month(year, month));
    Period::year(year).into_iter().chain(halves).chain(quarters).chain(months)
}

/// The fewest pieces that lie one after the other from the first to the last of these months; of as many those with the
/// narrowest bounds. No months are tiled by no pieces.
fn tiled(pieces: &[Piece], (first, last): (u32, u32)) -> Option<Vec<Piece>> {
    let width = |tiles: &[Piece]| -> f64 {
        tiles.iter().map(|tile| tile.fact.bounds.most - tile.fact.bounds.least).sum()
    };
    // By the month before which it ends.
    let mut best: BTreeMap<u32, Vec<Piece>> = BTreeMap::from([(first, Vec::new())]);
    for start in first..=last {
        let Some(before) = best.get(&start).cloned() else { continue };
        for piece in pieces.iter().filter(|piece| piece.months.0 == start && piece.months.1 <= last)
        {
            let mut tiles = before.clone();
            tiles.push(*piece);
            let better = |known: &Vec<Piece>| {
                let by_number = tiles.len().cmp(&known.len());
                by_number.then_with(|| width(&tiles).total_cmp(&width(known))).is_lt()
            };
            if best.get(&(piece.months.1 + 1)).is_none_or(better) {
                best.insert(piece.months.1 + 1, tiles);
            }
        }
    }
    best.remove(&(last + 1))
}

/// A whole, and what tiles it but for the months sought.
fn rest(pieces: &[Piece], whole: &Piece, sought: Period) -> Option<Vec<Piece>> {
    let (first, last) = months(sought);
    let (from, to) = whole.months;
    if first < from || last > to || (first, last) == (from, to) {
        return None;
    }
    let around =
        |first, last| if first > last { Some(Vec::new()) } else { tiled(pieces, (first, last)) };
    let before = around(from, first - 1)?;
    let after = around(last + 1, to)?;
    Some([*whole].into_iter().chain(before).chain(after).collect())
}

fn way(key: &SeriesKey, period: Period, rule: DerivedBy, tiles: &[Piece]) -> Option<Way> {
    if !is_lawful(rule, tiles) || !is_in_proportion(period, rule, tiles) {
        return None;
    }
    let part_of = |place: usize| {
        if rule == DerivedBy::Rest && place == 0 { InputRole::Whole } else { InputRole::Part }
    };
    let codes: Vec<String> = tiles.iter().map(|tile| tile.period.code()).collect();
    let words = match (rule, codes.as_slice()) {
        (_, [first, .., last]) if codes.len() > 4 => {
            format!("{first} … {last}, {} parts", codes.len())
        }
        (DerivedBy::Rest, _) => codes.join(" − "),
        _ => codes.join(" + "),
    };
    let inputs =
        tiles.iter().enumerate().map(|(place, tile)| (part_of(place), tile.fact)).collect();
    Some(Way { series: key.clone(), period, rule, inputs, words })
}

/// What is left of something hedged is not known, and no plan leaves what has happened.
fn is_lawful(rule: DerivedBy, tiles: &[Piece]) -> bool {
    let [whole, parts @ ..] = tiles else { return false };
    let planned = |tile: &Piece| tile.fact.status == Status::Planned;
    rule == DerivedBy::Sum
        || (!tiles.iter().any(|tile| tile.fact.is_open())
            && (planned(whole) || !parts.iter().any(planned)))
}

fn is_in_proportion(period: Period, rule: DerivedBy, tiles: &[Piece]) -> bool {
    let days = |period: Period| u32::try_from(period.days()).map_or(1.0, f64::from);
    let pace = |tile: &Piece| tile.fact.value / days(tile.period);
    let mut paces: Vec<f64> = tiles.iter().map(pace).collect();
    let mut proportion = PROPORTION;
    if rule == DerivedBy::Rest {
        proportion = PROPORTION_OF_THE_REST;
        let (whole, parts) = tiles.split_at(1);
        let of = |tiles: &[Piece]| tiles.iter().map(|tile| tile.fact.value).sum::<f64>();
        paces.push((of(whole) - of(parts)) / days(period));
    }
    let least = paces.iter().copied().fold(f64::INFINITY, f64::min);
    let most = paces.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    least > 0.0 && most <= proportion * least
}
