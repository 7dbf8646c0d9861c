//! All heads of a table, read once, and every cell told by those it stands under.

use super::axis::Axis;
use super::cell::{self, Cell};
use super::columns::{alike, corner, label_sets, lenders};
use super::figure::{Given, Place};
use super::head::Head;
use super::heads::{Around, Heads};
use super::left::lefts;
use super::marks::Marks;
use super::reading::Reading;
use super::shape::{Column, Part, Shape};
use super::under::Under;
use super::whose::Sides;
use super::{Surroundings, time};
use crate::extract::discourse::Discourse;
use crate::extract::token::Kind;
use crate::model::{Decimal, Period};
use chrono::NaiveDate;
use std::ops::Range;

/// A table with its heads read.
pub(super) struct Labels<'l> {
    pub(super) reading: Reading<'l>,
    pub(super) discourse: &'l Discourse,
    pub(super) published: Option<NaiveDate>,
    pub(super) sides: Sides,
    /// Goods are listed: a label without a meaning is one of them.
    pub(super) sorted: bool,
    /// By column: its numbers, their decimal mark, the period over it.
    pub(super) axes: Vec<Axis>,
    pub(super) marks: Vec<Option<char>>,
    pub(super) periods: Vec<Option<Period>>,
}

/// What all cells of a table gave.
#[derive(Debug, Default)]
pub(super) struct Composed {
    /// By line: its figures and the amounts that its digits are.
    pub(super) rows: Vec<Given>,
    pub(super) heads: Vec<Range<usize>>,
}

impl Labels<'_> {
    /// What the words beside the number of a cell say.
    pub(super) fn words(&self, cell: &Cell) -> Head {
        self.reading.head(&cell.pieces, &[])
    }

    /// Some words of a heading, as inside a sentence.
    pub(super) fn text(&self, pieces: &Range<usize>) -> String {
        let document = self.reading.document;
        lowered(&document.text[document.bytes(pieces)])
    }

    /// The label of a row: its cell with words that mean nothing, else the one with the most words.
    pub(super) fn label(&self, head: &Head) -> Option<String> {
        let document = self.reading.document;
        let words = |cell: &&Range<usize>| {
            (*cell).clone().filter(|at| document.pieces[*at].kind == Kind::Word).count()
        };
        let named = head
            .unknown
            .as_ref()
            .and_then(|unknown| head.cells.iter().find(|cell| cell.contains(&unknown.start)));
        named.or_else(|| head.cells.iter().rev().max_by_key(words)).map(|cell| self.text(cell))
    }
}

