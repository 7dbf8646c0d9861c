//! Reports set right, taken out, and copied.

use crate::support::{VERSION, extraction, put, report, rows, sample_store, samples, sql, store};
use std::path::Path;
use tradestat::model::{PublishedBasis, Report};
use tradestat::store::{Given, Outcome, Removal, Store};

const FACT: &[&str] = &["$3 billion | 3000000000 USD | turnover level RU-TA CN | 2023"];
const EDITED: &[&str] = &["$4 billion | 4000000000 USD | turnover level RU-TA CN | 2023"];

fn first() -> Report {
    report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $3 billion in 2023.",
    )
}

fn edited() -> Report {
    report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $4 billion in 2023.",
    )
}

/// Nothing in the store is at fault.
#[track_caller]
fn check_sound(path: &Path) {
    Store::open(path)
        .unwrap()
        .check(|checked| assert_eq!(checked.faults, [""; 0], "{checked:#?}"))
        .unwrap();
}

fn id_of(store: &Store, source: &str) -> i64 {
    store
        .reports()
        .unwrap()
        .iter()
        .find(|row| row.source == source && !row.is_superseded)
        .unwrap()
        .id
}

fn remove(store: &mut Store, ids: &[i64]) -> Removal {
    let removal = store.removal(ids).unwrap();
    let rows = store.reports().unwrap();
    let hashes: Vec<_> =
        rows.iter().filter(|row| ids.contains(&row.id)).map(|row| row.sha256.as_str()).collect();
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.remove(hashes).unwrap();
    ingest.finish().unwrap();
    check_sound(store.path());
    removal
}

/// Everything that reports fill, without row ids.
fn content(path: &Path) -> Vec<String> {
    let connection = sql(path);
    [
        "SELECT sha256, source, title, published, superseded_by IS NULL FROM report ORDER BY 1",
        "SELECT name FROM series ORDER BY 1",
        "SELECT series, period, value, chosen_because, n_figures, quote FROM observation ORDER BY 1, 2",
        "SELECT at, value, quote, source FROM figure_detail ORDER BY figure_key",
        "SELECT source, sha256 FROM report_source JOIN report USING (report_id, source) ORDER BY 1",
        "SELECT name, n_observations, n_figures, last_period FROM series_extent JOIN series USING (series_id) ORDER BY 1",
    ]
    .iter()
    .flat_map(|query| rows(&connection, query))
    .collect()
}

#[test]
fn a_removed_report_leaves_nothing_and_comes_back_whole() {
    for (gone, facts) in samples() {
        let (_directory, mut store) = sample_store();
        let before = content(store.path());
        let id = id_of(&store, &gone.source);
        let removal = remove(&mut store, &[id]);
        assert_eq!(
            removal,
            Removal { reports: 1, figures: facts.len() as u64, ..Removal::default() }
        );
        // As if it had never been there.
        let (_other, mut never) = crate::support::store();
        for (report, facts) in
            samples().into_iter().filter(|(report, _)| report.source != gone.source)
        {
            put(&mut never, &report, &facts);
        }
        assert_eq!(content(store.path()), content(never.path()), "{}", gone.source);
        assert_eq!(put(&mut store, &gone, &facts), Outcome::Added);
        assert_eq!(content(store.path()), before);
        check_sound(store.path());
    }
}

