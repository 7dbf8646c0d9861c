//! Input by those who mean harm, or by chance: each is refused by name or made harmless, and nothing takes for ever.

use crate::cli_support::{Desk, finish, report, sql};
use crate::support::{check_same, dump, is_sound, short_or_long};
use std::process::{Command, Stdio};

/// Titles, publishers and addresses that want to be more than words.
const EVIL: [&str; 6] = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m",
    "\u{202e}000,1$\u{2066}\u{200f}",
    "'; DROP TABLE report; --",
];

/// What steers a terminal: controls but line end and tab, and marks that reorder.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

fn evil_desk() -> Desk {
    let desk = Desk::new();
    for (i, evil) in EVIL.iter().enumerate() {
        let text = report(2010 + i32::try_from(i).unwrap(), "240.1") + evil + "\n";
        desk.file(&format!("{i}.txt"), text);
        let (file, url) = (format!("{i}.txt"), format!("https://example.org/{evil}"));
        let run = desk.run(["ingest", &file, "--title", evil, "--publisher", evil, "--url", &url]);
        assert!(!run.err.contains(steers), "{:?}", run.err);
        run.says(0, &["1 added"]);
    }
    desk
}

#[test]
fn no_command_lets_a_text_steer_the_terminal() {
    let desk = evil_desk();
    let id = desk.run(["reports"]).out.lines().nth(1).unwrap()[..10].to_owned();
    for arguments in [
        ["reports"].as_slice(),
        &["reports", "--table"],
        &["figures"],
        &["figures", "--table"],
        &["series"],
        &["series", "--table"],
        &["check"],
        &["reports", "set", &id, "--title", EVIL[3], "--publisher", EVIL[4]],
        &["remove", &id, "--dry-run"],
        &["reports", EVIL[3]],
        &["series", EVIL[3]],
        &["figures", EVIL[4]],
        &["chart", "Russia", "China", "--alt"],
        &["export", "-o", "\u{1b}[31m\u{202e}.csv"],
        &["backup", "\u{1b}[31m\u{202e}.db"],
        &["ingest", "\u{1b}[31m\u{202e}.txt"],
        &["check", "--db", "\u{1b}[31m\u{202e}.db"],
    ] {
        let run = desk.run(arguments);
        assert!(!run.out.contains(steers), "{arguments:?}: {:?}", run.out);
        assert!(!run.err.contains(steers), "{arguments:?}: {:?}", run.err);
    }
}

#[test]
fn programs_get_what_was_said_and_can_read_it() {
    let desk = evil_desk();
    let titles = |rows: Vec<serde_json::Value>| -> Vec<String> {
        let mut titles: Vec<_> =
            rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        // A text may say more than one figure.
        titles.dedup();
        titles
    };
    let mut expected = EVIL.map(str::to_owned);
    expected.sort();
    let list = serde_json::from_str(&desk.run(["reports", "--json"]).out).unwrap();
    assert_eq!(titles(list), expected);
    let lines = desk.run(["figures", "--json"]).out;
    assert_eq!(
        titles(lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()),
        expected
    );
}

