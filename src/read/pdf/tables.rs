//! Tables: rows whose segments stand under one another.
//!
//! Only what is sure becomes a table: at least three rows of at least two cells, in columns that no cell of a full row
//! bridges, most of them short, with numbers in them. Everything else stays lines, whose cells are never glued together.

use super::columns::crosses;
use super::words::{Row, Segment};

/// Part of a region.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Part {
    Lines(Vec<Row>),
    Table(Table),
}

/// A table.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Table {
    /// Cells by rows.
    pub(super) cells: Vec<Vec<String>>,
    /// Before which rows a page begins.
    pub(super) breaks: Vec<usize>,
}

/// Rows with cells that make a table.
const ROWS: usize = 3;
/// Letters of a cell beyond which it is prose.
const SHORT: usize = 45;
/// The same beside a column of prose, whose lines are hardly longer than a cell.
const NARROW: usize = 22;

/// Which rows may be of a table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Among {
    /// Rows of one column of text: labels may be long.
    Column,
    /// Rows of a page whose columns part at this place: what stands beside cells may be the other column's prose or table.
    Columns(f32),
}

impl Among {
    pub(super) fn is_candidate(self, row: &Row) -> bool {
        match self {
            Self::Column => row.segments.len() >= 2 && row.segments.iter().skip(1).all(is_short),
            Self::Columns(_) => row.segments.len() >= 3 && row.segments.iter().all(is_narrow),
        }
    }

    /// Whether a row of one segment can be a label that is wrapped, or the head of a part.
    fn is_label(self, row: &Row) -> bool {
        match self {
            Self::Column => row.segments.len() == 1 && row.segments.iter().all(is_short),
            Self::Columns(_) => row.segments.len() == 1 && row.segments.iter().all(is_narrow),
        }
    }

    /// Whether rows are of one table rather than of one in each column. A table that is as wide as the page has cells across
    /// the gutter or numbers behind it; one that begins there begins with its labels.
    fn is_one(self, rows: &[Row]) -> bool {
        let Self::Columns(gutter) = self else { return true };
        let (mut wide, mut parted) = (0, 0);
        for row in rows {
            let across = row.segments.iter().any(|cell| crosses(cell, gutter));
            let behind = row.segments.iter().find(|cell| cell.x0 >= gutter);
            match behind {
                _ if across => wide += 1,
                Some(cell) if cell.digits > cell.letters => wide += 1,
                Some(_) => parted += 1,
                None => {}
            }
        }
        wide > parted
    }
}

/// Parts the rows of a region into lines and tables.
pub(super) fn parts(rows: &[Row], among: Among) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines: Vec<Row> = Vec::new();
    let mut rest = rows;
    while let Some((first, after)) = rest.split_first() {
        let length = extent(rest, among);
        match longest(&rest[..length], among) {
            Some((table, length)) => {
                if !lines.is_empty() {
                    parts.push(Part::Lines(std::mem::take(&mut lines)));
                }
                parts.push(Part::Table(table));
                rest = &rest[length..];
            }
            // What was no table from its first row on is none from its second on either.
            None if length > 1 => {
                lines.extend_from_slice(&rest[..length]);
                rest = &rest[length..];
            }
            None => {
                lines.push(first.clone());
                rest = after;
            }
        }
    }
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    parts
}

/// The longest table of these rows from the first on. Prose with wide gaps may follow the last head of a part.
fn longest(rows: &[Row], among: Among) -> Option<(Table, usize)> {
    /// How many ends are tried.
    const ENDS: usize = 8;
    let heads = (ROWS..rows.len()).rev().filter(|&at| rows[at].segments.len() == 1);
    let ends = std::iter::once(rows.len()).chain(heads).take(ENDS);
    let mut likely = ends.filter(|&end| end >= ROWS && among.is_one(&rows[..end]));
    likely.find_map(|end| Some((table(&rows[..end])?, end)))
}

fn is_short(segment: &Segment) -> bool {
    segment.letters + segment.digits <= SHORT
}

fn is_narrow(segment: &Segment) -> bool {
    segment.letters + segment.digits <= NARROW
}

