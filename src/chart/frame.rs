//! What stands round a chart: title and subtitle above, notes and sources below.

use super::ChartError;
use super::data::Data;
use super::font::{self, Weight};
use super::marks::{self, Mark};
use super::plane::count;
use super::scene::{Anchor, Ink, Layer, Scene, Words as Text};
use super::spec::{self, AxisScale, ChartSpec, Converted, Layout, View};
use super::words::Words;
use crate::model::Transform;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The margin of the picture.
pub(super) const MARGIN: f64 = 16.0;

/// Of more disputed values than this the note counts the rest.
const MOST_RIVALS: usize = 4;

/// Measures that differ between wide and narrow.
pub(super) struct Measures {
    /// Width of the picture.
    pub(super) width: f64,
    /// Height of the picture, unless its text needs more.
    pub(super) height: f64,
    /// The least height of what lies between the axes.
    pub(super) least: f64,
    title: f64,
    subtitle: f64,
    note: f64,
}

impl Measures {
    /// The measures of a layout.
    pub(super) fn of(layout: Layout) -> Self {
        match layout {
            Layout::Wide => Self {
                width: 800.0,
                height: 450.0,
                least: 200.0,
                title: 22.0,
                subtitle: 15.0,
                note: 12.0,
            },
            Layout::Narrow => Self {
                width: 360.0,
                height: 420.0,
                least: 190.0,
                title: 19.0,
                subtitle: 14.0,
                note: 12.0,
            },
        }
    }
}

/// Everything that a chart says outside its axes.
pub(super) struct Frame {
    /// The headline.
    pub(super) title: String,
    /// What is measured, in what, when, and how it was treated.
    pub(super) subtitle: String,
    /// Sentences under the chart.
    pub(super) notes: Vec<String>,
    /// Where the values come from.
    pub(super) source: String,
}

impl Frame {
    /// The texts of a chart, checked letter by letter.
    pub(super) fn of(spec: &ChartSpec, data: &Data, words: &Words) -> Result<Self, ChartError> {
        Ok(Self {
            title: font::clean(&spec.headline()?)?,
            subtitle: font::clean(&subtitle(spec, data, words))?,
            notes: Vec::new(),
            source: font::clean(&source(spec, data, words))?,
        })
    }

    /// Writes title and subtitle; returns where they end.
    pub(super) fn draw_head(&self, scene: &mut Scene, measures: &Measures) -> f64 {
        let room = measures.width - 2.0 * MARGIN;
        let mut y = MARGIN - 4.0;
        let rows = [
            (&self.title, measures.title, Weight::Bold, Ink::Text, 1.18),
            (&self.subtitle, measures.subtitle, Weight::Regular, Ink::Grey, 1.28),
        ];
        for (text, size, weight, ink, leading) in rows {
            for line in font::wrap(text, size, weight, room) {
                // Chinese letters are taller than ours; their lines stand further apart.
                let (up, down) = font::extent(&line, size);
                let height = (size * leading).max(up + down + 1.0);
                y += height;
                scene.write(Layer::Frame, text_at(line, (MARGIN, y), size, weight, ink));
            }
            y += 3.0;
        }
        y + 3.0
    }

    /// The lines of notes and sources, as wide as the picture allows.
    pub(super) fn foot_lines(&self, measures: &Measures) -> Vec<String> {
        let room = measures.width - 2.0 * MARGIN;
        let mut lines = font::wrap(&joined(&self.notes), measures.note, Weight::Regular, room);
        lines.extend(font::wrap(&self.source, measures.note, Weight::Regular, room));
        lines
    }

    /// How high those lines are, with the space round them.
    pub(super) fn foot_height(lines: &[String], measures: &Measures) -> f64 {
        count(lines.len()) * leading(lines, measures) + 18.0
    }

    /// Writes notes and sources, the last line at the bottom of the picture.
    pub(super) fn draw_foot(lines: &[String], scene: &mut Scene, measures: &Measures) {
        let step = leading(lines, measures);
        for (i, line) in lines.iter().enumerate() {
            let y = scene.height - 13.0 - count(lines.len() - 1 - i) * step;
            scene.write(
                Layer::Frame,
                text_at(line.clone(), (MARGIN, y), measures.note, Weight::Regular, Ink::Grey),
            );
        }
    }
}

/// Sentences in a row; Chinese ones need no blanks between them.
pub(super) fn joined(notes: &[String]) -> String {
    let joint = if notes.iter().any(|note| font::is_chinese(note)) { "" } else { " " };
    notes.join(joint)
}

fn leading(lines: &[String], measures: &Measures) -> f64 {
    if lines.iter().any(|line| font::is_chinese(line)) {
        measures.note * 1.45
    } else {
        measures.note * 1.33
    }
}

