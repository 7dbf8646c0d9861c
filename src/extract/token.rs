//! A text in, its tokens out: words, numbers and marks, in one pass over the bytes.
//!
//! "US$23.36 billion" becomes `US` `$` `23.36` `billion`, each knowing whether a blank stood before it. What the tokens
//! mean is left to the lexicon.

use super::fold::{self, Folded};

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits with their grouping and decimal marks.
    Digits,
    /// A date in figures: `2025-08-22`, `24.01.2017`, `6/17/2019`.
    Date,
    /// One character that is neither letter nor digit nor blank.
    Mark,
    /// The end of a line.
    Newline,
    /// Something to step over whole: a web address, a clock time.
    Opaque,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Letters {
    /// "trade"
    Lower,
    /// "Trade"
    Initial,
    /// "TRADE"; a single capital letter counts as initial.
    Capitals,
}

/// A stretch of bytes of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) letters: Letters,
    /// A blank, a line end or the beginning of the text stands before it.
    pub(super) spaced: bool,
    /// A tab stands before it: no term runs from one cell of a table into the next.
    pub(super) tabbed: bool,
    /// Its letters as the lexicon compares them.
    pub(super) folded: Folded,
}

impl Token {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Splits `text`, appending to `tokens`. A plain blank groups digits ("1 457.3") where exactly three of them follow.
pub(super) fn split(text: &str, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mail = bytes.contains(&b'@');
    let mut at = 0;
    let (mut spaced, mut tabbed) = (true, false);
    while at < bytes.len() {
        let start = at;
        let (kind, letters, folded);
        match bytes[at] {
            blank @ (b' ' | b'\t' | b'\r') => {
                at += 1;
                spaced = true;
                tabbed |= blank == b'\t';
                continue;
            }
            b'\n' => {
                at += 1;
                (kind, letters, folded) = (Kind::Newline, Letters::Lower, Folded::EMPTY);
            }
            b'0'..=b'9' => {
                (at, kind) = figures(text, at);
                (letters, folded) = (Letters::Lower, Folded::of(&text[start..at]));
            }
            byte @ 0..=127 if !byte.is_ascii_alphabetic() => {
                at += 1;
                let mark = Folded::of(&text[start..at]);
                (kind, letters, folded) = (Kind::Mark, Letters::Lower, mark);
            }
            byte @ 0..=127 => {
                if let Some(end) = address(bytes, at, byte, mail) {
                    at = end;
                    (kind, letters, folded) = (Kind::Opaque, Letters::Lower, Folded::EMPTY);
                } else {
                    (at, letters, folded) = word(text, at);
                    kind = Kind::Word;
                }
            }
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
                    at += c.len_utf8();
                    spaced = true;
                    continue;
                } else if c.is_alphabetic() {
                    (at, letters, folded) = word(text, at);
                    kind = Kind::Word;
                } else {
                    at += c.len_utf8();
                    let mark = Folded::of(&text[start..at]);
                    (kind, letters, folded) = (Kind::Mark, Letters::Lower, mark);
                }
            }
        }
        let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(at)) else { return };
        tokens.push(Token { start: from, end: to, kind, letters, spaced, tabbed, folded });
        spaced = kind == Kind::Newline;
        tabbed = false;
    }
}

/// Letters from `at` on: where they end, how they are written, and folded.
fn word(text: &str, at: usize) -> (usize, Letters, Folded) {
    let mut end = at;
    let mut word = Folded::EMPTY;
    let (mut capitals, mut count, mut first_capital) = (0, 0, false);
    // Most letters of most texts are plain ones.
    for &byte in text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()) {
        word = word.and(char::from(byte.to_ascii_lowercase()));
        let upper = byte.is_ascii_uppercase();
        first_capital |= count == 0 && upper;
        capitals += usize::from(upper);
        count += 1;
    }
    end += count;
    let beyond = if text.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) {
        end
    } else {
        text.len()
    };
    for c in text[beyond..].chars() {
        let Some((folded, upper)) = fold::letter(c) else { break };
        // Chinese characters have no case, and stand one by one: the lexicon joins them.
        if ('\u{2e80}'..='\u{9fff}').contains(&c) {
            if count == 0 {
                return (end + c.len_utf8(), Letters::Lower, word.and(folded));
            }
            break;
        }
        end += c.len_utf8();
        word = word.and(folded);
        first_capital |= count == 0 && upper;
        capitals += usize::from(upper);
        count += 1;
    }
    let letters = match (first_capital, capitals) {
        (_, n) if n == count && count > 1 => Letters::Capitals,
        (true, _) => Letters::Initial,
        _ => Letters::Lower,
    };
    (end, letters, word)
}

