//! Periods in their places: one for every period from the first to the last, missing ones too.
//!
//! The length whose observations cover the most time is the timeline's own; an observation of another length, such as a
//! half-year among years, has no place of its own and is placed by its middle day. `[2018, 2020, 2021-S1]` gives the places
//! 2018, 2019, 2020, 2021.

use crate::model::{Frequency, Observation, Period};
use chrono::{Datelike, Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// More places than this are surely a mistake: 270 years of days.
const MOST_SLOTS: usize = 100_000;

/// The places of observations in time, in order and without holes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    /// How long each place is.
    pub frequency: Frequency,
    /// The periods.
    pub slots: Vec<Period>,
}

/// A day in a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Which of the places, from 0.
    pub slot: usize,
    /// How many days of the place have passed when this one begins.
    pub days_before: i64,
    /// How many days the place has.
    pub days: i64,
}

/// A timeline of more places than anyone could have meant.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{count} periods from {from} to {to} do not fit one chart: narrow them, as in `2015-2024`")]
pub struct TooManyPeriods {
    /// How many periods.
    pub count: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Timeline {
    /// The timeline of these observations, widened to the days asked for. `None` without observations and days.
    ///
    /// # Errors
    /// When it would have more than 100,000 places.
    pub fn of<'a>(
        observations: impl Iterator<Item = &'a Observation> + Clone,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Option<Self>, TooManyPeriods> {
        let frequency = frequency_of(observations.clone());
        // What is too long to have a place must not widen the timeline either.
        let observations = observations.filter(|o| o.period.days() <= longest(frequency));
        let firsts = observations.clone().map(|o| middle_or_first(o, frequency, false));
        let lasts = observations.map(|o| middle_or_first(o, frequency, true));
        let (Some(first), Some(last)) = (firsts.chain(from).min(), lasts.chain(to).max()) else {
            return Ok(None);
        };
        let last = last.max(first);
        let days = usize::try_from((last - first).num_days()).unwrap_or(0);
        let count = days / days_of(frequency);
        if count > MOST_SLOTS {
            return Err(TooManyPeriods { count, from: first, to: last });
        }
        let mut slots = Vec::with_capacity(count + 2);
        let mut next = slot_of(first, frequency);
        while let Some(slot) = next.filter(|slot| slot.from() <= last) {
            slots.push(slot);
            next = slot.next();
        }
        Ok(Some(Self { frequency, slots }))
    }

    /// Which place a period is, if it is as long as the timeline's own.
    #[must_use]
    pub fn index(&self, period: Period) -> Option<usize> {
        self.slots.binary_search(&period).ok()
    }

    /// Where the middle of a period of another length lies; `None` for one too long to be told beside the timeline's own,
    /// and outside it.
    #[must_use]
    pub fn middle(&self, period: Period) -> Option<Place> {
        if period.days() > longest(self.frequency) {
            return None;
        }
        self.place(middle(period))
    }

    /// Where a day lies; `None` outside the timeline.
    #[must_use]
    pub fn place(&self, day: NaiveDate) -> Option<Place> {
        let after = self.slots.partition_point(|slot| slot.from() <= day);
        let slot = after.checked_sub(1)?;
        let period = self.slots.get(slot)?;
        if period.to() < day {
            return None;
        }
        let days_before = (day - period.from()).num_days();
        Some(Place { slot, days_before, days: period.days() })
    }
}

/// The length whose observations cover the most time, so that eight years outweigh a few quarters; the longer of two that
/// tie; years when none is regular.
fn frequency_of<'a>(observations: impl Iterator<Item = &'a Observation>) -> Frequency {
    let mut covered: BTreeMap<Frequency, i64> = BTreeMap::new();
    for period in observations.map(|o| o.period) {
        if let Some(frequency) = period.frequency() {
            *covered.entry(frequency).or_default() += period.days();
        }
    }
    let most = covered.iter().max_by_key(|(frequency, days)| (**days, Reverse(**frequency)));
    most.map_or(Frequency::Annual, |(frequency, _)| *frequency)
}

/// The day by which an observation widens the timeline: its own ends when it has a place, else its middle.
fn middle_or_first(o: &Observation, frequency: Frequency, last: bool) -> NaiveDate {
    match o.period.frequency() == Some(frequency) {
        true if last => o.period.to(),
        true => o.period.from(),
        false => middle(o.period),
    }
}

