//! Where in the file each object stands: by its tables, or by looking for `12 0 obj` where they are damaged.

use super::budget::Budget;
use super::file::{numbered_at, stream_start};
use super::filter::filters;
use super::lexer::{Lexer, Token, is_blank};
use super::object::{Dict, Object, object};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Where an object stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// At this byte of the file.
    At(usize),
    /// In an object stream.
    Packed { stream: u32, index: usize },
}

/// The places of all objects, and the dictionary that says where to begin.
#[derive(Debug, Default)]
pub(super) struct Table {
    places: HashMap<u32, Option<Place>>,
    pub(super) trailer: Rc<Dict>,
}

/// How many tables may follow one another: each saving of a document can add one.
const TABLES: usize = 1024;

impl Table {
    /// Reads the tables from the last backwards.
    pub(super) fn of(bytes: &[u8], budget: &Budget) -> Option<Self> {
        let start = rfind(bytes, b"startxref")?;
        // Offsets count from the header, before which some mail programs leave lines of their own.
        let base = find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").unwrap_or(0);
        let mut lexer = Lexer::new(bytes, start + 9);
        let Token::Number(at) = lexer.token()? else { return None };
        let mut next = vec![Object::Number(at).count()?];
        let (mut table, mut trailer) = (Self::default(), Dict::default());
        let mut seen = HashSet::new();
        while let Some(at) = next.pop() {
            if !seen.insert(at) || seen.len() > TABLES {
                continue;
            }
            let found = table.read(bytes, base, at.checked_add(base)?, budget);
            let Some(dict) = found else {
                // A lost older table loses old objects only; the newest must be there.
                if seen.len() == 1 {
                    return None;
                }
                continue;
            };
            next.extend(dict.raw(b"Prev").count());
            next.extend(dict.raw(b"XRefStm").count());
            trailer.complete(&dict);
        }
        table.trailer = Rc::new(trailer);
        Some(table)
    }

    /// Where an object stands; nothing if there is none.
    pub(super) fn place(&self, number: u32) -> Option<Place> {
        self.places.get(&number).copied().flatten()
    }

    fn add(&mut self, number: u32, place: Option<Place>) {
        self.places.entry(number).or_insert(place);
    }

    fn read(&mut self, bytes: &[u8], base: usize, at: usize, budget: &Budget) -> Option<Rc<Dict>> {
        let mut lexer = Lexer::new(bytes, at);
        if lexer.token()? == Token::Word(b"xref") {
            self.read_rows(&mut lexer, base, budget)
        } else {
            self.read_stream(bytes, base, at, budget)
        }
    }

