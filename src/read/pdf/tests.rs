//! Whole documents: what is read of them, and what is refused. Each is written here, object by object.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use super::read;
use std::fmt::Write as _;
use std::io::Write as _;

/// A file of numbered objects, with a table.
fn file(objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend_from_slice(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let end = format!(
        "{table}trailer\n<</Root 1 0 R /Size {} {trailer}>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    bytes.extend(end.into_bytes());
    bytes
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A file of one page of A4 with these contents, in Helvetica as `/F1`.
fn page(contents: &[u8], filter: &str) -> Vec<u8> {
    file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 5 0 R>>",
            &stream(filter, contents),
            b"<</Font<</F1 6 0 R>>/XObject<</X 4 0 R>>>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ],
        "",
    )
}

/// Lines of a page, each at a place and in a size.
fn drawn(lines: &[(f32, f32, f32, &str)]) -> Vec<u8> {
    let mut contents = String::from("BT\n");
    for (x, y, size, words) in lines {
        writeln!(contents, "/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj").unwrap();
    }
    contents.push_str("ET");
    contents.into_bytes()
}

/// What is read, or part of why not.
fn check(bytes: &[u8], expected: Result<&str, &str>) {
    let found = read(bytes).map(|page| page.text);
    match expected {
        Ok(text) => assert_eq!(found.as_deref(), Ok(text)),
        Err(why) => assert!(found.as_ref().is_err_and(|found| found.contains(why)), "{found:?}"),
    }
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

const SENTENCE: &str = "Trade grew by 12.4% in 2024.\n";

fn sentence() -> Vec<u8> {
    drawn(&[(72.0, 700.0, 10.0, SENTENCE.trim())])
}

#[test]
fn a_page_is_read() {
    check(&page(&sentence(), ""), Ok(SENTENCE));
    check(&page(&zlib(&sentence()), "/Filter/FlateDecode"), Ok(SENTENCE));
    check(
        &page(
            b"BT /F1 10 Tf 72 700 Td [(T) 80 (rade)-278(grew)] TJ 0 -12 TD (by 3%) ' ( and) Tj ET",
            "",
        ),
        Ok("Trade grew by 3% and\n"),
    );
}

#[test]
fn letters_drawn_twice_are_one() {
    let bold = drawn(&[(72.0, 700.0, 10.0, "Exports 3.1"), (72.3, 700.0, 10.0, "Exports 3.1")]);
    check(&page(&bold, ""), Ok("Exports 3.1\n"));
    // A letter of half the size that stands at half the place is another.
    let halves = drawn(&[(144.0, 720.0, 12.0, "Exports 3.1"), (72.0, 360.0, 6.0, "Exports 4.2")]);
    check(&page(&halves, ""), Ok("Exports 3.1\n\nExports 4.2\n"));
}

#[test]
fn a_turned_page_and_turned_words() {
    check(
        &page(
            b"BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Trade grew) Tj 0 1 -1 0 312 100 Tm (by 3%.) Tj ET",
            "",
        ),
        Ok("Trade grew by 3%.\n"),
    );
    check(&page(b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (Trade grew.) Tj /F1 40 Tf 1 1 -1 1 99 99 Tm (DRAFT) Tj ET", ""), Ok("Trade grew.\n"));
}

#[test]
fn marked_content_says_what_letters_mean() {
    check(
        &page(b"BT /F1 10 Tf 72 700 Td (e) Tj /Span <</ActualText (ff)>> BDC (x) Tj EMC (ort) Tj ET /Artifact <</Type/Pagination>> BDC BT /F1 9 Tf 72 20 Td (head) Tj ET EMC", ""),
        Ok("effort\n"),
    );
}

#[test]
fn hidden_text_is_that_of_a_picture() {
    check(&page(b"/X Do BT /F1 10 Tf 3 Tr 72 700 Td (Trade grew.) Tj ET", ""), Ok("Trade grew.\n"));
    let both = b"BT /F1 10 Tf 72 700 Td (Trade grew by 3%.) Tj 3 Tr 0 -90 Td (9) Tj ET";
    check(&page(both, ""), Ok("Trade grew by 3%.\n"));
}

#[test]
fn a_scan_is_refused() {
    check(&page(b"BI /W 1 /H 1 /BPC 8 ID \xff EI", ""), Err("has no text layer on 1 of 1 pages"));
    check(&page(b"0 0 m", ""), Err("has no text on any of its 1 pages"));
}

#[test]
fn a_font_that_says_nothing_is_refused() {
    let contents = b"BT /F1 10 Tf 72 700 Td <000100020003000400050006> Tj ET";
    let bytes = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/MediaBox[0 0 595 842]>>",
            b"<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            &stream("", contents),
            b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</DW 500>>]>>",
        ],
        "",
    );
    check(&bytes, Err("garbled on 1 of 1 pages"));
}

#[test]
fn damage_is_mended_or_named() {
    let sound = page(&sentence(), "");
    let table = super::xref::find(&sound, b"xref").unwrap();
    check(&sound[..table], Ok(SENTENCE));
    let moved = [b"%PDF-1.4\n% a line more\n", &sound[9..]].concat();
    check(&moved, Ok(SENTENCE));
    check(&[b"From: mail\n\n", &sound[..]].concat(), Ok(SENTENCE));
    check(b"%PDF-1.7\nnothing more", Err("is a damaged PDF without pages"));
    check(b"%PDF-1.7", Err("is a damaged PDF without pages"));
}

#[test]
fn loops_end() {
    let pages = file(
        &[b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"],
        "",
    );
    check(&pages, Err("has no text on any of its 0 pages"));
    let references = file(&[b"2 0 R", b"1 0 R"], "");
    check(&references, Err("is a damaged PDF"));
    let forms = page(b"/X Do /X Do", "/Type/XObject/Subtype/Form/Resources 5 0 R");
    check(&forms, Err("has no text on any"));
    let length = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Kids[3 0 R]>>",
            b"<</Contents 4 0 R>>",
            b"<</Length 4 0 R>>stream\nendstream",
        ],
        "",
    );
    check(&length, Err("has no text on any"));
    let before =
        [&page(b"", "")[..], b"xref\n0 0\ntrailer<</Prev 0/Root 1 0 R>>startxref 0"].concat();
    check(&before, Err("has no text on any"));
}

#[test]
fn what_unpacks_without_end_is_named() {
    let bomb = zlib(&vec![b' '; 70 << 20]);
    check(&page(&bomb, "/Filter/FlateDecode"), Err("unpacks to more than 64 MiB"));
    let twice = zlib(&zlib(&vec![0; 70 << 20]));
    check(&page(&twice, "/Filter[/FlateDecode/FlateDecode]"), Err("unpacks to more than 64 MiB"));
    let part = stream("/Filter/FlateDecode", &zlib(&vec![b' '; 60 << 20]));
    let many = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]>>",
            b"<</Type/Page/Contents[4 0 R 4 0 R 4 0 R 4 0 R 4 0 R]>>",
            &part,
        ],
        "",
    );
    check(&many, Err("unpack to more than 256 MiB"));
    let table = stream("/Type/XRef/W[1 2 1]/Size 9/Filter/FlateDecode", &bomb);
    let table = [b"%PDF-1.7\n1 0 obj", &table[..], b"endobj startxref 9"].concat();
    check(&table, Err("unpacks to more than 64 MiB"));
}

