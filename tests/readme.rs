//! The README is true: its commands run and print what it shows, its tables are what the program does, its links lead somewhere.
//!
//! `UPDATE_README=1 cargo test --test readme` rewrites what is made by the program: outputs, tables between markers, the charts.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod cli_support;

use cli_support::{Desk, finish};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tradestat::store::{Store, dictionary};

/// The width at which the README shows tables.
const WIDTH: &str = "100";

/// The day from which the examples of the table of what is understood are read.
const TODAY: &str = "2024-11-15";

/// Each picture of `charts/`: its definition, the options, and its file.
const PICTURES: [(&str, &[&str], &str); 3] = [
    ("tatarstan-china-turnover.toml", &[], "tatarstan-china-turnover.svg"),
    ("tatarstan-china-turnover.toml", &["--dark"], "tatarstan-china-turnover-dark.svg"),
    ("russia-china-trade.toml", &[], "russia-china-trade.svg"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Holds a file to what the program makes, or rewrites it when asked to.
fn hold(name: &str, made: &str) {
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root().join(name), made).unwrap();
        return;
    }
    let kept = fs::read_to_string(root().join(name)).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(
        kept == made,
        "{name} is not what the program makes; first difference: {differs:#?}\n\
         if that is meant: UPDATE_README=1 cargo test --test readme"
    );
}

/// What stands between two markers, replaced.
fn replaced(text: &str, marker: &str, make: impl FnOnce(&str) -> String) -> String {
    let (begin, end) = (format!("<!-- {marker}: begin -->\n"), format!("<!-- {marker}: end -->"));
    let (before, rest) = text.split_once(&begin).unwrap();
    let (between, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}{}{end}{after}", make(between))
}

#[test]
fn what_the_program_makes_is_up_to_date() {
    let readme = text("README.md");
    let readme = replaced(&readme, "queries", |_| {
        format!("```sql\n{}\n```\n", text("tests/queries.sql").trim_end())
    });
    let readme = replaced(&readme, "dictionary", |_| {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(&folder.path().join("new.db")).unwrap();
        format!("\n{}\n", dictionary(&store).unwrap())
    });
    let readme = replaced(&readme, "understood", understood);
    let readme = replaced(&readme, "tour", tour);
    let readme = replaced(&readme, "audit", |_| audited());
    let readme = replaced(&readme, "why", |_| why());
    hold("README.md", &readme);
}

/// The table of what is understood, its last column made by reading the examples.
fn understood(table: &str) -> String {
    let desk = Desk::new();
    let mut made = String::new();
    for row in table.lines() {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        if cells[1] == "for example" || cells[1] == "---" {
            let _ = writeln!(made, "{row}");
            continue;
        }
        let line = serde_json::json!({ "text": cells[1], "published": TODAY }).to_string();
        let run = desk.run_with_input(["extract"], line.as_bytes());
        let answer: serde_json::Value = serde_json::from_str(&run.says(0, &[]).out).unwrap();
        let figures = answer["figures"].as_array().unwrap();
        let told: Vec<_> = figures.iter().map(|figure| format!("`{}`", told(figure))).collect();
        let told = if told.is_empty() { "no figure".to_owned() } else { told.join("<br>") };
        let _ = writeln!(made, "| {} | {} | {told} |", cells[0], cells[1]);
    }
    made
}

/// A figure in a line: `imports of wheat EG RU, 2023: 2100000000 USD`.
fn told(figure: &serde_json::Value) -> String {
    let word = |key: &str| figure[key].as_str().unwrap_or_default();
    let mut line = word("indicator").to_owned();
    if word("transform") != "level" {
        let _ = write!(line, " {}", word("transform"));
    }
    if !word("product").is_empty() {
        let _ = write!(line, " of {}", word("product"));
    }
    let period = figure["period"]["code"].as_str().unwrap_or("no period");
    let _ = write!(line, " {} {}, {period}:", word("ref_area"), word("counterpart_area"));
    for part in [word("qualifier"), word("value"), word("value_high"), word("unit"), word("status")]
    {
        if !["", "exactly", "actual"].contains(&part) {
            let _ = write!(line, " {part}");
        }
    }
    line
}

/// The conflicts among the samples, as they are shown.
fn audited() -> String {
    let desk = Desk::new();
    desk.run(["demo", "demo"]).says(0, &[]);
    let mut command =
        desk.command(["audit", "--least", "conflict", "--table", "--db", "demo/tradestat.db"]);
    command.env("COLUMNS", WIDTH);
    format!("```text\n{}\n```\n", finish(command).says(0, &[]).out.trim_end())
}

