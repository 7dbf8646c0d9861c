//! Periods counted from the publication day or from what was spoken of: "last year", "the past three months", "a year
//! earlier", "the same period of 2017".

use super::point::Point;
use super::point::{Part, YearOf};
use super::reader::Reader;
use super::year::YearAt;
use super::{Role, When};
use crate::extract::lexicon::{Deixis, Prep, Sense, TimeUnit};

impl Reader<'_, '_> {
    /// "last year", "this January", "next summer", "the previous quarter", "this week", "the past three months".
    pub(super) fn deictic(&self, at: usize) -> Option<Point> {
        let deixis = self.deixis(at).filter(|d| *d != Deixis::Same)?;
        let calendar = self.calendar;
        let next = at + 1;
        if deixis != Deixis::Latest {
            if let Some(month) = self.month(next) {
                let period = calendar.deictic_month(deixis, month);
                return Some(Point::settled(period, Role::Main, next + 1));
            }
            let season = self.look(next, |s| if let Sense::Season(n) = s { Some(n) } else { None });
            if let Some(season) = season {
                let period = calendar.deictic_season(deixis, season);
                return Some(Point::settled(period, Role::Main, next + 1));
            }
        }
        if let Some((n, unit, end)) = self.counted_units(next).filter(|(n, ..)| *n > 1) {
            // "The past two decades" are twenty years.
            let (n, unit) = match unit {
                TimeUnit::Decade => (n.checked_mul(10)?, TimeUnit::Year),
                _ => (n, unit),
            };
            return Some(Point::settled(calendar.window(deixis, unit, n), Role::Window, end));
        }
        // "the next few days", "the coming weeks"
        if self.has(next, Sense::Several) {
            let end = if self.unit(next).is_some() { next + 1 } else { next + 2 };
            self.unit(end - 1)?;
            return Some(Point::settled(None, Role::Window, end));
        }
        let unit = self.unit(next)?;
        // "last year's fourth quarter"
        if unit == TimeUnit::Year
            && let Some(place) = self.owned(next + 1)
            && let Some((part, end)) = self.bare_part(place)
        {
            return Some(Point::new(part, YearOf::In(calendar.year(deixis)), end));
        }
        let role = match unit {
            _ if deixis == Deixis::Latest => Role::Window,
            // "The past decade" is the ten years up to now.
            TimeUnit::Decade | TimeUnit::Century if deixis != Deixis::This => Role::Window,
            TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend | TimeUnit::TenDays => Role::Day,
            // «за этот период»: the one spoken of.
            TimeUnit::Period if deixis == Deixis::This => {
                return Some(Point::settled(calendar.context.spoken, Role::Main, next + 1));
            }
            TimeUnit::Period => return None,
            _ if deixis == Deixis::Previous => Role::Earlier,
            _ => Role::Main,
        };
        let period = match unit {
            TimeUnit::Decade if role == Role::Window => calendar.window(deixis, TimeUnit::Year, 10),
            TimeUnit::Day => None,
            _ => calendar.deictic(deixis, unit),
        };
        Some(Point::settled(period, role, next + 1))
    }

    /// "the same two months of 2013", "the corresponding period last year", "the same 1986 period", "the same period".
    pub(super) fn same(&self, at: usize) -> Option<When> {
        (self.deixis(at)? == Deixis::Same).then_some(())?;
        let when = |end, period, role| Some(When { pieces: at..end, period, role });
        if let Some(year) = self.four_digits(at + 1)
            && self.unit(at + 2).is_some()
        {
            return when(at + 3, self.calendar.same_in(year), Role::Earlier);
        }
        if let Some(month) = self.month(at + 1)
            && self.unit(at + 2).is_some()
        {
            return when(at + 3, self.calendar.same_in_month(month), Role::Earlier);
        }
        let counted = self.count(at + 1).map_or(at + 1, |(_, end)| end);
        let place = self.skip(counted, Sense::Fiscal);
        self.unit(place)?;
        if let Some(YearAt { year, end }) = self.year(place + 1) {
            let period = match year {
                YearOf::In(year) => year.and_then(|year| self.calendar.same_in(year)),
                fiscal => {
                    let fiscal = Point::new(Part::Year, fiscal, end).period(self.calendar);
                    fiscal.and_then(|fiscal| self.calendar.same_in_fiscal(fiscal))
                }
            };
            return when(end, period, Role::Earlier);
        }
        match self.ago(place + 1) {
            Some(earlier) if earlier.role == Role::Earlier => {
                let period = self.calendar.earlier(TimeUnit::Year, 1);
                when(earlier.pieces.end, period, Role::Earlier)
            }
            _ => when(place + 1, self.calendar.context.spoken, Role::Main),
        }
    }

    /// "last year's corresponding period".
    pub(super) fn same_of_year(&self, at: usize) -> Option<When> {
        let YearAt { year, end } = self.year(at).filter(|found| found.end == at + 2)?;
        let YearOf::In(year) = year else { return None };
        let place = self.owned(end).unwrap_or(end);
        (self.deixis(place)? == Deixis::Same && self.unit(place + 1).is_some()).then_some(())?;
        let period = year.and_then(|year| self.calendar.same_in(year));
        Some(When { pieces: at..place + 2, period, role: Role::Earlier })
    }

    /// "Exports in the month", "for the year": of the time spoken of.
    pub(super) fn unit_spoken_of(&self, at: usize) -> Option<When> {
        let led = self.has(at, Sense::Article) && (self.is_within(at + 1) || self.is_within(at));
        let unit = self.unit(at + 1).filter(|_| led)?;
        let alone = self.ends_at(at + 2) || self.piece(at + 2).is_some_and(|next| next.spaced);
        let of = self.has(at + 2, Sense::Prep(Prep::Of)) || self.joint_follows(at + 2);
        let whole = matches!(unit, TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year);
        let period = self.calendar.unit_spoken_of(unit).filter(|_| whole && alone && !of)?;
        Some(When { pieces: at..at + 2, period: Some(period), role: Role::Main })
    }

    /// "a year earlier", "two years ago", "the year before", «годом ранее», "a year later".
    pub(super) fn ago(&self, at: usize) -> Option<When> {
        let (n, place) = if self.has(at, Sense::Article) {
            (1, at + 1)
        } else if self.unit(at).is_some() {
            (1, at)
        } else {
            self.count(at)?
        };
        let unit = self.unit(place)?;
        // "the year-earlier period"
        let tied = self.mark(place + 1) == Some('-') && self.document.glued(place + 2);
        let next = place + 1 + usize::from(tied);
        let end = next + 1 + usize::from(tied && self.unit(next + 1).is_some());
        let when = |period, role| Some(When { pieces: at..end, period, role });
        if self.has(next, Sense::Later) {
            return when(self.calendar.later(unit, n), Role::Main);
        }
        // "Four months before the end of the year" looks ahead, not back.
        let looks_ahead = self.has(next, Sense::Ahead) && self.has(next + 1, Sense::Article);
        if !self.has(next, Sense::Before) || looks_ahead {
            return None;
        }
        let role = if unit < TimeUnit::Month { Role::Day } else { Role::Earlier };
        when(self.calendar.earlier(unit, n), role)
    }
}
