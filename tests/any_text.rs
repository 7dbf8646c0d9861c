//! Any text whatever gives an answer: no panic, spans inside the text, sentences that hold their figures.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use tradestat::extract::extract;
use tradestat::model::{Language, Published, PublishedBasis, Report};

/// Pieces that rules look for, so that random texts meet them in every order.
const WORDS: &[&str] = &[
    "exports",
    "imports",
    "turnover",
    "deficit",
    "rose",
    "fell",
    "by",
    "to",
    "from",
    "of",
    "in",
    "between",
    "and",
    "China",
    "Russia",
    "Tatarstan",
    "Chinese",
    "the",
    "$",
    "€",
    "3",
    "3.5",
    "1,234,567",
    "2023",
    "99999",
    "billion",
    "million",
    "%",
    "percent",
    "percentage points",
    "half",
    "a third",
    "January",
    "May",
    "first",
    "quarter",
    "last",
    "year",
    "ago",
    "more than",
    "up to",
    "times",
    "doubled",
    "respectively",
    "(",
    ")",
    ",",
    ";",
    ":",
    "-",
    "–",
    "—",
    ".",
    "!",
    "\n",
    "\n\n",
    "'s",
    "’s",
    "“",
    "экспорт",
    "вырос",
    "на",
    "до",
    "в",
    "с",
    "Китаем",
    "России",
    "млрд",
    "долларов",
    "млн.",
    "руб.",
    "за",
    "январь",
    "года",
    "2-й",
    "квартал",
    "出口",
    "亿",
    "\u{a0}",
    "\u{202f}",
    "\u{0}",
    "\u{feff}",
    "ё",
    "İ",
    "ß",
    "𝟛",
    "1400000000000000000000000000000000000000",
];

fn check(text: String, language: Option<&str>) {
    let published = Published { day: "2024-03-15".parse().unwrap(), basis: PublishedBasis::Given };
    let language = language.map(|code| code.parse::<Language>().unwrap());
    let report = Report { text, language, published: Some(published), ..Report::default() };
    let extraction = extract(&report);
    let length = report.text.chars().count();
    for span in extraction.sentences.iter().chain(extraction.mentions.iter().map(|m| &m.span)) {
        assert!(
            span.start < span.end && span.end <= length,
            "{span:?} of {length}: {:?}",
            report.text
        );
    }
    for figure in &extraction.figures {
        let sentence = extraction.sentences[figure.sentence];
        assert!(
            sentence.start <= figure.span.start && figure.span.end <= sentence.end,
            "{figure:?}: {:?}",
            report.text
        );
        assert!((0.0..=1.0).contains(&figure.confidence));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn of_words_that_rules_look_for(words in prop::collection::vec(prop::sample::select(WORDS), 0..60), glue in prop::bool::ANY) {
        let text = words.join(if glue { "" } else { " " });
        check(text.clone(), Some("en"));
        check(text.clone(), Some("ru"));
        check(text, None);
    }

    #[test]
    fn of_any_characters(text in "\\PC{0,200}") {
        check(text.clone(), Some("en"));
        check(text, None);
    }
}

#[test]
fn long_texts_are_read() {
    check("exports of Russia to China rose by 5% to $3 billion, ".repeat(4000), Some("en"));
    check("(".repeat(50_000), Some("en"));
    check("5 - ".repeat(20_000), Some("en"));
}
