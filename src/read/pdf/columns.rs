//! Columns of a page: its rows cut into regions that are read one after the other.
//!
//! A gutter is a place that few segments cross while long ones stand on both sides of it. What crosses it (a title, a wide
//! table) parts what is above from what is below: above, first the left column is read and then the right one.

use super::words::{Row, Segment};

/// Rows that are read from top to bottom.
pub(super) type Region = Vec<Row>;

/// Letters and digits of a segment that is a line of prose rather than a cell.
const LONG: usize = 18;
/// Such segments on each side of a gutter, at least.
const LINES: usize = 4;
/// Such segments of a column that has only begun, at least.
const BEGUN: usize = 2;
/// Words on each side of another page's gutter, at least, for it to be one here.
const BESIDE: usize = 3;
/// How many columns a page can have: two cuts of each part.
const CUTS: usize = 2;

/// The regions of a page whose columns part at `gutter`, in the order of reading.
pub(super) fn regions(rows: Vec<Row>, gutter: f32) -> Vec<Region> {
    cut(rows, gutter, CUTS)
}

/// Where the columns of each page part. A page of little prose, such as the last one or one with a large table, has those of
/// the nearest page that shows its own, if its lines keep off that place.
pub(super) fn gutters<'p>(pages: impl Iterator<Item = &'p [Row]>) -> Vec<Option<f32>> {
    let pages: Vec<&[Row]> = pages.collect();
    let own: Vec<Option<f32>> = pages.iter().map(|rows| gutter(rows)).collect();
    let before = own.iter().scan(None, |last: &mut Option<f32>, own| {
        *last = own.or(*last);
        Some(*last)
    });
    let mut near: Vec<Option<f32>> = before.collect();
    let mut after = None;
    for (near, own) in near.iter_mut().zip(&own).rev() {
        after = own.or(after);
        *near = near.or(after);
    }
    let page = |(rows, (own, near)): (&&[Row], (Option<f32>, Option<f32>))| {
        own.or_else(|| near.filter(|&gutter| keeps_off(rows, gutter)))
    };
    pages.iter().zip(own.into_iter().zip(near)).map(page).collect()
}

/// Whether words stand on both sides of a place, prose among them, and few across it.
fn keeps_off(rows: &[Row], gutter: f32) -> bool {
    let (mut left, mut right, mut across) = (Side::default(), Side::default(), 0);
    let (mut prose, mut letters, mut digits) = (0, 0, 0);
    for segment in rows.iter().flat_map(|row| &row.segments) {
        if crosses(segment, gutter) {
            across += 1;
            continue;
        }
        prose += usize::from(is_long(segment));
        if segment.x1 <= gutter + 1.0 {
            left.add(segment);
        } else {
            right.add(segment);
            (letters, digits) = (letters + segment.letters, digits + segment.digits);
        }
    }
    let beside = left.lines.min(right.lines);
    // Numbers behind the gutter are those of a table before it.
    beside >= BESIDE
        && left.overlap(&right) > 0.4
        && letters > digits
        && prose >= LINES
        && across * 2 <= beside
}

fn cut(rows: Vec<Row>, gutter: f32, cuts: usize) -> Vec<Region> {
    let mut regions = Vec::new();
    let (mut left, mut right): (Region, Region) = Default::default();
    let mut across: Region = Vec::new();
    for row in rows {
        let crosses = row.segments.iter().any(|segment| crosses(segment, gutter));
        if crosses {
            regions.extend(columns(&mut left, &mut right, cuts));
            across.push(row);
            continue;
        }
        if !across.is_empty() {
            regions.push(std::mem::take(&mut across));
        }
        let Row { y, size, segments, .. } = row;
        let (ls, rs): (Vec<_>, Vec<_>) =
            segments.into_iter().partition(|segment| segment.x1 <= gutter);
        for (side, segments) in [(&mut left, ls), (&mut right, rs)] {
            if !segments.is_empty() {
                // Columns may be set in different sizes.
                let most = segments.iter().max_by_key(|segment| segment.letters + segment.digits);
                let size = most.map_or(size, |segment| segment.size);
                side.push(Row { y, size, segments, opens: false });
            }
        }
    }
    regions.extend(columns(&mut left, &mut right, cuts));
    if !across.is_empty() {
        regions.push(across);
    }
    regions.retain(|region| !region.is_empty());
    regions
}

fn columns(left: &mut Region, right: &mut Region, cuts: usize) -> Vec<Region> {
    let side = |rows: &mut Region| {
        let rows = std::mem::take(rows);
        match (cuts > 1).then(|| gutter(&rows)).flatten() {
            Some(gutter) => cut(rows, gutter, cuts - 1),
            None => vec![rows],
        }
    };
    let mut regions = side(left);
    regions.extend(side(right));
    regions
}

/// Whether words stand on both sides of a place.
pub(super) fn crosses(segment: &Segment, x: f32) -> bool {
    segment.x0 < x - 1.0 && segment.x1 > x + 1.0
}

fn is_long(segment: &Segment) -> bool {
    segment.letters >= LONG && segment.letters > segment.digits * 2
}

