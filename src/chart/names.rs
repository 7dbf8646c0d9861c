//! The names of several series: at the line's end in a wide chart, as coloured words under the subtitle in a narrow one.

use super::data::Line;
use super::font::{self, Weight};
use super::frame::{MARGIN, Measures};
use super::marks;
use super::plane::{Plane, Point, Rect, count};
use super::scene::{Anchor, Dash, Ink, Layer, Scene, Shape, Words as Text};

const SIZE: f64 = 13.0;
const ROW: f64 = 17.0;

/// A name is wrapped at this width.
const WIDEST: f64 = 130.0;

/// Between a line's end and its name.
const SPACE: f64 = 12.0;

/// The names, wrapped.
pub(super) fn wrapped(lines: &[Line]) -> Vec<Vec<String>> {
    lines.iter().map(|line| font::wrap(&line.name, SIZE, Weight::Bold, WIDEST)).collect()
}

/// How much the names take at the right side.
pub(super) fn room(blocks: &[Vec<String>]) -> f64 {
    let widths = blocks.iter().flatten().map(|row| font::width(row, SIZE, Weight::Bold));
    widths.fold(0.0, f64::max) + SPACE
}

/// How high the names are, one under the other.
pub(super) fn height(blocks: &[Vec<String>]) -> f64 {
    blocks.iter().map(|rows| count(rows.len()) * ROW + 4.0).sum()
}

/// Names at the line's ends, spread apart, each with a thin leader where it had to move.
pub(super) fn draw_ends(
    scene: &mut Scene,
    plane: &Plane,
    lines: &[Line],
    blocks: &[Vec<String>],
    bars: bool,
) {
    let frame = plane.frame;
    let mut ends: Vec<End> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let last = line.dots.last().or(line.parts.last());
        if let Some(dot) = last {
            ends.push((i, plane.at(dot.place, dot.value)));
        }
    }
    ends.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
    // A line that ends long before the frame has its name beside its last point, if that is free for all such lines once
    // the leaders of the others are drawn; otherwise all names stand at the side.
    let long_before =
        |at: Point| frame.right - at.0 > ((plane.x(1.0) - plane.x(0.0)) * 2.2).max(60.0);
    let (early, late): (Vec<End>, Vec<End>) = ends.iter().partition(|(_, at)| long_before(*at));
    if !bars && !early.is_empty() {
        let mut tried = scene.clone();
        draw_aside(&mut tried, plane, lines, blocks, &late, bars);
        if early.iter().all(|(i, at)| draw_beside(&mut tried, plane, &lines[*i], *at)) {
            *scene = tried;
            return;
        }
    }
    draw_aside(scene, plane, lines, blocks, &ends, bars);
}

/// A line by its number, and its last point.
type End = (usize, Point);

/// Names at the right side, in order of their heights.
fn draw_aside(
    scene: &mut Scene,
    plane: &Plane,
    lines: &[Line],
    blocks: &[Vec<String>],
    ends: &[End],
    bars: bool,
) {
    let frame = plane.frame;
    let wanted: Vec<(f64, f64)> =
        ends.iter().map(|(i, at)| (at.1, count(blocks[*i].len()) * ROW + 2.0)).collect();
    let placed = spread(&wanted, frame.top - 8.0, frame.bottom + 6.0);
    let x = frame.right + SPACE;
    for ((i, at), centre) in ends.iter().zip(placed) {
        let line = &lines[*i];
        let far = frame.right - at.0 > (plane.x(1.0) - plane.x(0.0)).max(30.0) * 1.2;
        if !bars && ((centre - at.1).abs() > 3.0 || far) {
            let points = vec![(at.0 + 7.0, at.1), (x - 3.0, centre)];
            scene.put(
                Layer::Context,
                Shape::Line { points, ink: Ink::Line(line.number), width: 0.8, dash: Dash::Solid },
            );
        }
        let rows = &blocks[*i];
        let first = centre - (count(rows.len()) - 1.0) * ROW / 2.0 + SIZE * 0.35;
        for (row, text) in rows.iter().enumerate() {
            let at = (x, first + count(row) * ROW);
            let words = Text {
                text: text.clone(),
                at,
                anchor: Anchor::Start,
                size: SIZE,
                weight: Weight::Bold,
                ink: Ink::Name(line.number),
            };
            scene.write(Layer::Labels, words);
        }
        if bars {
            // Growth has no line to follow: a swatch of its colour leads to the name.
            let rect =
                Rect { left: x - 9.0, top: centre - 4.0, right: x - 3.0, bottom: centre + 4.0 };
            scene.put(Layer::Marks, Shape::Filled { rect, ink: Ink::Line(line.number) });
        }
    }
}

/// Writes a name to the right of its line's last point; `false` where it would touch something.
fn draw_beside(scene: &mut Scene, plane: &Plane, line: &Line, (x, y): (f64, f64)) -> bool {
    let words = Text {
        text: line.name.clone(),
        at: (x + SPACE, y + SIZE * 0.35),
        anchor: Anchor::Start,
        size: SIZE,
        weight: Weight::Bold,
        ink: Ink::Name(line.number),
    };
    let bounds = words.bounds();
    let free = plane.frame.holds(&bounds) && scene.is_free(&bounds);
    if free {
        scene.write(Layer::Labels, words);
    }
    free
}

