//! Years, decades and centuries: "2016", "of last year", "'16", "the 1990s", «90-е годы», "the 19th century".

use super::Role;
use super::point::{Part, Point, YearOf};
use super::reader::Reader;
use super::units::{nth_of, unit_around};
use crate::extract::lexicon::{Prep, Sense, TimeUnit};
use crate::extract::token::Kind;
use crate::model::Period;
use chrono::NaiveDate;

/// A year behind what it dates.
#[derive(Clone, Copy)]
pub(super) struct YearAt {
    pub(super) year: YearOf,
    /// One past its last piece.
    pub(super) end: usize,
}

impl Reader<'_, '_> {
    /// Four digits that can be a year.
    pub(super) fn four_digits(&self, at: usize) -> Option<i32> {
        let text = self.figures(at).filter(|text| text.len() == 4)?;
        text.parse().ok().filter(|year| (1800..=2199).contains(year))
    }

    /// Two digits of a year: "'16", "1Q21".
    pub(super) fn two_digits(&self, at: usize) -> Option<i32> {
        let year: i32 = self.figures(at).filter(|text| text.len() == 2)?.parse().ok()?;
        Some(century_of(year) + year)
    }

    /// The year behind a part of it, right at the piece or after small words: "2018", ", 2018", "of last year", "in the
    /// fiscal year 2024-25", "'16".
    pub(super) fn year(&self, at: usize) -> Option<YearAt> {
        let place = self.skip_small(at);
        if let Some(fiscal) = self.named_fiscal(place) {
            return Some(YearAt { year: fiscal.year, end: fiscal.end });
        }
        // «нынешнего 2020 года»: the figure says it better.
        let deixis = self.deixis(place);
        let figure = place + usize::from(deixis.is_some());
        if let Some(year) = self.four_digits(figure)
            && !self.is_decade(figure)
            && !self.measures(figure + 1)
        {
            return Some(YearAt { year: YearOf::In(Some(year)), end: self.after_year(figure + 1) });
        }
        let short = at + usize::from(self.mark(at) == Some(','));
        if matches!(self.mark(short), Some('\'' | '’'))
            && self.document.glued(short + 1)
            && let Some(year) = self.two_digits(short + 1)
        {
            return Some(YearAt { year: YearOf::In(Some(year)), end: short + 2 });
        }
        let deixis = deixis.filter(|_| self.mark(at) != Some(','))?;
        (self.unit(place + 1) == Some(TimeUnit::Year))
            .then(|| YearAt { year: YearOf::In(self.calendar.year(deixis)), end: place + 2 })
    }

    /// Steps over what may follow the figures of a year: «-м», «года», "A.D.".
    pub(super) fn after_year(&self, at: usize) -> usize {
        let at = self.skip(self.ending(at), Sense::TimeUnit(TimeUnit::Year));
        self.skip(at, Sense::Era)
    }

    /// "2018", "2018 Q3", "2016 june", "2016, the third quarter".
    pub(super) fn year_point(&self, at: usize) -> Option<Point> {
        let year = self.four_digits(at).filter(|_| !self.is_decade(at))?;
        if self.document.glued(at) && self.kind(at - 1) == Some(Kind::Word) {
            return None; // "ISO2018"
        }
        let tied = at > self.begin + 1 && self.tie(at - 1);
        if tied && self.figures(at - 2).is_some() && self.four_digits(at - 2).is_none() {
            return None; // "ISO 9001-2015", "13/2016"
        }
        if let Some(part) = self.part_behind_year(at + 1, year) {
            return Some(part);
        }
        // "2000 people": a small-letter word that means nothing here is what the number counts.
        if self.is_counted(at + 1) && !self.leads_to_year(at) {
            return None;
        }
        Some(Point::new(Part::Year, YearOf::In(Some(year)), self.after_year(at + 1)))
    }

