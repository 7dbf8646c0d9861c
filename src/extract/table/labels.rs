//! All heads of a table, read once, and every cell told by those it stands under.

use super::axis::Axis;
use super::cell::{self, Cell};
use super::figure::{Given, Place};
use super::head::{Head, Reading};
use super::heads::{Around, Heads};
use super::shape::{Column, Part, Shape};
use super::whose::Sides;
use super::{Surroundings, time};
use crate::extract::discourse::{Discourse, Standing};
use crate::model::{Decimal, Period};
use chrono::NaiveDate;
use std::collections::HashMap;
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

/// The heads of one line of the table.
#[derive(Default)]
struct Left {
    /// By set of columns of labels.
    heads: Vec<Head>,
    /// The line of the section that it stands under, and of the row above that it goes on with.
    section: Option<usize>,
    above: Option<usize>,
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

    /// The label of a row: its cell with words that mean nothing, else its first.
    pub(super) fn label(&self, head: &Head) -> Option<String> {
        let unknown = head.unknown.as_ref().map(|words| words.start);
        let cell = head.cells.iter().find(|cell| unknown.is_none_or(|at| cell.contains(&at)))?;
        Some(self.text(cell))
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
    let lenders = lenders(shape);
    let alike = alike(shape);
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
    let sections_sort = of_part(Part::Section).any(|head| head.sort);
    let sorted = corner.sort
        || sections_sort
        || around.captions.iter().chain(&around.lead).any(|head| head.sort)
        || (0..width).any(|at| shape.columns[at] == Column::Aside && shape.heads[at].sort);
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
    let mut under = Under { places: HashMap::new(), heads: Vec::new() };
    let mut composed = Composed::default();
    for (row, left) in shape.rows.iter().zip(&lefts) {
        let mut given = Given::default();
        if row.part == Part::Data {
            let cells = || {
                row.cells.iter().enumerate().filter(|(at, _)| shape.columns[*at] == Column::Numbers)
            };
            let axis = Axis::of(cells().filter_map(|(at, cell)| values(at, cell)));
            let told = |at: usize| !alike[at];
            for (at, cell) in cells().filter(|(at, cell)| cell.is_number() && told(*at)) {
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
    Around {
        captions,
        lead: surroundings.lead.as_ref().map(line),
        below: surroundings.below.as_ref().map(line),
    }
}

/// For a column that only says "share" or "growth" the column to its left that says of what.
fn lenders(shape: &Shape) -> Vec<Option<usize>> {
    let mut last = None;
    let numbers = |at: usize| shape.columns[at] == Column::Numbers;
    let lender = |at: usize| {
        let head = &shape.heads[at];
        if head.indicator.is_some() {
            last = Some(at).filter(|at| numbers(*at));
            return None;
        }
        let lends = head.turns() || head.measured.percent;
        last.filter(|_| lends && numbers(at))
    };
    (0..shape.columns.len()).map(lender).collect()
}

/// The columns whose headings say the same of other numbers, so that what sets them apart is not understood: "total (7)" and
/// "total (1 to 7)". Of two such columns one without words that mean nothing stays.
fn alike(shape: &Shape) -> Vec<bool> {
    let mut alike = vec![false; shape.columns.len()];
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, head) in shape.heads.iter().enumerate() {
        if shape.columns[at] == Column::Numbers && !head.cells.is_empty() {
            seen.entry(head.meaning(shape.labels_of(at))).or_default().push(at);
        }
    }
    for columns in seen.values().filter(|columns| columns.len() > 1) {
        let plain = |at: &&usize| shape.heads[**at].unknown.is_none();
        let only = columns.iter().find(plain).filter(|_| columns.iter().filter(plain).count() == 1);
        for at in columns.iter().filter(|at| Some(*at) != only) {
            alike[*at] = true;
        }
    }
    alike
}

/// What the headings over all columns of labels say.
fn corner(shape: &Shape) -> Head {
    let labels = (0..shape.columns.len()).filter(|at| shape.columns[*at] == Column::Labels);
    let mut corner = labels.map(|at| shape.heads[at].clone()).reduce(Head::and).unwrap_or_default();
    // "Country/Area" is no topic.
    corner.topic = false;
    corner.sort |= corner.wares && corner.indicator.is_none();
    corner.reporter |= corner.region;
    corner
}

/// The different sets of columns of labels, and which of them labels each column.
fn label_sets(shape: &Shape, reading: &Reading, width: usize) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut of_column = vec![0; width];
    for (at, of) in of_column.iter_mut().enumerate() {
        if shape.columns[at] != Column::Numbers {
            continue;
        }
        let labels = shape.labels(reading.document, at);
        *of = sets.iter().position(|set| *set == labels).unwrap_or_else(|| {
            sets.push(labels);
            sets.len() - 1
        });
    }
    (sets, of_column)
}

/// What labels each line, and which section and row above it belongs to.
fn lefts(reading: &Reading, shape: &Shape, sets: &[Vec<usize>]) -> Vec<Left> {
    let mut lefts: Vec<Left> = Vec::with_capacity(shape.rows.len());
    let (mut section, mut named, mut placed) = (None, None, None);
    for (at, row) in shape.rows.iter().enumerate() {
        let mut left = Left::default();
        let read = |columns: &[usize]| {
            let cells = columns.iter().filter_map(|at| row.cells.get(*at));
            let heads = cells.filter(|c| !c.is_empty() && !c.is_prose());
            heads
                .map(|c| reading.head(&c.pieces, &row.places))
                .reduce(Head::and)
                .unwrap_or_default()
        };
        // A column that is headed "Reporter" or "Partner" says what its places are.
        let label = |columns: &[usize]| {
            let cells = columns.iter().filter_map(|at| Some((*at, row.cells.get(*at)?)));
            let heads = cells.filter(|(_, c)| !c.is_empty() && !c.is_prose()).map(|(at, c)| {
                let mut head = reading.head(&c.pieces, &row.places);
                let over = &shape.heads[at];
                let own = (over.reporter || over.region) && !over.partner;
                let role = match (own, over.partner && !over.reporter) {
                    (true, _) => Standing::Owner,
                    (_, true) => Standing::Partner,
                    _ => return head,
                };
                for area in &mut head.areas {
                    area.1 = role;
                }
                head
            });
            let mut head = heads.reduce(Head::and).unwrap_or_default();
            for trailing in trailing(reading, shape, row, columns) {
                head.periods.extend(trailing.periods);
                head.measured = head.measured.or(trailing.measured);
            }
            head
        };
        match row.part {
            Part::Title | Part::Heading | Part::Numbering => {}
            Part::Section => {
                let filled = (0..row.cells.len()).find(|at| !row.cells[*at].is_empty());
                let mut head = read(&filled.into_iter().collect::<Vec<_>>());
                // "of which:" opens nothing new; a second line of headings adds to the first.
                if !(head.including && head.is_quiet()) {
                    let before = at
                        .checked_sub(1)
                        .filter(|before| shape.rows[*before].part == Part::Section);
                    if let Some(before) = before.and_then(|line| lefts[line].heads.first()) {
                        head = head.and(before.clone());
                    }
                    section = Some(at);
                    (named, placed) = (None, None);
                }
                left.heads.push(head);
            }
            Part::Data => {
                left.heads.extend(sets.iter().map(|set| label(set)));
                left.section = section;
                let Some(head) = left.heads.first() else { continue };
                let (measures, places) = (head.indicator.is_some(), !head.areas.is_empty());
                if !measures && places && placed.is_some() {
                    // The next of several places with their flows below each.
                    named = None;
                }
                left.above = match (measures, places) {
                    (false, _) => named,
                    (true, false) => placed,
                    (true, true) => None,
                };
                if measures {
                    named = Some(at);
                } else if head.topic || !(head.is_understood() || head.including) {
                    (named, placed) = (None, None);
                } else if places && named.is_none() {
                    placed = Some(at);
                }
            }
        }
        lefts.push(left);
    }
    lefts
}

/// What stands behind the last numbers of a row, where it may name their time or unit.
fn trailing(
    reading: &Reading,
    shape: &Shape,
    row: &super::shape::Row,
    labels: &[usize],
) -> Vec<Head> {
    let last = shape.columns.iter().rposition(|column| *column == Column::Numbers);
    let behind = last.map_or(0, |last| last + 1)..shape.columns.len();
    let cells = behind.filter(|at| shape.columns[*at] == Column::Labels && !labels.contains(at));
    cells
        .filter_map(|at| row.cells.get(at).filter(|cell| !cell.is_empty() && !cell.is_prose()))
        .map(|cell| reading.head(&cell.pieces, &row.places))
        .collect()
}

/// The heads that figures stand under, each once.
struct Under {
    /// The place in `heads` of what begins at a piece.
    places: HashMap<usize, usize>,
    heads: Vec<Range<usize>>,
}

impl Under {
    /// What makes a cell legible: captions and corner where they speak, the headings of its column, its section.
    fn of(&mut self, heads: &Heads) -> Vec<usize> {
        let captions = heads.around.captions.iter().filter(|head| head.speaks());
        let corner = Some(heads.corner)
            .filter(|head| head.measured != Default::default() || head.indicator.is_some());
        let column = Some(heads.column).filter(|head| !head.cells.is_empty());
        let cells =
            captions.chain(corner).chain(column).chain(heads.section).flat_map(|head| &head.cells);
        let mut named: Vec<usize> = cells.map(|cell| self.place(cell)).collect();
        named.sort_by_key(|&place| self.heads[place].start);
        named.dedup();
        named
    }

    fn place(&mut self, cell: &Range<usize>) -> usize {
        *self.places.entry(cell.start).or_insert_with(|| {
            self.heads.push(cell.clone());
            self.heads.len() - 1
        })
    }

    /// Puts the heads in the order of the text.
    fn settle(self, composed: &mut Composed) {
        let mut order: Vec<usize> = (0..self.heads.len()).collect();
        order.sort_by_key(|&place| self.heads[place].start);
        let mut ranks = vec![0; order.len()];
        for (rank, &place) in order.iter().enumerate() {
            ranks[place] = rank;
        }
        for figure in composed.rows.iter_mut().flat_map(|row| &mut row.figures) {
            for head in &mut figure.heads {
                *head = ranks[*head];
            }
        }
        composed.heads = order.into_iter().map(|place| self.heads[place].clone()).collect();
    }
}
