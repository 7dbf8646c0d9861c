//! Lines, markers and bars in letters, after the same rules as in pictures: what is exact is filled, what is not is hollow,
//! nothing is joined across a missing period.

use super::super::data::{Dot, Line};
use super::super::marks::{self, Mark};
use super::super::plane::{Plane, Point, count};
use super::super::scene::{Dash, Ink};
use super::super::spec::Gaps;
use super::canvas::{Canvas, DOTS, Pattern, cell_of};
use crate::model::Qualifier;

/// Earlier vintages and lines across gaps.
const SPARSE: Pattern = (1, 4);

/// Draws the line of a series.
pub(super) fn draw_line(canvas: &mut Canvas, plane: &Plane, dots: &[Dot], ink: Ink, gaps: Gaps) {
    let mut drawn = 0;
    for pair in dots.windows(2) {
        let pattern = match marks::joint(&pair[0], &pair[1]) {
            Some(Dash::Solid) => (1, 0),
            Some(Dash::Dashed) => (3, 3),
            Some(Dash::Dotted) => (1, 2),
            Some(Dash::Fine) => SPARSE,
            None if gaps == Gaps::Dash => SPARSE,
            None => continue,
        };
        canvas.line(ends(plane, pair), (ink, pattern), &mut drawn);
    }
}

/// Draws what was known on an earlier day.
pub(super) fn draw_vintage(canvas: &mut Canvas, plane: &Plane, newest: &Line, dots: &[Dot]) {
    let mut drawn = 0;
    for pair in dots.windows(2).filter(|pair| marks::joint(&pair[0], &pair[1]).is_some()) {
        canvas.line(ends(plane, pair), (Ink::Faded, SPARSE), &mut drawn);
    }
    if dots.len() <= marks::MOST_MARKERS {
        for dot in dots.iter().filter(|dot| newest.tells_otherwise(dot)) {
            canvas.put(cell_of(plane.at(dot.place, dot.value)), '·', Ink::Faded);
        }
    }
}

fn ends(plane: &Plane, pair: &[Dot]) -> (Point, Point) {
    let at = |dot: &Dot| plane.at(dot.place, dot.value);
    (at(&pair[0]), at(&pair[1]))
}

/// Draws the markers of a series: all where they stand apart, else the last and those that are less than exact.
pub(super) fn draw_markers(canvas: &mut Canvas, plane: &Plane, line: &Line) {
    let apart = (plane.x(1.0) - plane.x(0.0)) / DOTS.0;
    for (i, dot) in line.dots.iter().enumerate() {
        let plain = marks::of_dot(dot, false).next().is_none();
        if apart >= 3.0 || !plain || i + 1 == line.dots.len() {
            draw_marker(canvas, plane, dot, line.number, false);
        }
    }
    for dot in &line.parts {
        draw_marker(canvas, plane, dot, line.number, true);
    }
}

fn draw_marker(canvas: &mut Canvas, plane: &Plane, dot: &Dot, number: usize, part: bool) {
    let ink = Ink::Line(number);
    let row_of = |value: f64| cell_of(plane.at(dot.place, value)).1;
    let (column, row) = cell_of(plane.at(dot.place, dot.value));
    if let Some(rivals) = &dot.rivals {
        bar(canvas, column, (row_of(rivals.range.1), row_of(rivals.range.0)), ['•', '│', '•'], ink);
    }
    for mark in marks::of_dot(dot, part) {
        match mark {
            Mark::Lower if row > 0 => canvas.put((column, row - 1), '↑', ink),
            Mark::Upper => canvas.put((column, row + 1), '↓', ink),
            Mark::Between => {
                let rows = (row_of(dot.said.1), row_of(dot.said.0));
                bar(canvas, column, rows, ['┯', '┃', '┷'], ink);
            }
            _ => {}
        }
    }
    canvas.put((column, row), glyph(dot, number, part), ink);
}

/// An upright bar from the upper row to the lower: its letters are head, shaft and foot.
fn bar(
    canvas: &mut Canvas,
    column: usize,
    (top, bottom): (usize, usize),
    [head, shaft, foot]: [char; 3],
    ink: Ink,
) {
    for row in top..=bottom {
        let letter = match row {
            row if row == top => head,
            row if row == bottom => foot,
            _ => shaft,
        };
        canvas.put((column, row), letter, ink);
    }
}