    /// "Q3", "-H2", ", november", "the third quarter", "'s first half" behind a year.
    fn part_behind_year(&self, at: usize, year: i32) -> Option<Point> {
        let comma = usize::from(self.mark(at) == Some(','));
        let tie = usize::from(self.tie(at) && self.mark(at) == Some('-'));
        let own = matches!(self.mark(at), Some('\'' | '’')) && self.document.glued(at + 1);
        let owned = if own && self.has(at + 1, Sense::Possessive) { 2 } else { 0 };
        let place = self.skip(at + comma + tie + owned, Sense::Article);
        let found = self.bare_part(place).or_else(|| {
            // "2016 june", but no "2016 - June".
            let month = self.month(place)?;
            Some((Part::Month(month), place + 1))
        })?;
        // "In 2015, May 2016 was set": the month has a year of its own, or a day.
        let own = self.figures(found.1).is_some();
        (!own).then(|| Point::new(found.0, YearOf::In(Some(year)), found.1))
    }

    /// Whether a word before four digits says that they are a year.
    fn leads_to_year(&self, at: usize) -> bool {
        at > self.begin
            && self.document.senses(at - 1).iter().any(|s| {
                matches!(
                    s,
                    Sense::Prep(_)
                        | Sense::Month(_)
                        | Sense::Compare
                        | Sense::Since
                        | Sense::Edge
                        | Sense::TimeUnit(_)
                        | Sense::Fiscal
                        | Sense::Ordinal(_)
                        | Sense::Season(_)
                        | Sense::Article
                        | Sense::And
                )
            })
    }

    /// Whether the figures at a piece are a decade's: "1990s", «1990-х».
    fn is_decade(&self, at: usize) -> bool {
        self.decade_end(at).is_some()
    }

    /// One past the ending that makes a decade of the figures at a piece.
    fn decade_end(&self, at: usize) -> Option<usize> {
        self.figures(at).filter(|text| text.ends_with('0'))?;
        let marked =
            matches!(self.mark(at + 1), Some('\'' | '’' | '-')) && self.document.glued(at + 1);
        let letters = at + 1 + usize::from(marked);
        (self.document.glued(letters) && self.has(letters, Sense::DecadeEnding))
            .then_some(letters + 1)
    }

    /// "the 1990s", "the 70's", "nineties", «в 90-е годы».
    pub(super) fn decade(&self, at: usize) -> Option<Point> {
        if let Some(tens) = self.look(at, |s| if let Sense::Decade(n) = s { Some(n) } else { None })
        {
            let tens = i32::from(tens);
            let end = self.skip(at + 1, Sense::TimeUnit(TimeUnit::Year));
            return Some(Point::settled(decade_of(century_of(tens) + tens), Role::Main, end));
        }
        let end = self.decade_end(at)?;
        let text = self.figures(at)?;
        let years = self.unit(end) == Some(TimeUnit::Year);
        let first = match text.len() {
            4 => self.four_digits(at)?,
            // "in the 70s", «в 90-е годы», but no «10-е февраля» and no "a man in his 70s".
            2 if years || self.follows(at, Sense::Article) => self.two_digits(at)?,
            _ => return None,
        };
        let end = end + usize::from(years);
        Some(Point::settled(decade_of(first), Role::Main, end))
    }

    /// "the 19th century", «в XX веке».
    pub(super) fn century(&self, at: usize) -> Option<Point> {
        let (n, end) = self.ordinal_before(at)?;
        (self.unit(end) == Some(TimeUnit::Century)).then_some(())?;
        let first = NaiveDate::from_ymd_opt(1, 1, 1)?;
        let all = Period::span(first, NaiveDate::from_ymd_opt(9900, 12, 31)?)?;
        Some(Point::settled(nth_of(all, TimeUnit::Century, n), Role::Main, end + 1))
    }

    /// Whether "in" leads to a piece.
    pub(super) fn is_within(&self, at: usize) -> bool {
        self.led_by(at, Prep::In) || self.led_by(at, Prep::For)
    }
}

/// The century that two digits of a year are of: those to come soon are of this one.
pub(super) fn century_of(year: i32) -> i32 {
    if year < 40 { 2000 } else { 1900 }
}

fn decade_of(year: i32) -> Option<Period> {
    unit_around(NaiveDate::from_ymd_opt(year, 1, 1)?, TimeUnit::Decade)
}
