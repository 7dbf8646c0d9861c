//! A store is checked in every way in which it can go wrong, and each is found, placed, and can be mended as the fault says.

use crate::support::{rows, sample_store, sql};
use std::path::Path;
use tradestat::store::{Checked, Store};

/// What is at fault, by the names of the looks.
fn faults(path: &Path) -> Vec<Checked> {
    let mut faults = Vec::new();
    let store = Store::open(path).unwrap();
    store.check(|checked| faults.extend((!checked.faults.is_empty()).then_some(checked))).unwrap();
    faults
}

/// Does harm to a store of samples, in SQL and without the rules that would refuse it; these looks find it, the first with
/// these words. Where SQL mends it, it does.
#[track_caller]
fn check(harm: &str, looks: &[&str], words: &[&str]) {
    let (_directory, store) = sample_store();
    let path = store.path().to_owned();
    drop(store);
    assert_eq!(faults(&path), []);
    let connection = sql(&path);
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
    connection.execute_batch(harm).unwrap();
    drop(connection);
    let before = std::fs::read(&path).unwrap();
    let found = faults(&path);
    assert_eq!(std::fs::read(&path).unwrap(), before, "a check writes nothing");
    assert_eq!(found.iter().map(|checked| checked.name).collect::<Vec<_>>(), looks, "{found:#?}");
    let told = format!("{}\n{}", found[0].faults.join("\n"), found[0].remedy);
    for word in words {
        assert!(told.contains(word), "‘{word}’ is not said: {told}");
    }
    if let Some((_, remedy)) = found[0].remedy.split_once("shell: ") {
        sql(&path).execute_batch(remedy).unwrap();
        assert_eq!(faults(&path), [], "after {remedy}");
    }
}

/// The same harm, while the triggers that would mend it are not there.
fn unnoticed(harm: &str) -> String {
    let (_directory, store) = sample_store();
    let triggers = |what: &str| {
        let kept = "type = 'trigger' AND tbl_name IN ('effective', 'chosen')";
        rows(&sql(store.path()), &format!("SELECT {what} FROM sqlite_schema WHERE {kept}"))
            .join("; ")
    };
    format!("{}; {harm}; {}", triggers("'DROP TRIGGER ' || name"), triggers("sql"))
}

#[test]
fn a_row_without_the_row_it_refers_to() {
    // What hangs on the report is found by several looks.
    check(
        "DELETE FROM area WHERE code = 'TR'",
        &["references"],
        &["figure, row", "its row of area is missing", "put a backup in its place"],
    );
}

#[test]
fn a_code_that_the_schema_forbids() {
    check(
        "UPDATE mention SET kind = 'guess' WHERE mention_id = 1",
        &["rules"],
        &[
            "mention: 1 rows for which this does not hold: kind IN ('money', 'percent', 'quantity', 'period', 'area')",
        ],
    );
}

#[test]
fn an_index_that_does_not_fit_its_table() {
    let (_directory, store) = sample_store();
    let path = store.path().to_owned();
    drop(store);
    let page: usize =
        rows(&sql(&path), "SELECT rootpage FROM sqlite_schema WHERE name = 'figure_series'")[0]
            .parse()
            .unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let index = &mut bytes[(page - 1) * 4096..page * 4096];
    let at = index.windows(10).position(|letters| letters == b"2023-01-01").unwrap();
    index[at + 9] = b'2';
    std::fs::write(&path, bytes).unwrap();
    let found = faults(&path);
    assert_eq!(found[0].name, "file");
    assert!(found[0].faults[0].contains("index figure_series"), "{found:#?}");
}

#[test]
fn a_page_of_rubbish() {
    let (_directory, store) = sample_store();
    let path = store.path().to_owned();
    drop(store);
    let page: usize =
        rows(&sql(&path), "SELECT rootpage FROM sqlite_schema WHERE name = 'sentence'")[0]
            .parse()
            .unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    let found = faults(&path);
    let names: Vec<_> = found.iter().map(|checked| checked.name).collect();
    for look in ["file", "quotes", "search in sentences", "views"] {
        assert!(names.contains(&look), "{look}: {found:#?}");
    }
    let quotes = found.iter().find(|checked| checked.name == "quotes").unwrap();
    assert!(quotes.faults[0].contains("is damaged"), "{quotes:#?}");
}

#[test]
fn a_text_that_was_changed() {
    check(
        "UPDATE report_text SET text = replace(text, '$3 billion', '$4 billion')",
        &["reports", "quotes"],
        &["(volga.txt): its text was changed after it was read", "tradestat remove ID"],
    );
}

#[test]
fn a_report_without_its_text() {
    check(
        "DELETE FROM report_text WHERE report_id = 1",
        &["reports"],
        &["(kazan.txt): its text is missing"],
    );
}

#[test]
fn reports_that_supersede_each_other() {
    check(
        "UPDATE report SET superseded_by = 3 - report_id WHERE report_id < 3",
        &["reports"],
        &["(kazan.txt): is superseded by itself", "(volga.txt)"],
    );
}

#[test]
fn a_quote_that_is_not_in_the_text() {
    check(
        "UPDATE sentence SET quote = replace(quote, 'exceeded', 'missed')",
        &["quotes"],
        &["(volga.txt): a quote does not stand in the text at"],
    );
}