    /// `0 3`, then three rows like `0000000015 00000 n`, and so on until `trailer`.
    fn read_rows(
        &mut self,
        lexer: &mut Lexer<'_>,
        base: usize,
        budget: &Budget,
    ) -> Option<Rc<Dict>> {
        let number = |token: Option<Token<'_>>| match token {
            Some(Token::Number(number)) => Object::Number(number).count(),
            _ => None,
        };
        let start = lexer.at;
        loop {
            let first = match lexer.token()? {
                Token::Word(b"trailer") => break,
                Token::Number(first) => Object::Number(first).count()?,
                _ => return None,
            };
            let count = number(lexer.token())?;
            for index in 0..count {
                let before = lexer.at;
                let Some(at) = number(lexer.token()) else {
                    lexer.at = before;
                    break;
                };
                number(lexer.token())?;
                let Token::Word(kind) = lexer.token()? else { return None };
                if !budget.object() {
                    return None;
                }
                if let Ok(number) = u32::try_from(first.checked_add(index)?) {
                    let place = (kind == b"n").then_some(Place::At(at.checked_add(base)?));
                    self.add(number, place);
                }
            }
        }
        budget.scanned(lexer.at - start);
        object(lexer, budget)?.dict().cloned()
    }

    /// A table that is packed in a stream: rows of three numbers of so many bytes each.
    fn read_stream(
        &mut self,
        bytes: &[u8],
        base: usize,
        at: usize,
        budget: &Budget,
    ) -> Option<Rc<Dict>> {
        let (_, (object, after)) = numbered_at(bytes, at, budget)?;
        let dict = object.dict()?;
        if dict.raw(b"Type").name() != Some(b"XRef") {
            return None;
        }
        let start = stream_start(bytes, after)?;
        let rest = bytes.get(start..)?;
        let said = dict.raw(b"Length").count().filter(|&length| length <= rest.len());
        let raw = rest.get(..said.or_else(|| find(rest, b"endstream"))?)?;
        let mut plain = None;
        for filter in filters(dict.raw(b"Filter"), dict.raw(b"DecodeParms")) {
            let undone = filter.undo(plain.as_deref().unwrap_or(raw), budget.room());
            let Ok(undone) = undone else {
                budget.exceed("its table of objects unpacks to more than 64 MiB");
                return None;
            };
            if !budget.decoded(undone.len()) {
                return None;
            }
            plain = Some(undone);
        }
        let plain = plain.as_deref().unwrap_or(raw);
        let widths: Vec<usize> = dict.raw(b"W").list()?.iter().filter_map(Object::count).collect();
        let &[kind_width, middle_width, last_width] = widths.as_slice() else { return None };
        let width = kind_width.checked_add(middle_width)?.checked_add(last_width)?;
        if width == 0 || width > 24 {
            return None;
        }
        let size = dict.raw(b"Size").count()?;
        let whole = [Object::Number(0.0), dict.raw(b"Size").clone()];
        let index = dict.raw(b"Index").list().unwrap_or(&whole);
        let mut rows = plain.chunks_exact(width);
        for range in index.chunks_exact(2) {
            let (first, count) = (range[0].count()?, range[1].count()?.min(size));
            for (number, row) in (first..).zip(rows.by_ref().take(count)) {
                if !budget.object() {
                    return None;
                }
                let (kind, row) = row.split_at(kind_width);
                let (middle, last) = row.split_at(middle_width);
                let kind = if kind_width == 0 { 1 } else { big_endian(kind) };
                let place = match kind {
                    1 => Some(Place::At(big_endian(middle).checked_add(base)?)),
                    2 => u32::try_from(big_endian(middle))
                        .ok()
                        .map(|stream| Place::Packed { stream, index: big_endian(last) }),
                    _ => None,
                };
                if let Ok(number) = u32::try_from(number) {
                    self.add(number, place);
                }
            }
        }
        Some(Rc::clone(dict))
    }

    /// Looks for objects in the whole file. Of two of the same number the later is the newer.
    pub(super) fn rebuilt(bytes: &[u8], budget: &Budget) -> Self {
        let mut table = Self::default();
        let (mut trailer, mut catalogue) = (Dict::default(), None);
        let mut packed = Vec::new();
        let mut from = 0;
        while let Some(found) = bytes.get(from..).and_then(|rest| find(rest, b"obj")) {
            let at = from + found;
            from = at + 3;
            let Some((start, number)) = number_before(bytes, at) else { continue };
            if !budget.object() {
                break;
            }
            table.places.insert(number, Some(Place::At(start)));
            // What kind of object it is stands near its beginning.
            let near = bytes.get(from..(from + 400).min(bytes.len())).unwrap_or_default();
            let near = near.get(..find(near, b"endobj").unwrap_or(near.len())).unwrap_or(near);
            if find(near, b"ObjStm").is_some() {
                packed.push(number);
            } else if find(near, b"/Catalog").is_some() {
                catalogue = Some(number);
            } else if find(near, b"XRef").is_some()
                && let Some((_, (object, _))) = numbered_at(bytes, start, budget)
                && let Some(dict) = object.dict()
            {
                trailer = newer(&trailer, dict);
            }
        }
        let mut from = 0;
        while let Some(found) = bytes.get(from..).and_then(|rest| find(rest, b"trailer")) {
            from += found + 7;
            if let Some(object) = object(&mut Lexer::new(bytes, from), budget)
                && let Some(dict) = object.dict()
            {
                trailer = newer(&trailer, dict);
            }
        }
        if let Some(number) = catalogue {
            let mut root = Dict::default();
            root.set(b"Root", Object::Ref(number));
            trailer.complete(&root);
        }
        table.trailer = Rc::new(trailer);
        table.add_packed(&packed, bytes, budget);
        table
    }

    /// The objects that lie in object streams. Encrypted ones keep their objects: their numbers cannot be read yet.
    fn add_packed(&mut self, streams: &[u32], bytes: &[u8], budget: &Budget) {
        for &stream in streams {
            let Some(Place::At(at)) = self.place(stream) else { continue };
            let Some((_, (object, after))) = numbered_at(bytes, at, budget) else { continue };
            let (Some(dict), Some(start)) = (object.dict(), stream_start(bytes, after)) else {
                continue;
            };
            let rest = bytes.get(start..).unwrap_or_default();
            let mut plain =
                rest.get(..find(rest, b"endstream").unwrap_or(rest.len())).unwrap_or(rest).to_vec();
            for filter in filters(dict.raw(b"Filter"), dict.raw(b"DecodeParms")) {
                plain = filter.undo(&plain, budget.room()).unwrap_or_default();
                if !budget.decoded(plain.len()) {
                    return;
                }
            }
            let mut lexer = Lexer::new(&plain, 0);
            for index in 0..dict.raw(b"N").count().unwrap_or(0) {
                let (Some(Token::Number(number)), Some(Token::Number(_))) =
                    (lexer.token(), lexer.token())
                else {
                    break;
                };
                if !budget.object() {
                    return;
                }
                if let Some(number) =
                    Object::Number(number).count().and_then(|n| u32::try_from(n).ok())
                {
                    self.add(number, Some(Place::Packed { stream, index }));
                }
            }
            if self.trailer.raw(b"Root").count().is_none()
                && matches!(self.trailer.raw(b"Root"), Object::Null)
            {
                self.find_catalogue(&plain, dict, budget);
            }
        }
    }

    fn find_catalogue(&mut self, plain: &[u8], dict: &Dict, budget: &Budget) {
        let Some(first) = dict.raw(b"First").count() else { return };
        let mut lexer = Lexer::new(plain, 0);
        while let (Some(Token::Number(number)), Some(Token::Number(offset))) =
            (lexer.token(), lexer.token())
        {
            if lexer.at > first {
                break;
            }
            let at = Object::Number(offset).count().and_then(|offset| offset.checked_add(first));
            let found = at.and_then(|at| object(&mut Lexer::new(plain, at), budget));
            let is_catalogue = found
                .as_ref()
                .and_then(Object::dict)
                .is_some_and(|dict| dict.raw(b"Type").name() == Some(b"Catalog"));
            if is_catalogue
                && let Some(number) =
                    Object::Number(number).count().and_then(|n| u32::try_from(n).ok())
            {
                let mut trailer = Dict::clone(&self.trailer);
                trailer.set(b"Root", Object::Ref(number));
                self.trailer = Rc::new(trailer);
                return;
            }
        }
    }
}

/// The keys of `later` before those of `earlier`.
fn newer(earlier: &Dict, later: &Dict) -> Dict {
    let mut newer = later.clone();
    newer.complete(earlier);
    newer
}

/// The number of the object whose `obj` stands at `at`, and where it begins.
fn number_before(bytes: &[u8], at: usize) -> Option<(usize, u32)> {
    let before = bytes.get(..at)?;
    let blanks = |bytes: &[u8]| bytes.iter().rev().take(8).take_while(|&&b| is_blank(b)).count();
    let digits =
        |bytes: &[u8]| bytes.iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
    let rest = before.get(..before.len() - blanks(before))?;
    let generation = digits(rest);
    let rest = rest.get(..rest.len() - generation)?;
    let gap = blanks(rest);
    let rest = rest.get(..rest.len() - gap)?;
    let length = digits(rest);
    if generation == 0 || gap == 0 || length == 0 {
        return None;
    }
    let start = rest.len() - length;
    let number = std::str::from_utf8(rest.get(start..)?).ok()?.parse().ok()?;
    Some((start, number))
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0_usize, |sum, &byte| sum.wrapping_shl(8) | usize::from(byte))
}

/// Where `needle` first stands.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, needle)
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, needle)
}
