//! The hashes by which the store recognises what it has seen before.

use crate::model::{Extractor, FindingKind, Period, Report, Span};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// How many letters of a report's SHA-256 people are shown: among a hundred thousand reports the chance that two begin alike
/// is one in two hundred, and then more letters are asked for.
pub(super) const SHORT: usize = 10;

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A text's identity: SHA-256 of its UTF-8 bytes.
pub(super) fn content(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Everything that an extraction depends on and everything that is stored of a report's origin, save the file's name.
/// Equal fingerprints mean that there is nothing to do.
pub(super) fn fingerprint(report: &Report, sha256: &str, extractor: &Extractor) -> String {
    let published = report.published.map(|p| format!("{} {}", p.day, p.basis));
    let language = report.language.map(|language| language.to_string());
    let parts = [
        Some(sha256),
        report.title.as_deref(),
        report.publisher.as_deref(),
        report.url.as_deref(),
        language.as_deref(),
        published.as_deref(),
        Some(extractor.name.as_ref()),
        extractor.answer.as_deref(),
    ];
    let mut hasher = Sha256::new();
    hasher.update(extractor.version.to_be_bytes());
    for part in parts {
        // The length keeps neighbours apart, and nothing apart from an empty text.
        hasher.update(part.map_or(u64::MAX, |part| part.len() as u64).to_be_bytes());
        hasher.update(part.unwrap_or_default().as_bytes());
    }
    hex(&hasher.finalize()[..16])
}

/// A figure's identity: which text, where its number stands in it, and which of the figures that this number makes. It
/// does not depend on how the text was cut into sentences or what the number was linked to, so that a decision finds its
/// figure again after every improvement of the extractor.
///
/// It begins as the hash of its report does, so that the figures of a report are neighbours: an index of nothing but hashes
/// would touch as many pages as there are figures.
pub(super) fn figure_key(sha256: &str, span: Span, nth: usize) -> String {
    let mut hasher = Sha256::new();
    hasher.update(sha256.as_bytes());
    for number in [span.start, span.end, nth] {
        hasher.update((number as u64).to_be_bytes());
    }
    let mut key = String::with_capacity(20);
    key.push_str(&sha256[..sha256.len().min(8)]);
    for byte in &hasher.finalize()[..6] {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

/// A finding's identity: its kind, and what is said of which series and period. It does not depend on who says it or how
/// often, so that what a person has acknowledged stays so when another report repeats it or a text is extracted anew.
#[must_use]
pub fn finding_key(
    kind: FindingKind,
    said: impl IntoIterator<Item = (String, Option<Period>, f64)>,
) -> String {
    let said = said.into_iter().map(|(series, period, value)| {
        let period = period.map_or_else(String::new, Period::code);
        format!("{series} {period} {value}")
    });
    let mut said: Vec<_> = said.collect();
    said.sort_unstable();
    hex(&Sha256::digest(format!("{kind}\n{}", said.join("\n")).as_bytes())[..5])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::model::{Published, PublishedBasis};

    #[test]
    fn a_fingerprint_knows_every_part_of_a_report_but_its_file() {
        let report = Report { text: "a".into(), title: Some("b".into()), ..Report::default() };
        let own = Extractor::own(1);
        let print = |report: &Report| fingerprint(report, &content(&report.text), &own);
        let day = "2024-02-03".parse().unwrap();
        let published = Some(Published { day, basis: PublishedBasis::Given });
        let others = [
            Report { text: "b".into(), ..report.clone() },
            Report { title: None, ..report.clone() },
            Report { title: None, publisher: Some("b".into()), ..report.clone() },
            Report { url: Some(String::new()), ..report.clone() },
            Report { language: "en".parse().ok(), ..report.clone() },
            Report { published, ..report.clone() },
        ];
        for other in &others {
            assert_ne!(print(&report), print(other), "{other:?}");
        }
        let others = [
            Extractor::own(2),
            Extractor { name: "another".into(), ..own.clone() },
            Extractor { answer: Some("x".to_owned()), ..own.clone() },
        ];
        for other in &others {
            assert_ne!(print(&report), fingerprint(&report, &content("a"), other), "{other:?}");
        }
        assert_eq!(print(&report), print(&Report { source: "elsewhere".into(), ..report.clone() }));
    }
}
