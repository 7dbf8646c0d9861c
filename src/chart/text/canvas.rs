//! A grid of letters whose cells are also fields of two by four dots, as Braille has them.
//!
//! Lines are drawn in dots, everything else in letters; a letter hides the dots of its cell, and both hide its ground, which
//! is shaded or a stroke of a grid line. [`Canvas::rows`] gives the lines of text, with the terminal's colours where they
//! are welcome.

use super::super::scene::Ink;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Dots of a cell, across and down.
pub(super) const DOTS: (f64, f64) = (2.0, 4.0);

/// The ground of a missing period.
pub(super) const SHADE: char = '░';

/// The bit of each dot in a Braille letter, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The second half of a letter that is two cells wide.
const CONTINUED: char = '\0';

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Cell {
    letter: Option<char>,
    dots: u8,
    ink: Ink,
    bold: bool,
    ground: char,
}

const BLANK: Cell = Cell { letter: None, dots: 0, ink: Ink::Text, bold: false, ground: ' ' };

/// How a line goes: so many dots drawn, so many left out, and so on.
pub(super) type Pattern = (usize, usize);

/// The grid.
pub(super) struct Canvas {
    columns: usize,
    cells: Vec<Cell>,
}

impl Canvas {
    /// An empty one.
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self { columns, cells: vec![BLANK; columns * rows] }
    }

    /// How many letters a line has.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    fn at(&mut self, column: usize, row: usize) -> Option<&mut Cell> {
        if column < self.columns { self.cells.get_mut(row * self.columns + column) } else { None }
    }

    /// Puts a letter over whatever is there.
    pub(super) fn put(&mut self, (column, row): (usize, usize), letter: char, ink: Ink) {
        if let Some(cell) = self.at(column, row) {
            *cell = Cell { letter: Some(letter), ink, bold: false, ..*cell };
        }
    }

    /// Writes a text from a cell to the right; the ground keeps a blank away from it.
    pub(super) fn write(&mut self, at: (usize, usize), text: &str, ink: Ink, bold: bool) {
        let mut column = at.0;
        for beside in [at.0.checked_sub(1), Some(at.0 + text.width())].into_iter().flatten() {
            if let Some(cell) = self.at(beside, at.1) {
                cell.ground = ' ';
            }
        }
        // A terminal breaks no line by itself, and shows a no-break blank as it likes.
        for letter in text.chars().map(|letter| if letter == '\u{a0}' { ' ' } else { letter }) {
            let wide = letter.width().unwrap_or(0);
            for nth in 0..wide {
                if let Some(cell) = self.at(column + nth, at.1) {
                    let letter = if nth == 0 { letter } else { CONTINUED };
                    *cell = Cell { letter: Some(letter), dots: 0, ink, bold, ground: ' ' };
                }
            }
            column += wide;
        }
    }

    /// Whether a text would stand on cells of its own, with a blank between it and other letters, and `clear` of lines too.
    pub(super) fn has_room(&self, (column, row): (usize, usize), text: &str, clear: bool) -> bool {
        let end = column + text.width();
        let own = column..end;
        let mut about = column.saturating_sub(1)..(end + 1).min(self.columns);
        end <= self.columns
            && about.all(|c| {
                self.cells.get(row * self.columns + c).is_some_and(|cell| {
                    let may_cross = !clear && !own.contains(&c);
                    cell.letter.is_none() && (cell.dots == 0 || may_cross)
                })
            })
    }

    /// Fills a rectangle of cells, where nothing else is.
    pub(super) fn fill(&mut self, columns: Range<usize>, rows: Range<usize>, ground: char) {
        for row in rows {
            for column in columns.clone() {
                if let Some(cell) = self.at(column, row) {
                    cell.ground = ground;
                }
            }
        }
    }

    /// Draws a straight line between two points in dots; `drawn` counts on from line to line, so that dashes do.
    pub(super) fn line(
        &mut self,
        (from, to): ((f64, f64), (f64, f64)),
        (ink, pattern): (Ink, Pattern),
        drawn: &mut usize,
    ) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).round().max(1.0);
        let mut step = 0.0;
        while step <= steps {
            if *drawn % (pattern.0 + pattern.1) < pattern.0 {
                self.dot((from.0 + dx * step / steps, from.1 + dy * step / steps), ink);
            }
            *drawn += 1;
            step += 1.0;
        }
    }

    fn dot(&mut self, (x, y): (f64, f64), ink: Ink) {
        let (Some(x), Some(y)) = (x.floor().to_usize(), y.floor().to_usize()) else { return };
        if let Some(cell) = self.at(x / 2, y / 4) {
            cell.dots |= BITS[y % 4][x % 2];
            cell.ink = ink;
        }
    }

    /// The lines of text, without blanks at their ends; coloured or not.
    pub(super) fn rows(&self, coloured: bool) -> Vec<String> {
        self.cells.chunks(self.columns.max(1)).map(|row| line(row, coloured)).collect()
    }
}

/// The cell that holds a point in dots.
pub(super) fn cell_of((x, y): (f64, f64)) -> (usize, usize) {
    let cell = |at: f64, dots: f64| (at / dots).floor().max(0.0).to_usize().unwrap_or(0);
    (cell(x, DOTS.0), cell(y, DOTS.1))
}

