//! Words of a table in, what they say out: a column's heading, a row's label, a caption, a section.
//!
//! "Exports to China, $ mn" names an indicator, a partner and a unit; "Jan–Jun 2024" a period; "Change, %" a transform; GDP
//! something that is not traded. The recognisers are those of prose.

use super::head::{Head, Moved, Stretch};
use super::marks::Marks;
use crate::extract::amount::{self, Talk};
use crate::extract::discourse::standing;
use crate::extract::document::Document;
use crate::extract::lexicon::{Direction, Lean, Note, Prep, Sense};
use crate::extract::period::{self, Context, Role, When};
use crate::extract::place::{NOWHERE, Place};
use crate::extract::token::{Kind, Letters};
use crate::model::{Indicator, Period, Unit};
use chrono::NaiveDate;
use std::ops::Range;

/// What words that have no meaning of their own tell in a table.
const NOTES: [(Note, Marks); 6] = [
    (Note::Total, Marks::TOTAL),
    (Note::Reporter, Marks::REPORTER),
    (Note::Sort, Marks::SORT),
    (Note::Rank, Marks::RANK),
    (Note::Structure, Marks::SHARE),
    (Note::Index, Marks::PACE),
];

/// What heads are read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) document: &'r Document<'r>,
    pub(super) talk: Talk<'r>,
    /// The month in which the fiscal year of the report's area begins.
    pub(super) fiscal_start: u8,
    pub(super) published: Option<NaiveDate>,
}

