//! The values as a table, each with its sentences; and the reports that these stand in.

use super::{Behind, Page, Told, anchor};
use crate::chart::number::{self, Scale};
use crate::chart::spec::{self, ChartSeries};
use crate::chart::svg::escaped;
use crate::chart::words::Words;
use crate::chart::{ChartError, data};
use crate::model::{Observation, Status};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Writes the tables, the newest value first, and the list of reports.
pub(super) fn write(out: &mut String, page: &Page<'_>, words: &Words) -> Result<(), ChartError> {
    let names = page.chart.names()?;
    let several = page.chart.series.len() > 1;
    for (place, (series, name)) in page.chart.series.iter().zip(&names).enumerate() {
        let mut shown: Vec<&Observation> =
            series.observations.iter().filter(|o| page.chart.shows(o.period)).collect();
        shown.sort_by_key(|o| Reverse((o.period.from(), o.period.to())));
        if several {
            let _ = writeln!(out, "<h2>{}</h2>", escaped(name));
        }
        table(out, page, words, (place, series), &shown);
    }
    reports(out, page, words);
    Ok(())
}

fn table(
    out: &mut String,
    page: &Page<'_>,
    words: &Words,
    (place, series): (usize, &ChartSeries),
    shown: &[&Observation],
) {
    let largest =
        shown.iter().map(|o| o.value_high.unwrap_or(o.value).abs().max(o.value.abs())).max();
    let scale = largest.filter(|_| data::is_scaled(series)).map(|largest| words.scale_for(largest));
    let unit = spec::scaled_unit(series.unit, scale.map_or("", |scale| &scale.word), words);
    let scale = Scale::of(scale.map_or(1, |scale| scale.factor));
    let headings = [
        words.say("page.period", &[]),
        words.say("page.value", &[("unit", &unit)]),
        words.say("page.said", &[]),
    ];
    out.push_str("<table>\n<thead><tr>");
    for heading in headings {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(&heading));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let nothing = Behind::default();
    for o in shown {
        let behind = page.behind.get(&(place, o.period)).unwrap_or(&nothing);
        let value = number::label(o, scale, false, words, "sign").text;
        let _ = write!(
            out,
            "<tr id=\"{}\"><th scope=\"row\">{}</th><td class=\"value\">{}</td><td class=\"said\">",
            escaped(&anchor(&series.slug, o.period)),
            escaped(&words.period(o.period)),
            escaped(&value)
        );
        evidence(out, o, behind, words);
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// What stands behind one value.
fn evidence(out: &mut String, o: &Observation, behind: &Behind, words: &Words) {
    for sum in &behind.sums {
        let said = words.say("page.computed", &[("sum", sum)]);
        let _ = writeln!(out, "<p class=\"sum\">{}</p>", escaped(&said));
    }
    for told in &behind.told {
        quote(out, told, words);
    }
    let planned = (o.status == Status::Planned).then(|| words.say("page.planned", &[]));
    // "Only figure" says nothing where there is one sentence to be seen.
    let because = (o.figures > 1 && !behind.because.is_empty()).then(|| {
        let key = format!("because.{}", behind.because.replace(' ', "_").replace('\'', ""));
        let reason = words.phrase(&key).unwrap_or(&behind.because).to_owned();
        let n = o.figures.to_string();
        words.say("page.because", &[("reason", &reason), ("n", &n)])
    });
    let why: Vec<String> = [planned, because].into_iter().flatten().collect();
    if !why.is_empty() {
        let _ = writeln!(out, "<p class=\"why\">{}</p>", escaped(&why.join(" ")));
    }
    if !behind.otherwise.is_empty() {
        let n = behind.otherwise.len().to_string();
        let said = words.say("page.otherwise", &[("n", &n)]);
        let _ = writeln!(out, "<details><summary>{}</summary><div>", escaped(&said));
        for told in &behind.otherwise {
            quote(out, told, words);
        }
        out.push_str("</div></details>\n");
    }
}

/// A sentence, the number in it marked, and where it stands.
fn quote(out: &mut String, told: &Told, words: &Words) {
    out.push_str("<blockquote>");
    if let Some(heading) = &told.heading {
        let _ = write!(out, "<small>{}</small><br>", escaped(heading));
    }
    let mut done = 0;
    let mut places: Vec<_> = told
        .numbers
        .iter()
        .filter_map(|number| Some((only_place(&told.quote, number)?, number.len())))
        .collect();
    places.sort_unstable();
    for (at, length) in places {
        // One number within another is marked with it.
        let (Some(before), Some(number)) =
            (told.quote.get(done..at), told.quote.get(at..at + length))
        else {
            continue;
        };
        let _ = write!(out, "{}<mark>{}</mark>", escaped(before), escaped(number));
        done = at + length;
    }
    out.push_str(&escaped(told.quote.get(done..).unwrap_or_default()));
    let mut parts = vec![title(told)];
    parts.extend(told.publisher.as_deref().map(escaped));
    parts.extend(told.published.map(|day| escaped(&words.day(day))));
    let page = told.page.map(|n| words.say("page.page", &[("n", &n.to_string())]));
    parts.extend(page.as_deref().map(escaped));
    let by = told.counted_by.as_deref().map(|who| words.say("page.counted_by", &[("who", who)]));
    parts.extend(by.as_deref().map(escaped));
    let separator = escaped(&words.say("text.separator", &[]));
    let _ = writeln!(out, "</blockquote><p class=\"from\">{}</p>", parts.join(&separator));
}

/// The report's title, which leads to it; its file where it has none.
fn title(told: &Told) -> String {
    let name = escaped(told.title.as_deref().unwrap_or(&told.source));
    match told.url.as_deref().filter(|url| is_web(url)) {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{name}</a>", escaped(url)),
        None => name,
    }
}

/// A link may lead to a page, and may run nothing.
fn is_web(url: &str) -> bool {
    let begins = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    begins("https://") || begins("http://")
}

/// Where a number stands in its sentence; `None` where it stands in several places, one of which would be guessed.
fn only_place(quote: &str, number: &str) -> Option<usize> {
    let part_of_another = |at: usize| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        digit(quote[..at].chars().next_back()) || digit(quote[at + number.len()..].chars().next())
    };
    let mut places = quote
        .match_indices(number)
        .map(|(at, _)| at)
        .filter(|at| !number.is_empty() && !part_of_another(*at));
    let first = places.next()?;
    places.next().is_none().then_some(first)
}

/// Every report that something rests on, the newest first, and the first address that leads there.
fn reports(out: &mut String, page: &Page<'_>, words: &Words) {
    let all = page.behind.values().flat_map(|behind| behind.told.iter().chain(&behind.otherwise));
    let mut reports: BTreeMap<(Reverse<Option<NaiveDate>>, &str), &Told> = BTreeMap::new();
    for told in all {
        reports.entry((Reverse(told.published), &told.source)).or_insert(told);
    }
    if reports.is_empty() {
        return;
    }
    let n = reports.len().to_string();
    let _ = writeln!(out, "<h2>{}</h2>\n<ol>", escaped(&words.say("page.reports", &[("n", &n)])));
    for told in reports.values() {
        let mut parts = vec![title(told)];
        parts.extend(told.publisher.as_deref().map(escaped));
        parts.extend(told.published.map(|day| escaped(&words.day(day))));
        parts.extend(
            told.title.is_some().then(|| format!("<small>{}</small>", escaped(&told.source))),
        );
        let separator = escaped(&words.say("text.separator", &[]));
        let _ = writeln!(out, "<li>{}</li>", parts.join(&separator));
    }
    out.push_str("</ol>\n");
}
