//! Claims out for the audit, findings in, and what people acknowledge of them.

use crate::support::{put, report, rows, sample_store, sql, store};
use tradestat::derive;
use tradestat::model::{FindingKind, Query, Severity, Transform};
use tradestat::store::{NewFinding, Store, finding_key};

#[test]
fn claims_are_the_figures_in_force_and_those_without_a_period() {
    let (_directory, mut store) = sample_store();
    let lone =
        report("lone.txt", "Paper", "2024-01-01", "Trade of Tatarstan with China is $9 billion.");
    put(&mut store, &lone, &["9 billion | 9000000000 USD | turnover level RU-TA CN | -"]);
    let claims = store.claims().unwrap();
    assert_eq!(claims.claims.iter().filter(|claim| claim.period.is_none()).count(), 1);
    let in_force = rows(&sql(store.path()), "SELECT count(*) FROM effective");
    assert_eq!(in_force, [(claims.claims.len() - 1).to_string()]);
}

#[test]
fn bounds_are_those_of_the_store() {
    let (_directory, mut store) = store();
    let hedges = ["exactly", "about", "nearly", "over", "at_least", "under", "at_most"];
    for (number, hedge) in hedges.iter().enumerate() {
        let text = format!(
            "In 2023 exports of Russia to China changed by 9.1% or 50 to 60%, says {number}."
        );
        let facts = [
            format!("9.1% | -9.1 percent {hedge} | exports change RU CN | 2023"),
            "50 to 60% | 50 percent between 60 | exports change RU CN | 2022".to_owned(),
        ];
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        put(&mut store, &report(&format!("{number}.txt"), "Paper", "2024-01-01", &text), &facts);
    }
    let connection = sql(store.path());
    let claims = store.claims().unwrap();
    assert_eq!(claims.claims.len(), 2 * hedges.len());
    for claim in &claims.claims {
        let kept: (Option<f64>, Option<f64>) = connection
            .query_row(
                "SELECT least, most FROM effective WHERE figure_id = ?1",
                [claim.figure],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        let side = |edge: f64| edge.is_finite().then_some(edge);
        assert_eq!((side(claim.bounds.least), side(claim.bounds.most)), kept, "{claim:?}");
    }
}

#[test]
fn claims_of_some_series_are_those_of_all() {
    let (_directory, store) = sample_store();
    let all = store.claims().unwrap();
    let some = store.claims_of(|key| key.transform == Transform::Change).unwrap();
    assert_eq!(some.series.len(), 2);
    let figures = |claims: &tradestat::model::Claims| {
        let changes = claims.claims.iter().filter(|claim| {
            claims.key(claim).is_some_and(|key| key.transform == Transform::Change)
        });
        changes.map(|claim| claim.figure).collect::<Vec<_>>()
    };
    assert_eq!(figures(&some), figures(&all));
}

#[test]
fn rejected_figures_are_no_claims() {
    let (_directory, mut store) = store();
    let lone =
        report("lone.txt", "Paper", "2024-01-01", "Trade of Tatarstan with China is $9 billion.");
    put(&mut store, &lone, &["9 billion | 9000000000 USD | turnover level RU-TA CN | -"]);
    let connection = sql(store.path());
    let decide = |verdict: &str| {
        let sql =
            "INSERT INTO decision (figure_key, verdict, expect_value, anchor_quote, decided_on)
             SELECT figure_key, ?1, value, at, '2024-02-01' FROM figure";
        connection.execute(sql, [verdict]).unwrap();
        store.claims().unwrap().claims.len()
    };
    assert_eq!([decide("rejected"), decide("undone"), decide("confirmed")], [0, 1, 1]);
}

/// A finding about the figures of one sample, by their order in the text.
fn finding(store: &Store, key: &str, source: &str) -> NewFinding {
    let connection = sql(store.path());
    let figures = rows(
        &connection,
        &format!(
            "SELECT figure_key FROM figure JOIN report USING (report_id) WHERE source = '{source}' ORDER BY char_start"
        ),
    );
    let series = rows(
        &connection,
        &format!("SELECT series_id FROM figure WHERE figure_key = '{}'", figures[0]),
    );
    NewFinding {
        key: key.to_owned(),
        kind: FindingKind::Sum,
        severity: Severity::Conflict,
        series: series[0].parse().unwrap(),
        period: Some("2018".to_owned()),
        arithmetic: "1 and 1 make 2".to_owned(),
        reading: None,
        figures,
    }
}

#[test]
fn an_audit_of_some_figures_replaces_what_was_found_about_them() {
    let (_directory, mut store) = sample_store();
    let (kazan, volga) = (finding(&store, "a", "kazan.txt"), finding(&store, "b", "half.txt"));
    store.put_findings(&Query::default(), &[kazan.clone(), volga]).unwrap();
    let keys = |store: &Store| {
        store.findings().unwrap().into_iter().map(|finding| finding.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&store), ["a", "b"]);
    let tatarstan = Query { areas: vec!["RU-TA".parse().unwrap()], ..Query::default() };
    store.put_findings(&tatarstan, &[]).unwrap();
    assert_eq!(keys(&store), ["b"]);
    store.put_findings(&tatarstan, std::slice::from_ref(&kazan)).unwrap();
    store.put_findings(&tatarstan, &[kazan]).unwrap();
    assert_eq!(keys(&store), ["b", "a"]);
    let shown =
        "SELECT place, value, quote IS NOT NULL FROM finding_detail WHERE finding_key = 'a'";
    let shown = rows(&sql(store.path()), shown);
    assert_eq!(shown, ["0|530800000|1", "1|163400000|1", "2|367400000|1", "3|9.5|1"]);
    store.put_findings(&Query::default(), &[]).unwrap();
    assert_eq!(keys(&store), Vec::<String>::new());
}

#[test]
fn acknowledgements_outlive_the_findings() {
    let (_directory, mut store) = sample_store();
    let found = finding(&store, "a", "kazan.txt");
    store.put_findings(&Query::default(), &[found]).unwrap();
    let day = "2024-05-01".parse().unwrap();
    let key = |key: &str| key.to_owned();
    assert_eq!(store.acknowledge(&[key("a"), key("x")], day, None).unwrap(), Some(key("x")));
    assert!(store.acknowledgements().unwrap().is_empty(), "half of it was noted");
    assert_eq!(store.acknowledge(&[key("a")], day, Some("their slip")).unwrap(), None);
    store.put_findings(&Query::default(), &[]).unwrap();
    let seen = store.acknowledgements().unwrap();
    assert_eq!(
        (seen["a"].on.as_str(), seen["a"].note.as_deref()),
        ("2024-05-01", Some("their slip"))
    );
    assert_eq!(store.reopen(&[key("x")]).unwrap(), Some(key("x")));
    assert_eq!(store.reopen(&[key("a")]).unwrap(), None);
    assert!(store.acknowledgements().unwrap().is_empty());
}

#[test]
fn a_series_that_is_gone_takes_its_findings_with_it() {
    let (_directory, mut store) = store();
    let lone = |text: &str| report("lone.txt", "Paper", "2024-01-01", text);
    let text = "Trade of Tatarstan with China was $9 billion in 2023.";
    put(&mut store, &lone(text), &["9 billion | 9000000000 USD | turnover level RU-TA CN | 2023"]);
    let found = finding(&store, "a", "lone.txt");
    store.put_findings(&Query::default(), &[found]).unwrap();
    let mut ingest = store.ingest(2).unwrap();
    ingest.put(&lone(text), &crate::support::extraction(&lone(text), &[])).unwrap();
    ingest.finish().unwrap();
    assert_eq!(store.findings().unwrap(), []);
}

#[test]
fn a_key_depends_on_what_is_said_alone() {
    let said = |slug: &str, period: &str, value: f64| {
        (slug.to_owned(), tradestat::model::Period::parse(period), value)
    };
    let (one, other) = (said("a", "2023", 1.0), said("b", "2024", 2.0));
    let key = finding_key(FindingKind::Sum, [one.clone(), other.clone()]);
    assert_eq!(key, finding_key(FindingKind::Sum, [other.clone(), one.clone()]));
    assert_ne!(key, finding_key(FindingKind::Growth, [one.clone(), other]));
    assert_ne!(key, finding_key(FindingKind::Sum, [one, said("b", "2024", 3.0)]));
}

#[test]
fn a_narrow_audit_finds_what_a_wide_one_does() {
    let (_directory, mut store) = sample_store();
    let texts = [
        (
            "1.txt",
            "In 2023 trade of Tatarstan with China was $400 billion.",
            "400 billion | 400000000000 USD | turnover level RU-TA CN | 2023",
        ),
        (
            "2.txt",
            "In 2023 trade of Russia with China was $240 billion.",
            "240 billion | 240000000000 USD | turnover level RU CN | 2023",
        ),
        (
            "3.txt",
            "In 2023 trade of Russia with China was $230 billion.",
            "230 billion | 230000000000 USD | turnover level RU CN | 2023",
        ),
    ];
    for (source, text, fact) in texts {
        put(&mut store, &report(source, "Paper", "2024-03-01", text), &[fact]);
    }
    for areas in [vec!["RU-TA", "CN"], vec!["RU", "CN"], vec!["RU-TA"], vec!["CN"], vec!["UZ"]] {
        let areas: Vec<_> = areas.iter().map(|code| code.parse().unwrap()).collect();
        let selected = store
            .selected_figures(&Query { areas: areas.clone(), ..Query::default() })
            .unwrap()
            .unwrap();
        let figures = |claims: &tradestat::model::Claims| -> Vec<Vec<i64>> {
            let figure = |place: usize| claims.claims[place].figure;
            let found = derive::audit(claims, &derive::Rates::default()).into_iter();
            let figures = found.map(|finding| finding.figures().into_iter().map(figure).collect());
            figures.filter(|ids: &Vec<i64>| ids.iter().any(|id| selected.contains(id))).collect()
        };
        let wide = figures(&store.claims().unwrap());
        let narrow = figures(&store.claims_of(|key| derive::concerns(&areas, key)).unwrap());
        assert_eq!(narrow, wide, "{areas:?}");
        assert_eq!(wide.is_empty(), areas.len() == 1 && areas[0].as_str() == "UZ", "{areas:?}");
    }
}
