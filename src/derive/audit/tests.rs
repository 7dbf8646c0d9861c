//! What is found, and what is not.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use super::{Reading, audit};
use crate::derive::Rates;
use crate::derive::lines::claims;
use crate::model::{Claims, Period, Rate};
use proptest::prelude::*;

/// The rouble as it was.
fn rates() -> Rates {
    let years = [(2020, 72), (2021, 74), (2022, 68), (2023, 85), (2024, 93)];
    Rates::new(years.map(|(year, per_usd)| Rate {
        currency: "RUB".parse().unwrap(),
        period: Period::Year(year),
        per_usd: per_usd.into(),
        source: "as it was".to_owned(),
    }))
}

/// What an audit finds, as `kind severity: figures that make > the figure said > what would fit`; figures by their line.
fn found(claims: &Claims) -> Vec<String> {
    let line = |place: &usize| claims.claims[*place].figure.to_string();
    let told = |finding: &super::Finding| {
        let from: Vec<_> = finding.from.iter().map(line).collect();
        let fits = finding.readings.iter().filter_map(|reading| match reading {
            Reading::Fits { claim, value } => Some(format!(" {}={}", line(claim), value / 1e6)),
            Reading::OtherMoney { claim, unit, .. } => Some(format!(" {} {unit}", line(claim))),
            _ => None,
        });
        let (kind, severity, said) = (finding.kind, finding.severity, line(&finding.said));
        format!("{kind} {severity}: {} > {said}{}", from.join(" "), fits.collect::<String>())
    };
    audit(claims, &rates()).iter().map(told).collect()
}

#[track_caller]
fn check(lines: &[&str], expected: &[&str]) {
    assert_eq!(found(&claims(lines)), expected);
}

#[test]
fn a_level_its_change_and_the_level_before() {
    let later = "1 | turnover level RU CN USD | 2025-S1 | 106500 50";
    let change = "1 | turnover change RU CN percent | 2025-S1 | -9.1 0.05";
    let before = |said: &str| format!("1 | turnover level RU CN USD | 2024-S1 | {said}");
    check(&[later, change, &before("117200 50")], &[]);
    check(&[later, change, &before("117 0.5")], &["growth conflict: 0 1 > 2 2=117000"]);
    check(&[later, change, &before("112000 500")], &["growth doubtful: 0 1 > 2"]);
    // Rounding allows it, and so does a hedge.
    check(&[later, change, &before("115000 5000")], &[]);
    check(&[later, change, &before("110000 500 over")], &[]);
    // Other reports may count otherwise.
    let elsewhere = |said: &str| format!("2 | turnover level RU CN USD | 2024-S1 | {said}");
    check(&[later, change, &elsewhere("115000 50")], &[]);
    check(&[later, change, &elsewhere("102000 50")], &["growth doubtful: 0 1 > 2"]);
    // What is half as large is of something else.
    check(&[later, change, &elsewhere("50000 50")], &[]);
    // A report that says two things of the level is not built on.
    let twice = "1 | turnover level RU CN USD | 2025-S1 | 3300 50 | of oil";
    check(
        &[later, &twice.replace(" | of oil", ""), change, &before("90000 50")],
        &["disagreement note: 0 > 1"],
    );
    check(&[later, twice, change, &before("90000 50")], &["growth conflict: 0 2 > 3"]);
}

#[test]
fn multiples_and_amounts_are_changes_too() {
    let later = "1 | exports level RU CN USD | 2023 | 100 0.5";
    let before = "1 | exports level RU CN USD | 2022 | 40 0.5";
    check(&[later, before, "1 | exports multiple RU CN - | 2023 | 2.5 0.05"], &[]);
    check(
        &[later, before, "1 | exports multiple RU CN - | 2023 | 3.5 0.05"],
        &["growth conflict: 0 2 > 1"],
    );
    check(&[later, before, "1 | exports change_abs RU CN USD | 2023 | 60 0.5"], &[]);
    check(
        &[later, before, "1 | exports change_abs RU CN USD | 2023 | 6 0.5"],
        &["growth conflict: 0 2 > 1"],
    );
    // "Fell 2.7 times" is −2.7.
    let fell = "1 | exports multiple RU CN - | 2023 | -2.7 0.05";
    check(&[later, "1 | exports level RU CN USD | 2022 | 270 0.5", fell], &[]);
    check(&[later, before, fell], &["growth conflict: 0 2 > 1"]);
}

