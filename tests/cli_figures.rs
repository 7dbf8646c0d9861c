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

/// A store in which one value is derived.
fn half() -> Desk {
    let desk = Desk::new();
    let text = "Half a year\n\nIn the first half of 2025, trade between Russia and China fell by 9.1% to $106.5 billion.\n";
    desk.file("reports/half.txt", text);
    desk.run(["ingest", "reports"]).says(0, &["1 value that no report gives follows from them"]);
    desk
}

#[test]
fn why_says_the_arithmetic_and_its_sentences() {
    let desk = half();
    let run = desk.run(["figures", "--why", "cn-ru-turnover@2024-S1"]);
    run.says(0, &[]).prints(&[
        "117.2 billion USD · China–Russia turnover · 2024-S1 · derived",
        "= 106.5 billion USD ÷ (1 − 9.1 %), which makes 117–117.3 billion USD",
        "level: 106.5–106.6 billion USD",
        "change: −9.15–−9.05 %",
        "fell by 9.1% to $106.5 billion",
    ]);
    let run = desk.run(["figures", "--why", "cn-ru-turnover@2024-S1", "--json"]);
    let why: serde_json::Value = serde_json::from_str(&run.says(0, &[]).out).unwrap();
    assert_eq!(why["chosen_because"], "derived: 2025-S1 level ÷ growth");
    assert_eq!(why["rule"], "earlier");
    let inputs = why["inputs"].as_array().unwrap();
    assert_eq!(
        inputs.iter().map(|i| i["role"].as_str().unwrap()).collect::<Vec<_>>(),
        ["level", "change"]
    );
    // From the figure back to what was made of it, by the beginning of its key.
    let key = &inputs[0]["figure_key"].as_str().unwrap()[..12];
    desk.run(["figures", "--why", key]).says(0, &[]).prints(&[
        "stands for cn-ru-turnover@2025-S1: the only figure, of 1 figure",
        "derived from it:",
        "117.2 billion USD · cn-ru-turnover@2024-S1 · derived: 2025-S1 level ÷ growth",
    ]);
    let run = desk.run(["figures", "--why", key, "--json"]);
    let why: serde_json::Value = serde_json::from_str(&run.says(0, &[]).out).unwrap();
    assert_eq!(why["stands_for"], "cn-ru-turnover@2025-S1");
    assert_eq!(why["made_of_it"][0]["id"], "cn-ru-turnover@2024-S1");
}

#[test]
fn why_of_nothing_says_what_there_is() {
    let desk = half();
    desk.run(["figures", "--why", "cn-ru-turnover@1999"])
        .says(1, &["no value cn-ru-turnover@1999", "from 2025-S1 to 2025-S1"]);
    desk.run(["figures", "--why", "nowhere@2024"]).says(1, &["no series is called so"]);
    desk.run(["figures", "--why", "zz"]).says(1, &["no figure ‘zz’"]);
    desk.run(["figures", "China", "--why", "zz"]).says(2, &["cannot be used with"]);
}

#[test]
fn derived_values_are_marked_and_can_be_left_out() {
    let desk = half();
    desk.run(["series", "--table"]).says(0, &[]).prints(&["2024-S1 … 2025-S1"]);
    let run = desk.run(["series", "turnover", "--json"]);
    let series: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&series[0]["values"], &series[0]["derived"]), (&2.into(), &1.into()));
    assert_eq!(series[0]["observations"][0]["derived"], true);
    let run = desk.run(["export", "turnover", "2024-"]);
    run.says(0, &["3 rows"])
        .prints(&[",1,derived: 2025-S1 level ÷ growth,", ",0,the only figure,"]);
    desk.run(["export", "--no-derived"]).says(0, &["2 rows"]);
    desk.run(["export", "--wide", "--no-derived"]).says(0, &["1 row of 2 series"]);
    desk.run(["chart", "Russia", "China", "--alt"]).says(0, &[]).prints(&["Computed: H1 2024"]);
    let run = desk.run(["chart", "Russia", "China", "--alt", "--no-derived"]);
    assert!(!run.says(0, &[]).out.contains("Computed"), "{}", run.out);
    // A report that is rejected takes what was made of it along.
    let key = desk.run(["figures", "--json", "-n", "1"]);
    let figure: serde_json::Value = serde_json::from_str(key.out.lines().next().unwrap()).unwrap();
    desk.run(["review", "reject", figure["figure_key"].as_str().unwrap()]).says(0, &[]);
    desk.run(["export"]).says(0, &["1 row"]);
    desk.run(["check"]).says(0, &["all is well"]).prints(&["derived values: 0 rows"]);
}
