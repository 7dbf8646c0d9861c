//! Whose trade a number tells of, and with whom.
//!
//! Every place of a sentence has a seat: what stands before it ("from", "with"), what it owns ("Chinese exports"), or
//! where it stands (before the verb). The indicator says which seat is the ref area's and which the partner's: exports
//! *from* Russia are Russia's, imports *from* Russia are not.

use super::{Linked, Subject, Telling, respectively};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{AnaphorKind, AreaWord, Cases, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::place::NOWHERE;
use crate::extract::token::Kind;
use crate::model::{AreaCode, Indicator, Transform};
use crate::seeds;

/// Both areas of a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seats {
    pub(super) ref_area: Option<AreaCode>,
    pub(super) counterpart_area: Option<AreaCode>,
    pub(super) confidence: f64,
}

impl Seats {
    /// A part of a country is no partner of it: a level is the part's own, a share is one of the country's.
    pub(super) fn parted(mut self, transform: Transform) -> Self {
        let inside = self.counterpart_area.and_then(seeds::area).and_then(|area| area.parent);
        if inside.is_some() && inside == self.ref_area {
            if transform != Transform::Share {
                self.ref_area = self.counterpart_area;
            }
            self.counterpart_area = None;
        }
        self
    }
}

/// Where a place stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seat {
    /// After a preposition.
    After(Prep),
    /// "Chinese exports", "Tatarstan's imports"; the flag tells a name in the possessive from an adjective.
    Owner { adjective: bool },
    /// "Russian goods".
    Goods,
    /// "Kazakhstan–Tatarstan trade", "between Russia and China": one of two.
    Pair,
    /// Right before its number with nothing between: "China (27.2 percent)".
    Apposed,
    /// Before the verb, or anywhere else.
    Free,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ref,
    Partner,
}

/// Finds the areas of a number.
pub(super) fn of(
    line: &Line,
    number: usize,
    subject: &Subject,
    telling: &Telling,
    found: &[Linked],
    discourse: &Discourse,
) -> Seats {
    let at = line.item_of_number(number);
    if let Some(first) = same_sum(line, number, found) {
        return Seats {
            ref_area: first.ref_area,
            counterpart_area: first.counterpart_area,
            confidence: 1.0,
        };
    }
    let listed = listed(line, number, at, subject, telling);
    // "accounting for 17 percent of the Kingdom's exports, with a value of SR16 billion": share and level of one partner.
    if let Some(share) = found.last().filter(|l| l.transform == Transform::Share) {
        let bare = !line.chunks[line.chunk_of(at)].items.clone().any(|i| {
            matches!(line.items[i].what, What::Place(_))
                || line.find(i, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some()
        });
        let same = share.indicator == subject.indicator && telling.transform == Transform::Level;
        if bare && same && share.counterpart_area.is_some() {
            return Seats {
                ref_area: share.ref_area,
                counterpart_area: share.counterpart_area,
                confidence: 0.95,
            };
        }
    }
    if let Some(seats) = in_order(line, at, subject, listed, found, discourse) {
        return seats;
    }
    let own = line.chunk_of(at);
    let mut seats = Seats { confidence: 1.0, ..Seats::default() };
    if let Some((area, Side::Ref)) = listed {
        seats.ref_area = Some(area);
    }
    // The number's chunk first, the indicator's next, then those before, nearest first, then those after.
    let of_subject = subject.item.map(|item| line.chunk_of(item));
    let mut order = vec![own];
    order.extend(of_subject.filter(|c| *c != own));
    order.extend((0..own).rev().filter(|c| Some(*c) != of_subject));
    // "Imported goods worth €27 billion (CZK 690 billion) from Poland" goes on behind its bracket.
    order.extend(resumed(line, own).filter(|c| Some(*c) != of_subject));
    for (step, chunk) in order.iter().copied().enumerate() {
        // What another number's indicator owns is not this one's: stop where a clause of another indicator begins.
        if step > 0 && Some(chunk) != of_subject && closes(line, chunk, subject, own) {
            break;
        }
        if chunk > own && Some(chunk) != of_subject && names_another(line, chunk, subject) {
            break;
        }
        let before = (seats.ref_area, seats.counterpart_area);
        with_it(line, chunk, subject, discourse, &mut seats);
        take(line, chunk, at, subject, telling, &mut seats);
        if before != (seats.ref_area, seats.counterpart_area) && step > 0 {
            seats.confidence *= 0.98;
        }
        if seats.ref_area.is_some() && seats.counterpart_area.is_some() {
            return seats;
        }
    }
    remember(line, at, subject, telling, found, discourse, &mut seats);
    seats
}

/// "1.5 trillion rubles ($15.6 bln)", "25 percent, or N531 billion": the number before says the same in other terms.
fn same_sum<'f>(line: &Line, number: usize, found: &'f [Linked]) -> Option<&'f Linked> {
    let at = line.item_of_number(number);
    let previous = found.last().filter(|l| l.number + 1 == number)?;
    let (this, that) = (&line.numbers[number], &line.numbers[previous.number]);
    let bracket = line.chunks[line.chunk_of(at)].opener == Opener::Bracket
        && line.chunk_of(line.item_of_number(previous.number)) != line.chunk_of(at);
    let currencies = this.is_money() && that.is_money() && this.amount.unit != that.amount.unit;
    let or = at > 0 && line.has(at - 1, Sense::Or);
    let hedged_or = at > 1 && line.has(at - 2, Sense::Or);
    ((bracket && currencies) || or || hedged_or).then_some(previous)
}

