//! When the number of a cell was: its column and row together, then what stands above them.

use super::head::{Head, Stretch};
use super::heads::{Heads, Source};
use super::marks::Marks;
use super::reading::Reading;
use crate::extract::lexicon::TimeUnit;
use crate::model::{Period, Transform};
use chrono::Datelike;

/// The time of a number and the one it is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) period: Option<Period>,
    pub(super) base: Option<Period>,
    pub(super) from: Source,
}

/// Two times of one head, the later and the one it is compared with: "2024 to 2023, %".
pub(super) fn pair(head: &Head) -> Option<(Period, Period)> {
    let known = |base: bool| {
        let of = head.periods.iter().filter(move |stretch| stretch.base == base);
        of.filter_map(|stretch| stretch.period)
    };
    let alike = |a: Period, b: Period| a.days().abs_diff(b.days()) <= 3;
    let told = known(false).next()?;
    let other = known(true).next().or_else(|| known(false).nth(1)).filter(|o| alike(told, *o))?;
    match told.to().cmp(&other.to()) {
        std::cmp::Ordering::Greater => Some((told, other)),
        std::cmp::Ordering::Less => Some((other, told)),
        std::cmp::Ordering::Equal => None,
    }
}

/// The times that a head tells of in full.
fn known(head: &Head) -> impl Iterator<Item = Period> {
    head.periods.iter().filter(|stretch| !stretch.base).filter_map(|stretch| stretch.period)
}

/// The only period that a head tells of in full.
pub(super) fn full(head: &Head) -> Option<Period> {
    let first = known(head).next()?;
    // "2024, January–June": the finer one, where it lies in the other.
    known(head).try_fold(first, |one, other| {
        if one.contains(other) { Some(other) } else { other.contains(one).then_some(one) }
    })
}

/// The time that a head only compares with.
fn base(head: &Head) -> Option<Period> {
    head.periods.iter().filter(|stretch| stretch.base).find_map(|stretch| stretch.period)
}

fn yearless(head: &Head) -> Option<&Stretch> {
    head.periods.iter().find(|stretch| stretch.period.is_none() && !stretch.base)
}

/// The time of a level, step or share. `columns` are the periods over all columns, `at` is the number's own.
pub(super) fn of(
    reading: &Reading,
    heads: &Heads,
    transform: Transform,
    (columns, at): (&[Option<Period>], usize),
    report: Option<Period>,
) -> Time {
    let near = heads.near();
    if let Some((from, (period, base))) =
        near.iter().find_map(|(from, head)| Some((*from, pair(head)?)))
    {
        let base = Some(base).filter(|base| Some(*base) != period.shifted_years(-1));
        return Time { period: Some(period), base, from };
    }
    if heads.column.has(Marks::RUNNING) && known(heads.column).next().is_none() {
        let told = |head: &Head| full(head).or_else(|| known(head).next());
        let far = || heads.far().find_map(|(_, head)| told(head)).or(report);
        let period = so_far(columns.iter().flatten().copied()).or_else(|| so_far(far()));
        return Time { period, base: None, from: super::heads::COLUMN };
    }
    let said = near.iter().find_map(|(_, head)| base(head));
    let own = together(reading, heads).or_else(|| beside(transform, columns, at, said));
    // A month that no year is known of is not the caption's year.
    let mut time = own.unwrap_or_default();
    if own.is_none() {
        let above = heads.far().find_map(|(from, head)| Some((full(head)?, from)));
        let any = || heads.far().find_map(|(from, head)| Some((known(head).next()?, from)));
        if let Some((period, from)) = above.or_else(any) {
            time = Time { period: Some(period), base: time.base, from };
        }
    }
    if own.is_none() && time.period.is_none() {
        time = Time { period: report, base: None, from: super::heads::REPORT };
    }
    // "Year-to-date trade" over a whole table of December.
    let running = own.is_none() && heads.far().any(|(_, head)| head.has(Marks::RUNNING));
    if let Some(period) = so_far(time.period).filter(|_| running) {
        return Time { period: Some(period), ..time };
    }
    // A column that says its months is no whole year.
    if near.iter().all(|(_, head)| yearless(head).is_none()) {
        time.period = time.period.map(|period| part_of(reading, heads, period).unwrap_or(period));
    }
    let year_before = time.period.and_then(|period| period.shifted_years(-1));
    if let Some(said) = said.filter(|_| transform == Transform::Change) {
        // The caption's part of the year is compared with the same part of another.
        let part = part_of(reading, heads, said).unwrap_or(said);
        time.base = Some(part).filter(|base| Some(*base) != year_before);
    }
    time
}

