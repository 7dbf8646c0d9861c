//! Documents of word processors: DOCX, ODT and RTF. Each is read into one [`draft::Draft`], so that the same document gives
//! the same text whichever way it was saved.
//!
//! Kept: paragraphs, headings, lists with their numbers, tables with what spans rows and columns, text boxes after the
//! paragraph they hang on, footnotes and endnotes at the end. Out: headers, footers, comments, deleted and hidden text,
//! tables of contents, pictures. The day a file was made is no day of publication (it is often that of a template years
//! ago), nor is the language that a program had for its menus the language of the text: neither is taken over.

mod docx;
mod draft;
mod lists;
mod odt;
mod package;
mod rtf;
mod signs;
mod styles;
mod write;
mod xml;

use super::{Page, ReadError};
use package::Package;

pub(super) use rtf::page as rtf;

/// What other packed documents are called, by a part that only they have.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "xl/workbook.xml",
        "a spreadsheet (XLSX)",
        "copy its table into a text file, or save it as a web page",
    ),
    (
        "ppt/presentation.xml",
        "a presentation (PPTX)",
        "save its outline as RTF or its pages as PDF",
    ),
    ("META-INF/container.xml", "a book (EPUB)", "convert it, as with ‘pandoc -t plain’"),
    ("visio/document.xml", "a drawing (VSDX)", "save it as PDF"),
];

/// Reads a document that is packed as a ZIP archive. `max` is the largest that a part of it may be.
pub(super) fn packed(name: &str, bytes: &[u8], max: u64) -> Result<Page, ReadError> {
    let mut package = Package::open(name, bytes, max)?;
    let fail = |why: String| ReadError::Document { path: name.to_owned(), why };
    let other = |what: &'static str, hint: &'static str| ReadError::OtherFormat {
        path: name.to_owned(),
        what,
        hint,
    };
    if let Some((_, what, hint)) = OTHERS.iter().find(|(part, ..)| package.has(part)) {
        return Err(other(what, hint));
    }
    if package.has("content.xml") {
        return open_document(&mut package).map_err(fail)?.ok_or_else(|| {
            other(
                "a spreadsheet, presentation or drawing of OpenDocument",
                "save it as a web page or copy its text",
            )
        });
    }
    docx::page(&mut package).map_err(fail)
}

/// `None` for what is no text.
fn open_document(package: &mut Package<'_>) -> Result<Option<Page>, String> {
    let part = |package: &mut Package<'_>, name: &str| {
        package.part(name).map(|part| part.map(|bytes| xml::decoded(&bytes).into_owned()))
    };
    let kind = part(package, "mimetype")?.unwrap_or_default();
    if kind.contains("opendocument") && !kind.contains("opendocument.text") {
        return Ok(None);
    }
    let manifest = part(package, "META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err("is encrypted; open it with its password and save it without".to_owned());
    }
    let styles = part(package, "styles.xml")?.unwrap_or_default();
    let content = part(package, "content.xml")?.unwrap_or_default();
    let title = part(package, "meta.xml")?.and_then(|meta| odt::title(&meta));
    odt::page(&[&styles, &content], title).map(Some)
}

/// Whether these first bytes, without blanks before them, are a text of `OpenDocument` as one file of XML.
pub(super) fn is_flat_open_document(text: &[u8]) -> bool {
    let begin = &text[..text.len().min(4096)];
    let has = |word: &[u8]| begin.windows(word.len()).any(|window| window == word);
    text.starts_with(b"<") && has(b"<office:document") && has(b"opendocument.text")
}

/// Reads a text of `OpenDocument` as one file of XML.
pub(super) fn flat_open_document(name: &str, bytes: &[u8]) -> Result<Page, ReadError> {
    let source = xml::decoded(bytes);
    let page = odt::page(&[&source], odt::title(&source));
    page.map_err(|why| ReadError::Document { path: name.to_owned(), why })
}
