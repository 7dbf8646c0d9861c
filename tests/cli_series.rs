//! `tradestat series` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, finish};

#[test]
fn a_pipe_gets_tabs_whole_numbers_and_a_line_of_names() {
    let desk = Desk::with_store();
    let run = desk.run(["series"]);
    run.says(0, &[]);
    let rows: Vec<Vec<&str>> = run.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["series", "slug", "unit", "first", "last", "values", "derived", "newest"]);
    assert!(rows.iter().all(|row| row.len() == 8), "{}", run.out);
    assert!(
        rows.contains(&vec![
            "Tatarstan–China turnover",
            "ru-ta-cn-turnover",
            "USD",
            "2023",
            "2023",
            "1",
            "0",
            "3000000000"
        ]),
        "{}",
        run.out
    );
}

#[test]
fn words_select() {
    let desk = Desk::with_store();
    let run = desk.run(["series", "Tatarstan", "China"]);
    run.says(0, &[]).prints(&["Tatarstan–China turnover"]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    desk.run(["series", "RU-TA", "CN", "turnover", "2020-"])
        .says(0, &[])
        .prints(&["ru-ta-cn-turnover"]);
}

#[test]
fn words_that_say_which_way_goods_go_select_what_both_ends_tell() {
    let desk = Desk::new();
    desk.file(
        "a.txt",
        "Trade\n\nIn 2023 Russia's exports to China amounted to $129 billion. In 2023 China's exports to Russia amounted to \
         $111 billion. In 2023 China's imports from Russia amounted to $130 billion.\n",
    );
    desk.run(["ingest", "a.txt"]).says(0, &["1 added"]);
    let check = |words: &str, expected: &[&str]| {
        let run = desk.run(["series"].into_iter().chain(words.split(' ')));
        run.says(0, &[]);
        let mut slugs: Vec<&str> =
            run.out.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
        slugs.sort_unstable();
        assert_eq!(slugs, expected, "{words}");
    };
    check("Russia exports to China", &["cn-ru-imports", "ru-cn-exports"]);
    check("экспорт из Китая в Россию", &["cn-ru-exports"]);
    check("Russia China exports", &["cn-ru-exports", "ru-cn-exports"]);
    check("imports of China", &["cn-ru-imports", "ru-cn-exports"]);
}

#[test]
fn a_table_is_for_people_and_as_wide_as_their_terminal() {
    let desk = Desk::with_store();
    let mut command = desk.command(["series", "--table"]);
    command.env("COLUMNS", "72");
    let run = finish(command);
    run.says(0, &[]).prints(&["Tatarstan–China", "> 3 billion USD", "2021 … 2024", "▁"]);
    assert!(run.out.lines().all(|line| line.chars().count() <= 72), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "colours in a pipe: {}", run.out);
    assert!(run.out.contains("▁▄ █"), "a course is not wrapped: {}", run.out);
    let mut command = desk.command(["series", "--table"]);
    command.env("COLUMNS", "50");
    let run = finish(command);
    run.says(0, &[]).prints(&["Tatarstan–China"]);
    assert!(!run.out.contains('█'), "no room for the course: {}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 50), "{}", run.out);
}

#[test]
fn json_has_the_observations() {
    let desk = Desk::with_store();
    let run = desk.run(["series", "Russia", "China", "--json"]);
    let series: serde_json::Value = serde_json::from_str(&run.says(0, &[]).out).unwrap();
    let series = series.as_array().unwrap();
    assert_eq!(series.len(), 1, "{series:?}");
    assert_eq!(series[0]["slug"], "cn-ru-turnover");
    let values: Vec<_> = series[0]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| o["value"].to_string())
        .collect();
    assert_eq!(values, ["146900000000", "190300000000", "244800000000"]);
    assert!(series[0]["observations"][0]["quote"].as_str().unwrap().contains("$146.9 billion"));
    // Nothing found is an empty list, still JSON.
    assert_eq!(desk.run(["series", "Germany", "--json"]).out.trim(), "[]");
}

#[test]
fn an_unknown_word_is_named_with_what_was_perhaps_meant() {
    let desk = Desk::with_store();
    for command in ["series", "figures", "export", "chart"] {
        desk.run([command, "Tatarstn", "China"])
            .says(2, &["‘Tatarstn’ is no place", "did you mean Tatarstan"]);
        desk.run([command, "turnovr", "China"])
            .says(2, &["‘turnovr’ is no place, indicator", "did you mean turnover"]);
        let run = desk.run([command, "Xyzzyplugh"]);
        run.says(2, &["‘Xyzzyplugh’ is no place", "as in ‘Tatarstan’ or ‘RU-TA’"]);
        assert_eq!(run.out, "");
    }
}

#[test]
fn an_ambiguous_place_is_answered_by_what_it_could_mean() {
    let desk = Desk::with_store();
    desk.run(["series", "Georgia"]).says(
        2,
        &[
            "‘Georgia’ could mean several places",
            "GE     Georgia",
            "US-GA  Georgia, part of United States",
        ],
    );
}

#[test]
fn nothing_found_says_what_is_near() {
    let desk = Desk::with_store();
    desk.run(["series", "Tatarstan", "1990"]).says(
        0,
        &[
            "nothing in the store for ‘Tatarstan 1990’; near it there is",
            "Tatarstan–China turnover (2023)",
        ],
    );
}

#[test]
fn a_missing_store_is_named() {
    let desk = Desk::new();
    for command in ["series", "figures", "export"] {
        desk.run([command, "--db", "nowhere.db"])
            .says(1, &["there is no store at nowhere.db", "tradestat ingest"]);
    }
    assert!(desk.names().is_empty());
}

#[test]
fn the_environment_names_the_store() {
    let desk = Desk::with_store();
    std::fs::rename(desk.path("tradestat.db"), desk.path("other.db")).unwrap();
    let mut command = desk.command(["series"]);
    command.env("TRADESTAT_DB", "other.db");
    finish(command).says(0, &[]).prints(&["ru-ta-cn-turnover"]);
}
