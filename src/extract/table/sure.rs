//! How sure a figure of a table is: the probability that its indicator and both areas are right, from where each was found.
//!
//! A logistic model with few weights: what stands in the cell's own column and row is surer than what a caption says, and that
//! than what the report is about.

use super::heads::{ABOVE, CAPTION, COLUMN, LEAD, REPORT, ROW, SECTION, Source};

/// Where the fields of a figure were found; empty for what is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Evidence {
    pub(in crate::extract) measure: Source,
    pub(in crate::extract) unit: Source,
    pub(in crate::extract) own: Source,
    pub(in crate::extract) partner: Source,
    pub(in crate::extract) period: Source,
}

/// The probability; `main` says that the ref area is the one that the report is about.
pub(super) fn of(evidence: &Evidence, main: bool) -> f64 {
    let measure = match evidence.measure {
        COLUMN | ROW => 0.0,
        SECTION => -0.2,
        CAPTION => -0.3,
        ABOVE => -0.6,
        _ => -1.0,
    };
    let own = match evidence.own {
        "" => -1.5,
        REPORT => -0.6,
        LEAD => -0.4,
        CAPTION => 0.0,
        _ if main => 0.2,
        _ => -0.1,
    };
    let partner = match evidence.partner {
        "" => -0.1,
        REPORT => -0.9,
        LEAD | ABOVE => -0.5,
        _ => 0.1,
    };
    let period = if evidence.period.is_empty() { -0.2 } else { 0.0 };
    let sum: f64 = 2.6 + measure + own + partner + period;
    (1.0 / (1.0 + (-sum).exp())).clamp(0.01, 0.99)
}
