//! Letters that are not written as themselves: raised digits, and fonts whose letters are signs.

use std::borrow::Cow;

/// Digits that stand raised: m², 10⁶, and the mark of a note behind a number, which must not become a digit of it.
pub(super) fn raised(words: &str) -> Cow<'_, str> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(words);
    }
    let digit = |c: char| c.to_digit(10).and_then(|n| DIGITS.get(n as usize)).copied();
    Cow::Owned(words.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// Whether the letters of a font are signs or pictures.
pub(super) fn is_of_signs(font: &str) -> bool {
    ["Symbol", "Wingdings", "Webdings", "ZapfDingbats", "OpenSymbol"]
        .iter()
        .any(|name| font.trim().starts_with(name))
}

/// A letter of such a font, by its code there or in the private area where programs put it. Those of the font ‘Symbol’ are
/// digits, signs of arithmetic and Greek; pictures of other fonts say nothing.
pub(super) fn sign(font: &str, code: u32) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let byte = match code {
        0xf000..=0xf0ff => u8::try_from(code - 0xf000).ok()?,
        0..=0xff => u8::try_from(code).ok()?,
        0xe000..=0xf8ff => return None,
        code => return char::from_u32(code),
    };
    let arithmetic = font.contains("Symbol") && !font.contains("OpenSymbol");
    // Where the font is not said, the signs that stand among numbers are most likely meant.
    let likely = font.is_empty() && matches!(byte, b'-' | 0xa3 | 0xb1 | 0xb3 | 0xb4);
    if !arithmetic && !likely {
        return None;
    }
    let nth = |letters: &str, first: u8| letters.chars().nth(usize::from(byte - first));
    match byte {
        b'-' => Some('−'),
        b'A'..=b'Z' => nth(CAPITALS, b'A'),
        b'a'..=b'z' => nth(SMALL, b'a'),
        b' '..=b'~' => Some(char::from(byte)),
        0xa0 => Some('€'),
        0xa3 => Some('≤'),
        0xb1 => Some('±'),
        0xb3 => Some('≥'),
        0xb4 => Some('×'),
        0xb7 => Some('•'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(font: &str, code: u32, expected: Option<char>) {
        assert_eq!(sign(font, code), expected, "{font} {code:x}");
    }

    #[test]
    fn symbols_are_letters_and_pictures_are_none() {
        check("Symbol", 0x61, Some('α'));
        check("Symbol", 0xf02d, Some('−'));
        check("Symbol", 0xf035, Some('5'));
        check("Standard Symbols L", 0xf0a3, Some('≤'));
        check("", 0xf0b1, Some('±'));
        check("", 0xf061, None);
        check("Wingdings", 0xf0b1, None);
        check("Arial", 0x2011, Some('\u{2011}'));
    }

    #[test]
    fn raised_digits_are_no_digits_of_the_number_before() {
        assert_eq!(raised("12)*"), "¹²)*");
        assert_eq!(raised("st"), "st");
    }
}
