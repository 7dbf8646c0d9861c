//! Documents and what contains them, read as files: word processors' formats, archives, compressed files, JSON Lines.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

#[allow(unreachable_pub, reason = "it is a library where it is at home")]
#[path = "../fuzz/src/documents.rs"]
mod documents;

use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tradestat::model::{AreaCode, Figure, Report};
use tradestat::read::{self, Options, ReadError};
use zip::write::SimpleFileOptions;

/// Reads a file with these bytes; `max` is the largest report.
fn read_as(name: &str, bytes: &[u8], max: u64) -> Vec<Result<Report, ReadError>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let found = read::find(&[path], Some(folder.path()));
    let options = Options { max_bytes: max, ..Options::default() };
    found.sources.iter().flat_map(|source| source.reports(&options)).collect()
}

/// The reports of a file as `source: text`, and its problems, each beginning as expected.
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let found: Vec<_> = read_as(name, bytes, 1 << 20)
        .into_iter()
        .map(|report| match report {
            Ok(report) => format!("{}: {}", report.source, report.text.trim_end()),
            Err(problem) => format!("error: {problem}"),
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\nnot\n{expected}");
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// Exchanges bytes for others of the same length wherever they stand.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<_> =
        (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (name, document) = documents::of(&bytes);
        documents::kept(name, &document);
    }
}

const LETTER: &[u8] = b"From: desk@example.org\r\nDate: Mon, 22 Jan 2024 10:00:00 +0300\r\nSubject: Trade\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nExports rose.\r\n--b--\r\n";

#[test]
fn the_same_document_gives_the_same_text() {
    let folder = Path::new("tests/documents/office");
    let expected = fs::read_to_string(folder.join("everything.txt")).unwrap();
    let files = ["fodt", "odt", "docx", "rtf"].map(|ending| format!("everything.{ending}"));
    for name in files.iter().map(String::as_str).chain(["everything-from-rtf.docx"]) {
        let bytes = fs::read(folder.join(name)).unwrap();
        // Whatever the file is called.
        let report = read_as("report.bin", &bytes, 1 << 20).remove(0).unwrap();
        assert_eq!(report.text, expected, "{name}");
        assert_eq!(report.title.as_deref(), Some("Trade of Tatarstan in 2024"), "{name}");
        assert_eq!((report.published, report.language), (None, None), "{name}");
    }
}

/// PDFs of one bulletin by several programs, in one column and in two, over one page and over two.
const BULLETINS: &[(&str, &[&str])] = &[
    (
        "bulletin.txt",
        &[
            "cairo-two-columns.pdf",
            "encrypted-without-password.pdf",
            "groff-ghostscript.pdf",
            "libreoffice.pdf",
            "libreoffice-two-columns.pdf",
            "pdflatex-two-columns.pdf",
            "reportlab-two-columns.pdf",
            "weasyprint-two-columns.pdf",
        ],
    ),
    ("bulletin-ru.txt", &["chromium-ru.pdf", "wkhtmltopdf-ru.pdf"]),
];

/// A PDF, whatever the file is called.
fn pdf(name: &str) -> Result<Report, ReadError> {
    let bytes = fs::read(Path::new("tests/documents/pdf").join(name)).unwrap();
    read_as("report.bin", &bytes, 1 << 20).remove(0)
}

#[test]
fn the_same_bulletin_in_pdfs_of_any_program_gives_the_same_text() {
    for (expected, files) in BULLETINS {
        let expected = fs::read_to_string(Path::new("tests/documents/pdf").join(expected)).unwrap();
        for name in *files {
            // Which of the blanks between thousands is drawn is a matter of the program.
            let text = pdf(name).unwrap().text.replace('\u{a0}', " ");
            assert_eq!(text, expected, "{name}");
        }
    }
}

#[test]
fn the_figures_of_a_pdf_know_their_headings_and_their_page() {
    let report = pdf("libreoffice.pdf").unwrap();
    let found = tradestat::extract::extract(&report);
    let letters: Vec<char> = report.text.chars().collect();
    let area =
        |code: Option<AreaCode>| code.map_or_else(|| "-".to_owned(), |code| code.to_string());
    let told = |figure: &Figure| {
        let number: String = letters[figure.span.start..figure.span.end].iter().collect();
        let measured = (figure.indicator.code(), figure.transform.code());
        let areas = (area(figure.ref_area), area(figure.counterpart_area));
        let period = figure.period.map_or_else(|| "-".to_owned(), |period| period.to_string());
        let page = report.pages.iter().filter(|&&start| start <= figure.span.start).count();
        format!(
            "{number} | {} | {} | {} | {} | {period} | page {page}\n",
            measured.0, measured.1, areas.0, areas.1
        )
    };
    let told: String = found.figures.iter().map(told).collect();
    let expected = fs::read_to_string("tests/documents/pdf/figures.txt").unwrap();
    assert_eq!(told, expected);
}

#[test]
fn a_pdf_whose_letters_cannot_be_known_is_refused_with_the_reason() {
    let refused = |name: &str, why: &str| {
        let problem = pdf(name).unwrap_err().to_string();
        assert!(problem.contains(why), "{name}: {problem}");
    };
    refused("encrypted-with-password.pdf", "is encrypted with a password");
    refused("libreoffice-ru-without-tounicode.pdf", "garbled on 1 of 1 pages");
    refused("scan.pdf", "has no text layer on 2 of 2 pages: they are pictures");
}

#[test]
fn an_archive_gives_the_reports_in_it() {
    let inner = zipped(&[("c.txt", b"Three.")]);
    let pack = zipped(&[
        ("2024/a.txt", b"One."),
        ("2024/logo.png", b"x"),
        (".hidden.txt", b"x"),
        ("__MACOSX/2024/._a.txt", b"x"),
        ("2024/b", b"Two."),
        ("inner.zip", &inner),
        ("letter.eml", LETTER),
        ("lines.jsonl", b"{\"id\": 7, \"text\": \"Four.\"}\nx\n"),
        ("empty.txt", b" "),
    ]);
    let expected = [
        "pack.zip/2024/a.txt: One.",
        "pack.zip/2024/b: Two.",
        "pack.zip/inner.zip/c.txt: Three.",
        "pack.zip/letter.eml: See below.",
        "pack.zip/letter.eml/a.txt: Exports rose.",
        "pack.zip/lines.jsonl#7: Four.",
        "error: pack.zip/lines.jsonl, line 2: is not an object of JSON",
        "error: pack.zip/empty.txt: is empty",
    ];
    check("pack.zip", &pack, &expected);
    check("nothing.zip", &zipped(&[("a.png", b"x")]), &["error: nothing.zip: has no report in it"]);
}

#[test]
fn a_manifest_in_an_archive_speaks_of_its_files() {
    let manifest = "file,title,published\na.txt,One,2024-05-06\nb.txt,,soon\nc/d.dat,Data,\n";
    let pack = zipped(&[
        ("x/a.txt", b"Exports rose."),
        ("x/b.txt", b"Imports fell."),
        ("x/c/d.dat", b"Turnover grew."),
        ("x/reports.csv", manifest.as_bytes()),
        ("y/a.txt", b"Nothing is said of this one."),
        ("z/reports.csv", b"no,columns\n"),
        ("z/a.txt", b"x"),
    ]);
    let expected = [
        "error: pack.zip/x/reports.csv, line 3: ‘b.txt’ was left out",
        "error: pack.zip/z/reports.csv: has no column ‘file’",
        "pack.zip/x/a.txt: Exports rose.",
        "pack.zip/x/c/d.dat: Turnover grew.",
        "pack.zip/y/a.txt: Nothing",
    ];
    check("pack.zip", &pack, &expected);
    let reports = read_as("pack.zip", &pack, 1 << 20);
    let one = reports.iter().flatten().next().unwrap();
    assert_eq!(one.title.as_deref(), Some("One"));
    assert_eq!(one.published.unwrap().day.to_string(), "2024-05-06");
}

#[test]
fn names_lead_nowhere_and_are_read() {
    let pack = zipped(&[("../../etc/a.txt", b"One."), ("_____ 2024.txt", b"Two.")]);
    // «Отчёт» in the code page of Russian DOS, as Windows packs it; and no sign that names are UTF-8.
    let pack = patched(pack, b"_____ 2024", b"\x8e\xe2\xe7\xf1\xe2 2024");
    check("pack.zip", &pack, &["pack.zip/etc/a.txt: One.", "pack.zip/Отчёт 2024.txt: Two."]);
}

#[test]
fn an_encrypted_or_damaged_member_spoils_no_other() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("a.txt", "Secret"), ("b.txt", "Damaged"), ("c.txt", "Whole.")] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let mut pack = zip.finish().unwrap().into_inner();
    for sign in [b"PK\x03\x04".as_slice(), b"PK\x01\x02"] {
        let at = pack.windows(4).position(|four| four == sign).unwrap();
        // The lowest bit of the flags says that a member is encrypted.
        pack[at + if sign[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let pack = patched(pack, b"Damaged", b"Dimaged");
    check(
        "pack.zip",
        &pack,
        &[
            "error: pack.zip/a.txt: is encrypted",
            "error: pack.zip/b.txt: is damaged",
            "pack.zip/c.txt: Whole.",
        ],
    );
    check("pack.zip", &pack[..60], &["error: pack.zip: is a damaged ZIP archive"]);
}

#[test]
fn what_unpacks_to_too_much_is_refused_by_its_name() {
    let blanks = vec![b' '; 32 << 20];
    let bomb = zipped(&[("a.txt", &blanks)]);
    let refused = "unpacks to more than 200 times its size";
    check("bomb.zip", &bomb, &[&format!("error: bomb.zip: {refused}")]);
    check("a.txt.gz", &gzipped(&blanks[..1000]), &["error: a.txt.gz: is empty"]);
    let packed = [b"Text".as_slice(), &blanks].concat();
    let reports = read_as("a.txt.gz", &gzipped(&packed), 1 << 30);
    let problem = reports[0].as_ref().unwrap_err().to_string();
    assert!(problem.contains(refused), "{problem}");
    // The same where a report's own limit is met first, and for a bomb that lies about its size.
    check("a.txt.gz", &gzipped(&packed), &["error: a.txt.gz: larger than 1 MiB"]);
    let size = u32::try_from(blanks.len()).unwrap().to_le_bytes();
    let liar = patched(bomb, &size, &5_u32.to_le_bytes());
    check("liar.zip", &liar, &["error: liar.zip/a.txt: "]);
    let lists = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &blanks)]);
    check("a.docx", &lists, &["error: a.docx: has a part ‘word/document.xml’ "]);
}

