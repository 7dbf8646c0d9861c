//! How fast prose becomes figures, against what no extractor can do without: a scan for candidates, which is one regular
//! expression for numbers and one Aho-Corasick automaton over the terms of the lexicon, and nothing else.
//!
//! `cargo bench --bench extract`, or with a folder of reports: `… -- PATH`; all are repeated to 20 MB, or to another number
//! of bytes. In the process: one thread, text in, figures out. As processes: JSON Lines in, and out.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

#[path = "generated/mod.rs"]
mod generated;
#[path = "measured/mod.rs"]
mod measured;

use aho_corasick::{AhoCorasick, MatchKind};
use generated::{Dice, prose};
use measured::Run;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tradestat::extract;
use tradestat::model::{Language, Report};
use tradestat::seeds;

const SIZE: usize = 20_000_000;

/// How much is piped through for the peak of memory.
const PIPED: usize = 400_000_000;

fn main() {
    // The scan as a process of its own is this program once more.
    let mut words = std::env::args().skip(1);
    if words.next().as_deref() == Some("--scan") {
        scan_lines(&words.next().unwrap(), Path::new(&words.next().unwrap()));
        return;
    }
    let (size, folder) = measured::arguments(SIZE);
    let languages = match folder {
        Some(folder) => vec![("of the folder", of(&folder))],
        None => vec![("English", own(prose::report)), ("Russian", own(prose::report_in_russian))],
    };
    for (name, texts) in &languages {
        let language = language(texts);
        in_process(name, language, texts, size);
        as_processes(language, texts, size);
    }
    let (_, texts) = &languages[0];
    shapes(texts);
    memory(texts);
}

/// The candidates of a text.
struct Scan {
    numbers: Regex,
    terms: AhoCorasick,
}

impl Scan {
    fn new(language: Language) -> Self {
        let numbers = Regex::new(
            r"[$€£¥]?\d[\d.,]*(?:\s?%|\s(?:thousand|million|billion|trillion|тыс|млн|млрд|трлн))?",
        )
        .unwrap();
        let terms =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(terms(language));
        Self { numbers, terms: terms.unwrap() }
    }

    fn count(&self, text: &str) -> usize {
        self.numbers.find_iter(text).count() + self.terms.find_iter(text).count()
    }
}

/// Every term of the lexicon of a language.
fn terms(language: Language) -> BTreeSet<String> {
    type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;
    let tables = seeds::language(language).unwrap();
    // Only files of words are tables of lists.
    let words = tables.files().filter_map(|(_, content)| toml::from_str::<Words>(content).ok());
    let words = words.flat_map(BTreeMap::into_values).flat_map(BTreeMap::into_values).flatten();
    let areas = seeds::area_forms(language).map(|form| form.form.to_owned());
    let monies = seeds::currency_forms(language).map(|form| form.form.to_owned());
    words
        .map(|word| word.trim_start_matches(['^', '=']).to_owned())
        .chain(areas)
        .chain(monies)
        .filter(|term| !term.is_empty())
        .collect()
}

fn in_process(name: &str, language: Language, texts: &[String], size: usize) {
    let reports: Vec<Report> = texts
        .iter()
        .map(|text| Report { text: text.clone(), language: Some(language), ..Report::default() })
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rounds = size.div_ceil(bytes);
    // The tables are read before the clock starts: once a process, not once a report.
    let _ = extract::extract(&reports[0]);
    let scan = Scan::new(language);
    let (mut figures, mut candidates) = (0, 0);
    let (extraction, scanning) = measured::best_of(
        3,
        || {
            timed(|| {
                for report in reports.iter().cycle().take(rounds * reports.len()) {
                    figures += extract::extract(report).figures.len();
                }
            })
        },
        || {
            timed(|| {
                for text in texts.iter().cycle().take(rounds * texts.len()) {
                    candidates += scan.count(text);
                }
            })
        },
    );
    println!("{name}: {:.1} MB, {} reports, {rounds} rounds", mb(bytes * rounds), texts.len());
    println!("  {figures} figures, {candidates} candidates in three runs");
    measured::title("in the process", "extract", "scan");
    measured::row("text in, one thread", &extraction, &scanning);
    rate("extract", bytes * rounds, &extraction);
    rate("scan", bytes * rounds, &scanning);
}

fn as_processes(language: Language, texts: &[String], size: usize) {
    let file = lines(language, texts, size);
    let bytes = usize::try_from(fs::metadata(&file).unwrap().len()).unwrap();
    let scan = || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--scan", language.as_str()]).arg(&file);
        measured::run(&mut command, None)
    };
    let (extraction, scanning) = measured::best_of(3, || extracted(&file, 1), scan);
    measured::title("as processes", "extract", "scan");
    measured::row("JSON Lines in", &extraction, &scanning);
    rate("extract", bytes, &extraction);
    rate("scan", bytes, &scanning);
    let (one, two) = measured::best_of(3, || extracted(&file, 1), || extracted(&file, 2));
    println!(
        "  on the clock: {:.2} s with --jobs 1, {:.2} s with --jobs 2, {:.2} times as fast\n",
        one.wall,
        two.wall,
        one.wall / two.wall
    );
}

