//! The same text in several outlets is one voice, in whatever order they come; other numbers are another voice.

use crate::support::{VERSION, rows, sql, store};
use proptest::prelude::*;
use std::path::Path;
use tradestat::extract::extract;
use tradestat::model::{Published, PublishedBasis, Report};
use tradestat::store::{Outcome, Store};

/// An agency's text.
const WIRE: &str = "Tatarstan counts its year with China\n\n\
In 2023 the trade turnover between Tatarstan and China amounted to $3.3 billion, the ministry of industry said on Monday. \
The figure was read out in Kazan at a meeting of the joint committee, which had not come together since the spring.\n\n\
Exports from Tatarstan to China reached $1.9 billion in 2023. Most of them were oil products, rubber and timber, and a \
growing part went by rail through the station beyond the river.\n\n\
Imports from China to Tatarstan were $1.4 billion in 2023, the minister added. He thanked the railway for its patience and \
the customs officers for theirs, and promised that the second terminal would open before the first snow.\n";

const OTHER: &str = "Kazan looks east\n\n\
The trade turnover between Tatarstan and China was worth $3.3 billion in 2023, according to the regional government. Nobody in \
the hall seemed surprised. Factories on the Kama have been buying machine tools from Shandong for years, and the port at \
Sviyazhsk was built with that traffic in mind, long before anybody spoke of a turn to the east.\n\n\
What surprised was the composition, for the first time chemicals came before fuel, a change that economists in Moscow had \
predicted and then forgotten, until the tables were on their desks this week and had to be explained to somebody.\n";

fn report(source: &str, day: &str, text: &str) -> Report {
    Report {
        text: text.to_owned(),
        source: source.to_owned(),
        publisher: Some(source.to_owned()),
        language: Some("en".parse().unwrap()),
        published: day.parse().ok().map(|day| Published { day, basis: PublishedBasis::Manifest }),
        ..Report::default()
    }
}

fn put(store: &mut Store, reports: &[Report]) -> Vec<Outcome> {
    let mut ingest = store.ingest(VERSION).unwrap();
    let outcomes =
        reports.iter().map(|report| ingest.put(report, &extract(report)).unwrap()).collect();
    ingest.finish().unwrap();
    outcomes
}

/// Who repeats whom, by source.
fn repeats(path: &Path) -> Vec<String> {
    rows(
        &sql(path),
        "SELECT r.source || ' repeats ' || s.source FROM report AS r JOIN report AS s ON s.report_id = r.repeats
         ORDER BY r.source",
    )
}

/// What is kept is what the rules make of the rows.
fn check_kept(store: &Store) {
    store
        .check(|checked| assert_eq!(checked.faults, Vec::<String>::new(), "{}", checked.name))
        .unwrap();
}

/// Whether a varied text repeats the wire.
#[track_caller]
fn check(varied: &str, expected: bool) {
    assert_ne!(varied, WIRE, "nothing was varied");
    let (_directory, mut store) = store();
    put(&mut store, &[report("wire", "2024-01-15", WIRE), report("paper", "2024-01-16", varied)]);
    assert_eq!(!repeats(store.path()).is_empty(), expected, "{varied}");
    check_kept(&store);
}

#[test]
fn the_same_text_in_another_dress_is_one_voice() {
    check(
        &WIRE.replace("Tatarstan counts its year with China", "Three billion and a terminal"),
        true,
    );
    // The lead is cut.
    check(&WIRE.replace(" The figure was read out in Kazan at a meeting of the joint committee, which had not come together since the spring.", ""), true);
    // A paragraph is dropped.
    let from = WIRE.find("Exports from").unwrap();
    let to = WIRE.find("Imports from").unwrap();
    check(&format!("{}{}", &WIRE[..from], &WIRE[to..]), true);
    // The paper's own lines stand around it.
    check(
        &format!(
            "The Volga Courier, founded in 1911\n\n{WIRE}\nSubscribe for 300 roubles a month and read the Courier every morning before breakfast. Our editors write to you about trade, about the river and about the weather.\n"
        ),
        true,
    );
    // A word here and there is another.
    check(&WIRE.replace("amounted to", "came to").replace("thanked", "praised"), true);
}

#[test]
fn other_numbers_are_another_voice() {
    check(&WIRE.replace("$3.3 billion", "$3.4 billion"), false);
    check(&WIRE.replace("$1.4 billion", "$1.5 billion"), false);
    let next_year = WIRE
        .replace("2023", "2024")
        .replace("3.3", "3.9")
        .replace("1.9", "2.2")
        .replace("1.4", "1.7");
    check(&next_year, false);
}

#[test]
fn other_words_for_the_same_are_another_voice() {
    check(OTHER, false);
    check(
        "В 2023 году товарооборот Татарстана и Китая составил 3,3 млрд долларов. Экспорт из Татарстана в Китай достиг 1,9 млрд \
         долларов, импорт – 1,4 млрд долларов, сообщили в министерстве промышленности в понедельник. Цифры назвали в Казани на \
         заседании совместного комитета, который не собирался с весны и обещал открыть второй терминал до первого снега.",
        false,
    );
}

