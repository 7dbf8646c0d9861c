//! What a number counts: money, percent, tonnes, times.

use super::hedge;
use super::money::{self, Money};
use crate::extract::document::Document;
use crate::extract::lexicon::{Prep, Sense};
use crate::model::{PhysicalUnit, Qualifier, Unit};

/// What a number counts, before an ambiguous currency is settled.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Measure {
    Money(Money),
    Percent,
    PercentagePoint,
    Physical(PhysicalUnit),
    /// "1.4 times"
    Times,
}

impl Measure {
    /// Its unit; for money the likeliest currency.
    pub(super) fn unit(self, document: &Document) -> Option<Unit> {
        match self {
            Self::Money(money) => {
                document.lexicon.currencies(money.list).first().copied().map(Unit::Currency)
            }
            Self::Percent => Some(Unit::Percent),
            Self::PercentagePoint => Some(Unit::PercentagePoint),
            Self::Physical(unit) => Some(Unit::Physical(unit)),
            Self::Times => None,
        }
    }
}

/// A measure that was found behind a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) measure: Measure,
    /// The power of ten in its word: 3 of "kt".
    pub(super) power: u8,
    /// Said before it: "5 billion-plus dollars".
    pub(super) hedge: Option<Qualifier>,
    pub(super) end: usize,
}

/// The measure behind a number. `named` is the money in front of it.
pub(super) fn after(
    document: &Document,
    at: usize,
    limit: usize,
    named: Option<Money>,
) -> Option<Found> {
    if let Some((money, end)) = money::after(document, at, limit, named) {
        let power = money.power().unwrap_or(0);
        return Some(Found { measure: Measure::Money(money), power, hedge: None, end });
    }
    if named.is_some() {
        return None;
    }
    if let Some((measure, power, end)) = other(document, at, limit) {
        return Some(Found { measure, power, hedge: None, end });
    }
    // «5 млрд с лишним долларов», "20 million-plus tonnes"
    let hyphen = usize::from(document.is_mark(at, '-') && document.glued(at));
    let qualifier = hedge::behind(document, at + hyphen)?;
    let next = at + hyphen + 1;
    let found = money::after(document, next, limit, None)
        .map(|(money, end)| (Measure::Money(money), money.power().unwrap_or(0), end))
        .or_else(|| other(document, next, limit));
    let (measure, power, end) = found?;
    Some(Found { measure, power, hedge: Some(qualifier), end })
}

/// Percent, a physical unit, or "times": the measure, its power of ten, and where it ends.
fn other(document: &Document, at: usize, limit: usize) -> Option<(Measure, u8, usize)> {
    let mut place = at;
    if document.is_mark(place, '-') && document.glued(place) && document.glued(place + 1) {
        place += 1;
    }
    // «5 тыс. тонн»
    if document.is_mark(place, '.') && document.glued(place) && place > 0 {
        place += usize::from(crate::extract::number::scale(document, place - 1, limit).is_some());
    }
    // "0.3 of a percentage point"
    if document.has(place, Sense::Prep(Prep::Of)) && document.has(place + 1, Sense::Article) {
        let percent = |s: &Sense| matches!(s, Sense::Percent | Sense::PercentagePoint);
        place += 2 * usize::from(document.senses(place + 2).iter().any(percent));
    }
    if place >= limit {
        return None;
    }
    // «1980-х», «2-х»: the ending of a case, no "times".
    let ending = place > at && document.has(place, Sense::DecadeEnding);
    for &sense in document.senses(place) {
        let (measure, power) = match sense {
            Sense::PercentagePoint => (Measure::PercentagePoint, 0),
            Sense::Percent => (Measure::Percent, 0),
            Sense::Physical(unit, power) => (Measure::Physical(unit), power),
            // "Three times a week" counts occasions.
            Sense::Times if !ending && !document.has(place + 1, Sense::Article) => {
                (Measure::Times, 0)
            }
            _ => continue,
        };
        return Some((measure, power, place + 1));
    }
    None
}

/// The physical unit that a piece can mean besides.
pub(super) fn physical(document: &Document, at: usize) -> Option<(PhysicalUnit, u8)> {
    document.find(
        at,
        |s| {
            if let Sense::Physical(unit, power) = s { Some((unit, power)) } else { None }
        },
    )
}

/// "… a barrel", "… per barrel".
pub(super) fn by_the_barrel(document: &Document, end: usize) -> bool {
    (end..end + 2)
        .any(|p| physical(document, p).is_some_and(|(unit, _)| unit.as_str() == "[bbl_us]"))
}
