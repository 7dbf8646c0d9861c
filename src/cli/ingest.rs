//! `tradestat ingest`: reports into the store.

use super::audit;
use super::console::Console;
use super::ingest_report::Tally;
use super::pool::{self, Pool};
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::extract;
use crate::model::{Language, Report};
use crate::read::{self, About, Encoding, Found, Options};
use crate::store::{Given, Givens, Ingest};
use anyhow::anyhow;
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

/// Read reports into the store.
///
/// Reports are web pages (also as browsers save them), plain text, Markdown, DOCX, ODT, RTF, messages (EML), JSON Lines, or
/// ZIP archives of them, each known by its content: files, folders with everything below them, or ‘-’ for standard input. A
/// file reports.csv in a folder or an archive says what is known of each: file,title,publisher,url,published,language. The day of publication matters most,
/// for ‘last year’ is counted from it; without one it is inferred from the text where that is possible.
///
/// A report that is in the store already is left as it is; a changed file replaces what it said before. Each report is
/// stored whole or not at all, and one that cannot be read does not keep the others out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat ingest reports/
  tradestat ingest news.txt --published 2025-08-22 --publisher 'Realnoe Vremya'
  curl -s https://example.org/report.txt | tradestat ingest - --url https://example.org/report.txt
  tradestat ingest archive.zip news.jsonl letter.eml
  tradestat ingest reports/ --json | jq .figures

Exit codes: 0 all done, 1 some reports were not read (the others were), 2 wrong usage.")]
pub(crate) struct Args {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Day of publication, as in 2025-08-22; wins over reports.csv.
    #[arg(long, value_name = "DAY", value_parser = read::day)]
    pub(super) published: Option<NaiveDate>,
    /// Who published the reports.
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The reports' language: two letters, as in en or ru.
    #[arg(long, value_name = "CODE", value_parser = read::language)]
    pub(super) language: Option<Language>,
    /// The report's headline; for a single report.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// The report's public address; for a single report.
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The encoding of the reports, as in windows-1251 or cp866; found by itself when left out.
    #[arg(long, value_name = "NAME", value_parser = read::encoding)]
    pub(super) encoding: Option<Encoding>,
    /// The largest report that is read, in MiB; for one in an archive, what it unpacks to.
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) max_size: u32,
    /// How many threads read sentences; as many as the machine has when left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(super) jobs: Option<u16>,
    /// Say only what went wrong.
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

impl Args {
    /// These paths, and nothing said about them.
    pub(super) fn plain(paths: Vec<PathBuf>, store: &StoreArgs) -> Self {
        Self {
            paths,
            store: store.clone(),
            published: None,
            publisher: None,
            language: None,
            title: None,
            url: None,
            encoding: None,
            max_size: 64,
            jobs: None,
            quiet: false,
            json: false,
        }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if args.quiet {
        console.hush();
    }
    let found = read::find(&args.paths, Some(args.store.folder()));
    if found.sources.len() > 1 && (args.title.is_some() || args.url.is_some()) {
        let what = if args.title.is_some() { "--title" } else { "--url" };
        let count = found.sources.len();
        return Err(Stop::Usage(format!(
            "{what} speaks of one report, and there are {count}; put titles and addresses into reports.csv"
        )));
    }
    let mut tally = Tally::default();
    tell(&found, &mut tally, console);
    if !found.sources.is_empty() {
        let mut store = args.store.open_or_create()?;
        let said = store.givens()?;
        let mut ingest = store.ingest(extract::VERSION)?;
        let stored = store_all(args, &found, &said, &mut ingest, &mut tally, console);
        // What was stored before a failure stays stored.
        let finished = ingest.finish();
        stored?;
        finished?;
        let counts = store.counts()?;
        if tally.has_changed() {
            tally.doubts = audit::refresh(&mut store, &counts)?;
        }
        tally.store = Some(counts);
    }
    tally.skipped = found.skipped;
    tally.print(&args.store.db, args.json, console)?;
    if tally.failed.is_empty() { Ok(()) } else { Err(Stop::Told) }
}

/// Names what cannot be read before anything is.
fn tell(found: &Found, tally: &mut Tally, console: &mut Console) {
    for warning in &found.warnings {
        console.warn(warning);
    }
    for problem in &found.problems {
        tally.fail(problem, console);
    }
}

fn store_all(
    args: &Args,
    found: &Found,
    said: &Givens,
    ingest: &mut Ingest<'_>,
    tally: &mut Tally,
    console: &mut Console,
) -> Result<(), Stop> {
    let given = About {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        url: args.url.clone(),
        published: args.published,
        language: args.language,
    };
    let now = Given {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        url: args.url.clone(),
        published: args.published,
        language: args.language,
    };
    let options = Options {
        given,
        max_bytes: u64::from(args.max_size) << 20,
        encoding: args.encoding,
        today: Some(chrono::Local::now().date_naive()),
    };
    let progress = progress(args, found.sources.len());
    let threads = pool::threads(args.jobs);
    let (jobs, queue) = pool::queue();
    std::thread::scope(|scope| {
        let mut pool = Pool::start(scope, jobs, &queue, threads.min(found.sources.len()));
        for source in &found.sources {
            progress.inc(1);
            for report in source.reports(&options) {
                match report {
                    Ok(mut report) => {
                        said.apply(&mut report, &now);
                        match ingest.keep(&report).map_err(|why| storing(&report, why))? {
                            Some(outcome) => tally.kept(&report, &outcome),
                            None => pool.submit(report),
                        }
                    }
                    Err(problem) => progress.suspend(|| tally.fail(&problem, console)),
                }
                while pool.is_full() {
                    put_next(&mut pool, ingest, tally)?;
                }
            }
        }
        while put_next(&mut pool, ingest, tally)? {}
        progress.finish_and_clear();
        Ok(())
    })
}

fn put_next(pool: &mut Pool, ingest: &mut Ingest<'_>, tally: &mut Tally) -> Result<bool, Stop> {
    let Some((report, extraction)) = pool.next() else { return Ok(false) };
    let outcome = ingest.put(&report, &extraction).map_err(|why| storing(&report, why))?;
    tally.put(&report, &extraction, &outcome);
    Ok(true)
}

fn storing(report: &Report, why: crate::store::StoreError) -> Stop {
    Stop::Failed(anyhow!(why).context(format!("{} was not stored", report.source)))
}

/// A bar for those who watch; nothing in a pipe or a log.
fn progress(args: &Args, count: usize) -> ProgressBar {
    if args.quiet || !Console::is_watched() || count < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} reports, {eta} left");
    ProgressBar::new(count as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
