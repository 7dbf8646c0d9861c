//! What follows from figures is kept beside them, and goes with them.

use crate::support::{VERSION, put, report, rows, sql, store};
use proptest::prelude::*;
use std::path::Path;
use tradestat::derive;
use tradestat::model::{Query, Report};
use tradestat::store::{Derivation, Named, Store, StoreError};

const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

fn half() -> (Report, [&'static str; 2]) {
    let text =
        "In the first half of 2025 trade of Russia and China fell by 9.1%, to $106.5 billion.";
    (
        report("half.txt", "Weekly", "2025-07-20", text),
        [
            "9.1% | -9.1 percent | turnover change RU CN | 2025-S1",
            "106.5 billion | 106500000000 USD | turnover level RU CN | 2025-S1",
        ],
    )
}

fn both_sides() -> (Report, [&'static str; 2]) {
    let text =
        "Russia's exports to China were $129.3 billion and its imports $115.5 billion in 2024.";
    (
        report("sides.txt", "Customs", "2025-01-30", text),
        [
            "129.3 billion | 129300000000 USD | exports level RU CN | 2024",
            "115.5 billion | 115500000000 USD | imports level RU CN | 2024",
        ],
    )
}

/// What is derived, and of what, without row ids.
fn derived(path: &Path) -> Vec<String> {
    let connection = sql(path);
    let mut all = rows(
        &connection,
        "SELECT derived_id, value, qualifier, rounding, status, least, most, rule, round, chosen_because, n_figures,
           n_rivals, low, high, published, figure_key FROM derived ORDER BY derived_id",
    );
    all.extend(rows(&connection, "SELECT * FROM derived_input ORDER BY derived_id, place"));
    all
}

/// The observations as people see them.
fn seen(path: &Path) -> Vec<String> {
    rows(
        &sql(path),
        "SELECT slug, period, value, derived FROM observation ORDER BY slug, period_start, period_end",
    )
}

fn is_sound(store: &Store) {
    assert_eq!(store.check_derived(&RULES).unwrap().faults, Vec::<String>::new());
    assert_eq!(rows(&sql(store.path()), "PRAGMA foreign_key_check"), Vec::<String>::new());
}

#[test]
fn what_follows_stands_beside_what_is_said() {
    let (_directory, mut store) = store();
    let (report, facts) = half();
    put(&mut store, &report, &facts);
    assert!(!store.is_derived(&RULES).unwrap());
    store.derive_anew(&RULES).unwrap();
    assert!(store.is_derived(&RULES).unwrap());
    let turnover = "cn-ru-turnover|2025-S1|106500000000|0";
    assert_eq!(
        seen(store.path()),
        ["cn-ru-turnover|2024-S1|117200000000|1", turnover, "cn-ru-turnover-change|2025-S1|-9.1|0"]
    );
    let quoted =
        "SELECT chosen_because, n_figures, quote LIKE '%fell by 9.1%', publisher, figure_key
        FROM observation WHERE derived";
    assert_eq!(rows(&sql(store.path()), quoted), ["derived: 2025-S1 level ÷ growth|2|1|Weekly|"]);
    let mut all = Vec::new();
    store
        .each_observation(&Query::default(), |row| {
            all.push((row.period.to_owned(), row.derived, row.figure_key.is_some()));
            Ok::<(), StoreError>(())
        })
        .unwrap();
    assert_eq!(all[0], ("2024-S1".to_owned(), true, false));
    let series = store.series(&Query::default()).unwrap();
    assert_eq!(
        (series[0].observations, series[0].derived, series[0].first.code()),
        (2, 1, "2024-S1".into())
    );
    let reported = Query { reported_only: true, ..Query::default() };
    let series = store.series(&reported).unwrap();
    assert_eq!(
        (series[0].observations, series[0].derived, series[0].first.code()),
        (1, 0, "2025-S1".into())
    );
    is_sound(&store);
}

#[test]
fn a_report_that_speaks_takes_its_place_at_once() {
    let (_directory, mut store) = store();
    let (first, facts) = half();
    put(&mut store, &first, &facts);
    store.derive_anew(&RULES).unwrap();
    let text = "In the first half of 2024 trade of Russia and China was $116.9 billion.";
    let said = ["116.9 billion | 116900000000 USD | turnover level RU CN | 2024-S1"];
    put(&mut store, &report("old.txt", "Daily", "2024-07-20", text), &said);
    // What was derived is still there until it is derived anew, and nobody sees it.
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM derived"), ["1"]);
    let expected =
        ["cn-ru-turnover|2024-S1|116900000000|0", "cn-ru-turnover|2025-S1|106500000000|0"];
    assert_eq!(&seen(store.path())[..2], expected);
    assert!(matches!(store.named("cn-ru-turnover@2024-S1").unwrap(), Named::Figure(_)));
    assert_eq!(store.series(&Query::default()).unwrap()[0].derived, 0);
    store.derive_anew(&RULES).unwrap();
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM derived"), ["0"]);
    is_sound(&store);
}

#[test]
fn a_series_that_is_only_derived_comes_and_goes() {
    let (_directory, mut store) = store();
    let (report, facts) = both_sides();
    put(&mut store, &report, &facts);
    store.derive_anew(&RULES).unwrap();
    let slugs = |store: &Store| -> Vec<String> {
        store.series(&Query::default()).unwrap().into_iter().map(|row| row.slug).collect()
    };
    assert_eq!(
        slugs(&store),
        ["cn-ru-turnover", "ru-cn-balance", "ru-cn-exports", "ru-cn-imports"]
    );
    is_sound(&store);
    let sha256 = rows(&sql(store.path()), "SELECT sha256 FROM report");
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.remove(sha256.iter().map(String::as_str)).unwrap();
    ingest.finish().unwrap();
    store.derive_anew(&RULES).unwrap();
    assert_eq!(slugs(&store), Vec::<String>::new());
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM series"), ["0"]);
    is_sound(&store);
}

#[test]
fn a_decision_changes_what_follows() {
    let (_directory, mut store) = store();
    let (report, facts) = half();
    put(&mut store, &report, &facts);
    store.derive_anew(&RULES).unwrap();
    let rejected = "INSERT INTO decision (figure_key, verdict, expect_value, anchor_quote, decided_on)
        SELECT figure_key, 'rejected', value, at, '2025-08-01' FROM figure WHERE transform = 'change'";
    // Anybody's own shell: the triggers say that something has to be derived anew.
    sql(store.path()).execute_batch(rejected).unwrap();
    assert!(!store.is_derived(&RULES).unwrap());
    drop(Store::open(store.path()).unwrap().let_derive(&RULES).unwrap());
    assert!(store.is_derived(&RULES).unwrap());
    assert_eq!(derived(store.path()), Vec::<String>::new());
}

#[test]
fn other_rules_derive_everything_anew() {
    let (_directory, mut store) = store();
    let (report, facts) = both_sides();
    put(&mut store, &report, &facts);
    store.derive_anew(&RULES).unwrap();
    let nothing = Derivation { version: RULES.version + 1, derive: |_| Vec::new(), ..RULES };
    assert!(!store.is_derived(&nothing).unwrap());
    store.derive_anew(&nothing).unwrap();
    assert_eq!(derived(store.path()), Vec::<String>::new());
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM series"), ["2"]);
    store.derive_anew(&RULES).unwrap();
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM derived"), ["2"]);
}

#[test]
fn harm_to_what_is_derived_is_found() {
    let (_directory, mut store) = store();
    let (report, facts) = both_sides();
    put(&mut store, &report, &facts);
    store.derive_anew(&RULES).unwrap();
    let check = |store: &Store, harm: &str, expected: &[&str]| {
        let harm = format!("PRAGMA foreign_keys = OFF; {harm}");
        sql(store.path()).execute_batch(&harm).unwrap();
        assert_eq!(store.check_derived(&RULES).unwrap().faults, expected);
    };
    check(&store, "SELECT 1", &[]);
    let turnover = "cn-ru-turnover@2024";
    check(
        &store,
        "UPDATE derived SET value = 1 WHERE rule = 'turnover'",
        &[&format!("{turnover}: not what its inputs make")],
    );
    check(
        &store,
        "DELETE FROM derived WHERE rule = 'turnover'",
        &[&format!("{turnover}: missing")],
    );
    sql(store.path()).execute_batch("DELETE FROM meta WHERE key = 'derivation'").unwrap();
    assert!(store.check_derived(&RULES).unwrap().note.is_some());
    store.derive_anew(&RULES).unwrap();
    check(&store, "SELECT 1", &[]);
    check(
        &store,
        "UPDATE derived SET derived_id = 'x@2024' WHERE rule = 'balance'",
        &["ru-cn-balance@2024: missing", "x@2024: follows from nothing"],
    );
}

#[test]
fn ids_that_name_nothing_say_what_to_do() {
    let (_directory, mut store) = store();
    let (report, facts) = half();
    put(&mut store, &report, &facts);
    store.derive_anew(&RULES).unwrap();
    let check = |id: &str, words: &[&str]| {
        let said = store.named(id).unwrap_err().to_string();
        for word in words {
            assert!(said.contains(word), "‘{word}’ is not said: {said}");
        }
    };
    check("cn-ru-turnover@1999", &["no value cn-ru-turnover@1999", "from 2025-S1 to 2025-S1"]);
    check("cn-ru-turnover@soon", &["no value cn-ru-turnover@soon"]);
    check("nowhere@2024", &["no series is called so", "`tradestat series --json`"]);
    check("abc", &["no figure ‘abc’", "`tradestat figures`"]);
    let Named::Derived(row) = store.named("cn-ru-turnover@2024-S1").unwrap() else { panic!() };
    assert_eq!(row.inputs.len(), 2);
    let Named::Figure(level) = &row.inputs[0].from else { panic!() };
    let key = level.figure_key.to_string();
    let made = store.made_of(&store.named(&key[..12]).unwrap()).unwrap();
    assert_eq!(
        made.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["cn-ru-turnover@2024-S1"]
    );
    let standing = store.standing(&key).unwrap().unwrap();
    assert_eq!(
        (standing.id.as_str(), standing.because.as_str()),
        ("cn-ru-turnover@2025-S1", "the only figure")
    );
}

/// Figures of a few trades, in reports of one or two sentences.
fn any_report() -> impl Strategy<Value = Vec<(String, String)>> {
    use proptest::sample::select;
    let fact = (
        select(vec![
            "exports level RU CN",
            "imports level RU CN",
            "turnover level RU CN",
            "exports level RU",
            "exports share RU CN",
            "turnover change RU CN",
            "exports level KZ RU",
            "exports change KZ RU",
        ]),
        select(vec!["2022", "2023", "2023-S1", "2023-S2"]),
        10u32..99,
    );
    let fact = fact.prop_map(|(what, period, number)| {
        let percent = what.contains("change") || what.contains("share");
        let (shown, unit) = if percent { ("%", "percent") } else { (" dollars", "USD") };
        (
            format!("{number}{shown}"),
            format!("{number}{shown} | {number} {unit} | {what} | {period}"),
        )
    });
    proptest::collection::vec(fact, 1..4)
}

fn made(number: usize, facts: &[(String, String)]) -> (Report, Vec<String>) {
    let shown: Vec<&str> = facts.iter().map(|(shown, _)| shown.as_str()).collect();
    let text = format!("Paper {number} tells of {} in all of 2022 and 2023.", shown.join(" and "));
    let day = format!("2024-01-{:02}", 1 + number % 28);
    (
        report(&format!("{number}.txt"), "Paper", &day, &text),
        facts.iter().map(|(_, fact)| fact.clone()).collect(),
    )
}

fn store_of(reports: &[(Report, Vec<String>)], after_each: bool) -> (tempfile::TempDir, Store) {
    let (directory, mut store) = store();
    for (report, facts) in reports {
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        put(&mut store, report, &facts);
        if after_each {
            store.derive_anew(&RULES).unwrap();
        }
    }
    store.derive_anew(&RULES).unwrap();
    (directory, store)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// What is derived depends neither on the order of reports nor on when it was derived; and what reports say stays as it is.
    #[test]
    fn order_does_not_matter(all in proptest::collection::vec(any_report(), 1..8), gone in any::<prop::sample::Index>()) {
        let reports: Vec<_> = all.iter().enumerate().map(|(number, facts)| made(number, facts)).collect();
        let turned: Vec<_> = reports.iter().rev().cloned().collect();
        let (_one, calm) = store_of(&reports, false);
        let (_other, mut busy) = store_of(&turned, true);
        let reported = |store: &Store| rows(&sql(store.path()), "SELECT slug, period, value FROM observation WHERE NOT derived ORDER BY 1, 2");
        prop_assert_eq!(derived(calm.path()), derived(busy.path()));
        prop_assert_eq!(seen(calm.path()), seen(busy.path()));
        is_sound(&busy);
        // Take one out: the same as if it had never been there.
        let gone = gone.index(reports.len());
        let source = format!("{gone}.txt");
        let sha256 = rows(&sql(busy.path()), &format!("SELECT sha256 FROM report WHERE source = '{source}'"));
        let mut ingest = busy.ingest(VERSION).unwrap();
        ingest.remove(sha256.iter().map(String::as_str)).unwrap();
        ingest.finish().unwrap();
        busy.derive_anew(&RULES).unwrap();
        let rest: Vec<_> = reports.iter().filter(|(report, _)| report.source != source).cloned().collect();
        let (_rest, rest) = store_of(&rest, false);
        prop_assert_eq!(derived(rest.path()), derived(busy.path()));
        prop_assert_eq!(reported(&rest), reported(&busy));
        is_sound(&busy);
    }
}
