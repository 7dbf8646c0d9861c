//! Five to twelve series: small charts side by side with the same axes, each with its own title, the others in grey behind.

use super::axis::{self, TimeLabels};
use super::data::{Data, Line};
use super::font::{self, Weight};
use super::frame::{self, Frame, MARGIN, Measures, Medium};
use super::marks;
use super::plane::{Plane, Point, Rect, count};
use super::scene::{Anchor, Ink, Layer, Scene, Words as Text};
use super::spec::{AxisScale, ChartSpec, Layout, View};
use super::words::Words;
use super::{ChartError, picture};

const TITLE: f64 = 13.0;
const ROW: f64 = 17.0;
const TICK: f64 = 11.0;
/// Between two small charts.
const BETWEEN: f64 = 28.0;

/// From the title to the highest grid line: a line of text, and air.
const VALUES: f64 = 24.0;

/// Lays the small charts out.
pub(super) fn lay_out(
    spec: &ChartSpec,
    data: &Data,
    frame: &mut Frame,
    words: &Words,
) -> Result<Scene, ChartError> {
    let measures = Measures::of(spec.layout);
    let mut scene = Scene::new(measures.width, f64::MAX);
    let head = frame.draw_head(&mut scene, &measures);
    let ticks = axis::value_labels(data, words);
    let widest =
        ticks.iter().map(|text| font::width(text, TICK, Weight::Regular)).fold(0.0, f64::max);
    let left = MARGIN + widest + 8.0;
    let columns = columns(data.lines.len(), spec.layout);
    let right = measures.width - MARGIN;
    let wide = (right - left - BETWEEN * (count(columns) - 1.0)) / count(columns);
    let titles: Vec<Vec<String>> =
        data.lines.iter().map(|line| font::wrap(&line.name, TITLE, Weight::Bold, wide)).collect();
    let highest = count(titles.iter().map(Vec::len).max().unwrap_or(1)) * ROW;
    let tall = if spec.layout == Layout::Wide { 104.0 } else { 88.0 };
    let times =
        TimeLabels::of(&data.timeline, wide / count(data.timeline.slots.len()), words, TICK);
    let row = highest + VALUES + tall + times.height(TICK) + 12.0;

    let gaps: Vec<_> = data
        .lines
        .iter()
        .map(|line| axis::gaps(&data.timeline, std::slice::from_ref(line)))
        .collect();
    let seen = frame::seen(spec, data, gaps.iter().any(|gaps| !gaps.is_empty()));
    frame.notes = frame::notes(spec, data, &seen, &[], words, Medium::Picture)?;
    let foot = frame.foot_lines(&measures);
    let rows = data.lines.len().div_ceil(columns);
    let top = head + 6.0;
    scene.height = (top + count(rows) * row + Frame::foot_height(&foot, &measures)).ceil();

    let unit = frame::unit(spec, data, words);
    for (i, (line, title)) in data.lines.iter().zip(&titles).enumerate() {
        let (column, nth) = (i % columns, i / columns);
        let corner = (left + count(column) * (wide + BETWEEN), top + count(nth) * row);
        draw_title(&mut scene, corner, title, ends(line, wide, words), highest);
        let above = corner.1 + highest + VALUES;
        let bounds =
            Rect { left: corner.0, top: above, right: corner.0 + wide, bottom: above + tall };
        let log = spec.scale == AxisScale::Log;
        let plane = Plane::new(bounds, data.timeline.slots.len(), &data.ticks, log);
        axis::draw_bands(&mut scene, &plane, &gaps[i]);
        let texts = (column == 0).then_some(&ticks[..]);
        axis::draw_values(&mut scene, &plane, data, texts, picture::strong_line(spec, data), TICK);
        axis::draw_time(&mut scene, &plane, &data.timeline, &times, TICK);
        draw_values(&mut scene, &plane, spec, data, line);
        picture::spots(&mut scene, &plane, line, true, (&unit, words));
    }
    Frame::draw_foot(&foot, &mut scene, &measures);
    Ok(scene)
}

/// The name of a small chart, and under it where it begins and ends.
fn draw_title(
    scene: &mut Scene,
    corner: Point,
    title: &[String],
    ends: Option<String>,
    highest: f64,
) {
    let mut write = |text: String, y: f64, size: f64, weight: Weight, ink: Ink| {
        let at = (corner.0, corner.1 + y);
        scene.write(Layer::Frame, Text { text, at, anchor: Anchor::Start, size, weight, ink });
    };
    for (nth, text) in title.iter().enumerate() {
        write(text.clone(), ROW * count(nth + 1) - 4.0, TITLE, Weight::Bold, Ink::Name(0));
    }
    if let Some(text) = ends {
        write(text, highest + TICK, TICK, Weight::Regular, Ink::Text);
    }
}

/// One series in front of all the others; growth, whose bars would hide one another, alone.
fn draw_values(scene: &mut Scene, plane: &Plane, spec: &ChartSpec, data: &Data, line: &Line) {
    let own = Line { number: 0, ..line.clone() };
    if spec.view == View::YearOnYear {
        marks::draw_bars(scene, plane, &[own]);
        return;
    }
    for other in data.lines.iter().filter(|other| other.number != line.number) {
        let style = (Layer::Context, Ink::Faded, 0.8);
        marks::draw_line(scene, plane, &other.dots, style, spec.gaps);
    }
    marks::draw_line(scene, plane, &own.dots, (Layer::Lines, Ink::Line(0), 2.2), spec.gaps);
    marks::draw_markers(scene, plane, &own, (Ink::Line(0), 3.2));
}

/// "2012: 200 → 2023: 350", or as much of it as fits; a small chart has no room for labels at its points.
fn ends(line: &Line, wide: f64, words: &Words) -> Option<String> {
    let (first, last) = (line.dots.first()?, line.dots.last()?);
    let (first_at, last_at) = (words.short(first.period), words.short(last.period));
    let fillers = [
        ("first", first_at.as_str()),
        ("first_value", &first.label),
        ("last", &last_at),
        ("last_value", &last.label),
    ];
    let both = words.say("text.ends", &fillers);
    let one = words.say("text.end", &fillers);
    let choices = if line.dots.len() > 1 {
        vec![both, one, last.label.clone()]
    } else {
        vec![one, last.label.clone()]
    };
    choices.into_iter().find(|text| font::width(text, TICK, Weight::Regular) <= wide)
}

/// How many stand side by side, so that the last row is as full as can be.
fn columns(series: usize, layout: Layout) -> usize {
    match (layout, series) {
        (Layout::Narrow, _) => 2,
        (Layout::Wide, 5 | 6 | 9) => 3,
        (Layout::Wide, _) => 4,
    }
}
