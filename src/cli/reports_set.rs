//! `tradestat reports set`: what a person knows of a report and its file does not say.

use super::console::Console;
use super::derived;
use super::ingest_report::count;
use super::reports::{by_id, day};
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::extract;
use crate::model::{Extraction, Language};
use crate::read;
use crate::store::{FigureFilter, Given, ReportRow, Store};
use anyhow::anyhow;
use chrono::NaiveDate;

/// Say a report's day, title, publisher, address or language, and read it anew.
///
/// The text that the store keeps is read again, with what is said now: ‘last year’ finds its year. Decisions on figures
/// stay. The same file ingested again keeps what was said; the options of ‘tradestat ingest’ win over it for that time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat reports set 3f9a1c20d7 --published 2025-08-22
  tradestat reports set 3f9a --title 'Half a year of trade' --publisher 'Realnoe Vremya'
  tradestat reports set 3f9a --forget")]
#[command(group = clap::ArgGroup::new("word").required(true).multiple(true))]
pub(crate) struct Args {
    /// The report, by its ID or the beginning of it.
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    store: StoreArgs,
    /// Day of publication, as in 2025-08-22.
    #[arg(long, value_name = "DAY", value_parser = read::day, group = "word")]
    published: Option<NaiveDate>,
    /// The headline.
    #[arg(long, value_name = "TEXT", value_parser = some, group = "word")]
    title: Option<String>,
    /// Who published it.
    #[arg(long, value_name = "NAME", value_parser = some, group = "word")]
    publisher: Option<String>,
    /// Its public address.
    #[arg(long, value_name = "URL", value_parser = some, group = "word")]
    url: Option<String>,
    /// Its language: two letters, as in en or ru.
    #[arg(long, value_name = "CODE", value_parser = read::language, group = "word")]
    language: Option<Language>,
    /// Take back everything that was said of it. What its file says comes back when it is ingested again.
    #[arg(long, group = "word", conflicts_with_all = ["published", "title", "publisher", "url", "language"])]
    forget: bool,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let mut store = args.store.open_to_change()?;
    let row = by_id(&args.id, &store)?;
    if !row.is_read_here() {
        return Err(Stop::Failed(anyhow!(
            "{} was read by {}, which cannot be run here; have it read anew with what you know of it, and ingest the answer with --extracted",
            row.short_id(),
            row.extractor
        )));
    }
    let mut report = store.report(row.id)?;
    let before = store.given(row.id)?;
    let said = if args.forget {
        if before == Given::default() {
            return Err(Stop::Usage(format!("nothing was said of {}", row.short_id())));
        }
        before.withdraw(&mut report);
        Given::default()
    } else {
        let said = Given {
            title: args.title.clone(),
            publisher: args.publisher.clone(),
            url: args.url.clone(),
            language: args.language,
            published: args.published,
        };
        said.or(&before)
    };
    said.apply(&mut report);
    let extraction = extract::extract(&report);
    let open = without_period(&store, &row)?;
    let mut ingest = store.ingest(extract::VERSION)?;
    ingest.set(&said, &report, &extraction)?;
    ingest.finish()?;
    derived::refresh(&mut store)?;
    tell(&store, &row, &extraction, open, console)
}

fn tell(
    store: &Store,
    row: &ReportRow,
    extraction: &Extraction,
    open: usize,
    console: &mut Console,
) -> Result<(), Stop> {
    let now = by_id(&row.sha256, store)?;
    let figures = count(now.figures, "figure");
    console.note(format!("{} {}: {}, {figures}", now.short_id(), line(&now.source), day(&now)));
    let still = without_period(store, row)?;
    if open != still {
        console.note(format!("  without a period: {still}, before: {open}"));
    }
    if extraction.published.is_none() {
        console.note("  ‘last year’ stays open there until a day is said");
    }
    Ok(())
}

fn without_period(store: &Store, row: &ReportRow) -> Result<usize, Stop> {
    let filter = FigureFilter { report: Some(row.id), ..FigureFilter::default() };
    let mut open = 0;
    store.each_figure(&crate::model::Query::default(), &filter, |figure| {
        open += usize::from(figure.period.is_none());
        Ok::<(), Stop>(())
    })?;
    Ok(open)
}

fn some(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("there is nothing in it; --forget takes back what was said".to_owned());
    }
    Ok(text.to_owned())
}
