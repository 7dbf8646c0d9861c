//! Figures as conclusions need them: numbers with their bounds, by series, in time.

use super::bounds::Bounds;
use super::code::AreaCode;
use super::indicator::Status;
use super::period::Period;
use super::quantity::Qualifier;
use super::series::SeriesKey;
use chrono::NaiveDate;

/// A figure that counts: of a report that is not superseded, not rejected, corrections applied. Without texts, so that a
/// million of them are at hand at once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Claim {
    /// `figure_id`.
    pub figure: i64,
    /// The beginning of its `figure_key`: unlike the id it is the same in every store, in whatever order reports came.
    pub key: u64,
    /// Which of [`Claims::series`].
    pub series: u32,
    /// The time it is about; `None` where the text gives none.
    pub period: Option<Period>,
    /// The period compared with, where the text names another than a year earlier.
    pub base: Option<Period>,
    /// The value.
    pub value: f64,
    /// How firmly it is said.
    pub qualifier: Qualifier,
    /// What its words allow.
    pub bounds: Bounds,
    /// Actual or planned.
    pub status: Status,
    /// Whether it can be built on: confirmed by a person, or linked with a confidence of 0.5 and more.
    pub sure: bool,
    /// Whether it stands for its series in its period.
    pub chosen: bool,
    /// `report_id`.
    pub report: i64,
    /// `sentence_id`.
    pub sentence: i64,
    /// Where the number stands in the report's text: first code point, and one past the last.
    pub span: (u32, u32),
    /// Whose count it is, where the report tells.
    pub source_area: Option<AreaCode>,
    /// When the report was published.
    pub published: Option<NaiveDate>,
}

/// Claims with the series that they belong to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claims {
    /// `series_id`, and what makes the series.
    pub series: Vec<(i64, SeriesKey)>,
    /// The claims, by series, then in time, those without a period first, then by report and place in it.
    pub claims: Vec<Claim>,
}

impl Claims {
    /// Brings the claims into their order, whatever order they came in.
    #[must_use]
    pub fn new(series: Vec<(i64, SeriesKey)>, mut claims: Vec<Claim>) -> Self {
        claims.sort_unstable_by_key(|c| (c.series, c.period, c.report, c.span, c.figure));
        Self { series, claims }
    }

    /// What makes the series of a claim.
    #[must_use]
    pub fn key(&self, claim: &Claim) -> Option<&SeriesKey> {
        self.series.get(claim.series as usize).map(|(_, key)| key)
    }
}
