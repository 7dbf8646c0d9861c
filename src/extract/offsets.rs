//! Byte offsets to code points and back, each in one pass. Where every letter is a byte, they are the same.

use crate::model::Span;
use std::ops::Range;

/// Converts ascending byte offsets of a text to code points.
pub(super) struct Offsets<'t> {
    text: &'t [u8],
    plain: bool,
    byte: usize,
    point: usize,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), plain: text.is_ascii(), byte: 0, point: 0 }
    }

    /// The code points before a byte. Asking for an earlier byte than the last one counts backwards from there.
    pub(super) fn at(&mut self, byte: usize) -> usize {
        if self.plain {
            return byte;
        }
        if byte >= self.byte {
            self.point += points(&self.text[self.byte..byte]);
        } else {
            self.point -= points(&self.text[byte..self.byte]);
        }
        self.byte = byte;
        self.point
    }
}

/// Converts ascending code points of a text to byte offsets.
pub(super) struct Bytes<'t> {
    text: &'t [u8],
    plain: bool,
    byte: usize,
    point: usize,
}

impl<'t> Bytes<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), plain: text.is_ascii(), byte: 0, point: 0 }
    }

    /// The bytes of a span; within the text, and on borders of letters, whatever the span.
    pub(super) fn of(&mut self, span: Span) -> Range<usize> {
        let start = self.at(span.start);
        start..self.at(span.end).max(start)
    }

    fn at(&mut self, point: usize) -> usize {
        if self.plain {
            return point.min(self.text.len());
        }
        while self.point > point {
            self.byte -= 1;
            self.point -= usize::from(begins(self.text[self.byte]));
        }
        for stretch in self.text[self.byte..].chunks(STRETCH) {
            let more = points(stretch);
            // The point itself must lie behind the stretch, so that it is found at its first byte.
            if self.point + more > point {
                break;
            }
            self.point += more;
            self.byte += stretch.len();
        }
        while self.byte < self.text.len() && (self.point < point || !begins(self.text[self.byte])) {
            self.point += usize::from(begins(self.text[self.byte]));
            self.byte += 1;
        }
        self.byte
    }
}

/// How many bytes are counted at once.
const STRETCH: usize = 64;

fn points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| begins(**byte)).count()
}

/// Whether a letter of UTF-8 begins here.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_both_ways() {
        let mut offsets = Offsets::new("экспорт $5");
        assert_eq!(offsets.at("экспорт ".len()), 8);
        assert_eq!(offsets.at("экс".len()), 3);
        assert_eq!(offsets.at("экспорт $5".len()), 10);
    }

    #[test]
    fn bytes_are_found_in_any_order() {
        for text in ["", "abc", "экспорт €5 𝄞 ok", &"я€a𝄞".repeat(100)] {
            let borders: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut bytes = Bytes::new(text);
            for step in [1, 2, 7, 63, 130] {
                let there = (0..borders.len()).step_by(step);
                for point in there.clone().chain(there.rev()) {
                    assert_eq!(bytes.at(point), borders[point], "{point} of {text}");
                }
            }
            assert_eq!(bytes.at(borders.len() + 5), text.len());
        }
    }
}
