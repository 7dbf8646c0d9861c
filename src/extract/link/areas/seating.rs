//! Where a place stands in its sentence: behind "from", before "exports", right before its number.

use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{AreaWord, Cases, Deixis, Prep, Sense};
use crate::extract::line::{Line, What};
use crate::extract::place::{NOWHERE, Place};
use crate::extract::token::Kind;
use crate::model::{AreaCode, Indicator, Qualifier};

/// Where a place stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seat {
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

/// "Russia and Kazakhstan", and no third.
pub(super) fn coordinated(line: &Line, item: usize) -> bool {
    // «оборот Китая и нашей страны»
    let own = |i: usize| {
        usize::from(
            [Sense::Neutral, Sense::Pronoun, Sense::Deixis(Deixis::This)]
                .into_iter()
                .any(|s| line.has(i, s)),
        )
    };
    let place = |i: usize| {
        let i = i + own(i);
        matches!(line.items.get(i).map(|it| it.what), Some(What::Place(_)))
    };
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

/// "Mexico was the top destination", «вторым партнёром страны является Италия»: the chunk calls the place a partner.
pub(super) fn is_partner(line: &Line, item: usize) -> bool {
    let items = line.chunks[line.chunk_of(item)].items.clone();
    let partner =
        |i: usize| line.find(i, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some();
    let behind = (item + 1..items.end.min(item + 7)).any(partner);
    let is = |i: usize| line.has(i, Sense::Level(Qualifier::Exactly));
    // "The US followed with imports at 4.6 billion"
    let ranked = line.has(item + 1, Sense::Rank);
    behind || ranked || (item > items.start && is(item - 1) && (items.start..item - 1).any(partner))
}

/// The partner that a sentence without numbers is about: "China is the largest partner of Tatarstan".
pub(in crate::extract::link) fn partner_of(
    line: &Line,
    discourse: &Discourse,
) -> Option<(AreaCode, usize)> {
    if !line.numbers.is_empty() {
        return None;
    }
    let first = line.items.iter().position(|it| matches!(it.what, What::Place(_)))?;
    let What::Place(p) = line.items[first].what else { return None };
    let place = &line.places[p];
    let other = |p: &Place| Some(p.area) == discourse.main && p.area != place.area;
    let headed = place.cases.can_head() && matches!(seat(line, first), Seat::Free | Seat::Apposed);
    let fits = headed && place.area != NOWHERE && place.word != AreaWord::Adjective;
    let calls = (first + 1..line.items.len()).any(|i| {
        line.find(i, |s| matches!(s, Sense::Partner(Indicator::Turnover)).then_some(())).is_some()
    });
    (fits && calls && line.places.iter().any(other))
        .then_some((place.area, line.sentence.paragraph))
}

pub(super) fn implied(line: &Line, item: usize) -> bool {
    matches!(line.items[item].what, What::Place(p) if line.places[p].implied)
}

/// Whether another place of the chunk receives: "in Bashkortostan".
pub(super) fn received_elsewhere(line: &Line, item: usize) -> bool {
    line.chunks[line.chunk_of(item)]
        .items
        .clone()
        .any(|i| i != item && matches!(seat(line, i), Seat::After(Prep::In | Prep::To)))
}

/// The seat of a place.
pub(super) fn seat(line: &Line, item: usize) -> Seat {
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
    // "sold more outside the EU"
    if line.document.has(line.items[item].piece, Sense::Outside) {
        return Seat::After(Prep::With);
    }
    if let Some(owner) = owner(line, item) {
        return owner;
    }
    if is_made_there(line, item) {
        return Seat::Goods;
    }
    if of_what_stands_before(line, item) {
        return Seat::After(Prep::Of);
    }
    // "A and B": as the one before.
    let listed = item > 0
        && what(item - 1) == Some(What::Mark(','))
        && (line.has(item + 1, Sense::And) || what(item + 1) == Some(What::Mark(',')))
        && place(item + 2);
    let and = item.saturating_sub(1 + usize::from(item > 0 && line.has(item - 1, Sense::Article)));
    if and >= 1 && (line.has(and, Sense::And) || (listed && and + 1 == item)) && place(and - 1) {
        let first = seat(line, and - 1);
        if matches!(first, Seat::After(_) | Seat::Pair) {
            return first;
        }
    }
    let next_is_number =
        matches!(what(item + 1), Some(What::Mark('(' | ',' | '-' | '–' | '—' | ':')));
    if next_is_number { Seat::Apposed } else { Seat::Free }
}

/// «закупки российского золота»: an adjective between a word of trade and what is traded, where no word of trade follows.
fn is_made_there(line: &Line, item: usize) -> bool {
    let What::Place(p) = line.items[item].what else { return false };
    let place = &line.places[p];
    let adjective = place.word == AreaWord::Adjective && place.cases.has_some() && !place.implied;
    let trade = item.checked_sub(1).is_some_and(|before| {
        line.find(before, |s| matches!(s, Sense::Indicator(..) | Sense::Trades(_)).then_some(()))
            .is_some()
    });
    adjective && trade
}

/// «экспорт России», «доля Китая»: a genitive belongs to the noun before it.
pub(super) fn of_what_stands_before(line: &Line, item: usize) -> bool {
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
pub(super) fn owner_after(line: &Line, item: usize, prep: Prep) -> Seat {
    match owner(line, item) {
        Some(Seat::Goods) if prep == Prep::Of => Seat::Goods,
        None if prep == Prep::Of && is_origin(line, item) => Seat::Goods,
        Some(owner @ Seat::Owner { .. }) => owner,
        _ => Seat::After(prep),
    }
}

/// "Imports of Kazakh grain", "$310 million worth of U.S. wheat": where goods that no word of trade names come from.
pub(super) fn is_origin(line: &Line, item: usize) -> bool {
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
pub(super) fn owner(line: &Line, item: usize) -> Option<Seat> {
    let What::Place(p) = line.items[item].what else { return None };
    let possessive =
        matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')));
    let adjective = line.places[p].word == AreaWord::Adjective && !possessive;
    // Where names have cases, they own what stands before them.
    let named = line.places[p].word == AreaWord::Capital || line.places[p].cases.has_some();
    if !possessive && !adjective && named {
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
    governing(line, item).map(|(prep, _)| prep)
}

/// The preposition before a place and its item.
pub(super) fn governing(line: &Line, item: usize) -> Option<(Prep, usize)> {
    let What::Place(p) = line.items[item].what else { return None };
    let cases = line.places[p].cases;
    let mut at = item;
    let mut unknown = 0;
    while at > 0 {
        at -= 1;
        match line.items[at].what {
            What::Word => {
                // «в Китай» is where goods go, «в Китае» where they are; «в РФ», which does not change, is where they go.
                let both =
                    line.has(at, Sense::Prep(Prep::To)) && line.has(at, Sense::Prep(Prep::In));
                let fits = |s| match s {
                    Sense::Prep(Prep::To) if both && cases.has_some() => {
                        cases.accusative().then_some(Prep::To)
                    }
                    Sense::Prep(prep) if cases.fit(prep) => Some(prep),
                    _ => None,
                };
                if cases.has_some() && both && cases.accusative() {
                    return Some((Prep::To, at));
                }
                if let Some(prep) = line.find(at, fits) {
                    // "to the member states of the EU"
                    let members = prep == Prep::Of && at > 0 && line.has(at - 1, Sense::Members);
                    if !members {
                        return Some((prep, at));
                    }
                    continue;
                }
                let filler = [
                    Sense::Article,
                    Sense::Neutral,
                    Sense::Pronoun,
                    Sense::Superlative,
                    Sense::Members,
                    Sense::Deixis(Deixis::This),
                ]
                .into_iter()
                .any(|s| line.has(at, s))
                    || line.find(at, |s| matches!(s, Sense::Number(_)).then_some(())).is_some();
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

/// "China's share", "the share of China".
pub(super) fn has_share(line: &Line, item: usize) -> bool {
    let share = |i: usize| line.has(i, Sense::Share);
    // «Китай занимает», but not «торговли Башкортостана приходится на …».
    let heads = matches!(line.items[item].what, What::Place(p) if line.places[p].cases.can_head());
    (share(item + 1) && heads)
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
pub(super) fn speaker(line: &Line, partner: Option<AreaCode>) -> Option<AreaCode> {
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

/// The pair a sentence names, linked or not: "between Russia and China", "Sino-Russian".
pub(in crate::extract::link) fn pair_named(line: &Line) -> Option<(AreaCode, AreaCode)> {
    let mut pair = line.items.iter().enumerate().filter_map(|(i, it)| match it.what {
        What::Place(p) if seat(line, i) == Seat::Pair => Some(line.places[p].area),
        _ => None,
    });
    let first = pair.next()?;
    let second = pair.find(|area| *area != first)?;
    Some((first, second))
}