/// The first letter small, as inside a sentence, unless the word is written in capitals.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    let shouted = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        Some(first) if !shouted => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// Tells every number of a table.
pub(super) fn compose(
    reading: Reading,
    shape: &Shape,
    surroundings: &Surroundings,
    published: Option<NaiveDate>,
    discourse: &Discourse,
) -> Composed {
    let width = shape.columns.len();
    let around = around(&reading, shape, surroundings);
    let corner = corner(shape);
    let (sets, of_column) = label_sets(shape, &reading, width);
    let lefts = lefts(&reading, shape, &sets);
    let nothing = Head::default();
    let lenders = lenders(reading.document, shape);
    let alike = alike(reading.document, shape, &lenders);
    let top = Heads {
        column: &nothing,
        left: None,
        row: &nothing,
        section: None,
        above: None,
        corner: &corner,
        around: &around,
    };
    let numbers = || (0..width).filter(|at| shape.columns[*at] == Column::Numbers);
    let of_part = |part: Part| {
        let rows = shape.rows.iter().zip(&lefts).filter(move |(row, _)| row.part == part);
        rows.filter_map(|(_, left)| left.heads.first())
    };
    let sides = Sides::of(
        numbers().map(|at| &shape.heads[at]),
        of_part(Part::Data),
        of_part(Part::Section),
        &top,
        discourse,
    );
    let sections_sort = of_part(Part::Section).any(|head| head.has(Marks::SORT));
    let sorted = corner.has(Marks::SORT)
        || sections_sort
        || around.captions.iter().chain(&around.lead).any(|head| head.has(Marks::SORT))
        || (0..width)
            .any(|at| shape.columns[at] == Column::Aside && shape.heads[at].has(Marks::SORT));
    let columns = |at: usize| {
        let data = shape.rows.iter().filter(|row| row.part == Part::Data);
        data.filter_map(move |row| row.cells.get(at))
    };
    let document = reading.document;
    let common = cell::decimal_mark(document, numbers().flat_map(columns));
    let marks: Vec<_> =
        (0..width).map(|at| cell::decimal_mark(document, columns(at)).or(common)).collect();
    let values = |at: usize, cell: &Cell| value(&reading, cell, marks[at]);
    let labels = Labels {
        axes: (0..width).map(|at| Axis::of(columns(at).filter_map(|c| values(at, c)))).collect(),
        periods: (0..width)
            .map(|at| time::full(&shape.heads[at]).filter(|_| shape.columns[at] == Column::Numbers))
            .collect(),
        marks: marks.clone(),
        reading,
        discourse,
        published,
        sides,
        sorted,
    };
    let mut under = Under::default();
    let mut composed = Composed::default();
    for (row, left) in shape.rows.iter().zip(&lefts) {
        let mut given = Given::default();
        if row.part == Part::Data {
            let cells = || {
                row.cells.iter().enumerate().filter(|(at, _)| shape.columns[*at] == Column::Numbers)
            };
            let axis = Axis::of(cells().filter_map(|(at, cell)| values(at, cell)));
            // Without any headings numbers are told apart by their own units.
            let of_itself =
                |at: usize, cell: &Cell| shape.heads[at].cells.is_empty() && !cell.own.is_empty();
            let told = |at: usize, cell: &Cell| !alike[at] || of_itself(at, cell);
            for (at, cell) in cells().filter(|(at, cell)| cell.is_number() && told(*at, cell)) {
                let set = of_column[at];
                let head = |line: Option<usize>| {
                    line.and_then(|line| {
                        lefts[line].heads.get(set.min(lefts[line].heads.len().saturating_sub(1)))
                    })
                };
                let heads = Heads {
                    column: &shape.heads[at],
                    left: lenders[at].map(|left| &shape.heads[left]),
                    row: &left.heads[set],
                    section: head(left.section),
                    above: head(left.above),
                    ..top
                };
                let place = Place { labels: &labels, heads, column: at, cell, row: axis };
                let mut found = place.read();
                let named = if found.figures.is_empty() { Vec::new() } else { under.of(&heads) };
                for figure in &mut found.figures {
                    figure.heads.clone_from(&named);
                }
                given.figures.append(&mut found.figures);
                given.amounts.append(&mut found.amounts);
            }
        }
        composed.rows.push(given);
    }
    under.settle(&mut composed);
    composed
}

/// The number of a cell, its unit aside.
fn value(reading: &Reading, cell: &Cell, mark: Option<char>) -> Option<Decimal> {
    match cell.bare {
        Some(bare) => cell::value(reading.document, bare, mark).map(|(value, _)| value),
        None => cell.own.first().map(|number| number.amount.value),
    }
}

/// What stands above the table and in the lines over all its columns, and the note below it.
fn around(reading: &Reading, shape: &Shape, surroundings: &Surroundings) -> Around {
    let titles = shape
        .rows
        .iter()
        .take_while(|row| row.part != Part::Data)
        .filter(|row| row.part == Part::Title);
    let first = |row: &super::shape::Row| {
        row.cells.iter().find(|cell| !cell.is_empty()).map(|cell| cell.pieces.clone())
    };
    let titles: Vec<Head> =
        titles.filter_map(|row| Some(reading.head(&first(row)?, &row.places))).collect();
    let line = |line: &super::Line| reading.head(&line.pieces, &line.places);
    let captions = titles.into_iter().rev().chain(surroundings.captions.iter().map(line)).collect();
    let lead = surroundings.lead.as_ref().map(line);
    let document = reading.document;
    let describes = |lead: &&Head| {
        let dated = |at: usize| lead.periods.iter().any(|stretch| stretch.pieces.contains(&at));
        let mut pieces = lead.cells.iter().cloned().flatten();
        let counts = pieces.any(|at| document.pieces[at].kind == Kind::Digits && !dated(at));
        lead.measured.unit.is_some() && !counts
    };
    Around {
        captions,
        description: lead.as_ref().filter(describes).cloned(),
        lead,
        below: surroundings.below.as_ref().map(line),
    }
}
