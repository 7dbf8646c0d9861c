//! PDF beside pdftotext, in pages: one long document of our own making, so that starting a program does not count, and those of a
//! folder that is named.

use super::measured;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tradestat::read::{self, About};

/// Pages of our own document.
const PAGES: usize = 600;

pub(super) fn all() {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = folder.path().join("ours.pdf");
    fs::write(&ours, document(PAGES)).expect("a file");
    beside("PDF, text of a typesetter", &[ours]);
    if let (_, Some(folder)) = measured::arguments(0) {
        let files = fs::read_dir(&folder).expect("a folder").flatten().map(|file| file.path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
        files.sort();
        // What we refuse to read (passwords, scans) is compared with nothing.
        files.retain(|path| pages(path).is_some());
        beside(&format!("PDF, {} files of {}", files.len(), folder.display()), &files);
    }
}

fn beside(what: &str, files: &[PathBuf]) {
    let mut ours = f64::MAX;
    let mut theirs = pdftotext().then_some(f64::MAX);
    let mut count = 0;
    for _ in 0..5 {
        let before = measured::of_this_process();
        count = files.iter().filter_map(|file| pages(file)).sum();
        if let (Some(before), Some(after)) = (before, measured::of_this_process()) {
            ours = ours.min(after - before);
        }
        if let Some(theirs) = &mut theirs {
            let all = files.iter().map(|file| {
                let mut command = Command::new("pdftotext");
                measured::run(command.arg("-q").arg(file).arg("-"), None).seconds()
            });
            *theirs = theirs.min(all.sum());
        }
    }
    let speed = count as f64 / ours;
    let than = theirs.map_or("pdftotext is not installed".to_owned(), |theirs| {
        format!("{:.2} times the time of pdftotext", ours / theirs)
    });
    println!("{what}: {speed:.0} pages/s, {than}");
}

fn pdftotext() -> bool {
    let mut command = Command::new("pdftotext");
    command.arg("-v").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// How many pages a document has; `None` where it is not read.
fn pages(path: &Path) -> Option<usize> {
    let bytes = fs::read(path).ok()?;
    let report = read::from_bytes("a.pdf", bytes, &About::default()).ok()?;
    Some(report.pages.len().max(1))
}

/// A document as typesetters make it: a font of the fourteen, words set one by one with their distances, streams packed.
fn document(pages: usize) -> Vec<u8> {
    let mut file = Objects::default();
    file.add("<</Type/Catalog/Pages 2 0 R>>");
    let kids = (0..pages).fold(String::new(), |mut kids, page| {
        let _ = write!(kids, "{} 0 R ", 4 + 2 * page);
        kids
    });
    file.add(&format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"));
    file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    for page in 0..pages {
        let stream = 5 + 2 * page;
        file.add(&format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {stream} 0 R>>"
        ));
        file.stream(&content(page));
    }
    file.end()
}

fn content(page: usize) -> String {
    let mut text = String::from("BT /F1 10 Tf 12 TL 60 780 Td\n");
    for line in 0..56 {
        text.push('[');
        for word in super::sentence(56 * page + line).split(' ') {
            let _ = write!(text, "({word})-278");
        }
        text.push_str("]TJ T*\n");
    }
    text.push_str("ET");
    text
}

/// The objects of a file, one after the other.
#[derive(Default)]
struct Objects {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Objects {
    fn add(&mut self, object: &str) {
        self.whole(object.as_bytes());
    }

    fn stream(&mut self, content: &str) {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(content.as_bytes()).expect("memory");
        let packed = packed.finish().expect("memory");
        let mut object =
            format!("<</Length {}/Filter/FlateDecode>>stream\n", packed.len()).into_bytes();
        object.extend(packed);
        object.extend(b"\nendstream");
        self.whole(&object);
    }

    fn whole(&mut self, object: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.extend(b"%PDF-1.5\n");
        }
        self.places.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.places.len()).bytes());
        self.bytes.extend(object);
        self.bytes.extend(b"\nendobj\n");
    }

    fn end(mut self) -> Vec<u8> {
        let (start, size) = (self.bytes.len(), self.places.len() + 1);
        let mut end = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for place in &self.places {
            let _ = writeln!(end, "{place:010} 00000 n ");
        }
        let _ = write!(end, "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(end.bytes());
        self.bytes
    }
}
