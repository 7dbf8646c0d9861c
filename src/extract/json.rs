//! The JSON Lines interface: one report a line in, one answer a line out.

use super::{Explanation, Grounds, Reading, explain, extract};
use crate::model::{
    Amount, Extraction, Figure, Language, Meaning, Mention, Period, Published, PublishedBasis,
    Report, Span,
};
use crate::seeds;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A line of the input.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    text: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a RawValue>,
    language: Language,
    published: Option<chrono::NaiveDate>,
    mentions: Vec<MentionLine<'a>>,
    figures: Vec<FigureLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<&'a [Reading]>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    id: Option<&'a RawValue>,
    error: String,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(flatten)]
    meaning: MeaningLine<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum MeaningLine<'a> {
    Amount(AmountLine<'a>),
    Period { from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>, code: Option<Period> },
    Area { code: crate::model::AreaCode, name: &'static str },
}

#[derive(Serialize)]
struct AmountLine<'a> {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_high: Option<String>,
    unit: Option<&'a str>,
    qualifier: &'static str,
}

#[derive(Serialize)]
struct PeriodLine {
    code: Period,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
}

#[derive(Serialize)]
struct FigureLine<'a> {
    indicator: &'static str,
    transform: &'static str,
    ref_area: Option<crate::model::AreaCode>,
    counterpart_area: Option<crate::model::AreaCode>,
    product: Option<&'a str>,
    #[serde(flatten)]
    amount: AmountLine<'a>,
    period: Option<PeriodLine>,
    base: Option<Period>,
    status: &'static str,
    start: usize,
    end: usize,
    quote: &'a str,
    confidence: f64,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a Grounds>,
}

/// Answers one line of JSON: the extraction of its report, or `{"id": …, "error": "…"}` for a line that is none. Always
/// one line, without its line end.
#[must_use]
pub fn answer(line: &str) -> String {
    let (question, report) = match asked(line) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let explanation = Explanation { extraction: extract(&report), sentences: Vec::new() };
    written(question.id, &report, &explanation, false)
}

/// The same answer with what it rests on: `why` in every figure, by field the rule and the words that spoke for it, and
/// `sentences`, each with its clauses of typed words.
#[must_use]
pub fn explained(line: &str) -> String {
    match asked(line) {
        Ok((question, report)) => written(question.id, &report, &explain(&report), true),
        Err(refusal) => refusal,
    }
}

/// The answer for a report that did not come as a line of JSON, with its name for an id; `why` as in [`explained`].
#[must_use]
pub fn answer_of(name: &str, report: &Report, why: bool) -> String {
    let explanation = if why {
        explain(report)
    } else {
        Explanation { extraction: extract(report), sentences: Vec::new() }
    };
    let id = serde_json::value::to_raw_value(name).ok();
    written(id.as_deref(), report, &explanation, why)
}

/// The report that a line of JSON asks about, and its id as it is written.
///
/// # Errors
/// The answer to a line that is none.
pub fn question(line: &str) -> Result<(String, Report), String> {
    let (question, report) = asked(line)?;
    Ok((question.id.map_or_else(String::new, |id| id.get().trim_matches('"').to_owned()), report))
}

fn asked(line: &str) -> Result<(Question<'_>, Report), String> {
    let question: Question = serde_json::from_str(line)
        .map_err(|error| refuse(None, format!("not a JSON object with a \"text\": {error}")))?;
    let report = report(&question).map_err(|error| refuse(question.id, error))?;
    Ok((question, report))
}

fn written(id: Option<&RawValue>, report: &Report, explanation: &Explanation, why: bool) -> String {
    let extraction = &explanation.extraction;
    let answer = Answer {
        id,
        language: extraction.language,
        published: extraction.published.map(|p| p.day),
        mentions: mentions(&report.text, extraction),
        figures: figures(&report.text, explanation),
        sentences: why.then_some(&explanation.sentences),
    };
    serde_json::to_string(&answer).unwrap_or_else(|error| refuse(id, error.to_string()))
}

