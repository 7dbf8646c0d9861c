//! Bytes in, text out, whatever encoding it was written in.
//!
//! What settles it, in order: a byte order mark; what the user says; that the bytes are UTF-8 or UTF-16, which nothing else
//! is by accident; what the document declares; detection. A page that declares one encoding and holds another is common, so
//! a declaration counts only where its reading looks like words ([`oddness`]): «Îáîðîò» is «Оборот», declared as Latin.

use super::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding as Known, GB18030, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1257, X_USER_DEFINED,
};

/// An encoding that text can be in, by one of its names: `windows-1251`, `cp866`, `koi8-r`, `utf-16le`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding(&'static Known);

impl Encoding {
    /// Its name as the web writes it: `windows-1251`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// Reads an encoding's name, in any of the spellings that the web knows.
///
/// # Errors
/// What is wrong and how to write it, without naming where it stood: the caller knows.
pub fn encoding(label: &str) -> Result<Encoding, String> {
    known(label).map(Encoding).ok_or_else(|| {
        format!(
            "‘{label}’ is no known encoding; write its name as web pages do, such as windows-1251, koi8-r, cp866, \
             utf-16le, gb18030 or windows-1252"
        )
    })
}

/// The bytes that detection looks at: more make no guess better, and take time.
const LOOKED_AT: usize = 1 << 20;

/// A text that is longer has at most one letter in this many that could not be read; a cut at the end or a stray byte is
/// no reason to refuse a report, but more of them could be the digits of a figure.
const LETTERS_PER_LOSS: usize = 500;

/// The share of letters that may look odd ([`oddness`]). Turkish and Vietnamese, which put accented letters together, come to
/// a quarter; Cyrillic read as Latin and random bytes to more than a half.
const MOST_ODD: f64 = 0.4;

/// A declaration gives way only to a reading that looks this much less odd.
const PLAINLY: f64 = 0.02;

/// A control character is no letter of any text.
const ODDNESS_OF_CONTROLS: u32 = 4;

/// The text of a document's bytes: `given` by the user, `declared` by the document itself, both possibly wrong. It has no
/// byte order mark; its line ends and control characters are as they were. Bytes with zeros among them are text in UTF-16
/// only.
pub(super) fn decode(
    name: &str,
    bytes: Vec<u8>,
    given: Option<Encoding>,
    declared: Option<&str>,
) -> Result<String, ReadError> {
    let mut tried = Tried::default();
    if let Some((encoding, mark)) = Known::for_bom(&bytes) {
        if encoding == UTF_8 && std::str::from_utf8(&bytes[mark..]).is_ok() {
            return Ok(utf8(bytes, mark));
        }
        if let Some((text, _)) = tried.read(&bytes[mark..], encoding) {
            return Ok(text);
        }
    }
    if let Some(Encoding(encoding)) = given {
        let read = tried.read(&bytes, encoding).map(|(text, _)| text);
        return read.ok_or_else(|| tried.fail(name));
    }
    if let Some((text, _)) = wide(&bytes).and_then(|encoding| tried.read(&bytes, encoding)) {
        return Ok(text);
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(ReadError::Binary { path: name.to_owned(), at });
    }
    let declared = declared.and_then(known);
    // ISO-2022-JP writes Japanese in ASCII, so that it would pass for UTF-8.
    let in_ascii = declared == Some(ISO_2022_JP) && bytes.contains(&b'\x1b');
    if !in_ascii && std::str::from_utf8(&bytes).is_ok() {
        return Ok(utf8(bytes, 0));
    }
    if nearly_utf8(&bytes)
        && let Some((text, _)) = tried.read(&bytes, UTF_8)
    {
        return Ok(text);
    }
    // What is not UTF-8 is not so by being declared; nor UTF-16, of which every byte pair would be some letter.
    let declared = declared.filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e));
    let declared = declared.map(|encoding| (encoding, tried.read(&bytes, encoding)));
    let odd = declared.as_ref().and_then(|(_, read)| read.as_ref()).map(|(_, odd)| *odd);
    // Where nothing could be plainly better than what is declared, nothing is sought: detection takes longer than reading.
    if odd.is_none_or(|odd| odd > PLAINLY) {
        let guessed = detect(&bytes);
        if declared.as_ref().is_none_or(|(encoding, _)| *encoding != guessed)
            && let Some((text, other)) = tried.read(&bytes, guessed)
            && odd.is_none_or(|odd| other + PLAINLY < odd)
        {
            return Ok(text);
        }
    }
    declared.and_then(|(_, read)| read).map(|(text, _)| text).ok_or_else(|| tried.fail(name))
}

