//! The labels of a table's rows: what the cells before the numbers say, and the section and row above that a row belongs to.

use super::head::Head;
use super::marks::Marks;
use super::reading::Reading;
use super::shape::{Column, Part, Row, Shape};
use super::time;
use crate::extract::discourse::Standing;

/// The heads of one line of the table.
#[derive(Default)]
pub(super) struct Left {
    /// By set of columns of labels.
    pub(super) heads: Vec<Head>,
    /// The line of the section that it stands under, and of the row above that it goes on with.
    pub(super) section: Option<usize>,
    pub(super) above: Option<usize>,
}

/// What labels each line, and which section and row above it belongs to.
pub(super) fn lefts(reading: &Reading, shape: &Shape, sets: &[Vec<usize>]) -> Vec<Left> {
    let mut lefts: Vec<Left> = Vec::with_capacity(shape.rows.len());
    let (mut section, mut named, mut placed) = (None, None, None);
    let mut so_far = None;
    // The upper of two headings that stand one below the other.
    let mut outer: Option<Head> = None;
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
                let own = (over.has(Marks::REPORTER) || over.heads_regions())
                    && !over.has(Marks::PARTNER);
                let role = match (own, over.has(Marks::PARTNER) && !over.has(Marks::REPORTER)) {
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
                so_far = None;
                let filled = (0..row.cells.len()).find(|at| !row.cells[*at].is_empty());
                let mut head = read(&filled.into_iter().collect::<Vec<_>>());
                // "of which:" opens nothing new; a second line of headings adds to the first.
                if !(head.has(Marks::INCLUDING) && head.is_quiet()) {
                    let before = at
                        .checked_sub(1)
                        .filter(|before| shape.rows[*before].part == Part::Section);
                    if let Some(before) = before.and_then(|line| lefts[line].heads.first()) {
                        outer = Some(before.clone());
                        head = head.and(before.clone());
                    } else if head.speaks() {
                        outer = None;
                    } else if let Some(outer) = &outer {
                        // "Imports", "Quarterly", rows, "Monthly": the second line gives way, the first goes on.
                        head = head.and(outer.clone());
                    }
                    section = Some(at);
                    (named, placed) = (None, None);
                }
                left.heads.push(head);
            }
            Part::Data => {
                left.heads.extend(sets.iter().map(|set| label(set)));
                if let [head] = &mut left.heads[..] {
                    time::go_on(reading, head, &mut so_far);
                }
                left.section = section;
                let Some(head) = left.heads.first() else { continue };
                let (measures, is_placed) = (head.indicator.is_some(), !head.areas.is_empty());
                if !measures && is_placed && placed.is_some() {
                    // The next of several places with their flows below each.
                    named = None;
                }
                left.above = match (measures, is_placed) {
                    (false, _) => named,
                    (true, false) => placed,
                    (true, true) => None,
                };
                if measures {
                    named = Some(at);
                } else if head.has(Marks::TOPIC)
                    || !(head.is_understood() || head.has(Marks::INCLUDING))
                {
                    (named, placed) = (None, None);
                } else if is_placed && named.is_none() {
                    placed = Some(at);
                }
            }
        }
        lefts.push(left);
    }
    lefts
}

/// What stands behind the last numbers of a row, where it may name their time or unit.
fn trailing(reading: &Reading, shape: &Shape, row: &Row, labels: &[usize]) -> Vec<Head> {
    let last = shape.columns.iter().rposition(|column| *column == Column::Numbers);
    let behind = last.map_or(0, |last| last + 1)..shape.columns.len();
    let cells = behind.filter(|at| shape.columns[*at] == Column::Labels && !labels.contains(at));
    cells
        .filter_map(|at| row.cells.get(at).filter(|cell| !cell.is_empty() && !cell.is_prose()))
        .map(|cell| reading.head(&cell.pieces, &row.places))
        .collect()
}
