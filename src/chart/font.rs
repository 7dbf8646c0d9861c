//! The embedded fonts: how wide a text is, where it may be wrapped, and which letters it may have.
//!
//! Text in, pixels out: `width("3,300", 13.0, Weight::Bold)` is 33.3. Widths are sums of advances, within 0.6 percent of
//! what a browser with kerning measures. Drawing is left to [`super::png`] and to whoever opens the SVG.

use super::ChartError;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider, charmap::Charmap};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Liberation Sans Regular, unmodified.
pub(super) static REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf");
/// Liberation Sans Bold, unmodified.
pub(super) static BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf");
/// The letters of GB 2312 out of Droid Sans Fallback.
pub(super) static CHINESE: &[u8] =
    include_bytes!("../../assets/fonts/DroidSansFallback-GB2312.ttf");

/// What an SVG asks for: our fonts, then those as wide as ours, then whatever has the letters.
pub(super) const FAMILY: &str = "Liberation Sans, Arimo, Arial, Helvetica, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

/// How far a line of text reaches above and below its baseline, in parts of its size: the greater of the fonts'.
pub(super) const ASCENT: f64 = 0.905;
/// See [`ASCENT`].
pub(super) const DESCENT: f64 = 0.212;
/// [`ASCENT`] of the Chinese letters.
const CHINESE_ASCENT: f64 = 1.043;
/// [`DESCENT`] of the Chinese letters.
const CHINESE_DESCENT: f64 = 0.266;

/// Regular or bold; Chinese has one weight for both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// A font's letters and their advances.
struct Face {
    letters: Charmap<'static>,
    advances: GlyphMetrics<'static>,
    em: f64,
}

static FACES: LazyLock<[Option<Face>; 2]> =
    LazyLock::new(|| [Face::read(REGULAR), Face::read(BOLD)]);
static FALLBACK: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(CHINESE));

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let em = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { letters: font.charmap(), advances, em })
    }

    fn advance(&self, letter: char) -> Option<f64> {
        let glyph = self.letters.map(letter)?;
        Some(f64::from(self.advances.advance_width(glyph)?) / self.em)
    }
}

/// The width of one letter in parts of the size; `None` when no font has it.
fn advance(letter: char, weight: Weight) -> Option<f64> {
    let own = FACES[usize::from(weight == Weight::Bold)].as_ref();
    own.and_then(|face| face.advance(letter))
        .or_else(|| FALLBACK.as_ref().and_then(|face| face.advance(letter)))
}

/// The width of a text in pixels.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|letter| advance(letter, weight).unwrap_or(1.0)).sum::<f64>() * size
}

/// How far a text reaches above its baseline and below it, in pixels.
pub(super) fn extent(text: &str, size: f64) -> (f64, f64) {
    if text.chars().any(is_cjk) {
        (CHINESE_ASCENT * size, CHINESE_DESCENT * size)
    } else {
        (ASCENT * size, DESCENT * size)
    }
}

/// Whether a text needs the Chinese font.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(is_cjk)
}

/// A text as it can be drawn: composed letters, white space as single blanks; an error for a letter that no font has.
pub(super) fn clean(text: &str) -> Result<String, ChartError> {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc() {
        let letter = match letter {
            '\u{2011}' => '-',
            '\u{202f}' | '\u{2007}' => '\u{a0}',
            '\u{ad}' | '\u{200b}' | '\u{feff}' => continue,
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            other => other,
        };
        if letter == ' ' && out.ends_with(' ') {
            continue;
        }
        if letter.is_control() || advance(letter, Weight::Regular).is_none() {
            return Err(ChartError::Letter { letter, text: text.to_owned() });
        }
        out.push(letter);
    }
    Ok(out.trim_matches(' ').to_owned())
}

/// Letters between which a line may be broken without a blank.
fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Chinese punctuation that may not begin a line.
fn closes(letter: char) -> bool {
    "，。、；：？！）》」』】”’…％".contains(letter)
}

/// Wraps a text by its width in pixels.
pub(super) fn wrap(text: &str, size: f64, weight: Weight, limit: f64) -> Vec<String> {
    wrap_by(text, limit, |part| width(part, size, weight))
}

/// Wraps a text by a measure of its own: at blanks, anywhere between Chinese letters, and inside a word only where the word
/// alone is wider than the line.
pub(super) fn wrap_by(text: &str, limit: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for piece in pieces(text) {
        let wide = width(piece);
        let bare = width(piece.trim_end_matches(' '));
        if used + bare > limit && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0.0;
        }
        if bare > limit {
            for letter in piece.chars() {
                let step = width(letter.encode_utf8(&mut [0; 4]));
                if used + step > limit && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += step;
            }
        } else {
            line.push_str(piece);
            used += wide;
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The stretches of a text that stay together, each with the blank that follows it.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let Some(&(_, next)) = letters.peek() else { break };
        let breaks = letter == ' '
            || ((is_cjk(letter) || is_cjk(next))
                && next != ' '
                && !closes(next)
                && !"（《「『“‘".contains(letter));
        if breaks {
            let end = at + letter.len_utf8();
            out.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_as_wide_as_arial() {
        // Arial's digits are 1139/2048 of an em, its bold digits too.
        assert!((width("1234", 2048.0, Weight::Regular) - 4.0 * 1139.0).abs() < 0.01);
        assert!((width("1234", 2048.0, Weight::Bold) - 4.0 * 1139.0).abs() < 0.01);
    }

    #[test]
    fn lines_keep_to_the_limit_and_lose_nothing() {
        let text = "Trade between the Republic of Tatarstan and China, in millions";
        let lines = wrap(text, 22.0, Weight::Bold, 240.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 22.0, Weight::Bold) <= 240.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn chinese_is_wrapped_between_letters_but_not_before_a_comma() {
        let lines = wrap("俄罗斯与中国，贸易额", 10.0, Weight::Regular, 60.0);
        assert_eq!(lines, ["俄罗斯与中", "国，贸易额"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        assert!(wrap(&"x".repeat(200), 22.0, Weight::Bold, 300.0).len() > 5);
    }

    #[test]
    fn every_letter_of_our_languages_has_a_glyph() {
        for text in [
            "Ёё Әә Өө Үү Җҗ Ңң Һһ",
            "≥ ≤ ≈ − – — → ← „“ «» 3 300",
            "俄罗斯联邦鞑靼斯坦共和国",
            "руб. €",
        ] {
            assert!(clean(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn an_unknown_letter_is_named() {
        let error = clean("trade 🚢 grows").unwrap_err().to_string();
        assert!(error.contains('🚢') && error.contains("U+1F6A2"), "{error}");
        assert!(clean("a\u{7}b").is_err());
    }

    #[test]
    fn decomposed_letters_are_composed_and_white_space_is_one_blank() {
        assert_eq!(clean("Китаи\u{306}\n  и\tмир ").unwrap(), "Китай и мир");
    }
}
