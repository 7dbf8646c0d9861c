//! Lines in, paragraphs out.

use super::words::Row;

/// Lines that make one paragraph.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<String>,
    /// Before which lines a page begins.
    pub(super) breaks: Vec<usize>,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// The baseline of its first line.
    pub(super) top: f32,
    /// Whether its last line reaches the end of its column.
    pub(super) full: bool,
}

/// Signs that begin an item of a list.
const BULLETS: &[char] =
    &['•', '▪', '■', '●', '○', '◦', '‣', '⁃', '·', '➢', '►', '\u{f0b7}', '*', '–', '—', '-'];

/// Letters of a word that joins others, at most.
const JOINING: usize = 4;

/// Words that captions begin with, one a line below a heading.
const CAPTIONS: &str = include_str!("../../../seeds/captions.csv");

impl Paragraph {
    fn of(row: &Row, line: String, full: bool) -> Self {
        let bold = row.segments.iter().all(|segment| segment.bold);
        let breaks = if row.opens { vec![0] } else { Vec::new() };
        Self { lines: vec![line], breaks, size: row.size, bold, top: row.y, full }
    }

    /// Whether its sentence goes on in the next paragraph: columns and pages end anywhere.
    pub(super) fn is_open(&self) -> bool {
        let Some(last) =
            self.lines.last().map(|line| line.trim_end_matches(['"', '”', '»', '’', ')']))
        else {
            return false;
        };
        let ends = last.ends_with(['.', '!', '?', ':', ';', '…'])
            || last.ends_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']);
        let letters: usize =
            self.lines.iter().map(|line| line.chars().filter(|c| c.is_alphabetic()).count()).sum();
        !ends && self.full && letters >= 25
    }

    /// Whether it can be the rest of a paragraph that was open.
    pub(super) fn continues(&self, open: &Self) -> bool {
        let Some(first) = self.lines.first() else { return false };
        let alike = (self.size - open.size).abs() < open.size * 0.06 && self.bold == open.bold;
        let comma = open.lines.last().is_some_and(|line| line.ends_with(','));
        // ‘between Kazakhstan and’ waits for a name.
        let waits =
            open.lines.last().and_then(|line| line.split(' ').next_back()).is_some_and(|word| {
                word.chars().count() <= JOINING && word.chars().all(char::is_lowercase)
            });
        let start = first.chars().next().unwrap_or(' ');
        let goes_on = start.is_lowercase()
            || ((comma || waits) && start.is_alphabetic())
            || (!start.is_uppercase()
                && !is_item(first)
                && !BULLETS.contains(&start)
                && (is_amount(first) || !is_note(first)));
        alike && goes_on
    }

    /// Appends the rest, which stands on a page of its own if `new_page`.
    pub(super) fn append(&mut self, rest: Self, new_page: bool) {
        let before = self.lines.len();
        if new_page {
            self.breaks.push(before);
        }
        self.breaks.extend(rest.breaks.iter().map(|at| at + before));
        self.lines.extend(rest.lines);
        self.full = rest.full;
    }

    /// Whether it is an item of a list behind a sign, and what stands behind the sign.
    pub(super) fn item(&self) -> Option<&str> {
        let first = self.lines.first()?;
        let mut letters = first.chars();
        let sign = letters.next().filter(|sign| BULLETS.contains(sign))?;
        let rest = letters.as_str();
        // ‘-5 per cent’ and ‘*’ are words of their own; a sign stands apart.
        let apart =
            rest.starts_with([' ', '\u{a0}']) || !matches!(sign, '*' | '–' | '—' | '-' | '·');
        (apart && !rest.trim().is_empty()).then(|| rest.trim_start())
    }
}

/// Whether a line begins like a footnote.
pub(super) fn is_note(line: &str) -> bool {
    line.starts_with(|c: char| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '*' | '†'))
        || line.starts_with(|c: char| c.is_ascii_digit())
        || ["Source", "Note", "Источник", "Примечание"].iter().any(|word| line.starts_with(word))
}