/// How many rows from the first on could be one table: a single cell between full rows is a label that is wrapped, or the
/// head of a part.
fn extent(rows: &[Row], among: Among) -> usize {
    if !rows.first().is_some_and(|row| among.is_candidate(row)) {
        return 0;
    }
    let (mut length, mut last, mut pitch) = (1, 1, f32::INFINITY);
    while let Some(row) = rows.get(length) {
        let gap = rows[length - 1].y - row.y;
        let near = gap < (pitch * 2.2).min(row.size * 6.0);
        let single = among.is_label(row) && length - last < 2;
        if !near || !(among.is_candidate(row) || single) {
            break;
        }
        pitch = pitch.min(gap.max(row.size));
        length += 1;
        if among.is_candidate(row) {
            last = length;
        }
    }
    // The last label may go on below its numbers.
    let rest = rows.get(last).is_some_and(|row| last < length && is_rest(row));
    last += usize::from(rest);
    last
}

/// Whether a row is nothing but the rest of a label, which begins in small letters.
fn is_rest(row: &Row) -> bool {
    matches!(row.segments.as_slice(), [rest] if rest.text.starts_with(char::is_lowercase))
}

/// The table, if these rows are one.
fn table(rows: &[Row]) -> Option<Table> {
    let columns = columns(rows)?;
    let Table { mut cells, mut breaks } = Table::default();
    for row in rows {
        if row.opens {
            breaks.push(cells.len());
        }
        let head =
            !cells.iter().any(|row: &Vec<String>| row.iter().skip(1).any(|cell| is_number(cell)));
        let rest = is_rest(row);
        let row = spread(row, &columns, head);
        if rest && let Some(before) = cells.last_mut().filter(|before| ends_in_label(before, &row))
        {
            lengthen(&mut before[0], &row[0]);
            continue;
        }
        match cells.last_mut().filter(|label| goes_on(label, &row)) {
            Some(label) => {
                let first = std::mem::take(&mut label[0]);
                *label = row;
                let rest = std::mem::replace(&mut label[0], first);
                lengthen(&mut label[0], &rest);
            }
            None => cells.push(row),
        }
    }
    let numbers =
        cells.iter().flat_map(|row| row.iter().skip(1)).filter(|cell| is_number(cell)).count();
    let filled =
        cells.iter().flat_map(|row| row.iter().skip(1)).filter(|cell| !cell.is_empty()).count();
    let full = rows.iter().filter(|row| row.segments.len() >= 2).count();
    (full >= ROWS && numbers * 2 >= filled && numbers >= ROWS - 1)
        .then_some(Table { cells, breaks })
}

/// Whether a number stands in a row behind its label.
pub(super) fn has_number(row: &Row) -> bool {
    row.segments.iter().skip(1).any(|cell| is_number(&cell.text))
}

fn is_number(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && digits >= letters
}

/// Whether a row is the rest of one that is nothing but a label: ‘Murder and nonnegligent’, ‘manslaughter | 10.0’.
fn goes_on(label: &[String], row: &[String]) -> bool {
    let alone = !label[0].is_empty() && label.iter().skip(1).all(String::is_empty);
    alone
        && row[0].starts_with(char::is_lowercase)
        && row.iter().skip(1).any(|cell| !cell.is_empty())
}

/// Whether a row that has numbers is followed by the rest of its label: ‘Machinery and | 12.5’, ‘equipment’.
fn ends_in_label(before: &[String], row: &[String]) -> bool {
    let alone = !row[0].is_empty() && row.iter().skip(1).all(String::is_empty);
    let numbers = before.iter().skip(1).any(|cell| is_number(cell));
    alone && numbers && before[0].chars().any(char::is_alphabetic)
}

/// Adds the rest of a label, whose first line may end in a hyphen.
fn lengthen(label: &mut String, rest: &str) {
    match label.strip_suffix('\u{ad}') {
        Some(begun) => *label = format!("{begun}{rest}"),
        None if label.ends_with('-') => label.push_str(rest),
        None => *label = format!("{label} {rest}"),
    }
}

/// From where to where each column reaches.
pub(super) fn columns(rows: &[Row]) -> Option<Vec<(f32, f32)>> {
    let counts = |row: &&Row| row.segments.len();
    let most = rows.iter().map(|row| row.segments.len()).max()?;
    // The count that most rows have, of those with many cells: heads that span columns have fewer.
    let usual = (2..=most.min(40))
        .max_by_key(|&n| (rows.iter().filter(|row| counts(row) == n).count() * n, n))?;
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut cells: Vec<&Segment> =
        rows.iter().filter(|row| counts(row) >= usual).flat_map(|row| &row.segments).collect();
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    for cell in cells {
        match columns.last_mut() {
            Some((_, end)) if cell.x0 < *end => *end = end.max(cell.x1),
            _ => columns.push((cell.x0, cell.x1)),
        }
    }
    // Each full row must give each column one cell at most: otherwise a cell bridges two of them.
    let sound = rows.iter().filter(|row| row.segments.len() >= usual).all(|row| {
        columns.iter().all(|&(from, to)| {
            row.segments.iter().filter(|cell| cell.x0 < to && cell.x1 > from).count() <= 1
        })
    });
    (sound && columns.len() >= 2).then_some(columns)
}

