//! From values to pixels: plotters' coordinates over a rectangle of the picture, in tenths of a pixel.

use super::ticks::Tick;
use crate::derive::Place;
use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::combinators::{IntoLogRange, LogCoord};
use plotters::coord::types::RangedCoordf64;

/// A point of the picture, in pixels from its upper left corner.
pub(super) type Point = (f64, f64);

/// A rectangle of the picture, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) left: f64,
    /// Upper edge.
    pub(super) top: f64,
    /// Right edge.
    pub(super) right: f64,
    /// Lower edge.
    pub(super) bottom: f64,
}

impl Rect {
    /// The square round a point.
    pub(super) fn round((x, y): Point, radius: f64) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    /// Whether the two share any area.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other lies inside.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The rectangle with this much more on every side.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether a segment passes through it (Liang and Barsky's clipping).
    pub(super) fn is_crossed(&self, (x0, y0): Point, (x1, y1): Point) -> bool {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-dx, x0 - self.left),
            (dx, self.right - x0),
            (-dy, y0 - self.top),
            (dy, self.bottom - y0),
        ] {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        enter <= leave
    }
}

/// The axes of one chart.
pub(super) struct Plane {
    /// Where it lies in the picture.
    pub(super) frame: Rect,
    coordinates: Coordinates,
}

enum Coordinates {
    Linear(Cartesian2d<RangedCoordf64, RangedCoordf64>),
    Log(Cartesian2d<RangedCoordf64, LogCoord<f64>>),
}

impl Plane {
    /// Axes for `slots` places in time and values between the first and the last tick.
    pub(super) fn new(frame: Rect, slots: usize, ticks: &[Tick], log: bool) -> Self {
        let low = ticks.first().map_or(0.0, |tick| tick.at);
        let high = ticks.last().map_or(1.0, |tick| tick.at);
        let places = -0.5..count(slots) - 0.5;
        // Values grow upwards, pixels downwards.
        let pixels =
            (tenths(frame.left)..tenths(frame.right), tenths(frame.bottom)..tenths(frame.top));
        let coordinates = if log {
            Coordinates::Log(Cartesian2d::new(places, (low..high).log_scale(), pixels))
        } else {
            Coordinates::Linear(Cartesian2d::new(places, low..high, pixels))
        };
        Self { frame, coordinates }
    }

    /// Where a value at a place in time lies.
    pub(super) fn at(&self, time: f64, value: f64) -> Point {
        let (x, y) = match &self.coordinates {
            Coordinates::Linear(plane) => plane.translate(&(time, value)),
            Coordinates::Log(plane) => plane.translate(&(time, value)),
        };
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// Where a place in time lies.
    pub(super) fn x(&self, time: f64) -> f64 {
        let value = match &self.coordinates {
            Coordinates::Linear(plane) => plane.get_y_range().start,
            Coordinates::Log(plane) => plane.get_y_range().start,
        };
        self.at(time, value).0
    }
}

/// Pixels in whole tenths, as plotters counts them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of floats saturates, and pictures are small"
)]
pub(super) fn tenths(pixels: f64) -> i32 {
    (pixels * 10.0).round() as i32
}

/// A count as a coordinate.
#[expect(clippy::cast_precision_loss, reason = "counts of periods are far below 2^52")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

/// A day as a coordinate in time: in places, from the middle of the first. A day is taken at its noon.
pub(super) fn time(place: Place) -> f64 {
    count(place.slot) - 0.5 + (float(place.days_before) + 0.5) / float(place.days)
}

/// A number of days as a coordinate.
#[expect(clippy::cast_precision_loss, reason = "days of a calendar are far below 2^52")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_crosses_or_misses_a_rectangle() {
        let rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        assert!(rect.is_crossed((-5.0, 5.0), (15.0, 5.0)));
        assert!(rect.is_crossed((2.0, 2.0), (3.0, 3.0)));
        assert!(!rect.is_crossed((-5.0, 5.0), (5.0, 20.0)));
        assert!(!rect.is_crossed((11.0, 0.0), (11.0, 10.0)));
    }
}
