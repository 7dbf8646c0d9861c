//! Questions from the program's other parts.

use crate::support::{sample_store, samples};
use tradestat::model::{AreaCode, Indicator, Query, Transform, Unit};
use tradestat::store::{FigureFilter, StoreError};

fn area(code: &str) -> AreaCode {
    code.parse().unwrap()
}

/// The slugs of the series that a query selects.
fn check(query: &Query, expected: &[&str]) {
    let (_directory, store) = sample_store();
    let mut slugs: Vec<_> = store.series(query).unwrap().into_iter().map(|row| row.slug).collect();
    slugs.sort();
    assert_eq!(slugs, expected, "{query:?}");
}

#[test]
fn a_query_selects_series() {
    let of = |areas: &[&str]| Query {
        areas: areas.iter().map(|code| area(code)).collect(),
        ..Query::default()
    };
    check(
        &of(&["RU-TA"]),
        &["ru-ta-cn-exports", "ru-ta-cn-imports", "ru-ta-cn-imports-change", "ru-ta-cn-turnover"],
    );
    check(&of(&["UZ", "RU"]), &["uz-ru-imports-of-wheat"]);
    check(
        &of(&["TR", "RU", "CN"]),
        &[
            "cn-ru-turnover",
            "cn-ru-turnover-change",
            "ru-cn-exports",
            "ru-cn-imports",
            "ru-cn-imports-level-rub",
            "ru-tr-exports",
        ],
    );
    check(&of(&["DE"]), &[]);
    let turnover = Query {
        indicators: vec![Indicator::Turnover],
        transforms: vec![Transform::Level],
        ..Query::default()
    };
    check(&turnover, &["cn-ru-turnover", "ru-ta-cn-turnover"]);
    check(&Query { unit: Unit::parse("RUB"), ..Query::default() }, &["ru-cn-imports-level-rub"]);
    check(&Query { rest: vec!["Wheat".into()], ..Query::default() }, &["uz-ru-imports-of-wheat"]);
    check(
        &Query {
            from: "2025-01-01".parse().ok(),
            to: "2025-12-31".parse().ok(),
            ..Query::default()
        },
        &["cn-ru-turnover", "cn-ru-turnover-change"],
    );
}

#[test]
fn a_series_tells_its_span_and_its_newest_actual_value() {
    let (_directory, store) = sample_store();
    let query = Query {
        areas: vec![area("RU-TA"), area("CN")],
        indicators: vec![Indicator::Turnover],
        ..Query::default()
    };
    let all = store.series(&query).unwrap();
    let row = &all[0];
    assert_eq!(row.name, "Tatarstan–China turnover");
    assert_eq!(
        (row.first.code(), row.last.code()),
        ("2018".into(), "2023".into()),
        "2030 is a plan"
    );
    assert_eq!((row.value.to_string(), row.observations, row.figures), ("3296000000".into(), 4, 6));
    let early = Query { to: "2022-12-31".parse().ok(), ..query };
    let row = &store.series(&early).unwrap()[0];
    assert_eq!((row.last.code(), row.observations), ("2022".into(), 2));
}

#[test]
fn observations_come_in_time_with_their_sentence() {
    let (_directory, store) = sample_store();
    let all = store.series(&Query::default()).unwrap();
    let row = all.iter().find(|row| row.slug == "ru-ta-cn-turnover").unwrap();
    let observations = store.observations(row.id, None, None).unwrap();
    let codes: Vec<_> = observations.iter().map(|o| o.period.code()).collect();
    assert_eq!(codes, ["2018", "2022", "2023", "2030"]);
    let disputed = &observations[1];
    assert_eq!((disputed.figures, disputed.rivals), (2, 1));
    assert_eq!(
        (disputed.range.0.to_string(), disputed.range.1.to_string()),
        ("1400000000".into(), "1900000000".into())
    );
    assert_eq!(disputed.rounding.to_string(), "50000000");
    assert_eq!(disputed.publisher.as_deref(), Some("Ministry of Trade"));
    assert!(disputed.quote.contains("$1.4 billion in 2022"), "{}", disputed.quote);
    let within =
        store.observations(row.id, "2019-01-01".parse().ok(), "2023-12-31".parse().ok()).unwrap();
    assert_eq!(within.len(), 2);
}

