//! Grid lines, ticks and their labels, bands over missing periods.

use super::data::{Data, Line};
use super::font::{self, Weight};
use super::number;
use super::plane::{Plane, Rect, count};
use super::scene::{Anchor, Dash, Ink, Layer, Scene, Shape, Words as Text};
use super::ticks;
use super::words::Words;
use crate::derive::Timeline;
use crate::model::{Frequency, Period};
use chrono::Datelike;

/// The em of tick labels.
pub(super) const SIZE: f64 = 13.0;

/// The least room between two labels of an axis.
const APART: f64 = 9.0;

/// A label of the horizontal axis and the place it belongs to.
struct Mark {
    index: usize,
    text: String,
}

/// How the horizontal axis is labelled.
pub(super) struct TimeLabels {
    /// By the axis: years, or the parts of years.
    upper: Vec<Mark>,
    /// Below them the years, where the upper row tells their parts.
    lower: Vec<Mark>,
}

impl TimeLabels {
    /// The labels that fit places `apart` pixels wide.
    pub(super) fn of(timeline: &Timeline, apart: f64, words: &Words, size: f64) -> Self {
        if timeline.frequency == Frequency::Annual {
            return Self { upper: years(timeline, apart, size), lower: Vec::new() };
        }
        Self::two_rows(timeline, apart, words, size).unwrap_or_else(|| Self {
            upper: first_of_years(timeline, apart, words, size),
            lower: Vec::new(),
        })
    }

    /// Both rows, each label with the place that it belongs to.
    pub(super) fn rows(&self) -> [Vec<(usize, &str)>; 2] {
        [&self.upper, &self.lower]
            .map(|marks| marks.iter().map(|mark| (mark.index, mark.text.as_str())).collect())
    }

    /// Parts of years over years, where that fits.
    fn two_rows(timeline: &Timeline, apart: f64, words: &Words, size: f64) -> Option<Self> {
        let parts = match timeline.frequency {
            Frequency::HalfYearly => 2,
            Frequency::Quarterly => 4,
            Frequency::Monthly => 12,
            Frequency::Annual | Frequency::Daily => return None,
        };
        let slots = &timeline.slots;
        let texts: Vec<String> =
            slots.iter().take(parts * 2).map(|slot| words.within_year(*slot)).collect();
        let widest =
            texts.iter().map(|text| font::width(text, size, Weight::Regular)).fold(0.0, f64::max);
        // Steps that begin again with every year.
        let steps: &[usize] = if parts == 12 {
            &[1, 3, 6]
        } else if parts == 4 {
            &[1, 2]
        } else {
            &[1]
        };
        let step =
            steps.iter().copied().find(|step| count(*step) * apart >= widest + APART * 0.7)?;
        let year_width = font::width("0000", size, Weight::Regular);
        if count(parts) * apart < year_width + APART {
            return None;
        }
        let last = slots.len() - 1;
        let within =
            |slot: &Period| usize::try_from(slot.from().month0()).unwrap_or(0) * parts / 12;
        let mut upper: Vec<usize> =
            (0..slots.len()).filter(|i| within(&slots[*i]).is_multiple_of(step)).collect();
        if upper.last() != Some(&last) {
            upper.retain(|i| count(last - i) * apart >= widest + APART * 0.7);
            upper.push(last);
        }
        let mut lower: Vec<usize> =
            (0..slots.len()).filter(|i| *i == 0 || within(&slots[*i]) == 0).collect();
        if lower.len() > 1 && count(lower[1]) * apart < year_width + APART {
            lower.remove(0);
        }
        let mark = |index: usize, text: String| Mark { index, text };
        Some(Self {
            upper: upper.into_iter().map(|i| mark(i, words.within_year(slots[i]))).collect(),
            lower: lower.into_iter().map(|i| mark(i, slots[i].from().year().to_string())).collect(),
        })
    }

    /// How far the labels reach below the axis.
    pub(super) fn height(&self, size: f64) -> f64 {
        if self.lower.is_empty() { size + 14.0 } else { size * 2.0 + 19.0 }
    }
}

