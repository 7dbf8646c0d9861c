//! The JSON Lines interface: one report a line in, one answer a line out, and an answer read again.

mod answer;
mod letters;
mod proof;
mod rounding;
mod said;
mod told;

pub use told::{Told, told};

use super::{Explanation, explain, extract};
use crate::model::{Published, PublishedBasis, Report, as_seen};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What stands in an answer beside mentions and figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Nothing.
    Plain,
    /// What they rest on: `why` in every figure, by field the rule and the words that spoke for it, and `sentences`, each with
    /// its clauses of typed words.
    Explained,
    /// The report itself, and all else that a store needs to take the answer in: what [`told`] reads.
    Whole,
}

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

/// What else a line may say of its report; read where it is asked for only.
#[derive(Deserialize)]
struct Origin {
    source: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    id: Option<&'a RawValue>,
    error: String,
}

/// Answers one line of JSON: the extraction of its report, or `{"id": …, "error": "…"}` for a line that is none. Always
/// one line, without its line end.
#[must_use]
pub fn answer(line: &str, form: Form) -> String {
    let asked = asked(line).and_then(|(question, mut report)| {
        if form == Form::Whole {
            let origin = origin(line, &question);
            origin.map_err(|why| refuse(question.id, why))?.put(&mut report);
        }
        Ok((question, report))
    });
    match asked {
        Ok((question, report)) => written(question.id, &report, form),
        Err(refusal) => refusal,
    }
}

/// The answer for a report that did not come as a line of JSON, with its name for an id.
#[must_use]
pub fn answer_of(name: &str, report: &Report, form: Form) -> String {
    let id = serde_json::value::to_raw_value(name).ok();
    written(id.as_deref(), report, form)
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

fn written(id: Option<&RawValue>, report: &Report, form: Form) -> String {
    let explanation = if form == Form::Explained {
        explain(report)
    } else {
        Explanation { extraction: extract(report), sentences: Vec::new() }
    };
    answer::written(id.map_or("null", RawValue::get), report, &explanation, form)
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

/// What a line says of where its report comes from.
fn origin(line: &str, question: &Question) -> Result<Origin, String> {
    let origin: Origin = serde_json::from_str(line).map_err(|error| {
        format!("\"source\", \"title\", \"publisher\" and \"url\" are texts: {error}")
    })?;
    let word = |word: Option<String>| word.filter(|word| !word.trim().is_empty());
    let url = word(origin.url);
    let id = question.id.map(RawValue::get).filter(|id| *id != "null");
    let source = word(origin.source).or_else(|| named(id, url.as_deref()));
    Ok(Origin { source, title: word(origin.title), publisher: word(origin.publisher), url })
}

impl Origin {
    fn put(self, report: &mut Report) {
        report.source = self.source.unwrap_or_default();
        (report.title, report.publisher, report.url) = (self.title, self.publisher, self.url);
    }
}

/// What a report that came as a line of standard input is called, as `ingest` calls it: by its id, or by its address.
fn named(id: Option<&str>, url: Option<&str>) -> Option<String> {
    let id = id.map(|id| serde_json::from_str::<String>(id).unwrap_or_else(|_| id.to_owned()));
    let id = id.filter(|id| !id.trim().is_empty());
    id.as_deref().or(url).map(|id| format!("-#{}", as_seen(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_answers_a_line() {
        let line = r#"{"id": 7, "text": "Exports rose 5% to $3 billion.", "published": "2024-01-02", "language": "en"}"#;
        let value: serde_json::Value = serde_json::from_str(&answer(line, Form::Plain)).unwrap();
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
            for form in [Form::Plain, Form::Explained, Form::Whole] {
                let answer = answer(line, form);
                let value: serde_json::Value = serde_json::from_str(&answer).unwrap();
                assert!(value["error"].as_str().unwrap().contains(word), "{line}");
            }
        }
        let titled = r#"{"text":"x","title":5}"#;
        assert!(answer(titled, Form::Whole).contains("are texts"));
        assert!(!answer(titled, Form::Plain).contains("error"));
    }

    #[test]
    fn a_line_is_called_as_standard_input_is() {
        for (line, expected) in [
            (r#"{"id":"n1","text":"x"}"#, "-#n1"),
            (r#"{"id":7,"text":"x","url":"https://example.org"}"#, "-#7"),
            (r#"{"text":"x","url":"https://example.org"}"#, "-#https://example.org"),
            (r#"{"id":"n1","source":"news.jsonl#n1","text":"x"}"#, "news.jsonl#n1"),
        ] {
            let told = told(&answer(line, Form::Whole)).unwrap();
            assert_eq!(told.report.source, expected, "{line}");
        }
    }
}