#[test]
fn one_growth_told_in_two_ways() {
    let percent = "1 | exports change RU CN percent | 2023 | 40 0.5 | sentence 7";
    let multiple = |said: &str| format!("1 | exports multiple RU CN - | 2023 | {said}");
    check(&[percent, &multiple("1.4 0.05 | sentence 7")], &[]);
    check(&[percent, &multiple("4 0.5 | sentence 7")], &["growth conflict: 1 > 0"]);
    check(&[percent, &multiple("4 0.5 | sentence 8")], &[]);
    let amount = "1 | exports change_abs RU CN USD | 2023 | 40 0.5 | sentence 7";
    let level = |said: &str| format!("1 | exports level RU CN USD | 2023 | {said}");
    check(&[percent, amount, &level("140 0.5")], &[]);
    check(&[percent, amount, &level("100 0.5")], &["growth conflict: 1 2 > 0"]);
}

#[test]
fn exports_and_imports() {
    let exports = "1 | exports level RU CN USD | 2024 | 129300 50";
    let imports = "1 | imports level RU CN USD | 2024 | 115500 50";
    let turnover = |said: &str| format!("1 | turnover level RU CN USD | 2024 | {said}");
    check(&[exports, imports, &turnover("244800 50")], &[]);
    check(&[exports, imports, &turnover("255000 50")], &["sum doubtful: 0 1 > 2"]);
    check(&[exports, imports, &turnover("2448000 500")], &["sum conflict: 0 1 > 2 2=244800"]);
    // What is less than the exports was no turnover; what another report says is another count.
    check(&[exports, imports, &turnover("13800 50")], &[]);
    check(&[exports, imports, "2 | turnover level RU CN USD | 2024 | 255000 50"], &[]);
    // What the partner sells is what is bought.
    let theirs = "1 | exports level CN RU USD | 2024 | 115500 50";
    check(&[exports, theirs, &turnover("255000 50")], &["sum doubtful: 0 1 > 2"]);
    let balance = |said: &str| format!("1 | balance level RU CN USD | 2024 | {said}");
    check(&[exports, imports, &balance("13800 50")], &[]);
    check(&[exports, imports, &balance("-13800 50")], &[]);
    check(&[exports, imports, &balance("23800 50")], &["sum conflict: 0 1 > 2"]);
    // Within a bloc and with the rest of the world are two trades.
    let bloc = |line: &str| line.replace("RU CN", "EU -");
    check(&[&bloc(exports), &bloc(imports), &bloc(&turnover("255000 50"))], &[]);
}

#[test]
fn shares() {
    let share = |said: &str| format!("1 | exports share RU CN percent | 2024 | {said}");
    let part = "1 | exports level RU CN USD | 2024 | 130 0.5";
    let whole = "1 | exports level RU - USD | 2024 | 430 0.5";
    check(&[&share("30 0.5"), part, whole], &[]);
    check(&[&share("40 0.5"), part, whole], &["share conflict: 1 2 > 0"]);
    check(&[&share("100 0.5")], &[]);
    check(&[&share("129 0.5")], &["share conflict:  > 0"]);
    check(&[&share("129 0.5 | unsure")], &[]);
    let others = [
        "1 | exports share RU IN percent | 2024 | 40 0.5",
        "1 | exports share RU TR percent | 2024 | 31 0.5",
    ];
    check(&[&share("29 0.5"), others[0], others[1]], &[]);
    check(&[&share("32 0.5"), others[0], others[1]], &["share conflict: 0 2 > 1"]);
    // Belarus is in the union, too; another report has its own whole.
    check(&[&share("32 0.5"), others[0], "1 | exports share RU EAEU percent | 2024 | 40 0.5"], &[]);
    check(&[&share("32 0.5"), others[0], "2 | exports share RU TR percent | 2024 | 40 0.5"], &[]);
}

#[test]
fn two_currencies_of_one_sum() {
    let dollars = |said: &str| {
        format!(
            "1 | investment level RU-BA - USD | 2022-01-01/2024-12-31 | {said} | planned sentence 7 on 2022-01-20"
        )
    };
    let roubles = |said: &str| {
        format!(
            "1 | investment level RU-BA - RUB | 2022-01-01/2024-12-31 | {said} | planned sentence 7 on 2022-01-20"
        )
    };
    check(
        &[&dollars("104 0.5 about"), &roubles("80000 500 about")],
        &["currency conflict: 1 > 0 1=8000 0=1040"],
    );
    check(&[&dollars("104 0.5 about"), &roubles("8000 500 about")], &[]);
    // A rate of another month is no fault, one of another year may be.
    check(&[&dollars("104 0.5"), &roubles("9000 50")], &[]);
    check(&[&dollars("104 0.5"), &roubles("10000 50")], &["currency doubtful: 1 > 0"]);
    // Not the same sum: of another sentence, of another thing.
    check(&[&dollars("104 0.5"), &roubles("80000 500").replace("sentence 7", "sentence 8")], &[]);
    check(&[&dollars("104 0.5"), &roubles("80000 500").replace("investment", "exports")], &[]);
    // No rate, no finding.
    check(&[&dollars("104 0.5"), &roubles("80000 500").replace("RUB", "MNT")], &[]);
}

