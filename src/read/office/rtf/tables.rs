//! The tables of an RTF, which has none: only cells that end, rows that end, and where the borders of a row are.

use crate::read::office::draft::{Cell, Draft};
use std::collections::BTreeMap;

/// How deep tables may stand within tables.
const NESTED: usize = 12;

/// The most cells a row may define.
const CELLS: usize = 1000;

/// What a row says of a cell before it comes.
#[derive(Clone, Copy, Default)]
struct Planned {
    right: i32,
    /// Goes on from the cell to the left, or from above.
    from_left: bool,
    from_above: bool,
}

/// Tables that are open, and what their rows are said to be.
#[derive(Default)]
pub(super) struct Tables {
    /// For each open table, whether a cell of it is open.
    open: Vec<bool>,
    rows: BTreeMap<usize, Vec<Planned>>,
    planned: Planned,
    /// Between the beginning of a row and its end, whatever the paragraphs say.
    in_row: bool,
}

impl Tables {
    /// Takes the open ones away, as a note has tables of its own; [`Tables::put_back`] brings them back.
    pub(super) fn set_aside(&mut self) -> Vec<bool> {
        std::mem::take(&mut self.open)
    }

    pub(super) fn put_back(&mut self, open: Vec<bool>) {
        self.open = open;
    }

    /// A row is described anew: of the innermost table, or of the outermost.
    pub(super) fn begin_row(&mut self, of_nested: bool) {
        let level = self.level(of_nested);
        self.rows.insert(level, Vec::new());
        self.planned = Planned::default();
        self.in_row |= level == 1;
    }

    /// The next cell of the row goes on from the one to its left.
    pub(super) fn joins_left(&mut self) {
        self.planned.from_left = true;
    }

    /// It goes on from the one above.
    pub(super) fn joins_above(&mut self) {
        self.planned.from_above = true;
    }

    /// It ends so far to the right.
    pub(super) fn plan_cell(&mut self, of_nested: bool, right: i32) {
        let planned = Planned { right, ..std::mem::take(&mut self.planned) };
        let level = self.level(of_nested);
        let row = self.rows.entry(level).or_default();
        if row.len() < CELLS {
            row.push(planned);
        }
    }

    /// Which table the properties of a row speak of.
    fn level(&self, of_nested: bool) -> usize {
        if of_nested { self.depth().max(2) } else { 1 }
    }

    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Makes sure that what comes now stands where its paragraph says: in a cell of so many tables.
    pub(super) fn place(&mut self, depth: usize, draft: &mut Draft) {
        if !draft.is_empty() {
            return;
        }
        let depth = depth.max(usize::from(self.in_row)).min(NESTED);
        self.close_to(depth, draft);
        loop {
            // A table stands in a cell of the one around it, and words in one of the innermost.
            if let Some(in_cell) = self.open.last_mut()
                && !*in_cell
            {
                *in_cell = true;
                draft.begin_cell();
            }
            if self.open.len() >= depth {
                return;
            }
            draft.begin_table();
            self.open.push(false);
        }
    }

    fn close_to(&mut self, depth: usize, draft: &mut Draft) {
        while self.open.len() > depth {
            if self.open.pop() == Some(true) {
                draft.end_cell(1, false);
            }
            draft.end_table();
        }
    }

    /// Ends the innermost cell, whose paragraph has ended.
    pub(super) fn end_cell(&mut self, draft: &mut Draft) {
        if let Some(in_cell) = self.open.last_mut() {
            *in_cell = false;
            draft.end_cell(1, false);
        }
    }

    /// A row ends that is of the table so many deep: what is open within it does too. `false` when there is no such table;
    /// [`Tables::lay_out`] finishes it where there is.
    pub(super) fn end_row(&mut self, level: usize, draft: &mut Draft) -> bool {
        self.in_row = false;
        if self.open.len() < level || level == 0 {
            return false;
        }
        self.close_to(level, draft);
        true
    }

    /// Whether the innermost table has a cell open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.open.last() == Some(&true)
    }

    /// Lays the cells of an ended row out as it says.
    pub(super) fn lay_out(&self, level: usize, draft: &mut Draft) {
        let planned = self.rows.get(&level).map_or(&[][..], Vec::as_slice);
        if let Some(cells) = draft.cells() {
            *cells = laid_out(std::mem::take(cells), planned);
        }
        draft.end_row(true);
    }
}

/// The cells of a row with what it says of them; those that go on from the left are one with that.
fn laid_out(cells: Vec<Cell>, planned: &[Planned]) -> Vec<Cell> {
    let mut laid: Vec<Cell> = Vec::with_capacity(cells.len());
    for (number, mut cell) in cells.into_iter().enumerate() {
        if let Some(planned) = planned.get(number) {
            cell.right = Some(planned.right);
            cell.from_above = planned.from_above;
            if let Some(left) = laid.last_mut().filter(|_| planned.from_left) {
                left.right = cell.right;
                continue;
            }
        }
        laid.push(cell);
    }
    laid
}