#[test]
fn archives_lie_in_archives_only_so_deep() {
    let mut pack = zipped(&[("a.txt", b"Deep.")]);
    for _ in 0..3 {
        pack = zipped(&[("b.zip", &pack)]);
    }
    check("c.zip", &pack, &["c.zip/b.zip/b.zip/b.zip/a.txt: Deep."]);
    let deeper = zipped(&[("b.zip", &pack)]);
    let refused = "error: c.zip/b.zip/b.zip/b.zip/b.zip: lies in 4 archives, one in the other";
    check("c.zip", &deeper, &[refused]);
    let mut compressed = b"Text".to_vec();
    for _ in 0..4 {
        compressed = gzipped(&compressed);
    }
    check("a.gz", &compressed, &["error: a.gz: is compressed again and again"]);
}

#[test]
fn compressed_files_are_what_is_in_them() {
    check("a.md.gz", &gzipped(b"# Trade\n\nIt **grew**."), &["a.md.gz: Trade\n\nIt grew."]);
    let lines = b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    check("a.jsonl.gz", &gzipped(lines), &["a.jsonl.gz#1: One.", "a.jsonl.gz#2: Two."]);
    // As when files are joined: frame after frame is one stream.
    let frame = |bytes: &[u8]| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(bytes, level)
    };
    let frames = [frame(b"It "), frame(b"grew.")].concat();
    check("a.zst", &frames, &["a.zst: It grew."]);
    check("a.zst", &frames[..frames.len() - 4], &["error: a.zst: is damaged"]);
    let members = [gzipped(b"It "), gzipped(b"grew.")].concat();
    check("a.gz", &members, &["a.gz: It grew."]);
}

