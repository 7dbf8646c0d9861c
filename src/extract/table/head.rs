//! What the words over, beside or above the numbers of a table say of them.

use super::marks::Marks;
use crate::extract::amount::Measured;
use crate::extract::discourse::Standing;
use crate::extract::document::Document;
use crate::extract::lexicon::{Lean, TimeUnit};
use crate::extract::token::Letters;
use crate::model::{AreaCode, Indicator, Period};
use std::ops::Range;

/// What some words over, beside or above numbers say of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Its cells, in pieces, in reading order.
    pub(super) cells: Vec<Range<usize>>,
    /// What is measured, and which way a balance leans.
    pub(super) indicator: Option<(Indicator, Lean)>,
    /// Only a word like "partners" speaks of trade.
    pub(super) weak: Option<Indicator>,
    pub(super) areas: Vec<(AreaCode, Standing)>,
    pub(super) periods: Vec<Stretch>,
    pub(super) measured: Measured,
    /// "Change", "growth": which way.
    pub(super) moved: Option<Moved>,
    /// "y/y": the step is one of a rate.
    pub(super) rate: Option<TimeUnit>,
    pub(super) marks: Marks,
    /// The goods it names beside the indicator, and whether behind it: "Oil exports", "exports of oil".
    pub(super) goods: Option<Range<usize>>,
    pub(super) goods_behind: bool,
    /// Words that mean nothing here, from the first to the last.
    pub(super) unknown: Option<Range<usize>>,
}

/// Which way numbers under a heading move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moved {
    /// Their sign tells.
    Either,
    /// "Decrease, %": what stands there without a sign is a fall.
    Down,
}

/// A period of a heading; without a year where none stands beside it.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) pieces: Range<usize>,
    pub(super) period: Option<Period>,
    /// It is only compared with: «в % к 2023 г.».
    pub(super) base: bool,
}

impl Head {
    /// Whether its words tell one of these.
    pub(super) fn has(&self, marks: Marks) -> bool {
        self.marks.has(marks)
    }

    /// Adds what another cell says, where this one says nothing.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.cells.extend(other.cells);
        self.indicator = self.indicator.or(other.indicator);
        self.weak = self.weak.or(other.weak);
        for area in other.areas {
            if !self.areas.contains(&area) {
                self.areas.push(area);
            }
        }
        self.periods.extend(other.periods);
        self.measured = self.measured.or(other.measured);
        self.moved = self.moved.or(other.moved);
        self.rate = self.rate.or(other.rate);
        self.marks = self.marks.and(other.marks);
        if self.goods.is_none() {
            (self.goods, self.goods_behind) = (other.goods, other.goods_behind);
        }
        self.unknown = self.unknown.or(other.unknown);
        self
    }

    /// Whether it tells of a trade's measure, place, time or unit.
    pub(super) fn speaks(&self) -> bool {
        self.indicator.is_some()
            || self.weak.is_some()
            || self.marks.has(Marks::TOPIC.and(Marks::TOTAL).and(Marks::GROUP))
            || !self.areas.is_empty()
            || !self.periods.is_empty()
            || self.measured != Measured::default()
            || self.turns()
    }

    /// Whether it holds no words that mean nothing here, or beside them something that does.
    pub(super) fn is_understood(&self) -> bool {
        self.unknown.is_none() || self.speaks()
    }

    /// Whether it can be the name of some goods, of at least so many words: "Machinery and equipment", not "Goods exports".
    pub(super) fn names_goods(&self, least: usize) -> bool {
        let words: usize = self.cells.iter().map(ExactSizeIterator::len).sum();
        let other = self.indicator.is_some()
            || self.has(Marks::TOTAL)
            || self.turns()
            || !self.areas.is_empty();
        words >= least && !other && self.periods.is_empty()
    }

    /// Whether it says nothing of any figure.
    pub(super) fn is_quiet(&self) -> bool {
        self.unknown.is_none() && !self.speaks()
    }

    /// The goods of a caption: "exports of oil", "Korean kimchi exports", while "Table exports" names none.
    pub(super) fn goods_of_caption(&self, document: &Document) -> Option<&Range<usize>> {
        let small = |goods: &&Range<usize>| document.pieces[goods.start].letters == Letters::Lower;
        self.goods.as_ref().filter(|goods| self.goods_behind || small(goods))
    }

    /// Everything that tells its numbers from those of another column; `labels` are the columns that label them and say of what
    /// they are a share.
    pub(super) fn meaning(&self, document: &Document, labels: (usize, Option<usize>)) -> String {
        let periods: Vec<_> = self.periods.iter().map(|p| (p.period, p.base)).collect();
        let without_year = self.periods.iter().filter(|p| p.period.is_none());
        let yearless: Vec<&str> =
            without_year.map(|p| &document.text[document.bytes(&p.pieces)]).collect();
        format!(
            "{labels:?} {:?} {:?} {:?} {periods:?} {yearless:?} {:?} {:?} {:?} {:?}",
            self.indicator,
            self.areas.iter().map(|a| a.0).collect::<Vec<_>>(),
            self.measured,
            self.moved,
            self.rate,
            self.marks.without(Marks::WARES.and(Marks::COMPARED)),
            self.unknown.as_ref().filter(|_| !self.is_understood()),
        )
    }

    /// Whether it heads regions, whose own trade is told: not "Country (region)", where partners are listed.
    pub(super) fn heads_regions(&self) -> bool {
        self.has(Marks::REGION) && self.unknown.is_none()
    }

    /// Whether it stands below another in the text.
    pub(super) fn stands_below(&self, other: &Self) -> bool {
        let first = |head: &Self| head.cells.first().map(|cell| cell.start);
        first(self) > first(other)
    }

    /// Whether it speaks of a balance.
    pub(super) fn is_of_balance(&self) -> bool {
        self.indicator.is_some_and(|(indicator, _)| indicator == Indicator::Balance)
    }

    /// Whether it makes a percentage of its numbers.
    pub(super) fn turns(&self) -> bool {
        self.moved.is_some() || self.rate.is_some() || self.has(Marks::SHARE.and(Marks::PACE))
    }
}
