//! `tradestat demo` and the small commands through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, sql};
use std::fs;

#[test]
fn the_demo_goes_the_whole_way() {
    let desk = Desk::new();
    let run = desk.run(["demo", "look"]);
    run.says(0, &["41 reports: 41 added", "wrote look/observations.csv"]).prints(&[
        "sample reports",
        "tradestat ingest look/reports --db look/tradestat.db",
        "Now try",
        "cd look",
    ]);
    for name in [
        "reports/reports.csv",
        "charts/tatarstan-china-turnover.svg",
        "charts/tatarstan-china-turnover.png",
        "observations.csv",
        "figures.csv",
        "wide-for-excel.csv",
    ] {
        assert!(
            fs::metadata(desk.path("look").join(name)).is_ok_and(|file| file.len() > 100),
            "{name}"
        );
    }
    let points = sql(
        &desk.path("look/tradestat.db"),
        "SELECT period || ' ' || value FROM observation WHERE slug = 'ru-ta-cn-turnover' ORDER BY period_start",
    );
    for point in [
        "2011 335000000",
        "2013 357000000",
        "2017 565600000",
        "2018 630000000",
        "2021 1200000000",
        "2022 1600000000",
        "2023-S1 1500000000",
        "2023 3300000000",
        "2025-S1 678000000",
    ] {
        assert!(
            points.iter().any(|p| p.trim_end_matches(".0") == point),
            "{point} is missing: {points:?}"
        );
    }
    // A second time, nothing is new and nothing is lost in silence.
    desk.run(["demo", "look"])
        .says(0, &["41 reports: 41 unchanged", "wrote look/observations.csv (replaced)"]);
}

#[test]
fn every_sentence_of_the_samples_is_proved_by_its_offsets() {
    let desk = Desk::new();
    desk.run(["demo", "look"]).says(0, &[]);
    let wrong = "SELECT count(*) FROM figure JOIN report_text USING (report_id) \
                 WHERE substr(text, char_start + 1, char_end - char_start) <> at";
    assert_eq!(sql(&desk.path("look/tradestat.db"), wrong), ["0"]);
}

#[test]
fn completions_and_manual_pages() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.run(["completions", shell]).says(0, &[]).prints(&["tradestat", "ingest"]);
    }
    desk.run(["man"]).says(0, &[]).prints(&[".TH tradestat 1"]);
    desk.run(["man", "pages"]).says(0, &["wrote pages/tradestat-ingest.1"]);
    assert!(desk.read("pages/tradestat-chart.1").contains(".TH tradestat-chart 1"));
}

#[test]
fn help_and_version_are_no_errors() {
    let desk = Desk::new();
    desk.run(["--version"])
        .says(0, &[])
        .prints(&[concat!("tradestat ", env!("CARGO_PKG_VERSION"))]);
    for command in
        ["demo", "ingest", "series", "figures", "chart", "export", "extract", "completions", "man"]
    {
        desk.run(["help", command]).says(0, &[]).prints(&["Usage: tradestat"]);
        if !matches!(command, "help") {
            desk.run([command, "--help"]).says(0, &[]).prints(&["Examples:", "tradestat "]);
        }
    }
    desk.run(["frobnicate"]).says(2, &["frobnicate"]);
    let none: [&str; 0] = [];
    desk.run(none).says(2, &["Usage: tradestat"]);
}

#[test]
fn extract_answers_every_line() {
    let desk = Desk::new();
    let input = "{\"id\": 1, \"text\": \"In 2023 trade between Russia and China grew by 26.3%.\"}\nnonsense\n{\"id\": 3, \"text\": \"\"}\n";
    let run = desk.run_with_input(["extract"], input.as_bytes());
    run.says(0, &[]);
    let answers: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["figures"][0]["value"], "26.3");
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["id"], 3);
    desk.run_with_input(["extract"], b"").says(0, &[]);
}
