//! The store: what goes in comes out, and the file stands on its own.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use support::{rows, sample_store, sql};
use tradestat::model::Query;

#[test]
fn every_quote_is_proved_by_one_query() {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    let proof = "SELECT count(*) FROM figure JOIN report_text USING (report_id)
        WHERE substr(text, char_start + 1, char_end - char_start) <> at";
    assert_eq!(rows(&connection, proof), ["0"]);
    assert_eq!(rows(&connection, "SELECT count(*) FROM figure"), ["17"]);
    let of_sentences = "SELECT count(*) FROM sentence JOIN report_text USING (report_id)
        WHERE substr(text, char_start + 1, char_end - char_start) <> quote";
    assert_eq!(rows(&connection, of_sentences), ["0"]);
}

#[test]
fn smoke() {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    for line in rows(&connection, "SELECT * FROM observation ORDER BY series, period_start") {
        println!("{line}");
    }
    for row in store.series(&Query::default()).unwrap() {
        println!("{row:?}");
    }
}
