//! Numbers that belong to a place by their order: "China – 22.1 percent", "Germany, with $14 billion", "or N531 billion".

use super::seating::{Seat, seat};
use super::{Seats, Side, side};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::link::{Linked, Subject, Telling, respectively};
use crate::model::{AreaCode, Indicator};

/// "1.5 trillion rubles ($15.6 bln)", "25 percent, or N531 billion": the number before says the same in other terms.
pub(in crate::extract::link) fn same_sum<'f>(
    line: &Line,
    number: usize,
    found: &'f [Linked],
) -> Option<&'f Linked> {
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

/// "The US (absorbing $291 million, up 20 percent on last year)": a number that goes on with another of its bracket.
pub(super) fn same_bracket<'f>(
    line: &Line,
    at: usize,
    subject: &Subject,
    found: &'f [Linked],
) -> Option<&'f Linked> {
    let previous = found.last().filter(|l| l.indicator == subject.indicator)?;
    let before = line.item_of_number(previous.number);
    let mark = |i: usize| match line.items[i].what {
        What::Mark(mark) => Some(mark),
        _ => None,
    };
    let open = (0..before).rev().find(|&i| matches!(mark(i), Some('(' | ')')))?;
    let close = (before + 1..at).any(|i| matches!(mark(i), Some('(' | ')')));
    let another = (before + 1..at).any(|i| matches!(line.items[i].what, What::Place(_)));
    let named = subject.item.is_some_and(|word| word > open);
    (mark(open) == Some('(') && !close && !another && !named).then_some(previous)
}

/// "China – 22.1 percent", "Germany, with $14 billion", "China (27.2 percent or $1.1 billion)": a number in apposition to
/// a place is about trade with it; and lists joined by "respectively".
pub(super) fn in_order(
    line: &Line,
    at: usize,
    subject: &Subject,
    listed: Option<(AreaCode, Side)>,
    found: &[Linked],
    discourse: &Discourse,
) -> Option<Seats> {
    let whole_of = |partner_item: Option<usize>| {
        let owner = (0..line.items.len()).find_map(|item| match line.items[item].what {
            What::Place(p)
                if matches!(seat(line, item), Seat::Owner { .. }) && owns(item, subject) =>
            {
                Some(line.places[p].area)
            }
            _ => None,
        });
        // «покупателями автомобилей из Кореи являются США (20 млрд)»
        let first = partner_item.unwrap_or(0);
        let source = || {
            (0..first).rev().find_map(|item| match line.items[item].what {
                What::Place(p) => {
                    let seat = seat(line, item);
                    let own = (subject.indicator == Indicator::Exports
                        && seat == Seat::After(Prep::From))
                        || (subject.indicator == Indicator::Imports
                            && seat == Seat::After(Prep::To));
                    own.then_some(line.places[p].area)
                }
                _ => None,
            })
        };
        owner
            .or_else(source)
            .or_else(|| found.last().and_then(|l| l.ref_area))
            .or(discourse.last.and_then(|l| l.ref_area))
            .or(discourse.main)
    };
    if listed.is_some_and(|(_, side)| side == Side::Ref) {
        return None;
    }
    let beside = apposed(line, at);
    let partner = listed.map(|(area, _)| area).or_else(|| again(line, at, found)).or_else(|| {
        let item = beside?;
        let What::Place(p) = line.items[item].what else { return None };
        // «экспорт из Армении – 5 млн»: the preposition says more than the dash.
        if matches!(seat(line, item), Seat::After(Prep::From | Prep::To)) {
            return None;
        }
        let place = line.places[p].area;
        // A place that governs its own indicator ("China's exports, at …") is no list item.
        let own_item = subject.item.is_some_and(|item| {
            line.chunk_of(item) == line.chunk_of(at) && !subject.whole && item < at
        });
        (!own_item || subject.partner).then_some(place)
    });
    let partner = partner.or_else(|| ranked(line, at, discourse))?;
    let whole = whole_of(beside)
        .filter(|w| *w != partner)
        .or_else(|| discourse.areas.iter().copied().find(|a| *a != partner))?;
    Some(Seats { ref_area: Some(whole), counterpart_area: Some(partner), ..Seats::default() })
}

/// In "the EU and ASEAN … with 3.57 and 3.14 trillion yuan, respectively", the first number belongs to the first place; so
/// it does in "Chile and Peru exported …", but there the places are whose trade it is.
pub(super) fn listed(
    line: &Line,
    number: usize,
    at: usize,
    subject: &Subject,
    telling: &Telling,
    discourse: &Discourse,
) -> Option<(AreaCode, Side)> {
    let item = respectively::place(line, number, discourse)?;
    if seat(line, item) == Seat::Pair {
        return None;
    }
    let What::Place(p) = line.items[item].what else { return None };
    let owner = matches!(subject.indicator, Indicator::Exports | Indicator::Imports)
        && side(line, item, at, subject, telling) == Some(Side::Ref)
        && !(seat(line, item) == Seat::Free && subject.item.is_none_or(|word| word < item));
    let seat = if owner { Side::Ref } else { Side::Partner };
    Some((line.places[p].area, seat))
}

