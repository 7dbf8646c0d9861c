//! The article as lines of text: paragraphs, headings, list items, rows of tables.

use super::article::Article;
use super::elements::{is_data_table, is_heading};
use super::table::{MOST_REPEATED, Table};
use super::tree::{Data, Element, Id, Step, Tree};
use crate::read::prose::Prose;
use std::borrow::Cow;

/// Writes an article.
pub(super) struct Writer<'t> {
    tree: &'t Tree,
    article: &'t Article,
    prose: Prose,
    /// The next number of each list that is open; `None` where it has no numbers.
    lists: Vec<Option<i64>>,
    /// How many elements are open whose line ends are kept.
    verbatim: usize,
    /// What spans may still repeat.
    repeatable: usize,
}

impl<'t> Writer<'t> {
    pub(super) fn new(tree: &'t Tree, article: &'t Article) -> Self {
        Self {
            tree,
            article,
            prose: Prose::default(),
            lists: Vec::new(),
            verbatim: 0,
            repeatable: MOST_REPEATED,
        }
    }

    /// Writes words as a block of their own.
    pub(super) fn block(&mut self, words: &str) {
        self.prose.block();
        self.prose.flow(&clean(words));
        self.prose.block();
    }

    /// What was written.
    pub(super) fn finish(self) -> Prose {
        self.prose
    }

    /// Writes a node and what is below it.
    pub(super) fn write(&mut self, root: Id) {
        let tree = self.tree;
        let mut walk = tree.walk(root);
        while let Some(step) = walk.next() {
            match step {
                Step::Open(id) if self.article.leaves_out(id) => walk.pass(id),
                Step::Open(id) => match tree.data(id) {
                    Data::Text(text) => self.text(text),
                    Data::Element(element) if self.open(id, element) => {}
                    Data::Element(_) => walk.pass(id),
                    _ => {}
                },
                Step::Close(id) => {
                    if let Some(element) = tree.element(id)
                        && !self.article.leaves_out(id)
                    {
                        self.close(element);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let text = clean(text);
        if self.verbatim == 0 || self.prose.in_row() {
            self.prose.flow(&text);
            return;
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.prose.line();
            }
            self.prose.words(line.trim_end());
        }
    }

    /// Begins an element; whether what is in it is to be written too.
    fn open(&mut self, id: Id, element: &Element) -> bool {
        let name = element.name();
        if self.tree.is_apart(id) {
            self.prose.flow(" ");
        }
        if self.prose.in_row() {
            if !element.kind().is_inline() {
                self.prose.flow(" ");
            }
            return name != "sup" || self.raised(id);
        }
        match name {
            "br" => self.prose.line(),
            "hr" => self.prose.block(),
            "sup" => return self.raised(id),
            "ul" | "ol" => {
                self.prose.enter_list();
                let first = element.get("start").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" => match self.lists.last_mut() {
                Some(Some(number)) => {
                    self.prose.item(&format!("{number}."));
                    *number = number.saturating_add(1);
                }
                _ => self.prose.item("-"),
            },
            "table" if is_data_table(self.tree, id) => {
                self.table(id);
                return false;
            }
            "pre" => {
                self.prose.block();
                self.verbatim += 1;
            }
            _ if element.kind().is_inline() => {}
            _ => self.begin(name),
        }
        true
    }

    /// Begins a block. Within a list, the first stands behind the item's sign and others on lines of their own.
    fn begin(&mut self, name: &str) {
        if !self.prose.in_list() {
            self.prose.block();
        } else if !self.prose.text().ends_with(' ') || is_heading(name) {
            self.prose.line();
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if self.prose.in_row() {
            if !element.kind().is_inline() {
                self.prose.flow(" ");
            }
            return;
        }
        match name {
            "br" | "hr" => {}
            "ul" | "ol" => {
                self.lists.pop();
                self.prose.leave_list();
            }
            "pre" => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.prose.block();
            }
            _ if element.kind().is_inline() => {}
            _ if self.prose.in_list() => {
                if !self.prose.text().ends_with(['-', '.', ' ']) {
                    self.prose.line();
                }
            }
            _ => self.prose.block(),
        }
    }

    /// A raised sign is a power (m², 10⁶), an ordinal (1st), or the number of a note, which would join the figure before it.
    fn raised(&mut self, id: Id) -> bool {
        let sign = self.tree.text_up_to(id, 8);
        if sign.is_empty() || !sign.chars().all(|c| c.is_ascii_digit() || "[]()*,- −".contains(c))
        {
            return !sign.is_empty();
        }
        let before = self.prose.text().trim_end_matches(' ');
        let unit = ["m", "km", "cm", "м", "км", "см", "дм"].iter().any(|unit| {
            before.strip_suffix(unit).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
        });
        let ten = before
            .strip_suffix("10")
            .is_some_and(|rest| rest.ends_with(['×', '·', 'x', '*', ' ', 'х']));
        let linked = self.tree.below(id).any(|below| self.tree.name(below) == "a");
        if !linked && (ten || (unit && matches!(sign.as_str(), "2" | "3"))) {
            let power: String = sign.chars().filter_map(superscript).collect();
            self.prose.words(&power);
        }
        false
    }

    fn table(&mut self, id: Id) {
        let tree = self.tree;
        let table = Table::of(tree, self.article, id, &mut self.repeatable);
        self.prose.block();
        for &caption in &table.captions {
            let caption = tree.text(caption);
            self.prose.flow(&clean(&caption));
            self.prose.line();
        }
        for row in &table.rows {
            if row.iter().flatten().all(|&cell| self.tree.is_blank(cell)) {
                continue;
            }
            self.prose.row();
            for &cell in row {
                self.prose.cell();
                if let Some(cell) = cell {
                    // What is in a cell stands on one line.
                    self.write(cell);
                }
            }
            self.prose.end_row();
        }
        self.prose.block();
    }
}

fn superscript(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize)
}

/// Text without the signs that only say where a line may break: a soft hyphen would split a word, a zero-width blank a number.
fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.as_bytes().contains(&0) {
        return Cow::Borrowed(text);
    }
    let silent = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\0');
    if text.contains(silent) { Cow::Owned(text.replace(silent, "")) } else { Cow::Borrowed(text) }
}
