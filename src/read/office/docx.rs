//! The text of a DOCX (ECMA-376, WordprocessingML), as it is printed: insertions in, deletions out; results of fields, not
//! their codes; text boxes once; hidden text, comments, headers and footers out.

use super::draft::{Draft, Kind};
use super::lists::Lists;
use super::package::Package;
use super::signs;
use super::styles::{self, Styles};
use super::xml::{self, Element, Node};
use crate::read::Page;
use std::collections::BTreeSet;

/// How deep fields may stand within one another.
const FIELDS: usize = 32;

/// Reads the document of a package; an error is in words.
pub(super) fn page(package: &mut Package<'_>) -> Result<Page, String> {
    let main = main_part(package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside =
        |part: &str| if folder.is_empty() { part.to_owned() } else { format!("{folder}/{part}") };
    let mut styles = Styles::default();
    if let Some(part) = package.part(&beside("styles.xml"))? {
        styles = styles::of_word(&xml::decoded(&part))?;
    }
    let mut lists = Lists::default();
    if let Some(part) = package.part(&beside("numbering.xml"))? {
        lists = Lists::of_word(&xml::decoded(&part))?;
    }
    let Some(body) = package.part(&main)? else {
        return Err(format!("has no part ‘{main}’; it is damaged"));
    };
    let mut reader = Reader::new(&styles, lists);
    reader.read(&xml::decoded(&body), &main)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(part) = package.part(&beside(notes))? {
            reader.read(&xml::decoded(&part), notes)?;
        }
    }
    let said = match package.part("docProps/core.xml")? {
        Some(part) => title(&xml::decoded(&part)),
        None => None,
    };
    Ok(reader.draft.finish(said))
}

/// Where the text is: what the package's relations say, as a few programs put it elsewhere.
fn main_part(package: &mut Package<'_>) -> Result<String, String> {
    let mut main = None;
    if let Some(part) = package.part("_rels/.rels")? {
        xml::read(&xml::decoded(&part), |node| {
            if let Node::Open(element) = node
                && element.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                && main.is_none()
            {
                main = element.get("Target");
            }
        })?;
    }
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    Ok(main.trim_start_matches('/').to_owned())
}

/// The title of the properties.
fn title(source: &str) -> Option<String> {
    let (mut title, mut inside) = (String::new(), false);
    // Broken properties spoil no text.
    let _ = xml::read(source, |node| match node {
        Node::Open(element) => inside = element.name() == "title",
        Node::Close => inside = false,
        Node::Words(words) if inside => title.push_str(&words),
        Node::Words(_) => {}
    });
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}

/// What an open element is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    /// A picture or shape: its words are names and measures, but for a text box in it.
    Drawing,
    TextBox,
    Note,
    /// Two ways to say the same.
    Alternatives,
    Control,
    Other,
}

/// An open element, and what was so before it.
struct Open {
    tag: Tag,
    muted: bool,
    hidden: bool,
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<usize>,
    /// Its end was deleted: the next one goes on in its line.
    joined: bool,
}

#[derive(Default)]
struct Cell {
    columns: usize,
    from_above: bool,
}

struct Reader<'s> {
    styles: &'s Styles,
    lists: Lists,
    draft: Draft,
    open: Vec<Open>,
    /// How deep in an element that is passed over.
    skipped: usize,
    muted: bool,
    hidden: bool,
    /// The words of the run stand above the line.
    raised: bool,
    paragraphs: Vec<Paragraph>,
    cells: Vec<Cell>,
    /// For each open row, whether it stays.
    rows: Vec<bool>,
    /// For each open field, whether its code is being read.
    fields: Vec<bool>,
    /// For each place with alternatives, whether one was taken.
    taken: Vec<bool>,
    /// For each content control, whether it shows only what one might write there.
    placeholders: Vec<bool>,
    /// The notes that the text refers to; there are others in the part, of no use.
    notes: BTreeSet<String>,
}

impl<'s> Reader<'s> {
    fn new(styles: &'s Styles, lists: Lists) -> Self {
        Self {
            styles,
            lists,
            draft: Draft::default(),
            open: Vec::new(),
            skipped: 0,
            muted: false,
            hidden: false,
            raised: false,
            paragraphs: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            fields: Vec::new(),
            taken: Vec::new(),
            placeholders: Vec::new(),
            notes: BTreeSet::new(),
        }
    }

    fn read(&mut self, source: &str, part: &str) -> Result<(), String> {
        let read = xml::read(source, |node| match node {
            Node::Open(_) | Node::Close if self.skipped > 0 => match node {
                Node::Open(_) => self.skipped += 1,
                _ => self.skipped -= 1,
            },
            Node::Open(element) => self.open(&element),
            Node::Close => self.close(),
            Node::Words(words) => {
                let is_text = self.open.last().is_some_and(|open| open.tag == Tag::Text);
                if is_text && self.skipped == 0 && self.is_shown() {
                    let words = if self.raised { signs::raised(&words) } else { words };
                    self.draft.text(&words);
                }
            }
        });
        read.map_err(|error| format!("has a damaged part ‘{part}’ ({error}); save it once more"))
    }

