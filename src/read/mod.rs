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
//! A reader turns the bytes of one format into a [`Page`]; all of them write its text through [`prose::Prose`], so that
//! headings, lists and tables look alike whatever they came from.
//!
//! The stored text is UTF-8 with LF line ends and no byte order mark, whatever the file had: offsets count the stored text.

mod decode;
mod error;
mod find;
mod format;
mod html;
mod manifest;
mod markdown;
mod prose;
mod text;

pub use decode::{Encoding, encoding};
pub use error::ReadError;
pub use find::{Found, find};

use crate::model::{Language, Published, PublishedBasis, Report};
use chrono::NaiveDate;
use std::fs::File;
use std::io::Read;
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
    /// The largest report, in bytes. A text of 64 MiB is no report but an archive, and would fill the memory.
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
}

/// The reports of a source, in their order: one for most, many for what contains others.
pub struct Reports<'s>(Box<dyn Iterator<Item = Result<Report, ReadError>> + 's>);

impl Iterator for Reports<'_> {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
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
        let one = move || {
            let bytes = self.bytes(options.max_bytes)?;
            let page = format::page(&self.name, bytes, options.encoding)?;
            Ok(self.report(page, &options.given))
        };
        Reports(Box::new(std::iter::once_with(one)))
    }

    fn bytes(&self, max: u64) -> Result<Vec<u8>, ReadError> {
        let unreadable = |source| ReadError::Unreadable { path: self.name.clone(), source };
        let mut bytes = Vec::new();
        // One byte more than the limit tells a file that just fits from one that does not; a size asked for beforehand
        // would say nothing about a pipe.
        let read = match &self.place {
            Place::File(path) => {
                File::open(path).map_err(unreadable)?.take(max + 1).read_to_end(&mut bytes)
            }
            Place::StandardInput => std::io::stdin().lock().take(max + 1).read_to_end(&mut bytes),
        };
        read.map_err(unreadable)?;
        if bytes.len() as u64 > max {
            return Err(ReadError::TooLarge { path: self.name.clone(), max });
        }
        Ok(bytes)
    }

    fn report(&self, page: Page, given: &About) -> Report {
        let day = |day: Option<NaiveDate>, basis| day.map(|day| Published { day, basis });
        let (listed, own) = (&self.listed, page.about);
        Report {
            text: page.text,
            pages: page.pages,
            source: self.name.clone(),
            title: first(given.title.as_ref(), listed.title.as_ref(), own.title),
            publisher: first(given.publisher.as_ref(), listed.publisher.as_ref(), own.publisher),
            url: first(given.url.as_ref(), listed.url.as_ref(), own.url),
            language: given.language.or(listed.language).or(own.language),
            published: day(given.published, PublishedBasis::Given)
                .or(day(listed.published, PublishedBasis::Manifest))
                .or(day(own.published, PublishedBasis::Metadata)),
        }
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
    let page = format::page(name, bytes, None)?;
    let place = Place::File(PathBuf::from(name));
    Ok(Source { place, name: name.to_owned(), listed: About::default() }.report(page, given))
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
    short.unwrap_or(&absolute).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
