//! One claim of one report.

use super::code::{AreaCode, Language};
use super::indicator::{Indicator, Status, Transform};
use super::mention::{Mention, Span};
use super::period::Period;
use super::quantity::Amount;
use super::report::Published;
use super::source::{Attribution, Office};
use std::borrow::Cow;

/// What one report says about one number. Never changed after extraction.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What is measured.
    pub indicator: Indicator,
    /// How it is told.
    pub transform: Transform,
    /// Whose trade it is; for investment the area that receives.
    pub ref_area: Option<AreaCode>,
    /// The partner; for investment the area that invests. `None` for the whole world, or where none is said.
    pub counterpart_area: Option<AreaCode>,
    /// The goods, where the trade is of one kind: "household appliances".
    pub product: Option<String>,
    /// The number.
    pub amount: Amount,
    /// The time it is about.
    pub period: Option<Period>,
    /// The period compared with, where the text names one other than a year earlier.
    pub base: Option<Period>,
    /// Actual or planned.
    pub status: Status,
    /// Who counts it, where the text tells.
    pub source: Option<Attribution>,
    /// The number's own span.
    pub span: Span,
    /// Which sentence of [`Extraction::sentences`] it stands in; for a number of a table the line of its row.
    pub sentence: usize,
    /// For a number of a table what it stands under, in the order of the text: captions that speak of it, the headings of its
    /// column, the heading of its section. Empty in prose.
    pub column: Vec<Span>,
    /// Probability that indicator and areas are right, 0 to 1.
    pub confidence: f64,
    /// Name of the rule that linked it.
    pub rule: Cow<'static, str>,
}

/// Everything that was read out of one report. A pure function of its text, publication day and language.
#[derive(Clone, PartialEq, Debug)]
pub struct Extraction {
    /// Given or detected.
    pub language: Language,
    /// Given or inferred; `None` leaves relative periods unresolved.
    pub published: Option<Published>,
    /// What the report's publisher is, where it is itself an office: it answers for the figures without a source.
    pub publisher: Option<Office>,
    /// The sentences that hold a mention, in order, not overlapping.
    pub sentences: Vec<Span>,
    /// Every mention, in order of its start.
    pub mentions: Vec<Mention>,
    /// Every figure, in order of its number.
    pub figures: Vec<Figure>,
}