/// Whether a line begins with a number of a sentence, as in ‘3.97 billion’: those of notes and headings stand before a new one.
fn is_amount(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    number && words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// Whether a line is what a table or picture is called: ‘Table 3. Exports’.
pub(super) fn is_caption(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    CAPTIONS.lines().skip(1).any(|word| word == first)
}

/// `1.`, `2)`, `a)`: a line that begins so is an item.
fn is_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let Some(mark) = first.strip_suffix(['.', ')']) else { return false };
    let short = mark.chars().count() <= 2 && line.len() > first.len();
    short
        && (mark.bytes().all(|b| b.is_ascii_digit())
            || (first.ends_with(')') && mark.chars().all(char::is_lowercase)))
}

/// Groups the lines of a region.
pub(super) fn paragraphs(rows: &[Row]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let frame = Frame::of(rows);
    for (at, row) in rows.iter().enumerate() {
        let line = words(row);
        let full = frame.reaches_end(row);
        let begins = match at.checked_sub(1).and_then(|before| rows.get(before)) {
            Some(before) => frame.parts(before, row, rows.get(at + 1), &line),
            None => true,
        };
        match paragraphs.last_mut().filter(|_| !begins) {
            Some(paragraph) => {
                if row.opens {
                    paragraph.breaks.push(paragraph.lines.len());
                }
                paragraph.lines.push(line);
                paragraph.full = full;
            }
            None => paragraphs.push(Paragraph::of(row, line, full)),
        }
    }
    paragraphs
}

/// The words of a row; numbers of two cells stay two.
fn words(row: &Row) -> String {
    let mut line = String::new();
    for segment in &row.segments {
        if !line.is_empty() {
            line.push_str(gap(&line, &segment.text));
        }
        line.push_str(&segment.text);
    }
    line
}

/// What stands between two segments: a single blank between digits would make one number of two.
pub(super) fn gap(before: &str, after: &str) -> &'static str {
    let digits = before.ends_with(|c: char| c.is_ascii_digit())
        && after.starts_with(|c: char| c.is_ascii_digit());
    if digits { "  " } else { " " }
}

/// What is usual in a region.
struct Frame {
    left: f32,
    right: f32,
    /// From baseline to baseline.
    pitch: f32,
}

impl Frame {
    fn of(rows: &[Row]) -> Self {
        let left = rows.iter().map(start).fold(f32::INFINITY, f32::min);
        let right = rows.iter().map(end).fold(f32::NEG_INFINITY, f32::max);
        let mut gaps: Vec<f32> = rows
            .windows(2)
            .map(|pair| pair[0].y - pair[1].y)
            .zip(rows)
            .filter(|(gap, row)| *gap > row.size * 0.5 && *gap < row.size * 2.5)
            .map(|(gap, _)| gap)
            .collect();
        // Lines of a paragraph are nearer than paragraphs, of which there are fewer.
        let at = gaps.len() * 2 / 5;
        let pitch =
            if gaps.is_empty() { 0.0 } else { *gaps.select_nth_unstable_by(at, f32::total_cmp).1 };
        Self { left, right, pitch }
    }

    fn reaches_end(&self, row: &Row) -> bool {
        end(row) > self.right - (self.right - self.left) * 0.12
    }

    /// Whether a line has a gap that no justified line has: it is a row of something, and its words are no sentence with those
    /// of the next.
    fn is_spaced(&self, row: &Row) -> bool {
        let gaps = || row.segments.windows(2).map(|pair| pair[1].x0 - pair[0].x1);
        let bulleted = row
            .segments
            .first()
            .is_some_and(|first| is_bullet(&first.text) || is_item(&format!("{} x", first.text)));
        let wide = gaps().skip(usize::from(bulleted)).any(|gap| gap > row.size * 2.5);
        wide && !self.is_justified(row)
    }

