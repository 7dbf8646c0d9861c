//! Observations depend on what reports say, not on the order in which they come.

use crate::support::{VERSION, extraction, report, rows, sql, store};
use proptest::prelude::*;
use tradestat::model::Report;

#[derive(Clone, Debug)]
struct Said {
    day: u32,
    year: i32,
    millions: u32,
    hedge: &'static str,
    planned: bool,
    confidence: &'static str,
    publisher: &'static str,
    by: &'static str,
}

fn said() -> impl Strategy<Value = Said> {
    use proptest::sample::select;
    (
        (1u32..28, 2020..2023, 1u32..40),
        select(vec!["exactly", "exactly", "about", "over"]),
        any::<bool>(),
        select(vec!["0.9", "0.9", "0.3"]),
        select(vec!["Ministry", "Paper"]),
        select(vec![
            "",
            "",
            "by:RU-TA.statistics",
            "by:CN.customs",
            "by:CN.government",
            "by:other",
        ]),
    )
        .prop_map(|((day, year, millions), hedge, planned, confidence, publisher, by)| Said {
            day,
            year,
            millions,
            hedge,
            planned,
            confidence,
            publisher,
            by,
        })
}

fn told(number: usize, said: &Said) -> (Report, String) {
    let Said { day, year, millions, hedge, planned, confidence, publisher, by } = said;
    let text = format!(
        "In {year} trade of Tatarstan with China was ${millions} million, says paper {number}."
    );
    let report = report(&format!("{number}.txt"), publisher, &format!("2024-01-{day:02}"), &text);
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
           publisher, figure_key FROM observation ORDER BY series, period_start",
    );
    all.extend(rows(
        &connection,
        "SELECT series, period, publisher, known_from, known_to, value, figure_key FROM vintage
         ORDER BY series, period_start, publisher, status, known_from",
    ));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter(all in proptest::collection::vec(said(), 1..12), seed in any::<u64>(), batch in 1usize..5) {
        let reports: Vec<_> = all.iter().enumerate().map(|(number, said)| told(number, said)).collect();
        let mut shuffled = reports.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        prop_assert_eq!(observations(&reports, 100), observations(&shuffled, batch));
    }
}
