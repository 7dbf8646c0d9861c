//! Cells in, the build of their table out: rows of headings, columns of labels and of numbers, headings between the rows.
//!
//! Nothing here knows what is measured; a table is read by where its numbers stand.

use super::cell::Cell;
use super::head::Head;
use super::marks::Marks;
use super::reading::Reading;
use crate::extract::document::Document;
use crate::extract::lexicon::Sense;
use crate::extract::place::Place;
use crate::model::Decimal;
use std::ops::Range;

/// A row with everything that was read in it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// The places of the whole row, in order.
    pub(super) places: Vec<Place>,
    pub(super) part: Part,
}

/// What a row is to its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// A line of words over the whole table.
    Title,
    /// Headings of the columns.
    Heading,
    /// 1, 2, 3 …: numbers of the columns.
    Numbering,
    /// A heading between rows: "Exports", "of which:".
    Section,
    Data,
}

/// What a column is to its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    Labels,
    Numbers,
    /// Ranks, codes, and what is empty.
    Aside,
}

/// A table taken apart.
pub(super) struct Shape {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Column>,
    /// What the headings over each column say; for a column of labels what its corner says.
    pub(super) heads: Vec<Head>,
}

/// No table has more rows of headings.
const HEADINGS: usize = 6;

impl Shape {
    /// Takes a table apart. `None` where no column has numbers.
    pub(super) fn of(reading: &Reading, mut rows: Vec<Row>) -> Option<Self> {
        let document = reading.document;
        let width = rows.iter().map(|row| row.cells.len()).max()?;
        let first = mark_headings(document, &mut rows);
        let headings = headings(document, &rows[..first], width);
        let heads: Vec<Head> = headings.iter().map(|cells| joined(reading, &rows, cells)).collect();
        mark_rows(document, &mut rows[first..]);
        let columns: Vec<Column> =
            (0..width).map(|at| column(document, &rows[first..], at, &heads[at])).collect();
        columns.contains(&Column::Numbers).then_some(Self { rows, columns, heads })
    }

    /// The first column of labels before a column.
    pub(super) fn labels_of(&self, number: usize) -> usize {
        (0..number).rfind(|at| self.columns[*at] == Column::Labels).unwrap_or(0)
    }

    /// Whether a column has numbers without a unit of their own.
    pub(super) fn is_bare(&self, number: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.cells.get(number));
        cells.any(|cell| cell.bare.is_some() && cell.own.is_empty())
    }

    /// The columns whose cells label a number in a column: those of labels before it, in tables set side by side those of
    /// its own; those behind it where none stand before.
    pub(super) fn labels(&self, document: &Document, number: usize) -> Vec<usize> {
        let labels = |range: Range<usize>| {
            range.filter(|at| self.columns[*at] == Column::Labels).collect::<Vec<_>>()
        };
        let before = labels(0..number);
        if before.is_empty() {
            return labels(number..self.columns.len());
        }
        let words = |at: usize| {
            self.heads[at].cells.first().map(|cell| &document.text[document.bytes(cell)])
        };
        let again = before.iter().rposition(|&at| {
            at > before[0]
                && words(at).is_some_and(|own| !own.is_empty() && Some(own) == words(before[0]))
        });
        before[again.unwrap_or(0)..].to_vec()
    }
}

/// Marks the rows above the first row with data; returns where the data begins.
fn mark_headings(document: &Document, rows: &mut [Row]) -> usize {
    let mut heading = false;
    for at in 0..rows.len().min(HEADINGS) {
        let row = &rows[at];
        let part = if is_title(document, row) {
            // A line over all columns below the headings parts the rows.
            if heading { None } else { Some(Part::Title) }
        } else if heading && is_numbering(document, row) {
            Some(Part::Numbering)
        } else {
            let headed = is_heading(document, row)
                || (heading && is_of_months(document, row, &rows[at - 1]));
            headed.then_some(Part::Heading)
        };
        let Some(part) = part else { return at };
        heading |= part == Part::Heading;
        rows[at].part = part;
    }
    rows.len().min(HEADINGS)
}

/// Whether only the first cell of a row says something, or all say the same.
fn is_title(document: &Document, row: &Row) -> bool {
    let text = |cell: &Cell| &document.text[document.bytes(&cell.pieces)];
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return true };
    let alone = row.cells.first().is_some_and(|cell| !cell.is_empty());
    let same = filled.clone().all(|cell| text(cell) == text(first));
    !first.is_number() && same && (alone || filled.next().is_some())
}

/// Whether nothing in a row is a number but years.
fn is_heading(document: &Document, row: &Row) -> bool {
    // "$1,000" over a column is a unit.
    let unit = |cell: &Cell| match &cell.own[..] {
        [number] => cell.bare.is_none() && number.amount.value == Decimal::ONE_THOUSAND,
        _ => false,
    };
    let heads = |cell: &Cell| !cell.is_number() || cell.year(document).is_some() || unit(cell);
    row.cells.iter().all(heads)
}