/// Reports of odd shapes: seconds for a megabyte of each should be alike.
fn shapes(texts: &[String]) {
    println!("shapes");
    let english = Language::literal("en");
    let prose: String = texts.iter().cycle().take(6000).map(String::as_str).collect();
    let cut = |bytes: usize| {
        let end = (0..=bytes).rev().find(|&at| prose.is_char_boundary(at)).unwrap();
        prose[..end].to_owned()
    };
    let no_stops = |bytes: usize| cut(bytes).replace(['.', '\n', '!', '?'], " ");
    for (name, text) in [
        ("one report of 1 MB", cut(1_000_000)),
        ("one report of 10 MB", cut(10_000_000)),
        ("100 kB without a full stop", no_stops(100_000)),
        ("1 MB without a full stop", no_stops(1_000_000)),
        ("1 MB of digits", "123,456.7 ".repeat(100_000)),
        ("1 MB of one letter", "a".repeat(1_000_000)),
        ("1 MB of brackets", "(".repeat(1_000_000)),
        ("1 MB of names", "China, Russia and India ".repeat(1_000_000 / 24)),
    ] {
        let report = Report { text, language: Some(english), ..Report::default() };
        let run = timed(|| drop(extract::extract(&report)));
        rate(name, report.text.len(), &run);
    }
    for count in [1_000_u32, 10_000] {
        let run = timed(|| {
            for text in texts.iter().cycle().take(count as usize) {
                let text = text.clone();
                drop(extract::extract(&Report {
                    text,
                    language: Some(english),
                    ..Report::default()
                }));
            }
        });
        println!("  {count:<6} reports {:17.0} µs each", run.seconds() / f64::from(count) * 1e6);
    }
    println!();
}

/// The most memory that a long pipe takes.
fn memory(texts: &[String]) {
    let file = lines(Language::literal("en"), texts, 4_000_000);
    let lines = fs::read(&file).unwrap();
    let rounds = PIPED.div_ceil(lines.len());
    let mut child = program(2).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || -> io::Result<()> {
        (0..rounds).try_for_each(|_| input.write_all(&lines))
    });
    let mut most = None;
    while child.try_wait().unwrap().is_none() {
        most = measured::most_memory(child.id()).or(most);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    writer.join().unwrap().unwrap();
    let most = most.map_or_else(|| "?".to_owned(), |kib| format!("{} MiB", kib.div_ceil(1024)));
    println!("memory\n  {:.0} MB piped through two threads: {most} at most", mb(PIPED));
}

fn program(jobs: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
    command.args(["extract", "--jobs", &jobs.to_string()]);
    command
}

fn extracted(file: &Path, jobs: usize) -> Run {
    measured::run_on(&mut program(jobs), file)
}

/// What a mere scan does with a file of JSON Lines.
fn scan_lines(language: &str, file: &Path) {
    let scan = Scan::new(language.parse().unwrap());
    let mut candidates = 0;
    for line in fs::read_to_string(file).unwrap().lines() {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        candidates += scan.count(report["text"].as_str().unwrap());
    }
    println!("{candidates}");
}

/// The texts as JSON Lines in a file, repeated to a size.
fn lines(language: Language, texts: &[String], size: usize) -> PathBuf {
    let mut all = String::new();
    for (number, text) in texts.iter().enumerate() {
        let text = serde_json::to_string(text).unwrap();
        let _ = writeln!(
            all,
            r#"{{"id":{number},"text":{text},"language":"{language}","published":"2024-03-01"}}"#
        );
    }
    let rounds = size.div_ceil(all.len()).max(1);
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("extract-{language}.jsonl"));
    fs::write(&file, all.repeat(rounds)).unwrap();
    file
}

fn timed(work: impl FnOnce()) -> Run {
    let start = std::time::Instant::now();
    let before = measured::of_this_process();
    work();
    let cpu = before.and_then(|before| Some(measured::of_this_process()? - before));
    Run { wall: start.elapsed().as_secs_f64(), cpu, memory: None }
}

fn rate(what: &str, bytes: usize, run: &Run) {
    println!("  {what:<28} {:8.1} MB/s", mb(bytes) / run.seconds());
}

#[expect(clippy::cast_precision_loss, reason = "a rate")]
fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Russian where most letters take two bytes.
fn language(texts: &[String]) -> Language {
    let (bytes, letters) = texts
        .iter()
        .fold((0, 0), |(bytes, letters), t| (bytes + t.len(), letters + t.chars().count()));
    Language::literal(if bytes * 2 > letters * 3 { "ru" } else { "en" })
}

fn own(report: impl Fn(usize, &mut Dice) -> String) -> Vec<String> {
    let mut dice = Dice(7);
    (0..500).map(|number| report(number, &mut dice)).collect()
}

fn of(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}
