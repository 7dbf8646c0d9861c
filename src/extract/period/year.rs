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

    /// "two thousand and eight", "nineteen eighty-four", «две тысячи двадцатый год»: a year in words, and where it ends.
    fn year_in_words(&self, at: usize) -> Option<(i32, usize)> {
        let number = |at: usize| {
            self.look(at, |s| if let Sense::Number(n) = s { Some(i32::from(n)) } else { None })
        };
        // «тысяча девятьсот»
        let bare = self.has(at, Sense::Scale(3)) && number(at + 1) == Some(900);
        let first = if bare { 1 } else { number(at)? };
        let scale = at + usize::from(!bare);
        let thousands = self.has(scale, Sense::Scale(3)) && (1..=2).contains(&first);
        let hundreds = (17..=20).contains(&first);
        if !thousands && !hundreds {
            return None;
        }
        let mut place = if thousands { self.skip(scale + 1, Sense::And) } else { at + 1 };
        let mut year = first * if thousands { 1000 } else { 100 };
        if let Some(hundred) = number(place).filter(|n| thousands && n % 100 == 0 && *n > 0) {
            year += hundred;
            place += 1;
        }
        let last = self.two_digits_in_words(place);
        let (n, end) = last.filter(|(n, _)| thousands || *n > 9)?;
        let year = year + i32::from(n);
        (1800..=2199).contains(&year).then_some((year, end))
    }

    /// "eight", "ninety-four", «двадцатый»: what stands for the last two digits.
    fn two_digits_in_words(&self, at: usize) -> Option<(u8, usize)> {
        let one = |at: usize| {
            let number = self.look(at, |s| if let Sense::Number(n) = s { Some(n) } else { None });
            number.and_then(|n| u8::try_from(n).ok()).or_else(|| self.ordinal(at))
        };
        let tens = one(at).filter(|n| *n < 100)?;
        let dash = usize::from(self.mark(at + 1) == Some('-') && self.document.glued(at + 1));
        let units = one(at + 1 + dash).filter(|n| tens >= 20 && tens % 10 == 0 && *n < 10);
        Some(units.map_or((tens, at + 1), |units| (tens + units, at + 2 + dash)))
    }

    /// "2018", "2018 Q3", "2016 june", "2016, the third quarter".
    pub(super) fn year_point(&self, at: usize) -> Option<Point> {
        // "in nineteen ninety-four", but not "nineteen twenty-dollar notes"
        if let Some((year, end)) = self.year_in_words(at) {
            let end_of_year = self.skip(end, Sense::TimeUnit(TimeUnit::Year));
            let sure =
                self.leads_to_year(at) || end_of_year > end || self.follows(at, Sense::RangeTo);
            let counts = self.measures(end) || (self.is_counted(end) && end_of_year == end);
            return (sure && !counts)
                .then(|| Point::new(Part::Year, YearOf::In(Some(year)), end_of_year));
        }
        // "18Q4"
        if let Some(year) = self.two_digits(at).filter(|_| self.document.glued(at + 1))
            && let Some((part, end)) = self.bare_part(at + 1)
        {
            return Some(Point::new(part, YearOf::In(Some(year)), end));
        }
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
        // "2000 people": a small-letter word that means nothing here is what a number counts; but where a count would be
        // written "2,007", "the man's 2007 campaign" has a year.
        let grouped = self.document.lexicon.decimal_mark == '.';
        let likely = grouped && year % 10 != 0 && (1900..2040).contains(&year);
        if !likely && self.is_counted(at + 1) && !self.leads_to_year(at) {
            return None;
        }
        Some(Point::new(Part::Year, YearOf::In(Some(year)), self.after_year(at + 1)))
    }

    /// "Q3", "-H2", ", november", "the third quarter", "'s first half" behind a year.
    fn part_behind_year(&self, at: usize, year: i32) -> Option<Point> {
        let comma = usize::from(self.mark(at) == Some(','));
        let tie = usize::from(self.tie(at) && self.mark(at) == Some('-'));
        let at = self.owned(at).unwrap_or(at);
        let place = self.skip(at + comma + tie, Sense::Article);
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
        // "in 2019 and 2020"
        let listed = || at > self.begin + 1 && self.four_digits(at - 2).is_some();
        if self.follows(at, Sense::And) && listed() {
            return true;
        }
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

    /// "'70s": an apostrophe stands for the century.
    fn cut_short(&self, at: usize) -> bool {
        at > self.begin
            && matches!(self.mark(at - 1), Some('\'' | '’' | '‘'))
            && self.document.glued(at)
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
            2 if years || self.follows(at, Sense::Article) || self.cut_short(at) => {
                self.two_digits(at)?
            }
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
