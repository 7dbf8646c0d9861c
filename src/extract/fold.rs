//! Words as the lexicon compares them: lower case, `ё` as `е`, one kind of apostrophe; as hashes, one step a letter.

use std::hash::Hasher;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// A word as far as it was read: FNV-1a (Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>) over its folded
/// letters, each as one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Folded(u64);

impl Folded {
    pub(super) const EMPTY: Self = Self(OFFSET);

    /// A whole word.
    pub(super) fn of(word: &str) -> Self {
        word.chars().fold(Self::EMPTY, |folded, c| folded.and(self::folded(c)))
    }

    /// The word with one more folded letter.
    #[inline]
    pub(super) fn and(self, folded: char) -> Self {
        Self((self.0 ^ u64::from(u32::from(folded))).wrapping_mul(PRIME))
    }

    /// The hash.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        self.0
    }
}

/// A letter folded, and whether it is a capital; `None` for what no word is made of. Combining marks belong to words.
#[inline]
pub(super) fn letter(c: char) -> Option<(char, bool)> {
    match c {
        'a'..='z' | 'а'..='я' => Some((c, false)),
        'A'..='Z' => Some((c.to_ascii_lowercase(), true)),
        'А'..='Я' => Some((small(c), true)),
        '\0'..='\x7f' => None,
        _ => {
            let combining = ('\u{300}'..='\u{36f}').contains(&c);
            (combining || c.is_alphabetic()).then(|| (folded(c), c.is_uppercase()))
        }
    }
}

#[inline]
fn folded(c: char) -> char {
    match c {
        '`' | '’' | 'ʼ' => '\'',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        'а'..='я' => c,
        'А'..='Я' => small(c),
        'Ё' | 'ё' => 'е',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The small letter of a Russian capital.
#[inline]
fn small(c: char) -> char {
    char::from_u32(u32::from(c) + 32).unwrap_or(c)
}

/// The hash of a word's letters as they are.
pub(super) fn exactly(word: &str) -> u64 {
    word.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// For keys that are hashes already.
#[derive(Default)]
pub(super) struct Hash(u64);

impl Hasher for Hash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0.rotate_left(8) ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_in_any_case() {
        for (a, b) in [("Trade", "TRADE"), ("ЁЛКА", "елка"), ("l’eau", "L'EAU"), ("Ärger", "ärger")]
        {
            assert_eq!(Folded::of(a), Folded::of(b), "{a} {b}");
        }
        assert_ne!(Folded::of("ab"), Folded::of("ba"));
    }

    #[test]
    fn letters_are_told_from_marks_and_capitals_from_small_ones() {
        assert_eq!(letter('Я'), Some(('я', true)));
        assert_eq!(letter('ё'), Some(('е', false)));
        assert_eq!(letter('É'), Some(('é', true)));
        assert_eq!(letter('\u{301}'), Some(('\u{301}', false)));
        assert_eq!((letter('-'), letter('»'), letter('5')), (None, None, None));
    }
}
