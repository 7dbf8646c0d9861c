//! PDF in, prose out: what a reader of the pages would copy by hand.
//!
//! A PDF says where letters are drawn, not what they make. [`file`] finds its objects, [`content`] draws its pages, which gives
//! letters with places ([`glyph`]); from these come rows of words ([`words`]), less what runs on each page ([`running`]), in the
//! order of reading ([`columns`]), as tables ([`tables`]) and paragraphs ([`paragraphs`]), which [`document`] puts together over
//! columns and pages. Nothing is kept of a page whose letters are not those that are seen ([`quality`]), and a document without
//! letters is refused: numbers are never guessed.
//!
//! What a document may cost is bounded in one place ([`budget`]). Everything here is a function of the bytes; none of it panics
//! or calls itself deeper than a few levels. The day in a PDF's metadata is that of the file, which may have been made years
//! after the report: it is not taken for the day of publication. Its language is often that of somebody's office program: it
//! is left to the text.

mod budget;
mod cmap;
mod columns;
mod content;
mod crypt;
mod document;
mod file;
mod filter;
mod font;
mod glyph;
mod lexer;
mod object;
mod pages;
mod paragraphs;
mod quality;
mod running;
mod split;
mod standard;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod xref;

use super::{About, Page, ReadError};
use content::Shared;
use crypt::Locked;
use document::Document;
use file::{File, Unopened};
use glyph::Sheet;
use quality::Quality;

/// Whether a file begins as a PDF does: its first line may stand behind lines of a mail program.
pub(super) fn is_pdf(first: &[u8]) -> bool {
    let start = first.get(..1024).unwrap_or(first);
    first.starts_with(b"%PDF-")
        || xref::find(start, b"\n%PDF-")
            .is_some_and(|at| xref::find(&first[at..], b" obj").is_some())
}

/// A document's text, or why there is none.
pub(super) fn page(name: &str, bytes: &[u8]) -> Result<Page, ReadError> {
    read(bytes).map_err(|why| ReadError::Document { path: name.to_owned(), why })
}

/// What helps where letters have to be recognised first.
const RECOGNISE: &str = "recognise its text first, as with ‘ocrmypdf --force-ocr’";

fn read(bytes: &[u8]) -> Result<Page, String> {
    let file = File::open(bytes).map_err(|unopened| match unopened {
        Unopened::Locked(Locked::Password) => {
            "is encrypted with a password; save it without one, as with ‘qpdf --password=… --decrypt’".to_owned()
        }
        Unopened::Locked(Locked::Unknown) => {
            "is encrypted in a way that is not known here; save it unencrypted, as by printing it to a file".to_owned()
        }
        Unopened::TooLarge(what) => too_large(what),
        Unopened::NoPages => "is a damaged PDF without pages; get it again, or repair it, as with ‘qpdf’ or ‘mutool clean’".to_owned(),
    });
    file.and_then(|file| {
        let page = contents(&file);
        // Half of a document that was too much is not the document.
        file.budget.spent().map_or(page, |what| Err(too_large(what)))
    })
}

fn too_large(what: &str) -> String {
    format!("is too large inside: {what}; split it, or save its text first, as with ‘pdftotext’")
}

fn contents(file: &File<'_>) -> Result<Page, String> {
    let mut shared = Shared::new(file);
    let mut sheets = Vec::new();
    let mut bad = Bad::default();
    for (number, page) in (1..).zip(pages::pages(file)) {
        let sheet = page.draw(&mut shared);
        let pictures = sheet.pictures > 0;
        let mut rows = rows(sheet);
        if quality::is_mislabelled(texts(&rows)) {
            for segment in rows.iter_mut().flat_map(|row| &mut row.segments) {
                segment.text = quality::relabelled(&segment.text);
            }
        }
        match quality::of(texts(&rows)) {
            Quality::Good => {}
            Quality::Empty => {
                bad.pictures.extend(pictures.then_some(number));
                rows.clear();
            }
            Quality::Garbled(why) => {
                bad.garbled.push(number);
                bad.why = why;
                rows.clear();
            }
        }
        let mut unread = false;
        for row in &mut rows {
            let before = row.segments.len();
            row.segments.retain(|segment| !quality::is_noise(&segment.text));
            unread |= row.segments.len() < before;
            for segment in &mut row.segments {
                unread |= quality::disarm(&mut segment.text);
            }
        }
        rows.retain(|row| !row.segments.is_empty());
        bad.parts.extend(unread.then_some(number));
        sheets.push(running::Sheet { rows, height: page.height() });
        if file.budget.spent().is_some() {
            break;
        }
    }
    let total = sheets.len();
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(bad.nothing(total));
    }
    running::remove(&mut sheets);
    let document = Document::of(sheets);
    let title = title(file).or_else(|| document.title());
    let (text, pages) = document.write();
    let about = About { title, ..About::default() };
    Ok(Page { text, pages, about, notes: bad.notes(total) })
}

