//! What the report has been about so far: the memory that fills what a sentence leaves out.

mod dated;
mod focus;
mod standing;
mod told;

use super::document::Document;
use super::lexicon::{Direction, Lean};
use super::place::Place;
use crate::model::{AreaCode, CurrencyCode, Indicator, Period, Transform};
use crate::seeds::{self, Area, AreaKind};
use dated::Dated;
use focus::{Focus, Weight};
pub(super) use standing::{Standing, standing};
use told::Pair;

/// What the last figure was about.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Last {
    pub(super) indicator: Indicator,
    pub(super) lean: Lean,
    pub(super) transform: Transform,
    pub(super) direction: Option<Direction>,
    pub(super) ref_area: Option<AreaCode>,
    pub(super) counterpart_area: Option<AreaCode>,
    pub(super) period: Option<Period>,
    pub(super) paragraph: usize,
    /// Number of its sentence.
    pub(super) sentence: usize,
}

/// The memory of one report.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Discourse {
    /// The area the report is about.
    pub(super) main: Option<AreaCode>,
    /// The main area, where the report speaks of it and not only of what comes from or goes to it.
    pub(super) home: Option<AreaCode>,
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
    weights: Vec<Weight>,
    /// The paragraph read last.
    pub(super) paragraph: Option<usize>,
    /// A list of plans is being read.
    pub(super) planned: bool,
    /// The area that the heading of a section names.
    pub(super) section: Option<AreaCode>,
    /// The partner that the heading of a list names: «китайская часть:».
    pub(super) heading: Option<AreaCode>,
    /// The partner that a sentence without numbers was about, and its paragraph: "China is the largest partner of the region."
    pub(super) partner: Option<(AreaCode, usize)>,
    /// The places named so far, the last one first.
    pub(super) recent: Vec<AreaCode>,
    /// The place that the sentence before began with.
    pub(super) subject: Option<AreaCode>,
    /// The period numbers were about last, and whose.
    pub(super) period: Option<Period>,
    /// The period that a sentence of trade, or without numbers, spoke of last.
    pub(super) scene: Option<Period>,
    /// The period mentioned last, whether or not numbers were about it.
    pub(super) mentioned: Option<Period>,
    /// The ref area of the figure that set it; `None` when no figure did.
    pub(super) period_of: Option<AreaCode>,
    /// The money numbers were in last.
    pub(super) money: Option<CurrencyCode>,
    /// The money before that, when it was another.
    pub(super) other_money: Option<CurrencyCode>,
    /// The periods of the figures so far.
    pub(super) dated: Dated,
    /// The two areas of the figures so far, and of how many.
    pairs: Vec<(Pair, u16)>,
    /// Whoever asks wants to know why.
    pub(super) explained: bool,
}

impl Discourse {
    /// What a report is about, before any of its figures is known.
    pub(super) fn of<'p>(
        document: &Document,
        sentences: impl Iterator<Item = (usize, &'p [Place])>,
    ) -> Self {
        let focus = Focus::of(document, sentences);
        let areas: Vec<AreaCode> = focus.weights.iter().map(|w| w.area).collect();
        let main = areas.first().copied();
        let fiscal_start = main.map_or(1, seeds::fiscal_start);
        let home = focus.weights.first().filter(|w| w.is_owner()).map(|w| w.area);
        let (pair, weights) = (focus.pair, focus.weights);
        Self { main, home, fiscal_start, pair, areas, weights, ..Self::default() }
    }

    /// The period spoken of, for a figure of this area: what was said of a country does not date its region's figures.
    pub(super) fn period_for(&self, ref_area: Option<AreaCode>) -> Option<Period> {
        let parent = |area: Option<AreaCode>| area.and_then(seeds::area).and_then(|a| a.parent);
        let fits = self.period_of.is_none()
            || (parent(self.period_of) != ref_area && parent(ref_area) != self.period_of);
        self.period.filter(|_| fits)
    }

    /// Whether the period spoken of was said of the country that an area lies in.
    pub(super) fn is_of_whole(&self, area: Option<AreaCode>) -> bool {
        let whole = area.and_then(seeds::area).and_then(|area| area.parent);
        whole.is_some() && whole == self.period_of
    }

    /// Whether the report ever tells of an area's own trade, or never says with whom an area trades.
    pub(super) fn is_owner(&self, area: AreaCode) -> bool {
        let weight = self.weights.iter().find(|w| w.area == area);
        weight.is_none_or(Weight::is_owner)
    }

    /// Remembers that a place was named.
    pub(super) fn name(&mut self, area: AreaCode) {
        const KEPT: usize = 8;
        self.recent.retain(|a| *a != area);
        self.recent.truncate(KEPT);
        self.recent.insert(0, area);
    }

    /// The country that "the country" stands for: the one the report is about, the one its region lies in. Led as a partner
    /// is, "this country" is the one named last, and so is any to which a region sells.
    pub(super) fn country(&self, this: bool, led: bool) -> Option<AreaCode> {
        let is_country =
            |area: AreaCode| seeds::area(area).is_some_and(|a| a.kind == AreaKind::Country);
        let own = self.main.filter(|a| is_country(*a));
        let around = self.main.and_then(seeds::area).and_then(|a| a.parent);
        let named = |areas: &[AreaCode]| {
            let foreign = |a: &AreaCode| is_country(*a) && ![self.main, around].contains(&Some(*a));
            areas.iter().copied().find(foreign)
        };
        if led
            && (this || around.is_some())
            && let Some(other) = named(&self.recent)
        {
            return Some(other);
        }
        own.or(around).or_else(|| self.areas.iter().copied().find(|a| is_country(*a)))
    }

    /// The region that "the region" stands for, else the country.
    pub(super) fn region(&self) -> Option<AreaCode> {
        self.region_that(|_| true)
    }

    /// What "the republic" stands for: what calls itself one, where that is spoken of. A province is none, however often it is
    /// named.
    pub(super) fn republic(&self) -> Option<AreaCode> {
        self.region_that(|area| area.is_republic).or_else(|| self.region())
    }

    fn region_that(&self, fits: fn(&Area) -> bool) -> Option<AreaCode> {
        let of_kind = |kind| {
            let fits =
                move |w: &&Weight| seeds::area(w.area).is_some_and(|a| a.kind == kind && fits(a));
            self.weights.iter().find(fits)
        };
        let most = self.weights.iter().map(|w| w.sum).max().unwrap_or(0);
        // One that is hardly named is no region of a report on its country.
        let region = of_kind(AreaKind::Subdivision).filter(|w| w.sum * 8 >= most);
        region.or_else(|| of_kind(AreaKind::Country)).map(|w| w.area)
    }

    /// The region that "the Vietnamese province" stands for.
    pub(super) fn region_in(&self, country: AreaCode) -> Option<AreaCode> {
        let within = |a: &AreaCode| seeds::area(*a).is_some_and(|a| a.parent == Some(country));
        self.areas.iter().copied().find(within)
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
