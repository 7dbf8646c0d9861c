//! Where a store lies: names in any script, places that cannot be written, what is no file, files that go away.

use crate::cli_support::{Desk, Run, as_ordinary_user, finish, report, set_mode, sql};
use crate::support::{check_same, dump, is_sound, read_only, reports};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program's answer, or a failure when there is none for a long time.
#[track_caller]
fn in_time(mut command: Command) -> Run {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Run::of(child.wait_with_output().unwrap())
}

#[test]
fn a_path_of_any_letters() {
    let folder = "наши данные/«2025» #1 100% 'q' \"d\" a?b";
    let desk = Desk::new();
    desk.file(&format!("{folder}/отчёт об экспорте.txt"), report(2023, "240.1"));
    let db = format!("{folder}/торговля.db");
    desk.run(["ingest", folder, "--db", &db]).says(0, &["1 added"]);
    desk.run(["series", "--db", &db]).says(0, &[]).prints(&["Russia"]);
    desk.run(["reports", "--db", &db]).says(0, &[]).prints(&["отчёт об экспорте.txt"]);
    desk.run(["check", "--db", &db]).says(0, &["all is well"]);
    desk.run(["backup", &format!("{folder}/копия.db"), "--db", &db]).says(0, &["копия.db"]);
    desk.run(["export", "-o", &format!("{folder}/таблица.csv"), "--db", &db]).says(0, &["1 row"]);
    desk.run(["ingest", folder, "--db", &db]).says(0, &["1 unchanged"]);
    assert_eq!(desk.names(), ["наши данные"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_store() {
    let desk = Desk::with_store();
    std::fs::create_dir(desk.path("folder.db")).unwrap();
    let pipe = Command::new("mkfifo").arg(desk.path("pipe.db")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket.db")).unwrap();
    for (db, what) in [
        ("folder.db", "is a directory"),
        ("pipe.db", "is a pipe, and a store is a file"),
        ("socket.db", "is a socket, and a store is a file"),
        ("/dev/null", "is a device, and a store is a file"),
        ("/dev/zero", "is a device, and a store is a file"),
    ] {
        for arguments in [
            &["ingest", "reports"] as &[&str],
            &["series"],
            &["figures"],
            &["export"],
            &["reports"],
            &["remove", "--source", "*", "--yes"],
            &["check"],
            &["backup", "copy.db"],
            &["chart", "Russia", "China"],
        ] {
            let mut command = desk.command(arguments);
            command.args(["--db", db]);
            in_time(command).says(1, &[db, what]);
        }
    }
    assert!(!desk.path("copy.db").exists());
}

/// A folder that cannot be written, with a store, as an ordinary user sees it: the answer of each command.
#[cfg(unix)]
fn on_a_shelf(desk: &Desk, arguments: &[&str]) -> Option<Run> {
    let command = as_ordinary_user(desk, desk.command(arguments))?;
    set_mode(&desk.path("shelf"), 0o555);
    for entry in std::fs::read_dir(desk.path("shelf")).unwrap() {
        set_mode(&entry.unwrap().path(), 0o444);
    }
    let run = in_time(command);
    set_mode(&desk.path("shelf"), 0o755);
    Some(run)
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_is_read() {
    let desk = Desk::with_store();
    std::fs::create_dir(desk.path("shelf")).unwrap();
    let store = desk.path("shelf/trade.db");
    std::fs::copy(desk.path("tradestat.db"), &store).unwrap();
    let expected = desk.run(["export"]).out;
    let db = ["--db", "shelf/trade.db"];
    // The second time as a program left it that was still reading when the writer ended.
    for journal in ["DELETE", "WAL"] {
        let connection = rusqlite::Connection::open(&store).unwrap();
        connection.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(())).unwrap();
        drop(connection);
        let before = std::fs::read(&store).unwrap();
        let Some(run) = on_a_shelf(&desk, &["export", db[0], db[1]]) else { return };
        assert_eq!(run.says(0, &[]).out, expected);
        on_a_shelf(&desk, &["check", db[0], db[1]]).unwrap().says(0, &["all is well"]);
        on_a_shelf(&desk, &["backup", &format!("{journal}.db"), db[0], db[1]])
            .unwrap()
            .says(0, &["checked"]);
        for arguments in [["ingest", "reports"].as_slice(), &["remove", "--source", "*", "--yes"]] {
            let arguments = [arguments, &db].concat();
            on_a_shelf(&desk, &arguments).unwrap().says(1, &["shelf/trade.db", "read-only"]);
        }
        assert_eq!(std::fs::read(&store).unwrap(), before);
    }
}

/// A store whose writer was killed in the middle: a journal lies beside it.
#[cfg(unix)]
fn killed_in_a_transaction(desk: &Desk, store: &str) {
    let path = desk.path(store);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let source = rusqlite::Connection::open(desk.path("tradestat.db")).unwrap();
    // Pages are written before the end where the cache is small; what a killed program leaves is what is on the disk then.
    source
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; UPDATE sentence SET quote = quote || ' spoilt';
             CREATE TABLE filler (x); INSERT INTO filler SELECT zeroblob(900) FROM area; INSERT INTO filler SELECT * FROM filler",
        )
        .unwrap();
    for ending in ["", "-journal"] {
        let from = desk.path(&format!("tradestat.db{ending}"));
        std::fs::copy(from, desk.path(&format!("{store}{ending}"))).unwrap();
    }
    source.execute_batch("ROLLBACK").unwrap();
    assert!(std::fs::metadata(desk.path(&format!("{store}-journal"))).unwrap().len() > 512);
}

#[cfg(unix)]
#[test]
fn whoever_reads_first_mends_what_a_killed_program_left() {
    let desk = Desk::with_store();
    let expected = dump(&desk.path("tradestat.db"));
    for arguments in [["series"].as_slice(), &["check"], &["backup", "copy.db"], &["reports"]] {
        killed_in_a_transaction(&desk, "left/trade.db");
        let mut command = desk.command(arguments);
        command.args(["--db", "left/trade.db"]);
        finish(command).says(0, &[]);
        check_same(&dump(&desk.path("left/trade.db")), &expected);
    }
    killed_in_a_transaction(&desk, "shelf/trade.db");
    let Some(run) = on_a_shelf(&desk, &["series", "--db", "shelf/trade.db"]) else { return };
    run.says(
        1,
        &[
            "shelf/trade.db was being written when its program was killed",
            "to a place that can be written",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_store_that_is_taken_away_while_it_is_written_is_missed() {
    let desk = Desk::new();
    reports(&desk, 900);
    let db = desk.path("tradestat.db");
    let mut command = desk.command(["ingest", "many"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let made = || read_only(&db)?.query_row("SELECT count(*) FROM report", [], |_| Ok(()));
    while made().is_err() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::fs::remove_file(&db).unwrap();
    Run::of(child.wait_with_output().unwrap())
        .says(1, &["tradestat.db was removed or replaced while it was being written"]);
    desk.run(["ingest", "many"]).says(0, &["900 added"]);
    assert_eq!(is_sound(&db), Ok(true));
    assert_eq!(sql(&db, "SELECT count(*) FROM report"), ["900"]);
}
