//! Halves, quarters and seasons of a year: "Q1 2024", "the second half of last year", «I–III кварталы», "spring 2016".

use super::Role;
use super::day::Written;
use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use super::span::{Ends, Joint};
use super::year::YearAt;
use crate::extract::lexicon::{Deixis, Sense, TimeUnit};
use crate::extract::token::Kind;
use crate::model::Period;

impl Reader<'_, '_> {
    /// "Q3", "third quarter", «2 квартал»: half or quarter of a year that is not said.
    pub(super) fn bare_part(&self, at: usize) -> Option<(Part, usize)> {
        let earlier = self.has(at + 1, Sense::Before);
        let named = self
            .look(at, |s| if let Sense::PartOfYear(unit, n) = s { Some((unit, n)) } else { None });
        if let Some((unit, n)) = named.filter(|_| !earlier) {
            return Some((Part::numbered(unit, n)?, at + 1));
        }
        let (n, place) = self.ordinal_before(at)?;
        let unit = self.unit(place).filter(|u| matches!(u, TimeUnit::Half | TimeUnit::Quarter))?;
        // "a second half-hearted attempt"
        let tied = self.mark(place + 1) == Some('-')
            && self.document.glued(place + 1)
            && self.kind(place + 2) == Some(Kind::Word);
        if tied { None } else { Some((Part::numbered(unit, n)?, place + 1)) }
    }

    /// The number of an ordinal that stands before a unit, and where the unit is: "third", "19th", «2», «2-й».
    pub(super) fn ordinal_before(&self, at: usize) -> Option<(u8, usize)> {
        // "twenty-first"
        if let Some(found) = self.day_number(at).filter(|found| found.end > at + 1)
            && found.written == Written::Ordinal
        {
            return Some((found.day, self.hyphen(found.end)));
        }
        if let Some(n) = self.ordinal(at) {
            return Some((n, self.hyphen(at + 1)));
        }
        let n: u8 = self.figures(at).filter(|text| text.len() <= 2)?.parse().ok()?;
        if self.document.glued(at + 1) && self.has(at + 1, Sense::OrdinalEnding) {
            return Some((n, self.hyphen(at + 2)));
        }
        // The figure of «2 квартал» numbers it.
        let place = self.ending(at + 1);
        (place > at + 1 || self.has(place, Sense::Nth)).then_some((n, place))
    }

    /// Steps over the hyphen of "five-month", "first-half".
    pub(super) fn hyphen(&self, at: usize) -> usize {
        at + usize::from(self.mark(at) == Some('-') && self.document.glued(at))
    }

    /// "Q1 2024", "the second half of last year", "the last week of October", «III квартал», "spring 2016".
    pub(super) fn part_point(&self, at: usize) -> Option<Point> {
        let season = self.look(at, |s| if let Sense::Season(n) = s { Some(n) } else { None });
        if let Some(season) = season {
            return self.season(at + 1, season);
        }
        if let Some(parts) = self.parts_in_a_row(at) {
            return Some(parts);
        }
        if let Some(part) = self.fiscal_part(at) {
            return Some(part);
        }
        let Some((part, end)) = self.bare_part(at) else { return self.share_point(at) };
        // "1Q21"
        if self.document.glued(end)
            && let Some(year) = self.two_digits(end)
        {
            return Some(Point::new(part, YearOf::In(Some(year)), end + 1));
        }
        let tied = end + usize::from(self.tie(end));
        if let Some(found) = self.year(tied) {
            return Some(Point::new(part, found.year, found.end));
        }
        // "the second half of March"
        if let Some(share) = self.share_point(at) {
            return Some(share);
        }
        Some(Point::new(part, YearOf::Unsaid, self.of_the_year(end)))
    }

    /// "the first and second quarters of 2019", «в I–III кварталах».
    fn parts_in_a_row(&self, at: usize) -> Option<Point> {
        let number = |at: usize| {
            let figure = || self.figures(at).filter(|text| text.len() == 1)?.parse().ok();
            self.ordinal(at).or_else(figure)
        };
        let first = number(at)?;
        let joint = self.joint(at + 1)?;
        let place = self.skip(at + 2, Sense::Article);
        let last = number(place)?;
        let unit = self.unit(place + 1)?;
        let in_words = self.ordinal(at).is_some() || self.has(place + 1, Sense::Nth);
        let order = first < last && (joint != Joint::And || last == first + 1);
        if !in_words || !order || !matches!(unit, TimeUnit::Quarter | TimeUnit::Half) {
            return None;
        }
        let (year, end) =
            self.year(place + 2).map_or((YearOf::Unsaid, place + 2), |y| (y.year, y.end));
        let first = Point::new(Part::numbered(unit, first)?, year, end);
        let last = Point::new(Part::numbered(unit, last)?, year, end);
        let Ends(period) = self.between(first, last, false)?;
        Some(Point::settled(period, Role::Main, end))
    }

    /// "the third fiscal quarter", "the second fiscal quarter of 2020".
    fn fiscal_part(&self, at: usize) -> Option<Point> {
        let (n, place) = self.ordinal_before(at)?;
        self.has(place, Sense::Fiscal).then_some(())?;
        let unit = self.unit(place + 1)?;
        let part = Part::numbered(unit, n)?;
        let found = self.year(place + 2);
        let (fiscal, end) = match found {
            Some(YearAt { year: YearOf::In(Some(year)), end }) => {
                (self.calendar.fiscal_from(year - 1).or(Period::year(year)), end)
            }
            Some(YearAt { year: YearOf::Fiscal(fiscal), end }) => (fiscal, end),
            _ => (self.calendar.fiscal_near(Deixis::This), place + 2),
        };
        Some(Point::new(part, YearOf::Fiscal(fiscal), end))
    }

    /// "summer 2016", "the winter of 2015/16"; "spring wheat" is no time.
    fn season(&self, at: usize, season: u8) -> Option<Point> {
        let found = self.year(at)?;
        let split = self.mark(found.end) == Some('/') && self.two_digits(found.end + 1).is_some();
        let end = found.end + if split { 2 } else { 0 };
        Some(Point::new(Part::Season(season), found.year, end))
    }
}