    fn is_shown(&self) -> bool {
        !self.muted && !self.hidden && !self.fields.contains(&true)
    }

    fn parent(&self) -> Tag {
        self.open.last().map_or(Tag::Other, |open| open.tag)
    }

    fn open(&mut self, element: &Element<'_>) {
        let parent = self.parent();
        let name = element.name();
        if self.is_passed_over(name, parent, element) {
            self.skipped = 1;
            return;
        }
        let before = Open { tag: Tag::Other, muted: self.muted, hidden: self.hidden };
        let tag = match name {
            "p" if !self.muted => {
                self.paragraphs.push(Paragraph::default());
                Tag::Paragraph
            }
            "pPr" => Tag::ParagraphProperties,
            "r" => {
                (self.hidden, self.raised) = (false, false);
                Tag::Run
            }
            "rPr" => Tag::RunProperties,
            "t" => Tag::Text,
            "tbl" if !self.muted => {
                self.draft.begin_table();
                Tag::Table
            }
            "tr" if parent == Tag::Table || !self.muted => {
                self.rows.push(true);
                Tag::Row
            }
            "trPr" => Tag::RowProperties,
            "tc" if !self.muted => {
                self.draft.begin_cell();
                self.cells.push(Cell::default());
                Tag::Cell
            }
            "drawing" | "pict" | "object" => {
                self.muted = true;
                Tag::Drawing
            }
            "txbxContent" => {
                (self.muted, self.hidden) = (false, false);
                self.draft.begin_aside();
                Tag::TextBox
            }
            "footnote" | "endnote" => {
                self.draft.begin_aside();
                Tag::Note
            }
            "AlternateContent" => {
                self.taken.push(false);
                Tag::Alternatives
            }
            "sdt" => {
                self.placeholders.push(false);
                Tag::Control
            }
            _ => {
                self.sign(name, parent, element);
                Tag::Other
            }
        };
        self.open.push(Open { tag, ..before });
    }

