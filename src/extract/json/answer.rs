//! An answer, as `extract` writes it.

use super::letters::Letters;
use crate::extract::offsets::Bytes;
use crate::extract::{Explanation, Grounds};
use crate::model::{Amount, Extraction, Figure, Meaning, Period, Span};
use crate::seeds;
use serde::Serialize;

/// The answer to a report whose id is written as `id`; with `why`, what it rests on.
pub(super) fn written(id: &str, text: &str, explanation: &Explanation, why: bool) -> String {
    let extraction = &explanation.extraction;
    // About what mentions and figures take; a report without any takes less than the rest of the answer.
    let room = 200 + 130 * extraction.mentions.len() + 500 * extraction.figures.len();
    let mut json = Letters::with_room(room);
    json.raw("{\"id\":").raw(id).raw(",\"language\":").code(extraction.language.as_str());
    json.raw(",\"published\":").option(extraction.published, |json, p| json.day(p.day));
    json.raw(",\"mentions\":[");
    mentions(&mut json, text, extraction);
    json.raw("],\"figures\":[");
    figures(&mut json, text, explanation);
    json.raw("]");
    if why {
        json.raw(",\"sentences\":").raw(&of(&explanation.sentences));
    }
    json.raw("}");
    json.0
}

fn of(value: &impl Serialize) -> String {
    // Strings and lists of strings: writing them to memory does not fail.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn mentions(json: &mut Letters, text: &str, extraction: &Extraction) {
    let mut bytes = Bytes::new(text);
    for (place, mention) in extraction.mentions.iter().enumerate() {
        json.raw(if place > 0 { ",{\"kind\":" } else { "{\"kind\":" });
        json.code(mention.meaning.kind());
        json.raw(",\"start\":").count(mention.span.start).raw(",\"end\":").count(mention.span.end);
        json.raw(",\"text\":").text(&text[bytes.of(mention.span)]);
        match &mention.meaning {
            Meaning::Money(a) | Meaning::Percent(a) | Meaning::Quantity(a) => amount(json, a),
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

fn figures(json: &mut Letters, text: &str, explanation: &Explanation) {
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
        figure(json, (text, &mut far), it, (quote.1, grounds.next()));
        json.raw("}");
    }
}

fn figure(
    json: &mut Letters,
    (text, far): (&str, &mut Bytes),
    figure: &Figure,
    (quote, why): (&str, Option<&Grounds>),
) {
    json.raw("\"indicator\":").code(figure.indicator.code());
    json.raw(",\"transform\":").code(figure.transform.code());
    json.raw(",\"ref_area\":").option(figure.ref_area, |json, area| json.code(area.as_str()));
    json.raw(",\"counterpart_area\":");
    json.option(figure.counterpart_area, |json, area| json.code(area.as_str()));
    json.raw(",\"product\":").option(figure.product.as_deref(), Letters::text);
    amount(json, &figure.amount);
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
        json.raw(",\"rule\":").code(source.rule).raw("}")
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
    json.raw(",\"column\":").text(&words.join(" · ")).raw(",\"column_at\":[");
    for (place, head) in heads.iter().enumerate() {
        json.raw(if place > 0 { ",[" } else { "[" });
        json.count(head.start).raw(",").count(head.end).raw("]");
    }
    json.raw("]");
}

/// The keys of an amount, a comma before each.
fn amount(json: &mut Letters, amount: &Amount) {
    json.raw(",\"value\":").decimal(amount.value);
    if let Some(high) = amount.high {
        json.raw(",\"value_high\":").decimal(high);
    }
    json.raw(",\"unit\":").option(amount.unit.as_ref(), |json, unit| json.text(unit.code()));
    json.raw(",\"qualifier\":").code(amount.qualifier.code());
}
