//! Tokens in, objects out: numbers, strings, names, lists, dictionaries, references. Nothing here calls itself, however deep a
//! document nests.

use super::budget::{Budget, NESTING};
use super::lexer::{Lexer, Token, name, unescape, unhex};
use std::rc::Rc;

/// A value of a PDF. Cloning is cheap.
#[derive(Clone, Debug)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Text(Rc<[u8]>),
    Name(Rc<[u8]>),
    List(Rc<[Object]>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    /// The object of this number.
    Ref(u32),
}

/// Keys and values, in the order of the document. They are few, so looking through them is quick.
#[derive(Clone, Debug, Default)]
pub(super) struct Dict(Vec<(Box<[u8]>, Object)>);

/// A dictionary and where in the file the bytes of its stream stand.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) dict: Rc<Dict>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Number and generation: the key of its encryption rests on them.
    pub(super) id: (u32, u32),
}

impl Dict {
    /// The value as it stands: a reference stays one.
    pub(super) fn raw(&self, key: &[u8]) -> &Object {
        self.0.iter().find(|(k, _)| **k == *key).map_or(&Object::Null, |(_, value)| value)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }

    /// Adds a value under a key that is not there yet.
    pub(super) fn set(&mut self, key: &[u8], value: Object) {
        self.0.push((key.into(), value));
    }

    /// Adds what is not there yet.
    pub(super) fn complete(&mut self, other: &Self) {
        for (key, value) in &other.0 {
            if matches!(self.raw(key), Object::Null) {
                self.0.push((key.clone(), value.clone()));
            }
        }
    }

    /// The same with every string changed, at any depth that [`object`] reads.
    pub(super) fn map_text(&self, change: &dyn Fn(&[u8]) -> Vec<u8>) -> Self {
        Self(self.0.iter().map(|(key, value)| (key.clone(), value.map_text(change))).collect())
    }
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self) -> Option<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the range is looked at first"
        )]
        self.number().filter(|n| (0.0..=9e15).contains(n)).map(|n| n as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Object]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The dictionary, also that of a stream.
    pub(super) fn dict(&self) -> Option<&Rc<Dict>> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream(&self) -> Option<&Rc<Stream>> {
        if let Self::Stream(stream) = self { Some(stream) } else { None }
    }

    /// The same with every string changed. It calls itself as deep as [`object`] reads, which [`NESTING`] bounds.
    pub(super) fn map_text(&self, change: &dyn Fn(&[u8]) -> Vec<u8>) -> Self {
        match self {
            Self::Text(text) => Self::Text(change(text).into()),
            Self::List(list) => Self::List(list.iter().map(|o| o.map_text(change)).collect()),
            Self::Dict(dict) => Self::Dict(Rc::new(dict.map_text(change))),
            other => other.clone(),
        }
    }
}

/// A list or a dictionary that is open.
struct Open {
    items: Vec<Object>,
    is_dict: bool,
}

/// Reads one object: nothing if none stands there, if it nests too deep, or if there are too many.
pub(super) fn object(lexer: &mut Lexer<'_>, budget: &Budget) -> Option<Object> {
    let start = lexer.at;
    let object = read(lexer, budget);
    object.filter(|_| budget.scanned(lexer.at - start))
}

fn read(lexer: &mut Lexer<'_>, budget: &Budget) -> Option<Object> {
    let mut open: Vec<Open> = Vec::new();
    loop {
        if !budget.object() {
            return None;
        }
        let before = lexer.at;
        let item = match lexer.token() {
            Some(token @ (Token::ListStart | Token::DictStart)) => {
                if open.len() >= NESTING {
                    return None;
                }
                open.push(Open { items: Vec::new(), is_dict: token == Token::DictStart });
                continue;
            }
            Some(Token::ListEnd | Token::DictEnd) => open.pop()?.close(),
            Some(Token::Word(b"R")) => {
                if let Some(Open { items, .. }) = open.last_mut() {
                    refer(items);
                }
                continue;
            }
            Some(Token::Word(word)) => match word {
                b"null" => Object::Null,
                b"true" => Object::Bool(true),
                b"false" => Object::Bool(false),
                // The object ends here though it is open: what was read of it is better than nothing.
                b"endobj" | b"stream" | b"endstream" | b"obj" | b"xref" | b"trailer" => {
                    lexer.at = before;
                    close_all(std::mem::take(&mut open))?
                }
                _ if open.is_empty() => return None,
                _ => continue,
            },
            Some(token) => value(token),
            None => close_all(std::mem::take(&mut open))?,
        };
        match open.last_mut() {
            Some(parent) => parent.items.push(item),
            None => return Some(reference(&item, lexer).unwrap_or(item)),
        }
        if lexer.at >= lexer.bytes.len() {
            return close_all(open);
        }
    }
}

