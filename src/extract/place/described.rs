//! "The southern Vietnamese province", "a coastal province of China", "Fujian, a province on China's eastern coast": a
//! country that only says where a region lies.

use super::super::document::Document;
use super::super::lexicon::{AnaphorKind, AreaWord, Prep, Sense};
use super::super::token::{Kind, Letters};
use super::Place;
use crate::model::AreaCode;
use crate::seeds::{self, AreaKind};
use std::ops::Range;

/// The longest apposition that is looked through, in pieces.
const APPOSITION: usize = 9;

/// The country at `at` whose region, not named here, is meant: "the Vietnamese province", "a province of China", but not
/// "the Vietnamese province of Dong Nai".
pub(super) fn region_of(
    document: &Document,
    at: usize,
    sentence: &Range<usize>,
) -> Option<AreaCode> {
    let country = |s| match s {
        Sense::Area(area, word, _) => Some((area, word)),
        _ => None,
    };
    let (area, word) = document.find(at, country)?;
    if seeds::area(area)?.kind != AreaKind::Country {
        return None;
    }
    let noun = |p: usize| sentence.contains(&p) && document.has(p, Sense::RegionNoun);
    let adjective = word == AreaWord::Adjective && noun(at + 1) && !is_named(document, at + 2);
    let of = word == AreaWord::Name
        && at >= sentence.start + 2
        && document.has(at - 1, Sense::Prep(Prep::Of))
        && noun(at - 2);
    (adjective || of).then_some(area)
}

/// Whether a name follows: "province Dong Nai", "province of Dong Nai".
fn is_named(document: &Document, at: usize) -> bool {
    let at = at + usize::from(document.has(at, Sense::Prep(Prep::Of)));
    document.pieces.get(at).is_some_and(|p| p.kind == Kind::Word && p.letters != Letters::Lower)
}

/// Whether the noun behind the adjective stands for the region by itself: «китайская область».
pub(super) fn noun_stands_for_it(document: &Document, at: usize) -> bool {
    document.has(at + 1, Sense::Anaphor(AnaphorKind::Region))
}

/// "Fujian, a province on China's eastern coast": from the region to its country there is a comma, a word for the kind of
/// region, and nothing that counts.
pub(super) fn in_apposition(document: &Document, region: &Place, country: &Place) -> bool {
    let between = region.pieces.end..country.pieces.start;
    let counts = |s| {
        matches!(s, Sense::Indicator(..) | Sense::And | Sense::Area(..) | Sense::Level(_))
            .then_some(())
    };
    between.len() <= APPOSITION
        && document.is_mark(between.start, ',')
        && between.clone().any(|p| document.has(p, Sense::RegionNoun))
        && between
            .clone()
            .skip(1)
            .all(|p| document.pieces[p].kind == Kind::Word && document.find(p, counts).is_none())
}
