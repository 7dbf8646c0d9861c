//! `tradestat chart` through the program.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, finish};
use std::fs;

#[test]
fn words_become_a_picture() {
    let desk = Desk::with_store();
    desk.run(["chart", "Russia", "China", "turnover", "-o", "a.svg"]).says(0, &["wrote a.svg"]);
    let svg = desk.read("a.svg");
    let picture = roxmltree::Document::parse(&svg).unwrap();
    assert_eq!(picture.root_element().tag_name().name(), "svg");
    for year in ["2021", "2022", "2023", "2024"] {
        assert!(svg.contains(year), "{year} is not on the axis");
    }
    desk.run(["chart", "Russia", "China", "turnover", "-o", "a.svg"])
        .says(0, &["wrote a.svg (replaced)"]);
    assert_eq!(desk.read("a.svg"), svg);
}

#[test]
fn png_is_by_its_ending() {
    let desk = Desk::with_store();
    let width = |name: &str| {
        let bytes = fs::read(desk.path(name)).unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    desk.run(["chart", "Russia", "China", "-o", "a.png"]).says(0, &["wrote a.png"]);
    assert_eq!(width("a.png"), 1600);
    desk.run(["chart", "Russia", "China", "-o", "b.PNG", "--scale", "1", "--narrow", "--dark"])
        .says(0, &[]);
    assert_eq!(width("b.PNG"), 360);
    desk.run(["chart", "Russia", "China", "-o", "a.gif"])
        .says(2, &["a.gif: a chart is written as .svg, .png or .txt"]);
    desk.run(["chart", "Russia", "China", "--scale", "99"]).says(2, &["between 0.5 and 8"]);
}

#[test]
fn a_pipe_takes_the_svg() {
    let desk = Desk::with_store();
    let run = desk.run(["chart", "Tatarstan", "China"]);
    run.says(0, &[]);
    assert!(roxmltree::Document::parse(&run.out).is_ok());
    assert_eq!(desk.names(), ["reports", "tradestat.db"]);
}

#[test]
fn letters_go_down_a_pipe_and_into_a_file_when_asked_for() {
    let desk = Desk::with_store();
    let run = desk.run(["chart", "Russia", "China", "turnover", "--text", "--width", "60"]);
    run.says(0, &[]).prints(&["China–Russia: turnover", "146.9", "┤", "Source: "]);
    assert!(!run.out.contains('\u{1b}'), "a pipe has no colours");
    assert!(run.out.lines().all(|line| line.chars().count() <= 60), "{}", run.out);
    let words = ["chart", "Russia", "China", "turnover", "--width", "60"];
    desk.run(words.into_iter().chain(["-o", "a.txt"])).says(0, &["wrote a.txt"]);
    assert_eq!(desk.read("a.txt"), run.out);
    // Where no terminal tells, COLUMNS does.
    let mut command = desk.command(["chart", "Russia", "China", "turnover", "--text"]);
    command.env("COLUMNS", "60");
    assert_eq!(finish(command).out, run.out);

    desk.run(["chart", "Russia", "China", "--width", "60"])
        .says(2, &["--width counts the columns", "--text"]);
    desk.run(["chart", "Russia", "China", "--text", "-o", "a.svg"])
        .says(2, &["--text draws in letters", ".txt"]);
    desk.run(["chart", "Russia", "China", "--text", "--width", "12"])
        .says(2, &["40 to 500 columns"]);
}

#[test]
fn a_description_in_words() {
    let desk = Desk::with_store();
    desk.run(["chart", "Russia", "China", "turnover", "--alt"])
        .says(0, &[])
        .prints(&["146.9", "244.8", "2023"]);
}

#[test]
fn a_definition_is_a_file() {
    let desk = Desk::with_store();
    desk.file("c.toml", "series = [\"Russia China turnover\", \"Russia India turnover\"]\ntitle = \"Two partners\"\n");
    desk.run(["chart", "c.toml", "-o", "c.svg"]).says(
        0,
        &["wrote c.svg", "warning: c.toml: nothing in the store for ‘Russia India turnover’"],
    );
    assert!(desk.read("c.svg").contains("Two partners"));
    desk.file("typo.toml", "series = [\"Russia China turnover\"]\ntitel = \"x\"\n");
    desk.run(["chart", "typo.toml"]).says(1, &["typo.toml:2", "titel"]);
    desk.run(["chart", "none.toml"]).says(1, &["none.toml: there is no such chart definition"]);
    desk.file("empty.toml", "series = [\"Germany turnover\"]\n");
    desk.run(["chart", "empty.toml"])
        .says(1, &["empty.toml: nothing in the store for ‘Germany turnover’"]);
}

#[test]
fn a_chart_of_nothing_says_what_there_is() {
    let desk = Desk::with_store();
    let run = desk.run(["chart", "Tatarstan", "China", "turnover", "1990", "-o", "a.svg"]);
    run.says(
        1,
        &[
            "nothing in the store for ‘Tatarstan China turnover 1990’",
            "near it there is",
            "Tatarstan–China turnover (2023)",
        ],
    );
    desk.run(["chart", "Germany", "exports"])
        .says(1, &["nothing in the store for ‘Germany exports’", "tradestat series"]);
    assert_eq!(desk.names(), ["reports", "tradestat.db"]);
}

#[test]
fn views_that_cannot_be_say_why() {
    let desk = Desk::with_store();
    desk.run(["chart", "Russia", "China", "--index", "2023"]).says(1, &["--index 2023"]);
    desk.run(["chart", "Russia", "China", "--index", "soon"])
        .says(2, &["not a period; write it as in 2018"]);
    desk.run(["chart", "Russia", "China", "--index", "2021", "--yoy"])
        .says(2, &["cannot be used with"]);
    desk.run(["chart"]).says(2, &["<WORDS>"]);
}
