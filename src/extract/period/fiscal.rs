//! Fiscal years, which begin in the month that is the area's: "fiscal 1985/86", "FY2024", "the current fiscal year".

use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use crate::extract::lexicon::{Sense, TimeUnit};
use crate::model::Period;

impl Reader<'_, '_> {
    /// A fiscal year that is called so, or that two numbers name: "FY2015-16", "the last fiscal year", "2015/16".
    pub(super) fn fiscal(&self, at: usize) -> Option<Point> {
        self.named_fiscal(at).or_else(|| {
            let (fiscal, end) = self.split_year(at)?;
            Some(Point::new(Part::Year, YearOf::Fiscal(fiscal), self.after_fiscal(end)))
        })
    }

    /// A fiscal year that is called so.
    pub(super) fn named_fiscal(&self, at: usize) -> Option<Point> {
        let year = |fiscal, end| Some(Point::new(Part::Year, YearOf::Fiscal(fiscal), end));
        if let Some(deixis) = self.deixis(at).filter(|_| self.has(at + 1, Sense::Fiscal)) {
            let end = self.skip(at + 2, Sense::TimeUnit(TimeUnit::Year));
            // "the current financial year 2021-22"
            if let Some((fiscal, end)) = self.split_year(end) {
                return year(fiscal, end);
            }
            return year(self.calendar.fiscal_near(deixis), end);
        }
        let named = self.has(at, Sense::Fiscal);
        let before = self.follows(at, Sense::Fiscal);
        if !named && !before {
            return None;
        }
        let place = if named { self.skip(at + 1, Sense::TimeUnit(TimeUnit::Year)) } else { at };
        if let Some((fiscal, end)) = self.split_year(place) {
            return year(fiscal, self.after_fiscal(end));
        }
        // A fiscal year is named by the calendar year in which it ends.
        let alone = named && !self.measures(place + 1) && !self.is_counted(place + 1);
        let last = self.four_digits(place).or_else(|| self.two_digits(place).filter(|_| alone))?;
        year(
            self.calendar.fiscal_from(last - 1).or(Period::year(last)),
            self.after_fiscal(place + 1),
        )
    }

    /// «2019/20 сельскохозяйственного года»: steps over what names the year behind its figures.
    fn after_fiscal(&self, at: usize) -> usize {
        let named = self.skip(at, Sense::Fiscal);
        self.skip(named, Sense::TimeUnit(TimeUnit::Year))
    }

    /// "2015-16", "1985/86", "2015/2016": two years that follow each other, and where they end.
    fn split_year(&self, at: usize) -> Option<(Option<Period>, usize)> {
        let first = self.four_digits(at)?;
        let tied = self.dash(at + 1) && self.document.glued(at + 2);
        let second = self.figures(at + 2).filter(|_| tied)?;
        let n: i32 = second.parse().ok()?;
        let follows = match second.len() {
            2 => n == (first + 1) % 100,
            4 => {
                let before =
                    |pieces| at.checked_sub(pieces).filter(|&p| self.has(p, Sense::Fiscal));
                let year = || self.follows(at, Sense::TimeUnit(TimeUnit::Year));
                let called = self.has(at + 3, Sense::Fiscal)
                    || before(1).is_some()
                    || (before(2).is_some() && year());
                n == first + 1 && (called || self.mark(at + 1) == Some('/'))
            }
            _ => false,
        };
        follows.then(|| (self.calendar.fiscal_from(first), at + 3))
    }

    /// "2010-15": a span of years, the century of the second left out.
    pub(super) fn short_span(&self, at: usize) -> Option<Point> {
        let first = self.four_digits(at)?;
        let dash = matches!(self.mark(at + 1), Some('-' | '–' | '—'));
        let tied = dash && self.document.glued(at + 1) && self.document.glued(at + 2);
        let second = self.two_digits(at + 2).filter(|_| tied)? % 100;
        let last = first - first.rem_euclid(100) + second;
        let fits = last > first && last - first < 40 && !self.tie(at + 3) && !self.measures(at + 3);
        let span = Period::months((first, 1), (last, 12)).filter(|_| fits)?;
        Some(Point::settled(Some(span), super::Role::Main, self.after_year(at + 3)))
    }
}