    /// Whether all words of a line are apart alike, from the one edge to the other, as in narrow columns without hyphens.
    fn is_justified(&self, row: &Row) -> bool {
        let edge = row.size * 0.1;
        let (mut least, mut most) = (f32::INFINITY, 0.0_f32);
        for pair in row.segments.windows(2) {
            let gap = pair[1].x0 - pair[0].x1;
            (least, most) = (least.min(gap), most.max(gap));
        }
        let digits: usize = row.segments.iter().map(|segment| segment.digits).sum();
        let letters: usize = row.segments.iter().map(|segment| segment.letters).sum();
        start(row) < self.left + edge
            && end(row) > self.right - edge
            && most < least * 1.3
            && row.segments.iter().all(|segment| !segment.text.contains(' '))
            && digits * 3 < letters
    }

    /// Whether a paragraph begins with `row`.
    fn parts(&self, before: &Row, row: &Row, next: Option<&Row>, line: &str) -> bool {
        let gap = before.y - row.y;
        let size = row.size.max(before.size);
        let far = if self.pitch > 0.0 {
            gap > (self.pitch * 1.3).max(size * 0.9)
        } else {
            gap > size * 1.9
        };
        let other_size = (row.size - before.size).abs() > size * 0.1;
        let bold = |row: &Row| row.segments.iter().all(|segment| segment.bold);
        if far
            || self.is_spaced(row)
            || self.is_spaced(before)
            || gap < -size
            || other_size
            || bold(row) != bold(before)
            || is_bullet(line)
        {
            return true;
        }
        let text = before.text();
        let ended = text.ends_with(['.', '!', '?', ':', ';', '…']);
        let upper = line.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '“' | '"')
        });
        // The first word would have had room on the line before: that line was ended on purpose.
        let room = self.right - end(before);
        let had_room = room > first_word(row) + size * 0.8;
        let indented =
            start(row) > start(before) + size * 0.7 && start(row) < start(before) + size * 6.0;
        let alone = next.is_none_or(|next| start(row) > start(next) + size * 0.7);
        (had_room && (ended || upper))
            || (indented && alone && upper)
            || (is_item(line) && (ended || had_room))
    }
}

fn is_bullet(line: &str) -> bool {
    let mut letters = line.chars();
    let sign = letters.next().is_some_and(|c| BULLETS.contains(&c));
    sign && letters
        .next()
        .is_none_or(|c| c.is_whitespace() || !line.starts_with(['*', '–', '—', '-', '·']))
}

fn start(row: &Row) -> f32 {
    row.segments.first().map_or(0.0, |segment| segment.x0)
}

fn end(row: &Row) -> f32 {
    row.segments.last().map_or(0.0, |segment| segment.x1)
}

/// About how wide the first word of a row is.
fn first_word(row: &Row) -> f32 {
    let Some(segment) = row.segments.first() else { return 0.0 };
    let word = segment.text.split_whitespace().next().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a line has some hundred letters")]
    let part = word.chars().count() as f32 / segment.text.chars().count().max(1) as f32;
    (segment.x1 - segment.x0) * part
}

#[cfg(test)]
mod tests {
    use super::super::words::Segment;
    use super::*;

