//! A sentence as a line of typed items, cut into chunks.
//!
//! "Exports, at 12.48 trillion yuan, were 5.2 percent higher; imports 0.1 percent lower." has four chunks: [Exports] [at
//! 12.48 trillion yuan] [were 5.2 percent higher] [imports 0.1 percent lower]. A chunk that lacks a verb, an indicator,
//! an area or a period looks for it in its neighbours.

use super::amount::Number;
use super::document::Document;
use super::lexicon::{Kinds, Sense};
use super::period::When;
use super::place::Place;
use super::segment::Sentence;
use super::token::Kind;
use std::ops::Range;

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// An index into the line's numbers.
    Number(usize),
    /// An index into the line's periods.
    Period(usize),
    /// An index into the line's places.
    Place(usize),
    /// A piece with meanings, or without.
    Word,
    /// A mark.
    Mark(char),
}

/// A typed stretch of the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its first piece.
    pub(super) piece: usize,
    pub(super) what: What,
    /// What a word can mean; nothing for what is no word.
    kinds: Kinds,
}

/// How a chunk is joined to what stands before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opener {
    Start,
    Comma,
    Semicolon,
    Colon,
    Dash,
    And,
    Or,
    Contrast,
    Relative,
    Bracket,
    /// "driven by", or between two dashes: says why, or explains.
    Aside,
    /// After a bracket closed: the sentence goes on where it was.
    Resume,
}

/// A stretch of items.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub(super) items: Range<usize>,
    pub(super) opener: Opener,
}

/// One sentence, ready to be linked.
pub(super) struct Line<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) sentence: &'d Sentence,
    pub(super) numbers: Vec<Number>,
    pub(super) periods: Vec<When>,
    pub(super) places: Vec<Place>,
    pub(super) items: Vec<Item>,
    pub(super) chunks: Vec<Chunk>,
    /// The item of each number.
    of_numbers: Vec<usize>,
    /// What any of its words can mean.
    kinds: Kinds,
}

impl<'d, 't> Line<'d, 't> {
    pub(super) fn new(
        document: &'d Document<'t>,
        sentence: &'d Sentence,
        numbers: Vec<Number>,
        periods: Vec<When>,
        places: Vec<Place>,
    ) -> Self {
        let mut line = Self {
            document,
            sentence,
            numbers,
            periods,
            places,
            items: Vec::new(),
            chunks: Vec::new(),
            of_numbers: Vec::new(),
            kinds: Kinds::NONE,
        };
        line.items = line.itemise();
        line.of_numbers = vec![0; line.numbers.len()];
        for (place, item) in line.items.iter().enumerate() {
            line.kinds = line.kinds.and(item.kinds);
            if let What::Number(number) = item.what {
                line.of_numbers[number] = place;
            }
        }
        line.chunks = line.cut();
        line
    }

    fn itemise(&self) -> Vec<Item> {
        let mut items = Vec::with_capacity(self.sentence.pieces.len());
        let (mut number, mut period, mut place) = (0, 0, 0);
        let mut at = self.sentence.pieces.start;
        while at < self.sentence.pieces.end {
            while self.numbers.get(number).is_some_and(|n| n.pieces.start < at) {
                number += 1;
            }
            while self.periods.get(period).is_some_and(|p| p.pieces.start < at) {
                period += 1;
            }
            while self.places.get(place).is_some_and(|p| p.pieces.start < at) {
                place += 1;
            }
            let (what, end) = if let Some(n) =
                self.numbers.get(number).filter(|n| n.pieces.start == at)
            {
                (What::Number(number), n.pieces.end)
            } else if let Some(p) = self.periods.get(period).filter(|p| p.pieces.start == at) {
                (What::Period(period), p.pieces.end)
            } else if let Some(p) = self.places.get(place).filter(|p| p.pieces.start == at) {
                (What::Place(place), p.pieces.end)
            } else {
                let piece = &self.document.pieces[at];
                let marked = piece.kind == Kind::Mark
                    && piece.mark != '\0'
                    && self.document.senses(at).is_empty();
                // The dot of «проц.» and «долл.» inside a sentence says nothing.
                if marked && piece.mark == '.' && !piece.spaced && at + 1 < self.sentence.pieces.end
                {
                    at += 1;
                    continue;
                }
                (if marked { What::Mark(piece.mark) } else { What::Word }, at + 1)
            };
            let kinds =
                if what == What::Word { self.document.pieces[at].kinds } else { Kinds::NONE };
            items.push(Item { piece: at, what, kinds });
            at = end;
        }
        items
    }

