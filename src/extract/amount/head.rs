//! A sum before its unit: money named in front, sign, number, scale.
//!
//! "US$5.2 billion", "half a billion", «2 млрд 600 млн», «полмиллиарда», "two million three hundred thousand", "20-plus
//! billion", "5 (five) million".

use super::hedge;
use super::money::{self, Money};
use crate::extract::document::Document;
use crate::extract::lexicon::{MoneyWord, Note, Prep, Sense};
use crate::extract::number::{self, Plain, power_of_ten};
use crate::extract::token::Kind;
use crate::model::{Decimal, Qualifier};

/// A number, its scale and the money before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) value: Decimal,
    pub(super) rounding: Decimal,
    /// The scale written last: 6 of "2 billion 600 million".
    pub(super) power: Option<u8>,
    /// The number as it stands before its scale.
    pub(super) bare: Decimal,
    pub(super) figures: bool,
    pub(super) money: Option<Money>,
    /// A minus stands between the money and the number.
    pub(super) negative: bool,
    /// Said inside: "20-plus billion".
    pub(super) hedge: Option<Qualifier>,
    /// Where the number itself begins.
    pub(super) number: usize,
    pub(super) end: usize,
}

impl Head {
    pub(super) fn scaled(&self) -> bool {
        self.power.is_some()
    }
}

/// The sum that begins at a piece.
pub(super) fn at(document: &Document, at: usize, limit: usize) -> Option<Head> {
    let (money, mut begin) = match money::before(document, at, limit) {
        Some((money, next)) => (Some(money), next),
        None => (None, at),
    };
    let minus = money.is_some()
        && matches!(document.pieces.get(begin)?.mark, '-' | '−' | '–')
        && document.glued(begin + 1);
    begin += usize::from(minus);
    // "$(3.2) million", as accountants write a loss.
    let bracket = money.is_some() && document.is_mark(begin, '(') && document.glued(begin);
    begin += usize::from(bracket);
    let mut head = sum(document, begin, limit, money, bracket)?;
    head.negative = minus || bracket;
    if let Some(money) = money
        && let Some(power) = money.power()
    {
        head.scale_by(power)?;
    }
    Some(head)
}

impl Head {
    fn scale_by(&mut self, power: u8) -> Option<()> {
        let factor = power_of_ten(power);
        self.value = self.value.checked_mul(factor)?;
        self.rounding = self.rounding.checked_mul(factor)?;
        self.power = Some(self.power.unwrap_or(0).checked_add(power)?);
        Some(())
    }

    fn of(plain: Plain, begin: usize, money: Option<Money>) -> Self {
        Self {
            value: plain.value,
            rounding: plain.rounding,
            power: None,
            bare: plain.value,
            figures: plain.figures,
            money,
            negative: false,
            hedge: None,
            number: begin,
            end: plain.end,
        }
    }
}

fn sum(
    document: &Document,
    begin: usize,
    limit: usize,
    money: Option<Money>,
    bracket: bool,
) -> Option<Head> {
    if let Some(head) = in_one_word(document, begin, money) {
        return Some(head);
    }
    let plain =
        fraction_of_one(document, begin, limit).or_else(|| number::at(document, begin, limit))?;
    let mut head = Head::of(plain, begin, money);
    if bracket {
        if !document.is_mark(head.end, ')') {
            return None;
        }
        head.end += 1;
    }
    head.said_again(document, limit);
    if money.is_none() {
        head.with_spaced_decimals(document, limit);
    }
    head.scales(document, limit)?;
    if head.power.is_none()
        && money.is_some()
        && document.pieces[begin].kind == Kind::Digits
        && head.end == begin + 1
    {
        head.value = number::sum(document, begin)?;
    }
    head.said_again(document, limit);
    Some(head)
}

/// «Полмиллиарда», and «миллиард» in the singular, which is one of them unless a number stands before it.
fn in_one_word(document: &Document, at: usize, money: Option<Money>) -> Option<Head> {
    let counted = at > 0
        && (document.pieces[at - 1].kind == Kind::Digits
            || document.notes(at - 1, Note::Vague)
            || document.senses(at - 1).iter().any(|s| {
                matches!(
                    s,
                    Sense::Number(_) | Sense::Mixed(_) | Sense::Scale(_) | Sense::Fraction(_)
                )
            }));
    let (value, power) = document.find(at, |s| match s {
        Sense::Sum(hundredths, power) => Some((Decimal::new(i64::from(hundredths), 2), power)),
        Sense::One(power) if !counted => Some((Decimal::ONE, power)),
        _ => None,
    })?;
    let rounding = Decimal::new(5, 1 + u32::from(value < Decimal::ONE));
    let plain = Plain { value: value.normalize(), rounding, end: at + 1, figures: false };
    let mut head = Head::of(plain, at, money);
    head.scale_by(power)?;
    Some(head)
}

/// "Half a billion", "a quarter million", «три четверти миллиарда», "two thirds of a billion", "half a percent".
pub(super) fn fraction_of_one(document: &Document, at: usize, limit: usize) -> Option<Plain> {
    let hundredths =
        document.find(at, |s| if let Sense::Fraction(n) = s { Some(n) } else { None })?;
    let glue = |p: usize| usize::from(document.is_mark(p, '-') && document.glued(p));
    let mut end = at + 1 + usize::from(document.has(at + 1, Sense::Prep(Prep::Of)));
    end += glue(end);
    end += usize::from(document.has(end, Sense::Article));
    end += glue(end);
    let one = number::scale(document, end, limit).is_some()
        || (end < limit
            && document
                .senses(end)
                .iter()
                .any(|s| matches!(s, Sense::Percent | Sense::PercentagePoint)));
    if !one {
        return None;
    }
    let value = Decimal::new(i64::from(hundredths), 4).normalize();
    Some(Plain { value, rounding: Decimal::new(5, 2), end, figures: false })
}