/// Years: every 1, 2, 5, 10…, the last always.
fn years(timeline: &Timeline, apart: f64, size: f64) -> Vec<Mark> {
    let slots = &timeline.slots;
    let last = slots.len() - 1;
    let wide = font::width("0000", size, Weight::Regular) + APART;
    let step = ticks::thin(|step| slots.len() > 1 && count(step) * apart < wide);
    let year = |i: usize| slots[i].from().year();
    let modulus = i32::try_from(step).unwrap_or(i32::MAX);
    // Twos count back from the last year, fives and tens stand at round years.
    let stands =
        |i: usize| if step < 5 { (last - i).is_multiple_of(step) } else { year(i) % modulus == 0 };
    let mut kept: Vec<usize> = (0..slots.len()).filter(|i| *i != last && stands(*i)).collect();
    kept.retain(|i| count(last - i) * apart >= wide);
    if kept.first().is_none_or(|first| count(*first) * apart >= wide)
        && count(last) * apart >= wide
        && kept.first() != Some(&0)
    {
        kept.insert(0, 0);
    }
    kept.push(last);
    kept.into_iter().map(|index| Mark { index, text: year(index).to_string() }).collect()
}

/// Years at their first place, and the last place in full.
fn first_of_years(timeline: &Timeline, apart: f64, words: &Words, size: f64) -> Vec<Mark> {
    let slots = &timeline.slots;
    let last = slots.len() - 1;
    let begins = |i: usize| (slots[i].from().month(), slots[i].from().day()) == (1, 1);
    let starts: Vec<usize> = (0..slots.len()).filter(|i| begins(*i)).collect();
    let text = words.short(slots[last]);
    let wide = font::width("0000", size, Weight::Regular) + APART;
    let per_year = count(starts.windows(2).map(|w| w[1] - w[0]).min().unwrap_or(1)) * apart;
    let step = ticks::thin(|step| count(step) * per_year < wide);
    let modulus = i32::try_from(step).unwrap_or(i32::MAX);
    let end_width = font::width(&text, size, Weight::Regular);
    // The last label is pushed into the picture, so it may reach back by its whole width.
    let clear = |i: usize| count(last - i) * apart >= end_width + wide / 2.0;
    let year = |i: usize| slots[i].from().year();
    let mut marks: Vec<Mark> = starts
        .into_iter()
        .filter(|i| year(*i) % modulus == 0 && clear(*i))
        .map(|index| Mark { index, text: year(index).to_string() })
        .collect();
    let first = words.short(slots[0]);
    let room = marks.first().map_or(last, |mark| mark.index);
    let needed = font::width(&first, size, Weight::Regular)
        + wide / 2.0
        + if marks.is_empty() { end_width } else { 0.0 };
    if room > 0 && count(room) * apart >= needed {
        marks.insert(0, Mark { index: 0, text: first });
    }
    marks.push(Mark { index: last, text });
    marks
}

/// Draws the horizontal axis under the frame.
pub(super) fn draw_time(
    scene: &mut Scene,
    plane: &Plane,
    timeline: &Timeline,
    labels: &TimeLabels,
    size: f64,
) {
    let apart = plane.x(1.0) - plane.x(0.0);
    let bottom = plane.frame.bottom;
    let every: Vec<usize> = if apart >= 5.0 {
        (0..timeline.slots.len()).collect()
    } else {
        labels.upper.iter().map(|mark| mark.index).collect()
    };
    for index in every {
        let x = plane.x(count(index));
        let points = vec![(x, bottom), (x, bottom + 5.0)];
        scene.put(
            Layer::Grid,
            Shape::Line { points, ink: Ink::Axis, width: 1.0, dash: Dash::Solid },
        );
    }
    let rows = [(&labels.upper, bottom + size + 7.0), (&labels.lower, bottom + size * 2.0 + 12.0)];
    for (marks, y) in rows {
        for mark in marks {
            let half = font::width(&mark.text, size, Weight::Regular) / 2.0;
            // The last label keeps inside the picture, the first too.
            let x = plane.x(count(mark.index)).max(half + 4.0).min(scene.width - half - 4.0);
            let words = Text {
                text: mark.text.clone(),
                at: (x, y),
                anchor: Anchor::Middle,
                size,
                weight: Weight::Regular,
                ink: Ink::Grey,
            };
            if scene.has_room_among_texts(&words.bounds()) {
                scene.write(Layer::Ticks, words);
            }
        }
    }
}

