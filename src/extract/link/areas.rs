//! Whose trade a number tells of, and with whom.
//!
//! Every place of a sentence has a seat: what stands before it ("from", "with"), what it owns ("Chinese exports"), or
//! where it stands (before the verb). The indicator says which seat is the ref area's and which the partner's: exports
//! *from* Russia are Russia's, imports *from* Russia are not.

mod decide;
mod memory;
mod order;
mod parallel;
mod seating;
mod view;

use super::evidence::Ground;
use super::{Linked, Subject, Telling};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{AnaphorKind, AreaWord, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::place::NOWHERE;
use crate::model::{AreaCode, Indicator, Transform};
use crate::seeds;
use memory::remember;
use order::{equated, followed, in_order, listed, same_bracket};
use parallel::parallel;
use seating::{Seat, coordinated, has_share, implied, is_partner, received_elsewhere, seat};
use std::cmp::Ordering;
use std::ops::Range;

pub use decide::Candidate;
pub(super) use decide::decide;
pub(super) use order::{apposed, same_sum};
pub(super) use seating::{pair_named, partner_of};

/// The rule by which a sum told once more in other terms is of the areas that it was told of.
const SAME_SUM: &str = "same-sum";

/// Both areas of a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seats {
    pub(super) ref_area: Option<AreaCode>,
    pub(super) counterpart_area: Option<AreaCode>,
    /// What each rests on.
    pub(super) ref_ground: Ground,
    pub(super) counterpart_ground: Ground,
    /// How far ahead of all other pairs these two are: the share of `e^score` that is theirs.
    pub(super) ahead: f64,
}

impl Seats {
    /// Both areas as a number said before them has them.
    fn same_as(linked: &Linked, rule: &'static str) -> Self {
        Self {
            ref_area: linked.ref_area,
            counterpart_area: linked.counterpart_area,
            ..Self::default()
        }
        .grounded(rule, |_| None)
    }

    /// Notes which rule filled the seats that have no ground yet; `item` finds the word of an area.
    fn grounded(mut self, rule: &'static str, item: impl Fn(AreaCode) -> Option<usize>) -> Self {
        for (area, ground) in [
            (self.ref_area, &mut self.ref_ground),
            (self.counterpart_area, &mut self.counterpart_ground),
        ] {
            if let Some(area) = area.filter(|_| ground.rule.is_empty()) {
                *ground = Ground::of(rule, item(area));
            }
        }
        self
    }

