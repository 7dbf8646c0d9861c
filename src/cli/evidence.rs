//! `tradestat evidence`: a chart as a web page, with the sentences behind its values.

use super::arithmetic;
use super::chart::Look;
use super::chart_choice;
use super::console::{Console, unwritable};
use super::file;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::chart::{self, Behind, ChartSpec, Page, Told};
use crate::model::{Amount, Language, Period};
use crate::store::{FigureRow, Named, Store};
use anyhow::anyhow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// More values than this make a page that no browser shows at once.
const MOST_VALUES: usize = 20_000;

/// Write a chart as a web page that leads from every point to its sentence.
///
/// The page is one file that fetches nothing: the chart, wide and narrow, light and dark, and under it each value with the
/// sentence it came from, those that say otherwise, and for what was computed the arithmetic with its sentences. It can be
/// mailed, printed, and read without a mouse or a picture.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat evidence Tatarstan China turnover -o turnover.html
  tradestat evidence charts/tatarstan-china-turnover.toml -o turnover.html
  tradestat evidence экспорт России в Китай -o export.html
  tradestat evidence Russia China exports imports 2015- --currency CNY > trade.html")]
pub(crate) struct Args {
    /// The series, in plain words, or one chart definition (FILE.toml).
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Where to: an .html file; standard output when left out, unless that is a terminal.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
}

impl Args {
    /// A definition, written into a file.
    pub(super) fn of_definition(definition: &Path, store: &StoreArgs, output: PathBuf) -> Self {
        let words = vec![definition.to_string_lossy().into_owned()];
        Self { words, store: store.clone(), output: Some(output), look: Look::default() }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if args.output.is_none() && console.is_terminal() {
        return Err(Stop::Usage(
            "a page is no reading for a terminal; name a file with -o FILE.html".into(),
        ));
    }
    let choice = args.look.choice()?;
    if let Some(flag) = args.look.not_of_pages() {
        return Err(Stop::Usage(format!(
            "{flag}: a page shows the store as it is now, wide and narrow, light and dark"
        )));
    }
    let store = args.store.open()?;
    let mut spec = match chart_choice::definition(&args.words) {
        Some(path) => chart_choice::defined(path, &choice, &store, console)?,
        None => chart_choice::spoken(&args.words, &choice, &store, console)?,
    };
    if spec.as_of.is_some() {
        return Err(Stop::Usage(
            "a page shows the store as it is now; leave `as_of` out of the chart's definition"
                .into(),
        ));
    }
    args.look.dress(&mut spec);
    let behind = behind(&spec, &store)?;
    let program = concat!("tradestat ", env!("CARGO_PKG_VERSION"));
    let page = chart::page(&Page { chart: &spec, behind, program })?;
    if let Some(path) = &args.output {
        let ((), wrote) = file::write(path, |out| Ok(out.write_all(page.as_bytes())?))?;
        console.note(wrote);
        return Ok(());
    }
    let written = console.out().write_all(page.as_bytes());
    written.map_err(|error| unwritable("standard output", error))
}

/// What stands behind every value that is shown.
fn behind(spec: &ChartSpec, store: &Store) -> Result<BTreeMap<(usize, Period), Behind>, Stop> {
    let mut all = BTreeMap::new();
    for (place, series) in spec.series.iter().enumerate() {
        for o in series.observations.iter().filter(|o| spec.shows(o.period)) {
            if all.len() == MOST_VALUES {
                return Err(Stop::Failed(anyhow!(
                    "a page holds at most {MOST_VALUES} values; say fewer years or areas"
                )));
            }
            let named = store.named(&format!("{}@{}", series.slug, o.period.code()))?;
            all.insert((place, o.period), behind_one(&named, spec.language, store)?);
        }
    }
    Ok(all)
}

fn behind_one(named: &Named, language: Language, store: &Store) -> Result<Behind, Stop> {
    let mut behind = Behind::default();
    match named {
        Named::Figure(figure) => {
            behind.told.push(told(figure));
            if let Some(standing) = store.standing(&figure.figure_key)? {
                behind.because = standing.because;
                behind.otherwise.extend(standing.rivals.iter().map(told));
            }
        }
        Named::Derived(_) => made_of(named, language, &mut behind),
    }
    Ok(behind)
}

/// The sums and the sentences that a value is made of, its own before those of its parts.
fn made_of(named: &Named, language: Language, behind: &mut Behind) {
    match named {
        Named::Figure(figure) => {
            let told = told(figure);
            // Two numbers of one sentence are told there once.
            match behind.told.iter_mut().find(|it| it.is_beside(&told)) {
                Some(before) => before.numbers.extend(told.numbers),
                None => behind.told.push(told),
            }
        }
        Named::Derived(row) => {
            let tell = |it: &Amount| chart::amount(it, language).unwrap_or_default();
            let value = tell(&arithmetic::amount_of_derived(row));
            behind.sums.push(format!("{} = {value}", arithmetic::of(row, &tell)));
            row.inputs.iter().for_each(|input| made_of(&input.from, language, behind));
        }
    }
}

fn told(figure: &FigureRow<'_>) -> Told {
    let own = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().map(str::to_owned);
    Told {
        quote: figure.quote.to_string(),
        numbers: [figure.at.to_string()].into(),
        heading: own(&figure.heading),
        title: own(&figure.title),
        publisher: own(&figure.publisher),
        published: figure.published.as_deref().and_then(|day| day.parse().ok()),
        url: own(&figure.url),
        source: figure.source.to_string(),
        page: figure.page,
        counted_by: own(&figure.source_at),
    }
}
