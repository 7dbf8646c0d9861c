//! What the report has been about so far: the memory that fills what a sentence leaves out.

use super::document::Document;
use super::lexicon::{AreaWord, Direction, Lean, Prep, Sense};
use super::place::{NOWHERE, Place};
use crate::model::{AreaCode, CurrencyCode, Indicator, Period, Transform};
use crate::seeds::{self, AreaKind};

/// What the last figure was about.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Last {
    pub(super) indicator: Indicator,
    pub(super) lean: Lean,
    pub(super) transform: Transform,
    pub(super) direction: Option<Direction>,
    pub(super) ref_area: Option<AreaCode>,
    pub(super) counterpart_area: Option<AreaCode>,
    pub(super) paragraph: usize,
    /// Number of its sentence.
    pub(super) sentence: usize,
}

/// The memory of one report.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Discourse {
    /// The area the report is about.
    pub(super) main: Option<AreaCode>,
    /// The month in which the fiscal year of the main area begins.
    pub(super) fiscal_start: u8,
    /// The two areas it is about, when it is about two.
    pub(super) pair: Option<(AreaCode, AreaCode)>,
    /// The pair spoken of last.
    pub(super) last_pair: Option<(AreaCode, AreaCode)>,
    pub(super) last: Option<Last>,
    /// What the first figure of the last sentence with figures was about: what the next line of a list repeats.
    pub(super) head: Option<Last>,
    /// The indicators named last, the later one second: what "the former" and "the latter" mean.
    pub(super) named: [Option<(Indicator, Lean)>; 2],
    /// The indicator that the sentence before named, when it had no number: what "it" means.
    pub(super) named_without_number: Option<(Indicator, Lean)>,
    /// Every area the report names, the one it is most about first.
    pub(super) areas: Vec<AreaCode>,
    /// The places named so far, the last one first.
    pub(super) recent: Vec<AreaCode>,
    /// The place that the sentence before began with.
    pub(super) subject: Option<AreaCode>,
    /// The period numbers were about last, and whose.
    pub(super) period: Option<Period>,
    /// The ref area of the figure that set it; `None` when no figure did.
    pub(super) period_of: Option<AreaCode>,
    /// The money numbers were in last.
    pub(super) money: Option<CurrencyCode>,
}

/// How much a place counts by where it stands: what has exports of its own more than what they go to.
fn standing(document: &Document, place: &Place) -> u32 {
    let before = |n: usize| place.pieces.start.checked_sub(n);
    let partner = |p: Option<usize>| {
        p.is_some_and(|p| {
            [Prep::To, Prep::From, Prep::With]
                .into_iter()
                .any(|prep| document.has(p, Sense::Prep(prep)) && place.cases.fit(prep))
        })
    };
    let article = before(1).is_some_and(|p| document.has(p, Sense::Article));
    let led = partner(before(1)) || (article && partner(before(2)));
    if led { 1 } else { 2 }
}

/// A region counts for more than a country that is not its own: its reports name their partners as often as itself.
fn region_first(weights: &mut [(AreaCode, u32)]) {
    let Some(&(first, most)) = weights.first() else { return };
    let region = |area: AreaCode| {
        seeds::area(area).filter(|a| a.kind == AreaKind::Subdivision && a.parent != Some(first))
    };
    if region(first).is_some() {
        return;
    }
    let own = weights.iter().position(|w| w.1 * 2 >= most && region(w.0).is_some());
    if let Some(own) = own {
        weights[..=own].rotate_right(1);
    }
}