    /// What is deleted, and what is not printed.
    fn is_passed_over(&mut self, name: &str, parent: Tag, element: &Element<'_>) -> bool {
        match name {
            // In properties they speak of the paragraph's end or the row.
            "del" | "moveFrom" => match parent {
                Tag::RunProperties => {
                    let of_paragraph = self.open.iter().rev().nth(1).map(|open| open.tag)
                        == Some(Tag::ParagraphProperties);
                    if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| of_paragraph) {
                        paragraph.joined = true;
                    }
                    true
                }
                Tag::RowProperties => {
                    if let Some(kept) = self.rows.last_mut() {
                        *kept = false;
                    }
                    true
                }
                _ => true,
            },
            "instrText" | "delText" | "delInstrText" | "rt" | "sectPr" | "pPrChange"
            | "rPrChange" | "tblPr" | "tblGrid" => true,
            "Choice" | "Fallback" if parent == Tag::Alternatives => match self.taken.last_mut() {
                Some(taken) => std::mem::replace(taken, true),
                None => false,
            },
            "sdtContent" => self.placeholders.last() == Some(&true),
            "footnote" | "endnote" => {
                let used = element
                    .get("id")
                    .is_some_and(|id| self.notes.contains(&format!("{name} {id}")));
                let kind = element.get("type");
                !used || kind.is_some_and(|kind| kind != "normal")
            }
            _ => false,
        }
    }

    /// Elements without content.
    fn sign(&mut self, name: &str, parent: Tag, element: &Element<'_>) {
        let on = || element.get("val").is_none_or(|v| !matches!(v.as_str(), "0" | "false" | "off"));
        match (parent, name) {
            (Tag::Run, "tab" | "ptab") if self.is_shown() => self.draft.tab(),
            (Tag::Run, "br" | "cr") if self.is_shown() => {
                let wraps = element.get("type").is_none_or(|kind| kind == "textWrapping");
                if wraps {
                    self.draft.line_break();
                }
            }
            (Tag::Run, "noBreakHyphen") if self.is_shown() => self.draft.text("\u{2011}"),
            (Tag::Run, "sym") if self.is_shown() => {
                let code = element.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = element.get("font").unwrap_or_default();
                if let Some(letter) = code.and_then(|code| signs::sign(&font, code)) {
                    self.draft.text(letter.encode_utf8(&mut [0; 4]));
                }
            }
            (Tag::Run, "fldChar") => self.field(element),
            (Tag::Run, "footnoteReference" | "endnoteReference") if self.is_shown() => {
                let note = name.trim_end_matches("Reference");
                self.notes.extend(element.get("id").map(|id| format!("{note} {id}")));
            }
            (Tag::RunProperties, "vanish") if on() && self.is_of_run() => self.hidden = true,
            (Tag::RunProperties, "vertAlign") if self.is_of_run() => {
                self.raised = element.get("val").is_some_and(|val| val == "superscript");
            }
            (Tag::RunProperties, "rStyle") if self.is_of_run() => {
                let style = element.get("val").unwrap_or_default();
                self.hidden |= self.styles.is_hidden(&style);
            }
            // The first letter, set large beside the lines: a paragraph by itself in the file.
            (_, "framePr") if element.get("dropCap").is_some_and(|drop| drop != "none") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.joined = true;
                }
            }
            (_, "pStyle" | "numId" | "ilvl" | "outlineLvl") => self.property(name, element),
            (_, "gridSpan") => {
                if let (Some(cell), Some(n)) = (self.cells.last_mut(), element.number("val")) {
                    cell.columns = n;
                }
            }
            (_, "vMerge") => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.from_above = element.get("val").is_none_or(|val| val != "restart");
                }
            }
            (Tag::RowProperties, "gridBefore") => {
                self.draft.empty_cells(element.number("val").unwrap_or(0));
            }
            (_, "showingPlcHdr") if on() => {
                if let Some(placeholder) = self.placeholders.last_mut() {
                    *placeholder = true;
                }
            }
            _ => {}
        }
    }

    fn is_of_run(&self) -> bool {
        self.open.iter().rev().nth(1).is_some_and(|open| open.tag == Tag::Run)
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = element.get("val"),
            "numId" => paragraph.list = element.get("val"),
            "ilvl" => paragraph.level = element.number("val"),
            _ => paragraph.outline = element.number("val"),
        }
    }

    fn field(&mut self, element: &Element<'_>) {
        match element.get("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < FIELDS => self.fields.push(true),
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    *code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::Table => self.draft.end_table(),
            Tag::Row => {
                let kept = self.rows.pop().unwrap_or(true);
                self.draft.end_row(kept);
            }
            Tag::Cell => {
                let cell = self.cells.pop().unwrap_or_default();
                self.draft.end_cell(cell.columns, cell.from_above);
            }
            Tag::TextBox => self.draft.end_box(),
            Tag::Note => self.draft.end_note(),
            Tag::Alternatives => {
                self.taken.pop();
            }
            Tag::Control => {
                self.placeholders.pop();
            }
            _ => {}
        }
        if matches!(open.tag, Tag::Run | Tag::Drawing | Tag::TextBox) {
            (self.muted, self.hidden) = (open.muted, open.hidden);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.paragraphs.pop().unwrap_or_default();
        // A code that does not end with its paragraph is damage, and would swallow all that follows.
        self.fields.iter_mut().for_each(|code| *code = false);
        let style = self.styles.of_paragraph(paragraph.style.as_deref());
        if style.is_contents {
            return self.draft.drop_paragraph();
        }
        if paragraph.joined {
            return;
        }
        let list = paragraph.list.or_else(|| style.list.clone());
        let level = paragraph.level.or(style.level).unwrap_or(0);
        let heading = paragraph.outline.filter(|n| *n < 9).map(|n| Kind::Heading(n + 1));
        let kind = match (heading.or(style.kind.clone()), list) {
            (Some(kind), _) => kind,
            (None, Some(list)) if !self.draft.is_empty() => self.lists.item(&list, level),
            _ => Kind::Plain,
        };
        self.draft.end_paragraph(kind);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    const STYLES: &str = r#"<w:styles>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
        <w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Раздел"/><w:basedOn w:val="1"/></w:style>
        <w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
        <w:style w:type="paragraph" w:styleId="li"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
        <w:style w:type="character" w:styleId="hid"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>
        </w:styles>"#;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="russianLower"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    fn read(body: &str) -> Page {
        let styles = styles::of_word(STYLES).unwrap_or_default();
        let lists = Lists::of_word(LISTS).unwrap_or_default();
        let mut reader = Reader::new(&styles, lists);
        let said = reader.read(body, "document.xml");
        assert_eq!(said, Ok(()), "{body}");
        reader.draft.finish(None)
    }

    fn check(body: &str, expected: &str) {
        assert_eq!(read(body).text, expected, "{body}");
    }

    fn p(properties: &str, words: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn changes_are_accepted() {
        check(
            "<w:p><w:r><w:t>rose by </w:t></w:r><w:del><w:r><w:delText>4</w:delText><w:t>4</w:t></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:t>%</w:t></w:r></w:p>",
            "rose by 5%\n",
        );
        check(
            "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Exports </w:t></w:r></w:p><w:p><w:r><w:t>rose.</w:t></w:r></w:p>",
            "Exports rose.\n",
        );
        check(
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>",
            "b |\n",
        );
    }

    #[test]
    fn fields_show_their_results() {
        let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
        check(
            &format!(
                "<w:p>{}<w:r><w:instrText>PAGE 9</w:instrText></w:r><w:r><w:t>code</w:t></w:r>{}<w:r><w:t>12</w:t></w:r>{}<w:fldSimple w:instr='DATE'><w:r><w:t> May</w:t></w:r></w:fldSimple></w:p>",
                sign("begin"),
                sign("separate"),
                sign("end")
            ),
            "12 May\n",
        );
        // A field without an end swallows nothing.
        check(&format!("<w:p>{}</w:p>{}", sign("begin"), p("", "Text")), "Text\n");
    }

    #[test]
    fn text_boxes_come_once_and_behind() {
        let inside = p("", "In a box.");
        check(
            &format!(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:posOffset>123</wp:posOffset><a:t>name</a:t><w:txbxContent>{inside}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Outside.</w:t></w:r></w:p>"
            ),
            "Outside.\n\nIn a box.\n",
        );
    }

    #[test]
    fn what_is_not_printed_is_left_out() {
        check(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:rStyle w:val='hid'/></w:rPr><w:t>c</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            "b\n",
        );
        check(&[p("<w:pStyle w:val='11'/>", "Exports 12"), p("", "Exports")].concat(), "Exports\n");
    }

    #[test]
    fn signs_are_letters() {
        check(
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:tab/><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c&#233;&amp;\u{ad}d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:br w:type='page'/></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
            "a\tb\ncé&d\u{2011}e²\n",
        );
    }

    #[test]
    fn lists_are_counted() {
        let item = |list: u8, level: u8, words: &str| {
            p(
                &format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"),
                words,
            )
        };
        check(
            &[
                item(1, 0, "a"),
                item(1, 1, "b"),
                item(1, 1, "c"),
                item(1, 0, "d"),
                item(2, 0, "e"),
                p("<w:pStyle w:val='li'/>", "f"),
                p("<w:pStyle w:val='li'/><w:numPr><w:numId w:val='0'/></w:numPr>", "g"),
                item(3, 0, "h"),
            ]
            .concat(),
            "1. a\nа. b\nб. c\n2. d\n- e\n- f\n\ng\n\n7. h\n",
        );
    }

    #[test]
    fn tables_keep_what_spans() {
        let cell = |properties: &str, words: &str| {
            format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", words))
        };
        let two = "<w:gridSpan w:val='2'/>";
        let table = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}{}</w:tr></w:tbl>",
            cell("<w:vMerge w:val='restart'/>", "Partner"),
            cell(two, "Exports"),
            cell("<w:vMerge/>", ""),
            cell("", "2023"),
            cell("", "2024"),
            cell("", "3,1"),
            cell("", "4")
        );
        check(
            &format!("{}{table}{}", p("<w:pStyle w:val='cap'/>", "Table 1"), p("", "After")),
            "Table 1\nPartner | Exports | Exports\nPartner | 2023 | 2024\n | 3,1 | 4\n\nAfter\n",
        );
        // A table that only places others.
        check(
            &format!(
                "<w:tbl><w:tr><w:tc>{table}{}</w:tc>{}</w:tr></w:tbl>",
                p("", "x"),
                cell("", "y")
            ),
            "Partner | Exports | Exports\nPartner | 2023 | 2024\n | 3,1 | 4\n\nx\n\ny\n",
        );
    }

    #[test]
    fn the_title_is_the_first_heading() {
        let body = [p("", "Ministry"), p("<w:pStyle w:val='mine'/>", "Trade"), p("", "It grew.")];
        assert_eq!(read(&body.concat()).about.title.as_deref(), Some("Trade"));
        assert_eq!(read(&p("", "It grew by 5%.")).about.title, None);
    }

    #[test]
    fn hostile_documents_end() {
        check(&"<w:tbl><w:tr><w:tc>".repeat(3_000), "");
        check(&format!("{}a", "<w:p><w:r><w:t>".repeat(3_000)), "a\n");
        let styles = Styles::default();
        let mut reader = Reader::new(&styles, Lists::default());
        let said = reader.read(&"<w:p>".repeat(20_000), "document.xml").unwrap_err();
        assert!(said.contains("more than 10000 elements within one another"), "{said}");
        check(&"</w:p>".repeat(100), "");
        let wide = "<w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p><w:r><w:t>xxxxxxxxxxxxxxxxxxxx</w:t></w:r></w:p>";
        let row = format!("<w:tr><w:tc>{wide}</w:tc><w:tc>{wide}</w:tc></w:tr>");
        let page = read(&format!("<w:tbl>{}</w:tbl>", row.repeat(1000)));
        assert!(page.text.len() < 5_000_000, "{}", page.text.len());
    }
}
