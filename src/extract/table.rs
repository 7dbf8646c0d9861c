//! Tables in, their figures out.
//!
//! A report's tables stand in its text line by line (`grid`). Each is taken apart by where its numbers stand (`shape`, `cell`);
//! every heading, label and caption is read by the recognisers of prose (`reading`); and each number is told by the heads it
//! stands under: what it measures and in which unit (`heads`), when (`time`), whose (`whose`), and how sure that is (`sure`).
//!
//! A cell whose heads leave open what it measures, in which unit or whose makes no figure: a table of GDP, a league table
//! and a timetable have none. Its mention stays.

mod axis;
mod cell;
mod columns;
mod figure;
mod grid;
mod head;
mod heads;
mod labels;
mod left;
mod marks;
mod reading;
mod shape;
mod sure;
mod time;
mod under;
mod whose;

pub(super) use figure::Found;
pub(super) use grid::{Grid, find};
pub(super) use heads::stands_above;

use super::amount::Talk;
use super::discourse::Discourse;
use super::document::Document;
use super::period::When;
use super::place::Place;
use crate::model::Meaning;
use cell::Cell;
use chrono::NaiveDate;
use reading::Reading;
use shape::{Part, Row, Shape};
use std::ops::Range;

/// A line of text with its places.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) pieces: Range<usize>,
    pub(super) places: Vec<Place>,
}

/// What surrounds a table.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// The lines above it that are no sentences, the nearest first.
    pub(super) captions: Vec<Line>,
    /// The sentence before these.
    pub(super) lead: Option<Line>,
    /// The line below it.
    pub(super) below: Option<Line>,
}

/// What was read in one row.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// In order of their pieces.
    pub(super) mentions: Vec<(Range<usize>, Meaning)>,
    pub(super) figures: Vec<Found>,
    /// Its cells, for whoever wants to see them.
    pub(super) cells: Vec<Range<usize>>,
    /// Those in which sentences stand, which are read as such.
    pub(super) prose: Vec<Range<usize>>,
}

/// A table as it was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What each of its lines told, in order.
    pub(super) rows: Vec<Told>,
    /// The pieces of the heads that its figures stand under, ascending; a figure names them by place.
    pub(super) heads: Vec<Range<usize>>,
}

/// Reads a table: its lines with their cells, and what stands around it.
pub(super) fn read(
    document: &Document,
    lines: &[(Line, Vec<Range<usize>>)],
    around: &Surroundings,
    published: Option<NaiveDate>,
    discourse: &Discourse,
) -> Table {
    let talk = Talk {
        money: discourse.money,
        other_money: discourse.other_money,
        home: discourse.home,
        about: &discourse.areas,
    };
    let reading = Reading { document, talk, fiscal_start: discourse.fiscal_start, published };
    let rows = lines.iter().map(|(line, cells)| Row {
        cells: cells.iter().map(|cell| Cell::read(document, cell, talk)).collect(),
        places: line.places.clone(),
        part: Part::Data,
    });
    let rows: Vec<Row> = rows.collect();
    let mut table =
        Table { rows: rows.iter().map(|row| plain(&reading, row)).collect(), heads: Vec::new() };
    let Some(shape) = Shape::of(&reading, rows) else { return table };
    let composed = labels::compose(reading, &shape, around, published, discourse);
    table.heads = composed.heads;
    for (told, given) in table.rows.iter_mut().zip(composed.rows) {
        told.figures = given.figures;
        // 2015 under "$ mn" is no year.
        told.mentions
            .retain(|(pieces, _)| given.amounts.iter().all(|(digits, _)| digits != pieces));
        told.mentions.extend(given.amounts);
        told.mentions.sort_by_key(|(pieces, _)| (pieces.start, pieces.end));
    }
    table
}

/// The places, periods and numbers with units of a row, whatever the table is about.
fn plain(reading: &Reading, row: &Row) -> Told {
    let mut told = Told::default();
    for cell in &row.cells {
        told.cells.push(cell.pieces.clone());
        if cell.is_prose() {
            told.prose.push(cell.pieces.clone());
            continue;
        }
        let numbers = cell.own.iter();
        let amounts = numbers.filter_map(|n| Some((n.pieces.clone(), Meaning::of(n.amount)?)));
        let first = told.mentions.len();
        told.mentions.extend(amounts);
        let taken = told.mentions[first..].to_vec();
        let free = |when: &When| {
            taken.iter().all(|(pieces, _)| {
                pieces.end <= when.pieces.start || when.pieces.end <= pieces.start
            })
        };
        let whens = reading.periods(&cell.pieces, None).into_iter().filter(free);
        told.mentions.extend(whens.map(|when| (when.pieces.clone(), Meaning::Period(when.period))));
        let places =
            reading::within(&row.places, &cell.pieces).iter().filter(|place| !place.implied);
        told.mentions.extend(places.map(|place| (place.pieces.clone(), Meaning::Area(place.area))));
    }
    told.mentions.sort_by_key(|(pieces, _)| (pieces.start, pieces.end));
    told
}
