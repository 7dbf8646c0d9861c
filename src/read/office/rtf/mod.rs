//! The text of an RTF: code pages and fonts' character sets, groups that are no text passed over, tables put together from
//! their cells and the places of their borders. What is damaged is read as far as it goes: RTF has no end that tells.

mod charset;
mod token;

use super::draft::{Cell, Draft, Kind};
use super::signs;
use super::styles::{Style, Styles};
use crate::read::Page;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::BTreeMap;
use token::{Token, Tokens};

/// How many groups may stand within one another; further ones change nothing.
const DEEPEST: usize = 2000;

/// How deep tables may stand within tables.
const NESTED: usize = 12;

/// The most cells a row may define.
const CELLS: usize = 1000;

/// Words that are signs of the text, which may stand behind `\u` for programs that do not know it.
const SIGNS: &[&str] = &[
    "emdash",
    "endash",
    "bullet",
    "lquote",
    "rquote",
    "ldblquote",
    "rdblquote",
    "emspace",
    "enspace",
];

/// What a group is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Place {
    #[default]
    Text,
    /// Passed over with all its groups.
    Nothing,
    Fonts,
    Styles,
    /// `\info`: of its groups only the title is read.
    Properties,
    Title,
    /// What marks an item: "1." or a bullet.
    Mark,
    /// A shape: its text box is text, the rest is not.
    Shape,
}

/// What ends with a group.
#[derive(Clone, Copy, Debug, Default)]
enum End {
    #[default]
    Nothing,
    Note,
    Box,
}

/// What holds within a group.
#[derive(Clone, Copy, Default)]
struct Group {
    place: Place,
    font: i32,
    /// How many signs stand behind `\u` for programs that do not know it.
    fallback: usize,
    hidden: bool,
    /// Words above the line.
    raised: bool,
    /// In the properties of a nested row, which speak of the innermost table.
    of_nested: bool,
    end: End,
}

/// What a row says of a cell before it comes.
#[derive(Clone, Copy, Default)]
struct Planned {
    right: i32,
    /// Goes on from the cell to the left, or from above.
    from_left: bool,
    from_above: bool,
}

#[derive(Clone, Default)]
struct Paragraph {
    style: Option<i32>,
    outline: Option<usize>,
    /// How deep in tables.
    depth: usize,
    mark: Option<String>,
}

struct Reader {
    draft: Draft,
    styles: Styles,
    fonts: BTreeMap<i32, Option<&'static Encoding>>,
    /// The names of fonts whose letters are signs.
    symbols: BTreeMap<i32, String>,
    encoding: &'static Encoding,
    group: Group,
    open: Vec<Group>,
    /// Groups that are open beyond the deepest.
    beyond: usize,
    /// `\*`: the next word begins a group that may be passed over.
    optional: bool,
    /// Bytes that are still to be decoded, and a first half of a sign beyond 16 bits.
    bytes: Vec<u8>,
    high: Option<u32>,
    /// How many signs are still to be passed over behind `\u`.
    fallback: usize,
    paragraph: Paragraph,
    /// For each open table, whether a cell of it is open.
    tables: Vec<bool>,
    rows: BTreeMap<usize, Vec<Planned>>,
    planned: Planned,
    /// Between the beginning of a row and its end, whatever the paragraphs say.
    in_row: bool,
    default_font: i32,
    /// What stood around a note or text box: its paragraph, its tables, how deep the draft was.
    around: Vec<(Paragraph, Vec<bool>, usize)>,
    /// The font, style or title that is being read.
    entry: (i32, String),
    style: Style,
    title: String,
    mark: String,
}

