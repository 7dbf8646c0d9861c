//! A number that has its unit beside it.

use super::head::{self, Head};
use super::measure::{self, Found, Measure};
use super::money::{self, Money};
use super::range::{self, Upper};
use super::{Number, Talk, hedge, shared};
use crate::extract::document::Document;
use crate::extract::lexicon::{MoneyWord, Note, Sense};
use crate::extract::number::power_of_ten;
use crate::model::{Amount, Decimal, Qualifier};
use std::ops::Range;

/// The number that begins at a piece, with its sign, range, unit and hedge.
pub(super) fn at(
    document: &Document,
    at: usize,
    sentence: &Range<usize>,
    talk: Talk,
) -> Option<Number> {
    let sign = sign(document, at, sentence);
    let begin = at + usize::from(sign.is_some());
    let low = head::at(document, begin, sentence.end)?;
    if !money::letter_counts(document, begin, &low, talk) {
        return None;
    }
    let own = measure::after(document, low.end, sentence.end, low.money);
    let upper = range::upper(document, at, &low, own.as_ref(), sentence);
    let mut number = Reading { document, sentence, talk, begin, low, own, upper }.number()?;
    let negative = sign == Some(true)
        || number.low.negative
        || accountants_bracket(document, begin, number.pieces.end, sentence);
    if negative {
        number.value = -number.value;
        number.high = number.high.map(|high| -high);
    }
    let mut qualifier = hedge::of(document, at, number.pieces.end, sentence);
    if qualifier.is_exact() {
        qualifier = number
            .low
            .hedge
            .or(number.hedge)
            .or_else(|| hedge::within(document, number.low.number))
            .unwrap_or(qualifier);
    }
    if number.high.is_some() && matches!(qualifier, Qualifier::Exactly | Qualifier::About) {
        qualifier = Qualifier::Between;
    }
    Some(Number {
        amount: Amount {
            value: number.value.normalize(),
            high: number.high.map(|high| high.normalize()),
            unit: number.measure.unit(document),
            qualifier,
            rounding: number.rounding.normalize(),
        },
        pieces: number.pieces,
        currencies: match number.measure {
            Measure::Money(money) => Some(money.list),
            _ => None,
        },
        signed: sign.is_some() || number.low.negative,
        multiple: number.measure == Measure::Times,
    })
}

/// What was found at a piece, before it is put together.
struct Reading<'d, 't> {
    document: &'d Document<'t>,
    sentence: &'d Range<usize>,
    talk: Talk<'d>,
    begin: usize,
    low: Head,
    own: Option<Found>,
    upper: Option<Upper>,
}

/// A number put together, without its sign.
struct Whole {
    low: Head,
    value: Decimal,
    high: Option<Decimal>,
    rounding: Decimal,
    measure: Measure,
    hedge: Option<Qualifier>,
    pieces: Range<usize>,
}

impl Reading<'_, '_> {
    fn number(self) -> Option<Whole> {
        let (document, limit) = (self.document, self.sentence.end);
        let low = self.low;
        let last = self.upper.as_ref().map_or(&low, |upper| &upper.head);
        let found = match &self.upper {
            Some(upper) => upper.found.or(self.own),
            None => self.own,
        };
        let mut end = found.map_or(last.end, |found| found.end.max(last.end));
        let named = low.money.or(last.money).map(Measure::Money);
        let mut measure = match named.or(found.map(|found| found.measure)) {
            Some(measure) => measure,
            // "Increased by a factor of 2.2"
            None if self.begin > self.sentence.start
                && document.has(self.begin - 1, Sense::Factor) =>
            {
                Measure::Times
            }
            None => return None,
        };
        let mut power = found.filter(|_| named.is_none()).map_or(0, |found| found.power);
        if let Measure::Money(money) = measure
            && money.word == MoneyWord::Homonym
            && !money::is_spoken_of(document, &low, end, money, self.sentence, self.talk)
        {
            let (unit, of_word) = measure::physical(document, end.checked_sub(1)?)?;
            measure = Measure::Physical(unit);
            power = of_word;
        }
        // "In 2019 cars were dearer"
        if matches!(measure, Measure::Physical(_))
            && !low.scaled()
            && self.upper.is_none()
            && shared::is_year(document, low.number)
            && low.number > self.sentence.start
            && document
                .senses(low.number - 1)
                .iter()
                .any(|s| matches!(s, Sense::Prep(_) | Sense::Month(_)))
        {
            return None;
        }
        let factor = power_of_ten(power);
        let (mut value, mut rounding) = (low.value, last.rounding.checked_mul(factor)?);
        // "10 to 20 million"; but "$200 to $4 million" says each in full.
        if let Some(upper) = &self.upper
            && let (None, Some(shared)) = (low.power, upper.head.power)
            && self.own.is_none()
            && low.bare < upper.head.bare
        {
            value = value.checked_mul(power_of_ten(shared))?;
        }
        value = value.checked_mul(factor)?;
        let mut high = match &self.upper {
            Some(upper) => Some(upper.head.value.checked_mul(factor)?),
            None => None,
        };
        if let Measure::Money(money) = measure {
            if money.word == MoneyWord::Minor {
                let currency = document.lexicon.currencies(money.list).first().copied()?;
                value = money::small(value, currency)?;
                rounding = money::small(rounding, currency)?;
                high = high.map(|high| money::small(high, currency)).unwrap_or_default();
            } else if self.upper.is_none()
                && let Some((coins, after)) = money::coins(document, end, limit, &low, money)
            {
                value = value.checked_add(coins)?;
                rounding = Decimal::new(5, 3);
                end = after;
            } else if let Some(after) = self.scale_behind(end, money) {
                let (behind, after) = after;
                value = value.checked_mul(power_of_ten(behind))?;
                rounding = rounding.checked_mul(power_of_ten(behind))?;
                end = after;
            }
        }
        let hedge = found.and_then(|found| found.hedge);
        let pieces = self.begin..end;
        Some(Whole { low, value, high, rounding, measure, hedge, pieces })
    }

    /// "75 USD million": the scale behind the code.
    fn scale_behind(&self, end: usize, money: Money) -> Option<(u8, usize)> {
        let bare = !self.low.scaled() && self.low.money.is_none() && self.upper.is_none();
        if !bare || money.word != MoneyWord::Code {
            return None;
        }
        head::scale_after(self.document, end, self.sentence.end, false)
    }
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

/// "The balance was ($99.99)": a sum alone in brackets where a level is said is a loss.
fn accountants_bracket(
    document: &Document,
    begin: usize,
    end: usize,
    sentence: &Range<usize>,
) -> bool {
    let Some(open) = begin.checked_sub(1).filter(|b| *b > sentence.start) else { return false };
    document.is_mark(open, '(')
        && document.is_mark(end, ')')
        && (document.is_mark(open - 1, ':')
            || document.notes(open - 1, Note::Is)
            || document.senses(open - 1).iter().any(|s| matches!(s, Sense::Level(_))))
}
