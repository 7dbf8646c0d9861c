//! Observations for tests.

use crate::model::{Decimal, Observation, Period, Qualifier, Status};

/// An exact, reported value of a period.
pub(super) fn observation(period: &str, value: &str) -> Observation {
    let value: Decimal = value.parse().unwrap();
    Observation {
        period: Period::parse(period).unwrap(),
        value,
        value_high: None,
        qualifier: Qualifier::Exactly,
        status: Status::Actual,
        rounding: Decimal::ZERO,
        derived: false,
        figures: 1,
        rivals: 0,
        range: (value, value),
        publisher: Some("Customs".to_owned()),
        published: None,
        url: None,
        quote: String::new(),
    }
}
