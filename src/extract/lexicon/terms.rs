//! Words and phrases with their meanings, found in one step a word: a tree whose branches are hashes of folded words.
//!
//! What a meaning is, is left to whoever fills it.

use super::Capital;
use crate::extract::fold::{self, Hash};
use crate::extract::token::{self, Kind, Letters, Token};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// One meaning of a term.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Entry<M> {
    meaning: M,
    capital: Capital,
    /// The hash of the exact letters, for [`Capital::Exact`].
    exact: u64,
}

/// The terms of one vocabulary.
pub(in crate::extract) struct Terms<M> {
    /// Where a word leads from a node, by the hash of both.
    edges: HashMap<u64, u32, BuildHasherDefault<Hash>>,
    openers: Openers,
    nodes: Vec<Node>,
    entries: Vec<Entry<M>>,
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
pub(in crate::extract) struct Match {
    /// How many tokens the term takes.
    pub(in crate::extract) tokens: usize,
    /// Its meanings, for [`Terms::meanings`].
    pub(in crate::extract) term: u32,
}

/// Forms with their meanings, on the way to become [`Terms`].
pub(super) struct Filling<M> {
    terms: Terms<M>,
    meanings: Vec<(u32, Entry<M>)>,
    openers: Vec<u64>,
    tokens: Vec<Token>,
}

impl<M: Copy> Filling<M> {
    pub(super) fn new() -> Self {
        Self {
            terms: Terms::empty(),
            meanings: Vec::new(),
            openers: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// Adds a form with one meaning; a form may come again with another.
    pub(super) fn add(&mut self, form: &str, meaning: M, capital: Capital) {
        let (terms, tokens) = (&mut self.terms, &mut self.tokens);
        tokens.clear();
        token::split(form, tokens);
        let exact = exact(form, tokens);
        let mut node = 0;
        for token in &*tokens {
            if node == 0 {
                self.openers.push(token.folded.hash());
            }
            let edge = edge(node, token.folded.hash());
            let fresh = u32::try_from(terms.nodes.len()).unwrap_or(u32::MAX);
            terms.nodes[node as usize].goes_on = true;
            node = *terms.edges.entry(edge).or_insert(fresh);
            if node == fresh {
                terms.nodes.push(Node::default());
            }
        }
        self.meanings.push((node, Entry { meaning, capital, exact }));
    }

    pub(super) fn done(self) -> Terms<M> {
        let Self { mut terms, mut meanings, mut openers, .. } = self;
        meanings.sort_by_key(|&(node, _)| node);
        for (node, entry) in meanings {
            let place = u32::try_from(terms.entries.len()).unwrap_or(u32::MAX);
            let node = &mut terms.nodes[node as usize];
            if node.count == 0 {
                node.first = place;
            }
            node.count += 1;
            node.wants_letters |= entry.capital != Capital::Any;
            terms.entries.push(entry);
        }
        openers.sort_unstable();
        openers.dedup();
        terms.openers = Openers::of(openers);
        terms
    }
}

impl<M: Copy> Terms<M> {
    pub(super) fn empty() -> Self {
        Self {
            edges: HashMap::default(),
            openers: Openers::default(),
            nodes: vec![Node::default()],
            entries: Vec::new(),
        }
    }

    /// The longest term that begins at `tokens[0]` and means something as it is written there.
    pub(in crate::extract) fn longest(&self, text: &str, tokens: &[Token]) -> Option<Match> {
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

    /// Whether a term can begin with a word of this hash; most words begin none, and a bit tells.
    #[inline]
    pub(in crate::extract) fn may_begin(&self, word: &Token) -> bool {
        self.openers.may_have(word.folded.hash())
    }

    /// The meanings of a term as it is written at `tokens`.
    pub(in crate::extract) fn meanings<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
        term: u32,
    ) -> impl Iterator<Item = M> + 'a {
        self.written(text, tokens, term).map(|entry| entry.meaning)
    }

    fn written<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
        node: u32,
    ) -> impl Iterator<Item = &'a Entry<M>> + 'a {
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