#[test]
fn lent_rows_are_those_of_the_views() {
    let (_directory, store) = sample_store();
    let mut lent = Vec::new();
    let count = store
        .each_observation(&Query::default(), |row| {
            lent.push(format!(
                "{}|{}|{}|{:?}|{}",
                row.series,
                row.period,
                row.value,
                row.frequency,
                row.figure_key.unwrap_or_default()
            ));
            Ok::<(), StoreError>(())
        })
        .unwrap();
    let sql = "SELECT series, period, value, iif(frequency IS NULL, 'None', 'Some(\"' || frequency || '\")'), figure_key
        FROM observation ORDER BY series, period_start, period_end";
    assert_eq!(lent, crate::support::rows(&crate::support::sql(store.path()), sql));
    assert_eq!(usize::try_from(count).unwrap(), lent.len());
}

#[test]
fn what_show_refuses_ends_the_reading() {
    let (_directory, store) = sample_store();
    let mut shown = 0;
    let stopped: Result<u64, Box<dyn std::error::Error>> =
        store.each_observation(&Query::default(), |_| {
            shown += 1;
            if shown == 3 { Err("enough".into()) } else { Ok(()) }
        });
    assert_eq!((stopped.unwrap_err().to_string(), shown), ("enough".into(), 3));
}

#[test]
fn figures_come_with_sentence_and_source() {
    let (_directory, store) = sample_store();
    let all = store.figures(&Query::default(), &FigureFilter::default()).unwrap();
    assert_eq!(all.len(), samples().iter().map(|(_, facts)| facts.len()).sum::<usize>());
    assert_eq!(
        (all[0].at.as_ref(), all[0].published.as_deref()),
        ("9.1%", Some("2025-07-20")),
        "newest report first"
    );
    let wheat = Query { rest: vec!["wheat".into()], ..Query::default() };
    let wheat = &store.figures(&wheat, &FigureFilter::default()).unwrap()[0];
    assert_eq!(wheat.series.as_deref(), Some("Uzbekistan imports from Russia: wheat"));
    assert!(wheat.in_force);
    assert_eq!((wheat.source.as_ref(), wheat.at.as_ref()), ("ministry.txt", "210 million"));
    let two = FigureFilter { limit: Some(2), ..FigureFilter::default() };
    assert_eq!(store.figures(&Query::default(), &two).unwrap().len(), 2);
    let sure = FigureFilter { min_confidence: Some(0.5), ..FigureFilter::default() };
    assert_eq!(store.figures(&Query::default(), &sure).unwrap().len(), all.len() - 1);
}

#[test]
fn counts_say_what_needs_a_look() {
    let (_directory, mut store) = sample_store();
    let counts = store.counts().unwrap();
    assert_eq!(
        (counts.reports, counts.figures, counts.series, counts.observations),
        (5, 17, 11, 14)
    );
    assert_eq!(counts.needs_look, 0, "what is no trade needs no look");
    let text = "Somebody's exports were $3 billion. Russia's imports were $4 billion in 2023.";
    let report = crate::support::report("vague.txt", "Paper", "2024-01-01", text);
    let facts = [
        "$3 billion | 3000000000 USD | exports level - - | -",
        "$4 billion | 4000000000 USD | imports level RU | 2023 | 0.2",
    ];
    crate::support::put(&mut store, &report, &facts);
    let counts = store.counts().unwrap();
    assert_eq!(
        (counts.doubtful, counts.without_period, counts.without_area, counts.needs_look),
        (1, 1, 1, 2)
    );
    let filter = FigureFilter { needs_look: true, ..FigureFilter::default() };
    assert_eq!(store.figures(&Query::default(), &filter).unwrap().len(), 2);
}

#[test]
fn reports_are_listed_newest_first() {
    let (_directory, store) = sample_store();
    let reports = store.reports().unwrap();
    let sources: Vec<_> = reports.iter().map(|row| row.source.as_str()).collect();
    assert_eq!(sources, ["half.txt", "customs.txt", "ministry.txt", "volga.txt", "kazan.txt"]);
    assert_eq!(reports[1].figures, 4);
    assert!(!reports[1].is_superseded);
}
