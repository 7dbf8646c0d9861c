//! The queries that an analyst types first, each of one or two statements' lines, run against a store of sample reports.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use support::{rows, sample_store, sql};

/// Each query of the file with the question above it.
fn queries() -> Vec<(String, String)> {
    let file = include_str!("queries.sql");
    let blocks = file.split("\n\n").map(|block| block.trim().split_once('\n').unwrap());
    blocks
        .map(|(question, query)| (question.trim_start_matches("-- ").to_owned(), query.to_owned()))
        .collect()
}

/// Asks the query whose question begins so.
fn ask(question: &str) -> Vec<String> {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    // The seeds may not know a rate for the year of the samples; the query is what is tested, not the rate.
    connection
        .execute_batch("INSERT OR REPLACE INTO exchange_rate VALUES ('RUB', '2024', 90, 'made up for this test', 1)")
        .unwrap();
    let all = queries();
    let (_, query) = all.iter().find(|(asked, _)| asked.starts_with(question)).unwrap();
    rows(&connection, query.trim_end_matches(';'))
}

#[test]
fn all_turnover() {
    let expected = ["2018|530800000", "2022|1400000000", "2023|3296000000", "2030|5000000000"];
    assert_eq!(ask("All turnover"), expected);
}

#[test]
fn reports_that_mention_it() {
    let expected = [
        "2019-02-11|Kazan Herald|Tatarstan sold more wheat",
        "2024-02-03|Volga News|Tatarstan's trade with China grew",
        "2024-04-20|Ministry of Trade|Results of the year",
    ];
    assert_eq!(ask("Which reports"), expected);
}

#[test]
fn revisions() {
    let expected = [
        "Volga News|1900000000|2024-02-03|9999-12-31",
        "Ministry of Trade|1400000000|2024-04-20|9999-12-31",
    ];
    assert_eq!(ask("What did each publisher"), expected);
}

#[test]
fn taken_back() {
    // Nobody did in the samples: two publishers that disagree revise nothing.
    assert_eq!(ask("What did publishers take back"), Vec::<String>::new());
}

#[test]
fn known_then() {
    assert_eq!(ask("What was known of it"), ["2018|530800000"]);
}

#[test]
fn disagreements() {
    assert_eq!(ask("Where do reports"), ["Tatarstan–China turnover|2022|1400000000|1900000000|1"]);
}

#[test]
fn dollars_of_a_report() {
    let expected = [
        "3 billion|3000000000|turnover",
        "1.9 billion|1900000000|turnover",
        "5 billion|5000000000|turnover",
    ];
    assert_eq!(ask("All dollar amounts"), expected);
}

#[test]
fn figures_by_publisher() {
    let expected = [
        "Customs Service|4",
        "Kazan Herald|4",
        "Ministry of Trade|3",
        "Trade Weekly|3",
        "Volga News|3",
    ];
    assert_eq!(ask("How many figures"), expected);
}

#[test]
fn biggest_changes() {
    let expected = ["Tatarstan–China turnover|2022|164", "Tatarstan–China turnover|2023|135"];
    assert_eq!(ask("The biggest changes")[..2], expected);
}

#[test]
fn sentences_with_a_word() {
    let found = ask("Sentences with");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0],
        "2024-04-20|Uzbekistan bought wheat for $210 million from Russia in 2023."
    );
}

#[test]
fn balance() {
    let expected = ["Russia|China|2024|13800000000", "Tatarstan|China|2018|-204000000"];
    let mut found = ask("Balance");
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn exports_by_partner() {
    let expected = ["China|129300000000|171500000000", "Turkey|42200000000|171500000000"];
    assert_eq!(ask("Russia's exports"), expected);
}

#[test]
fn roubles_as_dollars() {
    let expected = ["Russia imports from China, level in RUB|2024|110|made up for this test"];
    assert_eq!(ask("Roubles"), expected);
}

#[test]
fn every_query_is_short_and_uses_an_index_where_it_names_a_series() {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    for (question, query) in queries() {
        assert!(query.lines().count() <= 2, "{question}");
        let plan =
            rows(&connection, &format!("EXPLAIN QUERY PLAN {}", query.trim_end_matches(';')))
                .join("\n");
        if query.contains("series = ") || query.contains("slug = ") {
            assert!(
                plan.contains("SEARCH s USING INDEX sqlite_autoindex_series"),
                "{question}\n{plan}"
            );
        }
    }
}
