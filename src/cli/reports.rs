//! `tradestat reports`: what is in the store, and what a person says of it.

use super::console::Console;
use super::ingest_report::count;
use super::reports_set as set;
use super::safe::{line, wrapped};
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use crate::model::PublishedBasis;
use crate::store::{ReportRow, Store};
use std::io::Write;

/// List the reports in the store, and say what they do not say themselves.
///
/// The list shows what each report is called by here, its day of publication and where that day came from, its language, how
/// many figures it has, whether a later text of the same file took its place, and which report it repeats. WORDS select: each must stand in the
/// report's title, publisher, address, file, day or ID.
///
/// ‘tradestat reports set ID’ says a report's day, title, publisher, address or language, and reads it anew from the text that
/// the store keeps. What was said stands above what the file says, also when the file is read again.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  tradestat reports
  tradestat reports --undated
  tradestat reports set 3f9a1c20d7 --published 2025-08-22 --publisher 'Realnoe Vremya'
  tradestat reports set 3f9a1c20d7 --forget
  tradestat reports --json | jq -r '.[] | select(.figures == 0) | .source'")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// What to list: words of a title, a publisher, an address, a file, a day or an ID.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Only reports without a day of publication, where ‘last year’ stays open.
    #[arg(long)]
    undated: bool,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print the table also into a pipe.
    #[arg(long, conflicts_with = "json")]
    table: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Set(set::Args),
}

const COLUMNS: [Column; 12] = [
    Column::plain("id"),
    Column::plain("published"),
    Column::plain("published_basis"),
    Column::plain("language"),
    Column::plain("figures"),
    Column::plain("title"),
    Column::plain("publisher"),
    Column::plain("source"),
    Column::plain("superseded"),
    Column::plain("repeats"),
    Column::plain("pages"),
    Column::plain("extractor"),
];

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if let Some(Command::Set(args)) = &args.command {
        return set::run(args, console);
    }
    let store = args.store.open()?;
    let mut list = store.reports()?;
    let all = list.len();
    let words: Vec<_> = args.words.iter().map(|word| word.to_lowercase()).collect();
    list.retain(|row| words.iter().all(|word| says(row, word)));
    // An edition that counts no more needs no day.
    list.retain(|row| !args.undated || row.published.is_none() && !row.is_superseded);
    if args.json {
        let rows: Vec<_> = list.iter().map(json).collect();
        serde_json::to_writer_pretty(&mut *console.out(), &rows)?;
        writeln!(console.out())?;
        return Ok(());
    }
    if list.is_empty() {
        console.warn(nothing(args, all));
        return Ok(());
    }
    if !args.table && !console.is_terminal() {
        let mut table = Table::new(&COLUMNS);
        for row in &list {
            table.push(cells(row));
        }
        return Ok(table.write(console, false)?);
    }
    let width = console.width();
    for row in &list {
        console.out().write_all(entry(row, width).as_bytes())?;
    }
    console.note(count(list.len(), "report"));
    if args.undated {
        console.note("say a day with: tradestat reports set ID --published 2025-08-22");
    }
    Ok(())
}

/// Whether a word stands in what is known of a report.
fn says(row: &ReportRow, word: &str) -> bool {
    let texts = [&row.title, &row.publisher, &row.url];
    let texts = texts.into_iter().flatten().chain([&row.source]);
    let day = row.published.map(|day| day.to_string()).unwrap_or_default();
    texts.into_iter().any(|text| text.to_lowercase().contains(word))
        || day.starts_with(word)
        || row.sha256.starts_with(word)
}

fn nothing(args: &Args, all: usize) -> String {
    if all == 0 {
        return "the store has no report yet; ‘tradestat ingest PATH’ reads reports into it"
            .to_owned();
    }
    let undated = if args.undated { " without a day of publication" } else { "" };
    if args.words.is_empty() {
        return format!("there is no report{undated} among {all}");
    }
    let words = args.words.join(" ");
    format!(
        "there is no report{undated} that ‘{words}’ stands in, among {all}; ‘tradestat reports’ lists them"
    )
}