impl Discourse {
    /// Reads the focus of a report off the places it names: its main area, and its pair when a second one is named
    /// nearly as often, in the lead too, and no third one is. What the title names counts three times.
    pub(super) fn of<'p>(
        document: &Document,
        sentences: impl Iterator<Item = (usize, &'p [Place])>,
    ) -> Self {
        let mut weights: Vec<(AreaCode, u32)> = Vec::new();
        let mut lead: Vec<AreaCode> = Vec::new();
        let mut title: Vec<AreaCode> = Vec::new();
        for (paragraph, places) in sentences {
            let mut distinct: Vec<AreaCode> = places.iter().map(|p| p.area).collect();
            distinct.sort_unstable();
            distinct.dedup();
            for place in places.iter().filter(|p| p.area != NOWHERE) {
                let named = if place.word == AreaWord::Capital { 1 } else { 2 };
                // One of many in a list says little.
                let listed = if distinct.len() > 3 { 1 } else { 2 };
                let weight =
                    named * listed * standing(document, place) * if paragraph < 1 { 3 } else { 1 };
                if paragraph < 1 {
                    title.push(place.area);
                }
                if paragraph < 3 && !lead.contains(&place.area) {
                    lead.push(place.area);
                }
                match weights.iter_mut().find(|(area, _)| *area == place.area) {
                    Some((_, sum)) => *sum += weight,
                    None => weights.push((place.area, weight)),
                }
            }
        }
        weights.sort_by_key(|w| std::cmp::Reverse(w.1)); // stable: the one named first wins a tie
        region_first(&mut weights);
        let main = weights.first().map(|w| w.0);
        let pair = match &weights[..] {
            [first, second, ..] => {
                let third = weights.get(2).map_or(0, |w| w.1);
                let close = second.1 * 2 >= first.1 && second.1 >= 16 && second.1 * 2 > third * 3;
                let parent = |area: AreaCode| seeds::area(area).and_then(|a| a.parent);
                let related = parent(first.0) == Some(second.0)
                    || parent(second.0) == Some(first.0)
                    || (parent(first.0).is_some() && parent(first.0) == parent(second.0));
                // A bloc is seldom more than one partner of many; a title that names it means it.
                let bloc =
                    |area: AreaCode| seeds::area(area).is_some_and(|a| a.kind == AreaKind::Bloc);
                let meant = [first.0, second.0].into_iter().all(|a| !bloc(a) || title.contains(&a));
                let two = close && !related && meant && lead.contains(&second.0);
                two.then_some((first.0, second.0))
            }
            _ => None,
        };
        let areas = weights.into_iter().map(|(area, _)| area).collect();
        let fiscal_start = main.map_or(1, seeds::fiscal_start);
        Self { main, fiscal_start, pair, areas, ..Self::default() }
    }

    /// The period spoken of, for a figure of this area: what was said of a country does not date its region's figures.
    pub(super) fn period_for(&self, ref_area: Option<AreaCode>) -> Option<Period> {
        let parent = |area: Option<AreaCode>| area.and_then(seeds::area).and_then(|a| a.parent);
        let fits = self.period_of.is_none()
            || (parent(self.period_of) != ref_area && parent(ref_area) != self.period_of);
        self.period.filter(|_| fits)
    }

    /// Remembers that a place was named.
    pub(super) fn name(&mut self, area: AreaCode) {
        const KEPT: usize = 8;
        self.recent.retain(|a| *a != area);
        self.recent.truncate(KEPT);
        self.recent.insert(0, area);
    }

    /// The country that "the country" stands for: the one the report is about, the one its region lies in. Of a partner
    /// ("with this country", "to the country") it is the last one named.
    pub(super) fn country(&self, partner: bool) -> Option<AreaCode> {
        let is_country =
            |area: AreaCode| seeds::area(area).is_some_and(|a| a.kind == AreaKind::Country);
        let own = self.main.filter(|a| is_country(*a));
        let foreign = |areas: &[AreaCode]| {
            areas.iter().copied().find(|a| is_country(*a) && self.main != Some(*a))
        };
        if partner && let Some(other) = foreign(&self.recent) {
            return Some(other);
        }
        let around = self.main.and_then(seeds::area).and_then(|a| a.parent);
        own.or(around).or_else(|| self.areas.iter().copied().find(|a| is_country(*a)))
    }

    /// The region that "the region" stands for, else the country that calls itself a republic.
    pub(super) fn region(&self) -> Option<AreaCode> {
        let of_kind = |kind| {
            self.areas.iter().copied().find(|a| seeds::area(*a).is_some_and(|a| a.kind == kind))
        };
        of_kind(AreaKind::Subdivision).or_else(|| of_kind(AreaKind::Country))
    }

    /// The pair in focus: the one spoken of last, else the report's, else the two areas it names most.
    pub(super) fn pair_in_focus(&self) -> Option<(AreaCode, AreaCode)> {
        let two = match self.areas[..] {
            [first, second, ..] => Some((first, second)),
            _ => None,
        };
        self.last_pair.or(self.pair).or(two)
    }
}
