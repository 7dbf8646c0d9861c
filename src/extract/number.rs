//! Digits and number words in, exact values out.

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
    if document.pieces[piece].kind == Kind::Digits {
        let (value, decimals) = digits(document.of(piece), document.lexicon.decimal_mark)?;
        let rounding = half_of_last_digit(decimals);
        return Some(Plain { value, rounding, end: piece + 1, figures: true });
    }
    words(document, piece, limit)
}

fn half_of_last_digit(decimals: u32) -> Decimal {
    Decimal::new(5, decimals + 1)
}

/// The value of digits with their marks, and how many decimals they have. `mark` is the language's decimal mark: it
/// settles "1,234", which is a thousand and more in English and hardly more than one in Russian.
pub(super) fn digits(text: &str, mark: char) -> Option<(Decimal, u32)> {
    let mut points = text.char_indices().filter(|&(_, c)| c == '.' || c == ',');
    let last = points.next_back();
    let only = points.next().is_none();
    let decimal_at = last.and_then(|(at, c)| {
        let after = text.len() - at - 1;
        let same_before = text[..at].contains(c);
        let decimal = if same_before {
            false
        } else if !only || after != 3 {
            true
        } else {
            // One mark and three digits: a group, unless the language writes its decimals so or the number begins with 0.
            c == mark || text.starts_with('0')
        };
        decimal.then_some(at)
    });
    let mut mantissa: i128 = 0;
    let mut count = 0;
    let mut decimals = 0;
    for (at, c) in text.char_indices() {
        if let Some(digit) = c.to_digit(10) {
            mantissa = mantissa * 10 + i128::from(digit);
            count += 1;
            decimals += u32::from(decimal_at.is_some_and(|point| at > point));
        }
        if count > 24 {
            return None;
        }
    }
    Some((Decimal::try_from_i128_with_scale(mantissa, decimals).ok()?, decimals))
}

/// "three", "twenty-five", "two hundred and fifty".
fn words(document: &Document, piece: usize, limit: usize) -> Option<Plain> {
    let number = |p: usize| {
        (p < limit)
            .then(|| document.find(p, |s| if let Sense::Number(n) = s { Some(n) } else { None }))?
    };
    let Some(first) = number(piece) else {
        // "a billion": the article is one when a scale follows.
        let one =
            document.has(piece, Sense::Article) && scale(document, piece + 1, limit).is_some();
        return one.then(|| Plain {
            value: Decimal::ONE,
            rounding: half_of_last_digit(0),
            end: piece + 1,
            figures: false,
        });
    };
    let (mut total, mut last) = (u64::from(first), first);
    let mut at = piece + 1;
    loop {
        let joint =
            usize::from(document.is_mark(at, '-') && document.glued(at) && document.glued(at + 1))
                + usize::from(last >= 100 && document.has(at, Sense::And));
        let Some(next) = number(at + joint) else { break };
        total = match (last, next) {
            (1..=9, 100) if joint == 0 => total * 100,
            (20..=90, 1..=9) | (100.., 1..=99) => total + u64::from(next),
            _ => break,
        };
        last = if next == 100 { 100 } else { next };
        at += joint + 1;
    }
    if let Some((part, end)) = and_a_fraction(document, at, limit) {
        let value = Decimal::from(total) + part;
        return Some(Plain { value, rounding: half_of_last_digit(1), end, figures: false });
    }
    Some(Plain {
        value: Decimal::from(total),
        rounding: half_of_last_digit(0),
        end: at,
        figures: false,
    })
}

/// "One and a half billion", "three and a half times"; but not "two and a third of the exports".
fn and_a_fraction(document: &Document, at: usize, limit: usize) -> Option<(Decimal, usize)> {
    let end = at + 2;
    let counted = end < limit
        && (scale(document, end, limit).is_some()
            || document.has(end, Sense::Times)
            || document.has(end, Sense::Percent));
    let fraction =
        document.find(at + 1, |s| if let Sense::Fraction(n) = s { Some(n) } else { None });
    let hundredths = fraction.filter(|_| counted && document.has(at, Sense::And))?;
    Some((Decimal::new(i64::from(hundredths), 4), end))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: char, expected: &str) {
        let (value, decimals) = digits(text, mark).unwrap();
        assert_eq!((value.to_string().as_str(), decimals), (expected, value.scale()), "{text}");
    }

    #[test]
    fn marks_are_read_by_their_place() {
        check("3,456.7", '.', "3456.7");
        check("3.456,7", '.', "3456.7");
        check("1 457.3", '.', "1457.3");
        check("3\u{a0}456,7", ',', "3456.7");
        check("1,234", '.', "1234");
        check("1,234", ',', "1.234");
        check("1.234", ',', "1234");
        check("0,234", '.', "0.234");
        check("1,234,567", '.', "1234567");
        check("163.0", '.', "163.0");
    }

    #[test]
    fn more_digits_than_sense_are_no_number() {
        assert_eq!(digits("1".repeat(40).as_str(), '.'), None);
    }
}
