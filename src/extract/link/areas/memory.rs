//! What the sentence does not say of the areas, the number before it or the report does.

use super::Seats;
use super::seating::{implied, speaker};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{AnaphorKind, Note, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::link::sections::related;
use crate::extract::link::subject::LIST_ITEM;
use crate::extract::link::{Linked, Subject, Telling};
use crate::model::{AreaCode, Indicator, Transform};
use crate::seeds;
use std::ops::Range;

/// What the number before it in the sentence was about; whether that says enough.
pub(super) fn from_previous(
    line: &Line,
    at: usize,
    subject: &Subject,
    previous: &Linked,
    seats: &mut Seats,
) -> bool {
    let none = seats.ref_area.is_none() && seats.counterpart_area.is_none();
    if none {
        seats.ref_area = previous.ref_area;
        seats.counterpart_area = previous.counterpart_area;
        return true;
    }
    // «6,4 млрд с Китаем, в том числе экспорт Узбекистана 1,9 млрд»
    if line.any(0..line.items.len(), Sense::Including)
        && previous.ref_area == seats.ref_area
        && seats.counterpart_area.is_none()
    {
        seats.counterpart_area = previous.counterpart_area;
        return true;
    }
    if seats.ref_area.is_none() && previous.ref_area != seats.counterpart_area {
        seats.ref_area = previous.ref_area;
        return true;
    }
    // "Tajikistan's exports to Kazakhstan were $370 million and its imports $1.1 billion"
    let own = line.chunks[line.chunk_of(at)].items.clone();
    let its = own.clone().any(|i| implied(line, i));
    let mirrored = matches!(
        (previous.indicator, subject.indicator),
        (Indicator::Exports, Indicator::Imports) | (Indicator::Imports, Indicator::Exports)
    );
    // "… $1.1 billion (up 33 percent)"
    let explains = line.chunks[line.chunk_of(at)].opener == Opener::Bracket
        && previous.indicator == subject.indicator;
    if ((its && mirrored) || explains)
        && seats.counterpart_area.is_none()
        && seats.ref_area == previous.ref_area
        && !line.any(own, Sense::ForeignTrade)
    {
        seats.counterpart_area = previous.counterpart_area;
        return true;
    }
    false
}

/// "Exports to Malta, Cyprus and Egypt grew by 5, 6 and 7 percent, and imports by 4": whether the partner taken over from
/// another flow is one of many, so that it is not this one's.
fn of_many(found: &[Linked], subject: &Subject, seats: &Seats) -> bool {
    let Some(last) = found.last().filter(|l| l.indicator != subject.indicator) else {
        return false;
    };
    last.counterpart_area == seats.counterpart_area
        && found
            .iter()
            .any(|l| l.indicator == last.indicator && l.counterpart_area != last.counterpart_area)
}

/// Whether a sentence speaks of trade between two: "bilateral", "our trade"; but not "between Laos and the world".
fn names_two(line: &Line) -> bool {
    let items = 0..line.items.len();
    let ours = items.clone().any(|i| {
        let turnover = |s| matches!(s, Sense::Indicator(Indicator::Turnover, _)).then_some(());
        line.has(i, Sense::Pronoun)
            && (line.has(i + 1, Sense::ForeignTrade) || line.find(i + 1, turnover).is_some())
    });
    let with_world = items.clone().skip(1).any(|i| {
        let led = |s| matches!(s, Sense::And | Sense::Prep(_)).then_some(());
        line.has(i, Sense::World) && line.find(i - 1, led).is_some()
    });
    (ours || line.any(items, Sense::Pair)) && !with_world
}

/// Whether the words tell of trade with all partners: "the world", "foreign trade", "total export earnings", "total goods
/// imported".
pub(super) fn means_all(line: &Line, items: Range<usize>) -> bool {
    let total = |flow: usize| {
        let small = |i: &usize| line.has(*i, Sense::Goods) || is_total(line, *i);
        // "11 percent of the Kingdom's total exports" is one partner's part.
        let part = |total: usize| {
            (items.start..total).any(|i| {
                matches!(line.items[i].what, What::Number(_))
                    && line.has(i + 1, Sense::Prep(Prep::Of))
            })
        };
        (items.start..flow).rev().take_while(small).any(|i| is_total(line, i) && !part(i))
    };
    let flow = |s| match s {
        Sense::Indicator(Indicator::Exports | Indicator::Imports, _)
        | Sense::Trades(Indicator::Exports | Indicator::Imports) => Some(()),
        _ => None,
    };
    line.any(items.clone(), Sense::World)
        || line.any(items.clone(), Sense::ForeignTrade)
        || items.clone().any(|i| line.find(i, flow).is_some() && total(i))
}

fn is_total(line: &Line, item: usize) -> bool {
    line.items.get(item).is_some_and(|it| line.document.notes(it.piece, Note::Total))
}

/// What the sentence does not say, the report does; returns the rule that said it.
pub(super) fn remember(
    line: &Line,
    at: usize,
    subject: &Subject,
    telling: &Telling,
    found: &[Linked],
    discourse: &Discourse,
    seats: &mut Seats,
) -> &'static str {
    let anywhere = |sense| line.any(0..line.items.len(), sense);
    if found.last().is_some_and(|previous| from_previous(line, at, subject, previous, seats)) {
        if of_many(found, subject, seats) {
            seats.counterpart_area = None;
        }
        return "figure-before";
    }
    // "China is the largest partner of Tatarstan. Turnover came to …": with whom was said before.
    if seats.counterpart_area.is_none()
        && line.places.iter().all(|p| Some(p.area) == seats.ref_area)
        && !means_all(line, 0..line.items.len())
        && let Some((partner, paragraph)) = discourse.partner
        && paragraph == line.sentence.paragraph
        && Some(partner) != seats.ref_area
    {
        seats.counterpart_area = Some(partner);
        seats.ref_area = seats.ref_area.or(discourse.main.filter(|main| *main != partner));
        return "paragraph";
    }
    if names_two(line)
        && let Some((a, b)) = discourse.pair_in_focus()
    {
        let (first, second) = if seats.ref_area == Some(b) || seats.counterpart_area == Some(a) {
            (b, a)
        } else {
            (a, b)
        };
        seats.ref_area = seats.ref_area.or(Some(first));
        if seats.counterpart_area.is_none() && seats.ref_area != Some(second) {
            seats.counterpart_area = Some(second);
        }
        return "pair-in-focus";
    }
    let last = discourse.last;
    let item = subject.rule == LIST_ITEM;
    let near = last.filter(|l| item || l.paragraph == line.sentence.paragraph);
    if item && seats.counterpart_area.is_none() {
        seats.counterpart_area = discourse.heading;
    }
    if seats.ref_area.is_none() {
        let owner = |area: &AreaCode| discourse.is_owner(*area);
        let section = discourse
            .section
            .filter(|area| discourse.main.is_some_and(|main| related(*area, main)));
        let candidate =
            near.and_then(|l| l.ref_area).filter(owner).or(section).or(discourse.pair.map(|p| p.0));
        let partner = seats.counterpart_area;
        seats.ref_area = candidate
            .filter(|c| Some(*c) != partner)
            .or_else(|| speaker(line, partner))
            .or(discourse.main.filter(|main| Some(*main) != partner))
            .or_else(|| discourse.areas.iter().copied().find(|a| Some(*a) != partner));
        if seats.counterpart_area.is_none() {
            let world = means_all(line, 0..line.items.len());
            let breakdown = near.filter(|l| {
                subject.item.is_none()
                    || anywhere(Sense::Including)
                    || (l.indicator == Indicator::Turnover
                        && subject.indicator != Indicator::Turnover)
            });
            let partner = breakdown.and_then(|l| l.counterpart_area).or_else(|| {
                let (a, b) = discourse.pair?;
                let other = if seats.ref_area == Some(b) { a } else { b };
                let about_pair = last.is_none_or(|l| l.counterpart_area.is_some());
                // A bloc is one partner of many, unless it was the one just now.
                let bloc = seeds::area(other).is_some_and(|a| a.kind == seeds::AreaKind::Bloc);
                let still = !bloc || last.is_some_and(|l| l.counterpart_area == Some(other));
                (about_pair && still).then_some(other)
            });
            if !world && telling.transform != Transform::Share {
                seats.counterpart_area = partner.filter(|p| Some(*p) != seats.ref_area);
            }
        }
        if near.is_some() { "paragraph" } else { "report" }
    } else if seats.counterpart_area.is_none() {
        // "Russian exports fell" in the paragraph about Russia and China.
        let pair =
            near.filter(|l| l.ref_area == seats.ref_area || l.counterpart_area == seats.ref_area);
        let there = anywhere(Sense::Anaphor(AnaphorKind::There));
        if there {
            let other = pair.and_then(|l| {
                if l.ref_area == seats.ref_area { l.counterpart_area } else { l.ref_area }
            });
            seats.counterpart_area = other;
        }
        // A report about two: what one of them sells, it sells to the other, unless all its trade is meant.
        let all = means_all(line, 0..line.items.len());
        let other = discourse.pair.and_then(|(a, b)| match seats.ref_area {
            Some(area) if area == a => Some(b),
            Some(area) if area == b => Some(a),
            _ => None,
        });
        if seats.counterpart_area.is_none() && !all && telling.transform != Transform::Share {
            seats.counterpart_area = other;
        }
        "pair-of-report"
    } else {
        ""
    }
}
