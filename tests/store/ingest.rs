//! Reports come in whole, once, and in the right place of others.

use crate::support::{
    VERSION, check_kept, extraction, put, report, rows, sample_store, samples, sql, store,
};
use std::path::Path;
use tradestat::model::{Report, Span};
use tradestat::store::{Outcome, Store};

const FACT: &[&str] = &["$3 billion | 3000000000 USD | turnover level RU-TA CN | 2023"];

fn first() -> Report {
    report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $3 billion in 2023.",
    )
}

/// Every row of every table that a report fills, as text.
fn dump(path: &Path) -> Vec<String> {
    let connection = sql(path);
    let tables = [
        "report",
        "report_source",
        "report_text",
        "sentence",
        "mention",
        "series",
        "figure",
        "effective",
        "chosen",
        "series_extent",
    ];
    tables
        .iter()
        .flat_map(|table| rows(&connection, &format!("SELECT '{table}', * FROM {table}")))
        .collect()
}

#[test]
fn the_same_again_changes_nothing() {
    let (_directory, mut store) = sample_store();
    let before = dump(store.path());
    let bytes = std::fs::read(store.path()).unwrap();
    for (report, facts) in samples() {
        assert_eq!(put(&mut store, &report, &facts), Outcome::Unchanged);
    }
    assert_eq!(dump(store.path()), before);
    check_kept(store.path());
    assert_eq!(std::fs::read(store.path()).unwrap().len(), bytes.len());
}

#[test]
fn the_same_reports_make_the_same_bytes() {
    let (_one, a) = sample_store();
    let (_two, b) = sample_store();
    assert_eq!(dump(a.path()), dump(b.path()));
}

#[test]
fn a_newer_extractor_replaces_figures_and_keeps_keys() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let key = rows(&sql(store.path()), "SELECT figure_key FROM figure");
    let better = &["$3 billion | 3000000000 USD over | turnover level RU CN | 2023"];
    let mut ingest = store.ingest(VERSION + 1).unwrap();
    assert!(!ingest.is_known(&first()).unwrap());
    assert_eq!(ingest.put(&first(), &extraction(&first(), better)).unwrap(), Outcome::Replaced);
    assert!(ingest.is_known(&first()).unwrap());
    ingest.finish().unwrap();
    let connection = sql(store.path());
    assert_eq!(rows(&connection, "SELECT figure_key FROM figure"), key);
    assert_eq!(
        rows(
            &connection,
            "SELECT qualifier, extractor_version FROM figure JOIN report USING (report_id)"
        ),
        ["over|2"]
    );
    assert_eq!(
        rows(&connection, "SELECT slug FROM series"),
        ["cn-ru-turnover"],
        "the empty series is gone"
    );
    check_kept(store.path());
}

#[test]
fn new_metadata_is_taken_over_in_place() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let renamed = Report { title: Some("A record year".into()), ..first() };
    assert_eq!(put(&mut store, &renamed, FACT), Outcome::Replaced);
    assert_eq!(put(&mut store, &renamed, FACT), Outcome::Unchanged);
    let connection = sql(store.path());
    assert_eq!(rows(&connection, "SELECT report_id, title FROM report"), ["1|A record year"]);
    let found = "SELECT rowid FROM report_fts WHERE report_fts MATCH 'record'";
    assert_eq!(rows(&connection, found), ["1"]);
    check_kept(store.path());
}

#[test]
fn a_changed_file_supersedes_and_changing_it_back_restores() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let edited = report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $4 billion in 2023.",
    );
    let fact = &["$4 billion | 4000000000 USD | turnover level RU-TA CN | 2023"];
    assert_eq!(put(&mut store, &edited, fact), Outcome::Superseded { old: 1 });
    let now = "SELECT value, n_figures FROM observation";
    let path = store.path().to_owned();
    assert_eq!(rows(&sql(&path), now), ["4000000000|1"]);
    assert_eq!(rows(&sql(&path), "SELECT count(*) FROM figure"), ["2"], "the old one stays");
    check_kept(&path);
    assert_eq!(put(&mut store, &first(), FACT), Outcome::Superseded { old: 2 });
    assert_eq!(rows(&sql(&path), now), ["3000000000|1"]);
    check_kept(&path);
}

