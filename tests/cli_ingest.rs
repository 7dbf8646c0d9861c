//! `tradestat ingest` through the program: what works, and what bad input gets.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at once, and says what it skips"
)]

mod cli_support;

use cli_support::{Desk, as_ordinary_user, finish, report, set_mode, sql};
use std::fs;

fn reports(desk: &Desk) -> Vec<String> {
    sql(&desk.path("tradestat.db"), "SELECT source FROM report ORDER BY source")
}

#[test]
fn a_folder_becomes_a_store() {
    let desk = Desk::new();
    desk.file("reports/a.txt", report(2023, "240.1"));
    desk.file("reports/b.md", format!("# A heading\n\n{}", report(2024, "244.8")));
    desk.file("reports/notes.bin", "x");
    desk.run(["ingest", "reports"])
        .says(0, &["tradestat.db: 2 reports: 2 added", "2 figures found", "passed over"]);
    assert_eq!(reports(&desk), ["reports/a.txt", "reports/b.md"]);
    // One plain file, nothing beside it.
    assert_eq!(desk.names(), ["reports", "tradestat.db"]);
}

#[test]
fn again_is_the_same_as_once() {
    let desk = Desk::new();
    desk.file("reports/a.txt", report(2023, "240.1"));
    desk.run(["ingest", "reports"]).says(0, &["1 added"]);
    let everything = || {
        let tables =
            ["report", "report_text", "sentence", "mention", "figure", "series", "effective"];
        let db = desk.path("tradestat.db");
        tables.map(|table| {
            let names =
                format!("SELECT group_concat(quote(name), '|') FROM pragma_table_info('{table}')");
            let columns = sql(&db, &names)[0].replace('\'', "\"");
            let columns: Vec<_> =
                columns.split('|').map(|column| format!("quote({column})")).collect();
            sql(&db, &format!("SELECT {} FROM {table}", columns.join(" || ',' || ")))
        })
    };
    let before = everything();
    desk.run(["ingest", "reports"]).says(0, &["1 report: 1 unchanged"]);
    assert_eq!(before, everything());
    // From another folder it is the same report.
    let mut command = desk.command(["ingest", "--db", "../tradestat.db", "a.txt"]);
    command.current_dir(desk.path("reports"));
    finish(command).says(0, &["1 report: 1 unchanged"]);
}

#[test]
fn a_changed_file_replaces_what_it_said() {
    let desk = Desk::new();
    desk.file("a.txt", report(2023, "240.1"));
    desk.run(["ingest", "a.txt"]).says(0, &["1 added"]);
    desk.file("a.txt", report(2023, "241.5"));
    desk.run(["ingest", "a.txt"]).says(0, &["1 changed and replaced"]);
    let values = sql(&desk.path("tradestat.db"), "SELECT value FROM observation");
    assert_eq!(values, ["241500000000"]);
}

#[test]
fn line_ends_do_not_make_another_report() {
    let desk = Desk::new();
    desk.file("a.txt", report(2023, "240.1"));
    desk.run(["ingest", "a.txt"]).says(0, &["1 added"]);
    desk.file("b.txt", format!("\u{feff}{}", report(2023, "240.1").replace('\n', "\r\n")));
    desk.run(["ingest", "b.txt"]).says(0, &["1 report: 1 unchanged", "holds 1 report, 1 figure"]);
    // Said to be someone else's, it is still the same text, and counts once.
    desk.run(["ingest", "b.txt", "--publisher", "Another"])
        .says(0, &["1 known under another name", "b.txt has the text of a.txt, which counts once"]);
}

#[test]
fn standard_input_is_a_report() {
    let desk = Desk::new();
    let text = report(2023, "240.1");
    let args = [
        "ingest",
        "-",
        "--title",
        "From a pipe",
        "--published",
        "2024-02-01",
        "--publisher",
        "Customs",
    ];
    desk.run_with_input(args, text.as_bytes()).says(0, &["1 added"]);
    let db = desk.path("tradestat.db");
    assert_eq!(
        sql(
            &db,
            "SELECT title || '|' || publisher || '|' || published || '|' || source FROM report"
        ),
        ["From a pipe|Customs|2024-02-01|-"]
    );
}

