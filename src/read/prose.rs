//! The one form that every reader gives its text: plain lines that the stored offsets count in.
//!
//! A paragraph is a line, a heading a line of its own, a list item a line after `- ` or its number, a table row a line with
//! its cells between ` | `; an empty line stands between blocks. A cell that spans rows or columns is written again in each
//! that it covers, and an empty one leaves nothing between its bars, so that the columns of a table stay under one another:
//! `2023 |  | 3.1`, and a row with nothing in its first begins with a blank. Headings and tables need no other sign, and
//! nothing that was not in the document is added.

/// Writes a document's text, block by block.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// Where each page begins, in bytes until the end.
    pages: Vec<usize>,
    /// How deep in lists.
    depth: usize,
    in_row: bool,
    /// Where the cell that is being written begins.
    cell: Option<usize>,
}

impl Prose {
    /// Appends words as they are. No line end may be among them: [`Prose::line`] begins lines.
    pub(super) fn words(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Appends words whose white space means nothing, as in HTML: runs of it become one blank, none at the beginning of a
    /// line. No-break spaces stay: they hold numbers together.
    pub(super) fn flow(&mut self, words: &str) {
        let is_blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0xc);
        let mut rest = words;
        loop {
            let end = rest.bytes().position(|b| is_blank(&b)).unwrap_or(rest.len());
            self.text.push_str(&rest[..end]);
            if end == rest.len() {
                return;
            }
            let gap = !matches!(self.text.as_bytes().last(), None | Some(b' ' | b'\n'));
            if gap {
                self.text.push(' ');
            }
            rest = rest[end..].trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
        }
    }

    /// Begins a new line unless one has begun.
    pub(super) fn line(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Begins a new block: an empty line before it, except within lists.
    pub(super) fn block(&mut self) {
        self.line();
        if self.depth == 0 && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Enters a list, possibly within another.
    pub(super) fn enter_list(&mut self) {
        if self.depth == 0 {
            self.block();
        }
        self.depth += 1;
    }

    /// Leaves a list.
    pub(super) fn leave_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.block();
        }
    }

    /// Whether a list is being written.
    pub(super) fn in_list(&self) -> bool {
        self.depth > 0
    }

    /// Begins an item: `mark` is "-" or "3.".
    pub(super) fn item(&mut self, mark: &str) {
        self.line();
        self.text.push_str(mark);
        self.text.push(' ');
    }

    /// Begins a row of a table; each of its cells begins with [`Prose::cell`].
    pub(super) fn row(&mut self) {
        self.line();
        self.in_row = true;
    }

    /// Begins a cell. What is written until the next is its text, on one line.
    pub(super) fn cell(&mut self) {
        if let Some(start) = self.cell {
            let blanks = self.text[start..].len() - self.text[start..].trim_end_matches(' ').len();
            self.text.truncate(self.text.len() - blanks);
            self.text.push_str(" | ");
        }
        self.cell = Some(self.text.len());
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        (self.in_row, self.cell) = (false, None);
        self.line();
    }

    /// Whether a row is being written: a line end within it would end it.
    pub(super) fn in_row(&self) -> bool {
        self.in_row
    }

    /// Begins a page. What stands before the first page's beginning belongs to it.
    pub(super) fn page(&mut self) {
        self.pages.push(self.text.len());
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, ended by one LF, and the code points at which its pages begin.
    pub(super) fn finish(mut self) -> (String, Vec<usize>) {
        self.line();
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        if end > 0 {
            self.text.push('\n');
        }
        let (mut points, mut at) = (0, 0);
        let pages = self.pages.iter().map(|&page| {
            let page = page.min(self.text.len());
            points += self.text[at..page].chars().count();
            at = page;
            points
        });
        let pages = pages.collect();
        (self.text, pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl Fn(&mut Prose), expected: &str) {
        let mut prose = Prose::default();
        write(&mut prose);
        assert_eq!(prose.finish().0, expected);
    }

    #[test]
    fn blocks_are_apart_and_items_together() {
        check(
            |p| {
                p.words("Trade");
                p.block();
                p.flow("  It\n grew by 3\u{a0}% ");
                p.flow("in 2024.");
                p.enter_list();
                p.item("-");
                p.words("exports");
                p.item("2.");
                p.words("imports");
                p.leave_list();
                p.words("End.");
            },
            "Trade\n\nIt grew by 3\u{a0}% in 2024.\n\n- exports\n2. imports\n\nEnd.\n",
        );
    }

    #[test]
    fn cells_keep_their_columns() {
        let row = |p: &mut Prose, cells: &[&str]| {
            p.row();
            for cell in cells {
                p.cell();
                p.words(cell);
            }
            p.end_row();
        };
        check(
            |p| {
                row(p, &["", "2023", "2024"]);
                row(p, &["Exports", "", "3.1"]);
            },
            " | 2023 | 2024\nExports |  | 3.1\n",
        );
    }

    #[test]
    fn pages_are_counted_in_code_points() {
        let mut prose = Prose::default();
        prose.page();
        prose.words("Оборот");
        prose.block();
        prose.page();
        prose.words("вырос");
        assert_eq!(prose.finish(), ("Оборот\n\nвырос\n".to_owned(), vec![0, 8]));
    }
}
