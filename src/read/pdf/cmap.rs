//! Tables from the codes in a page's strings to letters, or to numbers of glyphs.

use super::budget::Budget;
use super::lexer::{Lexer, Token, unhex};
use super::object::Object;
use std::collections::HashMap;

/// What a code stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Letters(Box<str>),
    Number(u32),
}

/// A table of one font.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// How long the codes from `low` to `high` are.
    spaces: Vec<(usize, u32, u32)>,
    single: HashMap<u32, Target>,
    /// First and last code, and what the first stands for; the others count on.
    ranges: Vec<(u32, u32, Target)>,
}

/// Entries of a table; the largest real ones name each of 65,536 glyphs.
const ENTRIES: usize = 200_000;

impl CMap {
    pub(super) fn of(bytes: &[u8], budget: &Budget) -> Self {
        let mut cmap = Self::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Operand> = Vec::new();
        while let Some(token) = lexer.token() {
            if !budget.object() || cmap.single.len() + cmap.ranges.len() > ENTRIES {
                break;
            }
            match token {
                Token::Word(word) => {
                    cmap.take(word, &operands);
                    operands.clear();
                }
                Token::Hex(raw) => {
                    let mut code = Vec::new();
                    unhex(raw, &mut code);
                    operands.push(Operand::Code(code));
                }
                Token::Number(number) => {
                    let number = Object::Number(number).count().and_then(|n| u32::try_from(n).ok());
                    operands.push(Operand::Number(number.unwrap_or_default()));
                }
                Token::ListStart => operands.push(Operand::Start),
                Token::ListEnd => operands.push(Operand::End),
                _ => operands.push(Operand::Other),
            }
        }
        cmap.ranges.sort_by_key(|(low, ..)| *low);
        cmap
    }

    fn take(&mut self, word: &[u8], operands: &[Operand]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Code(low), Operand::Code(high)] = pair {
                        self.spaces.push((low.len().clamp(1, 4), code(low), code(high)));
                    }
                }
            }
            b"endbfchar" | b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let ([Operand::Code(from), to], Some(target)) = (pair, pair[1].target()) {
                        let _ = to;
                        self.single.insert(code(from), target);
                    }
                }
            }
            b"endbfrange" | b"endcidrange" => self.take_ranges(operands),
            _ => {}
        }
    }

    fn take_ranges(&mut self, operands: &[Operand]) {
        let mut rest = operands;
        while let [Operand::Code(low), Operand::Code(high), to, tail @ ..] = rest {
            let (low, high) = (code(low), code(high));
            rest = tail;
            if matches!(to, Operand::Start) {
                let end = tail.iter().position(|o| matches!(o, Operand::End)).unwrap_or(tail.len());
                for (code, to) in (low..=high).zip(&tail[..end]) {
                    if let Some(target) = to.target() {
                        self.single.insert(code, target);
                    }
                }
                rest = tail.get(end + 1..).unwrap_or_default();
            } else if let Some(target) = to.target() {
                self.ranges.push((low, high, target));
            }
        }
    }

    /// How long the code is that begins `bytes`.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=bytes.len().min(4)).find(|&length| {
            let code = code(&bytes[..length]);
            self.spaces.iter().any(|&(of, low, high)| of == length && (low..=high).contains(&code))
        })
    }

    /// The letters a code stands for.
    pub(super) fn letters(&self, code: u32) -> Option<String> {
        if let Some(Target::Letters(letters)) = self.single.get(&code) {
            return Some(letters.to_string());
        }
        let (past, target) = self.range(code)?;
        let Target::Letters(first) = target else { return None };
        let last = first.chars().next_back()?;
        let moved = char::from_u32(u32::from(last).checked_add(past)?)?;
        let mut letters = first[..first.len() - last.len_utf8()].to_owned();
        letters.push(moved);
        Some(letters)
    }

    /// The number of the glyph a code stands for.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        if let Some(Target::Number(number)) = self.single.get(&code) {
            return Some(*number);
        }
        let (past, target) = self.range(code)?;
        if let Target::Number(first) = target { first.checked_add(past) } else { None }
    }

    fn range(&self, code: u32) -> Option<(u32, &Target)> {
        let after = self.ranges.partition_point(|(low, ..)| *low <= code);
        // Ranges may overlap; the one that begins last is the most particular.
        let near = self.ranges[..after].iter().rev().take(8);
        near.filter(|(_, high, _)| code <= *high).map(|(low, _, to)| (code - low, to)).next()
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty() && self.ranges.is_empty()
    }
}

enum Operand {
    Code(Vec<u8>),
    Number(u32),
    Start,
    End,
    Other,
}

impl Operand {
    fn target(&self) -> Option<Target> {
        match self {
            Self::Code(bytes) => {
                let letters = utf16(bytes);
                // A code that stands for nothing is written so by some producers.
                let says = letters.chars().any(|c| c != '\0' && c != '\u{fffd}');
                says.then(|| Target::Letters(letters.into()))
            }
            Self::Number(number) => Some(Target::Number(*number)),
            _ => None,
        }
    }
}

/// A code of up to four bytes as a number.
pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

/// UTF-16, highest byte first; a single byte stands for itself.
pub(super) fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cmap: &str, code: u32, expected: Option<&str>) {
        let cmap = CMap::of(cmap.as_bytes(), &Budget::default());
        assert_eq!(cmap.letters(code).as_deref(), expected);
    }

    #[test]
    fn letters_of_codes_and_of_ranges() {
        let cmap = "1 begincodespacerange <0000> <ffff> endcodespacerange
            2 beginbfchar <0001> <0066 0066 0069> <0002> <0000> endbfchar
            3 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <0059>] <0030><0031><0066 0061> endbfrange";
        check(cmap, 1, Some("ffi"));
        check(cmap, 2, None);
        check(cmap, 0x12, Some("C"));
        check(cmap, 0x13, None);
        check(cmap, 0x21, Some("Y"));
        check(cmap, 0x31, Some("fb"));
        check("<01> <02> endbfchar", 1, Some("\u{2}"));
    }

    #[test]
    fn codes_have_lengths() {
        let cmap = CMap::of(b"<00> <80> <8140> <fefe> endcodespacerange 1 begincidrange <8140> <8150> 7 endcidrange", &Budget::default());
        assert_eq!(cmap.length(&[0x20, 0x81]), Some(1));
        assert_eq!(cmap.length(&[0x81, 0x41]), Some(2));
        assert_eq!(cmap.length(&[0xff]), None);
        assert_eq!(cmap.number(0x8142), Some(9));
    }
}