/// Why a value that no report gives is what it is.
fn why() -> String {
    let desk = Desk::new();
    desk.run(["demo", "demo"]).says(0, &[]);
    let mut command =
        desk.command(["figures", "--why", "ru-ta-cn-turnover@2015", "--db", "demo/tradestat.db"]);
    command.env("COLUMNS", WIDTH);
    format!("```text\n{}\n```\n", finish(command).says(0, &[]).out.trim_end())
}

/// The tour, every command run in its turn, with what it prints.
fn tour(tour: &str) -> String {
    let desk = Desk::new();
    let mut here = desk.path("");
    let mut made = String::new();
    let mut within = false;
    for line in tour.lines() {
        if line.starts_with("```") {
            within = line == "```console";
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| within) {
            let printed = run(&desk, &mut here, command);
            let _ = write!(made, "{line}\n{printed}");
        } else if !within || line.starts_with("```") {
            let _ = writeln!(made, "{line}");
        }
    }
    made
}

/// What a command of the tour prints, on both streams as a terminal shows them.
fn run(desk: &Desk, here: &mut PathBuf, command: &str) -> String {
    let words = split(command);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["cd", folder] => {
            here.push(folder);
            String::new()
        }
        ["head", count, file] => {
            let count = count.trim_start_matches('-').parse().unwrap();
            let text = fs::read_to_string(here.join(file)).unwrap();
            text.lines().take(count).fold(String::new(), |all, line| all + line + "\n")
        }
        ["sqlite3", file, query] => rows(&here.join(file), query),
        ["tradestat", ref arguments @ ..] => {
            let screen = desk.path("screen");
            let out = fs::File::create(&screen).unwrap();
            let mut command = desk.command(arguments);
            // The reader has a terminal, the test has none.
            if ["series", "figures"].contains(&arguments[0]) {
                command.arg("--table");
            }
            command.current_dir(&*here).env("COLUMNS", WIDTH);
            command.stdout(out.try_clone().unwrap()).stderr(out);
            assert!(command.status().unwrap().success(), "{arguments:?}");
            fs::read_to_string(screen).unwrap()
        }
        _ => panic!("the tour has a command that this test does not know: {command}"),
    }
}