fn texts(rows: &[words::Row]) -> impl Iterator<Item = &str> {
    rows.iter().flat_map(|row| &row.segments).map(|segment| segment.text.as_str())
}

/// The rows of a page: of the direction in which most of it is written first, then what is turned against it, such as the
/// names of axes. What is there without being shown is the text of a scanned page, and of no other.
fn rows(sheet: Sheet) -> Vec<words::Row> {
    let count = |turned: &[Vec<glyph::Glyph>; 4]| turned.iter().map(Vec::len).sum::<usize>();
    let scanned = count(&sheet.hidden) > count(&sheet.turned) * 4;
    let turned = if scanned { sheet.hidden } else { sheet.turned };
    let mut turned: Vec<_> = turned.into_iter().filter(|glyphs| !glyphs.is_empty()).collect();
    turned.sort_by_key(|glyphs| std::cmp::Reverse(glyphs.len()));
    turned.iter().flat_map(|glyphs| words::rows(glyphs)).collect()
}

/// What the document says that it is called, if that is no leftover of the program that made it.
fn title(file: &File<'_>) -> Option<String> {
    let info = file.get(&file.trailer(), b"Info");
    let title = info.dict().map(|info| file.get(info, b"Title"))?;
    let title = content::said(title.text()?);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let leftover = [
        "microsoft",
        "untitled",
        "layout 1",
        "powerpoint",
        "document",
        "slide 1",
        "без имени",
        "презентация",
    ];
    let is_file =
        lower.rsplit_once('.').is_some_and(|(_, end)| end.len() <= 5 && !end.contains(' '));
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let sound = letters >= 5
        && title.chars().count() <= 200
        && !title.contains(font::UNKNOWN)
        && !title.contains('\0');
    let named = sound
        && title.contains(' ')
        && !is_file
        && !leftover.iter().any(|word| lower.starts_with(word));
    named.then_some(title)
}

/// Pages that cannot be read.
#[derive(Debug, Default)]
struct Bad {
    pictures: Vec<usize>,
    garbled: Vec<usize>,
    parts: Vec<usize>,
    why: &'static str,
}

impl Bad {
    /// Why the document has no text at all.
    fn nothing(&self, total: usize) -> String {
        let (pictures, garbled) = (self.pictures.len(), self.garbled.len());
        if garbled > 0 && garbled >= pictures {
            format!(
                "its text layer is garbled on {garbled} of {total} pages: {}; {RECOGNISE}",
                self.why
            )
        } else if pictures > 0 && pictures == total {
            format!(
                "has no text layer on {pictures} of {total} pages: they are pictures; {RECOGNISE}"
            )
        } else if pictures > 0 {
            format!(
                "has no text on any of its {total} pages, of which {pictures} have pictures; {RECOGNISE}"
            )
        } else {
            format!("has no text on any of its {total} pages; there is nothing to read in it")
        }
    }

    /// What is missing from a document that was read otherwise.
    fn notes(&self, total: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.pictures.is_empty() {
            let list = list(&self.pictures);
            notes.push(format!("{list} of {total}: pictures without text, not read; {RECOGNISE}"));
        }
        if !self.garbled.is_empty() {
            let list = list(&self.garbled);
            notes.push(format!(
                "{list} of {total}: the text layer is garbled ({}), not read; {RECOGNISE}",
                self.why
            ));
        }
        if !self.parts.is_empty() {
            let list = list(&self.parts);
            notes.push(format!(
                "{list} of {total}: words or numbers whose letters the fonts do not explain, not read"
            ));
        }
        notes
    }
}

/// ‘page 3’, ‘pages 3, 5–7’.
fn list(pages: &[usize]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => spans.push((page, page)),
        }
    }
    let said: Vec<String> = spans
        .iter()
        .map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            },
        )
        .collect();
    let word = if pages.len() == 1 { "page" } else { "pages" };
    format!("{word} {}", said.join(", "))
}
