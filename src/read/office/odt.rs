//! The text of an ODT (OpenDocument): packed, or as one file of XML (FODT). Deletions that are kept beside the text,
//! annotations, tables of contents and hidden sections are out.

use super::draft::{Draft, Kind};
use super::lists::{LEVELS, Level, Lists, Mark};
use super::signs;
use super::styles::{Style, Styles};
use super::xml::{self, Element, Node};
use crate::read::Page;

/// Elements that are passed over with all that is in them.
const PASSED_OVER: &[&str] = &[
    "tracked-changes",
    "annotation",
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "alphabetical-index",
    "bibliography",
    "note-citation",
    "ruby-text",
    "forms",
    "desc",
    "title",
    "binary-data",
    "event-listeners",
    "scripts",
    "master-styles",
    "font-face-decls",
    "settings",
    "object",
];

/// How often a row or cell that says it stands many times is written.
const REPEATED: usize = 100;

/// Reads the text of a document: the parts that say its styles, then the one that says its content. `said`: its title by
/// its properties. An error is in words.
pub(super) fn page(parts: &[&str], said: Option<String>) -> Result<Page, String> {
    let mut reader = Reader::default();
    for part in parts {
        reader.read(part)?;
    }
    Ok(reader.draft.finish(said))
}

/// The title of the part `meta.xml`.
pub(super) fn title(source: &str) -> Option<String> {
    let (mut title, mut inside) = (String::new(), false);
    // Broken properties spoil no text.
    let _ = xml::read(source, |node| match node {
        Node::Open(element) => inside = element.name() == "title" && title.is_empty(),
        Node::Close => inside = false,
        Node::Words(words) if inside => title.push_str(&words),
        Node::Words(_) => {}
    });
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}

/// What an open element is to us.
#[derive(Clone, Debug, Default)]
enum Tag {
    Body,
    Paragraph(Option<String>),
    Heading(usize),
    List,
    Item,
    Table,
    Row(usize),
    /// The columns it covers, how often it stands there, and whether it is covered by one above.
    Cell(usize, usize, bool),
    Box,
    Note,
    /// Words above the line.
    Raised,
    Style(String, Style),
    ListStyle(String, [Level; LEVELS]),
    /// A style's properties of text, which may hide it.
    #[default]
    Other,
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    lists: Lists,
    draft: Draft,
    open: Vec<Tag>,
    skipped: usize,
    in_body: bool,
    /// The body has begun, and with it the text may.
    has_body: bool,
    /// How deep in words above the line.
    raised: usize,
    /// How deep in paragraphs: what stands between them is no text.
    in_paragraph: usize,
    /// The lists that are open: the style of each.
    in_lists: Vec<String>,
    /// The mark is still to come for the item's first paragraph.
    marked: bool,
    /// How many columns to the right the last cell of the row covers still.
    covers: usize,
}

impl Reader {
    fn read(&mut self, source: &str) -> Result<(), String> {
        let read = xml::read(source, |node| match node {
            Node::Open(_) if self.skipped > 0 => self.skipped += 1,
            Node::Close if self.skipped > 0 => self.skipped -= 1,
            Node::Words(_) if self.skipped > 0 => {}
            Node::Open(element) => self.open(&element),
            Node::Close => self.close(),
            Node::Words(words) => self.words(&words),
        });
        read.map_err(|error| format!("is damaged ({error}); save it once more"))
    }

