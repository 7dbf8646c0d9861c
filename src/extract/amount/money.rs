//! Words for money: before a number, behind it, the small coins behind that, and when "pounds" are money at all.

use super::Talk;
use super::head::Head;
use crate::extract::document::Document;
use crate::extract::lexicon::{CurrencyList, MoneyWord, Note, Prep, Sense};
use crate::extract::number;
use crate::extract::token::Kind;
use crate::model::{AreaCode, CurrencyCode, Decimal};
use crate::seeds;
use std::ops::Range;

/// A word for money.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Money {
    pub(super) list: CurrencyList,
    pub(super) word: MoneyWord,
}

impl Money {
    /// The power of ten in the word itself: 6 of "MUSD".
    pub(super) fn power(self) -> Option<u8> {
        if let MoneyWord::Scaled(power) = self.word { Some(power) } else { None }
    }
}

fn word(document: &Document, at: usize, takes: impl Fn(MoneyWord) -> bool) -> Option<Money> {
    document.find(at, |s| match s {
        Sense::Currency(list, word) if takes(word) => Some(Money { list, word }),
        _ => None,
    })
}

/// The likeliest currency among `choices` of an area, or of the country it is a part of.
pub(super) fn of_area(area: AreaCode, choices: &[CurrencyCode]) -> Option<CurrencyCode> {
    let own = |area: AreaCode| {
        let is_own =
            |code: &&CurrencyCode| seeds::currency(**code).is_some_and(|c| c.area == Some(area));
        choices.iter().find(is_own).copied()
    };
    own(area).or_else(|| own(seeds::area(area)?.parent?))
}

/// What an ambiguous word for money means: a currency of the area `named` before it, else what the report spoke of last, else
/// of the areas it is about; `None` where none of these says anything.
pub(super) fn settled(
    choices: &[CurrencyCode],
    named: Option<AreaCode>,
    oil: bool,
    talk: Talk,
) -> Option<CurrencyCode> {
    // A dollar is the US one unless the report is about a land of another dollar; a crown or franc is a neighbour's.
    let dollar = choices.first()?.as_str() == "USD";
    let about = talk.about.iter().take(if dollar { 0 } else { 2 }).copied();
    // Oil is sold for US dollars everywhere.
    let home = talk.home.filter(|_| dollar && !oil);
    let of = |area: AreaCode| of_area(area, choices);
    let said = talk.money.filter(|money| !dollar && choices.contains(money));
    named.and_then(of).or(said).or_else(|| home.into_iter().chain(about).find_map(of))
}

/// A currency's sign, code, name or glued letter before the number.
pub(super) fn before(document: &Document, at: usize, limit: usize) -> Option<(Money, usize)> {
    let next = at + 1;
    if next >= limit {
        return None;
    }
    // "US$ million 5.2", "Rs crore 500"
    if let Some(power) = number::scale(document, next, limit)
        && document.pieces.get(next + 1).is_some_and(|p| p.kind == Kind::Digits)
        && document.of(next).chars().count() > 1
        && let Some(money) =
            word(document, at, |word| matches!(word, MoneyWord::Symbol | MoneyWord::Code))
        && !(at > 0 && document.pieces[at - 1].kind == Kind::Digits)
    {
        return Some((Money { list: money.list, word: MoneyWord::Scaled(power) }, next + 1));
    }
    let signed = matches!(document.pieces[next].mark, '-' | '−' | '–') && document.glued(next + 1);
    let place = next + usize::from(signed);
    let figures = document.pieces.get(place).is_some_and(|p| p.kind == Kind::Digits);
    let glued = document.glued(next);
    let letters = document.of(at);
    let letter = letters.len() == 1 && letters.as_bytes()[0].is_ascii_alphabetic();
    let money = word(document, at, |word| match word {
        // "R 2.6 billion", but not "Route R 26"
        MoneyWord::Symbol => glued || !letter || (figures && heads_a_sum(document, at, limit)),
        MoneyWord::Code | MoneyWord::Scaled(_) => figures,
        MoneyWord::Name => figures && (glued || heads_a_sum(document, at, limit)),
        MoneyWord::Homonym | MoneyWord::Minor => false,
    })?;
    Some((money, next))
}

