//! What is derived, and what is not.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use super::{derivation, rests_on};
use crate::derive::lines::claims;
use crate::model::{Bounds, Claims, Derived, InputRole, Period, Source, Status};
use proptest::prelude::*;

/// What is derived, as `series period = value, bounds: why`; money in millions, inputs by their lines.
fn told(claims: &Claims) -> Vec<String> {
    let derived = derivation(claims);
    let one = |derived: &Derived| {
        let scale =
            if derived.series.unit.is_some_and(|unit| unit.code().len() == 3) { 1e6 } else { 1.0 };
        let hedge = match derived.qualifier.code() {
            "exactly" => String::new(),
            code => format!("{code} "),
        };
        let high = derived.value_high.map_or(String::new(), |high| format!("–{}", high / scale));
        let planned = if derived.status == Status::Planned { " planned" } else { "" };
        let rivals = if derived.rivals > 0 {
            format!(
                " rivals {} {}–{}",
                derived.rivals,
                derived.range.0 / scale,
                derived.range.1 / scale
            )
        } else {
            String::new()
        };
        let product = derived.series.product.as_ref().map_or(String::new(), |p| format!(" {p}"));
        let value = derived.value / scale;
        format!(
            "{}{product} {} {hedge}{value}{high}{planned} {}{rivals}",
            derived.series.indicator,
            derived.period,
            derived.because.trim_start_matches("derived: ")
        )
    };
    derived.iter().map(one).collect()
}

#[track_caller]
fn check(lines: &[&str], expected: &[&str]) {
    assert_eq!(told(&claims(lines)), expected);
}

/// The same line in another report.
fn by(report: u32, line: &str) -> String {
    let (_, rest) = line.split_once(' ').unwrap();
    format!("{report} {rest}")
}

const CHANGE: &str = "1 | turnover change RU CN percent | 2025-S1 | -9.1 0.05 | sentence 7";
const LEVEL: &str = "1 | turnover level RU CN USD | 2025-S1 | 106500 50 | sentence 7";

#[test]
fn a_level_and_its_growth_make_the_level_before() {
    check(&[LEVEL, CHANGE], &["turnover 2024-S1 117200 2025-S1 level ÷ growth"]);
    // The other way round, with a base that is named, and with the words for more than "by so many percent".
    check(
        &[
            "1 | exports level RU CN USD | 2016 | 372 0.5",
            "1 | exports change RU CN percent | 2017 | 50 0.5",
        ],
        &["exports 2017 558 2016 level × growth"],
    );
    check(
        &[
            "1 | exports level RU CN USD | 2024 | 6800 50",
            "1 | exports multiple RU CN - | 2024 | 1.6 0.05 | base 2016",
        ],
        &["exports 2016 4300 2024 level ÷ multiple"],
    );
    check(
        &[
            "1 | exports level RU CN USD | 2017 | 100 0.5",
            "1 | exports multiple RU CN - | 2017 | -2.5 0.05",
        ],
        &["exports 2016 250 2017 level ÷ multiple"],
    );
    check(
        &[
            "1 | exports level RU CN USD | 2017 | 100 0.5",
            "1 | exports change_abs RU CN USD | 2017 | -20 0.5",
        ],
        &["exports 2016 120 2017 level − change"],
    );
    // What is reported is not derived, by whomever it is reported and however planned.
    check(&[LEVEL, CHANGE, "2 | turnover level RU CN USD | 2024-S1 | 110000 500 | planned"], &[]);
    check(&[LEVEL, CHANGE, "2 | turnover level RU CN USD | 2024-S1 | 110000 500 | unsure"], &[]);
}

#[test]
fn a_growth_belongs_to_one_level() {
    let roubles = "1 | turnover level RU CN RUB | 2025-S1 | 9000000 500000 | sentence 7";
    let elsewhere = by(2, roubles);
    // Of two currencies in the report nobody says which one grew so; of one in it and another elsewhere it is the one in it.
    check(&[LEVEL, roubles, CHANGE], &[]);
    check(&[LEVEL, &elsewhere, CHANGE], &["turnover 2024-S1 117200 2025-S1 level ÷ growth"]);
    let report = |n: u32| by(n, CHANGE);
    check(&[LEVEL, &report(2)], &["turnover 2024-S1 117200 2025-S1 level ÷ growth"]);
    check(&[LEVEL, &elsewhere, &report(3)], &[]);
    // The report's own level comes before the one that stands for the series, and one that others contradict is not taken.
    let other = "3 | turnover level RU CN USD | 2025-S1 | 120000 500 | second";
    check(&[LEVEL, CHANGE, other], &["turnover 2024-S1 117200 2025-S1 level ÷ growth"]);
    check(&[LEVEL, &report(2), other], &[]);
    // Points of percent are no growth, nor is the growth of goods that of all.
    check(&[LEVEL, &CHANGE.replace("percent", "percentage_point")], &[]);
    check(&[LEVEL, &format!("{CHANGE} of wheat")], &[]);
    // Another earlier level in its sentence may be the one that it is measured against.
    let earlier = "1 | turnover level RU CN USD | 2016-S1 | 31000 500 | sentence 7";
    check(&[LEVEL, CHANGE, earlier], &[]);
    check(
        &[LEVEL, CHANGE, &earlier.replace("sentence 7", "sentence 8")],
        &["turnover 2024-S1 117200 2025-S1 level ÷ growth"],
    );
}

