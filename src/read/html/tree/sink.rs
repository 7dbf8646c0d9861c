//! Where html5ever puts what it builds: nodes are made, placed, moved and taken away.

use super::super::elements::Kind;
use super::{Data, Element, Id, NONE, Node, Tree};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Where html5ever puts what it builds.
pub(super) struct Sink {
    pub(super) nodes: RefCell<Vec<Node>>,
    /// How deep the element is that was opened last and not yet closed.
    pub(super) depth: Cell<u32>,
    /// What the first elements of each name are: a page has some thirty names.
    kinds: RefCell<Vec<(LocalName, Kind)>>,
}

/// The most names whose kinds are remembered: a page may make up more of its own.
const MOST_NAMES: usize = 64;

impl Default for Sink {
    fn default() -> Self {
        let document = Node::new(Data::Document);
        Self {
            nodes: RefCell::new(vec![document]),
            depth: Cell::new(0),
            kinds: RefCell::new(Vec::with_capacity(MOST_NAMES)),
        }
    }
}

impl Sink {
    fn create(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data));
        Id::try_from(nodes.len() - 1).unwrap_or(NONE)
    }

    fn kind(&self, name: &LocalName) -> Kind {
        let mut kinds = self.kinds.borrow_mut();
        if let Some((_, kind)) = kinds.iter().find(|(known, _)| known == name) {
            return *kind;
        }
        let kind = Kind::of(name);
        if kinds.len() < MOST_NAMES {
            kinds.push((name.clone(), kind));
        }
        kind
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
        let kind = self.kind(&name.local);
        self.create(Data::Element(Element::new(name, kind, attrs)))
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
