//! Annotations: a thin upright line and its text in rows above the axes, where no value can be in their way.

use super::ChartError;
use super::font::{self, Weight};
use super::frame::MARGIN;
use super::scene::{Anchor, Dash, Ink, Layer, Scene, Shape, Words as Text};
use super::spec::{Annotation, ChartSpec};
use super::words::Words;
use chrono::NaiveDate;

/// The em of an annotation.
const SIZE: f64 = 12.0;

/// The height of a row.
const ROW: f64 = 17.0;

/// More rows than this would crowd the values out.
const MOST_ROWS: usize = 4;

/// An annotation that has its place.
pub(super) struct Event {
    text: String,
    x: f64,
    left: f64,
    right: f64,
    row: usize,
}

impl Event {
    /// Whether a text would touch the other's, or a line pass through it.
    fn collides(&self, other: &Self) -> bool {
        let spans = |event: &Self, x: f64| event.left - 3.0 < x && x < event.right + 3.0;
        match self.row.cmp(&other.row) {
            std::cmp::Ordering::Equal => {
                self.left < other.right + 8.0 && other.left < self.right + 8.0
            }
            // The line of the higher text passes the lower one.
            std::cmp::Ordering::Greater => spans(other, self.x),
            std::cmp::Ordering::Less => spans(self, other.x),
        }
    }
}

/// The annotations that can be placed, and sentences for those that cannot.
pub(super) fn rows(
    spec: &ChartSpec,
    words: &Words,
    place: impl Fn(NaiveDate) -> Option<f64>,
    width: f64,
) -> Result<(Vec<Event>, Vec<String>), ChartError> {
    let mut given: Vec<&Annotation> = spec.annotations.iter().collect();
    given.sort_by_key(|annotation| std::cmp::Reverse(annotation.period));
    let (mut events, mut untold): (Vec<Event>, Vec<String>) = (Vec::new(), Vec::new());
    for annotation in given {
        let text = font::clean(&annotation.text)?;
        let half = chrono::Days::new(u64::try_from(annotation.period.days() / 2).unwrap_or(0));
        let day = annotation.period.from().checked_add_days(half);
        let wide = font::width(&text, SIZE, Weight::Regular);
        let placed = day.and_then(&place).and_then(|x| {
            // Right of its line, or as far left of that as the picture's edge asks.
            let left = (x + 5.0).min(width - MARGIN - wide);
            let at = |row| Event { text: text.clone(), x, left, right: left + wide, row };
            let free = |event: &Event| events.iter().all(|other| !event.collides(other));
            (0..MOST_ROWS).map(at).find(|event| event.left >= MARGIN && free(event))
        });
        if let Some(event) = placed {
            events.push(event);
        } else {
            let period = words.period(annotation.period);
            let text = text.trim_end_matches(['.', '。']);
            untold.push(words.say("note.annotation", &[("period", &period), ("text", text)]));
        }
    }
    untold.reverse();
    Ok((events, untold))
}

/// How much height the rows take.
pub(super) fn height(events: &[Event]) -> f64 {
    events.iter().map(|event| super::plane::count(event.row + 1) * ROW).fold(0.0, f64::max)
}

/// Draws the annotations in rows that begin at `top`, their lines down to the axis at `bottom`.
pub(super) fn draw(scene: &mut Scene, events: &[Event], top: f64, bottom: f64) {
    let lowest = top + height(events);
    for event in events {
        let baseline = lowest - super::plane::count(event.row) * ROW - 4.0;
        let (_, descent) = font::extent(&event.text, SIZE);
        let beside = event.x < event.left;
        let start = if beside { baseline - SIZE * 0.75 } else { baseline + descent + 1.0 };
        let points = vec![(event.x, start), (event.x, bottom)];
        scene.put(
            Layer::Context,
            Shape::Line { points, ink: Ink::Faded, width: 0.8, dash: Dash::Solid },
        );
        let at = (event.left, baseline);
        let words = Text {
            text: event.text.clone(),
            at,
            anchor: Anchor::Start,
            size: SIZE,
            weight: Weight::Regular,
            ink: Ink::Grey,
        };
        scene.write(Layer::Labels, words);
    }
}