fn line(cells: &[Cell], coloured: bool) -> String {
    let is_blank = |cell: &Cell| glyph(*cell) == ' ';
    let used = cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
    let mut out = String::new();
    let mut style = "";
    for cell in cells[..used].iter().filter(|cell| cell.letter != Some(CONTINUED)) {
        let wanted = if coloured && !is_blank(cell) { paint(*cell) } else { "" };
        if wanted != style {
            if !style.is_empty() {
                out.push_str(RESET);
            }
            out.push_str(wanted);
            style = wanted;
        }
        out.push(glyph(*cell));
    }
    if !style.is_empty() {
        out.push_str(RESET);
    }
    out
}

fn glyph(cell: Cell) -> char {
    match cell.letter {
        Some(letter) => letter,
        None if cell.dots > 0 => char::from_u32(0x2800 + u32::from(cell.dots)).unwrap_or(' '),
        None => cell.ground,
    }
}

const RESET: &str = "\u{1b}[0m";

fn paint(cell: Cell) -> &'static str {
    if cell.letter.is_none() && cell.dots == 0 {
        return colour(Ink::Band, false);
    }
    colour(cell.ink, cell.bold)
}

/// The sequence that begins a colour: the terminal's own sixteen, so that they suit its background.
fn colour(ink: Ink, bold: bool) -> &'static str {
    match ink {
        Ink::Line(n) | Ink::Name(n) => match (n % 4, bold) {
            (0, false) => "\u{1b}[36m",
            (1, false) => "\u{1b}[33m",
            (2, false) => "\u{1b}[32m",
            (_, false) => "\u{1b}[35m",
            (0, true) => "\u{1b}[1;36m",
            (1, true) => "\u{1b}[1;33m",
            (2, true) => "\u{1b}[1;32m",
            (_, true) => "\u{1b}[1;35m",
        },
        Ink::Text | Ink::Paper if bold => "\u{1b}[1m",
        Ink::Text | Ink::Paper => "",
        Ink::Grey | Ink::Grid | Ink::Axis | Ink::Band | Ink::Faded => "\u{1b}[90m",
    }
}

/// A text in a colour, or as it is.
pub(super) fn painted(text: &str, ink: Ink, bold: bool, coloured: bool) -> String {
    let start = if coloured { colour(ink, bold) } else { "" };
    let end = if start.is_empty() { "" } else { RESET };
    format!("{start}{text}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(draw: impl FnOnce(&mut Canvas), expected: &[&str]) {
        let mut canvas = Canvas::new(6, 2);
        draw(&mut canvas);
        assert_eq!(canvas.rows(false), expected);
    }

    #[test]
    fn lines_are_dots_and_letters_hide_them() {
        let solid = (Ink::Line(0), (1, 0));
        check(|c| c.line(((0.0, 0.0), (3.0, 0.0)), solid, &mut 0), &["⠉⠉", ""]);
        check(|c| c.line(((0.0, 0.0), (0.0, 7.0)), solid, &mut 0), &["⡇", "⡇"]);
        check(|c| c.line(((0.0, 3.0), (7.0, 3.0)), (Ink::Text, (2, 2)), &mut 0), &["⣀ ⣀", ""]);
        check(
            |c| {
                c.line(((0.0, 0.0), (3.0, 0.0)), solid, &mut 0);
                c.put((1, 0), '●', Ink::Line(0));
            },
            &["⠉●", ""],
        );
    }

    #[test]
    fn a_text_keeps_a_blank_from_other_letters_and_off_the_lines() {
        let mut canvas = Canvas::new(12, 1);
        canvas.write((4, 0), "12", Ink::Text, true);
        canvas.line(((20.0, 0.0), (23.0, 0.0)), (Ink::Text, (1, 0)), &mut 0);
        for (column, fits) in [(1, true), (2, false), (6, false), (7, true), (8, true), (9, false)]
        {
            assert_eq!(canvas.has_room((column, 0), "34", false), fits, "{column}");
        }
        assert!(!canvas.has_room((8, 0), "34", true), "it touches the line");
        assert!(!canvas.has_room((11, 0), "34", false), "it leaves the sheet");
    }

    #[test]
    fn a_wide_letter_takes_two_cells() {
        check(|c| c.write((0, 0), "中1", Ink::Text, false), &["中1", ""]);
        let mut canvas = Canvas::new(6, 1);
        canvas.write((0, 0), "中", Ink::Text, false);
        assert!(!canvas.has_room((2, 0), "1", true) && canvas.has_room((3, 0), "1", true));
    }

    #[test]
    fn the_ground_gives_way_and_colours_end_with_their_line() {
        check(
            |c| {
                c.fill(0..6, 0..1, SHADE);
                c.put((0, 0), 'x', Ink::Text);
                c.line(((2.0, 0.0), (3.0, 0.0)), (Ink::Text, (1, 0)), &mut 0);
                c.write((4, 0), "y", Ink::Text, false);
            },
            &["x⠉░ y", ""],
        );
        let mut canvas = Canvas::new(3, 1);
        canvas.put((0, 0), '●', Ink::Line(0));
        canvas.put((2, 0), '●', Ink::Line(0));
        assert_eq!(canvas.rows(true), ["\u{1b}[36m●\u{1b}[0m \u{1b}[36m●\u{1b}[0m"]);
    }
}
