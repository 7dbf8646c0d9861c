//! An answer, as `extract` writes it.

use super::Form;
use super::letters::Letters;
use crate::extract::offsets::Bytes;
use crate::extract::{Explanation, Grounds};
use crate::model::{Amount, Extraction, Extractor, Figure, Meaning, Period, Report, Span};
use crate::seeds;
use serde::Serialize;

/// The answer to a report whose id is written as `id`.
pub(super) fn written(id: &str, report: &Report, explanation: &Explanation, form: Form) -> String {
    let (text, extraction) = (report.text.as_str(), &explanation.extraction);
    let whole = form == Form::Whole;
    // About what mentions and figures take; a report without any takes less than the rest of the answer.
    let room = 200 + 130 * extraction.mentions.len() + 500 * extraction.figures.len();
    let mut json = Letters::with_room(room + if whole { 2 * text.len() } else { 0 });
    json.raw("{\"id\":").raw(id);
    if whole {
        origin(&mut json, report);
    }
    json.raw(",\"language\":").code(extraction.language.as_str());
    json.raw(",\"published\":").option(extraction.published, |json, p| json.day(p.day));
    if whole {
        grounds(&mut json, report, extraction);
    }
    json.raw(",\"mentions\":[");
    mentions(&mut json, text, extraction, whole);
    json.raw("],\"figures\":[");
    figures(&mut json, text, explanation, form);
    json.raw("]");
    match form {
        Form::Plain => {}
        Form::Explained => {
            json.raw(",\"sentences\":").raw(&of(&explanation.sentences));
        }
        Form::Whole => {
            json.raw(",\"sentences_at\":");
            spans(&mut json, &extraction.sentences);
        }
    }
    json.raw("}");
    json.0
}

fn of(value: &impl Serialize) -> String {
    // Strings and lists of strings: writing them to memory does not fail.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// The report as it was read, and who reads it.
fn origin(json: &mut Letters, report: &Report) {
    json.raw(",\"extractor\":").code(Extractor::OWN);
    json.raw(",\"extractor_version\":").count(crate::extract::VERSION as usize);
    let texts = [
        ("source", Some(&report.source).filter(|source| !source.is_empty())),
        ("title", report.title.as_ref()),
        ("publisher", report.publisher.as_ref()),
        ("url", report.url.as_ref()),
        ("text", Some(&report.text)),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            json.raw(",\"").raw(key).raw("\":").text(text);
        }
    }
    if !report.pages.is_empty() {
        json.raw(",\"pages\":").raw(&of(&report.pages));
    }
    if !report.notes.is_empty() {
        json.raw(",\"notes\":").raw(&of(&report.notes));
    }
}

/// Where language and day of publication come from.
fn grounds(json: &mut Letters, report: &Report, extraction: &Extraction) {
    json.raw(",\"language_basis\":");
    json.code(if report.language.is_some() { "given" } else { "detected" });
    let basis = extraction.published.map(|published| published.basis.code());
    json.raw(",\"published_basis\":").option(basis, Letters::code);
}

fn spans(json: &mut Letters, spans: &[Span]) {
    json.raw("[");
    for (place, span) in spans.iter().enumerate() {
        json.raw(if place > 0 { ",[" } else { "[" });
        json.count(span.start).raw(",").count(span.end).raw("]");
    }
    json.raw("]");
}

fn mentions(json: &mut Letters, text: &str, extraction: &Extraction, whole: bool) {
    let mut bytes = Bytes::new(text);
    for (place, mention) in extraction.mentions.iter().enumerate() {
        json.raw(if place > 0 { ",{\"kind\":" } else { "{\"kind\":" });
        json.code(mention.meaning.kind());
        json.raw(",\"start\":").count(mention.span.start).raw(",\"end\":").count(mention.span.end);
        json.raw(",\"text\":").text(&text[bytes.of(mention.span)]);
        match &mention.meaning {
            Meaning::Money(a) | Meaning::Percent(a) | Meaning::Quantity(a) => {
                amount(json, a, whole);
            }
            Meaning::Period(period) => {
                json.raw(",\"from\":").option(period.map(Period::from), Letters::day);
                json.raw(",\"to\":").option(period.map(Period::to), Letters::day);
                json.raw(",\"code\":").option(*period, Letters::period);
            }
            Meaning::Area(code) => {
                let name = seeds::area(*code).map_or("", |a| a.name(extraction.language));
                json.raw(",\"code\":").code(code.as_str()).raw(",\"name\":").text(name);
            }
        }
        json.raw("}");
    }
}

