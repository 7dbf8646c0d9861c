//! `tradestat chart`: a picture of one series or a few.

use super::as_of::{self, AsOf};
use super::chart_choice::{self, Choice};
use super::console::{Console, unwritable};
use super::file;
use super::rates;
use super::stop::Stop;
use super::store_args::StoreArgs;
use crate::chart::{
    self, AxisScale, ChartSpec, Gaps, Layout, MOST_VINTAGES, Sheet, Theme, View, Vintages,
};
use crate::model::{CurrencyCode, Language, Period};
use crate::read;
use chrono::NaiveDate;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A chart in letters narrower than this says nothing.
const FEWEST: u16 = 40;

/// A wider terminal does not make a better chart, unless --width asks for it.
const WIDEST: u16 = 160;

/// Draw a trend chart.
///
/// WORDS select the series, in plain language; or name a chart definition, a TOML file. The chart says what it shows: unit,
/// span, source; what is missing stays a gap, and what was hedged ("more than", "almost") is marked as such.
///
/// The ending of the output says the format: .svg, .png or .txt. Without -o the chart is drawn in letters on a terminal, in
/// its width and colours (unless `NO_COLOR` is set), and goes down a pipe as SVG.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat chart Tatarstan China turnover          on the terminal
  tradestat chart Tatarstan China turnover -o chart.svg
  tradestat chart Russia China exports imports 2015- -o trade.png --scale 3
  tradestat chart экспорт России в Китай -o export.svg
  tradestat chart charts/tatarstan-china-turnover.toml -o chart.png
  tradestat chart Russia China turnover --index 2018 --dark > index.svg
  tradestat chart Tatarstan China turnover --alt    the chart in words
  tradestat chart Tatarstan China turnover --vintages -o revised.svg
  tradestat chart Russia China turnover --text --width 72 | mail -s trade me@example.org")]
pub(crate) struct Args {
    /// The series, in plain words, or one chart definition (FILE.toml).
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Where to: a .svg, .png or .txt file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
    /// PNG pixels per SVG pixel.
    #[arg(long, value_name = "N", default_value_t = 2.0, value_parser = scale)]
    scale: f32,
    /// Print a description of the chart in words; draw it only with -o.
    #[arg(long)]
    alt: bool,
    /// Draw in letters, also down a pipe.
    #[arg(long, conflicts_with = "alt")]
    text: bool,
    /// Columns of a chart in letters; the terminal's when left out.
    #[arg(long, value_name = "COLUMNS", value_parser = columns)]
    width: Option<u16>,
}

/// What can be said of a chart's look; what is not said stays as the definition or the default has it.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Look {
    /// The headline; a neutral one when left out.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// A sentence under the chart; may be given several times.
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// The chart's language: en, ru or zh; that of WORDS when left out.
    #[arg(long, value_name = "CODE", value_parser = read::language)]
    lang: Option<Language>,
    /// 360 pixels wide, for a phone or a column.
    #[arg(long)]
    narrow: bool,
    /// Light on dark.
    #[arg(long)]
    dark: bool,
    /// Logarithmic: equal ratios are equal heights.
    #[arg(long, conflicts_with = "yoy")]
    log: bool,
    /// Each series as percent of its value in this year (or 2018-Q1, 2018-05).
    #[arg(long, value_name = "YEAR", value_parser = period, conflicts_with = "yoy")]
    index: Option<Period>,
    /// Growth on the year before, as bars.
    #[arg(long)]
    yoy: bool,
    /// Let the vertical axis begin where the values do.
    #[arg(long)]
    no_zero: bool,
    /// What is drawn across missing periods.
    #[arg(long, value_name = "HOW", value_enum)]
    gaps: Option<GapsArg>,
    #[command(flatten)]
    as_of: AsOf,
    /// What one series said on earlier days, in thin grey: on each day on which a value became another (seven at most), or on
    /// the days given, as in --vintages=2020-01-01,2022.
    #[arg(
        long,
        value_name = "DAYS",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        value_parser = as_of::day,
        conflicts_with = "yoy"
    )]
    vintages: Option<Vec<NaiveDate>>,
    /// Convert money into this currency, by average exchange rates.
    #[arg(long, value_name = "CODE", value_parser = rates::currency)]
    currency: Option<CurrencyCode>,
    /// Leave out what was derived: only values that reports give.
    #[arg(long)]
    no_derived: bool,
    /// First period, as in 2015 or 2015-03; years can also stand among WORDS.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    from: Option<Period>,
    /// Last period.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    to: Option<Period>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum GapsArg {
    /// Nothing: the line breaks.
    Break,
    /// Thin dashes.
    Dash,
}

impl Look {
    /// For a phone at night.
    pub(super) fn narrow_and_dark() -> Self {
        Self { narrow: true, dark: true, ..Self::default() }
    }

