//! An explanation as text: each sentence with its typed words, and under it every figure with what its fields rest on.

use super::safe;
use crate::extract::{Candidate, Clause, Dating, Explanation, Grounds, Word};
use crate::model::{Figure, Report};
use std::fmt::Write as _;

/// Draws how a report was read, in lines of at most `width` letters.
pub(super) fn text(name: &str, report: &Report, explanation: &Explanation, width: u16) -> String {
    let mut out = String::new();
    let extraction = &explanation.extraction;
    let published = extraction.published.map_or_else(
        || "no day of publication, so ‘last year’ cannot be told".to_owned(),
        |p| format!("published {} ({})", p.day, p.basis.code()),
    );
    let title =
        report.title.as_deref().map(|t| format!(" · {}", safe::line(t))).unwrap_or_default();
    let _ = writeln!(out, "{}{title} · {} · {published}", safe::line(name), extraction.language);
    let mut figures = extraction.figures.iter();
    for sentence in &explanation.sentences {
        let _ = write!(out, "\n{}", safe::wrapped(&safe::line(&sentence.text), 0, width));
        let clauses: Vec<String> = sentence.clauses.iter().map(clause).collect();
        out.push_str(&safe::wrapped(&safe::line(&clauses.join(" ")), 4, width));
        for (grounds, figure) in sentence.figures.iter().zip(&mut figures) {
            let _ = writeln!(out, "  ▸ {}", said(grounds, figure));
            for weighed in [areas_weighed(&grounds.candidates), periods_weighed(&grounds.datings)] {
                if !weighed.is_empty() {
                    let _ = writeln!(out, "      {:<10} {weighed}", "weighed");
                }
            }
            for (field, why) in grounds.fields() {
                if !why.rule.is_empty() {
                    let words = why.words.as_ref().map_or_else(
                        || "what was said before".to_owned(),
                        |words| format!("“{}”", safe::line(words)),
                    );
                    let _ = writeln!(out, "      {field:<10} {:<17} {words}", why.rule);
                }
            }
            if let Some(source) = figure.source {
                let area = source.area.map_or_else(String::new, |area| format!("{area} "));
                let span = source.span;
                let words: String =
                    report.text.chars().skip(span.start).take(span.end - span.start).collect();
                let _ = writeln!(
                    out,
                    "      {:<10} {:<17} “{}”: {area}{}",
                    "source",
                    source.rule,
                    safe::line(&words),
                    source.kind
                );
            }
        }
        for left in &sentence.left {
            let _ = writeln!(out, "  ▹ {} is no figure of trade or investment", safe::line(left));
        }
    }
    if explanation.sentences.is_empty() {
        out.push_str("\nno sentence has a number\n");
    }
    out
}

/// How many of what was weighed for one field are shown.
const SHOWN: usize = 3;

/// The pairs of areas with the highest scores, the best first: "RU with CN 4.1 · RU 2.9".
fn areas_weighed(candidates: &[Candidate]) -> String {
    let name = |candidate: &Candidate| {
        let own = candidate.ref_area.map_or_else(|| "?".to_owned(), |area| area.to_string());
        let other = candidate.counterpart_area.map(|area| format!(" with {area}"));
        format!("{own}{}", other.unwrap_or_default())
    };
    best(candidates.iter().map(|candidate| (name(candidate), candidate.score)).collect())
}

/// The periods with the highest scores: "2023-S1 2.3 · 2022-S1 0.4 · no period −1.2"; empty where one was told too plainly.
fn periods_weighed(datings: &[Dating]) -> String {
    let name = |dating: &Dating| {
        dating.period.map_or_else(|| "no period".to_owned(), |period| period.to_string())
    };
    best(datings.iter().map(|dating| (name(dating), dating.score)).collect())
}

fn best(mut weighed: Vec<(String, f64)>) -> String {
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1));
    let shown = weighed.iter().take(SHOWN).map(|(name, score)| format!("{name} {score:.1}"));
    shown.collect::<Vec<_>>().join(" · ")
}

/// "9.1% → turnover change −9.1 percent · RU with CN · 2025-S1 · actual · confidence 0.93"
fn said(grounds: &Grounds, figure: &Figure) -> String {
    let mut line = format!(
        "{} → {} {} {}",
        safe::line(&grounds.number),
        figure.indicator.code(),
        figure.transform.code(),
        figure.amount.value.normalize(),
    );
    if let Some(high) = figure.amount.high {
        let _ = write!(line, "–{}", high.normalize());
    }
    if let Some(unit) = &figure.amount.unit {
        let _ = write!(line, " {}", unit.code());
    }
    let _ = write!(line, " {}", figure.amount.qualifier.code());
    let area = figure.ref_area.map_or_else(|| "?".to_owned(), |area| area.to_string());
    let _ = write!(line, " · {area}");
    if let Some(partner) = figure.counterpart_area {
        let _ = write!(line, " with {partner}");
    }
    if let Some(product) = &figure.product {
        let _ = write!(line, " · {}", safe::line(product));
    }
    let period = figure.period.map_or_else(|| "no period".to_owned(), |p| p.to_string());
    let _ = write!(line, " · {period}");
    if let Some(base) = figure.base {
        let _ = write!(line, " against {base}");
    }
    let _ = write!(line, " · {} · confidence {:.2}", figure.status.code(), figure.confidence);
    line
}

/// A clause behind the way it is joined to the one before.
fn clause(clause: &Clause) -> String {
    let words: Vec<String> = clause.words.iter().map(word).collect();
    let words = words.join(" ");
    if clause.joint == "start" { words } else { format!("│{}│ {words}", clause.joint) }
}

/// `[$3.3 billion: 3300000000 USD]` for a mention, `rose‹move.up›` for a word with a meaning.
fn word(word: &Word) -> String {
    let means = word.means.join(" ");
    match word.kind {
        "number" | "period" | "area" => format!("[{}: {means}]", word.text),
        _ if means.is_empty() => word.text.clone(),
        _ => format!("{}‹{means}›", word.text),
    }
}
