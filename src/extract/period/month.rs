//! Months: "May", "May 2010", "Dec/2018", "month of June"; and the words that are months only in company.

use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::token::{Kind, Letters};

impl Reader<'_, '_> {
    /// The month that a piece names.
    pub(super) fn month(&self, at: usize) -> Option<u8> {
        let maybe = self.look(at, |s| if let Sense::MaybeMonth(m) = s { Some(m) } else { None });
        match self.look(at, |s| if let Sense::Month(m) = s { Some(m) } else { None }) {
            Some(month) => (maybe.is_none() || !self.is_name(at)).then_some(month),
            None => maybe.filter(|_| self.keeps_company(at)),
        }
    }

    /// "Theresa May said", "May the best one win".
    fn is_name(&self, at: usize) -> bool {
        if at == self.begin {
            let named = self.document.is_plain(at + 1)
                && self.piece(at + 1).is_some_and(|next| next.letters != Letters::Lower);
            return named || self.has(at + 1, Sense::Article) || self.has(at + 1, Sense::Pronoun);
        }
        let name = self.document.is_plain(at - 1)
            && self.piece(at - 1).is_some_and(|before| before.letters == Letters::Initial);
        let said = self.has(at + 1, Sense::Speech)
            || self.has(at + 1, Sense::Relative)
            || self.is_counted(at + 1)
            || self.mark(at + 1) == Some(',');
        name && said
    }

    /// Whether a word that is something else as well stands where a month does: "in may", "march 3", "3 mar 2015".
    fn keeps_company(&self, at: usize) -> bool {
        let year = self.four_digits(at + 1).is_some()
            || (self.mark(at + 1) == Some(',') && self.four_digits(at + 2).is_some());
        let day = self.day_number(at + 1).is_some_and(|day| {
            !self.measures(day.end) && !self.is_counted(day.end) && self.unit(day.end).is_none()
        });
        if year || day || self.tie(at + 1) || (at > self.begin && self.tie(at - 1)) {
            return true;
        }
        if at == self.begin {
            return false;
        }
        let led = self.document.senses(at - 1).iter().any(|s| {
            matches!(
                s,
                Sense::Prep(Prep::In | Prep::Of | Prep::From | Prep::By)
                    | Sense::Deixis(_)
                    | Sense::Ended
                    | Sense::Edge
                    | Sense::Since
                    | Sense::DayOfMonth(_)
            )
        });
        let range = self.has(at - 1, Sense::RangeTo)
            && at > self.begin + 1
            && (self.kind(at - 2) == Some(Kind::Digits) || self.month(at - 2).is_some());
        let comma = at >= self.begin + 2
            && self.mark(at - 1) == Some(',')
            && self.four_digits(at - 2).is_some();
        let ordinal = self.has(at - 1, Sense::OrdinalEnding)
            || (at >= self.begin + 3
                && self.figures(at - 3).is_some()
                && self.ending(at - 2) == at);
        let digits =
            self.figures(at - 1).is_some_and(|text| text.len() <= 4) && !self.is_counted(at + 1);
        led || range || digits || comma || ordinal
    }

    /// "May", "May 2010", "Dec/2018", "August 99".
    pub(super) fn month_point(&self, at: usize) -> Option<Point> {
        let month = self.month(at)?;
        let part = Part::Month(month);
        let next = at + 1;
        // "January-March period of 2022"
        let stretch =
            matches!(self.unit(next), Some(TimeUnit::Period | TimeUnit::Month | TimeUnit::Quarter));
        if stretch && let Some(year) = self.year(next + 1) {
            return Some(Point::new(part, year.year, year.end));
        }
        // "Dec/2018", "January-March-2010"
        let tied = next + usize::from(self.tie(next));
        if let Some(year) = self.four_digits(tied).filter(|_| tied > next) {
            return Some(Point::new(part, YearOf::In(Some(year)), self.after_year(tied + 1)));
        }
        if let Some(year) = self.year(next).filter(|_| !self.dash(next)) {
            return Some(Point::new(part, year.year, year.end));
        }
        // "August 99" is no day of August.
        let short = self.two_digits(next).filter(|_| {
            let above =
                self.figures(next).and_then(|text| text.parse().ok()).is_some_and(|n: u8| n > 31);
            above && self.ends_at(next + 1) && !self.document.glued(next)
        });
        if let Some(year) = short {
            return Some(Point::new(part, YearOf::In(Some(year)), next + 1));
        }
        Some(Point::new(part, YearOf::Unsaid, next))
    }
}
