//! `tradestat demo`: the whole way on the sample reports, in one command.

use super::chart::{self, Look};
use super::console::Console;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::{evidence, export, file, ingest, samples};
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The charts of the sample reports, as they stand in the folder `charts`: name and definition.
const CHARTS: [(&str, &str); 2] = [
    ("tatarstan-china-turnover", include_str!("../../charts/tatarstan-china-turnover.toml")),
    ("russia-china-trade", include_str!("../../charts/russia-china-trade.toml")),
];

/// A first look: sample reports, read, stored, drawn and exported.
///
/// Makes a folder with some forty short reports, in English and Russian, ingests them into a store, draws charts and exports
/// a spreadsheet, and says what it does. The reports are samples in our own words; their manifest names where the facts were
/// read.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat demo                        into ./tradestat-demo
  tradestat demo look && cd look && tradestat series")]
pub(crate) struct Args {
    /// The folder to make.
    #[arg(default_value = "tradestat-demo")]
    dir: PathBuf,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let dir = &args.dir;
    let reports = dir.join("reports");
    make(&reports)?;
    make(&dir.join("charts"))?;
    say(console, &format!("1. {} sample reports, with their manifest", samples::count()))?;
    samples::write(&reports)?;
    say(console, &format!("   {}/", reports.display()))?;

    let store = StoreArgs { db: dir.join("tradestat.db") };
    say(console, "\n2. Read into a store")?;
    say(
        console,
        &format!("   tradestat ingest {} --db {}", reports.display(), store.db.display()),
    )?;
    ingest::run(&ingest::Args::plain(vec![reports], &store), console)?;

    say(console, "\n3. Charts")?;
    for (name, definition) in CHARTS {
        let file = dir.join("charts").join(name).with_extension("toml");
        file::write(&file, |out| Ok(out.write_all(definition.as_bytes())?))?;
        let (definition, db) = (file.display(), store.db.display());
        say(console, &format!("   tradestat chart {definition} -o FILE --db {db}"))?;
        say(console, &format!("   tradestat evidence {definition} -o FILE.html --db {db}"))?;
        // For pages, for slides, and for a phone at night.
        for (ending, look) in [
            (".svg", Look::default()),
            (".png", Look::default()),
            ("-narrow-dark.svg", Look::narrow_and_dark()),
        ] {
            let output = dir.join("charts").join(format!("{name}{ending}"));
            chart::run(&chart::Args::of_definition(&file, &store, output, look), console)?;
        }
        let page = dir.join("charts").join(name).with_extension("html");
        evidence::run(&evidence::Args::of_definition(&file, &store, page), console)?;
    }

    say(console, "\n4. Spreadsheets")?;
    say(console, &format!("   tradestat export -o FILE --db {}", store.db.display()))?;
    let whole = |name: &str| export::Args::whole(&store, dir.join(name));
    export::run(&whole("observations.csv"), console)?;
    export::run(&whole("figures.csv").figures(), console)?;
    export::run(&whole("wide-for-excel.csv").wide_for_excel(), console)?;
    say(console, &next(dir))
}

fn make(dir: &Path) -> Result<(), Stop> {
    Ok(fs::create_dir_all(dir)
        .with_context(|| format!("cannot make the folder {}", dir.display()))?)
}

/// What the demo says is its result.
fn say(console: &mut Console, words: &str) -> Result<(), Stop> {
    Ok(writeln!(console.out(), "{words}")?)
}

fn next(dir: &Path) -> String {
    format!(
        "\nNow try, with what is there:
   cd {}
   tradestat series
   tradestat figures Tatarstan China
   tradestat figures --needs-look
   tradestat audit
   tradestat chart Tatarstan Turkey turnover
   tradestat chart Russia China turnover growth -o growth.svg
   sqlite3 tradestat.db \"SELECT period, value FROM observation WHERE series = 'Tatarstan–China turnover' ORDER BY period_start\"
and with reports of your own:
   tradestat ingest FOLDER --db mine.db",
        dir.display()
    )
}
