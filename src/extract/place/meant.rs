//! Which area a word means that has several: "Punjab" is Pakistan's or India's, "Georgia" a country or a state.

use super::super::document::Document;
use super::super::lexicon::{AreaWord, Cases, Sense};
use super::super::token::Letters;
use crate::model::AreaCode;
use crate::seeds;

/// How far to either side the company of a word is looked for.
const COMPANY: usize = 60;

/// The area a piece names, how, and in which grammatical cases; the likeliest one unless its company says otherwise.
pub(super) fn meant(document: &Document, at: usize) -> Option<(AreaCode, AreaWord, Cases)> {
    let area = |s| match s {
        Sense::Area(area, word, cases) => Some((area, word, cases)),
        _ => None,
    };
    let first = document.find(at, area)?;
    let mut several = document.senses(at).iter().copied().filter_map(area);
    // A seat of government and an abbreviation mean what they mostly do.
    let settled = several.clone().nth(1).is_none()
        || several.clone().any(|(_, word, _)| word == AreaWord::Capital)
        || document.pieces[at].letters == Letters::Capitals;
    if settled {
        return Some(first);
    }
    let parent = |area: AreaCode| seeds::area(area).and_then(|a| a.parent);
    // A country's own name beside another country says nothing: "Georgia's exports to the U.S.".
    let regions = several.clone().all(|(area, ..)| parent(area).is_some());
    let named = several.clone();
    let company = |(area, ..): &(AreaCode, AreaWord, Cases)| {
        let own = parent(*area)?;
        let speaks = |p: usize| {
            let Some((other, ..)) = document.find(p, area_of) else { return false };
            let sibling = parent(other) == Some(own) && !named.clone().any(|(a, ..)| a == other);
            sibling || (regions && other == own)
        };
        let last = document.pieces.len().min(at + COMPANY);
        let near = (at.saturating_sub(COMPANY)..last).filter(|&p| p != at && speaks(p));
        near.map(|p| p.abs_diff(at)).min()
    };
    let nearest = several.by_ref().filter_map(|one| Some((company(&one)?, one)));
    nearest.min_by_key(|(distance, _)| *distance).map_or(Some(first), |(_, one)| Some(one))
}

fn area_of(sense: Sense) -> Option<(AreaCode, AreaWord)> {
    if let Sense::Area(area, word, _) = sense { Some((area, word)) } else { None }
}
