//! The drawing of a page: operators in, letters with their places out.

use super::budget::{DEPTH, PAGE_LETTERS};
use super::cmap::utf16;
use super::file::File;
use super::font::{Font, narrow};
use super::glyph::{Matrix, Sheet, Style};
use super::lexer::{Lexer, Token, is_blank, name, unescape, unhex};
use super::object::{Dict, Object, Stream, object};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How deep states may be saved; the standard asks for 28.
const SAVED: usize = 512;
/// Operands before an operator. A line of text that is set letter by letter has hundreds.
const OPERANDS: usize = 100_000;

/// What pages share: fonts that were read, and forms that draw no text.
pub(super) struct Shared<'f, 'a> {
    pub(super) file: &'f File<'a>,
    fonts: HashMap<u32, Rc<Font>>,
    empty_forms: HashSet<(u32, u32)>,
}

impl<'f, 'a> Shared<'f, 'a> {
    pub(super) fn new(file: &'f File<'a>) -> Self {
        Self { file, fonts: HashMap::new(), empty_forms: HashSet::new() }
    }

    /// Draws `contents` on a sheet.
    pub(super) fn draw(
        &mut self,
        contents: &[u8],
        resources: &Rc<Dict>,
        base: Matrix,
        sheet: &mut Sheet,
    ) {
        let mut drawing = Drawing {
            shared: self,
            sheet,
            state: State::new(base),
            saved: Vec::new(),
            marks: Vec::new(),
        };
        drawing.run(contents, resources, 0);
    }
}

/// What `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_gap: f32,
    word_gap: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    mode: u8,
    /// Where the next letter begins, and the line.
    text: Matrix,
    line: Matrix,
    placed: bool,
}

impl State {
    fn new(ctm: Matrix) -> Self {
        let (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        Self {
            ctm,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            text,
            line,
            placed: true,
        }
    }
}

/// What marked content says of the letters in it.
enum Mark {
    Nothing,
    /// Heads and feet of pages.
    Artifact,
    /// What the letters mean, until it has been written once.
    Means(Option<String>),
}

struct Drawing<'d, 'f, 'a> {
    shared: &'d mut Shared<'f, 'a>,
    sheet: &'d mut Sheet,
    state: State,
    saved: Vec<State>,
    marks: Vec<Mark>,
}

/// An operator's operands, as they stand.
struct Operands<'o, 'b> {
    tokens: &'o [Token<'b>],
    bytes: &'b [u8],
    start: usize,
}

impl<'b> Operands<'_, 'b> {
    fn number(&self, at: usize) -> f32 {
        match self.tokens.get(at) {
            Some(Token::Number(number)) => narrow(*number),
            _ => 0.0,
        }
    }

    fn name(&self, at: usize) -> Option<&'b [u8]> {
        if let Some(Token::Name(name)) = self.tokens.get(at) { Some(name) } else { None }
    }

    fn matrix(&self) -> Option<Matrix> {
        (self.tokens.len() >= 6).then(|| Matrix(std::array::from_fn(|at| self.number(at))))
    }
}

fn string(token: &Token<'_>, out: &mut Vec<u8>) -> bool {
    out.clear();
    match token {
        Token::Text(raw) => unescape(raw, out),
        Token::Hex(raw) => unhex(raw, out),
        _ => return false,
    }
    true
}