#[test]
fn what_draws_without_end_is_named() {
    // Forms that draw the next one ten times: ten thousand million letters of two kilobytes.
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/MediaBox[0 0 595 842]>>".to_vec(),
        b"<</Type/Page/Contents 4 0 R/Resources 5 0 R>>".to_vec(),
        stream("", b"/X6 Do"),
    ];
    let names: String = (6..16).fold(String::new(), |names, n| format!("{names}/X{n} {n} 0 R"));
    objects.push(
        format!("<</XObject<<{names}>>/Font<</F1 <</Subtype/Type1/BaseFont/Courier>>>>>>")
            .into_bytes(),
    );
    for next in 7..17 {
        let draw = format!("/X{next} Do ").repeat(10) + "BT /F1 9 Tf (letters) Tj ET";
        objects.push(stream("/Subtype/Form/Resources 5 0 R", draw.as_bytes()));
    }
    let objects: Vec<&[u8]> = objects.iter().map(Vec::as_slice).collect();
    check(&file(&objects, ""), Err("draw more than 50,000 forms"));
    // The same letter over and over, which is drawn once.
    check(&page(&b"BT /F1 9 Tf (a) Tj ET ".repeat(10_000), ""), Ok("a\n"));
    // Letters beyond all measure, at places of their own.
    let mut many = String::from("BT /F1 1 Tf ");
    for at in 0..210_000_u32 {
        write!(many, "1 0 0 1 {} {} Tm (a) Tj ", at % 590, at / 590).unwrap();
    }
    check(&page(many.as_bytes(), ""), Err("more than 200,000 letters"));
}

#[test]
fn depth_and_length_do_no_harm() {
    let deep =
        [&b"%PDF-1.7\n1 0 obj"[..], &b"<</A[".repeat(300_000), b" trailer<</Root 1 0 R>>"].concat();
    check(&deep, Err("is a damaged PDF"));
    let strings = [&b"%PDF-1.7\n"[..], &b"trailer ( ".repeat(100_000)].concat();
    check(&strings, Err("is too large inside: its objects lie across one another"));
    let numbers = page(&b"1 ".repeat(300_000), "");
    check(&numbers, Err("has no text on any"));
}

#[test]
fn what_needs_a_password_is_refused() {
    let locked = file(
        &[b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]>>"],
        "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)>>/ID[(a)(b)]",
    );
    check(&locked, Err("is encrypted with a password"));
    let other = file(&[b"<</Type/Catalog/Pages 2 0 R>>"], "/Encrypt<</Filter/Adobe.PubSec>>");
    check(&other, Err("is encrypted in a way"));
}

#[test]
fn pages_begin_where_they_begin_and_sentences_go_on() {
    let draw = |words: &str, y: f32| {
        stream("", &drawn(&[(72.0, y, 10.0, words), (72.0, 40.0, 8.0, "Bulletin 2024")]))
    };
    let bytes = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 9 0 R>>>>>>",
            b"<</Type/Page/Contents 6 0 R>>",
            b"<</Type/Page/Contents 7 0 R>>",
            b"<</Type/Page/Contents 8 0 R>>",
            &draw("Exports of the region to its partners abroad grew to", 700.0),
            &draw("$5.2 billion.", 700.0),
            &draw("The end.", 700.0),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ],
        "",
    );
    let page = read(&bytes).unwrap();
    let first = "Exports of the region to its partners abroad grew to ";
    assert_eq!(page.text, format!("{first}$5.2 billion.\n\nThe end.\n"));
    assert_eq!(page.pages, [0, first.len(), first.len() + 15]);
}