#[test]
fn what_is_doubted_is_not_built_on() {
    check(&[&format!("{LEVEL} unsure"), CHANGE], &[]);
    check(&[LEVEL, &format!("{CHANGE} unsure")], &[]);
    // What a report says twice and differently, what contradicts its neighbours, what is told before its time.
    check(&[LEVEL, CHANGE, "1 | turnover level RU CN USD | 2025-S1 | 3000 50"], &[]);
    check(&[LEVEL, CHANGE, "1 | turnover change RU CN percent | 2025-S1 | 9.1 0.05"], &[]);
    check(&[&format!("{LEVEL} on 2025-05-01"), &format!("{CHANGE} on 2025-05-01")], &[]);
    let known = "1 | turnover level RU CN USD | 2024-S1 | 90000 50";
    let roubles = "2 | turnover level RU CN RUB | 2024-S1 | 9000000 500000";
    check(&[LEVEL, CHANGE, known, roubles], &[]);
    check(&[LEVEL, "1 | turnover change RU CN percent | 2025-S1 | 1400 50"], &[]);
    // The trade of a bloc is that within it or with the rest of the world; a flow is one, from whichever end it is told.
    let bloc = |line: &str| line.replace("RU CN", "EU -");
    check(&[&bloc(LEVEL), &bloc(CHANGE)], &[]);
    let sold = "1 | exports level RU CN USD | 2025 | 26500 50";
    let grew = "1 | exports change RU CN percent | 2025 | 2.6 0.05";
    check(&[sold, grew], &["exports 2024 25830 2025 level ÷ growth"]);
    check(&[sold, grew, "1 | imports level CN RU USD | 2025 | 31000 500"], &[]);
    // A side that is larger than the whole.
    let exports = "1 | exports level RU CN USD | 2025-S1 | 120000 50";
    check(&[LEVEL, CHANGE, exports], &[]);
}

#[test]
fn a_plan_makes_plans() {
    let planned = |line: &str| format!("{line} planned");
    let base = "1 | turnover level RU CN USD | 2024-S1 | 100000 50";
    check(&[base, &planned(CHANGE)], &["turnover 2025-S1 90900 planned 2024-S1 level × growth"]);
    // It says nothing of the time before, and what happened did not grow out of a plan.
    check(&[LEVEL, &planned(CHANGE)], &[]);
    check(&[&planned(&format!("{base} |")), CHANGE], &[]);
    let exports = "1 | exports level RU CN USD | 2024 | 100 0.5";
    check(&[exports, "1 | imports level RU CN USD | 2024 | 50 0.5 | planned"], &[]);
}

#[test]
fn exports_and_imports() {
    let exports = "1 | exports level RU CN USD | 2024 | 129300 50";
    let imports = "1 | imports level RU CN USD | 2024 | 115500 50";
    let turnover = "1 | turnover level RU CN USD | 2024 | 244800 50";
    let made = ["balance 2024 13800 exports − imports", "turnover 2024 244800 exports + imports"];
    check(&[exports, imports], &[made[1], made[0]]);
    check(&[turnover, exports], &["imports 2024 115500 turnover − exports", made[0]]);
    check(&[turnover, imports], &["exports 2024 129300 turnover − imports", made[0]]);
    // What the partner sells is what is bought here; whose balance it would be is not said.
    check(&[exports, "1 | exports level CN RU USD | 2024 | 115500 50"], &[made[1]]);
    // Others count otherwise; blocs trade within themselves; the products must be the same, and the money.
    check(&[exports, &by(2, imports)], &[]);
    check(&[&exports.replace("RU CN", "EU CN"), &imports.replace("RU CN", "EU CN")], &[]);
    check(&[exports, &format!("{imports} | of wheat")], &[]);
    check(&[exports, &imports.replace("USD", "RUB")], &[]);
    // Balances of nearly nothing are lost in the rounding.
    check(
        &[&exports.replace("129300", "115600"), imports],
        &["turnover 2024 231100 exports + imports"],
    );
}

