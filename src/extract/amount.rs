//! Pieces in, numbers with units out: money, percent, physical quantities and multiples, with sign, range and hedge.
//!
//! "between $300 and $350 million" is one number, "$2, $3 and $5 billion" are three that share their scale, and "from 58.7
//! billion" after "65.1 billion baht" is baht too. Whose number it is, is left to [`super::link`].

mod shared;

use super::document::Document;
use super::lexicon::{CurrencyList, MoneyWord, Prep, Sense};
use super::number::{self, power_of_ten};
use super::token::Kind;
use crate::model::{Amount, AreaCode, CurrencyCode, Decimal, Qualifier, Unit};
use crate::seeds;
use std::ops::Range;

/// A number of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Its pieces, currency and scale among them, sign and hedge not.
    pub(super) pieces: Range<usize>,
    pub(super) amount: Amount,
    /// What the word for its money can mean; the first is in `amount`.
    pub(super) currencies: Option<CurrencyList>,
    /// A sign was written before it.
    pub(super) signed: bool,
    /// It has no unit: "1.4 times", "doubled".
    pub(super) multiple: bool,
}

impl Number {
    pub(super) fn is_money(&self) -> bool {
        matches!(self.amount.unit, Some(Unit::Currency(_)))
    }

    /// Settles what an ambiguous word for money means: a currency of the area that stands before the word ("Zimbabwean
    /// dollars"), else of the areas the report is about.
    pub(super) fn settle(&mut self, document: &Document, about: &[AreaCode]) {
        let (Some(list), Some(Unit::Currency(_))) = (self.currencies, self.amount.unit) else {
            return;
        };
        let choices = document.lexicon.currencies(list);
        if choices.len() < 2 {
            return;
        }
        let named = self.pieces.clone().find_map(|p| {
            document.find(p, |s| if let Sense::Area(area, ..) = s { Some(area) } else { None })
        });
        // A dollar is the US one unless the report is about a land of another dollar; a crown or franc is a neighbour's.
        let spread = if choices[0].as_str() == "USD" { 1 } else { 2 };
        let of = |area: AreaCode| {
            let own = seeds::currencies().iter().filter(move |c| c.area == Some(area));
            own.map(|c| c.code).find(|code| choices.contains(code))
        };
        if let Some(currency) =
            named.and_then(of).or_else(|| about.iter().take(spread).copied().find_map(of))
        {
            self.amount.unit = Some(Unit::Currency(currency));
        }
    }

    pub(super) fn is_percent(&self) -> bool {
        self.amount.unit == Some(Unit::Percent)
    }
}

/// The numbers with a unit in a sentence, in order. `last_money` is the currency spoken of before it.
pub(super) fn numbers(
    document: &Document,
    sentence: &Range<usize>,
    last_money: Option<CurrencyCode>,
) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if document.is_plain(at) {
            at += 1;
            continue;
        }
        match written(document, at, sentence) {
            Some(number) => {
                at = number.pieces.end;
                found.push(number);
            }
            None => at += 1,
        }
    }
    shared::complete(document, sentence, &mut found, last_money);
    found
}

/// A number, its scale and the money before it.
pub(super) struct Head {
    pub(super) value: Decimal,
    pub(super) rounding: Decimal,
    pub(super) scaled: bool,
    pub(super) money: Option<CurrencyList>,
    pub(super) end: usize,
}

