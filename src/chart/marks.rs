//! Lines and markers: how each qualifier and status is drawn.
//!
//! An exact value is a filled marker, whatever is less than exact a hollow one: an arrow says which way, caps say how far.

use super::data::{Dot, Line};
use super::plane::{Plane, Point, Rect, count};
use super::scene::{Dash, Ink, Layer, Scene, Shape};
use super::spec::Gaps;
use crate::model::Qualifier;
use std::collections::BTreeSet;

/// Series with more values than this have no markers.
pub(super) const MOST_MARKERS: usize = 30;

/// The marker's radius in pixels.
pub(super) const RADIUS: f64 = 4.5;

/// The radius of markers of parts of a year, and of hedged values of long series.
const SMALL: f64 = 3.2;

/// The radius of the dot at the end of a bar between rivals.
const RIVAL: f64 = 2.2;

/// The radius of what was said on an earlier day.
const VINTAGE: f64 = 2.2;

/// How far an arrow reaches from its point.
const ARROW: f64 = 22.0;

/// What occurs in a chart and has to be explained under it; in the order of explanation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mark {
    /// Arrow up.
    Lower,
    /// Arrow down.
    Upper,
    /// Hollow.
    About,
    /// Bar with caps.
    Between,
    /// Dashed line.
    Dashed,
    /// Diamond.
    Derived,
    /// Dotted line and hollow circle.
    Planned,
    /// Thin bar to dots.
    Rivals,
    /// Small marker.
    Part,
    /// Shaded.
    Band,
    /// A break without a band.
    Broken,
    /// Fine dashes.
    Joined,
    /// Four points a pixel column.
    Thinned,
    /// A bar in outline.
    HollowBar,
}

impl Mark {
    /// The key of the sentence that explains it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Lower => "note.lower",
            Self::Upper => "note.upper",
            Self::About => "note.about",
            Self::Between => "note.between",
            Self::Dashed => "note.dashed",
            Self::Derived => "note.derived",
            Self::Planned => "note.planned",
            Self::Rivals => "note.rivals",
            Self::Part => "note.part",
            Self::Band => "note.band",
            Self::Broken => "note.broken",
            Self::Joined => "note.joined",
            Self::Thinned => "note.thinned",
            Self::HollowBar => "note.hollow_bar",
        }
    }
}

/// The marks of a value itself.
pub(super) fn of_dot(dot: &Dot, part: bool) -> impl Iterator<Item = Mark> {
    let hedge = match dot.qualifier {
        Qualifier::Exactly => None,
        Qualifier::Over | Qualifier::AtLeast => Some(Mark::Lower),
        Qualifier::Under | Qualifier::AtMost => Some(Mark::Upper),
        Qualifier::About | Qualifier::Nearly => Some(Mark::About),
        Qualifier::Between => Some(Mark::Between),
    };
    let derived = dot.derived.then_some(Mark::Derived);
    let planned = dot.planned.then_some(Mark::Planned);
    let rivals = dot.rivals.as_ref().map(|_| Mark::Rivals);
    [hedge, derived, planned, rivals, part.then_some(Mark::Part)].into_iter().flatten()
}

/// How two neighbours are joined; `None` when something is missing between them.
pub(super) fn joint(a: &Dot, b: &Dot) -> Option<Dash> {
    if b.place - a.place > 1.5 {
        None
    } else if a.planned || b.planned {
        Some(Dash::Dotted)
    } else if a.qualifier.is_exact() && b.qualifier.is_exact() {
        Some(Dash::Solid)
    } else {
        Some(Dash::Dashed)
    }
}

/// Every mark of a series, drawn or not.
pub(super) fn of_line(line: &Line, gaps: Gaps) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for dot in &line.dots {
        marks.extend(of_dot(dot, false));
    }
    for dot in &line.parts {
        marks.extend(of_dot(dot, true));
    }
    let missing = if gaps == Gaps::Dash { Mark::Joined } else { Mark::Broken };
    let joints = line.dots.windows(2).map(|pair| joint(&pair[0], &pair[1]));
    marks.extend(joints.filter_map(|joint| match joint {
        Some(Dash::Dashed) => Some(Mark::Dashed),
        Some(_) => None,
        None => Some(missing),
    }));
    marks
}

