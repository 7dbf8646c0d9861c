//! Pages of rows in, one text out: sentences go on over columns and pages, words that were parted at line ends are whole again.

use super::super::prose::Prose;
use super::columns::{gutters, regions};
use super::paragraphs::{Paragraph, is_caption, is_note, paragraphs};
use super::running::Sheet;
use super::split::{Piece, rejoin};
use super::tables::{Among, Part, Table, parts};
use super::words::Row;
use std::collections::HashMap;

/// What a document is made of, in its order.
enum Block {
    Page,
    Paragraph(Paragraph),
    Table(Table),
}

/// A document whose text is to be written.
pub(super) struct Document {
    blocks: Vec<Block>,
    body: f32,
}

impl Document {
    pub(super) fn of(sheets: Vec<Sheet>) -> Self {
        let body = body_size(&sheets);
        let mut blocks = Vec::new();
        let gutters = gutters(sheets.iter().map(|sheet| sheet.rows.as_slice()));
        let heights: Vec<f32> = sheets.iter().map(|sheet| sheet.height).collect();
        let pages = sheets.into_iter().zip(gutters);
        let mut pages: Vec<Vec<Piece>> =
            pages.map(|(sheet, gutter)| in_order(sheet.rows, gutter)).collect();
        let before = rejoin(&mut pages);
        for ((pieces, height), before) in pages.into_iter().zip(heights).zip(before) {
            let page = pieces.into_iter().flat_map(parted).flat_map(|part| match part {
                Part::Table(table) => vec![Block::Table(table)],
                Part::Lines(rows) => paragraphs(&rows).into_iter().map(Block::Paragraph).collect(),
            });
            // A table of the page before says where this one begins.
            blocks.extend((!before).then_some(Block::Page));
            blocks.extend(notes_first(page.collect(), body, height));
        }
        Self { blocks: captions_first(joined(blocks)), body }
    }

    /// The words in the largest letters of the first page, where they are larger than those of the text.
    pub(super) fn title(&self) -> Option<String> {
        let first = self.blocks.iter().skip(1).take_while(|block| !matches!(block, Block::Page));
        let large = first.filter_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.size > self.body * 1.15 => Some(paragraph),
            _ => None,
        });
        let title = large.max_by(|a, b| a.size.total_cmp(&b.size).then(a.top.total_cmp(&b.top)))?;
        let text = title.lines.join(" ");
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        (letters >= 5 && text.chars().count() <= 200).then_some(text)
    }

    /// The text, and the code points at which its pages begin.
    pub(super) fn write(self) -> (String, Vec<usize>) {
        let words = vocabulary(&self.blocks);
        let mut prose = Prose::default();
        for block in &self.blocks {
            match block {
                Block::Page => {
                    if !prose.in_list() {
                        prose.block();
                    }
                    prose.page();
                }
                Block::Table(table) => {
                    leave_list(&mut prose);
                    prose.block();
                    for (at, row) in table.cells.iter().enumerate() {
                        prose.row();
                        if table.breaks.contains(&at) {
                            prose.page();
                        }
                        for cell in row {
                            prose.cell();
                            prose.words(cell);
                        }
                        prose.end_row();
                    }
                }
                Block::Paragraph(paragraph) => write_paragraph(paragraph, &words, &mut prose),
            }
        }
        leave_list(&mut prose);
        prose.finish()
    }
}

fn leave_list(prose: &mut Prose) {
    if prose.in_list() {
        prose.leave_list();
    }
}

/// The pieces of a page in the order of reading. Tables that are as wide as a page of several columns are found before the
/// columns are parted.
fn in_order(rows: Vec<Row>, gutter: Option<f32>) -> Vec<Piece> {
    let Some(gutter) = gutter else { return vec![Piece::Region(rows)] };
    let pieces = |part| match part {
        Part::Table(table) => vec![Piece::Table(table)],
        Part::Lines(rows) => regions(rows, gutter).into_iter().map(Piece::Region).collect(),
    };
    parts(&rows, Among::Columns(gutter)).into_iter().flat_map(pieces).collect()
}

/// The tables and lines of a piece.
fn parted(piece: Piece) -> Vec<Part> {
    match piece {
        Piece::Table(table) => vec![Part::Table(table)],
        Piece::Region(rows) => parts(&rows, Among::Column),
    }
}

