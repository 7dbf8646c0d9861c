//! A sentence as the rules of this module see it: cues, places, names, and what stands between them.

use crate::extract::document::Document;
use crate::extract::lexicon::{AreaWord, Cases, Cue, Kinds, Office, Prep, Sense};
use crate::extract::segment::Sentence;
use crate::extract::token::{Kind, Letters, Token};
use crate::model::AreaCode;
use std::ops::Range;

/// What an item is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum What {
    /// A word of the tables `[office]` or `[source]`.
    Cue,
    /// A place, how it is named, in which cases, and whether "'s" follows.
    Area { area: AreaCode, word: AreaWord, cases: Cases, owns: bool },
    /// A word with a capital letter that is no cue and no place.
    Name,
    /// A word that ends the name of an office: a verb of trade, a preposition other than "of".
    Barrier,
    /// "Was", before a verb: nobody says what "was reported".
    Was,
    /// A comma.
    Comma,
    /// Another mark that parts clauses.
    Stop,
    /// Anything else.
    Word,
}

/// A word or phrase of the sentence.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Item {
    pub(super) what: What,
    /// Everything a cue can mean, as bits.
    bits: u16,
    /// Who it names.
    pub(super) office: Option<Office>,
    /// First byte, and one past the last.
    pub(super) bytes: (usize, usize),
}

impl Item {
    pub(super) fn is(&self, cue: Cue) -> bool {
        self.bits & cue.bit() != 0
    }

    pub(super) fn is_one_of(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.is(cue))
    }

    /// Whether nothing runs on across it.
    pub(super) fn parts(&self) -> bool {
        matches!(self.what, What::Comma | What::Stop)
    }
}

/// The items of a sentence; none where no cue stands in it, as in most. `about` are the areas of the report, by which a name
/// of several places is understood.
pub(super) fn items(
    document: &Document,
    sentence: &Sentence,
    about: &[AreaCode],
    items: &mut Vec<Item>,
) {
    items.clear();
    let bytes = document.bytes(&sentence.pieces);
    let first = document.tokens.partition_point(|token| (token.start as usize) < bytes.start);
    let count =
        document.tokens[first..].partition_point(|token| (token.start as usize) < bytes.end);
    let tokens = &document.tokens[first..first + count];
    let sources = &document.lexicon.sources;
    // Small words and pronouns stand everywhere, and make nobody speak.
    let tells = |cue: Cue| !matches!(cue, Cue::By | Cue::Again | Cue::Decoy);
    let begins = |at: usize| {
        let tokens = &tokens[at..];
        let found = if sources.may_begin(&tokens[0]) {
            sources.longest(document.text, tokens)
        } else {
            None
        };
        found.is_some_and(|found| {
            sources.meanings(document.text, &tokens[..found.tokens], found.term).any(tells)
        })
    };
    if !(0..tokens.len()).any(begins) {
        return;
    }
    let mut piece = sentence.pieces.start;
    let mut at = 0;
    while at < tokens.len() {
        let start = tokens[at].start as usize;
        while piece + 1 < sentence.pieces.end && document.pieces[piece + 1].start <= start {
            piece += 1;
        }
        let here = (document.pieces[piece].start == start).then_some(piece);
        at += put(document, (&tokens[at..], here), about, items);
    }
}