impl Reading<'_> {
    /// What the words of a cell or caption say; `places` are those of the line it stands in.
    pub(super) fn head(&self, cell: &Range<usize>, places: &[Place]) -> Head {
        let document = self.document;
        let places = within(places, cell);
        let whens = self.periods(cell, None);
        let mut head = Head {
            cells: vec![cell.clone()],
            measured: amount::unit(document, cell, self.talk),
            periods: self.stretches(cell, &whens),
            ..Head::default()
        };
        for place in places {
            if place.area == NOWHERE {
                head.marks.add(Marks::GROUP, true);
            } else {
                head.areas.push((place.area, standing(document, place)));
            }
        }
        let taken = |at: usize| {
            places.iter().any(|p| p.pieces.contains(&at))
                || whens.iter().any(|when| when.pieces.contains(&at))
        };
        let mut flows: Vec<(usize, Indicator, Lean)> = Vec::new();
        for at in cell.clone().filter(|at| !taken(*at)) {
            head.take(document, at, &mut flows);
        }
        let until_now =
            |s| matches!(s, Sense::ToDate | Sense::YearToDate | Sense::UntilNow).then_some(());
        let running = cell.clone().any(|at| document.find(at, until_now).is_some());
        head.marks.add(Marks::RUNNING, running);
        head.settle(document, cell, &flows, taken);
        head
    }

    /// The periods of a cell; `year` is the one that its months and quarters are of, where they name none.
    pub(super) fn periods(&self, cell: &Range<usize>, year: Option<Period>) -> Vec<When> {
        let mut context =
            Context { published: None, spoken: year, fiscal_start: self.fiscal_start };
        period::periods(self.document, cell, |_| false, &mut context)
    }

    /// The period of a cell that lacks its year, counted from the day of publication.
    pub(super) fn latest(&self, cell: &Range<usize>) -> Option<Period> {
        let mut context =
            Context { published: self.published, spoken: None, fiscal_start: self.fiscal_start };
        let found = period::periods(self.document, cell, |_| false, &mut context);
        found.into_iter().find_map(|when| when.period)
    }

    /// The periods of a cell, those that it only compares with marked.
    fn stretches(&self, cell: &Range<usize>, whens: &[When]) -> Vec<Stretch> {
        let document = self.document;
        let percent = cell.clone().any(|at| document.has(at, Sense::Percent));
        let stepped = |at: usize| {
            let moves = |s| matches!(s, Sense::Move(_) | Sense::Comparative(_)).then_some(());
            document.notes(at, Note::Step) || document.find(at, moves).is_some()
        };
        let is_base = |n: usize, when: &When| {
            let small = |at: &usize| {
                document.senses(*at).iter().any(|s| matches!(s, Sense::Article | Sense::Edge))
            };
            let before = (cell.start..when.pieces.start).rev().find(|at| !small(at));
            let Some(before) = before else { return false };
            let follows = n > 0 && whens[n - 1].pieces.end == before;
            let towards = document.has(before, Sense::Prep(Prep::To))
                || document.has(before, Sense::Prep(Prep::Of))
                    && before > cell.start
                    && document.has(before - 1, Sense::Percent);
            // "Change on January 2007", "growth from 2022".
            let from = [Prep::From, Prep::On, Prep::To].map(Sense::Prep);
            let counted = from.iter().any(|prep| document.has(before, *prep))
                && (cell.start..before).any(stepped);
            counted
                || document.has(before, Sense::Compare)
                || document.notes(before, Note::Index)
                || (percent && towards)
                || (follows && document.is_mark(before, '/'))
        };
        let stretch = |(n, when): (usize, &When)| {
            let known = matches!(when.role, Role::Main | Role::Day | Role::AsOf | Role::Earlier);
            let base = when.role == Role::Earlier || is_base(n, when);
            known.then(|| Stretch { pieces: when.pieces.clone(), period: told(when), base })
        };
        if let Some(month) = self.month_of_short_year(cell) {
            return vec![Stretch { pieces: cell.clone(), period: Some(month), base: false }];
        }
        whens.iter().enumerate().filter_map(stretch).collect()
    }

    /// Whether a heading ends in a comparison whose other side stands below it: "Percentage change from".
    pub(super) fn dangles(&self, cell: &Range<usize>, head: &Head) -> bool {
        let document = self.document;
        let last = cell.clone().rfind(|at| document.pieces[*at].kind == Kind::Word);
        let led = |at: usize| {
            let from = [Prep::From, Prep::On, Prep::To].map(Sense::Prep);
            document.has(at, Sense::Compare) || from.iter().any(|prep| document.has(at, *prep))
        };
        head.turns() && last.is_some_and(led)
    }

    /// "Jan 20", "Dec-24", «янв.24»: over or beside numbers a month of a year, no day.
    fn month_of_short_year(&self, cell: &Range<usize>) -> Option<Period> {
        let document = self.document;
        let last = cell.end.checked_sub(1).filter(|last| *last > cell.start)?;
        let month = document.find(cell.start, |s| match s {
            Sense::Month(month) | Sense::MaybeMonth(month) => Some(month),
            _ => None,
        })?;
        let marks = (cell.start + 1..last).all(|at| document.pieces[at].kind == Kind::Mark);
        let digits = document.of(last);
        let two = digits.len() == 2 && document.pieces[last].kind == Kind::Digits;
        let year: i32 = digits.parse().ok().filter(|_| two && marks)?;
        // Nobody prints the trade of a day; 70 and later are of the last century.
        Period::month(if year < 70 { 2000 + year } else { 1900 + year }, month)
    }
}

/// The places of a line that stand in some of its pieces.
pub(super) fn within<'p>(places: &'p [Place], cell: &Range<usize>) -> &'p [Place] {
    let first = places.partition_point(|p| p.pieces.start < cell.start);
    let last = places.partition_point(|p| p.pieces.start < cell.end);
    places.get(first..last).unwrap_or_default()
}

fn told(when: &When) -> Option<Period> {
    match when.role {
        Role::Main | Role::Day => when.period,
        Role::AsOf => when.gathered(),
        Role::Earlier | Role::Open | Role::Window => None,
    }
}

