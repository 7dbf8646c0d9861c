//! `tradestat ingest`: reports into the store.

use super::audit;
use super::console::{Console, complain};
use super::derived;
use super::ingest_preview::FigureChanges;
use super::ingest_read::{self, Before};
use super::ingest_report::Tally;
use super::interrupt::Interrupt;
use super::pool::{self, Read, Step, Steps, Work};
use super::progress::Progress;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::extract;
use crate::model::Language;
use crate::read::{self, About, Encoding, Found, Globs, Options};
use crate::store::{Given, Givens, Ingest, Known, Preview, Store, StoreError};
use anyhow::anyhow;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Read reports into the store.
///
/// Reports are web pages, also as browsers save them, PDF, DOCX, ODT, RTF, messages (EML), plain text or Markdown in any
/// encoding, JSON Lines, or ZIP archives of them, each known by its content: files, folders with everything below them, or
/// ‘-’ for standard input. A file reports.csv in a folder or an archive says what is known of each:
/// file,title,publisher,url,published,language. The day of publication matters most, for ‘last year’ is counted from it;
/// without one it is inferred from the text where that is possible.
///
/// A report that is in the store already is left as it is; a changed file replaces what it said before. Each report is
/// stored whole or not at all, and one that cannot be read does not keep the others out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat ingest reports/
  tradestat ingest news.txt --published 2025-08-22 --publisher 'Realnoe Vremya'
  curl -s https://example.org/report.txt | tradestat ingest - --url https://example.org/report.txt
  tradestat ingest archive/ --include '*.md' --exclude drafts/
  tradestat ingest reports/ --dry-run
  tradestat ingest archive.zip news.jsonl letter.eml
  tradestat ingest --extracted answers/
  tradestat ingest reports/ --json | jq .figures

Ctrl-C ends after the report in hand; what was read is stored, and the same command again goes on with the rest.

Exit codes: 0 all done, 1 some reports were not read (the others were), 2 wrong usage, 130 interrupted.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
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
    /// Of folders, read only files that match; written as in .gitignore: ‘*.md’, ‘2024/**’. May be said several times.
    #[arg(long, value_name = "GLOB")]
    pub(super) include: Vec<String>,
    /// Of folders, leave out what matches: ‘drafts/’, ‘*-old.txt’. May be said several times.
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// The largest report that is read, in MiB; for one in an archive, what it unpacks to.
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) max_size: u32,
    /// The PATHs are answers of ‘tradestat extract --with-text’, or of another extractor that writes the same keys: files or
    /// folders of JSON Lines, or -. Every number and quote is looked up in its text before it is stored.
    #[arg(long, conflicts_with_all = ["published", "publisher", "language", "title", "url", "encoding"])]
    pub(super) extracted: bool,
    /// How many threads read files and sentences; as many as the machine has when left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(super) jobs: Option<u16>,
    /// Store nothing; say what would change: which reports, and which of their figures.
    #[arg(long)]
    pub(super) dry_run: bool,
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
            include: Vec::new(),
            exclude: Vec::new(),
            max_size: 64,
            extracted: false,
            jobs: None,
            dry_run: false,
            quiet: false,
            json: false,
        }
    }

    fn options(&self) -> Options {
        let given = About {
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            published: self.published,
            language: self.language,
        };
        Options { given, max_bytes: u64::from(self.max_size) << 20, encoding: self.encoding }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if args.quiet {
        console.hush();
    }
    let globs = Globs::new(&args.include, &args.exclude).map_err(Stop::Usage)?;
    let found = read::find_matching(&args.paths, Some(args.store.folder()), &globs);
    if found.sources.len() > 1 && (args.title.is_some() || args.url.is_some()) {
        let what = if args.title.is_some() { "--title" } else { "--url" };
        let count = found.sources.len();
        return Err(Stop::Usage(format!(
            "{what} speaks of one report, and there are {count}; put titles and addresses into reports.csv"
        )));
    }
    let mut tally = Tally::default();
    tell(&found, &mut tally, console);
    // Before the store is touched: whoever interrupts from here on is told how to go on.
    let interrupt = Interrupt::heed()?;
    if args.dry_run {
        preview_all(args, &found, &interrupt, &mut tally, console)?;
    } else if !found.sources.is_empty() {
        let mut store = args.store.open_or_create()?;
        let said = store.givens()?;
        let mut ingest = store.ingest(extract::VERSION)?;
        let known = ingest.known()?;
        let mut take = |read: Read, tally: &mut Tally| put(read, &mut ingest, tally);
        let work = (&found, &interrupt);
        let stored = read_all(args, work, (&said, &known), &mut take, &mut tally, console);
        // What was stored before a failure stays stored.
        let finished = ingest.finish();
        let interrupted = matches!(stored, Err(Stop::Interrupted));
        if !interrupted {
            stored?;
        }
        finished?;
        derived::refresh(&mut store)?;
        let counts = store.counts()?;
        if !store.is_audited()? {
            tally.doubts = audit::refresh(&mut store, &counts)?;
        }
        tally.store = Some(counts);
        if interrupted {
            tally.print(&args.store.db, args.json, console)?;
            return Err(go_on(&tally, &found));
        }
    }
    tally.skipped = found.skipped;
    tally.print(&args.store.db, args.json, console)?;
    if tally.failed.is_empty() { Ok(()) } else { Err(Stop::Told) }
}

