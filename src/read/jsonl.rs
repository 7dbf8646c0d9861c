//! JSON Lines in, a report a line out: `{"id", "text", "published", "language", "title", "publisher", "url"}`, of which only
//! the text must be there.
//!
//! A line that cannot be read is named by its number, and the rest goes on. The text is kept as it is, whatever its line ends: what `tradestat extract` answers to the same line
//! counts in it.

use super::lines::Lines;
use super::{About, Page, ReadError};
use crate::model::as_seen;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// A line, as far as it is known; other keys are the user's own.
#[derive(Deserialize)]
struct Line<'a> {
    id: Option<Id>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    published: Option<String>,
    language: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(serde_json::Number),
    Word(String),
}

/// Whether these first bytes, without blanks before them, are an object on a line of its own.
pub(super) fn begins(text: &[u8]) -> bool {
    let mut lines = text.splitn(2, |b| *b == b'\n');
    let first = lines.next().unwrap_or_default();
    let whole = lines.next().is_some() || text.len() < super::format::FIRST / 2;
    if whole {
        let object = || serde_json::from_slice::<IgnoredAny>(first).is_ok();
        return first.starts_with(b"{") && object();
    }
    // A line that goes on: an object, and its first key.
    let inside = first.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| inside.starts_with(b"\""))
}

/// The next report of some lines, with its name.
pub(super) fn next(lines: &mut Lines) -> Option<Result<(String, Page), ReadError>> {
    let read = match lines.next_line()? {
        Ok(line) => read(line),
        Err(problem) => return Some(Err(problem)),
    };
    Some(match read {
        Ok((id, page)) => {
            let id = id.unwrap_or_else(|| lines.number().to_string());
            Ok((format!("{}#{id}", lines.name()), page))
        }
        Err(why) => Err(lines.problem(why)),
    })
}

/// A line's report, and what it is called: its id, or its address.
fn read(line: &[u8]) -> Result<(Option<String>, Page), String> {
    let line = str::from_utf8(line).map_err(|error| {
        format!("is not UTF-8 (byte {} of the line); convert the file first", error.valid_up_to())
    })?;
    let line: Line = serde_json::from_str(line).map_err(|error| {
        format!("is not an object of JSON with a \"text\" ({error}); write one object a line")
    })?;
    let Some(text) = line.text else {
        return Err("has no \"text\"; it is the one key that must be there".to_owned());
    };
    if text.trim().is_empty() {
        return Err("has an empty \"text\"; there is nothing to read in it".to_owned());
    }
    if let Some(at) = text.chars().position(|c| c == '\0') {
        return Err(format!("has a NUL character in its \"text\" (character {at}); take it out"));
    }
    let word = |word: Option<String>| word.filter(|word| !word.trim().is_empty());
    let about = About {
        published: word(line.published).map(|day| moment(&day)).transpose()?,
        language: word(line.language).map(|code| super::language(&code)).transpose()?,
        title: word(line.title),
        publisher: word(line.publisher),
        url: word(line.url),
    };
    let id = match line.id {
        Some(Id::Number(number)) => Some(number.to_string()),
        Some(Id::Word(word)) => Some(word),
        None => None,
    };
    let id = word(id).or_else(|| about.url.clone()).map(|id| as_seen(&id));
    Ok((id, Page { text: text.into_owned(), about, ..Page::default() }))
}

/// The day of `2025-08-22`, also with a time behind it, as programs write it.
fn moment(text: &str) -> Result<chrono::NaiveDate, String> {
    let day = text.get(..10).filter(|_| text[10..].starts_with(['T', ' '])).unwrap_or(text);
    super::day(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// The names and texts that lines give, or what is wrong with them.
    fn check(lines: &str, expected: &[&str]) {
        let stream = Box::new(io::Cursor::new(lines.to_owned()));
        let mut lines = Lines::new("a.jsonl".to_owned(), stream, 100);
        let mut found = Vec::new();
        while let Some(line) = next(&mut lines) {
            found.push(match line {
                Ok((name, page)) => format!("{name}: {}", page.text),
                Err(problem) => problem.to_string(),
            });
        }
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn a_line_is_a_report_by_its_id() {
        check(
            "{\"id\": \"n1\", \"text\": \"One.\"}\r\n\n{\"id\": 7, \"text\": \"Two.\", \"other\": [1]}\n{\"text\": \"Three.\", \"url\": \"https://example.org/3\"}\n{\"text\": \"a\\r\\nb\"}",
            &[
                "a.jsonl#n1: One.",
                "a.jsonl#7: Two.",
                "a.jsonl#https://example.org/3: Three.",
                "a.jsonl#5: a\r\nb",
            ],
        );
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let long = format!("{{\"text\": \"{}\"}}", "x".repeat(100));
        check(
            &format!(
                "nonsense\n{{}}\n{{\"text\": \" \"}}\n{long}\n{{\"text\": \"x\", \"published\": \"soon\"}}\n{{\"text\": \"x\\u0000\"}}\n{{\"text\": \"Last.\"}}"
            ),
            &[
                "a.jsonl, line 1: is not an object of JSON",
                "a.jsonl, line 2: has no \"text\"",
                "a.jsonl, line 3: has an empty \"text\"",
                "a.jsonl, line 4: larger than",
                "a.jsonl, line 5: ‘soon’ is not a day",
                "a.jsonl, line 6: has a NUL character",
                "a.jsonl#7: Last.",
            ],
        );
        check("{\"text\": \"\u{fffd}\"}", &["#1: \u{fffd}"]);
    }

    #[test]
    fn a_day_may_have_a_time_behind_it() {
        let day = |text: &str| moment(text).map(|day| day.to_string());
        assert_eq!(day("2025-08-22T09:30:00+03:00"), Ok("2025-08-22".to_owned()));
        assert_eq!(day("2025-08-22"), Ok("2025-08-22".to_owned()));
        assert!(day("2025-08-221").is_err() && day("2025-08-2é22").is_err());
    }

    #[test]
    fn lines_are_told_from_other_braces() {
        assert!(begins(b"{\"text\": \"x\"}") && begins(b"{\"a\": 1}\n{broken"));
        assert!(!begins(b"{\n  \"text\": \"x\"\n}") && !begins(b"{rtf") && !begins(b"Text {"));
        let long = format!("{{ \"text\": \"{}", "x".repeat(super::super::format::FIRST));
        assert!(begins(long.as_bytes()));
    }
}