/// "China – 22.1 percent", "Germany, with $14 billion", "China (27.2 percent or $1.1 billion)": a number in apposition to
/// a place is about trade with it; and lists joined by "respectively".
fn in_order(
    line: &Line,
    at: usize,
    subject: &Subject,
    listed: Option<(AreaCode, Side)>,
    found: &[Linked],
    discourse: &Discourse,
) -> Option<Seats> {
    let whole_of = || {
        let owner = (0..line.items.len()).find_map(|item| match line.items[item].what {
            What::Place(p)
                if matches!(seat(line, item), Seat::Owner { .. }) && owns(item, subject) =>
            {
                Some(line.places[p].area)
            }
            _ => None,
        });
        owner
            .or_else(|| found.last().and_then(|l| l.ref_area))
            .or(discourse.last.and_then(|l| l.ref_area))
            .or(discourse.main)
    };
    if listed.is_some_and(|(_, side)| side == Side::Ref) {
        return None;
    }
    let partner = listed.map(|(area, _)| area).or_else(|| again(line, at, found)).or_else(|| {
        let place = apposed_to(line, at)?;
        // A place that governs its own indicator ("China's exports, at …") is no list item.
        let own_item = subject.item.is_some_and(|item| {
            line.chunk_of(item) == line.chunk_of(at) && !subject.whole && item < at
        });
        (!own_item || subject.partner).then_some(place)
    });
    let partner = partner.or_else(|| ranked(line, at, discourse))?;
    let whole = whole_of()
        .filter(|w| *w != partner)
        .or_else(|| discourse.areas.iter().copied().find(|a| *a != partner))?;
    Some(Seats { ref_area: Some(whole), counterpart_area: Some(partner), confidence: 0.93 })
}

/// In "the EU and ASEAN … with 3.57 and 3.14 trillion yuan, respectively", the first number belongs to the first place; so
/// it does in "Chile and Peru exported …", but there the places are whose trade it is.
fn listed(
    line: &Line,
    number: usize,
    at: usize,
    subject: &Subject,
    telling: &Telling,
) -> Option<(AreaCode, Side)> {
    let item = respectively::place(line, number)?;
    let What::Place(p) = line.items[item].what else { return None };
    let owner = matches!(subject.indicator, Indicator::Exports | Indicator::Imports)
        && side(line, item, at, subject, telling) == Some(Side::Ref)
        && !(seat(line, item) == Seat::Free && subject.item.is_none_or(|word| word < item));
    let seat = if owner { Side::Ref } else { Side::Partner };
    Some((line.places[p].area, seat))
}

