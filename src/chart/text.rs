//! A chart in letters, for terminals: lines in Braille dots, markers and labels as letters.
//!
//! The values, the axes' ticks, the notes and the sources are those of the picture, and so are the rules: a missing period is
//! shaded and joined by nothing, what is less than exact is marked, a part of a year stands alone.

mod canvas;
mod labels;
mod plot;

use super::ChartError;
use super::axis::{self, TimeLabels};
use super::data::{Data, Line};
use super::font;
use super::frame::{self, Frame, Medium};
use super::picture;
use super::plane::{Plane, Rect, count};
use super::scene::Ink;
use super::spec::{AxisScale, ChartSpec, MOST_IN_ONE, View};
use super::words::Words;
use canvas::{Canvas, DOTS, cell_of, painted};
use unicode_width::UnicodeWidthStr;

/// The sheet that a chart in letters is written on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// How many letters a line has.
    pub columns: usize,
    /// Whether a terminal's colours may be used.
    pub coloured: bool,
}

/// A chart in fewer columns than this says nothing.
const FEWEST_COLUMNS: usize = 40;

/// Pixels that stand for a column where labels of time are chosen: as wide as their digits, with the space between them.
const COLUMN: f64 = 8.0;

/// The em that belongs to it.
const EM: f64 = 13.0;

/// Writes a chart in letters.
pub(super) fn write(spec: &ChartSpec, sheet: Sheet) -> Result<String, ChartError> {
    let words = Words::of(spec.language)?;
    let mut data = Data::of(spec, words)?;
    for line in &mut data.lines {
        line.name = font::clean(&line.name)?;
    }
    let frame = Frame::of(spec, &data, words)?;
    let columns = sheet.columns.max(FEWEST_COLUMNS);
    let mut page = Page { columns, coloured: sheet.coloured, lines: Vec::new() };
    page.say(&frame.title, Ink::Text, true);
    page.say(&frame.subtitle, Ink::Grey, false);

    let lines: Vec<&Line> = data.lines.iter().collect();
    let small = lines.len() > MOST_IN_ONE;
    let mut gaps = false;
    if small {
        for line in lines {
            page.gap();
            page.say(&line.name, Ink::Name(0), true);
            let own = Line { number: 0, ..line.clone() };
            gaps |= panel(&mut page, spec, &data, &[&own], 6, words)?;
        }
    } else {
        if lines.len() > 1 {
            page.key(&lines);
        }
        page.gap();
        gaps = panel(&mut page, spec, &data, &lines, (columns / 5).clamp(8, 18), words)?;
    }
    page.gap();
    let seen = frame::seen(spec, &data, gaps);
    let events: Vec<String> = spec
        .annotations
        .iter()
        .map(|event| {
            let (period, text) = (words.period(event.period), &event.text);
            let text = text.trim_end_matches(['.', '。']);
            words.say("note.annotation", &[("period", &period), ("text", text)])
        })
        .collect();
    let notes = frame::notes(spec, &data, &seen, &events, words, Medium::Letters)?;
    page.say(&frame::joined(&notes), Ink::Grey, false);
    page.say(&frame.source, Ink::Grey, false);
    Ok(page.finish())
}

/// One pair of axes with some series; returns whether a period is missing.
fn panel(
    page: &mut Page,
    spec: &ChartSpec,
    data: &Data,
    lines: &[&Line],
    rows: usize,
    words: &Words,
) -> Result<bool, ChartError> {
    let texts = axis::value_labels(data, words);
    let left = texts.iter().map(|text| text.width()).max().unwrap_or(0) + 2;
    let slots = data.timeline.slots.len();
    let mut wide = page.columns.saturating_sub(left + 1);
    // Equal places look equal only with equally many columns each.
    if wide / slots >= 3 {
        wide -= wide % slots;
    }
    // Two rows of labels stand below the axis, which is a row of its own.
    let mut canvas = Canvas::new(page.columns, rows + 3);
    let bounds = Rect {
        left: count(left) * DOTS.0,
        right: count(left + wide) * DOTS.0,
        // A row over the highest grid line, for the labels of what reaches it.
        top: DOTS.1 * 1.5,
        bottom: (count(rows) + 0.5) * DOTS.1,
    };
    let plane = Plane::new(bounds, slots, &data.ticks, spec.scale == AxisScale::Log);

    let own: Vec<Line> = lines.iter().map(|line| (*line).clone()).collect();
    let gaps = axis::gaps(&data.timeline, &own);
    for (first, last) in &gaps {
        let edge = |place: f64| cell_of((plane.x(place), 0.0)).0;
        canvas.fill(edge(count(*first) - 0.5)..edge(count(*last) + 0.5), 0..rows, canvas::SHADE);
    }
    draw_axes(&mut canvas, &plane, spec, data, (&texts, left, rows));
    draw_times(&mut canvas, &plane, data, (rows, count(wide) / count(slots)), words);
    if spec.view == View::YearOnYear {
        let tips = plot::draw_bars(&mut canvas, &plane, lines);
        labels::label_bars(&mut canvas, lines, &tips);
    } else {
        for line in lines {
            for (_, dots) in &line.vintages {
                plot::draw_vintage(&mut canvas, &plane, line, dots);
            }
        }
        for line in lines {
            plot::draw_line(&mut canvas, &plane, &line.dots, Ink::Line(line.number), spec.gaps);
        }
        for line in lines {
            plot::draw_markers(&mut canvas, &plane, line);
        }
        labels::label_points(&mut canvas, &plane, lines);
    }
    name_gaps(&mut canvas, &plane, &gaps, rows, &font::clean(&words.say("text.no_data", &[]))?);
    page.draw(&canvas);
    Ok(!gaps.is_empty())
}

