//! Observations in their places: years beside years, what is missing left empty, what does not fit set aside.
//!
//! `2018, 2020, 2020-S1, 2025 (planned)` makes eight yearly slots: 2018 and 2020 hold actual values, 2025 a planned one,
//! the others nothing; the half-year is set aside.

use crate::model::{Frequency, Observation, Period, Status};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The periods of a table or a chart: one frequency, in time, without holes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// How long each period is.
    pub frequency: Frequency,
    /// Every period from the first to the last.
    pub periods: Vec<Period>,
}

/// The observations of one series on a grid.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline<'a> {
    /// One for each period of the grid, in its order.
    pub slots: Vec<Slot<'a>>,
    /// Observations that are of another length than the grid's periods, or outside it, in time.
    pub aside: Vec<&'a Observation>,
}

/// What a series has for a period. Plans have a place of their own, so that no line joins them with what happened.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Slot<'a> {
    /// The period.
    pub period: Period,
    /// What happened; `None` where nothing is known.
    pub actual: Option<&'a Observation>,
    /// What was meant to happen.
    pub planned: Option<&'a Observation>,
}

/// The grid of some observations, of one series or several: of the frequency that most of them have (the longer of two that
/// tie), from the first to the last of them, widened to the days asked for. `None` when no observation is of a regular
/// length and nothing says how long a period should be.
#[must_use]
pub fn grid<'a>(
    observations: impl IntoIterator<Item = &'a Observation>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Option<Grid> {
    let mut by_frequency: BTreeMap<Frequency, (usize, Period, Period)> = BTreeMap::new();
    for period in observations.into_iter().map(|observation| observation.period) {
        if let Some(frequency) = period.frequency() {
            let (count, first, last) = by_frequency.entry(frequency).or_insert((0, period, period));
            (*count, *first, *last) = (*count + 1, period.min(*first), period.max(*last));
        }
    }
    // Frequencies are in order of their lengths, the longest first, and `max_by_key` takes the last of equals.
    let (&frequency, &(_, first, last)) =
        by_frequency.iter().rev().max_by_key(|(_, (count, ..))| *count)?;
    let around = |day: Option<NaiveDate>| day.and_then(|day| holding(day, frequency));
    let first = around(from).map_or(first, |asked| asked.min(first));
    let last = around(to).map_or(last, |asked| asked.max(last));
    let periods = std::iter::successors(Some(first), |period| period.next())
        .take_while(|period| *period <= last)
        .collect();
    Some(Grid { frequency, periods })
}

/// Puts the observations of a series in the places of a grid. Of two for one period and status the first stays.
#[must_use]
pub fn timeline<'a>(observations: &'a [Observation], grid: &Grid) -> Timeline<'a> {
    let mut slots: Vec<Slot<'a>> =
        grid.periods.iter().map(|&period| Slot { period, actual: None, planned: None }).collect();
    let mut aside = Vec::new();
    for observation in observations {
        let place = grid.periods.binary_search(&observation.period).ok();
        let slot = place.map(|place| match observation.status {
            Status::Actual => &mut slots[place].actual,
            Status::Planned => &mut slots[place].planned,
        });
        match slot {
            Some(slot @ None) => *slot = Some(observation),
            _ => aside.push(observation),
        }
    }
    aside.sort_by_key(|observation| observation.period);
    Timeline { slots, aside }
}