/// Column and row: a month of the row in the year of the column, the finer of two.
fn together(reading: &Reading, heads: &Heads) -> Option<Time> {
    let [(column, above), (row, left)] = heads.near();
    let known = |period, from| Some(Time { period: Some(period), base: None, from });
    match (full(above), full(left)) {
        (Some(one), Some(other)) if one.contains(other) => return known(other, row),
        (Some(one), _) => {
            let part = yearless(left).or_else(|| yearless(above));
            let month = part.and_then(|part| in_year(reading, part, one));
            return known(month.unwrap_or(one), column);
        }
        (None, Some(other)) => {
            // «2007 | February»: the month stands in a column of its own beside the year.
            let part = yearless(above).or_else(|| yearless(left));
            let month = part.and_then(|part| in_year(reading, part, other));
            return known(month.unwrap_or(other), row);
        }
        (None, None) => {}
    }
    let (part, from) = yearless(left).map(|p| (p, row)).or(yearless(above).map(|p| (p, column)))?;
    let year = heads.far().find_map(|(_, head)| full(head));
    let period = match year {
        Some(year) => in_year(reading, part, year),
        // As prose is read: the latest before the report came out.
        None => reading.latest(&part.pieces),
    };
    Some(Time { period, base: None, from })
}

/// The time of a change or share whose column names none: the latest of the columns beside it, for a share the nearest; of
/// a change against a time that is said, the one a year later.
fn beside(
    transform: Transform,
    columns: &[Option<Period>],
    at: usize,
    said: Option<Period>,
) -> Option<Time> {
    let known = || columns.iter().flatten().copied();
    let year_later = said.and_then(|base| base.shifted_years(1));
    let latest = || {
        let told = known().find(|period| Some(*period) == year_later);
        told.or_else(|| known().max_by_key(|period| (period.to(), period.from())))
    };
    let period = match transform {
        Transform::Change | Transform::ChangeAbs | Transform::Multiple => latest(),
        Transform::Share => columns[..at].iter().rev().flatten().next().copied().or_else(latest),
        Transform::Level => None,
    }?;
    // "2019 | 2024 | change": counted from the other of two.
    let mut others = known().filter(|other| *other != period);
    let other = others.next().filter(|_| others.next().is_none());
    let year_before = period.shifted_years(-1);
    let base = other.filter(|base| transform != Transform::Share && Some(*base) != year_before);
    Some(Time { period: Some(period), base, from: super::heads::COLUMN })
}

/// From the beginning of the year to the end of the latest of some months or quarters.
fn so_far(times: impl IntoIterator<Item = Period>) -> Option<Period> {
    let latest = times.into_iter().max_by_key(|period| period.to())?;
    let year = Period::year(latest.to().year())?;
    is_part(latest).then(|| Period::span(year.from(), latest.to()))?
}

/// "2022 Q1", then "Q2": a row whose label lacks the year goes on in that of the rows above, of which `so_far` is the latest
/// time. Below a whole year it may be of the next, and where time would run backwards it is: then nothing is known.
pub(super) fn go_on(reading: &Reading, head: &mut Head, so_far: &mut Option<Period>) {
    let in_full = full(head);
    let Some(part) = head.periods.iter_mut().find(|s| s.period.is_none() && !s.base) else {
        if let Some(period) = in_full {
            *so_far = Some(period).filter(|period| is_part(*period));
        }
        return;
    };
    let year = in_full.or(*so_far);
    let period = year.and_then(|year| in_year(reading, part, year));
    *so_far = period.filter(|period| year.is_some_and(|year| period.from() >= year.from()));
    if in_full.is_none() {
        part.period = *so_far;
    }
}

/// The days of a month or quarter in a year.
fn in_year(reading: &Reading, part: &Stretch, year: Period) -> Option<Period> {
    let found =
        reading.periods(&part.pieces, Some(year)).into_iter().find_map(|when| when.period)?;
    (found.from().year() == year.from().year()).then_some(found)
}

/// What a caption makes of a whole year: under "January–June" the column 2023 is the first half of 2023.
fn part_of(reading: &Reading, heads: &Heads, year: Period) -> Option<Period> {
    let Period::Year(number) = year else { return None };
    heads.far().find_map(|(_, head)| {
        let stretch = head.periods.iter().find(|s| !s.base && s.period.is_none_or(is_part))?;
        match stretch.period {
            None => in_year(reading, stretch, year),
            Some(part) => {
                let years = number.checked_sub(part.to().year())?;
                let months = |year| {
                    let month = |day: chrono::NaiveDate| u8::try_from(day.month()).ok();
                    Period::months((year, month(part.from())?), (year, month(part.to())?))
                };
                (-10..=0).contains(&years).then(|| months(number))?
            }
        }
    })
}

/// The period before one of the same length, where a rate counts from it: of a month on month rate. A rate on the year has no
/// base that needs saying; the outer `None` is for a rate that the period has no unit for.
#[allow(clippy::option_option, reason = "unknown, a year earlier, some other base")]
pub(super) fn before(period: Option<Period>, unit: TimeUnit) -> Option<Option<Period>> {
    match (unit, period) {
        (TimeUnit::Year, _) => Some(None),
        (TimeUnit::Month, Some(Period::Month(year, month))) => {
            let (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
            Period::month(year, month).map(Some)
        }
        (TimeUnit::Quarter, Some(Period::Quarter(year, quarter))) => {
            let (year, quarter) = if quarter == 1 { (year - 1, 4) } else { (year, quarter - 1) };
            Period::quarter(year, quarter).map(Some)
        }
        _ => None,
    }
}

/// Whether a period is some months or quarters of one year.
fn is_part(period: Period) -> bool {
    let days = (period.to() - period.from()).num_days();
    period.from().year() == period.to().year() && (27..364).contains(&days)
}