/// "Exports to Malta grew 14 percent, Cyprus 6 percent": a chunk of a place and its number, after a figure with a partner,
/// is about the next partner.
pub(super) fn again(line: &Line, at: usize, found: &[Linked]) -> Option<AreaCode> {
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

/// The item of the place right before a number's chunk or number, with nothing but marks and "with" between.
pub(in crate::extract::link) fn apposed(line: &Line, at: usize) -> Option<usize> {
    // «Аргентина (2 млн тонн зерна на 736 млн долларов)»: the first sum of a bracket is about what stands before it.
    let chunk = &line.chunks[line.chunk_of(at)];
    let sum = |i: usize| {
        matches!(line.items[i].what, What::Number(n)
            if line.numbers[n].is_money() || line.numbers[n].is_percent())
            || line
                .find(i, |s| matches!(s, Sense::Indicator(..) | Sense::Move(_)).then_some(()))
                .is_some()
    };
    let opens = chunk.opener == Opener::Bracket && !(chunk.items.start..at).any(sum);
    let mut item = if opens { chunk.items.start } else { at };
    let mut steps = 0;
    while item > 0 {
        item -= 1;
        let ranked = steps == 0;
        match line.items[item].what {
            What::Place(_) => {
                let stands_alone = !matches!(
                    seat(line, item),
                    Seat::Owner { .. } | Seat::Goods | Seat::After(Prep::Of | Prep::In)
                );
                // "followed by Malaysia at 17 percent"
                let led = matches!(seat(line, item), Seat::After(prep) if prep != Prep::By && prep != Prep::With);
                let listed = if ranked { !led && is_ranking(line, item) } else { steps > 0 };
                return (listed && stands_alone).then_some(item);
            }
            // "China (27.2 percent or $1.1 billion)": past the first number of the bracket.
            What::Number(_) if line.has(item + 1, Sense::Or) => {}
            What::Mark('(' | ',' | '-' | '–' | '—' | ':' | '\'' | '’' | '+' | '−') => {
                steps += 1;
            }
            What::Word => {
                let passes = line
                    .find(item, |s| {
                        matches!(
                            s,
                            Sense::Hedge(_)
                                | Sense::Article
                                | Sense::Prep(Prep::With | Prep::At | Prep::On)
                                | Sense::Or
                        )
                        .then_some(())
                    })
                    .is_some();
                // «Россия рядом: 18,8%»
                let aside = steps > 0 && item > 0 && line.document.is_plain(line.items[item].piece);
                if !(passes || (aside && matches!(line.items[item - 1].what, What::Place(_)))) {
                    return None;
                }
                steps += usize::from(line.has(item, Sense::Prep(Prep::With)));
            }
            _ => return None,
        }
    }
    None
}

/// «70% внешней торговли края – КНР»: the part stands alone behind the dash.
pub(super) fn equated(line: &Line, at: usize) -> Option<usize> {
    let dash = line.chunks.get(line.chunk_of(at) + 1).filter(|c| c.opener == Opener::Dash)?;
    let mut places = dash.items.clone().filter(|&i| !matches!(line.items[i].what, What::Mark(_)));
    let place = places.next().filter(|&i| matches!(line.items[i].what, What::Place(_)))?;
    places.next().is_none().then_some(place)
}

/// «17 млн (16,5%) приходятся на Кипр, 15 млн (14,9%) – на Италию»: a number whose partner stands behind it.
pub(super) fn followed(line: &Line, at: usize) -> Option<usize> {
    let mark = |i: usize| match line.items.get(i)?.what {
        What::Mark(mark) => Some(mark),
        _ => None,
    };
    let mut item = at + 1;
    let in_bracket = line.chunks[line.chunk_of(at)].opener == Opener::Bracket;
    if in_bracket || mark(item) == Some('(') {
        let close = (item..line.items.len()).find(|&i| matches!(mark(i), Some(')' | ']')))?;
        item = close + 1;
    }
    let from = item;
    while line.has(item, Sense::Share) || matches!(mark(item), Some('-' | '–' | '—')) {
        item += 1;
    }
    let place = item + 1;
    let place = matches!(line.items.get(place)?.what, What::Place(_)).then_some(place)?;
    (item > from && line.has(item, Sense::Prep(Prep::On))).then_some(place)
}

/// "Only Turkey, with $226 million, did more business", "Russia was third with $122 million": a place that is not the
/// report's own, and a number led by "with".
pub(super) fn ranked(line: &Line, at: usize, discourse: &Discourse) -> Option<AreaCode> {
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

/// "Vietnam was first with 22 percent, followed by Malaysia at 17": whether partners have been told in their order before an
/// item.
fn is_ranking(line: &Line, item: usize) -> bool {
    (0..item).any(|i| {
        line.has(i, Sense::Rank)
            || line.find(i, |s| matches!(s, Sense::Ordinal(_)).then_some(())).is_some()
    })
}

pub(super) fn owns(item: usize, subject: &Subject) -> bool {
    subject.item.is_some_and(|own| own > item && own - item <= 6)
}
