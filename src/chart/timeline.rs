//! The horizontal axis: one place for every period from the first to the last, missing ones too.
//!
//! The length whose observations cover the most time is the axis's own; an observation of another length, such as a half-year among years,
//! is placed by its middle day. `[2018, 2020, 2021-S1]` gives the places 2018, 2019, 2020, 2021.

use super::ChartError;
use crate::model::{Frequency, Observation, Period};
use chrono::{Datelike, Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// More places than this are surely a mistake: 270 years of days.
const MOST_SLOTS: usize = 100_000;

/// The places of a time axis, in order and without holes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Timeline {
    /// How long each place is.
    pub(super) frequency: Frequency,
    /// The periods.
    pub(super) slots: Vec<Period>,
}

impl Timeline {
    /// The axis of these observations, widened to the days asked for. `None` without observations and days.
    pub(super) fn of<'a>(
        observations: impl Iterator<Item = &'a Observation> + Clone,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Option<Self>, ChartError> {
        let frequency = frequency_of(observations.clone());
        // What is too long to be drawn must not widen the axis either.
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
            return Err(ChartError::TooManyPeriods {
                count,
                from: first.to_string(),
                to: last.to_string(),
            });
        }
        let mut slots = Vec::with_capacity(count + 2);
        let mut next = slot_of(first, frequency);
        while let Some(slot) = next.filter(|slot| slot.from() <= last) {
            slots.push(slot);
            next = slot.next();
        }
        Ok(Some(Self { frequency, slots }))
    }

    /// Which place a period is, if it is as long as the axis's own.
    pub(super) fn index(&self, period: Period) -> Option<usize> {
        self.slots.binary_search(&period).ok()
    }

    /// Where the middle of a period of another length lies, in places from the middle of the first; `None` for one too
    /// long to be told beside the axis's own, and outside the axis.
    pub(super) fn position(&self, period: Period) -> Option<f64> {
        if period.days() > longest(self.frequency) {
            return None;
        }
        self.place(middle(period))
    }

    /// Where a day lies, in places from the middle of the first.
    pub(super) fn place(&self, day: NaiveDate) -> Option<f64> {
        let after = self.slots.partition_point(|slot| slot.from() <= day);
        let slot = self.slots.get(after.checked_sub(1)?)?;
        if slot.to() < day {
            return None;
        }
        let into = super::plane::float((day - slot.from()).num_days()) + 0.5;
        Some(super::plane::count(after - 1) - 0.5 + into / super::plane::float(slot.days()))
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

/// The day by which an observation widens the axis: its own ends when it has a place, else its middle.
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

/// How many days a period may have to be told beside those of the axis.
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
    let month = u8::try_from(day.month()).ok()?;
    match frequency {
        Frequency::Annual => Period::year(day.year()),
        Frequency::HalfYearly => Period::half(day.year(), (month - 1) / 6 + 1),
        Frequency::Quarterly => Period::quarter(day.year(), (month - 1) / 3 + 1),
        Frequency::Monthly => Period::month(day.year(), month),
        Frequency::Daily => Period::day(day),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::observation;
    use super::*;

    fn check(periods: &[&str], expected: &[&str]) -> Timeline {
        let observations: Vec<_> = periods.iter().map(|p| observation(p, "1")).collect();
        let timeline = Timeline::of(observations.iter(), None, None).unwrap().unwrap();
        let codes: Vec<_> = timeline.slots.iter().map(|slot| slot.code()).collect();
        assert_eq!(codes, expected);
        timeline
    }

    #[test]
    fn missing_periods_have_their_place() {
        check(&["2018", "2021"], &["2018", "2019", "2020", "2021"]);
        check(&["2023-Q4", "2024-Q2"], &["2023-Q4", "2024-Q1", "2024-Q2"]);
    }

    #[test]
    fn a_half_year_lies_in_the_first_half_of_its_year() {
        let years = check(&["2023", "2024", "2025-S1"], &["2023", "2024", "2025"]);
        let place = years.position(Period::parse("2025-S1").unwrap()).unwrap();
        assert!((1.7..1.8).contains(&place), "{place}");
    }

    #[test]
    fn a_year_has_no_place_among_months() {
        let months = (1..=12).map(|m| format!("2023-{m:02}")).chain(["2024-01".to_owned()]);
        let mut all: Vec<_> = months.map(|code| observation(&code, "1")).collect();
        all.push(observation("2024", "1"));
        let timeline = Timeline::of(all.iter(), None, None).unwrap().unwrap();
        assert_eq!(timeline.slots.len(), 13);
        assert_eq!(timeline.position(Period::parse("2024").unwrap()), None);
    }

    #[test]
    fn a_few_quarters_do_not_outweigh_years() {
        check(&["2021", "2022", "2023-Q1", "2023-Q2", "2023-Q3"], &["2021", "2022", "2023"]);
    }

    #[test]
    fn days_asked_for_widen_the_axis() {
        let one = [observation("2018", "1")];
        let from = NaiveDate::from_ymd_opt(2016, 5, 1);
        let timeline = Timeline::of(one.iter(), from, None).unwrap().unwrap();
        assert_eq!(timeline.slots.len(), 3);
    }
}