fn text_at(text: String, at: (f64, f64), size: f64, weight: Weight, ink: Ink) -> Text {
    Text { text, at, anchor: Anchor::Start, size, weight, ink }
}

/// "Turnover (exports + imports), million US dollars, 2011–2024, logarithmic scale".
fn subtitle(spec: &ChartSpec, data: &Data, words: &Words) -> String {
    let Some(first) = spec.series.first() else { return String::new() };
    let mut parts = Vec::new();
    if spec.series.iter().all(|s| s.indicator == first.indicator) {
        parts.push(words.say(&format!("indicator.{}", first.indicator), &[]));
    }
    let unit = unit(spec, data, words);
    match spec.view {
        View::Index(base) => {
            parts.push(words.say("view.index", &[("period", &words.period(base))]));
        }
        View::YearOnYear => {
            parts.push(words.say("view.yoy", &[]));
            parts.push(unit);
        }
        View::Level if first.transform == Transform::Multiple => {
            parts.push(words.say("transform.multiple", &[]));
        }
        View::Level => {
            parts.push(words.say(&format!("transform.{}", first.transform), &[]));
            parts.push(unit);
        }
    }
    if let (Some(from), Some(to)) = (data.timeline.slots.first(), data.timeline.slots.last()) {
        parts.push(words.range(&words.short(*from), &words.short(*to)));
    }
    if spec.scale == AxisScale::Log {
        parts.push(words.say("view.log", &[]));
    }
    if let Some(day) = spec.as_of {
        parts.push(words.say("view.as_of", &[("day", &words.day(day))]));
    }
    if let Some(converted) = &spec.converted {
        parts.push(words.say("view.converted", &[("currencies", &currencies(converted))]));
    }
    parts.retain(|part| !part.is_empty());
    capitalised(&parts.join(&words.say("text.separator", &[])))
}

/// What the values are in: "million US dollars"; empty for an index.
pub(super) fn unit(spec: &ChartSpec, data: &Data, words: &Words) -> String {
    match (spec.view, spec.series.first()) {
        (View::Index(_), _) | (_, None) => String::new(),
        (View::YearOnYear, _) => words.say("unit.percent", &[]),
        (View::Level, Some(first)) => spec::scaled_unit(first.unit, &data.scale_word, words),
    }
}

