//! The layout: where everything stands. One picture in, one scene out; SVG and PNG both come from it.
//!
//! Text decides the margins: the head takes what the title needs, the foot what the notes need, names of lines the right
//! side, and the axes get the rest, at least [`Measures::least`] pixels.

use super::ChartError;
use super::alt;
use super::axis::{self, TimeLabels};
use super::data::{Data, Line};
use super::events;
use super::font::{self, Weight};
use super::frame::{self, Frame, MARGIN, Measures, Medium};
use super::labels::{self, Wanted};
use super::marks::{self, Mark};
use super::multiples;
use super::names;
use super::plane::{Plane, Point, Rect, count, time};
use super::scene::{Ink, Layer, Scene, Spot};
use super::spec::{AxisScale, ChartSpec, Layout, MOST_IN_ONE, View};
use super::svg::Said;
use super::words::Words;

/// Series with more values than this have labels only where they begin, end, and are lowest and highest.
const MOST_LABELS: usize = 15;

/// So have all series of a chart with more values than this: forty numbers are a table, not a picture.
const MOST_IN_WIDE: usize = 30;

/// The same for narrow charts.
const MOST_IN_NARROW: usize = 14;

/// Of so many points a label can be taken for another's; among more there is no telling anyway.
const MOST_POINTS: usize = 200;

/// The em of value labels.
const LABEL: f64 = 13.0;

/// A scene, and what is said of it to those who do not see it.
pub(super) struct Picture {
    /// The shapes.
    pub(super) scene: Scene,
    /// Title and description.
    pub(super) said: Said,
}

/// Lays a chart out.
pub(super) fn picture(spec: &ChartSpec) -> Result<Picture, ChartError> {
    let words = Words::of(spec.language)?;
    let mut data = Data::of(spec, words)?;
    for line in &mut data.lines {
        line.name = font::clean(&line.name)?;
    }
    let mut frame = Frame::of(spec, &data, words)?;
    let said = alt::said(spec, &data, &frame, words);
    let scene = if data.lines.len() > MOST_IN_ONE {
        multiples::lay_out(spec, &data, &mut frame, words)?
    } else {
        lay_out(spec, &data, &mut frame, words)?
    };
    Ok(Picture { scene, said })
}