/// The number that begins at a piece and has its unit beside it.
fn written(document: &Document, at: usize, sentence: &Range<usize>) -> Option<Number> {
    if let Some(number) = by_word(document, at, sentence) {
        return Some(number);
    }
    let (negative, begin) = match sign(document, at, sentence) {
        Some(negative) => (Some(negative), at + 1),
        None => (None, at),
    };
    let low = head(document, begin, sentence.end)?;
    // "R4 billion" is rand, "R4" a road: a letter wants a sum behind it.
    let letter = low.money.is_some()
        && document.of(begin).len() == 1
        && document.of(begin).as_bytes()[0].is_ascii_alphabetic();
    if letter && !low.scaled && low.value < Decimal::ONE_HUNDRED {
        return None;
    }
    let high = range_end(document, at, &low, sentence);
    let last = high.as_ref().unwrap_or(&low);
    // "R78 billion" is rand, "the R3 road" is none.
    let letter = low.money.is_some()
        && document.of(begin).len() == 1
        && document.of(begin).as_bytes()[0].is_ascii_alphabetic();
    if letter && !last.scaled && last.value < Decimal::ONE_THOUSAND {
        return None;
    }
    let (mut end, scaled_low, scaled_high) =
        (last.end, low.scaled, high.as_ref().is_some_and(|h| h.scaled));
    let mut money = low.money.or(last.money);
    let mut unit = None;
    let mut power = 0;
    if let Some((list, next)) = money_after(document, end, sentence.end, money.is_some()) {
        money = money.or(Some(list));
        end = next;
    }
    if money.is_none() {
        // "Increased by a factor of 2.2"
        let factor = begin > sentence.start && document.has(begin - 1, Sense::Factor);
        let (found, extra, next) =
            other_unit(document, end, sentence.end).or_else(|| factor.then_some((None, 0, end)))?;
        (unit, power, end) = (found, extra, next);
    }
    let factor = power_of_ten(power);
    let shared_scale = if high.is_some() && !scaled_low && scaled_high {
        last_scale(document, last.end)
    } else {
        None
    };
    let mut value =
        low.value.checked_mul(shared_scale.unwrap_or(Decimal::ONE))?.checked_mul(factor)?;
    let mut upper = match &high {
        Some(high) => Some(high.value.checked_mul(factor)?),
        None => None,
    };
    if negative == Some(true) {
        value = -value;
        upper = upper.map(|high| -high);
    }
    let multiple = money.is_none() && unit.is_none();
    let currency = money.and_then(|list| document.lexicon.currencies(list).first().copied());
    let mut qualifier = hedge(document, at, end, sentence);
    if upper.is_some() && matches!(qualifier, Qualifier::Exactly | Qualifier::About) {
        qualifier = Qualifier::Between;
    }
    Some(Number {
        pieces: begin..end,
        amount: Amount {
            value: value.normalize(),
            high: upper.map(|high| high.normalize()),
            unit: currency.map(Unit::Currency).or(unit),
            qualifier,
            rounding: last.rounding.checked_mul(factor)?.normalize(),
        },
        currencies: money,
        signed: negative.is_some(),
        multiple,
    })
}

/// "A third", "doubled": numbers that are one term.
fn by_word(document: &Document, at: usize, sentence: &Range<usize>) -> Option<Number> {
    let pieces = at..at + 1;
    let make = |value: Decimal, unit, multiple| Number {
        amount: Amount {
            value: value.normalize(),
            high: None,
            unit,
            qualifier: hedge(document, at, at + 1, sentence),
            rounding: Decimal::new(5, 1),
        },
        pieces: pieces.clone(),
        currencies: None,
        signed: false,
        multiple,
    };
    let hundredths = |n: u16| Decimal::new(i64::from(n), 2);
    if let Some(n) = document.find(at, |s| if let Sense::Multiple(n) = s { Some(n) } else { None })
    {
        return Some(make(hundredths(n), None, true));
    }
    let n = document.find(at, |s| if let Sense::Fraction(n) = s { Some(n) } else { None })?;
    // "The first half", "the third quarter", "half a billion" and "half-year" are no parts of a whole.
    let before = at.checked_sub(1).filter(|b| *b >= sentence.start);
    let counted = before.is_some_and(|b| {
        document.senses(b).iter().any(|s| {
            matches!(s, Sense::Ordinal(_) | Sense::Deixis(_) | Sense::Number(_) | Sense::Article)
        })
    });
    let article_next = document.has(at + 1, Sense::Article)
        && number::scale(document, at + 2, sentence.end).is_some();
    // "A third of imports", «четверть всей торговли».
    let inflected = document
        .find(at + 1, |s| {
            matches!(s, Sense::Indicator(..) | Sense::Neutral | Sense::Goods | Sense::Its)
                .then_some(())
        })
        .is_some();
    let part = document.has(at + 1, Sense::Prep(Prep::Of))
        || (inflected && document.pieces[at].kind == Kind::Word && at + 1 < sentence.end);
    // "almost a quarter" stands for itself, "less than half India's" does not.
    let stands = document.pieces.get(at + 1).is_none_or(|next| {
        at + 1 >= sentence.end
            || next.kind != Kind::Word
            || document
                .find(at + 1, |s| {
                    matches!(s, Sense::Prep(_) | Sense::And | Sense::Or).then_some(())
                })
                .is_some()
    });
    let by = before.is_some_and(|b| {
        document.has(b, Sense::Prep(Prep::By))
            || document.has(b, Sense::Prep(Prep::On))
            || (stands && document.senses(b).iter().any(|s| matches!(s, Sense::Hedge(_))))
    });
    let of_a_year = part
        && (at + 2..at + 4).any(|p| {
            document.senses(p).iter().any(|s| matches!(s, Sense::Deixis(_) | Sense::TimeUnit(_)))
        });
    let is_year = part
        && document.of(at + 2).len() == 4
        && document.of(at + 2).bytes().all(|b| b.is_ascii_digit());
    ((part || by) && !counted && !article_next && !of_a_year && !is_year)
        .then(|| make(hundredths(n), Some(Unit::Percent), false))
}

