//! Letters in, rows of words out.
//!
//! Words are told apart by the blanks that were drawn and by gaps; what stands on one line is cut into segments at gaps that no
//! blank is as wide as, which may be those between columns.

use super::font::UNKNOWN;
use super::glyph::Glyph;

/// A gap that is a blank, in sizes of the font. Blanks are a fifth to a third wide, letters of a word are seldom set
/// further apart than a tenth.
const BLANK: f32 = 0.13;
/// A gap that may be one between columns or cells.
const WIDE: f32 = 0.7;
/// The same between digits that the document placed one by one, as it does with the cells of tables.
const WIDE_BETWEEN_DIGITS: f32 = 0.22;

/// Raised and lowered signs of a page whose lines are sought; no page of text has more.
const SIGNS: usize = 20_000;
/// Lines above and below at which a sign's line is sought, and letters of a line that it may touch.
const LINES: usize = 6;
const TOUCHED: usize = 600;

/// Words that stand together on a line.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Letters and digits in it.
    pub(super) letters: usize,
    pub(super) digits: usize,
}

/// The segments of one line, from left to right.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Row {
    pub(super) y: f32,
    /// The size that most of its letters have.
    pub(super) size: f32,
    pub(super) segments: Vec<Segment>,
    /// Whether a page begins with it, within a table that began on one before.
    pub(super) opens: bool,
}

impl Row {
    /// All of its words.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&segment.text);
        }
        text
    }
}

/// The rows of a page from top to bottom.
pub(super) fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let mut lines: Vec<Line> = Vec::new();
    let mut runs = runs(glyphs);
    // From top to bottom, the large before the small, so that a small one finds the line it belongs to.
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let (small, normal): (Vec<Run<'_>>, Vec<Run<'_>>) = {
        let body = usual_size(glyphs);
        let mut signs = 0;
        runs.into_iter().partition(|run| {
            let is_sign = run.size < body * 0.8 && run.glyphs.len() <= 6 && signs < SIGNS;
            signs += usize::from(is_sign);
            is_sign
        })
    };
    for run in normal {
        join(&mut lines, &run);
    }
    let mut alone = Vec::new();
    for run in small {
        let at = lines.partition_point(|line| line.y > run.y);
        let near = lines.iter_mut().skip(at.saturating_sub(LINES)).take(LINES * 2);
        let apart = |line: &Line| (line.y - run.y).abs();
        let reaches = |line: &&mut Line| {
            apart(line) < line.size * 0.6 && (apart(line) < run.size * 0.3 || line.touches(&run))
        };
        match near.filter(reaches).min_by(|a, b| apart(a).total_cmp(&apart(b))) {
            Some(line) => line.add(&run),
            // The cells of a table may be set as small as signs.
            None => join(&mut alone, &run),
        }
    }
    lines.extend(alone);
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines.into_iter().filter_map(Line::row).collect()
}

/// Puts a run on the line where it stands. Lines below the last few are not reached any more, since runs come from above.
fn join(lines: &mut Vec<Line>, run: &Run<'_>) {
    let same = |line: &&mut Line| (line.y - run.y).abs() < line.size.min(run.size) * 0.3;
    match lines.iter_mut().rev().take(24).find(same) {
        Some(line) => line.add(run),
        None => lines.push(Line::of(run)),
    }
}

/// Letters that were drawn one after the other on one line.
#[derive(Clone, Copy)]
struct Run<'g> {
    glyphs: &'g [Glyph],
    y: f32,
    size: f32,
}

fn runs(glyphs: &[Glyph]) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut base: Option<&Glyph> = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let goes_on = base
            .zip(at.checked_sub(1).and_then(|before| glyphs.get(before)))
            .is_some_and(|(base, before)| {
                let gap = glyph.x0 - before.x1;
                let size = base.size.max(glyph.size);
                (glyph.y - base.y).abs() < size * 0.5 && gap > -size * 0.4 && gap < size * 1.5
            });
        if !goes_on {
            runs.extend(run(&glyphs[start..at], base));
            (start, base) = (at, Some(glyph));
        } else if base.is_some_and(|base| glyph.size > base.size * 1.1) {
            base = Some(glyph);
        }
    }
    runs.extend(run(&glyphs[start..], base));
    runs
}

