//! What is measured and in which money: indicators, currencies, and period-average exchange rates.

use super::table;
use crate::model::{AreaCode, CurrencyCode, Decimal, Indicator, Language};
use std::sync::OnceLock;

/// A row of `seeds/currencies.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Currency {
    /// ISO 4217, historic codes included.
    pub code: CurrencyCode,
    /// "US Dollar".
    pub name_en: &'static str,
    /// «доллар США».
    pub name_ru: &'static str,
    /// 美元; empty where there is none yet.
    pub name_zh: &'static str,
    /// How many decimal places its smallest coin makes: 2 for the dollar, 0 for the yen; `None` where it has none (gold).
    pub minor_digits: Option<u8>,
    /// Whose money it is; `None` for money of several countries.
    pub area: Option<AreaCode>,
}

impl Currency {
    /// The name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        let name = match language.as_str() {
            "ru" => self.name_ru,
            "zh" => self.name_zh,
            _ => self.name_en,
        };
        if name.is_empty() { self.name_en } else { name }
    }
}

/// A row of `seeds/indicators.csv`: what an indicator is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndicatorName {
    /// The indicator.
    pub code: Indicator,
    /// "Turnover".
    pub name_en: &'static str,
    /// «Товарооборот».
    pub name_ru: &'static str,
    /// 进出口总额.
    pub name_zh: &'static str,
    /// What it measures, in a sentence.
    pub description_en: &'static str,
    /// Whether "A with B" and "B with A" are one series.
    pub undirected: bool,
}

impl IndicatorName {
    /// The name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        let name = match language.as_str() {
            "ru" => self.name_ru,
            "zh" => self.name_zh,
            _ => self.name_en,
        };
        if name.is_empty() { self.name_en } else { name }
    }
}

/// A period-average rate: how many units of the currency one US dollar bought.
#[derive(Clone, PartialEq, Debug)]
pub struct ExchangeRate {
    /// The currency.
    pub currency: CurrencyCode,
    /// The calendar year the average covers.
    pub year: i32,
    /// Units of the currency per US dollar, averaged over the year.
    pub per_usd: Decimal,
    /// Who published it, and how the average was made.
    pub source: &'static str,
}

/// Every currency, by code.
pub fn currencies() -> &'static [Currency] {
    static CURRENCIES: OnceLock<Vec<Currency>> = OnceLock::new();
    CURRENCIES.get_or_init(|| {
        table::rows(include_str!("../../seeds/currencies.csv")).filter_map(read_currency).collect()
    })
}

fn read_currency(
    [code, name_en, name_ru, name_zh, minor_digits, area]: [&'static str; 6],
) -> Option<Currency> {
    Some(Currency {
        code: code.parse().ok()?,
        name_en,
        name_ru,
        name_zh,
        minor_digits: minor_digits.parse().ok(),
        area: area.parse().ok(),
    })
}

/// The currency with a code.
#[must_use]
pub fn currency(code: CurrencyCode) -> Option<&'static Currency> {
    let place = currencies().binary_search_by_key(&code, |currency| currency.code).ok()?;
    currencies().get(place)
}

/// Every indicator with its names, in the order of [`Indicator::ALL`].
pub fn indicators() -> &'static [IndicatorName] {
    static INDICATORS: OnceLock<Vec<IndicatorName>> = OnceLock::new();
    INDICATORS.get_or_init(|| {
        table::rows(include_str!("../../seeds/indicators.csv")).filter_map(read_indicator).collect()
    })
}

fn read_indicator(
    [code, name_en, name_ru, name_zh, description_en, undirected]: [&'static str; 6],
) -> Option<IndicatorName> {
    let code = Indicator::parse(code)?;
    Some(IndicatorName {
        code,
        name_en,
        name_ru,
        name_zh,
        description_en,
        undirected: undirected == "1",
    })
}

/// Every exchange rate, by currency, then year.
pub fn exchange_rates() -> &'static [ExchangeRate] {
    static RATES: OnceLock<Vec<ExchangeRate>> = OnceLock::new();
    RATES.get_or_init(|| {
        table::rows(include_str!("../../seeds/exchange_rates.csv")).filter_map(read_rate).collect()
    })
}

