//! Who counts a figure.

use super::code::AreaCode;
use super::coded;
use super::mention::Span;
use rust_decimal::Decimal;

coded! {
    /// What counts: an office, or somebody else.
    pub enum SourceKind {
        /// Statisticians: Rosstat, the Bureau of National Statistics.
        Statistics = "statistics",
        /// Customs: the General Administration of Customs.
        Customs = "customs",
        /// A central bank.
        CentralBank = "central_bank",
        /// A ministry, or a body that works for one: of trade, of the economy.
        Ministry = "ministry",
        /// A body of many countries: the IMF, UN Comtrade.
        International = "international",
        /// A country or region by its name alone: "by Chinese data", "the Kazakh side".
        Side = "side",
        /// Who governs and speaks: a president, a minister, an embassy.
        Government = "government",
        /// Somebody else, named: a newspaper, an analyst, a company.
        Other = "other",
    }
}

coded! {
    /// How it is known who counts a figure.
    pub enum SourceRule {
        /// Its own sentence says so.
        Own = "own sentence",
        /// The sentence before said so, and nobody has interrupted.
        GoesOn = "goes on",
        /// A later sentence says it of what was told: "this was announced by".
        GoesBack = "goes back",
        /// A line "Source: Eurostat".
        Line = "source line",
        /// The same number stands elsewhere in the report, with its source: so a headline has one.
        SameNumber = "same number",
        /// The report names no other office, and the figure is of its trade.
        OnlyOffice = "only office",
        /// Another extractor says so.
        Elsewhere = "elsewhere",
    }
}

/// One of several counts of the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// Whose it is.
    pub area: Option<AreaCode>,
    /// What counts; `None` where nobody is named.
    pub kind: Option<SourceKind>,
    /// What it says; of a range the lower end.
    pub value: Decimal,
}

/// A publisher that is itself an office.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Office {
    /// Whose; `None` for a body of many countries, and where it is not known.
    pub area: Option<AreaCode>,
    /// What it is.
    pub kind: SourceKind,
}

/// Who a report says that a figure comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attribution {
    /// Whose count it is; `None` for a body of many countries, for somebody else, and where it is not known.
    pub area: Option<AreaCode>,
    /// What counts.
    pub kind: SourceKind,
    /// The words that name it.
    pub span: Span,
    /// How it is known.
    pub rule: SourceRule,
}