fn middle(period: Period) -> NaiveDate {
    let half = u64::try_from(period.days() / 2).unwrap_or(0);
    period.from().checked_add_days(Days::new(half)).unwrap_or(period.from())
}

/// How many days a period may have to be told beside those of the timeline.
fn longest(frequency: Frequency) -> i64 {
    i64::try_from(days_of(frequency) * 3 / 2).unwrap_or(i64::MAX)
}

fn days_of(frequency: Frequency) -> usize {
    match frequency {
        Frequency::Annual => 365,
        Frequency::HalfYearly => 181,
        Frequency::Quarterly => 90,
        Frequency::Monthly => 30,
        Frequency::Daily => 1,
    }
}

/// The regular period that a day lies in.
fn slot_of(day: NaiveDate, frequency: Frequency) -> Option<Period> {
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
    use crate::derive::lines::observation;
    use crate::model::Decimal;

    fn observations(codes: &[&str]) -> Vec<Observation> {
        codes.iter().map(|code| observation(code, Decimal::ONE)).collect()
    }

    /// The places of some periods, widened to the days asked for; an empty day asks for nothing.
    fn check(codes: &[&str], asked: (&str, &str), expected: &[&str]) -> Timeline {
        let observations = observations(codes);
        let timeline =
            Timeline::of(observations.iter(), asked.0.parse().ok(), asked.1.parse().ok());
        let timeline = timeline.unwrap().unwrap();
        let places: Vec<_> = timeline.slots.iter().map(|slot| slot.code()).collect();
        assert_eq!(places, expected);
        timeline
    }

    #[test]
    fn missing_periods_have_their_place() {
        check(&["2018", "2021"], ("", ""), &["2018", "2019", "2020", "2021"]);
        check(&["2023-Q4", "2024-Q2"], ("", ""), &["2023-Q4", "2024-Q1", "2024-Q2"]);
        check(&["2023-12", "2024-02"], ("", ""), &["2023-12", "2024-01", "2024-02"]);
        let days = ["2024-02-28", "2024-02-29", "2024-03-01"];
        check(&["2024-02-28", "2024-03-01"], ("", ""), &days);
    }

    #[test]
    fn what_is_asked_for_widens_the_timeline_and_never_narrows_it() {
        check(&["2018"], ("2016-05-01", "2019-01-01"), &["2016", "2017", "2018", "2019"]);
        check(&["2018", "2019"], ("2019-01-01", "2018-01-01"), &["2018", "2019"]);
    }

    #[test]
    fn a_half_year_lies_in_the_first_half_of_its_year() {
        let years = check(&["2023", "2024", "2025-S1"], ("", ""), &["2023", "2024", "2025"]);
        let half = Period::parse("2025-S1").unwrap();
        assert_eq!(years.index(half), None);
        assert_eq!(years.middle(half), Some(Place { slot: 2, days_before: 90, days: 365 }));
    }

    #[test]
    fn a_year_has_no_place_among_months() {
        let months = (1..=12).map(|m| format!("2023-{m:02}")).chain(["2024-01".to_owned()]);
        let all: Vec<_> = months.chain(["2024".to_owned()]).collect();
        let all: Vec<_> = all.iter().map(String::as_str).collect();
        let timeline = check(&all, ("", ""), &all[..13]);
        assert_eq!(timeline.middle(Period::parse("2024").unwrap()), None);
    }

    #[test]
    fn a_few_quarters_do_not_outweigh_years() {
        let codes = ["2021", "2022", "2023-Q1", "2023-Q2", "2023-Q3"];
        check(&codes, ("", ""), &["2021", "2022", "2023"]);
        check(&["2020-S1", "2020-S2", "2020"], ("", ""), &["2020"]);
    }

    #[test]
    fn nothing_makes_no_timeline() {
        assert_eq!(Timeline::of([].iter(), None, None), Ok(None));
    }

    #[test]
    fn the_calendar_ends_with_the_year_9999() {
        check(&["9998", "9999"], ("", ""), &["9998", "9999"]);
    }

    #[test]
    fn more_days_than_anyone_could_mean_are_refused() {
        let days = observations(&["0001-01-01", "9999-12-31"]);
        assert!(Timeline::of(days.iter(), None, None).is_err());
    }
}