/// Adds what stands at the first token; how many tokens it takes.
fn put(
    document: &Document,
    (tokens, piece): (&[Token], Option<usize>),
    about: &[AreaCode],
    items: &mut Vec<Item>,
) -> usize {
    let place = piece.and_then(|piece| place(document, piece, about));
    let within = |end: usize| tokens.iter().take_while(|token| token.end as usize <= end).count();
    let of_place = place.map_or(0, |_| within(document.pieces[piece.unwrap_or(0)].end).max(1));
    let of = |tokens: &[Token]| (tokens[0].start as usize, tokens[tokens.len() - 1].end as usize);
    let sources = &document.lexicon.sources;
    let longest = |tokens: &[Token]| {
        tokens.first().filter(|first| sources.may_begin(first))?;
        sources.longest(document.text, tokens)
    };
    // "The department" gives way to the "Department of Statistics Malaysia".
    let found = longest(tokens).filter(|found| {
        found.tokens < 2 || longest(&tokens[1..]).is_none_or(|later| later.tokens < found.tokens)
    });
    if let Some(found) = found.filter(|found| found.tokens >= of_place) {
        let mut item =
            Item { what: What::Cue, bits: 0, office: None, bytes: of(&tokens[..found.tokens]) };
        for cue in sources.meanings(document.text, &tokens[..found.tokens], found.term) {
            item.bits |= cue.bit();
            if let Cue::Office(office) = cue {
                item.office = Some(office);
            }
        }
        if !item.is(Cue::Decoy) {
            items.push(item);
            return found.tokens;
        }
        if place.is_none() {
            items.push(Item { what: What::Word, bits: 0, office: None, ..item });
            return found.tokens;
        }
    }
    if let Some((area, word, cases)) = place {
        let what = What::Area { area, word, cases, owns: false };
        items.push(Item { what, bits: 0, office: None, bytes: of(&tokens[..of_place]) });
        return of_place;
    }
    if let Some(what) = bare(document, tokens, piece, items) {
        items.push(Item { what, bits: 0, office: None, bytes: of(&tokens[..1]) });
    }
    1
}

/// What a token is that is neither cue nor place; `None` for a mark that parts nothing.
fn bare(
    document: &Document,
    tokens: &[Token],
    piece: Option<usize>,
    items: &mut [Item],
) -> Option<What> {
    let token = &tokens[0];
    let text = token.text(document.text);
    match token.kind {
        Kind::Mark => match text {
            "," => Some(What::Comma),
            "." if tokens.len() > 1 => None,
            "." | ";" | ":" | "(" | ")" | "[" | "]" | "–" | "—" | "|" | "•" | "!" | "?" => {
                Some(What::Stop)
            }
            "-" if token.spaced => Some(What::Stop),
            _ => None,
        },
        Kind::Newline => Some(What::Stop),
        Kind::Word => {
            if piece.is_some_and(|piece| document.has(piece, Sense::Possessive))
                && let Some(Item { what: What::Area { owns, .. }, .. }) = items.last_mut()
            {
                *owns = true;
                return None;
            }
            let barrier = Kinds::MOVE
                .and(Kinds::LEVEL)
                .and(Kinds::PLAN)
                .and(Kinds::RELATIVE)
                .and(Kinds::CONTRAST)
                .and(Kinds::TRADES);
            let stands = |piece: usize| {
                document.is(piece, barrier)
                    || document.is(piece, Kinds::PREP)
                        && !document.has(piece, Sense::Prep(Prep::Of))
            };
            if piece.is_some_and(|piece| document.has(piece, Sense::Done)) {
                return Some(What::Was);
            }
            Some(match piece {
                Some(piece) if token.letters == Letters::Lower && stands(piece) => What::Barrier,
                _ if token.letters != Letters::Lower => What::Name,
                _ => What::Word,
            })
        }
        Kind::Digits | Kind::Date | Kind::Opaque => Some(What::Word),
    }
}

/// The place that a piece names: of several, the one that the report speaks of most.
fn place(
    document: &Document,
    piece: usize,
    about: &[AreaCode],
) -> Option<(AreaCode, AreaWord, Cases)> {
    if !document.is(piece, Kinds::AREA) {
        return None;
    }
    let places = || {
        document.senses(piece).iter().filter_map(|sense| match *sense {
            Sense::Area(area, word, cases) if word != AreaWord::Stem => Some((area, word, cases)),
            _ => None,
        })
    };
    let known = |area: AreaCode| about.iter().position(|known| *known == area);
    places()
        .filter(|place| known(place.0).is_some())
        .min_by_key(|place| known(place.0))
        .or_else(|| places().next())
}

/// The bytes from the first to the last of some items.
pub(super) fn bytes(items: &[Item], of: &Range<usize>) -> Range<usize> {
    items[of.start].bytes.0..items[of.end - 1].bytes.1
}
