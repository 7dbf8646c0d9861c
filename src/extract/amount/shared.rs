//! Numbers that lean on their neighbours for scale, unit or hedge.

use super::head::{self, Head};
use super::{Number, Talk, hedge};
use crate::extract::document::Document;
use crate::extract::lexicon::{CurrencyList, MoneyWord, Note, Prep, Sense};
use crate::extract::number::{self, power_of_ten};
use crate::extract::token::Kind;
use crate::model::{Amount, Decimal, Unit};
use std::ops::Range;

/// Completes the numbers of a sentence: "$2, $3 and $5 billion" share the scale, "from 96 to 80 percent" the unit, "more
/// than 7 million crowns ($1.1 million)" the hedge, and "from 58.7 billion" takes the currency last spoken of.
pub(super) fn complete(
    document: &Document,
    sentence: &Range<usize>,
    numbers: &mut Vec<Number>,
    talk: Talk,
) {
    share_scale(document, numbers);
    let mut at = sentence.start;
    while at < sentence.end {
        if !super::can_begin(document, at) {
            debug_assert!(head::at(document, at, sentence.end).is_none(), "{:?}", document.of(at));
            at += 1;
            continue;
        }
        if let Some(number) = numbers.iter().find(|n| n.pieces.contains(&at)) {
            at = number.pieces.end;
            continue;
        }
        let Some(sum) = head::at(document, at, sentence.end).filter(|sum| sum.money.is_none())
        else {
            at += 1;
            continue;
        };
        match bare(document, sentence, at, &sum, numbers, talk) {
            Some(number) => {
                at = number.pieces.end;
                let place = numbers.partition_point(|n| n.pieces.start < number.pieces.start);
                numbers.insert(place, number);
            }
            None => at = sum.end,
        }
    }
    share_hedge(document, numbers);
}

/// "$2, $3 and $5 billion": a small sum of the same money, right before one with a scale, has that scale.
fn share_scale(document: &Document, numbers: &mut [Number]) {
    for later in (1..numbers.len()).rev() {
        let (first, second) = (&numbers[later - 1], &numbers[later]);
        if !joined(document, first.pieces.end, second.pieces.start)
            || !first.is_money()
            || first.amount.unit != second.amount.unit
        {
            continue;
        }
        let Some(power) =
            second.pieces.clone().rev().find_map(|p| number::scale(document, p, second.pieces.end))
        else {
            continue;
        };
        let factor = power_of_ten(power);
        // "12 pounds and 20 million pounds" too.
        let ends_bare = document.pieces[first.pieces.end - 1].kind == Kind::Digits;
        let small = first.amount.value.abs() < Decimal::ONE_THOUSAND && power >= 6;
        // "Ranging from $200 to $4 million" says each in full.
        let to = document.has(first.pieces.end, Sense::RangeTo);
        let falls =
            to && first.amount.value.abs().checked_mul(factor) > Some(second.amount.value.abs());
        if !small || falls || !ends_bare {
            continue;
        }
        let amount = &first.amount;
        let high = amount.high.map(|high| high.checked_mul(factor));
        if let (Some(value), Some(rounding), false) = (
            amount.value.checked_mul(factor),
            amount.rounding.checked_mul(factor),
            high == Some(None),
        ) {
            let amount = &mut numbers[later - 1].amount;
            amount.value = value.normalize();
            amount.high = high.flatten().map(|high| high.normalize());
            amount.rounding = rounding.normalize();
        }
    }
}

/// "More than 7 million crowns (US $1.1 million)": the sum in the bracket is the same sum.
fn share_hedge(document: &Document, numbers: &mut [Number]) {
    for later in 1..numbers.len() {
        let (first, second) = (&numbers[later - 1], &numbers[later]);
        let bracketed = document.is_mark(first.pieces.end, '(')
            && second.pieces.start == first.pieces.end + 1
            && document.is_mark(second.pieces.end, ')');
        let again = first.is_money()
            && second.is_money()
            && first.amount.unit != second.amount.unit
            && second.amount.high.is_none()
            && first.amount.high.is_none();
        if bracketed && again && second.amount.qualifier.is_exact() {
            numbers[later].amount.qualifier = first.amount.qualifier;
        }
    }
}

/// Whether nothing but a comma, "and", "or", "to" stands between two pieces.
fn joined(document: &Document, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 2
        && (from..to).all(|p| {
            document.is_mark(p, ',')
                || document
                    .senses(p)
                    .iter()
                    .any(|s| matches!(s, Sense::And | Sense::Or | Sense::RangeTo))
        })
}

