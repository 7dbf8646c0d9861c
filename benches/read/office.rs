//! Word processors' documents and JSON Lines.

use super::{sentence, text, told};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use tradestat::read::{self, Options};
use zip::write::SimpleFileOptions;

/// Paragraphs of each document; a tenth of them are tables of four rows.
const PARAGRAPHS: usize = 20_000;

pub(super) fn all() {
    let docx = docx();
    let xml = unpacked(&docx).len();
    told(
        "DOCX",
        xml,
        || text("a.docx", &docx),
        "unpacking it and reading its XML",
        || events(&docx),
    );
    let rtf = rtf();
    told("RTF", rtf.len(), || text("a.rtf", &rtf), "finding its marks", || marks(&rtf));
    let lines = lines();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    fs::write(&path, &lines).expect("a file");
    told("JSON Lines", lines.len(), || reports(&path), "reading its JSON", || values(&path));
}

fn reports(path: &Path) -> usize {
    let found = read::find(&[path.to_owned()], None);
    let options = Options::default();
    let reports = found.sources.iter().flat_map(|source| source.reports(&options));
    reports.map(|report| report.expect("a report").text.len()).sum()
}

fn docx() -> Vec<u8> {
    let paragraph = |n: usize| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:sz w:val=\"24\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            sentence(n)
        )
    };
    let mut body = String::from("<w:document><w:body>");
    for n in 0..PARAGRAPHS {
        if n % 10 == 0 {
            let cell =
                format!("<w:tc><w:tcPr><w:tcW w:w=\"900\"/></w:tcPr>{}</w:tc>", paragraph(n));
            let row = format!("<w:tr>{}</w:tr>", cell.repeat(3));
            let _ = write!(body, "<w:tbl><w:tblGrid/>{}</w:tbl>", row.repeat(4));
        } else {
            body.push_str(&paragraph(n));
        }
    }
    body.push_str("</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &body)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

fn unpacked(docx: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut xml = Vec::new();
    zip.by_name("word/document.xml").expect("a part").read_to_end(&mut xml).expect("bytes");
    xml
}

fn events(docx: &[u8]) -> usize {
    let xml = String::from_utf8(unpacked(docx)).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut events = 0;
    while !matches!(reader.read_event().expect("XML"), quick_xml::events::Event::Eof) {
        events += 1;
    }
    events
}

fn rtf() -> Vec<u8> {
    let mut rtf = String::from("{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Arial;}}");
    for n in 0..PARAGRAPHS {
        rtf.push_str("\\pard\\plain\\f0\\fs24 ");
        rtf.push_str(&sentence(n));
        rtf.push_str(&"\\'fd\\'ea\\'f1\\'ef\\'ee\\'f0\\'f2 ".repeat(5));
        rtf.push_str("\\par\r\n");
    }
    rtf.push('}');
    rtf.into_bytes()
}

fn marks(rtf: &[u8]) -> usize {
    rtf.iter().filter(|b| matches!(b, b'{' | b'}' | b'\\')).count()
}

fn lines() -> Vec<u8> {
    let mut lines = String::new();
    for n in 0..PARAGRAPHS {
        let text = sentence(n).repeat(10);
        let _ =
            writeln!(lines, "{{\"id\": {n}, \"published\": \"2024-01-02\", \"text\": \"{text}\"}}");
    }
    lines.into_bytes()
}

fn values(path: &Path) -> usize {
    let text = fs::read_to_string(path).expect("a file");
    let values = text.lines().map(serde_json::from_str::<serde_json::Value>);
    values.filter(|value| value.as_ref().is_ok_and(|value| value["text"].is_string())).count()
}