#[test]
fn the_same_text_from_another_file_is_one_report() {
    let (_directory, mut store) = store();
    put(&mut store, &first(), FACT);
    let copy = Report { source: "b.txt".into(), publisher: Some("Another".into()), ..first() };
    for _ in 0..2 {
        assert_eq!(put(&mut store, &copy, FACT), Outcome::Duplicate { of: "a.txt".into() });
        assert_eq!(put(&mut store, &first(), FACT), Outcome::Unchanged);
    }
    assert_eq!(rows(&sql(store.path()), "SELECT publisher FROM report"), ["Volga News"]);
    // One of the two files changes: the other still holds the text, so its figures go on counting.
    let edited = report(
        "a.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Tatarstan with China was $4.2 billion in 2023.",
    );
    let fact = &["$4.2 billion | 4200000000 USD | turnover level RU-TA CN | 2023"];
    assert_eq!(put(&mut store, &edited, fact), Outcome::Added);
    assert_eq!(rows(&sql(store.path()), "SELECT n_figures, n_rivals FROM observation"), ["2|1"]);
    // Now b.txt speaks for the text, and its publisher is believed.
    assert_eq!(put(&mut store, &copy, FACT), Outcome::Replaced);
    assert_eq!(put(&mut store, &copy, FACT), Outcome::Unchanged);
    check_kept(store.path());
}

#[test]
fn a_report_without_a_name_takes_the_first_that_comes() {
    let (_directory, mut store) = store();
    let bare = Report { title: None, publisher: None, url: None, ..first() };
    put(&mut store, &bare, FACT);
    let named = Report { source: "elsewhere/a.txt".into(), ..first() };
    assert_eq!(put(&mut store, &named, FACT), Outcome::Replaced);
    assert_eq!(rows(&sql(store.path()), "SELECT publisher FROM report"), ["Volga News"]);
}

#[test]
fn texts_from_standard_input_do_not_supersede_each_other() {
    let (_directory, mut store) = store();
    let from_pipe = |text: &str| report("-", "Volga News", "2024-02-03", text);
    put(&mut store, &from_pipe("Trade of Tatarstan with China was $3 billion in 2023."), FACT);
    let fact = &["$2 billion | 2000000000 USD | turnover level RU-TA CN | 2022"];
    let second = from_pipe("Trade of Tatarstan with China was $2 billion in 2022.");
    assert_eq!(put(&mut store, &second, fact), Outcome::Added);
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM observation"), ["2"]);
}

#[test]
fn a_misfit_is_refused_and_the_others_stay() {
    let (_directory, mut store) = store();
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&first(), &extraction(&first(), FACT)).unwrap();
    let other = report(
        "b.txt",
        "Volga News",
        "2024-02-03",
        "Trade of Russia with China was $3 billion in 2023.",
    );
    let mut wrong =
        extraction(&other, &["$3 billion | 3000000000 USD | turnover level RU CN | 2023"]);
    wrong.figures[0].span = Span { start: 40, end: 400 };
    let refused = ingest.put(&other, &wrong).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the extraction of b.txt does not fit its text: 40–400 of 50 characters; the report was not stored"
    );
    let third = report(
        "c.txt",
        "Volga News",
        "2024-02-04",
        "Trade of Russia with China was $5 billion in 2022.",
    );
    let fact = &["$5 billion | 5000000000 USD | turnover level RU CN | 2022"];
    assert_eq!(ingest.put(&third, &extraction(&third, fact)).unwrap(), Outcome::Added);
    ingest.finish().unwrap();
    assert_eq!(
        rows(&sql(store.path()), "SELECT source FROM report ORDER BY 1"),
        ["a.txt", "c.txt"]
    );
    check_kept(store.path());
}

#[test]
fn what_is_not_finished_is_taken_back() {
    let (_directory, mut store) = store();
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&first(), &extraction(&first(), FACT)).unwrap();
    drop(ingest);
    assert_eq!(store.counts().unwrap().reports, 0);
}

#[test]
fn killed_at_any_report_every_report_is_whole_or_absent() {
    let (directory, mut store) = store();
    let path = store.path().to_owned();
    let mut ingest = store.ingest(VERSION).unwrap();
    let mut seen = 0;
    for number in 0..1010 {
        let text = format!("Trade of Tatarstan with China was $3 billion in 2023. Note {number}.");
        let report = report(&format!("{number}.txt"), "Volga News", "2024-02-03", &text);
        ingest.put(&report, &extraction(&report, FACT)).unwrap();
        if number % 337 != 336 {
            continue;
        }
        // What a killed process leaves: the file and its log as they are now.
        let image = directory.path().join(format!("image{number}.db"));
        for ending in ["", "-wal"] {
            let with = |path: &Path| Path::new(&format!("{}{ending}", path.display())).to_owned();
            std::fs::copy(with(&path), with(&image)).unwrap();
        }
        let reports = Store::open_or_create(&image).unwrap().counts().unwrap().reports;
        let whole = "SELECT count(*) FROM report JOIN report_text USING (report_id) JOIN figure USING (report_id)
            JOIN effective USING (figure_id)";
        assert_eq!(rows(&sql(&image), whole), [reports.to_string()]);
        assert!(reports >= seen && reports <= number + 1);
        seen = reports;
        check_kept(&image);
        assert!(!image.with_extension("db-wal").exists(), "the log is taken up");
    }
    assert!(seen >= 500, "reports are committed while others are still read");
    ingest.finish().unwrap();
    assert_eq!(store.counts().unwrap().reports, 1010);
}

