//! `tradestat extract` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::Desk;

const REPORT: &str =
    "Kazan\n\nIn 2023 Tatarstan's exports to China fell by almost 9% to $1.2 billion.\n";

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))
}

#[test]
fn files_are_answered_under_their_names() {
    let desk = Desk::new();
    desk.file("reports/a.txt", REPORT);
    desk.file("reports/b.txt", "Nothing\n\nNothing here.\n");
    let run = desk.run(["extract", "reports", "--published", "2024-03-01", "--language", "en"]);
    run.says(0, &[]);
    let answers: Vec<_> = run.out.lines().map(json).collect();
    let ids: Vec<_> = answers.iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["reports/a.txt", "reports/b.txt"]);
    assert_eq!(answers[0]["published"], "2024-03-01");
    assert_eq!(answers[0]["figures"][0]["value"], "-9");
    assert_eq!(answers[0]["figures"][0].get("why"), None);
}

#[test]
fn a_missing_file_does_not_keep_the_others_out() {
    let desk = Desk::new();
    desk.file("a.txt", REPORT);
    let run = desk.run(["extract", "missing.txt", "a.txt"]);
    run.says(1, &["missing.txt"]);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
}

#[test]
fn an_explanation_shows_the_words_behind_every_field() {
    let desk = Desk::new();
    desk.file("a.txt", REPORT);
    let run = desk.run(["extract", "--explain", "a.txt"]);
    run.says(0, &[]).prints(&[
        "[Tatarstan: RU-TA]",
        "fell‹move.down",
        "9% → exports change -9 percent nearly · RU-TA with CN · 2023 · actual",
        "indicator  own-chunk         “exports”",
        "partner    own-chunk         “China”",
        "period     sentence          “2023”",
    ]);
    assert!(!run.out.contains('\u{1b}'), "colours in a pipe: {}", run.out);
}

#[test]
fn an_explanation_as_json_is_the_answer_and_more() {
    let desk = Desk::new();
    let line = serde_json::json!({"id": "x", "text": REPORT}).to_string();
    let plain = json(desk.run_with_input(["extract"], line.as_bytes()).out.trim_end());
    let run = desk.run_with_input(["extract", "--explain=json"], line.as_bytes());
    let mut explained = json(run.out.trim_end());
    assert_eq!(explained["figures"][1]["why"]["ref_area"]["words"], "Tatarstan");
    assert_eq!(explained["sentences"][0]["clauses"][0]["joint"], "start");
    explained.as_object_mut().unwrap().remove("sentences");
    for figure in explained["figures"].as_array_mut().unwrap() {
        figure.as_object_mut().unwrap().remove("why");
    }
    assert_eq!(explained, plain);
}

#[test]
fn a_line_that_is_none_is_answered_in_its_place_when_explaining_too() {
    let desk = Desk::new();
    let input = format!("nonsense\n{}\n", serde_json::json!({"id": "x", "text": REPORT}));
    let run = desk.run_with_input(["extract", "--explain"], input.as_bytes());
    run.says(0, &[]).prints(&["\"error\"", "9% → exports change"]);
}

#[test]
fn a_strangers_text_cannot_steer_the_terminal() {
    let desk = Desk::new();
    desk.file("a.txt", "In 2023 exports to \u{1b}[2JChina rose by 5%, \u{202e}said the office.\n");
    let run = desk.run(["extract", "--explain", "a.txt"]);
    run.says(0, &[]);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
}

#[test]
fn answers_keep_their_order_on_any_number_of_threads() {
    let desk = Desk::new();
    let mut lines = String::new();
    for id in 0..2000 {
        // Long reports and short ones, and lines that are none.
        let text = REPORT.repeat(if id % 50 == 0 { 40 } else { 1 });
        let line = if id % 7 == 3 {
            format!("no JSON {id}")
        } else {
            serde_json::json!({"id": id, "text": text}).to_string()
        };
        lines += &line;
        lines.push('\n');
    }
    let one = desk.run_with_input(["extract", "--jobs", "1"], lines.as_bytes()).out;
    let many = desk.run_with_input(["extract", "--jobs", "5"], lines.as_bytes()).out;
    assert_eq!(one.lines().count(), 2000);
    assert!(one == many, "the answers depend on the threads");
    for (id, line) in one.lines().enumerate().filter(|(id, _)| id % 7 != 3) {
        assert_eq!(json(line)["id"], id);
    }
}

#[test]
fn the_last_line_needs_no_end_and_an_empty_one_is_answered() {
    let desk = Desk::new();
    let run = desk.run_with_input(["extract"], b"{\"text\":\"\"}\r\n\n{\"id\":1,\"text\":\"x\"}");
    let answers: Vec<_> = run.out.lines().map(json).collect();
    assert_eq!(answers.len(), 3, "{}", run.out);
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["id"], 1);
}