#[test]
fn a_voice_counts_once_and_speaks_through_its_first() {
    let (_directory, mut store) = store();
    let reports = [
        report("late", "2024-01-17", &format!("Late\n\n{WIRE}")),
        report("first", "2024-01-15", WIRE),
        report("undated", "", &format!("Undated\n\n{WIRE}")),
        report("other", "2024-01-20", OTHER),
        report("rival", "2024-01-21", &OTHER.replace("$3.3 billion", "$2.8 billion")),
    ];
    put(&mut store, &reports);
    assert_eq!(repeats(store.path()), ["late repeats first", "undated repeats first"]);
    let turnover = "SELECT value, n_figures, n_rivals, publisher FROM observation
        WHERE indicator = 'turnover' AND transform = 'level' AND period = '2023'";
    // Two voices agree, a third does not; the one that a ministry answers for is chosen.
    assert_eq!(rows(&sql(store.path()), turnover), ["3300000000|3|1|first"]);
    let exports = "SELECT value, n_figures, publisher FROM observation
        WHERE indicator = 'exports' AND transform = 'level' AND period = '2023'";
    assert_eq!(rows(&sql(store.path()), exports), ["1900000000|1|first"]);
    let kept = "SELECT count(*) FROM figure JOIN report USING (report_id) WHERE source = 'late'";
    assert_ne!(rows(&sql(store.path()), kept), ["0"], "what is repeated is kept");
    check_kept(&store);
}

#[test]
fn when_the_first_is_edited_the_next_speaks() {
    let (_directory, mut store) = store();
    let edited = report("first", "2024-01-15", &WIRE.replace("$3.3 billion", "$3.6 billion"));
    put(
        &mut store,
        &[
            report("first", "2024-01-15", WIRE),
            report("second", "2024-01-16", &format!("Second\n\n{WIRE}")),
            report("third", "2024-01-17", &format!("Third\n\n{WIRE}")),
        ],
    );
    assert_eq!(repeats(store.path()), ["second repeats first", "third repeats first"]);
    put(&mut store, &[edited]);
    // They still have one voice, whose first edition no longer counts.
    assert_eq!(repeats(store.path()), ["second repeats first", "third repeats first"]);
    let turnover =
        "SELECT value, n_figures, n_rivals FROM observation WHERE indicator = 'turnover'";
    assert_eq!(rows(&sql(store.path()), turnover), ["3300000000|2|1"]);
    check_kept(&store);
    // Taken out, it leaves its voice to the next.
    let sha = rows(&sql(store.path()), "SELECT sha256 FROM report WHERE source = 'second'");
    let mut ingest = store.ingest(VERSION).unwrap();
    ingest.remove([sha[0].as_str()]).unwrap();
    ingest.finish().unwrap();
    assert_eq!(repeats(store.path()), ["third repeats first"]);
    assert_eq!(rows(&sql(store.path()), turnover), ["3300000000|2|1"]);
    check_kept(&store);
}

#[test]
fn what_only_the_repeating_report_says_counts() {
    let (_directory, mut store) = store();
    let more = format!(
        "{WIRE}\nIn 2022 the trade turnover between Tatarstan and China amounted to $2.1 billion.\n"
    );
    put(&mut store, &[report("first", "2024-01-15", WIRE), report("more", "2024-01-16", &more)]);
    assert_eq!(repeats(store.path()), ["more repeats first"]);
    let turnover = "SELECT period, value, publisher FROM observation WHERE indicator = 'turnover' ORDER BY period";
    assert_eq!(
        rows(&sql(store.path()), turnover),
        ["2022|2100000000|more", "2023|3300000000|first"]
    );
    check_kept(&store);
}

/// The wire with some of its parts, on a day, as a paper prints it.
fn printed(number: usize, (day, parts, update): (u32, u8, bool)) -> Report {
    let paragraphs: Vec<&str> = WIRE.split("\n\n").collect();
    let kept = paragraphs.iter().enumerate().filter(|(i, _)| *i == 1 || parts & (1 << i) != 0);
    let mut text = kept.map(|(_, paragraph)| *paragraph).collect::<Vec<_>>().join("\n\n");
    if update {
        text = text.replace("$3.3 billion", "$3.5 billion");
    }
    let text = format!("{text}\n\nPaper of the {number}. kind, read by the river and beyond it.\n");
    report(&format!("paper{number}"), &format!("2024-01-{day:02}"), &text)
}

/// All that does not depend on row ids.
fn told(path: &Path) -> Vec<String> {
    let mut told = repeats(path);
    told.extend(rows(
        &sql(path),
        "SELECT series, period, value, chosen_because, n_figures, n_rivals, low, high, quote, publisher, figure_key
         FROM observation ORDER BY series, period_start",
    ));
    told.extend(rows(
        &sql(path),
        "SELECT figure_key, in_force, is_chosen FROM figure_detail ORDER BY figure_key",
    ));
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_ingestion_does_not_matter(
        papers in proptest::collection::vec((1u32..5, 0u8..16, proptest::bool::weighted(0.2)), 2..9),
        seed in any::<u64>(),
        batch in 1usize..5,
    ) {
        let reports: Vec<Report> =
            papers.iter().enumerate().map(|(number, paper)| printed(number, *paper)).collect();
        let mut shuffled = reports.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        let (_one, mut at_once) = store();
        put(&mut at_once, &reports);
        let (_two, mut in_parts) = store();
        for part in shuffled.chunks(batch) {
            put(&mut in_parts, part);
        }
        prop_assert_eq!(told(at_once.path()), told(in_parts.path()));
        check_kept(&at_once);
        check_kept(&in_parts);
    }
}