/// "Exports to Malta grew 14 percent, Cyprus 6 percent": a chunk of a place and its number, after a figure with a partner,
/// is about the next partner.
fn again(line: &Line, at: usize, found: &[Linked]) -> Option<AreaCode> {
    let chunk = &line.chunks[line.chunk_of(at)];
    let previous = found.last().filter(|l| l.counterpart_area.is_some())?;
    let alike = line.numbers[previous.number].is_percent()
        && matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_percent());
    let directed = matches!(previous.indicator, Indicator::Exports | Indicator::Imports);
    let listed = matches!(chunk.opener, Opener::Comma | Opener::And) && chunk.items.start + 1 == at;
    match line.items[chunk.items.start].what {
        What::Place(p) if alike && directed && listed => Some(line.places[p].area),
        _ => None,
    }
}

/// The place right before a number's chunk or number, with nothing but marks and "with" between.
fn apposed_to(line: &Line, at: usize) -> Option<AreaCode> {
    let mut item = at;
    let mut steps = 0;
    while item > 0 {
        item -= 1;
        match line.items[item].what {
            What::Place(p) => {
                let stands_alone = !matches!(
                    seat(line, item),
                    Seat::Owner { .. } | Seat::Goods | Seat::After(Prep::Of | Prep::In)
                );
                return (steps > 0 && stands_alone).then_some(line.places[p].area);
            }
            // "China (27.2 percent or $1.1 billion)": past the first number of the bracket.
            What::Number(_) if line.has(item + 1, Sense::Or) => {}
            What::Mark('(' | ',' | '-' | '–' | '—' | ':' | '\'' | '’' | '+' | '−') => {
                steps += 1
            }
            What::Word => {
                let passes = line
                    .find(item, |s| {
                        matches!(
                            s,
                            Sense::Hedge(_)
                                | Sense::Article
                                | Sense::Prep(Prep::With | Prep::At)
                                | Sense::Or
                        )
                        .then_some(())
                    })
                    .is_some();
                if !passes {
                    return None;
                }
                steps += usize::from(line.has(item, Sense::Prep(Prep::With)));
            }
            _ => return None,
        }
    }
    None
}

/// "Only Turkey, with $226 million, did more business", "Russia was third with $122 million": a place that is not the
/// report's own, and a number led by "with".
fn ranked(line: &Line, at: usize, discourse: &Discourse) -> Option<AreaCode> {
    let led = (1..=3).take_while(|n| *n <= at).map(|n| at - n).find(|&i| {
        line.find(i, |s| matches!(s, Sense::Hedge(_) | Sense::Article).then_some(())).is_none()
    })?;
    // "Canada was second at $27.5 billion"
    let ordinal = line.has(led, Sense::Prep(Prep::At))
        && led > 0
        && line.find(led - 1, |s| matches!(s, Sense::Ordinal(_)).then_some(())).is_some();
    if !line.has(led, Sense::Prep(Prep::With)) && !ordinal {
        return None;
    }
    let own = line.chunk_of(at);
    let chunks = own.saturating_sub(1)..=own;
    let mut places =
        chunks.rev().flat_map(|c| line.chunks[c].items.clone()).filter(|i| *i < led).filter_map(
            |i| match line.items[i].what {
                What::Place(p) if matches!(seat(line, i), Seat::Free | Seat::Apposed) => {
                    Some(line.places[p].area)
                }
                _ => None,
            },
        );
    places.next().filter(|area| Some(*area) != discourse.main)
}

/// The chunks behind the bracket that a number stands in or before.
fn resumed(line: &Line, own: usize) -> impl Iterator<Item = usize> {
    let opener = |c: usize| line.chunks.get(c).map(|chunk| chunk.opener);
    let closed = (own + 1..line.chunks.len())
        .find(|&c| opener(c) == Some(Opener::Resume))
        .filter(|&c| (own + 1..c).all(|c| matches!(opener(c), Some(Opener::Bracket | Opener::Or))));
    closed.into_iter()
}