fn figures(json: &mut Letters, text: &str, explanation: &Explanation, form: Form) {
    let extraction = &explanation.extraction;
    let mut grounds = explanation.sentences.iter().flat_map(|s| &s.figures);
    let mut bytes = Bytes::new(text);
    // Headings and sources stand far before most numbers of theirs: they are looked up from where the last ones stood.
    let mut far = Bytes::new(text);
    let mut quote = (usize::MAX, "");
    for (place, it) in extraction.figures.iter().enumerate() {
        if quote.0 != it.sentence {
            let sentence = extraction.sentences.get(it.sentence);
            quote = (it.sentence, sentence.map_or("", |span| &text[bytes.of(*span)]));
        }
        json.raw(if place > 0 { ",{" } else { "{" });
        figure(json, (text, &mut far), it, (quote.1, grounds.next(), form));
        json.raw("}");
    }
}

fn figure(
    json: &mut Letters,
    (text, far): (&str, &mut Bytes),
    figure: &Figure,
    (quote, why, form): (&str, Option<&Grounds>, Form),
) {
    json.raw("\"indicator\":").code(figure.indicator.code());
    json.raw(",\"transform\":").code(figure.transform.code());
    json.raw(",\"ref_area\":").option(figure.ref_area, |json, area| json.code(area.as_str()));
    json.raw(",\"counterpart_area\":");
    json.option(figure.counterpart_area, |json, area| json.code(area.as_str()));
    json.raw(",\"product\":").option(figure.product.as_deref(), Letters::text);
    amount(json, &figure.amount, form == Form::Whole);
    json.raw(",\"period\":").option(figure.period, |json, period| {
        json.raw("{\"code\":").period(period);
        json.raw(",\"from\":").day(period.from()).raw(",\"to\":").day(period.to()).raw("}")
    });
    json.raw(",\"base\":").option(figure.base, Letters::period);
    json.raw(",\"status\":").code(figure.status.code());
    json.raw(",\"start\":").count(figure.span.start).raw(",\"end\":").count(figure.span.end);
    json.raw(",\"quote\":").text(quote);
    if !figure.column.is_empty() {
        column(json, text, far, &figure.column);
    }
    json.raw(",\"source\":").option(figure.source, |json, source| {
        json.raw("{\"area\":").option(source.area, |json, area| json.code(area.as_str()));
        json.raw(",\"kind\":").code(source.kind.code());
        json.raw(",\"start\":").count(source.span.start).raw(",\"end\":").count(source.span.end);
        json.raw(",\"at\":").text(&text[far.of(source.span)]);
        json.raw(",\"rule\":").code(source.rule.code()).raw("}")
    });
    json.raw(",\"confidence\":").probability(figure.confidence);
    json.raw(",\"rule\":").text(&figure.rule);
    if let Some(why) = why {
        json.raw(",\"why\":").raw(&of(why));
    }
}

/// What a number of a table stands under, and where that is.
fn column(json: &mut Letters, text: &str, bytes: &mut Bytes, heads: &[Span]) {
    let words: Vec<&str> = heads.iter().map(|head| &text[bytes.of(*head)]).collect();
    json.raw(",\"column\":").text(&words.join(" · ")).raw(",\"column_at\":");
    spans(json, heads);
}

/// The keys of an amount, a comma before each.
fn amount(json: &mut Letters, amount: &Amount, whole: bool) {
    json.raw(",\"value\":").decimal(amount.value);
    if let Some(high) = amount.high {
        json.raw(",\"value_high\":").decimal(high);
    }
    json.raw(",\"unit\":").option(amount.unit.as_ref(), |json, unit| json.text(unit.code()));
    json.raw(",\"qualifier\":").code(amount.qualifier.code());
    if whole {
        json.raw(",\"rounding\":").decimal(amount.rounding);
    }
}