#[test]
fn an_older_edition_counts_again_when_the_newer_is_removed() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    put(&mut store, &edited(), EDITED);
    let third = report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $5 billion in 2023.",
    );
    put(&mut store, &third, &["$5 billion | 5000000000 USD | turnover level RU-TA CN | 2023"]);
    let path = store.path().to_owned();
    let now = || rows(&sql(&path), "SELECT value, n_figures FROM observation");
    // The one in the middle: the first is superseded by the last now.
    let middle: i64 =
        rows(&sql(&path), "SELECT report_id FROM figure WHERE value = 4e9")[0].parse().unwrap();
    assert_eq!(remove(&mut store, &[middle]).restored.len(), 0);
    assert_eq!(now(), ["5000000000|1"]);
    let last = id_of(&store, "a.txt");
    assert_eq!(remove(&mut store, &[last]).restored.into_iter().collect::<Vec<_>>(), ["a.txt"]);
    assert_eq!(now(), ["3000000000|1"]);
    // Its file is known to hold it, so that the next edition supersedes it.
    assert!(matches!(put(&mut store, &edited(), EDITED), Outcome::Superseded { .. }));
    assert_eq!(now(), ["4000000000|1"]);
    let both: Vec<i64> = store.reports().unwrap().iter().map(|row| row.id).collect();
    assert_eq!(remove(&mut store, &both).restored.len(), 0);
    assert_eq!(now(), Vec::<String>::new());
}

#[test]
fn decisions_outlive_a_removal() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let path = store.path().to_owned();
    sql(&path)
        .execute_batch(
            "INSERT INTO decision (figure_key, verdict, expect_value, anchor_quote, decided_on)
             SELECT figure_key, 'rejected', value, '', '2024-01-01' FROM figure",
        )
        .unwrap();
    let id = id_of(&store, "a.txt");
    assert_eq!(remove(&mut store, &[id]).decided, 1);
    assert_eq!(rows(&sql(&path), "SELECT count(*) FROM decision"), ["1"]);
    put(&mut store, &first(), FACT);
    assert_eq!(
        rows(&sql(&path), "SELECT count(*) FROM observation"),
        ["0"],
        "it is rejected again"
    );
    check_sound(&path);
}

#[test]
fn a_removal_that_is_not_finished_is_none() {
    let (_directory, mut store) = sample_store();
    let before = content(store.path());
    let all: Vec<_> = store.reports().unwrap().into_iter().map(|row| row.sha256).collect();
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.remove(all.iter().map(String::as_str)).unwrap();
    drop(ingest);
    assert_eq!(content(store.path()), before);
    check_sound(store.path());
}

/// Says a day of a report, and stores it as it is read then.
fn set(store: &mut Store, source: &str, said: &Given, facts: &[&str]) {
    let mut report = store.report(id_of(store, source)).unwrap();
    said.apply(&mut report);
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.set(said, &report, &extraction(&report, facts)).unwrap();
    ingest.finish().unwrap();
}

fn day(day: &str) -> Given {
    Given { published: day.parse().ok(), ..Given::default() }
}

#[test]
fn what_a_person_said_of_a_report_stands_when_its_file_is_read_again() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    set(&mut store, "a.txt", &day("2024-05-06"), FACT);
    let path = store.path().to_owned();
    let shown = || rows(&sql(&path), "SELECT published, published_basis, title FROM report");
    let expected = ["2024-05-06|given|Trade of Tatarstan with China was $3 billion in 2023"];
    assert_eq!(shown(), expected);
    assert_eq!(rows(&sql(&path), "SELECT published FROM observation"), ["2024-05-06"]);
    // As `ingest` does it: the file says another day.
    let mut again = first();
    store.givens().unwrap().apply(&mut again, &Given::default());
    assert_eq!(put(&mut store, &again, FACT), Outcome::Unchanged);
    assert_eq!(shown(), expected);
    // What is said with the file is newer, but said of this time only.
    let mut said_now = first();
    store.givens().unwrap().apply(&mut said_now, &day("2024-07-08"));
    assert_eq!(said_now.published.map(|p| p.day.to_string()).as_deref(), Some("2024-07-08"));
    // It survives the report.
    let id = id_of(&store, "a.txt");
    remove(&mut store, &[id]);
    let mut back = first();
    store.givens().unwrap().apply(&mut back, &Given::default());
    put(&mut store, &back, FACT);
    assert_eq!(shown(), expected);
    check_sound(&path);
}