impl Head {
    /// The scale behind the number, and smaller steps behind that: "2 billion 600 million", "two thousand five hundred".
    fn scales(&mut self, document: &Document, limit: usize) -> Option<()> {
        // «Сто с лишним миллионов», "20-plus billion"
        let hyphen = usize::from(document.is_mark(self.end, '-') && document.glued(self.end));
        if let Some(qualifier) = hedge::behind(document, self.end + hyphen)
            && number::scale(document, self.end + hyphen + 1, limit).is_some()
        {
            self.hedge = Some(qualifier);
            self.end += hyphen + 1;
        }
        // "5 hundred million"
        if self.figures
            && document.has(self.end, Sense::Number(100))
            && number::scale(document, self.end + 1, limit).is_some()
        {
            self.value = self.value.checked_mul(Decimal::ONE_HUNDRED)?;
            self.rounding = self.rounding.checked_mul(Decimal::ONE_HUNDRED)?;
            self.end += 1;
        }
        let Some((power, end)) = scale_after(document, self.end, limit, self.money.is_some())
        else {
            return Some(());
        };
        self.scale_by(power)?;
        self.end = end;
        // "5 lakh crore", "6 thousand million"
        while let Some(power) = number::scale(document, self.end, limit)
            && document.of(self.end).chars().count() > 2
        {
            self.scale_by(power)?;
            self.end += 1;
        }
        let (end, mut last) = (self.end, self.power?);
        // "Two million and a half"
        if document.has(end, Sense::And)
            && let Some(hundredths) =
                document.find(end + 1, |s| if let Sense::Fraction(n) = s { Some(n) } else { None })
            && end + 2 <= limit
            && money::after(document, end + 2, limit, None).is_some()
        {
            let part = Decimal::new(i64::from(hundredths), 4).checked_mul(power_of_ten(power))?;
            self.value = self.value.checked_add(part)?;
            self.end = end + 2;
            return Some(());
        }
        while let Some((more, power, end)) = self.step(document, limit, last) {
            let factor = power_of_ten(power);
            self.value = self.value.checked_add(more.value.checked_mul(factor)?)?;
            self.rounding = more.rounding.checked_mul(factor)?;
            self.end = end;
            if power == 0 {
                break;
            }
            (self.power, last) = (Some(power), power);
        }
        Some(())
    }

    /// A smaller step: "600 million" after "2 billion", "five hundred" after "two thousand".
    fn step(&self, document: &Document, limit: usize, last: u8) -> Option<(Plain, u8, usize)> {
        let dot = usize::from(document.is_mark(self.end, '.') && document.glued(self.end));
        let mut begin = self.end + dot;
        if !self.figures && document.has(begin, Sense::And) {
            begin += 1;
        }
        let more = number::at(document, begin, limit)?;
        if let Some((power, end)) = scale_after(document, more.end, limit, false) {
            let one = more.value == Decimal::ONE && !more.figures && begin > self.end + dot;
            return (power < last && !one).then_some((more, power, end));
        }
        let room = more.value < power_of_ten(last.min(18));
        let words = !more.figures && !self.figures && room;
        // «4 тыс. 350 рублей»
        let figures = more.figures
            && self.figures
            && last == 3
            && more.value < Decimal::ONE_THOUSAND
            && more.value.scale() == 0
            && document.of(begin).len() == 3
            && super::measure::after(document, more.end, limit, None).is_some();
        (words || figures).then_some((more, 0, more.end))
    }

    /// Treaties say a sum again in words: "5 (five) million", «881 913 (восемьсот …) руб.».
    fn said_again(&mut self, document: &Document, limit: usize) {
        if !self.figures || !document.is_mark(self.end, '(') {
            return;
        }
        if let Some(plain) = number::at(document, self.end + 1, limit).filter(|p| !p.figures) {
            let mut words = Head::of(plain, self.end + 1, None);
            if words.scales(document, limit).is_some()
                && words.value == self.value
                && document.is_mark(words.end, ')')
            {
                self.end = words.end + 1;
            }
        }
    }

    /// «1 599 059, 38 евро»: a blank behind the decimal mark.
    fn with_spaced_decimals(&mut self, document: &Document, limit: usize) {
        let (mark, part) = (self.end, self.end + 1);
        let text = document.of(part);
        let grouped = document.of(self.number).contains([' ', '\u{a0}', '\u{202f}', '\u{2009}'])
            && self.value.scale() == 0;
        let decimals = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        if self.figures
            && grouped
            && decimals
            && document.is_mark(mark, ',')
            && document.glued(mark)
            && money::after(document, part + 1, limit, None).is_some()
            && let Ok(hundredths) = text.parse::<i64>()
        {
            self.value += Decimal::new(hundredths, 2);
            self.rounding = Decimal::new(5, 3);
            self.end = part + 1;
        }
    }
}

/// The scale after a number, a hyphen before it or not. A letter or two must be glued to the number or follow money.
pub(super) fn scale_after(
    document: &Document,
    at: usize,
    limit: usize,
    money: bool,
) -> Option<(u8, usize)> {
    let hyphen =
        usize::from(document.is_mark(at, '-') && document.glued(at) && document.glued(at + 1));
    let place = at + hyphen;
    let power = number::scale(document, place, limit)?;
    let letter = document.has(place, Sense::LetterScale);
    // "10 m euros"
    let of_money = || {
        place + 1 < limit
            && document
                .senses(place + 1)
                .iter()
                .any(|s| matches!(s, Sense::Currency(_, MoneyWord::Name | MoneyWord::Code)))
    };
    (!letter || document.glued(place) || money || of_money()).then_some((power, place + 1))
}
