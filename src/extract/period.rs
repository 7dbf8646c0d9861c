//! Pieces in, periods out: "the first five months of this year", "fiscal 1985/86", "a year earlier".
//!
//! Relative periods are counted from the publication day and from the period last spoken of; where neither is known they
//! stay unresolved. Which number a period belongs to is left to [`super::link`].

mod calendar;

use super::document::Document;
use super::lexicon::{Deixis, Kinds, Prep, Sense, TimeUnit};
use super::token::Kind;
use crate::model::Period;
use calendar::Calendar;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A period of a sentence.
#[derive(Clone, Debug)]
pub(super) struct When {
    /// Its pieces, the preposition before it not among them.
    pub(super) pieces: Range<usize>,
    /// The days; `None` when they cannot be known.
    pub(super) period: Option<Period>,
    pub(super) role: Role,
}

/// What a period can do for a number beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// It can be the time that a number is about.
    Main,
    /// By its own words it is the time compared with: "a year earlier".
    Earlier,
    /// A day on which something was said or done: numbers are seldom about one.
    Day,
    /// The beginning of a time that runs on: "since 2014".
    Open,
}

/// What relative periods are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The publication day.
    pub(super) published: Option<NaiveDate>,
    /// The period last spoken of.
    pub(super) spoken: Option<Period>,
    /// The month in which the fiscal year of the area in focus begins; 1 where it is the calendar's.
    pub(super) fiscal_start: u8,
}

/// What a period can begin with.
const BEGINS: Kinds = Kinds::FIGURES
    .and(Kinds::DATE)
    .and(Kinds::NUMBER)
    .and(Kinds::ARTICLE)
    .and(Kinds::ORDINAL)
    .and(Kinds::MONTH)
    .and(Kinds::TIME_UNIT)
    .and(Kinds::DEIXIS)
    .and(Kinds::FISCAL)
    .and(Kinds::REST);

