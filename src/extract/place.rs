//! Pieces in, places out: names and adjectives of areas, told apart from the institutions that carry their names.

mod ambiguous;
mod dateline;
mod described;

use super::discourse::Discourse;
use super::document::Document;
use super::lexicon::{AnaphorKind, AreaWord, Cases, Deixis, Kinds, Prep, Sense};
use super::token::{Kind, Letters};
use crate::model::AreaCode;
use crate::seeds::{self, AreaKind};
use std::ops::Range;

pub(super) use ambiguous::settle;

/// A place named in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) pieces: Range<usize>,
    pub(super) area: AreaCode,
    pub(super) word: AreaWord,
    /// The grammatical cases it can be in.
    pub(super) cases: Cases,
    /// It is not named but stood for: "the republic", "its". Such a place is no mention.
    pub(super) implied: bool,
}

/// Adds to the places of a sentence those that are stood for: "the republic" is the region the report is about, "its" the
/// place just spoken of.
pub(super) fn stand_for(
    document: &Document,
    sentence: &Range<usize>,
    places: &mut Vec<Place>,
    discourse: &Discourse,
) {
    for place in places.iter_mut().filter(|p| discourse.main == Some(p.area)) {
        place.cases = place.cases.at_home();
    }
    for at in sentence.clone() {
        if !document.is(at, Kinds::ANAPHOR.and(Kinds::ITS)) {
            continue;
        }
        let anaphor =
            document.find(at, |s| if let Sense::Anaphor(kind) = s { Some(kind) } else { None });
        let area = match anaphor {
            // «страны Балтии», «республики Средней Азии» stand for nothing but themselves.
            Some(_) if places.iter().any(|p| p.pieces.start == at + 1 && !p.implied) => None,
            Some(AnaphorKind::Country) => {
                let before = |n: usize| at.checked_sub(n).filter(|b| *b >= sentence.start);
                let this = before(1)
                    .filter(|b| document.has(*b, Sense::Deixis(Deixis::This)))
                    .or(before(1).filter(|b| document.has(*b, Sense::Article)));
                let led = this.map_or(before(1), |_| before(2)).is_some_and(|b| {
                    [Prep::To, Prep::From, Prep::With, Prep::Between]
                        .into_iter()
                        .any(|prep| document.has(b, Sense::Prep(prep)))
                });
                discourse.country(this.is_some(), led)
            }
            // "Exports to ASEAN rose. Those to the region …", where no region of a country is spoken of.
            Some(AnaphorKind::Region) => {
                let region = discourse.region();
                let led = is_led(document, at, sentence) && !region.is_some_and(is_region);
                led.then(|| bloc_spoken_of(discourse)).flatten().or(region)
            }
            Some(AnaphorKind::Republic) => discourse.republic(),
            // «экспорт в эти страны», but not "trade between these countries"
            Some(AnaphorKind::Countries) => is_led(document, at, sentence).then(|| {
                let before = places.iter().filter(|p| p.pieces.end <= at).map(|p| p.area);
                let here = before.rev().find(|area| is_bloc(*area));
                here.or_else(|| bloc_spoken_of(discourse)).unwrap_or(NOWHERE)
            }),
            Some(AnaphorKind::City) => discourse.main.filter(|a| is_region(*a)),
            None if document.has(at, Sense::Its) && owns_indicator(document, at, sentence) => {
                // "Tatarstan's exports to China …, its imports": the one that owns, else the one named first.
                let aside = whereabouts(document, places);
                let before = || {
                    places
                        .iter()
                        .zip(&aside)
                        .filter(|(p, aside)| p.pieces.end <= at && !**aside && p.area != NOWHERE)
                };
                let owner = before().rev().find(|(p, _)| {
                    p.implied || matches!(document.pieces[p.pieces.end].mark, '\'' | '’')
                });
                let first = before().find(|(p, _)| p.word != AreaWord::Adjective);
                owner.or(first).map(|(p, _)| p.area).or(discourse.subject)
            }
            Some(AnaphorKind::There) => None,
            None if described::is_the_region(document, at, sentence) => {
                discourse.region().filter(|a| is_region(*a))
            }
            None => described::region_of(document, at, sentence)
                .filter(|_| !described::noun_stands_for_it(document, at))
                .map(|country| discourse.region_in(country).unwrap_or(country)),
        };
        if let Some(area) = area {
            let place = places.partition_point(|p| p.pieces.start < at);
            places.insert(
                place,
                Place {
                    pieces: at..at + 1,
                    area,
                    word: AreaWord::Adjective,
                    cases: Cases::default(),
                    implied: true,
                },
            );
        }
    }
}

/// Whether a preposition of trade leads what stands for a place.
fn is_led(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    at > sentence.start
        && [Prep::To, Prep::From, Prep::With]
            .into_iter()
            .any(|prep| document.has(at - 1, Sense::Prep(prep)))
}

/// The group that was named last, when nobody else but the report's own area was since.
fn bloc_spoken_of(discourse: &Discourse) -> Option<AreaCode> {
    let foreign = discourse.recent.iter().find(|area| discourse.main != Some(**area));
    foreign.copied().filter(|area| is_bloc(*area))
}

