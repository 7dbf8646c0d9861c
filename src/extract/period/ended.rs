//! Stretches named by their last or first day: "the nine months ended December 1986", "the year to June 30", "the week
//! beginning 2 May", "the week of 18 September".

use super::point::{Part, Point};
use super::reader::Reader;
use super::units::{unit_around, until};
use super::{Role, When};
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::model::Period;
use chrono::{Datelike, Days};

impl Reader<'_, '_> {
    /// A count of units, or one unit, and the day or month that it ends with.
    pub(super) fn ended(&self, at: usize) -> Option<When> {
        let (n, unit, next) = match self.unit(at) {
            Some(unit) => (1, unit, at + 1),
            None => self.counted_units(at)?,
        };
        if unit < TimeUnit::Week {
            return None;
        }
        let when = |end, period| Some(When { pieces: at..end, period, role: Role::Main });
        if self.has(next, Sense::Ended) || self.has(next, Sense::RangeTo) {
            let on = self.skip(next + 1, Sense::Prep(Prep::On));
            let last = self.last_of_stretch(self.skip(on, Sense::Prep(Prep::In)))?;
            // "The week to May" ends on no day.
            let of_month = matches!(last.part, Part::Month(_));
            if of_month && unit < TimeUnit::Month {
                return None;
            }
            let last_day = last.period(self.calendar).map(Period::to);
            let period = if unit == TimeUnit::Period {
                // "In the period to May": the one spoken of that ends then, else from the beginning of the year.
                let spoken = self.calendar.context.spoken;
                let same = spoken.filter(|spoken| Some(spoken.to()) == last_day);
                let of_year = || {
                    let day = last_day.filter(|_| of_month && last.lacks_year())?;
                    Period::span(Period::year(day.year())?.from(), day)
                };
                Some(same.or_else(of_year)?)
            } else {
                last_day.and_then(|day| until(day, unit, n))
            };
            return when(last.end, period);
        }
        let begins = self.has(next, Sense::Beginning);
        if unit != TimeUnit::Week || n != 1 || !(begins || self.has(next, Sense::Prep(Prep::Of))) {
            return None;
        }
        let day = self.day_point(self.skip(next + 1, Sense::Article))?;
        let period = day.period(self.calendar).and_then(|first| {
            let first = first.from();
            if begins {
                Period::span(first, first.checked_add_days(Days::new(6))?)
            } else {
                unit_around(first, unit)
            }
        });
        when(day.end, period)
    }

    fn last_of_stretch(&self, at: usize) -> Option<Point> {
        let at = self.skip(at, Sense::Edge);
        self.numeric(at).or_else(|| self.day_point(at)).or_else(|| self.month_point(at))
    }
}
