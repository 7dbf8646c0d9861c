//! `reports`, `remove`, `backup` and `check` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, report, sql};
use std::fs;

/// A desk with a report that does not say when it was published, and one that does.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "r/undated.txt",
        "Half a year\n\nLast year the trade turnover between Tatarstan and China reached $3.3 billion.\n",
    );
    desk.file("r/dated.txt", report(2023, "240.1"));
    desk.file(
        "r/reports.csv",
        "file,title,publisher,published\ndated.txt,A record,Customs,2024-02-01\n",
    );
    desk.run(["ingest", "r"]).says(0, &["2 added"]);
    desk
}

/// The ID of the one report that a word selects.
fn id(desk: &Desk, word: &str) -> String {
    let run = desk.run(["reports", word]);
    assert_eq!(run.out.lines().count(), 2, "{run:?}");
    run.out.lines().nth(1).unwrap().split('\t').next().unwrap().to_owned()
}

#[test]
fn reports_are_listed_for_people_and_programs() {
    let desk = desk();
    let run = desk.run(["reports"]);
    let lines: Vec<_> = run.says(0, &[]).out.lines().collect();
    assert_eq!(
        lines[0],
        "id\tpublished\tpublished_basis\tlanguage\tfigures\ttitle\tpublisher\tsource\tsuperseded\trepeats\tpages\textractor"
    );
    let cells: Vec<_> = lines[1].split('\t').skip(1).collect();
    assert_eq!(
        cells,
        [
            "2024-02-01",
            "manifest",
            "en",
            "1",
            "A record",
            "Customs",
            "r/dated.txt",
            "no",
            "",
            "",
            "tradestat"
        ]
    );
    desk.run(["reports", "--table"]).says(0, &["2 reports"]).prints(&[
        "2024-02-01 (reports.csv) · en · 1 figure\n  A record\n  Customs · r/dated.txt\n",
        "no day of publication · en · 1 figure\n  Half a year\n  r/undated.txt\n",
    ]);
    let run = desk.run(["reports", "--json", "CUSTOMS", "2024"]);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["published_basis"], "manifest");
    assert_eq!(list[0]["sha256"].as_str().unwrap().len(), 64);
    desk.run(["reports", "nothing"]).says(0, &["no report that ‘nothing’ stands in, among 2"]);
}

#[test]
fn a_day_that_is_said_gives_last_year_its_year_for_good() {
    let desk = desk();
    desk.run(["figures", "--needs-look"]).prints(&["Last year the trade turnover"]);
    let undated = desk.run(["reports", "--undated"]);
    assert_eq!(undated.out.lines().count(), 2, "{}", undated.out);
    let id = id(&desk, "undated");
    desk.run(["reports", "set", &id[..6], "--published", "2025-08-22"]).says(
        0,
        &["r/undated.txt: 2025-08-22 (said by you), 1 figure", "without a period: 0, before: 1"],
    );
    let value = "SELECT period || ' ' || value FROM observation WHERE slug = 'ru-ta-cn-turnover'";
    let db = desk.path("tradestat.db");
    assert_eq!(sql(&db, value), ["2024 3300000000.0"]);
    desk.run(["ingest", "r"]).says(0, &["2 reports: 2 unchanged"]);
    assert_eq!(sql(&db, value), ["2024 3300000000.0"]);
    // Words that are said later are added to the earlier ones.
    desk.run(["reports", "set", &id, "--publisher", "Tatar-inform"])
        .says(0, &["2025-08-22 (said by you)"]);
    desk.run(["ingest", "r"]).says(0, &["2 reports: 2 unchanged"]);
    // An option of ingest wins for that time.
    desk.run(["ingest", "r/undated.txt", "--published", "2024-08-22"]).says(0, &["1 read anew"]);
    assert_eq!(sql(&db, value), ["2023 3300000000.0"]);
    desk.run(["ingest", "r"]).says(0, &["1 read anew, 1 unchanged"]);
    assert_eq!(sql(&db, value), ["2024 3300000000.0"]);
    desk.run(["reports", "set", &id, "--forget"])
        .says(0, &["no day of publication", "‘last year’ stays open"]);
    assert_eq!(sql(&db, value), [""; 0]);
    desk.run(["reports", "set", &id, "--forget"]).says(2, &["nothing was said of"]);
    desk.run(["ingest", "r"]).says(0, &["2 reports: 2 unchanged"]);
    desk.run(["check"]).says(0, &["all is well"]);
}