/// The period of a frequency that a day lies in.
fn holding(day: NaiveDate, frequency: Frequency) -> Option<Period> {
    let (year, month) = (day.year(), u8::try_from(day.month()).ok()?);
    match frequency {
        Frequency::Annual => Period::year(year),
        Frequency::HalfYearly => Period::half(year, (month - 1) / 6 + 1),
        Frequency::Quarterly => Period::quarter(year, (month - 1) / 3 + 1),
        Frequency::Monthly => Period::month(year, month),
        Frequency::Daily => Period::day(day),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::model::{Decimal, Qualifier};

    fn observations(codes: &[&str]) -> Vec<Observation> {
        let one = |code: &&str| {
            let (code, planned) =
                code.strip_suffix('p').map_or((*code, false), |code| (code, true));
            Observation {
                period: Period::parse(code).unwrap(),
                value: Decimal::ONE,
                value_high: None,
                qualifier: Qualifier::Exactly,
                status: if planned { Status::Planned } else { Status::Actual },
                rounding: Decimal::ZERO,
                derived: false,
                figures: 1,
                rivals: 0,
                range: (Decimal::ONE, Decimal::ONE),
                publisher: None,
                published: None,
                url: None,
                quote: String::new(),
            }
        };
        codes.iter().map(one).collect()
    }

    /// Slots as `2018=actual`, `2019=`, `2025=planned`, then what is aside after a `;`.
    fn check(codes: &[&str], asked: (&str, &str), expected: &str) {
        let observations = observations(codes);
        let grid = grid(&observations, asked.0.parse().ok(), asked.1.parse().ok()).unwrap();
        let timeline = timeline(&observations, &grid);
        let slots = timeline.slots.iter().map(|slot| {
            let actual = if slot.actual.is_some() { "a" } else { "" };
            let planned = if slot.planned.is_some() { "p" } else { "" };
            format!("{}={actual}{planned}", slot.period)
        });
        let slots = slots.collect::<Vec<_>>().join(" ");
        let aside = timeline.aside.iter().map(|o| o.period.code()).collect::<Vec<_>>().join(" ");
        assert_eq!(format!("{slots};{aside}"), expected);
        let placed = timeline.slots.iter().flat_map(|slot| [slot.actual, slot.planned]).flatten();
        assert_eq!(placed.count() + timeline.aside.len(), codes.len(), "nothing is lost");
    }

    #[test]
    fn missing_periods_have_their_place() {
        check(&["2018", "2021"], ("", ""), "2018=a 2019= 2020= 2021=a;");
        check(&["2023-Q4", "2024-Q2"], ("", ""), "2023-Q4=a 2024-Q1= 2024-Q2=a;");
        check(&["2023-12", "2024-02"], ("", ""), "2023-12=a 2024-01= 2024-02=a;");
        check(&["2024-02-28", "2024-03-01"], ("", ""), "2024-02-28=a 2024-02-29= 2024-03-01=a;");
    }

    #[test]
    fn what_is_asked_for_widens_the_grid_and_never_narrows_it() {
        check(&["2018"], ("2016-05-01", "2019-01-01"), "2016= 2017= 2018=a 2019=;");
        check(&["2018", "2019"], ("2019-01-01", "2018-01-01"), "2018=a 2019=a;");
    }

    #[test]
    fn part_years_are_set_aside() {
        check(
            &["2020-S1", "2018", "2019", "2021-01-01/2021-11-30"],
            ("", ""),
            "2018=a 2019=a;2020-S1 2021-01-01/2021-11-30",
        );
        check(&["2020-S1", "2020"], ("", ""), "2020=a;2020-S1");
        check(&["2020-S1", "2020-S2", "2020"], ("", ""), "2020-S1=a 2020-S2=a;2020");
    }

    #[test]
    fn plans_are_no_part_of_what_happened() {
        check(&["2023", "2025p"], ("", ""), "2023=a 2024= 2025=p;");
        check(&["2023", "2023p", "2023"], ("", ""), "2023=ap;2023");
    }

    #[test]
    fn nothing_regular_makes_no_grid() {
        assert_eq!(grid(&observations(&["2021-01-01/2021-11-30"]), None, None), None);
        assert_eq!(grid(&[], None, None), None);
    }

    #[test]
    fn the_calendar_ends_with_the_year_9999() {
        check(&["9998", "9999"], ("", ""), "9998=a 9999=a;");
    }
}