/// "Euro 5.2 billion", "rupees 500 crore": a name in front wants a sum behind it that has no unit of its own.
fn heads_a_sum(document: &Document, at: usize, limit: usize) -> bool {
    let before = at.checked_sub(1);
    let led = before.is_some_and(|b| {
        document.pieces[b].kind == Kind::Digits
            || document.senses(b).iter().any(|s| {
                matches!(
                    s,
                    Sense::Definite
                        | Sense::Number(_)
                        | Sense::Scale(_)
                        | Sense::Mixed(_)
                        | Sense::Sum(..)
                )
            })
    });
    if led {
        return false;
    }
    let Some(plain) = number::at(document, at + 1, limit) else { return false };
    let Some((_, end)) = super::head::scale_after(document, plain.end, limit, true) else {
        return false;
    };
    super::measure::after(document, end, limit, None).is_none()
        && (end >= limit || !document.is_plain(end))
}

/// Money behind a number: "dollars", "-dollar", "USD", "€". Behind a sum that has its money in front, only the same money
/// is stepped over ("US$5 million dollars").
pub(super) fn after(
    document: &Document,
    at: usize,
    limit: usize,
    named: Option<Money>,
) -> Option<(Money, usize)> {
    let mut place = at;
    if document.is_mark(place, '-') && document.glued(place) {
        place += 1;
    }
    // "5 mln. dollars"
    if document.is_mark(place, '.')
        && document.glued(place)
        && place > 0
        && number::scale(document, place - 1, limit).is_some()
    {
        place += 1;
    }
    // "One billion of euros"
    if document.has(place, Sense::Prep(Prep::Of))
        && place > 0
        && number::scale(document, place - 1, limit).is_some()
        && word(document, place + 1, |word| word == MoneyWord::Name).is_some()
    {
        place += 1;
    }
    let is_name = |word| {
        matches!(
            word,
            MoneyWord::Name | MoneyWord::Code | MoneyWord::Homonym | MoneyWord::Scaled(_)
        )
    };
    // "70 million Zimbabwean dollars"
    if document.find(place, |s| matches!(s, Sense::Area(..)).then_some(())).is_some()
        && place + 1 < limit
        && word(document, place + 1, is_name).is_some()
    {
        place += 1;
    }
    if place >= limit {
        return None;
    }
    let money = word(document, place, |word| match word {
        MoneyWord::Symbol => {
            !starts_a_number(document, place + 1, limit)
                || (document.glued(place) && !document.glued(place + 1))
        }
        // "3 USD50 cards"
        MoneyWord::Code => {
            document.glued(place)
                || !document.glued(place + 1)
                || !starts_a_number(document, place + 1, limit)
        }
        // "50p", but not "1080p"
        MoneyWord::Minor => {
            let letter = document.of(place).len() == 1;
            let small = || place > 0 && document.glued(place) && document.of(place - 1).len() <= 4;
            named.is_none() && (!letter || (small() && is_below_a_hundred(document, place - 1)))
        }
        // "2 EUR 5 million"
        _ => true,
    })?;
    if let Some(named) = named {
        let same = || {
            let of = |money: Money| document.lexicon.currencies(money.list);
            of(money).iter().any(|code| of(named).contains(code))
        };
        let name = matches!(money.word, MoneyWord::Name | MoneyWord::Homonym);
        if !name || !same() {
            return None;
        }
    }
    Some((money, place + 1))
}

fn is_below_a_hundred(document: &Document, piece: usize) -> bool {
    number::sum(document, piece).is_some_and(|n| n < Decimal::ONE_HUNDRED)
}

fn starts_a_number(document: &Document, at: usize, limit: usize) -> bool {
    number::at(document, at, limit).is_some_and(|value| value.figures)
}

