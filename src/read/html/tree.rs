//! The tree of a web page, as a browser would build it: nodes in one list, linked by their places in it.
//!
//! html5ever builds it, within the bounds of [`build`]. Attributes that nobody reads are not kept.

mod build;
mod sink;

use super::elements::Kind;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

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
    Element(Element),
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
    kind: Kind,
    attributes: Vec<Attribute>,
}

impl Element {
    fn new(name: QualName, kind: Kind, attributes: Vec<Attribute>) -> Self {
        Self { name, kind, attributes }
    }

    /// What it is by its name.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

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

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: NONE, first: NONE, last: NONE, before: NONE, after: NONE, depth: 0, data }
    }
}

impl Tree {
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
        let mut gap = false;
        for id in self.below(root) {
            if words.len() > enough {
                break;
            }
            match self.data(id) {
                Data::Text(text) => {
                    for (number, word) in text.split(char::is_whitespace).enumerate() {
                        gap |= number > 0;
                        if word.is_empty() {
                            continue;
                        }
                        if std::mem::take(&mut gap) && !words.is_empty() {
                            words.push(' ');
                        }
                        words.push_str(word);
                    }
                }
                Data::Element(e) => gap |= e.name() == "br" || self.is_apart(id),
                _ => {}
            }
        }
        words
    }

    /// Whether an element that stands within a line begins apart from the one before it: of two spans that touch, the first
    /// ends in a small letter and the second begins with a capital, as a headline and its second line do.
    pub(super) fn is_apart(&self, id: Id) -> bool {
        let before = some(self.nodes[id as usize].before);
        let Some(before) = before.filter(|&b| self.name(b) == "span" && self.name(id) == "span")
        else {
            return false;
        };
        let first = self.below(id).find_map(|id| self.words(id)?.chars().next());
        let last = self.below(before).filter_map(|id| self.words(id)?.chars().next_back()).last();
        last.is_some_and(char::is_lowercase) && first.is_some_and(char::is_uppercase)
    }

    /// Whether no text stands below a node.
    pub(super) fn is_blank(&self, root: Id) -> bool {
        self.below(root).filter_map(|id| self.words(id)).all(|text| text.trim().is_empty())
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}
