//! The letters of an RTF: bytes in the character set of their font, signs by number, signs of fonts that hold no letters.

use super::charset;
use crate::read::office::signs;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::BTreeMap;

/// What says how bytes are letters, and the bytes that are still to be decoded.
pub(super) struct Letters {
    fonts: BTreeMap<i32, Option<&'static Encoding>>,
    /// The names of fonts whose letters are signs.
    symbols: BTreeMap<i32, String>,
    /// Of fonts that say nothing.
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    /// The first half of a sign beyond 16 bits.
    high: Option<u32>,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            fonts: BTreeMap::new(),
            symbols: BTreeMap::new(),
            encoding: WINDOWS_1252,
            bytes: Vec::new(),
            high: None,
        }
    }
}

impl Letters {
    /// The code page of the document.
    pub(super) fn set_page(&mut self, page: i32) {
        self.encoding = charset::of_page(page);
    }

    /// The code page of a font.
    pub(super) fn set_page_of(&mut self, font: i32, page: i32) {
        self.fonts.insert(font, Some(charset::of_page(page)));
    }

    /// The character set of a font; the second holds signs.
    pub(super) fn set_of(&mut self, font: i32, set: i32) {
        if set == 2 {
            self.symbols.insert(font, String::new());
        } else {
            self.fonts.insert(font, charset::of_set(set));
        }
    }

    /// The name of a font, which matters where its letters are signs.
    pub(super) fn name(&mut self, font: i32, name: &str) {
        if signs::is_of_signs(name) || self.symbols.contains_key(&font) {
            self.symbols.insert(font, name.trim().to_owned());
        }
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// The bytes so far as letters of a font, once another thing comes: letters of some languages take two bytes, which may
    /// come one by one. The names of fonts, and what else is no text, are never in signs.
    pub(super) fn take(&mut self, font: i32, is_text: bool) -> Option<String> {
        if self.bytes.is_empty() {
            return None;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(name) = self.symbols.get(&font).filter(|_| is_text) {
            return Some(bytes.iter().filter_map(|b| signs::sign(name, u32::from(*b))).collect());
        }
        let encoding = self.fonts.get(&font).copied().flatten().unwrap_or(self.encoding);
        Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }

    /// A sign by its number; those beyond 16 bits come in two halves.
    pub(super) fn numbered(&mut self, font: i32, number: i32) -> Option<char> {
        let code = u32::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or(0);
        match (code, self.high.take()) {
            (0xd800..=0xdbff, _) => {
                self.high = Some(code);
                None
            }
            (0xdc00..=0xdfff, Some(high)) => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00))
            }
            (0xe000..=0xf8ff, _) => {
                signs::sign(self.symbols.get(&font).map_or("", String::as_str), code)
            }
            (code, _) => char::from_u32(code),
        }
    }
}
