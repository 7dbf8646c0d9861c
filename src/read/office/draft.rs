//! A document as a word processor has it: paragraphs, lists, tables within tables, text boxes, notes. DOCX, ODT and RTF are
//! three ways to write down the same, and the same text comes out of all three.

use super::write;
use crate::read::Page;

/// How deep tables and text boxes may stand within one another; what is deeper is read into the cell around it.
const DEEPEST: usize = 24;

/// How much memory rows and cells may take that are said to stand many times.
const REPEATED: usize = 4 << 20;

/// What a cell takes without its words.
const EMPTY: usize = 100;

/// What a paragraph is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    #[default]
    Plain,
    /// The title of the document.
    Title,
    /// A heading of some level, from 1.
    Heading(usize),
    /// An item of a list behind its mark, or a further paragraph of the item when the mark is empty.
    Item(String),
    /// What a table is called.
    Caption,
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    Paragraph { kind: Kind, text: String },
    Table(Vec<Row>),
}

pub(super) type Row = Vec<Cell>;

#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    /// How many columns it covers.
    pub(super) columns: usize,
    /// Whether it is the lower part of a cell that began in a row above.
    pub(super) from_above: bool,
    /// Where its right border is, in formats that tell places instead of columns: [`Draft::end_table`] counts them.
    pub(super) right: Option<i32>,
}

/// Something that is being written.
#[derive(Debug)]
enum Frame {
    /// Paragraphs and tables: of the document, a cell, a text box, a note.
    Flow(Flow),
    /// A table and its unfinished row.
    Table(Vec<Row>, Row),
}

#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    /// The paragraph that is being written.
    line: String,
    /// Text boxes that hang on it.
    boxes: Vec<Block>,
}

/// Takes a document in its order.
#[derive(Debug, Default)]
pub(super) struct Draft {
    document: Flow,
    /// What is within it, the innermost last.
    open: Vec<Frame>,
    too_deep: usize,
    /// How much repeated rows have cost.
    repeated: usize,
    notes: Vec<Block>,
}

impl Draft {
    /// Words of the paragraph. Soft hyphens are no letters, and control characters nothing at all.
    pub(super) fn text(&mut self, words: &str) {
        let odd = |c: char| c == '\u{ad}' || c == '\u{feff}' || c.is_control();
        let line = &mut self.flow().line;
        if words.contains(odd) {
            line.extend(words.chars().filter_map(|c| match c {
                '\t' | '\n' | '\r' => Some(' '),
                c if odd(c) => None,
                c => Some(c),
            }));
        } else {
            line.push_str(words);
        }
    }

    /// The next column of what is typed rather than a table.
    pub(super) fn tab(&mut self) {
        self.flow().line.push('\t');
    }

    pub(super) fn line_break(&mut self) {
        self.flow().line.push('\n');
    }

    /// Whether the paragraph has no words yet.
    pub(super) fn is_empty(&mut self) -> bool {
        self.flow().line.trim().is_empty()
    }

    /// Whether a blank that means nothing would follow one, or begin a line.
    pub(super) fn ends_with_blank(&mut self) -> bool {
        let line = &self.flow().line;
        line.is_empty() || line.ends_with([' ', '\t', '\n'])
    }

    /// Ends the paragraph, and what hangs on it follows. Empty ones leave nothing.
    pub(super) fn end_paragraph(&mut self, kind: Kind) {
        if self.too_deep > 0 {
            return self.text(" ");
        }
        let flow = self.flow();
        let text = std::mem::take(&mut flow.line);
        if !text.trim().is_empty() {
            flow.blocks.push(Block::Paragraph { kind, text });
        }
        flow.blocks.append(&mut flow.boxes);
    }

    /// Leaves out the paragraph: a table of contents, a hidden one.
    pub(super) fn drop_paragraph(&mut self) {
        if self.too_deep == 0 {
            self.flow().line.clear();
        }
    }

    pub(super) fn begin_table(&mut self) {
        self.begin(Frame::Table(Vec::new(), Vec::new()));
    }

    /// Begins a cell of the row.
    pub(super) fn begin_cell(&mut self) {
        self.begin(Frame::Flow(Flow::default()));
    }

    pub(super) fn end_cell(&mut self, columns: usize, from_above: bool) {
        let blocks = self.end_flow();
        if let Some(Frame::Table(_, row)) = self.open.last_mut()
            && self.too_deep == 0
            && let Some(blocks) = blocks
        {
            row.push(Cell { blocks, columns: columns.max(1), from_above, right: None });
        }
    }

    /// So many empty cells, as far as that is not made to fill memories.
    pub(super) fn empty_cells(&mut self, times: usize) {
        let affordable = (REPEATED - self.repeated.min(REPEATED)) / EMPTY;
        let times = times.min(affordable);
        self.repeated += times * EMPTY;
        for _ in 0..times {
            self.begin_cell();
            self.end_cell(1, false);
        }
    }

    /// The cells of the row so far, for formats that say late what they are.
    pub(super) fn cells(&mut self) -> Option<&mut Row> {
        match self.open.last_mut() {
            Some(Frame::Table(_, row)) if self.too_deep == 0 => Some(row),
            _ => None,
        }
    }

