//! Lines of a text in, tables out: which lines are rows, and where their cells stand.
//!
//! All readers write a table in one form: a row is a line, its cells joined by ` | `, an empty one leaving nothing between
//! the bars. Markdown as it is typed (`| a | b |` over `|---|---|`) and rows with tabs, as a spreadsheet copies them, are
//! understood alike. What the cells say is left to others.

use std::ops::Range;

/// A table: at least two rows of at least two cells.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Grid {
    pub(in crate::extract) rows: Vec<Row>,
    /// The bytes of all cells, row by row, blanks around them left out.
    cells: Vec<Range<usize>>,
}

/// A line of a table; one that is only drawn has no cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Row {
    /// Its bytes, blanks at its ends left out.
    pub(in crate::extract) line: Range<usize>,
    cells: Range<usize>,
}

/// A printed table has fewer columns; a line with more is none of its rows.
const WIDEST: usize = 200;

/// What parts the cells of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Parting {
    Bar,
    Tab,
}

/// A line as a candidate for a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Cells(Parting),
    /// `|---|:--:|`, `+----+----+`: only drawn.
    Rule,
    /// Words without a parting: a heading inside a table, or no part of it.
    Words,
    Blank,
}

impl Grid {
    /// The cells of a row, in bytes of the text.
    pub(in crate::extract) fn cells(&self, row: &Row) -> &[Range<usize>] {
        &self.cells[row.cells.clone()]
    }
}

/// The tables of a text, in order.
pub(in crate::extract) fn find(text: &str) -> Vec<Grid> {
    if !text.contains(['|', '\t']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut lines: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bytes = trimmed(text, start..start + line.len());
        start += line.len();
        let kind = kind(&text[bytes.clone()]);
        if kind == Kind::Blank {
            tables(text, &lines, &mut found);
            lines.clear();
        } else {
            lines.push((bytes, kind));
        }
    }
    tables(text, &lines, &mut found);
    found
}

/// Blanks at the ends left out, but no tab at the beginning: it stands for an empty cell.
fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let end = line.start + text[line.clone()].trim_end_matches([' ', '\r', '\n', '\u{a0}']).len();
    let begin = end - text[line.start..end].trim_start_matches([' ', '\u{a0}', '\u{feff}']).len();
    begin..end
}

fn kind(line: &str) -> Kind {
    if line.trim().is_empty() {
        return Kind::Blank;
    }
    let drawn = |c: char| matches!(c, '|' | '-' | ':' | '+' | '=' | ' ' | '\t');
    if line.contains(['-', '=']) && line.chars().all(drawn) {
        return Kind::Rule;
    }
    if bars(line).next().is_some() {
        Kind::Cells(Parting::Bar)
    } else if line.trim().contains('\t') {
        Kind::Cells(Parting::Tab)
    } else {
        Kind::Words
    }
}

/// Where the bars of a line stand that part cells: a blank or the line's end is on either side, or the line begins with one.
fn bars(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = line.as_bytes();
    let framed = bytes.first() == Some(&b'|');
    let blank =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
    line.match_indices('|').map(|(at, _)| at).filter(move |&at| {
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        !escaped && (framed || (blank(at.checked_sub(1)) && blank(Some(at + 1))))
    })
}