/// The marker of a value: the series' own shape, filled where the value is exact.
pub(super) fn glyph(dot: &Dot, number: usize, part: bool) -> char {
    let inexact = !dot.qualifier.is_exact() || dot.qualifier == Qualifier::Between;
    match (dot.derived, part, dot.planned || inexact) {
        (true, ..) => '◇',
        (_, true, true) => '◦',
        (_, true, false) => '•',
        (_, _, true) if dot.planned => '○',
        (_, _, hollow) => shape(number, hollow),
    }
}

/// The shape of a series.
pub(super) fn shape(number: usize, hollow: bool) -> char {
    match (number % 4, hollow) {
        (0, false) => '●',
        (0, true) => '○',
        (1, false) => '■',
        (1, true) => '□',
        (2, false) => '▲',
        (2, true) => '△',
        (_, false) => '▼',
        (_, true) => '▽',
    }
}

/// Draws bars of growth round zero, those of one period side by side, and says where each ends: the cell past its tip.
pub(super) fn draw_bars(canvas: &mut Canvas, plane: &Plane, lines: &[&Line]) -> Vec<Vec<Tip>> {
    let slot = (plane.x(1.0) - plane.x(0.0)) / DOTS.0;
    let many = count(lines.len());
    let wide = (slot * 0.7 / many).floor().clamp(1.0, 5.0);
    let mut tips = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let mut own = Vec::new();
        for dot in line.dots.iter().chain(&line.parts) {
            let (middle, y) = plane.at(dot.place, dot.value);
            let zero = plane.at(dot.place, 0.0).1;
            let left = middle / DOTS.0 + (count(nth) - many / 2.0) * wide;
            let inexact = dot.planned || dot.derived || !dot.qualifier.is_exact();
            let ink = Ink::Line(line.number);
            let first = cell_of((left.round() * DOTS.0, 0.0)).0;
            let last = cell_of(((left.round() + wide - 1.0) * DOTS.0, 0.0)).0;
            let rows = blocks(y, zero, inexact);
            for column in first..=last {
                for (row, letter) in &rows {
                    canvas.put((column, *row), *letter, ink);
                }
            }
            let end = if dot.value < 0.0 { rows.last() } else { rows.first() };
            let row = end.map_or_else(|| cell_of((0.0, zero)).1, |(row, _)| *row);
            own.push(Tip { cell: (usize::midpoint(first, last), row), hangs: dot.value < 0.0 });
        }
        tips.push(own);
    }
    tips
}

/// Where a bar ends.
pub(super) struct Tip {
    /// The cell of its end.
    pub(super) cell: (usize, usize),
    /// Whether it hangs from zero.
    pub(super) hangs: bool,
}

/// The cells of a bar from the top, in steps of half a cell. The row of zero is its line's; a bar stands on it or hangs
/// from it, at least half a cell long unless there is nothing to show.
fn blocks(y: f64, zero: f64, inexact: bool) -> Vec<(usize, char)> {
    const HALF: f64 = DOTS.1 / 2.0;
    if (y - zero).abs() < 1e-9 {
        return Vec::new();
    }
    let end = (y / HALF).round() * HALF;
    let line = (zero / DOTS.1).floor() * DOTS.1;
    let (top, bottom) = if y < zero {
        (end.min(line - HALF), line)
    } else {
        (line + DOTS.1, end.max(line + DOTS.1 + HALF))
    };
    let mut out = Vec::new();
    let mut at = (top / DOTS.1).floor() * DOTS.1;
    while at < bottom {
        let letter = match (at >= top, at + DOTS.1 <= bottom) {
            _ if inexact => '▒',
            (false, _) => '▄',
            (true, false) => '▀',
            (true, true) => '█',
        };
        out.push((cell_of((0.0, at)).1, letter));
        at += DOTS.1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_go_by_halves_of_a_cell_and_are_never_lost() {
        let check = |y: f64, zero: f64, expected: &[(usize, char)]| {
            assert_eq!(blocks(y, zero, false), expected, "{y} to {zero}");
        };
        check(0.0, 10.0, &[(0, '█'), (1, '█')]);
        check(2.0, 10.0, &[(0, '▄'), (1, '█')]);
        check(9.5, 10.0, &[(1, '▄')]);
        check(10.5, 10.0, &[(3, '▀')]);
        check(18.0, 10.0, &[(3, '█'), (4, '▀')]);
        check(10.0, 10.0, &[]);
    }
}