impl Drawing<'_, '_, '_> {
    fn run(&mut self, contents: &[u8], resources: &Rc<Dict>, depth: usize) {
        let file = self.shared.file;
        let (saved, marks) = (self.saved.len(), self.marks.len());
        let mut lexer = Lexer::new(contents, 0);
        let mut tokens: Vec<Token<'_>> = Vec::new();
        let mut start = 0;
        let mut text = Vec::new();
        loop {
            let before = lexer.at;
            let Some(token) = lexer.token() else { break };
            if !file.budget.step() {
                break;
            }
            let Token::Word(operator) = token else {
                if tokens.is_empty() {
                    start = before;
                }
                if tokens.len() < OPERANDS {
                    tokens.push(token);
                }
                continue;
            };
            let operands = Operands { tokens: &tokens, bytes: contents, start };
            match operator {
                b"q" if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
                b"Q" if self.saved.len() > saved => {
                    // Text goes on where it was: text objects and saving do not nest in sound documents.
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                b"cm" => {
                    if let Some(matrix) = operands.matrix() {
                        self.state.ctm = matrix.then(&self.state.ctm);
                    }
                }
                b"Do" => self.external(&operands, resources, depth),
                b"BI" => {
                    self.sheet.pictures += 1;
                    skip_picture(&mut lexer);
                }
                b"BMC" | b"BDC" => {
                    let mark = self.mark(&operands, operator == b"BDC", resources);
                    if self.marks.len() < SAVED {
                        self.marks.push(mark);
                    }
                }
                b"EMC" if self.marks.len() > marks => {
                    self.marks.pop();
                }
                b"TJ" => {
                    for token in &tokens {
                        if let Token::Number(number) = token {
                            self.move_by(
                                -narrow(*number) / 1000.0 * self.state.size * self.state.stretch,
                            );
                        } else if string(token, &mut text) {
                            self.show(&text);
                        }
                    }
                }
                b"Tj" | b"'" | b"\"" => {
                    if operator == b"\"" {
                        (self.state.word_gap, self.state.letter_gap) =
                            (operands.number(0), operands.number(1));
                    }
                    if operator != b"Tj" {
                        self.next_line(0.0, -self.state.leading);
                    }
                    if tokens.last().is_some_and(|token| string(token, &mut text)) {
                        self.show(&text);
                    }
                }
                _ => self.set(operator, &operands, resources),
            }
            tokens.clear();
            if self.sheet.len() > PAGE_LETTERS {
                file.budget.exceed("one of its pages has more than 200,000 letters");
                break;
            }
        }
        if self.saved.len() > saved {
            self.saved.truncate(saved + 1);
            self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
        }
        self.marks.truncate(marks);
    }

    /// Operators that only change the state.
    fn set(&mut self, operator: &[u8], operands: &Operands<'_, '_>, resources: &Rc<Dict>) {
        let first = operands.number(0);
        match operator {
            b"BT" => {
                (self.state.text, self.state.line) = (Matrix::IDENTITY, Matrix::IDENTITY);
                self.state.placed = true;
            }
            b"Tf" => {
                if let Some(name) = operands.name(0) {
                    self.state.font = self.font(name, resources);
                }
                self.state.size = operands.number(1);
            }
            b"Tc" => self.state.letter_gap = first,
            b"Tw" => self.state.word_gap = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "modes are 0 to 7"
            )]
            b"Tr" => self.state.mode = first.clamp(0.0, 7.0) as u8,
            b"Td" => self.next_line(first, operands.number(1)),
            b"TD" => {
                self.state.leading = -operands.number(1);
                self.next_line(first, operands.number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => {
                if let Some(matrix) = operands.matrix() {
                    (self.state.text, self.state.line) = (matrix, matrix);
                    self.state.placed = true;
                }
            }
            b"gs" => self.extended(operands, resources),
            _ => {}
        }
    }

    /// A font may also be set by a dictionary of graphics state.
    fn extended(&mut self, operands: &Operands<'_, '_>, resources: &Rc<Dict>) {
        let file = self.shared.file;
        let Some(raw) = operands.name(0) else { return };
        let states = file.get(resources, b"ExtGState");
        let Some(state) = states.dict().map(|states| file.get(states, &name(raw))) else { return };
        let Some(font) = state.dict().map(|state| file.get(state, b"Font")) else { return };
        if let Some([font, size]) = font.list()
            && let Some(dict) = file.resolve(font).dict()
        {
            self.state.font = Some(Rc::new(Font::of(file, dict)));
            self.state.size = size.number().map_or(0.0, narrow);
        }
    }

    fn font(&mut self, raw: &[u8], resources: &Rc<Dict>) -> Option<Rc<Font>> {
        let file = self.shared.file;
        let fonts = file.get(resources, b"Font");
        let font = fonts.dict()?.raw(&name(raw)).clone();
        if let Object::Ref(number) = font
            && let Some(known) = self.shared.fonts.get(&number)
        {
            return Some(Rc::clone(known));
        }
        let read = Rc::new(Font::of(file, file.resolve(&font).dict()?));
        if let Object::Ref(number) = font {
            self.shared.fonts.insert(number, Rc::clone(&read));
        }
        Some(read)
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.state.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.state.line);
        self.state.text = self.state.line;
        self.state.placed = true;
    }

    fn move_by(&mut self, x: f32) {
        self.state.text = Matrix([1.0, 0.0, 0.0, 1.0, x, 0.0]).then(&self.state.text);
    }

    fn show(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let State { size, stretch, rise, letter_gap, word_gap, .. } = self.state;
        let hidden = matches!(self.state.mode, 3 | 7);
        let artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        font.show(text, |shown| {
            if !self.shared.file.budget.letter() {
                return;
            }
            let place = Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]);
            let place = place.then(&self.state.text).then(&self.state.ctm);
            if !artifact {
                let style = Style { bold: font.bold, hidden, placed: self.state.placed };
                match self.marks.iter_mut().find_map(|mark| match mark {
                    Mark::Means(letters) => Some(letters),
                    _ => None,
                }) {
                    None => self.sheet.draw(&shown.letters, &place, shown.width, style),
                    Some(means) => {
                        if let Some(letters) = means.take() {
                            self.sheet.draw(&letters, &place, shown.width, style);
                        }
                    }
                }
                self.state.placed = false;
            }
            let gap = letter_gap + if shown.is_blank { word_gap } else { 0.0 };
            self.move_by((shown.width * size + gap) * stretch);
        });
    }

    fn mark(
        &mut self,
        operands: &Operands<'_, '_>,
        has_properties: bool,
        resources: &Rc<Dict>,
    ) -> Mark {
        let file = self.shared.file;
        let properties = if !has_properties {
            None
        } else if let Some(raw) = operands.name(1) {
            let all = file.get(resources, b"Properties");
            all.dict().and_then(|all| file.get(all, &name(raw)).dict().cloned())
        } else {
            let mut lexer = Lexer::new(operands.bytes, operands.start);
            lexer.token();
            object(&mut lexer, &file.budget).and_then(|object| object.dict().cloned())
        };
        let Some(properties) = properties else { return Mark::Nothing };
        if operands.name(0) == Some(b"Artifact") {
            // A watermark or a background may be text that is meant to be read; heads and feet repeat on each page.
            let kind = file.get(&properties, b"Type");
            return if kind.name() == Some(b"Pagination") { Mark::Artifact } else { Mark::Nothing };
        }
        match file.get(&properties, b"ActualText").text() {
            Some(text) => Mark::Means(Some(said(text))),
            None => Mark::Nothing,
        }
    }

    /// Draws a form; pictures are only counted.
    fn external(&mut self, operands: &Operands<'_, '_>, resources: &Rc<Dict>, depth: usize) {
        let file = self.shared.file;
        let Some(raw) = operands.name(0) else { return };
        let externals = file.get(resources, b"XObject");
        let Some(found) = externals.dict().map(|all| file.get(all, &name(raw))) else { return };
        let Some(stream) = found.stream() else { return };
        if file.get(&stream.dict, b"Subtype").name() != Some(b"Form") {
            self.sheet.pictures += 1;
            return;
        }
        if depth >= DEPTH || self.shared.empty_forms.contains(&stream.id) {
            return;
        }
        self.form(stream, resources, depth);
    }

    fn form(&mut self, stream: &Stream, resources: &Rc<Dict>, depth: usize) {
        let file = self.shared.file;
        if !file.budget.form() {
            return;
        }
        let Some(contents) = file.plain(stream) else { return };
        let own = file.get(&stream.dict, b"Resources").dict().cloned();
        let matrix = file.get(&stream.dict, b"Matrix");
        let before = (self.state.clone(), self.sheet.len());
        if let Some(list) = matrix.list().filter(|list| list.len() == 6) {
            let matrix = Matrix(std::array::from_fn(|at| list[at].number().map_or(0.0, narrow)));
            self.state.ctm = matrix.then(&self.state.ctm);
        }
        self.run(&contents, own.as_ref().unwrap_or(resources), depth + 1);
        self.state = before.0;
        // Logos of a thousand curves stand on each page of some reports. Deep down a form may be empty only for its depth.
        if self.sheet.len() == before.1 && depth == 0 {
            self.shared.empty_forms.insert(stream.id);
        }
    }
}

