//! What stands at the same place of page after page: heads, feet, page numbers. It goes, so that a sentence that runs over a page
//! break stays whole.
//!
//! A line that is the same but for a number goes only if the number counts the pages: sheets of figures may repeat their
//! words page after page.

use super::paragraphs::is_caption;
use super::words::Row;
use std::collections::HashMap;

/// How many lines from the top and from the bottom may be running.
const LINES: usize = 4;
/// The part of the page, at its top and at its bottom, in which they stand.
const MARGIN: f32 = 0.16;

/// How many pages before and behind are compared.
const NEAR: usize = 12;

/// One page's rows and height.
pub(super) struct Sheet {
    pub(super) rows: Vec<Row>,
    pub(super) height: f32,
}

/// A line in a margin.
struct Candidate {
    page: usize,
    row: usize,
    y: f32,
    /// Its words with one number left out, and that number.
    number: Option<u64>,
}

/// Takes running lines off the pages.
pub(super) fn remove(pages: &mut [Sheet]) {
    let mut found: HashMap<String, Vec<Candidate>> = HashMap::new();
    for (page, sheet) in pages.iter().enumerate() {
        let count = sheet.rows.len();
        for (row, line) in sheet.rows.iter().enumerate() {
            let outer = row < LINES || row + LINES >= count;
            let margin = line.y < sheet.height * MARGIN || line.y > sheet.height * (1.0 - MARGIN);
            // The head of a table that goes on over pages is wanted on each.
            if !outer || !margin || line.segments.len() > 3 {
                continue;
            }
            let text = line.text();
            let letters = text.chars().count();
            if letters > 200 || is_caption(&text) {
                continue;
            }
            for (key, number) in keys(&text) {
                found.entry(key).or_default().push(Candidate { page, row, y: line.y, number });
            }
        }
    }
    let mut running: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for candidates in found.values() {
        for (at, candidate) in candidates.iter().enumerate() {
            let near = &candidates[at.saturating_sub(NEAR)..candidates.len().min(at + NEAR)];
            let alike = |other: &&Candidate| {
                // Left and right pages may differ by a few points.
                (other.y - candidate.y).abs() < 8.0 && counts(candidate, other)
            };
            let mut on: Vec<usize> = near.iter().filter(alike).map(|other| other.page).collect();
            on.dedup();
            if on.len() >= 3 || (on.len() == 2 && pages.len() <= 3) {
                running[candidate.page].push(candidate.row);
            }
        }
    }
    for (sheet, mut rows) in pages.iter_mut().zip(running) {
        rows.sort_unstable();
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            rows.binary_search(&(at - 1)).is_err()
        });
        // A number alone below everything is the page's, also on the only page.
        if sheet.rows.len() > 1
            && let Some(last) = sheet.rows.last()
            && last.y < sheet.height * 0.12
            && last.text().trim_matches(['-', '–', '—', ' ']).len() <= 3
            && last.segments.iter().all(|segment| segment.letters == 0 && segment.digits > 0)
        {
            sheet.rows.pop();
        }
    }
}

/// Whether two lines are alike: neither has a number, or theirs are as far apart as their pages.
fn counts(one: &Candidate, other: &Candidate) -> bool {
    match (one.number, other.number) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.abs_diff(b) == one.page.abs_diff(other.page) as u64
                && (a < b) == (one.page < other.page)
        }
        _ => false,
    }
}

/// The line as it is, and without its first and without its last number.
fn keys(text: &str) -> Vec<(String, Option<u64>)> {
    let mut keys = vec![(text.to_owned(), None)];
    let is_digit = |c: char| c.is_ascii_digit();
    let mut spans = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_digit).map(|at| at + rest) {
        let end = text[start..].find(|c| !is_digit(c)).map_or(text.len(), |at| at + start);
        spans.push((start, end));
        rest = end;
    }
    spans.dedup();
    let ends = [spans.first().copied(), spans.last().copied().filter(|_| spans.len() > 1)];
    for (start, end) in ends.into_iter().flatten() {
        if let Ok(number) = text[start..end].parse() {
            keys.push((format!("{}#{}", &text[..start], &text[end..]), Some(number)));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::super::words::Segment;
    use super::*;

    /// Pages of lines from above, 100 points high; the lines that are left.
    fn check(pages: &[&[&str]], expected: &[&[&str]]) {
        let sheet = |lines: &&[&str]| {
            let row = |(at, text): (usize, &&str)| {
                let y = if at + 1 == lines.len() {
                    5.0
                } else if at == 0 {
                    95.0
                } else {
                    50.0
                };
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let text = (*text).to_owned();
                let segment = Segment {
                    text,
                    x0: 0.0,
                    x1: 50.0,
                    y,
                    size: 10.0,
                    bold: false,
                    letters,
                    digits,
                };
                Row { y, size: 10.0, segments: vec![segment], opens: false }
            };
            Sheet { rows: lines.iter().enumerate().map(row).collect(), height: 100.0 }
        };
        let mut sheets: Vec<Sheet> = pages.iter().map(sheet).collect();
        remove(&mut sheets);
        let left: Vec<Vec<String>> =
            sheets.iter().map(|s| s.rows.iter().map(Row::text).collect()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn heads_and_numbers_go() {
        check(
            &[
                &["Trade 2024", "One.", "7"],
                &["Trade 2024", "Two.", "8"],
                &["Trade 2024", "Three.", "9"],
            ],
            &[&["One."], &["Two."], &["Three."]],
        );
        check(
            &[
                &["One", "a", "Page 1 of 3"],
                &["Two", "b", "Page 2 of 3"],
                &["Three", "c", "Page 3 of 3"],
            ],
            &[&["One", "a"], &["Two", "b"], &["Three", "c"]],
        );
    }

    #[test]
    fn figures_at_the_same_place_stay() {
        check(
            &[&["Exports 120", "x"], &["Exports 135", "x."], &["Exports 150", "x!"]],
            &[&["Exports 120", "x"], &["Exports 135", "x."], &["Exports 150", "x!"]],
        );
        check(
            &[&["Table 1", "a"], &["Table 2", "b"], &["Table 3", "c"]],
            &[&["Table 1", "a"], &["Table 2", "b"], &["Table 3", "c"]],
        );
    }

    #[test]
    fn the_only_page_has_a_number() {
        check(&[&["Title", "Text of 2024.", "1"]], &[&["Title", "Text of 2024."]]);
        check(&[&["Title", "Text.", "2024"]], &[&["Title", "Text.", "2024"]]);
    }
}
