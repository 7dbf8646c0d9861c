//! The words by which a language speaks of areas and currencies, as they stand in `seeds/lexicon/`. A form that can mean
//! several has a row for each, likeliest first when nothing else is known: "Georgia" is `GE`, then `US-GA`.

use super::table;
use crate::model::{AreaCode, CurrencyCode, Language, coded};

coded! {
    /// How a form means its area.
    pub enum AreaSense {
        /// "Tatarstan", «Китаем», "Ivory Coast".
        Name = "name",
        /// "People's Republic of China", «Республики Татарстан».
        Official = "official",
        /// "PRC", "UK", «РФ».
        Abbreviation = "abbreviation",
        /// "Chinese", «китайскими».
        Adjective = "adjective",
        /// "Dutchmen", «россияне».
        Demonym = "demonym",
        /// A capital, seat or palace that stands for its government: "Beijing", "Kremlin", «Казань».
        Capital = "capital",
        /// First half of a pair adjective, without its hyphen: "Sino", «российско».
        Stem = "stem",
    }
}

coded! {
    /// How a form must be written to count. Beyond this, letters are compared without case.
    pub enum Capital {
        /// In any way: «китайский», "euro area".
        Any = "any",
        /// With a capital first letter, or all in capitals, as headlines are.
        Initial = "initial",
        /// Letter by letter: "US", «РФ».
        Exact = "exact",
    }
}

coded! {
    /// How a form means its currency.
    pub enum CurrencySense {
        /// "$", "€", "руб."'s sign "₽".
        Symbol = "symbol",
        /// ISO 4217: "USD".
        Code = "code",
        /// "dollars", «рублями».
        Name = "name",
        /// "dlrs", «руб.».
        Abbreviation = "abbreviation",
    }
}

/// A row of `seeds/lexicon/<language>/areas.csv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AreaForm {
    /// The form as it is written; one space between its words.
    pub form: &'static str,
    /// What it means.
    pub area: AreaCode,
    /// How it means it.
    pub sense: AreaSense,
    /// The grammatical cases it can stand in, joined by `|`, with `.pl` for the plural: `gen|loc`, `nom.pl`. Empty where
    /// the language has none.
    pub case: &'static str,
    /// How it must be written.
    pub capital: Capital,
}

impl AreaForm {
    /// The cases it can stand in, one by one: `gen`, `loc`, `nom.pl`.
    pub fn cases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.case.split('|').filter(|case| !case.is_empty())
    }
}

/// A row of `seeds/lexicon/<language>/currencies.csv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurrencyForm {
    /// The form as it is written.
    pub form: &'static str,
    /// What it means.
    pub currency: CurrencyCode,
    /// How it means it.
    pub sense: CurrencySense,
    /// How it must be written.
    pub capital: Capital,
}

/// Every form that means an area in a language; none for a language without tables. Read afresh each time, without
/// allocating: whoever looks forms up builds an index of their own, once.
pub fn area_forms(language: Language) -> impl Iterator<Item = AreaForm> {
    let file = match language.as_str() {
        "en" => include_str!("../../seeds/lexicon/en/areas.csv"),
        "ru" => include_str!("../../seeds/lexicon/ru/areas.csv"),
        "zh" => include_str!("../../seeds/lexicon/zh/areas.csv"),
        _ => "",
    };
    table::rows(file).filter_map(|[form, area, sense, case, capital]| {
        Some(AreaForm {
            form,
            area: area.parse().ok()?,
            sense: AreaSense::parse(sense)?,
            case,
            capital: Capital::parse(capital)?,
        })
    })
}

/// Every form that means a currency in a language; none for a language without tables.
pub fn currency_forms(language: Language) -> impl Iterator<Item = CurrencyForm> {
    let file = match language.as_str() {
        "en" => include_str!("../../seeds/lexicon/en/currencies.csv"),
        "ru" => include_str!("../../seeds/lexicon/ru/currencies.csv"),
        "zh" => include_str!("../../seeds/lexicon/zh/currencies.csv"),
        _ => "",
    };
    table::rows(file).filter_map(|[form, currency, sense, capital]| {
        Some(CurrencyForm {
            form,
            currency: currency.parse().ok()?,
            sense: CurrencySense::parse(sense)?,
            capital: Capital::parse(capital)?,
        })
    })
}
