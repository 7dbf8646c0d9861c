//! A picture before it is text: shapes in layers, and what they occupy.
//!
//! The layout puts shapes in and asks what is free; [`super::svg`] paints them. Nothing here knows trade.

use super::font::{self, Weight};
use super::plane::{Point, Rect};
use super::spec::Theme;
use crate::model::Period;

/// A colour by its part in the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    /// The background.
    Paper,
    /// Title and labels.
    Text,
    /// Subtitle, tick labels, notes.
    Grey,
    /// Grid lines.
    Grid,
    /// The zero line and ticks.
    Axis,
    /// Bands over missing periods.
    Band,
    /// Lines of other series and earlier vintages.
    Faded,
    /// A series' line and markers, from 0.
    Line(usize),
    /// A series' text, from 0.
    Name(usize),
}

impl Ink {
    /// Every one, for whoever tells a page all of them.
    pub(super) const ALL: [Self; 15] = [
        Self::Paper,
        Self::Text,
        Self::Grey,
        Self::Grid,
        Self::Axis,
        Self::Band,
        Self::Faded,
        Self::Line(0),
        Self::Line(1),
        Self::Line(2),
        Self::Line(3),
        Self::Name(0),
        Self::Name(1),
        Self::Name(2),
        Self::Name(3),
    ];

    /// Its class in the SVG, so that a page can recolour it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Text => "text",
            Self::Grey => "grey",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Band => "band",
            Self::Faded => "faded",
            Self::Line(n) => ["s1", "s2", "s3", "s4"][n % 4],
            Self::Name(n) => ["n1", "n2", "n3", "n4"][n % 4],
        }
    }

    /// Red, green, blue. The hues of lines are Okabe and Ito's, told apart by the colour-blind; those of text are darkened
    /// to at least 5:1 on the paper.
    pub(super) fn rgb(self, theme: Theme) -> u32 {
        const LINES: [u32; 4] = [0x00_72b2, 0xd5_5e00, 0x00_9e73, 0xcc_79a7];
        const NAMES: [u32; 4] = [0x00_72b2, 0xb3_4700, 0x00_745a, 0xa2_3b72];
        const DARK: [u32; 4] = [0x56_b4e9, 0xe6_9f00, 0x2f_c39a, 0xe7_9ac6];
        match (theme, self) {
            (Theme::Light, Self::Paper) => 0xff_ffff,
            (Theme::Light, Self::Text) => 0x1a_1a1a,
            (Theme::Light, Self::Grey | Self::Axis) => 0x59_5959,
            (Theme::Light, Self::Grid) => 0xdd_dddd,
            (Theme::Light, Self::Band) => 0xf3_f3f3,
            (Theme::Light, Self::Faded) => 0x8c_8c8c,
            (Theme::Light, Self::Line(n)) => LINES[n % 4],
            (Theme::Light, Self::Name(n)) => NAMES[n % 4],
            (Theme::Dark, Self::Paper) => 0x16_1b22,
            (Theme::Dark, Self::Text) => 0xe6_edf3,
            (Theme::Dark, Self::Grey | Self::Axis) => 0x9d_a7b3,
            (Theme::Dark, Self::Grid) => 0x30_363d,
            (Theme::Dark, Self::Band) => 0x21_2831,
            (Theme::Dark, Self::Faded) => 0x76_7e89,
            (Theme::Dark, Self::Line(n) | Self::Name(n)) => DARK[n % 4],
        }
    }
}

/// What a line is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dash {
    /// No gaps.
    Solid,
    /// To or from a value that is not exact.
    Dashed,
    /// Planned.
    Dotted,
    /// Across missing periods.
    Fine,
}

/// Which side of its point a text stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    /// The text begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A line of text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Words {
    /// What it says.
    pub(super) text: String,
    /// On the baseline.
    pub(super) at: Point,
    /// Which side of `at`.
    pub(super) anchor: Anchor,
    /// The em in pixels.
    pub(super) size: f64,
    /// Regular or bold.
    pub(super) weight: Weight,
    /// Its colour.
    pub(super) ink: Ink,
}

impl Words {
    /// The room it takes, ascenders and descenders included.
    pub(super) fn bounds(&self) -> Rect {
        let width = font::width(&self.text, self.size, self.weight);
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        let (up, down) = font::extent(&self.text, self.size);
        Rect { left, top: self.at.1 - up, right: left + width, bottom: self.at.1 + down }
    }
}

/// Something to draw.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Shape {
    /// A line through points.
    Line { points: Vec<Point>, ink: Ink, width: f64, dash: Dash },
    /// A rectangle without an outline.
    Filled { rect: Rect, ink: Ink },
    /// A circle; hollow ones are filled with paper.
    Disc { centre: Point, radius: f64, ink: Ink, hollow: bool },
    /// A closed polygon; hollow ones are filled with paper.
    Polygon { points: Vec<Point>, ink: Ink, hollow: bool },
    /// A line of text.
    Words(Words),
}