/// A report as people read it: what it is called by here, its day, then its title, and where it came from.
fn entry(row: &ReportRow, width: u16) -> String {
    let superseded = if row.is_superseded { " · superseded" } else { "" };
    let figures = count(row.figures, "figure");
    let repeats = row.short_id_of_first().map(|first| format!(" · repeats {first}"));
    let pages = (row.pages > 0).then(|| format!(" · {}", count(row.pages, "page")));
    let by = (!row.is_read_here()).then(|| format!(" · read by {}", line(&row.extractor)));
    let more = [repeats, pages, by].map(Option::unwrap_or_default).concat();
    let (id, language) = (row.short_id(), &row.language);
    let head = format!("{id} · {} · {language} · {figures}{superseded}{more}", day(row));
    let title =
        row.title.as_deref().map(|title| wrapped(&line(title), 2, width)).unwrap_or_default();
    let origin = [row.publisher.as_deref(), Some(row.source.as_str())];
    let origin: Vec<_> = origin.into_iter().flatten().map(line).collect();
    format!("{head}\n{title}{}\n", wrapped(&origin.join(" · "), 2, width))
}

/// The day of publication and where it came from, in words.
pub(super) fn day(row: &ReportRow) -> String {
    let from = match row.published_basis {
        None => "",
        Some(PublishedBasis::Given) => " (said by you)",
        Some(PublishedBasis::Manifest) => " (reports.csv)",
        Some(PublishedBasis::Metadata) => " (its metadata)",
        Some(PublishedBasis::Dateline) => " (its dateline)",
        Some(PublishedBasis::Content) => " (last day it names)",
    };
    row.published.map_or_else(|| "no day of publication".to_owned(), |day| format!("{day}{from}"))
}

fn cells(row: &ReportRow) -> Vec<Cell> {
    let text = |text: &Option<String>| Cell::new(text.as_deref().unwrap_or_default());
    vec![
        Cell::new(row.short_id()),
        Cell::new(row.published.map(|day| day.to_string()).unwrap_or_default()),
        Cell::new(row.published_basis.map_or("", PublishedBasis::code)),
        Cell::new(&row.language),
        Cell::new(row.figures.to_string()),
        text(&row.title),
        text(&row.publisher),
        Cell::new(&row.source),
        Cell::new(if row.is_superseded { "yes" } else { "no" }),
        Cell::new(row.short_id_of_first().unwrap_or_default()),
        Cell::new(if row.pages > 0 { row.pages.to_string() } else { String::new() }),
        Cell::new(&row.extractor),
    ]
}

fn json(row: &ReportRow) -> serde_json::Value {
    serde_json::json!({
        "id": row.short_id(), "sha256": row.sha256, "title": row.title, "publisher": row.publisher,
        "url": row.url, "source": row.source, "language": row.language,
        "published": row.published.map(|day| day.to_string()),
        "published_basis": row.published_basis.map(PublishedBasis::code),
        "figures": row.figures, "superseded": row.is_superseded,
        "repeats": row.short_id_of_first(), "pages": (row.pages > 0).then_some(row.pages), "extractor": row.extractor,
    })
}

/// How few letters of an ID are enough to try.
const SHORTEST: usize = 4;

/// The report that is called so.
pub(super) fn by_id(id: &str, store: &Store) -> Result<ReportRow, Stop> {
    let hint = "‘tradestat reports’ lists them";
    if id.len() < SHORTEST || !id.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        return Err(Stop::Usage(format!(
            "‘{id}’ is no report's ID, which has at least {SHORTEST} letters from 0 to 9 and a to f; {hint}"
        )));
    }
    let mut found = store.reports_beginning(id)?;
    match found.len() {
        0 => Err(Stop::Usage(format!("no report's ID begins with ‘{id}’; {hint}"))),
        1 => Ok(found.remove(0)),
        _ => {
            let list: Vec<_> = found
                .iter()
                .take(8)
                .map(|row| format!("\n  {}  {}", row.sha256, row.source))
                .collect();
            Err(Stop::Usage(format!(
                "the IDs of {} reports begin with ‘{id}’; say more of the one that is meant:{}",
                found.len(),
                list.concat()
            )))
        }
    }
}
