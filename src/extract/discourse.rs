//! What the report has been about so far: the memory that fills what a sentence leaves out.

mod standing;

use super::document::Document;
use super::lexicon::{AreaWord, Direction, Lean, Sense};
use super::place::{NOWHERE, Place};
use crate::model::{AreaCode, CurrencyCode, Indicator, Period, Transform};
use crate::seeds;
use standing::{Standing, is_bound, standing};

/// What the last figure was about.
#[derive(Clone, Copy, Debug)]
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
#[derive(Debug, Default)]
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
    weights: Vec<Weight>,
    /// The place that the sentence before began with.
    pub(super) subject: Option<AreaCode>,
    /// The period numbers were about last, and whose.
    pub(super) period: Option<Period>,
    /// The ref area of the figure that set it; `None` when no figure did.
    pub(super) period_of: Option<AreaCode>,
    /// The money numbers were in last.
    pub(super) money: Option<CurrencyCode>,
}

/// How much the report speaks of an area, and how often as the one whose trade it tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    pub(super) area: AreaCode,
    sum: u32,
    /// How often the lead names it, and how often as more than a partner.
    lead: u32,
    told: u32,
    /// How often its own trade is told, and how often trade with it.
    owner: u32,
    partner: u32,
}

impl Weight {
    fn of(area: AreaCode) -> Self {
        Self { area, sum: 0, lead: 0, told: 0, owner: 0, partner: 0 }
    }

    /// What an area is sorted by: the one a report is about is the one whose own trade it tells.
    fn focus(&self) -> std::cmp::Reverse<u32> {
        let factor = match (self.owner, self.partner) {
            (0, 0) => 8,
            (0, _) => 6,
            (_, 0) => 16,
            (owner, partner) if owner >= partner => 12,
            _ => 11,
        };
        std::cmp::Reverse(self.sum * factor)
    }
}

/// The pieces in which a report says that it is about two: "bilateral", "the two countries".
const LEAD: usize = 200;

impl Discourse {
    /// Reads the focus of a report off the places it names: its main area, and its pair when a second one is named
    /// nearly as often, in the lead too, and no third one is. What the title names counts three times.
    pub(super) fn of<'p>(
        document: &Document,
        sentences: impl Iterator<Item = (usize, &'p [Place])>,
    ) -> Self {
        let mut weights: Vec<Weight> = Vec::new();
        let mut title: Vec<AreaCode> = Vec::new();
        // The first paragraphs that name a place.
        let mut heads: Vec<usize> = Vec::new();
        let mut bound = false;
        for (paragraph, places) in sentences {
            let mut distinct: Vec<AreaCode> = places.iter().map(|p| p.area).collect();
            distinct.sort_unstable();
            distinct.dedup();
            for place in places.iter().filter(|p| p.area != NOWHERE) {
                let named = if place.word == AreaWord::Capital { 1 } else { 2 };
                // One of many in a list says little.
                let listed = if distinct.len() > 3 { 1 } else { 2 };
                let standing = standing(document, place);
                let told = if standing == Standing::Partner { 1 } else { 2 };
                let weight = named * listed * told * if paragraph < 1 { 3 } else { 1 };
                if paragraph < 1 {
                    title.push(place.area);
                }
                if !heads.contains(&paragraph) && heads.len() < 3 {
                    heads.push(paragraph);
                }
                if heads.contains(&paragraph) {
                    bound |= is_bound(document, place);
                }
                let at = weights.iter().position(|w| w.area == place.area).unwrap_or_else(|| {
                    weights.push(Weight::of(place.area));
                    weights.len() - 1
                });
                if heads.contains(&paragraph) {
                    weights[at].lead += 1;
                    weights[at].told += u32::from(standing != Standing::Partner);
                }
                weights[at].sum += weight;
                weights[at].owner += u32::from(standing == Standing::Owner);
                weights[at].partner += u32::from(standing == Standing::Partner);
            }
        }
        weights.sort_by_key(|w| std::cmp::Reverse(w.sum)); // stable: the one named first wins a tie
        let pair = match &weights[..] {
            [first, second, ..] => {
                let both = title.contains(&first.area) && title.contains(&second.area);
                let third = weights.get(2).map_or(0, |w| w.sum);
                let close = second.sum * if both { 5 } else { 4 } >= first.sum * 2
                    && second.sum >= 16
                    && second.sum * 2 > third * 3;
                let parent = |area: AreaCode| seeds::area(area).and_then(|a| a.parent);
                let apart = parent(first.area) != Some(second.area)
                    && parent(second.area) != Some(first.area);
                // A bloc is seldom more than one partner of many; a title that names it means it.
                let bloc = |area: AreaCode| {
                    seeds::area(area).is_some_and(|a| a.kind == seeds::AreaKind::Bloc)
                };
                let meant =
                    [first.area, second.area].into_iter().all(|a| !bloc(a) || title.contains(&a));
                // Two are not yet a pair when one is only a buyer or where goods come from: "imports of Japanese cars".
                let bilateral =
                    (0..document.pieces.len().min(LEAD)).any(|p| document.has(p, Sense::Pair));
                let joined =
                    bound || bilateral || [first, second].into_iter().all(|w| w.told * 2 > w.lead);
                let two = close && apart && meant && joined && second.lead > 0;
                let (first, second) =
                    if second.focus() < first.focus() { (second, first) } else { (first, second) };
                two.then_some((first.area, second.area))
            }
            _ => None,
        };
        weights.sort_by_key(Weight::focus);
        let areas: Vec<AreaCode> = weights.iter().map(|w| w.area).collect();
        let main = areas.first().copied();
        let fiscal_start = main.map_or(1, seeds::fiscal_start);
        Self { main, fiscal_start, pair, areas, weights, ..Self::default() }
    }

    /// The period spoken of, for a figure of this area: what was said of a country does not date its region's figures.
    pub(super) fn period_for(&self, ref_area: Option<AreaCode>) -> Option<Period> {
        let parent = |area: Option<AreaCode>| area.and_then(seeds::area).and_then(|a| a.parent);
        let fits = self.period_of.is_none()
            || (parent(self.period_of) != ref_area && parent(ref_area) != self.period_of);
        self.period.filter(|_| fits)
    }

    /// Whether the report ever tells of an area's own trade, or never says with whom an area trades.
    pub(super) fn is_owner(&self, area: AreaCode) -> bool {
        let weight = self.weights.iter().find(|w| w.area == area);
        weight.is_none_or(|w| w.owner > 0 || w.partner == 0)
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
