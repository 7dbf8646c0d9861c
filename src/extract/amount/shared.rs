//! Numbers that lean on their neighbours for scale or unit.

use super::{Number, head, hedge};
use crate::extract::document::Document;
use crate::extract::lexicon::{CurrencyList, MoneyWord, Prep, Sense};
use crate::extract::number::{self, Plain, power_of_ten};
use crate::extract::token::Kind;
use crate::model::{Amount, CurrencyCode, Decimal, Unit};
use std::ops::Range;

/// Completes the numbers of a sentence: "$2, $3 and $5 billion" share the scale, "from 96 to 80 percent" the unit, and
/// "from 58.7 billion" takes the currency last spoken of.
pub(super) fn complete(
    document: &Document,
    sentence: &Range<usize>,
    numbers: &mut Vec<Number>,
    last_money: Option<CurrencyCode>,
) {
    share_scale(document, numbers);
    let mut at = sentence.start;
    while at < sentence.end {
        if document.is_plain(at) {
            at += 1;
            continue;
        }
        if let Some(number) = numbers.iter().find(|n| n.pieces.contains(&at)) {
            at = number.pieces.end;
            continue;
        }
        let Some(value) = number::at(document, at, sentence.end) else {
            at += 1;
            continue;
        };
        match bare(document, sentence, at, value, numbers, last_money) {
            Some(number) => {
                at = number.pieces.end;
                let place = numbers.partition_point(|n| n.pieces.start < number.pieces.start);
                numbers.insert(place, number);
            }
            None => at = value.end,
        }
    }
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
        let scale = second.amount.value.abs();
        let small =
            first.amount.value.abs() < Decimal::ONE_THOUSAND && scale >= Decimal::from(1_000_000);
        let power =
            second.pieces.clone().rev().find_map(|p| number::scale(document, p, second.pieces.end));
        if let (true, Some(power)) = (small, power) {
            let factor = power_of_ten(power);
            let amount = &mut numbers[later - 1].amount;
            amount.value = (amount.value * factor).normalize();
            amount.high = amount.high.map(|high| (high * factor).normalize());
            amount.rounding = (amount.rounding * factor).normalize();
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
    mut value: Plain,
    numbers: &[Number],
    last_money: Option<CurrencyCode>,
) -> Option<Number> {
    let scale = number::scale(document, value.end, sentence.end)
        .filter(|_| document.of(value.end).chars().count() > 1);
    let mut end = value.end + usize::from(scale.is_some());
    let next =
        numbers.iter().find(|n| n.pieces.start >= end && joined(document, end, n.pieces.start));
    let previous = numbers.iter().rev().find(|n| n.pieces.end <= at);
    let (factor, unit, currencies) = match (scale, next) {
        // "120.5 and 130.7 million dollars": unit and scale stand behind the second.
        (None, Some(next))
            if value.figures
                && !is_year(document, at)
                && !after_month(document, at, sentence)
                && !glued_to_word(document, at) =>
        {
            let led = at > sentence.start && document.has(at - 1, Sense::Prep(Prep::From));
            let listed = document.is_mark(end, ',')
                || document.has(end, Sense::And)
                || document.has(end, Sense::Or);
            if !(led || listed) || next.multiple {
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
            (power_of_ten(power.unwrap_or(0)), next.amount.unit, next.currencies)
        }
        (Some(power), _) if power >= 3 && !counts_things(document, end, sentence) => {
            let whole = head(document, at, sentence.end)?;
            (value.value, value.rounding, end) = (whole.value, whole.rounding, whole.end);
            let factor = Decimal::ONE;
            // "17.4 billion (€2.35 billion)": the bracket says it in another money.
            let bracketed = document.is_mark(end, '(')
                && numbers
                    .iter()
                    .any(|n| n.pieces.start <= end + 2 && n.pieces.start > end && n.is_money());
            if let Some(own) = last_money.filter(|_| bracketed) {
                return finished(
                    document,
                    sentence,
                    at..end,
                    value,
                    (factor, Some(Unit::Currency(own)), None),
                );
            }
            let next = next.filter(|_| !bracketed);
            // A mere thousand needs a sum beside it.
            if power == 3
                && !previous.is_some_and(Number::is_money)
                && !next.is_some_and(Number::is_money)
            {
                return None;
            }
            let money = next.filter(|n| n.is_money()).or(previous.filter(|n| n.is_money()));
            let later = || numbers.iter().find(|n| n.pieces.start >= end && n.is_money());
            match money
                .or_else(|| numbers.iter().rev().find(|n| n.pieces.end <= at && n.is_money()))
                .or_else(later)
            {
                Some(number) => (factor, number.amount.unit, number.currencies),
                None => (factor, Some(Unit::Currency(last_money?)), None),
            }
        }
        _ => return None,
    };
    finished(document, sentence, at..end, value, (factor, unit, currencies))
}

/// A number whose unit was found elsewhere.
fn finished(
    document: &Document,
    sentence: &Range<usize>,
    pieces: Range<usize>,
    value: Plain,
    (factor, unit, currencies): (Decimal, Option<Unit>, Option<CurrencyList>),
) -> Option<Number> {
    Some(Number {
        amount: Amount {
            value: value.value.checked_mul(factor)?.normalize(),
            high: None,
            unit,
            qualifier: hedge(document, pieces.start, pieces.end, sentence),
            rounding: value.rounding.checked_mul(factor)?.normalize(),
        },
        pieces,
        currencies,
        signed: false,
        multiple: false,
    })
}

/// Whether the word after "three million" is what it counts: "people".
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
    piece.kind == Kind::Word && !function_word
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