/// A number without a unit of its own that takes its neighbour's.
fn bare(
    document: &Document,
    sentence: &Range<usize>,
    at: usize,
    sum: &Head,
    numbers: &[Number],
    talk: Talk,
) -> Option<Number> {
    let end = sum.end;
    let next =
        numbers.iter().find(|n| n.pieces.start >= end && joined(document, end, n.pieces.start));
    let previous = numbers.iter().rev().find(|n| n.pieces.end <= at);
    let bracket = numbers
        .iter()
        .find(|n| document.is_mark(end, '(') && n.pieces.start == end + 1 && n.is_money());
    let power = sum
        .power
        .filter(|power| *power >= 3 && (!sum.figures || document.of(end - 1).chars().count() > 1));
    match power {
        // "120.5 and 130.7 million dollars": unit and scale stand behind the second.
        None if sum.figures && sum.power.is_none() => {
            // "2,380,000 ($21,972)": money that was spoken of, said again in another.
            if let Some(own) = bracket
                .filter(|_| sum.value >= Decimal::ONE_HUNDRED)
                .and_then(|n| another_money(n, at, numbers, talk))
            {
                return finished(document, sentence, at..end, sum, (Decimal::ONE, own, None));
            }
            let listed = end_of_list(document, end, sentence, numbers);
            let next = next.or(listed)?;
            if is_year(document, at)
                || after_month(document, at, sentence)
                || glued_to_word(document, at)
            {
                return None;
            }
            let led = at > sentence.start && document.has(at - 1, Sense::Prep(Prep::From));
            let listed =
                document.has(end, Sense::And) || document.has(end, Sense::Or) || listed.is_some();
            let outsized = next.is_percent() && sum.value > Decimal::ONE_THOUSAND;
            if !(led || listed) || next.multiple || outsized {
                return None;
            }
            // Money with its sign before it would have been written before this number too.
            let prefixed = document
                .find(next.pieces.start, |s| matches!(s, Sense::Currency(..)).then_some(()))
                .is_some();
            let power =
                next.pieces.clone().rev().find_map(|p| number::scale(document, p, next.pieces.end));
            if prefixed
                || (next.is_money() && power.is_none())
                || matches!(next.amount.unit, Some(Unit::Physical(_)))
            {
                return None;
            }
            let unit = next.amount.unit?;
            let factor = power_of_ten(power.unwrap_or(0));
            finished(document, sentence, at..end, sum, (factor, unit, next.currencies))
        }
        Some(power) if !counts_things(document, end, sentence) => {
            // "17.4 billion (€2.35 billion)": the bracket says it in another money.
            if let Some(bracket) = bracket {
                let own = another_money(bracket, at, numbers, talk)?;
                return finished(document, sentence, at..end, sum, (Decimal::ONE, own, None));
            }
            // A mere thousand needs a sum beside it.
            if power == 3
                && !previous.is_some_and(Number::is_money)
                && !next.is_some_and(Number::is_money)
            {
                return None;
            }
            let money = next.filter(|n| n.is_money()).or(previous.filter(|n| n.is_money()));
            let later = || numbers.iter().find(|n| n.pieces.start >= end && n.is_money());
            let (unit, currencies) = match money
                .or_else(|| numbers.iter().rev().find(|n| n.pieces.end <= at && n.is_money()))
                .or_else(later)
            {
                Some(number) => (number.amount.unit?, number.currencies),
                None => (Unit::Currency(talk.money?), None),
            };
            finished(document, sentence, at..end, sum, (Decimal::ONE, unit, currencies))
        }
        _ => None,
    }
}

/// The money spoken of before a sum whose bracket says it in another.
fn another_money(bracket: &Number, at: usize, numbers: &[Number], talk: Talk) -> Option<Unit> {
    let earlier = numbers.iter().rev().filter(|n| n.pieces.end <= at && n.is_money());
    let said = earlier.filter_map(|n| n.amount.unit);
    let before = [talk.money, talk.other_money].into_iter().flatten().map(Unit::Currency);
    said.chain(before).find(|unit| Some(*unit) != bracket.amount.unit)
}

/// The number with a unit that closes a list, "and" before it: "5, 7 and 9 percent". "At 16,644, 16 percent above" is none.
fn end_of_list<'n>(
    document: &Document,
    end: usize,
    sentence: &Range<usize>,
    numbers: &'n [Number],
) -> Option<&'n Number> {
    let and = |p: usize| document.has(p, Sense::And) || document.has(p, Sense::Or);
    let mut at = end;
    // A list is seldom longer, and this is sought for each of its numbers.
    for _ in 0..8 {
        if !document.is_mark(at, ',') && !and(at) {
            return None;
        }
        let closes = and(at) || and(at + 1);
        at += 1 + usize::from(document.is_mark(at, ',') && and(at + 1));
        if let Some(number) = numbers.iter().find(|n| n.pieces.start == at) {
            return Some(number).filter(|_| closes);
        }
        let sum = head::at(document, at, sentence.end)?;
        if sum.scaled() || sum.money.is_some() || closes {
            return None;
        }
        at = sum.end;
    }
    None
}

/// A number whose unit was found elsewhere.
fn finished(
    document: &Document,
    sentence: &Range<usize>,
    pieces: Range<usize>,
    sum: &Head,
    (factor, unit, currencies): (Decimal, Unit, Option<CurrencyList>),
) -> Option<Number> {
    Some(Number {
        amount: Amount {
            value: sum.value.checked_mul(factor)?.normalize(),
            high: None,
            unit: Some(unit),
            qualifier: sum
                .hedge
                .unwrap_or_else(|| hedge::of(document, pieces.start, pieces.end, sentence)),
            rounding: sum.rounding.checked_mul(factor)?.normalize(),
        },
        pieces,
        currencies,
        signed: false,
        multiple: false,
    })
}

/// Whether the word after "three million" is what it counts: "people", "shares".
fn counts_things(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    if at >= sentence.end {
        return false;
    }
    let piece = &document.pieces[at];
    let senses = document.senses(at);
    let function_word = senses.iter().any(|s| {
        !matches!(
            s,
            Sense::Goods
                | Sense::Neutral
                | Sense::Topic
                | Sense::Area(..)
                | Sense::Physical(..)
                | Sense::Currency(_, MoneyWord::Symbol)
        )
    });
    piece.kind == Kind::Word && (!function_word || document.notes(at, Note::Counted))
}

pub(super) fn is_year(document: &Document, at: usize) -> bool {
    let text = document.of(at);
    text.len() == 4
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text.starts_with("19") || text.starts_with("20"))
}

fn after_month(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    at > sentence.start
        && document.find(at - 1, |s| matches!(s, Sense::Month(_)).then_some(())).is_some()
}

/// "EU28", "G7": the figure belongs to a name.
fn glued_to_word(document: &Document, at: usize) -> bool {
    document.glued(at) && at > 0 && document.pieces[at - 1].kind == Kind::Word
}