impl Head {
    /// Takes in what one piece can mean.
    fn take(&mut self, document: &Document, at: usize, flows: &mut Vec<(usize, Indicator, Lean)>) {
        let mut marks = Marks::default();
        for &sense in document.senses(at) {
            match sense {
                Sense::Indicator(indicator, lean) => flows.push((at, indicator, lean)),
                Sense::Trades(indicator) => flows.push((at, indicator, Lean::Even)),
                Sense::Both(_) => flows.push((at, Indicator::Turnover, Lean::Even)),
                Sense::Partner(indicator) => {
                    marks.add(Marks::PARTNER, true);
                    self.weak = self.weak.or(Some(indicator));
                }
                // "Exports excluding re-exports" measure less than exports.
                Sense::Topic | Sense::Outside => marks.add(Marks::TOPIC, true),
                Sense::Move(way) | Sense::Comparative(way) => self.step(way),
                Sense::Base(unit) => self.rate = self.rate.or(Some(unit)),
                // "Percentage of exports" is a share, "percentage change" is none.
                Sense::Share => {
                    let of = document.has(at + 1, Sense::Prep(Prep::Of));
                    marks.add(Marks::SHARE, of || !document.has(at, Sense::Percent));
                }
                Sense::Pace => marks.add(Marks::PACE, true),
                Sense::Plan => marks.add(Marks::PLAN, true),
                Sense::Pair => marks.add(Marks::MUTUAL, true),
                Sense::Compare => marks.add(Marks::COMPARED, true),
                // "Other countries" are not all of them.
                Sense::World => marks.add(Marks::GROUP, !document.notes(at, Note::Total)),
                Sense::Including => marks.add(Marks::INCLUDING, true),
                Sense::RegionNoun => marks.add(Marks::REGION, true),
                Sense::Goods => {
                    marks.add(Marks::WARES, true);
                    // "by product", «по товарам»; "trade in goods" is trade.
                    let led = at.checked_sub(1).is_some_and(|before| {
                        let preps = document.senses(before);
                        preps.iter().any(|s| matches!(s, Sense::Prep(Prep::By | Prep::On)))
                    });
                    marks.add(Marks::SORT, led);
                }
                _ => {}
            }
        }
        for (note, mark) in NOTES {
            marks.add(mark, document.notes(at, note));
        }
        marks.add(Marks::RANK, matches!(document.pieces[at].mark, '№' | '#'));
        self.marks = self.marks.and(marks);
        // "+/–, mn"
        let both_ways = document.is_mark(at, '±')
            || (document.is_mark(at, '+')
                && document.is_mark(at + 1, '/')
                && ['-', '−', '–'].iter().any(|minus| document.is_mark(at + 2, *minus)));
        if document.notes(at, Note::Step) || both_ways {
            self.moved = self.moved.or(Some(Moved::Either));
        }
    }

    /// "Growth", "decrease", "growth (decrease)".
    fn step(&mut self, way: Direction) {
        self.moved = match (self.moved, way) {
            (None | Some(Moved::Down), Direction::Down) => Some(Moved::Down),
            _ => Some(Moved::Either),
        };
    }

