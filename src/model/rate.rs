//! What money was worth.

use super::code::CurrencyCode;
use super::period::Period;
use rust_decimal::Decimal;

/// How many units of a currency one US dollar bought, on average over a period.
#[derive(Clone, PartialEq, Debug)]
pub struct Rate {
    /// The currency.
    pub currency: CurrencyCode,
    /// The period of the average.
    pub period: Period,
    /// Units of the currency per US dollar; above zero.
    pub per_usd: Decimal,
    /// Who published it, and how the average was made.
    pub source: String,
}
