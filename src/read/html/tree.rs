//! The tree of a web page, as a browser would build it: nodes in one list, linked by their places in it.
//!
//! html5ever builds it. What the page may ask of it is bounded here, since pages are written by anyone: the depth, beyond
//! which tags are passed over and their text stays, and the number of nodes. Attributes that nobody reads are not kept.

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

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

/// The place of a node in its tree.
pub(super) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    parent: Id,
    first: Id,
    last: Id,
    before: Id,
    after: Id,
    depth: u32,
    data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The root.
    Document,
    /// An element.
    Element(Box<Element>),
    /// Text, with its references read.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
    /// An instruction or the contents of a template: nothing to read.
    Nothing,
}

/// An element: its name in small letters and the attributes that are kept.
#[derive(Debug)]
pub(super) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

impl Element {
    /// Its name: "p".
    pub(super) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute, without blanks around it.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| &*a.name.local == name).map(|a| a.value.trim())
    }
}

/// A step of a walk through a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A node begins; its children follow.
    Open(Id),
    /// All of its children were seen.
    Close(Id),
}

/// A walk through a node and what is below it, in the order of the page. Its stack is the tree itself.
#[derive(Debug)]
pub(super) struct Walk<'t> {
    tree: &'t Tree,
    root: Id,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Passes over what is below the node that was opened last.
    pub(super) fn pass(&mut self, id: Id) {
        self.next = Some(Step::Close(id));
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Open(id) => Some(self.tree.first(id).map_or(Step::Close(id), Step::Open)),
            Step::Close(id) if id == self.root => None,
            Step::Close(id) => Some(match self.tree.after(id) {
                Some(after) => Step::Open(after),
                None => Step::Close(self.tree.nodes[id as usize].parent),
            }),
        };
        Some(step)
    }
}

impl Tree {
    /// Builds the tree of a page. `None` when it has more nodes than a page may have.
    pub(super) fn parse(html: &str) -> Option<Self> {
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

    /// The most nodes that a page may have.
    pub(super) const MOST_NODES: usize = MOST_NODES;

    /// The root.
    pub(super) const ROOT: Id = 0;

    /// How many nodes there are; their places are smaller.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What a node is.
    pub(super) fn data(&self, id: Id) -> &Data {
        &self.nodes[id as usize].data
    }

    /// The element at a place.
    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        match self.data(id) {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text at a place, not below it.
    pub(super) fn words(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name of the element at a place, "" where there is none.
    pub(super) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", Element::name)
    }

    /// The first child.
    pub(super) fn first(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].first)
    }

    /// The next child of the same parent.
    pub(super) fn after(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].after)
    }

    /// What it is in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    /// What it is in, the nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// Its children.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first(id), |&id| self.after(id))
    }

    /// A walk through a node and what is below it.
    pub(super) fn walk(&self, root: Id) -> Walk<'_> {
        Walk { tree: self, root, next: Some(Step::Open(root)) }
    }

    /// The nodes below one and itself, in the order of the page.
    pub(super) fn below(&self, root: Id) -> impl Iterator<Item = Id> {
        self.walk(root).filter_map(|step| match step {
            Step::Open(id) => Some(id),
            Step::Close(_) => None,
        })
    }

    /// All text below a node, on one line.
    pub(super) fn text(&self, root: Id) -> String {
        self.text_up_to(root, usize::MAX)
    }

    /// The text below a node, on one line; where it is longer than `enough` bytes, at least its beginning.
    pub(super) fn text_up_to(&self, root: Id, enough: usize) -> String {
        let mut words = String::new();
        for id in self.below(root) {
            if words.len() > enough {
                break;
            }
            match self.data(id) {
                Data::Text(text) => words.push_str(text),
                Data::Element(e) if e.name() == "br" => words.push(' '),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
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
    if FORMATTING.contains(&&*tag.name) {
        tag.attrs.clear();
    }
    tag.attrs.retain(|a| ATTRIBUTES.binary_search(&&*a.name.local).is_ok());
}

/// Where html5ever puts what it builds.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the element is that was opened last and not yet closed.
    depth: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let document = Node::new(Data::Document);
        Self { nodes: RefCell::new(vec![document]), depth: Cell::new(0) }
    }
}

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: NONE, first: NONE, last: NONE, before: NONE, after: NONE, depth: 0, data }
    }
}

impl Sink {
    fn create(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data));
        Id::try_from(nodes.len() - 1).unwrap_or(NONE)
    }

    /// The node of a text or an element that is to be placed; text joins `neighbour` where that is text too.
    fn node(&self, child: NodeOrText<Id>, neighbour: Id) -> Option<Id> {
        match child {
            NodeOrText::AppendNode(id) => Some(id),
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                if let Some(Node { data: Data::Text(before), .. }) =
                    nodes.get_mut(neighbour as usize)
                {
                    before.push_tendril(&text);
                    return None;
                }
                drop(nodes);
                Some(self.create(Data::Text(text)))
            }
        }
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let Node { parent, before, after, .. } = nodes[id as usize];
        if parent == NONE {
            return;
        }
        match before {
            NONE => nodes[parent as usize].first = after,
            _ => nodes[before as usize].after = after,
        }
        match after {
            NONE => nodes[parent as usize].last = before,
            _ => nodes[after as usize].before = before,
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
    }

    /// Places a node that is nowhere yet below `parent`, before `after` or as its last.
    fn place(&self, id: Id, parent: Id, after: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let before = match after {
            NONE => std::mem::replace(&mut nodes[parent as usize].last, id),
            _ => std::mem::replace(&mut nodes[after as usize].before, id),
        };
        match before {
            NONE => nodes[parent as usize].first = id,
            _ => nodes[before as usize].after = id,
        }
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[id as usize];
        (node.parent, node.before, node.after, node.depth) = (parent, before, after, depth);
        if matches!(node.data, Data::Element(_)) {
            self.depth.set(depth);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Self::ElemName<'a> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].data {
            Data::Element(element) => &element.name,
            // html5ever asks for names of elements only.
            _ => nameless(),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.create(Data::Element(Box::new(Element { name, attributes: attrs })))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.create(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.create(Data::Nothing)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let last = self.nodes.borrow()[*parent as usize].last;
        if let Some(id) = self.node(child, last) {
            self.detach(id);
            self.place(id, *parent, NONE);
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let placed = self.nodes.borrow()[*element as usize].parent != NONE;
        if placed {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.nodes.borrow()[*node as usize].depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        // What a template holds is no part of the page; the article leaves templates out with what is in them.
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let before = self.nodes.borrow()[*sibling as usize].before;
        if let Some(id) = self.node(child, before) {
            self.detach(id);
            let parent = self.nodes.borrow()[*sibling as usize].parent;
            if parent != NONE {
                self.place(id, parent, *sibling);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Data::Element(element) = &mut nodes[*target as usize].data {
            for attribute in attrs {
                if element.attributes.iter().all(|a| a.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            if first == NONE {
                return;
            }
            self.detach(first);
            self.place(first, *new_parent, NONE);
        }
    }

    fn allow_declarative_shadow_roots(&self, _: &Id) -> bool {
        false
    }
}

/// The name of what is no element.
fn nameless() -> &'static QualName {
    static NAME: std::sync::LazyLock<QualName> = std::sync::LazyLock::new(|| {
        QualName::new(None, html5ever::Namespace::default(), LocalName::default())
    });
    &NAME
}
