//! `tradestat extract`: reports in, JSON Lines out, no store.

use super::console::{Console, unwritable};
use super::stop::Stop;
use super::{explain, lines, pool};
use crate::extract::{self, Form};
use crate::model::{Language, Report};
use crate::read::{self, About, Options};
use chrono::NaiveDate;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turn prose into figures: reports in, JSON Lines out, no store.
///
/// Without a PATH, reads one object a line from standard input: {"id", "text", "published", "language"}, of which only the
/// text must be there. Answers each with one line: {"id", "language", "published", "mentions", "figures"}, or {"id", "error"}
/// for a line that is none. Every line is answered, in order. With PATHs, reads those reports as ‘tradestat ingest’ does
/// and answers one line each, with the path for an id.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  echo '{\"text\": \"In 2023 exports from Russia to China grew by 12.7%.\"}' | tradestat extract
  jq -c '{id: .url, text, published: .date}' news.jsonl | tradestat extract > figures.jsonl
  tradestat extract --with-text < part-0001.jsonl | tradestat ingest --extracted -
  tradestat extract --explain report.txt --published 2025-08-22
  tradestat extract --explain=json reports/ | jq '.figures[] | {value, why}'")]
pub(crate) struct Args {
    /// Reports: files or folders; JSON Lines from standard input when left out.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Show how each sentence was read: its typed words, and for each figure the rule and the words that gave each field.
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    explain: Option<Format>,
    /// Write the report into its answer, and all else that ‘tradestat ingest --extracted’ needs: text, title, publisher,
    /// address, pages, sentences, rounding, and who extracted.
    #[arg(long, conflicts_with = "explain")]
    with_text: bool,
    /// Day of publication of the PATHs, as in 2025-08-22.
    #[arg(long, value_name = "DAY", value_parser = read::day, requires = "paths")]
    published: Option<NaiveDate>,
    /// Language of the PATHs: two letters, as in en or ru.
    #[arg(long, value_name = "CODE", value_parser = read::language, requires = "paths")]
    language: Option<Language>,
    /// How many threads read JSON Lines; as many as the machine has when left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
}

impl Args {
    fn form(&self) -> Form {
        match (self.explain, self.with_text) {
            (Some(_), _) => Form::Explained,
            (None, true) => Form::Whole,
            (None, false) => Form::Plain,
        }
    }
}

/// How an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a reader.
    Text,
    /// The usual answer, with ‘why’ in every figure and the typed sentences.
    Json,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if args.paths.is_empty() { lines(args, console) } else { files(args, console) }
}

fn lines(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let (format, width) = (args.explain, console.width());
    let form = args.form();
    let answer = move |asked: &str| match format {
        None | Some(Format::Json) => extract::answer(asked, form),
        Some(Format::Text) => match extract::question(asked) {
            Ok((id, report)) => explain::text(&id, &report, &extract::explain(&report), width),
            Err(refusal) => refusal,
        },
    };
    lines::answered(pool::threads(args.jobs), answer, console)
}

fn files(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let found = read::find(&args.paths, Some(Path::new(".")));
    for warning in &found.warnings {
        console.warn(warning);
    }
    let mut failed = false;
    let mut fail = |problem: &dyn std::fmt::Display, console: &mut Console| {
        failed = true;
        console.fail(problem);
    };
    for problem in &found.problems {
        fail(problem, console);
    }
    let about = About { published: args.published, language: args.language, ..About::default() };
    let options = Options { given: about, ..Options::default() };
    for source in &found.sources {
        for report in source.reports(&options) {
            match report {
                Ok(report) => {
                    for note in &report.notes {
                        console.warn(format_args!("{}: {note}", report.source));
                    }
                    let answer = match args.explain {
                        Some(Format::Text) => drawn(&report, console),
                        _ => extract::answer_of(&report.source, &report, args.form()),
                    };
                    put(&answer, console)?;
                }
                Err(problem) => fail(&problem, console),
            }
        }
    }
    if failed { Err(Stop::Told) } else { Ok(()) }
}

fn drawn(report: &Report, console: &Console) -> String {
    explain::text(&report.source, report, &extract::explain(report), console.width())
}

fn put(answer: &str, console: &mut Console) -> Result<(), Stop> {
    writeln!(console.out(), "{answer}").map_err(|e| unwritable("standard output", e))
}
