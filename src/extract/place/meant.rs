//! Which area a word means that has several: "Punjab" is Pakistan's or India's, "Georgia" a country or a state. A report
//! keeps to one of them, so what else it names decides.

use super::super::document::Document;
use super::super::lexicon::{AreaWord, Cases, Sense};
use super::super::token::Letters;
use crate::model::AreaCode;
use crate::seeds;
use std::collections::HashMap;

/// How often a report names each area by a word of one meaning, and how often the regions of each country.
#[derive(Debug, Default)]
pub(in super::super) struct Company {
    named: HashMap<AreaCode, u32>,
    regions: HashMap<AreaCode, u32>,
}

impl Company {
    /// The areas of a report, counted.
    pub(in super::super) fn of(document: &Document) -> Self {
        let mut company = Self::default();
        for at in 0..document.pieces.len() {
            let mut areas = document.senses(at).iter().copied().filter_map(area_of);
            let (Some((area, ..)), None) = (areas.next(), areas.next()) else { continue };
            *company.named.entry(area).or_default() += 1;
            if let Some(country) = parent(area) {
                *company.regions.entry(country).or_default() += 1;
            }
        }
        company
    }

    /// The area a piece names, how, and in which grammatical cases; the likeliest one unless the others named beside it say
    /// otherwise.
    pub(super) fn meant(
        &self,
        document: &Document,
        at: usize,
    ) -> Option<(AreaCode, AreaWord, Cases)> {
        let first = document.find(at, area_of)?;
        let several = || document.senses(at).iter().copied().filter_map(area_of);
        // A seat of government and an abbreviation mean what they mostly do.
        let settled = several().nth(1).is_none()
            || several().any(|(_, word, _)| word == AreaWord::Capital)
            || document.pieces[at].letters == Letters::Capitals;
        if settled {
            return Some(first);
        }
        let regions = several().all(|(area, ..)| parent(area).is_some());
        let speaks_for = |area: AreaCode| {
            let named = |area| self.named.get(&area).copied().unwrap_or(0);
            let Some(country) = parent(area) else {
                // A country named by another word as well is told apart from its part: England in a report on the UK.
                let whole = several().any(|(other, ..)| parent(other) == Some(area));
                return if whole { 0 } else { 2 * named(area) };
            };
            // Where its country is named too: all are regions, or one is the country.
            let whole = regions || several().any(|(other, ..)| other == country);
            // One region of another country is more likely a partner: "Georgia's exports to Texas".
            let beside = self.regions.get(&country).copied().unwrap_or(0);
            let beside = if regions || whole || beside > 1 { beside } else { 0 };
            2 * named(area) + beside + if whole { named(country) } else { 0 }
        };
        let mut best = (first, speaks_for(first.0));
        for one in several().skip(1) {
            let weight = speaks_for(one.0);
            if weight > best.1 {
                best = (one, weight);
            }
        }
        Some(best.0)
    }
}

fn parent(area: AreaCode) -> Option<AreaCode> {
    seeds::area(area).and_then(|a| a.parent)
}

fn area_of(sense: Sense) -> Option<(AreaCode, AreaWord, Cases)> {
    if let Sense::Area(area, word, cases) = sense { Some((area, word, cases)) } else { None }
}
