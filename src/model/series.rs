//! Figures that measure the same thing, in time.

use super::code::AreaCode;
use super::indicator::{Indicator, Status, Transform};
use super::period::Period;
use super::quantity::{Qualifier, Unit};
use super::source::{Count, SourceKind};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What makes figures comparable. The only constructor is [`SeriesKey::new`], which knows that turnover has no direction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub struct SeriesKey {
    /// What is measured.
    pub indicator: Indicator,
    /// How it is told.
    pub transform: Transform,
    /// Whose trade.
    pub ref_area: Option<AreaCode>,
    /// With whom.
    pub counterpart_area: Option<AreaCode>,
    /// Which goods; `None` for all.
    pub product: Option<String>,
    /// In what; `None` for multiples.
    pub unit: Option<Unit>,
}

impl SeriesKey {
    /// The key, its areas in the order of the series.
    #[must_use]
    pub fn new(
        indicator: Indicator,
        transform: Transform,
        (ref_area, counterpart_area): (Option<AreaCode>, Option<AreaCode>),
        product: Option<String>,
        unit: Option<Unit>,
    ) -> Self {
        let (ref_area, counterpart_area) =
            ordered(indicator, transform, ref_area, counterpart_area);
        Self { indicator, transform, ref_area, counterpart_area, product, unit }
    }
}

/// Turnover has no direction, so RU with CN and CN with RU are one series: the smaller place is named first (a region
/// before a state, a state before a bloc, as in "Tatarstan–China"), equals by their codes.
fn ordered(
    indicator: Indicator,
    transform: Transform,
    a: Option<AreaCode>,
    b: Option<AreaCode>,
) -> (Option<AreaCode>, Option<AreaCode>) {
    match (a, b) {
        (Some(x), Some(y)) if indicator.is_undirected(transform) && (size(y), y) < (size(x), x) => {
            (b, a)
        }
        (None, Some(_)) if indicator.is_undirected(transform) => (b, a),
        _ => (a, b),
    }
}

/// ISO 3166-2 codes have a hyphen, ISO 3166-1 two letters; all else is a bloc. `EU` and `EA` are blocs with two letters.
fn size(area: AreaCode) -> u8 {
    match area.as_str() {
        "EU" | "EA" => 2,
        code if code.contains('-') => 0,
        code if code.len() == 2 => 1,
        _ => 2,
    }
}

/// The value that a series holds for a period, chosen among its figures by the store's stated rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Observation {
    /// The time it is about.
    pub period: Period,
    /// The chosen value.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_high: Option<Decimal>,
    /// How firmly.
    pub qualifier: Qualifier,
    /// Actual or planned.
    pub status: Status,
    /// Half of the last printed digit of the chosen figure.
    pub rounding: Decimal,
    /// Computed from other observations rather than reported.
    pub derived: bool,
    /// How many figures tell of this period.
    pub figures: u32,
    /// How many of them disagree with the chosen one beyond rounding.
    pub rivals: u32,
    /// Lowest and highest value among chosen and rivals; both equal `value` without rivals.
    pub range: (Decimal, Decimal),
    /// What each of the rivals says, and whose count it is.
    pub rival_counts: Vec<Count>,
    /// Whose count the value is, where the report tells.
    pub source_area: Option<AreaCode>,
    /// What counts it.
    pub source_kind: Option<SourceKind>,
    /// Who published the chosen figure.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<NaiveDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The sentence.
    pub quote: String,
}

/// What was the value of a series for a period, as chosen among what was known, from one day to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Release {
    /// The time it is about.
    pub period: Period,
    /// The value.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_high: Option<Decimal>,
    /// How firmly.
    pub qualifier: Qualifier,
    /// Actual or planned.
    pub status: Status,
    /// Day on which it became the value.
    pub known_from: NaiveDate,
    /// Last day on which it was; 9999-12-31 where it still is.
    pub known_to: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        indicator: Indicator,
        transform: Transform,
        given: (&str, &str),
        expected: (&str, &str),
    ) {
        let area = |code: &str| code.parse::<AreaCode>().ok();
        let key = SeriesKey::new(indicator, transform, (area(given.0), area(given.1)), None, None);
        assert_eq!((key.ref_area, key.counterpart_area), (area(expected.0), area(expected.1)));
    }

    #[test]
    fn turnover_has_no_direction() {
        check(Indicator::Turnover, Transform::Level, ("CN", "RU-TA"), ("RU-TA", "CN"));
        check(Indicator::Turnover, Transform::Change, ("RU", "CN"), ("CN", "RU"));
        check(Indicator::Turnover, Transform::Level, ("EU", "UZ"), ("UZ", "EU"));
    }

    #[test]
    fn exports_and_shares_have_one() {
        check(Indicator::Exports, Transform::Level, ("RU", "CN"), ("RU", "CN"));
        check(Indicator::Turnover, Transform::Share, ("RU", "CN"), ("RU", "CN"));
    }
}
