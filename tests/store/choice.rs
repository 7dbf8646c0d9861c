//! Which figure stands for its series and period, and what the others say.

use crate::support::{put, report, rows, sql, store};
use tradestat::model::Report;
use tradestat::store::{ChosenBecause, Store};

/// Two reports, each with one fact about the turnover of Tatarstan with China in 2023: which value is chosen, why, and how
/// many contradict it.
fn check(first: (&str, &str), second: (&str, &str), expected: (&str, ChosenBecause, u32)) {
    for order in [[first, second], [second, first]] {
        let (_directory, mut store) = store();
        for (number, (day, fact)) in order.into_iter().enumerate() {
            add(&mut store, number, day, fact);
        }
        let chosen =
            rows(&sql(store.path()), "SELECT value, chosen_because, n_rivals FROM observation");
        assert_eq!(chosen, [format!("{}|{}|{}", expected.0, expected.1, expected.2)], "{order:?}");
    }
}

/// `printed = value qualifier; status confidence`
fn add(store: &mut Store, number: usize, day: &str, fact: &str) {
    let (printed, rest) = fact.split_once(" = ").unwrap();
    let (value, more) = rest.split_once(';').unwrap_or((rest, ""));
    let text =
        format!("In 2023 trade of Tatarstan with China was ${printed}, says paper {number}.");
    let report = report(&format!("{number}.txt"), &format!("Paper {number}"), day, &text);
    let (value, qualifier) = value.split_once(' ').unwrap_or((value, "exactly"));
    let fact =
        format!("{printed} | {value} USD {qualifier} | turnover level RU-TA CN | 2023 | {more}");
    put(store, &report, &[&fact]);
}

#[test]
fn the_rules_in_their_order() {
    use ChosenBecause::{Actual, Equal, Exact, Finer, Newer, Official, Own, Sure};
    check(
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("2024-01-01", "9 billion = 9000000000;planned"),
        ("3300000000", Actual, 0),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000;0.4"),
        ("2024-01-01", "3 billion = 3000000000 over"),
        ("3000000000", Sure, 0),
    );
    check(
        ("2024-01-01", "3.3 billion = 3300000000"),
        ("2024-02-01", "3,296 million = 3296000000 about"),
        ("3300000000", Exact, 0),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000 over;by:RU-TA.statistics"),
        ("2024-01-01", "4 billion = 4000000000"),
        ("4000000000", Exact, 0),
    );
    check(
        ("2024-02-01", "3,296 million = 3296000000"),
        ("2024-01-01", "3.5 billion = 3500000000;by:CN.customs"),
        ("3500000000", Official, 1),
    );
    check(
        ("2024-02-01", "3,296 million = 3296000000;by:CN.customs"),
        ("2024-01-01", "3.5 billion = 3500000000;by:RU-TA.statistics"),
        ("3500000000", Own, 1),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("2024-01-01", "3,296 million = 3296000000"),
        ("3296000000", Finer, 0),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("2024-03-01", "3.5 billion = 3500000000"),
        ("3500000000", Newer, 1),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("", "3.5 billion = 3500000000"),
        ("3300000000", Newer, 1),
    );
    check(
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("2024-02-01", "3.3 billion = 3300000000"),
        ("3300000000", Equal, 0),
    );
}

#[test]
fn how_much_whoever_counts_is_believed() {
    use ChosenBecause::{Finer, Official, Own};
    let mut ranks = [
        // Whose side it is, in the trade of Tatarstan with China, tells two counts apart; Russia is Tatarstan's side.
        (&["RU-TA.statistics", "RU.customs", "RU-TA.side"][..], Own),
        (&["international", "US.statistics"], Own),
        (&["CN.customs", "CN.side", "CN.ministry", "CN.central_bank"], Official),
        (&["RU-TA.government", "CN.government", "other", "-"], Finer),
    ]
    .into_iter()
    .peekable();
    let fact = |printed: &str, who: &str| match who {
        "-" => format!("{printed} billion = {printed}000000000"),
        who => format!("{printed} billion = {printed}000000000;by:{who}"),
    };
    while let Some((believed, why)) = ranks.next() {
        let Some((less, _)) = ranks.peek() else { break };
        for who in believed {
            for other in *less {
                check(
                    ("2024-01-01", &fact("3", who)),
                    ("2024-02-01", &fact("5", other)),
                    ("3000000000", why, 1),
                );
            }
        }
        let newer = ("2024-02-01", &*fact("5", believed[0]));
        let (older, newest) = (fact("3", believed[believed.len() - 1]), ChosenBecause::Newer);
        check(("2024-01-01", &older), newer, ("5000000000", newest, 1));
    }
}