fn refuse(id: Option<&RawValue>, error: String) -> String {
    serde_json::to_string(&Refusal { id, error })
        .unwrap_or_else(|_| r#"{"id":null,"error":"unreadable"}"#.to_owned())
}

fn report(question: &Question) -> Result<Report, String> {
    let text = question.text.clone().ok_or("the key \"text\" is missing")?;
    let published = match question.published.as_deref().filter(|day| !day.is_empty()) {
        None => None,
        Some(day) => {
            let day = day
                .parse()
                .map_err(|_| format!("\"published\" is ‘{day}’, not a day written YYYY-MM-DD"))?;
            Some(Published { day, basis: PublishedBasis::Given })
        }
    };
    let language = match question.language.as_deref().filter(|code| !code.is_empty()) {
        None => None,
        Some(code) => Some(
            code.parse().map_err(|_| format!("\"language\" is ‘{code}’, not an ISO 639-1 code"))?,
        ),
    };
    Ok(Report { text, language, published, ..Report::default() })
}

/// The text of ascending spans.
struct Texts<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> Texts<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    fn of(&mut self, span: Span) -> &'t str {
        let start = self.byte_of(span.start);
        &self.text[start..self.byte_of(span.end)]
    }

    fn byte_of(&mut self, point: usize) -> usize {
        if point < self.point {
            (self.byte, self.point) = (0, 0);
        }
        let rest = &self.text[self.byte..];
        self.byte += rest.char_indices().nth(point - self.point).map_or(rest.len(), |(at, _)| at);
        self.point = point;
        self.byte
    }
}

fn amount(amount: &Amount) -> AmountLine<'_> {
    AmountLine {
        value: amount.value.to_string(),
        value_high: amount.high.map(|high| high.to_string()),
        unit: amount.unit.as_ref().map(crate::model::Unit::code),
        qualifier: amount.qualifier.code(),
    }
}

fn mentions<'a>(text: &'a str, extraction: &'a Extraction) -> Vec<MentionLine<'a>> {
    let mut texts = Texts::new(text);
    let line = |mention: &'a Mention| MentionLine {
        kind: mention.meaning.kind(),
        start: mention.span.start,
        end: mention.span.end,
        text: texts.of(mention.span),
        meaning: match &mention.meaning {
            Meaning::Money(a) | Meaning::Percent(a) | Meaning::Quantity(a) => {
                MeaningLine::Amount(amount(a))
            }
            Meaning::Period(period) => MeaningLine::Period {
                from: period.map(Period::from),
                to: period.map(Period::to),
                code: *period,
            },
            Meaning::Area(code) => MeaningLine::Area {
                code: *code,
                name: seeds::area(*code).map_or("", |a| a.name(extraction.language)),
            },
        },
    };
    extraction.mentions.iter().map(line).collect()
}

fn figures<'a>(text: &'a str, explanation: &'a Explanation) -> Vec<FigureLine<'a>> {
    let extraction = &explanation.extraction;
    let mut grounds = explanation.sentences.iter().flat_map(|s| &s.figures);
    let mut texts = Texts::new(text);
    let quotes: Vec<&str> = extraction.sentences.iter().map(|span| texts.of(*span)).collect();
    let line = |figure: &'a Figure| FigureLine {
        indicator: figure.indicator.code(),
        transform: figure.transform.code(),
        ref_area: figure.ref_area,
        counterpart_area: figure.counterpart_area,
        product: figure.product.as_deref(),
        amount: amount(&figure.amount),
        period: figure.period.map(|p| PeriodLine { code: p, from: p.from(), to: p.to() }),
        base: figure.base,
        status: figure.status.code(),
        start: figure.span.start,
        end: figure.span.end,
        quote: quotes.get(figure.sentence).copied().unwrap_or_default(),
        confidence: figure.confidence,
        rule: &figure.rule,
        why: grounds.next(),
    };
    extraction.figures.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_answers_a_line() {
        let answer = answer(
            r#"{"id": 7, "text": "Exports rose 5% to $3 billion.", "published": "2024-01-02", "language": "en"}"#,
        );
        let value: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(value["id"], 7);
        assert_eq!(value["figures"][1]["value"], "3000000000");
        assert_eq!(value["figures"][0]["quote"], "Exports rose 5% to $3 billion.");
    }

    #[test]
    fn a_bad_line_says_what_is_wrong() {
        for (line, word) in [
            ("nonsense", "JSON"),
            (r#"{"id":"a"}"#, "text"),
            (r#"{"text":"x","published":"2024"}"#, "YYYY-MM-DD"),
        ] {
            let value: serde_json::Value = serde_json::from_str(&answer(line)).unwrap();
            assert!(value["error"].as_str().unwrap().contains(word), "{line}");
        }
    }
}
