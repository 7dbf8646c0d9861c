//! What kind of document some bytes are: told by their content, and only between text and Markdown by the name.

use super::kind::ending;
use super::{Options, Page, ReadError, html, jsonl, mail, markdown, mhtml, office, pdf, text};

/// First bytes that no plain text begins with, what they mean, and what a user can do today.
const OTHER_FORMATS: &[(&[u8], &str, &str)] = &[
    (
        b"\xd0\xcf\x11\xe0",
        "a document of an old Office program (DOC, XLS, MSG), or one with a password",
        "save it as DOCX, as with ‘soffice --headless --convert-to docx’",
    ),
    (b"BZh", "compressed with bzip2", "unpack it first"),
    (b"\xfd7zXZ\0", "compressed with xz", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "pack its files as ZIP"),
    (b"Rar!\x1a\x07", "a RAR archive", "pack its files as ZIP"),
    (b"\x89PNG", "a PNG picture", "its text has to be recognised first"),
    (b"\xff\xd8\xff", "a JPEG picture", "its text has to be recognised first"),
    (b"SQLite format 3\0", "a SQLite database", "name it with --db to use it as the store"),
];

/// How a web page begins, in small letters, after blanks and comments.
const HTML: &[&[u8]] = &[b"<!doctype html", b"<html", b"<head", b"<?xml"];

/// How many first bytes tell the format.
pub(super) const FIRST: usize = 1 << 16;

/// The formats that have a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    /// A web page that was saved as one file, as a message is written.
    Mhtml,
    /// A report in each line.
    JsonLines,
    /// A message with what is attached to it.
    Mail,
    Rtf,
    Pdf,
    /// A text of `OpenDocument` as a single file of XML.
    FlatOpenDocument,
    /// An archive, or a document that is packed as one: DOCX, ODT.
    Zip,
    /// One compressed file.
    Gzip,
    /// As well.
    Zstandard,
}

impl Format {
    /// Tells it by the first bytes ([`FIRST`] of them, or all), and only what has none of its own by the name.
    pub(super) fn of(name: &str, first: &[u8]) -> Result<Self, ReadError> {
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
        let found = match first {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstandard,
            _ if first.starts_with(b"{\\rtf") => Self::Rtf,
            _ if pdf::is_pdf(first) => Self::Pdf,
            _ if office::is_flat_open_document(text) => Self::FlatOpenDocument,
            _ => return Self::of_text(name, first, text),
        };
        Ok(found)
    }

    fn of_text(name: &str, first: &[u8], text: &[u8]) -> Result<Self, ReadError> {
        if let Some((what, hint)) = other_format(first) {
            return Err(ReadError::OtherFormat { path: name.to_owned(), what, hint });
        }
        let ending = ending(name);
        if ending == "json" && !jsonl::begins(text) && matches!(text.first(), Some(b'{' | b'[')) {
            let (what, hint) = ("JSON", "write one object a line, as with ‘jq -c .[]’");
            return Err(ReadError::OtherFormat { path: name.to_owned(), what, hint });
        }
        Ok(match ending.as_str() {
            "jsonl" | "ndjson" => Self::JsonLines,
            _ if jsonl::begins(text) => Self::JsonLines,
            "html" | "htm" | "xhtml" => Self::Html,
            _ if is_html(text) => Self::Html,
            "mht" | "mhtml" => Self::Mhtml,
            _ if mhtml::begins(first) => Self::Mhtml,
            "eml" => Self::Mail,
            _ if mail::begins(first) => Self::Mail,
            "md" | "markdown" => Self::Markdown,
            _ => Self::Text,
        })
    }
}

/// Reads `bytes` as the one document that they are.
pub(super) fn page(
    format: Format,
    name: &str,
    bytes: Vec<u8>,
    options: &Options,
) -> Result<Page, ReadError> {
    let page = match format {
        Format::Text => text::page(name, bytes, options.encoding)?,
        Format::Markdown => markdown::page(&text::text(name, bytes, options.encoding)?),
        Format::Html => html::page(name, bytes, options.encoding, &html::Said::default())?,
        Format::Mhtml => mhtml::page(name, &bytes, options.encoding)?,
        Format::Mail => mail::read(name, &bytes)?.page.unwrap_or_default(),
        Format::Rtf => office::rtf(&bytes),
        Format::Pdf => pdf::page(name, &bytes)?,
        Format::FlatOpenDocument => office::flat_open_document(name, &bytes)?,
        Format::Zip => office::packed(name, &bytes, options.max_bytes)?,
        Format::JsonLines | Format::Gzip | Format::Zstandard => {
            return Err(ReadError::OtherFormat {
                path: name.to_owned(),
                what: "something that holds reports, not one of them",
                hint: "read it from a file or standard input",
            });
        }
    };
    // A Markdown file of nothing but front matter or comments has no text left, nor has a document of pictures.
    if page.text.trim().is_empty() {
        return Err(ReadError::Empty { path: name.to_owned() });
    }
    Ok(page)
}

fn other_format(first: &[u8]) -> Option<(&'static str, &'static str)> {
    let known = OTHER_FORMATS.iter().find(|(start, ..)| first.starts_with(start));
    if let Some(&(_, what, hint)) = known {
        return Some((what, hint));
    }
    if first.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", "unpack it first, or pack its files as ZIP"));
    }
    None
}

/// Whether a document begins as web pages do, whatever its name says.
fn is_html(mut text: &[u8]) -> bool {
    while let Some(comment) = text.strip_prefix(b"<!--") {
        let Some(end) = comment.windows(3).position(|w| w == b"-->") else { return false };
        text = comment[end + 3..].trim_ascii_start();
    }
    let begins = |tag: &&[u8]| text.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
    HTML.iter().any(begins)
}