#[test]
fn a_publisher_that_is_an_office_answers_for_what_nobody_else_does() {
    let (_directory, mut store) = store();
    let mut say = |file: &str, publisher: &str, url: Option<&str>, day: &str, fact: &str| {
        let (printed, more) = fact.split_once(' ').unwrap();
        let text = format!("In 2023 trade of Tatarstan with China was ${printed} billion, {file}.");
        let url = url.map(str::to_owned);
        let report = Report { url, ..report(file, publisher, day, &text) };
        let fact = format!(
            "{printed} billion | {printed}000000000 USD | turnover level RU-TA CN | 2023 | {more}"
        );
        put(&mut store, &report, &[&fact]);
    };
    say("a", "Paper", None, "2024-05-01", "9 0.9");
    say("b", "Bureau of National Statistics of Kazakhstan", None, "2024-01-01", "7 0.9");
    say("c", "Press", Some("http://english.customs.gov.cn/x?y"), "2024-01-01", "5 0.9");
    say("d", "Ministry of Economy of Tatarstan", None, "2024-01-01", "3 0.9");
    say("e", "Ministry of Economy of Tatarstan", None, "2024-01-02", "1 by:other");
    let detail = "SELECT value, source_area, source_kind, source_at, is_chosen FROM figure_detail
        ORDER BY value";
    assert_eq!(
        rows(&sql(store.path()), detail),
        [
            "1000000000||other|1 billion|0",
            "3000000000|RU-TA|ministry||1",
            "5000000000|CN|customs||0",
            "7000000000|KZ|statistics||0",
            "9000000000||||0",
        ]
    );
    let rivals = "SELECT chosen_source_area, value, source_area FROM rival ORDER BY value";
    assert_eq!(
        rows(&sql(store.path()), rivals),
        ["RU-TA|1000000000|", "RU-TA|5000000000|CN", "RU-TA|7000000000|KZ", "RU-TA|9000000000|",]
    );
}

#[test]
fn rounding_and_hedges_are_no_contradiction() {
    let rivals = |first: &str, second: &str| {
        let (_directory, mut store) = store();
        add(&mut store, 0, "2024-01-01", first);
        add(&mut store, 1, "2024-02-01", second);
        rows(&sql(store.path()), "SELECT n_rivals, low, high FROM observation").remove(0)
    };
    assert_eq!(
        rivals("3.3 billion = 3300000000", "3,296 million = 3296000000"),
        "0|3296000000|3296000000"
    );
    assert_eq!(
        rivals("3.3 billion = 3300000000", "3,196 million = 3196000000"),
        "1|3196000000|3300000000"
    );
    assert_eq!(
        rivals("3.30 billion = 3300000000", "3.31 billion = 3310000000"),
        "0|3310000000|3310000000",
        "the roundings touch"
    );
    assert_eq!(
        rivals("3.30 billion = 3300000000", "3.32 billion = 3320000000"),
        "1|3300000000|3320000000"
    );
    assert_eq!(
        rivals("3 billion = 3000000000 over", "3,296 million = 3296000000").split('|').next(),
        Some("0")
    );
    assert_eq!(
        rivals("4 billion = 4000000000 over", "3,296 million = 3296000000").split('|').next(),
        Some("1")
    );
    assert_eq!(
        rivals("3 billion = 3000000000 under", "3,296 million = 3296000000").split('|').next(),
        Some("1")
    );
    assert_eq!(
        rivals("3.2 billion = 3200000000 about", "3,296 million = 3296000000").split('|').next(),
        Some("0")
    );
    assert_eq!(
        rivals("2.2 billion = 2200000000 about", "3,296 million = 3296000000").split('|').next(),
        Some("1")
    );
}

/// The figure of `add` with number 0, with a person's word on it.
fn decide(store: &Store, columns: &str, values: &str) -> rusqlite::Result<()> {
    sql(store.path()).execute_batch(&format!(
        "INSERT INTO decision (figure_key, expect_value, anchor_quote, decided_on, {columns})
         SELECT figure_key, value, at, '2024-05-01', {values} FROM figure ORDER BY figure_id LIMIT 1"
    ))
}