#[test]
fn who_counts_is_not_where_it_is_said_to_be() {
    check(
        "UPDATE figure SET source_at = 'Eurostat' WHERE source_at IS NOT NULL",
        &["quotes"],
        &["(customs.txt): who counts, ‘Eurostat’, does not stand in the text at"],
    );
}

#[test]
fn a_number_that_is_not_where_it_is_said_to_be() {
    check(
        "UPDATE figure SET char_start = char_start + 1 WHERE figure_id = 5",
        &["quotes"],
        &["(volga.txt): the number ‘3 billion’ does not stand in the text at"],
    );
}

#[test]
fn a_figure_under_a_wrong_key() {
    // The key is kept in two places, and is wrong in both.
    check(
        &unnoticed(
            "UPDATE figure SET figure_key = 'x' || figure_key WHERE figure_id = 5;
             UPDATE effective SET figure_key = 'x' || figure_key WHERE figure_id = 5",
        ),
        &["quotes"],
        &["(volga.txt): the key of ‘3 billion’ is not its own"],
    );
}

#[test]
fn a_figure_tied_to_another_sentence() {
    check(
        &unnoticed(
            "UPDATE figure SET sentence_id = 1 WHERE figure_id = 5; UPDATE effective SET sentence_id = 1 WHERE figure_id = 5",
        ),
        &["quotes"],
        &["‘3 billion’ is tied to another place of the text"],
    );
}

#[test]
fn a_mention_outside_its_sentence() {
    check(
        "UPDATE mention SET char_start = 0, char_end = 4 WHERE mention_id = (SELECT max(mention_id) FROM mention)",
        &["quotes"],
        &[
            "(half.txt): a mention stands outside its quote at 0–4",
            "‘9.4%’ is tied to another place",
        ],
    );
}

#[test]
fn figures_in_force_that_are_not() {
    check(
        &unnoticed("UPDATE effective SET value = value * 10 WHERE figure_id = 10"),
        &["figures in force", "observations", "extents"],
        &[
            "Uzbekistan imports from Russia: wheat, 2023: not what its figures give",
            "missing, or not what",
        ],
    );
}

#[test]
fn an_observation_that_is_missing() {
    check(
        &unnoticed("DELETE FROM chosen WHERE figure_id = 10"),
        &["observations", "extents"],
        &["Uzbekistan imports from Russia: wheat, 2023-01-01 to 2023-12-31: missing"],
    );
}

#[test]
fn an_extent_that_is_wrong() {
    check(
        "UPDATE series_extent SET n_figures = 99 WHERE series_id = 1",
        &["extents"],
        &["Tatarstan–China turnover: not what its figures give"],
    );
}

#[test]
fn observations_may_be_behind_while_the_file_says_so() {
    let harm = "DELETE FROM series_extent WHERE series_id = 1";
    check(harm, &["extents"], &["Tatarstan–China turnover: missing"]);
    let (_directory, store) = sample_store();
    sql(store.path())
        .execute_batch(&format!("{harm}; INSERT INTO meta VALUES ('unsettled', 'observations')"))
        .unwrap();
    let mut notes = Vec::new();
    store.check(|checked| notes.extend(checked.note)).unwrap();
    assert!(notes[0].contains("an ingestion goes on, or was interrupted"), "{notes:?}");
    // Whoever opens the file while nobody writes to it catches up.
    let again = Store::open(store.path()).unwrap();
    again.check(|checked| assert_eq!((checked.faults, checked.note), (vec![], None))).unwrap();
    assert_eq!(
        rows(&sql(store.path()), "SELECT key FROM meta WHERE key <> 'unaudited'"),
        ["seeds"]
    );
}

#[test]
fn a_word_that_is_not_found() {
    check(
        "INSERT INTO sentence_fts (sentence_fts, rowid, quote) SELECT 'delete', sentence_id, quote FROM sentence WHERE sentence_id = 1",
        &["search in sentences"],
        &["is not found in row 1, which says it", "VALUES ('rebuild')"],
    );
}

#[test]
fn a_word_that_nobody_said() {
    check(
        "INSERT INTO report_fts (rowid, title, publisher) VALUES (3, 'cheese', NULL)",
        &["search in titles"],
        &["‘cheese’ is found in row 3, which does not say it"],
    );
}

#[test]
fn a_view_that_does_not_run() {
    check(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'q.quote,', 'q.quota,') WHERE name = 'observation'",
        &["views"],
        &["observation: no such column: q.quota"],
    );
}

#[test]
fn reference_data_of_unknown_origin() {
    check(
        "DELETE FROM meta WHERE key = 'seeds'",
        &["reference data"],
        &["not said whose they are", "any ‘tradestat ingest’"],
    );
}

#[test]
fn reference_data_of_another_version_are_no_fault() {
    let (_directory, store) = sample_store();
    sql(store.path()).execute_batch("UPDATE meta SET value = 'older' WHERE key = 'seeds'").unwrap();
    let mut notes = Vec::new();
    store.check(|checked| notes.extend(checked.note)).unwrap();
    assert_eq!(faults(store.path()), []);
    assert_eq!(notes.len(), 1, "{notes:?}");
}

#[test]
fn a_store_is_checked_while_another_process_writes_to_it() {
    let (_directory, mut store) = sample_store();
    let path = store.path().to_owned();
    let ingest = store.ingest(crate::support::VERSION).unwrap();
    assert_eq!(faults(&path), []);
    drop(ingest);
}
