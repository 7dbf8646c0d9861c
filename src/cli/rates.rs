//! `tradestat rates`: what money was worth, and rates of one's own.

use super::console::Console;
use super::ingest_report::count;
use super::stop::Stop;
use super::store_args::StoreArgs;
use super::table::{Cell, Column, Table};
use crate::model::{CurrencyCode, Decimal, Period, Rate};
use crate::read::Sheet;
use crate::seeds;
use anyhow::anyhow;
use clap::Subcommand;
use std::fs;
use std::path::PathBuf;

/// List exchange rates, or bring in your own.
///
/// A rate says how many units of a currency one US dollar bought, on average over a period. Yearly averages of eleven
/// currencies come with the program; imported ones take their place and stay when the program is renewed. ‘--currency’ of
/// chart and export converts by them.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  tradestat rates RUB
  tradestat rates import rates.csv --dry-run
  tradestat rates remove RUB 2024-05

The file has the columns currency,period,per_usd,source, as in
  RUB,2025,83.6,Bank of Russia; average of the year's official daily rates"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only these currencies.
    #[arg(value_name = "CURRENCY", value_parser = currency)]
    currencies: Vec<CurrencyCode>,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Bring in rates from a CSV file: all of it, or nothing where a row is wrong.
    Import(Import),
    /// Take imported rates out; the program's own count again.
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Import {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would be done, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// The currency.
    #[arg(value_name = "CURRENCY", value_parser = currency)]
    currency: CurrencyCode,
    /// The period; all of them when left out.
    #[arg(value_name = "PERIOD", value_parser = period)]
    period: Option<Period>,
    #[command(flatten)]
    store: StoreArgs,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    match &args.action {
        None => listed(args, console),
        Some(Action::Import(import)) => imported(import, console),
        Some(Action::Remove(remove)) => removed(remove, console),
    }
}

const COLUMNS: [Column; 5] = [
    Column::plain("currency"),
    Column::plain("period"),
    Column::plain("per_usd"),
    Column::plain("imported"),
    Column::plain("source"),
];

fn listed(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let store = args.store.open()?;
    let mut table = Table::new(&COLUMNS);
    let mut any = false;
    for (rate, imported) in store.rates()? {
        if args.currencies.is_empty() || args.currencies.contains(&rate.currency) {
            any = true;
            table.push(vec![
                Cell::new(rate.currency.to_string()),
                Cell::new(rate.period.code()),
                Cell::new(rate.per_usd.to_string()),
                Cell::new(if imported { "yes" } else { "" }),
                Cell::new(rate.source),
            ]);
        }
    }
    if !any {
        console.warn("there is no rate of that currency; ‘tradestat rates import’ brings one in");
        return Ok(());
    }
    let pretty = console.is_terminal();
    Ok(table.write(console, pretty)?)
}

fn imported(args: &Import, console: &mut Console) -> Result<(), Stop> {
    let shown = args.file.display().to_string();
    let bytes = fs::read(&args.file)
        .map_err(|why| anyhow!("{shown} cannot be read ({why}); check the name"))?;
    let (rates, problems) = read(bytes).map_err(|why| anyhow!("{shown} {why}"))?;
    for problem in &problems {
        console.fail(format!("{shown}, {problem}"));
    }
    if !problems.is_empty() {
        console.note(format!("{}, so no rate was imported", count(problems.len(), "problem")));
        return Err(Stop::Told);
    }
    if args.dry_run {
        args.store.open()?;
        console.note(format!("{} would be imported", count(rates.len(), "rate")));
    } else {
        args.store.open_to_change()?.import_rates(&rates)?;
        console.note(format!("{} imported", count(rates.len(), "rate")));
    }
    Ok(())
}

fn removed(args: &Remove, console: &mut Console) -> Result<(), Stop> {
    let removed = args.store.open_to_change()?.remove_rates(args.currency, args.period)?;
    if removed == 0 {
        return Err(anyhow!(
            "no imported rate is of that currency and period; ‘tradestat rates’ lists them"
        )
        .into());
    }
    console.note(format!("{} removed", count(removed, "rate")));
    Ok(())
}

