//! The fields of a reading by the names that flags, prompts and columns share: written out, and read back from what people
//! and spreadsheets write.

use crate::extract;
use crate::model::{
    AreaCode, Decimal, Indicator, Period, Qualifier, SeriesKey, Status, Transform, Unit,
};
use crate::read;
use crate::seeds;
use crate::store::{Number, Reading};

/// What can be corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Value,
    ValueHigh,
    Unit,
    Qualifier,
    Period,
    Status,
    Indicator,
    Transform,
    RefArea,
    CounterpartArea,
    Product,
}

impl Field {
    pub(super) const ALL: [Self; 11] = [
        Self::Value,
        Self::ValueHigh,
        Self::Unit,
        Self::Qualifier,
        Self::Period,
        Self::Status,
        Self::Indicator,
        Self::Transform,
        Self::RefArea,
        Self::CounterpartArea,
        Self::Product,
    ];

    /// As column, flag and prompt call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::ValueHigh => "value_high",
            Self::Unit => "unit",
            Self::Qualifier => "qualifier",
            Self::Period => "period",
            Self::Status => "status",
            Self::Indicator => "indicator",
            Self::Transform => "transform",
            Self::RefArea => "ref_area",
            Self::CounterpartArea => "counterpart_area",
            Self::Product => "product",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Value | Self::ValueHigh)
    }

    /// The field as it is written. A period is written so that no spreadsheet takes it for a date of its own.
    pub(super) fn of(self, reading: &Reading) -> String {
        let area = |area: Option<AreaCode>| area.map(|code| code.to_string()).unwrap_or_default();
        let digits = |value: Decimal| Number::from(value).to_string();
        match self {
            Self::Value => digits(reading.value),
            Self::ValueHigh => reading.value_high.map(digits).unwrap_or_default(),
            Self::Unit => reading.key.unit.map(|unit| unit.code().to_owned()).unwrap_or_default(),
            Self::Qualifier => reading.qualifier.code().to_owned(),
            Self::Period => reading.period.map(period_code).unwrap_or_default(),
            Self::Status => reading.status.code().to_owned(),
            Self::Indicator => reading.key.indicator.code().to_owned(),
            Self::Transform => reading.key.transform.code().to_owned(),
            Self::RefArea => area(reading.key.ref_area),
            Self::CounterpartArea => area(reading.key.counterpart_area),
            Self::Product => reading.key.product.clone().unwrap_or_default(),
        }
    }

    /// Puts what is written into the reading. An empty text takes away what may be missing.
    ///
    /// # Errors
    /// What is wrong and how to write it.
    pub(super) fn put(self, text: &str, reading: &mut Reading) -> Result<(), String> {
        let text = text.trim();
        let key = &mut reading.key;
        match self {
            Self::Value => reading.value = number(text)?,
            Self::ValueHigh => reading.value_high = some(text, number)?,
            Self::Unit => key.unit = some(text, unit)?,
            Self::Qualifier => {
                reading.qualifier = one_of(text, Qualifier::parse(text), Qualifier::ALL)?;
            }
            Self::Period => reading.period = some(text, period)?,
            Self::Status => reading.status = one_of(text, Status::parse(text), Status::ALL)?,
            Self::Indicator => {
                key.indicator = one_of(text, Indicator::parse(text), Indicator::ALL)?;
            }
            Self::Transform => {
                key.transform = one_of(text, Transform::parse(text), Transform::ALL)?;
            }
            Self::RefArea => key.ref_area = some(text, area)?,
            Self::CounterpartArea => {
                key.counterpart_area = if text == "world" { None } else { some(text, area)? };
            }
            Self::Product => {
                let words: Vec<_> = text.split_whitespace().collect();
                key.product = (!words.is_empty()).then(|| words.join(" "));
            }
        }
        Ok(())
    }
}

/// The reading with its areas in the order of its series: after fields were put one by one.
pub(super) fn ordered(mut reading: Reading) -> Reading {
    let SeriesKey { indicator, transform, ref_area, counterpart_area, product, unit, .. } =
        reading.key;
    reading.key = SeriesKey::new(indicator, transform, (ref_area, counterpart_area), product, unit);
    reading
}

fn some<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn one_of<T: Copy + std::fmt::Display>(
    text: &str,
    found: Option<T>,
    all: &[T],
) -> Result<T, String> {
    found.ok_or_else(|| {
        let all: Vec<_> = all.iter().map(ToString::to_string).collect();
        format!("‘{text}’ is none of {}", all.join(", "))
    })
}

