//! Files and folders in, [`Report`]s out: plain text, its title, publisher, address, language and day of publication.
//!
//! ```no_run
//! use tradestat::read::{self, Options};
//!
//! let found = read::find(&["reports".into()], None);
//! for source in &found.sources {
//!     for report in source.reports(&Options::default()) {
//!         let report = report?;
//!         println!("{}: {} letters", report.source, report.text.chars().count());
//!     }
//! }
//! # Ok::<(), read::ReadError>(())
//! ```
//!
//! [`find`] looks at names and manifests only, [`Source::reports`] opens one file and gives the reports in it, one after the
//! other; so ten thousand reports are never in memory at once, and one that cannot be read spoils no other. What a report
//! says of itself (front matter, a `# heading`) gives way to the manifest beside it, and that to what the user says. Numbers,
//! sentences, languages are left to `extract`.
//!
//! A reader turns the bytes of one format into a `Page`; all of them write its text through `prose::Prose`, so that
//! headings, lists and tables look alike whatever they came from.
//!
//! The stored text is UTF-8 with LF line ends and no byte order mark, whatever the file had: offsets count the stored text.

mod decode;
mod error;
mod find;
mod format;
mod globs;
mod html;
mod input;
mod jsonl;
mod kind;
mod limits;
mod lines;
mod mail;
mod manifest;
mod markdown;
mod mhtml;
mod name;
mod office;
mod pdf;
mod prose;
mod reports;
mod sheet;
mod text;
mod zip;
mod zstd;

pub use decode::{Encoding, encoding};
pub use error::ReadError;
pub use find::{Found, Skipped, find, find_matching};
pub use globs::Globs;
pub use kind::NotRead;
pub use lines::Lines;
pub use reports::Reports;
pub use sheet::Sheet;

use crate::model::{Language, Published, PublishedBasis, Report};
use chrono::NaiveDate;
use format::Format;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A report that waits to be read: where it is, and what a manifest says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    place: Place,
    name: String,
    listed: About,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    File(PathBuf),
    StandardInput,
}

/// What is said about a report rather than in it. Every field may be missing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its public address.
    pub url: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Its language.
    pub language: Option<Language>,
}

/// How to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// What the user says of every report; wins over manifest and metadata.
    pub given: About,
    /// The largest report, in bytes: a file, a line of JSON Lines, a file of an archive (unpacked), a part of a packed
    /// document (unpacked). A text of 64 MiB is no report but a collection, and would fill the memory. Archives and JSON
    /// Lines themselves may be of any size on the disk; an archive that comes from standard input or lies in another one is
    /// held in memory, and may be as large as a report.
    pub max_bytes: u64,
    /// The encoding of every text, where the user knows better than declaration and detection.
    pub encoding: Option<Encoding>,
}

impl Options {
    /// 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self { given: About::default(), max_bytes: Self::MAX_BYTES, encoding: None }
    }
}

/// A report's text and what it says about itself.
#[derive(Debug, Default)]
struct Page {
    text: String,
    /// The code points at which the pages of the document begin; empty for what has no pages.
    pages: Vec<usize>,
    about: About,
    /// What of the document is not in the text, for people: ‘page 3 of 12: …’.
    notes: Vec<String>,
}

impl Source {
    /// What people call it: its path, or `-` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads its reports. What cannot be read (missing, too large, empty, not text) is an error in its place, whose
    /// message names it and says what to do; the reports after it still come.
    #[must_use]
    pub fn reports<'s>(&'s self, options: &'s Options) -> Reports<'s> {
        Reports::new(self, options)
    }

    /// The lines of JSON Lines that are no reports, compressed or not, each of at most so many bytes.
    ///
    /// # Errors
    /// When it cannot be opened, or is something else.
    pub fn lines(&self, max: u64) -> Result<Lines, ReadError> {
        reports::lines(self, max)
    }
}

