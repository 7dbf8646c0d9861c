//! What was known on a day is what a store of the reports of that time would say.

use crate::support::{put, report, rows, sample_store, sql, store};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use tradestat::derive;
use tradestat::model::{Query, Report};
use tradestat::store::{Derivation, FigureFilter, Store, StoreError};

/// The program's own rules.
const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

/// Everything that the observations of a store say.
fn observed(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    store
        .each_observation(&Query::default(), |o| {
            all.push(format!(
                "{} {} {} {:?} {} {} {} {} {} {} {} {} {:?} {:?} {}",
                o.series,
                o.period,
                o.value,
                o.value_high,
                o.qualifier,
                o.status,
                o.chosen_because,
                o.n_figures,
                o.n_rivals,
                o.low,
                o.high,
                o.quote,
                o.published,
                o.figure_key,
                o.derived
            ));
            Ok::<(), StoreError>(())
        })
        .unwrap();
    let lists = store.series(&Query::default()).unwrap();
    all.extend(lists.iter().map(|s| {
        format!("{} {} {} {} {} {}", s.name, s.observations, s.figures, s.first, s.last, s.value)
    }));
    all
}

/// Key, day and standing of every figure.
fn told(store: &Store) -> BTreeMap<String, (Option<NaiveDate>, bool)> {
    let figures = store.figures(&Query::default(), &FigureFilter::default()).unwrap();
    let row = |f: &tradestat::store::FigureRow<'_>| {
        let day = f.published.as_deref().map(|day| day.parse().unwrap());
        (f.figure_key.to_string(), (day, f.in_force))
    };
    let as_stored = FigureFilter { as_stored: true, ..FigureFilter::default() };
    let again = store.figures(&Query::default(), &as_stored).unwrap();
    let all: BTreeMap<_, _> = figures.iter().map(row).collect();
    assert_eq!(all, again.iter().map(row).collect());
    all
}

/// What the view `release` says of a day, in the words of [`values_then`].
fn released(store: &Store, day: NaiveDate) -> Vec<String> {
    rows(
        &sql(store.path()),
        &format!(
            "SELECT series, period, figure_key, value FROM release
             WHERE '{day}' BETWEEN known_from AND known_to ORDER BY series, period_start, period_end"
        ),
    )
}

fn values_then(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    store
        .each_observation(&Query::default(), |o| {
            if let Some(key) = o.figure_key {
                all.push(format!("{}|{}|{key}|{}", o.series, o.period, o.value));
            }
            Ok::<(), StoreError>(())
        })
        .unwrap();
    all
}

/// One edition of a file.
#[derive(Clone, Debug)]
struct Edition {
    file: usize,
    /// A day in January 2024; 0 for none.
    day: u32,
    body: usize,
    facts: Vec<Fact>,
}

/// Year, number, hedge, status and confidence, and what it is of.
type Fact = (i32, u32, &'static str, &'static str, &'static str);

/// What agencies write around their numbers: long enough to be known again.
const BODIES: [&str; 3] = [
    "The committee met in Kazan for the first time since spring and the minister thanked the railway for its patience and the \
     customs officers for theirs while the second terminal was promised before snow.",
    "Factories on the Kama have been buying machine tools from Shandong for years and the port at Sviyazhsk was built with that \
     traffic in mind long before anybody spoke of turning.",
    "Short note.",
];

impl Edition {
    /// Its text is told apart by its number from every other.
    fn report(&self, number: usize) -> (Report, Vec<String>) {
        let mut text = format!("{} ", BODIES[self.body]);
        let mut facts = Vec::new();
        for (year, number, hedge, more, what) in &self.facts {
            let (printed, value) = match *what {
                "turnover change" => (format!("{number}%"), format!("{number} percent")),
                _ => (format!("{number} million"), format!("{number}000000 USD")),
            };
            let _ = write!(text, "In {year} the {what} of Tatarstan with China was {printed}. ");
            facts.push(format!("{printed} | {value} {hedge} | {what} RU-TA CN | {year} | {more}"));
        }
        let Self { file, day, .. } = self;
        let _ = write!(text, "So says file {file}, edition {number}.");
        let day = if *day == 0 { String::new() } else { format!("2024-01-{day:02}") };
        (report(&format!("{file}.txt"), &format!("Paper {}", file % 2), &day, &text), facts)
    }
}

fn edition(first_day: u32) -> impl Strategy<Value = Edition> {
    let fact = (
        2020..2022,
        select(vec![3u32, 4, 5]),
        select(vec!["exactly", "exactly", "exactly", "about", "over"]),
        select(vec!["", "", "", "planned", "0.3"]),
        select(vec![
            "turnover level",
            "turnover level",
            "turnover change",
            "exports level",
            "imports level",
        ]),
    );
    (0usize..4, first_day..9, 0usize..3, proptest::collection::vec(fact, 1..5))
        .prop_map(|(file, day, body, facts)| Edition { file, day, body, facts })
}

/// A decision on the figure of this place among all.
type Decided = (usize, &'static str);

const DECISIONS: [&str; 4] = [
    "'rejected', NULL, NULL, NULL, NULL",
    "'confirmed', NULL, NULL, NULL, NULL",
    "'corrected', 7000000, NULL, NULL, NULL",
    "'corrected', NULL, '2021', '2021-01-01', '2021-12-31'",
];

fn filled<'a>(editions: impl Iterator<Item = (usize, &'a Edition)>) -> (tempfile::TempDir, Store) {
    let (directory, mut store) = store();
    for (number, edition) in editions {
        let (report, facts) = edition.report(number);
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        put(&mut store, &report, &facts);
    }
    store.derive_anew(&RULES).unwrap();
    (directory, store)
}