    /// White space is one blank, and none at the beginning, as the format says; blanks that count are elements.
    fn words(&mut self, words: &str) {
        if !self.in_body || self.in_paragraph == 0 {
            return;
        }
        for (number, word) in words.split([' ', '\t', '\n', '\r']).enumerate() {
            if number > 0 && !self.draft.ends_with_blank() {
                self.draft.text(" ");
            }
            self.draft.text(&if self.raised > 0 { signs::raised(word) } else { word.into() });
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        let hidden = (name == "section" && element.get("display").is_some_and(|d| d == "none"))
            || (name == "span"
                && element.get("style-name").is_some_and(|style| self.styles.is_hidden(&style)))
            || (name.starts_with("hidden-")
                && element.get("is-hidden").is_some_and(|h| h == "true"));
        // What the cell to the left covers is written with that cell.
        let covered = name == "covered-table-cell" && self.covers > 0;
        if covered {
            let columns = element.number("number-columns-repeated").unwrap_or(1);
            self.covers = self.covers.saturating_sub(columns);
        }
        if hidden || covered || PASSED_OVER.contains(&name) {
            self.skipped = 1;
            return;
        }
        let tag =
            if self.in_body { self.opened(name, element) } else { self.styled(name, element) };
        self.open.push(tag);
    }

    /// An element of the content.
    fn opened(&mut self, name: &str, element: &Element<'_>) -> Tag {
        match name {
            "p" | "h" => {
                self.in_paragraph += 1;
                if name == "h" {
                    return Tag::Heading(element.number("outline-level").unwrap_or(1));
                }
                Tag::Paragraph(element.get("style-name"))
            }
            "span" if element.get("style-name").is_some_and(|s| self.styles.is_raised(&s)) => {
                self.raised += 1;
                Tag::Raised
            }
            "s" => {
                let blanks = element.number("c").unwrap_or(1).min(200);
                self.draft.text(&" ".repeat(blanks));
                Tag::Other
            }
            "tab" => {
                self.draft.tab();
                Tag::Other
            }
            "line-break" => {
                self.draft.line_break();
                Tag::Other
            }
            "list" => {
                self.begin_list(element);
                Tag::List
            }
            "list-item" => {
                self.marked = true;
                if let (Some(start), Some(list)) =
                    (element.number("start-value"), self.in_lists.last())
                {
                    let level = self.in_lists.len() - 1;
                    self.lists.restart(list, level, start.checked_sub(1));
                }
                Tag::Item
            }
            "table" => {
                self.draft.begin_table();
                Tag::Table
            }
            "table-row" => {
                self.covers = 0;
                Tag::Row(element.number("number-rows-repeated").unwrap_or(1).min(REPEATED))
            }
            "table-cell" => {
                let columns = element.number("number-columns-spanned").unwrap_or(1).max(1);
                self.covers = columns - 1;
                self.begin_cell(element, columns, false)
            }
            "covered-table-cell" => self.begin_cell(element, 1, true),
            "text-box" => {
                self.draft.begin_aside();
                Tag::Box
            }
            "note-body" => {
                self.draft.begin_aside();
                Tag::Note
            }
            _ => Tag::Other,
        }
    }

    fn begin_cell(&mut self, element: &Element<'_>, columns: usize, from_above: bool) -> Tag {
        self.draft.begin_cell();
        let repeated = element.number("number-columns-repeated").unwrap_or(1).clamp(1, REPEATED);
        Tag::Cell(columns, repeated, from_above)
    }

    fn begin_list(&mut self, element: &Element<'_>) {
        // A list within a list has the style of the outer one.
        let outer = self.in_lists.last().cloned();
        let style = element.get("style-name").or(outer).unwrap_or_default();
        let goes_on = element.get("continue-numbering").is_some_and(|c| c == "true")
            || element.get("continue-list").is_some();
        if self.in_lists.is_empty() && !goes_on {
            self.lists.restart(&style, 0, None);
        }
        if self.in_lists.len() < LEVELS * LEVELS {
            self.in_lists.push(style);
        }
    }

    /// An element before the content.
    fn styled(&mut self, name: &str, element: &Element<'_>) -> Tag {
        match name {
            "body" => {
                self.has_body = true;
                Tag::Other
            }
            "text" if self.has_body => {
                self.in_body = true;
                Tag::Body
            }
            "style" => {
                let style_name = element.get("name").unwrap_or_default();
                let mut style =
                    Style { based_on: element.get("parent-style-name"), ..Style::default() };
                style.named(&style_name);
                style.list = element.get("list-style-name").filter(|name| !name.is_empty());
                Tag::Style(style_name, style)
            }
            "text-properties" => {
                if let Some(Tag::Style(_, style)) = self.open.last_mut() {
                    style.hidden = element.get("display").map(|display| display == "none");
                    let position = element.get("text-position");
                    style.raised = position.map(|position| {
                        let percent = position.trim().split('%').next().unwrap_or_default();
                        position.starts_with("super")
                            || percent.parse::<f64>().is_ok_and(|p| p > 0.0)
                    });
                }
                Tag::Other
            }
            "list-style" => {
                Tag::ListStyle(element.get("name").unwrap_or_default(), Default::default())
            }
            "list-level-style-bullet" | "list-level-style-number" | "list-level-style-image" => {
                if let Some(Tag::ListStyle(_, levels)) = self.open.last_mut() {
                    let at = element.number("level").unwrap_or(1).clamp(1, LEVELS) - 1;
                    let start = element.number("start-value").unwrap_or(1);
                    let mark = if name.ends_with("number") {
                        mark(&element.get("num-format").unwrap_or_default())
                    } else {
                        Mark::Dash
                    };
                    levels[at] = Level { mark, start };
                }
                Tag::Other
            }
            _ => Tag::Other,
        }
    }

    fn close(&mut self) {
        match self.open.pop().unwrap_or_default() {
            Tag::Paragraph(style) => {
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
                self.end_paragraph(style.as_deref());
            }
            Tag::Heading(level) => {
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
                self.draft.end_paragraph(Kind::Heading(level));
            }
            Tag::List => {
                self.in_lists.pop();
            }
            Tag::Item => self.marked = false,
            Tag::Table => self.draft.end_table(),
            Tag::Row(times) => self.draft.end_row_times(times),
            Tag::Cell(columns, times, from_above) => {
                self.draft.end_cell(columns, from_above);
                self.draft.empty_cells(times - 1);
            }
            Tag::Box => self.draft.end_box(),
            Tag::Note => self.draft.end_note(),
            Tag::Style(name, style) => self.styles.add(name, style),
            Tag::ListStyle(name, levels) => self.lists.add(&name, &name, levels),
            Tag::Body => self.in_body = false,
            Tag::Raised => self.raised -= 1,
            Tag::Other => {}
        }
    }

    fn end_paragraph(&mut self, style: Option<&str>) {
        let style = self.styles.of_paragraph(style);
        if style.is_contents || style.hidden == Some(true) {
            return self.draft.drop_paragraph();
        }
        let kind = match (style.kind, self.in_lists.last()) {
            (Some(kind), _) => kind,
            (None, Some(_)) if self.draft.is_empty() => Kind::Plain,
            (None, Some(list)) if self.marked => {
                self.marked = false;
                self.lists.item(list, self.in_lists.len() - 1)
            }
            (None, Some(_)) => Kind::Item(String::new()),
            (None, None) => Kind::Plain,
        };
        self.draft.end_paragraph(kind);
    }
}

fn mark(format: &str) -> Mark {
    match format.trim() {
        "" => Mark::None,
        "a" => Mark::Small,
        "A" => Mark::Capital,
        "i" => Mark::SmallRoman,
        "I" => Mark::CapitalRoman,
        f if f.starts_with('а') => Mark::SmallRussian,
        f if f.starts_with('А') => Mark::CapitalRussian,
        _ => Mark::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        let styles = r#"<style:style style:name="H"><style:text-properties text:display="none"/></style:style>
            <style:style style:name="S"><style:text-properties style:text-position="super 58%"/></style:style>
            <text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>"#;
        let source = format!(
            "<office:document><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
        );
        let found = page(&[&source], None).map(|page| page.text);
        assert_eq!(found.as_deref(), Ok(expected), "{body}");
    }

    #[test]
    fn blanks_are_those_that_count() {
        check(
            "<text:p>\n  a \n<text:span> b</text:span><text:s text:c='2'/>c<text:tab/>d<text:line-break/>e</text:p> between ",
            "a b  c\td\ne\n",
        );
    }

    #[test]
    fn what_is_not_printed_is_left_out() {
        check(
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>a<text:span text:style-name='H'>hidden</text:span><office:annotation><text:p>note</text:p></office:annotation>b<text:span text:style-name='S'>2</text:span></text:p><text:section text:display='none'><text:p>c</text:p></text:section><text:table-of-content><text:p>a 1</text:p></text:table-of-content>",
            "ab²\n",
        );
    }

    #[test]
    fn lists_go_on_where_they_say_so() {
        let list = |more: &str, words: &str| {
            format!(
                "<text:list text:style-name='N' {more}><text:list-item><text:p>{words}</text:p><text:p>more</text:p></text:list-item></text:list>"
            )
        };
        check(
            &[
                &list("", "a"),
                "<text:p>x</text:p>",
                &list("text:continue-numbering='true'", "b"),
                "<text:p>y</text:p>",
                &list("", "c"),
            ]
            .concat(),
            "1. a\nmore\n\nx\n\n2. b\nmore\n\ny\n\n1. c\nmore\n",
        );
    }

    #[test]
    fn tables_keep_what_spans() {
        let cell = |more: &str, words: &str| {
            format!("<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>")
        };
        check(
            &[
                "<table:table><table:table-row>",
                &cell("table:number-rows-spanned='2'", "A"),
                &cell("table:number-columns-spanned='2'", "B"),
                "<table:covered-table-cell/></table:table-row><table:table-row><table:covered-table-cell/>",
                &cell("", "1"),
                &cell("", "2"),
                "</table:table-row><table:table-row table:number-rows-repeated='2'>",
                &cell("table:number-columns-repeated='2'", ""),
                &cell("", "3"),
                "</table:table-row></table:table>",
            ]
            .concat(),
            "A | B | B\nA | 1 | 2\n |  | 3\n |  | 3\n",
        );
    }

    #[test]
    fn hostile_documents_end() {
        let row = "<table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='1000000'><text:p>xxxxxxxxxxxxxxxxxxxx</text:p></table:table-cell>";
        let source = format!("<office:body><office:text>{}", row.repeat(2000));
        let text = page(&[&source], None).map(|page| page.text).unwrap_or_default();
        assert!(text.len() < 5_000_000, "{}", text.len());
        check(&"<text:list><text:list-item>".repeat(4_000), "");
    }
}