    /// Lines of `x0 x1 words`, ten points apart, an empty one leaving a gap; the paragraphs.
    fn check(lines: &[(f32, f32, &str)], expected: &[&str]) {
        let row = |(at, &(x0, x1, text)): (u16, &(f32, f32, &str))| {
            let y = 700.0 - 12.0 * f32::from(at);
            let text = text.to_owned();
            let segment =
                Segment { text, x0, x1, y, size: 10.0, bold: false, letters: 1, digits: 0 };
            (x1 > 0.0).then(|| Row { y, size: 10.0, segments: vec![segment], opens: false })
        };
        let rows: Vec<Row> = (0..).zip(lines).filter_map(row).collect();
        let found: Vec<String> = paragraphs(&rows).iter().map(|p| p.lines.join("/")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gaps_indents_and_short_lines_part() {
        check(
            &[
                (0.0, 300.0, "Trade grew"),
                (0.0, 295.0, "by 3%."),
                (0.0, 0.0, ""),
                (0.0, 298.0, "Exports of ore"),
                (0.0, 120.0, "fell."),
            ],
            &["Trade grew/by 3%.", "Exports of ore/fell."],
        );
        check(
            &[
                (10.0, 300.0, "Trade grew"),
                (0.0, 300.0, "by 3%."),
                (10.0, 300.0, "Exports of ore"),
                (0.0, 120.0, "fell."),
            ],
            &["Trade grew/by 3%.", "Exports of ore/fell."],
        );
        check(
            &[
                (0.0, 300.0, "Trade grew"),
                (0.0, 90.0, "by 3%."),
                (0.0, 300.0, "Exports of ore"),
                (0.0, 120.0, "fell."),
            ],
            &["Trade grew/by 3%.", "Exports of ore/fell."],
        );
    }

    #[test]
    fn sentences_go_on_with_numbers_and_not_with_notes() {
        let goes_on = |open: &str, rest: &str| {
            let mut found = [open, rest].map(|line| {
                let segment = Segment {
                    text: line.to_owned(),
                    x0: 0.0,
                    x1: 300.0,
                    y: 0.0,
                    size: 10.0,
                    bold: false,
                    letters: 1,
                    digits: 0,
                };
                paragraphs(&[Row { y: 0.0, size: 10.0, segments: vec![segment], opens: false }])
                    .remove(0)
            });
            found[0].full = true;
            found[0].is_open() && found[1].continues(&found[0])
        };
        let open = "imports from the neighbouring country reached";
        assert!(goes_on(open, "3.97 billion dollars in all."));
        assert!(!goes_on(open, "1 Without the flows of electricity."));
        assert!(!goes_on(open, "2"));
        assert!(goes_on("trade turnover between Kazakhstan and", "Germany fell by 3%."));
        assert!(!goes_on("trade turnover of the neighbouring countries", "Germany fell by 3%."));
    }

    #[test]
    fn a_line_without_room_for_another_word_goes_on() {
        let segment = |&(x0, x1, text): &(f32, f32, &str)| {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let (text, y) = (text.to_owned(), 0.0);
            Segment { text, x0, x1, y, size: 10.0, bold: false, letters, digits: 0 }
        };
        let row = |y: f32, parts: &[(f32, f32, &str)]| Row {
            y,
            size: 10.0,
            segments: parts.iter().map(segment).collect(),
            opens: false,
        };
        let rows = |spaced: &[(f32, f32, &str)]| {
            let rows = [
                row(24.0, &[(0.0, 150.0, "The office found it and")]),
                row(12.0, spaced),
                row(0.0, &[(0.0, 150.0, "which the others did not.")]),
            ];
            paragraphs(&rows).len()
        };
        assert_eq!(
            rows(&[(0.0, 30.0, "the"), (60.0, 90.0, "old"), (119.0, 150.0, "differences")]),
            1
        );
        assert_eq!(
            rows(&[(0.0, 30.0, "the"), (60.0, 90.0, "old"), (100.0, 150.0, "differences")]),
            3
        );
        assert_eq!(rows(&[(0.0, 30.0, "the"), (60.0, 90.0, "old"), (110.0, 130.0, "sum")]), 3);
    }

    #[test]
    fn items_begin_anew_and_hang() {
        check(
            &[
                (0.0, 300.0, "• exports that go"),
                (10.0, 300.0, "by sea"),
                (0.0, 200.0, "• imports"),
            ],
            &["• exports that go/by sea", "• imports"],
        );
    }

    #[test]
    fn two_numbers_stay_two() {
        assert_eq!(gap("5", "678"), "  ");
        assert_eq!(gap("in", "2023"), " ");
    }
}