/// The small coins behind a sum, as a part of its currency: "20 dollars and 43 cents", «124 451 рубль 50 копеек».
pub(super) fn coins(
    document: &Document,
    at: usize,
    limit: usize,
    sum: &Head,
    money: Money,
) -> Option<(Decimal, usize)> {
    if sum.value.scale() > 0 || money.word == MoneyWord::Minor {
        return None;
    }
    let dot = usize::from(
        document.is_mark(at, '.')
            && document.glued(at)
            && document.pieces.get(at + 1)?.kind == Kind::Digits,
    );
    let begin = at + dot + usize::from(document.has(at, Sense::And) || document.is_mark(at, ','));
    let count = number::at(document, begin, limit)?;
    let currency = document.lexicon.currencies(money.list).first().copied()?;
    if word(document, count.end, |word| word == MoneyWord::Minor).is_some() && count.end < limit {
        return Some((small(count.value, currency)?, count.end + 1));
    }
    // "15 dollars and 50.", "20 dollar 43", "a hundred dollars and two"
    let joined = document.has(at, Sense::And)
        || (begin == at
            && matches!(money.word, MoneyWord::Name | MoneyWord::Code)
            && count.figures);
    let closes = count.end >= limit
        || document.pieces[count.end].kind == Kind::Mark
        || (!count.figures && document.has(count.end, Sense::And));
    let bare = joined
        && closes
        && (!count.figures || document.of(begin).len() == 2)
        && count.value < Decimal::ONE_HUNDRED
        && count.value.scale() == 0
        && super::measure::after(document, count.end, limit, None).is_none();
    if bare && !sum.scaled() {
        return Some((small(count.value, currency)?, count.end));
    }
    None
}

/// So many of a currency's smallest coin.
pub(super) fn small(count: Decimal, currency: CurrencyCode) -> Option<Decimal> {
    let digits = seeds::currency(currency).and_then(|c| c.minor_digits).unwrap_or(2);
    count.checked_mul(Decimal::new(1, u32::from(digits.max(2))))
}

/// Whether a single letter before a number means money: "R4 billion" is rand, "R4" a road, and "N359" naira in a report
/// about Nigeria.
pub(super) fn letter_counts(document: &Document, at: usize, sum: &Head, talk: Talk) -> bool {
    let letters = document.of(at);
    let letter = letters.len() == 1 && letters.as_bytes()[0].is_ascii_alphabetic();
    let Some(money) = sum.money.filter(|_| letter) else { return true };
    let choices = document.lexicon.currencies(money.list);
    sum.scaled()
        || (sum.value >= Decimal::ONE_THOUSAND && !super::shared::is_year(document, sum.number))
        || (sum.value >= Decimal::TEN
            && talk.about.iter().take(2).any(|&area| of_area(area, choices).is_some()))
}

/// Whether "pounds", "won" or "marks" behind a sum are money: there is so much of it, or the sentence speaks of money or
/// trade, or the report of a land whose money it is. "A twenty-pound bag" and "two pounds of butter" are weights.
pub(super) fn is_spoken_of(
    document: &Document,
    sum: &Head,
    end: usize,
    money: Money,
    sentence: &Range<usize>,
    talk: Talk,
) -> bool {
    let next = end < sentence.end && document.pieces[end].kind == Kind::Word;
    let hyphenated = end >= 2 && document.is_mark(end - 2, '-') && document.glued(end - 2);
    // "Two pounds of butter", but "two million pounds of exports"
    let of_things = document.has(end, Sense::Prep(Prep::Of)) && !speaks_of_money(document, end + 1);
    // "A twenty-pound bag", "a twenty pound bag"
    let thing = next
        && (document.is_plain(end)
            || document.has(end, Sense::Goods)
            || super::measure::physical(document, end).is_some());
    let of_a_thing = thing
        && sum.value > Decimal::ONE
        && (hyphenated
            || (sum.number > sentence.start && document.has(sum.number - 1, Sense::Article)));
    let weighs = sentence.clone().any(|p| document.notes(p, Note::Weight));
    if of_things || ((of_a_thing || weighs) && !sum.scaled()) {
        return false;
    }
    let choices = document.lexicon.currencies(money.list);
    sum.scaled()
        || talk.money.is_some_and(|money| choices.contains(&money))
        || talk.about.iter().take(2).any(|&area| of_area(area, choices).is_some())
        || sentence.len() < 4
        || sentence.clone().any(|p| speaks_of_money(document, p))
}

fn speaks_of_money(document: &Document, piece: usize) -> bool {
    document.notes(piece, Note::Price)
        || document.senses(piece).iter().any(|s| {
            matches!(
                s,
                Sense::Indicator(..)
                    | Sense::Trades(_)
                    | Sense::Currency(
                        _,
                        MoneyWord::Symbol
                            | MoneyWord::Code
                            | MoneyWord::Name
                            | MoneyWord::Minor
                            | MoneyWord::Scaled(_)
                    )
            )
        })
}
