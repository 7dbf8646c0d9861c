//! Whose words a sentence gives: an office that said it or whose data it is, a side of the trade, somebody else.

use super::items::{Item, What};
use crate::extract::lexicon::{AreaWord, Cue, Office, Prep};
use crate::model::{AreaCode, SourceKind};
use std::ops::Range;

/// Somebody whom the sentence makes answer for its numbers.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    /// The items that name it.
    pub(super) items: Range<usize>,
    /// Whose it is, as far as the sentence tells.
    pub(super) area: Option<AreaCode>,
    /// What it is; `None` for one that was named before: "the agency".
    pub(super) kind: Option<SourceKind>,
    /// Whether it answers for anything here, and is not only named.
    pub(super) told: bool,
    /// It passes on what others say.
    pub(super) relays: bool,
}

/// How far before an office "according to" may stand: "according to the latest preliminary data published by the …".
const LED: usize = 12;

/// Everybody whom the sentence names, in order.
pub(super) fn found(items: &[Item]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let found = match (item.office, item.what) {
            (Some(office), _) => of_office(items, at, office),
            (None, What::Area { .. }) => of_side(items, at),
            _ => None,
        };
        let Some(found) = found else { continue };
        // "China's customs": the place is part of the name.
        let is_side = |found: &Found| found.kind == Some(SourceKind::Side);
        let overlaps = |last: &&Found| last.items.end > found.items.start;
        if all.last().filter(overlaps).is_some_and(|last| !is_side(last) && is_side(&found)) {
            continue;
        }
        while all.last().as_ref().is_some_and(overlaps) {
            all.pop();
        }
        all.push(found);
    }
    all
}

fn of_office(items: &[Item], at: usize, office: Office) -> Option<Found> {
    let before = whose_before(items, at);
    let behind = || whose_behind(items, at);
    let (name, area) = match before {
        Some((first, area)) => (first..full_name(items, at), Some(area)),
        None => match behind() {
            Some((last, area)) => (at..last + 1, Some(area)),
            None => (at..full_name(items, at), None),
        },
    };
    // «антимонопольная служба», «агентство "Новости"» are of their own, not the one named before.
    let is_named = items.get(at + 1).is_some_and(|next| next.what == What::Name);
    if office.kind.is_none() && (area.is_some() || is_named || !stands_alone(items, at)) {
        return None;
    }
    let told = is_led(items, name.start)
        || gives_data(items, &name)
        || speaks(items, &name)
        || is_labelled(items, name.start)
        || is_set_off(items, &name);
    let other = office.kind == Some(SourceKind::Other);
    let area = if other { None } else { area.or(office.area) };
    Some(Found { items: name, area, kind: office.kind, told, relays: office.relays })
}

/// Where the name of an office ends: "Ministry" goes on in "of Trade and Industry".
fn full_name(items: &[Item], at: usize) -> usize {
    let mut end = at + 1;
    // A person's name is none of their office's.
    if items[at].office.is_some_and(|office| office.kind != Some(SourceKind::Ministry)) {
        return end;
    }
    for (place, item) in items.iter().enumerate().skip(end).take(8) {
        match item.what {
            What::Name if place > at + 1 => end = place + 1,
            What::Word if place < end + 2 => {}
            _ => break,
        }
    }
    end
}

/// "Chinese customs", "Vietnam's General Statistics Office": the place before an office, and where its name begins.
fn whose_before(items: &[Item], at: usize) -> Option<(usize, AreaCode)> {
    let mut lower = 0;
    for place in (at.saturating_sub(4)..at).rev() {
        match items[place].what {
            What::Area { area, word, cases, owns } => {
                let adjective = word == AreaWord::Adjective;
                // A language without cases writes "Vietnam customs".
                let fits = adjective || owns || (lower == 0 && !cases.has_some());
                return (fits && lower <= 2).then_some((place, area));
            }
            What::Name => {}
            What::Word => lower += 1,
            _ => return None,
        }
    }
    None
}

/// "Ministry of Commerce of China", «министерство промышленности и торговли Республики Татарстан».
fn whose_behind(items: &[Item], at: usize) -> Option<(usize, AreaCode)> {
    for (place, item) in items.iter().enumerate().skip(at + 1).take(7) {
        match item.what {
            What::Area { area, word, cases, .. } => {
                let of_it = if cases.has_some() { cases.fit(Prep::From) } else { place > at + 1 };
                return (of_it && word != AreaWord::Adjective).then_some((place, area));
            }
            What::Name | What::Word => {}
            _ => return None,
        }
    }
    None
}