fn read_rate([currency, year, per_usd, source]: [&'static str; 4]) -> Option<ExchangeRate> {
    Some(ExchangeRate {
        currency: currency.parse().ok()?,
        year: year.parse().ok()?,
        per_usd: per_usd.parse().ok()?,
        source,
    })
}

/// The average rate of a currency in a year; `None` where no source was to be had.
#[must_use]
pub fn exchange_rate(currency: CurrencyCode, year: i32) -> Option<&'static ExchangeRate> {
    let rates = exchange_rates();
    let place =
        rates.binary_search_by_key(&(currency, year), |rate| (rate.currency, rate.year)).ok()?;
    rates.get(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Transform;
    use crate::seeds::area;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_read() {
        let rows = |file: &'static str| table::rows::<1>(file).count();
        assert_eq!(currencies().len(), rows(include_str!("../../seeds/currencies.csv")));
        assert_eq!(indicators().len(), rows(include_str!("../../seeds/indicators.csv")));
        assert_eq!(exchange_rates().len(), rows(include_str!("../../seeds/exchange_rates.csv")));
    }

    #[test]
    fn currencies_are_sorted_named_and_belong_to_an_area() {
        assert!(currencies().is_sorted_by(|a, b| a.code < b.code));
        for currency in currencies() {
            assert!(
                !currency.name_en.is_empty() && !currency.name_ru.is_empty(),
                "{}",
                currency.code
            );
            assert!(currency.area.is_none_or(|code| area(code).is_some()), "{}", currency.code);
        }
    }

    #[test]
    fn currencies_old_and_new_are_found() {
        let check = |code: &str, digits, at: &str| {
            let found = currency(code.parse().unwrap()).unwrap();
            assert_eq!((found.minor_digits, found.area), (digits, at.parse().ok()), "{code}");
        };
        check("USD", Some(2), "US");
        check("EUR", Some(2), "EA");
        check("JPY", Some(0), "JP");
        check("KWD", Some(3), "KW");
        check("XDR", None, "");
        for historic in [
            "DEM", "FRF", "ITL", "YUD", "SUR", "TRL", "RUR", "BYR", "NLG", "BEF", "ATS", "ESP",
            "FIM", "GRD",
        ] {
            assert!(currency(historic.parse().unwrap()).is_some(), "{historic}");
        }
        assert_eq!(currency(CurrencyCode::literal("QQQ")), None);
    }

    #[test]
    fn indicators_are_those_of_the_model() {
        assert!(indicators().iter().map(|row| row.code).eq(Indicator::ALL.iter().copied()));
        for row in indicators() {
            assert_eq!(row.undirected, row.code.is_undirected(Transform::Level), "{}", row.code);
            assert!(
                ![row.name_en, row.name_ru, row.name_zh, row.description_en].contains(&""),
                "{}",
                row.code
            );
        }
    }

    #[test]
    fn every_rate_is_positive_sourced_and_said_once() {
        let mut seen = HashSet::new();
        for rate in exchange_rates() {
            assert!(currency(rate.currency).is_some(), "{rate:?}");
            assert!((2000..=2025).contains(&rate.year), "{rate:?}");
            assert!(rate.per_usd > Decimal::ZERO, "{rate:?}");
            assert!(rate.source.len() > 10, "{rate:?}");
            assert!(seen.insert((rate.currency, rate.year)), "{rate:?} stands twice");
        }
        assert!(exchange_rates().is_sorted_by_key(|rate| (rate.currency, rate.year)));
    }

    #[test]
    fn only_the_rouble_of_2025_has_no_source() {
        let mut missing = Vec::new();
        for code in ["AED", "BYN", "CNY", "EUR", "GBP", "INR", "JPY", "KZT", "RUB", "TRY", "UZS"] {
            let code = code.parse().unwrap();
            missing.extend(
                (2000..=2025)
                    .filter(|&y| exchange_rate(code, y).is_none())
                    .map(|year| (code, year)),
            );
        }
        assert_eq!(missing, [(CurrencyCode::literal("RUB"), 2025)]);
    }

    #[test]
    fn no_rate_jumps_as_a_redenomination_would() {
        for pair in exchange_rates().windows(2).filter(|pair| pair[0].currency == pair[1].currency)
        {
            let factor = pair[1].per_usd / pair[0].per_usd;
            let usual = Decimal::new(5, 1)..Decimal::new(25, 1);
            assert!(usual.contains(&factor), "{:?} {:?}", pair[0], pair[1]);
        }
    }
}
