//! What must be true of the answer to any text whatever. The tests of the program hold it to the same.

use tradestat::extract::{Form, answer_of, extract, told};
use tradestat::model::{
    Extraction, Figure, Language, Meaning, Published, PublishedBasis, Report, Span,
};

/// Languages a report can come in; `None` is detected.
pub const LANGUAGES: [Option<&str>; 4] = [Some("en"), Some("ru"), None, Some("zh")];

/// Days of publication; the leap day has no year before it.
pub const DAYS: [Option<&str>; 4] =
    [Some("2024-03-15"), None, Some("2024-02-29"), Some("0001-01-01")];

/// Reads a text in one of the languages, published on one of the days, and panics where a promise is broken.
pub fn kept(text: &str, language: Option<&str>, day: Option<&str>) {
    let published = day.and_then(|day| day.parse().ok());
    let report = Report {
        text: text.to_owned(),
        language: language.and_then(|code| code.parse::<Language>().ok()),
        published: published.map(|day| Published { day, basis: PublishedBasis::Given }),
        ..Report::default()
    };
    let extraction = extract(&report);
    spans(&report, &extraction);
    for figure in &extraction.figures {
        values(figure, text);
    }
    let order = |what: &str, starts: Vec<usize>| assert!(starts.is_sorted(), "{what}: {text:?}");
    order("mentions", extraction.mentions.iter().map(|m| m.span.start).collect());
    order("figures", extraction.figures.iter().map(|f| f.span.start).collect());
    let ends = extraction.sentences.windows(2).all(|two| two[0].end <= two[1].start);
    assert!(ends, "sentences overlap: {text:?}");
    written(&report, &extraction);
    told_again(&report, &extraction);
    assert_eq!(extract(&report), extraction, "read twice: {text:?}");
}

fn spans(report: &Report, extraction: &Extraction) {
    let length = report.text.chars().count();
    let inside = |span: &Span| span.start < span.end && span.end <= length;
    let sentences = extraction.sentences.iter();
    for span in sentences.chain(extraction.mentions.iter().map(|mention| &mention.span)) {
        assert!(inside(span), "{span:?} of {length}: {:?}", report.text);
    }
    for figure in &extraction.figures {
        let sentence = extraction.sentences[figure.sentence];
        let holds = sentence.start <= figure.span.start && figure.span.end <= sentence.end;
        assert!(inside(&figure.span) && holds, "{figure:?}: {:?}", report.text);
    }
    for mention in &extraction.mentions {
        if let Meaning::Period(Some(period)) = mention.meaning {
            assert!(period.from() <= period.to(), "{period}: {:?}", report.text);
        }
    }
}

fn values(figure: &Figure, text: &str) {
    assert!((0.0..=1.0).contains(&figure.confidence), "{figure:?}: {text:?}");
    assert!(!figure.rule.is_empty(), "{figure:?}: {text:?}");
    for period in figure.period.into_iter().chain(figure.base) {
        assert!(period.from() <= period.to(), "{figure:?}: {text:?}");
    }
}

/// The whole answer, read again, is the report and its extraction. Texts that no reader gives are refused.
fn told_again(report: &Report, extraction: &Extraction) {
    let report = Report { source: "a".to_owned(), ..report.clone() };
    let read = told(&answer_of("a", &report, Form::Whole));
    if report.text.trim().is_empty() || report.text.contains('\0') {
        assert!(read.is_err(), "{:?}", report.text);
        return;
    }
    let read = read.unwrap_or_else(|why| panic!("{why}: {:?}", report.text));
    assert_eq!((&read.report, &read.extraction), (&report, extraction));
}

/// The written answer is one line of JSON, and its offsets point at what it quotes.
fn written(report: &Report, extraction: &Extraction) {
    let text = &report.text;
    let line = answer_of("a", report, Form::Plain);
    assert!(!line.contains('\n'), "{line}: {text:?}");
    let answer: serde_json::Value =
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}: {text:?}"));
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let list = |key: &str| answer[key].as_array().map_or(&[][..], Vec::as_slice);
    let point = |value: &serde_json::Value, key: &str| {
        value[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX)
    };
    assert_eq!(list("mentions").len(), extraction.mentions.len(), "{text:?}");
    assert_eq!(list("figures").len(), extraction.figures.len(), "{text:?}");
    for mention in list("mentions") {
        let (start, end) = (borders[point(mention, "start")], borders[point(mention, "end")]);
        assert_eq!(mention["text"].as_str(), Some(&text[start..end]), "{text:?}");
    }
    for figure in list("figures") {
        let quote = figure["quote"].as_str().unwrap_or_default();
        let number = &text[borders[point(figure, "start")]..borders[point(figure, "end")]];
        assert!(quote.contains(number), "{number:?} in {quote:?}: {text:?}");
    }
}