/// Whether a sign stands at the piece; true is minus. A dash with blanks around it is none.
fn sign(document: &Document, at: usize, sentence: &Range<usize>) -> Option<bool> {
    let opens = at == sentence.start
        || document.pieces[at].spaced
        || matches!(document.pieces[at - 1].mark, '(' | '[' | '"' | '“' | '«');
    let negative = match document.pieces[at].mark {
        '-' | '−' | '–' if document.glued(at + 1) && opens => true,
        '+' if opens => false,
        _ if document.has(at, Sense::Minus) => true,
        _ if document.has(at, Sense::Plus) => false,
        _ => return None,
    };
    (at + 1 < sentence.end).then_some(negative)
}

/// Money before, the number, its scale; "2 billion 600 million" is one.
pub(super) fn head(document: &Document, at: usize, limit: usize) -> Option<Head> {
    let (money, begin) = match money_before(document, at, limit) {
        Some((list, next)) => (Some(list), next),
        None => (None, at),
    };
    let plain = half_a(document, begin, limit).or_else(|| number::at(document, begin, limit))?;
    let (mut value, mut rounding, mut end) = (plain.value, plain.rounding, plain.end);
    let mut smallest = None;
    if let Some((power, next)) = scale_after(document, end, limit, money.is_some()) {
        value = value.checked_mul(power_of_ten(power))?;
        rounding = rounding.checked_mul(power_of_ten(power))?;
        (smallest, end) = (Some(power), next);
    }
    // Smaller steps: "600 million" after "2 billion".
    while let Some(last) = smallest {
        let Some(more) = number::at(document, end, limit).filter(|more| more.figures) else {
            break;
        };
        let Some((power, next)) = scale_after(document, more.end, limit, false) else { break };
        if power >= last {
            break;
        }
        value = value.checked_add(more.value.checked_mul(power_of_ten(power))?)?;
        rounding = more.rounding.checked_mul(power_of_ten(power))?;
        (smallest, end) = (Some(power), next);
    }
    let scaled = smallest.is_some();
    Some(Head { value, rounding, scaled, money, end })
}

/// "Half a billion".
fn half_a(document: &Document, at: usize, limit: usize) -> Option<number::Plain> {
    let half = document.has(at, Sense::Fraction(5000)) && document.has(at + 1, Sense::Article);
    let scale = half && number::scale(document, at + 2, limit).is_some();
    scale.then(|| number::Plain {
        value: Decimal::new(5, 1),
        rounding: Decimal::new(5, 2),
        end: at + 2,
        figures: false,
    })
}

