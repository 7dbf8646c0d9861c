//! How much: values, units, and how firmly they are said.

use super::code::{CurrencyCode, PhysicalUnit};
use super::coded;
use rust_decimal::Decimal;
use std::fmt;

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// Money; values are in whole units of the currency, never in millions.
    Currency(CurrencyCode),
    /// Percent of something, or percent of change.
    Percent,
    /// A difference between percentages.
    PercentagePoint,
    /// Tonnes, barrels, containers.
    Physical(PhysicalUnit),
}

impl Unit {
    /// `USD`, `percent`, `percentage_point`, `t`.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Currency(currency) => currency.as_str(),
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::Physical(unit) => unit.as_str(),
        }
    }

    /// Reads what [`Unit::code`] wrote: three capitals are a currency. `None` for a text that is no code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "percent" => Some(Self::Percent),
            "percentage_point" => Some(Self::PercentagePoint),
            _ if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => {
                code.parse().ok().map(Self::Currency)
            }
            _ => code.parse().ok().map(Self::Physical),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl serde::Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

coded! {
    /// How firmly a value is said.
    pub enum Qualifier {
        /// No hedge.
        Exactly = "exactly",
        /// «около», "some", "roughly".
        About = "about",
        /// From below: "almost", "close to", «почти».
        Nearly = "nearly",
        /// "more than", "surpassed", «свыше».
        Over = "over",
        /// "at least", «не менее».
        AtLeast = "at_least",
        /// "less than", «менее».
        Under = "under",
        /// "up to", «не более».
        AtMost = "at_most",
        /// "from 300 to 350"; the only one with a `high`.
        Between = "between",
    }
}

impl Qualifier {
    /// Whether the value stands as said, without a hedge.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self == Self::Exactly
    }
}

/// A number as the prose says it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amount {
    /// The value with its scale applied: "$3 billion" is 3000000000. Exact.
    pub value: Decimal,
    /// The upper end of a range, else `None`.
    pub high: Option<Decimal>,
    /// What it counts; `None` only for a multiple ("1.4 times").
    pub unit: Option<Unit>,
    /// How firmly.
    pub qualifier: Qualifier,
    /// Half of the last printed digit, scale applied: 50000000 for "$3.3 billion". Two values agree when they differ by
    /// no more than the sum of their roundings.
    pub rounding: Decimal,
}
