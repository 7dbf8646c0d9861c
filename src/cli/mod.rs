//! The commands: each file reads its arguments, joins stages, and decides nothing.
//!
//! Results go to standard output, words about them to standard error. Exit codes: 0 done, 1 something failed (the rest
//! was done, each failure named), 2 wrong usage.

mod amount;
mod arithmetic;
mod as_of;
mod audit;
mod audit_entry;
mod audit_numbers;
mod audit_words;
mod backup;
mod chart;
mod chart_choice;
mod check;
mod completions;
mod console;
mod demo;
mod derived;
mod evidence;
mod exchange;
mod explain;
mod export;
mod export_rows;
mod extract;
mod figures;
mod file;
mod ingest;
mod ingest_preview;
mod ingest_read;
mod ingest_report;
mod interrupt;
mod lines;
mod man;
mod near;
mod pool;
mod progress;
mod rates;
mod remove;
mod reports;
mod reports_set;
mod review;
mod revisions;
mod safe;
mod samples;
mod series;
mod spark;
mod stop;
mod store_args;
mod table;
mod vintages;
mod why;
mod words;

use clap::{CommandFactory, Parser, Subcommand};
use console::Console;
use std::ffi::OsString;
use std::process::ExitCode;
use stop::Stop;

/// Trade statistics out of reports: read the sentences, keep every number with the sentence it came from, and get series,
/// charts and spreadsheets back.
#[derive(Debug, Parser)]
#[command(name = "tradestat", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
A first look:
  tradestat demo                    samples, charts and spreadsheets, in ./tradestat-demo

With your own reports:
  tradestat ingest reports/         read them into tradestat.db
  tradestat series                  what there is
  tradestat chart Tatarstan China turnover -o chart.svg
  tradestat export Tatarstan China -o trade.csv

‘tradestat help COMMAND’ has examples for each. The store is an ordinary SQLite file.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Ingest(ingest::Args),
    Series(series::Args),
    Figures(figures::Args),
    Chart(chart::Args),
    Evidence(evidence::Args),
    Export(export::Args),
    Audit(audit::Args),
    Review(Box<review::Args>),
    Rates(rates::Args),
    Reports(reports::Args),
    Remove(remove::Args),
    Check(check::Args),
    Backup(backup::Args),
    Extract(extract::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program on its arguments, the program's own name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors, and clap knows which stream and code each wants; a closed pipe is none either.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut console = Console::new();
    let result = match cli.command {
        Command::Demo(args) => demo::run(&args, &mut console),
        Command::Ingest(args) => ingest::run(&args, &mut console),
        Command::Series(args) => series::run(&args, &mut console),
        Command::Figures(args) => figures::run(&args, &mut console),
        Command::Chart(args) => chart::run(&args, &mut console),
        Command::Evidence(args) => evidence::run(&args, &mut console),
        Command::Audit(args) => audit::run(&args, &mut console),
        Command::Export(args) => export::run(&args, &mut console),
        Command::Review(args) => review::run(&args, &mut console),
        Command::Rates(args) => rates::run(&args, &mut console),
        Command::Extract(args) => extract::run(&args, &mut console),
        Command::Reports(args) => reports::run(&args, &mut console),
        Command::Remove(args) => remove::run(&args, &mut console),
        Command::Check(args) => check::run(&args, &mut console),
        Command::Backup(args) => backup::run(&args, &mut console),
        Command::Completions(args) => completions::run(&args, &mut console),
        Command::Man(args) => man::run(&args, &mut console),
    };
    result.and_then(|()| console.finish()).map_or_else(Stop::report, |()| ExitCode::SUCCESS)
}

/// The whole command line, for completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}
