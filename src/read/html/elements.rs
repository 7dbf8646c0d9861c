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

/// Whether an element stands within a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.binary_search(&name).is_ok()
}

/// Whether nothing of an element is read: it is of a kind without prose, or nobody sees it.
pub(super) fn is_silent(element: &Element) -> bool {
    SILENT.binary_search(&element.name()).is_ok()
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
    for id in tree.below(table) {
        match tree.name(id) {
            "table" if id != table => return false,
            "caption" | "thead" | "th" => return true,
            "tr" => rows += 1,
            "td" => {
                cells += 1;
                let text = tree.text_up_to(id, 200);
                long += usize::from(text.chars().count() > 120);
                numbers += usize::from(text.contains(|c: char| c.is_ascii_digit()));
            }
            _ => {}
        }
    }
    rows >= 2 && cells >= 2 * rows && long * 10 <= cells && numbers * 4 >= cells
}