/// A currency's sign, code or glued letter before the number.
fn money_before(document: &Document, at: usize, limit: usize) -> Option<(CurrencyList, usize)> {
    if at + 1 >= limit {
        return None;
    }
    let next = at + 1;
    let figures = document.pieces[next].kind == Kind::Digits;
    let glued = document.glued(next);
    let letter = document.of(at).len() == 1 && document.of(at).as_bytes()[0].is_ascii_alphabetic();
    document
        .find(at, |s| match s {
            Sense::Currency(list, MoneyWord::Symbol) if glued || !letter => Some(list),
            Sense::Currency(list, MoneyWord::Code) if figures => Some(list),
            Sense::Currency(list, MoneyWord::Name) if figures && glued => Some(list),
            _ => None,
        })
        .map(|list| (list, next))
}

/// The scale after a number, a hyphen before it or not. A single letter must be glued to the number or follow money.
fn scale_after(document: &Document, at: usize, limit: usize, money: bool) -> Option<(u8, usize)> {
    let hyphen =
        usize::from(document.is_mark(at, '-') && document.glued(at) && document.glued(at + 1));
    let place = at + hyphen;
    let power = number::scale(document, place, limit)?;
    let letters = document.of(place);
    let short = letters.len() <= 2
        && letters.is_ascii()
        && !letters.eq_ignore_ascii_case("bn")
        && !letters.eq_ignore_ascii_case("mn");
    (!short || document.glued(place) || money).then_some((power, place + 1))
}

/// The factor of the scale that ends at a piece.
fn last_scale(document: &Document, end: usize) -> Option<Decimal> {
    number::scale(document, end.checked_sub(1)?, end).map(power_of_ten)
}

/// The second number of a range that `low` begins.
fn range_end(document: &Document, at: usize, low: &Head, sentence: &Range<usize>) -> Option<Head> {
    let joint = low.end;
    let dash = matches!(document.pieces.get(joint)?.mark, '-' | '–' | '—' | '−');
    let before = at.checked_sub(1).filter(|b| *b >= sentence.start);
    let led_by = |prep| before.is_some_and(|b| document.has(b, Sense::Prep(prep)));
    // "rose $2.9 billion to $127.3 billion" says a step and a level.
    let moved = low.scaled
        && (at.saturating_sub(4).max(sentence.start)..at)
            .any(|p| document.find(p, |s| matches!(s, Sense::Move(_)).then_some(())).is_some());
    let joined = (dash && (document.glued(joint) || !low.scaled))
        || (document.has(joint, Sense::RangeTo) && !led_by(Prep::From) && !moved)
        || (document.has(joint, Sense::And) && led_by(Prep::Between));
    if !joined || joint + 1 >= sentence.end {
        return None;
    }
    let high = head(document, joint + 1, sentence.end)?;
    // "Rose 35 percent in 2023 to 1.3 trillion roubles"
    let year = low.money.is_none()
        && !low.scaled
        && high.scaled
        && low.end == at + 1
        && shared::is_year(document, at);
    if year {
        return None;
    }
    let same_money = high.money.is_none() || low.money.is_some();
    // "$5 billion to 6 percent" is no range: what follows must be as bare as the first, or say its scale.
    let rising = high.value > low.value;
    let unit_later =
        high.money.is_some() || low.money.is_some() || has_unit(document, high.end, sentence.end);
    (same_money
        && rising
        && unit_later
        && !(document.has(joint, Sense::RangeTo) && low.scaled && !high.scaled))
        .then_some(high)
}

fn has_unit(document: &Document, at: usize, limit: usize) -> bool {
    money_after(document, at, limit, false).is_some() || other_unit(document, at, limit).is_some()
}

/// A currency's name, code or sign after the number: "dollars", "-dollar", "USD", "€". After money already named, only
/// the same word again is stepped over ("US$5 million dollars").
fn money_after(
    document: &Document,
    at: usize,
    limit: usize,
    named: bool,
) -> Option<(CurrencyList, usize)> {
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
    // "70 million Zimbabwean dollars"
    if document.find(place, |s| matches!(s, Sense::Area(..)).then_some(())).is_some()
        && place + 1 < limit
    {
        place += usize::from(
            document
                .find(place + 1, |s| {
                    matches!(s, Sense::Currency(_, MoneyWord::Name | MoneyWord::Code)).then_some(())
                })
                .is_some(),
        );
    }
    if place >= limit {
        return None;
    }
    let list = document.find(place, |s| match s {
        Sense::Currency(list, MoneyWord::Name | MoneyWord::Code) => Some(list),
        Sense::Currency(list, MoneyWord::Symbol)
            if !starts_a_number(document, place + 1, limit) =>
        {
            Some(list)
        }
        _ => None,
    })?;
    (!named
        || document
            .find(place, |s| matches!(s, Sense::Currency(_, MoneyWord::Name)).then_some(()))
            .is_some())
    .then_some((list, place + 1))
}

