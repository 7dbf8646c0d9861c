//! `tradestat figures` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, finish};
use std::io::Read;
use std::process::Stdio;

#[test]
fn figures_come_with_their_sentences_and_sources() {
    let desk = Desk::with_store();
    let run = desk.run(["figures", "Tatarstan"]);
    run.says(0, &[]);
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    let cells: Vec<_> = lines[1].split('\t').collect();
    assert_eq!(
        cells[..9],
        [
            "3000000000",
            "USD",
            "over",
            "Tatarstan–China turnover",
            "turnover",
            "level",
            "RU-TA",
            "CN",
            "2023"
        ]
    );
    assert_eq!(cells[12], "reports/tatarstan.txt");
    assert_eq!(cells[13], "", "a text has no pages");
    assert_eq!(
        cells[14],
        "In 2023 the trade turnover between Tatarstan and China exceeded $3 billion."
    );
}

#[test]
fn people_get_entries_wrapped_to_their_terminal() {
    let desk = Desk::with_store();
    let mut command = desk.command(["figures", "Tatarstan", "--table"]);
    command.env("COLUMNS", "60");
    let run = finish(command);
    run.says(0, &["1 figure"]).prints(&[
        "> 3 billion USD · Tatarstan–China turnover · 2023",
        "reports/tatarstan.txt · confidence",
    ]);
    assert!(run.out.lines().all(|line| line.chars().count() <= 60), "{}", run.out);
}

#[test]
fn json_lines_are_one_object_a_figure() {
    let desk = Desk::with_store();
    let run = desk.run(["figures", "--json", "Russia"]);
    run.says(0, &[]);
    let values: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(values.len(), 3);
    assert!(values.iter().all(|figure| figure["unit"] == "USD" && figure["quote"].is_string()));
}

#[test]
fn filters_narrow() {
    let desk = Desk::with_store();
    assert_eq!(desk.run(["figures", "-n", "2"]).out.lines().count(), 3);
    desk.run(["figures", "--min-confidence", "1.0"]).says(0, &["there are no such figures"]);
    desk.run(["figures", "--min-confidence", "2"]).says(2, &["between 0 and 1"]);
    desk.file("vague.txt", "Trade\n\nTrade between Russia and India amounts to $60 billion.\n");
    desk.run(["ingest", "vague.txt"]).says(0, &["1 without a period"]);
    let run = desk.run(["figures", "--needs-look"]);
    run.prints(&["Trade between Russia and India amounts to $60 billion."]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::with_store();
    desk.many(400);
    desk.run(["ingest", "many", "--quiet"]).says(0, &[]);
    let mut child = desk
        .command(["figures", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let end = child.wait_with_output().unwrap();
    assert_eq!(
        (end.status.code(), String::from_utf8(end.stderr).unwrap()),
        (Some(0), String::new())
    );
}

#[test]
fn what_a_stranger_wrote_never_steers_the_terminal() {
    let desk = Desk::new();
    desk.file(
        "evil.txt",
        "Trade\u{1b}]0;owned\u{7}\n\nIn 2023 the trade \u{202e}turnover between Russia and China\u{1b}[2J amounted to $240 billion.\n",
    );
    let run = desk.run(["ingest", "evil.txt", "--publisher", "x\u{9b}31m"]);
    run.says(0, &[]);
    for args in [["figures"].as_slice(), &["figures", "--table"], &["series", "--table"]] {
        let run = desk.run(args);
        let steers = |c: char| {
            (c.is_control() && c != '\n' && c != '\t') || ('\u{202a}'..='\u{202e}').contains(&c)
        };
        assert!(!run.out.contains(steers), "{:?}", run.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_is_named() {
    let desk = Desk::with_store();
    for args in [["figures"].as_slice(), &["series"], &["export"], &["chart", "Russia", "China"]] {
        let mut command = desk.command(args);
        command.stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        let end = command.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let said = String::from_utf8(end.stderr).unwrap();
        assert_eq!(end.status.code(), Some(1), "{args:?}: {said}");
        assert!(
            said.contains("cannot write standard output; make room and try again"),
            "{args:?}: {said}"
        );
    }
}