fn decide(store: &mut Store, decisions: &[(String, &str)]) {
    let connection = sql(store.path());
    for (key, decision) in decisions {
        connection
            .execute_batch(&format!(
                "INSERT INTO decision (figure_key, expect_value, anchor_quote, decided_on, verdict, value, period, period_start,
                   period_end)
                 SELECT figure_key, value, at, '2024-05-01', {decision} FROM figure WHERE figure_key = '{key}'"
            ))
            .unwrap();
    }
    store.derive_anew(&RULES).unwrap();
}

fn keys(store: &Store) -> Vec<String> {
    rows(&sql(store.path()), "SELECT figure_key FROM figure ORDER BY figure_key")
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, number).unwrap()
}

/// Each day of a store against a store of the reports of that day, and against the view of releases.
fn check(editions: &[Edition], decided: &[Decided]) -> Result<(), TestCaseError> {
    let (_directory, mut store) = filled(editions.iter().enumerate());
    let all = keys(&store);
    let decisions: Vec<_> =
        decided.iter().map(|(place, what)| (all[place % all.len()].clone(), *what)).collect();
    decide(&mut store, &decisions);
    let days: BTreeSet<u32> = editions.iter().map(|e| e.day).filter(|day| *day > 0).collect();
    let Some((first, last)) = days.first().zip(days.last()) else {
        let none = store.as_of(day(1), None).unwrap_err().to_string();
        prop_assert!(none.contains("no report"), "{}", none);
        return Ok(());
    };
    if *first > 1 {
        let too_early = store.as_of(day(first - 1), None).unwrap_err().to_string();
        prop_assert!(too_early.contains(&day(*first).to_string()), "{}", too_early);
    }
    let mut before = BTreeMap::new();
    for number in *first..=*last + 1 {
        let then = store.as_of(day(number), Some(RULES)).unwrap();
        let (_directory, mut alone) =
            filled(editions.iter().enumerate().filter(|(_, e)| e.day > 0 && e.day <= number));
        decide(&mut alone, &decisions);
        prop_assert_eq!(observed(&then), observed(&alone), "on day {}", number);
        prop_assert_eq!(values_then(&then), released(&store, day(number)), "on day {}", number);
        let figures = told(&then);
        prop_assert!(figures.values().all(|(published, _)| *published <= Some(day(number))));
        prop_assert_eq!(&figures, &told(&alone));
        prop_assert!(
            before.keys().all(|key| figures.contains_key(key)),
            "what is known is not forgotten"
        );
        before = figures;
    }
    if editions.iter().all(|e| e.day > 0) {
        let then = store.as_of(day(*last), Some(RULES)).unwrap();
        prop_assert_eq!(observed(&then), observed(&store), "nothing came later");
        prop_assert_eq!(then.undated().unwrap(), 0);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_day_is_a_store_of_its_reports(
        editions in proptest::collection::vec(edition(1), 1..9),
        decided in proptest::collection::vec((any::<usize>(), select(DECISIONS.to_vec())), 0..3),
    ) {
        check(&editions, &decided)?;
    }

    #[test]
    fn reports_without_a_day_count_on_none(editions in proptest::collection::vec(edition(0), 1..7)) {
        check(&editions, &[])?;
    }
}

#[test]
fn series_that_are_asked_for_one_after_the_other() {
    let (_directory, store) = sample_store();
    let at = "2024-03-01".parse().unwrap();
    let then = store.as_of(at, Some(RULES)).unwrap();
    assert_eq!(then.day(), Some(at));
    let all = store.series(&Query::default()).unwrap();
    let one_by_one: usize =
        all.iter().map(|s| then.observations(s.id, None, None).unwrap().len()).sum();
    // Seven that reports gave, and the imports of the year before, from their growth.
    assert_eq!(one_by_one, 8);
    assert_eq!(observed(&then), observed(&store.as_of(at, Some(RULES)).unwrap()));
}

#[test]
fn undated_reports_are_counted_where_they_matter() {
    let (_directory, mut store) = sample_store();
    let text = "In 2021 trade of Tatarstan with China was $1.1 billion.";
    put(
        &mut store,
        &report("undated.txt", "Paper", "", text),
        &["1.1 billion | 1100000000 USD | turnover level RU-TA CN | 2021"],
    );
    let then = store.as_of("2024-03-01".parse().unwrap(), None).unwrap();
    let query = |words: &str| tradestat::extract::query(words);
    then.series(&query("Russia exports")).unwrap();
    assert_eq!(then.undated().unwrap(), 0);
    then.series(&query("Tatarstan China turnover")).unwrap();
    assert_eq!(then.undated().unwrap(), 1);
    assert_eq!(store.undated().unwrap(), 0, "today they count");
    let first = store.first_day(&query("Russia China")).unwrap();
    assert_eq!(first, "2025-01-30".parse().ok());
}

#[test]
fn sizes_of_revisions() {
    let (_directory, mut store) = store();
    let mut say = |file: &str, publisher: &str, day: &str, printed: &str, value: &str| {
        let text =
            format!("In 2023 trade of Tatarstan with China was ${printed}, wrote {file} on {day}.");
        let fact = format!("{printed} | {value} | turnover level RU-TA CN | 2023");
        put(&mut store, &report(file, publisher, day, &text), &[&fact]);
    };
    say("a", "Ministry", "2024-01-10", "3.0 billion", "3000000000 USD");
    say("b", "Ministry", "2024-02-10", "3.02 billion", "3020000000 USD");
    say("c", "Paper", "2024-02-20", "2 billion", "2000000000 USD over");
    say("b", "Ministry", "2024-03-10", "3.30 billion", "3300000000 USD");
    let connection = sql(store.path());
    assert_eq!(
        rows(
            &connection,
            "SELECT publisher, revision, known_from, known_to, value / 1e6, change / 1e6, round(change_percent, 2),
               change_since_first / 1e6, round(change_since_first_percent, 2), beyond_rounding
             FROM vintage ORDER BY publisher, revision"
        ),
        [
            "Ministry|1|2024-01-10|2024-02-09|3000|||0|0|0",
            "Ministry|2|2024-02-10|2024-03-09|3020|20|0.67|20|0.67|0",
            "Ministry|3|2024-03-10|9999-12-31|3300|280|9.27|300|10|1",
            "Paper|1|2024-02-20|9999-12-31|2000|||0|0|0",
        ]
    );
    assert_eq!(
        rows(
            &connection,
            "SELECT said_before, said, value_before / 1e6, value / 1e6, quote_before, quote FROM revision"
        ),
        [
            "2024-02-10|2024-03-10|3020|3300|In 2023 trade of Tatarstan with China was $3.02 billion, wrote b on 2024-02-10.|\
          In 2023 trade of Tatarstan with China was $3.30 billion, wrote b on 2024-03-10."
        ]
    );
    assert_eq!(
        rows(
            &connection,
            "SELECT release, known_from, known_to, value / 1e6, value_before / 1e6, beyond_rounding, publisher FROM release"
        ),
        [
            "1|2024-01-10|2024-02-09|3000||0|Ministry",
            "2|2024-02-10|2024-03-09|3020|3000|0|Ministry",
            "3|2024-03-10|9999-12-31|3300|3020|1|Ministry",
        ]
    );
}

/// The view of releases ranks figures of a day as observations are chosen.
#[test]
fn releases_are_chosen_as_observations_are() {
    let (_directory, store) = store();
    let order = |view: &str| {
        let sql = rows(
            &sql(store.path()),
            &format!("SELECT sql FROM sqlite_schema WHERE name = '{view}'"),
        )
        .concat();
        let from = sql.find("ORDER BY decided").unwrap();
        sql[from..].lines().next().unwrap().to_owned()
    };
    assert_eq!(order("release"), order("choice"));
}
