//! Forms that several places share, told apart by what else the report names: «РБ» is Bashkortostan beside «башкирский
//! экспорт», Belarus beside Minsk; "Georgia" a state among the states, "Punjab" Pakistan's in a report on Pakistan, and
//! "England" no more than a part of what is also called the UK. Where nothing speaks, it is what the lexicon gives first.

use super::{NOWHERE, Place};
use crate::extract::document::Document;
use crate::extract::lexicon::{AreaWord, Cases, Sense};
use crate::extract::token::Letters;
use crate::model::AreaCode;
use crate::seeds;

type Reading = (AreaCode, AreaWord, Cases);

/// Settles the places whose form can mean another area too. What is named in the report's first lines counts more.
pub(in crate::extract) fn settle(document: &Document, sentences: &mut [Vec<Place>]) {
    const LEAD: usize = 3;
    let mut company = Company::default();
    let mut open = false;
    for (index, places) in sentences.iter().enumerate() {
        for place in places.iter().filter(|p| p.area != NOWHERE) {
            if readings(document, place).nth(1).is_some() {
                open = true;
                continue;
            }
            company.count(place.area, if index < LEAD { 3 } else { 1 });
        }
    }
    if !open {
        return;
    }
    for place in sentences.iter_mut().flatten().filter(|p| p.area != NOWHERE) {
        let readings: Vec<Reading> = readings(document, place).collect();
        if readings.len() < 2 {
            continue;
        }
        // A government's seat and an abbreviation are not told apart by their neighbours.
        let family = document.pieces[place.pieces.start].letters != Letters::Capitals
            && readings.iter().all(|(_, word, _)| *word != AreaWord::Capital);
        let weight = |area| {
            if family { company.of_family(area, &readings) } else { company.named(area) }
        };
        let best = readings
            .iter()
            .map(|reading| (weight(reading.0), *reading))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((1.., (area, word, cases))) = best {
            (place.area, place.word, place.cases) = (area, word, cases);
        }
    }
}

/// How much a report names each area by a word of one meaning, and the regions of each country.
#[derive(Default)]
struct Company {
    areas: Vec<(AreaCode, u32)>,
    regions: Vec<(AreaCode, u32)>,
}

impl Company {
    fn count(&mut self, area: AreaCode, weight: u32) {
        add(&mut self.areas, area, weight);
        if let Some(country) = parent(area) {
            add(&mut self.regions, country, weight);
        }
    }

    fn named(&self, area: AreaCode) -> u32 {
        sum(&self.areas, area)
    }

    /// How much speaks for one reading of a name: itself, its country and its neighbours.
    fn of_family(&self, area: AreaCode, readings: &[Reading]) -> u32 {
        let Some(country) = parent(area) else {
            // A country named by another word as well is told apart from its part: England in a report on the UK.
            let whole = readings.iter().any(|reading| parent(reading.0) == Some(area));
            return if whole { 0 } else { 2 * self.named(area) };
        };
        // "Georgia's exports to the U.S." are the country's: it is asked for its own country only where no country could
        // be meant, or none but that one.
        let home = readings.iter().all(|reading| parent(reading.0).is_some())
            || readings.iter().any(|reading| reading.0 == country);
        // One region of another country is more likely a partner: "Georgia's exports to Texas".
        let neighbours = sum(&self.regions, country);
        let neighbours = if home || neighbours > 3 { neighbours } else { 0 };
        2 * self.named(area) + neighbours + if home { self.named(country) } else { 0 }
    }
}

fn add(sums: &mut Vec<(AreaCode, u32)>, area: AreaCode, weight: u32) {
    match sums.iter_mut().find(|(of, _)| *of == area) {
        Some((_, sum)) => *sum += weight,
        None => sums.push((area, weight)),
    }
}

fn sum(sums: &[(AreaCode, u32)], area: AreaCode) -> u32 {
    sums.iter().find(|(of, _)| *of == area).map_or(0, |(_, sum)| *sum)
}

fn parent(area: AreaCode) -> Option<AreaCode> {
    seeds::area(area).and_then(|a| a.parent)
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
