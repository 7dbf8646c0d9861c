//! `tradestat ingest --extracted`: answers of `extract`, made elsewhere, become the store that `ingest` would have made.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::dump::{check_same, dump};
use cli_support::{Desk, report, sql, two_pages};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// A desk with the sample reports, a document with pages and one with tables, and their answers in `answers.jsonl`.
fn desk() -> Desk {
    let desk = Desk::new();
    let copy = |folder: &str, wanted: &dyn Fn(&str) -> bool| {
        for entry in fs::read_dir(Path::new(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_file() && wanted(&name) {
                desk.file(&format!("reports/{name}"), fs::read(path).unwrap());
            }
        }
    };
    copy("seeds/reports", &|_| true);
    copy("tests/documents/office", &|name| name == "everything.odt");
    desk.file("reports/pages.pdf", two_pages());
    desk.file("reports/lines.jsonl", lines());
    let run = desk.run(["extract", "--with-text", "reports"]);
    run.says(0, &[]);
    desk.file("answers.jsonl", &run.out);
    desk
}

/// Reports as a collector of news hands them over.
fn lines() -> String {
    let lines = [
        json!({ "id": "n1", "text": report(2019, "110.8"), "published": "2020-01-15", "title": "A year", "publisher": "Office" }),
        json!({ "id": 2, "text": "В 2024 году экспорт России в Китай вырос на 5,2%.", "url": "https://example.org/2" }),
        json!({ "id": "n1-again", "text": report(2019, "110.8") }),
    ];
    in_lines(&lines)
}

fn in_lines(values: &[Value]) -> String {
    values.iter().fold(String::new(), |lines, value| lines + &value.to_string() + "\n")
}

/// The answers that the desk has, as values.
fn answers(desk: &Desk) -> Vec<Value> {
    desk.read("answers.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write(desk: &Desk, name: &str, lines: &[Value]) {
    desk.file(name, in_lines(lines));
}

#[test]
fn answers_make_the_store_that_the_reports_make() {
    let desk = desk();
    desk.run(["ingest", "reports", "--db", "own.db"])
        .says(0, &["45 added", "known under another name"]);
    desk.run(["ingest", "--extracted", "answers.jsonl", "--db", "told.db"]).says(0, &["45 added"]);
    let own = dump(&desk.path("own.db"));
    check_same(&own, &dump(&desk.path("told.db")));
    for table in ["figure", "mention", "heading", "report_page", "report_source", "finding"] {
        assert!(!own[table].is_empty(), "nothing of {table} was compared");
    }
    // Whichever way they come, they are the same reports, and nothing is done twice.
    desk.run(["ingest", "reports", "--db", "told.db"])
        .says(0, &["45 unchanged, 1 known under another name"]);
    desk.run(["ingest", "--extracted", "answers.jsonl", "--db", "own.db"])
        .says(0, &["45 unchanged"]);
    check_same(&own, &dump(&desk.path("own.db")));
}

#[test]
fn partitions_come_back_in_any_way_that_lines_come() {
    let desk = desk();
    desk.run(["ingest", "--extracted", "answers.jsonl", "--db", "whole.db"]).says(0, &[]);
    let all = desk.read("answers.jsonl");
    let lines: Vec<_> = all.lines().collect();
    for (number, part) in lines.chunks(15).enumerate() {
        desk.file(&format!("out/part-{number:05}"), part.join("\n"));
    }
    desk.file("out/_SUCCESS", "");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(all.as_bytes()).unwrap();
    desk.file("answers.gz", packed.finish().unwrap());
    desk.run(["ingest", "--extracted", "out", "--db", "parts.db"]).says(0, &["45 added"]);
    desk.run(["ingest", "--extracted", "answers.gz", "--db", "packed.db"]).says(0, &["45 added"]);
    let input = format!("\u{feff}{}", all.replace('\n', "\r\n\r\n"));
    let run =
        desk.run_with_input(["ingest", "--extracted", "-", "--db", "piped.db"], input.as_bytes());
    run.says(0, &["45 added"]);
    let whole = dump(&desk.path("whole.db"));
    for db in ["parts.db", "packed.db", "piped.db"] {
        check_same(&whole, &dump(&desk.path(db)));
    }
    desk.run(["ingest", "--extracted", "--db", "none.db", "out/_SUCCESS"]).says(0, &["0 reports"]);
}

#[test]
fn lines_through_a_pipe_are_the_reports_of_standard_input() {
    let desk = Desk::new();
    let input = lines();
    desk.run_with_input(["ingest", "-", "--db", "own.db"], input.as_bytes()).says(0, &["2 added"]);
    let told = desk.run_with_input(["extract", "--with-text"], input.as_bytes()).out;
    let run =
        desk.run_with_input(["ingest", "--extracted", "-", "--db", "told.db"], told.as_bytes());
    run.says(0, &["2 added"]);
    check_same(&dump(&desk.path("own.db")), &dump(&desk.path("told.db")));
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    let desk = desk();
    let mut lines = answers(&desk);
    lines.truncate(6);
    lines[1]["figures"][0]["quote"] = "Never said.".into();
    lines[2] = json!({ "id": "n9", "error": "the key \"text\" is missing" });
    lines[3]["mentions"][0]["end"] = 1_000_000.into();
    lines[4].as_object_mut().unwrap().remove("text");
    write(&desk, "bad.jsonl", &lines);
    let run = desk.run(["ingest", "--extracted", "bad.jsonl"]);
    run.says(
        1,
        &[
            "bad.jsonl, line 2: figures[0]: ‘",
            "stands in another sentence than ‘Never said.’",
            "bad.jsonl, line 3: the extractor refused \"n9\": the key \"text\" is missing",
            "bad.jsonl, line 4: mentions[0]: ",
            "bad.jsonl, line 5: has no \"text\", without which nothing can be proved",
            "2 reports: 2 added",
            "4 problems named above",
        ],
    );
    desk.run(["check"]).says(0, &[]);
    let summary = desk.run(["ingest", "--extracted", "bad.jsonl", "--json"]);
    let summary: Value = serde_json::from_str(&summary.out).unwrap();
    assert_eq!(summary["failed"].as_array().unwrap().len(), 4);
    desk.run(["ingest", "--extracted", "reports/pages.pdf"])
        .says(1, &["reports/pages.pdf: is no JSON Lines"]);
    desk.run(["ingest", "--extracted", "bad.jsonl", "--published", "2024-01-01"])
        .says(2, &["cannot be used with"]);
}

#[test]
fn a_dry_run_stores_nothing() {
    let desk = desk();
    let run = desk.run(["ingest", "--extracted", "answers.jsonl", "--dry-run"]);
    run.says(0, &["45 added", "nothing was stored"]).prints(&["+ turnover level"]);
    assert_eq!(desk.names(), ["answers.jsonl", "reports"]);
}

/// An answer of another program, with no more than the interface has.
fn of_another(value: &str) -> Value {
    let text = "Trade in 2023. Exports from Russia to China came to $129.1 billion.";
    json!({
        "id": "a7", "extractor": "acme 2.1", "text": text, "language": "en", "published": "2024-02-01",
        "mentions": [{ "kind": "period", "start": 9, "end": 13, "text": "2023", "code": "2023", "from": "2023-01-01", "to": "2023-12-31" }],
        "figures": [{
            "indicator": "exports", "transform": "level", "ref_area": "RU", "counterpart_area": "CN", "product": null,
            "value": value, "unit": "USD", "qualifier": "exactly",
            "period": { "code": "2023", "from": "2023-01-01", "to": "2023-12-31" }, "base": null, "status": "actual",
            "start": 52, "end": 66, "quote": "Exports from Russia to China came to $129.1 billion.",
            "confidence": 0.9, "rule": "prompt 7",
        }],
    })
}

#[test]
fn another_extractor_keeps_its_name() {
    let desk = Desk::new();
    write(&desk, "acme.jsonl", &[of_another("129100000000")]);
    desk.run(["ingest", "--extracted", "acme.jsonl"]).says(0, &["1 added"]);
    let db = desk.path("tradestat.db");
    assert_eq!(sql(&db, "SELECT extractor || ' ' || source FROM report"), ["acme 2.1 -#a7"]);
    assert_eq!(
        sql(&db, "SELECT extractor || ', ' || rule || ', ' || rounding FROM figure_detail"),
        ["acme 2.1, prompt 7, 50000000.0"]
    );
    desk.run(["ingest", "--extracted", "acme.jsonl"]).says(0, &["1 unchanged"]);
    desk.run(["check"]).says(0, &[]);
    // Second thoughts of a program that does not say the same every time.
    write(&desk, "acme.jsonl", &[of_another("129200000000")]);
    desk.run(["ingest", "--extracted", "acme.jsonl"]).says(0, &["1 read anew"]);
    assert_eq!(sql(&db, "SELECT value FROM observation"), ["129200000000"]);
    desk.run(["reports", "--json"]).prints(&["\"extractor\": \"acme 2.1\""]);
    // It cannot be run here, so that nothing can be said of its report that it has to count from.
    let id = &sql(&db, "SELECT sha256 FROM report")[0];
    desk.run(["reports", "set", id, "--published", "2025-01-01"])
        .says(1, &["was read by acme 2.1"]);
}

#[test]
fn what_a_person_said_of_a_report_stands_above_its_answer() {
    let desk = Desk::new();
    let text = "Trade grows. Last year exports from Russia to China came to $129.1 billion.";
    desk.file("a.txt", text);
    desk.file("answers.jsonl", desk.run(["extract", "--with-text", "a.txt"]).out);
    desk.run(["ingest", "a.txt"]).says(0, &["1 without a period"]);
    let db = desk.path("tradestat.db");
    let id = &sql(&db, "SELECT sha256 FROM report")[0];
    desk.run(["reports", "set", id, "--published", "2024-02-01"]).says(0, &[]);
    desk.run(["ingest", "--extracted", "answers.jsonl"]).says(0, &[]);
    assert_eq!(sql(&db, "SELECT period FROM observation"), ["2023"]);
    let mut other = of_another("129100000000");
    other["text"] = text.into();
    other["mentions"] = json!([]);
    other["figures"] = json!([]);
    write(&desk, "acme.jsonl", &[other]);
    desk.run(["ingest", "--extracted", "acme.jsonl"]).says(0, &["1 read anew"]);
    write(
        &desk,
        "acme.jsonl",
        &[{
            let mut other = of_another("1");
            other["text"] = text.into();
            other["published"] = "2023-02-01".into();
            other["mentions"] = json!([]);
            other["figures"] = json!([]);
            other
        }],
    );
    desk.run(["ingest", "--extracted", "acme.jsonl"])
        .says(1, &["acme.jsonl, line 1: -#a7 was read with another day", "(2024-02-01, en)"]);
}
