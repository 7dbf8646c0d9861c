//! What the columns of a table are to each other: which of them label which, which say of what another is a share, and which
//! cannot be told apart.

use super::head::Head;
use super::marks::Marks;
use super::reading::Reading;
use super::shape::{Column, Shape};
use crate::extract::document::Document;
use std::collections::HashMap;

/// For a column that only says "share" or "growth" the column to its left that says of what.
pub(super) fn lenders(document: &Document, shape: &Shape) -> Vec<Option<usize>> {
    // The column that can lend. Two of different indicators side by side lend nothing: "exports | imports | share" is a share
    // of what the caption says.
    let mut lender: Option<usize> = None;
    let (mut lent, mut mixed) = (true, false);
    // Of columns under one heading that say themselves what they measure, none borrows from outside.
    let top = |at: usize| {
        let cells = &shape.heads[at].cells;
        cells.last().filter(|_| cells.len() > 1).map(|cell| &document.text[document.bytes(cell)])
    };
    let told = |at: usize| {
        let own = top(at);
        own.is_some()
            && (0..shape.heads.len()).any(|o| shape.heads[o].indicator.is_some() && top(o) == own)
    };
    let of = |at: usize| {
        let head = &shape.heads[at];
        if shape.columns[at] != Column::Numbers {
            return None;
        }
        if head.indicator.is_some() {
            let same = lender.is_none_or(|before| shape.heads[before].indicator == head.indicator);
            mixed = !same && !lent;
            (lender, lent) = (Some(at), false);
            return None;
        }
        let lends = head.turns() || head.measured.percent;
        lent |= lends;
        lender.filter(|_| lends && !mixed && (head.unknown.is_none() || !told(at)))
    };
    (0..shape.columns.len()).map(of).collect()
}

/// The columns whose headings say the same of other numbers, or nothing, so that what sets them apart is not understood:
/// "total (7)" and "total (1 to 7)", or the second half of a table whose headings stand on the page before. Of two such
/// columns one without words that mean nothing stays.
pub(super) fn alike(document: &Document, shape: &Shape, lenders: &[Option<usize>]) -> Vec<bool> {
    let mut alike = vec![false; shape.columns.len()];
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, head) in shape.heads.iter().enumerate() {
        // Without any heading numbers are told apart by their own units: "245.7 | (+3%)".
        let said = !head.cells.is_empty() || shape.is_bare(at);
        if shape.columns[at] == Column::Numbers && said {
            let labels = (shape.labels_of(at), lenders[at]);
            seen.entry(head.meaning(document, labels)).or_default().push(at);
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
pub(super) fn corner(shape: &Shape) -> Head {
    let labels = (0..shape.columns.len()).filter(|at| shape.columns[*at] == Column::Labels);
    let mut corner = labels.map(|at| shape.heads[at].clone()).reduce(Head::and).unwrap_or_default();
    // "Country/Area" is no topic.
    corner.marks = corner.marks.without(Marks::TOPIC);
    let wares = corner.has(Marks::WARES) && corner.indicator.is_none();
    corner.marks.add(Marks::SORT, wares);
    let regions = corner.heads_regions();
    corner.marks.add(Marks::REPORTER, regions);
    corner
}

/// The different sets of columns of labels, and which of them labels each column.
pub(super) fn label_sets(
    shape: &Shape,
    reading: &Reading,
    width: usize,
) -> (Vec<Vec<usize>>, Vec<usize>) {
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
