//! `tradestat review`: a person's word on figures.

mod ask;
mod fields;
mod sheet;
pub(super) mod show;

use super::console::Console;
use super::derived;
use super::file;
use super::ingest_report::count;
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::words;
use crate::export::{Csv, Dialect};
use crate::store::{Decision, Reading, ReviewFilter, Reviewed, Store, StoreError, Verdict};
use anyhow::anyhow;
use clap::Subcommand;
use fields::{Field, ordered};
use sheet::Reviewer;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Confirm, correct or reject figures.
///
/// Without a subcommand it walks through what needs a look (links of little confidence, figures without period or area,
/// those that the audit doubts, decisions made on another value than is read today), shows each sentence with the number
/// marked, and asks. Decisions count at once, are never overwritten (an undo is a decision too), and survive reading the
/// report again, a newer extractor, and editions of the report that keep the sentence.
///
/// Figures are named by their keys, of which the first letters do; `tradestat figures` and `review list` show them.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  tradestat review Tatarstan China
  tradestat review list --decided
  tradestat review correct d2a9495c08b9a1 --value 3.3e9 --period 2024 --note 'the minister corrected himself'
  tradestat review reject d2a9495c35b4da f522fddd195ad8
  tradestat review export --excel -o look.csv     then edit it in a spreadsheet, and
  tradestat review import look.csv --dry-run"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    reviewer: By,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List what needs a look.
    List(List),
    /// Say that figures are right as they are read.
    Confirm(Keys),
    /// Say what is right instead.
    Correct(Box<Correct>),
    /// Say that figures do not count.
    Reject(Keys),
    /// Take decisions back.
    Undo(Keys),
    /// Write what needs a look as a table, to be decided in a spreadsheet.
    Export(Export),
    /// Read such a table back: all of it, or nothing where a row is wrong.
    Import(Import),
}

/// Which figures.
#[derive(Debug, clap::Args)]
struct Which {
    /// Which figures, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    /// Those that were decided.
    #[arg(long, conflicts_with_all = ["stale", "all"])]
    decided: bool,
    /// Those that were decided on another value than is read today, and decisions whose figure is gone.
    #[arg(long, conflicts_with = "all")]
    stale: bool,
    /// All, whether they need a look or not.
    #[arg(long)]
    all: bool,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<u32>,
}

impl Which {
    fn filter(&self) -> ReviewFilter {
        match (self.decided, self.stale, self.all) {
            (true, ..) => ReviewFilter::Decided,
            (_, true, _) => ReviewFilter::Stale,
            (.., true) => ReviewFilter::All,
            _ => ReviewFilter::Pending,
        }
    }

    fn each(
        &self,
        store: &Store,
        show: impl FnMut(Reviewed) -> Result<(), Stop>,
    ) -> Result<u64, Stop> {
        let query = words::query(&self.words, store)?;
        store.each_reviewed(&query, self.filter(), self.limit, show)
    }
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Args)]
struct Keys {
    /// The figures' keys, or their first letters.
    #[arg(required = true, value_name = "KEY")]
    figures: Vec<String>,
    #[command(flatten)]
    reviewer: By,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Args)]
struct Correct {
    /// The figure's key, or its first letters.
    #[arg(value_name = "KEY")]
    key: String,
    /// The right value, in full: 3300000000 or 3.3e9.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    value: Option<String>,
    /// The upper end of a range; '' for none.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    value_high: Option<String>,
    /// Currency or other unit.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// How firmly: exactly, about, over …
    #[arg(long, value_name = "CODE")]
    qualifier: Option<String>,
    /// The time it is about, as in 2024, 2025-S1, 2021-01-01/2021-11-30.
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// actual or planned.
    #[arg(long, value_name = "CODE")]
    status: Option<String>,
    /// turnover, exports, imports, balance or investment.
    #[arg(long, value_name = "CODE")]
    indicator: Option<String>,
    /// level, change, `change_abs`, multiple or share.
    #[arg(long, value_name = "CODE")]
    transform: Option<String>,
    /// Whose trade: a code or a name.
    #[arg(long, value_name = "AREA")]
    ref_area: Option<String>,
    /// With whom; ‘world’ for all.
    #[arg(long, value_name = "AREA")]
    counterpart_area: Option<String>,
    /// Which goods; '' for all.
    #[arg(long, value_name = "TEXT")]
    product: Option<String>,
    #[command(flatten)]
    reviewer: By,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    store: StoreArgs,
}

