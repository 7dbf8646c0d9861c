//! Words that are a number by themselves: "a third of", "doubled", «наполовину», "one in five".

use super::{Number, head, hedge};
use crate::extract::document::Document;
use crate::extract::lexicon::{Note, Prep, Sense};
use crate::extract::number;
use crate::extract::token::Kind;
use crate::model::{Amount, Decimal, Qualifier, Unit};
use std::ops::Range;

/// The number that a term at a piece is.
pub(super) fn at(document: &Document, at: usize, sentence: &Range<usize>) -> Option<Number> {
    let make = |value: Decimal, unit: Option<Unit>, end: usize| Number {
        amount: Amount {
            value: value.normalize(),
            high: None,
            unit,
            qualifier: hedge::of(document, at, end, sentence),
            rounding: Decimal::new(5, 1),
        },
        pieces: at..end,
        currencies: None,
        signed: false,
        multiple: unit.is_none(),
    };
    let hundredths = |n: u16| Decimal::new(i64::from(n), 2);
    for &sense in document.senses(at) {
        match sense {
            Sense::Multiple(n) => return Some(make(hundredths(n), None, at + 1)),
            Sense::MayMultiply(n) if is_verb(document, at, sentence) => {
                return Some(make(hundredths(n), None, at + 1));
            }
            Sense::Percentage(n) => {
                return Some(make(hundredths(n), Some(Unit::Percent), at + 1));
            }
            _ => {}
        }
    }
    let (value, end) =
        one_in(document, at, sentence).or_else(|| fraction(document, at, sentence))?;
    Some(make(value, Some(Unit::Percent), end))
}

/// "Could double", "more than double": a verb. "A double tax" is none.
fn is_verb(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| *b >= sentence.start) else { return false };
    let led = |p: usize| {
        document.senses(p).iter().any(|s| {
            matches!(
                s,
                Sense::Plan | Sense::RangeTo | Sense::Hedge(Qualifier::Over | Qualifier::Nearly)
            )
        })
    };
    let behind = document.has(at + 1, Sense::Definite)
        || document.senses(at + 1).iter().any(|s| matches!(s, Sense::Its | Sense::Compare));
    led(before) || behind
}

/// "A third of imports", "1/3 of exports", "by a quarter", as a percentage; no "third quarter" and no "half-year".
fn fraction(document: &Document, at: usize, sentence: &Range<usize>) -> Option<(Decimal, usize)> {
    let word = document.find(at, |s| if let Sense::Fraction(n) = s { Some(n) } else { None });
    let (value, end) = match word {
        Some(n) => (Decimal::new(i64::from(n), 2), at + 1),
        None if document.pieces[at].kind == Kind::Digits => {
            let (part, end) = number::slashed(document, at, sentence.end)?;
            ((part * Decimal::ONE_HUNDRED).round_dp(1), end)
        }
        None => return None,
    };
    // "The first half", "the third quarter", "half a billion" and "half-year" are no parts of a whole.
    let before = at.checked_sub(1).filter(|b| *b >= sentence.start);
    let counted = before.is_some_and(|b| {
        document.senses(b).iter().any(|s| {
            matches!(s, Sense::Ordinal(_) | Sense::Deixis(_) | Sense::Number(_) | Sense::Article)
        })
    });
    let of_one = head::fraction_of_one(document, at, sentence.end).is_some();
    // "A third of imports", «четверть всей торговли».
    let inflected = document
        .find(end, |s| {
            matches!(s, Sense::Indicator(..) | Sense::Neutral | Sense::Goods | Sense::Its)
                .then_some(())
        })
        .is_some();
    // «Каждый шестой доллар экспорта», "every fifth dollar of imports"
    let each =
        document.senses(end).iter().any(|s| matches!(s, Sense::Currency(..) | Sense::Physical(..)))
            && (end + 1..end + 6)
                .any(|p| document.senses(p).iter().any(|s| matches!(s, Sense::Indicator(..))));
    // "1/3 of imports", but "1/8 of a pint".
    let of_trade = word.is_some()
        || (end + 1..end + 4).any(|p| {
            document.senses(p).iter().any(|s| {
                matches!(s, Sense::Indicator(..) | Sense::Goods | Sense::Neutral | Sense::Its)
            })
        });
    let part = each
        || (document.has(end, Sense::Prep(Prep::Of)) && of_trade)
        || (inflected && document.pieces[at].kind != Kind::Mark && end < sentence.end);
    // "almost a quarter" stands for itself, "less than half India's" does not.
    let stands = document.pieces.get(end).is_none_or(|next| {
        end >= sentence.end
            || next.kind != Kind::Word
            || document
                .find(end, |s| {
                    matches!(s, Sense::Prep(_) | Sense::And | Sense::Or | Sense::Comparative(_))
                        .then_some(())
                })
                .is_some()
    });
    let by = before.is_some_and(|b| {
        document.has(b, Sense::Prep(Prep::By))
            || document.has(b, Sense::Prep(Prep::On))
            || (stands && document.senses(b).iter().any(|s| matches!(s, Sense::Hedge(_))))
    });
    let of_a_year = part
        && (end + 1..end + 3).any(|p| {
            document.senses(p).iter().any(|s| matches!(s, Sense::Deixis(_) | Sense::TimeUnit(_)))
        });
    let is_year = part
        && document.of(end + 1).len() == 4
        && document.of(end + 1).bytes().all(|b| b.is_ascii_digit());
    ((part || by) && !counted && !of_one && !of_a_year && !is_year).then_some((value, end))
}

/// "One in five imported cars", "four out of ten dollars", as a percentage.
fn one_in(document: &Document, at: usize, sentence: &Range<usize>) -> Option<(Decimal, usize)> {
    let small = |p: usize| {
        (p < sentence.end).then(|| {
            document.find(p, |s| if let Sense::Number(n @ 1..=100) = s { Some(n) } else { None })
        })?
    };
    let over = small(at)?;
    let joined =
        document.senses(at + 1).iter().any(|s| matches!(s, Sense::Prep(Prep::In | Prep::From)));
    let every = usize::from(document.notes(at + 2, Note::Every));
    let under = small(at + 2 + every).filter(|&under| joined && under > over && under > 2)?;
    let end = at + 3 + every;
    let of_trade = (end..(end + 2).min(sentence.end)).any(|p| {
        document.senses(p).iter().any(|s| {
            matches!(
                s,
                Sense::Indicator(..)
                    | Sense::Trades(_)
                    | Sense::Goods
                    | Sense::Currency(..)
                    | Sense::Physical(..)
            )
        })
    });
    let value = Decimal::from(over) * Decimal::ONE_HUNDRED / Decimal::from(under);
    of_trade.then(|| (value.round_dp(1).normalize(), end))
}
