//! The text of an RTF: code pages and fonts' character sets, groups that are no text passed over, tables put together from
//! their cells and the places of their borders. What is damaged is read as far as it goes: RTF has no end that tells.

mod charset;
mod letters;
mod tables;
mod token;

use super::draft::{Draft, Kind};
use super::signs;
use super::styles::{Style, Styles};
use crate::read::Page;
use letters::Letters;
use tables::Tables;
use token::{Token, Tokens};

/// How many groups may stand within one another; further ones change nothing.
const DEEPEST: usize = 2000;

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

#[derive(Clone, Default)]
struct Paragraph {
    style: Option<i32>,
    outline: Option<usize>,
    /// How deep in tables.
    depth: usize,
    mark: Option<String>,
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    styles: Styles,
    letters: Letters,
    tables: Tables,
    group: Group,
    open: Vec<Group>,
    /// Groups that are open beyond the deepest.
    beyond: usize,
    /// `\*`: the next word begins a group that may be passed over.
    optional: bool,
    /// How many signs are still to be passed over behind `\u`.
    fallback: usize,
    paragraph: Paragraph,
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
    let group = Group { fallback: 1, ..Group::default() };
    let mut reader = Reader { group, ..Reader::default() };
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
            Token::Byte(byte) => self.letters.push(byte),
            Token::Text(text) => {
                if self.group.place != Place::Nothing {
                    self.letters.extend(text);
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
                    self.letters.extend(&text[passed..]);
                }
            }
            _ => {
                self.fallback = 0;
                return false;
            }
        }
        true
    }

    /// What the bytes so far say.
    fn flush(&mut self) {
        let is_text = self.group.place == Place::Text;
        if let Some(text) = self.letters.take(self.group.font, is_text) {
            self.text(&text);
        }
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
            } else {
                self.letters.name(self.entry.0, &name);
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
                if let Some(letter) = self.letters.numbered(self.group.font, n) {
                    self.text(letter.encode_utf8(&mut [0; 4]));
                }
                self.fallback = self.group.fallback;
            }
            (_, "uc") => self.group.fallback = usize::try_from(n).unwrap_or(1).min(16),
            (Place::Fonts, "f") | (Place::Styles, "s") => self.entry = (n, String::new()),
            (Place::Fonts, "fcharset") => self.letters.set_of(self.entry.0, n),
            (Place::Fonts, "cpg") => self.letters.set_page_of(self.entry.0, n),
            (Place::Styles, "cs" | "ts" | "ds") => self.entry = (-1, String::new()),
            (Place::Styles, "sbasedon") => {
                self.style.based_on = Some(n.to_string()).filter(|_| n != 222);
            }
            (Place::Styles | Place::Fonts | Place::Shape | Place::Properties, _) => {}
            (_, "ansicpg") => self.letters.set_page(n),
            (_, "mac") => self.letters.set_page(10000),
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
            let tables = self.tables.set_aside();
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
            self.paragraph = paragraph;
            self.tables.put_back(tables);
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
            "nestrow" => self.end_row(self.tables.depth()),
            "trowd" => self.tables.begin_row(self.group.of_nested),
            "clmrg" => self.tables.joins_left(),
            "clvmrg" => self.tables.joins_above(),
            "cellx" => self.tables.plan_cell(self.group.of_nested, number.unwrap_or(0)),
            _ => {}
        }
    }

    /// Makes sure that what comes now stands where its paragraph says.
    fn place(&mut self) {
        self.tables.place(self.paragraph.depth, &mut self.draft);
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
        self.tables.end_cell(&mut self.draft);
    }

    /// Ends the row of the table that is so many deep.
    fn end_row(&mut self, level: usize) {
        if !self.tables.end_row(level, &mut self.draft) {
            return;
        }
        // Words behind the last cell belong to none; the end of a row is all that stands there.
        if self.tables.is_in_cell() {
            self.end_cell();
            self.draft.drop_empty_cell();
        }
        self.tables.lay_out(level, &mut self.draft);
    }
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
