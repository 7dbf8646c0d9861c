//! Whether a page's letters are what a reader sees.
//!
//! Fonts may say nothing of what their glyphs are, or something wrong; then the text layer is another text than the picture, and
//! its numbers are other numbers. Such a page is not read at all.

use super::font::{UNKNOWN, is_private};

/// What a page's text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quality {
    Good,
    /// Too little to tell, and too little to matter.
    Empty,
    Garbled(&'static str),
}

/// Words that are needed to judge.
const WORDS: usize = 12;

/// Judges the lines of a page.
pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Quality {
    let mut seen = Counts::default();
    for word in lines.flat_map(str::split_whitespace) {
        seen.take(word);
    }
    seen.verdict()
}

#[derive(Default)]
struct Counts {
    letters: usize,
    unknown: usize,
    /// Letters of Hebrew, Arabic and their kin.
    backward: usize,
    words: usize,
    single: usize,
    /// Words of at least four letters, and those without a vowel.
    long: usize,
    hard: usize,
    /// Words of two alphabets, or with signs in their midst that no word has.
    odd: usize,
}

impl Counts {
    fn take(&mut self, word: &str) {
        let bad = |c: char| c == UNKNOWN || is_private(c) || c.is_control();
        self.letters += word.chars().count();
        self.unknown += word.chars().filter(|&c| bad(c)).count();
        let backward = |c: &char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
        self.backward += word.chars().filter(backward).count();
        // Writing without vowels or blanks is judged by unknown letters alone.
        if !word.chars().any(char::is_alphabetic)
            || word.chars().any(|c| c.is_alphabetic() && !is_european(c))
        {
            return;
        }
        // Addresses of mail and web are words of their own kind.
        if word.contains("://") || word.contains('@') || word.contains("www.") {
            return;
        }
        self.words += 1;
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = core.chars().filter(|c| c.is_alphabetic()).count();
        self.single += usize::from(letters == 1 && core.chars().count() == 1);
        let latin = core.chars().any(|c| c.is_alphabetic() && c < '\u{250}');
        let cyrillic = core.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
        self.odd += usize::from((letters >= 3 && latin && cyrillic) || is_shifted(core));
        let lower = core.chars().filter(|c| c.is_lowercase()).count();
        if letters >= 4 && core.chars().all(char::is_alphabetic) && lower * 2 >= letters {
            self.long += 1;
            self.hard += usize::from(!core.chars().any(is_vowel));
        }
    }

    fn verdict(&self) -> Quality {
        if self.backward * 2 > self.letters {
            return Quality::Garbled("its script runs from right to left, which is not read yet");
        }
        if self.letters == 0 {
            return Quality::Empty;
        }
        if self.unknown * 12 > self.letters {
            return Quality::Garbled("its fonts do not say which letters their glyphs are");
        }
        if self.words < WORDS {
            return Quality::Good;
        }
        if self.single * 2 > self.words {
            Quality::Garbled("its letters stand apart from one another")
        } else if (self.long >= WORDS && self.hard * 4 > self.long) || self.odd * 3 > self.words {
            Quality::Garbled("its fonts give other letters than they show")
        } else {
            Quality::Good
        }
    }
}

/// Whether digits or signs stand between letters, as when each code is that of another letter: ‘B64DBB5BDBF’.
fn is_shifted(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take(40).collect();
    let within = letters.windows(3).filter(|three| {
        let sign = three[1].is_ascii_digit()
            || matches!(three[1], '?' | '@' | '<' | '>' | ';' | ':' | '=');
        three[0].is_alphabetic() && sign && !three[2].is_whitespace()
    });
    within.count() > 0 && letters.iter().any(|c| c.is_alphabetic()) && letters.len() >= 4
}

fn is_european(letter: char) -> bool {
    letter < '\u{530}' || matches!(letter, '\u{1e00}'..='\u{1fff}' | '\u{2070}'..='\u{209f}')
}

fn is_vowel(letter: char) -> bool {
    // Letters beyond ASCII, Greek among them, count as vowels: accents stand mostly on them.
    !letter.is_ascii() && !matches!(letter, '\u{400}'..='\u{52f}')
        || matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
        || "аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ".contains(letter)
}

