//! Charts in letters: as true as the pictures, within their sheet, the same with colours and without.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should say where")]

mod chart_support;

use chart::Sheet;
use chart_support::*;

fn sheet(columns: usize) -> Sheet {
    Sheet { columns, coloured: false }
}

fn text(spec: &ChartSpec) -> String {
    chart::text(spec, sheet(80)).unwrap()
}

/// Without the sequences that colour it.
fn bare(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
}

/// The rows between the axes, from the column after the axis on, as letters.
fn plot(text: &str) -> Vec<Vec<char>> {
    let rows = text.lines().filter_map(|line| line.split_once(['│', '┤']));
    rows.map(|(_, row)| row.chars().collect()).collect()
}

fn is_dots(letter: char) -> bool {
    ('\u{2801}'..='\u{28ff}').contains(&letter)
}

#[test]
fn every_chart_keeps_to_its_sheet_and_colours_change_nothing() {
    for (name, spec) in gallery() {
        for columns in [40, 61, 80, 132] {
            let text = chart::text(&spec, sheet(columns)).unwrap_or_else(|e| panic!("{name}: {e}"));
            check_sheet(name, &text, columns);
            assert!(text.contains("ource: ") || text.contains("ources: ") || !text.is_ascii());
            let coloured = chart::text(&spec, Sheet { columns, coloured: true }).unwrap();
            assert!(coloured.contains('\u{1b}'), "{name} has no colours");
            assert_eq!(bare(&coloured), text, "{name}");
        }
    }
}

#[test]
fn a_sheet_too_narrow_is_taken_for_the_narrowest() {
    assert_eq!(chart::text(&one(turnover()), sheet(3)).unwrap(), {
        chart::text(&one(turnover()), sheet(40)).unwrap()
    });
}

#[test]
fn labels_say_what_the_store_says() {
    let text = text(&one(turnover()));
    for label in ["335", "530.8", "357", "372", "565", "630", "> 3,000", "3,300"] {
        let stands = |line: &str| {
            line.split(['░', ' ', '●', '○']).any(|word| word == label) || line.contains(label)
        };
        assert!(text.lines().any(stands), "{label} is not in\n{text}");
    }
    assert!(text.starts_with(
        "Tatarstan–China: turnover\nTurnover (exports + imports), million US dollars, 2011–2024\n"
    ));
    assert!(
        text.contains("Sources: Business Online (30 January 2025); Tatar-inform (17 May 2024)")
    );
}

#[test]
fn a_missing_period_is_shaded_and_nothing_crosses_it() {
    let rows = plot(&text(&one(turnover())));
    let shaded: Vec<usize> = (0..80)
        .filter(|column| rows.iter().filter(|row| row.get(*column) == Some(&'░')).count() > 5)
        .collect();
    // Five columns a year: 2014 and 2015, 2019 to 2022.
    assert_eq!(shaded.len(), 30, "{shaded:?}");
    for row in &rows {
        for column in &shaded {
            let letter = row.get(*column).copied().unwrap_or(' ');
            assert!(!is_dots(letter) && !"●○↑".contains(letter), "{row:?}");
        }
    }
    let dashed = ChartSpec { gaps: Gaps::Dash, ..one(turnover()) };
    let rows = plot(&text(&dashed));
    assert!(rows.iter().any(|row| shaded.iter().any(|c| row.get(*c).is_some_and(|l| is_dots(*l)))));
}

