//! What is not a store, or cannot be written, is refused by name and left as it was.

use crate::support::{VERSION, extraction, put, report, samples, sql, store};
use std::path::Path;
use tradestat::model::{Query, Report};
use tradestat::store::{APPLICATION_ID, SCHEMA_VERSION, Store, StoreError};

/// Opens a file in both ways; both must refuse it with these words (after its path), and leave its bytes alone.
fn check_refused(path: &Path, expected: &str) {
    let before = std::fs::read(path).ok();
    for refused in [Store::open(path), Store::open_or_create(path)] {
        let message =
            refused.err().unwrap_or_else(|| panic!("{} is refused", path.display())).to_string();
        assert!(message.contains(&path.display().to_string()), "{message}");
        assert!(message.contains(expected), "{message}");
    }
    assert_eq!(std::fs::read(path).ok(), before);
}

#[test]
fn nothing_to_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("none.db");
    let message = Store::open(&path).unwrap_err().to_string();
    assert!(
        message.starts_with("there is no store at") && message.contains("tradestat ingest"),
        "{message}"
    );
    assert!(!path.exists(), "reading makes nothing");
}

#[test]
fn no_directory_to_write_to() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("no/where/trade.db");
    let message = Store::open_or_create(&path).unwrap_err().to_string();
    assert!(message.contains("there is no directory") && message.contains("no/where"), "{message}");
}

#[test]
fn a_directory() {
    let directory = tempfile::tempdir().unwrap();
    check_refused(directory.path(), "is a directory");
}

#[test]
fn a_text_named_db() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("notes.db");
    std::fs::write(&path, "Trade of Tatarstan with China was $3 billion in 2023.\n".repeat(99))
        .unwrap();
    check_refused(&path, "is not a SQLite file; it was left as it is");
}

#[test]
fn the_database_of_another_program() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cookies.db");
    sql(&path).execute_batch("PRAGMA application_id = 77; CREATE TABLE a (x)").unwrap();
    check_refused(&path, "is a database of another program (application id 77)");
    let path = directory.path().join("nameless.db");
    sql(&path).execute_batch("CREATE TABLE a (x)").unwrap();
    check_refused(&path, "is a database of another program (application id 0)");
}

#[test]
fn a_newer_schema() {
    let (_directory, store) = store();
    let path = store.path().to_owned();
    drop(store);
    sql(&path).pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    let newer = format!("has schema {}, newer than {SCHEMA_VERSION}", SCHEMA_VERSION + 1);
    check_refused(&path, &newer);
}

#[test]
fn an_older_schema_opened_for_reading() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("old.db");
    sql(&path).pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    let refused = Store::open(&path).unwrap_err();
    assert!(matches!(refused, StoreError::SchemaTooOld { found: 0, .. }), "{refused}");
}

#[test]
fn an_empty_file_becomes_a_store() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Store::open(&path).unwrap_err(), StoreError::Missing { .. }));
    let store = Store::open_or_create(&path).unwrap();
    assert_eq!(store.counts().unwrap().reports, 0);
}

#[test]
fn a_store_that_another_writes_to() {
    let (_directory, mut store) = store();
    put(&mut store, &samples()[0].0, &samples()[0].1);
    let other = sql(store.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let message = store.ingest(VERSION).map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("is locked: another program"), "{message}");
    assert_eq!(store.series(&Query::default()).unwrap().len(), 4, "it can be read meanwhile");
    other.execute_batch("ROLLBACK").unwrap();
    put(&mut store, &samples()[1].0, &samples()[1].1);
    assert_eq!(store.counts().unwrap().reports, 2);
}

#[test]
fn a_store_opened_for_reading_is_not_written() {
    let (_directory, store) = store();
    let path = store.path().to_owned();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    let refused = store.ingest(VERSION).map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
}

/// Permissions do not hold root back; where the test runs as root, `/proc` stands in for a place that cannot be written.
#[cfg(target_os = "linux")]
#[test]
fn a_directory_that_cannot_be_written() {
    let refused = Store::open_or_create(Path::new("/proc/trade.db")).unwrap_err();
    assert!(refused.to_string().contains("/proc/trade.db cannot be written"), "{refused}");
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let (_directory, mut store) = store();
    put(&mut store, &samples()[0].0, &samples()[0].1);
    let path = store.path().to_owned();
    // The same error that a full disk gives, at a size of our choosing.
    store.limit_pages(20).unwrap();
    let text = format!(
        "Trade of Tatarstan with China was $3 billion in 2023. {}",
        "Nothing else. ".repeat(200_000)
    );
    let long = Report { text, ..report("long.txt", "Volga News", "2024-02-03", "") };
    let mut ingest = store.ingest(VERSION).unwrap();
    let fact = &["$3 billion | 3000000000 USD | turnover level RU-TA CN | 2023"];
    let refused = ingest.put(&long, &extraction(&long, fact)).unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull { .. }), "{refused}");
    assert!(refused.to_string().contains("make room and run this again"), "{refused}");
    drop(ingest);
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.counts().unwrap().reports, 1);
    assert_eq!(crate::support::rows(&sql(&path), "PRAGMA integrity_check"), ["ok"]);
}

#[test]
fn a_damaged_file() {
    let (_directory, mut store) = store();
    for (report, facts) in samples() {
        put(&mut store, &report, &facts);
    }
    let path = store.path().to_owned();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    // Everything after the first page, which holds the header and the schema's root, is overwritten.
    bytes[4096..].fill(0xa5);
    std::fs::write(&path, &bytes).unwrap();
    let message = match Store::open(&path) {
        Err(refused) => refused.to_string(),
        Ok(store) => store.series(&Query::default()).unwrap_err().to_string(),
    };
    assert!(message.contains("is damaged") && message.contains("restore a copy"), "{message}");
}