#[test]
fn standard_input_may_hold_many_reports() {
    let desk = Desk::new();
    let line = |id: &str, text: String| serde_json::json!({ "id": id, "text": text }).to_string();
    let lines =
        [line("a", report(2023, "240.1")), "{}".to_owned(), line("b", report(2024, "244.8"))];
    let said = ["error: -, line 2: has no \"text\"", "2 reports: 2 added"];
    desk.run_with_input(["ingest", "-"], lines.join("\n").as_bytes()).says(1, &said);
    assert_eq!(reports(&desk), ["-#a", "-#b"]);
}

#[test]
fn options_win_over_the_manifest_and_the_manifest_over_the_text() {
    let desk = Desk::new();
    desk.file(
        "r/a.md",
        format!("---\ntitle: Own\ndate: 2020-01-01\n---\n\n{}", report(2019, "110.8")),
    );
    desk.file("r/reports.csv", "file,title,publisher,published\na.md,Listed,Customs,2020-02-02\n");
    desk.run(["ingest", "r", "--published", "2020-03-03"]).says(0, &[]);
    let row = "SELECT title || '|' || publisher || '|' || published || '|' || published_basis FROM report";
    assert_eq!(sql(&desk.path("tradestat.db"), row), ["Listed|Customs|2020-03-03|given"]);
}

#[test]
fn the_summary_as_json() {
    let desk = Desk::new();
    desk.file("a.txt", report(2023, "240.1"));
    let run = desk.run(["ingest", "a.txt", "nowhere.txt", "--json"]);
    run.says(1, &["nowhere.txt"]);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(summary["reports"]["added"], 1);
    assert_eq!(summary["figures"], 1);
    assert_eq!(summary["store"]["reports"], 1);
    assert!(summary["failed"][0].as_str().unwrap().contains("nowhere.txt"));
}

/// A bad report beside a good one: named with what to do, exit code 1, and the good one is stored.
#[track_caller]
fn check_bad(name: &str, content: &[u8], words: &[&str]) {
    let desk = Desk::new();
    desk.file(&format!("reports/{name}"), content);
    desk.file("reports/good.txt", report(2023, "240.1"));
    desk.run(["ingest", "reports"])
        .says(1, words)
        .says(1, &["1 report: 1 added", "1 problem named above"]);
    assert_eq!(reports(&desk), ["reports/good.txt"]);
}

