//! What the store gives back.
//!
//! Rows that come by the million are lent, one after the other: their texts live as long as the call that shows them.

use super::key;
use super::number::Number;
use crate::model::{
    AreaCode, Extractor, Indicator, Period, PublishedBasis, Qualifier, SeriesKey, Status,
    Transform, Unit,
};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, ValueRef};
use std::borrow::Cow;

/// A series: what it measures, and what it has.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesRow {
    /// `series_id`.
    pub id: i64,
    /// What makes its figures comparable.
    pub key: SeriesKey,
    /// `Tatarstan–China turnover`.
    pub name: String,
    /// `ru-ta-cn-turnover`.
    pub slug: String,
    /// How many periods it has a value for, within the days asked for.
    pub observations: u64,
    /// How many of these are derived from others.
    pub derived: u64,
    /// How many figures stand behind them.
    pub figures: u64,
    /// Its first period.
    pub first: Period,
    /// Its last period that is not a plan; where all are, the last of them.
    pub last: Period,
    /// The value of `last`.
    pub value: Number,
    /// The upper end of that value's range.
    pub value_high: Option<Number>,
    /// How firmly it is said.
    pub qualifier: Qualifier,
    /// Actual, or planned where the series has nothing else.
    pub status: Status,
}

/// A row of the view `observation`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ObservationRow<'a> {
    /// `Tatarstan–China turnover`.
    pub series: &'a str,
    /// `ru-ta-cn-turnover`.
    pub slug: &'a str,
    /// Code of the indicator.
    pub indicator: &'a str,
    /// Code of the transform.
    pub transform: &'a str,
    /// Code of the area whose trade it is.
    pub ref_area: &'a str,
    /// Its English name.
    pub ref_area_name: &'a str,
    /// Code of the partner; `None` for the world.
    pub counterpart_area: Option<&'a str>,
    /// Its English name.
    pub counterpart_area_name: Option<&'a str>,
    /// The goods; `None` for all.
    pub product: Option<&'a str>,
    /// Code of the unit; `None` for a multiple.
    pub unit: Option<&'a str>,
    /// `A`, `S`, `Q`, `M`, `D`, or `None` for a span.
    pub frequency: Option<&'a str>,
    /// Code of the period.
    pub period: &'a str,
    /// First day, `YYYY-MM-DD`.
    pub period_start: &'a str,
    /// Last day.
    pub period_end: &'a str,
    /// The value.
    pub value: Number,
    /// Upper end of a range.
    pub value_high: Option<Number>,
    /// Code of the qualifier.
    pub qualifier: &'a str,
    /// Code of the status.
    pub status: &'a str,
    /// Half of the last printed digit.
    pub rounding: f64,
    /// Whether it was derived from others, because no report gives it.
    pub derived: bool,
    /// What put this figure before the others, or what it was derived from.
    pub chosen_because: &'a str,
    /// How many figures tell of this period.
    pub n_figures: u32,
    /// How many of them contradict the chosen one.
    pub n_rivals: u32,
    /// Lowest value among the chosen and its rivals.
    pub low: Number,
    /// Highest.
    pub high: Number,
    /// Code of the area whose office counts it.
    pub source_area: Option<&'a str>,
    /// Code of what counts it.
    pub source_kind: Option<&'a str>,
    /// The sentence.
    pub quote: &'a str,
    /// Title of the report.
    pub title: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Day of publication.
    pub published: Option<&'a str>,
    /// Where it can be read.
    pub url: Option<&'a str>,
    /// The page of the report that the number stands on; `None` for what has no pages.
    pub page: Option<u32>,
    /// Key of the chosen figure; `None` where the value is derived.
    pub figure_key: Option<&'a str>,
}

