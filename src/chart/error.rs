//! Why a chart could not be drawn.

use crate::derive::TooManyPeriods;
use std::path::PathBuf;

/// What keeps a chart from being drawn, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// No series, or series without a value that could be drawn.
    #[error("there is nothing to draw: {0}; `tradestat series` lists what there is")]
    Nothing(String),
    /// More series than small multiples can show.
    #[error(
        "{count} series do not fit one chart, {limit} is the most: name an indicator, a partner or a unit (`tradestat series` lists them), or draw several charts"
    )]
    TooManySeries {
        /// How many were given.
        count: usize,
        /// How many can be shown.
        limit: usize,
    },
    /// A time axis of millions of places.
    #[error(transparent)]
    TooManyPeriods(#[from] TooManyPeriods),
    /// One axis cannot measure two things.
    #[error(
        "one axis cannot show both {first} and {second}: choose a unit, or compare growth with --index or --yoy"
    )]
    MixedUnits {
        /// Unit and transform of the first series.
        first: String,
        /// Unit and transform of the one that differs.
        second: String,
    },
    /// A logarithm of zero or less.
    #[error(
        "--log cannot show {value} ({series}, {period}): zero and negative values have no place on it"
    )]
    LogOfNothing {
        /// The value.
        value: String,
        /// Whose.
        series: String,
        /// When.
        period: String,
    },
    /// The base of an index is missing or cannot be divided by.
    #[error("--index {period}: {series} has no value above zero for it{hint}")]
    NoBase {
        /// The series without a base.
        series: String,
        /// The base asked for.
        period: String,
        /// What could be asked for instead.
        hint: String,
    },
    /// A series that tells of growth already.
    #[error(
        "--yoy needs levels, and {0} is told in percent or multiples already; draw it as it is"
    )]
    GrowthOfGrowth(String),
    /// A letter that no embedded font has.
    #[error("no font has the letter ‘{letter}’ (U+{code:04X}) of “{text}”: change the title, name or note", code = u32::from(*letter))]
    Letter {
        /// The letter.
        letter: char,
        /// The text it stands in.
        text: String,
    },
    /// A language without words for charts.
    #[error("charts are not written in ‘{language}’; there are {known}")]
    Language {
        /// What was asked for.
        language: String,
        /// What there is.
        known: String,
    },
    /// A table of words that cannot be read.
    #[error("seeds/lexicon/{language}/chart.toml: {reason}")]
    Words {
        /// Whose table.
        language: String,
        /// What is wrong.
        reason: String,
    },
    /// A chart file that cannot be understood.
    #[error("{path}:{line}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// The line of the fault, from 1.
        line: usize,
        /// What is wrong there, with the key.
        reason: String,
    },
    /// SVG that could not be turned into PNG.
    #[error("the picture cannot be turned into PNG: {0}")]
    Png(String),
    /// plotters refused to draw.
    #[error("the picture cannot be drawn: {0}")]
    Draw(String),
}