/// The words of a command; double quotes hold some together.
fn split(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(i, part)| match i % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// Rows as the sqlite3 shell prints them.
fn rows(file: &Path, query: &str) -> String {
    use rusqlite::types::Value;
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut statement = connection.prepare(query).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut made = String::new();
    while let Some(row) = rows.next().unwrap() {
        let cells = (0..columns).map(|i| match row.get(i).unwrap() {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => format!("{number:?}"),
            Value::Text(text) => text,
            Value::Blob(_) => panic!("a blob"),
        });
        let _ = writeln!(made, "{}", cells.collect::<Vec<_>>().join("|"));
    }
    made
}

#[test]
fn the_pictures_are_what_the_sample_reports_give() {
    let desk = Desk::new();
    desk.run(["demo", "look"]).says(0, &[]);
    for (definition, options, picture) in PICTURES {
        let definition = root().join("charts").join(definition);
        let mut command = desk.command(["chart", "--db", "look/tradestat.db", "-o", "chart.svg"]);
        command.arg(definition).args(options);
        finish(command).says(0, &[]);
        hold(&format!("charts/{picture}"), &desk.read("chart.svg"));
    }
    let files = fs::read_dir(root().join("charts")).unwrap().map(|entry| entry.unwrap().path());
    let (definitions, pictures): (Vec<_>, Vec<_>) =
        files.partition(|path| path.extension().is_some_and(|ending| ending == "toml"));
    assert_eq!(pictures.len(), PICTURES.len(), "a picture that no test draws: {pictures:?}");
    for definition in definitions {
        let mut command = desk.command(["chart", "--db", "look/tradestat.db", "-o", "chart.svg"]);
        command.arg(definition);
        finish(command).says(0, &["wrote chart.svg"]);
    }
}

/// Every command line that the README shows, in a block or in a sentence.
fn commands(readme: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block = None;
    for line in readme.lines() {
        if let Some(kind) = line.strip_prefix("```") {
            block = block.is_none().then_some(kind);
            continue;
        }
        let spans: Vec<&str> = match block {
            // What a command prints is not one.
            Some("console") => line.strip_prefix("$ ").into_iter().collect(),
            Some(_) => vec![line],
            None => line.split('`').skip(1).step_by(2).collect(),
        };
        for span in spans {
            let span = span
                .trim_start_matches("$ ")
                .replace("cargo run --release --locked -- ", "tradestat ");
            for part in span.split(['|', ';', '#', '>']) {
                let part = part.trim();
                if part.starts_with("tradestat ") {
                    found.push(part.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_command_shown_exists_and_every_command_is_shown() {
    let desk = Desk::new();
    let help = |command: &str| desk.run([command, "--help"]);
    let all = desk.run(["--help"]).out;
    let list = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let known: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(known.len() > 8, "{known:?}");

    let shown = commands(&text("README.md"));
    for command in &shown {
        let words: Vec<_> = command.split_whitespace().collect();
        assert!(known.contains(&words[1]), "there is no such command: {command}");
        if words[1] == "help" {
            continue;
        }
        let help = help(words[1]).out;
        for option in words.iter().filter(|word| word.starts_with('-') && word.len() > 1) {
            let option = option.split('=').next().unwrap();
            let has = help.split([' ', ',', '\n']).any(|word| word == option);
            assert!(has, "`tradestat {}` has no option {option}: {command}", words[1]);
        }
    }
    for command in known.iter().filter(|command| **command != "help") {
        let is_it = |line: &String| line.split_whitespace().nth(1) == Some(command);
        assert!(shown.iter().any(is_it), "the README does not show `tradestat {command}`");
    }
}

#[test]
fn the_quotes_are_of_the_sample_reports() {
    let mut reports = String::new();
    texts(&root().join("seeds/reports"), &mut |_, text| reports += &flat(text));
    let readme = text("README.md");
    let readme = readme.split("## Install").next().unwrap();
    let quote: String = readme
        .lines()
        .filter_map(|line| line.strip_prefix("> "))
        .fold(String::new(), |all, line| all + line + " ");
    let quotes: Vec<_> = quote.split('…').map(|part| flat(&part.replace("**", ""))).collect();
    assert_eq!(quotes.len(), 4, "{quotes:?}");
    for quote in quotes {
        assert!(
            reports.contains(quote.trim().trim_end_matches('.')),
            "no sample report says: {quote}"
        );
    }
}

/// With every run of white space as one blank.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_option_that_the_readme_names_is_one_of_some_command() {
    let desk = Desk::new();
    let all: String = [
        "demo", "ingest", "series", "figures", "chart", "export", "extract", "reports", "remove",
        "audit",
    ]
    .iter()
    .map(|command| desk.run([*command, "--help"]).out)
    .collect();
    let readme = text("README.md");
    let spans = readme.split('`').filter(|span| span.starts_with("--"));
    for option in spans.filter_map(|span| span.split([' ', '=', '\n']).next()) {
        let has = all.split([' ', ',', '=', '[', '\n']).any(|word| word == option);
        assert!(has, "no command has {option}");
    }
}

#[test]
fn links_lead_to_files_that_are_there() {
    let mut seen = 0;
    for page in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"] {
        let text = text(page);
        for (before, after) in [("](", ")"), ("src=\"", "\""), ("srcset=\"", "\"")] {
            for rest in text.split(before).skip(1) {
                let target = rest.split(after).next().unwrap();
                if target.starts_with("https://") {
                    continue;
                }
                seen += 1;
                let (file, heading) = target.split_once('#').unwrap_or((target, ""));
                assert!(root().join(file).exists(), "{page}: {target} is not there");
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut slugs = headings.map(|line| {
                    line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-")
                });
                assert!(
                    heading.is_empty() || slugs.any(|slug| slug == heading),
                    "{page}: there is no heading for {target}"
                );
            }
        }
    }
    assert!(seen > 8, "links were not found: {seen}");
}

#[test]
fn every_promise_is_held_by_a_test_that_is_there() {
    let mut tests = String::new();
    for folder in ["tests", "src"] {
        texts(&root().join(folder), &mut |_, text| tests += text);
    }
    let page = text("SECURITY.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"));
    let mut seen = 0;
    for row in rows {
        let held = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names = held.split('`').skip(1).step_by(2).filter(|name| !name.contains('/'));
        let mut any = false;
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "there is no test {name}");
            (any, seen) = (true, seen + 1);
        }
        assert!(any, "no test holds: {row}");
    }
    assert!(seen > 30, "{seen}");
}

/// Every file of the repository that is text; what is built and what Git keeps for itself is left out.
fn texts(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != ".git" {
                texts(&path, each);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            each(&path, &text);
        }
    }
}

#[test]
fn nothing_names_a_path_of_someones_machine() {
    let folders = ["home", "Users", "root", "work"].map(|folder| format!("/{folder}/"));
    let mut seen = 0;
    texts(&root(), &mut |path, text| {
        // A work tree's link to its repository is Git's own.
        if path.ends_with(".git") {
            return;
        }
        seen += 1;
        for folder in &folders {
            for (at, _) in text.match_indices(folder.as_str()) {
                // Addresses on the web have such parts too.
                let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
                assert!(word.contains("://"), "{} names {folder}…", path.display());
            }
        }
    });
    assert!(seen > 100, "the files were not found: {seen}");
}
