//! Pieces in, periods out: "the first five months of this year", "fiscal 1985/86", "a year earlier".
//!
//! Relative periods are counted from the publication day and from the period last spoken of; where neither is known they
//! stay unresolved. Which number a period belongs to is left to [`super::link`].

mod calendar;
mod day;
mod days;
mod ended;
mod fiscal;
mod month;
mod numeric;
mod part;
mod point;
mod reader;
mod relative;
mod share;
mod span;
mod spoken;
mod units;
mod year;

use super::document::Document;
use super::lexicon::{Kinds, Sense};
use crate::model::Period;
use calendar::Calendar;
use chrono::{Datelike, NaiveDate};
use point::Point;
use reader::Reader;
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

impl When {
    /// The days, for a figure: a window that moves with the day is none of a series.
    pub(super) fn told(&self) -> Option<Period> {
        self.period.filter(|_| self.role != Role::Window)
    }

    /// What has come together by a day, from the beginning of its year: «на 1 июля» is the first half.
    pub(super) fn gathered(&self) -> Option<Period> {
        let day = self.period.filter(|_| self.role == Role::AsOf)?.from();
        let last = if day.day() == 1 { day.pred_opt()? } else { day };
        Period::span(Period::year(last.year())?.from(), last)
    }
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
    /// A day up to which something is counted: "as of 1 July".
    AsOf,
    /// The beginning of a time that runs on: "since 2014".
    Open,
    /// A stretch up to now or from now on, which no figure of a series is of: "the past three months".
    Window,
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
    .and(Kinds::SCALE)
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
                if when.role == Role::Day
                    && at > sentence.start
                    && document.has(before, Sense::AsOf)
                {
                    when.role = Role::AsOf;
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

impl Reader<'_, '_> {
    fn period(&self, at: usize) -> Option<When> {
        self.to_date(at)
            .or_else(|| self.ended(at))
            .or_else(|| self.same_of_year(at))
            .or_else(|| self.days(at))
            .or_else(|| self.span(at))
            .or_else(|| self.first_months(at))
            .or_else(|| self.same(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.unit_spoken_of(at))
    }

    /// One stretch of the calendar, not yet joined to another.
    fn point(&self, at: usize) -> Option<Point> {
        if at >= self.limit {
            return None;
        }
        self.numeric(at)
            .or_else(|| self.day_point(at))
            .or_else(|| self.month_point(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.short_span(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.year_point(at))
            .or_else(|| self.part_point(at))
            .or_else(|| self.deictic(at))
    }
}
