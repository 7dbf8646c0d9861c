//! A document that was read.

use super::code::Language;
use super::coded;
use chrono::NaiveDate;

/// One document: its text and where it came from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Plain text, UTF-8, exactly as it will be stored: every offset counts its code points.
    pub text: String,
    /// Where each page of the document begins, in code points of the text; empty for what has no pages.
    pub pages: Vec<usize>,
    /// What of the document could not be read and is not in the text, one sentence each: "pages 3–4 of 12: …".
    pub notes: Vec<String>,
    /// Where it was read from, for people: its path, relative to the folder of the store where it lies below it, or `-`.
    pub source: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it: "Realnoe Vremya".
    pub publisher: Option<String>,
    /// Its public address.
    pub url: Option<String>,
    /// Its language where it was given; detected at extraction otherwise.
    pub language: Option<Language>,
    /// Its day of publication where it was given; inferred at extraction otherwise.
    pub published: Option<Published>,
}

/// A name without characters that do something instead of being seen: line ends, escapes, marks that turn the direction of
/// writing.
pub(crate) fn as_seen(name: &str) -> String {
    let acts = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    name.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// The day from which 'last year' and 'this January' are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    /// The day.
    pub day: NaiveDate,
    /// What it rests on.
    pub basis: PublishedBasis,
}

coded! {
    /// What a publication day rests on, the firmest first.
    pub enum PublishedBasis {
        /// Said by the user: `--published`, or the `published` key of a JSON line.
        Given = "given",
        /// The manifest beside the file.
        Manifest = "manifest",
        /// The document's own metadata.
        Metadata = "metadata",
        /// A dateline or header line in the text.
        Dateline = "dateline",
        /// The latest day that the text speaks of.
        Content = "content",
    }
}