    /// The flag that says something which a page has both ways, or cannot show; `None` where there is none.
    pub(super) fn not_of_pages(&self) -> Option<&'static str> {
        let said = [
            (self.narrow, "--narrow"),
            (self.dark, "--dark"),
            (self.as_of.as_of.is_some(), "--as-of"),
        ];
        said.into_iter().find(|(said, _)| *said).map(|(_, flag)| flag)
    }

    /// Puts on the chart what was said.
    pub(super) fn dress(&self, spec: &mut ChartSpec) {
        if let Some(title) = &self.title {
            spec.title = Some(title.clone());
        }
        spec.notes.extend(self.note.iter().cloned());
        if self.narrow {
            spec.layout = Layout::Narrow;
        }
        if self.dark {
            spec.theme = Theme::Dark;
        }
        if self.log {
            spec.scale = AxisScale::Log;
        }
        if let Some(period) = self.index {
            spec.view = View::Index(period);
        }
        if self.yoy {
            spec.view = View::YearOnYear;
        }
        if self.no_zero {
            spec.zero = Some(false);
        }
        match self.gaps {
            Some(GapsArg::Dash) => spec.gaps = Gaps::Dash,
            Some(GapsArg::Break) => spec.gaps = Gaps::Break,
            None => {}
        }
    }

    pub(super) fn choice(&self) -> Result<Choice, Stop> {
        let vintages = match &self.vintages {
            None => Vintages::No,
            Some(days) if days.is_empty() => Vintages::OfChange,
            Some(days) if days.len() > MOST_VINTAGES => {
                return Err(Stop::Usage(format!(
                    "--vintages names {} days, and a chart shows at most {MOST_VINTAGES}",
                    days.len()
                )));
            }
            Some(days) => Vintages::On(days.clone()),
        };
        Ok(Choice {
            as_of: self.as_of,
            vintages,
            from: self.from.map(Period::from),
            to: self.to.map(Period::to),
            language: self.lang,
            currency: self.currency,
            reported_only: self.no_derived,
        })
    }
}

impl Args {
    /// A definition, drawn into a file.
    pub(super) fn of_definition(
        definition: &Path,
        store: &StoreArgs,
        output: PathBuf,
        look: Look,
    ) -> Self {
        let words = vec![definition.to_string_lossy().into_owned()];
        let (store, output) = (store.clone(), Some(output));
        Self { words, store, output, look, scale: 2.0, alt: false, text: false, width: None }
    }
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let kind = args.kind(console)?;
    let store = args.store.open()?;
    let choice = args.look.choice()?;
    let mut spec = match chart_choice::definition(&args.words) {
        Some(path) => chart_choice::defined(path, &choice, &store, console)?,
        None => chart_choice::spoken(&args.words, &choice, &store, console)?,
    };
    args.look.dress(&mut spec);
    if args.alt {
        writeln!(console.out(), "{}", chart::alt(&spec)?)?;
        if args.output.is_none() {
            return Ok(());
        }
    }
    let drawn = match kind {
        Kind::Svg => chart::svg(&spec)?.into_bytes(),
        Kind::Png => chart::png(&chart::svg(&spec)?, args.scale)?,
        Kind::Text => chart::text(&spec, args.sheet(console))?.into_bytes(),
    };
    if let Some(path) = &args.output {
        let ((), wrote) = file::write(path, |out| Ok(out.write_all(&drawn)?))?;
        console.note(wrote);
        return Ok(());
    }
    let written = console.out().write_all(&drawn);
    written.map_err(|error| unwritable("standard output", error))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Svg,
    Png,
    Text,
}

impl Args {
    /// What is drawn: what the output's ending says, else letters for people and SVG for programs.
    fn kind(&self, console: &Console) -> Result<Kind, Stop> {
        let kind = match &self.output {
            Some(path) => Kind::of(path)?,
            None if self.text || console.is_terminal() => Kind::Text,
            None => Kind::Svg,
        };
        if self.text && kind != Kind::Text {
            return Err(Stop::Usage(
                "--text draws in letters; let the output end in .txt, or leave out --text"
                    .to_owned(),
            ));
        }
        if self.width.is_some() && kind != Kind::Text {
            return Err(Stop::Usage(
                "--width counts the columns of a chart in letters; add --text, or name a .txt file with -o"
                    .to_owned(),
            ));
        }
        Ok(kind)
    }

    /// A file has no colours; a pipe, the terminal behind it unknown, has none either.
    fn sheet(&self, console: &Console) -> Sheet {
        let columns = self.width.unwrap_or_else(|| console.width().min(WIDEST)).into();
        Sheet { columns, coloured: self.output.is_none() && console.may_colour() }
    }
}

impl Kind {
    fn of(path: &Path) -> Result<Self, Stop> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "svg" => Ok(Self::Svg),
            "png" => Ok(Self::Png),
            "txt" => Ok(Self::Text),
            _ => Err(Stop::Usage(format!(
                "{}: a chart is written as .svg, .png or .txt; let the name end so",
                path.display()
            ))),
        }
    }
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| {
        "not a period; write it as in 2018, 2018-S1, 2018-Q1, 2018-05 or 2018-05-31".to_owned()
    })
}

fn scale(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(scale) if (0.5..=8.0).contains(&scale) => Ok(scale),
        _ => Err("a scale lies between 0.5 and 8".to_owned()),
    }
}

fn columns(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(columns) if (FEWEST..=500).contains(&columns) => Ok(columns),
        _ => Err(format!("a chart in letters has {FEWEST} to 500 columns")),
    }
}
