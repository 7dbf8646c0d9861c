//! What the styles of a document say of its paragraphs: which are headings, lists, captions, contents, hidden.

use super::draft::Kind;
use super::xml::{self, Element, Node};
use std::collections::BTreeMap;

/// How far a style is followed to what it is based on; a circle ends there too.
const CHAIN: usize = 12;

/// The styles of a document by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// One of them: what it says itself, or what it says with all that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) based_on: Option<String>,
    /// What kind of paragraph it makes.
    pub(super) kind: Option<Kind>,
    /// A line of the table of contents, with the number of a page.
    pub(super) is_contents: bool,
    /// The list it belongs to, and at which level from 0.
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
}

impl Style {
    /// Takes over what the style is by the name that the program gives it.
    pub(super) fn named(&mut self, name: &str) {
        let name = name.to_lowercase().replace("_20_", " ");
        let number = |prefix: &str| {
            let level = name.strip_prefix(prefix)?.trim();
            level.parse::<usize>().ok().filter(|n| (1..=10).contains(n))
        };
        if let Some(level) = number("heading ") {
            self.kind = Some(Kind::Heading(level));
        } else if name == "title" {
            self.kind = Some(Kind::Title);
        } else if name == "caption" {
            self.kind = Some(Kind::Caption);
        }
        self.is_contents = number("toc ").or(number("contents ")).or(number("index ")).is_some()
            || matches!(name.as_str(), "table of figures" | "toc heading" | "contents heading");
    }
}

impl Styles {
    pub(super) fn add(&mut self, id: String, style: Style) {
        self.by_id.insert(id, style);
    }

    /// What a paragraph of this style is.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Style {
        let mut whole = Style::default();
        let mut next = id.or(self.default.as_deref());
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            whole.kind = whole.kind.or_else(|| style.kind.clone());
            whole.is_contents |= style.is_contents;
            whole.list = whole.list.or_else(|| style.list.clone());
            whole.level = whole.level.or(style.level);
            whole.hidden = whole.hidden.or(style.hidden);
            whole.raised = whole.raised.or(style.raised);
            next = style.based_on.as_deref();
        }
        whole
    }

    /// Whether words of this style stand above the line.
    pub(super) fn is_raised(&self, id: &str) -> bool {
        self.of_paragraph(Some(id)).raised == Some(true)
    }

    /// Whether words of this style are hidden.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.of_paragraph(Some(id)).hidden == Some(true)
    }
}

/// Reads the part `styles.xml` of a DOCX.
pub(super) fn of_word(source: &str) -> Result<Styles, String> {
    let mut styles = Styles::default();
    let mut style: Option<(String, Style)> = None;
    let mut depth = 0;
    xml::read(source, |node| match node {
        Node::Open(element) => {
            depth += 1;
            if element.name() == "style" {
                let id = element.get("styleId").unwrap_or_default();
                let is_default = element.get("default").is_some_and(|d| d == "1" || d == "true");
                if is_default && element.get("type").is_some_and(|kind| kind == "paragraph") {
                    styles.default = Some(id.clone());
                }
                style = Some((id, Style::default()));
                depth = 0;
            } else if let Some((_, style)) = &mut style {
                of_word_property(&element, style);
            }
        }
        Node::Close if depth == 0 => {
            if let Some((id, style)) = style.take() {
                styles.add(id, style);
            }
        }
        Node::Close => depth -= 1,
        Node::Words(_) => {}
    })?;
    Ok(styles)
}

fn of_word_property(element: &Element<'_>, style: &mut Style) {
    let value = element.get("val");
    match element.name() {
        "name" => style.named(&value.unwrap_or_default()),
        "basedOn" => style.based_on = value,
        "numId" => style.list = value,
        "ilvl" => style.level = element.number("val"),
        "outlineLvl" => {
            let level = element.number("val").filter(|n| *n < 9);
            style.kind = style.kind.take().or(level.map(|n| Kind::Heading(n + 1)));
        }
        "vanish" => style.hidden = Some(value.is_none_or(|v| v != "0" && v != "false")),
        _ => {}
    }
}
