//! A document's blocks as the one form of text that all readers write.

use super::draft::{Block, Cell, Kind, Row};
use crate::read::prose::Prose;
use crate::read::{About, Page, text};

/// The most columns of a table; the rest of a row is one cell more, and no table of people is as wide.
const COLUMNS: usize = 1000;

/// How much text spans may repeat beyond what the table has itself.
const REPEATED: usize = 1 << 20;

/// What a cell takes besides its words.
const BAR: usize = " | ".len();

/// From here on a cell of several paragraphs is a column of text, and its table a way to put it there.
const LONG_CELL: usize = 600;

/// The title that a document shows: what is marked so, else a heading that it begins with.
pub(super) fn title(blocks: &[Block]) -> Option<String> {
    let marked = |wanted: fn(&Kind) -> bool| {
        blocks.iter().take(12).find_map(|block| match block {
            Block::Paragraph { kind, text } if wanted(kind) => Some(one_line(text)),
            _ => None,
        })
    };
    marked(|kind| *kind == Kind::Title).or_else(|| marked(|kind| *kind == Kind::Heading(1)))
}

/// Writes the blocks. Without a title that is marked, the first line is one where it looks so, else what the properties say
/// where it is not what programs put there.
pub(super) fn page(blocks: &[Block], title: Option<String>, said: Option<String>) -> Page {
    let mut prose = Prose::default();
    write(blocks, &mut prose);
    let (text, pages) = prose.finish();
    let title = title.or_else(|| text::headline(&text)).or_else(|| said.filter(|t| is_said(t)));
    Page { text, pages, about: About { title, ..About::default() } }
}

/// Whether a title of the properties was written by a person.
fn is_said(title: &str) -> bool {
    let small = title.trim().to_lowercase();
    let program =
        ["microsoft word", "document", "документ", "untitled", "без имени", "слайд", "slide"];
    let file = [".doc", ".docx", ".rtf", ".odt", ".dot", ".txt", ".tmp"];
    small.chars().count() > 3
        && !program.iter().any(|p| {
            let rest = small.strip_prefix(p).unwrap_or("x");
            rest.trim_start_matches([' ', '-']).chars().all(|c| c.is_ascii_digit() || c == '.')
                || (*p == "microsoft word" && rest.len() < small.len())
        })
        && !file.iter().any(|ending| small.ends_with(ending))
}

fn write(blocks: &[Block], prose: &mut Prose) {
    let mut caption = false;
    for block in blocks {
        match block {
            Block::Paragraph { kind: Kind::Item(mark), text } => {
                if !prose.in_list() {
                    prose.enter_list();
                }
                if mark.is_empty() {
                    prose.line()
                } else {
                    prose.item(mark)
                }
                lines(text, prose);
                caption = false;
            }
            Block::Paragraph { kind, text } => {
                leave_list(prose);
                prose.block();
                lines(text, prose);
                caption = *kind == Kind::Caption;
            }
            Block::Table(rows) => {
                leave_list(prose);
                if is_layout(rows) {
                    for cell in rows.iter().flatten().filter(|cell| !cell.from_above) {
                        write(&cell.blocks, prose);
                    }
                } else {
                    if caption {
                        prose.line()
                    } else {
                        prose.block()
                    }
                    table(rows, prose);
                }
                prose.block();
                caption = false;
            }
        }
    }
    leave_list(prose);
}

fn leave_list(prose: &mut Prose) {
    if prose.in_list() {
        prose.leave_list();
    }
}

fn lines(text: &str, prose: &mut Prose) {
    for line in text.split('\n') {
        let line = line.trim();
        if !line.is_empty() {
            // The blank behind the mark of an item is no line yet.
            if prose.text().ends_with(|c| c != ' ' && c != '\n') {
                prose.line();
            }
            prose.words(line);
        }
    }
}

/// Whether a table only places text: one column, tables within, or cells that are columns of text.
fn is_layout(rows: &[Row]) -> bool {
    let single = rows.iter().all(|row| row.len() <= 1);
    let holds_text = |cell: &Cell| {
        let tables = cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        let length: usize = cell.blocks.iter().map(length).sum();
        tables || (cell.blocks.len() > 2 && length > LONG_CELL)
    };
    single || rows.iter().flatten().any(holds_text)
}

fn length(block: &Block) -> usize {
    match block {
        Block::Paragraph { text, .. } => text.len(),
        Block::Table(_) => 0,
    }
}

/// A row a line; a cell that spans is written again in each column and row that it covers.
fn table(rows: &[Row], prose: &mut Prose) {
    let mut above: Vec<String> = Vec::new();
    let mut spare = REPEATED;
    for row in rows {
        let mut line: Vec<String> = Vec::new();
        for cell in row {
            let columns = cell.columns.min(COLUMNS.saturating_sub(line.len())).max(1);
            let own = flat(cell);
            for column in 0..columns {
                let text = match above.get(line.len()) {
                    Some(text) if cell.from_above => text,
                    _ => &own,
                };
                // Once a hostile table has repeated enough, its cells stand once.
                let cost = if column == 0 && !cell.from_above { 0 } else { text.len() + BAR };
                let Some(rest) = spare.checked_sub(cost) else { break };
                spare = rest;
                line.push(text.clone());
            }
        }
        if line.iter().any(|cell| !cell.is_empty()) {
            prose.row();
            for cell in &line {
                prose.cell();
                prose.words(cell);
            }
            prose.end_row();
        }
        above = line;
    }
}

/// What a cell says, on one line.
fn flat(cell: &Cell) -> String {
    let mut text = String::new();
    for block in &cell.blocks {
        if let Block::Paragraph { text: words, .. } = block {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&one_line(words));
        }
    }
    text
}

/// Line ends and tabs as blanks.
fn one_line(text: &str) -> String {
    let parts = text.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
