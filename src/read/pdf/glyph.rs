//! The letters of a page with their places, as they were drawn.

use std::collections::HashSet;

/// A map of the plane: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this map, then `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let (one, two) = (self.0, next.0);
        let row = |x: f32, y: f32| (x * two[0] + y * two[2], x * two[1] + y * two[3]);
        let ((xx, xy), (yx, yy), (x, y)) =
            (row(one[0], one[1]), row(one[2], one[3]), row(one[4], one[5]));
        Self([xx, xy, yx, yy, x + two[4], y + two[5]])
    }

    pub(super) fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let [xx, xy, yx, yy, left, bottom] = self.0;
        (xx * x + yx * y + left, xy * x + yy * y + bottom)
    }

    /// The quarter turns by which text leans, counter-clockwise; nothing if it stands askew, as stamps across a page do.
    fn turn(&self) -> Option<u8> {
        let [a, b, ..] = self.0;
        if b.abs() < a.abs() * 0.1 {
            Some(if a > 0.0 { 0 } else { 2 })
        } else if a.abs() < b.abs() * 0.1 {
            Some(if b > 0.0 { 1 } else { 3 })
        } else {
            None
        }
    }
}

/// A letter on a page. The plane is turned so that its line runs to the right; `y` grows upwards.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Glyph {
    pub(super) letter: char,
    /// Where it begins and ends, and its baseline, in points.
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    /// The size of its font, in points.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Whether a blank was drawn before it.
    pub(super) after_blank: bool,
    /// Whether the document placed it anew rather than letting it follow the letter before.
    pub(super) placed: bool,
}

/// The letters of a page in the order of drawing.
#[derive(Debug)]
pub(super) struct Sheet {
    /// By quarter turns.
    pub(super) turned: [Vec<Glyph>; 4],
    /// What is there but not shown: the text that belongs to the picture of a scanned page.
    pub(super) hidden: [Vec<Glyph>; 4],
    /// Whether it draws pictures.
    pub(super) pictures: usize,
    /// Left, bottom, right, top; what lies outside cannot be seen.
    crop: [f32; 4],
    drawn: HashSet<Drawn, Quick>,
    blank: bool,
}

/// A letter, its size in quarters of a point, and the cell of a grid in which it stands. Cells are as large as the letters are,
/// so that those of two sizes are not the same places.
type Drawn = (char, i32, i32, i32);

/// How a letter is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) hidden: bool,
    pub(super) placed: bool,
}

impl Sheet {
    pub(super) fn new(crop: [f32; 4]) -> Self {
        let (turned, hidden) = (Default::default(), Default::default());
        Self { turned, hidden, pictures: 0, crop, drawn: HashSet::default(), blank: false }
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.turned.iter().chain(&self.hidden).map(Vec::len).sum()
    }

    /// Draws the letters of one code: `place` maps a square of the font's size to the page, `width` is in that square.
    pub(super) fn draw(&mut self, letters: &str, place: &Matrix, width: f32, style: Style) {
        let blank = letters
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{200b}' | '\u{2002}'..='\u{200a}'));
        if blank {
            self.blank = true;
            return;
        }
        let Some(turn) = place.turn() else { return };
        let (start, end) = (place.point(0.0, 0.0), place.point(width, 0.0));
        let [left, bottom, right, top] = self.crop;
        let seen = start.0 >= left - 1.0
            && start.0 <= right + 1.0
            && start.1 >= bottom - 1.0
            && start.1 <= top + 1.0;
        let [_, _, c, d, ..] = place.0;
        let size = c.hypot(d);
        if !seen || !(0.5..2000.0).contains(&size) {
            return;
        }
        let upright = |(x, y): (f32, f32)| match turn {
            0 => (x, y),
            1 => (y, -x),
            2 => (-x, -y),
            _ => (-y, x),
        };
        let ((x0, y), (x1, _)) = (upright(start), upright(end));
        let after_blank = std::mem::take(&mut self.blank);
        let first = letters.chars().next().unwrap_or(super::font::UNKNOWN);
        if !style.hidden && self.drawn_before(first, x0, y, size) {
            return;
        }
        let count = letters.chars().count();
        #[expect(clippy::cast_precision_loss, reason = "a ligature has a few letters")]
        let share = (x1 - x0) / count as f32;
        let onto = if style.hidden { &mut self.hidden } else { &mut self.turned };
        let onto = &mut onto[usize::from(turn)];
        let mut x = x0;
        for (at, letter) in letters.chars().enumerate() {
            onto.push(Glyph {
                letter,
                x0: x,
                x1: x + share,
                y,
                size,
                bold: style.bold,
                after_blank: after_blank && at == 0,
                placed: style.placed && at == 0,
            });
            x += share;
        }
    }

    /// Whether the same letter was drawn in the same place: bold letters are often made so, and shadows.
    fn drawn_before(&mut self, letter: char, x: f32, y: f32, size: f32) -> bool {
        // Two grids of cells, the second half a cell further, so that two places near one another share a cell in one.
        let cell = size * 0.12;
        #[expect(clippy::cast_possible_truncation, reason = "places are within a page")]
        let key = |shift: f32| {
            let (x, y) = ((x / cell + shift).floor() as i32, (y / cell + shift).floor() as i32);
            (letter, (size * 4.0).round() as i32, x, y)
        };
        let (first, second) = (key(0.0), key(0.5));
        let shifted = (second.0, second.1, second.2.wrapping_add(1 << 24), second.3);
        let new = self.drawn.insert(first);
        let new_shifted = self.drawn.insert(shifted);
        !(new && new_shifted)
    }
}

/// A quick hash for places: nobody gains by choosing them, since a page's letters are counted.
#[derive(Clone, Copy, Debug, Default)]
struct Quick;

impl std::hash::BuildHasher for Quick {
    type Hasher = Mixed;

    fn build_hasher(&self) -> Mixed {
        Mixed(0)
    }
}

struct Mixed(u64);

impl std::hash::Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u32(number.cast_unsigned());
    }
}