fn run<'g>(glyphs: &'g [Glyph], base: Option<&Glyph>) -> Option<Run<'g>> {
    let base = base.filter(|_| !glyphs.is_empty())?;
    Some(Run { glyphs, y: base.y, size: base.size })
}

/// The size that most letters have.
pub(super) fn usual_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { 0.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

struct Line {
    glyphs: Vec<Glyph>,
    y: f32,
    size: f32,
}

impl Line {
    fn of(run: &Run<'_>) -> Self {
        Self { glyphs: run.glyphs.to_vec(), y: run.y, size: run.size }
    }

    fn add(&mut self, run: &Run<'_>) {
        self.glyphs.extend(run.glyphs);
    }

    /// Whether a small run follows or leads a letter closely, as the sign of a footnote does.
    fn touches(&self, run: &Run<'_>) -> bool {
        let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else {
            return false;
        };
        let near = self.size * 0.35;
        self.glyphs
            .iter()
            .rev()
            .take(TOUCHED)
            .any(|glyph| (first.x0 - glyph.x1).abs() < near || (glyph.x0 - last.x1).abs() < near)
    }

    fn row(mut self) -> Option<Row> {
        self.glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let size = usual_size(&self.glyphs);
        let y = baseline(&self.glyphs, size).unwrap_or(self.y);
        let spread = spread(&self.glyphs);
        let mut segments: Vec<Segment> = (self.glyphs)
            .chunk_by(|before, glyph| !is_apart(before, glyph, spread))
            .filter_map(|glyphs| segment(glyphs, spread))
            .collect();
        segments.retain_mut(|segment| {
            without_leader(&mut segment.text);
            !segment.text.is_empty()
        });
        (!segments.is_empty()).then_some(Row { y, size, segments, opens: false })
    }
}

/// How far apart the letters of a line are set, in sizes of the font, where they are set apart at all: of headings like
/// ‘T R A D E’ the gaps between letters are as wide as blanks.
fn spread(glyphs: &[Glyph]) -> f32 {
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter(|pair| {
            !pair[1].after_blank && pair[0].letter.is_alphabetic() && pair[1].letter.is_alphabetic()
        })
        .map(|pair| (pair[1].x0 - pair[0].x1) / pair[1].size)
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    // Most gaps are those within words, whatever the words are.
    let at = gaps.len() * 2 / 5;
    let usual = *gaps.select_nth_unstable_by(at, f32::total_cmp).1;
    if usual > 0.08 { usual.min(1.2) } else { 0.0 }
}

/// Whether a segment begins with a letter.
fn is_apart(before: &Glyph, glyph: &Glyph, spread: f32) -> bool {
    // A heading may begin beside the small print of the other column.
    let size = f32::midpoint(glyph.size, before.size);
    let gap = (glyph.x0 - before.x1) / size - spread;
    let digits = before.letter.is_ascii_digit() && glyph.letter.is_ascii_digit();
    // Between the thousands of ‘1 234’ a blank is drawn.
    let cells = digits && glyph.placed && !glyph.after_blank && gap > WIDE_BETWEEN_DIGITS;
    gap > WIDE || cells
}

/// The baseline of the letters that are not set smaller.
fn baseline(glyphs: &[Glyph], size: f32) -> Option<f32> {
    glyphs.iter().find(|glyph| glyph.size >= size * 0.95).map(|glyph| glyph.y)
}

/// The words of letters that stand together. What is raised is told by their own line: that of the other column is another.
fn segment(glyphs: &[Glyph], spread: f32) -> Option<Segment> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let size = usual_size(glyphs);
    let base = baseline(glyphs, size).unwrap_or(first.y);
    let mut segment = Segment {
        text: String::new(),
        x0: first.x0,
        x1: last.x1,
        y: base,
        size,
        bold: first.bold,
        letters: 0,
        digits: 0,
    };
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        let letter = match glyph.letter {
            // It marks where a word may be parted. At the end of a line it did part one.
            '\u{ad}' => '\u{ad}',
            '\u{a0}' | '\u{202f}' => '\u{a0}',
            c if c.is_control() => UNKNOWN,
            c => c,
        };
        let gap = before.map_or(0.0, |b| (glyph.x0 - b.x1) / glyph.size.max(b.size) - spread);
        let apart = glyph.after_blank || gap > BLANK;
        if apart && !segment.text.is_empty() && !segment.text.ends_with([' ', '\u{a0}']) {
            segment.text.push(' ');
        }
        segment.x1 = segment.x1.max(glyph.x1);
        segment.size = segment.size.max(glyph.size);
        segment.bold &= glyph.bold || !letter.is_alphabetic();
        segment.letters += usize::from(letter.is_alphabetic());
        segment.digits += usize::from(letter.is_ascii_digit());
        let small = glyph.size < size * 0.85;
        let up = small && glyph.y > base + size * 0.15;
        let down = small && glyph.y < base - size * 0.08;
        push(&mut segment.text, raised(letter, up, down));
        before = Some(glyph);
    }
    Some(segment)
}