#[test]
fn an_edition_that_was_superseded_stays_so_when_it_is_set_right() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    put(&mut store, &edited(), EDITED);
    let mut old = store.report(1).unwrap();
    assert_eq!(old, first());
    day("2024-05-06").apply(&mut old);
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.set(&day("2024-05-06"), &old, &extraction(&old, FACT)).unwrap();
    ingest.finish().unwrap();
    assert_eq!(
        rows(&sql(store.path()), "SELECT value, n_figures FROM observation"),
        ["4000000000|1"]
    );
    check_sound(store.path());
}

#[test]
fn a_report_comes_back_as_it_was_read() {
    let (_directory, mut store) = store();
    let found =
        |basis| Some(tradestat::model::Published { day: "2024-02-03".parse().unwrap(), basis });
    let variants = [
        first(),
        Report { language: None, ..first() },
        Report { title: None, publisher: None, url: None, published: None, ..first() },
    ];
    for (i, variant) in variants.into_iter().enumerate() {
        let read = Report {
            text: format!("{} Variant {i}.", variant.text),
            source: format!("{i}.txt"),
            ..variant
        };
        put(&mut store, &read, FACT);
        assert_eq!(store.report(id_of(&store, &read.source)).unwrap(), read);
    }
    // A day that the text gave is found in it again.
    let undated = Report {
        published: None,
        source: "d.txt".into(),
        text: "Trade of Tatarstan with China was $3 billion in 2023. D.".into(),
        ..first()
    };
    let mut found_in_text = extraction(&undated, FACT);
    found_in_text.published = found(PublishedBasis::Content);
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&undated, &found_in_text).unwrap();
    ingest.finish().unwrap();
    assert_eq!(
        rows(&sql(store.path()), "SELECT published FROM report WHERE source = 'd.txt'"),
        ["2024-02-03"]
    );
    assert_eq!(store.report(id_of(&store, "d.txt")).unwrap(), undated);
}

#[test]
fn what_was_said_of_a_removed_report_cannot_be_changed() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let other = edited();
    let mut ingest = store.ingest(VERSION).unwrap();
    let refused = ingest.set(&day("2024-05-06"), &other, &extraction(&other, EDITED)).unwrap_err();
    assert!(refused.to_string().contains("a.txt is in the store no more"), "{refused}");
    drop(ingest);
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM report_given"), ["0"]);
}

#[test]
fn a_copy_is_one_plain_file_also_while_another_writes() {
    let (directory, mut store) = sample_store();
    let path = store.path().to_owned();
    let before = content(&path);
    let copy = directory.path().join("copy.db");
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&first(), &extraction(&first(), FACT)).unwrap();
    Store::open(&path).unwrap().copy_to(&copy).unwrap();
    drop(ingest);
    let mut names: Vec<_> =
        std::fs::read_dir(directory.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["copy.db", "trade.db"]);
    assert_eq!(rows(&sql(&copy), "PRAGMA journal_mode"), ["delete"]);
    // What was not committed is not in it.
    assert_eq!(content(&copy), before);
    check_sound(&copy);
}

#[test]
fn a_copy_has_what_an_ingestion_put_off() {
    let (directory, store) = sample_store();
    let harm = "DELETE FROM series_extent; INSERT INTO meta VALUES ('unsettled', 'observations')";
    sql(store.path()).execute_batch(harm).unwrap();
    let copy = directory.path().join("copy.db");
    store.copy_to(&copy).unwrap();
    let lacking =
        "SELECT count(*) FROM series WHERE series_id NOT IN (SELECT series_id FROM series_extent)";
    assert_eq!(rows(&sql(&copy), lacking), ["0"]);
    check_sound(&copy);
}

#[test]
fn a_damaged_store_is_not_copied_as_if_it_were_sound() {
    let (directory, store) = sample_store();
    let path = store.path().to_owned();
    drop(store);
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'sentence'";
    let page: usize = rows(&sql(&path), root)[0].parse().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    let copy = directory.path().join("copy.db");
    let refused = Store::open(&path).unwrap().copy_to(&copy).unwrap_err().to_string();
    assert!(
        refused.contains("was not copied to") && refused.contains("it is damaged"),
        "{refused}"
    );
}