/// The tables of lines that no blank line parts. A line of words alone belongs to a table where rows stand on both sides of
/// it.
fn tables(text: &str, lines: &[(Range<usize>, Kind)], found: &mut Vec<Grid>) {
    let parting = |at: usize| match lines.get(at) {
        Some((_, Kind::Cells(parting))) => Some(*parting),
        _ => None,
    };
    let mut at = 0;
    while at < lines.len() {
        let Some(own) = parting(at) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < lines.len() {
            let goes_on = match lines[end].1 {
                Kind::Cells(other) => other == own,
                Kind::Rule => true,
                Kind::Words => parting(end + 1) == Some(own) && parting(end - 1) == Some(own),
                Kind::Blank => false,
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        found.extend(table(text, &lines[at..end], own));
        at = end;
    }
}

fn table(text: &str, lines: &[(Range<usize>, Kind)], parting: Parting) -> Option<Grid> {
    let rows = || lines.iter().filter(|(_, kind)| *kind != Kind::Rule).map(|(line, _)| line);
    // In Markdown every line begins with a bar; where only some do, their first cell is empty.
    let framed = parting == Parting::Bar && rows().all(|line| text[line.clone()].starts_with('|'));
    let mut grid = Grid::default();
    for (line, kind) in lines {
        let first = grid.cells.len();
        if *kind != Kind::Rule {
            split(text, line.clone(), parting, framed, &mut grid.cells);
        }
        let wide = grid.cells.len() - first > WIDEST;
        if wide || grid.cells[first..].iter().all(Range::is_empty) {
            grid.cells.truncate(first);
        }
        if !wide {
            grid.rows.push(Row { line: line.clone(), cells: first..grid.cells.len() });
        }
    }
    let wide = grid.rows.iter().filter(|row| row.cells.len() >= 2).count();
    (wide >= 2).then_some(grid)
}

/// Cuts a line into its cells; one more than the widest table has is enough to know that it is none.
fn split(
    text: &str,
    line: Range<usize>,
    parting: Parting,
    framed: bool,
    cells: &mut Vec<Range<usize>>,
) {
    let words = &text[line.clone()];
    let tabs = words.match_indices('\t').map(|(at, _)| at).filter(|_| parting == Parting::Tab);
    let bars = bars(words).filter(|_| parting == Parting::Bar);
    let mut begin = 0;
    for at in bars.chain(tabs).take(WIDEST + 2) {
        // The frame's own bar opens no cell before it.
        if !(framed && at == 0) {
            cells.push(cell(text, line.start + begin..line.start + at));
        }
        begin = at + 1;
    }
    if !(framed && begin == words.len()) {
        cells.push(cell(text, line.start + begin..line.end));
    }
}

fn cell(text: &str, bytes: Range<usize>) -> Range<usize> {
    let words = &text[bytes.clone()];
    let end = bytes.start + words.trim_end().len();
    let begin = end - words.trim_end().trim_start().len();
    begin..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of all tables: rows parted by ` / `, cells by `;`, tables by a line.
    fn check(text: &str, expected: &str) {
        let table = |grid: &Grid| {
            let row = |row: &Row| {
                let cells = grid.cells(row).iter().map(|cell| &text[cell.clone()]);
                cells.collect::<Vec<_>>().join(";")
            };
            let rows = grid.rows.iter().filter(|row| !grid.cells(row).is_empty());
            rows.map(row).collect::<Vec<_>>().join(" / ")
        };
        let got: Vec<_> = find(text).iter().map(table).collect();
        assert_eq!(got.join("\n"), expected, "{text}");
    }

    #[test]
    fn rows_are_lines_with_bars_or_tabs() {
        check("Title\na | 1 | 2\nb | 3 | \n\nAfter.", "a;1;2 / b;3;");
        check("a\t1\nb\t\t2\n", "a;1 / b;;2");
        check("a | b\n\nc | d", "");
        check("either|or\nyes|no", "");
    }

    #[test]
    fn markdown_as_it_is_typed() {
        check("| a | b |\n|---|:-:|\n| 1 |  |\n|2|3|", "a;b / 1; / 2;3");
        check("a | b\n--|--\n1 | 2", "a;b / 1;2");
        check("+---+---+\n| a | b |\n+---+---+\n| c | d |", "a;b / c;d");
    }

    #[test]
    fn an_empty_corner_keeps_its_place() {
        check(" | 2023 | 2024\na | 1 | 2", ";2023;2024 / a;1;2");
        check("\t2023\t2024\na\t1\t2", ";2023;2024 / a;1;2");
    }

    #[test]
    fn a_heading_inside_stands_alone() {
        check("a | 1\nExports\nb | 2\nAfter it all.", "a;1 / Exports / b;2");
    }

    #[test]
    fn nothing_is_so_wide() {
        let wide = "x | ".repeat(10_000);
        check(&format!("{wide}\n{wide}"), "");
        check(&"|".repeat(100_000), "");
    }
}
