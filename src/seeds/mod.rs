//! What the program knows on its first day: areas, blocs, currencies, indicators, exchange rates; embedded, read once.
//!
//! The tables are the CSV files of `seeds/`; nothing of them is repeated in code.

use crate::model::{AreaCode, CurrencyCode, Decimal, Language};

/// What kind of place an area is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AreaKind {
    /// ISO 3166-1, or ISO 3166-3 for states that are gone.
    Country,
    /// ISO 3166-2.
    Subdivision,
    /// A group of countries.
    Bloc,
}

/// A row of `seeds/areas.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// Country, subdivision or bloc.
    pub kind: AreaKind,
    /// The country of a subdivision.
    pub parent: Option<AreaCode>,
    /// Short name in English: "Tatarstan".
    pub name_en: &'static str,
    /// Short name in Russian: «Татарстан».
    pub name_ru: &'static str,
}

impl Area {
    /// The short name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        if language.as_str() == "ru" && !self.name_ru.is_empty() {
            self.name_ru
        } else {
            self.name_en
        }
    }
}

/// A period-average rate: how many units of the currency one US dollar bought.
#[derive(Clone, PartialEq, Debug)]
pub struct ExchangeRate {
    /// The currency.
    pub currency: CurrencyCode,
    /// The calendar year the average covers.
    pub year: i32,
    /// Units of the currency per US dollar.
    pub per_usd: Decimal,
    /// Who published it.
    pub source: &'static str,
}
