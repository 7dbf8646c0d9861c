//! `tradestat export`: series and figures for spreadsheets and other programs.

use super::as_of::{self, AsOf};
use super::console::{Console, unwritable};
use super::exchange::Exchange;
use super::export_rows::{self, Count};
use super::file;
use super::ingest_report::count;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::{rates, words};
use crate::export::{Csv, Dialect, JsonLines};
use crate::model::{CurrencyCode, Query};
use crate::store::Store;
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;

/// Export series or figures as CSV, TSV or JSON Lines.
///
/// Without WORDS everything is exported, otherwise what they select. A row is an observation: a series, a period, the
/// value that stands for it, and the sentence and source it came from; what no report gives but follows from others is marked
/// as derived. --wide puts periods down and series across;
/// --figures exports every figure with its quote instead.
///
/// The plain form is what programs read: commas, decimal points, UTF-8. --excel is for a double click: with byte order
/// mark, and no cell that Excel would take for a formula. --locale says which decimal mark the spreadsheet expects.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "\
Examples:
  tradestat export -o trade.csv                           all observations
  tradestat export Tatarstan China turnover -o t.csv
  tradestat export Russia exports --wide --excel -o r.csv  a table to open in Excel
  tradestat export --excel --locale de -o handel.csv      semicolons and decimal commas
  tradestat export --figures -o figures.jsonl             every figure with its sentence
  tradestat export Russia --as-of 2023 -o then.csv        what was known at the end of 2023
  tradestat export Russia 2020- | mlr --icsv --opprint cut -f series,period,value")]
pub(crate) struct Args {
    /// What to export, in plain words: places, indicator, unit, years.
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    as_of: AsOf,
    /// Where to; the ending says the format (.csv, .tsv, .jsonl). Standard output when left out.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Figures with their quotes and sources instead of observations.
    #[arg(long, conflicts_with = "wide")]
    figures: bool,
    /// Periods down, series across.
    #[arg(long)]
    wide: bool,
    /// Leave out what was derived: only values that reports give.
    #[arg(long)]
    no_derived: bool,
    /// For Excel: byte order mark, CRLF, no formulas.
    #[arg(long)]
    excel: bool,
    /// Separator and decimal mark as spreadsheets of this language expect them.
    #[arg(long, value_name = "CODE", value_parser = decimal_mark)]
    locale: Option<DecimalMark>,
    /// Sign between cells: comma, semicolon, tab, or any one character.
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    sep: Option<u8>,
    /// Decimal mark: . or ,
    #[arg(long, value_name = "MARK")]
    decimal: Option<Mark>,
    /// Begin with the UTF-8 byte order mark.
    #[arg(long)]
    bom: bool,
    /// Convert money into this currency, by average exchange rates; the rates used stand in columns of their own.
    #[arg(long, value_name = "CODE", value_parser = rates::currency, conflicts_with = "figures")]
    currency: Option<CurrencyCode>,
    /// The format, where the ending does not say it.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Mark {
    #[value(name = ".")]
    Point,
    #[value(name = ",")]
    Comma,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum DecimalMark {
    Point,
    Comma,
}

impl Args {
    /// Everything in the store, to a file, as a first look wants it.
    pub(super) fn whole(store: &StoreArgs, output: PathBuf) -> Self {
        Self {
            words: Vec::new(),
            store: store.clone(),
            as_of: AsOf::default(),
            output: Some(output),
            figures: false,
            wide: false,
            no_derived: false,
            excel: false,
            locale: None,
            sep: None,
            decimal: None,
            bom: false,
            format: None,
            currency: None,
        }
    }

    /// The same with a row per figure.
    pub(super) fn figures(self) -> Self {
        Self { figures: true, ..self }
    }

    /// The same as a table for Excel.
    pub(super) fn wide_for_excel(self) -> Self {
        Self { wide: true, excel: true, ..self }
    }

