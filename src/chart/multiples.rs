//! Five to twelve series: small charts side by side with the same axes, each with its own title, the others in grey behind.

use super::axis::{self, TimeLabels};
use super::data::Data;
use super::font::{self, Weight};
use super::frame::{self, Frame, MARGIN, Measures};
use super::labels::{self, Wanted};
use super::marks;
use super::plane::{Plane, Rect, count};
use super::scene::{Anchor, Ink, Layer, Scene, Words as Text};
use super::spec::{AxisScale, ChartSpec, Layout};
use super::words::Words;
use super::{ChartError, picture};

const TITLE: f64 = 13.0;
const ROW: f64 = 17.0;
const TICK: f64 = 11.0;
const BETWEEN: f64 = 18.0;

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
    let row = highest + 12.0 + tall + times.height(TICK) + 14.0;

    let gaps: Vec<_> = data
        .lines
        .iter()
        .map(|line| axis::gaps(&data.timeline, std::slice::from_ref(line)))
        .collect();
    let seen = frame::seen(spec, data, gaps.iter().any(|gaps| !gaps.is_empty()));
    frame.notes = frame::notes(spec, data, &seen, &[], words)?;
    let foot = frame.foot_lines(&measures);
    let rows = data.lines.len().div_ceil(columns);
    let top = head + 6.0;
    scene.height = (top + count(rows) * row + Frame::foot_height(&foot, &measures)).ceil();

    let log = spec.scale == AxisScale::Log;
    for (i, (line, title)) in data.lines.iter().zip(&titles).enumerate() {
        let (column, nth) = (i % columns, i / columns);
        let x = left + count(column) * (wide + BETWEEN);
        let y = top + count(nth) * row;
        for (nth, text) in title.iter().enumerate() {
            let at = (x, y + ROW * count(nth + 1) - 4.0);
            let words = Text {
                text: text.clone(),
                at,
                anchor: Anchor::Start,
                size: TITLE,
                weight: Weight::Bold,
                ink: Ink::Name(0),
            };
            scene.write(Layer::Frame, words);
        }
        let bounds = Rect {
            left: x,
            top: y + highest + 12.0,
            right: x + wide,
            bottom: y + highest + 12.0 + tall,
        };
        let plane = Plane::new(bounds, data.timeline.slots.len(), &data.ticks, log);
        axis::draw_bands(&mut scene, &plane, &gaps[i]);
        let texts = (column == 0).then_some(&ticks[..]);
        axis::draw_values(&mut scene, &plane, data, texts, picture::strong_line(spec, data), TICK);
        axis::draw_time(&mut scene, &plane, &data.timeline, &times, TICK);
        for other in data.lines.iter().filter(|other| other.number != line.number) {
            marks::draw_line(
                &mut scene,
                &plane,
                &other.dots,
                (Layer::Context, Ink::Faded, 0.8),
                spec.gaps,
            );
        }
        marks::draw_line(
            &mut scene,
            &plane,
            &line.dots,
            (Layer::Lines, Ink::Line(0), 2.5),
            spec.gaps,
        );
        let mut own = line.clone();
        own.number = 0;
        marks::draw_markers(&mut scene, &plane, &own, Ink::Line(0));
        let within = Rect {
            top: bounds.top - 11.0,
            bottom: bounds.bottom - 1.0,
            left: bounds.left,
            right: bounds.right + 6.0,
        };
        let label = |dot: &super::data::Dot, rank| Wanted {
            text: dot.label.clone(),
            at: plane.at(dot.place, dot.value),
            reach: (5.0, 5.0),
            rank,
            ink: Ink::Text,
            weight: Weight::Bold,
            size: 11.5,
            below: false,
        };
        let ends = [line.dots.last(), line.dots.first().filter(|_| line.dots.len() > 1)];
        let wanted = ends.into_iter().flatten().enumerate().map(|(rank, dot)| label(dot, rank));
        labels::place(&mut scene, wanted.collect(), within, &[]);
    }
    Frame::draw_foot(&foot, &mut scene, &measures);
    Ok(scene)
}

/// How many stand side by side, so that the last row is as full as can be.
fn columns(series: usize, layout: Layout) -> usize {
    match (layout, series) {
        (Layout::Narrow, _) => 2,
        (Layout::Wide, 5 | 6 | 9) => 3,
        (Layout::Wide, _) => 4,
    }
}
