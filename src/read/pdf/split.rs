//! Tables that go on in the next column or on the next page: their rows come together, so that all have the headings.

use super::columns::Region;
use super::tables::{Among, Table, columns, has_number};
use super::words::Row;

/// What a page is made of, in its order.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Piece {
    /// A table across columns.
    Table(Table),
    Region(Region),
}

/// Where a table stands that may go on.
#[derive(Clone, Copy)]
struct Begun {
    page: usize,
    piece: usize,
    row: usize,
}

/// Rows of a table's beginning that may be said again where it goes on.
const HEADS: usize = 3;

/// Moves the first rows of regions to the tables that they go on with. By page, whether it begins with such rows.
pub(super) fn rejoin(pages: &mut [Vec<Piece>]) -> Vec<bool> {
    let mut opened = vec![false; pages.len()];
    let mut begun: Option<Begun> = None;
    for page in 0..pages.len() {
        for piece in 0..pages[page].len() {
            let Piece::Region(rows) = &pages[page][piece] else {
                begun = None;
                continue;
            };
            let count = rows.iter().take_while(|row| Among::Column.is_candidate(row)).count();
            let moved = begun.and_then(|begun| {
                let Piece::Region(before) = &pages[begun.page][begun.piece] else { return None };
                rest_of(&before[begun.row..], &rows[..count])
            });
            let whole = moved.is_some() && count == rows.len();
            if let (Some(begun), Some(mut moved)) = (begun, moved) {
                if let Some(first) =
                    moved.first_mut().filter(|_| begun.page < page && !opened[page])
                {
                    first.opens = true;
                    opened[page] = true;
                }
                if let Piece::Region(rows) = &mut pages[page][piece] {
                    rows.drain(..count);
                }
                if let Piece::Region(before) = &mut pages[begun.page][begun.piece] {
                    before.append(&mut moved);
                }
            }
            if let (false, Piece::Region(rows)) = (whole, &pages[page][piece]) {
                begun = tail(rows).map(|row| Begun { page, piece, row });
            }
        }
    }
    opened
}

/// Where the rows begin that end a region as a table does.
fn tail(rows: &[Row]) -> Option<usize> {
    let mut start = rows.len();
    while let Some(row) = start.checked_sub(1).and_then(|before| rows.get(before)) {
        let near = rows.get(start).is_none_or(|next| row.y - next.y < row.size * 3.0);
        if !Among::Column.is_candidate(row) || !near {
            break;
        }
        start -= 1;
    }
    (start < rows.len()).then_some(start)
}

/// The rows that go on with a table, at the places where they would stand below it; nothing if they are of another one.
fn rest_of(table: &[Row], rows: &[Row]) -> Option<Vec<Row>> {
    let last = table.last()?;
    let again =
        table.iter().zip(rows).take(HEADS).take_while(|(head, row)| head.text() == row.text());
    let repeated = again.count();
    let rows = &rows[repeated..];
    let first = rows.first().filter(|row| has_number(row))?;
    let left = |rows: &[Row]| {
        let starts = rows.iter().filter_map(|row| row.segments.first());
        starts.map(|segment| segment.x0).fold(f32::INFINITY, f32::min)
    };
    let across = left(table) - left(rows);
    let down = last.y - last.size * 1.4 - first.y;
    let mut moved = rows.to_vec();
    for row in &mut moved {
        row.y += down;
        for segment in &mut row.segments {
            segment.x0 += across;
            segment.x1 += across;
            segment.y += down;
        }
    }
    let width = |rows: &[Row]| rows.iter().map(|row| row.segments.len()).max();
    let both: Vec<Row> = table.iter().rev().take(HEADS).chain(&moved).cloned().collect();
    let alike = width(table) == width(&moved);
    (alike && columns(&both).is_some_and(|found| Some(found.len()) == width(table)))
        .then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::super::words::Segment;
    use super::*;

    /// Rows of `x0 x1 words` from a height downwards.
    fn region(x: f32, top: f32, rows: &[&[(f32, f32, &str)]]) -> Piece {
        let row = |(at, parts): (u16, &&[(f32, f32, &str)])| {
            let y = top - 12.0 * f32::from(at);
            let segment = |&(x0, x1, text): &(f32, f32, &str)| {
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let (x0, x1, text) = (x0 + x, x1 + x, text.to_owned());
                Segment { text, x0, x1, y, size: 10.0, bold: false, letters, digits }
            };
            Row { y, size: 10.0, segments: parts.iter().map(segment).collect(), opens: false }
        };
        Piece::Region((0..).zip(rows).map(row).collect())
    }

    fn check(mut pages: Vec<Vec<Piece>>, expected: &[&[&str]]) {
        rejoin(&mut pages);
        let text = |row: &Row| format!("{}{}", if row.opens { "¶ " } else { "" }, row.text());
        let found: Vec<Vec<String>> = pages
            .iter()
            .flatten()
            .map(|piece| match piece {
                Piece::Region(rows) => rows.iter().map(text).collect(),
                Piece::Table(_) => Vec::new(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    const HEAD: &[(f32, f32, &str)] =
        &[(0.0, 40.0, "Partner"), (80.0, 100.0, "2023"), (130.0, 150.0, "2024")];
    const CHINA: &[(f32, f32, &str)] =
        &[(0.0, 30.0, "China"), (85.0, 100.0, "3.1"), (130.0, 150.0, "13.3")];
    const INDIA: &[(f32, f32, &str)] =
        &[(0.0, 30.0, "India"), (85.0, 100.0, "4.1"), (130.0, 150.0, "14.3")];
    const KOREA: &[(f32, f32, &str)] =
        &[(0.0, 30.0, "Korea"), (85.0, 100.0, "5.1"), (130.0, 150.0, "15.3")];
    const PROSE: &[(f32, f32, &str)] = &[(0.0, 200.0, "Trade grew.")];
    const OTHER: &[(f32, f32, &str)] = &[(0.0, 30.0, "Items"), (60.0, 120.0, "14.3")];

    #[test]
    fn a_table_goes_on_in_the_next_column_and_on_the_next_page() {
        check(
            vec![
                vec![
                    region(0.0, 200.0, &[PROSE, HEAD, CHINA]),
                    region(300.0, 700.0, &[INDIA, PROSE]),
                ],
                vec![region(0.0, 700.0, &[PROSE])],
            ],
            &[
                &["Trade grew.", "Partner 2023 2024", "China 3.1 13.3", "India 4.1 14.3"],
                &["Trade grew."],
                &["Trade grew."],
            ],
        );
        check(
            vec![
                vec![region(0.0, 200.0, &[HEAD, CHINA])],
                vec![region(0.0, 700.0, &[HEAD, INDIA])],
                vec![region(0.0, 700.0, &[HEAD, KOREA, PROSE])],
            ],
            &[
                &["Partner 2023 2024", "China 3.1 13.3", "¶ India 4.1 14.3", "¶ Korea 5.1 15.3"],
                &[],
                &["Trade grew."],
            ],
        );
    }

    #[test]
    fn another_table_does_not() {
        check(
            vec![
                vec![region(0.0, 200.0, &[HEAD, CHINA])],
                vec![region(0.0, 700.0, &[OTHER, OTHER])],
                vec![region(0.0, 700.0, &[PROSE, INDIA])],
            ],
            &[
                &["Partner 2023 2024", "China 3.1 13.3"],
                &["Items 14.3", "Items 14.3"],
                &["Trade grew.", "India 4.1 14.3"],
            ],
        );
    }
}