/// Draws a series' lines, a polyline for every stretch that is joined in one way. `thinned` is told when points were left
/// out because more than four fell on one column of pixels.
pub(super) fn draw_line(
    scene: &mut Scene,
    plane: &Plane,
    dots: &[Dot],
    (layer, ink, width): (Layer, Ink, f64),
    gaps: Gaps,
) -> bool {
    let mut thinned = false;
    let mut start = 0;
    while start + 1 < dots.len() {
        let dash = joint(&dots[start], &dots[start + 1]);
        let mut end = start + 1;
        while end + 1 < dots.len() && joint(&dots[end], &dots[end + 1]) == dash {
            end += 1;
        }
        let points: Vec<Point> =
            dots[start..=end].iter().map(|dot| plane.at(dot.place, dot.value)).collect();
        match dash {
            Some(dash) => {
                let kept = columns(&points);
                thinned |= kept.len() < points.len();
                scene.put(layer, Shape::Line { points: kept, ink, width, dash });
            }
            None if gaps == Gaps::Dash => {
                let width = width * 0.5;
                for pair in points.windows(2) {
                    scene.put(
                        layer,
                        Shape::Line { points: pair.to_vec(), ink, width, dash: Dash::Fine },
                    );
                }
            }
            None => {}
        }
        start = end;
    }
    thinned
}

/// At most four points for each column of pixels: the first, the lowest, the highest and the last. What is left covers the
/// same pixels.
fn columns(points: &[Point]) -> Vec<Point> {
    let mut kept = Vec::with_capacity(points.len().min(4096));
    let mut start = 0;
    while start < points.len() {
        let column = points[start].0.floor();
        let length = points[start..].iter().take_while(|(x, _)| *x < column + 1.0).count().max(1);
        let end = start + length;
        if length <= 4 {
            kept.extend_from_slice(&points[start..end]);
        } else {
            let by_height = |a: &usize, b: &usize| points[*a].1.total_cmp(&points[*b].1);
            let low = (start..end).min_by(by_height).unwrap_or(start);
            let high = (start..end).max_by(by_height).unwrap_or(start);
            let mut four = [start, low, high, end - 1];
            four.sort_unstable();
            let mut last = None;
            for i in four {
                if last != Some(i) {
                    kept.push(points[i]);
                }
                last = Some(i);
            }
        }
        start = end;
    }
    kept
}

/// Draws the markers of a series: all of a short one, of a long one the last and, where there is room, the inexact.
pub(super) fn draw_markers(scene: &mut Scene, plane: &Plane, line: &Line, (ink, full): (Ink, f64)) {
    let few = line.dots.len() <= MOST_MARKERS;
    let apart = plane.x(1.0) - plane.x(0.0);
    for (i, dot) in line.dots.iter().enumerate() {
        let plain = of_dot(dot, false).next().is_none();
        let last = i + 1 == line.dots.len();
        let radius = if few || last { full } else { full.min(SMALL) };
        if few || last || (!plain && apart >= 5.0) {
            draw_marker(scene, plane, dot, line.number, radius, ink);
        }
    }
    for dot in &line.parts {
        draw_marker(scene, plane, dot, line.number, SMALL, ink);
    }
}

/// Draws what was known on an earlier day: a thin line, with dots where it said something else than the newest.
pub(super) fn draw_vintage(
    scene: &mut Scene,
    plane: &Plane,
    newest: &Line,
    dots: &[Dot],
    gaps: Gaps,
) {
    draw_line(scene, plane, dots, (Layer::Context, Ink::Faded, 1.2), gaps);
    if dots.len() > MOST_MARKERS {
        return;
    }
    for dot in dots.iter().filter(|dot| newest.tells_otherwise(dot)) {
        let centre = plane.at(dot.place, dot.value);
        let shape = Shape::Disc { centre, radius: VINTAGE, ink: Ink::Faded, hollow: false };
        scene.put(Layer::Context, shape);
    }
}

fn draw_marker(scene: &mut Scene, plane: &Plane, dot: &Dot, number: usize, radius: f64, ink: Ink) {
    let at = plane.at(dot.place, dot.value);
    let height = |value: f64| plane.at(dot.place, value).1;
    if let Some(rivals) = &dot.rivals {
        let ends = [rivals.range.0, rivals.range.1].map(height);
        bar(scene, at.0, ends.into(), 0.0, 1.2, ink);
        // A dot where another source has the value; an end within the marker needs none.
        for y in ends.into_iter().filter(|y| (y - at.1).abs() > radius + RIVAL) {
            scene.put(
                Layer::Marks,
                Shape::Disc { centre: (at.0, y), radius: RIVAL, ink, hollow: false },
            );
        }
    }
    match dot.qualifier {
        Qualifier::Over | Qualifier::AtLeast => arrow(scene, at, radius, -1.0, ink),
        Qualifier::Under | Qualifier::AtMost => arrow(scene, at, radius, 1.0, ink),
        Qualifier::Between => {
            bar(scene, at.0, (height(dot.said.0), height(dot.said.1)), 5.0, 2.0, ink);
        }
        Qualifier::Exactly | Qualifier::About | Qualifier::Nearly => {}
    }
    let hollow = dot.planned || dot.derived || !dot.qualifier.is_exact();
    let shape = if dot.derived {
        diamond(at, radius + 1.0, ink, hollow)
    } else if dot.planned {
        Shape::Disc { centre: at, radius, ink, hollow }
    } else {
        marker(at, number, radius, ink, hollow)
    };
    scene.put(Layer::Marks, shape);
}

