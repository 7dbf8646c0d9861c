//! The proof that no language is in the code: every language with its letters exchanged for others, in the tables and in the
//! reports alike, is a language nobody has seen, and must be read just the same.

use super::lexicon::Lexicon;
use super::{extract, read_with};
use crate::model::{Extraction, Published, PublishedBasis, Report};
use crate::seeds;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Exchanges letters for others of the same case: thirteen places on in Latin, sixteen in Cyrillic. Digits, marks and codes
/// in the tables' keys stay.
fn exchange(text: &str) -> String {
    let turn = |c: char, first: char, count: u32, by: u32| {
        let place = (c as u32 - first as u32 + by) % count;
        char::from_u32(first as u32 + place).unwrap_or(c)
    };
    text.chars()
        .map(|c| match c {
            'a'..='z' => turn(c, 'a', 26, 13),
            'A'..='Z' => turn(c, 'A', 26, 13),
            'а'..='я' => turn(c, 'а', 32, 16),
            'А'..='Я' => turn(c, 'А', 32, 16),
            'ё' => turn('е', 'а', 32, 16),
            'Ё' => turn('Е', 'А', 32, 16),
            other => other,
        })
        .collect()
}

/// The quoted reports of `tests/corpus/<language>/`.
fn reports(language: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(language);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut reports = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|e| e == "md")) {
        let content = fs::read_to_string(file).unwrap();
        let mut report = String::new();
        for line in content.lines().chain([""]) {
            match line.strip_prefix('>') {
                Some(line) => {
                    report.push_str(line.trim_start());
                    report.push('\n');
                }
                None if !report.is_empty() => reports.push(std::mem::take(&mut report)),
                None => {}
            }
        }
    }
    reports
}

/// All that is said of a report, its words exchanged back.
fn told(extraction: Extraction, back: impl Fn(&str) -> String) -> String {
    let mut lines = format!("{:?} {:?}\n", extraction.published, extraction.mentions);
    for mut figure in extraction.figures {
        figure.product = figure.product.map(|product| back(&product));
        let _ = writeln!(lines, "{figure:?}");
    }
    lines
}

#[test]
fn a_language_nobody_has_seen_is_read_as_well_as_the_one_it_was_made_from() {
    let published =
        "2024-03-15".parse().map(|day| Published { day, basis: PublishedBasis::Given }).ok();
    for language in seeds::languages().filter(|tables| tables.is_read()) {
        let tongue = language.code().parse().unwrap();
        let made_up = Lexicon::made_up(language, |form| exchange(form).into());
        let reports = reports(language.code());
        assert!(!reports.is_empty(), "tests/corpus/{} has no reports", language.code());
        for text in reports {
            // Web addresses are not of any language, and are known by their letters.
            if text.contains("www.") || text.contains("http") || text.contains('@') {
                continue;
            }
            let plain = text.replace('ё', "е").replace('Ё', "Е");
            let known = Report {
                text: plain.clone(),
                language: Some(tongue),
                published,
                ..Report::default()
            };
            let strange = Report { text: exchange(&plain), ..known.clone() };
            let expected = told(extract(&known), str::to_owned);
            let got = told(read_with(&strange, tongue, made_up, None), exchange);
            assert_eq!(got, expected, "{plain}");
        }
    }
}