/// How to go on after Ctrl-C.
fn go_on(tally: &Tally, found: &Found) -> Stop {
    let (done, all) = (tally.sources, found.sources.len());
    complain(
        "stopped",
        &format!(
            "{done} of {all} files are done and stored; the same command again goes on with the others"
        ),
    );
    Stop::Interrupted
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

/// The same, with nothing stored.
fn preview_all(
    args: &Args,
    found: &Found,
    interrupt: &Interrupt,
    tally: &mut Tally,
    console: &mut Console,
) -> Result<(), Stop> {
    let store = if args.store.db.exists() { Some(args.store.open()?) } else { None };
    let said = store.as_ref().map_or_else(|| Ok(Givens::default()), Store::givens)?;
    let mut preview = Preview::of(store.as_ref(), extract::VERSION);
    let known = preview.known()?;
    let mut changes = FigureChanges::default();
    let mut take = |Read { report, extraction, extractor }: Read, tally: &mut Tally| {
        if extraction.is_none()
            && let Some(outcome) = preview.keep(&report)?
        {
            tally.kept(&report, &outcome);
            return Ok(());
        }
        let extraction = extraction.unwrap_or_else(|| extract::extract(&report));
        let change = match extractor {
            Some(extractor) => preview.put_from(&report, &extraction, &extractor)?,
            None => preview.put(&report, &extraction)?,
        };
        tally.put(&report, &extraction, &change.outcome);
        changes.add(&report.source, change.figures);
        Ok(())
    };
    let read = read_all(args, (found, interrupt), (&said, &known), &mut take, tally, console);
    if !args.json {
        changes.list(console)?;
    }
    tally.preview = Some(changes);
    read
}

/// Where reports go.
type Take<'a> = &'a mut dyn FnMut(Read, &mut Tally) -> Result<(), StoreError>;

/// Reads all that was found, and gives each report on.
fn read_all(
    args: &Args,
    (found, interrupt): (&Found, &Interrupt),
    (said, known): (&Givens, &Known),
    take: Take<'_>,
    tally: &mut Tally,
    console: &mut Console,
) -> Result<(), Stop> {
    let now = Given {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        url: args.url.clone(),
        published: args.published,
        language: args.language,
    };
    let options = args.options();
    let before = Before { said, now: &now, known };
    let read = |source| -> Steps<'_> {
        if args.extracted {
            ingest_read::answers(source, options.max_bytes, &before)
        } else {
            ingest_read::reports(source, &options, &before)
        }
    };
    let threads = pool::threads(args.jobs);
    let work = Work { sources: &found.sources, read: &read, threads };
    let progress = Progress::of(args, found.sources.len());
    let result = pool::each(&work, |step| {
        match step {
            Step::Report(read) => {
                let source = read.report.source.clone();
                for note in &read.report.notes {
                    progress.aside(|| console.warn(format!("{source}: {note}")));
                }
                take(*read, tally).map_err(|why| storing(&source, why))?;
                progress.report();
            }
            Step::Problem(problem) => progress.aside(|| tally.fail(&problem, console)),
            Step::Done => {
                tally.sources += 1;
                progress.source();
            }
        }
        if interrupt.came() { Err(Stop::Interrupted) } else { Ok(()) }
    });
    progress.end();
    // Whoever interrupts the last report interrupts nothing.
    if tally.sources == found.sources.len() && matches!(result, Err(Stop::Interrupted)) {
        return Ok(());
    }
    result
}

fn put(read: Read, ingest: &mut Ingest<'_>, tally: &mut Tally) -> Result<(), StoreError> {
    let Read { report, extraction, extractor } = read;
    if extraction.is_none()
        && let Some(outcome) = ingest.keep(&report)?
    {
        tally.kept(&report, &outcome);
        return Ok(());
    }
    let extraction = extraction.unwrap_or_else(|| extract::extract(&report));
    let outcome = match extractor {
        Some(extractor) => ingest.put_from(&report, &extraction, &extractor)?,
        None => ingest.put(&report, &extraction)?,
    };
    tally.put(&report, &extraction, &outcome);
    Ok(())
}

fn storing(source: &str, why: StoreError) -> Stop {
    Stop::Failed(anyhow!(why).context(format!("{source} was not stored")))
}