/// The middle of the best gutter, if there is one: then the page has several columns.
fn gutter(rows: &[Row]) -> Option<f32> {
    let segments = || rows.iter().flat_map(|row| &row.segments);
    let long: Vec<&Segment> = segments().filter(|segment| is_long(segment)).collect();
    if long.len() < LINES * 2 {
        return None;
    }
    // Gutters begin where long segments end.
    let left_edge = long.iter().map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
    let right_edge = long.iter().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
    #[expect(clippy::cast_precision_loss, reason = "some two hundred places on a page")]
    let at =
        |step: usize| left_edge + (right_edge - left_edge) * (step as f32 + 0.5) / STEPS as f32;
    let mut best: Option<(i64, usize, usize)> = None;
    for step in STEPS / 8..STEPS - STEPS / 8 {
        let Some(score) = score(&long, at(step)) else { continue };
        best = match best {
            Some((most, first, last)) if most == score && last + 1 == step => {
                Some((most, first, step))
            }
            Some((most, ..)) if most >= score => best,
            _ => Some((score, step, step)),
        };
    }
    let (_, first, last) = best?;
    Some(f32::midpoint(at(first), at(last)))
}

/// Places of a page that are tried.
const STEPS: usize = 240;

/// How good a gutter is: lines beside it less lines across it.
fn score(long: &[&Segment], x: f32) -> Option<i64> {
    let (mut left, mut right, mut across) = (Side::default(), Side::default(), 0_i64);
    for segment in long {
        if crosses(segment, x) {
            across += 1;
        } else if segment.x1 <= x + 1.0 {
            left.add(segment);
        } else {
            right.add(segment);
        }
    }
    let both = left.lines + right.lines;
    let beside = left.lines >= LINES && right.lines >= LINES && left.overlap(&right) > 0.4;
    // The second column of a last page may be a few lines long, which begin under one another.
    let begun = right.lines >= BEGUN && right.is_flush() && left.lines >= LINES * 2;
    let begun = begun && across * 4 <= i64::try_from(left.lines).unwrap_or(0);
    // Prose beside a gutter ends near it; a column of labels beside one of remarks is a table.
    ((beside || begun) && across * 2 <= i64::try_from(both).unwrap_or(i64::MAX))
        .then(|| i64::try_from(both).unwrap_or(0) - across * 3)
}

struct Side {
    lines: usize,
    top: f32,
    bottom: f32,
    /// Where the lines begin: the first and the last place.
    begin: (f32, f32),
}

impl Default for Side {
    fn default() -> Self {
        Self {
            lines: 0,
            top: f32::NEG_INFINITY,
            bottom: f32::INFINITY,
            begin: (f32::INFINITY, f32::NEG_INFINITY),
        }
    }
}

impl Side {
    fn add(&mut self, segment: &Segment) {
        self.lines += 1;
        self.top = self.top.max(segment.y);
        self.bottom = self.bottom.min(segment.y);
        self.begin = (self.begin.0.min(segment.x0), self.begin.1.max(segment.x0));
    }

    /// Whether all lines begin at one place.
    fn is_flush(&self) -> bool {
        self.begin.1 - self.begin.0 < 1.0
    }

    /// The part of the lower side that stands beside the other.
    fn overlap(&self, other: &Self) -> f32 {
        let common = self.top.min(other.top) - self.bottom.max(other.bottom);
        let lower = (self.top - self.bottom).min(other.top - other.bottom).max(1.0);
        common / lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of `x0 x1 words`, ten points apart; the words of each region.
    fn check(rows: &[&[(f32, f32, &str)]], expected: &[&str]) {
        let row = |(at, parts): (u16, &&[(f32, f32, &str)])| {
            let y = 700.0 - 10.0 * f32::from(at);
            let segment = |&(x0, x1, text): &(f32, f32, &str)| {
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                Segment {
                    text: text.to_owned(),
                    x0,
                    x1,
                    y,
                    size: 10.0,
                    bold: false,
                    letters,
                    digits: 0,
                }
            };
            Row { y, size: 10.0, segments: parts.iter().map(segment).collect(), opens: false }
        };
        let rows: Vec<Row> = (0..).zip(rows).map(row).collect();
        let parted = match gutters([rows.as_slice()].into_iter())[0] {
            Some(gutter) => regions(rows, gutter),
            None => vec![rows],
        };
        let found: Vec<String> = parted
            .iter()
            .map(|region| region.iter().map(Row::text).collect::<Vec<_>>().join("/"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn left_comes_before_right() {
        let line = |l: &'static str, r: &'static str| [(0.0, 240.0, l), (260.0, 500.0, r)];
        let (a, b) = ("one long line of some prose", "and another long line here");
        let rows = [line(a, b); 5];
        // A column that has only begun.
        let (left, right) = ([a; 9].join("/"), [b; 2].join("/"));
        let title = [(100.0, 400.0, "a title across both of the columns")];
        let mut begun: Vec<&[(f32, f32, &str)]> = vec![&title];
        begun.extend([rows[0].as_slice(); 2]);
        begun.extend([&rows[0][..1]; 7]);
        check(&begun, &["a title across both of the columns", &left, &right]);
        let mut all: Vec<&[(f32, f32, &str)]> = vec![&title];
        all.extend(rows.iter().map(<[_; 2]>::as_slice));
        let (left, right) = ([a; 5].join("/"), [b; 5].join("/"));
        check(&all, &["a title across both of the columns", &left, &right]);
    }

    #[test]
    fn tables_and_plain_pages_stay_whole() {
        let row = [
            (0.0, 200.0, "Machinery and equipment"),
            (300.0, 340.0, "12.5"),
            (400.0, 440.0, "13.5"),
        ];
        let whole = ["Machinery and equipment 12.5 13.5"; 9].join("/");
        check(&[row.as_slice(); 9], &[&whole]);
        let line = [(0.0, 500.0, "a line that is as long as the page is wide")];
        let whole = ["a line that is as long as the page is wide"; 9].join("/");
        check(&[line.as_slice(); 9], &[&whole]);
    }
}
