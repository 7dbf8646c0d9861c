//! Bytes in, clean text out: UTF-8 without byte order mark, lines ended by LF.

use super::decode::{Encoding, decode};
use super::{Page, ReadError};
use std::borrow::Cow;

/// A text as it is; its first line is its title where it stands alone.
pub(super) fn page(
    name: &str,
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
) -> Result<Page, ReadError> {
    let mut page = Page { text: text(name, bytes, encoding)?, ..Page::default() };
    page.about.title = headline(&page.text);
    Ok(page)
}

/// The text that `bytes` hold, as it will be stored; in `encoding` where the user says so.
pub(super) fn text(
    name: &str,
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
) -> Result<String, ReadError> {
    let mut text = decode(name, bytes, encoding, None)?;
    if let Cow::Owned(clean) = line_feeds(&text) {
        text = clean;
    }
    if text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') {
        return Err(ReadError::Empty { path: name.to_owned() });
    }
    Ok(text)
}

/// CRLF and the CR of old Macs become LF, so that the same article saved on two systems is one content.
fn line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first line, where it stands alone like a headline: not long, followed by an empty line, no sentence, no list item.
pub(super) fn headline(text: &str) -> Option<String> {
    let mut lines = text.trim_start().lines();
    let line = lines.next()?.trim();
    let alone = lines.next().is_none_or(|next| next.trim().is_empty());
    let sentence = line.ends_with(['.', ':', ';', ',', '…']);
    let letters = line.chars().count();
    (alone && !sentence && (3..=200).contains(&letters)).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let found = text("a.txt", bytes.to_vec(), None).map_err(|e| e.to_string());
        match expected {
            Ok(text) => assert_eq!(found.as_deref(), Ok(text)),
            Err(part) => assert!(found.as_ref().is_err_and(|e| e.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn line_ends_and_mark_are_those_of_the_store() {
        check(b"\xef\xbb\xbfone\r\ntwo\rthree\n", Ok("one\ntwo\nthree\n"));
        check("Оборот — 3,1 млрд".as_bytes(), Ok("Оборот — 3,1 млрд"));
    }

    #[test]
    fn what_is_no_text_says_where() {
        check(b"abc\0def", Err("a.txt: is not text (a NUL byte at byte 3)"));
        check(b"", Err("a.txt: is empty"));
        check(b"\xef\xbb\xbf \r\n", Err("a.txt: is empty"));
    }

    #[test]
    fn a_headline_stands_alone() {
        assert_eq!(headline("Trade grew\n\nIt grew by 3%.").as_deref(), Some("Trade grew"));
        assert_eq!(headline("Trade grew by 3% in 2024.\n\nMore."), None);
        assert_eq!(headline("Volume 48\nTrade desk\n\nText."), None);
    }
}