/// Whether a chunk has a word for another indicator.
fn names_another(line: &Line, chunk: usize, subject: &Subject) -> bool {
    line.chunks[chunk].items.clone().any(|i| {
        line.find(i, |s| match s {
            Sense::Indicator(indicator, _) | Sense::Trades(indicator) => {
                (indicator != subject.indicator).then_some(())
            }
            _ => None,
        })
        .is_some()
    })
}

/// Whether a chunk before the number's belongs to another indicator's clause.
fn closes(line: &Line, chunk: usize, subject: &Subject, own: usize) -> bool {
    // "Exports to Turkmenistan – $62 million, imports – $15 million": the number may stand behind a dash.
    // or in a bracket.
    let dash =
        chunk + 1 < own && matches!(line.chunks[chunk + 1].opener, Opener::Dash | Opener::Bracket);
    let last = chunk + usize::from(dash);
    let mut items = line.chunks[chunk].items.start..line.chunks[last].items.end;
    let other_indicator = names_another(line, chunk, subject);
    let has_number = items.any(|i| matches!(line.items[i].what, What::Number(_)));
    // "Goods sold to Azerbaijan were worth $74 million, whereas purchases exceeded $113 million": what is left out is the
    // pair of the first figure, and its seats are not this indicator's.
    other_indicator && has_number
}

/// Fills the seats that are still free from the places of a chunk.
fn take(
    line: &Line,
    chunk: usize,
    at: usize,
    subject: &Subject,
    telling: &Telling,
    seats: &mut Seats,
) {
    let items = line.chunks[chunk].items.clone();
    let mut places: Vec<usize> =
        items.filter(|&i| matches!(line.items[i].what, What::Place(_))).collect();
    // Nearest to the word that governs them first.
    let anchor = subject.item.unwrap_or(at);
    places.sort_by_key(|&i| i.abs_diff(anchor));
    // Of a pair the one named first is the one whose exports are told next.
    places.sort_by_key(|&i| if seat(line, i) == Seat::Pair { i } else { usize::MAX });
    // Firm seats before free ones.
    places.sort_by_key(|&i| matches!(seat(line, i), Seat::Free | Seat::Apposed));
    for item in places {
        let What::Place(p) = line.items[item].what else { continue };
        let area = line.places[p].area;
        if Some(area) == seats.ref_area || Some(area) == seats.counterpart_area {
            continue;
        }
        let Some(side) = side(line, item, at, subject, telling) else { continue };
        if side == Side::Ref && area == NOWHERE {
            continue; // a group without a code can be a partner, not whose report it is
        }
        match side {
            Side::Ref if seats.ref_area.is_none() => seats.ref_area = Some(area),
            Side::Partner if seats.counterpart_area.is_none() => {
                seats.counterpart_area = Some(area);
            }
            // Both of a pair ask for the same seat: the second takes the other.
            _ if both(line, item, subject) && seats.counterpart_area.is_none() => {
                seats.counterpart_area = Some(area);
            }
            _ if both(line, item, subject) && seats.ref_area.is_none() => {
                seats.ref_area = Some(area);
            }
            _ => {}
        }
    }
}

/// Whether a place is one of two that trade with each other: "Russia–China", or "the trade of Russia and Kazakhstan".
fn both(line: &Line, item: usize, subject: &Subject) -> bool {
    let undirected = matches!(subject.indicator, Indicator::Turnover | Indicator::Balance);
    seat(line, item) == Seat::Pair
        || (undirected && subject.item.is_some() && coordinated(line, item))
}

/// "Russia and Kazakhstan", and no third.
fn coordinated(line: &Line, item: usize) -> bool {
    let place = |i: usize| matches!(line.items.get(i).map(|it| it.what), Some(What::Place(_)));
    let joint = |i: usize| {
        line.has(i, Sense::And)
            || (line.sentence.bare
                && matches!(line.items.get(i).map(|it| it.what), Some(What::Mark(','))))
    };
    let after = joint(item + 1) && place(item + 2);
    let before = item >= 2 && joint(item - 1) && place(item - 2);
    let third =
        (item >= 4 && before && place(item - 4)) || (after && joint(item + 3) && place(item + 4));
    (after != before) && !third
}