/// Letters of Western Europe that were meant as Cyrillic: fonts of the nineties were of Windows-1251 and said Windows-1252.
pub(super) fn is_mislabelled<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let (mut high, mut letters) = (0_usize, 0_usize);
    for letter in lines.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        letters += 1;
        high += usize::from(matches!(letter, 'À'..='ÿ'));
    }
    letters >= 40 && high * 10 > letters * 6
}

/// The Cyrillic letters that were meant.
pub(super) fn relabelled(text: &str) -> String {
    let letter = |c: char| {
        let mut utf8 = [0; 4];
        let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut utf8));
        if lost || c.is_ascii() {
            return c;
        }
        let (meant, _) = encoding_rs::WINDOWS_1251.decode_without_bom_handling(&bytes);
        meant.chars().next().unwrap_or(c)
    };
    text.chars().map(letter).collect()
}

/// Whether most letters of a line are unknown: it says nothing.
pub(super) fn is_noise(text: &str) -> bool {
    let unknown = text.matches(UNKNOWN).count();
    unknown > 0 && unknown * 2 >= text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Digits beside a letter that nobody knows are no number: what is unknown may be a decimal mark. They become unknown too; returns
/// whether there were any.
pub(super) fn disarm(text: &mut String) -> bool {
    if !text.contains(UNKNOWN) {
        return false;
    }
    let mut found = false;
    let mut disarmed = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        if word.contains(UNKNOWN) && word.contains(|c: char| c.is_ascii_digit()) {
            found = true;
            disarmed.extend(word.chars().map(|c| if c.is_ascii_digit() { UNKNOWN } else { c }));
        } else {
            disarmed.push_str(word);
        }
    }
    *text = disarmed;
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(of(text.lines()) == Quality::Good, expected, "{:?}", of(text.lines()));
    }

    #[test]
    fn good_texts_are_good() {
        check(
            "Exports of goods from the region to China grew by 12.4% in 2023, to $5.2 billion (+3%).",
            true,
        );
        check(
            "Экспорт товаров из региона в Китай вырос на 12,4% в 2023 году, до 5,2 млрд долл. США",
            true,
        );
        check("2023 2024 12.4 13.5", true);
        check("对华出口增长百分之十二", true);
        check("GDP CPI SITC HS WTO UNCTAD IMF EBRD CIS EAEU BRICS ASEAN", true);
    }

    #[test]
    fn garbled_ones_are_not() {
        check(
            "hasruwv ri jrrgv iurp wkh uhjlrq wr fklqd juhz eb wzhoyh shu fhqw odvw bhdu zklfk zdv pruh wkdq wkh jryhuqphqw kdg vdlg wkdw wkhb zrxog juhz wklv vsulqj",
            false,
        );
        check("E x p o r t s o f g o o d s g r e w b y 1 2", false);
        check("\u{fffd}\u{fffd}\u{fffd} exports \u{fffd}\u{fffd}", false);
        check(
            "\\begin{table} \\def\\name{Trade} [see x_1] a|b {\\it of} goods grows rather in code than prose",
            true,
        );
        check(
            "&B64DBB5BDBF #B6B?:PS E <F49@ 6 B8G 8BEF<7 3,3 @?D8 8B??4DB6 FB A4 5B?PL9 K9@ 7B8B@ D4A99 1>ECBDF 6ODBE A4",
            false,
        );
        check("", false);
    }

    #[test]
    fn cyrillic_that_says_it_is_latin() {
        let (text, bytes) = ("Экспорт", "Экспорт из России".repeat(4));
        let said = |text: &str| {
            let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()
        };
        assert_eq!(relabelled(&said(text)), text);
        assert!(is_mislabelled(std::iter::once(said(&bytes).as_str())));
        assert!(!is_mislabelled(std::iter::once(
            "Événement été à Genève, évidemment, où tout était réglé d'avance"
        )));
    }

    #[test]
    fn numbers_with_unknown_signs_are_none() {
        let mut text = "rose 3\u{fffd}5 to 12".to_owned();
        assert!(disarm(&mut text));
        assert_eq!(text, "rose \u{fffd}\u{fffd}\u{fffd} to 12");
    }
}
