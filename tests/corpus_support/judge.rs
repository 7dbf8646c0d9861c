//! A case in, what the extraction says differently out.

use super::case::{self, Case, PUBLISHED, Row};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use tradestat::extract::extract;
use tradestat::model::{
    Amount, Extraction, Figure, Meaning, Mention, Published, PublishedBasis, Report, Span,
};

/// What differs between a case and the extraction of its report, ready to be read in a terminal; `None` if nothing does.
pub(crate) fn difference(case: &Case, language: &str) -> Option<String> {
    let report = Report {
        text: case.report.clone(),
        language: Some(language.parse().unwrap()),
        published: Some(Published {
            day: PUBLISHED.parse().unwrap(),
            basis: PublishedBasis::Given,
        }),
        ..Report::default()
    };
    let extraction = extract(&report);
    let mut out = String::new();
    if let Some(expected) = &case.figures {
        let got: Vec<Row> = extraction.figures.iter().map(|f| figure(&report.text, f)).collect();
        compare("figures", expected, &got, &mut out);
    }
    if !case.mentions.is_empty() {
        let got = mentions(&report.text, &extraction, &case.mentions);
        compare("mentions", &case.mentions, &got, &mut out);
    }
    if !case.sources.is_empty() {
        let got: Vec<Row> = extraction.figures.iter().map(|f| source(&report.text, f)).collect();
        compare("sources", &case.sources, &got, &mut out);
    }
    if out.is_empty() {
        return None;
    }
    if let Some(wrong) = &case.wrong {
        writeln!(out, "  known wrong: {wrong}").unwrap();
    }
    let quoted: Vec<_> = case.report.lines().map(|line| format!("  > {line}\n")).collect();
    Some(quoted.concat() + &out)
}

/// Compares rows in order; a column that only one side has is not looked at, save those with a default.
fn compare(what: &str, expected: &[Row], got: &[Row], out: &mut String) {
    let expected: Vec<Row> = expected.iter().map(completed).collect();
    let alike = expected.len() == got.len()
        && expected
            .iter()
            .zip(got)
            .all(|(want, have)| want.iter().all(|(column, cell)| have.get(column) == Some(cell)));
    if alike {
        return;
    }
    let columns: Vec<&String> =
        expected.first().or(got.first()).map_or(vec![], |r| r.keys().collect());
    writeln!(
        out,
        "  {what} ({})",
        columns.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(" | ")
    )
    .unwrap();
    for (side, rows) in [("expected", expected.as_slice()), ("got", got)] {
        for row in rows {
            let cells: Vec<&str> =
                columns.iter().map(|c| row.get(*c).map_or("", String::as_str)).collect();
            writeln!(out, "    {side:<8}  {}", cells.join(" | ")).unwrap();
        }
        if rows.is_empty() {
            writeln!(out, "    {side:<8}  nothing").unwrap();
        }
    }
}

/// A row as it is compared: exact values, and the cells that go without saying.
fn completed(row: &Row) -> Row {
    let mut row = row.clone();
    if row.contains_key("figure") {
        return row;
    }
    let figure = row.contains_key("at");
    let defaults: &[(&str, &str)] = if figure {
        &[("high", ""), ("qualifier", "exactly"), ("status", "actual")]
    } else {
        &[("value", ""), ("high", ""), ("unit", ""), ("qualifier", ""), ("code", "")]
    };
    for (column, default) in defaults {
        let cell = row.entry((*column).to_owned()).or_default();
        if cell.is_empty() {
            (*default).clone_into(cell);
        }
    }
    for column in ["value", "high"] {
        if let Some(cell) = row.get_mut(column) {
            *cell = case::value(cell);
        }
    }
    // A mention of a number that is not hedged is exact.
    if !figure && !row["value"].is_empty() && row["qualifier"].is_empty() {
        "exactly".clone_into(row.entry("qualifier".to_owned()).or_default());
    }
    row
}

fn figure(text: &str, figure: &Figure) -> Row {
    let code =
        |area: Option<tradestat::model::AreaCode>| area.map_or(String::new(), |a| a.to_string());
    let mut row = amount(&figure.amount);
    row.extend([
        ("at".to_owned(), at(text, figure.span)),
        ("indicator".to_owned(), figure.indicator.code().to_owned()),
        ("transform".to_owned(), figure.transform.code().to_owned()),
        ("ref".to_owned(), code(figure.ref_area)),
        ("partner".to_owned(), code(figure.counterpart_area)),
        ("period".to_owned(), figure.period.map_or(String::new(), |p| p.to_string())),
        ("status".to_owned(), figure.status.code().to_owned()),
        ("product".to_owned(), figure.product.clone().unwrap_or_default()),
        ("base".to_owned(), figure.base.map_or(String::new(), |p| p.to_string())),
    ]);
    row
}

/// A figure with who counts it: "KZ statistics", and the words that name it.
fn source(text: &str, figure: &Figure) -> Row {
    let who = figure.source.map_or(String::new(), |source| {
        let area = source.area.map_or(String::new(), |area| format!("{area} "));
        format!("{area}{}", source.kind)
    });
    let named = figure.source.map_or(String::new(), |source| at(text, source.span));
    Row::from([
        ("figure".to_owned(), at(text, figure.span)),
        ("who".to_owned(), who),
        ("named".to_owned(), named),
    ])
}

/// The mentions of the kinds that the case names.
fn mentions(text: &str, extraction: &Extraction, expected: &[Row]) -> Vec<Row> {
    let asked = |m: &&Mention| {
        expected.iter().any(|row| row.get("kind").is_some_and(|kind| kind == m.meaning.kind()))
    };
    let row = |mention: &Mention| {
        let mut row = mention.meaning.amount().map(amount).unwrap_or_default();
        let code = match mention.meaning {
            Meaning::Period(period) => period.map_or(String::new(), |p| p.to_string()),
            Meaning::Area(area) => area.to_string(),
            Meaning::Money(_) | Meaning::Percent(_) | Meaning::Quantity(_) => String::new(),
        };
        for column in ["value", "high", "unit", "qualifier"] {
            row.entry(column.to_owned()).or_default();
        }
        row.insert("mention".to_owned(), at(text, mention.span));
        row.insert("kind".to_owned(), mention.meaning.kind().to_owned());
        row.insert("code".to_owned(), code);
        row
    };
    extraction.mentions.iter().filter(asked).map(row).collect()
}

fn amount(amount: &Amount) -> Row {
    let exact = |value: Decimal| value.normalize().to_string();
    Row::from([
        ("value".to_owned(), exact(amount.value)),
        ("high".to_owned(), amount.high.map_or(String::new(), exact)),
        ("unit".to_owned(), amount.unit.map_or(String::new(), |unit| unit.to_string())),
        ("qualifier".to_owned(), amount.qualifier.code().to_owned()),
    ])
}

fn at(text: &str, span: Span) -> String {
    text.chars().skip(span.start).take(span.end - span.start).collect()
}

#[test]
fn a_wrong_expectation_is_told_with_both_answers() {
    let case = Case {
        report: "Exports of Chile rose by 4% in 2023.".to_owned(),
        figures: Some(vec![Row::from([
            ("at".to_owned(), "4%".to_owned()),
            ("value".to_owned(), "5".to_owned()),
        ])]),
        ..Case::default()
    };
    let told = difference(&case, "en").unwrap();
    assert!(
        told.contains("> Exports of Chile") && told.contains("expected") && told.contains("got")
    );
}
