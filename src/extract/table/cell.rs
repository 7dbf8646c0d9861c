//! A cell in, its number out: "3,296.4*", "(12.3)", "−4,5", "$1.2 bn", "4.5 %", or none in "–", "n/a" and words.

use crate::extract::amount::{self, Number, Talk};
use crate::extract::document::Document;
use crate::extract::number;
use crate::extract::token::Kind;
use crate::model::{Decimal, Qualifier};
use std::ops::Range;

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) pieces: Range<usize>,
    /// Digits without a unit: their heading says what they count.
    pub(super) bare: Option<Bare>,
    /// Numbers that have their unit with them.
    pub(super) own: Vec<Number>,
    /// There are words besides.
    pub(super) worded: bool,
}

/// Digits that stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bare {
    /// The piece of the digits.
    pub(super) piece: usize,
    /// A sign stands before them: whether it is a minus.
    pub(super) sign: Option<bool>,
    /// They stand in brackets, as accountants write a loss.
    pub(super) bracketed: bool,
    pub(super) qualifier: Qualifier,
}

impl Cell {
    /// Reads a cell.
    pub(super) fn read(document: &Document, pieces: &Range<usize>, talk: Talk) -> Self {
        let is = |at: usize, kind| document.pieces[at].kind == kind;
        let worded =
            pieces.clone().any(|at| is(at, Kind::Word) && !is_footnote(document, pieces, at));
        let mut cell = Self { pieces: pieces.clone(), worded, ..Self::default() };
        let figures = pieces.clone().any(|at| is(at, Kind::Digits));
        let plain = pieces.clone().all(|at| {
            is(at, Kind::Digits)
                || matches!(document.pieces[at].mark, '-' | '−' | '–' | '+' | '(' | ')' | '*')
        });
        if figures && !plain {
            cell.own = amount::numbers(document, pieces, talk);
        }
        if figures {
            cell.bare = bare(document, &cell);
        }
        cell
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether it holds a number, and more than that only marks.
    pub(super) fn is_number(&self) -> bool {
        self.bare.is_some() || (!self.own.is_empty() && !self.is_prose())
    }

    /// Whether its number is four digits that can be a year.
    pub(super) fn year(&self, document: &Document) -> Option<i32> {
        let bare = self.bare.filter(|bare| bare.sign.is_none() && !bare.bracketed)?;
        let text = document.of(bare.piece);
        let four = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|year| four && (1900..=2100).contains(year))
    }

    /// Whether it is a count without marks: the number of a row, a code of goods.
    pub(super) fn count(&self, document: &Document) -> Option<u32> {
        let bare = self.bare.filter(|bare| bare.sign.is_none() && !bare.bracketed)?;
        document.of(bare.piece).parse().ok()
    }

    /// Whether an arrow says that it falls: "▼ 7.1 %".
    pub(super) fn points_down(&self, document: &Document) -> bool {
        let first = self.own.first().map_or(self.pieces.end, |own| own.pieces.start);
        (self.pieces.start..first).any(|at| matches!(document.pieces[at].mark, '▼' | '↓'))
    }

    /// Whether sentences stand in it: a note, a description.
    pub(super) fn is_prose(&self) -> bool {
        self.worded && self.pieces.len() > PROSE
    }
}

/// A label has fewer pieces, a remark more.
const PROSE: usize = 20;

/// The only digits of a cell that have no unit, where nothing but marks, signs for notes and numbers with units stand beside
/// them.
fn bare(document: &Document, cell: &Cell) -> Option<Bare> {
    if cell.worded && cell.own.is_empty() {
        return None;
    }
    let owned = |at: usize| cell.own.iter().any(|number| number.pieces.contains(&at));
    let noted = |at: usize| {
        at > cell.pieces.start && document.is_mark(at - 1, '[') && document.is_mark(at + 1, ']')
    };
    let mut figures = cell
        .pieces
        .clone()
        .filter(|&at| document.pieces[at].kind == Kind::Digits && !owned(at) && !noted(at));
    let piece = figures.next().filter(|_| figures.next().is_none())?;
    let before = cell.pieces.start..piece;
    // "up 3.4 %, 12" is no number of a column: what stands before the digits is a sign, a bracket or a hedge.
    let mut bare = Bare { piece, sign: None, bracketed: false, qualifier: Qualifier::Exactly };
    for at in before {
        match document.pieces[at].mark {
            '-' | '−' | '–' | '—' | '▼' | '↓' => bare.sign = Some(true),
            '+' | '▲' | '↑' => bare.sign = Some(false),
            '(' => bare.bracketed = true,
            '<' => bare.qualifier = Qualifier::Under,
            '>' => bare.qualifier = Qualifier::Over,
            '~' | '≈' => bare.qualifier = Qualifier::About,
            '*' | '±' => {}
            _ => return None,
        }
    }
    let closed = document.is_mark(piece + 1, ')') && cell.pieces.contains(&(piece + 1));
    // "3,296.4)" or "2) 5": a bracket that is not closed numbers something.
    if bare.bracketed != closed {
        return None;
    }
    // What follows: "12/31" and "10–12" are no number by themselves, "5:3" is a score.
    let next = document.pieces.get(piece + 1).filter(|_| cell.pieces.contains(&(piece + 1)));
    let joined = next.is_some_and(|next| matches!(next.mark, '/' | ':' | '-' | '–' | '−'));
    (!joined).then_some(bare)
}

/// A letter or two glued to a number, or a mark: "1,234p", "12.3 r".
fn is_footnote(document: &Document, cell: &Range<usize>, at: usize) -> bool {
    let piece = &document.pieces[at];
    let after = at > cell.start && document.pieces[at - 1].kind == Kind::Digits;
    after
        && document.senses(at).is_empty()
        && document.of(at).chars().count() == 1
        && piece.kind == Kind::Word
}

/// The decimal mark that the numbers of a column show; `None` where they show none, or two.
pub(super) fn decimal_mark<'c>(
    document: &Document,
    cells: impl Iterator<Item = &'c Cell>,
) -> Option<char> {
    let mut shown = None;
    for bare in cells.filter_map(|cell| cell.bare) {
        match (shown, number::shown_mark(document, bare.piece)) {
            (_, None) => {}
            (None, some) => shown = some,
            (Some(mark), Some(other)) if mark == other => {}
            _ => return None,
        }
    }
    shown
}

/// The value of bare digits with half of their last digit; `mark` is their column's decimal mark.
pub(super) fn value(
    document: &Document,
    bare: Bare,
    mark: Option<char>,
) -> Option<(Decimal, Decimal)> {
    let (value, rounding) = number::digits(document, bare.piece, mark)?;
    let negative = bare.sign == Some(true) || bare.bracketed;
    Some((if negative { -value } else { value }, rounding))
}
