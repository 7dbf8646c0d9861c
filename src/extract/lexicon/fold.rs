//! Words as the lexicon compares them.

use std::hash::Hasher;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a (Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>) over the folded letters of a word: lower case,
/// `ё` as `е`, every apostrophe as `'`.
pub(super) fn fold(word: &str) -> u64 {
    let mut hash = OFFSET;
    let mut step = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    for &byte in word.as_bytes() {
        if !byte.is_ascii() {
            return fold_beyond_ascii(word);
        }
        step(byte.to_ascii_lowercase());
    }
    hash
}

fn fold_beyond_ascii(word: &str) -> u64 {
    let mut hash = OFFSET;
    let mut utf8 = [0; 4];
    for c in word.chars() {
        let lower = match c {
            'А'..='Я' => char::from_u32(c as u32 + 32).unwrap_or(c),
            'Ё' | 'ё' => 'е',
            '’' | 'ʼ' | '`' => '\'',
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        for byte in lower.encode_utf8(&mut utf8).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}

/// The same over the letters as they are.
pub(super) fn exactly(word: &str) -> u64 {
    word.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// For keys that are hashes already: mixes the node into the word's hash.
#[derive(Default)]
pub(super) struct Hash(u64);

impl Hasher for Hash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0 ^ u64::from(n)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = self.0.rotate_left(23) ^ n;
    }
}
