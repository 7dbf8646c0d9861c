//! What kind of document some bytes are: told by their content, and only between text and Markdown by the name.

use super::decode::Encoding;
use super::{Page, ReadError, html, markdown, text};

/// First bytes that no plain text begins with, what they mean, and what a user can do today. HTML, PDF and DOCX have
/// readers of their own in other releases; they take the place of a row.
const OTHER_FORMATS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "save its text first, as with ‘pdftotext -layout’"),
    (b"PK\x03\x04", "a ZIP container (DOCX, XLSX, EPUB …)", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text first"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first"),
    (b"\x89PNG", "a PNG picture", "its text has to be recognised first"),
    (b"\xff\xd8\xff", "a JPEG picture", "its text has to be recognised first"),
    (b"SQLite format 3\0", "a SQLite database", "name it with --db to use it as the store"),
];

/// How a web page begins, in small letters, after blanks and comments.
const HTML: &[&[u8]] = &[b"<!doctype html", b"<html", b"<head", b"<?xml"];

/// The formats that have a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Text,
    Markdown,
    Html,
}

impl Format {
    /// Tells it by the first bytes, and only what has none of its own by the name.
    fn of(name: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        if let Some((what, hint)) = other_format(bytes) {
            return Err(ReadError::OtherFormat { path: name.to_owned(), what, hint });
        }
        if is_html(bytes) || matches!(ending(name).as_str(), "html" | "htm" | "xhtml") {
            return Ok(Self::Html);
        }
        Ok(if is_markdown(name) { Self::Markdown } else { Self::Text })
    }
}

/// Reads `bytes` as what they are, in `encoding` where the user says so.
pub(super) fn page(
    name: &str,
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
) -> Result<Page, ReadError> {
    let page = match Format::of(name, &bytes)? {
        Format::Text => text::page(name, bytes, encoding)?,
        Format::Html => html::page(name, bytes, encoding, None)?,
        Format::Markdown => markdown::page(&text::text(name, bytes, encoding)?),
    };
    // A Markdown file of nothing but front matter or comments has no text left.
    if page.text.trim().is_empty() {
        return Err(ReadError::Empty { path: name.to_owned() });
    }
    Ok(page)
}

/// Whether a folder's file of this name is a report.
pub(super) fn is_report(name: &str) -> bool {
    matches!(ending(name).as_str(), "txt" | "text" | "html" | "htm" | "xhtml") || is_markdown(name)
}

fn is_markdown(name: &str) -> bool {
    matches!(ending(name).as_str(), "md" | "markdown")
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn other_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let known = OTHER_FORMATS.iter().find(|(start, ..)| bytes.starts_with(start));
    known.map(|&(_, what, hint)| (what, hint))
}

/// Whether a document begins as web pages do, whatever its name says.
fn is_html(bytes: &[u8]) -> bool {
    let mut start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    while let Some(comment) = start.strip_prefix(b"<!--") {
        let Some(end) = comment.windows(3).position(|w| w == b"-->") else { return false };
        start = comment[end + 3..].trim_ascii_start();
    }
    let begins = |tag: &&[u8]| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
    HTML.iter().any(begins)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let error = page("x.txt", bytes.to_vec(), None).map(|p| p.text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("x.txt: is {expected}")), "{error}");
    }

    #[test]
    fn content_decides_whatever_the_name_says() {
        check(b"%PDF-1.7\n%\xe2\xe3", "a PDF document");
        check(b"PK\x03\x04\x14\0", "a ZIP container");
        check(b"SQLite format 3\0\x10", "a SQLite database");
    }

    #[test]
    fn a_folder_takes_text_and_markdown() {
        assert!(is_report("a.TXT") && is_report("b.c.md") && is_report("c.markdown"));
        assert!(!is_report("a.pdf") && !is_report("txt") && !is_report("a.csv"));
    }
}
