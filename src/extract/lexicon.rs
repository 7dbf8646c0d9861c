//! What a reader of one language knows: every word and phrase of `seeds/lexicon/<language>/`, found in one step a word.
//!
//! The tables hold words and codes only. A phrase is looked up word by word in a tree whose branches are hashes of folded
//! words (lower case, `ё` as `е`, one kind of apostrophe), so that looking up needs no allocation.

mod kinds;
mod sense;
mod tables;

use super::fold::{self, Hash};
use super::token::{self, Kind, Letters, Token};
use crate::model::{CurrencyCode, Language};
#[cfg(test)]
use crate::seeds::LanguageTables;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{LazyLock, OnceLock};

pub(super) use kinds::Kinds;
pub(super) use sense::*;

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

/// One meaning of a term.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Entry {
    pub(super) sense: Sense,
    capital: Capital,
    /// The hash of the exact letters, for [`Capital::Exact`].
    exact: u64,
}

/// The words of one language.
pub(super) struct Lexicon {
    /// `,` where the language writes "3,5 млрд".
    pub(super) decimal_mark: char,
    /// The language writes 6/17 for June 17.
    pub(super) month_first: bool,
    /// Where a word leads from a node, by the hash of both.
    edges: HashMap<u64, u32, BuildHasherDefault<Hash>>,
    openers: Openers,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    currencies: Vec<CurrencyCode>,
}

/// Where some words have led.
#[derive(Clone, Copy, Default)]
struct Node {
    /// Where its meanings begin in `entries`.
    first: u32,
    /// How many it has.
    count: u16,
    /// Some of them want their letters written in a certain way.
    wants_letters: bool,
    /// A longer term goes on here.
    goes_on: bool,
}

/// Which words can begin a term, and a few more: most words of a text begin none, and a bit tells.
#[derive(Default)]
struct Openers {
    bits: Vec<u64>,
}

/// A word met at a node of the tree.
fn edge(node: u32, word: u64) -> u64 {
    u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ word
}

/// What stands at a token: the longest term that begins there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    /// How many tokens the term takes.
    pub(super) tokens: usize,
    /// Its meanings, for [`Lexicon::senses`].
    pub(super) term: u32,
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
            edges: HashMap::default(),
            openers: Openers::default(),
            nodes: vec![Node::default()],
            entries: Vec::new(),
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
        let mut terms: Vec<(u32, Entry)> = Vec::new();
        let mut openers = Vec::new();
        let mut tokens = Vec::new();
        tables.each(&mut lexicon.currencies, |form, sense, capital| {
            let form = &*change(form);
            tokens.clear();
            token::split(form, &mut tokens);
            let exact = exact(form, &tokens);
            let mut node = 0;
            for token in &tokens {
                if node == 0 {
                    openers.push(token.folded.hash());
                }
                let edge = edge(node, token.folded.hash());
                let fresh = u32::try_from(lexicon.nodes.len()).unwrap_or(u32::MAX);
                lexicon.nodes[node as usize].goes_on = true;
                node = *lexicon.edges.entry(edge).or_insert(fresh);
                if node == fresh {
                    lexicon.nodes.push(Node::default());
                }
            }
            terms.push((node, Entry { sense, capital, exact }));
        });
        terms.sort_by_key(|&(node, _)| node);
        for (node, entry) in terms {
            let place = u32::try_from(lexicon.entries.len()).unwrap_or(u32::MAX);
            let node = &mut lexicon.nodes[node as usize];
            if node.count == 0 {
                node.first = place;
            }
            node.count += 1;
            node.wants_letters |= entry.capital != Capital::Any;
            lexicon.entries.push(entry);
        }
        openers.sort_unstable();
        openers.dedup();
        lexicon.openers = Openers::of(openers);
        lexicon
    }

    /// The longest term that begins at `tokens[0]` and means something as it is written there.
    pub(super) fn longest(&self, text: &str, tokens: &[Token]) -> Option<Match> {
        if !tokens.first().is_some_and(|first| self.openers.may_have(first.folded.hash())) {
            return None;
        }
        let mut node = 0;
        let mut best = None;
        for (n, token) in tokens.iter().enumerate() {
            if !self.nodes[node as usize].goes_on
                || matches!(token.kind, Kind::Newline | Kind::Opaque | Kind::Date)
                || (n > 0 && token.tabbed)
            {
                break;
            }
            match self.edges.get(&edge(node, token.folded.hash())) {
                None => break,
                Some(&next) => node = next,
            }
            // A term ends at a word's end: «млрд» does not begin in «млрдов», which is one token anyway.
            let Node { count, wants_letters, .. } = self.nodes[node as usize];
            if count > 0
                && (!wants_letters || self.written(text, &tokens[..=n], node).next().is_some())
            {
                best = Some(Match { tokens: n + 1, term: node });
            }
        }
        best
    }

    /// The meanings of a term as it is written at `tokens`.
    pub(super) fn senses<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
        term: u32,
    ) -> impl Iterator<Item = Sense> + 'a {
        self.written(text, tokens, term).map(|entry| entry.sense)
    }

    fn written<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
        node: u32,
    ) -> impl Iterator<Item = &'a Entry> + 'a {
        let Node { first, count, .. } = self.nodes[node as usize];
        let entries = &self.entries[first as usize..first as usize + count as usize];
        entries.iter().filter(move |entry| match entry.capital {
            Capital::Any => true,
            Capital::Initial => tokens
                .iter()
                .find(|t| t.kind == Kind::Word)
                .is_some_and(|t| t.letters != Letters::Lower),
            Capital::Exact => exact(text, tokens) == entry.exact,
        })
    }

    /// The currencies that a word for money can mean, likeliest first.
    pub(super) fn currencies(&self, list: CurrencyList) -> &[CurrencyCode] {
        &self.currencies[list.first as usize..list.first as usize + list.count as usize]
    }
}

impl Openers {
    /// Eight bits and more for a word, so that few others meet a set one, and all stay near the processor.
    fn of(words: Vec<u64>) -> Self {
        let mut openers = Self { bits: vec![0; (words.len() / 8).next_power_of_two()] };
        for word in words {
            let (place, bit) = openers.place(word);
            openers.bits[place] |= bit;
        }
        openers
    }

    fn place(&self, word: u64) -> (usize, u64) {
        let place = (word >> 20) as usize & (self.bits.len() - 1);
        (place, 1 << (word >> 58))
    }

    #[inline]
    fn may_have(&self, word: u64) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let (place, bit) = self.place(word);
        self.bits[place] & bit != 0
    }
}

/// The hash of the letters as written, apostrophes aside.
fn exact(text: &str, tokens: &[Token]) -> u64 {
    tokens.iter().fold(0, |hash: u64, token| hash.rotate_left(5) ^ fold::exactly(token.text(text)))
}
