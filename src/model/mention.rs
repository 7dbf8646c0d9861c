//! What was recognised in a report's text.

use super::code::AreaCode;
use super::period::Period;
use super::quantity::{Amount, Unit};

/// A stretch of text, in Unicode code points from its beginning, `end` exclusive; SQL's `substr(text, start + 1, end -
/// start)`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A recognised span, linked to a figure or not.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mention {
    /// Where it stands: the number itself, without sign and hedge words.
    pub span: Span,
    /// What it is.
    pub meaning: Meaning,
}

/// What a mention means.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Meaning {
    /// An amount of a currency.
    Money(Amount),
    /// Percent or percentage points.
    Percent(Amount),
    /// A physical volume.
    Quantity(Amount),
    /// A stretch of time; `None` when it cannot be resolved ("last year" in an undated report).
    Period(Option<Period>),
    /// A place or bloc.
    Area(AreaCode),
}

impl Meaning {
    /// What an amount is by its unit; `None` for a multiple, which has none.
    #[must_use]
    pub fn of(amount: Amount) -> Option<Self> {
        Some(match amount.unit? {
            Unit::Currency(_) => Self::Money(amount),
            Unit::Percent | Unit::PercentagePoint => Self::Percent(amount),
            Unit::Physical(_) => Self::Quantity(amount),
        })
    }

    /// `money`, `percent`, `quantity`, `period` or `area`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Money(_) => "money",
            Self::Percent(_) => "percent",
            Self::Quantity(_) => "quantity",
            Self::Period(_) => "period",
            Self::Area(_) => "area",
        }
    }

    /// The amount, for the kinds that have one.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Money(amount) | Self::Percent(amount) | Self::Quantity(amount) => Some(amount),
            Self::Period(_) | Self::Area(_) => None,
        }
    }
}
