//! Text of strangers, made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The text without what would steer a terminal: control characters (other than tab and line feed) and the Unicode marks
/// that reorder or hide what follows. A title or a quote is a stranger's text; shown raw, it could rename files in the
/// window's title, repaint lines above, or print a number backwards.
pub(super) fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().any(steers) {
        text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect::<String>().into()
    } else {
        Cow::Borrowed(text)
    }
}

/// The same in one line: line ends and tabs become blanks.
pub(super) fn line(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    safe(text).chars().map(blank).collect::<String>().trim().to_owned()
}

/// A paragraph in lines of at most `width`, each after `indent` blanks; broken between words, as wide as a terminal shows
/// them.
pub(super) fn wrapped(text: &str, indent: usize, width: u16) -> String {
    let room = usize::from(width).saturating_sub(indent).max(20);
    let mut lines = String::new();
    let mut current = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !current.is_empty() && current.width() + 1 + word.width() > room {
            let _ = writeln!(lines, "{:indent$}{current}", "");
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines + &format!("{:indent$}{current}\n", "")
}

/// Control characters (C0, C1), bidirectional embeddings, overrides and isolates, line and paragraph separators, and marks
/// without width that hide in a word.
fn steers(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{61c}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn escape_sequences_and_overrides_lose_their_power() {
        check("a\u{1b}]0;title\u{7}b", "a\u{fffd}]0;title\u{fffd}b");
        check("$\u{202e}000,1", "$\u{fffd}000,1");
        check("one\r\ntwo\tthree", "one\u{fffd} two three");
        check("\u{9b}31m", "\u{fffd}31m");
    }

    #[test]
    fn paragraphs_are_broken_between_words() {
        assert_eq!(
            wrapped("one two three four five six", 2, 22),
            "  one two three four\n  five six\n"
        );
        assert_eq!(wrapped("", 2, 30), "  \n");
    }

    #[test]
    fn honest_text_stays() {
        check("Оборот вырос на 3,1 % — до «$3 млрд»", "Оборот вырос на 3,1 % — до «$3 млрд»");
        check("中国与俄罗斯", "中国与俄罗斯");
    }
}
