//! What a chart says to those who do not see it: kind, span, unit, first and last value, extremes, gaps, hedges.

use super::axis;
use super::data::{Data, Dot, Line};
use super::frame::Frame;
use super::spec::{ChartSpec, MOST_IN_ONE, View};
use super::svg::Said;
use super::words::Words;
use crate::model::Qualifier;

/// More items than this are counted rather than named.
const MOST_ITEMS: usize = 6;

/// Title and description of a chart.
pub(super) fn said(spec: &ChartSpec, data: &Data, frame: &Frame, words: &Words) -> Said {
    Said {
        title: frame.title.clone(),
        description: describe(spec, data, frame, words),
        language: spec.language.to_string(),
    }
}

/// The description, a few sentences.
pub(super) fn describe(spec: &ChartSpec, data: &Data, frame: &Frame, words: &Words) -> String {
    let kind = match (spec.view, data.lines.len() > MOST_IN_ONE) {
        (View::YearOnYear, false) => "alt.bars",
        (_, false) => "alt.line",
        (_, true) => "alt.multiples",
    };
    let n = data.lines.len().to_string();
    let mut sentences =
        vec![words.say(kind, &[("title", &frame.title), ("subtitle", &frame.subtitle), ("n", &n)])];
    for line in &data.lines {
        sentences.extend(describe_line(line, words));
    }
    let gaps = axis::gaps(&data.timeline, &data.lines);
    let spans = gaps.iter().map(|(first, last)| {
        words.range(
            &words.short(data.timeline.slots[*first]),
            &words.short(data.timeline.slots[*last]),
        )
    });
    sentences.extend(listed("alt.gaps", &spans.collect::<Vec<_>>(), words));
    let dots = || data.lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
    let periods = |holds: fn(&Dot) -> bool| {
        dots().filter(|dot| holds(dot)).map(|dot| words.period(dot.period)).collect::<Vec<_>>()
    };
    let hedged = dots().filter(|dot| !dot.qualifier.is_exact());
    let hedged =
        hedged.map(|dot| format!("{} ({})", words.period(dot.period), in_words(dot, words)));
    sentences.extend(listed("alt.hedged", &hedged.collect::<Vec<_>>(), words));
    sentences.extend(listed("alt.derived", &periods(|dot| dot.derived), words));
    sentences.extend(listed("alt.planned", &periods(|dot| dot.planned), words));
    let rivals = dots().filter_map(|dot| {
        dot.rivals.as_ref().map(|r| format!("{} ({})", words.period(dot.period), r.said))
    });
    sentences.extend(listed("alt.rivals", &rivals.collect::<Vec<_>>(), words));
    let parts = data.lines.iter().flat_map(|line| &line.parts).map(|dot| words.period(dot.period));
    sentences.extend(listed("alt.parts", &parts.collect::<Vec<_>>(), words));
    let joint = if spec.language.as_str() == "zh" { "" } else { " " };
    sentences.join(joint)
}

fn describe_line(line: &Line, words: &Words) -> Vec<String> {
    let (Some(first), Some(last)) = (line.dots.first(), line.dots.last()) else {
        return Vec::new();
    };
    let (first_at, last_at) = (words.period(first.period), words.period(last.period));
    let (first_value, last_value) = (in_words(first, words), in_words(last, words));
    let fillers = [
        ("name", line.name.as_str()),
        ("first", &first_at),
        ("first_value", &first_value),
        ("last", &last_at),
        ("last_value", &last_value),
    ];
    if line.dots.len() == 1 {
        return vec![words.say("alt.single", &fillers)];
    }
    let by_value = |a: &&Dot, b: &&Dot| a.value.total_cmp(&b.value);
    let mut out = vec![words.say("alt.ends", &fillers)];
    let (low, high) = (line.dots.iter().min_by(by_value), line.dots.iter().rev().max_by(by_value));
    if let (Some(low), Some(high)) = (low, high)
        && line.dots.len() > 2
    {
        let (low_value, high_value) = (in_words(low, words), in_words(high, words));
        let (low, high) = (words.period(low.period), words.period(high.period));
        let fillers = [
            ("low", low.as_str()),
            ("low_value", &low_value),
            ("high", &high),
            ("high_value", &high_value),
        ];
        out.push(words.say("alt.extremes", &fillers));
    }
    out
}

/// A value by itself: "2023: over 3,000 million US dollars", behind the name of its line where there are several.
pub(super) fn of_value(line: Option<&Line>, dot: &Dot, unit: &str, words: &Words) -> String {
    let value = in_words(dot, words);
    let value = if unit.is_empty() {
        value
    } else {
        words.say("unit.scaled", &[("scale", &value), ("unit", unit)])
    };
    let period = words.period(dot.period);
    match line {
        Some(line) => words
            .say("text.rivals_of", &[("name", &line.name), ("period", &period), ("range", &value)]),
        None => words.say("text.rivals", &[("period", &period), ("range", &value)]),
    }
}

/// A label as it is read aloud: "over 3,000" for "> 3,000", and for "Jan–Jun: > 3,000", whose period is said already.
fn in_words(dot: &Dot, words: &Words) -> String {
    let sign = |letter: char| ">≥<≤≈".contains(letter);
    let bare = dot.label.rsplit_once(sign).map_or(dot.label.as_str(), |(_, value)| value);
    let bare = bare.rsplit_once(": ").map_or(bare, |(_, value)| value).trim_start_matches('\u{a0}');
    match dot.qualifier {
        Qualifier::Exactly => bare.to_owned(),
        Qualifier::Between => {
            let (low, high) = bare.split_once('–').unwrap_or((bare, bare));
            words.say("alt.between", &[("low", low), ("high", high)])
        }
        hedge => words.say(&format!("alt.{hedge}"), &[("value", bare)]),
    }
}

/// A sentence about a list, or none when it is empty.
fn listed(key: &str, items: &[String], words: &Words) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let separator = words.say("text.separator", &[]);
    let mut list = items.iter().take(MOST_ITEMS).cloned().collect::<Vec<_>>().join(&separator);
    if items.len() > MOST_ITEMS {
        list = words
            .say("alt.more", &[("list", &list), ("n", &(items.len() - MOST_ITEMS).to_string())]);
    }
    Some(words.say(key, &[("list", &list)]))
}