/// One to four series on one pair of axes.
fn lay_out(
    spec: &ChartSpec,
    data: &Data,
    frame: &mut Frame,
    words: &Words,
) -> Result<Scene, ChartError> {
    let measures = Measures::of(spec.layout);
    // Heights are not known yet; what is written above the axes does not need them.
    let mut scene = Scene::new(measures.width, f64::MAX);
    let mut head = frame.draw_head(&mut scene, &measures);
    let several = data.lines.len() > 1;
    if several && spec.layout == Layout::Narrow {
        head = names::draw_row(&mut scene, &data.lines, head, &measures);
    }
    let ticks = axis::value_labels(data, words);
    let widest =
        ticks.iter().map(|text| font::width(text, axis::SIZE, Weight::Regular)).fold(0.0, f64::max);
    let left = MARGIN + widest + 8.0;
    let ends = (several && spec.layout == Layout::Wide).then(|| names::wrapped(&data.lines));
    let right = measures.width - ends.as_ref().map_or(24.0, |blocks| names::room(blocks) + MARGIN);
    let slots = data.timeline.slots.len();
    let apart = (right - left) / count(slots);
    let times = TimeLabels::of(&data.timeline, apart, words, axis::SIZE);

    let x_of = |day| data.timeline.place(day).map(|place| left + (time(place) + 0.5) * apart);
    let (rows, untold) = events::rows(spec, words, x_of, measures.width)?;
    let gaps = axis::gaps(&data.timeline, &data.lines);
    let bars = spec.view == View::YearOnYear;
    let mut seen = frame::seen(spec, data, !gaps.is_empty());
    if slots > 1500 {
        // The frame is never wider than 800 pixels.
        seen.extend(
            data.lines.iter().any(|line| line.dots.len() > 4 * 800).then_some(Mark::Thinned),
        );
    }
    frame.notes = frame::notes(spec, data, &seen, &untold, words, Medium::Picture)?;
    let foot = frame.foot_lines(&measures);

    let top = head + events::height(&rows) + 24.0;
    let below = times.height(axis::SIZE) + Frame::foot_height(&foot, &measures);
    let least = measures.least.max(ends.as_ref().map_or(0.0, |blocks| names::height(blocks)));
    scene.height = (top + least + below).max(measures.height).ceil();
    let bounds = Rect { left, top, right, bottom: scene.height - below };

    let plane = Plane::new(bounds, slots, &data.ticks, spec.scale == AxisScale::Log);
    axis::draw_bands(&mut scene, &plane, &gaps);
    axis::draw_values(&mut scene, &plane, data, Some(&ticks), strong_line(spec, data), axis::SIZE);
    axis::draw_time(&mut scene, &plane, &data.timeline, &times, axis::SIZE);
    Frame::draw_foot(&foot, &mut scene, &measures);
    events::draw(&mut scene, &rows, head, bounds.bottom);

    let all: usize = data.lines.iter().map(|line| line.dots.len()).sum();
    let label_all = |line: &Line| labels_all(line, &data.lines, spec.layout == Layout::Wide);
    let mut wanted = Vec::new();
    if bars {
        let drawn = marks::draw_bars(&mut scene, &plane, &data.lines);
        for (line, rects) in data.lines.iter().zip(drawn) {
            wanted.extend(bar_labels(line, &rects, several, label_all(line)));
        }
    } else {
        for line in &data.lines {
            for (_, dots) in &line.vintages {
                marks::draw_vintage(&mut scene, &plane, line, dots, spec.gaps);
            }
        }
        for line in &data.lines {
            let style = (Layer::Lines, Ink::Line(line.number), stroke(line));
            marks::draw_line(&mut scene, &plane, &line.dots, style, spec.gaps);
        }
        for line in &data.lines {
            marks::draw_markers(&mut scene, &plane, line, (Ink::Line(line.number), marks::RADIUS));
            wanted.extend(value_labels(line, &plane, several, label_all(line)));
        }
    }
    if let Some(blocks) = &ends {
        names::draw_ends(&mut scene, &plane, &data.lines, blocks, bars);
    }
    let grid: Vec<f64> = data.ticks.iter().map(|tick| plane.at(0.0, tick.at).1).collect();
    let within = Rect {
        // The label of a first value may lean out over the axis where no number of the axis stands.
        left: bounds.left - 18.0,
        top: bounds.top - 23.0,
        right: right + 18.0,
        // A bar may hang almost to the lowest grid line, and its label stands under it.
        bottom: bounds.bottom - if bars { 0.0 } else { 2.0 },
    };
    let points = data.lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
    let points: Vec<Point> = if all <= MOST_POINTS && !bars {
        points.map(|dot| plane.at(dot.place, dot.value)).collect()
    } else {
        wanted.iter().map(|label| label.at).collect()
    };
    labels::place(&mut scene, wanted, within, &grid, &points);
    let unit = frame::unit(spec, data, words);
    for line in &data.lines {
        spots(&mut scene, &plane, line, several, (&unit, words));
    }
    for line in &data.lines {
        names::label_vintages(&mut scene, &plane, line, within, &grid);
    }
    let no_data = font::clean(&words.say("text.no_data", &[]))?;
    axis::name_bands(&mut scene, &plane, data, &gaps, &no_data, 12.0);
    Ok(scene)
}

/// Where the values of a line stand. Among thousands nobody finds one with a finger; a table has them all.
pub(super) fn spots(
    scene: &mut Scene,
    plane: &Plane,
    line: &Line,
    several: bool,
    (unit, words): (&str, &Words),
) {
    let dots = line.dots.iter().chain(&line.parts).filter(|dot| !dot.label.is_empty());
    scene.spots.extend(dots.map(|dot| Spot {
        at: plane.at(dot.place, dot.value),
        series: line.number,
        period: dot.period,
        said: alt::of_value(several.then_some(line), dot, unit, words),
    }));
}

/// Whether all values of a line are labelled, rather than those where it begins, ends, and is lowest and highest.
pub(super) fn labels_all<'a>(
    line: &Line,
    lines: impl IntoIterator<Item = &'a Line>,
    wide: bool,
) -> bool {
    let values: usize = lines.into_iter().map(|line| line.dots.len()).sum();
    line.dots.len() <= MOST_LABELS && values <= if wide { MOST_IN_WIDE } else { MOST_IN_NARROW }
}

/// The width of a line: thinner where its values crowd.
fn stroke(line: &Line) -> f64 {
    match line.dots.len() {
        0..=60 => 2.5,
        61..=200 => 1.8,
        _ => 1.2,
    }
}

