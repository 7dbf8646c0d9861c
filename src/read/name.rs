//! Names of what lies in archives: only ever shown and compared, never used as paths of this machine, and yet written so that
//! nobody else is led astray by them.

use crate::model::as_seen;
use encoding_rs::{IBM866, WINDOWS_1251};
use std::borrow::Cow;

/// A member's name as `folder/file`: without roots, drives and ways upwards.
pub(super) fn member(raw: &[u8]) -> String {
    let name = decoded(raw);
    let drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts: Vec<_> = name
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && !matches!(*part, "." | "..") && !drive(part))
        .map(as_seen)
        .collect();
    parts.join("/")
}

/// Whether a file or one of its folders is hidden, as `.git` and what a Mac puts beside each file.
pub(super) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// UTF-8, or what Windows packers write: the code page of the DOS window. Nothing says which one; in Russian names whole words
/// are of its letters, in western ones single letters are.
fn decoded(raw: &[u8]) -> Cow<'_, str> {
    if let Ok(name) = str::from_utf8(raw) {
        return Cow::Borrowed(name);
    }
    let words = || {
        let words = raw.split(|b| !b.is_ascii_alphabetic() && b.is_ascii());
        words.filter(|word| word.iter().any(|b| !b.is_ascii()))
    };
    let mostly =
        |is: &dyn Fn(&[u8]) -> bool| 2 * words().filter(|w| is(w)).count() > words().count();
    let of_866 = |word: &[u8]| {
        word.len() > 1 && word.iter().all(|b| matches!(b, 0x80..=0xaf | 0xe0..=0xf1 | 0xfc))
    };
    let of_1251 = |word: &[u8]| {
        word.len() > 1 && word.iter().all(|b| matches!(b, 0xa8 | 0xb8..=0xb9 | 0xc0..=0xff))
    };
    if mostly(&of_1251) {
        WINDOWS_1251.decode_without_bom_handling(raw).0
    } else if mostly(&of_866) {
        IBM866.decode_without_bom_handling(raw).0
    } else {
        raw.iter().map(|b| if b.is_ascii() { char::from(*b) } else { western(*b) }).collect()
    }
}

/// The letters of code page 437; its lines and signs are no part of names.
fn western(byte: u8) -> char {
    const LETTERS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº";
    LETTERS.chars().nth(usize::from(byte - 0x80)).unwrap_or(match byte {
        0xe1 => 'ß',
        _ => '\u{fffd}',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &[u8], expected: &str) {
        assert_eq!(member(raw), expected);
    }

    #[test]
    fn nothing_leads_out_of_the_archive() {
        check(b"../../etc/passwd", "etc/passwd");
        check(b"/abs//./a.txt", "abs/a.txt");
        check(b"C:\\Users\\x\\..\\a.txt", "Users/x/a.txt");
        check(b"a\x1b[31m\n.txt", "a\u{fffd}[31m\u{fffd}.txt");
        check("a\u{202e}txt.exe".as_bytes(), "a\u{fffd}txt.exe");
        check(b"..", "");
    }

    #[test]
    fn names_of_other_code_pages_are_read() {
        check("отчёт/2024.txt".as_bytes(), "отчёт/2024.txt");
        check(b"\x8e\xe2\xe7\xf1\xe2 2024.txt", "Отчёт 2024.txt");
        check(b"\xce\xf2\xf7\xb8\xf2.txt", "Отчёт.txt");
        check(b"\x9abersicht M\x81nchen.txt", "Übersicht München.txt");
        check(b"caf\x82.txt", "café.txt");
    }

    #[test]
    fn hidden_files_are_hidden_in_archives_too() {
        assert!(is_hidden(".git/a.txt") && is_hidden("a/.b.txt") && is_hidden("__MACOSX/a.txt"));
        assert!(!is_hidden("a.b/c.txt"));
    }
}