/// Digits from `at` on, as far as they are one number, date or clock time.
fn figures(text: &str, at: usize) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let run = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(at);
    if let Some(end) = date(bytes, at, end) {
        return (end, Kind::Date);
    }
    if bytes.get(end) == Some(&b':') && end - at <= 2 && run(end + 1) == end + 3 {
        return (end + 3, Kind::Opaque);
    }
    let first_group = end - at;
    let mut grouped = None;
    if let Some(after) = lakhs(bytes, at, end) {
        (end, grouped) = (after, Some(','));
    }
    // Groups of three after a comma, a dot, an apostrophe or a blank; then one decimal mark with its digits.
    while let Some((mark, next)) = separator(text, end) {
        let after = run(next);
        let three = after == next + 3 && (grouped.is_some() || first_group <= 3);
        let blank = mark == ' ';
        match grouped {
            _ if after == next => break,
            None if three => grouped = Some(mark),
            Some(same) if three && same == mark => {}
            _ if blank || mark == '\'' || Some(mark) == grouped => break,
            // "3.5": the decimal mark ends the number, unless a third part follows ("1.2.3" is a heading's number).
            _ => {
                end = after;
                break;
            }
        }
        end = after;
    }
    (end, Kind::Digits)
}

/// `12,34,567`, grouped as in India: pairs, then three digits. The first run of digits ends at `end`.
fn lakhs(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let run = |from: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count())
    };
    let mut end = end;
    let mut pairs = 0;
    while end - at <= 24 && bytes.get(end) == Some(&b',') {
        match run(end + 1) {
            2 => (pairs, end) = (pairs + 1, end + 3),
            3 if pairs > 0 => return Some(end + 4),
            _ => return None,
        }
    }
    None
}

/// A mark that may stand inside a number at `at`, and where the digits after it begin. Every kind of blank is `' '`.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    let mark = match c {
        ',' | '.' => c,
        '\'' | '’' => '\'',
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ => return None,
    };
    let next = at + c.len_utf8();
    text.as_bytes().get(next).is_some_and(u8::is_ascii_digit).then_some((mark, next))
}

/// `2025-08-22`, `24.01.2017`, `24.01.17`, `6/17/2019` beginning at `at`, the first run of digits ending at `end`.
fn date(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let mark = *bytes.get(end)?;
    if !matches!(mark, b'-' | b'.' | b'/') {
        return None;
    }
    let digits = |from: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count())
    };
    let second = digits(end + 1);
    let after = end + 1 + second;
    if !(1..=2).contains(&second) || bytes.get(after) != Some(&mark) {
        return None;
    }
    let third = digits(after + 1);
    let stop = after + 1 + third;
    let year_first = end - at == 4 && (1..=2).contains(&third);
    let year_last = end - at <= 2 && (third == 4 || (third == 2 && mark == b'.'));
    let ends_there = bytes.get(stop) != Some(&mark) || digits(stop + 1) == 0;
    ((year_first || year_last) && ends_there).then_some(stop)
}

/// A web or mail address that begins at `at` with a letter; `mail` says that the text has an `@`.
fn address(bytes: &[u8], at: usize, first: u8, mail: bool) -> Option<usize> {
    let rest = &bytes[at..];
    let starts = matches!(first, b'h' | b'H' | b'w' | b'W')
        && [&b"http"[..], b"www."]
            .iter()
            .any(|p| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p));
    let named = || rest.iter().take(64).take_while(|b| b.is_ascii_graphic()).any(|&b| b == b'@');
    if !(starts || mail && named()) {
        return None;
    }
    let end = rest
        .iter()
        .take_while(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>'))
        .count();
    let is_address =
        !starts || rest[..end].windows(3).any(|w| w == b"://") || rest[..4] == *b"www.";
    is_address.then_some(at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        split(text, &mut tokens);
        let got: Vec<_> = tokens.iter().map(|t| t.text(text)).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn numbers_keep_their_marks() {
        check("EUR 1 457.3 bln", &["EUR", "1 457.3", "bln"]);
        check("3,456.7 and 3.456,7", &["3,456.7", "and", "3.456,7"]);
        check("1\u{a0}234\u{a0}567,8", &["1\u{a0}234\u{a0}567,8"]);
        check("in 2019 300 firms", &["in", "2019", "300", "firms"]);
        check("grew 5.", &["grew", "5", "."]);
        check("N2.36trillion", &["N", "2.36", "trillion"]);
        check("Rs 12,34,567.89 in all", &["Rs", "12,34,567.89", "in", "all"]);
        check("in 10,20,300 steps", &["in", "10,20,300", "steps"]);
    }

    #[test]
    fn dates_times_and_addresses_are_whole() {
        check("2025-08-22 14:27", &["2025-08-22", "14:27"]);
        check("24.01.2017.", &["24.01.2017", "."]);
        check("see https://a.b/2022/01/08/x, ok", &["see", "https://a.b/2022/01/08/x,", "ok"]);
        check("mail info@a.com now", &["mail", "info@a.com", "now"]);
    }

    #[test]
    fn letters_know_their_case() {
        let mut tokens = Vec::new();
        split("US trade Китай РФ", &mut tokens);
        let letters: Vec<_> = tokens.iter().map(|t| t.letters).collect();
        assert_eq!(
            letters,
            [Letters::Capitals, Letters::Lower, Letters::Initial, Letters::Capitals]
        );
    }
}