#[test]
fn another_order_of_magnitude() {
    let investment = |partner: &str, said: &str| {
        format!("1 | investment level RU-TA {partner} USD | - | {said} | on 2024-11-15")
    };
    let (a, b) = (investment("CN", "13.2 0.05"), investment("-", "1000 500"));
    check(&[&a, &b, &investment("-", "23000 500 about")], &["jump doubtful: 0 1 > 2 2=23 2 RUB"]);
    check(&[&a, &b, &investment("-", "9000 500")], &[]);
    // The same digits are told of roubles elsewhere.
    let roubles = "2 | investment level RU-TA - RUB | - | 9000 500";
    check(&[&a, &b, &investment("-", "9000 500"), roubles], &["jump doubtful: 0 1 > 2 2=9 2 RUB"]);
    check(&[&a, &b, &investment("-", "2000 500"), &roubles.replace("9000", "2000")], &[]);
    // Out of proportion, but no slip brings it back.
    check(&[&a, &b, &investment("-", "23000000 500")], &[]);
    let month = |report: i64, period: &str, said: &str| {
        format!("{report} | exports level RU CN USD | {period} | {said}")
    };
    let (one, two, year) = (
        month(1, "2023-01", "100 0.5"),
        month(2, "2023-02", "110 0.5"),
        month(1, "2022", "1300 5"),
    );
    // A year is no leap among months.
    check(&[&one, &two, &year], &[]);
    check(
        &[&one, &two, &year, &month(1, "2023-03", "120000 500")],
        &["jump doubtful: 0 1 > 3 3=120"],
    );
    let alone = [
        month(1, "2023-01", "100 0.5"),
        month(1, "2023-02", "110 0.5"),
        month(2, "2023-03", "120000 500"),
    ];
    check(&alone.each_ref().map(String::as_str), &[]);
}

#[test]
fn reports_that_disagree() {
    let said =
        |report: i64, said: &str| format!("{report} | turnover level RU-TA KZ USD | 2021 | {said}");
    check(&[&said(1, "423 0.5"), &said(2, "629 0.5")], &["disagreement doubtful: 0 > 1"]);
    check(&[&said(1, "600 0.5"), &said(2, "629 0.5")], &["disagreement note: 0 > 1"]);
    // Two sides that count differently contradict nobody; two counts of one side do.
    let (ours, theirs) = (said(2, "629 0.5 | by RU-TA"), said(1, "423 0.5 | by KZ"));
    check(&[&theirs, &ours], &["disagreement note: 0 > 1"]);
    check(&[&theirs, &said(2, "629 0.5 | by KZ")], &["disagreement doubtful: 0 > 1"]);
    let readings = |lines: &[&str]| audit(&claims(lines), &rates())[0].readings.clone();
    assert_eq!(readings(&[&theirs, &ours]), [Reading::TwoCounts]);
    assert_eq!(readings(&[&theirs, &said(2, "629 0.5 | by KZ")]), [Reading::Recounted]);
    check(&[&said(1, "629 0.5"), &said(2, "628 0.4")], &[]);
    check(&[&said(1, "600 0 over"), &said(2, "629 0.5")], &[]);
    check(&[&said(1, "600 50"), &said(2, "629 0.5")], &[]);
    check(&[&said(1, "423 0.5"), &said(2, "629 0.5 | unsure")], &[]);
    check(&[&said(1, "423 0.5"), &said(2, "629 0.5 | planned")], &[]);
    // Far apart one of them is of something else, unless the digits are the same.
    check(&[&said(1, "42.3 0.05"), &said(2, "629 0.5")], &["disagreement note: 1 > 0"]);
    let world = |line: String| line.replace("RU-TA KZ", "RU-TA -");
    check(&[&world(said(1, "42.3 0.05")), &world(said(2, "629 0.5"))], &[]);
    check(&[&said(1, "62.9 0.05"), &said(2, "629 0.5")], &["jump conflict: 0 > 1 1=62.9 0=629"]);
    check(&[&world(said(1, "6 0.5")), &world(said(2, "60 0.5"))], &[]);
    check(
        &[&said(1, "0.629 0.0005"), &said(2, "629 0.5")],
        &["jump conflict: 0 > 1 1=0.629 0=629"],
    );
    check(
        &[&said(1, "629 0.5"), &said(1, "18 0.5"), &said(1, "3 0.5")],
        &["disagreement note: 0 > 2"],
    );
}