#[test]
fn what_is_not_read_says_what_to_do() {
    let document = |part: &str| zipped(&[("[Content_Types].xml", b"<Types/>"), (part, b"x")]);
    check("a", &document("xl/workbook.xml"), &["error: a: is a spreadsheet (XLSX)"]);
    check("a", &document("ppt/presentation.xml"), &["error: a: is a presentation"]);
    check("a", b"\xd0\xcf\x11\xe0\xa1\xb1", &["error: a: is a document of an old Office program"]);
    check("a.json", b"[\n{}]", &["error: a.json: is JSON"]);
    let sheet: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let sheet = zipped(&[("mimetype", sheet), ("content.xml", b"<x/>")]);
    check("a", &sheet, &["error: a: is a spreadsheet, presentation or drawing"]);
    let secret = b"<manifest><encryption-data/></manifest>";
    let secret =
        zipped(&[("mimetype", b""), ("META-INF/manifest.xml", secret), ("content.xml", b"?")]);
    check("a", &secret, &["error: a: is encrypted"]);
    check("a", &document("word/none.xml"), &["error: a: has no part ‘word/document.xml’"]);
    let broken = zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"<w:p")]);
    check("a", &broken, &["error: a: has a damaged part ‘word/document.xml’"]);
}

#[test]
fn what_is_said_of_a_container_is_said_of_its_reports() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"id\": 1, \"text\": \"One.\", \"published\": \"2024-01-02\", \"title\": \"Own\"}\n{\"id\": 2, \"text\": \"Two.\"}\n";
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let manifest = "file,title,publisher,language\na.jsonl,All,Customs,en\n";
    fs::write(folder.path().join("reports.csv"), manifest).unwrap();
    let found = read::find(&[folder.path().to_owned()], Some(folder.path()));
    let options = Options::default();
    let reports: Vec<_> = found.sources[0].reports(&options).map(Result::unwrap).collect();
    let about = |report: &Report| {
        let day = report.published.map(|p| format!("{} {}", p.day, p.basis.code()));
        let (title, publisher) = (report.title.clone(), report.publisher.clone());
        (title, publisher, day)
    };
    let customs = || Some("Customs".to_owned());
    assert_eq!(
        about(&reports[0]),
        (Some("Own".to_owned()), customs(), Some("2024-01-02 given".to_owned()))
    );
    assert_eq!(about(&reports[1]), (None, customs(), None));
}
