//! What the elements of HTML are, for reading: which begin a line, which hold nothing that is read.

use super::tree::{Element, Id, Tree};

/// Elements that stand within a line. All others, also those that a page makes up, begin a new one.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements without prose: what programs read, what people press, pictures, and what leads elsewhere.
const SILENT: &[&str] = &[
    "applet", "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset",
    "frameset", "head", "iframe", "img", "input", "link", "map", "menu", "meta", "meter", "nav",
    "noframes", "noscript", "object", "optgroup", "option", "picture", "progress", "rp", "rt",
    "script", "select", "source", "style", "svg", "template", "textarea", "title", "track",
    "video",
];

/// What an element does for people who hear a page, and is no article.
const ROLES: &[&str] = &[
    "alert",
    "alertdialog",
    "banner",
    "button",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
    "tooltip",
];

/// Elements that are parts of an article and cannot hold one: a paragraph, a row.
const PARTS: &[&str] = &[
    "blockquote",
    "caption",
    "dd",
    "dl",
    "dt",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "html",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// What an element is by its name. It is told once, when the tree is built, since every step of a walk asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Kind(u8);

impl Kind {
    const INLINE: u8 = 1;
    const SILENT: u8 = 1 << 1;
    const PART: u8 = 1 << 2;
    const CELL: u8 = 1 << 3;

    /// The kind of what has a name, in small letters.
    pub(super) fn of(name: &str) -> Self {
        let among =
            |names: &[&str], kind| if names.binary_search(&name).is_ok() { kind } else { 0 };
        let cell = if matches!(name, "td" | "th") { Self::CELL } else { 0 };
        Self(
            among(INLINE, Self::INLINE)
                | among(SILENT, Self::SILENT)
                | among(PARTS, Self::PART)
                | cell,
        )
    }

    /// Whether it stands within a line.
    pub(super) fn is_inline(self) -> bool {
        self.0 & Self::INLINE != 0
    }

    /// Whether it can hold an article.
    pub(super) fn is_container(self) -> bool {
        self.0 & (Self::INLINE | Self::PART) == 0
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        self.0 & Self::CELL != 0
    }

    fn is_silent(self) -> bool {
        self.0 & Self::SILENT != 0
    }
}

/// Whether nothing of an element is read: it is of a kind without prose, or nobody sees it.
pub(super) fn is_silent(element: &Element) -> bool {
    element.kind().is_silent()
        || element.get("role").is_some_and(|role| ROLES.contains(&role))
        || is_hidden(element)
}

fn is_hidden(element: &Element) -> bool {
    if element.get("hidden").is_some() || element.get("aria-hidden") == Some("true") {
        return true;
    }
    let Some(style) = element.get("style") else { return false };
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(300).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether an element is a link. Links to `#` are pressed like others.
pub(super) fn is_link(element: &Element) -> bool {
    element.name() == "a" && element.get("href").is_some()
}

/// "h1" to "h6".
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a table holds data, rather than the columns of a page as people laid them out before there was CSS: it says so,
/// or its cells are many and short.
pub(super) fn is_data_table(tree: &Tree, table: Id) -> bool {
    let (mut cells, mut rows, mut long, mut numbers) = (0, 0, 0, 0);
    let mut cell = Length::default();
    for id in tree.below(table) {
        if let Some(text) = tree.words(id) {
            cell.read(text);
            continue;
        }
        let Some(element) = tree.element(id) else { continue };
        match element.name() {
            "table" if id != table => return false,
            "caption" | "thead" | "th" => return true,
            "tr" => rows += 1,
            "td" => {
                cells += 1;
                long += usize::from(cell.is_long());
                numbers += usize::from(cell.digits);
                cell = Length::default();
            }
            _ => {}
        }
    }
    long += usize::from(cell.is_long());
    numbers += usize::from(cell.digits);
    rows >= 2 && cells >= 2 * rows && long * 10 <= cells && numbers * 4 >= cells
}

/// How much stands in a cell.
#[derive(Default)]
struct Length {
    letters: usize,
    digits: bool,
}

impl Length {
    /// The letters of a sentence; labels and numbers have fewer.
    const LONG: usize = 100;

    fn read(&mut self, text: &str) {
        if !self.is_long() {
            self.letters += text.chars().filter(|c| !c.is_whitespace()).count();
            self.digits |= text.bytes().any(|b| b.is_ascii_digit());
        }
    }

    fn is_long(&self) -> bool {
        self.letters > Self::LONG
    }
}