/// A row of the view `figure_detail`: a figure with its sentence and source, decisions applied.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureRow<'a> {
    /// Stays the same when the report is extracted anew.
    pub figure_key: Cow<'a, str>,
    /// Name of its series; `None` where it makes none.
    pub series: Option<Cow<'a, str>>,
    /// Code of the indicator.
    pub indicator: Cow<'a, str>,
    /// Code of the transform.
    pub transform: Cow<'a, str>,
    /// Code of the area whose trade it is.
    pub ref_area: Option<Cow<'a, str>>,
    /// Code of the partner.
    pub counterpart_area: Option<Cow<'a, str>>,
    /// The goods; `None` for all.
    pub product: Option<Cow<'a, str>>,
    /// Code of the period; `None` where the text gives none.
    pub period: Option<Cow<'a, str>>,
    /// First day.
    pub period_start: Option<Cow<'a, str>>,
    /// Last day.
    pub period_end: Option<Cow<'a, str>>,
    /// The period compared with, where it is not a year earlier.
    pub base: Option<Cow<'a, str>>,
    /// The value.
    pub value: Number,
    /// Upper end of a range.
    pub value_high: Option<Number>,
    /// Code of the unit; `None` for a multiple.
    pub unit: Option<Cow<'a, str>>,
    /// Code of the qualifier.
    pub qualifier: Cow<'a, str>,
    /// Code of the status.
    pub status: Cow<'a, str>,
    /// Code of the area whose office counts it.
    pub source_area: Option<Cow<'a, str>>,
    /// Code of what counts it: of the figure, else of a publisher that is itself an office.
    pub source_kind: Option<Cow<'a, str>>,
    /// The words that name it.
    pub source_at: Option<Cow<'a, str>>,
    /// Probability that indicator and areas are right.
    pub confidence: f64,
    /// Name of the rule that linked it.
    pub rule: Cow<'a, str>,
    /// Whether it counts: in a series, with a period, not superseded, not rejected.
    pub in_force: bool,
    /// Code of the decision in force.
    pub verdict: Option<Cow<'a, str>>,
    /// The number as printed.
    pub at: Cow<'a, str>,
    /// The sentence.
    pub quote: Cow<'a, str>,
    /// For a number of a table what it stands under; `None` in prose.
    pub heading: Option<Cow<'a, str>>,
    /// Title of the report.
    pub title: Option<Cow<'a, str>>,
    /// Who published it.
    pub publisher: Option<Cow<'a, str>>,
    /// Day of publication.
    pub published: Option<Cow<'a, str>>,
    /// Where it can be read.
    pub url: Option<Cow<'a, str>>,
    /// The file it was read from.
    pub source: Cow<'a, str>,
    /// The page of the report that the number stands on; `None` for what has no pages.
    pub page: Option<u32>,
    /// First code point of the number in the report's text.
    pub char_start: usize,
    /// One past the last.
    pub char_end: usize,
}

impl FigureRow<'_> {
    /// The same, with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> FigureRow<'static> {
        fn own(text: Cow<'_, str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        FigureRow {
            figure_key: own(self.figure_key),
            series: self.series.map(own),
            indicator: own(self.indicator),
            transform: own(self.transform),
            ref_area: self.ref_area.map(own),
            counterpart_area: self.counterpart_area.map(own),
            product: self.product.map(own),
            period: self.period.map(own),
            period_start: self.period_start.map(own),
            period_end: self.period_end.map(own),
            base: self.base.map(own),
            unit: self.unit.map(own),
            qualifier: own(self.qualifier),
            status: own(self.status),
            source_area: self.source_area.map(own),
            source_kind: self.source_kind.map(own),
            source_at: self.source_at.map(own),
            rule: own(self.rule),
            verdict: self.verdict.map(own),
            at: own(self.at),
            quote: own(self.quote),
            heading: self.heading.map(own),
            title: self.title.map(own),
            publisher: self.publisher.map(own),
            published: self.published.map(own),
            url: self.url.map(own),
            source: own(self.source),
            ..self
        }
    }
}

