//! Several programs at one store: they wait, or say who holds it, and nobody sees a half.

use crate::cli_support::{Desk, finish, report, sql};
use crate::support::{is_sound, read_only, reports, short_or_long};
use std::process::Stdio;

fn desk_with_reports() -> Desk {
    let desk = Desk::new();
    reports(&desk, short_or_long(600, 4000));
    desk
}

#[test]
fn two_ingestions_at_once_wait_or_say_who_holds_the_store() {
    for round in 0..short_or_long(2, 20) {
        let desk = desk_with_reports();
        // The same reports, or each of them others.
        let whose = if round % 2 == 0 { ["*", "*"] } else { ["0*/**", "1*/**"] };
        let begin = |which| {
            let mut command = desk.command(["ingest", "many", "--quiet", "--include", which]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        };
        // Both find no store, and both want to make it.
        let both = whose.map(begin).map(|child| child.wait_with_output().unwrap());
        let mut done = 0;
        for one in &both {
            let said = String::from_utf8_lossy(&one.stderr);
            let waited = said.contains("tradestat.db is locked: ") && said.contains(" (process ");
            assert!(one.status.success() || waited, "{said}");
            done += usize::from(one.status.success());
        }
        assert!(done > 0, "one of them has it");
        assert_eq!(is_sound(&desk.path("tradestat.db")), Ok(true));
        desk.run(["ingest", "many"]).says(0, &["unchanged"]);
        let count = sql(&desk.path("tradestat.db"), "SELECT count(*) FROM report");
        assert_eq!(count, [short_or_long("600", "4000")]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_holds_the_store_is_named() {
    let desk = Desk::with_store();
    desk.file("new.txt", report(2023, "240.1"));
    let other = rusqlite::Connection::open(desk.path("tradestat.db")).unwrap();
    let here = std::process::id();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.run(["ingest", "new.txt"])
        .says(1, &[&format!("(process {here}) has been writing to it for more than 5 seconds")]);
    other.execute_batch("ROLLBACK; BEGIN").unwrap();
    other.query_row("SELECT count(*) FROM figure", [], |_| Ok(())).unwrap();
    desk.run(["ingest", "new.txt"]).says(1, &[&format!("(process {here}) has been reading it")]);
    // Reading goes on meanwhile, and a copy is made.
    desk.run(["series"]).says(0, &[]);
    desk.run(["backup", "copy.db"]).says(0, &["checked"]);
    other.execute_batch("ROLLBACK").unwrap();
    desk.run(["ingest", "new.txt"]).says(0, &["1 added"]);
}

#[test]
fn a_reader_that_stays_keeps_nobody_from_writing() {
    let desk = Desk::with_store();
    let reader = read_only(&desk.path("tradestat.db")).unwrap();
    let count =
        || reader.query_row("SELECT count(*) FROM report", [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count(), 4);
    for year in 2000..2010 {
        desk.file("new.txt", report(year, "240.1"));
        desk.run(["ingest", "new.txt", "--quiet"]).says(0, &[]);
        assert_eq!(count(), year.cast_unsigned() - 1995);
    }
    drop(reader);
    desk.file("last.txt", report(2011, "240.1"));
    desk.run(["ingest", "last.txt"]).says(0, &["1 added"]);
    assert_eq!(desk.names(), ["last.txt", "new.txt", "reports", "tradestat.db"]);
}

#[test]
fn copies_and_checks_made_during_an_ingestion_are_sound() {
    let desk = desk_with_reports();
    desk.file("first.txt", report(2023, "240.1"));
    desk.run(["ingest", "first.txt"]).says(0, &[]);
    let mut child = desk
        .command(["ingest", "many", "--quiet"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut copies = 0;
    while child.try_wait().unwrap().is_none() {
        desk.run(["backup", "copy.db", "--force", "--quiet"]).says(0, &[]);
        assert_eq!(is_sound(&desk.path("copy.db")), Ok(true));
        desk.run(["check"]).says(0, &["all is well"]);
        copies += 1;
    }
    assert!(child.wait().unwrap().success());
    assert!(copies > 0);
    finish(desk.command(["check"])).says(0, &["all is well"]);
    let count = sql(&desk.path("tradestat.db"), "SELECT count(*) FROM report");
    assert_eq!(count, [short_or_long("601", "4001")]);
}
