//! Value labels in letters: each beside its marker where nothing else stands, the most telling first, or nowhere.

use super::super::data::Line;
use super::super::picture;
use super::super::plane::Plane;
use super::super::scene::Ink;
use super::canvas::{Canvas, cell_of};
use super::plot::Tip;
use crate::model::Qualifier;
use unicode_width::UnicodeWidthStr;

/// A sheet of so many columns has room for as many labels as a wide picture.
const WIDE: usize = 70;

/// A label that wants a place.
struct Wanted<'a> {
    text: &'a str,
    cell: (usize, usize),
    /// Rows above and below that belong to the marker.
    reach: (usize, usize),
    rank: usize,
    ink: Ink,
    bold: bool,
    below: bool,
}

/// Labels the values of lines.
pub(super) fn label_points(canvas: &mut Canvas, plane: &Plane, lines: &[&Line]) {
    let wide = canvas.columns() >= WIDE;
    let mut wanted = Vec::new();
    for line in lines {
        let ink = ink(line, lines.len());
        let ends = picture::ends_and_extremes(line);
        let all = picture::labels_all(line, lines.iter().copied(), wide);
        for (i, dot) in line.dots.iter().enumerate() {
            let rank = ends.iter().position(|end| *end == i);
            if rank.is_none() && !all {
                continue;
            }
            let cell = cell_of(plane.at(dot.place, dot.value));
            let row = |value: f64| cell_of(plane.at(dot.place, value)).1;
            let mut up = cell.1.saturating_sub(row(dot.said.1));
            let mut down = row(dot.said.0).saturating_sub(cell.1);
            match dot.qualifier {
                Qualifier::Over | Qualifier::AtLeast => up += 1,
                Qualifier::Under | Qualifier::AtMost => down += 1,
                _ => {}
            }
            wanted.push(Wanted {
                text: &dot.label,
                cell,
                reach: (up, down),
                rank: rank.unwrap_or(ends.len()),
                ink,
                bold: true,
                below: picture::is_valley(line, i),
            });
        }
        wanted.extend(line.parts.iter().map(|dot| Wanted {
            text: &dot.label,
            cell: cell_of(plane.at(dot.place, dot.value)),
            reach: (0, 0),
            rank: 2,
            ink,
            bold: false,
            below: false,
        }));
    }
    place(canvas, wanted);
}

/// Labels the ends of bars.
pub(super) fn label_bars(canvas: &mut Canvas, lines: &[&Line], tips: &[Vec<Tip>]) {
    let wide = canvas.columns() >= WIDE;
    let mut wanted = Vec::new();
    for (line, tips) in lines.iter().zip(tips) {
        let ends = picture::ends_and_extremes(line);
        let all = picture::labels_all(line, lines.iter().copied(), wide);
        for (i, (dot, tip)) in line.dots.iter().chain(&line.parts).zip(tips).enumerate() {
            let rank = ends.iter().position(|end| *end == i);
            if rank.is_none() && !all {
                continue;
            }
            wanted.push(Wanted {
                text: &dot.label,
                cell: tip.cell,
                reach: (0, 0),
                rank: rank.unwrap_or(ends.len()),
                ink: ink(line, lines.len()),
                bold: true,
                below: tip.hangs,
            });
        }
    }
    place(canvas, wanted);
}

fn ink(line: &Line, lines: usize) -> Ink {
    if lines > 1 { Ink::Name(line.number) } else { Ink::Text }
}

fn place(canvas: &mut Canvas, mut wanted: Vec<Wanted>) {
    wanted.retain(|label| !label.text.is_empty());
    wanted.sort_by_key(|label| (label.rank, label.cell.0));
    let points: Vec<_> = wanted.iter().map(|label| label.cell).collect();
    for label in wanted {
        let (text, wide) = (label.text, label.text.width());
        let free = |at: &(usize, usize), clear: bool| {
            canvas.has_room(*at, text, clear) && !is_mistakable(*at, wide, label.cell, &points)
        };
        // Near and clear of lines, or near and touching one, or a row further off.
        let found = near(&label, wide)
            .find(|at| free(at, true))
            .or_else(|| near(&label, wide).find(|at| free(at, false)))
            .or_else(|| further(&label, wide).find(|at| free(at, true)));
        if let Some(at) = found {
            canvas.write(at, text, label.ink, label.bold);
        }
    }
}

/// Whether another marker is nearer to the text than its own.
fn is_mistakable(
    at: (usize, usize),
    wide: usize,
    own: (usize, usize),
    points: &[(usize, usize)],
) -> bool {
    let far = |point: &(usize, usize)| {
        let aside = at.0.saturating_sub(point.0).max(point.0.saturating_sub(at.0 + wide - 1));
        // A row is about as high as two columns are wide.
        aside + 2 * at.1.abs_diff(point.1)
    };
    points.iter().any(|point| *point != own && far(point) < far(&own))
}

/// The places next to a marker, the best first: over it, under it, beside it.
fn near(label: &Wanted, wide: usize) -> impl Iterator<Item = (usize, usize)> {
    let (column, row) = label.cell;
    let over = row.checked_sub(1 + label.reach.0);
    let under = Some(row + 1 + label.reach.1);
    let [first, second] = if label.below { [under, over] } else { [over, under] };
    let beside = [(Some(column + 2), Some(row)), (column.checked_sub(wide + 1), Some(row))];
    let rows = [first, second].into_iter().flat_map(move |row| across(column, wide, row));
    rows.chain(beside).filter_map(both)
}

/// The places a row further off.
fn further(label: &Wanted, wide: usize) -> impl Iterator<Item = (usize, usize)> {
    let (column, row) = label.cell;
    let rows = [row.checked_sub(2 + label.reach.0), Some(row + 2 + label.reach.1)];
    rows.into_iter().flat_map(move |row| across(column, wide, row)).filter_map(both)
}

/// Centred on a column, ending there, beginning there.
fn across(column: usize, wide: usize, row: Option<usize>) -> [(Option<usize>, Option<usize>); 3] {
    let starts = [column.checked_sub(wide / 2), (column + 1).checked_sub(wide), Some(column)];
    starts.map(|start| (start, row))
}

fn both((column, row): (Option<usize>, Option<usize>)) -> Option<(usize, usize)> {
    Some((column?, row?))
}