#[test]
fn a_report_that_is_not_meant_clearly_is_not_touched() {
    let desk = desk();
    let set = |id: &str| desk.run(["reports", "set", id, "--published", "2025-08-22"]);
    set("0").says(2, &["‘0’ is no report's ID, which has at least 4 letters"]);
    set("'; DROP TABLE report; --").says(2, &["is no report's ID"]);
    set("0000000").says(2, &["no report's ID begins with ‘0000000’"]);
    desk.run(["reports", "set", "abcd"]).says(2, &["--published"]);
    desk.run(["reports", "set", "abcd", "--title", " "]).says(2, &["--forget takes back"]);
    desk.run(["reports", "set", "abcd", "--published", "2025-13-01"])
        .says(2, &["is not a day of the calendar"]);
    desk.run(["reports", "--db", "slip.db"]).says(1, &["there is no store at slip.db"]);
    desk.run(["reports", "set", "abcd", "--published", "2025-08-22", "--db", "slip.db"])
        .says(1, &["there is no store at slip.db"]);
    desk.run(["remove", "abcd", "--yes", "--db", "slip.db"])
        .says(1, &["there is no store at slip.db"]);
    assert!(!desk.path("slip.db").exists());
    // Two that begin alike: as rare as that is, it is made here.
    let alike = "UPDATE report SET sha256 = 'abcdef' || printf('%058d', report_id)";
    rusqlite::Connection::open(desk.path("tradestat.db")).unwrap().execute_batch(alike).unwrap();
    set("abcdef")
        .says(2, &["the IDs of 2 reports begin with ‘abcdef’", "r/dated.txt", "r/undated.txt"]);
}

#[test]
fn reports_are_removed_when_that_is_agreed() {
    let desk = desk();
    let id = id(&desk, "undated");
    let before = fs::read(desk.path("tradestat.db")).unwrap();
    desk.run(["remove", &id, "--dry-run"])
        .says(0, &["would go: 1 report with 1 figure", "r/undated.txt"]);
    desk.run(["remove", &id]).says(2, &["nobody can be asked here; say --yes"]);
    desk.run(["remove", "--source", "elsewhere/*", "--yes"])
        .says(2, &["no report comes from ‘elsewhere/*’"]);
    desk.run(["remove", "--yes"]).says(2, &["<ID"]);
    assert_eq!(fs::read(desk.path("tradestat.db")).unwrap(), before);
    desk.run(["remove", &id, "--yes"]).says(0, &["removed: 1 report with 1 figure"]);
    let left = sql(&desk.path("tradestat.db"), "SELECT source FROM report");
    assert_eq!(left, ["r/dated.txt"]);
    desk.run(["remove", "--source", "r/*", "--yes"]).says(0, &["removed: 1 report with 1 figure"]);
    desk.run(["check"]).says(0, &["all is well"]);
    desk.run(["ingest", "r"]).says(0, &["2 added"]);
}

#[test]
fn removing_an_edition_is_said_to_bring_the_older_one_back() {
    let desk = Desk::new();
    desk.file("a.txt", report(2023, "240.1"));
    desk.run(["ingest", "a.txt"]).says(0, &["1 added"]);
    desk.file("a.txt", report(2023, "241.5"));
    desk.run(["ingest", "a.txt"]).says(0, &["1 changed and replaced"]);
    desk.run(["reports", "--table"]).prints(&[" · superseded"]);
    let list = desk.run(["reports", "--json"]).out;
    let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
    let newer = list.iter().find(|row| row["superseded"] == false).unwrap()["id"].as_str().unwrap();
    desk.run(["remove", newer, "--yes"])
        .says(0, &["in force again, as an older text of the file: a.txt"]);
    let values = sql(&desk.path("tradestat.db"), "SELECT value FROM observation");
    assert_eq!(values, ["240100000000"]);
}