/// The texts of the grid lines, from the lowest.
pub(super) fn value_labels(data: &Data, words: &Words) -> Vec<String> {
    let places = data.ticks.iter().map(|tick| tick.value.scale()).max().unwrap_or(0);
    let text = |tick: &ticks::Tick| {
        let mut value = tick.value;
        // All ticks of an axis have as many decimals, but for a bare 0.
        if !value.is_zero() && value.set_scale_up(places).is_none() {
            return number::grouped(tick.value, words);
        }
        number::grouped(value, words)
    };
    data.ticks.iter().map(text).collect()
}

/// Adds zeros to a decimal.
trait SetScaleUp {
    fn set_scale_up(&mut self, places: u32) -> Option<()>;
}

impl SetScaleUp for crate::model::Decimal {
    fn set_scale_up(&mut self, places: u32) -> Option<()> {
        self.rescale(places);
        (self.scale() == places).then_some(())
    }
}

/// Draws the grid lines, the one at `strong` darker, and their labels left of the frame.
pub(super) fn draw_values(
    scene: &mut Scene,
    plane: &Plane,
    data: &Data,
    texts: Option<&[String]>,
    strong: f64,
    size: f64,
) {
    let frame = plane.frame;
    for (i, tick) in data.ticks.iter().enumerate() {
        let y = plane.at(0.0, tick.at).1;
        let is_strong = (tick.at - strong).abs() < 1e-9;
        let (ink, width) = if is_strong { (Ink::Axis, 1.2) } else { (Ink::Grid, 1.0) };
        let points = vec![(frame.left, y), (frame.right, y)];
        scene.put(Layer::Grid, Shape::Line { points, ink, width, dash: Dash::Solid });
        if let Some(text) = texts.and_then(|texts| texts.get(i)) {
            let at = (frame.left - 8.0, y + size * 0.35);
            let words = Text {
                text: text.clone(),
                at,
                anchor: Anchor::End,
                size,
                weight: Weight::Regular,
                ink: Ink::Grey,
            };
            scene.write(Layer::Ticks, words);
        }
    }
}

/// The stretches of places where none of the series has a value, first and last of each.
pub(super) fn gaps(timeline: &Timeline, lines: &[Line]) -> Vec<(usize, usize)> {
    let mut filled = vec![false; timeline.slots.len()];
    let dots = lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
    for dot in dots {
        let index =
            timeline.slots.partition_point(|slot| slot.from() <= dot.period.to()).saturating_sub(1);
        if let Some(place) =
            timeline.index(dot.period).or(Some(index)).and_then(|i| filled.get_mut(i))
        {
            *place = true;
        }
    }
    let mut out = Vec::new();
    let mut start = None;
    for (i, full) in filled.iter().chain([&true]).enumerate() {
        match (full, start) {
            (false, None) => start = Some(i),
            (true, Some(first)) => {
                out.push((first, i - 1));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Shades the gaps.
pub(super) fn draw_bands(scene: &mut Scene, plane: &Plane, gaps: &[(usize, usize)]) {
    for (first, last) in gaps {
        let (left, right) = (plane.x(count(*first) - 0.5), plane.x(count(*last) + 0.5));
        let rect = Rect { left, right, ..plane.frame };
        scene.put(Layer::Bands, Shape::Filled { rect, ink: Ink::Band });
    }
}

/// Writes "no data" into the bands where it fits, midway between grid lines and clear of everything.
pub(super) fn name_bands(
    scene: &mut Scene,
    plane: &Plane,
    data: &Data,
    gaps: &[(usize, usize)],
    text: &str,
    size: f64,
) {
    let heights: Vec<f64> = data.ticks.iter().map(|tick| plane.at(0.0, tick.at).1).collect();
    let mut middles: Vec<f64> =
        heights.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
    let centre = f64::midpoint(plane.frame.top, plane.frame.bottom);
    middles.sort_by(|a, b| (a - centre).abs().total_cmp(&(b - centre).abs()));
    for (first, last) in gaps {
        let (left, right) = (plane.x(count(*first) - 0.5), plane.x(count(*last) + 0.5));
        if font::width(text, size, Weight::Regular) + 6.0 > right - left {
            continue;
        }
        for y in &middles {
            let at = (f64::midpoint(left, right), y + size * 0.35);
            let words = Text {
                text: text.to_owned(),
                at,
                anchor: Anchor::Middle,
                size,
                weight: Weight::Regular,
                ink: Ink::Grey,
            };
            if scene.is_free(&words.bounds()) {
                scene.write(Layer::Labels, words);
                break;
            }
        }
    }
}