/// The encodings that were tried and did not give text.
#[derive(Default)]
struct Tried(Vec<&'static str>);

impl Tried {
    /// The text in an encoding and how odd it looks.
    fn read(&mut self, bytes: &[u8], encoding: &'static Known) -> Option<(String, f64)> {
        let (text, lossy) = encoding.decode_without_bom_handling(bytes);
        let odd = oddness(&text);
        if (lossy && losses(&text) > 1 + text.chars().count() / LETTERS_PER_LOSS)
            || odd > MOST_ODD
            || text.contains('\0')
        {
            if !self.0.contains(&encoding.name()) {
                self.0.push(encoding.name());
            }
            return None;
        }
        Some((text.into_owned(), odd))
    }

    fn fail(&self, name: &str) -> ReadError {
        ReadError::Encoding { path: name.to_owned(), tried: self.0.join(", ") }
    }
}

fn losses(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

fn utf8(mut bytes: Vec<u8>, mark: usize) -> String {
    bytes.drain(..mark);
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

fn known(label: &str) -> Option<&'static Known> {
    let label = label.trim().trim_matches(['"', '\'']);
    let found = Known::for_label(label.as_bytes()).or_else(|| {
        // Names of other systems, which the web does not know: ‘cp1251’ is known, ‘cp-866’ and ‘dos-866’ are not.
        let digits: String = label.chars().filter(char::is_ascii_digit).collect();
        match digits.as_str() {
            "866" => Known::for_label(b"ibm866"),
            "936" | "54936" => Some(GB18030),
            "1200" => Some(UTF_16LE),
            "1201" => Some(UTF_16BE),
            "65001" => Some(UTF_8),
            page if page.len() == 4 && page.starts_with("125") => {
                Known::for_label(format!("windows-{page}").as_bytes())
            }
            _ => None,
        }
    })?;
    Some(if found == X_USER_DEFINED { WINDOWS_1252 } else { found })
}

/// Whether bytes without a mark are UTF-16, and which. Half of its bytes are small: blanks, digits and line ends have a
/// zero beside them in every script, always on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Known> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    if !start.contains(&0) {
        return None;
    }
    let plain = |small: usize, zero: usize| {
        start
            .chunks_exact(2)
            .filter(|two| {
                two[zero] == 0 && matches!(two[small], b'\t' | b'\n' | b'\r' | b' '..=b'~')
            })
            .count()
    };
    let (little, big) = (plain(0, 1), plain(1, 0));
    let zeros = start.chunks_exact(2).filter(|two| two == &[0, 0]).count();
    let (most, least) = (little.max(big), little.min(big));
    // A few zeros are no script but a binary file.
    let many = most >= 3 && most * 20 >= start.len() / 2 && most > 8 * least;
    (many && zeros == 0).then_some(if little > big { UTF_16LE } else { UTF_16BE })
}

/// Whether bytes are UTF-8 but for a few: cut in the middle of a letter, or with a stray line of something else.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut wrong) = (0, 0);
    for chunk in bytes[..bytes.len().min(LOOKED_AT)].utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= 20 * wrong
}