fn starts_a_number(document: &Document, at: usize, limit: usize) -> bool {
    number::at(document, at, limit).is_some_and(|value| value.figures)
}

/// Percent, a physical unit, or "times": the unit, its power of ten, and where it ends.
fn other_unit(document: &Document, at: usize, limit: usize) -> Option<(Option<Unit>, u8, usize)> {
    let mut place = at;
    if document.is_mark(place, '-') && document.glued(place) && document.glued(place + 1) {
        place += 1;
    }
    if place >= limit {
        return None;
    }
    for &sense in document.senses(place) {
        match sense {
            Sense::PercentagePoint => return Some((Some(Unit::PercentagePoint), 0, place + 1)),
            Sense::Percent => return Some((Some(Unit::Percent), 0, place + 1)),
            Sense::Physical(unit, power) => {
                return Some((Some(Unit::Physical(unit)), power, place + 1));
            }
            // "Three times a week" counts occasions.
            Sense::Times if !document.has(place + 1, Sense::Article) => {
                return Some((None, 0, place + 1));
            }
            _ => {}
        }
    }
    None
}

/// How firmly a number is said, by the words right before it (an article may stand between) or right after.
fn hedge(document: &Document, begin: usize, end: usize, sentence: &Range<usize>) -> Qualifier {
    let mut at = begin;
    let mut definite = false;
    for _ in 0..2 {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= sentence.start) else { break };
        let found = document.find(before, |s| match s {
            Sense::Hedge(qualifier) => Some(qualifier),
            Sense::Level(qualifier) if !qualifier.is_exact() => Some(qualifier),
            _ => None,
        });
        // "Less than the 7.2 trillion of 2017", "5 percent below 7.2 trillion" compare; "less than 7.2 trillion" hedges.
        let compares = document
            .find(before, |s| matches!(s, Sense::Comparative(_)).then_some(()))
            .is_some()
            && (definite
                || before > sentence.start
                    && document.senses(before - 1).iter().any(|s| {
                        matches!(
                            s,
                            Sense::Percent | Sense::Times | Sense::Scale(_) | Sense::Currency(..)
                        )
                    }));
        // «снизились до 14 млрд», «на 12%, до 14 млрд», «с 4 до 14 млрд»: after a move or a step the word says where it
        // led, no bound.
        let leads_to = document.has(before, Sense::RangeTo)
            && (sentence.start..before).any(|p| {
                document
                    .find(p, |s| {
                        matches!(
                            s,
                            Sense::Move(_) | Sense::Percent | Sense::Times | Sense::Multiple(_)
                        )
                        .then_some(())
                    })
                    .is_some()
            });
        if let Some(qualifier) = found.filter(|_| !compares && !leads_to) {
            return qualifier;
        }
        // «почти на 6%», «примерно в пять раз»: the hedge may stand before the preposition of a step; «меньше на 6%» is one.
        let step = at == begin
            && [Prep::On, Prep::To, Prep::By]
                .into_iter()
                .any(|prep| document.has(before, Sense::Prep(prep)))
            && before > sentence.start
            && document
                .find(before - 1, |s| matches!(s, Sense::Comparative(_)).then_some(()))
                .is_none();
        let skip = document.has(before, Sense::Article) || document.has(before, Sense::Neutral);
        if !(skip || step) {
            break;
        }
        definite |= document.has(before, Sense::Definite);
        at = before;
    }
    if end < sentence.end {
        let after = document.find(end, |s| {
            if let Sense::HedgeAfter(qualifier) = s { Some(qualifier) } else { None }
        });
        if let Some(qualifier) = after {
            return qualifier;
        }
    }
    Qualifier::Exactly
}
