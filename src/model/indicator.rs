//! What is measured.

use super::coded;

coded! {
    /// The concept that a figure measures.
    pub enum Indicator {
        /// Exports plus imports; has no direction.
        Turnover = "turnover",
        /// Goods (and services where said) sold by the ref area.
        Exports = "exports",
        /// Goods (and services where said) bought by the ref area.
        Imports = "imports",
        /// Exports less imports of the ref area; negative is a deficit.
        Balance = "balance",
        /// Capital put into the ref area by the counterpart area.
        Investment = "investment",
        /// A number that says nothing about trade or investment.
        Other = "other",
    }
}

coded! {
    /// How a figure tells of its indicator.
    pub enum Transform {
        /// The value itself.
        Level = "level",
        /// Percent against the base period, a year earlier unless `base` says otherwise; a fall is negative.
        Change = "change",
        /// A rise or fall by an amount.
        ChangeAbs = "change_abs",
        /// "Grew 1.4 times" is 1.4; "fell 2.7 times" is −2.7; "halved" is 0.5.
        Multiple = "multiple",
        /// Percent of the indicator's whole.
        Share = "share",
    }
}

coded! {
    /// Whether a figure tells of what was or of what is meant to be (SDMX: observation status).
    pub enum Status {
        /// It happened.
        Actual = "actual",
        /// A target, pledge, forecast or estimate of the future.
        Planned = "planned",
    }
}

impl Indicator {
    /// Whether "A with B" and "B with A" are one series. A share never is: its whole belongs to the ref area.
    #[must_use]
    pub fn is_undirected(self, transform: Transform) -> bool {
        self == Self::Turnover && transform != Transform::Share
    }
}