#[test]
fn shares() {
    let share = "1 | exports share RU CN percent | 2024 | 30 0.5";
    let whole = "1 | exports level RU - USD | 2024 | 430000 500";
    check(&[share, whole], &["exports 2024 129000 share × whole"]);
    check(&[share, &by(2, whole)], &[]);
    // Goods that no report tells a level of are seldom goods.
    let wheat = "1 | exports share RU - percent | 2024 | 10 0.5 | of wheat";
    check(&[wheat, whole], &[]);
    let known = "2 | exports level RU - USD | 2020 | 9000 500 | of wheat";
    check(&[wheat, whole, known], &["exports wheat 2024 43000 share × whole"]);
    // Of which whole a share is that stands far away nobody knows.
    let others: Vec<String> =
        (0..12).map(|n| format!("1 | imports level RU CN USD | {} | 1 0.1", 1990 + n)).collect();
    let mut lines = vec![share];
    lines.extend(others.iter().map(String::as_str));
    lines.push(whole);
    check(&lines, &[]);
}

#[test]
fn parts_of_a_year() {
    let of = |period: &str, said: &str| format!("1 | turnover level RU CN USD | {period} | {said}");
    let year = of("2024", "1000 0.5");
    check(
        &[&of("2024-S1", "480 0.5"), &of("2024-S2", "520 0.5")],
        &["turnover 2024 1000 2024-S1 + 2024-S2"],
    );
    check(&[&year, &of("2024-S1", "480 0.5")], &["turnover 2024-S2 520 2024 − 2024-S1"]);
    check(
        &[&of("2024-01-01/2024-09-30", "700 0.5"), &of("2024-Q4", "300 0.5")],
        &["turnover 2024 1000 2024-01-01/2024-09-30 + 2024-Q4"],
    );
    check(
        &[&of("2024-Q1", "100 0.5"), &of("2024-Q2", "110 0.5"), &of("2024-S2", "230 0.5")],
        &[
            "turnover 2024-S1 210 2024-Q1 + 2024-Q2",
            "turnover 2024 440 2024-Q1 + 2024-Q2 + 2024-S2",
        ],
    );
    // A gap leaves the year open, and so do parts out of all proportion; what happened leaves no plan.
    check(&[&of("2024-Q1", "100 0.5"), &of("2024-S2", "230 0.5")], &[]);
    check(&[&of("2024-S1", "20 0.5"), &of("2024-S2", "230 0.5")], &[]);
    check(&[&year, &of("2024-S1", "480 0.5 | planned")], &[]);
    check(
        &[&of("2024-S1", "480 0.5"), &of("2024-S2", "500 0.5 | planned")],
        &["turnover 2024 980 planned 2024-S1 + 2024-S2"],
    );
    // What is left of something hedged is not known.
    check(&[&of("2024", "1000 0.5 over"), &of("2024-S1", "480 0.5")], &[]);
}

#[test]
fn hedges_are_carried() {
    let level = |said: &str| format!("1 | exports level RU CN USD | 2024 | {said}");
    let change = |said: &str| format!("1 | exports change RU CN percent | 2024 | {said}");
    check(
        &[&level("3000 50 over"), &change("20 0.5")],
        &["exports 2023 at_least 2480 2024 level ÷ growth"],
    );
    check(
        &[&level("3000 50"), &change("20 0.5 over")],
        &["exports 2023 at_most 2550 2024 level ÷ growth"],
    );
    check(
        &[&level("3000 50 about"), &change("20 0.5")],
        &["exports 2023 about 2500 2024 level ÷ growth"],
    );
    check(&[&level("3000 1500"), &change("20 0.5")], &[]);
}

#[test]
fn what_is_derived_is_built_on() {
    let change = |year: u32| format!("1 | exports change RU CN percent | {year} | 10 0.5");
    let level = "1 | exports level RU CN USD | 2024 | 1000 0.5";
    let lines = [level, &change(2024), &change(2023), &change(2022), &change(2021)];
    check(
        &lines,
        &[
            "exports 2023 909 2024 level ÷ growth",
            "exports 2022 826 2023 level ÷ growth",
            // Three rounds, and no more.
            "exports 2021 750 2022 level ÷ growth",
        ],
    );
}