/// The axes: numbers and ticks at the left, a line below, another where zero or the base is.
fn draw_axes(
    canvas: &mut Canvas,
    plane: &Plane,
    spec: &ChartSpec,
    data: &Data,
    (texts, left, rows): (&[String], usize, usize),
) {
    let strong = picture::strong_line(spec, data);
    let right = cell_of((plane.frame.right, 0.0)).0;
    for row in 0..rows {
        canvas.put((left - 1, row), '│', Ink::Axis);
    }
    canvas.put((left - 1, rows), '└', Ink::Axis);
    for column in left..right {
        canvas.put((column, rows), '─', Ink::Axis);
    }
    for (tick, text) in data.ticks.iter().zip(texts) {
        let row = cell_of(plane.at(0.0, tick.at)).1;
        canvas.write((left - 1 - text.width() - 1, row), text, Ink::Grey, false);
        if row < rows {
            canvas.put((left - 1, row), '┤', Ink::Axis);
        }
        if row < rows && (tick.at - strong).abs() < 1e-9 {
            canvas.fill(left..right, row..row + 1, '╌');
        }
    }
}

/// Ticks and labels of the time axis.
fn draw_times(
    canvas: &mut Canvas,
    plane: &Plane,
    data: &Data,
    (rows, apart): (usize, f64),
    words: &Words,
) {
    let times = TimeLabels::of(&data.timeline, apart * COLUMN, words, EM);
    for (nth, marks) in times.rows().into_iter().enumerate() {
        for (index, text) in marks {
            let column = cell_of((plane.x(count(index)), 0.0)).0;
            if nth == 0 {
                canvas.put((column, rows), '┬', Ink::Axis);
            }
            let right = cell_of((plane.frame.right, 0.0)).0;
            let start = column.saturating_sub(text.width() / 2);
            let start = start.min((right + 1).saturating_sub(text.width()));
            if canvas.has_room((start, rows + 1 + nth), text, true) {
                canvas.write((start, rows + 1 + nth), text, Ink::Grey, false);
            }
        }
    }
}

/// Writes "no data" into the gaps where it fits, near the middle.
fn name_gaps(canvas: &mut Canvas, plane: &Plane, gaps: &[(usize, usize)], rows: usize, text: &str) {
    for (first, last) in gaps {
        let edge = |place: f64| cell_of((plane.x(place), 0.0)).0;
        let (left, right) = (edge(count(*first) - 0.5), edge(count(*last) + 0.5));
        let wide = text.width();
        // The ground keeps a blank away from the text, and something of it has to be seen.
        if wide + 4 > right - left {
            continue;
        }
        let start = left + (right - left - wide) / 2;
        let middle = rows / 2;
        let near = (0..middle).flat_map(|off| [middle - off, middle + off]);
        if let Some(row) = near.into_iter().find(|row| canvas.has_room((start, *row), text, true)) {
            canvas.write((start, row), text, Ink::Grey, false);
        }
    }
}

/// The lines of the sheet, one under the other.
struct Page {
    columns: usize,
    coloured: bool,
    lines: Vec<String>,
}

impl Page {
    /// Writes a text in as many lines as it takes.
    fn say(&mut self, text: &str, ink: Ink, bold: bool) {
        let limit = count(self.columns);
        for line in font::wrap_by(text, limit, |part| count(part.width())) {
            let line = line.replace('\u{a0}', " ");
            self.lines.push(painted(&line, ink, bold, self.coloured));
        }
    }

    fn gap(&mut self) {
        self.lines.push(String::new());
    }

    /// Which marker is whose.
    fn key(&mut self, lines: &[&Line]) {
        let mut row = String::new();
        let mut used = 0;
        for line in lines {
            let entry = format!("{} {}", plot::shape(line.number, false), line.name);
            if used > 0 && used + 3 + entry.width() > self.columns {
                self.lines.push(std::mem::take(&mut row));
                used = 0;
            }
            if used > 0 {
                row.push_str("   ");
                used += 3;
            }
            used += entry.width();
            row.push_str(&painted(&entry, Ink::Name(line.number), true, self.coloured));
        }
        self.lines.push(row);
    }

    fn draw(&mut self, canvas: &Canvas) {
        let mut rows = canvas.rows(self.coloured);
        while rows.last().is_some_and(String::is_empty) {
            rows.pop();
        }
        self.lines.extend(rows);
    }

    fn finish(self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}
