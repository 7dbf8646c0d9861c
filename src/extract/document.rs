//! A text as a row of pieces: the longest terms of the lexicon, and the tokens that are in none.

use super::lexicon::{Kinds, Lexicon, Match, Note, Sense};
use super::token::{self, Kind, Letters, Token};
use std::ops::Range;

/// A term or a single token, with everything it can mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Of its first token.
    pub(super) kind: Kind,
    pub(super) letters: Letters,
    /// A blank stands before it.
    pub(super) spaced: bool,
    /// The mark, when it is a single mark; else `'\0'`.
    pub(super) mark: char,
    /// The kinds of its senses, and what it is made of.
    pub(super) kinds: Kinds,
    senses: (u32, u32),
    /// The bits of its notes.
    notes: u16,
}

/// The pieces of one text.
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) pieces: Vec<Piece>,
    /// The words that pieces are made of.
    pub(super) tokens: Vec<Token>,
    senses: Vec<Sense>,
}

impl<'t> Document<'t> {
    /// Reads a text with the words of a language.
    pub(super) fn read(text: &'t str, lexicon: &'static Lexicon) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        token::split(text, &mut tokens);
        let mut pieces = Vec::with_capacity(tokens.len());
        let mut senses = Vec::with_capacity(tokens.len() / 2);
        let mut at = 0;
        while at < tokens.len() {
            let first = tokens[at];
            let found = match first.kind {
                Kind::Word | Kind::Mark | Kind::Digits => lexicon.longest(text, &tokens[at..]),
                Kind::Date | Kind::Newline | Kind::Opaque => None,
            };
            let found = found
                .filter(|m| !gives_way(lexicon, text, &tokens[at..], *m))
                .or_else(|| found.and_then(|_| lexicon.longest(text, &tokens[at..=at])));
            let begin = senses.len();
            let taken = found.map_or(1, |m| m.tokens);
            let of_term = &tokens[at..at + taken];
            let mut notes = 0;
            let mark = if first.kind == Kind::Mark && taken == 1 {
                first.text(text).chars().next()
            } else {
                None
            };
            let mut kinds = made_of(first.kind, mark);
            if let Some(found) = found {
                for sense in lexicon.senses(text, of_term, found.term) {
                    if let Sense::Note(note) = sense {
                        notes |= note.bit();
                    } else {
                        kinds = kinds.and(Kinds::of(sense));
                        senses.push(sense);
                    }
                }
            }
            let last = of_term[taken - 1];
            pieces.push(Piece {
                start: first.start as usize,
                end: last.end as usize,
                kind: first.kind,
                letters: first.letters,
                spaced: first.spaced,
                mark: mark.unwrap_or('\0'),
                kinds,
                senses: (index(begin), index(senses.len())),
                notes,
            });
            at += taken;
        }
        Self { text, lexicon, pieces, tokens, senses }
    }

    /// Everything the piece can mean.
    pub(super) fn senses(&self, piece: usize) -> &[Sense] {
        self.pieces
            .get(piece)
            .map_or(&[], |p| &self.senses[p.senses.0 as usize..p.senses.1 as usize])
    }

    /// The first meaning of the piece that `pick` takes.
    pub(super) fn find<T>(&self, piece: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses(piece).iter().find_map(|&sense| pick(sense))
    }

    /// Whether the piece can mean this.
    #[inline]
    pub(super) fn has(&self, piece: usize, sense: Sense) -> bool {
        self.pieces.get(piece).is_some_and(|p| p.kinds.meets(Kinds::of(sense)))
            && self.senses(piece).contains(&sense)
    }

    /// Whether the piece is of one of these kinds.
    #[inline]
    pub(super) fn is(&self, piece: usize, kinds: Kinds) -> bool {
        self.pieces.get(piece).is_some_and(|p| p.kinds.meets(kinds))
    }

    /// The kinds of some pieces, all together.
    pub(super) fn kinds(&self, pieces: &Range<usize>) -> Kinds {
        self.pieces[pieces.clone()].iter().fold(Kinds::NONE, |all, piece| all.and(piece.kinds))
    }

    /// Whether the piece bears this note.
    pub(super) fn notes(&self, piece: usize, note: Note) -> bool {
        self.pieces.get(piece).is_some_and(|p| p.notes & note.bit() != 0)
    }

    /// Whether the piece is the single mark.
    pub(super) fn is_mark(&self, piece: usize, mark: char) -> bool {
        self.pieces.get(piece).is_some_and(|p| p.mark == mark)
    }

    /// Whether the piece is a word without a meaning: no number or period begins there.
    pub(super) fn is_plain(&self, piece: usize) -> bool {
        self.pieces.get(piece).is_some_and(|p| p.kind == Kind::Word && p.senses.0 == p.senses.1)
    }

    /// The letters of a piece.
    pub(super) fn of(&self, piece: usize) -> &'t str {
        self.pieces.get(piece).map_or("", |p| &self.text[p.start..p.end])
    }

    /// Whether the piece follows the one before it without a blank.
    pub(super) fn glued(&self, piece: usize) -> bool {
        piece > 0 && self.pieces.get(piece).is_some_and(|p| !p.spaced)
    }

    /// The bytes from the first to the last of some pieces.
    pub(super) fn bytes(&self, pieces: &Range<usize>) -> Range<usize> {
        if pieces.is_empty() {
            return 0..0;
        }
        self.pieces[pieces.start].start..self.pieces[pieces.end - 1].end
    }
}

/// Whether a term that begins with an article gives way to a longer one behind the article: "the republic" to the
/// "Republic of Korea" in "the Republic of Korea".
fn gives_way(lexicon: &Lexicon, text: &str, tokens: &[Token], found: Match) -> bool {
    if found.tokens < 2 {
        return false;
    }
    let article = lexicon
        .longest(text, &tokens[..1])
        .is_some_and(|m| lexicon.senses(text, &tokens[..1], m.term).any(|s| s == Sense::Article));
    article
        && lexicon.longest(text, &tokens[1..]).is_some_and(|later| later.tokens + 1 > found.tokens)
}

fn made_of(kind: Kind, mark: Option<char>) -> Kinds {
    match (kind, mark) {
        (Kind::Digits, _) => Kinds::FIGURES,
        (Kind::Date, _) => Kinds::DATE,
        (Kind::Mark, None | Some('-' | '−' | '–' | '+' | '.')) => Kinds::SIGN,
        _ => Kinds::NONE,
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