fn detect(bytes: &[u8]) -> &'static Known {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(LOOKED_AT)], bytes.len() <= LOOKED_AT);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // English with a pound sign would be taken for Polish with one Ł: without a single accented letter, signs are likelier.
    let only_signs = bytes.iter().all(|&b| b < 0xc0);
    if only_signs && [WINDOWS_1250, WINDOWS_1257].contains(&guess) { WINDOWS_1252 } else { guess }
}

/// How much of a text's letters beyond ASCII stand where no spelling puts them, 0 to 1: a capital behind a small letter
/// (KOI8 read as Windows), two accented letters together with no plain one (Cyrillic read as Latin), a letter of another
/// alphabet or a sign within a word, control characters.
fn oddness(text: &str) -> f64 {
    let (mut letters, mut odd) = (0_u32, 0_u32);
    let mut before = Kind::Gap;
    for c in text.chars() {
        let kind = Kind::of(c);
        if c.is_ascii() && kind != Kind::Control {
            // A plain letter beside an accented one is what words of Latin script are made of.
            before = kind;
            continue;
        }
        letters += 1;
        odd += match (before, kind) {
            (_, Kind::Control) => ODDNESS_OF_CONTROLS,
            (Kind::Accented | Kind::Frame, Kind::Accented | Kind::Small | Kind::Capital)
            | (Kind::Small | Kind::Capital | Kind::Accented, Kind::Frame)
            | (Kind::Small | Kind::Capital, Kind::Accented)
            | (Kind::Plain, Kind::Small | Kind::Capital)
            | (Kind::Small, Kind::Capital) => 1,
            _ => 0,
        };
        before = kind;
    }
    if letters == 0 { 0.0 } else { f64::from(odd) / f64::from(letters) }
}

