//! A chart as a web page: its points lead to the sentences their values came from.
//!
//! One file that fetches nothing: what it shows comes from reports of strangers, so it may run its own script and no other
//! (`Content-Security-Policy`), and every text is escaped. Without that script, on paper and without a picture everything is
//! still there. Same chart and evidence, same bytes.

mod rows;
mod style;

use super::frame::Frame;
use super::scene::Spot;
use super::spec::{ChartSpec, Layout, Theme, View};
use super::svg::{self, Link, escaped};
use super::words::Words;
use super::{ChartError, alt, data::Data, picture};
use crate::model::Period;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What shows the words of a point while it is pointed at.
const SCRIPT: &str = include_str!("script.js");

/// A chart and what stands behind its values.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The chart. Its layout and theme are not asked: the page has both of each.
    pub chart: &'a ChartSpec,
    /// What stands behind each value, by the series' place in the chart and the period.
    pub behind: BTreeMap<(usize, Period), Behind>,
    /// The program that made the page: `tradestat 0.1.0`.
    pub program: &'a str,
}

/// Why a value is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Behind {
    /// Why it was taken, as the store says it: `newer publication`. Empty for what was computed.
    pub because: String,
    /// For each step of what was computed: `372 million USD ÷ 1.4`, the last one first.
    pub sums: Vec<String>,
    /// The sentences that it rests on.
    pub told: Vec<Told>,
    /// The sentences that contradict it.
    pub otherwise: Vec<Told>,
}

/// A number where it was told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The sentence, or a row of a table.
    pub quote: String,
    /// The numbers in it that are meant, as printed.
    pub numbers: BTreeSet<String>,
    /// What a row of a table stands under.
    pub heading: Option<String>,
    /// The report's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<NaiveDate>,
    /// Where it can be read; anything but `http` and `https` is shown as text.
    pub url: Option<String>,
    /// The file that it was read from.
    pub source: String,
    /// The page of the report.
    pub page: Option<u32>,
    /// The words that name who counts.
    pub counted_by: Option<String>,
}

impl Told {
    /// Whether both are told in one sentence.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        (&self.quote, &self.heading, &self.source) == (&other.quote, &other.heading, &other.source)
    }
}

/// Writes the page.
pub(super) fn write(page: &Page<'_>) -> Result<String, ChartError> {
    let spec = ChartSpec { theme: Theme::Light, ..page.chart.clone() };
    let words = Words::of(spec.language)?;
    let data = Data::of(&spec, words)?;
    let frame = Frame::of(&spec, &data, words)?;
    let said = alt::said(&spec, &data, &frame, words);
    let style = style::sheet();
    let mut out = head(&spec, page, &said.title, &said.description, &style);
    let _ = write!(out, "<h1 class=\"unseen\">{}</h1>\n<figure>\n", escaped(&said.title));
    for (class, layout) in [("wide", Layout::Wide), ("narrow", Layout::Narrow)] {
        let picture = picture::picture(&ChartSpec { layout, ..spec.clone() })?;
        let link = |spot: &Spot| link(&spec, spot, words);
        let drawn = svg::paint_linked(&picture.scene, spec.theme, &picture.said, link)?;
        let _ = write!(out, "<div class=\"{class}\">\n{drawn}</div>\n");
    }
    let _ = writeln!(out, "</figure>\n<p>{}</p>", escaped(&words.say("page.lead", &[])));
    rows::write(&mut out, page, words)?;
    let made = words.say("page.made", &[("program", page.program)]);
    let _ = write!(out, "<footer><p><small>{}</small></p></footer>\n</main>\n", escaped(&made));
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    Ok(out)
}

/// Everything before the chart.
fn head(spec: &ChartSpec, page: &Page<'_>, title: &str, description: &str, style: &str) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    );
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{}\">\n<meta name=\"description\" content=\"{}\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n",
        escaped(spec.language.as_str()),
        escaped(page.program),
        escaped(description),
        escaped(title),
    )
}

/// What a policy calls a text by.
fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// Where a point leads, and what it says: its value, and who published it.
fn link(spec: &ChartSpec, spot: &Spot, words: &Words) -> Link {
    let series = &spec.series[spot.series];
    let observation = series.observations.iter().find(|o| o.period == spot.period);
    // Growth is nobody's word.
    let observation = observation.filter(|o| spec.view != View::YearOnYear && !o.derived);
    let source = observation.and_then(|o| {
        let publisher = o.publisher.clone()?;
        let day = o.published.map(|day| words.day(day));
        Some(day.map_or(publisher.clone(), |day| {
            words.say("text.dated", &[("publisher", &publisher), ("day", &day)])
        }))
    });
    let said = match source {
        Some(source) => [spot.said.as_str(), &source].join(&words.say("text.separator", &[])),
        None => spot.said.clone(),
    };
    Link { to: format!("#{}", anchor(&series.slug, spot.period)), said }
}

/// The name of a value's row in the page.
fn anchor(slug: &str, period: Period) -> String {
    format!("{slug}@{}", period.code())
}

#[cfg(test)]
mod tests;