#[test]
fn every_doubt_has_its_mark_and_a_note_only_if_it_occurs() {
    let with =
        |o: Observation| one(vec![value("2019", "400000000"), o, value("2021", "500000000")]);
    let exact = text(&with(value("2020", "450000000")));
    let check = |o: Observation, note: &str, label: &str, marks: &[&str]| {
        let text = text(&with(o));
        let flat = text.replace('\n', " ");
        assert!(flat.contains(note), "{note} is not in\n{text}");
        assert!(!exact.replace('\n', " ").contains(note), "{note} stands under a chart without it");
        for part in marks.iter().chain([&label]) {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    };
    let number = "450000000";
    check(hedged("2020", number, Qualifier::Over), "Arrow up:", "> 450", &["↑", "○"]);
    check(hedged("2020", number, Qualifier::AtMost), "Arrow down:", "≤ 450", &["↓", "○"]);
    check(hedged("2020", number, Qualifier::About), "Hollow marker (≈):", "≈ 450", &["○"]);
    check(between("2020", "350000000", "480000000"), "Bar with caps:", "350–480", &["┯", "○", "┷"]);
    check(planned(value("2020", number)), "Dotted line, hollow circle:", "450", &["○"]);
    check(derived(value("2020", number), "500000"), "Diamond:", "450", &["◇"]);
    check(
        disputed(value("2020", number), "250000000", "490000000"),
        "Thin bar: sources disagree (2020: 250 to 490).",
        "450",
        &["│\n", "•", "●"],
    );
    check(value("2020-S1", "200000000"), "Small marker:", "Jan–Jun: 200", &["•"]);
}

#[test]
fn a_part_of_a_year_is_not_joined_with_whole_years() {
    let mut with_part = course(2019, 6, |i| 500 + i64::from(i));
    with_part.push(value("2025-S1", "260000000"));
    let rows = plot(&text(&one(with_part)));
    let row = rows.iter().position(|row| row.contains(&'•')).unwrap();
    let dot = rows[row].iter().position(|letter| *letter == '•').unwrap();
    for row in &rows[row.saturating_sub(1)..=row + 1] {
        let about = &row[(dot - 2).min(row.len())..(dot + 3).min(row.len())];
        assert!(!about.iter().any(|letter| is_dots(*letter)), "{row:?}");
    }
}

#[test]
fn growth_is_bars_round_zero() {
    let years = [("2019", "100"), ("2020", "150"), ("2021", "75"), ("2022", "75")];
    let spec = ChartSpec { view: View::YearOnYear, ..one(values(&years)) };
    let text = text(&spec);
    let rows = plot(&text);
    let zero = rows.iter().position(|row| row.contains(&'╌')).unwrap();
    let count = |rows: &[Vec<char>], letters: &str| {
        rows.iter().flatten().filter(|letter| letters.contains(**letter)).count()
    };
    assert!(count(&rows[..zero], "█▄") > 0 && count(&rows[..zero], "▀") == 0, "{text}");
    assert!(count(&rows[zero..], "█▀") > 0 && count(&rows[zero..], "▄") == 0, "{text}");
    for label in ["50", "−50", "0"] {
        let stands = |row: &Vec<char>| {
            row.iter().collect::<String>().split_whitespace().any(|word| word == label)
        };
        assert!(rows.iter().any(stands), "{label} is not in\n{text}");
    }
}

#[test]
fn several_series_have_a_key_and_their_own_markers() {
    let spec = spec(vec![
        with_partner("China", course(2019, 5, |i| 400 + i64::from(i))),
        with_partner("India", course(2019, 5, |i| 200 + i64::from(i))),
    ]);
    let text = text(&spec);
    assert!(text.contains("● China   ■ India\n"), "{text}");
    let markers = |marker: char| plot(&text).iter().flatten().filter(|l| **l == marker).count();
    assert_eq!((markers('●'), markers('■')), (5, 5), "{text}");
}

#[test]
fn what_cannot_be_drawn_is_refused_as_in_a_picture() {
    let nothing = chart::text(&one(Vec::new()), sheet(80)).unwrap_err().to_string();
    assert_eq!(nothing, chart::svg(&one(Vec::new())).unwrap_err().to_string());
}

/// Whole charts, to be read in a diff. `UPDATE_GOLDEN=1 cargo test --test chart_text golden` writes them anew.
#[test]
fn golden_charts() {
    for name in ["single", "hedges", "rivals-derived", "russian", "chinese", "yoy", "multiples-8"] {
        let spec = gallery().into_iter().find(|(n, _)| *n == name).unwrap().1;
        let text = text(&spec);
        let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text == golden,
            "{path} differs: look at the new chart, then run with UPDATE_GOLDEN=1\n{text}"
        );
    }
}