/// "KZT, RUB".
fn currencies(converted: &Converted) -> String {
    let codes: Vec<_> = converted.from.iter().map(ToString::to_string).collect();
    codes.join(", ")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a chart is made of, as far as its notes have to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Medium {
    /// Shapes and colours.
    Picture,
    /// Letters, with colours or without.
    Letters,
}

/// The sentences that explain what occurs, then the author's own.
pub(super) fn notes(
    spec: &ChartSpec,
    data: &Data,
    seen: &BTreeSet<Mark>,
    told: &[String],
    words: &Words,
    medium: Medium,
) -> Result<Vec<String>, ChartError> {
    let rivals = rivals(data, words);
    let letters = medium == Medium::Letters;
    let explain = |mark: &Mark| {
        let key = match mark {
            Mark::HollowBar if letters => "note.lighter_bar",
            mark => mark.key(),
        };
        words.say(key, &[("list", rivals.as_str())])
    };
    let mut notes: Vec<String> = seen.iter().map(explain).collect();
    let several = spec.series.len() > spec::MOST_IN_ONE;
    let conditions = [
        (several && !letters && spec.view != View::YearOnYear, "note.others"),
        (data.withheld, "note.no_growth"),
        (!data.from_zero, "note.no_zero"),
        (data.rounded, "note.rounded"),
    ];
    notes.extend(conditions.iter().filter(|(holds, _)| *holds).map(|(_, key)| words.say(key, &[])));
    let mut days: Vec<&str> = Vec::new();
    for (day, _) in data.lines.iter().flat_map(|line| &line.vintages) {
        if !days.contains(&day.as_str()) {
            days.push(day);
        }
    }
    if !days.is_empty() {
        let days = days.join(&words.say("text.separator", &[]));
        let key = if letters { "note.vintages_dots" } else { "note.vintages" };
        notes.push(words.say(key, &[("days", &days)]));
    }
    let more: usize = spec.series.iter().map(|series| series.vintages_left_out).sum();
    if more > 0 {
        notes.push(words.say("note.vintages_left_out", &[("n", &more.to_string())]));
    }
    if data.left_out > 0 {
        notes.push(words.say("note.left_out", &[("n", &data.left_out.to_string())]));
    }
    if let Some(converted) = &spec.converted {
        let sources: Vec<_> = converted.sources.iter().map(String::as_str).collect();
        let fillers = [("currencies", &*currencies(converted)), ("sources", &sources.join("; "))];
        notes.push(words.say("note.converted", &fillers));
        if converted.coarser {
            notes.push(words.say("note.coarser", &[]));
        }
    }
    notes.extend(told.iter().cloned());
    notes.extend(spec.notes.iter().cloned());
    notes.iter().map(|note| font::clean(note)).collect()
}

/// Where the sources disagree, and by how much: "2018: 107.06 to 108.3; 2023: 228 to 240.11".
fn rivals(data: &Data, words: &Words) -> String {
    let several = data.lines.len() > 1;
    let mut list = Vec::new();
    for line in &data.lines {
        for dot in line.dots.iter().chain(&line.parts) {
            let Some(rivals) = &dot.rivals else { continue };
            let (period, name) = (words.period(dot.period), line.name.as_str());
            let fillers = [("period", period.as_str()), ("range", &rivals.said), ("name", name)];
            let key = if several { "text.rivals_of" } else { "text.rivals" };
            list.push(words.say(key, &fillers));
        }
    }
    let more = list.len().saturating_sub(MOST_RIVALS);
    list.truncate(MOST_RIVALS);
    let list = list.join(&words.say("text.semicolon", &[]));
    if more == 0 {
        return list;
    }
    words.say("text.more", &[("list", &list), ("n", &more.to_string())])
}

/// The marks that occur in a chart and need a sentence.
pub(super) fn seen(spec: &ChartSpec, data: &Data, has_bands: bool) -> BTreeSet<Mark> {
    let mut seen: BTreeSet<Mark> =
        data.lines.iter().flat_map(|line| marks::of_line(line, spec.gaps)).collect();
    if spec.view == View::YearOnYear {
        return bars_seen(&seen);
    }
    if has_bands {
        seen.insert(Mark::Band);
        // The band says it already.
        seen.remove(&Mark::Broken);
    }
    seen
}

/// Bars have no lines between them, and one outline for whatever is less than exact.
fn bars_seen(seen: &BTreeSet<Mark>) -> BTreeSet<Mark> {
    let hollow =
        [Mark::Lower, Mark::Upper, Mark::About, Mark::Between, Mark::Derived, Mark::Planned];
    let hollow = hollow.iter().any(|mark| seen.contains(mark)).then_some(Mark::HollowBar);
    hollow.into_iter().collect()
}

/// A name without what no font can draw and what would turn the letters round: it is a stranger's, and no reason not to draw.
fn printable(name: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars().filter(|&c| !c.is_control() && !turns(c)).collect()
}

/// "Source: publisher (day); …": the three newest, and how many more.
fn source(spec: &ChartSpec, data: &Data, words: &Words) -> String {
    let unnamed = words.say("text.unnamed", &[]);
    let mut sources: BTreeSet<(Reverse<Option<NaiveDate>>, &str)> = BTreeSet::new();
    // Growth rests on the values of its bars and of the year before, and on no others.
    let bars = data.lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
    let ends = bars.flat_map(|dot| [Some(dot.period), dot.period.shifted_years(-1)]).flatten();
    let ends: Option<BTreeSet<_>> = (spec.view == View::YearOnYear).then(|| ends.collect());
    let is_drawn = |period| match &ends {
        Some(ends) => ends.contains(&period),
        None => spec.shows(period),
    };
    for o in spec.series.iter().flat_map(|s| &s.observations).filter(|o| is_drawn(o.period)) {
        let named = o.publisher.as_deref().filter(|name| !name.trim().is_empty());
        // Neither a publisher nor a day says nothing.
        if let Some(name) = named.or_else(|| o.published.map(|_| unnamed.as_str())) {
            sources.insert((Reverse(o.published), name));
        }
    }
    let told = |(day, name): &(Reverse<Option<NaiveDate>>, &str)| match day.0 {
        Some(day) => {
            words.say("text.dated", &[("publisher", &printable(name)), ("day", &words.day(day))])
        }
        None => printable(name),
    };
    let list: Vec<String> = sources.iter().take(3).map(told).collect();
    if list.is_empty() {
        let unknown = words.say("text.no_source", &[]);
        return words.say("text.source", &[("list", &unknown)]);
    }
    let mut text = list.join(&words.say("text.semicolon", &[]));
    if sources.len() > 3 {
        let more = (sources.len() - 3).to_string();
        text = words.say("text.more", &[("list", &text), ("n", &more)]);
    }
    let key = if sources.len() > 1 { "text.sources" } else { "text.source" };
    words.say(key, &[("list", &text)])
}