#[test]
fn a_decision_counts_at_once_and_can_be_taken_back() {
    let (_directory, mut store) = store();
    add(&mut store, 0, "2024-01-01", "3 billion = 3000000000 over");
    add(&mut store, 1, "2024-02-01", "3.4 billion = 3400000000");
    let now = |store: &Store| {
        rows(&sql(store.path()), "SELECT value, chosen_because, n_figures FROM observation")
            .remove(0)
    };
    assert_eq!(now(&store), "3400000000|exact before hedged|2");
    decide(&store, "verdict", "'confirmed'").unwrap();
    assert_eq!(now(&store), "3000000000|decided|2");
    decide(&store, "verdict, value, qualifier", "'corrected', 3100000000, 'exactly'").unwrap();
    assert_eq!(now(&store), "3100000000|decided|2");
    let detail = "SELECT value, value_as_reported, qualifier, verdict, in_force, is_chosen FROM figure_detail WHERE verdict IS NOT NULL";
    assert_eq!(rows(&sql(store.path()), detail), ["3100000000|3000000000|exactly|corrected|1|1"]);
    decide(&store, "verdict", "'rejected'").unwrap();
    assert_eq!(now(&store), "3400000000|the only figure|1");
    decide(&store, "verdict", "'undone'").unwrap();
    assert_eq!(now(&store), "3400000000|exact before hedged|2");
}

#[test]
fn a_correction_can_move_a_figure_in_time() {
    let (_directory, mut store) = store();
    add(&mut store, 0, "2024-01-01", "3 billion = 3000000000");
    decide(
        &store,
        "verdict, period, period_start, period_end",
        "'corrected', '2022', '2022-01-01', '2022-12-31'",
    )
    .unwrap();
    assert_eq!(
        rows(&sql(store.path()), "SELECT period, value FROM observation"),
        ["2022|3000000000"]
    );
    assert_eq!(rows(&sql(store.path()), "SELECT period FROM figure_detail"), ["2022"]);
}

#[test]
fn decisions_survive_a_new_extraction_and_are_never_changed() {
    let (_directory, mut store) = store();
    add(&mut store, 0, "2024-01-01", "3 billion = 3000000000");
    decide(&store, "verdict", "'rejected'").unwrap();
    // A new day of publication makes the report be extracted anew.
    add(&mut store, 0, "2024-01-09", "3 billion = 3000000000");
    assert_eq!(rows(&sql(store.path()), "SELECT published FROM report"), ["2024-01-09"]);
    assert_eq!(rows(&sql(store.path()), "SELECT count(*) FROM observation"), ["0"]);
    for change in ["UPDATE decision SET note = 'x'", "DELETE FROM decision"] {
        let refused = sql(store.path()).execute_batch(change).unwrap_err().to_string();
        assert!(refused.contains("insert"), "{refused}");
    }
    assert!(
        decide(&store, "verdict, value", "'confirmed', 7").is_err(),
        "only a correction has a value"
    );
}

#[test]
fn a_publishers_words_follow_each_other_without_overlap() {
    let (_directory, mut store) = store();
    let mut say = |file: &str, publisher: &str, day: &str, printed: &str, value: &str| {
        let text = format!("In 2023 trade of Tatarstan with China was ${printed}, wrote {file}.");
        let fact = format!("{printed} | {value} USD | turnover level RU-TA CN | 2023");
        put(&mut store, &report(file, publisher, day, &text), &[&fact]);
    };
    say("a", "Ministry", "2024-01-10", "3.1 billion", "3100000000");
    say("b", "Ministry", "2024-04-10", "3.2 billion", "3200000000");
    say("c", "Ministry", "2024-04-10", "3,211 million", "3211000000");
    say("d", "Paper", "2024-02-10", "3.5 billion", "3500000000");
    let vintages = "SELECT publisher, revision, value, known_from, known_to FROM vintage
        WHERE series = 'Tatarstan–China turnover' ORDER BY publisher, known_from";
    assert_eq!(
        rows(&sql(store.path()), vintages),
        [
            "Ministry|1|3100000000|2024-01-10|2024-04-09",
            "Ministry|2|3211000000|2024-04-10|9999-12-31",
            "Paper|1|3500000000|2024-02-10|9999-12-31",
        ]
    );
}

#[test]
fn what_is_not_comparable_makes_no_observation() {
    let (_directory, mut store) = store();
    let text = "In 2023 trade of Tatarstan with China rose 12% against 2019 and 30% against 2022, inflation was 7%.";
    put(
        &mut store,
        &report("a.txt", "Paper", "2024-02-01", text),
        &[
            "12% | 12 percent | turnover change RU-TA CN | 2023 2019",
            "30% | 30 percent | turnover change RU-TA CN | 2023 2022",
            "7% | 7 percent | other change RU-TA | 2023",
        ],
    );
    let connection = sql(store.path());
    assert_eq!(
        rows(&connection, "SELECT series, value FROM observation"),
        ["Tatarstan–China turnover, change|30"]
    );
    assert_eq!(rows(&connection, "SELECT count(*) FROM figure_detail WHERE series IS NULL"), ["2"]);
}