/// A report, without its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportRow {
    /// `report_id`.
    pub id: i64,
    /// SHA-256 of its text, in hexadecimal: who it is, in any store.
    pub sha256: String,
    /// The file it was read from.
    pub source: String,
    /// Title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Code of its language.
    pub language: String,
    /// Day of publication.
    pub published: Option<NaiveDate>,
    /// What that day rests on.
    pub published_basis: Option<PublishedBasis>,
    /// How many figures it has.
    pub figures: u64,
    /// Whether a later text of the same file took its place.
    pub is_superseded: bool,
    /// SHA-256 of the first report with nearly this text, with which it is one voice.
    pub repeats: Option<String>,
    /// How many pages it has; 0 for what has none.
    pub pages: u32,
    /// Who read its figures.
    pub extractor: String,
}

impl ReportRow {
    /// The beginning of its SHA-256, by which people call it.
    #[must_use]
    pub fn short_id(&self) -> &str {
        short(&self.sha256)
    }

    /// The same of the report that it repeats.
    #[must_use]
    pub fn short_id_of_first(&self) -> Option<&str> {
        self.repeats.as_deref().map(short)
    }

    /// Whether this program read its figures, so that it can read them again.
    #[must_use]
    pub fn is_read_here(&self) -> bool {
        self.extractor == Extractor::OWN
    }
}

fn short(sha256: &str) -> &str {
    sha256.get(..key::SHORT).unwrap_or(sha256)
}

/// Reads a column by its place, by the function that reads its code.
pub(super) fn coded<T>(
    row: &Row<'_>,
    place: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text = text(row, place)?;
    parse(text).ok_or_else(|| {
        let kind = rusqlite::types::Type::Text;
        let what = format!("‘{text}’ is no code this program knows");
        rusqlite::Error::FromSqlConversionFailure(place, kind, what.into())
    })
}

/// A text column that is never NULL, lent.
pub(super) fn text<'a>(row: &'a Row<'_>, place: usize) -> rusqlite::Result<&'a str> {
    row.get_ref(place)?.as_str().map_err(|why| wrong(row, place, why))
}

/// A text column, lent.
pub(super) fn text_or_null<'a>(
    row: &'a Row<'_>,
    place: usize,
) -> rusqlite::Result<Option<&'a str>> {
    row.get_ref(place)?.as_str_or_null().map_err(|why| wrong(row, place, why))
}

/// A value that is never NULL, in the double at `place` and the digits that follow it.
pub(super) fn number(row: &Row<'_>, place: usize) -> rusqlite::Result<Number> {
    let digits = match row.get_ref(place + 1)? {
        ValueRef::Null => None,
        _ => Some(coded(row, place + 1, |digits| digits.parse().ok())?),
    };
    Ok(Number::new(row.get(place)?, digits))
}

/// The same for a value that may be NULL.
pub(super) fn number_or_null(row: &Row<'_>, place: usize) -> rusqlite::Result<Option<Number>> {
    match row.get_ref(place)? {
        ValueRef::Null => Ok(None),
        _ => number(row, place).map(Some),
    }
}

/// Indicator, transform, ref area, counterpart area, product and unit, in six columns from `place` on.
pub(super) fn key_of_row(row: &Row<'_>, place: usize) -> rusqlite::Result<SeriesKey> {
    let area = |place| match text_or_null(row, place)? {
        Some(_) => coded(row, place, |code| code.parse::<AreaCode>().ok()).map(Some),
        None => Ok(None),
    };
    let unit = match text_or_null(row, place + 5)? {
        Some(_) => Some(coded(row, place + 5, Unit::parse)?),
        None => None,
    };
    Ok(SeriesKey::new(
        coded(row, place, Indicator::parse)?,
        coded(row, place + 1, Transform::parse)?,
        (area(place + 2)?, area(place + 3)?),
        row.get(place + 4)?,
        unit,
    ))
}

fn wrong(row: &Row<'_>, place: usize, why: FromSqlError) -> rusqlite::Error {
    let kind = row.get_ref(place).map_or(rusqlite::types::Type::Null, |value| value.data_type());
    rusqlite::Error::FromSqlConversionFailure(place, kind, Box::new(why))
}