#[test]
fn parts_larger_than_their_whole() {
    let trade = |areas: &str, period: &str, said: &str| {
        format!("1 | exports level {areas} USD | {period} | {said}")
    };
    let whole = trade("RU CN", "2023", "100 0.5");
    check(&[&trade("RU-TA CN", "2023", "90 0.5"), &whole], &[]);
    check(&[&trade("RU-TA CN", "2023", "120 0.5"), &whole], &["part conflict: 0 > 1"]);
    check(&[&trade("RU-TA CN", "2023", "120 0.5 about"), &trade("RU CN", "2023", "117 0.5")], &[]);
    check(&[&trade("RU CN", "2023-05", "120 0.5"), &whole], &["part conflict: 0 > 1"]);
    check(&[&trade("RU CN", "2022-12-01/2023-01-31", "120 0.5"), &whole], &[]);
    check(&[&whole, &trade("RU -", "2023", "80 0.5")], &["part conflict: 0 > 1"]);
    // One whole that is much too small is one finding, however many parts it has, and itself in doubt.
    check(
        &[&whole, &trade("RU IN", "2023", "80 0.5"), &trade("RU -", "2023", "9 0.5")],
        &["part doubtful: 0 > 2"],
    );
    let wheat = format!("{} | of wheat", trade("RU CN", "2023", "120 0.5"));
    check(&[&wheat, &whole], &["part conflict: 0 > 1"]);
}

#[test]
fn what_is_told_before_it_was_over() {
    let told = |period: &str, more: &str| {
        format!("1 | exports level RU CN USD | {period} | 100 0.5 | {more}")
    };
    check(&[&told("2025", "on 2025-08-22")], &["future note:  > 0"]);
    check(&[&told("2025-Q4", "on 2025-08-22")], &["future conflict:  > 0"]);
    check(&[&told("2025", "on 2025-12-20")], &[]);
    check(&[&told("2025", "on 2026-01-20")], &[]);
    check(&[&told("2025", "planned on 2025-08-22")], &[]);
    check(&[&told("2025", "")], &[]);
}

proptest! {
    /// Figures that were reckoned from one true course of trade, rounded and hedged as texts do, are never found fault with.
    #[test]
    fn what_is_true_is_not_found(
        exports in 1_000u32..90_000, imports in 1_000u32..90_000, growth in 1u32..300,
        digits in 1i32..4, hedge in 0usize..3,
    ) {
        let (x, m) = (f64::from(exports), f64::from(imports));
        let factor = f64::from(growth) / 100.0;
        let said = |value: f64| {
            let unit = 10f64.powf(value.abs().max(1.0).log10().floor() + 1.0 - f64::from(digits));
            let printed = (value / unit).round() * unit;
            let hedged = match hedge {
                0 => "exactly",
                1 => "about",
                _ if printed <= value => "over",
                _ => "exactly",
            };
            format!("{printed} {} {hedged}", unit / 2.0)
        };
        let percent = |value: f64| format!("{} 0.5", value.round());
        let lines = [
            format!("1 | exports level RU CN USD | 2023 | {}", said(x)),
            format!("1 | imports level RU CN USD | 2023 | {}", said(m)),
            format!("1 | turnover level RU CN USD | 2023 | {}", said(x + m)),
            format!("1 | balance level RU CN USD | 2023 | {}", said(x - m)),
            format!("1 | exports level RU CN USD | 2022 | {}", said(x / factor)),
            format!("1 | exports change RU CN percent | 2023 | {}", percent((factor - 1.0) * 100.0)),
            format!("2 | exports level RU CN USD | 2023 | {}", said(x)),
        ];
        let lines = lines.each_ref().map(String::as_str);
        prop_assert_eq!(found(&claims(&lines)), Vec::<String>::new());
    }

    /// What is found does not depend on the order in which figures came.
    #[test]
    fn order_does_not_matter(values in proptest::collection::vec((1i64..4, 2020i32..2023, 1u32..50, 0usize..3), 1..20)) {
        let kinds = ["exports level RU CN USD", "imports level RU CN USD", "turnover level RU CN USD"];
        let lines: Vec<String> = values.iter()
            .map(|(report, year, value, kind)| format!("{report} | {} | {year} | {value} 0.5", kinds[*kind]))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let all = claims(&lines);
        let mut turned = all.clone();
        turned.claims.reverse();
        let turned = Claims::new(turned.series, turned.claims);
        prop_assert_eq!(audit(&all, &rates()), audit(&turned, &rates()));
    }
}
