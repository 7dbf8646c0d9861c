//! `--as-of`, `--revisions` and `--vintages` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, report};

/// A ministry that took back its figure of 2022, a paper that came later, and one report without a day.
fn desk() -> Desk {
    let desk = Desk::new();
    for (file, year, billions) in [
        ("first", 2021, "146.9"),
        ("early", 2022, "188.4"),
        ("late", 2022, "190.3"),
        ("next", 2023, "240.1"),
        ("undated", 2020, "108.0"),
    ] {
        desk.file(&format!("r/{file}.txt"), report(year, billions));
    }
    desk.file(
        "r/reports.csv",
        "file,published,publisher\n\
         first.txt,2022-02-01,Ministry\n\
         early.txt,2023-01-20,Ministry\n\
         late.txt,2023-03-01,Ministry\n\
         next.txt,2024-01-15,Paper\n",
    );
    desk.run(["ingest", "r"]).says(0, &["5 added"]);
    desk
}

const UNDATED: &str = "1 report left out, for want of a day of publication";

#[test]
fn lists_and_exports_are_of_that_day() {
    let desk = desk();
    let turnover = |day: &str| {
        let run = desk.run(["export", "--as-of", day]);
        run.says(0, &[UNDATED]);
        let mut rows = csv::Reader::from_reader(run.out.as_bytes());
        let names = rows.headers().unwrap().clone();
        let place = |name: &str| names.iter().position(|column| column == name).unwrap();
        let places = [place("period"), place("value"), place("as_of")];
        let cell = |row: csv::StringRecord| places.map(|place| row[place].to_owned()).join(" ");
        rows.records().map(|row| cell(row.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(turnover("2022-02-01"), ["2021 146900000000 2022-02-01"]);
    // The last day of a month and of a year.
    let early = ["2021 146900000000 2023-01-31", "2022 188400000000 2023-01-31"];
    assert_eq!(turnover("2023-01"), early);
    let late = ["2021 146900000000 2023-12-31", "2022 190300000000 2023-12-31"];
    assert_eq!(turnover("2023"), late);
    desk.run(["export", "--as-of", "2023", "--wide"])
        .says(0, &[])
        .prints(&["China–Russia turnover (USD, as of 2023-12-31)"]);
    desk.run(["export", "--as-of", "2023", "--figures", "--format", "jsonl"])
        .says(0, &["3 rows"])
        .prints(&["\"as_of\":\"2023-12-31\"", "\"in_force\":1"]);
    let run = desk.run(["series", "--as-of", "2022", "--table"]);
    run.says(0, &["as of 31 December 2022", UNDATED]).prints(&["146.9 billion USD"]);
    desk.run(["series", "--as-of", "2022", "--json"])
        .says(0, &[])
        .prints(&["\"as_of\": \"2022-12-31\"", "\"last\": \"2021\""]);
    let run = desk.run(["figures", "--as-of", "2023-02", "--table"]);
    run.says(0, &["2 figures, as of 28 February 2023"]);
    assert!(!run.out.contains("190.3"), "{}", run.out);
}

#[test]
fn a_day_on_which_nothing_was_known_names_the_first() {
    let desk = desk();
    for command in ["series", "figures", "export"] {
        desk.run([command, "--as-of", "2022-01-31"]).says(
            1,
            &["nothing was known on 2022-01-31", "the first report in the store is of 2022-02-01"],
        );
        desk.run([command, "--as-of", "last spring"])
            .says(2, &["last spring", "2024-03-01, or 2024-03 or 2024"]);
    }
    desk.run(["chart", "Russia", "China", "--as-of", "2022-01-31", "-o", "a.svg"])
        .says(1, &["the first report in the store is of 2022-02-01"]);
    desk.run(["chart", "Russia", "China", "2022", "--as-of", "2022", "-o", "a.svg"]).says(
        1,
        &["nothing was known of ‘Russia China 2022’ on 31 December 2022; the first report of it is of 20 January 2023"],
    );
    assert!(!desk.path("a.svg").exists());
    let none = Desk::new();
    none.file("r/a.txt", report(2022, "190.3"));
    none.run(["ingest", "r"]).says(0, &["1 added"]);
    none.run(["series", "--as-of", "2024"]).says(
        1,
        &["no report in tradestat.db has a day of publication", "reports set ID --published"],
    );
}

#[test]
fn revisions_with_their_size() {
    let desk = desk();
    let run = desk.run(["figures", "--revisions", "--table"]);
    run.says(0, &["1 value revised"]).prints(&[
        "China–Russia turnover · 2022 · Ministry\n",
        "  20 January 2023  188.4 billion USD  first release\n",
        "     1 March 2023  190.3 billion USD  revised by +1.9 billion USD, +1 %\n",
    ]);
    let run = desk.run(["figures", "Russia", "--revisions", "--json"]);
    run.says(0, &[]);
    let rows: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["revision"], 1);
    assert_eq!(rows[0]["change"], serde_json::Value::Null);
    assert_eq!(rows[1]["change"], 1_900_000_000_i64);
    assert_eq!(rows[1]["change_percent"], 1.0085);
    assert_eq!(rows[1]["beyond_rounding"], 1);
    let run = desk.run(["figures", "--revisions"]);
    run.says(0, &[]);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
    desk.run(["figures", "--revisions", "--as-of", "2023-02"])
        .says(0, &["no publisher took back what it had said"]);
    desk.run(["figures", "--revisions", "--needs-look"]).says(2, &["cannot be used with"]);
}

#[test]
fn charts_of_a_day_and_of_days_before_it() {
    let desk = desk();
    let chart = |more: &[&str]| {
        let words = ["chart", "Russia", "China", "turnover", "-o", "c.svg"];
        let run = desk.run(words.iter().chain(more));
        run.says(0, &["wrote c.svg"]);
        (desk.read("c.svg"), run)
    };
    let (svg, run) = chart(&["--as-of", "2023-02"]);
    run.says(0, &[UNDATED]);
    assert!(svg.contains("2021–2022, as of 28 February 2023"), "{svg}");
    assert!(svg.contains(">188.4<") && !svg.contains("190.3"), "{svg}");
    let (svg, _) = chart(&["--vintages"]);
    assert!(svg.contains("Grey: as of 20 January 2023."), "{svg}");
    assert!(svg.contains(">20 January 2023<") && svg.contains(">190.3<"), "{svg}");
    // Nothing that was said before March 2023 was another then.
    let (svg, run) = chart(&["--vintages", "--as-of", "2023-02"]);
    run.says(0, &["China–Russia turnover said nothing else on any earlier day"]);
    assert!(!svg.contains("Grey:"), "{svg}");
    let (svg, _) = chart(&["--vintages=2022-05,2023-02"]);
    assert!(svg.contains("Grey: as of 31 May 2022, 28 February 2023."), "{svg}");
    desk.run(["chart", "Russia", "China", "turnover", "--vintages", "--text"])
        .says(0, &[])
        .prints(&["Sparse dots: as of 20 January 2023."]);
    desk.file(
        "c.toml",
        "series = [\"Russia China turnover\"]\nas_of = \"2023-04\"\nvintages = true\n",
    );
    desk.run(["chart", "c.toml", "-o", "d.svg"]).says(0, &["wrote d.svg"]);
    let svg = desk.read("d.svg");
    assert!(svg.contains("2021–2022, as of 30 April 2023"), "{svg}");
    assert!(svg.contains("Grey: as of 20 January 2023."), "{svg}");
}

#[test]
fn vintages_that_cannot_be_drawn() {
    let desk = desk();
    desk.file(
        "more/exports.txt",
        "Trade\n\nIn 2022 exports from Russia to China amounted to $114 billion.\n",
    );
    desk.run(["ingest", "more"]).says(0, &["1 added"]);
    desk.run(["chart", "Russia", "China", "--vintages", "-o", "a.svg"])
        .says(2, &["--vintages shows one series, and these words select 2 series", "say which"]);
    desk.run(["chart", "Russia", "China", "turnover", "--vintages", "--yoy"])
        .says(2, &["cannot be used with"]);
    desk.run(["chart", "Russia", "China", "turnover", "--vintages=2021-12"])
        .says(1, &["the first report in the store is of 2022-02-01"]);
    desk.run(["chart", "Russia", "China", "turnover", "--vintages=soon"]).says(2, &["not a day"]);
    let days = "--vintages=2022-03,2022-04,2022-05,2022-06,2022-07,2022-08,2022-09,2022-10";
    desk.run(["chart", "Russia", "China", "turnover", days]).says(2, &["8 days", "at most 7"]);
    desk.file("c.toml", "series = [\"Russia China turnover\"]\nvintages = \"yes\"\n");
    desk.run(["chart", "c.toml"]).says(1, &["c.toml:2", "vintages", "list of days"]);
}