/// Reads the text.
pub(in crate::read) fn page(bytes: &[u8]) -> Page {
    let mut reader = Reader {
        draft: Draft::default(),
        styles: Styles::default(),
        fonts: BTreeMap::new(),
        symbols: BTreeMap::new(),
        encoding: WINDOWS_1252,
        group: Group { fallback: 1, ..Group::default() },
        open: Vec::new(),
        beyond: 0,
        optional: false,
        bytes: Vec::new(),
        high: None,
        fallback: 0,
        paragraph: Paragraph::default(),
        tables: Vec::new(),
        rows: BTreeMap::new(),
        planned: Planned::default(),
        in_row: false,
        default_font: 0,
        around: Vec::new(),
        entry: (0, String::new()),
        style: Style::default(),
        title: String::new(),
        mark: String::new(),
    };
    for token in Tokens::new(bytes) {
        reader.take(token);
    }
    reader.flush();
    reader.end_paragraph();
    let title = Some(reader.title.trim().to_owned()).filter(|title| !title.is_empty());
    reader.draft.finish(title)
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        if self.fallback > 0 && self.is_fallback(token) {
            return;
        }
        match token {
            Token::Open => {
                self.flush();
                self.fallback = 0;
                if self.open.len() < DEEPEST {
                    self.open.push(self.group);
                    self.group.end = End::Nothing;
                    if self.group.place == Place::Styles {
                        (self.entry, self.style) = ((0, String::new()), Style::default());
                    }
                } else {
                    self.beyond += 1;
                }
            }
            Token::Close => {
                self.flush();
                self.fallback = 0;
                self.optional = false;
                self.close();
            }
            Token::Word(word, number) => {
                if word != "u" {
                    self.flush();
                }
                let optional = std::mem::take(&mut self.optional);
                self.word(word, number, optional);
            }
            Token::Sign(b'*') => self.optional = true,
            Token::Sign(sign) => {
                self.flush();
                self.text(match sign {
                    b'~' => "\u{a0}",
                    b'_' => "\u{2011}",
                    b'{' => "{",
                    b'}' => "}",
                    b'\\' => "\\",
                    _ => "",
                });
            }
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Text(text) => {
                if self.group.place != Place::Nothing {
                    self.bytes.extend(text);
                }
            }
        }
    }

    /// Passes over what stands behind `\u` for older programs; groups and other words end it.
    fn is_fallback(&mut self, token: Token<'_>) -> bool {
        match token {
            Token::Byte(_) | Token::Sign(_) => self.fallback -= 1,
            Token::Word(word, _) if SIGNS.contains(&word) => self.fallback -= 1,
            Token::Text(text) => {
                let passed = self.fallback.min(text.len());
                self.fallback -= passed;
                if self.group.place != Place::Nothing {
                    self.bytes.extend(&text[passed..]);
                }
            }
            _ => {
                self.fallback = 0;
                return false;
            }
        }
        true
    }

    /// Decodes the bytes so far: letters of some languages take two, which may come one by one.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(font) = self.symbols.get(&self.group.font)
            && self.group.place == Place::Text
        {
            let letters = bytes.iter().filter_map(|byte| signs::sign(font, u32::from(*byte)));
            let letters: String = letters.collect();
            return self.text(&letters);
        }
        let encoding = self.fonts.get(&self.group.font).copied().flatten().unwrap_or(self.encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.group.place {
            Place::Text if !self.group.hidden => {
                self.place();
                self.draft.text(&if self.group.raised { signs::raised(text) } else { text.into() });
            }
            Place::Fonts | Place::Styles => self.entry_text(text),
            Place::Title => self.title.push_str(text),
            Place::Mark => self.mark.push_str(text),
            _ => {}
        }
    }

    /// A sign by its number; those beyond 16 bits come in two halves.
    fn letter(&mut self, number: i32) {
        let code = u32::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or(0);
        let letter = match (code, self.high.take()) {
            (0xd800..=0xdbff, _) => {
                self.high = Some(code);
                return;
            }
            (0xdc00..=0xdfff, Some(high)) => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00))
            }
            (0xe000..=0xf8ff, _) => {
                signs::sign(self.symbols.get(&self.group.font).map_or("", String::as_str), code)
            }
            (code, _) => char::from_u32(code),
        };
        if let Some(letter) = letter {
            self.text(letter.encode_utf8(&mut [0; 4]));
        }
    }

    /// Fonts and styles are rows of entries that end with a semicolon.
    fn entry_text(&mut self, text: &str) {
        let mut parts = text.split(';');
        self.entry.1.push_str(parts.next().unwrap_or_default());
        for next in parts {
            let name = std::mem::replace(&mut self.entry.1, next.to_owned());
            if self.group.place == Place::Styles {
                let mut style = std::mem::take(&mut self.style);
                style.named(name.trim());
                self.styles.add(self.entry.0.to_string(), style);
            } else if signs::is_of_signs(&name) || self.symbols.contains_key(&self.entry.0) {
                self.symbols.insert(self.entry.0, name.trim().to_owned());
            }
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, optional: bool) {
        if self.group.place == Place::Nothing {
            return;
        }
        if self.begins_group(word, optional) {
            return;
        }
        let on = number != Some(0);
        let n = number.unwrap_or(0);
        match (self.group.place, word) {
            (_, "u") => {
                self.flush();
                self.letter(n);
                self.fallback = self.group.fallback;
            }
            (_, "uc") => self.group.fallback = usize::try_from(n).unwrap_or(1).min(16),
            (Place::Fonts, "f") | (Place::Styles, "s") => self.entry = (n, String::new()),
            (Place::Fonts, "fcharset") if n == 2 => {
                self.symbols.insert(self.entry.0, String::new());
            }
            (Place::Fonts, "fcharset") => {
                self.fonts.insert(self.entry.0, charset::of_set(n));
            }
            (Place::Fonts, "cpg") => {
                self.fonts.insert(self.entry.0, Some(charset::of_page(n)));
            }
            (Place::Styles, "cs" | "ts" | "ds") => self.entry = (-1, String::new()),
            (Place::Styles, "sbasedon") => {
                self.style.based_on = Some(n.to_string()).filter(|_| n != 222);
            }
            (Place::Styles | Place::Fonts | Place::Shape | Place::Properties, _) => {}
            (_, "ansicpg") => self.encoding = charset::of_page(n),
            (_, "mac") => self.encoding = charset::of_page(10000),
            (_, "f") => self.group.font = n,
            (_, "v" | "deleted") => self.group.hidden = on,
            (_, "super") => self.group.raised = on,
            (_, "nosupersub" | "sub") => self.group.raised = false,
            (_, "plain") => {
                (self.group.hidden, self.group.raised) = (false, false);
                self.group.font = self.default_font;
            }
            (_, "deff") => (self.default_font, self.group.font) = (n, n),
            (Place::Text, _) => self.of_text(word, number),
            _ => {}
        }
    }

    /// Words that say what their group is.
    fn begins_group(&mut self, word: &str, optional: bool) -> bool {
        let place = match word {
            "fonttbl" => Place::Fonts,
            "stylesheet" => Place::Styles,
            "info" => Place::Properties,
            "title" if self.group.place == Place::Properties => Place::Title,
            "listtext" | "pntext" => {
                self.mark.clear();
                Place::Mark
            }
            // Of ‘upr’, the same comes once more in signs of its own, after the plain one.
            "shpinst" | "do" | "upr" => Place::Shape,
            "shptxt" | "dptxbxtext" | "footnote" => {
                self.aside(if word == "footnote" { End::Note } else { End::Box });
                Place::Text
            }
            "nesttableprops" => {
                self.group.of_nested = true;
                Place::Text
            }
            "ud" => Place::Text,
            "pict" | "colortbl" | "filetbl" | "listtable" | "header" | "headerl" | "headerr"
            | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "fldinst" | "objdata"
            | "shprslt" | "nonesttables" | "xe" | "tc" | "tcn" | "rxe" | "template"
            | "operator" | "bkmkstart" | "bkmkend" | "annotation" | "ftnsep" | "ftnsepc"
            | "aftnsep" | "nonshppict" | "revtbl" | "pnseclvl" | "mmath" | "sp" => Place::Nothing,
            _ if optional && !(word == "cs" || word == "ts") => Place::Nothing,
            // The groups of the properties besides the title.
            _ if self.group.place == Place::Properties => Place::Nothing,
            _ => return false,
        };
        self.group.place = place;
        true
    }

    /// Begins a note or a text box, which has paragraphs and tables of its own.
    fn aside(&mut self, end: End) {
        if matches!(self.group.end, End::Nothing) && self.beyond == 0 {
            self.group.end = end;
            (self.group.hidden, self.group.raised) = (false, false);
            let paragraph = std::mem::take(&mut self.paragraph);
            let tables = std::mem::take(&mut self.tables);
            self.around.push((paragraph, tables, self.draft.depth()));
            self.draft.begin_aside();
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(outer) = self.open.pop() else { return };
        if !matches!(self.group.end, End::Nothing)
            && let Some((paragraph, tables, depth)) = self.around.pop()
        {
            self.end_paragraph();
            self.draft.close_to(depth + 1);
            match self.group.end {
                End::Note => self.draft.end_note(),
                _ => self.draft.end_box(),
            }
            (self.paragraph, self.tables) = (paragraph, tables);
        }
        if self.group.place == Place::Mark && outer.place != Place::Mark {
            self.paragraph.mark = Some(std::mem::take(&mut self.mark));
        }
        self.group = outer;
    }

    /// Words of the text itself.
    fn of_text(&mut self, word: &str, number: Option<i32>) {
        let count = || usize::try_from(number.unwrap_or(1)).unwrap_or(1);
        match word {
            "par" | "sect" => self.end_paragraph(),
            "line" | "softline" | "lbr" => {
                self.place();
                self.draft.line_break();
            }
            "tab" => {
                self.place();
                self.draft.tab();
            }
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            "bullet" => self.text("•"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "pard" => {
                self.paragraph =
                    Paragraph { mark: self.paragraph.mark.take(), ..Paragraph::default() }
            }
            "s" => self.paragraph.style = number,
            "outlinelevel" => {
                self.paragraph.outline = Some(count()).filter(|n| *n < 9).map(|n| n + 1);
            }
            "intbl" => self.paragraph.depth = self.paragraph.depth.max(1),
            "itap" => self.paragraph.depth = count(),
            _ => self.of_table(word, number),
        }
    }

    fn of_table(&mut self, word: &str, number: Option<i32>) {
        match word {
            "cell" => {
                self.paragraph.depth = 1;
                self.end_cell();
            }
            "nestcell" => {
                self.paragraph.depth = self.paragraph.depth.max(2);
                self.end_cell();
            }
            "row" => self.end_row(1),
            "nestrow" => self.end_row(self.tables.len()),
            "trowd" => {
                let level = self.level();
                self.rows.insert(level, Vec::new());
                self.planned = Planned::default();
                self.in_row |= level == 1;
            }
            "clmrg" => self.planned.from_left = true,
            "clvmrg" => self.planned.from_above = true,
            "cellx" => {
                let planned =
                    Planned { right: number.unwrap_or(0), ..std::mem::take(&mut self.planned) };
                let level = self.level();
                let row = self.rows.entry(level).or_default();
                if row.len() < CELLS {
                    row.push(planned);
                }
            }
            _ => {}
        }
    }

    /// Which table the properties of a row speak of.
    fn level(&self) -> usize {
        if self.group.of_nested { self.tables.len().max(2) } else { 1 }
    }

    /// Makes sure that what comes now stands where the paragraph says: in a cell of so many tables.
    fn place(&mut self) {
        if !self.draft.is_empty() {
            return;
        }
        let depth = self.paragraph.depth.max(usize::from(self.in_row)).min(NESTED);
        while self.tables.len() > depth {
            if self.tables.pop() == Some(true) {
                self.draft.end_cell(1, false);
            }
            self.draft.end_table();
        }
        loop {
            // A table stands in a cell of the one around it, and words in one of the innermost.
            if let Some(in_cell) = self.tables.last_mut()
                && !*in_cell
            {
                *in_cell = true;
                self.draft.begin_cell();
            }
            if self.tables.len() >= depth {
                return;
            }
            self.draft.begin_table();
            self.tables.push(false);
        }
    }

    fn end_paragraph(&mut self) {
        self.place();
        let mark = self.paragraph.mark.take();
        let style = self.styles.of_paragraph(Some(&self.paragraph.style.unwrap_or(0).to_string()));
        if style.is_contents {
            return self.draft.drop_paragraph();
        }
        let kind = self.paragraph.outline.map(Kind::Heading).or(style.kind);
        self.draft.end_paragraph(match (kind, mark) {
            (Some(kind), _) => kind,
            (None, Some(mark)) => item(&mark),
            (None, None) => Kind::Plain,
        });
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(in_cell) = self.tables.last_mut() {
            *in_cell = false;
            self.draft.end_cell(1, false);
        }
    }

    /// Ends the row of the table that is so many deep, and lays its cells out as it says.
    fn end_row(&mut self, level: usize) {
        self.in_row = false;
        if self.tables.len() < level || level == 0 {
            return;
        }
        while self.tables.len() > level {
            if self.tables.pop() == Some(true) {
                self.draft.end_cell(1, false);
            }
            self.draft.end_table();
        }
        // Words behind the last cell belong to none; the end of a row is all that stands there.
        if self.tables.last() == Some(&true) {
            self.end_cell();
            self.draft.drop_empty_cell();
        }
        let planned = self.rows.get(&level).map_or(&[][..], Vec::as_slice);
        if let Some(cells) = self.draft.cells() {
            *cells = laid_out(std::mem::take(cells), planned);
        }
        self.draft.end_row(true);
    }
}

/// The cells of a row with what it says of them; those that go on from the left are one with that.
fn laid_out(cells: Vec<Cell>, planned: &[Planned]) -> Vec<Cell> {
    let mut laid: Vec<Cell> = Vec::with_capacity(cells.len());
    for (number, mut cell) in cells.into_iter().enumerate() {
        if let Some(planned) = planned.get(number) {
            cell.right = Some(planned.right);
            cell.from_above = planned.from_above;
            if let Some(left) = laid.last_mut().filter(|_| planned.from_left) {
                left.right = cell.right;
                continue;
            }
        }
        laid.push(cell);
    }
    laid
}

/// What an item is marked with: its own number at its level, or a dash for whatever sign stands there.
fn item(mark: &str) -> Kind {
    let mark = mark.trim();
    let number = mark.split(['.', ')', '(']).map(str::trim).rfind(|part| !part.is_empty());
    match number {
        None => Kind::Plain,
        Some(number) if number.chars().all(char::is_alphanumeric) && number.len() < 12 => {
            Kind::Item(format!("{number}."))
        }
        Some(_) => Kind::Item("-".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset134 SimSun;}}{\stylesheet{Normal;}{\s1 heading 1;}{\s2 toc 1;}}";

    fn check(rtf: &str, expected: &str) {
        assert_eq!(page(format!("{HEAD}{rtf}}}").as_bytes()).text, expected, "{rtf}");
    }

    #[test]
    fn letters_come_by_code_page_font_and_number() {
        check(
            r"\'dd\'ea\'f1\'ef\'ee\'f0\'f2 {\f1 \'9a} {\f2 \'b3\'f6\'bf\'da} \u1056?\u-4051? 3\~%\par",
            "Экспорт š 出口 Р− 3\u{a0}%\n",
        );
        check(r"\uc2\u1056??x \uc0\u1057 y\par", "Рx Сy\n");
        check(r"\u55357?\u56832?\par", "😀\n");
        check(r"m{\super 2} 3.1{\super 1)}\par", "m² 3.1¹)\n");
        check(r"a\u8212\emdash b\u8212\par c\par", "a—b—\n\nc\n");
    }

    #[test]
    fn what_is_no_text_is_passed_over() {
        check(
            r"{\pict\bin4 }}}}abc}{\*\unknown x}{\header H\par}{\v hidden}{\deleted gone}a{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\-b\par",
            "alinkb\n",
        );
        check(
            r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box.\par}}{\shprslt twice}}Text.\par",
            "Text.\n\nIn a box.\n",
        );
        check(
            r"Text{\super \chftn{\*\footnote \chftn A note.\par}} goes on.\par End.\par",
            "Text goes on.\n\nEnd.\n\nA note.\n",
        );
        check(
            r"\pard\s2 Exports\tab 12\par\pard\s1 Exports\par{\upr{x}{\*\ud{y}}}\par",
            "Exports\n\ny\n",
        );
    }

    #[test]
    fn lists_have_their_marks() {
        check(
            r"{\listtext\'b7\tab}exports\par{\listtext 1.2)\tab}imports\par\pard End.\par",
            "- exports\n2. imports\n\nEnd.\n",
        );
    }

    #[test]
    fn tables_are_put_together() {
        check(
            r"Before.\par\trowd\cellx1000\cellx2000\cellx3000\pard\intbl A\cell B\cell\cell\row\trowd\cellx1000\cellx3010\intbl C\cell D\par d\cell\row\pard After.\par",
            "Before.\n\nA | B |\nC | D d | D d\n\nAfter.\n",
        );
        check(
            r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\intbl A\cell B\cell\cell\row\trowd\clvmrg\cellx1000\cellx2000\cellx3000\intbl\cell C\cell D\cell\row\pard",
            "A | B | B\nA | C | D\n",
        );
        // Without the word that says so, a row is one all the same.
        check(r"\trowd\cellx1\cellx1000 A\cell B\cell\row\pard After.\par", "A | B\n\nAfter.\n");
    }

    #[test]
    fn tables_within_tables_are_read_as_layout() {
        check(
            r"\trowd\cellx9000\cellx9999\pard\intbl\itap2 A\nestcell B\nestcell{\*\nesttableprops\trowd\cellx100\cellx200\nestrow}{\nonesttables\par}\pard\intbl\itap1 under\cell side\cell\row\pard After.\par",
            "A | B\n\nunder\n\nside\n\nAfter.\n",
        );
    }

    #[test]
    fn damage_is_read_as_far_as_it_goes() {
        check("{{{{ Text", " Text\n".trim_start());
        check("}}}} Text", "Text\n");
        check(&"{".repeat(50_000), "");
        check(&format!("{}Text", r"\trowd\itap1000000\intbl ".repeat(100)), "Text\n");
    }
}