fn value(token: Token<'_>) -> Object {
    let mut said = Vec::new();
    match token {
        Token::Number(number) => Object::Number(number),
        Token::Name(raw) => Object::Name(name(raw).into()),
        Token::Text(raw) => {
            unescape(raw, &mut said);
            Object::Text(said.into())
        }
        Token::Hex(raw) => {
            unhex(raw, &mut said);
            Object::Text(said.into())
        }
        _ => Object::Null,
    }
}

/// `12 0 R` outside of lists: the number has been read.
fn reference(first: &Object, lexer: &mut Lexer<'_>) -> Option<Object> {
    let number = u32::try_from(first.count()?).ok()?;
    let mut ahead = lexer.clone();
    if matches!(ahead.token()?, Token::Number(_)) && ahead.token()? == Token::Word(b"R") {
        *lexer = ahead;
        return Some(Object::Ref(number));
    }
    None
}

/// `12 0 R` within a list: its two numbers have been read.
fn refer(items: &mut Vec<Object>) {
    if let [.., number, generation] = items.as_slice()
        && generation.count().is_some()
        && let Some(number) = number.count().and_then(|n| u32::try_from(n).ok())
    {
        items.truncate(items.len() - 2);
        items.push(Object::Ref(number));
    }
}

fn close_all(mut open: Vec<Open>) -> Option<Object> {
    let mut item = open.pop()?.close();
    while let Some(mut parent) = open.pop() {
        parent.items.push(item);
        item = parent.close();
    }
    Some(item)
}

impl Open {
    fn close(self) -> Object {
        if !self.is_dict {
            return Object::List(self.items.into());
        }
        let mut entries = Vec::with_capacity(self.items.len() / 2);
        let mut items = self.items.into_iter();
        while let Some(key) = items.next() {
            // A value that is missing leaves two names together; whatever is no name is no key.
            if let Object::Name(key) = key
                && let Some(value) = items.next()
            {
                entries.push((Box::from(&*key), value));
            }
        }
        Object::Dict(Rc::new(Dict(entries)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(object: &Object) -> String {
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match object {
            Object::Null => "null".to_owned(),
            Object::Bool(is) => is.to_string(),
            Object::Number(number) => number.to_string(),
            Object::Text(text) => format!("({})", words(text)),
            Object::Name(name) => format!("/{}", words(name)),
            Object::List(list) => {
                format!("[{}]", list.iter().map(said).collect::<Vec<_>>().join(" "))
            }
            Object::Dict(dict) => {
                let said = dict.entries().map(|(k, v)| format!("{}={}", words(k), said(v)));
                format!("<{}>", said.collect::<Vec<_>>().join(" "))
            }
            Object::Stream(_) => "stream".to_owned(),
            Object::Ref(number) => format!("{number}R"),
        }
    }

    fn check(bytes: &str, expected: &str) {
        let found = object(&mut Lexer::new(bytes.as_bytes(), 0), &Budget::default());
        assert_eq!(found.as_ref().map_or("nothing".to_owned(), said), expected);
    }

    #[test]
    fn objects_nest() {
        check("<</A[1 2 0 R(x)]/B<</C true>>/D null>>", "<A=[1 2R (x)] B=<C=true> D=null>");
        check("7 0 R", "7R");
        check("7 0 obj", "7");
    }

    #[test]
    fn what_is_not_closed_ends_where_the_object_does() {
        check("<</A[1 2 endobj", "<A=[1 2]>");
        check("<</A 1", "<A=1>");
        check("]", "nothing");
        check("endobj", "nothing");
    }

    #[test]
    fn depth_is_bounded() {
        check(&"[".repeat(1_000_000), "nothing");
        check(&"<</A".repeat(1_000_000), "nothing");
    }
}