/// The cells of a row under their columns. A cell that reaches over several stands in each; so does the head of a group of
/// columns, which is set in their middle.
fn spread(row: &Row, columns: &[(f32, f32)], head: bool) -> Vec<String> {
    if let Some(cells) = head.then(|| groups(row, columns)).flatten() {
        return cells;
    }
    let mut cells = vec![String::new(); columns.len()];
    for segment in &row.segments {
        let over = |&(from, to): &(f32, f32)| segment.x0 < to && segment.x1 > from;
        let mut written = false;
        for (cell, column) in cells.iter_mut().zip(columns) {
            if over(column) {
                add(cell, &segment.text);
                written = true;
            }
        }
        if !written {
            let middle = f32::midpoint(segment.x0, segment.x1);
            let away = |&(from, to): &(f32, f32)| (middle - f32::midpoint(from, to)).abs();
            let nearest =
                (0..columns.len()).min_by(|&a, &b| away(&columns[a]).total_cmp(&away(&columns[b])));
            if let Some(cell) = nearest.and_then(|at| cells.get_mut(at)) {
                add(cell, &segment.text);
            }
        }
    }
    cells
}

/// The heads of groups of equally many columns behind the first.
fn groups(row: &Row, columns: &[(f32, f32)]) -> Option<Vec<String>> {
    let (label, rest) = columns.split_first()?;
    let (labels, heads): (Vec<&Segment>, Vec<&Segment>) =
        row.segments.iter().partition(|cell| cell.x0 < label.1);
    if heads.is_empty() || heads.len() >= rest.len() || rest.len() % heads.len() != 0 {
        return None;
    }
    let mut cells =
        vec![labels.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")];
    for (head, group) in heads.iter().zip(rest.chunks(rest.len() / heads.len())) {
        let (first, last) = (group.first()?, group.last()?);
        let middle = f32::midpoint(head.x0, head.x1);
        let centre = f32::midpoint(first.0, last.1);
        // A head that stands over one column of its group says nothing of the others.
        if (middle - centre).abs() > (last.1 - first.0) * 0.2 {
            return None;
        }
        cells.extend(group.iter().map(|_| head.text.clone()));
    }
    Some(cells)
}

/// Two segments of one cell stay apart by more than a blank if digits meet: they are two numbers.
fn add(cell: &mut String, text: &str) {
    if !cell.is_empty() {
        cell.push_str(super::paragraphs::gap(cell, text));
    }
    cell.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[(f32, f32, &str)]]) -> Vec<Row> {
        let row = |(at, parts): (u16, &&[(f32, f32, &str)])| {
            let y = 700.0 - 12.0 * f32::from(at);
            let segment = |&(x0, x1, text): &(f32, f32, &str)| {
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                let digits = text.chars().filter(char::is_ascii_digit).count();
                Segment {
                    text: text.to_owned(),
                    x0,
                    x1,
                    y,
                    size: 10.0,
                    bold: false,
                    letters,
                    digits,
                }
            };
            Row { y, size: 10.0, segments: parts.iter().map(segment).collect(), opens: false }
        };
        (0..).zip(rows).map(row).collect()
    }

    fn check(given: &[&[(f32, f32, &str)]], expected: &[&str]) {
        let mut found = Vec::new();
        for part in parts(&rows(given), Among::Column) {
            match part {
                Part::Lines(lines) => found.extend(lines.iter().map(Row::text)),
                Part::Table(table) => found.extend(table.cells.iter().map(|row| row.join(" | "))),
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn cells_stand_under_their_heads() {
        check(
            &[
                &[(0.0, 300.0, "Trade with Russia, $ billion")],
                &[(110.0, 135.0, "2023"), (160.0, 185.0, "2024")],
                &[(0.0, 40.0, "Exports"), (120.0, 135.0, "3.1"), (165.0, 185.0, "13.3")],
                &[(0.0, 40.0, "Imports"), (165.0, 185.0, "11.0")],
                &[(0.0, 40.0, "Turnover"), (115.0, 135.0, "14.1"), (165.0, 185.0, "24.3")],
            ],
            &[
                "Trade with Russia, $ billion",
                " | 2023 | 2024",
                "Exports | 3.1 | 13.3",
                "Imports |  | 11.0",
                "Turnover | 14.1 | 24.3",
            ],
        );
    }

    #[test]
    fn a_head_over_two_columns_stands_over_both() {
        check(
            &[
                &[(0.0, 20.0, "Year"), (115.0, 190.0, "Billion dollars")],
                &[(0.0, 20.0, "2022"), (120.0, 135.0, "3.1"), (165.0, 185.0, "13.3")],
                &[(0.0, 20.0, "2023"), (120.0, 135.0, "3.2"), (165.0, 185.0, "13.4")],
                &[(0.0, 20.0, "2024"), (120.0, 135.0, "3.3"), (165.0, 185.0, "13.5")],
            ],
            &[
                "Year | Billion dollars | Billion dollars",
                "2022 | 3.1 | 13.3",
                "2023 | 3.2 | 13.4",
                "2024 | 3.3 | 13.5",
            ],
        );
    }

    #[test]
    fn heads_of_groups_and_labels_of_two_lines() {
        check(
            &[
                &[(140.0, 160.0, "Total"), (240.0, 260.0, "Male")],
                &[
                    (0.0, 30.0, "Crime"),
                    (100.0, 130.0, "2008"),
                    (170.0, 200.0, "2009"),
                    (210.0, 240.0, "2008"),
                    (260.0, 290.0, "2009"),
                ],
                &[(0.0, 60.0, "Murder and")],
                &[
                    (0.0, 60.0, "manslaughter"),
                    (100.0, 130.0, "10.0"),
                    (170.0, 200.0, "9.0"),
                    (210.0, 240.0, "5.0"),
                    (260.0, 290.0, "4.0"),
                ],
                &[
                    (0.0, 60.0, "Robbery"),
                    (100.0, 130.0, "10.0"),
                    (170.0, 200.0, "9.0"),
                    (210.0, 240.0, "5.0"),
                    (260.0, 290.0, "4.0"),
                ],
            ],
            &[
                " | Total | Total | Male | Male",
                "Crime | 2008 | 2009 | 2008 | 2009",
                "Murder and manslaughter | 10.0 | 9.0 | 5.0 | 4.0",
                "Robbery | 10.0 | 9.0 | 5.0 | 4.0",
            ],
        );
    }

    #[test]
    fn labels_go_on_below_their_numbers() {
        check(
            &[
                &[(110.0, 135.0, "2023"), (160.0, 185.0, "2024")],
                &[(0.0, 60.0, "Machinery and"), (120.0, 135.0, "3.1"), (165.0, 185.0, "13.3")],
                &[(0.0, 60.0, "equipment")],
                &[(0.0, 40.0, "Fuels"), (120.0, 135.0, "3.5"), (165.0, 185.0, "11.0")],
                &[(0.0, 40.0, "Kyrgyz\u{ad}"), (120.0, 135.0, "5.1"), (165.0, 185.0, "24.3")],
                &[(0.0, 20.0, "stan")],
                &[(0.0, 40.0, "and trade grew.")],
            ],
            &[
                " | 2023 | 2024",
                "Machinery and equipment | 3.1 | 13.3",
                "Fuels | 3.5 | 11.0",
                "Kyrgyzstan | 5.1 | 24.3",
                "and trade grew.",
            ],
        );
    }

    #[test]
    fn prose_with_wide_gaps_ends_a_table() {
        let head: &[(f32, f32, &str)] = &[(60.0, 80.0, "2023"), (120.0, 140.0, "2024")];
        let row: &[(f32, f32, &str)] =
            &[(0.0, 30.0, "China"), (60.0, 80.0, "3.1"), (120.0, 140.0, "4.1")];
        let prose: &[(f32, f32, &str)] =
            &[(0.0, 70.0, "Trade turnover"), (78.0, 125.0, "between"), (133.0, 140.0, "A")];
        check(
            &[head, row, row, &[(0.0, 60.0, "Trade with Germany")], prose],
            &[
                " | 2023 | 2024",
                "China | 3.1 | 4.1",
                "China | 3.1 | 4.1",
                "Trade with Germany",
                "Trade turnover between A",
            ],
        );
    }

    #[test]
    fn words_in_columns_are_no_table() {
        let row: &[(f32, f32, &str)] = &[(0.0, 40.0, "Adviser"), (120.0, 180.0, "A. Name")];
        check(&[row; 4], &["Adviser A. Name"; 4]);
    }
}
