use super::*;
use crate::extract::{Form, answer, answer_of, extract};
use serde_json::{Value, json};

/// What is told of a report is the report, and what this program extracts from it.
#[track_caller]
fn check_same(report: &Report) {
    let told = told(&answer_of("x", report, Form::Whole)).unwrap();
    assert_eq!(&told.report, report);
    assert_eq!(told.extraction, extract(report), "{}", report.text);
    assert_eq!(told.extractor, Extractor::own(crate::extract::VERSION));
}

#[test]
fn our_own_answers_come_back_as_they_were() {
    let table =
        "# Trade\n\n| Exports, $ mn | 2023 | 2024 |\n|---|---|---|\n| China | 12.5 | 13.25 |\n";
    let counted = "In 2023 exports of Serbia rose by 5%, said Serbia’s customs.";
    for text in [TEXT, table, counted, "Nothing.", "Exports doubled, said «Ведомости»."]
    {
        let plain =
            Report { text: text.to_owned(), source: "a.md".to_owned(), ..Report::default() };
        check_same(&plain);
        for basis in PublishedBasis::ALL.iter().take(3) {
            let day = "2024-03-05".parse().unwrap();
            check_same(&Report {
                title: Some("Trade \"grows\"".to_owned()),
                publisher: Some("Office".to_owned()),
                url: Some("https://example.org/a".to_owned()),
                language: "en".parse().ok(),
                published: Some(Published { day, basis: *basis }),
                pages: vec![0, 7, 7],
                notes: vec!["page 3 of 3: a picture".to_owned()],
                ..plain.clone()
            });
        }
    }
}

const TEXT: &str =
    "Рост. In 2023 exports from Russia to China rose by 12.7% to $3.3 billion. In 2022 they fell.";

/// An answer of ours as a value that can be tampered with.
fn whole() -> Value {
    let line = json!({ "id": "n1", "text": TEXT, "language": "en", "published": "2024-01-02" });
    serde_json::from_str(&answer(&line.to_string(), Form::Whole)).unwrap()
}

/// What is wrong with an answer after it was tampered with.
#[track_caller]
fn check(tamper: impl FnOnce(&mut Value), expected: &str) {
    let mut answer = whole();
    tamper(&mut answer);
    let why = told(&answer.to_string()).unwrap_err();
    assert!(why.contains(expected), "{why}");
}

#[test]
fn who_counts_is_proved_and_known() {
    let text = "In 2023 exports of Serbia rose by 5%, said Serbia’s customs.";
    let line = json!({ "id": "n1", "text": text, "language": "en", "published": "2024-01-02" });
    let check = |key: &str, value: Value, expected: &str| {
        let mut answer: Value =
            serde_json::from_str(&answer(&line.to_string(), Form::Whole)).unwrap();
        answer["figures"][0]["source"][key] = value;
        let why = told(&answer.to_string()).unwrap_err();
        assert!(why.contains(expected), "{why}");
    };
    check("at", "Rosstat".into(), "who counts is ‘Rosstat’, and at 43 stands ‘Serbia’s customs’");
    check("kind", "gossip".into(), "gossip");
    check("end", 900.into(), "900");
}

/// Takes keys out of an object.
fn without(value: &mut Value, keys: &[&str]) {
    for key in keys {
        value.as_object_mut().unwrap().remove(*key).unwrap();
    }
}

#[test]
fn what_the_text_does_not_prove_is_refused() {
    check(|it| it["mentions"][1]["start"] = 3.into(), "mentions[1]: ‘");
    check(
        |it| it["mentions"][0]["text"] = "2021".into(),
        "does not stand at 9–13, where the text has ‘2023’",
    );
    check(
        |it| it["mentions"][0]["end"] = 9999.into(),
        "is no stretch of the text, which has 92 characters",
    );
    check(|it| it["figures"][0]["end"] = 2.into(), "figures[0]: 51–2 is no stretch");
    check(
        |it| it["figures"][0]["quote"] = "Exports rose.".into(),
        "stands in another sentence than ‘Exports rose.’",
    );
    check(|it| it["sentences_at"] = json!([[0, 5]]), "stands in no sentence");
    check(|it| it["sentences_at"] = json!([[0, 60], [6, 75]]), "overlap");
    check(|it| it["pages"] = json!([0, 300]), "\"pages\" are not places in the text");
    check(|it| it["text"] = "short".into(), "which has 5 characters");
    check(
        |it| {
            (it["figures"][0]["column"], it["figures"][0]["column_at"]) =
                ("2022".into(), json!([[9, 13]]));
        },
        "\"column\" is ‘2022’, and at \"column_at\" stands ‘2023’",
    );
}

