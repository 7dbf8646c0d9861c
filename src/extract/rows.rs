//! The rows of a text's tables among its sentences: which cells each has, and what stands around each table.

use super::document::Document;
use super::place::Place;
use super::segment::{RowAt, Sentence};
use super::table::{Grid, Line, Surroundings};
use super::token::Kind;
use std::ops::Range;

/// A line with its cells.
type Lined = (Line, Vec<Range<usize>>);

/// All rows of all tables.
pub(super) struct Rows {
    /// By table, by row: the pieces of its cells. Nothing for a row that is read as prose.
    cells: Vec<Vec<Vec<Range<usize>>>>,
    around: Vec<Surroundings>,
}

/// A caption has fewer pieces, and no table has more of them.
const CAPTION: usize = 60;
const CAPTIONS: usize = 3;
/// "In millions of dollars."
const SHORT: usize = 8;

/// Whether a sentence is no sentence but one of the lines right above a table.
pub(super) fn stand_below(sentences: &[Sentence], at: usize) -> bool {
    let mut below = sentences[at..].iter().take(CAPTIONS + 1);
    below.find(|sentence| !sentence.bare || sentence.row.is_some()).is_some_and(|s| s.row.is_some())
}

impl Rows {
    pub(super) fn of(document: &Document, sentences: &[Sentence], tables: &[Grid]) -> Self {
        let mut cells: Vec<Vec<Vec<_>>> =
            tables.iter().map(|grid| vec![Vec::new(); grid.rows.len()]).collect();
        for sentence in sentences {
            let Some(RowAt { table, row }) = sentence.row else { continue };
            let grid = &tables[table];
            let mut at = sentence.pieces.start;
            let of_cell = |cell: &Range<usize>| {
                let starts = |at: usize| document.pieces[at].start;
                while at < sentence.pieces.end && starts(at) < cell.start {
                    at += 1;
                }
                let first = at;
                while at < sentence.pieces.end && starts(at) < cell.end {
                    at += 1;
                }
                first..at
            };
            cells[table][row] = grid.cells(&grid.rows[row]).iter().map(of_cell).collect();
        }
        Self { cells, around: Vec::new() }
    }

    /// The cells of a sentence that is a row.
    pub(super) fn cells(&self, sentence: &Sentence) -> Option<&[Range<usize>]> {
        let RowAt { table, row } = sentence.row?;
        self.cells.get(table)?.get(row).map(Vec::as_slice)
    }

    /// Notes what stands above and below each table.
    pub(super) fn look_around(
        &mut self,
        document: &Document,
        sentences: &[Sentence],
        places: &[Vec<Place>],
    ) {
        self.around.resize_with(self.cells.len(), Surroundings::default);
        let line = |at: usize| {
            let sentence = sentences.get(at).filter(|s| s.row.is_none())?;
            let short = sentence.pieces.len() <= CAPTION;
            short.then(|| Line { pieces: sentence.pieces.clone(), places: places[at].clone() })
        };
        // A line right above, or the rest of that line.
        let beside = |at: usize, next: usize| {
            let (end, start) = (sentences[at].pieces.end, sentences[next].pieces.start);
            let ends = (end..start).filter(|p| document.pieces[*p].kind == Kind::Newline);
            ends.count() <= 1
        };
        let table = |at: usize| sentences.get(at).and_then(|s| s.row).map(|row| row.table);
        for at in 0..sentences.len() {
            let Some(own) = table(at) else { continue };
            if at == 0 || table(at - 1) != Some(own) {
                let above = &mut self.around[own];
                let mut prose = None;
                for before in (0..at).rev().take(CAPTIONS + 2) {
                    let Some(found) = line(before) else { break };
                    let bare = sentences[before].bare || beside(before, at);
                    // One paragraph of prose may stand between a table and its heading, and a short sentence of it say the unit.
                    let paragraph = sentences[before].paragraph;
                    if !bare && prose.is_some_and(|prose| prose != paragraph) {
                        break;
                    }
                    let short = found.pieces.len() <= SHORT;
                    if !bare {
                        prose = Some(paragraph);
                    }
                    if !bare && !short {
                        if above.lead.is_some() {
                            break;
                        }
                        above.lead = Some(found);
                    } else if above.captions.len() < CAPTIONS {
                        above.captions.push(found);
                    }
                }
            }
            if table(at + 1) != Some(own) {
                self.around[own].below = line(at + 1);
            }
        }
    }

    /// What stands around the table whose row is the first of some sentences, and its lines with their cells.
    pub(super) fn table<'r>(
        &'r self,
        row: RowAt,
        sentences: &[Sentence],
        places: &[Vec<Place>],
    ) -> (&'r Surroundings, Vec<Lined>) {
        let of_table = |s: &&Sentence| s.row.is_some_and(|at| at.table == row.table);
        let lines = sentences.iter().take_while(of_table).zip(places).map(|(sentence, places)| {
            let cells = self.cells(sentence).unwrap_or_default().to_vec();
            (Line { pieces: sentence.pieces.clone(), places: places.clone() }, cells)
        });
        (&self.around[row.table], lines.collect())
    }
}
