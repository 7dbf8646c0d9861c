//! What a person asks for, read from plain words.

use super::code::AreaCode;
use super::indicator::{Indicator, Transform};
use super::quantity::Unit;
use chrono::NaiveDate;

/// Goods on their way, as in "Russia exports to China" or «импорт России»: what one end tells as exports, the other tells as
/// imports, so it selects both.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flow {
    /// Where they come from; `None` for anywhere.
    pub from: Option<AreaCode>,
    /// Where they go.
    pub to: Option<AreaCode>,
}

/// A selection of series and time, as read from WORDS such as 'Tatarstan China turnover' or 'RU-TA CN imports 2020-'.
/// An empty field selects everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// The areas named, in the order named: one selects every series it takes part in, two the series between them.
    pub areas: Vec<AreaCode>,
    /// Which way goods go, where the words say so.
    pub flow: Option<Flow>,
    /// The indicators named.
    pub indicators: Vec<Indicator>,
    /// How told: "share", "growth"; empty means all.
    pub transforms: Vec<Transform>,
    /// The currency or unit named.
    pub unit: Option<Unit>,
    /// First day asked for, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day asked for, inclusive.
    pub to: Option<NaiveDate>,
    /// Leave out what was derived: only values that reports give.
    pub reported_only: bool,
    /// Words that are no area, indicator, unit or time: matched against products.
    pub rest: Vec<String>,
    /// Every word that could mean more than one area, with what it could mean.
    pub ambiguous: Vec<(String, Vec<AreaCode>)>,
}