/// Takes out the dots that lead the eye from a label to its number.
fn without_leader(text: &mut String) {
    const DOTS: usize = 4;
    let is_dot = |c: char| matches!(c, '.' | '…' | '·' | ' ' | '_');
    if text.matches(['.', '…', '·', '_']).count() >= DOTS {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(start) = rest.find(['.', '…', '·', '_']) {
            let end = rest[start..].find(|c| !is_dot(c)).map_or(rest.len(), |at| at + start);
            let dots = rest[start..end].chars().filter(|&c| c != ' ').count();
            if dots >= DOTS {
                kept.push_str(rest[..start].trim_end());
                kept.push(' ');
            } else {
                kept.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        kept.push_str(rest);
        *text = kept;
    }
    *text = text.trim().to_owned();
}

/// A raised or lowered digit: the sign of a footnote behind ‘2023’ is no digit of the number.
fn raised(letter: char, up: bool, down: bool) -> char {
    let Some(digit) = letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else {
        return letter;
    };
    let digits = match (up, down) {
        (true, _) => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
        (_, true) => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        _ => return letter,
    };
    digits.get(digit).copied().unwrap_or(letter)
}

/// Writes a letter; ligatures as the letters they join, bullets of symbol fonts as bullets.
fn push(text: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        // Fonts draw one glyph for a sign and its twin in Greek, and say the twin.
        '\u{37e}' => text.push(';'),
        '\u{387}' => text.push('·'),
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' | '\u{f0fc}' => text.push('•'),
        other => text.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half as wide as their size from `x` on.
    fn glyphs(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        let (mut x, mut after_blank) = (x, false);
        for letter in text.chars() {
            if letter == ' ' {
                after_blank = true;
            } else {
                let placed = glyphs.is_empty();
                glyphs.push(Glyph {
                    letter,
                    x0: x,
                    x1: x + size / 2.0,
                    y,
                    size,
                    bold: false,
                    after_blank,
                    placed,
                });
                after_blank = false;
            }
            x += size / 2.0;
        }
        glyphs
    }

    fn check(parts: &[Vec<Glyph>], expected: &[&[&str]]) {
        let found: Vec<Vec<String>> = (rows(&parts.concat()).into_iter())
            .map(|row| row.segments.into_iter().map(|segment| segment.text).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_come_from_above_and_cells_from_the_left() {
        check(
            &[
                glyphs("below", 0.0, 80.0, 10.0),
                glyphs("12,5", 200.0, 100.0, 10.0),
                glyphs("Oil and gas", 0.0, 100.0, 10.0),
            ],
            &[&["Oil and gas", "12,5"], &["below"]],
        );
    }

    #[test]
    fn digits_that_were_placed_one_by_one_are_cells() {
        check(&[glyphs("123", 0.0, 0.0, 10.0), glyphs("456", 18.0, 0.0, 10.0)], &[&["123", "456"]]);
        let mut rest = glyphs("302", 11.0, 0.0, 10.0);
        rest[0].after_blank = true;
        check(&[glyphs("14", 0.0, 0.0, 10.0), rest], &[&["14 302"]]);
        check(&[glyphs("in", 0.0, 0.0, 10.0), glyphs("2023", 13.0, 0.0, 10.0)], &[&["in 2023"]]);
    }

    #[test]
    fn a_raised_digit_belongs_to_no_number() {
        check(&[glyphs("2023", 0.0, 0.0, 10.0), glyphs("1", 20.0, 4.0, 6.0)], &[&["2023¹"]]);
        check(
            &[
                glyphs("CO", 0.0, 0.0, 10.0),
                glyphs("2", 10.0, -2.0, 6.0),
                glyphs(" up", 13.0, 0.0, 10.0),
            ],
            &[&["CO₂ up"]],
        );
        check(
            &[glyphs("x", 0.0, 0.0, 10.0), glyphs("aside", 60.0, 5.0, 6.0)],
            &[&["aside"], &["x"]],
        );
    }

    #[test]
    fn columns_of_two_sizes_are_read_apart() {
        check(
            &[
                glyphs("imports fell by 5%", 0.0, 90.0, 10.0),
                glyphs("Trade", 102.0, 90.0, 16.0),
                glyphs("exports rose by 7%", 0.0, 60.0, 10.0),
                glyphs("12", 110.0, 62.0, 7.9),
            ],
            &[&["imports fell by 5%", "Trade"], &["exports rose by 7%", "12"]],
        );
    }

    #[test]
    fn small_cells_stand_on_one_line() {
        check(
            &[
                glyphs("a line of the text that is larger", 0.0, 90.0, 10.0),
                glyphs("2023", 60.0, 60.0, 7.9),
                glyphs("2024", 120.0, 60.0, 7.9),
                glyphs("China", 0.0, 60.0, 7.9),
            ],
            &[&["a line of the text that is larger"], &["China", "2023", "2024"]],
        );
    }

    #[test]
    fn letters_set_apart_are_words_all_the_same() {
        let mut title = glyphs("TRADE IN 2024", 0.0, 0.0, 10.0);
        for (at, glyph) in title.iter_mut().enumerate() {
            let moved = if at > 6 {
                20.0
            } else if at > 4 {
                10.0
            } else {
                0.0
            } + 3.0 * f32::from(u8::try_from(at).unwrap_or(0));
            (glyph.x0, glyph.x1, glyph.after_blank) = (glyph.x0 + moved, glyph.x1 + moved, false);
        }
        check(&[title], &[&["TRADE", "IN", "2024"]]);
    }

    #[test]
    fn dots_that_lead_the_eye_go() {
        check(&[glyphs("Total . . . . . . 12.5", 0.0, 0.0, 10.0)], &[&["Total 12.5"]]);
        check(&[glyphs("Exports......", 0.0, 0.0, 10.0)], &[&["Exports"]]);
        check(&[glyphs("and so on...", 0.0, 0.0, 10.0)], &[&["and so on..."]]);
    }

    #[test]
    fn ligatures_are_letters() {
        check(&[glyphs("ﬁrm eﬀort", 0.0, 0.0, 10.0)], &[&["firm effort"]]);
        check(&[glyphs("tons\u{37e} barrels", 0.0, 0.0, 10.0)], &[&["tons; barrels"]]);
    }
}