/// "trade with it": the place named last, or the partner spoken of last.
fn with_it(line: &Line, chunk: usize, subject: &Subject, discourse: &Discourse, seats: &mut Seats) {
    let items = line.chunks[chunk].items.clone();
    let it = items.clone().find(|&i| {
        let prep = line.has(i, Sense::Prep(Prep::With))
            || (line.has(i, Sense::Prep(Prep::To)) && subject.indicator == Indicator::Exports)
            || (line.has(i, Sense::Prep(Prep::From)) && subject.indicator == Indicator::Imports);
        prep && (line.has(i + 1, Sense::Pronoun)
            || line.has(i + 1, Sense::Anaphor(AnaphorKind::There)))
    });
    let Some(it) = it.filter(|_| seats.counterpart_area.is_none()) else { return };
    let named = (0..it).rev().find_map(|i| {
        if let What::Place(p) = line.items[i].what { Some(line.places[p].area) } else { None }
    });
    let last = discourse.last.and_then(|l| l.counterpart_area);
    seats.counterpart_area = named.filter(|a| Some(*a) != discourse.main).or(last);
}

/// Which side of the trade a place is on, by its seat and the indicator.
fn side(line: &Line, item: usize, at: usize, subject: &Subject, telling: &Telling) -> Option<Side> {
    use Indicator::{Balance, Exports, Imports, Investment, Other, Turnover};
    let seat = seat(line, item);
    let share = telling.transform == Transform::Share;
    // "China's share in Russia's exports", "the share of China": what has the share is the part.
    if share && has_share(line, item) {
        return Some(Side::Partner);
    }
    Some(match (subject.indicator, seat) {
        (_, Seat::Pair) => Side::Ref,
        // "Britain sold America goods"
        (Exports, Seat::Free)
            if subject.verb && subject.item.is_some_and(|verb| verb + 1 == item) =>
        {
            Side::Partner
        }
        (_, Seat::After(Prep::On)) if share => Side::Partner,
        (_, Seat::Free | Seat::Apposed)
            if subject.partner || (!subject.verb && is_partner(line, item)) =>
        {
            Side::Partner
        }
        (Turnover | Balance, Seat::After(Prep::With | Prep::To | Prep::From))
        | (Exports, Seat::After(Prep::To | Prep::With | Prep::For | Prep::On))
        | (Imports, Seat::After(Prep::From | Prep::With)) => Side::Partner,
        (Imports, Seat::Goods) => Side::Partner,
        (Imports, Seat::Owner { adjective: true }) if line.has(item + 1, Sense::Goods) => {
            Side::Partner
        }
        (Investment, Seat::After(Prep::From | Prep::By | Prep::With)) => Side::Partner,
        (Investment, Seat::Owner { adjective: true }) if !implied(line, item) => Side::Partner,
        // "Kazakhstan's investment in Bashkortostan"
        (Investment, Seat::Owner { .. }) if received_elsewhere(line, item) => Side::Partner,
        (Investment, Seat::Free | Seat::Apposed) if subject.verb => Side::Partner,
        // "India bought 16.2 percent of total exports": who stands before the verb is the part.
        (Exports | Imports | Turnover | Investment, Seat::Free | Seat::Apposed)
            if share && subject.whole =>
        {
            if item > at {
                Side::Ref
            } else {
                Side::Partner
            }
        }
        (Exports | Imports | Turnover, Seat::Free | Seat::Apposed) if share => Side::Partner,
        (Other, _) => return None,
        _ => Side::Ref,
    })
}