impl Correct {
    fn given(&self) -> impl Iterator<Item = (Field, &str)> {
        let texts = [
            (Field::Value, &self.value),
            (Field::ValueHigh, &self.value_high),
            (Field::Unit, &self.unit),
            (Field::Qualifier, &self.qualifier),
            (Field::Period, &self.period),
            (Field::Status, &self.status),
            (Field::Indicator, &self.indicator),
            (Field::Transform, &self.transform),
            (Field::RefArea, &self.ref_area),
            (Field::CounterpartArea, &self.counterpart_area),
            (Field::Product, &self.product),
        ];
        texts.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?)))
    }
}

#[derive(Debug, clap::Args)]
struct Export {
    #[command(flatten)]
    which: Which,
    /// Where to; standard output when left out.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// For Excel: byte order mark, CRLF, no formulas.
    #[arg(long)]
    excel: bool,
    /// With semicolons and decimal commas, as spreadsheets of most of Europe and Russia read it.
    #[arg(long)]
    decimal_comma: bool,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Args)]
struct Import {
    /// The table, as `review export` wrote it and a spreadsheet saved it; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would be decided, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    reviewer: By,
    #[command(flatten)]
    store: StoreArgs,
}

/// Who decides.
#[derive(Clone, Debug, clap::Args)]
struct By {
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "TRADESTAT_REVIEWER")]
    by: Option<String>,
}