    fn format(&self) -> Result<Format, Stop> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = &self.output else { return Ok(Format::Csv) };
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "tsv" | "tab" => Ok(Format::Tsv),
            "jsonl" | "ndjson" => Ok(Format::Jsonl),
            "csv" | "txt" | "" => Ok(Format::Csv),
            _ => Err(Stop::Usage(format!(
                "{}: .{ending} is not written yet; name a .csv, .tsv or .jsonl file, or say --format",
                path.display()
            ))),
        }
    }

    fn dialect(&self, format: Format) -> Dialect {
        let mut dialect = match (format, self.excel) {
            (_, true) => Dialect::EXCEL,
            (Format::Tsv, false) => Dialect::TSV,
            _ => Dialect::PLAIN,
        };
        if self.locale == Some(DecimalMark::Comma) {
            dialect = dialect.decimal_comma();
        }
        if format == Format::Tsv {
            dialect.separator = b'\t';
        }
        dialect.separator = self.sep.unwrap_or(dialect.separator);
        match self.decimal {
            Some(Mark::Comma) => dialect.decimal = b',',
            Some(Mark::Point) => dialect.decimal = b'.',
            None => {}
        }
        dialect.bom |= self.bom;
        dialect
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let format = args.format()?;
    let store = args.store.open()?;
    let mut query = words::query(&args.words, &store)?;
    query.reported_only = args.no_derived;
    let store = args.as_of.of(&store)?.unwrap_or(store);
    let mut exchange = args.currency.map(|to| Exchange::into(to, &store)).transpose()?;
    let rows = if let Some(path) = &args.output {
        let (rows, wrote) = file::write(path, |out| {
            export(args, format, (&store, &query), exchange.as_mut(), out)
        })?;
        console.note(format!("{wrote}: {}", named(rows)));
        rows
    } else {
        let rows = export(args, format, (&store, &query), exchange.as_mut(), console.out())
            .map_err(about_output)?;
        if !console.is_terminal() {
            console.note(named(rows));
        }
        rows
    };
    if let Some(exchange) = exchange {
        exchange.tell(console);
    }
    if rows.rows == 0 {
        console.warn(words::nothing(&args.words, &query, &store)?);
    }
    as_of::tell_undated(&store, console)
}

fn named(rows: Count) -> String {
    let series = if rows.series > 0 {
        format!(" of {}", count(rows.series, "series"))
    } else {
        String::new()
    };
    format!("{}{series}", count(rows.rows, "row"))
}

fn about_output(stop: Stop) -> Stop {
    match stop {
        Stop::Failed(error) => match error.downcast::<std::io::Error>() {
            Ok(error) => unwritable("standard output", error),
            Err(error) => Stop::Failed(error),
        },
        other => other,
    }
}

fn export(
    args: &Args,
    format: Format,
    (store, query): (&Store, &Query),
    exchange: Option<&mut Exchange>,
    out: &mut impl Write,
) -> Result<Count, Stop> {
    if format == Format::Jsonl {
        if args.wide {
            return Err(Stop::Usage(
                "--wide is a table; name a .csv or .tsv file for it".to_owned(),
            ));
        }
        let mut rows = JsonLines::new(out);
        let count = export_rows::long(store, query, args.figures, exchange, &mut rows)?;
        rows.finish()?;
        return Ok(count);
    }
    let mut rows = Csv::new(out, args.dialect(format));
    let count = if args.wide {
        export_rows::wide(store, query, exchange, &mut rows)?
    } else {
        export_rows::long(store, query, args.figures, exchange, &mut rows)?
    };
    rows.finish()?;
    Ok(count)
}

/// Where whole and fraction part, by language (Unicode CLDR, numbers, `decimal`); the region does not matter but for
/// Switzerland, Latin America's north and South Africa's English, which are not asked for by a language alone.
fn decimal_mark(code: &str) -> Result<DecimalMark, String> {
    const POINT: [&str; 12] =
        ["en", "zh", "ja", "ko", "hi", "th", "he", "ur", "bn", "ms", "mn", "ga"];
    const COMMA: [&str; 36] = [
        "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "sr", "bg", "uk",
        "be", "kk", "uz", "ky", "tt", "tr", "az", "hy", "ka", "el", "hu", "ro", "fi", "sv", "da",
        "nb", "no", "et", "lv", "lt", "id",
    ];
    let language = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if POINT.contains(&language.as_str()) {
        Ok(DecimalMark::Point)
    } else if COMMA.contains(&language.as_str()) {
        Ok(DecimalMark::Comma)
    } else {
        Err("not known here; say --sep and --decimal instead".to_owned())
    }
}

fn sign(text: &str) -> Result<u8, String> {
    match text {
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "tab" | "\\t" => Ok(b'\t'),
        _ if text.len() == 1 && !matches!(text, "\"" | "\n" | "\r") => Ok(text.as_bytes()[0]),
        _ => Err("a separator is one character, or ‘comma’, ‘semicolon’, ‘tab’".to_owned()),
    }
}
