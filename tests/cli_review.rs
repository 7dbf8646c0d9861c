//! `tradestat review` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, finish, sql};

const TATARSTAN: &str = "SELECT value FROM observation WHERE series = 'Tatarstan–China turnover'";

/// The keys of the figures whose sentence has this word.
fn keys(desk: &Desk, word: &str) -> Vec<String> {
    let query = format!("SELECT figure_key FROM figure_detail WHERE quote LIKE '%{word}%'");
    sql(&desk.path("tradestat.db"), &query)
}

fn values(desk: &Desk) -> Vec<String> {
    sql(&desk.path("tradestat.db"), TATARSTAN)
}

#[test]
fn a_figure_is_corrected_rejected_and_taken_back_by_the_first_letters_of_its_key() {
    let desk = Desk::with_store();
    let key = &keys(&desk, "exceeded")[0][..10];
    let correct =
        desk.run(["review", "correct", key, "--value", "3.3e9", "--qualifier", "exactly"]);
    correct.says(0, &["corrected", "→ 3.3 billion USD · Tatarstan–China turnover · 2023"]);
    assert_eq!(values(&desk), ["3300000000"]);
    desk.run(["review", "reject", key, "--note", "a plan", "--by", "Ann"]).says(0, &["rejected"]);
    assert_eq!(values(&desk), [""; 0]);
    desk.run(["review", "list", "--decided"]).says(0, &[]).prints(&["rejected\ta plan"]);
    desk.run(["review", "undo", key]).says(0, &["undone", "> 3 billion USD"]);
    assert_eq!(values(&desk), ["3000000000"]);
    desk.run(["review", "undo", key]).says(1, &["nothing was decided of it"]);
    desk.run(["review", "confirm", key]).says(0, &["confirmed"]);
    let because = "SELECT chosen_because FROM observation WHERE ref_area = 'RU-TA'";
    assert_eq!(sql(&desk.path("tradestat.db"), because), ["the only figure"]);
}

#[test]
fn a_correction_moves_a_figure_to_another_series() {
    let desk = Desk::with_store();
    let key = &keys(&desk, "exceeded")[0];
    let flags = ["--ref-area", "Bashkortostan", "--period", "2022-05", "--indicator", "exports"];
    let run = desk.run([&["review", "correct", key][..], &flags].concat());
    run.says(0, &["Bashkortostan exports to China · 2022-05"]);
    let series = "SELECT series || ' ' || period FROM observation WHERE ref_area = 'RU-BA'";
    assert_eq!(sql(&desk.path("tradestat.db"), series), ["Bashkortostan exports to China 2022-05"]);
    assert_eq!(values(&desk), [""; 0]);
}

#[test]
fn decisions_survive_an_edited_report_where_the_sentence_stayed() {
    let desk = Desk::with_store();
    let key = keys(&desk, "exceeded").remove(0);
    desk.run(["review", "correct", &key, "--value", "3.3e9"]).says(0, &[]);
    let text = desk.read("reports/tatarstan.txt");
    desk.file("reports/tatarstan.txt", format!("An edited report.\n\n{text}"));
    desk.run(["ingest", "reports"]).says(0, &["changed and replaced"]);
    assert_eq!(values(&desk), ["3300000000"]);
    desk.run(["review", "list", "--stale"]).says(0, &[]);
    // Another number in its place: the word is lost, and said to be.
    desk.file("reports/tatarstan.txt", text.replace("$3 billion", "$4 billion"));
    desk.run(["ingest", "reports"]).says(0, &["changed and replaced"]);
    assert_eq!(values(&desk), ["4000000000"]);
    let stale = desk.run(["review", "list", "--stale"]);
    stale.says(0, &["was corrected", "is not there any more", "exceeded $3 billion"]);
}

#[test]
fn what_an_export_says_is_in_force_already() {
    let desk = Desk::with_store();
    let all = keys(&desk, "amounted");
    desk.run(["review", "reject", &all[0]]).says(0, &[]);
    desk.run(["review", "correct", &all[1], "--value", "191000000000.5"]).says(0, &[]);
    let before = sql(&desk.path("tradestat.db"), "SELECT count(*) FROM decision");
    for flags in [&[][..], &["--excel"], &["--excel", "--decimal-comma"]] {
        desk.run([&["review", "export", "--all", "-o", "a.csv"][..], flags].concat())
            .says(0, &["4 rows"]);
        desk.run(["review", "import", "a.csv"]).says(0, &["0 figures decided, 4 unchanged"]);
    }
    assert_eq!(sql(&desk.path("tradestat.db"), "SELECT count(*) FROM decision"), before);
}

