//! Numbers as people say them: "> 3 billion USD", "−9.1 %", "1.4 times".

use crate::model::{Decimal, Period, Qualifier, Unit};
use crate::store::SeriesRow;
use chrono::Datelike;

/// A value with its hedge, scale and unit, none of its digits lost.
pub(super) fn amount(
    value: Decimal,
    high: Option<Decimal>,
    unit: Option<Unit>,
    qualifier: Qualifier,
) -> String {
    let hedge = match qualifier {
        Qualifier::Exactly | Qualifier::Between => "",
        Qualifier::About | Qualifier::Nearly => "≈ ",
        Qualifier::Over => "> ",
        Qualifier::AtLeast => "≥ ",
        Qualifier::Under => "< ",
        Qualifier::AtMost => "≤ ",
    };
    let (factor, word) = scale(high.unwrap_or(value));
    let low = digits(value / factor);
    let number = match high {
        Some(high) => format!("{low}–{}{word}", digits(high / factor)),
        None => format!("{low}{word}"),
    };
    let unit = match unit {
        Some(Unit::Percent) => " %".to_owned(),
        Some(Unit::PercentagePoint) => " points".to_owned(),
        Some(unit) => format!(" {unit}"),
        None => " times".to_owned(),
    };
    format!("{hedge}{number}{unit}")
}

/// A period as people say it: "Jan–Nov 2021" for a span of whole months, else its code.
pub(super) fn shown_period(period: Period) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Period::Span { from, to } = period else { return period.code() };
    let month = |day: chrono::NaiveDate| MONTHS[day.month0() as usize];
    let whole = from.day() == 1 && to.succ_opt().is_some_and(|next| next.day() == 1);
    match (whole, from.year() == to.year()) {
        (true, true) => format!("{}–{} {}", month(from), month(to), to.year()),
        (true, false) if from.month() == 1 && to.month() == 12 => {
            format!("{}–{}", from.year(), to.year())
        }
        (true, false) => format!("{} {}–{} {}", month(from), from.year(), month(to), to.year()),
        (false, _) => format!("{from}…{to}"),
    }
}

/// From its first to its last period.
pub(super) fn reach(row: &SeriesRow) -> String {
    let (first, last) = (shown_period(row.first), shown_period(row.last));
    if first == last { first } else { format!("{first} … {last}") }
}

fn scale(value: Decimal) -> (Decimal, &'static str) {
    let steps = [
        (1_000_000_000_000_i64, " trillion"),
        (1_000_000_000, " billion"),
        (1_000_000, " million"),
    ];
    let step = steps.into_iter().find(|&(factor, _)| value.abs() >= Decimal::from(factor));
    step.map_or((Decimal::ONE, ""), |(factor, word)| (Decimal::from(factor), word))
}

/// With a minus sign (U+2212) and commas between thousands.
fn digits(value: Decimal) -> String {
    let plain = value.normalize().abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text =
        String::from(if value.is_sign_negative() && !value.is_zero() { "−" } else { "" });
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn check(value: &str, unit: &str, qualifier: Qualifier, expected: &str) {
        let value = value.parse().unwrap();
        assert_eq!(amount(value, None, Unit::parse(unit), qualifier), expected);
    }

    #[test]
    fn periods_as_people_say_them() {
        let check = |code, expected: &str| {
            assert_eq!(Period::parse(code).map(shown_period).as_deref(), Some(expected));
        };
        check("2021-01-01/2021-11-30", "Jan–Nov 2021");
        check("2022-01-01/2024-12-31", "2022–2024");
        check("2021-07-01/2022-06-30", "Jul 2021–Jun 2022");
        check("2021-01-05/2021-01-11", "2021-01-05…2021-01-11");
        check("2025-S1", "2025-S1");
    }

    #[test]
    fn as_people_say_them() {
        check("3000000000", "USD", Qualifier::Over, "> 3 billion USD");
        check("530800000", "USD", Qualifier::Exactly, "530.8 million USD");
        check("-9.1", "percent", Qualifier::Nearly, "≈ −9.1 %");
        check("1.40", "", Qualifier::Exactly, "1.4 times");
        check("12345.60", "t", Qualifier::AtMost, "≤ 12,345.6 t");
        check("-1500000", "RUB", Qualifier::Exactly, "−1.5 million RUB");
        let range = |a: i64, b: i64| (Decimal::from(a), Some(Decimal::from(b)));
        let (low, high) = range(300_000_000, 350_000_000);
        assert_eq!(
            amount(low, high, Unit::parse("USD"), Qualifier::Between),
            "300–350 million USD"
        );
    }
}
