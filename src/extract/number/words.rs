//! Numbers in words: "two hundred and fifty", "one and a half", "four point three", «четыре целых три десятых», «полтора».

use super::{Plain, digits, half_of_last_digit, scale};
use crate::extract::document::Document;
use crate::extract::lexicon::{Note, Prep, Sense};
use crate::extract::token::Kind;
use crate::model::Decimal;

/// The number in words that begins at a piece.
pub(super) fn at(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    // "Several hundred million" is no number.
    if piece > 0 && document.notes(piece - 1, Note::Vague) {
        return None;
    }
    let (value, end) = match whole(document, piece, limit) {
        Some((whole, end)) => (Decimal::from(whole), end),
        None => return mixed(document, piece, limit),
    };
    let plain = |value: Decimal, decimals: u32, end: usize| Plain {
        value,
        rounding: half_of_last_digit(decimals),
        end,
        figures: false,
    };
    if let Some((part, decimals, end)) =
        after_a_point(document, end, limit).or_else(|| decimals(document, end, limit, value))
    {
        return Some(plain(part + value, decimals, end));
    }
    if let Some((part, end)) = and_a_fraction(document, end, limit) {
        return Some(plain(value + part, 1, end));
    }
    Some(plain(value, 0, end))
}

/// «Полтора», or "a" before a scale.
fn mixed(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    let plain = |value, decimals| Plain {
        value,
        rounding: half_of_last_digit(decimals),
        end: piece + 1,
        figures: false,
    };
    let hundredths = document.find(piece, |s| if let Sense::Mixed(n) = s { Some(n) } else { None });
    if let Some(hundredths) = hundredths {
        return Some(plain(Decimal::new(i64::from(hundredths), 2).normalize(), 1));
    }
    // "A billion", "the billion-dollar mark", but not the billion that was spoken of.
    let hyphen = || document.is_mark(piece + 2, '-') && document.glued(piece + 2);
    let one = document.has(piece, Sense::Article)
        && scale(document, piece + 1, limit).is_some()
        && (!document.has(piece, Sense::Definite) || hyphen());
    one.then(|| plain(Decimal::ONE, 0))
}

/// "Twenty-five", "two hundred and fifty", "twelve hundred", "a hundred": the value and where it ends.
fn whole(document: &Document, piece: usize, limit: usize) -> Option<(u32, usize)> {
    let number = |p: usize| {
        (p < limit)
            .then(|| document.find(p, |s| if let Sense::Number(n) = s { Some(n) } else { None }))?
            .map(u32::from)
    };
    let article = usize::from(document.has(piece, Sense::Article));
    let first = number(piece + article).filter(|&n| article == 0 || n == 100 || n == 12)?;
    let (mut total, mut last) = (first, first);
    let mut at = piece + article + 1;
    loop {
        let hyphen =
            usize::from(document.is_mark(at, '-') && document.glued(at) && document.glued(at + 1));
        let joint = hyphen + usize::from(last >= 100 && document.has(at, Sense::And));
        let Some(next) = number(at + joint) else { break };
        total = match (last, next) {
            (_, 100) if total < 100 && total % 10 != 0 && joint == hyphen => total * 100,
            (20..=90, 1..=9) | (100.., 1..=99) => total + next,
            _ => break,
        };
        last = next;
        at += joint + 1;
    }
    Some((total, at))
}

/// "Four point three five", «четыре целых и три десятых»: the part, its decimals, and where it ends.
fn after_a_point(document: &Document, at: usize, limit: usize) -> Option<(Decimal, u32, usize)> {
    if !document.has(at, Sense::Point) {
        return None;
    }
    let begin = at + 1 + usize::from(document.has(at + 1, Sense::And));
    let tenths = |p: usize| {
        document.find(p, |s| if let Sense::Decimals(n) = s { Some(u32::from(n)) } else { None })
    };
    // «Четыре целых две пятых»
    if let Some(hundredths) = fraction(document, begin) {
        return Some((Decimal::new(i64::from(hundredths), 4).normalize(), 1, begin + 1));
    }
    if let Some((part, end)) = part_of_one(document, begin, limit)
        && let Some(decimals) = tenths(end)
    {
        return Some((Decimal::new(i64::from(part), decimals), decimals, end + 1));
    }
    // Digit by digit, as English says it.
    let digit = |p: usize| {
        (p < limit).then(|| {
            document.find(p, |s| if let Sense::Number(n @ 0..=9) = s { Some(n) } else { None })
        })?
    };
    let (mut value, mut decimals, mut end) = (0, 0, begin);
    while let Some(next) = digit(end).filter(|_| decimals < 6) {
        value = value * 10 + i64::from(next);
        decimals += 1;
        end += 1;
    }
    (decimals > 0).then(|| (Decimal::new(value, decimals), decimals, end))
}

fn part_of_one(document: &Document, at: usize, limit: usize) -> Option<(u32, usize)> {
    if at < limit && document.pieces[at].kind == Kind::Digits {
        let value = digits::read(document.of(at), '.')?.0;
        return Some((u32::try_from(value).ok()?, at + 1));
    }
    whole(document, at, limit)
}

/// «Три десятых процента»: the number so far is all part. Its sum with the part is the part alone.
fn decimals(
    document: &Document,
    at: usize,
    limit: usize,
    whole: Decimal,
) -> Option<(Decimal, u32, usize)> {
    let decimals = document
        .find(at, |s| if let Sense::Decimals(n) = s { Some(u32::from(n)) } else { None })?;
    let counted = document.has(at + 1, Sense::Percent) || scale(document, at + 1, limit).is_some();
    let mut part = whole;
    part.set_scale(decimals).ok()?;
    counted.then_some((part - whole, decimals, at + 1))
}

/// "One and a half billion", «пять с половиной миллионов»; but not "two and a third of the exports".
fn and_a_fraction(document: &Document, at: usize, limit: usize) -> Option<(Decimal, usize)> {
    let end = at + 2;
    let counted = end < limit
        && (scale(document, end, limit).is_some()
            || document.senses(end).iter().any(|s| {
                matches!(
                    s,
                    Sense::Times | Sense::Percent | Sense::Physical(..) | Sense::Currency(..)
                )
            }));
    let joined = document.has(at, Sense::And) || document.has(at, Sense::Prep(Prep::With));
    let hundredths = fraction(document, at + 1).filter(|_| counted && joined)?;
    Some((Decimal::new(i64::from(hundredths), 4), end))
}

fn fraction(document: &Document, at: usize) -> Option<u16> {
    document.find(at, |s| if let Sense::Fraction(n) = s { Some(n) } else { None })
}
