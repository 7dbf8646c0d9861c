//! What a report is about, read off the places that it names: the area whose trade it tells, and its pair when there are two.

use super::standing::{Standing, is_bound, is_paired, standing};
use crate::extract::document::Document;
use crate::extract::lexicon::{AreaWord, Sense};
use crate::extract::place::{NOWHERE, Place};
use crate::model::AreaCode;
use crate::seeds::{self, AreaKind};
use std::cmp::Reverse;

/// The areas of a report, the one it is most about first, and the two it is about, when it is about two.
#[derive(Debug)]
pub(super) struct Focus {
    pub(super) weights: Vec<Weight>,
    pub(super) pair: Option<(AreaCode, AreaCode)>,
}

/// How much a report speaks of an area, and how often as the one whose trade it tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::extract) struct Weight {
    pub(super) area: AreaCode,
    pub(super) sum: u32,
    /// How often the title names it.
    title: u32,
    /// The title names it as one of two: "Peru–Chile trade".
    paired: bool,
    /// How often the lead names it, and how often as more than a partner.
    lead: u32,
    told: u32,
    /// How often its own trade is told, and how often trade with it.
    pub(super) owner: u32,
    pub(super) partner: u32,
}

impl Weight {
    fn of(area: AreaCode) -> Self {
        Self { area, sum: 0, title: 0, paired: false, lead: 0, told: 0, owner: 0, partner: 0 }
    }

    /// What an area is sorted by: the one a report is about is the one whose own trade it tells.
    fn focus(&self) -> u32 {
        let factor = match (self.owner, self.partner) {
            (0, 0) => 8,
            (0, _) => 6,
            (_, 0) => 16,
            (owner, partner) if owner >= partner => 12,
            _ => 11,
        };
        self.sum * factor
    }

    /// Whether the report ever tells of its own trade, or never of trade with it.
    pub(super) fn is_owner(&self) -> bool {
        self.owner > 0 || self.partner == 0
    }
}

/// The pieces in which a report says that it is about two: "bilateral", "the two countries".
const LEAD: usize = 200;

impl Focus {
    /// The pair is the two areas named most when the second is named nearly as often, in the lead too, and no third one
    /// is. What the title names counts three times.
    pub(super) fn of<'p>(
        document: &Document,
        sentences: impl Iterator<Item = (usize, &'p [Place])>,
    ) -> Self {
        let mut weights: Vec<Weight> = Vec::new();
        // The first paragraphs that name a place.
        let mut heads: Vec<usize> = Vec::new();
        let mut bound = (0..document.pieces.len().min(LEAD)).any(|p| document.has(p, Sense::Pair));
        for (paragraph, places) in sentences {
            let mut distinct: Vec<AreaCode> = places.iter().map(|p| p.area).collect();
            distinct.sort_unstable();
            distinct.dedup();
            // "Exports to China rose and those to Australia fell": two of many.
            let mut partners: Vec<AreaCode> = places
                .iter()
                .filter(|p| standing(document, p) == Standing::Partner)
                .map(|p| p.area)
                .collect();
            partners.dedup();
            for place in places.iter().filter(|p| p.area != NOWHERE) {
                let named = if place.word == AreaWord::Capital { 1 } else { 2 };
                // One of many in a list says little.
                let listed = if distinct.len() > 3 { 1 } else { 2 };
                let standing = standing(document, place);
                let told = if standing == Standing::Partner { 1 } else { 2 };
                let title = paragraph < 1;
                let at = weights.iter().position(|w| w.area == place.area).unwrap_or_else(|| {
                    weights.push(Weight::of(place.area));
                    weights.len() - 1
                });
                let weight = &mut weights[at];
                weight.sum += named * listed * told * if title { 3 } else { 1 };
                weight.title += u32::from(title);
                weight.paired |= title && is_paired(document, place);
                weight.owner += u32::from(standing == Standing::Owner);
                weight.partner += u32::from(standing == Standing::Partner);
                if !heads.contains(&paragraph) && heads.len() < 3 {
                    heads.push(paragraph);
                }
                if heads.contains(&paragraph) {
                    weight.lead += 1;
                    weight.told += u32::from(standing != Standing::Partner);
                    bound |= partners.len() <= 1 && is_bound(document, place);
                }
            }
        }
        weights.sort_by_key(|w| Reverse(w.sum)); // stable: the one named first wins a tie
        region_first(&mut weights, |w| w.sum);
        let pair = pair(&weights, bound);
        weights.sort_by_key(|w| Reverse(w.focus()));
        region_first(&mut weights, Weight::focus);
        // Of the two the one in focus comes first.
        let place = |area: AreaCode| weights.iter().position(|w| w.area == area);
        let pair = pair.map(|(a, b)| if place(b) < place(a) { (b, a) } else { (a, b) });
        Self { weights, pair }
    }
}

/// A region counts for more than a country that is not its own: its reports name their partners as often as itself.
fn region_first(weights: &mut [Weight], measure: fn(&Weight) -> u32) {
    let Some(first) = weights.first().copied() else { return };
    let region = |area: AreaCode| {
        seeds::area(area)
            .is_some_and(|a| a.kind == AreaKind::Subdivision && a.parent != Some(first.area))
    };
    if region(first.area) {
        return;
    }
    let own = weights.iter().position(|w| measure(w) * 2 >= measure(&first) && region(w.area));
    if let Some(own) = own {
        weights[..=own].rotate_right(1);
    }
}

/// The two areas that a report is about; `bound` says that its lead speaks of trade between two.
fn pair(weights: &[Weight], bound: bool) -> Option<(AreaCode, AreaCode)> {
    let [first, second, ..] = weights else { return None };
    let two = [first, second];
    let third = weights.get(2).map_or(0, |w| w.sum);
    let title = two.into_iter().all(|w| w.title > 0);
    let paired = two.into_iter().all(|w| w.paired);
    let close = (paired || second.sum * if title { 5 } else { 4 } >= first.sum * 2)
        && second.sum >= 16
        && second.sum * 2 > third * 3;
    let parent = |w: &Weight| seeds::area(w.area).and_then(|a| a.parent);
    let related = parent(first) == Some(second.area)
        || parent(second) == Some(first.area)
        || (parent(first).is_some() && parent(first) == parent(second));
    // A bloc is seldom more than one partner of many; a title that names it means it.
    let bloc = |w: &Weight| seeds::area(w.area).is_some_and(|a| a.kind == AreaKind::Bloc);
    let meant = two.into_iter().all(|w| !bloc(w) || w.title > 0);
    // Two are not yet a pair when one is only a buyer or where goods come from: "imports of Japanese cars".
    let joined = bound || two.into_iter().all(|w| w.told * 2 > w.lead);
    (close && !related && meant && joined && second.lead > 0).then_some((first.area, second.area))
}
