//! Values that nobody reported, but that follow from what was.

use super::bounds::Bounds;
use super::coded;
use super::indicator::Status;
use super::period::Period;
use super::quantity::Qualifier;
use super::series::SeriesKey;
use chrono::NaiveDate;

coded! {
    /// By which arithmetic a value is derived.
    pub enum DerivedBy {
        /// A later level, taken back by its growth: 106.5 billion after a fall by 9.1 percent was 117.2 a year before.
        Earlier = "earlier",
        /// An earlier level, taken on by its growth.
        Later = "later",
        /// Exports and imports make the turnover.
        Turnover = "turnover",
        /// Exports less imports make the balance.
        Balance = "balance",
        /// Turnover less exports leaves imports, and the other way round.
        OtherSide = "other_side",
        /// A share of a whole.
        Share = "share",
        /// Parts of a time that make it whole: two halves, four quarters.
        Sum = "sum",
        /// What the other parts leave of a whole time: a year less its first half.
        Rest = "rest",
    }
}

coded! {
    /// What an input is to the arithmetic.
    pub enum InputRole {
        /// The level that grew, or had grown.
        Level = "level",
        /// The growth: percent, a multiple or an amount.
        Change = "change",
        /// Exports.
        Exports = "exports",
        /// Imports.
        Imports = "imports",
        /// Turnover.
        Turnover = "turnover",
        /// The share.
        Share = "share",
        /// What it is a share of, or what the parts are taken from.
        Whole = "whole",
        /// A part of the time.
        Part = "part",
    }
}

/// Where an input comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A figure, by its place in [`Claims::claims`](super::Claims::claims).
    Claim(usize),
    /// Another derived value, by its place in their list; it stands before what is made of it.
    Derived(usize),
}

/// One input of a derivation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Input {
    /// What it is to the arithmetic.
    pub role: InputRole,
    /// Where it comes from.
    pub from: Source,
}

/// The value of a series in a period that no report gives, derived from what reports do give. It never stands where a
/// report speaks.
#[derive(Clone, PartialEq, Debug)]
pub struct Derived {
    /// The series; the store may have no figure of it.
    pub series: SeriesKey,
    /// The period.
    pub period: Period,
    /// The value, in the digits that its bounds are worth; of a range the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub value_high: Option<f64>,
    /// As its bounds are: one that is open above makes `at_least`; what is made of something "about" is `about`.
    pub qualifier: Qualifier,
    /// Half of what lies between the bounds; nothing where one is open, and for a range.
    pub rounding: f64,
    /// The least and the most that the inputs allow.
    pub bounds: Bounds,
    /// Planned as soon as one of the inputs is.
    pub status: Status,
    /// The arithmetic.
    pub rule: DerivedBy,
    /// The same in words, as in "derived: 2015 level ÷ growth".
    pub because: String,
    /// What it is made of, in the order in which the arithmetic names it.
    pub inputs: Vec<Input>,
    /// In how many steps it was reached: 1 where all inputs were reported.
    pub round: u8,
    /// How many reported figures it rests on.
    pub figures: u32,
    /// The newest of them, by its place in the claims: the sentence that it is quoted by.
    pub lead: usize,
    /// When that was published.
    pub published: Option<NaiveDate>,
    /// How many other derivations of the same contradict this one.
    pub rivals: u32,
    /// The lowest and the highest value among this and its rivals.
    pub range: (f64, f64),
}