#[test]
fn growths_that_point_at_each_other_come_to_an_end() {
    let there = "1 | exports change RU CN percent | 2024 | 10 0.5 | base 2023";
    let back = "2 | exports change RU CN percent | 2023 | -9 0.5 | base 2024";
    let level = "3 | exports level RU CN USD | 2020 | 100 0.5";
    check(&[there, back, level], &[]);
    let level = "3 | exports level RU CN USD | 2024 | 1100 0.5";
    check(&[there, back, level], &["exports 2023 1000 2024 level ÷ growth"]);
}

#[test]
fn ways_that_do_not_meet_are_rivals() {
    let way = |report: u32, said: &str, by: &str| {
        [
            format!("{report} | exports level RU CN USD | 2024 | {said} 0.5 | sentence {report}"),
            format!(
                "{report} | exports change RU CN percent | 2024 | {by} 0.5 | sentence {report}"
            ),
        ]
    };
    let [one, grew] = way(1, "1100", "10");
    let [other, more] = way(2, "1150", "5");
    let expected = ["exports 2023 1000 2024 level ÷ growth rivals 1 1000–1095"];
    check(&[&one, &grew, &other, &more], &expected);
    check(&[&other, &more, &one, &grew], &expected);
    // One sentence before one report before several.
    let far = grew.replace("sentence 1", "sentence 9");
    check(
        &[&one, &far, &other, &more],
        &["exports 2023 1095 2024 level ÷ growth rivals 1 1000–1095"],
    );
}

/// Lines of one trade, as varied as reports tell them.
fn any_lines() -> impl Strategy<Value = Vec<String>> {
    let kind = prop::sample::select(vec![
        "turnover level RU CN USD",
        "exports level RU CN USD",
        "imports level RU CN USD",
        "exports level RU CN RUB",
        "exports level RU - USD",
        "exports share RU CN percent",
        "turnover change RU CN percent",
        "exports change RU CN percent",
        "exports multiple RU CN -",
        "exports change_abs RU CN USD",
    ]);
    let period = prop::sample::select(vec![
        "2022",
        "2023",
        "2024",
        "2023-S1",
        "2023-S2",
        "2024-S1",
        "2024-Q1",
        "2024-Q2",
        "2024-01-01/2024-09-30",
    ]);
    let said = (1u32..400, prop::sample::select(vec!["exactly", "exactly", "about", "over"]));
    let more = prop::sample::select(vec!["", "", "", "planned", "second", "base 2022", "of wheat"]);
    let line = (1u32..4, kind, period, said, more, 1u32..4).prop_map(
        |(report, kind, period, (value, hedge), more, sentence)| {
            format!("{report} | {kind} | {period} | {value} 0.5 {hedge} | sentence {report}{sentence} {more}")
        },
    );
    prop::collection::vec(line, 1..24)
}

fn of(lines: &[String]) -> Claims {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    claims(&lines)
}

