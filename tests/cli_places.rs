//! Where a number stands is shown wherever the number is: its page, what it stands under, and which report repeats which.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, Run, report, sql, two_pages};

const TABLE: &str = "# Trade of Russia with China\n\n| $ mn | 2015 | 2016 |\n|---|---|---|\n| Exports | 28335 | 28021 |\n";

/// A desk with a document of two pages, a table, and a text in two papers.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("r/pages.pdf", two_pages());
    desk.file("r/table.md", TABLE);
    let text = report(2023, "240.1").trim_end().to_owned()
        + " The ministry named the figure at its meeting in Kazan, where nobody had come together since the spring, and thanked the \
           railway for its patience and the customs officers for theirs, and promised that the second terminal at the river would open \
           before the first snow falls on the station.\n";
    desk.file("r/x.txt", &text);
    desk.file("r/y.txt", text.replace("Trade in 2023", "A record, says the ministry"));
    desk.run(["ingest", "r"]).says(0, &["4 added"]);
    desk
}

/// The cell of the row that has `word`, in a column of a table with tabs or commas.
#[track_caller]
fn cell<'r>(run: &'r Run, separator: char, column: &str, word: &str) -> &'r str {
    let mut lines = run.out.lines();
    let place = lines.next().unwrap().split(separator).position(|name| name == column);
    let row =
        lines.find(|line| line.contains(word)).unwrap_or_else(|| panic!("no {word}: {run:?}"));
    row.split(separator)
        .nth(place.unwrap_or_else(|| panic!("no column {column}: {run:?}")))
        .unwrap()
}

#[test]
fn a_figure_has_its_page() {
    let desk = desk();
    let (first, second) = ("79.3 billion", "114.2 billion");
    for (number, page) in [(first, "1"), (second, "2"), ("240.1 billion", "")] {
        let figures = desk.run(["figures"]);
        assert_eq!(cell(&figures, '\t', "page", number), page, "{number}");
        for arguments in [&["export"] as &[&str], &["export", "--figures"]] {
            let export = desk.run(arguments);
            assert_eq!(cell(&export, ',', "page", number), page, "{number} {arguments:?}");
        }
        let review = desk.run(["review", "list", "--all"]);
        assert_eq!(cell(&review, '\t', "page", number), page, "{number}");
    }
    desk.run(["figures", "--table"]).prints(&["pages.pdf, page 2 · confidence"]);
    let db = desk.path("tradestat.db");
    let pages = "SELECT group_concat(page) FROM (SELECT page FROM observation WHERE page IS NOT NULL ORDER BY period)";
    assert_eq!(sql(&db, pages), ["1,2"]);
    let detail = "SELECT count(*) FROM figure_detail AS f JOIN observation AS o USING (figure_id) WHERE f.page IS NOT o.page";
    assert_eq!(sql(&db, detail), ["0"]);
}

#[test]
fn what_a_number_stands_under_is_reviewed_with_it() {
    let desk = desk();
    let review = desk.run(["review", "list", "--all"]);
    assert_eq!(cell(&review, '\t', "heading", "28335"), "Trade of Russia with China · $ mn · 2015");
}

#[test]
fn the_list_of_reports_says_who_repeats_whom_and_how_long_documents_are() {
    let desk = desk();
    let list = desk.run(["reports"]);
    // Neither has a day, so that either may be the first.
    let papers = ["r/x.txt", "r/y.txt"];
    let [x, y] =
        papers.map(|paper| (cell(&list, '\t', "id", paper), cell(&list, '\t', "repeats", paper)));
    assert!(x.1 == y.0 && y.1.is_empty() || y.1 == x.0 && x.1.is_empty(), "{list:?}");
    let first = if x.1.is_empty() { x.0 } else { y.0 };
    assert_eq!(cell(&list, '\t', "pages", "r/pages.pdf"), "2");
    assert_eq!(cell(&list, '\t', "pages", "r/x.txt"), "");
    let table = desk.run(["reports", "--table"]);
    table.prints(&[&format!("repeats {first}"), " · 2 pages"]);
}