fn number(text: &str) -> Result<Decimal, String> {
    let plain = text.replace(['−', '\u{a0}', '\u{202f}'], "");
    let plain = if text.contains('−') { format!("-{plain}") } else { plain };
    let read = plain.parse().ok().or_else(|| Decimal::from_scientific(&plain).ok());
    read.ok_or_else(|| {
        format!("‘{text}’ is not a number; write it in full with a decimal point, as in 3300000000 or -9.1")
    })
}

fn unit(text: &str) -> Result<Unit, String> {
    Unit::parse(text).ok_or_else(|| {
        format!("‘{text}’ is no unit; write a currency as in USD, percent, or a measure as in t")
    })
}

/// `2024-M01` for a month, as SDMX has it beside `2024-01`, and an interval for a day: both stay what they are in a
/// spreadsheet.
fn period_code(period: Period) -> String {
    match period {
        Period::Day(day) => format!("{day}/{day}"),
        Period::Month(..) => period.code().replacen('-', "-M", 1),
        _ => period.code(),
    }
}

fn period(text: &str) -> Result<Period, String> {
    let month = text.split_once("-M").map(|(year, month)| format!("{year}-{month}"));
    let day = || read::day(text).ok().and_then(Period::day);
    let one_day = || {
        let (from, to) = text.split_once('/')?;
        if from == to { read::day(from).ok().and_then(Period::day) } else { None }
    };
    one_day()
        .or_else(|| Period::parse(month.as_deref().unwrap_or(text)))
        .or_else(day)
        .ok_or_else(|| {
            format!("‘{text}’ is no period; write it as in 2024, 2025-S1, 2021-Q3, 2022-M01 or 2021-01-01/2021-11-30")
        })
}

fn area(text: &str) -> Result<AreaCode, String> {
    if let Ok(code) = text.to_ascii_uppercase().parse::<AreaCode>()
        && seeds::area(code).is_some()
    {
        return Ok(code);
    }
    let named = extract::query(text);
    match named.areas.as_slice() {
        [area] if named.rest.is_empty() && named.indicators.is_empty() => Ok(*area),
        _ => Err(format!(
            "‘{text}’ is no single place; write its code or name, as in RU-TA or Tatarstan"
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn reading() -> Reading {
        Reading {
            key: SeriesKey::new(
                Indicator::Turnover,
                Transform::Level,
                ("RU-TA".parse().ok(), "CN".parse().ok()),
                None,
                Unit::parse("USD"),
            ),
            period: Period::parse("2024"),
            value: "3000000000".parse().unwrap(),
            value_high: None,
            qualifier: Qualifier::Over,
            status: Status::Actual,
        }
    }

    /// Puts a text into a field, and gives back what the field holds then, or what was wrong.
    fn check(field: &str, text: &str, expected: Result<&str, &str>) {
        let mut reading = reading();
        let field = Field::parse(field).unwrap();
        match (field.put(text, &mut reading), expected) {
            (Ok(()), Ok(expected)) => assert_eq!(field.of(&ordered(reading)), expected),
            (Err(why), Err(part)) => assert!(why.contains(part), "{why}"),
            (found, expected) => panic!("{found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn what_people_write_is_read() {
        check("value", "3.3e9", Ok("3300000000"));
        check("value", "−9.10", Ok("-9.1"));
        check("value_high", "", Ok(""));
        check("period", "2024-01", Ok("2024-M01"));
        check("period", "2025-S1", Ok("2025-S1"));
        check("period", "2022-01-19", Ok("2022-01-19/2022-01-19"));
        check("period", "2021-01-01/2021-11-30", Ok("2021-01-01/2021-11-30"));
        check("ref-area", "Bashkortostan", Ok("RU-BA"));
        check("counterpart_area", "world", Ok(""));
        check("product", "  rolled  steel", Ok("rolled steel"));
        check("unit", "RUB", Ok("RUB"));
    }

    #[test]
    fn what_cannot_be_read_says_how_to_write_it() {
        check("value", "3,3 bn", Err("is not a number"));
        check("value", "", Err("is not a number"));
        check("period", "Jan-24", Err("2022-M01"));
        check("ref_area", "Atlantis", Err("no single place"));
        check("ref_area", "Russia China", Err("no single place"));
        check("qualifier", "circa", Err("about"));
        check("indicator", "trade", Err("turnover, exports"));
    }

    #[test]
    fn every_field_is_read_as_it_was_written() {
        let reading = reading();
        for field in Field::ALL {
            let mut again = reading.clone();
            field.put(&field.of(&reading), &mut again).unwrap();
            assert_eq!(ordered(again), reading, "{}", field.name());
        }
    }
}