proptest! {
    /// It lies within its bounds, stands where nobody reports, and every input stands before it, so that there are no circles.
    #[test]
    fn what_is_derived_is_sound(lines in any_lines()) {
        let claims = of(&lines);
        let derived = derivation(&claims);
        for (place, one) in derived.iter().enumerate() {
            prop_assert!(one.bounds.meets(Bounds::only(one.value)), "{one:?}");
            prop_assert!(one.rounding <= 0.2 * one.value.abs() * 1.3, "{one:?}");
            let reported = claims.claims.iter().any(|claim| {
                claims.key(claim) == Some(&one.series) && claim.period == Some(one.period)
            });
            prop_assert!(!reported, "{one:?}");
            for input in &one.inputs {
                if let Source::Derived(other) = input.from {
                    prop_assert!(other < place && derived[other].round < one.round);
                }
            }
        }
        let mut named: Vec<_> = derived.iter().map(|one| (&one.series, one.period)).collect();
        named.sort_unstable();
        named.dedup();
        prop_assert_eq!(named.len(), derived.len());
    }

    /// The arithmetic, done once more with the values that stand for the inputs, lies within the bounds.
    #[test]
    fn the_inputs_make_it(lines in any_lines()) {
        let claims = of(&lines);
        let derived = derivation(&claims);
        let value = |from: Source| match from {
            Source::Claim(place) => claims.claims[place].value,
            Source::Derived(place) => derived[place].value,
        };
        for one in derived.iter().filter(|one| one.value_high.is_none()) {
            let all = |role| one.inputs.iter().filter(move |input| input.role == role).map(|input| value(input.from));
            let first = |role| all(role).next();
            let parts: f64 = all(InputRole::Part).sum();
            let change = one.inputs.iter().find(|input| input.role == InputRole::Change);
            let told = change.map(|input| match input.from {
                Source::Claim(place) => claims.key(&claims.claims[place]).unwrap().transform.code(),
                Source::Derived(_) => unreachable!("a growth is never derived"),
            });
            let earlier = one.rule.code() == "earlier";
            let made = match (one.rule.code(), told) {
                ("earlier" | "later", told) => {
                    let (level, change) = (first(InputRole::Level).unwrap(), first(InputRole::Change).unwrap());
                    match told {
                        Some("change_abs") if earlier => level - change,
                        Some("change_abs") => level + change,
                        told => {
                            let factor = if told == Some("change") { 1.0 + change / 100.0 } else { change };
                            if earlier { level / factor } else { level * factor }
                        }
                    }
                }
                ("turnover", _) => first(InputRole::Exports).unwrap() + first(InputRole::Imports).unwrap(),
                ("balance", _) => first(InputRole::Exports).unwrap() - first(InputRole::Imports).unwrap(),
                ("other_side", _) => {
                    let side = first(InputRole::Exports).or(first(InputRole::Imports)).unwrap();
                    first(InputRole::Turnover).unwrap() - side
                }
                ("share", _) => first(InputRole::Share).unwrap() / 100.0 * first(InputRole::Whole).unwrap(),
                ("sum", _) => parts,
                ("rest", _) => first(InputRole::Whole).unwrap() - parts,
                other => panic!("{other:?}"),
            };
            prop_assert!(one.bounds.meets(Bounds::only(made)), "{made} {one:?}");
        }
    }

    /// The order in which figures came does not matter.
    #[test]
    fn order_does_not_matter(lines in any_lines()) {
        let all = of(&lines);
        let mut turned = all.clone();
        turned.claims.reverse();
        for claim in &mut turned.claims {
            claim.report = 100 - claim.report;
            claim.figure = 1000 - claim.figure;
        }
        let turned = Claims::new(turned.series, turned.claims);
        prop_assert_eq!(told(&all), told(&turned));
    }

    /// Nothing is left of what rested on a figure that is gone.
    #[test]
    fn without_its_input_nothing_is_derived(lines in any_lines(), which in any::<prop::sample::Index>()) {
        let all = of(&lines);
        let derived = derivation(&all);
        let whole: Vec<_> = derived.iter().filter(|one| one.round == 1).collect();
        if whole.is_empty() {
            return Ok(());
        }
        let one = which.get(&whole);
        let inputs: Vec<i64> = one.inputs.iter().filter_map(|input| match input.from {
            Source::Claim(place) => Some(all.claims[place].figure),
            Source::Derived(_) => None,
        }).collect();
        let rest = all.claims.iter().filter(|claim| !inputs.contains(&claim.figure)).copied().collect();
        let rest = Claims::new(all.series.clone(), rest);
        for after in derivation(&rest) {
            let same = (&after.series, after.period, &after.inputs) == (&one.series, one.period, &one.inputs);
            let built = after.inputs.iter().all(|input| match input.from {
                Source::Claim(place) => !inputs.contains(&rest.claims[place].figure),
                Source::Derived(_) => true,
            });
            prop_assert!(built, "{same} {after:?}");
        }
    }

    /// What is derived of one trade does not depend on claims that it does not rest on.
    #[test]
    fn a_trade_rests_on_what_is_said(lines in any_lines(), others in any_lines()) {
        let elsewhere: Vec<String> = others.iter().map(|line| line.replace("RU", "KZ")).collect();
        let all = of(&[&lines[..], &elsewhere[..]].concat());
        let trade = ("CN".parse().unwrap(), "RU".parse().ok());
        let is_in = rests_on(&[trade]);
        let picked = all.claims.iter().filter(|claim| is_in(all.key(claim).unwrap())).copied().collect();
        let some = Claims::new(all.series.clone(), picked);
        let of_trade = |told: Vec<Derived>| -> Vec<(Period, f64, String)> {
            let told = told.into_iter().filter(|one| {
                let areas = [one.series.ref_area, one.series.counterpart_area];
                areas.contains(&"RU".parse().ok()) && areas.contains(&"CN".parse().ok())
            });
            told.map(|one| (one.period, one.value, one.because)).collect()
        };
        prop_assert_eq!(of_trade(derivation(&all)), of_trade(derivation(&some)));
    }
}