/// The periods of a sentence, in order. `taken` tells which pieces belong to numbers with units. On return,
/// `context.spoken` is the last main period of the sentence, if there was one.
pub(super) fn periods(
    document: &Document,
    sentence: &Range<usize>,
    taken: impl Fn(usize) -> bool,
    context: &mut Context,
) -> Vec<When> {
    let mut found: Vec<When> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let reader = Reader {
            document,
            limit: sentence.end,
            begin: sentence.start,
            calendar: Calendar { context: *context },
        };
        if !document.is(at, BEGINS) || taken(at) {
            debug_assert!(taken(at) || reader.period(at).is_none(), "{:?}", document.of(at));
            at += 1;
            continue;
        }
        match reader.period(at) {
            Some(mut when) if when.pieces.end > at => {
                let before = if at > sentence.start + 1 && document.has(at - 1, Sense::Article) {
                    at - 2
                } else {
                    at.saturating_sub(1)
                };
                if at > sentence.start
                    && document.has(before, Sense::Since)
                    && when.role == Role::Main
                {
                    when.role = Role::Open;
                }
                if when.role == Role::Main && when.period.is_some() {
                    context.spoken = when.period;
                }
                at = when.pieces.end;
                found.push(when);
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads periods at a place of one sentence.
struct Reader<'d, 't> {
    document: &'d Document<'t>,
    begin: usize,
    limit: usize,
    calendar: Calendar,
}

/// Day, month and, where it is said, year.
type DayOf = (u8, u8, Option<i32>);

/// A year as prose names it.
#[derive(Clone, Copy)]
struct YearAt {
    year: Option<i32>,
    /// The fiscal year it names, when it names one.
    fiscal: Option<Period>,
    end: usize,
}

impl YearAt {
    /// Half or quarter of the year.
    fn part(self, unit: TimeUnit, n: u8) -> Option<Period> {
        match self.fiscal {
            Some(fiscal) => calendar::part_of_fiscal(fiscal, unit, n),
            None => calendar::part(self.year?, unit, n),
        }
    }
}

impl Reader<'_, '_> {
    fn period(&self, at: usize) -> Option<When> {
        let when =
            |end: usize, period: Option<Period>, role: Role| When { pieces: at..end, period, role };
        let document = self.document;
        if document.pieces[at].kind == Kind::Date {
            let day = calendar::date(document.of(at), document.lexicon.decimal_mark == '.')?;
            return Some(when(at + 1, Period::day(day), Role::Day));
        }
        if document.has(at, Sense::ToDate) {
            return Some(when(at + 1, self.calendar.year_to_date(), Role::Main));
        }
        self.days(at)
            .or_else(|| self.months(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.years(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.relative(at))
    }

    // Small looks at a piece.

    fn month(&self, at: usize) -> Option<u8> {
        self.look(at, |s| if let Sense::Month(m) = s { Some(m) } else { None })
    }

    fn unit(&self, at: usize) -> Option<TimeUnit> {
        self.look(at, |s| if let Sense::TimeUnit(unit) = s { Some(unit) } else { None })
    }

    fn deixis(&self, at: usize) -> Option<Deixis> {
        self.look(at, |s| if let Sense::Deixis(d) = s { Some(d) } else { None })
    }

    fn ordinal(&self, at: usize) -> Option<u8> {
        self.look(at, |s| if let Sense::Ordinal(n) = s { Some(n) } else { None })
    }

    /// A count from 1 to 99, in words or figures.
    fn count(&self, at: usize) -> Option<(u8, usize)> {
        let value = super::number::at(self.document, at, self.limit)?;
        let n = u8::try_from(value.value).ok()?;
        (value.value.fract().is_zero() && (1..100).contains(&n)).then_some((n, value.end))
    }

    /// Steps over the ending of an ordinal in figures: «2019-м», «1-й».
    fn ending(&self, at: usize) -> usize {
        let dash = self.document.is_mark(at, '-')
            && self.document.glued(at)
            && self.document.glued(at + 1);
        let short = self.document.of(at + 1).chars().count() <= 3
            && self.document.of(at + 1).chars().all(char::is_lowercase);
        let letters = self.document.pieces.get(at + 1).is_some_and(|p| p.kind == Kind::Word);
        if dash && short && letters && at + 1 < self.limit { at + 2 } else { at }
    }

    fn look<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        if at < self.limit { self.document.find(at, pick) } else { None }
    }

    fn dash(&self, at: usize) -> bool {
        at < self.limit && matches!(self.document.pieces[at].mark, '-' | '–' | '—' | '/')
    }

    fn skip(&self, at: usize, sense: Sense) -> usize {
        at + usize::from(at < self.limit && self.document.has(at, sense))
    }

    /// Steps over "of", "in", "the" before a year.
    fn skip_small(&self, at: usize) -> usize {
        let at = if self.document.is_mark(at, ',') { at + 1 } else { at };
        let at = if at < self.limit
            && (self.document.has(at, Sense::Prep(Prep::Of))
                || self.document.has(at, Sense::Prep(Prep::In)))
        {
            at + 1
        } else {
            at
        };
        self.skip(at, Sense::Article)
    }

    /// Four digits that can be a year.
    fn figures_year(&self, at: usize) -> Option<i32> {
        let piece =
            self.document.pieces.get(at).filter(|p| at < self.limit && p.kind == Kind::Digits)?;
        let text = &self.document.text[piece.start..piece.end];
        let year: i32 = text.parse().ok().filter(|_| text.len() == 4)?;
        (1800..=2199).contains(&year).then_some(year)
    }

    /// "2018", "of last year", "this year", right at the piece or after small words.
    fn year(&self, at: usize) -> Option<YearAt> {
        let place = self.skip_small(at);
        // "the first half of fiscal year 2024-25", "Q1 FY24"
        let fiscal = self.document.has(place, Sense::Fiscal)
            || (self.deixis(place).is_some() && self.document.has(place + 1, Sense::Fiscal));
        if let Some(found) = fiscal.then(|| self.fiscal(place)).flatten() {
            return Some(YearAt { year: None, fiscal: found.period, end: found.pieces.end });
        }
        if let Some(year) = self.figures_year(place) {
            // "March 2015-16" keeps its first year only when no split year follows.
            let end = self.skip(self.ending(place + 1), Sense::TimeUnit(TimeUnit::Year));
            return Some(YearAt { year: Some(year), fiscal: None, end });
        }
        let deixis = self.deixis(place)?;
        (self.unit(place + 1) == Some(TimeUnit::Year)).then(|| YearAt {
            year: self.calendar.year(deixis),
            fiscal: None,
            end: place + 2,
        })
    }

    /// "22 October 2020", "October 22, 2020", "January 1 to March 23".
    fn days(&self, at: usize) -> Option<When> {
        let (first, end) = self.day(at)?;
        let joint = self.document.has(end, Sense::RangeTo)
            || self.document.has(end, Sense::Ended)
            || self.dash(end)
            || self.document.has(end, Sense::And);
        if joint && end + 1 < self.limit {
            let between = at > self.begin
                && (self.document.has(at - 1, Sense::Prep(Prep::Between))
                    || self.document.has(at - 1, Sense::Prep(Prep::From)));
            if let Some((second, stop)) =
                self.day(end + 1).filter(|_| between || !self.document.has(end, Sense::And))
            {
                let year = second.2.or(first.2);
                let to = self.calendar.day(second.0, second.1, year);
                let from = to.and_then(|to| {
                    NaiveDate::from_ymd_opt(
                        first.2.unwrap_or(to.year()),
                        u32::from(first.1),
                        u32::from(first.0),
                    )
                });
                let span = from.zip(to).and_then(|(from, to)| Period::span(from, to));
                return Some(When { pieces: at..stop, period: span, role: Role::Main });
            }
        }
        let day = self.calendar.day(first.0, first.1, first.2);
        Some(When { pieces: at..end, period: day.and_then(Period::day), role: Role::Day })
    }

    /// Day, month and, where it is said, year.
    fn day(&self, at: usize) -> Option<(DayOf, usize)> {
        let day_at = |place: usize| {
            let piece = self
                .document
                .pieces
                .get(place)
                .filter(|p| place < self.limit && p.kind == Kind::Digits)?;
            let text = &self.document.text[piece.start..piece.end];
            let day: u8 = text.parse().ok().filter(|d| (1..=31).contains(d) && text.len() <= 2)?;
            // "14th": the letters are glued to the figures.
            let suffix = self.document.glued(place + 1)
                && self.document.has(place + 1, Sense::OrdinalEnding);
            Some((day, place + 1 + usize::from(suffix)))
        };
        let (day, month, end) = if let Some(month) = self.month(at) {
            let (day, end) = day_at(at + 1)?;
            // "March 5 billion" is no day.
            if super::number::scale(self.document, end, self.limit).is_some()
                || self
                    .look(end, |s| matches!(s, Sense::Percent | Sense::Currency(..)).then_some(()))
                    .is_some()
            {
                return None;
            }
            (day, month, end)
        } else {
            let (day, next) = day_at(at)?;
            let next = self.skip(next, Sense::Prep(Prep::Of));
            (day, self.month(next)?, next + 1)
        };
        let comma = end + usize::from(self.document.is_mark(end, ','));
        let year = self.figures_year(comma).or_else(|| self.figures_year(end));
        Some((
            (day, month, year),
            year.map_or(
                end,
                |_| if self.figures_year(end).is_some() { end + 1 } else { comma + 1 },
            ),
        ))
    }

    /// The year of months: right behind them, after a dash ("January-March-2010") or after "period of".
    fn year_of_months(&self, at: usize) -> Option<YearAt> {
        let period = self
            .unit(at)
            .is_some_and(|u| matches!(u, TimeUnit::Period | TimeUnit::Month | TimeUnit::Quarter));
        let place = if period { at + 1 } else { at };
        if let Some(found) = self.year(place) {
            return Some(found);
        }
        let year = self
            .figures_year(place + 1)
            .filter(|_| self.document.is_mark(place, '-') && self.document.glued(place))?;
        Some(YearAt { year: Some(year), fiscal: None, end: place + 2 })
    }

    /// "January–November 2021", "May", "between January and May 2010".
    fn months(&self, at: usize) -> Option<When> {
        let first = self.month(at)?;
        let mut end = at + 1;
        let first_year =
            self.year(end).filter(|_| self.document.is_mark(end, ',') || !self.dash(end));
        if let Some(year) = first_year {
            end = year.end;
        }
        let led = at > self.begin
            && (self.document.has(at - 1, Sense::Prep(Prep::Between))
                || self.document.has(at - 1, Sense::Prep(Prep::From)));
        let joined = self.dash(end)
            || self.document.has(end, Sense::RangeTo)
            || (self.document.has(end, Sense::Ended) && led)
            || (self.document.has(end, Sense::And)
                && (led || self.follows(first, first_year, end)));
        let last = if joined { self.month(end + 1) } else { None };
        let Some(last) = last else {
            let period = match first_year {
                Some(YearAt { year, .. }) => year.and_then(|year| Period::month(year, first)),
                None => self.calendar.month(first),
            };
            return Some(When { pieces: at..end, period, role: Role::Main });
        };
        end += 2;
        let last_year = self.year_of_months(end);
        if let Some(year) = last_year {
            end = year.end;
        }
        let period = match last_year.or(first_year) {
            Some(YearAt { year, .. }) => year.and_then(|to| {
                let from = first_year.and_then(|y| y.year).unwrap_or(if first <= last {
                    to
                } else {
                    to - 1
                });
                Period::months((from, first), (to, last))
            }),
            None => self.calendar.months(first, last),
        };
        Some(When { pieces: at..end, period, role: Role::Main })
    }

    /// "In January and February": two months that follow each other are one time, unless numbers are told one each.
    fn follows(&self, first: u8, first_year: Option<YearAt>, and: usize) -> bool {
        let each = (self.begin..self.limit).any(|p| self.document.has(p, Sense::Respectively));
        first_year.is_none() && !each && self.month(and + 1) == Some(first + 1)
    }

    /// "fiscal year 2015-16", "1985/86", "the current fiscal year", "FY2024".
    fn fiscal(&self, at: usize) -> Option<When> {
        let named = self.document.has(at, Sense::Fiscal);
        let before = at > self.begin && self.document.has(at - 1, Sense::Fiscal);
        if let Some(deixis) = self
            .deixis(at)
            .filter(|_| self.document.has(at + 1, Sense::Fiscal) && at + 1 < self.limit)
        {
            let end = self.skip(at + 2, Sense::TimeUnit(TimeUnit::Year));
            return Some(When {
                pieces: at..end,
                period: self.calendar.fiscal_near(deixis),
                role: Role::Main,
            });
        }
        let place = if named { self.skip(at + 1, Sense::TimeUnit(TimeUnit::Year)) } else { at };
        let first = self.figures_year(place)?;
        let split = self
            .dash(place + 1)
            .then(|| {
                self.document
                    .pieces
                    .get(place + 2)
                    .filter(|p| place + 2 < self.limit && p.kind == Kind::Digits && !p.spaced)
            })
            .flatten()
            .map(|p| &self.document.text[p.start..p.end])
            .filter(|text| text.len() == 2 || text.len() == 4)
            .and_then(|text| text.parse::<i32>().ok())
            .is_some_and(|n| {
                n == (first + 1) % 100 || (n == first + 1 && self.document.is_mark(place + 1, '/'))
            });
        if split {
            return Some(When {
                pieces: at..place + 3,
                period: self.calendar.fiscal_from(first),
                role: Role::Main,
            });
        }
        // A fiscal year is named by the calendar year in which it ends.
        (named || before).then(|| When {
            pieces: at..place + 1,
            period: self.calendar.fiscal_from(first - 1).or(Period::year(first)),
            role: Role::Main,
        })
    }

    /// "2018", "2018–2024", "from 2018 to 2024", "2018 Q3".
    fn years(&self, at: usize) -> Option<When> {
        let first = self.figures_year(at)?;
        let when = |end, period| Some(When { pieces: at..end, period, role: Role::Main });
        if self.document.glued(at) && self.document.pieces[at - 1].kind == Kind::Word {
            return None; // "ISO2018"
        }
        let led = at > self.begin
            && (self.document.has(at - 1, Sense::Prep(Prep::Between))
                || self.document.has(at - 1, Sense::Prep(Prep::From)));
        let joined = self.dash(at + 1)
            || ((self.document.has(at + 1, Sense::RangeTo)
                || self.document.has(at + 1, Sense::And))
                && led);
        if let Some(last) =
            self.figures_year(at + 2).filter(|&last| joined && last > first && last - first < 60)
        {
            let end = self.skip(at + 3, Sense::TimeUnit(TimeUnit::Year));
            return when(end, Period::months((first, 1), (last, 12)));
        }
        if let Some((unit, n)) = self.look(at + 1, |s| {
            if let Sense::PartOfYear(unit, n) = s { Some((unit, n)) } else { None }
        }) {
            return when(at + 2, calendar::part(first, unit, n));
        }
        // "2000 people": a small-letter word that means nothing here is what the number counts.
        let counted = self.document.pieces.get(at + 1).is_some_and(|next| {
            at + 1 < self.limit
                && next.kind == Kind::Word
                && self.document.senses(at + 1).is_empty()
                && next.spaced
        });
        let led_in = at > self.begin
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
                        | Sense::Article
                        | Sense::And
                )
            });
        if counted && !led_in {
            return None;
        }
        when(self.skip(self.ending(at + 1), Sense::TimeUnit(TimeUnit::Year)), Period::year(first))
    }

    /// "the first half of 2025", "Q1 2024", "the first five months", "eight months", "nine months ended December".
    fn part_of_year(&self, at: usize) -> Option<When> {
        let when = |end, period| Some(When { pieces: at..end, period, role: Role::Main });
        if let Some((unit, n)) = self
            .look(at, |s| if let Sense::PartOfYear(unit, n) = s { Some((unit, n)) } else { None })
        {
            return match self.year(at + 1) {
                Some(found) => when(found.end, found.part(unit, n)),
                None => when(at + 1, self.calendar.recent(|year| calendar::part(year, unit, n))),
            };
        }
        // "first half", "second quarter"; "first" alone is 1.
        if let Some(n) = self.ordinal(at) {
            let place = at
                + 1
                + usize::from(self.document.is_mark(at + 1, '-') && self.document.glued(at + 1));
            if let Some(unit @ (TimeUnit::Half | TimeUnit::Quarter)) = self.unit(place) {
                return if let Some(found) = self.year(place + 1) {
                    when(found.end, found.part(unit, n))
                } else {
                    let end = self.of_the_year(place + 1);
                    when(end, self.calendar.recent(|year| calendar::part(year, unit, n)))
                };
            }
        }
        let first = self.ordinal(at) == Some(1);
        let last = self.deixis(at) == Some(Deixis::Last);
        let begin = at + usize::from(first || last);
        let (n, end) = self.count(begin)?;
        let place = end + usize::from(self.document.is_mark(end, '-') && self.document.glued(end));
        // «2 квартал», «1-е полугодие»: the figure numbers the part.
        let numbered = self.ending(end);
        if self.document.pieces[begin].kind == Kind::Digits
            && self.document.has(numbered, Sense::Nth)
            && numbered < self.limit
        {
            let unit = self.unit(numbered)?;
            return match self.year(numbered + 1) {
                Some(found) => when(found.end, found.part(unit, n)),
                None => when(
                    self.of_the_year(numbered + 1),
                    self.calendar.recent(|year| calendar::part(year, unit, n)),
                ),
            };
        }
        // "9M 2025"
        let initial = self.document.glued(place);
        let unit = self.unit(place).filter(|u| matches!(u, TimeUnit::Month | TimeUnit::Quarter))?;
        let months = if unit == TimeUnit::Quarter { n.checked_mul(3)? } else { n };
        if !(1..=12).contains(&months) {
            return None;
        }
        let next = place + 1;
        // "The nine months ended December 1986": the span ends there.
        if self.document.has(next, Sense::Ended) && next < self.limit {
            let month = self.month(next + 1)?;
            let stated = self.year(next + 2);
            let year = stated
                .and_then(|y| y.year)
                .or_else(|| self.calendar.month(month).map(|p| p.from().year()));
            let period = year.and_then(|year| calendar::months_until(year, month, months));
            return when(stated.map_or(next + 2, |y| y.end), period);
        }
        let stated = self.year(next);
        // "The last three months" of no year are a rolling window; "the last eleven months of 2021" are counted from its
        // beginning, since a report comes before the year is out.
        let from_end = last && months < 7;
        let of = |year: i32| {
            if from_end {
                calendar::months_until(year, 12, months)
            } else {
                Period::months((year, 1), (year, months))
            }
        };
        if let Some(YearAt { fiscal: Some(fiscal), end, .. }) = stated {
            return when(end, calendar::first_of_fiscal(fiscal, months));
        }
        if let Some(YearAt { year, end, .. }) = stated {
            return when(end, year.and_then(of));
        }
        let mut before = at;
        while before > self.begin && self.document.has(before - 1, Sense::Neutral) {
            before -= 1;
        }
        let led = before > self.begin
            && self.document.senses(before - 1).iter().any(|s| {
                matches!(s, Sense::Prep(Prep::In | Prep::For | Prep::Of) | Sense::Article)
            });
        if last {
            return when(next, None);
        }
        (first || initial || (led && n > 1)).then(|| When {
            pieces: at..self.of_the_year(next),
            period: self.calendar.recent(of),
            role: Role::Main,
        })
    }

    /// Steps over "of the year" after a part of it.
    fn of_the_year(&self, at: usize) -> usize {
        let place = self.skip_small(at);
        if place > at && self.unit(place) == Some(TimeUnit::Year) { place + 1 } else { at }
    }

    /// "last year", "the same period of 2017", "a year earlier", "the previous quarter", "last May".
    fn relative(&self, at: usize) -> Option<When> {
        if let Some(deixis) = self.deixis(at) {
            return self.deictic(at, deixis);
        }
        // "a year earlier", "two years ago", "the year before"
        let (n, place) = if self.document.has(at, Sense::Article) {
            (1, at + 1)
        } else if self.unit(at).is_some() {
            (1, at) // «годом ранее»
        } else {
            self.count(at)?
        };
        let unit = self.unit(place)?;
        let before = place + 1 < self.limit && self.document.has(place + 1, Sense::Before);
        // "Four months before the end of the year" looks ahead, not back.
        let looks_ahead = self.document.has(place + 1, Sense::Ahead)
            && self.look(place + 2, |s| matches!(s, Sense::Article).then_some(())).is_some();
        (before && !looks_ahead).then(|| When {
            pieces: at..place + 2,
            period: self.calendar.earlier(unit, n),
            role: Role::Earlier,
        })
    }

    fn deictic(&self, at: usize, deixis: Deixis) -> Option<When> {
        let when = |end, period, role| Some(When { pieces: at..end, period, role });
        if deixis == Deixis::Same {
            // "the same two months of 2013", "the corresponding period last year", "the same period"
            let counted = self.count(at + 1).map_or(at + 1, |(_, end)| end);
            let place = self.skip(counted, Sense::Fiscal);
            self.unit(place)?;
            return if let Some(YearAt { year, end, .. }) = self.year(place + 1) {
                when(end, year.and_then(|year| self.calendar.same_in(year)), Role::Earlier)
            } else {
                let earlier = self.relative(place + 1).filter(|w| w.role == Role::Earlier);
                match earlier {
                    Some(earlier) => when(
                        earlier.pieces.end,
                        self.calendar.earlier(TimeUnit::Year, 1),
                        Role::Earlier,
                    ),
                    None => when(place + 1, self.calendar.context.spoken, Role::Main),
                }
            };
        }
        if let Some(month) = self.month(at + 1) {
            return when(at + 2, self.calendar.deictic_month(deixis, month), Role::Main);
        }
        let unit = self.unit(at + 1)?;
        if !matches!(unit, TimeUnit::Year | TimeUnit::Half | TimeUnit::Quarter | TimeUnit::Month) {
            return None;
        }
        let role = if deixis == Deixis::Previous { Role::Earlier } else { Role::Main };
        when(at + 2, self.calendar.deictic(deixis, unit), role)
    }
}
