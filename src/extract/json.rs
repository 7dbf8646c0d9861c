//! The JSON Lines interface: one report a line in, one answer a line out.

mod answer;
mod letters;

use super::{Explanation, explain, extract};
use crate::model::{Published, PublishedBasis, Report};
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
struct Refusal<'a> {
    id: Option<&'a RawValue>,
    error: String,
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
    answer::written(id.map_or("null", RawValue::get), &report.text, explanation, why)
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