    /// A part of a country is no partner of it: a level is the part's own, a share is one of the country's.
    pub(super) fn parted(mut self, transform: Transform) -> Self {
        let inside = self.counterpart_area.and_then(seeds::area).and_then(|area| area.parent);
        if inside.is_some() && inside == self.ref_area {
            if transform != Transform::Share {
                self.ref_area = self.counterpart_area;
                self.ref_ground = self.counterpart_ground;
            }
            self.counterpart_area = None;
        }
        self
    }
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
        return Seats::same_as(first, SAME_SUM);
    }
    if let Some(first) = same_bracket(line, at, subject, found) {
        return Seats::same_as(first, "figure-before");
    }
    let listed = listed(line, number, at, subject, telling, discourse);
    // "accounting for 17 percent of the Kingdom's exports, with a value of SR16 billion": share and level of one partner.
    if let Some(share) = found.last().filter(|l| l.transform == Transform::Share) {
        // A place between the two is another partner: "… and the UK, with $11.7 billion".
        let start =
            line.chunks[line.chunk_of(at)].items.start.min(line.item_of_number(share.number) + 1);
        let end = line.chunks[line.chunk_of(at)].items.end;
        let bare = !(start..end).any(|i| {
            matches!(line.items[i].what, What::Place(_))
                || line
                    .find(i, |s| match s {
                        Sense::Indicator(other, _) => (other != subject.indicator).then_some(()),
                        _ => None,
                    })
                    .is_some()
        });
        // «Турция (доля 12%) импортировала на 3,7 млрд»: the verb tells what its own subject did.
        let share_at = line.item_of_number(share.number);
        let does = subject.verb && subject.item.is_some_and(|verb| verb > share_at);
        let same =
            share.indicator == subject.indicator && telling.transform == Transform::Level && !does;
        if bare && same && share.counterpart_area.is_some() {
            return Seats::same_as(share, "share-and-level");
        }
    }
    let anywhere = |area| place_in(line, 0..line.items.len(), area);
    let part = || equated(line, at).filter(|_| telling.transform == Transform::Share);
    if let Some(place) = followed(line, at).or_else(part)
        && let What::Place(p) = line.items[place].what
    {
        let own = |area: &AreaCode| *area != line.places[p].area;
        let last =
            found.last().and_then(|l| l.ref_area).or(discourse.last.and_then(|l| l.ref_area));
        return Seats {
            ref_area: last.filter(own).or(discourse.main.filter(own)),
            counterpart_area: Some(line.places[p].area),
            ..Seats::default()
        }
        .grounded("followed-by", |area| place_in(line, place..place + 1, area));
    }
    if let Some(seats) = parallel(line, at, subject, found).filter(|_| listed.is_none()) {
        return seats;
    }
    if let Some(seats) = in_order(line, at, subject, listed, found, discourse) {
        return seats.grounded("in-order", anywhere);
    }
    let own = line.chunk_of(at);
    let mut seats = Seats::default();
    if let Some((area, Side::Ref)) = listed {
        seats.ref_area = Some(area);
        seats = seats.grounded("respectively", anywhere);
    }
    // The number's chunk first, the indicator's next, then those before, nearest first, then those after.
    let of_subject = subject.item.map(|item| line.chunk_of(item));
    let mut order = vec![own];
    order.extend(of_subject.filter(|c| *c != own));
    order.extend((0..own).rev().filter(|c| Some(*c) != of_subject));
    // "Imported goods worth €27 billion (CZK 690 billion) from Poland" goes on behind its bracket.
    order.extend(resumed(line, own).filter(|c| Some(*c) != of_subject));
    let share = telling.transform == Transform::Share;
    for (step, chunk) in order.iter().copied().enumerate() {
        // What another number's indicator owns is not this one's: stop where a clause of another indicator begins.
        if step > 0 && Some(chunk) != of_subject && closes(line, chunk, subject, own, found) {
            break;
        }
        if chunk > own && Some(chunk) != of_subject && names_another(line, chunk, subject) {
            break;
        }
        with_it(line, chunk, subject, share, discourse, &mut seats);
        take(line, chunk, at, subject, telling, discourse, &mut seats);
        let rule = match chunk.cmp(&own) {
            Ordering::Equal => "own-chunk",
            _ if Some(chunk) == of_subject => "indicator-chunk",
            Ordering::Less => "chunk-before",
            Ordering::Greater => "behind-bracket",
        };
        let items = line.chunks[chunk].items.clone();
        seats = seats.grounded(rule, |area| place_in(line, items.clone(), area));
        if seats.ref_area.is_some() && seats.counterpart_area.is_some() {
            return seats;
        }
    }
    let rule = remember(line, at, subject, telling, found, discourse, &mut seats);
    seats.grounded(rule, |_| None)
}

/// The item among some that names an area.
fn place_in(line: &Line, mut items: Range<usize>, area: AreaCode) -> Option<usize> {
    items.find(|&i| matches!(line.items[i].what, What::Place(p) if line.places[p].area == area))
}

/// The chunks behind the bracket that a number stands in or before.
fn resumed(line: &Line, own: usize) -> impl Iterator<Item = usize> {
    let opener = |c: usize| line.chunks.get(c).map(|chunk| chunk.opener);
    let closed = (own + 1..line.chunks.len())
        .find(|&c| opener(c) == Some(Opener::Resume))
        .filter(|&c| (own + 1..c).all(|c| matches!(opener(c), Some(Opener::Bracket | Opener::Or))));
    closed.into_iter()
}

