//! Forms that several places share, told apart by what else the report names: «РБ» is Bashkortostan beside «башкирский
//! экспорт», Belarus beside Minsk, and what the lexicon gives first where neither is named.

use super::{NOWHERE, Place};
use crate::extract::document::Document;
use crate::extract::lexicon::Sense;
use crate::model::AreaCode;

/// Settles the places whose form can mean another area too. What is named in the report's first lines counts more.
pub(in crate::extract) fn settle(document: &Document, sentences: &mut [Vec<Place>]) {
    const LEAD: usize = 3;
    // How much more often the less likely area must be named.
    const LIKELIER: u32 = 3;
    let mut named: Vec<(AreaCode, u32)> = Vec::new();
    let mut open = false;
    for (index, places) in sentences.iter().enumerate() {
        for place in places.iter().filter(|p| p.area != NOWHERE) {
            if readings(document, place).nth(1).is_some() {
                open = true;
                continue;
            }
            let weight = if index < LEAD { 3 } else { 1 };
            match named.iter_mut().find(|(area, _)| *area == place.area) {
                Some((_, sum)) => *sum += weight,
                None => named.push((place.area, weight)),
            }
        }
    }
    if !open {
        return;
    }
    let weight = |area: AreaCode| named.iter().find(|n| n.0 == area).map_or(0, |n| n.1);
    for place in sentences.iter_mut().flatten().filter(|p| p.area != NOWHERE) {
        let best = readings(document, place)
            .map(|reading| (weight(reading.0), reading))
            .reduce(|best, next| if next.0 > best.0 * LIKELIER { next } else { best });
        if let Some((1.., (area, word, cases))) = best {
            (place.area, place.word, place.cases) = (area, word, cases);
        }
    }
}

/// What the form of a place can mean, likeliest first, one reading an area.
fn readings<'d>(document: &'d Document, place: &Place) -> impl Iterator<Item = Reading> + use<'d> {
    let senses = document.senses(place.pieces.start);
    let area = |sense: &Sense| match *sense {
        Sense::Area(area, word, cases) => Some((area, word, cases)),
        _ => None,
    };
    senses.iter().enumerate().filter_map(move |(n, sense)| {
        let reading = area(sense)?;
        let said = senses[..n].iter().filter_map(area).any(|before| before.0 == reading.0);
        (!said).then_some(reading)
    })
}

type Reading = (AreaCode, crate::extract::lexicon::AreaWord, crate::extract::lexicon::Cases);