#[test]
fn what_the_tables_do_not_know_is_refused() {
    check(|it| it["figures"][0]["ref_area"] = "ZZ".into(), "‘ZZ’ is no area");
    check(|it| it["mentions"][1]["code"] = "Russia".into(), "‘Russia’ is no area");
    check(|it| it["figures"][1]["unit"] = "QQQ".into(), "‘QQQ’ is no unit");
    check(|it| it["figures"][1]["unit"] = Value::Null, "has no \"unit\"");
    check(
        |it| it["figures"][0]["transform"] = "multiple".into(),
        "is a multiple, and has the unit percent",
    );
    check(|it| it["figures"][0]["indicator"] = "gdp".into(), "\"indicator\" is ‘gdp’");
    check(|it| it["figures"][0]["status"] = "done".into(), "\"status\" is ‘done’");
    check(|it| it["figures"][0]["qualifier"] = "maybe".into(), "\"qualifier\" is ‘maybe’");
    check(|it| it["figures"][0]["qualifier"] = "between".into(), "has no \"value_high\"");
    check(|it| it["figures"][0]["confidence"] = 1.2.into(), "lies between 0 and 1");
    check(|it| it["figures"][0]["value"] = "12,7".into(), "‘12,7’ is no decimal number");
    check(|it| it["mentions"][3]["kind"] = "money".into(), "is money, and its unit is another");
    check(|it| it["language"] = "English".into(), "‘English’ is no language");
    check(|it| it["published"] = "2024-1-2".into(), "‘2024-1-2’ is no day");
    check(|it| it["published_basis"] = "guess".into(), "\"published_basis\" is ‘guess’");
}

#[test]
fn periods_are_in_order_and_what_their_codes_say() {
    let period = |code: &str, from: &str| json!({ "code": code, "from": from, "to": "2023-12-31" });
    check(
        |it| it["figures"][0]["period"] = period("2023", "2022-01-01"),
        "\"from\" is ‘2022-01-01’",
    );
    check(
        |it| it["figures"][0]["period"] = period("2023-09-01/2023-02-01", "2023-09-01"),
        "is no period",
    );
    check(|it| it["figures"][0]["base"] = "2023-13".into(), "‘2023-13’ is no period");
    check(|it| it["mentions"][0]["code"] = Value::Null, "mentions[0]: has no \"code\"");
}

#[test]
fn what_is_no_answer_says_so() {
    for key in ["text", "mentions", "figures", "language", "extractor", "extractor_version"] {
        check(|it| without(it, &[key]), &format!("has no \"{key}\""));
    }
    check(|it| it["text"] = " ".into(), "empty \"text\"");
    check(|it| it["text"] = "a\0b".into(), "NUL character");
    check(|it| it["figures"][0]["start"] = (-1).into(), "is no answer of an extractor");
    check(|it| *it = json!({ "id": "n7", "error": "not a day" }), "refused \"n7\": not a day");
    check(|it| *it = json!([1]), "is no object of JSON");
}

#[test]
fn another_extractor_needs_no_more_than_the_interface_has() {
    let mut answer = whole();
    let ours = told(&answer.to_string()).unwrap();
    without(
        &mut answer,
        &["sentences_at", "extractor_version", "language_basis", "published_basis", "source"],
    );
    for list in ["mentions", "figures"] {
        for it in answer[list].as_array_mut().unwrap() {
            it.as_object_mut().unwrap().remove("rounding");
        }
    }
    answer["extractor"] = "acme 2.1".into();
    let other = told(&answer.to_string()).unwrap();
    assert_eq!(other.report, ours.report);
    assert_eq!(other.extraction.mentions, ours.extraction.mentions);
    assert_eq!(other.extraction.sentences, [Span { start: 6, end: 73 }], "those with figures");
    let place = |figures: &[Figure]| figures.iter().map(|it| it.amount).collect::<Vec<_>>();
    assert_eq!(place(&other.extraction.figures), place(&ours.extraction.figures));
    assert!(!other.extractor.is_own());
    // The same answer is known again, another one is not.
    assert_eq!(told(&answer.to_string()).unwrap().extractor, other.extractor);
    answer["figures"][0]["rule"] = "second thoughts".into();
    assert_ne!(told(&answer.to_string()).unwrap().extractor, other.extractor);
}

#[test]
fn a_quote_is_sought_around_its_number() {
    let text = "Up 5%. Up 5%. Экспорт up 5%.";
    let figure = |start: usize, quote: &str| {
        json!({
            "indicator": "exports", "transform": "change", "ref_area": null, "counterpart_area": null, "product": null,
            "value": "5", "unit": "percent", "qualifier": "exactly", "period": null, "base": null, "status": "actual",
            "start": start, "end": start + 2, "quote": quote, "confidence": 0.5, "rule": "x",
        })
    };
    let line = |figures: Value| {
        json!({ "extractor": "acme", "text": text, "language": "en", "mentions": [], "figures": figures }).to_string()
    };
    let quotes = told(&line(json!([figure(25, "Экспорт up 5%."), figure(10, "Up 5%.")]))).unwrap();
    let spans: Vec<_> = quotes.extraction.sentences.iter().map(|it| (it.start, it.end)).collect();
    assert_eq!(spans, [(7, 13), (14, 28)]);
    assert_eq!(quotes.extraction.figures[0].span.start, 10, "in the order of the text");
    let elsewhere = told(&line(json!([figure(25, "Up 5%.")])));
    assert!(elsewhere.unwrap_err().contains("does not stand in the quote"));
    let both = told(&line(json!([figure(3, "Up 5%. Up"), figure(10, "Up 5%.")])));
    assert!(both.unwrap_err().contains("overlap"));
}
