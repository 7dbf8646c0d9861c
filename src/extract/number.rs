//! Digits and number words in, exact values out.
//!
//! What is a number by itself is read here: "3,456.7", "2 1/2", "twenty-five", «четыре целых три десятых». Scales and units,
//! which make "three hundred million dollars" of it, are [`super::amount`]'s.

mod digits;
mod words;

use super::document::Document;
use super::lexicon::Sense;
use super::token::Kind;
use crate::model::Decimal;

/// A plain number, before scale and unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Plain {
    pub(super) value: Decimal,
    /// Half of its last digit.
    pub(super) rounding: Decimal,
    /// One past its last piece.
    pub(super) end: usize,
    /// It was written in figures.
    pub(super) figures: bool,
}

/// The number that begins at a piece: "3,456.7", "twenty-five", "three hundred", or "a" before a scale.
pub(super) fn at(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    if piece >= limit {
        return None;
    }
    match document.pieces[piece].kind {
        Kind::Digits => figures(document, piece, limit),
        Kind::Mark => bare_point(document, piece, limit),
        _ => words::at(document, piece, limit),
    }
}

/// The digits of one piece, as a sum of money is written: "$10,000" is ten thousand where tenths have a comma too.
pub(super) fn sum(document: &Document, piece: usize) -> Option<Decimal> {
    digits::read(document.of(piece), '\0').map(|(value, _)| value)
}

/// The digits of a piece where the decimal mark is known, else as the language writes them: the value and half of the last
/// digit.
pub(super) fn digits(
    document: &Document,
    piece: usize,
    mark: Option<char>,
) -> Option<(Decimal, Decimal)> {
    let text = document.of(piece);
    let read = match mark {
        Some(mark) => digits::read_with(text, mark),
        None => digits::read(text, document.lexicon.decimal_mark),
    };
    read.map(|(value, decimals)| (value, half_of_last_digit(decimals)))
}

/// The decimal mark that the digits of a piece show.
pub(super) fn shown_mark(document: &Document, piece: usize) -> Option<char> {
    digits::shown_mark(document.of(piece))
}

fn figures(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    let (value, decimals) = digits::read(document.of(piece), document.lexicon.decimal_mark)?;
    let whole =
        Plain { value, rounding: half_of_last_digit(decimals), end: piece + 1, figures: true };
    Some(with_a_part(document, whole, limit).unwrap_or(whole))
}

/// ".5 percent"
fn bare_point(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    let next = piece + 1;
    let behind_money =
        || document.senses(piece - 1).iter().any(|s| matches!(s, Sense::Currency(..)));
    let stands = document.is_mark(piece, '.')
        && (document.pieces[piece].spaced || piece == 0 || behind_money())
        && next < limit
        && document.glued(next)
        && document.pieces[next].kind == Kind::Digits;
    let text = document.of(next);
    if !stands || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let decimals = u32::try_from(text.len()).ok()?;
    let value = Decimal::try_from_i128_with_scale(text.parse().ok()?, decimals).ok()?;
    Some(Plain { value, rounding: half_of_last_digit(decimals), end: next + 1, figures: true })
}

/// "2 1/2", "7-7/8", "6½".
fn with_a_part(document: &Document, whole: Plain, limit: usize) -> Option<Plain> {
    let hyphen = usize::from(document.is_mark(whole.end, '-') && document.glued(whole.end));
    let (part, end) = if document.glued(whole.end)
        && document.pieces[whole.end].kind == Kind::Mark
        && hyphen == 0
    {
        let hundredths = document
            .find(whole.end, |s| if let Sense::Fraction(n) = s { Some(n) } else { None })?;
        (Decimal::new(i64::from(hundredths), 4), whole.end + 1)
    } else {
        slashed(document, whole.end + hyphen, limit)?
    };
    (whole.value.scale() == 0).then(|| Plain {
        value: whole.value + part,
        rounding: half_of_last_digit(1),
        end,
        figures: true,
    })
}

/// "1/3": less than one, over a small number.
pub(super) fn slashed(document: &Document, piece: usize, limit: usize) -> Option<(Decimal, usize)> {
    let small = |p: usize| {
        let text = (p < limit).then(|| document.of(p)).filter(|t| t.len() <= 2)?;
        text.parse::<u8>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
    };
    if !document.is_mark(piece + 1, '/') || document.is_mark(piece + 3, '/') {
        return None;
    }
    let (over, under) = (small(piece)?, small(piece + 2)?);
    let spoken = matches!(under, 2..=10 | 12 | 16 | 32 | 64);
    let glued = document.glued(piece + 1) == document.glued(piece + 2);
    (spoken && glued && 0 < over && over < under).then(|| {
        let part = (Decimal::from(over) / Decimal::from(under)).round_dp(4);
        (part.normalize(), piece + 3)
    })
}

fn half_of_last_digit(decimals: u32) -> Decimal {
    Decimal::new(5, decimals + 1)
}

/// The scale at a piece, as a power of ten.
pub(super) fn scale(document: &Document, piece: usize, limit: usize) -> Option<u8> {
    (piece < limit).then(|| {
        document.find(piece, |s| if let Sense::Scale(power) = s { Some(power) } else { None })
    })?
}

/// Ten to a power.
pub(super) fn power_of_ten(power: u8) -> Decimal {
    Decimal::from(10_u64.checked_pow(u32::from(power)).unwrap_or(u64::MAX))
}