fn names(line: &Line, chunk: usize, indicator: Indicator) -> bool {
    line.chunks[chunk].items.clone().any(|i| {
        line.find(i, |s| {
            matches!(s, Sense::Indicator(named, _) if named == indicator).then_some(())
        })
        .is_some()
    })
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
fn closes(line: &Line, chunk: usize, subject: &Subject, own: usize, found: &[Linked]) -> bool {
    // "Exports to Malta, Cyprus and Egypt grew by 5, 6 and 7 percent, and imports by 4": told of another flow already.
    let told = found.iter().any(|l| {
        line.chunk_of(line.item_of_number(l.number)) == chunk
            && l.indicator != subject.indicator
            && !names(line, chunk, subject.indicator)
    });
    if told {
        return true;
    }
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
    discourse: &Discourse,
    seats: &mut Seats,
) {
    let items = line.chunks[chunk].items.clone();
    let mut places: Vec<usize> = items
        .filter(|&i| {
            matches!(line.items[i].what, What::Place(_)) && !has_number_of_its_own(line, i, at)
        })
        .collect();
    // Nearest to the word that governs them first.
    let anchor = subject.item.unwrap_or(at);
    places.sort_by_key(|&i| i.abs_diff(anchor));
    // Of a pair the one named first is the one whose exports are told next.
    places.sort_by_key(|&i| if seat(line, i) == Seat::Pair { i } else { usize::MAX });
    let undirected = matches!(subject.indicator, Indicator::Turnover | Indicator::Balance);
    places.sort_by_key(|&i| if undirected && coordinated(line, i) { i } else { usize::MAX });
    // Firm seats before free ones.
    places.sort_by_key(|&i| matches!(seat(line, i), Seat::Free | Seat::Apposed));
    for item in places {
        let What::Place(p) = line.items[item].what else { continue };
        let area = line.places[p].area;
        if Some(area) == seats.ref_area || Some(area) == seats.counterpart_area {
            continue;
        }
        let governed = Subject { indicator: governing(line, item, subject), ..*subject };
        let Some(mut side) = side(line, item, at, &governed, telling) else { continue };
        // "Second is Russia": whom the report knows as a partner only does not become the one it tells of.
        let loose = matches!(
            seat(line, item),
            Seat::Free | Seat::Apposed | Seat::After(Prep::At | Prep::By | Prep::For)
        );
        let known = discourse.main.is_some_and(|main| main != area && discourse.is_owner(main));
        if side == Side::Ref && loose && known && !subject.verb && !discourse.is_owner(area) {
            side = Side::Partner;
        }
        // "Within the EU exports grew": of a member's report.
        if side == Side::Ref
            && seat(line, item) == Seat::After(Prep::In)
            && has_member(area, discourse.main)
        {
            side = Side::Partner;
        }
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

/// "Imports of $8 billion, most of it from Russia (52 percent)": a place behind a number that has one of its own in a bracket.
fn has_number_of_its_own(line: &Line, item: usize, at: usize) -> bool {
    let mark =
        |i: usize| matches!(line.items.get(i).map(|it| it.what), Some(What::Mark('(' | '[')));
    let number = |i: usize| matches!(line.items.get(i).map(|it| it.what), Some(What::Number(_)));
    at < item && mark(item + 1) && number(item + 2)
}

/// The indicator whose seats a place takes: in "imports from Latvia were … against exports of 1.6 billion" Latvia is told
/// of imports, whatever the number tells.
fn governing(line: &Line, item: usize, subject: &Subject) -> Indicator {
    let flow = |i: usize| {
        line.find(i, |s| match s {
            Sense::Indicator(flow @ (Indicator::Exports | Indicator::Imports), _) => Some(flow),
            _ => None,
        })
    };
    let directed = matches!(seat(line, item), Seat::After(Prep::From | Prep::To))
        && matches!(subject.indicator, Indicator::Exports | Indicator::Imports);
    let start = line.chunks[line.chunk_of(item)].items.start;
    let before = (start..item).rev().find_map(flow);
    match (before, subject.item) {
        (Some(flow), Some(word))
            if directed && word > item && line.chunk_of(word) == line.chunk_of(item) =>
        {
            flow
        }
        _ => subject.indicator,
    }
}

/// Whether an area, or the country around it, belongs to a bloc.
fn has_member(bloc: AreaCode, area: Option<AreaCode>) -> bool {
    let country = area.map(|a| seeds::area(a).and_then(|a| a.parent).unwrap_or(a));
    seeds::bloc_members().iter().any(|m| m.bloc == bloc && Some(m.member) == country)
}

/// Whether a place is one of two that trade with each other: "Russia–China", or "the trade of Russia and Kazakhstan".
fn both(line: &Line, item: usize, subject: &Subject) -> bool {
    let undirected = matches!(subject.indicator, Indicator::Turnover | Indicator::Balance);
    seat(line, item) == Seat::Pair
        || (undirected && subject.item.is_some() && coordinated(line, item))
}

/// "trade with it", «импорт оттуда»: the place named last, or the partner spoken of last; "turnover with the partner": the
/// other of the report's pair.
fn with_it(
    line: &Line,
    chunk: usize,
    subject: &Subject,
    share: bool,
    discourse: &Discourse,
    seats: &mut Seats,
) {
    if seats.counterpart_area.is_some() {
        return;
    }
    let mut items = line.chunks[chunk].items.clone();
    let directed = matches!(subject.indicator, Indicator::Exports | Indicator::Imports);
    let leads = |i: usize| {
        line.has(i, Sense::Prep(Prep::With))
            || (line.has(i, Sense::Prep(Prep::On)) && share)
            || (line.has(i, Sense::Prep(Prep::To)) && subject.indicator == Indicator::Exports)
            || (line.has(i, Sense::Prep(Prep::From)) && subject.indicator == Indicator::Imports)
    };
    let there = |i: usize| line.has(i, Sense::Anaphor(AnaphorKind::There));
    let partner = |i: usize| {
        line.find(i, |s| matches!(s, Sense::Partner(Indicator::Turnover)).then_some(())).is_some()
    };
    // «Италия, на рынке которой продано на 5 млн»
    let whose = items.start >= 2
        && line.chunks[chunk].opener == Opener::Relative
        && line.find(items.start - 1, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some()
        && line.find(items.start - 2, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
    let of_it = (0..items.start).rev().find_map(|i| match line.items[i].what {
        What::Place(p) if line.places[p].area != NOWHERE => Some(line.places[p].area),
        _ => None,
    });
    if let Some(area) = of_it.filter(|a| whose && Some(*a) != seats.ref_area) {
        seats.counterpart_area = Some(area);
        return;
    }
    let ends = |i: usize| !matches!(line.items.get(i).map(|it| it.what), Some(What::Place(_)));
    let Some(it) = items.find(|&i| {
        // «его доля в обороте республики»
        (share && line.has(i, Sense::Its) && line.has(i + 1, Sense::Share))
            || (leads(i)
                && (line.has(i + 1, Sense::Pronoun)
                    || line.has(i + 1, Sense::Relative)
                    || (partner(i + 1) && ends(i + 2))
                    || there(i + 1)))
            || (there(i) && directed)
    }) else {
        return;
    };
    let named = (0..it).rev().find_map(|i| match line.items[i].what {
        What::Place(p) if line.places[p].area != NOWHERE => Some(line.places[p].area),
        _ => None,
    });
    let foreign = |a: &AreaCode| Some(*a) != discourse.main && Some(*a) != seats.ref_area;
    let named_before = discourse.recent.iter().copied().find(foreign);
    let of_report = discourse.pair.map(|p| p.1).or(named_before);
    let last = discourse.last.and_then(|l| l.counterpart_area);
    seats.counterpart_area = if line.has(it + 1, Sense::Relative) {
        named.filter(|a| Some(*a) != seats.ref_area)
    } else if partner(it + 1) {
        last.or(of_report)
    } else {
        named.filter(|a| Some(*a) != discourse.main).or(last).or(of_report)
    };
}

/// «Латвия ввезла 78% импорта»: who does what the whole is made of is no part of it; "India bought 16% of exports" is.
fn trades_itself(line: &Line, item: usize, subject: &Subject) -> bool {
    let mut rest = item + 1..line.chunks[line.chunk_of(item)].items.end;
    rest.any(|i| line.has(i, Sense::Trades(subject.indicator)))
}

/// «Российские компании освоили в республике 3 млрд долларов инвестиций»: who stands before such a verb is where the money is
/// from, though it is measured by a noun.
fn invests(line: &Line, item: usize) -> bool {
    let mut rest = item + 1..line.chunks[line.chunk_of(item)].items.end;
    rest.any(|i| line.has(i, Sense::Trades(Indicator::Investment)))
}

fn is_adjective(line: &Line, item: usize) -> bool {
    matches!(line.items[item].what, What::Place(p) if line.places[p].word == AreaWord::Adjective
        && line.places[p].cases.has_some())
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
    // "Kenya received $1.3 billion"
    let receives = subject.item.is_some_and(|verb| line.has(verb, Sense::Receives) && item < verb);
    Some(match (subject.indicator, seat) {
        (_, Seat::Pair) => Side::Ref,
        // "Britain sold America goods", "Uganda paid Kenya 96 million"
        (Exports | Imports, Seat::Free)
            if subject.verb
                && subject.item.is_some_and(|verb| verb + 1 == item)
                && !is_adjective(line, item) =>
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
        | (Imports, Seat::After(Prep::From | Prep::With | Prep::At) | Seat::Goods)
        | (Investment, Seat::After(Prep::From | Prep::By | Prep::With)) => Side::Partner,
        (Imports, Seat::Owner { adjective: true }) if line.has(item + 1, Sense::Goods) => {
            Side::Partner
        }
        (Investment, Seat::Owner { adjective: true }) if !implied(line, item) => Side::Partner,
        // "Kazakhstan's investment in Bashkortostan"
        (Investment, Seat::Owner { .. }) if received_elsewhere(line, item) => Side::Partner,
        (Investment, Seat::Free | Seat::Apposed)
            if (subject.verb || invests(line, item)) && !receives =>
        {
            Side::Partner
        }
        // "India bought 16.2 percent of total exports": who stands before the verb is the part.
        (Exports | Imports, Seat::Free | Seat::Apposed)
            if share && subject.whole && trades_itself(line, item, subject) =>
        {
            Side::Ref
        }
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