    fn cut(&self) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        let (mut first, mut opener) = (0, Opener::Start);
        for at in 0..self.items.len() {
            if let Some((next, includes)) = self.opens(at) {
                if at > first {
                    chunks.push(Chunk { items: first..at, opener });
                }
                first = if includes { at } else { at + 1 };
                opener = next;
            }
        }
        if first < self.items.len() {
            chunks.push(Chunk { items: first..self.items.len(), opener });
        }
        // "The deficit – the excess of imports over exports – fell": what two dashes enclose is an aside.
        let dashes: Vec<usize> =
            (0..chunks.len()).filter(|&c| chunks[c].opener == Opener::Dash).collect();
        if let Some((open, close)) = enclosed(&dashes) {
            let number = chunks[open..close]
                .iter()
                .flat_map(|c| c.items.clone())
                .any(|i| matches!(self.items[i].what, What::Number(_)));
            if !number {
                for chunk in &mut chunks[open..close] {
                    chunk.opener = Opener::Aside;
                }
            }
        }
        chunks
    }

    /// Whether a chunk begins at or after an item; the flag tells whether the item belongs to it.
    fn opens(&self, at: usize) -> Option<(Opener, bool)> {
        let item = self.items[at];
        match item.what {
            What::Mark(mark) => match mark {
                ',' | '|' => Some((Opener::Comma, false)),
                ';' => Some((Opener::Semicolon, false)),
                ':' => Some((Opener::Colon, false)),
                '(' | '[' => Some((Opener::Bracket, false)),
                ')' | ']' => Some((Opener::Resume, false)),
                '-' | '–' | '—'
                    if self.document.pieces[item.piece].spaced && !self.glued_after(at) =>
                {
                    Some((Opener::Dash, false))
                }
                _ => None,
            },
            What::Word => {
                let alike = |a: usize, b: usize| {
                    let (a, b) = (self.items.get(a), self.items.get(b));
                    a.zip(b).is_some_and(|(a, b)| {
                        matches!(
                            (a.what, b.what),
                            (What::Place(_), What::Place(_))
                                | (What::Number(_), What::Number(_))
                                | (What::Period(_), What::Period(_))
                        )
                    })
                };
                // "Between Indonesia and the Philippines", «Китая и нашей страны»
                let small = [Sense::Article, Sense::Neutral].iter().any(|s| self.has(at + 1, *s));
                let next = at + 1 + usize::from(small);
                if self.has(at, Sense::Contrast) {
                    Some((Opener::Contrast, true))
                } else if self.has(at, Sense::Aside) {
                    Some((Opener::Aside, true))
                } else if self.has(at, Sense::Relative) {
                    Some((Opener::Relative, true))
                } else if self.has(at, Sense::And) && at > 0 && !alike(at - 1, next) {
                    Some((Opener::And, false))
                } else if self.has(at, Sense::Or) && at > 0 && !alike(at - 1, at + 1) {
                    Some((Opener::Or, false))
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    fn glued_after(&self, at: usize) -> bool {
        self.items.get(at + 1).is_some_and(|next| self.document.glued(next.piece))
    }

    /// Whether an item is a word that can mean this.
    #[inline]
    pub(super) fn has(&self, item: usize, sense: Sense) -> bool {
        self.items.get(item).is_some_and(|i| {
            i.kinds.meets(Kinds::of(sense)) && self.document.senses(i.piece).contains(&sense)
        })
    }

    /// Everything the first piece of an item can mean.
    pub(super) fn senses(&self, item: usize) -> &[Sense] {
        self.items.get(item).map_or(&[], |i| self.document.senses(i.piece))
    }

    /// Whether any word can mean one of these kinds.
    pub(super) fn names(&self, kinds: Kinds) -> bool {
        self.kinds.meets(kinds)
    }

    /// The first meaning of a word that `pick` takes.
    #[inline]
    pub(super) fn find<T>(&self, item: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.items
            .get(item)
            .filter(|i| i.kinds != Kinds::NONE)
            .and_then(|i| self.document.find(i.piece, pick))
    }

    /// The chunk that holds an item.
    pub(super) fn chunk_of(&self, item: usize) -> usize {
        self.chunks
            .partition_point(|c| c.items.end <= item)
            .min(self.chunks.len().saturating_sub(1))
    }

    /// Whether any word of the items can mean this.
    pub(super) fn any(&self, mut items: Range<usize>, sense: Sense) -> bool {
        self.kinds.meets(Kinds::of(sense)) && items.any(|i| self.has(i, sense))
    }

    /// The item of a number.
    pub(super) fn item_of_number(&self, number: usize) -> usize {
        self.of_numbers.get(number).copied().unwrap_or(0)
    }
}

/// The chunks that two dashes enclose; a dash that opens the line is a bullet.
fn enclosed(dashes: &[usize]) -> Option<(usize, usize)> {
    match dashes {
        [open, close] if *open > 0 => Some((*open, *close)),
        _ => None,
    }
}