/// The marker of a series: circle, square, triangle, triangle on its head.
pub(super) fn marker((x, y): Point, number: usize, radius: f64, ink: Ink, hollow: bool) -> Shape {
    let side = radius * 0.9;
    let tall = radius * 1.15;
    let points = match number % 4 {
        0 => return Shape::Disc { centre: (x, y), radius, ink, hollow },
        1 => vec![
            (x - side, y - side),
            (x + side, y - side),
            (x + side, y + side),
            (x - side, y + side),
        ],
        2 => vec![(x, y - tall), (x + tall, y + tall * 0.8), (x - tall, y + tall * 0.8)],
        _ => vec![(x, y + tall), (x + tall, y - tall * 0.8), (x - tall, y - tall * 0.8)],
    };
    Shape::Polygon { points, ink, hollow }
}

fn diamond((x, y): Point, radius: f64, ink: Ink, hollow: bool) -> Shape {
    let points = vec![(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
    Shape::Polygon { points, ink, hollow }
}

/// An arrow from a marker's edge, up (−1) or down (1).
fn arrow(scene: &mut Scene, (x, y): Point, radius: f64, way: f64, ink: Ink) {
    let tip = y + way * ARROW;
    let neck = tip - way * 7.0;
    let points = vec![(x, y + way * radius), (x, neck)];
    scene.put(Layer::Marks, Shape::Line { points, ink, width: 2.0, dash: Dash::Solid });
    let points = vec![(x, tip), (x + 4.0, neck), (x - 4.0, neck)];
    scene.put(Layer::Marks, Shape::Polygon { points, ink, hollow: false });
}

/// An upright bar between two heights, with caps of the given half-width.
fn bar(scene: &mut Scene, x: f64, (a, b): (f64, f64), cap: f64, width: f64, ink: Ink) {
    let mut lines = vec![vec![(x, a), (x, b)]];
    if cap > 0.0 {
        lines.extend([a, b].map(|y| vec![(x - cap, y), (x + cap, y)]));
    }
    for points in lines {
        scene.put(Layer::Marks, Shape::Line { points, ink, width, dash: Dash::Solid });
    }
}

/// Bars of growth round zero, those of one period side by side.
pub(super) fn draw_bars(scene: &mut Scene, plane: &Plane, lines: &[Line]) -> Vec<Vec<Rect>> {
    let slot = plane.x(1.0) - plane.x(0.0);
    let many = count(lines.len());
    let wide = (slot * 0.7 / many).clamp(0.4, 46.0);
    let mut all = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let shift = (count(i) - (many - 1.0) / 2.0) * wide;
        let mut rects = Vec::new();
        for dot in line.dots.iter().chain(&line.parts) {
            let ((x, y), (_, zero)) = (plane.at(dot.place, dot.value), plane.at(dot.place, 0.0));
            let left = x + shift - wide / 2.0;
            let gap = if wide > 4.0 { 0.5 } else { 0.0 };
            let rect = Rect {
                left: left + gap,
                top: y.min(zero),
                right: left + wide - gap,
                bottom: y.max(zero).max(y.min(zero) + 0.5),
            };
            let ink = Ink::Line(line.number);
            if dot.planned || dot.derived || !dot.qualifier.is_exact() {
                let corners = vec![
                    (rect.left + 1.0, rect.top + 1.0),
                    (rect.right - 1.0, rect.top + 1.0),
                    (rect.right - 1.0, rect.bottom),
                    (rect.left + 1.0, rect.bottom),
                ];
                scene.put(Layer::Lines, Shape::Polygon { points: corners, ink, hollow: true });
            } else {
                scene.put(Layer::Lines, Shape::Filled { rect, ink });
            }
            rects.push(rect);
        }
        all.push(rects);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_pixels_has_at_most_four_points() {
        let points: Vec<Point> =
            (0..10_000).map(|i| (count(i) * 0.07, (count(i) * 0.37).sin() * 100.0)).collect();
        let kept = columns(&points);
        for column in 0..700 {
            let within =
                kept.iter().filter(|(x, _)| (0.0..1.0).contains(&(x - f64::from(column)))).count();
            assert!(within <= 4, "{within} in {column}");
        }
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
        let top = |points: &[Point]| points.iter().map(|p| p.1).fold(f64::MIN, f64::max);
        assert!((top(&points) - top(&kept)).abs() < 1e-12);
    }
}