/// "Mexico was the top destination": the chunk calls the place a partner.
fn is_partner(line: &Line, item: usize) -> bool {
    let items = line.chunks[line.chunk_of(item)].items.clone();
    items.clone().any(|i| {
        i > item
            && i - item <= 6
            && line.find(i, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some()
    })
}

fn implied(line: &Line, item: usize) -> bool {
    matches!(line.items[item].what, What::Place(p) if line.places[p].implied)
}

/// Whether another place of the chunk receives: "in Bashkortostan".
fn received_elsewhere(line: &Line, item: usize) -> bool {
    line.chunks[line.chunk_of(item)]
        .items
        .clone()
        .any(|i| i != item && matches!(seat(line, i), Seat::After(Prep::In | Prep::To)))
}

/// The seat of a place.
fn seat(line: &Line, item: usize) -> Seat {
    let What::Place(p) = line.items[item].what else { return Seat::Free };
    let word = line.places[p].word;
    let what = |i: usize| line.items.get(i).map(|it| it.what);
    // "Kazakhstan-Tatarstan", "Sino-Russian"
    let hyphen = |i: usize| matches!(what(i), Some(What::Mark('-' | '–' | '—' | '/')));
    let place = |i: usize| matches!(what(i), Some(What::Place(_)));
    if word == AreaWord::Stem
        || (hyphen(item + 1) && place(item + 2))
        || (item >= 2 && hyphen(item - 1) && place(item - 2))
    {
        return Seat::Pair;
    }
    if let Some(prep) = preposition(line, item) {
        return if prep == Prep::Between { Seat::Pair } else { owner_after(line, item, prep) };
    }
    if let Some(owner) = owner(line, item) {
        return owner;
    }
    if of_what_stands_before(line, item) {
        return Seat::After(Prep::Of);
    }
    // "A and B": as the one before.
    let listed = item > 0
        && what(item - 1) == Some(What::Mark(','))
        && (line.has(item + 1, Sense::And) || what(item + 1) == Some(What::Mark(',')))
        && place(item + 2);
    if item >= 2 && (line.has(item - 1, Sense::And) || listed) && place(item - 2) {
        let first = seat(line, item - 2);
        if matches!(first, Seat::After(_) | Seat::Pair) {
            return first;
        }
    }
    let next_is_number =
        matches!(what(item + 1), Some(What::Mark('(' | ',' | '-' | '–' | '—' | ':')));
    if next_is_number { Seat::Apposed } else { Seat::Free }
}

/// «экспорт России», «доля Китая»: a genitive belongs to the noun before it.
fn of_what_stands_before(line: &Line, item: usize) -> bool {
    let What::Place(p) = line.items[item].what else { return false };
    let genitive = line.places[p].cases != Cases::default() && line.places[p].cases.fit(Prep::From);
    let noun = |i: usize| {
        line.find(i, |s| {
            matches!(s, Sense::Indicator(..) | Sense::Share | Sense::Goods).then_some(())
        })
        .is_some()
    };
    (genitive || line.places[p].implied) && item > 0 && noun(item - 1)
}

/// "in Chinese imports": the owner of what follows, whatever stands before; but "imports of Russian goods" are from Russia.
fn owner_after(line: &Line, item: usize, prep: Prep) -> Seat {
    match owner(line, item) {
        Some(Seat::Goods) if prep == Prep::Of => Seat::Goods,
        None if prep == Prep::Of && is_origin(line, item) => Seat::Goods,
        Some(owner @ Seat::Owner { .. }) => owner,
        _ => Seat::After(prep),
    }
}

/// "Imports of Kazakh grain", "$310 million worth of U.S. wheat": where goods that no word of trade names come from.
fn is_origin(line: &Line, item: usize) -> bool {
    let What::Place(p) = line.items[item].what else { return false };
    let of = item.checked_sub(1).filter(|&i| line.has(i, Sense::Prep(Prep::Of)));
    let sum =
        |i: usize| matches!(line.items[i].what, What::Number(n) if line.numbers[n].is_money());
    let worth = |i: usize| {
        line.find(i, |s| matches!(s, Sense::Level(_) | Sense::Goods).then_some(())).is_some()
    };
    let of_a_sum = of
        .and_then(|of| of.checked_sub(1))
        .is_some_and(|i| sum(i) || (worth(i) && i > 0 && sum(i - 1)));
    let next = line.items.get(item + 1).filter(|next| next.what == What::Word);
    let noun = next.is_some_and(|next| {
        line.document.pieces[next.piece].kind == Kind::Word
            && line.document.senses(next.piece).is_empty()
            && !line.document.glued(next.piece)
    });
    noun && (of_a_sum || line.places[p].word == AreaWord::Adjective)
}

/// What a place owns, when the words right after it are an indicator or goods.
fn owner(line: &Line, item: usize) -> Option<Seat> {
    let What::Place(p) = line.items[item].what else { return None };
    let possessive =
        matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')));
    let adjective = line.places[p].word == AreaWord::Adjective && !possessive;
    if !possessive && !adjective && line.places[p].word == AreaWord::Capital {
        return None;
    }
    let begin = item + 1 + 2 * usize::from(possessive);
    for next in begin..begin + 5 {
        let it = line.items.get(next)?;
        if it.what != What::Word {
            return None;
        }
        if line.find(next, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some() {
            return Some(Seat::Owner { adjective });
        }
        if line.has(next, Sense::Goods) && adjective {
            return Some(Seat::Goods);
        }
        let filler = line.document.senses(it.piece).is_empty()
            || line.has(next, Sense::Neutral)
            || line.has(next, Sense::Goods);
        if !filler {
            return possessive.then_some(Seat::Owner { adjective });
        }
    }
    None
}

/// The preposition before a place, articles and a few adjectives between.
fn preposition(line: &Line, item: usize) -> Option<Prep> {
    let What::Place(p) = line.items[item].what else { return None };
    let cases = line.places[p].cases;
    let mut at = item;
    let mut unknown = 0;
    while at > 0 {
        at -= 1;
        match line.items[at].what {
            What::Word => {
                let fits = |s| match s {
                    Sense::Prep(prep) if cases.fit(prep) => Some(prep),
                    _ => None,
                };
                // «в РФ», which does not change, is where the goods go.
                if cases.fit(Prep::To)
                    && cases != Cases::default()
                    && line.has(at, Sense::Prep(Prep::To))
                {
                    return Some(Prep::To);
                }
                if let Some(prep) = line.find(at, fits) {
                    return Some(prep);
                }
                let filler = [Sense::Article, Sense::Neutral, Sense::Pronoun, Sense::Superlative]
                    .into_iter()
                    .any(|s| line.has(at, s));
                unknown += usize::from(line.document.senses(line.items[at].piece).is_empty());
                if !(filler
                    || (line.document.senses(line.items[at].piece).is_empty() && unknown <= 2))
                {
                    return None;
                }
            }
            // "to its biggest partner, China"
            What::Mark(',')
                if at > 0
                    && line
                        .find(at - 1, |s| matches!(s, Sense::Partner(_)).then_some(()))
                        .is_some() =>
            {
                at -= 1;
            }
            _ => return None,
        }
    }
    None
}

fn owns(item: usize, subject: &Subject) -> bool {
    subject.item.is_some_and(|own| own > item && own - item <= 6)
}

/// "China's share", "the share of China".
fn has_share(line: &Line, item: usize) -> bool {
    let share = |i: usize| line.has(i, Sense::Share);
    share(item + 1)
        || (item > 0
            && share(item - 1)
            && line.places.iter().any(|p| {
                p.pieces.start == line.items[item].piece
                    && p.cases.fit(Prep::From)
                    && p.cases != Cases::default()
            }))
        || (matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')))
            && share(item + 3))
        || (item >= 2 && line.has(item - 1, Sense::Prep(Prep::Of)) && share(item - 2))
        || (item >= 3
            && line.has(item - 1, Sense::Article)
            && line.has(item - 2, Sense::Prep(Prep::Of))
            && share(item - 3))
}

/// "…, the Greek statistics office reported": whose office speaks of exports speaks of its country's.
fn speaker(line: &Line, partner: Option<AreaCode>) -> Option<AreaCode> {
    line.chunks.iter().filter(|chunk| line.any(chunk.items.clone(), Sense::Speech)).find_map(
        |chunk| {
            chunk.items.clone().find_map(|item| match line.items[item].what {
                What::Place(p) if line.places[p].word == AreaWord::Adjective => {
                    Some(line.places[p].area).filter(|area| Some(*area) != partner)
                }
                _ => None,
            })
        },
    )
}

/// What the sentence does not say, the report does.
fn remember(
    line: &Line,
    at: usize,
    subject: &Subject,
    telling: &Telling,
    found: &[Linked],
    discourse: &Discourse,
    seats: &mut Seats,
) {
    let anywhere = |sense| line.any(0..line.items.len(), sense);
    // What the number before it in the sentence was about.
    if let Some(previous) = found.last() {
        let none = seats.ref_area.is_none() && seats.counterpart_area.is_none();
        if none {
            seats.ref_area = previous.ref_area;
            seats.counterpart_area = previous.counterpart_area;
            seats.confidence *= 0.95 * previous.confidence.max(0.7);
            return;
        }
        // «6,4 млрд с Китаем, в том числе экспорт Узбекистана 1,9 млрд»
        if anywhere(Sense::Including)
            && previous.ref_area == seats.ref_area
            && seats.counterpart_area.is_none()
        {
            seats.counterpart_area = previous.counterpart_area;
            return;
        }
        if seats.ref_area.is_none() && previous.ref_area != seats.counterpart_area {
            seats.ref_area = previous.ref_area;
            seats.confidence *= 0.95;
            return;
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
            seats.confidence *= 0.9;
            return;
        }
    }
    let ours = (0..line.items.len()).any(|i| {
        line.has(i, Sense::Pronoun)
            && (line.has(i + 1, Sense::ForeignTrade)
                || line
                    .find(i + 1, |s| {
                        matches!(s, Sense::Indicator(Indicator::Turnover, _)).then_some(())
                    })
                    .is_some())
    });
    if (anywhere(Sense::Pair) || ours)
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
        seats.confidence *= 0.9;
        return;
    }
    let last = discourse.last;
    let near = last.filter(|l| l.paragraph == line.sentence.paragraph);
    if seats.ref_area.is_none() {
        let candidate =
            near.and_then(|l| l.ref_area).or(discourse.pair.map(|p| p.0));
        let partner = seats.counterpart_area;
        seats.ref_area = candidate
            .filter(|c| Some(*c) != partner)
            .or_else(|| speaker(line, partner))
            .or(discourse.main.filter(|main| Some(*main) != partner))
            .or_else(|| discourse.areas.iter().copied().find(|a| Some(*a) != partner));
        seats.confidence *= if seats.ref_area.is_some() { 0.9 } else { 0.8 };
        if seats.counterpart_area.is_none() {
            let world = anywhere(Sense::World) || anywhere(Sense::ForeignTrade);
            let breakdown = near.filter(|l| {
                subject.item.is_none()
                    || anywhere(Sense::Including)
                    || (l.indicator == Indicator::Turnover
                        && subject.indicator != Indicator::Turnover)
            });
            let partner = breakdown.and_then(|l| l.counterpart_area).or_else(|| {
                let (a, b) = discourse.pair?;
                let about_pair = last.is_none_or(|l| l.counterpart_area.is_some());
                about_pair.then(|| if seats.ref_area == Some(b) { a } else { b })
            });
            if !world && telling.transform != Transform::Share {
                seats.counterpart_area = partner.filter(|p| Some(*p) != seats.ref_area);
            }
            seats.confidence *= 0.85;
        }
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
        let all = anywhere(Sense::World) || anywhere(Sense::ForeignTrade);
        let other = discourse.pair.and_then(|(a, b)| match seats.ref_area {
            Some(area) if area == a => Some(b),
            Some(area) if area == b => Some(a),
            _ => None,
        });
        if seats.counterpart_area.is_none() && !all && telling.transform != Transform::Share {
            seats.counterpart_area = other;
        }
        seats.confidence *= if other.is_some() { 0.75 } else { 0.92 };
    }
    let _ = at;
}

/// The pair a sentence names, linked or not: "between Russia and China", "Sino-Russian".
pub(super) fn pair_named(line: &Line) -> Option<(AreaCode, AreaCode)> {
    let mut pair = line.items.iter().enumerate().filter_map(|(i, it)| match it.what {
        What::Place(p) if seat(line, i) == Seat::Pair => Some(line.places[p].area),
        _ => None,
    });
    let first = pair.next()?;
    let second = pair.find(|area| *area != first)?;
    Some((first, second))
}