    /// What can be said only when all words are known: the indicator among several, the goods, words without a meaning.
    fn settle(
        &mut self,
        document: &Document,
        cell: &Range<usize>,
        flows: &[(usize, Indicator, Lean)],
        taken: impl Fn(usize) -> bool,
    ) {
        let named = |wanted: Indicator| flows.iter().find(|flow| flow.1 == wanted);
        let of = |wanted: fn(Indicator) -> bool| flows.iter().find(|flow| wanted(flow.1));
        let balance = named(Indicator::Balance);
        let both = named(Indicator::Exports).is_some() && named(Indicator::Imports).is_some();
        // "Exports and imports" of a caption, "exports / imports, %" of a column: the two against each other or side by side.
        let apart = both && balance.is_none();
        let flow = balance.or(of(|i| i != Indicator::Turnover)).or(flows.first());
        self.indicator = flow.filter(|_| !apart).map(|flow| (flow.1, flow.2));
        // "Leading exporters": what they do, not what they are to a partner.
        let theirs = self.weak.filter(|_| self.has(Marks::REPORTER) && balance.is_none() && !both);
        let directed = named(Indicator::Exports).is_some() || named(Indicator::Imports).is_some();
        self.indicator = match theirs {
            Some(Indicator::Imports) if !directed => Some((Indicator::Exports, Lean::Even)),
            Some(Indicator::Exports) if !directed => Some((Indicator::Imports, Lean::Even)),
            _ => self.indicator,
        };
        if apart {
            self.weak = Some(Indicator::Turnover);
            let against = self.measured.percent && !self.has(Marks::SHARE);
            self.marks.add(Marks::TOPIC, against);
        }
        // "Total, top 15 countries": not all of them.
        let counts = |at: usize| {
            let next = document.pieces.get(at + 1).filter(|_| at + 1 < cell.end);
            document.pieces[at].kind == Kind::Digits
                && !taken(at)
                && next.is_some_and(|next| next.kind == Kind::Word)
        };
        self.marks.add(Marks::GROUP, self.has(Marks::TOTAL) && cell.clone().any(counts));
        let percent = |at: usize| document.has(at, Sense::Percent);
        // «к 2023 г., %», "% of 2023"
        let against = self.has(Marks::COMPARED) || self.periods.iter().any(|stretch| stretch.base);
        let in_percent = self.measured.unit == Some(Unit::Percent);
        self.marks.add(Marks::PACE, against && in_percent && self.moved.is_none());
        // "% of total", «в % к итогу», "% of total exports"
        let whole = (cell.start..cell.end).any(|at| {
            let next = at + 1..cell.end.min(at + 4);
            let of = document.has(at + 1, Sense::Prep(Prep::Of)) && self.moved.is_none();
            (percent(at) || document.notes(at, Note::Index))
                && (next.clone().any(|p| document.notes(p, Note::Total))
                    || (of && flows.iter().any(|flow| next.contains(&flow.0))))
        });
        if whole {
            self.marks = self.marks.without(Marks::TOTAL.and(Marks::PACE)).and(Marks::SHARE);
        }
        // «темп роста»: an index names its percent.
        if self.has(Marks::PACE) && self.measured.unit.is_none() {
            self.measured.unit = Some(Unit::Percent);
            self.measured.percent = true;
        }
        let plain = |at: usize| {
            let piece = &document.pieces[at];
            document.is_plain(at) && !taken(at) && (piece.end - piece.start > 1)
        };
        let flow = flow.filter(|flow| matches!(flow.1, Indicator::Exports | Indicator::Imports));
        self.goods = flow.and_then(|flow| goods(document, cell, flow.0, plain));
        self.goods_behind =
            flow.zip(self.goods.as_ref()).is_some_and(|(f, goods)| f.0 < goods.start);
        let marked = |at: usize| {
            let of = |note: &Note| document.notes(at, *note);
            NOTES.iter().any(|(note, _)| of(note)) || [Note::Step, Note::Amount].iter().any(of)
        };
        let mut unknown = cell.clone().filter(|&at| plain(at) && !marked(at));
        if let Some(first) = unknown.next() {
            self.unknown = Some(first..unknown.next_back().unwrap_or(first) + 1);
        }
    }
}

/// "Oil exports", "exports of wheat and flour", «экспорт нефти»: words without a meaning right before the word of trade or
/// right behind it.
fn goods(
    document: &Document,
    cell: &Range<usize>,
    flow: usize,
    plain: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let before = (cell.start..flow).rev().take_while(|&at| plain(at)).last();
    if let Some(first) = before {
        return Some(first..flow);
    }
    let begin = flow + 1 + usize::from(document.has(flow + 1, Sense::Prep(Prep::Of)));
    let small = |at: usize| {
        plain(at)
            && document.pieces[at].letters == Letters::Lower
            && document.pieces[at].kind == Kind::Word
    };
    let joint =
        |at: usize| document.has(at, Sense::And) && cell.contains(&(at + 1)) && small(at + 1);
    let end = (begin..cell.end).take_while(|&at| small(at) || (at > begin && joint(at))).last()?;
    Some(begin..end + 1)
}