/// What a character is to [`oddness`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Blank, mark, digit, and letters of scripts without case, of which nothing is said.
    Gap,
    /// A letter of ASCII.
    Plain,
    /// A Latin letter with a sign.
    Accented,
    /// A small letter of another script with case.
    Small,
    /// A capital of another script.
    Capital,
    /// Lines for drawing boxes: what Cyrillic becomes in the code pages of DOS, and stands alone in tables.
    Frame,
    Control,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Plain,
            '\t' | '\n' | '\r' | '\u{c}' => Self::Gap,
            // Most of Cyrillic, without asking the tables.
            '\u{430}'..='\u{45f}' => Self::Small,
            '\u{400}'..='\u{42f}' => Self::Capital,
            '\u{2500}'..='\u{259f}' => Self::Frame,
            '\u{c0}'..='\u{24f}' if c.is_alphabetic() => Self::Accented,
            c if c.is_control() => Self::Control,
            c if c.is_lowercase() => Self::Small,
            c if c.is_uppercase() => Self::Capital,
            _ => Self::Gap,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    const RUSSIAN: &str =
        "Товарооборот Татарстана с Китаем вырос на 12,4% и составил 3,1 млрд долларов.";

    /// What the bytes of `text` in `written` are read as when `declared`.
    fn check(text: &str, written: &str, declared: Option<&str>) {
        let encoding = known(written).unwrap();
        let bytes = match written {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(text).0.into_owned(),
        };
        let found = decode("a.txt", bytes, None, declared);
        assert_eq!(found.unwrap(), text, "written in {written}, declared {declared:?}");
    }

    /// The message about bytes that are no text.
    fn check_not(bytes: &[u8], given: Option<&str>, expected: &str) {
        let given = given.map(|label| encoding(label).unwrap());
        let error = decode("a.txt", bytes.to_vec(), given, None).unwrap_err().to_string();
        assert!(error.starts_with("a.txt: ") && error.contains(expected), "{error}");
    }

    #[test]
    fn a_zero_is_no_letter_of_any_encoding() {
        let marked = |text: &str| -> Vec<u8> {
            "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        check_not(&marked(&format!("{RUSSIAN}\0{RUSSIAN}")), None, "a NUL byte");
        assert_eq!(decode("a.txt", marked(RUSSIAN), None, None).unwrap(), RUSSIAN);
    }

    #[test]
    fn an_undeclared_encoding_is_detected() {
        for written in ["utf-8", "windows-1251", "koi8-r", "cp866", "utf-16le", "utf-16be"] {
            check(RUSSIAN, written, None);
            check("Экспорт России в 2023 году", written, None);
        }
        check("中国与俄罗斯的贸易额在2023年增长了26.3%,达到2401亿美元。", "gb18030", None);
        check("日本の輸出は2023年に2.8%増加し、100兆円を超えた。", "shift_jis", None);
        check(
            "L’échange a augmenté de 3,1 % après l’année 2023, à Besançon.",
            "windows-1252",
            None,
        );
        check(
            "İhracat geçen yılın aynı ayına göre yüzde 5 arttı, dış ticaret açığı düştü.",
            "windows-1254",
            None,
        );
        check("Trade grew by £3m to €5m – “a record”", "windows-1252", None);
    }

    #[test]
    fn a_wrong_declaration_is_found_out() {
        check(RUSSIAN, "utf-8", Some("windows-1251"));
        check(RUSSIAN, "windows-1251", Some("utf-8"));
        check(RUSSIAN, "windows-1251", Some("iso-8859-1"));
        check(RUSSIAN, "koi8-r", Some("windows-1251"));
        check(RUSSIAN, "windows-1251", Some("koi8-r"));
        check(RUSSIAN, "windows-1251", Some("utf-16"));
        check(RUSSIAN, "windows-1251", Some("no such thing"));
        check(RUSSIAN, "utf-16le", Some("utf-8"));
    }

    #[test]
    fn a_right_declaration_settles_what_detection_could_not() {
        check("Рост 3%", "koi8-r", Some("koi8-r"));
        check("Wzrosła o 5%", "iso-8859-2", Some("iso-8859-2"));
        // Detection takes it for Baltic.
        check("Wymiana osiągnęła 3 mld zł", "windows-1250", Some("windows-1250"));
        check("輸出は増加した", "iso-2022-jp", Some("ISO-2022-JP"));
    }

    #[test]
    fn a_mark_wins_and_goes() {
        let text =
            |bytes: &[u8]| decode("a.txt", bytes.to_vec(), None, Some("windows-1251")).unwrap();
        assert_eq!(text("\u{feff}Рост".as_bytes()), "Рост");
        assert_eq!(text(b"\xff\xfe\x20\x04\x3e\x04"), "Ро");
        assert_eq!(text(b"\xfe\xff\x04\x20\x04\x3e"), "Ро");
    }

    #[test]
    fn a_cut_letter_is_no_reason_to_refuse() {
        let mut bytes = RUSSIAN.repeat(20).into_bytes();
        bytes.truncate(bytes.len() - 2);
        let text = decode("a.txt", bytes, None, None).unwrap();
        assert_eq!(text.matches('\u{fffd}').count(), 1);
    }

    #[test]
    fn what_the_user_says_is_tried_alone() {
        let given = |label| Some(encoding(label).unwrap());
        let cp866 = known("cp866").unwrap().encode(RUSSIAN).0.into_owned();
        assert_eq!(decode("a.txt", cp866, given("cp-866"), Some("utf-8")).unwrap(), RUSSIAN);
        check_not(b"\xce\xe1\xee\xf0\xee\xf2", Some("cp1252"), "(windows-1252)");
        check_not(b"\xd2\xee\xe2\xe0\xf0", Some("utf-8"), "(UTF-8)");
        assert!(encoding("klingon").is_err_and(|e| e.contains("‘klingon’ is no known")));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        check_not(b"MZ\x90\0\x03", None, "a NUL byte at byte 3");
        let noise = (0..4000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1] | 1);
        let noise: Vec<u8> = noise.collect();
        check_not(&noise, None, "is no text in any encoding that was tried");
    }
}