impl By {
    fn reviewer(&self) -> Reviewer {
        Reviewer { by: self.by.clone(), on: chrono::Local::now().date_naive() }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    match &args.action {
        None => walk(args, console),
        Some(Action::List(list)) => listed(list, console),
        Some(Action::Confirm(keys)) => decide(keys, Verdict::Confirmed, console),
        Some(Action::Reject(keys)) => decide(keys, Verdict::Rejected, console),
        Some(Action::Undo(keys)) => decide(keys, Verdict::Undone, console),
        Some(Action::Correct(correct)) => corrected(correct, console),
        Some(Action::Export(export)) => exported(export, console),
        Some(Action::Import(import)) => imported(import, console),
    }
}

fn walk(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if !io::stdin().is_terminal() || !console.is_terminal() {
        return Err(Stop::Usage(
            "review asks questions and needs a terminal; elsewhere use `review list`, and `review confirm`, `correct`, `reject` or `import`"
                .to_owned(),
        ));
    }
    let mut store = args.store.open_to_change()?;
    let mut figures = Vec::new();
    args.which.each(&store, |figure| {
        figures.push(figure);
        Ok(())
    })?;
    if figures.is_empty() {
        console.note("nothing needs a look");
        return Ok(());
    }
    let reviewer = args.reviewer.reviewer();
    let (width, colour) = (console.width(), super::console::colour_is_welcome());
    let mut decide = |figure: &Reviewed, verdict, reading: Option<Reading>| {
        let decision = word(figure, verdict, reading, &reviewer, None);
        store.decide(std::slice::from_ref(&decision)).map_err(|why| why.to_string())?;
        Ok(decision)
    };
    let input = io::stdin().lock();
    let mut walk = ask::Walk { input, out: console.out(), width, colour, decide: &mut decide };
    let done = walk.through(&figures);
    // What was decided before a step that failed is decided.
    derived::refresh(&mut store)?;
    let done = done?;
    console.note(done.words());
    Ok(())
}

fn word(
    figure: &Reviewed,
    verdict: Verdict,
    reading: Option<Reading>,
    reviewer: &Reviewer,
    note: Option<&String>,
) -> Decision {
    Decision {
        figure_key: figure.figure_key.clone(),
        verdict,
        reading,
        by: reviewer.by.clone(),
        on: reviewer.on,
        note: note.cloned(),
    }
}

fn listed(args: &List, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    if !console.is_terminal() {
        let mut rows = Csv::new(console.out(), Dialect::TSV);
        sheet::header(&mut rows)?;
        args.which.each(&store, |figure| Ok(sheet::row(&mut rows, &figure)?))?;
        rows.finish()?;
        return lost(args, &store, console);
    }
    let (width, colour) = (console.width(), super::console::colour_is_welcome());
    let count = args.which.each(&store, |figure| {
        Ok(writeln!(console.out(), "{}", show::entry(&figure, width, colour))?)
    })?;
    if count == 0 && !args.which.stale {
        console.note("nothing needs a look");
    }
    lost(args, &store, console)
}

/// Decisions whose figures are gone cannot stand among figures.
fn lost(args: &List, store: &Store, console: &mut Console) -> Result<(), Stop> {
    if !args.which.stale {
        return Ok(());
    }
    for lost in store.lost_decisions()? {
        let by = lost.by.map(|by| format!(" by {by}")).unwrap_or_default();
        console.warn(line(&format!(
            "{} was {}{by} on {}, and is not there any more: “{}”",
            show::short(&lost.figure_key),
            lost.verdict,
            lost.on,
            lost.quote
        )));
    }
    Ok(())
}

fn decide(args: &Keys, verdict: Verdict, console: &mut Console) -> Result<(), Stop> {
    let mut store = args.store.open_to_change()?;
    let figures: Vec<Reviewed> =
        args.figures.iter().map(|key| store.reviewed(key)).collect::<Result<_, _>>()?;
    let reviewer = args.reviewer.reviewer();
    let decisions: Vec<_> = figures
        .iter()
        .map(|figure| word(figure, verdict, None, &reviewer, args.note.as_ref()))
        .collect();
    store.decide(&decisions)?;
    derived::refresh(&mut store)?;
    for figure in &figures {
        say(figure, verdict, None, console);
    }
    Ok(())
}

fn corrected(args: &Correct, console: &mut Console) -> Result<(), Stop> {
    let mut store = args.store.open_to_change()?;
    let figure = store.reviewed(&args.key)?;
    let mut reading = figure.decided.clone();
    let mut any = false;
    for (field, text) in args.given() {
        let flag = field.name().replace('_', "-");
        field.put(text, &mut reading).map_err(|why| Stop::Usage(format!("--{flag}: {why}")))?;
        any = true;
    }
    if !any {
        return Err(Stop::Usage(
            "say what is right, as in --value 3.3e9 or --period 2024".to_owned(),
        ));
    }
    let reading = ordered(reading);
    let reviewer = args.reviewer.reviewer();
    let verdict = Verdict::Corrected;
    let decision = word(&figure, verdict, Some(reading.clone()), &reviewer, args.note.as_ref());
    store.decide(&[decision])?;
    derived::refresh(&mut store)?;
    say(&figure, verdict, Some(&reading), console);
    Ok(())
}

/// What was decided, as a note.
fn say(figure: &Reviewed, verdict: Verdict, reading: Option<&Reading>, console: &mut Console) {
    let now = reading.map(|reading| format!(" → {}", show::told(reading))).unwrap_or_default();
    let was = if verdict == Verdict::Undone { &figure.read } else { &figure.decided };
    console.note(line(&format!(
        "{verdict}: {} {}{now}",
        show::short(&figure.figure_key),
        show::told(was)
    )));
}

fn exported(args: &Export, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let dialect = if args.excel { Dialect::EXCEL } else { Dialect::PLAIN };
    let dialect = if args.decimal_comma { dialect.decimal_comma() } else { dialect };
    let fill = |out: &mut dyn Write| -> Result<u64, Stop> {
        let mut rows = Csv::new(out, dialect);
        sheet::header(&mut rows)?;
        let count = args.which.each(&store, |figure| Ok(sheet::row(&mut rows, &figure)?))?;
        rows.finish()?;
        Ok(count)
    };
    if let Some(path) = &args.output {
        let (rows, wrote) = file::write(path, |out| fill(out))?;
        console.note(format!("{wrote}: {}", count(rows, "row")));
    } else {
        fill(console.out())?;
    }
    Ok(())
}

fn imported(args: &Import, console: &mut Console) -> Result<(), Stop> {
    let mut store = if args.dry_run { args.store.open()? } else { args.store.open_to_change()? };
    let shown = args.file.display().to_string();
    let reviewer = args.reviewer.reviewer();
    let sheet = if args.file.as_os_str() == "-" {
        sheet::read(io::stdin().lock(), &store, &reviewer)
    } else {
        let file = File::open(&args.file)
            .map_err(|why| anyhow!("{shown} cannot be read ({why}); check the name"))?;
        sheet::read(file, &store, &reviewer)
    };
    let sheet = sheet.map_err(|why| anyhow!("{shown}: {why}; nothing was decided"))?;
    if !sheet.problems.is_empty() {
        for problem in &sheet.problems {
            console.fail(format!("{shown}, {problem}"));
        }
        console.note(format!("{}, so nothing was decided", count(sheet.problems.len(), "problem")));
        return Err(Stop::Told);
    }
    let decisions: Vec<Decision> = sheet.decisions.iter().map(|(_, d)| d.clone()).collect();
    if !args.dry_run {
        store
            .decide(&decisions)
            .map_err(|why: StoreError| anyhow!("{shown}: {why}; nothing was decided"))?;
        derived::refresh(&mut store)?;
    }
    for (figure, decision) in &sheet.decisions {
        say(figure, decision.verdict, decision.reading.as_ref(), console);
    }
    let would = if args.dry_run { "would be decided" } else { "decided" };
    console.note(format!(
        "{} {would}, {} unchanged",
        count(decisions.len(), "figure"),
        sheet.unchanged
    ));
    Ok(())
}
