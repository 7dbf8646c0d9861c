//! Days with the name of their month: "22 October 2020", "May twenty-first", "the 3rd of march", "20th of next month".

use super::Role;
use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::token::Kind;
use crate::model::Period;
use chrono::{Datelike, NaiveDate};

/// The number of a day of some month.
#[derive(Clone, Copy)]
pub(super) struct DayNumber {
    pub(super) day: u8,
    /// One past its last piece.
    pub(super) end: usize,
    /// "3", "3rd", "third" or "three".
    pub(super) written: Written,
}

/// How the number of a day is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Figures,
    /// With the letters of an ordinal: "3rd", «3-е».
    FiguresOrdinal,
    Ordinal,
    /// An ordinal that needs no word between it and the month: «третье марта».
    OfMonth,
    Cardinal,
}

impl Written {
    fn is_ordinal(self) -> bool {
        matches!(self, Self::FiguresOrdinal | Self::Ordinal | Self::OfMonth)
    }
}

impl Reader<'_, '_> {
    /// "14", "14th", «14-е», "fourteenth", "twenty-first", "twenty one".
    pub(super) fn day_number(&self, at: usize) -> Option<DayNumber> {
        let found = self.day_in_figures(at).or_else(|| self.day_in_words(at))?;
        (1..=31).contains(&found.day).then_some(found)
    }

    fn day_in_figures(&self, at: usize) -> Option<DayNumber> {
        let day = self.figures(at).filter(|text| text.len() <= 2)?.parse().ok()?;
        let suffix = self.document.glued(at + 1) && self.has(at + 1, Sense::OrdinalEnding);
        let end = if suffix { at + 2 } else { self.ending(at + 1) };
        let end = self.skip(end, Sense::DayWord);
        let written = if end > at + 1 { Written::FiguresOrdinal } else { Written::Figures };
        Some(DayNumber { day, end, written })
    }

    fn day_in_words(&self, at: usize) -> Option<DayNumber> {
        let one = |at: usize| {
            self.look(at, |s| match s {
                Sense::DayOfMonth(n) => Some((n, Written::OfMonth)),
                _ => None,
            })
            .or_else(|| {
                // "1st" is a word of the lexicon, and as clear as "24th".
                let figures = self.kind(at) == Some(Kind::Digits);
                let written = if figures { Written::FiguresOrdinal } else { Written::Ordinal };
                Some((self.ordinal(at)?, written))
            })
            .or_else(|| {
                let n = self.look(at, |s| if let Sense::Number(n) = s { Some(n) } else { None })?;
                Some((u8::try_from(n).ok()?, Written::Cardinal))
            })
        };
        let (tens, written) = one(at)?;
        if written == Written::Cardinal && (tens == 20 || tens == 30) {
            let dash = usize::from(self.mark(at + 1) == Some('-') && self.document.glued(at + 1));
            if let Some((units, written)) = one(at + 1 + dash).filter(|(n, _)| (1..10).contains(n))
            {
                return Some(DayNumber { day: tens + units, end: at + 2 + dash, written });
            }
        }
        Some(DayNumber { day: tens, end: at + 1, written })
    }

    /// A day with its month and, where it is said, its year.
    pub(super) fn day_point(&self, at: usize) -> Option<Point> {
        if let Some(month) = self.month(at) {
            return self.month_first(at, month);
        }
        if let Some(year) = self.four_digits(at) {
            // "2019-aug-1", "2020/Sep/23"
            self.tie(at + 1).then_some(())?;
            let month = self.month(at + 2).filter(|_| self.tie(at + 3))?;
            let day = self.day_in_figures(at + 4)?;
            return day_of(month, day.day, YearOf::In(Some(year)), day.end);
        }
        let number = self.day_number(at)?;
        self.day_first(number).or_else(|| self.day_of_deictic_month(number))
    }

