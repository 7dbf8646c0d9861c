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
const APPOSITION: usize = 14;

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
    let name = word == AreaWord::Name;
    let of = name
        && at >= sentence.start + 2
        && document.has(at - 1, Sense::Prep(Prep::Of))
        && noun(at - 2);
    // "China's northernmost province"
    let possessive =
        name && document.pieces.get(at + 1).is_some_and(|p| matches!(p.mark, '\'' | '’'));
    let owned = possessive
        && (at + 3..at + 6)
            .find(|&p| !is_lower_word(document, p))
            .is_some_and(|p| noun(p) && !is_named(document, p + 1));
    (adjective || of || owned).then_some(area)
}

/// "The border province": the noun at `at` stands for the region in focus, words without a meaning between it and its
/// article.
pub(super) fn is_the_region(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    if !document.has(at, Sense::RegionNoun) || is_named(document, at + 1) {
        return false;
    }
    let words =
        (sentence.start..at).rev().take_while(|&p| is_lower_word(document, p)).take(2).count();
    words > 0
        && (at - words)
            .checked_sub(1)
            .is_some_and(|p| sentence.contains(&p) && document.has(p, Sense::Definite))
}

/// A word without a meaning, in small letters: "northernmost".
fn is_lower_word(document: &Document, at: usize) -> bool {
    document.is_plain(at) && document.pieces[at].letters == Letters::Lower
}

/// Whether a name follows: "province Dong Nai", "province of Dong Nai".
fn is_named(document: &Document, at: usize) -> bool {
    let at = at + usize::from(document.has(at, Sense::Prep(Prep::Of)));
    document.pieces.get(at).is_some_and(|p| p.kind == Kind::Word && p.letters != Letters::Lower)
}

/// Whether the noun behind the adjective stands for the region by itself: «китайская область».
pub(super) fn noun_stands_for_it(document: &Document, at: usize) -> bool {
    [AnaphorKind::Region, AnaphorKind::Republic]
        .into_iter()
        .any(|kind| document.has(at + 1, Sense::Anaphor(kind)))
}

/// "Fujian, a province on China's eastern coast", "Guangdong, a hub for trade in southern China,": from the region to its
/// country there is a comma, and a word for the kind of region or else an article, and nothing that counts.
pub(super) fn in_apposition(document: &Document, region: &Place, country: &Place) -> bool {
    let between = region.pieces.end..country.pieces.start;
    if between.len() > APPOSITION || !document.is_mark(between.start, ',') {
        return false;
    }
    let place = |p| document.find(p, |s| matches!(s, Sense::Area(..)).then_some(())).is_some();
    let words = between.start + 1..between.end;
    if words.clone().any(|p| document.pieces[p].kind != Kind::Word || place(p)) {
        return false;
    }
    let counts = |s| matches!(s, Sense::Indicator(..) | Sense::And | Sense::Level(_)).then_some(());
    let kind = words.clone().any(|p| document.has(p, Sense::RegionNoun));
    let closed = matches!(document.pieces.get(country.pieces.end).map(|p| p.mark), Some(',' | '.'));
    let article = document.has(words.start, Sense::Article);
    (kind && words.clone().all(|p| document.find(p, counts).is_none())) || (article && closed)
}
