//! What a reader of one language knows: every word and phrase of `seeds/lexicon/<language>/`, found in one step a word.
//!
//! The tables hold words and codes only. A phrase is looked up word by word in a tree whose branches are hashes of folded
//! words (lower case, `ё` as `е`, one kind of apostrophe), so that looking up needs no allocation.
//!
//! There are two such trees. Terms are what a text is cut into; who counts (`source`) is looked for beside them, in
//! sentences that were cut already, so that "Chinese customs" is an office and China is a place all the same.

mod kinds;
mod sense;
mod source;
mod tables;
mod terms;

use super::token::Token;
use crate::model::{CurrencyCode, Language};
#[cfg(test)]
use crate::seeds::LanguageTables;
use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};
use terms::{Filling, Terms};

pub(super) use kinds::Kinds;
pub(super) use sense::*;
pub(super) use source::{Cue, Office};
pub(super) use terms::Match;

/// How a form must be written to count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Capital {
    /// Any way.
    Any,
    /// With a capital first letter, or all in capitals.
    Initial,
    /// Letter by letter.
    Exact,
}

/// The words of one language.
pub(super) struct Lexicon {
    /// `,` where the language writes "3,5 млрд".
    pub(super) decimal_mark: char,
    /// The language writes 6/17 for June 17.
    pub(super) month_first: bool,
    terms: Terms<Sense>,
    /// Who counts, and how it is said.
    pub(super) sources: Terms<Cue>,
    currencies: Vec<CurrencyCode>,
}

impl Lexicon {
    /// The lexicon of a language; English for a language that has no tables.
    pub(super) fn of(language: Language) -> &'static Self {
        type Shelf = Vec<(tables::Tables, OnceLock<Lexicon>)>;
        static LEXICONS: LazyLock<Shelf> =
            LazyLock::new(|| tables::all().map(|tables| (tables, OnceLock::new())).collect());
        // The program carries English; without it there is nothing to fall back on but an empty lexicon.
        static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::empty);
        let of = |code: &str| LEXICONS.iter().find(|(tables, _)| tables.language() == code);
        of(language.as_str()).or_else(|| of("en")).map_or_else(
            || &*NONE,
            |(tables, lexicon)| lexicon.get_or_init(|| Self::build(*tables)),
        )
    }

    /// The languages that have words by which plain text is known at a glance, and these words in small letters.
    pub(super) fn everyday() -> impl Iterator<Item = (Language, Vec<String>)> {
        tables::all()
            .filter_map(|tables| Some((tables.language().parse().ok()?, tables.ways()?.everyday)))
    }

    fn empty() -> Self {
        Self {
            decimal_mark: '.',
            month_first: false,
            terms: Terms::empty(),
            sources: Terms::empty(),
            currencies: Vec::new(),
        }
    }

    /// A language made from another by changing every form.
    #[cfg(test)]
    pub(super) fn made_up(files: LanguageTables, change: fn(&str) -> Cow<str>) -> &'static Self {
        Box::leak(Box::new(Self::build_from(tables::Tables::of(files), change)))
    }

    fn build(tables: tables::Tables) -> Self {
        Self::build_from(tables, |form| Cow::Borrowed(form))
    }

    fn build_from(tables: tables::Tables, change: fn(&str) -> Cow<str>) -> Self {
        let mut lexicon = Self::empty();
        if let Some(ways) = tables.ways() {
            (lexicon.decimal_mark, lexicon.month_first) = (ways.decimal_mark, ways.month_first);
        }
        let (mut terms, mut sources) = (Filling::new(), Filling::new());
        tables.each(&mut lexicon.currencies, |form, word, capital| {
            let form = &*change(form);
            match word {
                tables::Word::Sense(sense) => terms.add(form, sense, capital),
                tables::Word::Cue(cue) => sources.add(form, cue, capital),
            }
        });
        (lexicon.terms, lexicon.sources) = (terms.done(), sources.done());
        lexicon
    }

    /// The longest term that begins at `tokens[0]` and means something as it is written there.
    #[inline]
    pub(super) fn longest(&self, text: &str, tokens: &[Token]) -> Option<Match> {
        self.terms.longest(text, tokens)
    }

    /// The meanings of a term as it is written at `tokens`.
    pub(super) fn senses<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
        term: u32,
    ) -> impl Iterator<Item = Sense> + 'a {
        self.terms.meanings(text, tokens, term)
    }

    /// The currencies that a word for money can mean, likeliest first.
    pub(super) fn currencies(&self, list: CurrencyList) -> &[CurrencyCode] {
        &self.currencies[list.first as usize..list.first as usize + list.count as usize]
    }
}