/// Moves blocks (centre, height), in order of their centres, as little as it takes for none to overlap: blocks that touch
/// merge round the mean of what they wanted, then all are kept between the bounds.
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    struct Run {
        members: usize,
        sum: f64,
        height: f64,
    }
    impl Run {
        fn centre(&self, top: f64, bottom: f64) -> f64 {
            let free = self.sum / count(self.members);
            free.min(bottom - self.height / 2.0).max(top + self.height / 2.0)
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    for (centre, height) in wanted {
        runs.push(Run { members: 1, sum: *centre, height: *height });
        while let [.., above, below] = &runs[..] {
            let gap = below.centre(top, bottom)
                - below.height / 2.0
                - (above.centre(top, bottom) + above.height / 2.0);
            if gap >= 0.0 {
                break;
            }
            let merged = Run {
                members: above.members + below.members,
                sum: above.sum + below.sum,
                height: above.height + below.height,
            };
            runs.truncate(runs.len() - 2);
            runs.push(merged);
        }
    }
    let mut out = Vec::with_capacity(wanted.len());
    for run in &runs {
        let mut edge = run.centre(top, bottom) - run.height / 2.0;
        for (_, height) in &wanted[out.len()..out.len() + run.members] {
            out.push(edge + height / 2.0);
            edge += height;
        }
    }
    out
}

/// Coloured names with their markers, in rows from `top`; returns where they end.
pub(super) fn draw_row(scene: &mut Scene, lines: &[Line], top: f64, measures: &Measures) -> f64 {
    let limit = measures.width - 2.0 * MARGIN;
    let (mut x, mut y) = (MARGIN, top + SIZE);
    for line in lines {
        for (nth, text) in
            font::wrap(&line.name, SIZE, Weight::Bold, limit - 16.0).into_iter().enumerate()
        {
            let wide = font::width(&text, SIZE, Weight::Bold) + 16.0;
            if x > MARGIN && (nth > 0 || x + wide > MARGIN + limit) {
                (x, y) = (MARGIN, y + ROW);
            }
            if nth == 0 {
                scene.put(
                    Layer::Frame,
                    marks::marker(
                        (x + 5.0, y - 4.5),
                        line.number,
                        marks::RADIUS,
                        Ink::Line(line.number),
                        false,
                    ),
                );
            }
            let at = (x + 14.0, y);
            scene.write(
                Layer::Frame,
                Text {
                    text,
                    at,
                    anchor: Anchor::Start,
                    size: SIZE,
                    weight: Weight::Bold,
                    ink: Ink::Name(line.number),
                },
            );
            x += wide + 12.0;
        }
    }
    y + 8.0
}

/// The days of earlier vintages, where there is room beside the last points at which they said something else, or else beside
/// their last points.
pub(super) fn label_vintages(
    scene: &mut Scene,
    plane: &Plane,
    line: &Line,
    within: Rect,
    grid: &[f64],
) {
    for (day, dots) in &line.vintages {
        let otherwise = dots.iter().rev().find(|dot| line.tells_otherwise(dot));
        let Some(dot) = otherwise.or(dots.last()) else { continue };
        let (x, y) = plane.at(dot.place, dot.value);
        let places = [
            (8.0, 4.0, Anchor::Start),
            (8.0, 14.0, Anchor::Start),
            (0.0, 18.0, Anchor::Middle),
            (-8.0, 14.0, Anchor::End),
            (0.0, -8.0, Anchor::Middle),
            (-8.0, 28.0, Anchor::End),
            (6.0, 22.0, Anchor::Start),
            (6.0, 36.0, Anchor::Start),
            (0.0, 36.0, Anchor::Middle),
        ];
        let words = places.map(|(dx, dy, anchor)| Text {
            text: day.clone(),
            at: (x + dx, y + dy),
            anchor,
            size: 11.0,
            weight: Weight::Regular,
            ink: Ink::Grey,
        });
        let is_free = |words: &&Text| {
            let bounds = words.bounds();
            within.holds(&bounds) && scene.is_free(&bounds)
        };
        let crossed = |words: &&Text| {
            let bounds = words.bounds();
            grid.iter().any(|y| bounds.top < *y && *y < bounds.bottom)
        };
        let best = words.iter().filter(is_free).min_by_key(crossed).cloned();
        if let Some(words) = best {
            scene.write(Layer::Labels, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converging_names_are_spread_round_their_mean() {
        let placed = spread(&[(100.0, 16.0), (101.0, 16.0), (102.0, 16.0)], 0.0, 300.0);
        assert_eq!(placed, [85.0, 101.0, 117.0]);
    }

    #[test]
    fn names_keep_inside_the_bounds_and_apart() {
        let placed = spread(&[(1.0, 20.0), (2.0, 20.0), (298.0, 20.0), (299.0, 20.0)], 0.0, 300.0);
        assert_eq!(placed, [10.0, 30.0, 270.0, 290.0]);
    }

    #[test]
    fn names_with_room_stay_where_they_are() {
        assert_eq!(spread(&[(50.0, 16.0), (90.0, 16.0)], 0.0, 300.0), [50.0, 90.0]);
    }
}