/// The rates of a CSV file, and what is wrong with its rows, each with line and column.
fn read(bytes: Vec<u8>) -> Result<(Vec<Rate>, Vec<String>), String> {
    let sheet = Sheet::decode(bytes)?;
    let mut reader = sheet.reader();
    let header = reader.headers().map_err(|why| why.to_string())?.clone();
    let place = |name: &str| {
        header.iter().position(|column| column.eq_ignore_ascii_case(name)).ok_or_else(|| {
            format!(
                "has no column ‘{name}’; its first line must name currency,period,per_usd,source"
            )
        })
    };
    let places = [place("currency")?, place("period")?, place("per_usd")?, place("source")?];
    let (mut rates, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                problems.push(why.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells = places.map(|place| record.get(place).unwrap_or_default());
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        match rate(cells, sheet.has_decimal_comma()) {
            Ok(rate) => rates.push(rate),
            Err(why) => problems.push(format!("line {line}, column {why}")),
        }
    }
    Ok((rates, problems))
}

fn rate([code, time, per_usd, source]: [&str; 4], decimal_comma: bool) -> Result<Rate, String> {
    let currency = currency(code).map_err(|why| format!("currency: {why}"))?;
    let period = period(time).map_err(|why| format!("period: {why}"))?;
    let digits = if decimal_comma { per_usd.replace(',', ".") } else { per_usd.to_owned() };
    let per_usd = digits.parse::<Decimal>().ok().filter(|rate| *rate > Decimal::ZERO).ok_or_else(|| {
        format!("per_usd: ‘{per_usd}’ is not a rate; write how many units one dollar bought, as in 92.55")
    })?;
    if source.is_empty() {
        return Err("source: is empty; say who published the rate".to_owned());
    }
    Ok(Rate { currency, period, per_usd, source: source.to_owned() })
}

/// Reads a currency's code.
pub(super) fn currency(text: &str) -> Result<CurrencyCode, String> {
    let code = text.to_ascii_uppercase().parse().ok();
    code.filter(|&code| seeds::currency(code).is_some()).ok_or_else(|| {
        format!("‘{text}’ is no currency; write its ISO 4217 code, as in USD or RUB")
    })
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text)
        .ok_or_else(|| format!("‘{text}’ is no period; write it as in 2024, 2024-Q1 or 2024-05"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn check(file: &str, rates: usize, problems: &[&str]) {
        let (found, said) = read(file.as_bytes().to_vec()).unwrap();
        assert_eq!(found.len(), rates, "{said:?}");
        assert_eq!(said, problems);
    }

    #[test]
    fn files_of_programs_and_spreadsheets_are_read() {
        check("currency,period,per_usd,source\nRUB,2025,83.6,Bank\nkzt,2025-05,512,Bank\n", 2, &[]);
        check("\u{feff}Source;per_usd;period;currency\r\nBank;83,6;2025;RUB\r\n;;;\r\n", 1, &[]);
    }

    #[test]
    fn a_wrong_row_is_named() {
        check(
            "currency,period,per_usd,source\nRUB,2025,0,Bank\nQQQ,2025,1,Bank\nRUB,May-25,1,Bank\nRUB,2025,1,\nRUB,2025,-2,B\n",
            0,
            &[
                "line 2, column per_usd: ‘0’ is not a rate; write how many units one dollar bought, as in 92.55",
                "line 3, column currency: ‘QQQ’ is no currency; write its ISO 4217 code, as in USD or RUB",
                "line 4, column period: ‘May-25’ is no period; write it as in 2024, 2024-Q1 or 2024-05",
                "line 5, column source: is empty; say who published the rate",
                "line 6, column per_usd: ‘-2’ is not a rate; write how many units one dollar bought, as in 92.55",
            ],
        );
        assert!(read(b"currency,period\n".to_vec()).unwrap_err().contains("no column ‘per_usd’"));
    }
}