#[test]
fn one_plain_file_is_left() {
    let (directory, mut store) = store();
    let names = || -> Vec<_> {
        let entries = std::fs::read_dir(directory.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&first(), &extraction(&first(), FACT)).unwrap();
    assert!(
        names().contains(&"trade.db-wal".to_owned()),
        "readers are not kept out while it writes"
    );
    ingest.finish().unwrap();
    assert_eq!(names(), ["trade.db"]);
    assert_eq!(rows(&sql(store.path()), "PRAGMA journal_mode"), ["delete"]);
}

#[test]
fn every_mention_is_kept_and_linked_where_it_is() {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    let amounts = "SELECT at, value, unit, coalesce(indicator, 'no figure') FROM amount
        WHERE source = 'customs.txt' ORDER BY char_start";
    assert_eq!(
        rows(&connection, amounts),
        [
            "129.3 billion|129300000000|USD|exports",
            "42.2 billion|42200000000|USD|exports",
            "9.9 trillion|9900000000000|RUB|imports",
            "115.5 billion|115500000000|USD|imports",
        ]
    );
    let percentages = "SELECT at, value, indicator, period FROM percentage WHERE source = 'half.txt' ORDER BY char_start";
    assert_eq!(rows(&connection, percentages), ["9.1%|-9.1|turnover|2025-S1", "9.4%|9.4|other|"]);
    let dates = "SELECT at, period, period_start, n_figures FROM date WHERE source = 'kazan.txt' ORDER BY char_start";
    assert_eq!(rows(&connection, dates), ["2018|2018|2018-01-01|1", "2018|2018|2018-01-01|3"]);
}

#[test]
fn a_figure_points_at_the_words_it_was_made_of() {
    let (_directory, store) = sample_store();
    let words = |column: &str| {
        format!(
            "(SELECT substr(text, m.char_start + 1, m.char_end - m.char_start) FROM mention AS m
              WHERE m.mention_id = f.{column})"
        )
    };
    let columns =
        ["mention_id", "period_mention_id", "ref_area_mention_id", "counterpart_area_mention_id"];
    let sql_text = format!(
        "SELECT {} FROM figure AS f JOIN report_text USING (report_id) JOIN report USING (report_id)
         WHERE source = 'volga.txt' ORDER BY f.char_start",
        columns.map(words).join(", ")
    );
    assert_eq!(
        rows(&sql(store.path()), &sql_text),
        // China and Tatarstan were last named a sentence before; of two Tatarstans the one in the sentence is meant.
        [
            "3 billion|2023|Tatarstan|China",
            "1.9 billion|2022|Tatarstan|China",
            "5 billion|2030|Tatarstan|China"
        ]
    );
}

#[test]
fn a_mention_outside_the_sentences_is_its_own_quote() {
    let (_directory, mut store) = store();
    let mut extraction = extraction(&first(), FACT);
    extraction.sentences.clear();
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.put(&first(), &extraction).unwrap();
    ingest.finish().unwrap();
    assert_eq!(rows(&sql(store.path()), "SELECT quote FROM observation"), ["$3 billion"]);
}

#[test]
fn a_digit_too_many_for_a_double_is_not_lost() {
    let (_directory, mut store) = store();
    let report = report(
        "a.txt",
        "Bank",
        "2024-02-03",
        "Trade of Russia with China was 12345678901234567.89 roubles in 2023.",
    );
    put(
        &mut store,
        &report,
        &["12345678901234567.89 | 12345678901234567.89 RUB | turnover level RU CN | 2023"],
    );
    let row = &store.series(&tradestat::model::Query::default()).unwrap()[0];
    assert_eq!(row.value.to_string(), "12345678901234567.89");
    let observation = &store.observations(row.id, None, None).unwrap()[0];
    assert_eq!(observation.value.to_string(), "12345678901234567.89");
}