/// The layers of a picture, from the paper up; each is a group of the SVG.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Layer {
    /// Bands over missing periods.
    Bands,
    /// Grid lines, axis, ticks.
    Grid,
    /// Tick labels.
    Ticks,
    /// Other series, earlier vintages.
    Context,
    /// Lines and bars.
    Lines,
    /// Markers.
    Marks,
    /// Labels, names, annotations.
    Labels,
    /// Title, subtitle, notes.
    Frame,
}

impl Layer {
    /// The class of its group.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Bands => "bands",
            Self::Grid => "grid-lines",
            Self::Ticks => "ticks",
            Self::Context => "context",
            Self::Lines => "lines",
            Self::Marks => "marks",
            Self::Labels => "labels",
            Self::Frame => "frame",
        }
    }
}

/// Where a value stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Spot {
    /// Its middle.
    pub(super) at: Point,
    /// Of which series, in the order of the chart's.
    pub(super) series: usize,
    /// When.
    pub(super) period: Period,
    /// What it says, in words.
    pub(super) said: String,
}

/// The least room between two texts that were not written as one, in pixels.
const BLANK: f64 = 2.0;

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// Width in pixels.
    pub(super) width: f64,
    /// Height in pixels.
    pub(super) height: f64,
    /// Shapes, in the order put in.
    pub(super) shapes: Vec<(Layer, Shape)>,
    /// Where values stand, for those who point at them.
    pub(super) spots: Vec<Spot>,
    texts: Vec<Rect>,
    strokes: Vec<(Point, Point, f64)>,
    marks: Vec<Rect>,
}

impl Scene {
    /// An empty picture.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            shapes: Vec::new(),
            spots: Vec::new(),
            texts: Vec::new(),
            strokes: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Puts a shape in.
    pub(super) fn put(&mut self, layer: Layer, shape: Shape) {
        match &shape {
            Shape::Words(words) => self.texts.push(words.bounds()),
            // Grid lines may pass behind a label, the zero line may not.
            Shape::Line { points, width, ink, .. }
                if layer >= Layer::Context || *ink == Ink::Axis =>
            {
                self.strokes.extend(points.windows(2).map(|w| (w[0], w[1], width / 2.0)));
            }
            Shape::Disc { centre, radius, .. } => {
                self.marks.push(Rect::round(*centre, radius + 1.0));
            }
            Shape::Polygon { points, .. } => self.marks.push(around(points).grown(1.0)),
            Shape::Filled { rect, .. } if layer >= Layer::Context => self.marks.push(*rect),
            Shape::Line { .. } | Shape::Filled { .. } => {}
        }
        self.shapes.push((layer, shape));
    }

    /// Puts a text in.
    pub(super) fn write(&mut self, layer: Layer, words: Words) {
        self.put(layer, Shape::Words(words));
    }

    /// Whether a text would stand inside the picture and a blank away from every other text.
    pub(super) fn has_room_among_texts(&self, rect: &Rect) -> bool {
        let apart = rect.grown(BLANK);
        self.page().holds(rect) && !self.texts.iter().any(|text| text.overlaps(&apart))
    }

    /// Whether a text would touch no text, line or marker either.
    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        self.has_room_among_texts(rect)
            && !self.marks.iter().any(|mark| mark.overlaps(rect))
            && !self
                .strokes
                .iter()
                .any(|(from, to, half)| rect.grown(half + 1.0).is_crossed(*from, *to))
    }

    fn page(&self) -> Rect {
        Rect { left: 0.0, top: 0.0, right: self.width, bottom: self.height }
    }
}

/// The rectangle round some points.
fn around(points: &[Point]) -> Rect {
    let mut rect = Rect { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
    for (x, y) in points {
        rect.left = rect.left.min(*x);
        rect.right = rect.right.max(*x);
        rect.top = rect.top.min(*y);
        rect.bottom = rect.bottom.max(*y);
    }
    rect
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(a: u32, b: u32) -> f64 {
        let luminance = |rgb: u32| {
            let channel = |shift: u32| {
                let c = f64::from((rgb >> shift) & 0xff) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
        };
        let (light, dark) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
        (light + 0.05) / (dark + 0.05)
    }

    #[test]
    fn text_and_lines_stand_out_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let paper = [Ink::Paper.rgb(theme), Ink::Band.rgb(theme)];
            let texts =
                [Ink::Text, Ink::Grey, Ink::Name(0), Ink::Name(1), Ink::Name(2), Ink::Name(3)];
            for (ink, paper) in texts.iter().flat_map(|ink| paper.map(|paper| (ink, paper))) {
                assert!(contrast(ink.rgb(theme), paper) >= 4.5, "{ink:?} {theme:?}");
            }
            for ink in
                [Ink::Axis, Ink::Faded, Ink::Line(0), Ink::Line(1), Ink::Line(2), Ink::Line(3)]
            {
                assert!(contrast(ink.rgb(theme), paper[0]) >= 3.0, "{ink:?} {theme:?}");
            }
        }
    }
}