#[test]
fn a_backup_is_whole_and_overwrites_nothing_unasked() {
    let desk = Desk::with_store();
    desk.run(["backup", "copy.db"]).says(0, &["wrote copy.db: ", "KiB, checked"]);
    desk.run(["check", "--db", "copy.db"]).says(0, &["copy.db: all is well"]);
    assert_eq!(desk.run(["export", "--db", "copy.db"]).out, desk.run(["export"]).out);
    let before = fs::read(desk.path("copy.db")).unwrap();
    desk.run(["backup", "copy.db"]).says(2, &["copy.db is there already", "--force"]);
    desk.run(["backup", "tradestat.db", "--force"]).says(2, &["is the store itself"]);
    desk.run(["backup", "."]).says(2, &[". is a folder"]);
    desk.run(["backup", "nowhere/copy.db"]).says(1, &["make its folder first"]);
    desk.run(["backup", "new.db", "--db", "none.db"]).says(1, &["there is no store at none.db"]);
    desk.file("logged.db-wal", "a log");
    desk.run(["backup", "logged.db"]).says(2, &["logged.db has a log beside it"]);
    assert_eq!(fs::read(desk.path("copy.db")).unwrap(), before);
    desk.file("reports/more.txt", report(2020, "100.0"));
    desk.run(["ingest", "reports"]).says(0, &["1 added"]);
    desk.run(["backup", "copy.db", "--force"]).says(0, &["wrote copy.db (replaced)"]);
    assert_eq!(sql(&desk.path("copy.db"), "SELECT count(*) FROM report"), ["5"]);
    assert_eq!(desk.names(), ["copy.db", "logged.db-wal", "reports", "tradestat.db"]);
}

#[cfg(unix)]
#[test]
fn who_may_not_read_the_store_may_not_read_its_copy() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_store();
    cli_support::set_mode(&desk.path("tradestat.db"), 0o600);
    desk.run(["backup", "copy.db"]).says(0, &[]);
    assert_eq!(fs::metadata(desk.path("copy.db")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_check_says_what_it_looked_at_and_fails_when_something_is_wrong() {
    let desk = Desk::with_store();
    desk.run(["check"]).says(0, &["tradestat.db: all is well"]).prints(&[
        "ok     file: ",
        "ok     quotes: 8 quotes and 4 numbers stand in their texts",
        "ok     views: ",
    ]);
    let db = rusqlite::Connection::open(desk.path("tradestat.db")).unwrap();
    db.execute_batch("UPDATE figure SET at = '9 billion' WHERE ref_area = 'RU-TA'").unwrap();
    drop(db);
    desk.run(["check"]).says(1, &["1 of 13 looks found faults"]).prints(&[
        "FAULT  quotes: ",
        "(reports/tatarstan.txt): the number ‘9 billion’ does not stand in the text at",
        "what to do: take these reports out and read them anew",
    ]);
    let run = desk.run(["check", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &found["ok"]), (Some(1), &serde_json::Value::Bool(false)));
    let checks = found["checks"].as_array().unwrap();
    assert_eq!(checks.iter().filter(|check| check["faults"] != serde_json::json!([])).count(), 1);
    // What it says to do helps.
    let id = id(&desk, "tatarstan");
    desk.run(["remove", &id, "--yes"]).says(0, &["removed: 1 report"]);
    desk.run(["ingest", "reports"]).says(0, &["1 added, 3 unchanged"]);
    desk.run(["check"]).says(0, &["all is well"]);
}
