//! What the program knows on its first day: areas, blocs and their members, currencies, indicators, exchange rates, and
//! the words by which a language speaks of areas and currencies; embedded, read once.
//!
//! ```
//! use tradestat::model::{AreaCode, Language};
//! use tradestat::seeds;
//!
//! let china = seeds::area(AreaCode::literal("CN")).unwrap();
//! assert_eq!((china.name_en, china.name_ru), ("China", "Китай"));
//! let english = Language::literal("en");
//! assert!(seeds::area_forms(english).any(|form| form.form == "Beijing" && form.area == china.code));
//! ```
//!
//! The tables are the CSV files of `seeds/`; nothing of them is repeated in code. Recognising a form in a text, and
//! settling which of several areas a form means, is left to `extract`; converting currencies to `derive`.

mod areas;
mod forms;
mod languages;
mod money;
mod offices;
mod table;
mod weights;

pub use areas::{Area, AreaKind, BlocMember, area, areas, bloc_members, fiscal_start};
pub use forms::{
    AreaForm, AreaSense, Capital, CurrencyForm, CurrencySense, area_forms, currency_forms,
};
pub use languages::{LanguageTables, language, language_of_three, languages};
pub use money::{
    Currency, ExchangeRate, IndicatorName, currencies, currency, exchange_rate, exchange_rates,
    indicators,
};
pub use offices::office_of_host;
pub use weights::{confidence_weights, dating_weights, linking_weights};