    /// "October 22, 2020", "October, 1st", "Oct/2", "May twenty-first", "june the 28th 2020".
    fn month_first(&self, at: usize, month: u8) -> Option<Point> {
        let next = at + 1;
        let tied = usize::from(self.tie(next));
        let comma = usize::from(self.mark(next) == Some(','));
        let place = next + tied.max(comma);
        let article = usize::from(self.has(place, Sense::Article));
        let number = self.day_number(place + article)?;
        let end = number.end;
        if self.measures(end) {
            return None; // "March 5 billion"
        }
        let clear = self.ends_at(end)
            || self.four_digits(end).is_some()
            || self.joint_follows(end)
            || self.two_digits(end).is_some();
        let fits = match number.written {
            // "In May 5 firms joined."
            Written::Figures => comma == 0 && article == 0 && (clear || !self.is_within(at)),
            Written::FiguresOrdinal => true,
            // "In May first results came", "in March three firms".
            Written::Ordinal | Written::OfMonth => clear || self.document.of(end).is_empty(),
            Written::Cardinal => clear && comma == 0 && article == 0,
        };
        fits.then(|| self.with_year(month, number, end, tied > 0))?
    }

    /// "22 October 2020", "the third of march", «третье марта», "23/Sep/2020".
    fn day_first(&self, number: DayNumber) -> Option<Point> {
        let tied = usize::from(self.tie(number.end));
        let of = usize::from(self.has(number.end, Sense::Prep(Prep::Of)));
        let place = number.end + tied.max(of);
        let month = self.month(place)?;
        let fits = match number.written {
            Written::Figures | Written::FiguresOrdinal | Written::OfMonth => true,
            Written::Ordinal => of > 0,
            Written::Cardinal => false,
        };
        fits.then(|| self.with_year(month, number, place + 1, tied > 0))?
    }

    /// The day with the year that follows it, if one does.
    fn with_year(&self, month: u8, number: DayNumber, end: usize, tied: bool) -> Option<Point> {
        if tied
            && self.tie(end)
            && let Some(year) = self.four_digits(end + 1).or_else(|| self.two_digits(end + 1))
        {
            return day_of(month, number.day, YearOf::In(Some(year)), end + 2);
        }
        if let Some(year) = self.year(end) {
            return day_of(month, number.day, year.year, year.end);
        }
        // "14th April 15", "January first 12": the letters say that the day has been told.
        let short = self.two_digits(end).filter(|_| {
            let after = end + 1;
            number.written.is_ordinal()
                && !self.measures(after)
                && !self.is_counted(after)
                && !self.joint_follows(after)
                && self.month(after).is_none()
        });
        match short {
            Some(year) => day_of(month, number.day, YearOf::In(Some(year)), end + 1),
            None => day_of(month, number.day, YearOf::Unsaid, end),
        }
    }

    /// "20th of next month", «20-го числа прошлого месяца».
    pub(super) fn day_of_deictic_month(&self, number: DayNumber) -> Option<Point> {
        // "of this" is one word of the lexicon.
        let of =
            self.has(number.end, Sense::Prep(Prep::Of)) || self.has(number.end, Sense::Including);
        if !of && !number.written.is_ordinal() {
            return None;
        }
        let (month, end) = self.deictic_month(number.end)?;
        let day = month.and_then(|month| in_month(month, number.day));
        Some(Point::settled(day, Role::Day, end))
    }

    /// "of this month", "in next month", and where it ends.
    pub(super) fn deictic_month(&self, at: usize) -> Option<(Option<Period>, usize)> {
        let place = self.skip_small(self.skip(at, Sense::TimeUnit(TimeUnit::Day)));
        let deixis = self.deixis(place)?;
        (self.unit(place + 1) == Some(TimeUnit::Month))
            .then(|| (self.calendar.deictic(deixis, TimeUnit::Month), place + 2))
    }
}

fn day_of(month: u8, day: u8, year: YearOf, end: usize) -> Option<Point> {
    // February 29 is a day, April 31 none.
    NaiveDate::from_ymd_opt(2000, u32::from(month), u32::from(day))?;
    Some(Point::new(Part::Day { month, day }, year, end))
}

/// A day of a month by its number.
pub(super) fn in_month(month: Period, day: u8) -> Option<Period> {
    let first = month.from();
    Period::day(NaiveDate::from_ymd_opt(first.year(), first.month(), u32::from(day))?)
}
