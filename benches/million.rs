//! Whether what a person asks of a store takes longer as the store grows: 10,000, 100,000 and 1,000,000 figures. `cargo bench
//! --bench million`, or with the largest number of figures, and a folder that the stores are kept in for the next time:
//! `… -- 100000 /var/tmp/million`.
//!
//! In each store the same 45 reports tell of Tatarstan's trade with China, so that one series stays as it is while everything
//! around it grows; the others tell of 4,700 series among 40 countries, and agree, save one figure in fifty. Everything is
//! asked through the program, its start included; what takes less than a process is asked of the library too.
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

use generated::{Dice, FIGURES_PER_REPORT, Spread};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tradestat::extract;
use tradestat::model::{Indicator, Published, PublishedBasis, Query, Report, Transform};
use tradestat::store::{FigureFilter, Store, StoreError};

/// One question, and how long each store took to answer it, in seconds.
struct Row {
    what: String,
    took: Vec<f64>,
    /// Most memory that the largest store took for it, in KiB.
    memory: Option<u64>,
}

fn main() {
    let (largest, kept) = measured::arguments(1_000_000);
    let directory = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| directory.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let mut sizes = vec![10_000];
    while sizes.last().unwrap() * 10 <= largest {
        sizes.push(sizes.last().unwrap() * 10);
    }
    let mut rows: Vec<Row> = Vec::new();
    for &figures in &sizes {
        let path = folder.join(format!("{figures}.db"));
        let mut answers = Vec::new();
        if let Some(seconds) = fill(&path, figures) {
            answers.push(("storing all".to_owned(), seconds, None));
        }
        answers.extend(asked_of_the_program(&path, directory.path()));
        answers.extend(asked_of_the_library(&path));
        for (what, seconds, memory) in answers {
            match rows.iter_mut().find(|row| row.what == what) {
                Some(row) => {
                    row.took.push(seconds);
                    row.memory = memory;
                }
                None => rows.push(Row { what, took: vec![seconds], memory }),
            }
        }
    }
    print(&sizes, &rows);
}

fn print(sizes: &[usize], rows: &[Row]) {
    let heads: Vec<_> = sizes.iter().map(|size| format!("{size:>12}")).collect();
    let heads = heads.concat();
    println!("{:<40}{heads}{:>9}{:>10}", "figures", "growth", "memory");
    for row in rows {
        let took: Vec<_> = row.took.iter().map(|took| format!("{:>12}", told(*took))).collect();
        let took = took.concat();
        let growth = row.took.last().unwrap() / row.took[0];
        let memory =
            row.memory.map_or("–".to_owned(), |kib| format!("{} MiB", kib.div_ceil(1024)));
        println!("{:<40}{took}{growth:>9.2}{memory:>10}", row.what);
    }
}

fn told(seconds: f64) -> String {
    if seconds >= 1.0 {
        format!("{seconds:.2} s")
    } else if seconds >= 0.001 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{:.1} µs", seconds * 1e6)
    }
}

/// How long some work took: of the processor where that is long enough to be known well, because other programs do not
/// lengthen it; on the clock otherwise.
fn spent(work: impl FnOnce()) -> f64 {
    let (before, start) = (measured::of_this_process(), Instant::now());
    work();
    let clock = start.elapsed().as_secs_f64();
    let processor = before.and_then(|before| Some(measured::of_this_process()? - before));
    processor.filter(|&seconds| seconds > 0.5).unwrap_or(clock)
}

/// Fills a store, and returns how long it took, the making of the reports included, which is a small part.
fn fill(path: &Path, figures: usize) -> Option<f64> {
    if path.exists() {
        return None;
    }
    Some(spent(|| {
        let mut store = Store::open_or_create(path).unwrap();
        let mut ingest = store.ingest(extract::VERSION).unwrap();
        let mut dice = Dice(7);
        let probes: Vec<_> = (0..45).map(probe).collect();
        let others = figures.div_ceil(FIGURES_PER_REPORT);
        // Among the others, as reports come.
        let apart = (others / probes.len()).max(1);
        for number in 0..others {
            let (report, extraction) = generated::generated(number, Spread::Agreeing, &mut dice);
            ingest.put(&report, &extraction).unwrap();
            if let Some(report) =
                probes.get(number / apart).filter(|_| number.is_multiple_of(apart))
            {
                ingest.put(report, &extract::extract(report)).unwrap();
            }
        }
        ingest.finish().unwrap();
    }))
}

