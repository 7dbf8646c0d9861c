//! The days that metadata names, in the forms that pages write them.

use chrono::{DateTime, NaiveDate};

/// The first day that a page may be published on, and the last: what lies beyond is a default of some program.
const FIRST: i32 = 1990;
const LAST: i32 = 2100;

/// The day that a value of metadata names, where it names one: `2025-08-22T14:05:00+03:00`, `20250822`, `22.08.2025`,
/// `Fri, 22 Aug 2025 14:05:00 GMT`, `August 22, 2025`, seconds since 1970. It is the day where the page was published, not
/// the day in Greenwich. `03/04/2025` could be two days, and is none.
pub(super) fn day(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    let found =
        iso(value).or_else(|| dotted(value)).or_else(|| words(value)).or_else(|| epoch(value));
    found.filter(|day| (FIRST..=LAST).contains(&chrono::Datelike::year(day)))
}

fn iso(value: &str) -> Option<NaiveDate> {
    let start: String = value.chars().take(10).collect();
    let parsed = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(&start, form).ok());
    let compact = || {
        let digits = value.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let ends = value[8..].chars().next().is_none_or(|c| !c.is_ascii_digit());
        NaiveDate::parse_from_str(digits, "%Y%m%d").ok().filter(|_| ends)
    };
    parsed.or_else(compact)
}

/// `22.08.2025`; with slashes only where one number can be no month.
fn dotted(value: &str) -> Option<NaiveDate> {
    let start: &str = value.split([' ', 'T', ',']).next()?;
    let mut numbers = start.split(['.', '/', '-']).map(str::parse::<u32>);
    let (Some(Ok(first)), Some(Ok(second)), Some(Ok(year)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return None;
    };
    let year = i32::try_from(year).ok()?;
    let day_first = start.contains('.') || first > 12;
    match (day_first, second > 12) {
        (true, false) => NaiveDate::from_ymd_opt(year, second, first),
        (false, true) => NaiveDate::from_ymd_opt(year, first, second),
        _ => None,
    }
}

fn words(value: &str) -> Option<NaiveDate> {
    if let Ok(time) = DateTime::parse_from_rfc2822(value) {
        return Some(time.date_naive());
    }
    let plain = value.replace(',', " ");
    let words: Vec<&str> = plain.split_whitespace().take(6).collect();
    words.windows(3).find_map(|three| {
        let text = three.join(" ");
        ["%B %d %Y", "%d %B %Y", "%b %d %Y", "%d %b %Y"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(&text, form).ok())
    })
}

fn epoch(value: &str) -> Option<NaiveDate> {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = value.parse().ok()?;
    let seconds = match value.len() {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<&str>) {
        assert_eq!(day(value).map(|d| d.to_string()).as_deref(), expected, "{value}");
    }

    #[test]
    fn the_forms_that_pages_write() {
        for value in [
            "2025-08-22",
            "2025-08-22T23:05:00+03:00",
            "2025-08-22 14:05",
            "2025/08/22",
            "20250822",
            "20250822T1405",
            "22.08.2025 14:05",
            "22/08/2025",
            "08/22/2025",
            "Fri, 22 Aug 2025 14:05:00 GMT",
            "August 22, 2025",
            "Friday, 22 August 2025, 14:05",
            "Aug 22 2025",
            "1755871500",
            "1755871500000",
        ] {
            check(value, Some("2025-08-22"));
        }
    }

    #[test]
    fn what_names_no_day_is_none() {
        for value in [
            "",
            "03/04/2025",
            "0001-01-01T00:00:00",
            "1970-01-01",
            "2025",
            "yesterday",
            "99999999",
            "2025-13-40",
        ] {
            check(value, None);
        }
    }
}