fn stands_alone(items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        matches!(items[before].what, What::Cue | What::Comma | What::Stop | What::Barrier)
    })
}

/// "According to …" stands before it.
fn is_led(items: &[Item], first: usize) -> bool {
    backward(items, first, LED).any(|item| item.is(Cue::According))
}

/// "Customs data", "figures published by the customs service".
fn gives_data(items: &[Item], name: &Range<usize>) -> bool {
    forward(items, name.end, 3).any(|item| item.is(Cue::Data))
        || backward(items, name.start, 5).any(|item| item.is(Cue::Data))
}

/// "Rosstat said", "minister Ivan Petrov told reporters", «сообщили в Росстате», "counted by the customs".
fn speaks(items: &[Item], name: &Range<usize>) -> bool {
    let mut commas = 0;
    for item in items[name.end..].iter().take(7) {
        if item.is_one_of(&[Cue::Says, Cue::Counts, Cue::Shows]) {
            return true;
        }
        match item.what {
            What::Comma if commas < 2 => commas += 1,
            What::Name | What::Word | What::Was | What::Area { .. } => {}
            _ => break,
        }
    }
    backward(items, name.start, 4).any(|item| item.is_one_of(&[Cue::Says, Cue::Counts]))
}

/// "Exports grew by 5% – Rosstat", "Customs: exports fell".
fn is_set_off(items: &[Item], name: &Range<usize>) -> bool {
    let stops = |at: usize| items.get(at).is_none_or(|item| item.what == What::Stop);
    let ends = || items[name.end..].iter().all(|item| item.what == What::Stop);
    let begins = name.start == 0 && items.get(name.end).is_some() && stops(name.end);
    begins || name.start > 0 && stops(name.start - 1) && ends()
}

/// "Source: Eurostat".
fn is_labelled(items: &[Item], first: usize) -> bool {
    super::label(items).is_some_and(|behind| behind <= first)
}

/// "By Chinese data", "the Kazakh side reported", "Kazakhstan counts".
fn of_side(items: &[Item], at: usize) -> Option<Found> {
    let What::Area { area, word, cases, .. } = items[at].what else { return None };
    let adjective = word == AreaWord::Adjective;
    let noun = forward(items, at + 1, 3)
        .zip(at + 1..)
        .find(|(item, _)| item.is_one_of(&[Cue::Data, Cue::Side]));
    let by = || {
        backward(items, at, 2).any(|item| item.is(Cue::By))
            || backward(items, at, 4).any(|item| item.is(Cue::According))
    };
    let end = match noun {
        Some((item, place)) if item.is(Cue::Side) => {
            let name = at..place + 1;
            let told = by()
                || is_led(items, at)
                || speaks(items, &name)
                || backward(items, at, 3).any(|item| item.is(Cue::Data));
            told.then_some(place + 1)
        }
        Some((_, place)) => {
            let shown = || {
                forward(items, place + 1, 5)
                    .any(|item| item.is_one_of(&[Cue::Shows, Cue::Says, Cue::Counts]))
            };
            (by() || shown()).then_some(place + 1)
        }
        None => None,
    };
    let end = end.or_else(|| {
        // «по данным Китая», "according to data from China"
        let genitive = !adjective && (!cases.has_some() || cases.fit(Prep::From));
        let led = backward(items, at, 3).any(|item| item.is(Cue::According));
        let counts = !adjective
            && cases.can_head()
            && items.get(at + 1).is_some_and(|item| item.is(Cue::Counts));
        (genitive && led || counts).then_some(at + 1)
    })?;
    let kind = Some(SourceKind::Side);
    Some(Found { items: at..end, area: Some(area), kind, told: true, relays: false })
}

/// The items behind one, as far as nothing parts them.
pub(super) fn forward(items: &[Item], from: usize, far: usize) -> impl Iterator<Item = &Item> {
    items.get(from..).unwrap_or_default().iter().take(far).take_while(|item| !item.parts())
}

/// The items before one, the nearest first, as far as nothing parts them.
pub(super) fn backward(items: &[Item], before: usize, far: usize) -> impl Iterator<Item = &Item> {
    items[..before].iter().rev().take(far).take_while(|item| !item.parts())
}