/// "Country | 12 | 1-12" below "Country | Exports | Exports": months by their numbers.
fn is_of_months(document: &Document, row: &Row, above: &Row) -> bool {
    let first =
        |row: &Row| row.cells.first().map(|cell| &document.text[document.bytes(&cell.pieces)]);
    let month = |cell: &Cell| !cell.is_number() || cell.count(document).is_some_and(|n| n <= 12);
    first(row) == first(above) && row.cells.iter().all(month)
}

/// «А | 1 | 2 | 3»
fn is_numbering(document: &Document, row: &Row) -> bool {
    let counts: Vec<u32> = row.cells.iter().filter_map(|cell| cell.count(document)).collect();
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let in_step = counts.windows(2).all(|two| two[1] == two[0] + 1);
    counts.len() >= 2 && counts.len() + 2 >= filled && in_step && counts[0] <= 2
}

/// The cells over each column, from top to bottom. A heading over several columns stands once, or over each of them.
fn headings(document: &Document, rows: &[Row], width: usize) -> Vec<Vec<(usize, usize)>> {
    let headed: Vec<usize> = (0..rows.len()).filter(|&r| rows[r].part == Part::Heading).collect();
    let filled = |row: usize, at: usize| rows[row].cells.get(at).is_some_and(|c| !c.is_empty());
    let text =
        |(row, at): (usize, usize)| &document.text[document.bytes(&rows[row].cells[at].pieces)];
    let mut over: Vec<Vec<(usize, usize)>> = vec![Vec::new(); width];
    for &row in &headed {
        // Below months, a line of years goes on over the columns that it leaves empty.
        let years = |cell: &Cell| cell.is_empty() || cell.year(document).is_some();
        let of_years = row > 0 && rows[row].cells.iter().all(years);
        let last = headed.last() == Some(&row);
        let month = |above: Option<&(usize, usize)>| {
            above.is_some_and(|&(row, at)| {
                rows[row].cells[at].pieces.clone().any(|at| {
                    let part =
                        |s| matches!(s, Sense::Month(_) | Sense::PartOfYear(..)).then_some(());
                    document.find(at, part).is_some()
                })
            })
        };
        let mut left = None;
        for (at, cells) in over.iter_mut().enumerate() {
            if filled(row, at) {
                left = Some((row, at)).filter(|_| at > 0);
                let again = cells.last().is_some_and(|above| text(*above) == text((row, at)));
                if !again {
                    cells.push((row, at));
                }
            } else if (!last || (of_years && month(cells.last())))
                && let Some(left) = left
            {
                cells.push(left);
            }
        }
    }
    over
}

/// What some cells of a table say together, the lowest first.
fn joined(reading: &Reading, rows: &[Row], cells: &[(usize, usize)]) -> Head {
    // "Percentage change from" over "May 2008": what stands below is what is compared with.
    let mut dangles = false;
    let mut heads: Vec<Head> = Vec::with_capacity(cells.len());
    for &(row, at) in cells {
        let pieces = &rows[row].cells[at].pieces;
        let mut head = reading.head(pieces, &rows[row].places);
        for stretch in &mut head.periods {
            stretch.base |= dangles;
        }
        dangles |= reading.dangles(pieces, &head);
        heads.push(head);
    }
    heads.into_iter().rev().reduce(Head::and).unwrap_or_default()
}

/// Marks the headings between the rows of data.
fn mark_rows(document: &Document, rows: &mut [Row]) {
    for row in rows {
        let numbers = row.cells.iter().any(Cell::is_number);
        row.part = if !numbers && is_title(document, row) { Part::Section } else { Part::Data };
    }
}

/// What a column is, by most of its cells.
fn column(document: &Document, rows: &[Row], at: usize, head: &Head) -> Column {
    let cells = || {
        let of = |row: &'_ Row| row.part == Part::Data;
        rows.iter().filter(move |row| of(row)).filter_map(move |row| row.cells.get(at))
    };
    let (mut filled, mut numbers, mut years, mut counts, mut expected) = (0, 0, 0, 0, 1);
    for cell in cells().filter(|cell| !cell.is_empty()) {
        let worth = cell.pieces.clone().any(|p| document.pieces[p].mark == '\0');
        filled += usize::from(worth);
        numbers += usize::from(cell.is_number());
        years += usize::from(cell.year(document).is_some());
        if cell.count(document) == Some(expected) {
            (counts, expected) = (counts + 1, expected + 1);
        }
    }
    if filled == 0 {
        return Column::Aside;
    }
    if numbers * 2 < filled {
        return Column::Labels;
    }
    // Years label rows, unless the heading says what they count.
    if years * 5 >= filled * 4 && head.measured.unit.is_none() {
        return Column::Labels;
    }
    let named = rows
        .iter()
        .any(|row| row.cells.get(at + 1).is_some_and(|next| next.worded && !next.is_number()));
    let coded = at == 0
        && named
        && head.indicator.is_none()
        && head.measured.unit.is_none()
        && head.periods.is_empty();
    let ranked =
        counts >= 3 && counts == filled && head.periods.is_empty() && head.indicator.is_none();
    if head.has(Marks::RANK) || coded || ranked { Column::Aside } else { Column::Numbers }
}
