//! `tradestat audit` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, Run, sql};

/// A desk whose store holds a statement in two currencies that was never the rate, and two reports that disagree a little.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "reports/road-map.txt",
        "Road map\n\nKazakhstan's investment in Bashkortostan under the road map for 2022-2024 is planned at about 104 \
         million dollars (about 80 billion rubles).\n",
    );
    for (name, billions) in [("one", "240.1"), ("two", "228.5")] {
        desk.file(
            &format!("reports/{name}.txt"),
            format!("Trade\n\nIn 2023 the trade turnover between Russia and China amounted to ${billions} billion.\n"),
        );
    }
    desk.file(
        "reports/reports.csv",
        "file,published\nroad-map.txt,2022-01-20\none.txt,2024-02-01\ntwo.txt,2024-02-01\n",
    );
    desk.run(["ingest", "reports"]).says(0, &["found by the audit: 1 conflict (tradestat audit)"]);
    desk
}

/// The cells of one column.
fn column(run: &Run, name: &str) -> Vec<String> {
    let mut lines = run.out.lines();
    let place = lines.next().unwrap_or_default().split('\t').position(|cell| cell == name);
    lines.map(|line| line.split('\t').nth(place.unwrap()).unwrap().to_owned()).collect()
}

#[test]
fn findings_come_with_arithmetic_readings_and_quotes() {
    let desk = desk();
    let run = desk.run(["audit", "--table"]);
    run.says(0, &["2 findings: 1 conflict, 1 note"]).prints(&[
        "✗ conflict · currency · Bashkortostan investment from Kazakhstan",
        "≈ 80 billion RUB is ",
        "≈ 104 million USD is said, only ",
        "→ 8 billion RUB would fit, where ≈ 80 billion RUB is said",
        "“Kazakhstan's investment in Bashkortostan under",
        "· note · disagreement · China–Russia turnover · 2023",
        "228.5 billion USD is said by reports/two.txt (2024-02-01), 240.1 billion USD by reports/one.txt",
    ]);
    let run = desk.run(["audit"]);
    assert_eq!(column(&run, "severity"), ["conflict", "note"]);
    assert_eq!(column(&run, "kind"), ["currency", "disagreement"]);
}

#[test]
fn words_and_severity_narrow() {
    let desk = desk();
    assert_eq!(column(&desk.run(["audit", "Bashkortostan"]), "kind"), ["currency"]);
    assert_eq!(
        column(&desk.run(["audit", "Russia", "China", "turnover"]), "kind"),
        ["disagreement"]
    );
    assert_eq!(column(&desk.run(["audit", "--least", "doubtful"]), "kind"), ["currency"]);
    let none = desk.run(["audit", "Russia", "China", "exports"]);
    none.says(0, &["nothing found"]);
    assert_eq!(none.out, "");
    desk.run(["audit", "Atlantis"]).says(2, &["Atlantis"]);
}

#[test]
fn scripts_can_deny() {
    let desk = desk();
    desk.run(["audit", "--deny", "conflict"]).says(1, &["1 conflict"]);
    desk.run(["audit", "--deny", "conflict", "Russia", "China"]).says(0, &[]);
    desk.run(["audit", "--deny", "note", "Russia", "China"]).says(1, &[]);
    desk.run(["audit", "--deny", "much"]).says(2, &["much"]);
}

#[test]
fn json_has_steps_and_figures() {
    let run = desk().run(["audit", "--json"]);
    run.says(0, &[]);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let first = &list[0];
    assert_eq!(
        (first["kind"].as_str(), first["severity"].as_str()),
        (Some("currency"), Some("conflict"))
    );
    let steps: Vec<_> =
        first["steps"].as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
    assert_eq!(steps, ["from", "rate", "makes", "said"]);
    assert_eq!(first["steps"][0]["least"], 76e9);
    assert_eq!(first["figures"].as_array().unwrap().len(), 2);
    assert!(first["figures"][0]["quote"].as_str().unwrap().contains("80 billion rubles"));
    assert!(first["acknowledged"].is_null());
}

#[test]
fn what_was_acknowledged_stays_quiet_until_it_is_reopened() {
    let desk = desk();
    let key = column(&desk.run(["audit", "--least", "conflict"]), "key").remove(0);
    desk.run(["audit", "--acknowledge", "0000000000"])
        .says(1, &["0000000000", "nothing was changed"]);
    desk.run(["audit", "--acknowledge", &key, "--note", "their slip"])
        .says(0, &["1 finding acknowledged"]);
    // The report is read anew, and another paper repeats it.
    let again = desk.read("reports/road-map.txt") + "\nMore.\n";
    desk.file("reports/again.txt", again);
    let reports = ["ingest", "reports", "--publisher", "Paper"];
    desk.run(reports).says(0, &["read anew"]);
    let run = desk.run(["audit", "--deny", "conflict"]);
    run.says(0, &["1 finding: 1 note; 1 acknowledged (--all)"]);
    desk.run(["audit", "--all", "--table"]).prints(&["acknowledged on ", "their slip", &key]);
    desk.run(["audit", "--reopen", &key]).says(0, &["1 finding reopened"]);
    desk.run(["audit", "--reopen", &key]).says(1, &["nobody acknowledged"]);
    desk.run(["audit", "--deny", "conflict"]).says(1, &[]);
    desk.run(["audit", "--note", "why"]).says(2, &["--acknowledge"]);
}

#[test]
fn findings_are_kept_in_the_store() {
    let desk = desk();
    desk.run(["audit"]).says(0, &[]);
    desk.run(["audit"]).says(0, &[]);
    let db = desk.path("tradestat.db");
    let kinds = "SELECT kind FROM finding ORDER BY finding_id";
    assert_eq!(sql(&db, kinds), ["currency", "disagreement"]);
    let figures = "SELECT count(*) FROM finding_detail WHERE quote <> ''";
    assert_eq!(sql(&db, figures), ["4"]);
}

#[test]
fn ingestion_counts_what_nobody_has_acknowledged() {
    let desk = desk();
    let db = desk.path("tradestat.db");
    let conflict = "SELECT finding_key FROM finding WHERE severity = 'conflict'";
    let key = sql(&db, conflict).remove(0);
    desk.run(["audit", "--acknowledge", &key]).says(0, &[]);
    desk.file(
        "reports/more.txt",
        "In 2022 the trade turnover between Russia and India was $35 billion.",
    );
    let run = desk.run(["ingest", "reports", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&run.says(0, &[]).out).unwrap();
    assert_eq!(summary["audit"], serde_json::json!({ "conflicts": 0, "doubtful": 0 }));
    let again = desk.run(["ingest", "reports", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&again.says(0, &[]).out).unwrap();
    assert!(summary["audit"].is_null(), "nothing has changed: {summary}");
}

#[test]
fn without_a_store_it_says_what_to_do() {
    let desk = Desk::new();
    desk.run(["audit"]).says(1, &["there is no store", "tradestat ingest"]);
    assert_eq!(desk.names(), Vec::<String>::new());
}