#[test]
fn a_spreadsheet_computes_nothing_that_a_title_says() {
    let desk = evil_desk();
    for locale in [None, Some("de")] {
        let mut command = desk.command(["export", "--figures", "--excel"]);
        command.args(locale.map(|locale| ["--locale", locale]).into_iter().flatten());
        let csv = finish(command).says(0, &[]).out.clone();
        let csv = csv.trim_start_matches('\u{feff}');
        let separator = if locale.is_some() { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(csv.as_bytes());
        let mut disarmed = 0;
        for record in reader.records().map(Result::unwrap) {
            for cell in &record {
                let begins = cell.trim_start().starts_with(['=', '+', '@', '\t', '\r']);
                assert!(!begins, "{cell:?} would be computed");
                disarmed += usize::from(cell.starts_with("'=") || cell.starts_with("'@"));
            }
        }
        assert!(disarmed >= 4, "{disarmed}");
    }
}

#[test]
fn a_picture_runs_nothing() {
    let desk = evil_desk();
    for title in EVIL {
        let run = desk.run(["chart", "Russia", "China", "--title", title, "-o", "chart.svg"]);
        if title.contains(steers) {
            // A user's own title is not changed, but refused where no font has its letters.
            run.says(1, &["no font has the letter"]);
            desk.run(["chart", "Russia", "China", "-o", "chart.svg"]).says(0, &[]);
        }
        let svg = desk.read("chart.svg");
        let document =
            roxmltree::Document::parse(&svg).unwrap_or_else(|why| panic!("{title:?}: {why}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert!(
                !["script", "foreignObject", "iframe"].contains(&node.tag_name().name()),
                "{title}"
            );
            assert!(
                node.attributes().all(|attribute| !attribute.name().starts_with("on")),
                "{title}"
            );
        }
    }
}

#[test]
fn words_are_words_and_not_queries() {
    let desk = Desk::with_store();
    let before = dump(&desk.path("tradestat.db"));
    for words in [
        "'; DROP TABLE report; --",
        "\" OR *",
        "NEAR(a b) AND NOT c*",
        "%",
        "_",
        "x' UNION SELECT sql FROM sqlite_schema --",
        "Russia') OR 1=1 --",
        "\\",
        "",
        "*",
        "[",
        "{}",
    ] {
        for arguments in [
            ["series", words].as_slice(),
            &["figures", words],
            &["reports", words],
            &["chart", words, "-o", "chart.svg"],
            &["export", words],
            &["remove", "--source", words, "--dry-run"],
            &["remove", words, "--dry-run"],
            &["reports", "set", words, "--title", "x"],
        ] {
            let run = desk.run(arguments);
            assert!(run.code.is_some_and(|code| code <= 2), "{arguments:?}: {run:?}");
            for word in ["panicked", "syntax", "SQL", "no such", "malformed"] {
                assert!(!run.err.contains(word), "{arguments:?}: {}", run.err);
            }
        }
    }
    check_same(&dump(&desk.path("tradestat.db")), &before);
}

#[cfg(unix)]
#[test]
fn folders_that_lead_astray_are_walked_to_their_end() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    desk.file("r/deep/a.txt", report(2020, "240.1"));
    let link =
        |to: &str, from: &str| std::os::unix::fs::symlink(desk.path(to), desk.path(from)).unwrap();
    link("r", "r/deep/loop");
    link("r/deep", "r/again");
    link("nowhere", "r/broken.txt");
    desk.file("r/line\nend.txt", report(2021, "241.1"));
    for byte in [0xfe, 0xff] {
        let name = [b"r/bad" as &[u8], &[byte], b".txt"].concat();
        let name = desk.path("").join(OsStr::from_bytes(&name));
        std::fs::write(name, report(2022, &format!("1.{byte}"))).unwrap();
    }
    assert!(Command::new("mkfifo").arg(desk.path("r/pipe.txt")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("r/socket.txt")).unwrap();
    desk.run(["ingest", "r"]).says(1, &["r/broken.txt", "4 added", "r/pipe.txt", "r/socket.txt"]);
    // Names that differ in bytes that are no letters are two names.
    let sources = sql(&desk.path("tradestat.db"), "SELECT source FROM report ORDER BY source");
    assert_eq!(sources, ["r/bad\\xfe.txt", "r/bad\\xff.txt", "r/deep/a.txt", "r/line\nend.txt"]);
    assert_eq!(desk.run(["reports"]).out.lines().count(), 5);
    let again = desk.run(["ingest", "r"]);
    assert!(again.err.contains("4 unchanged"), "{}", again.err);
    // A manifest that is a pipe keeps its folder out, and does not wait for it.
    desk.file("m/a.txt", report(2023, "242.1"));
    assert!(Command::new("mkfifo").arg(desk.path("m/reports.csv")).status().unwrap().success());
    desk.run(["ingest", "m"]).says(1, &["m/reports.csv", "is no ordinary file"]);
    // So does a list of what to leave out.
    desk.file("i/a.txt", report(2018, "108.1"));
    desk.file("i/below/b.txt", report(2017, "84.1"));
    assert!(Command::new("mkfifo").arg(desk.path("i/below/.ignore")).status().unwrap().success());
    desk.run(["ingest", "i"]).says(1, &["i/below/.ignore: is no ordinary file", "1 added"]);
    desk.run(["ingest", "i/below"]).says(1, &["i/below/.ignore: is no ordinary file"]);
    assert_eq!(is_sound(&desk.path("tradestat.db")), Ok(true));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_read_like_a_file() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn(move || std::fs::write(pipe, report(2023, "240.1")).unwrap());
    desk.run(["ingest", "pipe"]).says(0, &["1 added"]);
    writer.join().unwrap();
}

/// Two gigabytes that take no room on the disk.
fn sparse(desk: &Desk, name: &str) {
    let path = desk.file(name, "");
    std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(2 << 30).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn two_gigabytes_of_nothing_do_not_fill_the_memory() {
    let desk = Desk::with_store();
    for name in
        ["r/a.txt", "r/b.html", "r/c.pdf", "m/reports.csv", "chart.toml", "big.db", "lines.jsonl"]
    {
        sparse(&desk, name);
    }
    desk.file("m/a.txt", report(2023, "240.1"));
    desk.file("r/good.txt", report(2019, "110.8"));
    for (arguments, words) in [
        (&["ingest", "r"] as &[&str], &["r/a.txt: larger than 64 MiB", "1 added"] as &[&str]),
        (&["ingest", "r/c.pdf"], &["r/c.pdf"]),
        (&["ingest", "m"], &["m/reports.csv", "larger than 64 MiB"]),
        (&["series", "--db", "big.db"], &["big.db is not a SQLite file"]),
        (&["check", "--db", "big.db"], &["big.db is not a SQLite file"]),
        (&["ingest", "r", "--db", "big.db"], &["big.db is not a SQLite file"]),
        (&["chart", "chart.toml", "-o", "c.svg"], &["chart.toml"]),
        (&["extract", "lines.jsonl"], &["lines.jsonl"]),
        (&["ingest", "lines.jsonl"], &["lines.jsonl, line 1: larger than 64 MiB"]),
        (&["ingest", "--extracted", "lines.jsonl"], &["lines.jsonl: is no JSON Lines"]),
    ] {
        // A quarter of what reading it all would take.
        let limit = format!("ulimit -v {}; exec \"$@\"", 512 << 10);
        let program = crate::cli_support::program();
        let mut command = Command::new("sh");
        command.args(["-c", &limit, "sh"]).arg(program).args(arguments).current_dir(desk.path(""));
        let output = command.stdin(Stdio::null()).output().unwrap();
        crate::cli_support::Run::of(output).says(1, words);
    }
}

#[test]
fn a_folder_of_very_many_files_is_read() {
    let desk = Desk::new();
    let count = short_or_long(3_000, 100_000);
    for i in 0..count {
        desk.file(
            &format!("many/{i}.txt"),
            format!("In {} exports from Russia to China came to $1.{i} billion.\n", 2000 + i % 20),
        );
    }
    desk.run(["ingest", "many"]).says(0, &[&format!("{count} added")]);
    assert_eq!(is_sound(&desk.path("tradestat.db")), Ok(true));
}
