//! A table of data as rows of cells: each cell is written again in every row and column that it spans.

use super::article::Article;
use super::tree::{Id, Step, Tree};

/// The most columns that a span fills. HTML allows a thousand; tables of statistics have some forty.
const MOST_COLUMNS: usize = 200;

/// The most rows that a span fills.
const MOST_ROWS: usize = 2_000;

/// What the spans of one page may repeat, in bytes and nodes, so that a page cannot grow without end: tables that people
/// write repeat some thousands.
pub(super) const MOST_REPEATED: usize = 1 << 18;

/// What stands in a table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its captions, where it has any.
    pub(super) captions: Vec<Id>,
    /// Its rows; each cell is a node or nothing.
    pub(super) rows: Vec<Vec<Option<Id>>>,
}

impl Table {
    /// Reads the table at a node. `left` is what may still be repeated; what spans more is written once.
    pub(super) fn of(tree: &Tree, article: &Article, table: Id, left: &mut usize) -> Self {
        let mut found = Self::default();
        // The cells that reach down from rows above, by column: node and rows left.
        let mut from_above: Vec<Option<(Id, usize)>> = Vec::new();
        let mut walk = tree.walk(table);
        while let Some(step) = walk.next() {
            let Step::Open(id) = step else { continue };
            if article.leaves_out(id) {
                walk.pass(id);
                continue;
            }
            match tree.name(id) {
                "caption" => {
                    found.captions.push(id);
                    walk.pass(id);
                }
                "tr" => {
                    let cells = tree
                        .children(id)
                        .filter(|&c| matches!(tree.name(c), "td" | "th") && !article.leaves_out(c));
                    let mut row = Row::new(&mut from_above);
                    for cell in cells {
                        let span = |name, most| span(tree, cell, name).min(most);
                        let (mut columns, mut rows) =
                            (span("colspan", MOST_COLUMNS), span("rowspan", MOST_ROWS));
                        if columns * rows > 1 {
                            let cost = weight(tree, cell).saturating_mul(columns * rows);
                            if let Some(rest) = left.checked_sub(cost) {
                                *left = rest;
                            } else {
                                (columns, rows) = (1, 1);
                            }
                        }
                        row.put(cell, columns, rows);
                    }
                    found.rows.push(row.end());
                    walk.pass(id);
                }
                _ => {}
            }
        }
        found
    }
}

/// What it costs to write a cell once: its nodes and its bytes.
fn weight(tree: &Tree, cell: Id) -> usize {
    tree.below(cell).map(|id| 4 + tree.words(id).map_or(0, str::len)).sum()
}

/// `rowspan=0` means to the end of the table.
fn span(tree: &Tree, cell: Id, name: &str) -> usize {
    let span = tree.element(cell).and_then(|e| e.get(name)).and_then(|n| n.parse::<usize>().ok());
    match span {
        Some(0) if name == "rowspan" => MOST_ROWS,
        Some(span) => span.max(1),
        None => 1,
    }
}

/// A row that is being filled, around the cells that reach into it from above.
struct Row<'a> {
    from_above: &'a mut Vec<Option<(Id, usize)>>,
    cells: Vec<Option<Id>>,
}

impl<'a> Row<'a> {
    fn new(from_above: &'a mut Vec<Option<(Id, usize)>>) -> Self {
        Self { from_above, cells: Vec::new() }
    }

    fn put(&mut self, cell: Id, columns: usize, rows: usize) {
        self.fill();
        for _ in 0..columns {
            let column = self.cells.len();
            self.cells.push(Some(cell));
            if self.from_above.len() <= column {
                self.from_above.resize(column + 1, None);
            }
            self.from_above[column] = (rows > 1).then_some((cell, rows - 1));
        }
    }

    /// Takes what reaches into the next columns from above.
    fn fill(&mut self) {
        while let Some(Some(above)) = self.from_above.get_mut(self.cells.len()) {
            self.cells.push(Some(above.0));
            above.1 -= 1;
            if above.1 == 0 {
                self.from_above[self.cells.len() - 1] = None;
            }
        }
    }

    fn end(mut self) -> Vec<Option<Id>> {
        self.fill();
        // A cell further right may still reach down, behind columns that this row leaves empty.
        while self.cells.len() < self.from_above.len() {
            if self.from_above[self.cells.len()..].iter().all(Option::is_none) {
                break;
            }
            if self.from_above[self.cells.len()].is_none() {
                self.cells.push(None);
            }
            self.fill();
        }
        self.cells
    }
}
