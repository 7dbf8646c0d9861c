//! A file as a set of numbered objects, each read when it is asked for.

use super::budget::{Budget, DEPTH};
use super::crypt::{Crypt, Locked};
use super::filter::{Fault, filters};
use super::lexer::{Lexer, Token};
use super::object::{Dict, Object, Stream, object};
use super::xref::{Place, Table};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// An open file.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    pub(super) budget: Budget,
    table: RefCell<Table>,
    crypt: Option<Crypt>,
    /// Objects that were read; lists and dictionaries in them are shared.
    known: RefCell<HashMap<u32, Object>>,
    /// Object streams that were unpacked: their bytes, and the number and place of each object in them.
    packed: RefCell<HashMap<u32, Rc<Packed>>>,
    /// How deep resolving needs resolving: the length of a stream may be a reference, and so on.
    depth: Cell<usize>,
    /// Whether the table was made anew from the file's objects.
    rebuilt: Cell<bool>,
}

struct Packed {
    bytes: Vec<u8>,
    at: Vec<(u32, usize)>,
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unopened {
    Locked(Locked),
    NoPages,
    /// What was too much.
    TooLarge(&'static str),
}

impl<'a> File<'a> {
    /// Opens a file by its table of objects, or by looking for them where the table is damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unopened> {
        let budget = Budget::default();
        let table = Table::of(bytes, &budget);
        let rebuilt = Cell::new(table.is_none());
        let table = RefCell::new(table.unwrap_or_else(|| Table::rebuilt(bytes, &budget)));
        let (known, packed) = (RefCell::default(), RefCell::default());
        let depth = Cell::new(0);
        let mut file = Self { bytes, budget, table, crypt: None, known, packed, depth, rebuilt };
        // The pages of an encrypted file may lie in a stream that has to be decrypted first.
        file.unlock()?;
        if file.pages_root().is_none() && !file.rebuilt.get() {
            file.rebuild();
            file.unlock()?;
        }
        match (file.budget.spent(), file.pages_root()) {
            (Some(what), _) => Err(Unopened::TooLarge(what)),
            (None, None) => Err(Unopened::NoPages),
            (None, Some(_)) => Ok(file),
        }
    }

    fn unlock(&mut self) -> Result<(), Unopened> {
        let trailer = self.trailer();
        let Some(encrypt) = self.get(&trailer, b"Encrypt").dict().cloned() else { return Ok(()) };
        let encrypt = self.flat(&encrypt);
        let id = self.get(&trailer, b"ID");
        let id = id.list().and_then(|ids| Some(self.resolve(ids.first()?)));
        let id = id.as_ref().and_then(Object::text).unwrap_or_default();
        let crypt = Crypt::open(&encrypt, id).map_err(Unopened::Locked)?;
        self.crypt = Some(crypt);
        // What was read so far had its strings hidden, and object streams are encrypted as a whole.
        self.known.borrow_mut().clear();
        self.packed.borrow_mut().clear();
        Ok(())
    }

    /// A dictionary with the references of its first two levels resolved.
    fn flat(&self, dict: &Dict) -> Dict {
        let mut flat = Dict::default();
        for (key, _) in dict.entries() {
            let value = self.get(dict, key);
            let value = match &value {
                Object::Dict(inner) if key == b"CF" => {
                    let mut filters = Dict::default();
                    for (name, filter) in inner.entries() {
                        filters.set(name, self.resolve(filter));
                    }
                    Object::Dict(Rc::new(filters))
                }
                _ => value,
            };
            flat.set(key, value);
        }
        flat
    }

    pub(super) fn trailer(&self) -> Rc<Dict> {
        Rc::clone(&self.table.borrow().trailer)
    }

    /// The catalogue of the document.
    pub(super) fn catalogue(&self) -> Option<Rc<Dict>> {
        self.get(&self.trailer(), b"Root").dict().cloned()
    }

    fn pages_root(&self) -> Option<Rc<Dict>> {
        self.get(&*self.catalogue()?, b"Pages").dict().cloned()
    }

    /// The value of a key, with references resolved.
    pub(super) fn get(&self, dict: &Dict, key: &[u8]) -> Object {
        self.resolve(dict.raw(key))
    }

    /// What a reference refers to; anything else is itself.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..DEPTH {
            let Object::Ref(number) = object else { return object };
            object = self.numbered(number);
        }
        Object::Null
    }

    fn numbered(&self, number: u32) -> Object {
        if let Some(known) = self.known.borrow().get(&number) {
            return known.clone();
        }
        if self.depth.get() >= DEPTH {
            return Object::Null;
        }
        self.depth.set(self.depth.get() + 1);
        let mut found = self.read(number);
        if found.is_none() && self.table.borrow().place(number).is_some() && !self.rebuilt.get() {
            self.rebuild();
            found = self.read(number);
        }
        self.depth.set(self.depth.get() - 1);
        let found = found.unwrap_or(Object::Null);
        self.known.borrow_mut().insert(number, found.clone());
        found
    }

    /// Makes the table anew, once, when it has been found wrong.
    fn rebuild(&self) {
        if self.rebuilt.replace(true) {
            return;
        }
        let mut table = Table::rebuilt(self.bytes, &self.budget);
        let mut trailer = Dict::clone(&table.trailer);
        trailer.complete(&self.trailer());
        table.trailer = Rc::new(trailer);
        *self.table.borrow_mut() = table;
        self.known.borrow_mut().clear();
        self.packed.borrow_mut().clear();
    }

    fn read(&self, number: u32) -> Option<Object> {
        let place = self.table.borrow().place(number)?;
        match place {
            Place::At(at) => self.read_at(at, number),
            Place::Packed { stream, index } => self.read_packed(stream, index, number),
        }
    }

    fn read_at(&self, at: usize, number: u32) -> Option<Object> {
        let (id, read) = numbered_at(self.bytes, at, &self.budget)?;
        if id.0 != number {
            return None;
        }
        let (object, after) = read;
        let object = match &self.crypt {
            Some(crypt) => object.map_text(&|text| crypt.text(text, id)),
            None => object,
        };
        let Object::Dict(dict) = &object else { return Some(object) };
        let Some(start) = stream_start(self.bytes, after) else { return Some(object) };
        let end = self.stream_end(dict, start);
        Some(Object::Stream(Rc::new(Stream { dict: Rc::clone(dict), start, end, id })))
    }

    /// Where a stream ends: where its length says, if `endstream` stands there, and else at the next `endstream`.
    fn stream_end(&self, dict: &Dict, start: usize) -> usize {
        let length = self.get(dict, b"Length").count();
        let said = length.and_then(|length| start.checked_add(length));
        if let Some(end) = said.filter(|&end| end <= self.bytes.len()) {
            let mut after = Lexer::new(self.bytes, end);
            if after.token() == Some(Token::Word(b"endstream")) {
                return end;
            }
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        if self.budget.spent().is_some() {
            return start;
        }
        let found =
            super::xref::find(rest, b"endstream").or_else(|| super::xref::find(rest, b"endobj"));
        let length = found.unwrap_or(rest.len());
        self.budget.scanned(length);
        start + length
    }

    fn read_packed(&self, stream: u32, index: usize, number: u32) -> Option<Object> {
        let packed = self.packed_objects(stream)?;
        let by_index = packed.at.get(index).filter(|(found, _)| *found == number);
        let (_, at) = by_index.or_else(|| packed.at.iter().find(|(found, _)| *found == number))?;
        object(&mut Lexer::new(&packed.bytes, *at), &self.budget)
    }

    fn packed_objects(&self, number: u32) -> Option<Rc<Packed>> {
        if let Some(known) = self.packed.borrow().get(&number) {
            return Some(Rc::clone(known));
        }
        // An object stream cannot lie in another.
        let Place::At(_) = self.table.borrow().place(number)? else { return None };
        let stream = self.numbered(number);
        let stream = stream.stream()?;
        let first = self.get(&stream.dict, b"First").count()?;
        let count = self.get(&stream.dict, b"N").count()?;
        let bytes = self.plain(stream)?;
        let mut lexer = Lexer::new(&bytes, 0);
        let mut at = Vec::new();
        for _ in 0..count {
            let (Some(Token::Number(number)), Some(Token::Number(offset))) =
                (lexer.token(), lexer.token())
            else {
                break;
            };
            if !self.budget.object() {
                return None;
            }
            let number = Object::Number(number).count().and_then(|n| u32::try_from(n).ok());
            let offset = Object::Number(offset).count().and_then(|o| first.checked_add(o));
            if let (Some(number), Some(offset)) = (number, offset) {
                at.push((number, offset));
            }
        }
        let packed = Rc::new(Packed { bytes, at });
        self.packed.borrow_mut().insert(number, Rc::clone(&packed));
        Some(packed)
    }

    /// The plain bytes of a stream; nothing if it is a picture, or too large.
    pub(super) fn plain(&self, stream: &Stream) -> Option<Vec<u8>> {
        let raw = self.bytes.get(stream.start..stream.end)?;
        let names = self.deep(&stream.dict, b"Filter", b"F");
        let params = self.deep(&stream.dict, b"DecodeParms", b"DP");
        let filters = filters(&names, &params);
        let is_table = stream.dict.raw(b"Type").name() == Some(b"XRef");
        let is_plain = filters.first().is_some_and(|filter| filter.name == b"Crypt");
        let decrypted = match &self.crypt {
            Some(crypt) if !is_table && !is_plain => Some(crypt.stream(raw, stream.id)),
            _ => None,
        };
        let mut bytes: Option<Vec<u8>> = decrypted;
        for filter in &filters {
            let packed = bytes.as_deref().unwrap_or(raw);
            match filter.undo(packed, self.budget.room()) {
                Ok(plain) => {
                    if !self.budget.decoded(plain.len()) {
                        return None;
                    }
                    bytes = Some(plain);
                }
                Err(Fault::TooLarge) => {
                    self.budget.overflow();
                    return None;
                }
                Err(Fault::Unknown) => return None,
            }
        }
        if filters.is_empty() && !self.budget.decoded(raw.len()) {
            return None;
        }
        Some(bytes.unwrap_or_else(|| raw.to_vec()))
    }

    /// A value with the references in its list resolved too.
    fn deep(&self, dict: &Dict, key: &[u8], short: &[u8]) -> Object {
        let mut value = self.get(dict, key);
        if matches!(value, Object::Null) {
            value = self.get(dict, short);
        }
        match value.list() {
            Some(list) => Object::List(list.iter().map(|item| self.resolve(item)).collect()),
            None => value,
        }
    }
}

/// Reads `12 0 obj …` at a place: number and generation, the object, and where it ends.
pub(super) fn numbered_at(
    bytes: &[u8],
    at: usize,
    budget: &Budget,
) -> Option<((u32, u32), (Object, usize))> {
    let mut lexer = Lexer::new(bytes, at);
    let mut part = || match lexer.token()? {
        Token::Number(number) => u32::try_from(Object::Number(number).count()?).ok(),
        _ => None,
    };
    let id = (part()?, part()?);
    if lexer.token()? != Token::Word(b"obj") {
        return None;
    }
    let object = object(&mut lexer, budget)?;
    Some((id, (object, lexer.at)))
}

/// Where the bytes of a stream begin, if `stream` stands at `after`.
pub(super) fn stream_start(bytes: &[u8], after: usize) -> Option<usize> {
    let mut lexer = Lexer::new(bytes, after);
    if lexer.token()? != Token::Word(b"stream") {
        return None;
    }
    let line_end = match bytes.get(lexer.at..)? {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Some(lexer.at + line_end)
}