impl About {
    /// What is said here, and what another says where nothing is.
    fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            published: self.published.or(other.published),
            language: self.language.or(other.language),
        }
    }
}

/// A report of what was read: what is given wins over what is listed, and that over what the page says of itself. `basis`
/// is what the page's own day rests on.
fn report(
    source: String,
    page: Page,
    given: &About,
    listed: &About,
    basis: PublishedBasis,
) -> Report {
    let day = |day: Option<NaiveDate>, basis| day.map(|day| Published { day, basis });
    let own = page.about;
    Report {
        text: page.text,
        pages: page.pages,
        notes: page.notes,
        source,
        title: first(given.title.as_ref(), listed.title.as_ref(), own.title),
        publisher: first(given.publisher.as_ref(), listed.publisher.as_ref(), own.publisher),
        url: first(given.url.as_ref(), listed.url.as_ref(), own.url),
        language: given.language.or(listed.language).or(own.language),
        published: day(given.published, PublishedBasis::Given)
            .or(day(listed.published, PublishedBasis::Manifest))
            .or(day(own.published, basis)),
    }
}

fn first(given: Option<&String>, listed: Option<&String>, own: Option<String>) -> Option<String> {
    given.or(listed).cloned().or(own)
}

/// A report that is not a file: a sample that the program carries, a string of a test. `name` decides how it is read, as
/// a file's name does.
///
/// # Errors
/// As [`Source::reports`].
pub fn from_bytes(name: &str, bytes: Vec<u8>, given: &About) -> Result<Report, ReadError> {
    let format = Format::of(name, &bytes[..bytes.len().min(format::FIRST)])?;
    let page = format::page(format, name, bytes, &Options::default())?;
    Ok(report(name.to_owned(), page, given, &About::default(), PublishedBasis::Metadata))
}

/// Reads a day written as `2025-08-22`.
///
/// # Errors
/// What is wrong and how to write it, without naming where it stood: the caller knows.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        && text.len() == 10
    {
        return Ok(day);
    }
    // Spreadsheets rewrite days in the style of their country; only the form with dots has one reading.
    let hint = NaiveDate::parse_from_str(text, "%d.%m.%Y")
        .map_or_else(|_| "as in 2025-08-22".to_owned(), |day| format!("as {day}"));
    Err(format!("‘{text}’ is not a day of the calendar; write it {hint}"))
}

/// Reads a language written as `en`.
///
/// # Errors
/// As [`day`].
pub fn language(text: &str) -> Result<Language, String> {
    let lower = text.to_ascii_lowercase();
    let two_letters = lower.len() == 2 && lower.bytes().all(|b| b.is_ascii_lowercase());
    match lower.parse() {
        Ok(language) if two_letters => Ok(language),
        _ => Err(format!(
            "‘{text}’ is not a language code; write two letters (ISO 639-1), such as en or ru"
        )),
    }
}

/// The path as people know it: relative to `base` where it lies below, else as absolute as the system tells. A report that
/// is ingested from another working directory is thus the same report.
fn name_of(path: &Path, base: Option<&Path>) -> String {
    let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
    let absolute = absolute.unwrap_or_else(|_| path.to_owned());
    let base = base.map(|base| base.canonicalize().unwrap_or_else(|_| base.to_owned()));
    let short = base.as_deref().and_then(|base| absolute.strip_prefix(base).ok());
    spelled(short.unwrap_or(&absolute)).replace(std::path::MAIN_SEPARATOR, "/")
}

/// A path in letters. Bytes that are none are spelled in hexadecimal, for two files whose names differ in them only are two
/// reports, and the second must not take the place of the first.
fn spelled(path: &Path) -> Cow<'_, str> {
    if let Some(letters) = path.to_str() {
        return Cow::Borrowed(letters);
    }
    let mut name = String::new();
    for part in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(part.valid());
        for byte in part.invalid() {
            let _ = write!(name, "\\x{byte:02x}");
        }
    }
    Cow::Owned(name)
}