/// One of three papers that tell of one of fifteen years.
fn probe(number: usize) -> Report {
    let (year, paper) = (2010 + number / 3, number % 3);
    let exports = 300 + 20 * (number / 3);
    let imports = 500 + 30 * (number / 3);
    let text = format!(
        "Paper {paper} on {year}\n\nIn {year} the trade turnover between Tatarstan and China came to ${} million. \
         Exports from Tatarstan to China were ${exports} million and imports ${imports} million.\n",
        exports + imports
    );
    let day = format!("{}-0{}-15", year + 1, 2 + paper).parse().unwrap();
    Report {
        text,
        source: format!("probe/{number}.txt"),
        publisher: Some(format!("Paper {paper}")),
        url: Some(format!("https://example.org/probe/{number}")),
        language: "en".parse().ok(),
        published: Some(Published { day, basis: PublishedBasis::Manifest }),
        ..Report::default()
    }
}

type Answer = (String, f64, Option<u64>);

/// What the program takes, the least of some runs.
fn asked_of_the_program(db: &Path, folder: &Path) -> Vec<Answer> {
    let out = |ending: &str| -> PathBuf { folder.join(format!("out.{ending}")) };
    let (svg, csv) = (out("svg"), out("csv"));
    let (svg, csv) = (svg.to_str().unwrap(), csv.to_str().unwrap());
    let pair = ["Tatarstan", "China"];
    let questions: [(&str, usize, &[&str]); 12] = [
        ("series of a pair", 5, &["series"]),
        ("figures of a pair", 5, &["figures"]),
        ("chart of a series, SVG", 5, &["chart", "turnover", "-o", svg]),
        ("chart of a series, letters", 5, &["chart", "turnover", "--text"]),
        ("export of a pair", 5, &["export", "-o", csv]),
        ("export of a pair's figures", 5, &["export", "--figures", "-o", csv]),
        ("audit of a pair", 5, &["audit"]),
        ("review list of a pair", 5, &["review", "list"]),
        ("all: series", 2, &["series"]),
        ("all: 20 figures to look at", 2, &["figures", "--needs-look", "-n", "20"]),
        ("all: export", 2, &["export", "-o", csv]),
        ("all: audit", 1, &["audit", "--least", "conflict"]),
    ];
    let ask = |words: &[&str], pair: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tradestat"));
        command.env("TRADESTAT_DB", db).arg(words[0]);
        // What the command itself is made of comes before the words.
        let own = usize::from(words.get(1) == Some(&"list"));
        command.args(&words[1..=own]).args(pair).args(&words[1 + own..]);
        measured::run(&mut command, None)
    };
    let mut answers = Vec::new();
    for (what, times, words) in questions {
        let pair: &[&str] = if what.starts_with("all") { &[] } else { &pair };
        let runs: Vec<_> = (0..times).map(|_| ask(words, pair)).collect();
        let least = runs.iter().map(measured::Run::seconds).fold(f64::INFINITY, f64::min);
        let memory = runs.iter().filter_map(|run| run.memory).max();
        answers.push((what.to_owned(), least, memory));
    }
    answers
}

/// What the library takes in an open store, the least of many times.
fn asked_of_the_library(db: &Path) -> Vec<Answer> {
    let store = Store::open(db).unwrap();
    let pair = extract::query("Tatarstan China turnover");
    let series = store.series(&pair).unwrap();
    let level = |row: &&tradestat::store::SeriesRow| {
        row.key.indicator == Indicator::Turnover && row.key.transform == Transform::Level
    };
    let series = series.iter().find(level).unwrap().id;
    assert_eq!(store.observations(series, None, None).unwrap().len(), 15);
    let filter = FigureFilter { series: Some(series), ..FigureFilter::default() };
    let questions: [(&str, &dyn Fn()); 4] = [
        ("library: series by words", &|| drop(store.series(&pair).unwrap())),
        ("library: 15 observations", &|| drop(store.observations(series, None, None).unwrap())),
        ("library: their 45 figures", &|| {
            drop(store.figures(&Query::default(), &filter).unwrap());
        }),
        ("library: opening", &|| drop(Store::open(db).unwrap())),
    ];
    let least = |ask: &dyn Fn()| {
        let once = || {
            let start = Instant::now();
            ask();
            start.elapsed().as_secs_f64()
        };
        (0..50).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let mut answers: Vec<Answer> =
        questions.iter().map(|(what, ask)| ((*what).to_owned(), least(ask), None)).collect();
    let seconds = spent(|| {
        let (query, filter) = (Query::default(), FigureFilter::default());
        let rows = store.each_figure(&query, &filter, |_| Ok::<(), StoreError>(()));
        assert!(rows.unwrap() > 0);
    });
    answers.push(("library: every figure".to_owned(), seconds, None));
    answers
}