/// The size of the letters of most of the text.
fn body_size(sheets: &[Sheet]) -> f32 {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for segment in sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.segments) {
        *sizes.entry((segment.size * 4.0).round().to_bits()).or_default() += segment.letters;
    }
    let most = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size));
    most.map_or(0.0, |(size, _)| f32::from_bits(size) / 4.0)
}

/// Puts captions that stand below their tables above them: there, a reader who goes from line to line needs them.
fn captions_first(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_table = |at: usize, blocks: &[Block]| matches!(blocks.get(at), Some(Block::Table(_)));
    let called = |at: usize, blocks: &[Block]| match blocks.get(at) {
        Some(Block::Paragraph(p)) => p.lines.first().is_some_and(|line| is_caption(line)),
        _ => false,
    };
    // One that has a table on both sides is above the second if the first has a caption above it, too.
    for at in 1..blocks.len() {
        let below = called(at, &blocks) && is_table(at - 1, &blocks);
        let own = at.checked_sub(2).is_some_and(|before| called(before, &blocks));
        if below && !own && !is_table(at + 1, &blocks) {
            blocks.swap(at - 1, at);
        }
    }
    blocks
}

/// Puts footnotes before a paragraph that goes on over the page's end: they part no sentence then, and stay on their page.
fn notes_first(mut page: Vec<Block>, body: f32, height: f32) -> Vec<Block> {
    let is_footnote = |block: &Block| match block {
        Block::Paragraph(p) => {
            p.size < body * 0.93
                && p.top < height * 0.45
                && p.lines.first().is_some_and(|line| is_note(line))
        }
        _ => false,
    };
    let small = |block: &Block| matches!(block, Block::Paragraph(p) if p.size < body * 0.93);
    let tail = page.iter().rposition(|block| !small(block)).map_or(0, |at| at + 1);
    let Some(first) = page.iter().skip(tail).position(is_footnote).map(|at| at + tail) else {
        return page;
    };
    let open =
        first.checked_sub(1).filter(|&at| matches!(&page[at], Block::Paragraph(p) if p.is_open()));
    if let Some(at) = open {
        page[at..].rotate_left(1);
    }
    page
}

/// Joins paragraphs that columns and pages part. What stands between the two halves, such as a table at the head of the next
/// page, comes after them.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    /// Blocks that may stand between.
    const BETWEEN: usize = 3;
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Where the paragraph stands that is open, and how many blocks came after it.
    let mut open: Option<usize> = None;
    for block in blocks {
        if let Block::Paragraph(rest) = block {
            let target = open.filter(|&at| out.len() - at <= BETWEEN + 1);
            if let Some(at) = target
                && let Block::Paragraph(first) = &out[at]
                && rest.continues(first)
            {
                let page = out[at + 1..]
                    .iter()
                    .position(|block| matches!(block, Block::Page))
                    .map(|p| p + at + 1);
                let goes_on = rest.is_open();
                if let Some(page) = page {
                    out.remove(page);
                }
                if let Block::Paragraph(first) = &mut out[at] {
                    first.append(rest, page.is_some());
                }
                open = goes_on.then_some(at);
                continue;
            }
            // Captions and heads between the halves are no halves.
            if rest.is_open() {
                open = Some(out.len());
            } else if rest.lines.len() > 2 {
                open = None;
            }
            out.push(Block::Paragraph(rest));
        } else {
            out.push(block);
        }
    }
    out
}

/// The words of the text that stand within lines: they tell whether a hyphen at a line's end is the word's own.
fn vocabulary(blocks: &[Block]) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        for line in &paragraph.lines {
            let inner = line.split_whitespace();
            for word in inner {
                let word = bare(word);
                if word.len() > 3 && !word.ends_with('-') {
                    *words.entry(word).or_default() += 1;
                }
            }
        }
    }
    words
}

/// A word in small letters without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')
        .replace('\u{ad}', "")
        .to_lowercase()
}

fn write_paragraph(paragraph: &Paragraph, words: &HashMap<String, usize>, prose: &mut Prose) {
    let item = paragraph.item();
    if item.is_some() {
        if !prose.in_list() {
            prose.enter_list();
        }
        prose.item("-");
    } else {
        leave_list(prose);
        prose.block();
    }
    let mut carried: Option<Carry> = None;
    for (at, line) in paragraph.lines.iter().enumerate() {
        let line = if at == 0 { item.unwrap_or(line) } else { line.as_str() };
        let glue = carried.take().map_or("", |carry| carry.glue(line, words));
        prose.words(glue);
        if paragraph.breaks.contains(&at) {
            prose.page();
        }
        let last = at + 1 == paragraph.lines.len();
        let (written, carry) = if last { (line, None) } else { Carry::of(line) };
        write_words(written, prose);
        carried = carry;
    }
}