#[test]
fn globs_choose_among_the_files_of_a_folder() {
    let desk = Desk::new();
    for name in ["a.md", "a.txt", "drafts/b.txt", "node_modules/c.txt"] {
        desk.file(&format!("r/{name}"), format!("{}\n{name}\n", report(2023, "240.1")));
    }
    let args = ["ingest", "r", "--include", "*.txt", "--exclude", "drafts/"];
    desk.run(args).says(0, &["1 report: 1 added"]);
    assert_eq!(reports(&desk), ["r/a.txt"]);
    desk.run(["ingest", "r"]).says(0, &["3 reports: 2 added, 1 unchanged"]);
    desk.run(["ingest", "r", "--exclude", "a[.txt"]).says(2, &["written as in .gitignore"]);
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let desk = Desk::new();
    desk.file("r/a.txt", report(2022, "190.3"));
    desk.file("r/b.txt", report(2023, "240.1"));
    // Without a store there is none after it.
    let run = desk.run(["ingest", "r", "--dry-run"]);
    run.says(
        0,
        &["2 reports: 2 added", "2 would be added, 0 removed, 0 changed; nothing was stored"],
    );
    run.prints(&["+ turnover level RU CN 2022: 190300000000 USD (r/a.txt)"]);
    assert_eq!(desk.names(), ["r"]);
    desk.run(["ingest", "r"]).says(0, &["2 added"]);
    desk.file("r/a.txt", report(2022, "190.4"));
    desk.file("r/c.txt", report(2023, "240.1"));
    desk.file("r/d.txt", report(2024, "244.8"));
    let before = fs::read(desk.path("tradestat.db")).unwrap();
    let run = desk.run(["ingest", "r", "--dry-run"]);
    run.says(
        0,
        &[
            "4 reports: 1 added, 1 changed and replaced, 2 unchanged",
            "1 would be added, 0 removed, 1 changed; nothing was stored",
        ],
    );
    run.prints(&[
        "~ turnover level RU CN 2022: 190300000000 USD becomes 190400000000 USD (r/a.txt)",
        "+ turnover level RU CN 2024: 244800000000 USD (r/d.txt)",
    ]);
    assert_eq!(fs::read(desk.path("tradestat.db")).unwrap(), before, "byte for byte");
    assert_eq!(desk.names(), ["r", "tradestat.db"]);
    let run = desk.run(["ingest", "r", "--dry-run", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(summary["dry_run"]["changed"], 1);
    assert_eq!(summary["dry_run"]["first"][0]["after"], "190400000000 USD");
}

#[test]
fn an_agency_text_in_two_papers_is_one_voice() {
    let desk = Desk::new();
    let text = format!(
        "{} The ministry named the figure at its meeting in Kazan, where nobody had come together since the spring, and \
         thanked the railway for its patience and the customs officers for theirs, and promised that the second terminal \
         at the river would open before the first snow falls on the station.\n",
        report(2023, "240.1").trim_end()
    );
    desk.file("r/a.txt", &text);
    desk.file("r/b.txt", text.replace("Trade in 2023", "A record, says the ministry"));
    desk.run(["ingest", "r"]).says(0, &["2 added", "1 of them repeats the text of another"]);
    let n = sql(&desk.path("tradestat.db"), "SELECT n_figures FROM observation");
    assert_eq!(n, ["1"]);
}

/// Interrupted, what was read is stored, and the same command goes on.
#[cfg(unix)]
#[test]
fn an_interrupted_ingestion_goes_on_where_it_was() {
    use std::process::{Command, Stdio};
    const ALL: i32 = 6000;
    let desk = Desk::new();
    desk.many(ALL);
    let db = desk.path("tradestat.db");
    let mut child = desk
        .command(["ingest", "many", "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !desk.path("tradestat.db-wal").exists() {
        assert_eq!(child.try_wait().unwrap(), None, "it ended before it could be interrupted");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("the same command again goes on"), "{said}");
    let stored = || sql(&db, "SELECT count(*) FROM report")[0].parse::<i32>().unwrap();
    assert!(stored() < ALL);
    assert_eq!(sql(&db, "SELECT key FROM meta"), ["derivation", "seeds"], "everything is settled");
    assert!(!desk.path("tradestat.db-wal").exists());
    let before = stored();
    desk.run(["ingest", "many"]).says(0, &[&format!("{} added", ALL - before)]);
    assert_eq!(stored(), ALL);
}

/// A report that does not end, as a pipe that nobody writes to, is waited for until the second interruption comes.
#[cfg(unix)]
#[test]
fn interrupted_twice_an_ingestion_ends_at_once() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let desk = Desk::new();
    desk.many(3);
    let pipe = desk.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = desk
        .command(["ingest", "many", "pipe"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Opens when the program does, and is not written to. The reports before it are stored by then, or soon.
    let writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    let interrupt = || {
        let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        std::thread::sleep(Duration::from_millis(300));
    };
    interrupt();
    interrupt();
    let output = child.wait_with_output().unwrap();
    drop(writer);
    assert_eq!(output.status.code(), Some(130));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("stopped"), "the first was enough: {said}");
    desk.run(["check"]).says(0, &[]);
    desk.run(["ingest", "many"]).says(0, &["3 added"]);
}

#[test]
fn a_binary_file_is_named() {
    check_bad(
        "bad.txt",
        b"MZ\x90\0\x03\0\0",
        &["reports/bad.txt: is not text (a NUL byte at byte 3)", "plain text or Markdown"],
    );
    check_bad("bad.md", b"%PDF-1.4 \xe2\xe3", &["reports/bad.md: is a damaged PDF", "qpdf"]);
}

#[test]
fn a_wrong_encoding_is_named_with_what_was_tried() {
    let desk = Desk::new();
    desk.file("reports/bad.txt", b"\xd2\xee\xe2\xe0\xf0");
    let words = "reports/bad.txt: is no text in any encoding that was tried (UTF-8)";
    desk.run(["ingest", "reports", "--encoding", "utf-8"]).says(1, &[words]);
    desk.run(["ingest", "reports", "--encoding", "utf"]).says(2, &["‘utf’ is no known encoding"]);
    desk.run(["ingest", "reports"]).says(0, &["1 added"]);
}

#[test]
fn an_empty_report_is_named() {
    check_bad("bad.txt", b"", &["reports/bad.txt: is empty"]);
    check_bad("bad.md", b"---\ntitle: x\n---\n", &["reports/bad.md: is empty"]);
}

#[test]
fn a_file_too_large_is_named() {
    let desk = Desk::new();
    desk.file("big.txt", vec![b'a'; (1 << 20) + 1]);
    desk.file("good.txt", report(2023, "240.1"));
    let run = desk.run(["ingest", "big.txt", "good.txt", "--max-size", "1"]);
    run.says(1, &["big.txt: larger than 1 MiB", "--max-size", "1 added"]);
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.file("good.txt", report(2023, "240.1"));
    desk.run(["ingest", "nowhere.txt", "good.txt"])
        .says(1, &["nowhere.txt: there is no such file or folder; check the spelling", "1 added"]);
    assert_eq!(reports(&desk), ["good.txt"]);
}

#[test]
fn nothing_to_read_makes_no_store() {
    let desk = Desk::new();
    desk.run(["ingest", "nowhere.txt"]).says(1, &["nowhere.txt"]);
    desk.file("empty/readme.bin", "x");
    desk.run(["ingest", "empty"]).says(1, &["empty: no report in this folder", "hidden files"]);
    desk.file("empty/2024/a.txt", "Words.");
    desk.run(["ingest", "empty", "--include", "empty/*"])
        .says(1, &["no report in this folder", "their globs count from this folder"]);
    assert_eq!(desk.names(), ["empty"]);
}

#[test]
fn manifest_rows_that_cannot_be_are_named_with_their_line() {
    let desk = Desk::new();
    desk.file("r/a.txt", report(2021, "146.9"));
    desk.file("r/b.txt", report(2022, "190.3"));
    desk.file("r/c.txt", report(2023, "240.1"));
    let manifest = "file,published,language,source\na.txt,2022-13-01,en,x\ngone.txt,2022-01-01,en,x\nb.txt,2023-01-20,en,x\nc.txt,2024-01-20,latin,x\nb.txt,2023-01-21,en,x\n";
    desk.file("r/reports.csv", manifest);
    desk.run(["ingest", "r"]).says(
        1,
        &[
            "r/reports.csv, line 2: ‘a.txt’ was left out: ‘2022-13-01’ is not a day of the calendar; write it as in 2025-08-22",
            "r/reports.csv, line 3: there is no file ‘gone.txt’ here; correct the name or remove the row",
            "r/reports.csv, line 5: ‘c.txt’ was left out: ‘latin’ is not a language code",
            "r/reports.csv, line 6: ‘b.txt’ has a row already, and the first one counts; remove one",
            "warning: r/reports.csv: ‘source’ not read",
            "1 report: 1 added",
        ],
    );
    assert_eq!(sql(&desk.path("tradestat.db"), "SELECT published FROM report"), ["2023-01-20"]);
}

#[test]
fn a_bad_option_is_wrong_usage() {
    let desk = Desk::new();
    desk.file("a.txt", report(2023, "240.1"));
    desk.file("b.txt", report(2022, "190.3"));
    desk.run(["ingest", "a.txt", "--published", "yesterday"])
        .says(2, &["‘yesterday’ is not a day of the calendar"]);
    desk.run(["ingest", "a.txt", "--language", "English"])
        .says(2, &["‘English’ is not a language code"]);
    desk.run(["ingest", "a.txt", "b.txt", "--title", "x"])
        .says(2, &["--title speaks of one report, and there are 2"]);
    desk.run(["ingest"]).says(2, &["<PATH>"]);
    assert_eq!(desk.names(), ["a.txt", "b.txt"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_or_file_is_named() {
    let desk = Desk::new();
    desk.file("r/closed/a.txt", report(2021, "146.9"));
    let secret = desk.file("r/secret.txt", report(2022, "190.3"));
    desk.file("r/good.txt", report(2023, "240.1"));
    let Some(command) = as_ordinary_user(&desk, desk.command(["ingest", "r"])) else { return };
    set_mode(&desk.path("r/closed"), 0o000);
    set_mode(&secret, 0o000);
    let run = finish(command);
    set_mode(&desk.path("r/closed"), 0o755);
    run.says(
        1,
        &[
            "r/closed: cannot be listed",
            "r/secret.txt: cannot be read",
            "check its permissions",
            "1 added",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_takes_no_store() {
    let desk = Desk::new();
    desk.file("good.txt", report(2023, "240.1"));
    fs::create_dir(desk.path("shelf")).unwrap();
    let args = ["ingest", "good.txt", "--db", "shelf/trade.db"];
    let Some(command) = as_ordinary_user(&desk, desk.command(args)) else { return };
    set_mode(&desk.path("shelf"), 0o555);
    finish(command).says(1, &["shelf/trade.db", "read-only"]);
    assert!(fs::read_dir(desk.path("shelf")).unwrap().next().is_none());
}

#[test]
fn a_file_that_is_no_store_is_left_as_it_is() {
    let desk = Desk::new();
    desk.file("good.txt", report(2023, "240.1"));
    desk.file("notes.db", "these are my notes, and there are many of them\n".repeat(40));
    desk.run(["ingest", "good.txt", "--db", "notes.db"])
        .says(1, &["notes.db is not a SQLite file", "name another file"]);
    assert!(desk.read("notes.db").starts_with("these are my notes"));
    let other = desk.path("other.db");
    rusqlite::Connection::open(&other)
        .and_then(|db| db.execute_batch("PRAGMA application_id = 77; CREATE TABLE mine (x)"))
        .unwrap();
    desk.run(["ingest", "good.txt", "--db", "other.db"])
        .says(1, &["other.db is a database of another program"]);
    assert_eq!(sql(&other, "SELECT name FROM sqlite_schema"), ["mine"]);
}

#[test]
fn a_newer_schema_is_refused() {
    let desk = Desk::with_store();
    let db = desk.path("tradestat.db");
    rusqlite::Connection::open(&db)
        .and_then(|db| db.pragma_update(None, "user_version", 9999))
        .unwrap();
    for args in [["ingest", "reports"].as_slice(), &["series"], &["figures"], &["export"]] {
        desk.run(args)
            .says(1, &["tradestat.db has schema 9999, newer than", "use the newer tradestat"]);
    }
}

#[test]
fn a_locked_store_is_waited_for_and_then_named() {
    let desk = Desk::with_store();
    let other = rusqlite::Connection::open(desk.path("tradestat.db")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    desk.file("new.txt", report(2023, "240.1"));
    desk.run(["ingest", "new.txt"]).says(1, &["tradestat.db is locked", "wait for it or close it"]);
    other.execute_batch("ROLLBACK").unwrap();
    desk.run(["ingest", "new.txt"]).says(0, &["1 added"]);
}

/// A disk of 2500 KiB, where the system allows this test to have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_nothing_is_half_there() {
    use std::process::Command;
    let desk = Desk::new();
    fs::create_dir(desk.path("disk")).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=2500k", "tmpfs"])
        .arg(desk.path("disk"))
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        eprintln!("skipped: only root may mount a small disk");
        return;
    }
    desk.many(1500);
    let run = desk.run(["ingest", "many", "--db", "disk/trade.db"]);
    let db = desk.path("disk/trade.db");
    let whole = db.exists().then(|| sql(&db, "PRAGMA integrity_check"));
    let umount = Command::new("umount").arg(desk.path("disk")).status();
    assert!(umount.is_ok_and(|status| status.success()));
    run.says(1, &["disk/trade.db", "full", "make room"]);
    assert_eq!(whole.unwrap_or(vec!["ok".to_owned()]), ["ok"]);
}
