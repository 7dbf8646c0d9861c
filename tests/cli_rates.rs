//! `tradestat rates`, and money in another currency, through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, sql};

/// A desk with a rouble figure of each of three years, of which the last has no rate, and one in dollars.
fn desk() -> Desk {
    let desk = Desk::new();
    for (year, sum) in [(2023, "80"), (2024, "90"), (2031, "100")] {
        let text = format!(
            "Trade\n\nIn {year} the exports of Tatarstan to Turkey amounted to {sum} billion rubles.\n"
        );
        desk.file(&format!("reports/{year}.txt"), text);
    }
    let text = "Trade\n\nIn 2024 the exports of Tatarstan to China amounted to $1 billion.\n";
    desk.file("reports/china.txt", text);
    desk.file("reports/reports.csv", "file,published\n2031.txt,2032-01-15\n");
    desk.run(["ingest", "reports"]).says(0, &[]);
    desk.file(
        "rates.csv",
        "currency,period,per_usd,source\nRUB,2023,80,Bank A\nRUB,2024,100,Bank B\n",
    );
    desk.run(["rates", "import", "rates.csv"]).says(0, &["2 rates imported"]);
    desk
}

#[test]
fn an_export_in_another_currency_says_how() {
    let desk = desk();
    let run = desk.run(["export", "Tatarstan", "exports", "--currency", "USD"]);
    run.says(0, &["3 rows", "no rate from RUB to USD for 2031: left out"]);
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(run.out.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let header: Vec<_> = run.out.lines().next().unwrap().split(',').collect();
    let cells = |row: &[String]| {
        [
            "period",
            "value",
            "unit",
            "value_as_told",
            "unit_as_told",
            "exchange_rate",
            "exchange_rate_source",
        ]
        .map(|name| row[header.iter().position(|column| *column == name).unwrap()].clone())
    };
    assert_eq!(cells(&rows[0]), ["2024", "1000000000", "USD", "", "", "", ""]);
    assert_eq!(
        cells(&rows[1]),
        ["2023", "1000000000", "USD", "80000000000", "RUB", "0.0125", "Bank A"]
    );
    assert_eq!(
        cells(&rows[2]),
        ["2024", "900000000", "USD", "90000000000", "RUB", "0.01", "Bank B"]
    );
    let wide = desk.run(["export", "Tatarstan", "Turkey", "--wide", "--currency", "USD"]);
    wide.says(0, &[]).prints(&["USD, converted from RUB", "2023,2023-01-01,2023-12-31,1000000000"]);
    assert!(!wide.out.contains("2031"), "{}", wide.out);
}

#[test]
fn a_chart_in_another_currency_says_so() {
    let desk = desk();
    let words = ["chart", "Tatarstan", "exports", "--currency", "USD", "--alt"];
    let run = desk.run(words);
    run.says(0, &["no rate from RUB to USD for 2031"]);
    run.prints(&["million US dollars", "converted from RUB", "1,000 in 2023", "900 in 2024"]);
    desk.file("c.toml", "series = [\"Tatarstan Turkey exports\"]\ncurrency = \"EUR\"\n");
    desk.run(["chart", "c.toml", "--alt"]).says(0, &[]).prints(&["converted from RUB"]);
    desk.file("bad.toml", "series = [\"Tatarstan Turkey exports\"]\ncurrency = \"euro\"\n");
    desk.run(["chart", "bad.toml"]).says(2, &["bad.toml: `currency`: ‘euro’ is no currency"]);
}

#[test]
fn imported_rates_come_before_the_programs_own_and_can_be_taken_out() {
    let desk = desk();
    desk.run(["rates", "RUB"]).says(0, &[]).prints(&["RUB\t2024\t100\tyes\tBank B"]);
    desk.run(["rates", "remove", "RUB"]).says(0, &["2 rates removed"]);
    let run = desk.run(["rates", "RUB"]);
    run.prints(&["RUB\t2024\t92.5524\t\tWorld Bank"]);
    desk.run(["rates", "remove", "RUB"]).says(1, &["no imported rate"]);
    // A newer program refreshes its own rates only.
    desk.run(["rates", "import", "rates.csv"]).says(0, &[]);
    let db = desk.path("tradestat.db");
    rusqlite::Connection::open(&db)
        .unwrap()
        .execute("UPDATE meta SET value = 'older' WHERE key = 'seeds'", [])
        .unwrap();
    desk.run(["ingest", "reports"]).says(0, &[]);
    let kept = "SELECT per_usd FROM exchange_rate WHERE currency = 'RUB' AND period = '2024'";
    assert_eq!(sql(&db, kept), ["100"]);
}

#[test]
fn a_wrong_file_changes_nothing() {
    let desk = desk();
    let before = sql(&desk.path("tradestat.db"), "SELECT count(*) FROM exchange_rate");
    desk.file("bad.csv", "currency,period,per_usd,source\nKZT,2031,500,Bank\nKZT,2032,0,Bank\n");
    desk.run(["rates", "import", "bad.csv"])
        .says(1, &["bad.csv, line 3, column per_usd: ‘0’ is not a rate", "no rate was imported"]);
    assert_eq!(sql(&desk.path("tradestat.db"), "SELECT count(*) FROM exchange_rate"), before);
    desk.run(["rates", "XQX"]).says(2, &["is no currency"]);
    desk.run(["rates", "import", "rates.csv", "--dry-run"]).says(0, &["2 rates would be imported"]);
}