    /// Takes back the last cell of the row if it says nothing.
    pub(super) fn drop_empty_cell(&mut self) {
        if let Some(row) = self.cells()
            && row.last().is_some_and(|cell| cell.blocks.is_empty())
        {
            row.pop();
        }
    }

    /// Ends the row. `kept`: false for a deleted one.
    pub(super) fn end_row(&mut self, kept: bool) {
        if let Some(Frame::Table(rows, row)) = self.open.last_mut()
            && self.too_deep == 0
        {
            let row = std::mem::take(row);
            if kept {
                rows.push(row);
            }
        }
    }

    /// Ends a row that stands so many times, as far as that is not made to fill memories.
    pub(super) fn end_row_times(&mut self, times: usize) {
        self.end_row(true);
        let Some(Frame::Table(rows, _)) = self.open.last_mut() else { return };
        let Some(row) = rows.last().filter(|_| self.too_deep == 0) else { return };
        let paragraphs = row.iter().flat_map(|cell| &cell.blocks).map(|block| match block {
            Block::Paragraph { text, .. } => Some(text.len()),
            Block::Table(_) => None,
        });
        let Some(length) = paragraphs.sum::<Option<usize>>() else { return };
        let cost = length + EMPTY * (row.len() + 1);
        for _ in 1..times {
            if self.repeated + cost > REPEATED {
                return;
            }
            self.repeated += cost;
            rows.extend(rows.last().cloned());
        }
    }

    pub(super) fn end_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(Frame::Table(rows, row)) =
            self.open.pop_if(|frame| matches!(frame, Frame::Table(..)))
        {
            let mut rows: Vec<Row> = rows;
            rows.extend((!row.is_empty()).then_some(row));
            count_columns(&mut rows);
            let flow = self.flow();
            // A table does not stand within a paragraph.
            if !flow.line.trim().is_empty() {
                let text = std::mem::take(&mut flow.line);
                flow.blocks.push(Block::Paragraph { kind: Kind::Plain, text });
            }
            flow.blocks.push(Block::Table(rows));
        }
    }

    /// Begins something that stands beside the text: a text box, a note.
    pub(super) fn begin_aside(&mut self) {
        self.begin(Frame::Flow(Flow::default()));
    }

    /// Ends a text box: it follows the paragraph that it hangs on.
    pub(super) fn end_box(&mut self) {
        if let Some(mut blocks) = self.end_flow() {
            self.flow().boxes.append(&mut blocks);
        }
    }

    /// Ends a note: notes stand at the end of the document, since they would tear its sentences apart.
    pub(super) fn end_note(&mut self) {
        if let Some(mut blocks) = self.end_flow() {
            self.notes.append(&mut blocks);
        }
    }

    /// How many frames are open; [`Draft::close_to`] ends what a damaged document left open.
    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.too_deep
    }

    /// Ends cells and tables until so many frames are open.
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.depth() > depth {
            if self.too_deep > 0 {
                self.too_deep -= 1;
                continue;
            }
            let within = |frame: Option<&Frame>| matches!(frame, Some(Frame::Table(..)));
            if within(self.open.last()) {
                self.end_table();
            } else if within(self.open.iter().rev().nth(1)) {
                self.end_cell(1, false);
            } else {
                self.end_box();
            }
        }
    }

    /// The text, and the title that it shows; `said` is the one that its properties give.
    pub(super) fn finish(mut self, said: Option<String>) -> Page {
        self.close_to(0);
        self.end_paragraph(Kind::Plain);
        let mut blocks = self.document.blocks;
        let title = write::title(&blocks);
        blocks.append(&mut self.notes);
        write::page(&blocks, title, said)
    }

    fn begin(&mut self, frame: Frame) {
        if self.too_deep > 0 || self.open.len() >= DEEPEST {
            self.too_deep += 1;
        } else {
            self.open.push(frame);
        }
    }

    /// Ends a flow that is not the document; `None` where there is none to end.
    fn end_flow(&mut self) -> Option<Vec<Block>> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        if !matches!(self.open.last(), Some(Frame::Flow(_))) {
            return None;
        }
        self.end_paragraph(Kind::Plain);
        match self.open.pop() {
            Some(Frame::Flow(flow)) => Some(flow.blocks),
            _ => None,
        }
    }

    /// The innermost flow: words between the cells of a damaged table go to what is around it.
    fn flow(&mut self) -> &mut Flow {
        for frame in self.open.iter_mut().rev() {
            if let Frame::Flow(flow) = frame {
                return flow;
            }
        }
        &mut self.document
    }
}

/// How far two borders may be apart and still be one, in twips: a millimetre.
const SAME_BORDER: i32 = 57;

/// Says of cells whose right border is known how many columns they cover: as many as there are borders in the table up to it.
fn count_columns(rows: &mut [Row]) {
    let mut borders: Vec<i32> = rows.iter().flatten().filter_map(|cell| cell.right).collect();
    borders.sort_unstable();
    borders.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME_BORDER);
    for row in rows {
        let mut column = 0;
        for cell in row.iter_mut() {
            if let Some(right) = cell.right {
                let end = borders.partition_point(|border| *border <= right);
                cell.columns = end.saturating_sub(column).max(1);
                column = end.max(column + 1);
            }
        }
    }
}
