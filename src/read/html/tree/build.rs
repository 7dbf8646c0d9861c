//! The building of a page's tree within bounds, since pages are written by anyone: the depth, beyond which tags are passed
//! over and their text stays, the number of nodes, and what attributes may cost.

use super::sink::Sink;
use super::{Id, Tree};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// The deepest that elements nest. Pages laid out with tables in tables come to a hundred; the time of the parser grows with
/// length times depth.
const DEEPEST: u32 = 256;

/// The most nodes of a page, at about a hundred bytes each. The largest tables of statistical offices have a tenth of them.
const MOST_NODES: usize = 3_000_000;

/// The most that attributes may cost. The parser compares each of an element with all before it, so that their cost is the
/// square of their number: this is one element with thirty thousand, or a million with thirty.
const MOST_COMPARED: u64 = 1 << 30;

/// The bytes that the parser is given at once. A piece of text keeps its whole chunk in memory.
const CHUNK: usize = 1 << 14;

impl Tree {
    /// The most nodes that a page may have.
    pub(in crate::read::html) const MOST_NODES: usize = MOST_NODES;

    /// Builds the tree of a page. `None` when it has more nodes than a page may have.
    pub(in crate::read::html) fn parse(html: &str) -> Option<Self> {
        let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
        let tokenizer = Tokenizer::new(Guard::new(builder), TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut rest = html;
        while !rest.is_empty() {
            let mut end = CHUNK.min(rest.len());
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (chunk, later) = rest.split_at(end);
            rest = later;
            queue.push_back(StrTendril::from(chunk));
            // A script that ends hands over to whoever runs scripts; here, nobody does.
            while let TokenizerResult::Script(_) | TokenizerResult::EncodingIndicator(_) =
                tokenizer.feed(&queue)
            {}
            let guard = &tokenizer.sink;
            let unfinished = guard.unfinished(chunk);
            if guard.builder.sink.nodes.borrow().len() > MOST_NODES
                || guard.compared.get() + unfinished * unfinished > MOST_COMPARED
            {
                return None;
            }
        }
        tokenizer.end();
        Some(Self { nodes: tokenizer.sink.builder.sink.nodes.into_inner() })
    }
}

/// Stands between tokenizer and tree builder: lets through what the tree can bear.
struct Guard {
    builder: TreeBuilder<Id, Sink>,
    /// How many attributes were compared with each other.
    compared: Cell<u64>,
    /// Whether something was read since the last chunk.
    moved: Cell<bool>,
    /// The attributes that an element may have whose tag has no end so far.
    unfinished: Cell<u64>,
}

impl Guard {
    fn new(builder: TreeBuilder<Id, Sink>) -> Self {
        let (compared, moved, unfinished) = (Cell::new(0), Cell::new(false), Cell::new(0));
        Self { builder, compared, moved, unfinished }
    }

    /// The attributes of a tag that goes on through whole chunks: no more than it has blanks and signs of equality. A picture
    /// in an attribute has next to none.
    fn unfinished(&self, chunk: &str) -> u64 {
        if self.moved.take() {
            self.unfinished.set(0);
        } else {
            let more =
                chunk.bytes().filter(|b| matches!(b, b'=' | b' ' | b'\n' | b'/')).count() as u64;
            self.unfinished.set(self.unfinished.get() + more);
        }
        self.unfinished.get()
    }
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        self.moved.set(true);
        let token = match token {
            Token::TagToken(mut tag) => {
                let attributes = tag.attrs.len() as u64;
                self.compared.set(self.compared.get() + attributes * attributes);
                if tag.kind == TagKind::EndTag {
                    return self.builder.process_token(Token::TagToken(tag), line);
                }
                if self.builder.sink.depth.get() >= DEEPEST {
                    return TokenSinkResult::Continue;
                }
                keep_attributes(&mut tag);
                Token::TagToken(tag)
            }
            Token::NullCharacterToken => return TokenSinkResult::Continue,
            other => other,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The attributes that somebody reads.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "charset",
    "class",
    "colspan",
    "content",
    "datetime",
    "encoding",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "rowspan",
    "start",
    "style",
    "type",
    "value",
];

/// The elements of which the parser remembers every one that is open and differs from the others, and looks through them at
/// each word: without attributes they do not differ.
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

fn keep_attributes(tag: &mut Tag) {
    if tag.attrs.is_empty() {
        return;
    }
    if FORMATTING.contains(&&*tag.name) {
        tag.attrs.clear();
    }
    tag.attrs.retain(|a| ATTRIBUTES.binary_search(&&*a.name.local).is_ok());
}