/// The grid line that values are measured from: 100 for an index, else zero.
pub(super) fn strong_line(spec: &ChartSpec, data: &Data) -> f64 {
    match (spec.view, spec.scale) {
        (View::Index(_), _) => 100.0,
        // A logarithmic axis stands on its lowest line.
        (_, AxisScale::Log) => data.ticks.first().map_or(0.0, |tick| tick.at),
        _ => 0.0,
    }
}

/// The labels of a line, the most telling first: last, first, highest, lowest, then in time.
fn value_labels(line: &Line, plane: &Plane, several: bool, all: bool) -> Vec<Wanted> {
    let dots = &line.dots;
    let ends = ends_and_extremes(line);
    let ink = if several { Ink::Name(line.number) } else { Ink::Text };
    let mut wanted = Vec::new();
    for (i, dot) in dots.iter().enumerate() {
        let rank = ends.iter().position(|end| *end == i);
        if rank.is_none() && !all {
            continue;
        }
        let at = plane.at(dot.place, dot.value);
        // The label of a disputed value stands at the value, not at its rival's end of the bar.
        let ((low, high), arrow) = (dot.said, 23.0);
        let mut up = (at.1 - plane.at(dot.place, high).1).max(marks::RADIUS);
        let mut down = (plane.at(dot.place, low).1 - at.1).max(marks::RADIUS);
        for mark in marks::of_dot(dot, false) {
            match mark {
                Mark::Lower => up = up.max(arrow),
                Mark::Upper => down = down.max(arrow),
                _ => {}
            }
        }
        wanted.push(Wanted {
            text: dot.label.clone(),
            at,
            reach: (up + 0.5, down + 0.5),
            rank: rank.unwrap_or(ends.len()),
            ink,
            weight: Weight::Bold,
            size: LABEL,
            below: is_valley(line, i),
        });
    }
    for dot in &line.parts {
        let at = plane.at(dot.place, dot.value);
        wanted.push(Wanted {
            text: dot.label.clone(),
            at,
            reach: (4.5, 4.5),
            rank: 2,
            ink,
            weight: Weight::Regular,
            size: 12.0,
            below: false,
        });
    }
    wanted
}

/// A value below the neighbours it is joined with has more room underneath.
pub(super) fn is_valley(line: &Line, i: usize) -> bool {
    let own = &line.dots[i];
    let before = i.checked_sub(1).and_then(|i| line.dots.get(i));
    let after = line.dots.get(i + 1);
    let before = before.filter(|dot| marks::joint(dot, own).is_some()).map(|dot| dot.value);
    let after = after.filter(|dot| marks::joint(own, dot).is_some()).map(|dot| dot.value);
    before.is_some_and(|v| v > own.value) && after.is_some_and(|v| v > own.value)
}

/// Last, first, highest, lowest.
pub(super) fn ends_and_extremes(line: &Line) -> Vec<usize> {
    let dots = &line.dots;
    if dots.is_empty() {
        return Vec::new();
    }
    let by_value = |a: &usize, b: &usize| dots[*a].value.total_cmp(&dots[*b].value);
    // The first of equals, for highest and lowest alike.
    let highest = (0..dots.len()).rev().max_by(by_value).unwrap_or(0);
    let lowest = (0..dots.len()).min_by(by_value).unwrap_or(0);
    let mut out = Vec::new();
    for i in [dots.len() - 1, 0, highest, lowest] {
        if !out.contains(&i) {
            out.push(i);
        }
    }
    out
}

/// The labels of bars: over those that stand, under those that hang.
fn bar_labels(line: &Line, rects: &[Rect], several: bool, all: bool) -> Vec<Wanted> {
    let ends = ends_and_extremes(line);
    let ink = if several { Ink::Name(line.number) } else { Ink::Text };
    let mut wanted = Vec::new();
    for (i, (dot, rect)) in line.dots.iter().chain(&line.parts).zip(rects).enumerate() {
        let rank = ends.iter().position(|end| *end == i);
        if rank.is_none() && !all {
            continue;
        }
        let hangs = dot.value < 0.0;
        wanted.push(Wanted {
            text: dot.label.clone(),
            at: (f64::midpoint(rect.left, rect.right), if hangs { rect.bottom } else { rect.top }),
            reach: (1.5, 1.5),
            rank: rank.unwrap_or(ends.len()),
            ink,
            weight: Weight::Bold,
            size: LABEL,
            below: hangs,
        });
    }
    wanted
}