#[test]
fn a_sheet_brings_its_decisions_to_another_store() {
    let (one, other) = (Desk::with_store(), Desk::with_store());
    let all = keys(&one, "amounted");
    one.run(["review", "reject", &all[0], "--note", "=cmd()"]).says(0, &[]);
    one.run(["review", "correct", &all[1], "--value", "191e9", "--period", "2020"]).says(0, &[]);
    one.run(["review", "confirm", &all[2]]).says(0, &[]);
    one.run(["review", "export", "--all", "--excel", "-o", "a.csv"]).says(0, &[]);
    assert!(one.read("a.csv").contains("'=cmd()"));
    other.file("a.csv", one.read("a.csv"));
    let dry = other.run(["review", "import", "a.csv", "--dry-run"]);
    dry.says(0, &["3 figures would be decided, 1 unchanged"]);
    assert_eq!(sql(&other.path("tradestat.db"), "SELECT count(*) FROM decision"), ["0"]);
    other.run(["review", "import", "a.csv"]).says(0, &["3 figures decided, 1 unchanged"]);
    let words = "SELECT figure_key || verdict || coalesce(value, '') || coalesce(period, '') || coalesce(note, '')
        FROM decision ORDER BY figure_key";
    let path = |desk: &Desk| desk.path("tradestat.db");
    assert_eq!(sql(&path(&one), words), sql(&path(&other), words));
}

#[test]
fn a_wrong_row_is_named_and_nothing_is_applied() {
    let desk = Desk::with_store();
    let all = keys(&desk, "amounted");
    let sheet = format!(
        "figure;verdict;value;period\n#{};rejected;;\n#{};;abc;2021\n#{};;190300000000;Jan-22\n#ffff;rejected;;\n",
        all[0], all[1], all[2]
    );
    desk.file("bad.csv", sheet);
    desk.run(["review", "import", "bad.csv"]).says(
        1,
        &[
            "bad.csv, line 3, column value: ‘abc’ is not a number",
            "bad.csv, line 4, column period: ‘Jan-22’ is no period",
            "bad.csv, line 5, column figure: there is no figure ‘ffff’",
            "so nothing was decided",
        ],
    );
    assert_eq!(sql(&desk.path("tradestat.db"), "SELECT count(*) FROM decision"), ["0"]);
    desk.file("other.csv", "a,b\n1,2\n");
    desk.run(["review", "import", "other.csv"]).says(1, &["other.csv: has no column ‘figure’"]);
    desk.file("book.csv", b"PK\x03\x04\0\0\0\0");
    desk.run(["review", "import", "book.csv"]).says(1, &["is no text", "CSV UTF-8"]);
}

#[test]
fn a_sheet_on_a_number_that_is_read_anew_is_refused() {
    let desk = Desk::with_store();
    let key = keys(&desk, "exceeded").remove(0);
    desk.file("old.csv", format!("figure,verdict,read_value\n{key},confirmed,2500000000\n"));
    desk.run(["review", "import", "old.csv"])
        .says(1, &["line 2, column read_value", "read as 2500000000", "read as 3000000000 now"]);
}

#[test]
fn wrong_usage_says_what_to_do() {
    let desk = Desk::with_store();
    let key = &keys(&desk, "exceeded")[0];
    desk.run(["review"]).says(2, &["needs a terminal", "review list"]);
    desk.run(["review", "confirm", "zzz"]).says(1, &["there is no figure ‘zzz’"]);
    desk.run(["review", "correct", key]).says(2, &["say what is right"]);
    desk.run(["review", "correct", key, "--period", "soon"]).says(2, &["--period: ‘soon’"]);
    desk.run(["review", "correct", key, "--value", "3e9"]).says(1, &["nothing is corrected"]);
    desk.run(["review", "confirm", key, "--db", "none.db"])
        .says(1, &["there is no store at none.db"]);
    assert!(!desk.path("none.db").exists());
}

#[test]
fn the_list_says_why() {
    let desk = Desk::with_store();
    desk.file(
        "vague.txt",
        "Vague\n\nThe trade turnover between Russia and China exceeded $9 billion.\n",
    );
    desk.run(["ingest", "vague.txt"]).says(0, &[]);
    let run = desk.run(["review", "list"]);
    run.says(0, &[]).prints(&["no period", "exceeded $9 billion"]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    let mut wide = desk.command(["figures", "Tatarstan", "--table"]);
    wide.env("COLUMNS", "100");
    finish(wide).prints(&[&keys(&desk, "exceeded $3")[0][..10]]);
}
