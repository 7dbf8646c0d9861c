//! A figure as a reviewer sees it.

use crate::cli::amount::{amount, shown_period};
use crate::cli::safe::{line, wrapped};
use crate::seeds;
use crate::store::{Reading, Reviewed, series_name};
use std::fmt::Write as _;

/// How many letters of a key are shown: the eight of its report, and enough that two of a report are hardly alike.
pub(in crate::cli) const SHORT_KEY: usize = 14;

/// Why it is worth a look, the sentence with its number marked, where it stands, and how it is read.
pub(super) fn entry(figure: &Reviewed, width: u16, colour: bool) -> String {
    let reasons = figure.reasons();
    let why = if reasons.is_empty() { "nothing against it".to_owned() } else { reasons.join(", ") };
    let quote = wrapped(&marked(figure, colour), 2, width);
    let named: Vec<_> =
        [figure.publisher.as_deref(), figure.published.as_deref()].into_iter().flatten().collect();
    let named = if named.is_empty() { figure.source.clone() } else { named.join(", ") };
    let url = figure.url.as_deref().map(|url| format!(" · {url}")).unwrap_or_default();
    let page = figure.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let source = line(&format!(
        "{named}{page}{url} · confidence {:.2} · {}",
        figure.confidence,
        short(&figure.figure_key)
    ));
    let under = figure.heading.as_deref().map_or_else(String::new, |heading| {
        wrapped(&format!("under “{}”", line(heading)), 2, width)
    });
    let mut text =
        format!("{why}\n{quote}{under}  {source}\n  = {}\n", line(&told(&figure.decided)));
    if let Some(verdict) = figure.verdict {
        let by = figure.decided_by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
        let note = figure.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        let _ = writeln!(text, "  {}", line(&format!("{verdict}{by}{note}")));
    }
    text
}

/// "> 3 billion USD · Tatarstan–China turnover · 2024".
pub(super) fn told(reading: &Reading) -> String {
    let key = &reading.key;
    let value = amount(reading.value, reading.value_high, key.unit, reading.qualifier);
    let name = |code: Option<crate::model::AreaCode>| {
        code.map(|code| {
            seeds::area(code).map_or_else(|| code.to_string(), |a| a.name_en.to_owned())
        })
    };
    let (ref_area, partner) = (name(key.ref_area), name(key.counterpart_area));
    let what = series_name(key, ref_area.as_deref().unwrap_or("?"), partner.as_deref());
    let period = reading.period.map_or_else(|| "period unknown".to_owned(), shown_period);
    let planned = if reading.status == crate::model::Status::Planned { " · planned" } else { "" };
    format!("{value} · {what} · {period}{planned}")
}

/// The first letters of a key.
pub(in crate::cli) fn short(key: &str) -> &str {
    key.get(..SHORT_KEY).unwrap_or(key)
}

fn marked(figure: &Reviewed, colour: bool) -> String {
    let (open, close) = if colour { ("\u{1b}[1;7m", "\u{1b}[0m") } else { ("▸", "◂") };
    let mut letters = figure.quote.chars();
    let before: String = letters.by_ref().take(figure.at_start).collect();
    let number: String = letters.by_ref().take(figure.at.chars().count()).collect();
    let after: String = letters.collect();
    // Blanks at the seams would be lost where each part is made safe by itself.
    let part = |text: &str| {
        let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
        let trail =
            if text.trim_end().len() < text.len() && !text.trim().is_empty() { " " } else { "" };
        format!("{lead}{}{trail}", line(text))
    };
    format!("“{}{open}{}{close}{}”", part(&before), line(&number), part(&after))
}
