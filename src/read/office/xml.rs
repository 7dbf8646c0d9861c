//! XML as a row of elements and words: names without their prefixes, entities resolved, nothing fetched and nothing expanded.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// How deep elements may stand within one another. Word processors stay below a hundred.
const DEEPEST: usize = 10_000;

/// What comes next.
pub(super) enum Node<'x> {
    Open(Element<'x>),
    Close,
    Words(Cow<'x, str>),
}

/// The beginning of an element.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// `p` of `<w:p>`.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of `w:val`, asked for as `val`.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }
}

/// The text of a part: UTF-8, or what its mark says.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
        _ => UTF_8,
    };
    encoding.decode(bytes).0
}

/// Reads a part from its beginning to its end and hands over what it meets. An error is in words.
pub(super) fn read(source: &str, mut take: impl FnMut(Node<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    // A mistake in a closing name changes no word; Word itself is as strict as it likes.
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event();
        let at = reader.buffer_position();
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} elements within one another, at byte {at}"));
        }
        match event.map_err(|error| format!("{error}, at byte {at}"))? {
            Event::Start(tag) => {
                depth += 1;
                take(Node::Open(Element(tag)));
            }
            Event::Empty(tag) => {
                take(Node::Open(Element(tag)));
                take(Node::Close);
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                take(Node::Close);
            }
            Event::Text(words) => take(Node::Words(words.xml10_content())),
            Event::CData(words) => take(Node::Words(words.xml10_content())),
            Event::GeneralRef(reference) => {
                let letter = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter),
                    Ok(None) => named(&reference.xml10_content()),
                    Err(_) => None,
                };
                if let Some(letter) = letter {
                    take(Node::Words(Cow::Owned(letter.to_string())));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The five entities that every document has. Others would be the document's own, and are how small files become large.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}
