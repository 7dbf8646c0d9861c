//! The heads that a table's figures are shown with.

use super::heads::Heads;
use super::labels::Composed;
use crate::extract::amount::Measured;
use std::collections::HashMap;
use std::ops::Range;

/// The heads that figures stand under, each once.
#[derive(Default)]
pub(super) struct Under {
    /// The place in `heads` of what begins at a piece.
    places: HashMap<usize, usize>,
    heads: Vec<Range<usize>>,
}

impl Under {
    /// What makes a cell legible: captions and corner where they speak, the headings of its column, its section.
    pub(super) fn of(&mut self, heads: &Heads) -> Vec<usize> {
        let captions = heads.around.captions.iter().filter(|head| head.speaks());
        let corner = Some(heads.corner)
            .filter(|head| head.measured != Measured::default() || head.indicator.is_some());
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
    pub(super) fn settle(self, composed: &mut Composed) {
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
