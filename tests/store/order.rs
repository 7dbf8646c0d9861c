//! Observations depend on what reports say, not on the order in which they come.

use crate::support::{VERSION, extraction, report, rows, sql, store};
use proptest::prelude::*;
use proptest::sample::select;
use tradestat::model::Report;

/// A text and where it is printed: the same text in several places is one report.
#[derive(Clone, Debug)]
struct Said {
    text: usize,
    /// A day in January 2024; 0 for none.
    day: u32,
    /// Nobody in particular where empty.
    publisher: &'static str,
}

/// What texts say, by their number.
#[derive(Clone, Debug)]
struct Fact {
    year: i32,
    millions: u32,
    hedge: &'static str,
    planned: bool,
    confidence: &'static str,
    by: &'static str,
}

fn fact() -> impl Strategy<Value = Fact> {
    (
        2020..2023,
        1u32..40,
        select(vec!["exactly", "exactly", "about", "over"]),
        any::<bool>(),
        select(vec!["0.9", "0.9", "0.3"]),
        select(vec![
            "",
            "",
            "by:RU-TA.statistics",
            "by:CN.customs",
            "by:CN.government",
            "by:other",
        ]),
    )
        .prop_map(|(year, millions, hedge, planned, confidence, by)| Fact {
            year,
            millions,
            hedge,
            planned,
            confidence,
            by,
        })
}

fn said() -> impl Strategy<Value = Said> {
    (0usize..8, 0u32..20, select(vec!["Ministry", "Paper", ""]))
        .prop_map(|(text, day, publisher)| Said { text, day, publisher })
}

fn told(number: usize, said: &Said, facts: &[Fact]) -> (Report, String) {
    let Said { text: place, day, publisher } = said;
    let Fact { year, millions, hedge, planned, confidence, by } = &facts[*place];
    let text = format!(
        "In {year} trade of Tatarstan with China was ${millions} million, says text {place}."
    );
    let day = if *day == 0 { String::new() } else { format!("2024-01-{day:02}") };
    let mut report = report(&format!("{number}.txt"), publisher, &day, &text);
    if publisher.is_empty() {
        (report.title, report.publisher, report.url) = (None, None, None);
    }
    let planned = if *planned { "planned" } else { "" };
    let fact = format!(
        "{millions} million | {millions}000000 USD {hedge} | turnover level RU-TA CN | {year} | {planned} {confidence} {by}"
    );
    (report, fact)
}

/// Everything that an observation and a vintage say, without the row ids that depend on order.
fn observations(reports: &[(Report, String)], batch: usize) -> Vec<String> {
    let (_directory, mut store) = store();
    for reports in reports.chunks(batch) {
        let mut ingest = store.ingest(VERSION).unwrap();
        for (report, fact) in reports {
            ingest.put(report, &extraction(report, &[fact])).unwrap();
        }
        ingest.finish().unwrap();
    }
    let connection = sql(store.path());
    let mut all = rows(
        &connection,
        "SELECT series, period, value, qualifier, status, chosen_because, n_figures, n_rivals, low, high, quote,
           publisher, published, url, figure_key FROM observation ORDER BY series, period_start",
    );
    all.extend(rows(
        &connection,
        "SELECT series, period, publisher, known_from, known_to, value, figure_key FROM vintage
         ORDER BY series, period_start, publisher, status, known_from, figure_key",
    ));
    all.extend(rows(
        &connection,
        "SELECT series, period, known_from, known_to, value, publisher, figure_key FROM release
         ORDER BY series, period_start, known_from",
    ));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter(
        facts in proptest::collection::vec(fact(), 8),
        all in proptest::collection::vec(said(), 1..14),
        seed in any::<u64>(),
        batch in 1usize..5,
    ) {
        let reports: Vec<_> =
            all.iter().enumerate().map(|(number, said)| told(number, said, &facts)).collect();
        let mut shuffled = reports.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        prop_assert_eq!(observations(&reports, 100), observations(&shuffled, batch));
    }
}