/// Soft hyphens within a line parted nothing.
fn write_words(line: &str, prose: &mut Prose) {
    for piece in line.split('\u{ad}') {
        prose.words(piece);
    }
}

/// The end of a line that another follows.
struct Carry {
    /// The last word, without its hyphen.
    word: String,
    hyphen: Hyphen,
    digits: bool,
    /// Whether it ends in the midst of ‘2019–2020’.
    range: bool,
}

#[derive(PartialEq)]
enum Hyphen {
    None,
    /// It may be the word's own.
    Hard,
    Soft,
}

impl Carry {
    /// What is written of the line, and what is decided when the next is seen.
    fn of(line: &str) -> (&str, Option<Self>) {
        let line = line.trim_end();
        let digits = line.ends_with(|c: char| c.is_ascii_digit());
        let (written, hyphen) = if let Some(rest) = line.strip_suffix('\u{ad}') {
            (rest, Hyphen::Soft)
        } else if let Some(rest) = line.strip_suffix(['-', '\u{2010}'])
            && rest.ends_with(char::is_alphanumeric)
        {
            (rest, Hyphen::Hard)
        } else {
            (line, Hyphen::None)
        };
        let word = written.rsplit(char::is_whitespace).next().unwrap_or_default().to_owned();
        let range =
            line.strip_suffix('–').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        (written, Some(Self { word, hyphen, digits, range }))
    }

    /// What stands between the line and the next.
    fn glue(&self, next: &str, words: &HashMap<String, usize>) -> &'static str {
        match self.hyphen {
            Hyphen::None => {
                let digit = next.starts_with(|c: char| c.is_ascii_digit());
                if self.range && digit {
                    return "";
                }
                let both = self.digits && digit;
                if both { "  " } else { " " }
            }
            Hyphen::Soft => "",
            Hyphen::Hard => {
                if self.is_parted(next, words) {
                    ""
                } else {
                    "-"
                }
            }
        }
    }

    /// Whether the hyphen came with the line's end. ‘Russia-China’, ‘2019-2020’ and ‘year-on-year’ keep theirs; otherwise the
    /// rest of the text tells which form it has, and most words have none.
    fn is_parted(&self, next: &str, words: &HashMap<String, usize>) -> bool {
        let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        if !lower(self.word.chars().next_back())
            || !lower(next.chars().next())
            || self.word.contains('-')
        {
            return false;
        }
        let rest = next.split_whitespace().next().unwrap_or_default();
        let count = |word: String| words.get(&bare(&word)).copied().unwrap_or(0);
        let whole = count(format!("{}{rest}", self.word));
        let own = count(format!("{}-{rest}", self.word));
        whole >= own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], other: &str, expected: &str) {
        let paragraph = |lines: &[&str]| Paragraph {
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            breaks: Vec::new(),
            size: 10.0,
            bold: false,
            top: 0.0,
            full: true,
        };
        let blocks =
            vec![Block::Paragraph(paragraph(lines)), Block::Paragraph(paragraph(&[other]))];
        let (text, _) = Document { blocks, body: 10.0 }.write();
        assert_eq!(text, format!("{expected}\n\n{other}\n"));
    }

    #[test]
    fn hyphens_at_line_ends() {
        check(&["The com-", "pany grew."], "x", "The company grew.");
        check(&["Пред-", "приятие выросло."], "x", "Предприятие выросло.");
        check(&["The Russia-", "China trade"], "x", "The Russia-China trade");
        check(&["in 2019-", "2020 it"], "x", "in 2019-2020 it");
        check(&["in 2019–", "2020 it"], "x", "in 2019–2020 it");
        check(&["year-on-", "year"], "x", "year-on-year");
        check(&["a so-", "called rise"], "The so-called rise.", "a so-called rise");
        check(&["trans\u{ad}", "port of ore\u{ad}s"], "x", "transport of ores");
        check(&["it fell –", "and rose"], "x", "it fell – and rose");
    }

    #[test]
    fn numbers_at_line_ends_stay_two() {
        check(&["of 2023", "150 firms"], "x", "of 2023  150 firms");
    }

    #[test]
    fn items_are_items() {
        check(&["• exports and", "imports"], "x", "- exports and imports");
        check(&["-5% in"], "x", "-5% in");
    }
}