/// A string of the document's own: UTF-16 or UTF-8 by its mark, else the letters of Western Europe.
pub(super) fn said(text: &[u8]) -> String {
    match text {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xff, 0xfe, ..] => encoding_rs::UTF_16LE.decode(text).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(text).0.into_owned(),
    }
}

/// Passes over a picture that stands in the contents: its bytes end at an `EI` of its own.
fn skip_picture(lexer: &mut Lexer<'_>) {
    while let Some(token) = lexer.token() {
        if token == Token::Word(b"ID") {
            break;
        }
    }
    let bytes = lexer.bytes;
    let mut at = lexer.at;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memmem::find(rest, b"EI")) {
        let (before, after) = (at + found, at + found + 2);
        at = after;
        let apart = |byte: Option<&u8>| byte.is_none_or(|&byte| is_blank(byte));
        // Two letters in the midst of a picture have other bytes behind them than operators.
        let next = bytes.get(after..(after + 12).min(bytes.len())).unwrap_or_default();
        let is_text =
            next.iter().all(|&byte| is_blank(byte) && byte != 0 || (32..127).contains(&byte));
        if apart(before.checked_sub(1).and_then(|b| bytes.get(b)))
            && apart(bytes.get(after))
            && is_text
        {
            lexer.at = after;
            return;
        }
    }
    lexer.at = bytes.len();
}