fn is_bloc(area: AreaCode) -> bool {
    seeds::area(area).is_some_and(|a| a.kind == AreaKind::Bloc)
}

fn is_region(area: AreaCode) -> bool {
    seeds::area(area).is_some_and(|a| a.kind == AreaKind::Subdivision)
}

/// "its exports", "its mutual trade".
fn owns_indicator(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    (at + 1..sentence.end.min(at + 4))
        .any(|p| document.find(p, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some())
}

/// Stands in the place of a group that has no code ("Africa", "non-EU countries"), so that nothing else takes it.
pub(super) const NOWHERE: AreaCode = AreaCode::literal("?");

/// The places of a sentence, in order. "Kazan Federal University" and "Bank of China" are none.
pub(super) fn places(document: &Document, sentence: &Range<usize>) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for at in sentence.clone() {
        if !document.is(at, Kinds::AREA.and(Kinds::GROUP)) {
            continue;
        }
        if document.has(at, Sense::Group) {
            found.push(nowhere(at));
            continue;
        }
        let meaning = document.find(at, |s| {
            if let Sense::Area(area, word, cases) = s { Some((area, word, cases)) } else { None }
        });
        let Some((area, word, cases)) = meaning else { continue };
        if dateline::is_dateline(document, at, sentence)
            || described::region_of(document, at, sentence).is_some()
            || is_title(document, at)
        {
            continue;
        }
        let next = document.pieces.get(at + 1).map(|p| p.mark);
        if word == AreaWord::Stem && !matches!(next, Some('-' | '–' | '‑')) {
            continue;
        }
        // "non-EU countries" are everyone else.
        let negated = at >= sentence.start + 2
            && document.is_mark(at - 1, '-')
            && document.glued(at)
            && document.has(at - 2, Sense::Non);
        // "countries outside the EU"
        let article = usize::from(at > sentence.start && document.has(at - 1, Sense::Article));
        let outside =
            at > sentence.start + article && document.has(at - 1 - article, Sense::Outside);
        if negated {
            found.push(Place { pieces: at - 2..at + 1, ..nowhere(at) });
        } else if outside {
            found.push(Place { pieces: at - 1 - article..at + 1, ..nowhere(at) });
        } else if !names_institution(document, at, sentence) {
            found.push(Place { pieces: at..at + 1, area, word, cases, implied: false });
        }
    }
    found
}

/// «Кастамону», “Tatarstan”: a name alone between quotation marks is a firm's, a ship's or a paper's.
fn is_title(document: &Document, at: usize) -> bool {
    let mark = |p: usize| document.pieces.get(p).map_or('\0', |p| p.mark);
    let open = at.checked_sub(1).map_or('\0', mark);
    matches!((open, mark(at + 1)), ('«', '»') | ('“' | '„', '”' | '“') | ('"', '"'))
}

fn nowhere(at: usize) -> Place {
    let (word, cases) = (AreaWord::Name, Cases::default());
    Place { pieces: at..at + 1, area: NOWHERE, word, cases, implied: true }
}

/// "China's Guangdong Province", "Kazan, Russia": the places of a sentence without those that only say where another lies.
pub(super) fn without_whereabouts(document: &Document, mut places: Vec<Place>) -> Vec<Place> {
    let mut whereabouts = whereabouts(document, &places).into_iter();
    places.retain(|_| !whereabouts.next().unwrap_or(false));
    places
}

fn whereabouts(document: &Document, places: &[Place]) -> Vec<bool> {
    let parent = |place: &Place| seeds::area(place.area).and_then(|area| area.parent);
    let near = |a: &Place, b: &Place| b.pieces.start.saturating_sub(a.pieces.end) <= 2;
    (0..places.len())
        .map(|at| {
            let place = &places[at];
            let inside = |other: &Place| parent(other) == Some(place.area);
            let after = places.get(at + 1).is_some_and(|next| near(place, next) && inside(next));
            let before = at > 0
                && inside(&places[at - 1])
                && (near(&places[at - 1], place)
                    || described::in_apposition(document, &places[at - 1], place));
            (after && place.word != AreaWord::Capital) || (before && place.word == AreaWord::Name)
        })
        .collect()
}

/// Whether the capitalised words after a place lead to an institution: "Kazan Federal University".
fn names_institution(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    for next in at + 1..sentence.end.min(at + 4) {
        if document.has(next, Sense::Institution) {
            let lower = document.pieces[next].letters == Letters::Lower;
            // "the Albanian institute", "Chinese customs": no name, but whose institution it is.
            let described = lower
                && document
                    .find(at, |s| matches!(s, Sense::Area(_, AreaWord::Adjective, _)).then_some(()))
                    .is_some();
            return (!lower || next == at + 1) && !described;
        }
        let piece = &document.pieces[next];
        if piece.kind != Kind::Word || piece.letters == Letters::Lower {
            return false;
        }
    }
    false
}
