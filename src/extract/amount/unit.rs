//! A unit without its number, as headings of tables say it: "Exports, $ mn", «млн долл. США», "US$ '000", "%", "kt".

use super::{Talk, measure, money};
use crate::extract::document::Document;
use crate::extract::lexicon::{CurrencyList, MoneyWord, Note, Prep, Sense};
use crate::extract::number;
use crate::extract::token::Kind;
use crate::model::{CurrencyCode, PhysicalUnit, Unit};
use std::ops::Range;

/// What a heading says of the numbers under it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::extract) struct Measured {
    /// The unit, where one is named.
    pub(in crate::extract) unit: Option<Unit>,
    /// The power of ten: 6 of "$ mn"; of "in millions" too, which names no unit.
    pub(in crate::extract) power: Option<u8>,
    /// Something is counted that has no unit here: "thousand pieces".
    pub(in crate::extract) unknown: bool,
    /// Percent is named beside money: «млн долл., %».
    pub(in crate::extract) percent: bool,
}

impl Measured {
    /// What is not said here as it is said there.
    pub(in crate::extract) fn or(self, other: Self) -> Self {
        Self {
            unit: self.unit.or(other.unit),
            power: self.power.or(other.power),
            unknown: self.unknown || other.unknown,
            percent: self.percent || other.percent,
        }
    }
}

/// Reads the unit that some pieces name.
pub(in crate::extract) fn unit(document: &Document, cell: &Range<usize>, talk: Talk) -> Measured {
    let of =
        |pick: fn(&Sense) -> bool| cell.clone().find(|&at| document.senses(at).iter().any(pick));
    let percent = of(|s| matches!(s, Sense::Percent));
    let point = of(|s| matches!(s, Sense::PercentagePoint));
    let power = |near: Option<usize>| scale(document, cell, near);
    if let Some((at, list)) = currency(document, cell) {
        return Measured {
            unit: settled(document, at, list, talk).map(Unit::Currency),
            power: power(Some(at)),
            unknown: false,
            percent: percent.is_some(),
        };
    }
    if percent.is_some() || point.is_some() {
        let unit = if point.is_some() { Unit::PercentagePoint } else { Unit::Percent };
        return Measured { unit: Some(unit), percent: percent.is_some(), ..Measured::default() };
    }
    if let Some((at, unit, own)) = physical(document, cell) {
        let power = power(None).filter(|_| at > cell.start).unwrap_or(0);
        return Measured {
            unit: Some(Unit::Physical(unit)),
            power: Some(own + power),
            ..Measured::default()
        };
    }
    let scale_at = cell.clone().find(|&at| is_scale(document, at, None));
    let counted = scale_at.is_some_and(|at| {
        let next = at + 1 + usize::from(document.is_mark(at + 1, '.'));
        cell.contains(&next) && document.is_plain(next)
    });
    Measured { power: power(None), unknown: counted, ..Measured::default() }
}

/// The currency that a word of a heading means: of the place named before it, else as it is spoken of.
fn settled(document: &Document, at: usize, list: CurrencyList, talk: Talk) -> Option<CurrencyCode> {
    let named = at.checked_sub(1).and_then(|before| {
        document.find(before, |s| if let Sense::Area(area, ..) = s { Some(area) } else { None })
    });
    let choices = document.lexicon.currencies(list);
    money::settled(choices, named, false, talk).or(choices.first().copied())
}

/// The first word for money; a letter or a word that is another too ("sum") counts only beside a scale, where no other
/// stands.
fn currency(document: &Document, cell: &Range<usize>) -> Option<(usize, CurrencyList)> {
    let word = |at: usize, firm_only: bool| {
        document.find(at, |s| match s {
            Sense::Currency(list, word) => {
                let letter =
                    document.of(at).chars().count() == 1 && document.pieces[at].kind == Kind::Word;
                let firm = match word {
                    MoneyWord::Homonym => false,
                    MoneyWord::Minor => return None,
                    _ => !letter && !document.notes(at, Note::Total),
                };
                let beside = || !firm_only && scale(document, cell, Some(at)).is_some();
                (firm || beside()).then_some((at, list))
            }
            _ => None,
        })
    };
    let mut found = [true, false].into_iter();
    found.find_map(|firm_only| cell.clone().find_map(|at| word(at, firm_only)))
}

/// The power of ten that a heading names: in the word for money itself, beside it, or anywhere in words that can be nothing
/// else.
fn scale(document: &Document, cell: &Range<usize>, money: Option<usize>) -> Option<u8> {
    let own = money.and_then(|at| {
        document.find(at, |s| match s {
            Sense::Currency(_, MoneyWord::Scaled(power)) => Some(power),
            _ => None,
        })
    });
    let written = |at: usize| -> Option<u8> {
        let power = number::scale(document, at, cell.end)?;
        // «тыс. млн»
        Some(number::scale(document, at + 1, cell.end).map_or(power, |more| power + more))
    };
    own.or_else(|| cell.clone().find(|&at| is_scale(document, at, money)).and_then(written))
        .or_else(|| noughts(document, cell, money?))
}

/// Whether a power of ten stands at a piece; "m" and "k" only beside money.
fn is_scale(document: &Document, at: usize, money: Option<usize>) -> bool {
    let beside = money.is_some_and(|money| {
        let (first, last) = (money.min(at), money.max(at));
        (first + 1..last).all(|p| {
            document.is_mark(p, '.')
                || document.is_mark(p, ',')
                || document.has(p, Sense::Prep(Prep::Of))
        })
    });
    number::scale(document, at, at + 1).is_some()
        && (beside || !document.has(at, Sense::LetterScale))
}

/// "US$ '000", "$000", "1,000 USD": thousands written out.
fn noughts(document: &Document, cell: &Range<usize>, money: usize) -> Option<u8> {
    let near = cell.start.max(money.saturating_sub(2))..cell.end.min(money + 4);
    near.filter(|&at| document.pieces[at].kind == Kind::Digits).find_map(|at| {
        let digits = document.of(at);
        let figures = digits.chars().filter(char::is_ascii_digit);
        let noughts = figures.clone().filter(|c| *c == '0').count();
        let one = digits.starts_with('1') && noughts + 1 == figures.clone().count();
        let power = (one || noughts == figures.count()).then_some(noughts)?;
        u8::try_from(power).ok().filter(|power| matches!(power, 3 | 6 | 9))
    })
}

/// A unit of goods where a unit stands: behind a scale, a comma, a bracket, or alone. In "exports of cars" it is none.
fn physical(document: &Document, cell: &Range<usize>) -> Option<(usize, PhysicalUnit, u8)> {
    cell.clone().find_map(|at| {
        let (unit, power) = measure::physical(document, at)?;
        let before = at.checked_sub(1).filter(|before| cell.contains(before));
        let placed = before.is_none_or(|before| {
            number::scale(document, before, cell.end).is_some()
                || matches!(document.pieces[before].mark, '(' | ',' | '.' | '/' | '[')
                || document.has(before, Sense::Prep(Prep::In))
        });
        // "t" alone is a unit, "cars" are goods.
        let sign =
            unit.as_str().len() <= 3 || !unit.as_str().bytes().all(|b| b.is_ascii_lowercase());
        let alone = at + 1 == cell.end && sign;
        (placed && (before.is_some() || alone)).then_some((at, unit, power))
    })
}
