//! `tradestat export` through the program, its files read back by other readers.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at once, and says what it skips"
)]

mod cli_support;

use cli_support::{Desk, as_ordinary_user, finish, set_mode};
use std::fs;
use std::path::Path;
use std::process::Command;

fn rows(path: &Path, separator: u8) -> Vec<Vec<String>> {
    let bytes = fs::read(path).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let place = rows[0].iter().position(|column| column == name).unwrap();
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

#[test]
fn long_csv_has_a_row_per_observation() {
    let desk = Desk::with_store();
    desk.run(["export", "-o", "all.csv"]).says(0, &["wrote all.csv: 4 rows"]);
    let rows = rows(&desk.path("all.csv"), b',');
    assert_eq!(
        column(&rows, "value"),
        ["146900000000", "190300000000", "244800000000", "3000000000"]
    );
    assert_eq!(column(&rows, "period"), ["2021", "2022", "2024", "2023"]);
    assert_eq!(column(&rows, "qualifier")[3], "over");
    assert!(column(&rows, "quote")[3].ends_with("exceeded $3 billion."));
    // Plain for programs: no mark, LF.
    let text = desk.read("all.csv");
    assert!(text.starts_with("series,slug,") && !text.contains('\r'));
}

#[test]
fn words_select_and_standard_output_takes_it() {
    let desk = Desk::with_store();
    let run = desk.run(["export", "Tatarstan"]);
    run.says(0, &["1 row"]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn wide_puts_periods_down_and_series_across() {
    let desk = Desk::with_store();
    desk.run(["export", "--wide", "-o", "wide.csv"]).says(0, &["4 rows of 2 series"]);
    let rows = rows(&desk.path("wide.csv"), b',');
    assert_eq!(
        rows[0],
        [
            "period",
            "period_start",
            "period_end",
            "China–Russia turnover (USD)",
            "Tatarstan–China turnover (USD)"
        ]
    );
    assert_eq!(rows[2][3..], ["190300000000", ""]);
    assert_eq!(rows[3], ["2023", "2023-01-01", "2023-12-31", "", "3000000000"]);
}

#[test]
fn figures_come_with_their_quotes() {
    let desk = Desk::with_store();
    desk.run(["export", "--figures", "-o", "figures.csv"]).says(0, &["4 rows"]);
    let rows = rows(&desk.path("figures.csv"), b',');
    assert!(column(&rows, "at").contains(&"$146.9 billion".to_owned()));
    assert!(column(&rows, "source").contains(&"reports/2021.txt".to_owned()));
}

#[test]
fn a_spreadsheet_of_most_of_europe_reads_it() {
    let desk = Desk::new();
    desk.file("a.txt", "Trade\n\nIn 2023 trade between Russia and China grew by 26.3%.\n");
    desk.run(["ingest", "a.txt"]).says(0, &[]);
    desk.run(["export", "--excel", "--locale", "de", "-o", "de.csv"]).says(0, &[]);
    let bytes = fs::read(desk.path("de.csv")).unwrap();
    assert!(bytes.starts_with("\u{feff}series;".as_bytes()) && bytes.ends_with(b"\r\n"));
    assert_eq!(column(&rows(&desk.path("de.csv"), b';'), "value"), ["26,3"]);
    desk.run(["export", "--locale", "xx"]).says(2, &["--sep and --decimal"]);
}

#[test]
fn formulas_are_disarmed_and_negative_numbers_are_not() {
    let desk = Desk::new();
    desk.file("a.txt", "=HYPERLINK(\"http://example.org\")\n\nIn 2023 trade between Russia and China fell by 9.1%.\n");
    desk.run(["ingest", "a.txt", "--publisher", "@cmd", "--title", "=1+1"]).says(0, &[]);
    desk.run(["export", "--excel", "-o", "x.csv"]).says(0, &[]);
    let exported = rows(&desk.path("x.csv"), b',');
    assert_eq!(column(&exported, "value"), ["-9.1"]);
    assert_eq!(column(&exported, "title"), ["'=1+1"]);
    assert_eq!(column(&exported, "publisher"), ["'@cmd"]);
    desk.run(["export", "-o", "plain.csv"]).says(0, &[]);
    assert_eq!(column(&rows(&desk.path("plain.csv"), b','), "title"), ["=1+1"]);
}

#[test]
fn other_formats_by_their_endings() {
    let desk = Desk::with_store();
    desk.run(["export", "-o", "all.tsv"]).says(0, &[]);
    assert_eq!(column(&rows(&desk.path("all.tsv"), b'\t'), "value").len(), 4);
    desk.run(["export", "-o", "all.jsonl"]).says(0, &[]);
    let text = desk.read("all.jsonl");
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["value"].to_string(), "146900000000");
    assert!(first["product"].is_null());
    desk.run(["export", "-o", "all.docx"]).says(2, &["all.docx: .docx is not written yet"]);
    desk.run(["export", "--wide", "-o", "all.jsonl"]).says(2, &["--wide is a table"]);
}

#[test]
fn nothing_is_overwritten_in_silence_or_by_halves() {
    let desk = Desk::with_store();
    desk.run(["export", "-o", "a.csv"]).says(0, &["wrote a.csv: 4 rows"]);
    desk.run(["export", "-o", "a.csv"]).says(0, &["wrote a.csv (replaced): 4 rows"]);
    let before = desk.read("a.csv");
    let db = desk.path("tradestat.db");
    fs::write(&db, "no database any more").unwrap();
    desk.run(["export", "-o", "a.csv"]).says(1, &["tradestat.db"]);
    assert_eq!(desk.read("a.csv"), before);
    assert_eq!(desk.names(), ["a.csv", "reports", "tradestat.db"]);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let desk = Desk::with_store();
    desk.run(["export", "-o", "no/such/a.csv"])
        .says(1, &["cannot write no/such/a.csv; make its folder first"]);
    desk.run(["export", "-o", "reports"]).says(2, &["reports is a folder"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    let desk = Desk::with_store();
    fs::create_dir(desk.path("shelf")).unwrap();
    let Some(command) = as_ordinary_user(&desk, desk.command(["export", "-o", "shelf/a.csv"]))
    else {
        return;
    };
    set_mode(&desk.path("shelf"), 0o555);
    finish(command).says(1, &["cannot write shelf/a.csv; choose another place"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_leaves_the_old_file() {
    let desk = Desk::with_store();
    desk.many(200);
    desk.run(["ingest", "many", "-q"]).says(0, &[]);
    desk.run(["export", "--figures", "-o", "/dev/full"])
        .says(1, &["cannot write /dev/full; make room and try again"]);
    fs::create_dir(desk.path("disk")).unwrap();
    let mut mount = Command::new("mount");
    let mounted =
        mount.args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).arg(desk.path("disk")).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: only root may mount a small disk");
        return;
    }
    desk.file("disk/a.csv", "as it was");
    let run = desk.run(["export", "--figures", "-o", "disk/a.csv"]);
    let (left, old) = (fs::read_dir(desk.path("disk")).unwrap().count(), desk.read("disk/a.csv"));
    let umount = Command::new("umount").arg(desk.path("disk")).status();
    assert!(umount.is_ok_and(|status| status.success()));
    run.says(1, &["cannot write disk/a.csv; make room and try again"]);
    assert_eq!((left, old.as_str()), (1, "as it was"));
}

/// What a spreadsheet makes of the file, where `LibreOffice` is installed: the cells come back as they were.
#[test]
fn libreoffice_opens_it() {
    let desk = Desk::with_store();
    desk.run(["export", "--excel", "--wide", "-o", "w.csv"]).says(0, &[]);
    let mut office = Command::new("soffice");
    office
        // What its dialog proposes for a file with a byte order mark; without a screen it does not look.
        .args(["--headless", "--infilter=CSV:44,34,76", "--convert-to", "ods", "--outdir"])
        .arg(desk.path("ods"))
        .arg(desk.path("w.csv"));
    office.arg(format!("-env:UserInstallation=file://{}", desk.path("profile").display()));
    if office.output().is_err() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let mut back = Command::new("soffice");
    back.args([
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
    ])
    .arg(desk.path("back"));
    back.arg(desk.path("ods/w.ods"));
    back.arg(format!("-env:UserInstallation=file://{}", desk.path("profile").display()));
    back.output().unwrap();
    assert_eq!(rows(&desk.path("back/w.csv"), b','), rows(&desk.path("w.csv"), b','));
}
