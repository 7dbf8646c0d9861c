//! Bytes in, prose out: words of every table of the lexicon, numbers of every shape, and what no writer means to write.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use tradestat::seeds;

/// Every word and phrase that means something in a language that is read.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(words);

fn words() -> Vec<String> {
    let mut words = Vec::new();
    for tables in seeds::languages().filter(|tables| tables.is_read()) {
        // Only files of words are tables of lists.
        for (_, content) in tables.files() {
            let table: BTreeMap<String, BTreeMap<String, Vec<String>>> =
                toml::from_str(content).unwrap_or_default();
            words.extend(table.into_values().flat_map(BTreeMap::into_values).flatten());
        }
        let Ok(language) = tables.code().parse() else { continue };
        // Every twentieth: there are many more places than words.
        words.extend(seeds::area_forms(language).step_by(20).map(|form| form.form.to_owned()));
        words.extend(seeds::currency_forms(language).step_by(3).map(|form| form.form.to_owned()));
    }
    for word in &mut words {
        *word = word.trim_start_matches(['^', '=']).to_owned();
    }
    words
}

/// Numbers, dates and times as they are written, and as they are not.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "3",
    "5",
    "12",
    "28",
    "31",
    "100",
    "300",
    "1000",
    "1990",
    "2009",
    "2012",
    "2023",
    "2024",
    "9999",
    "99999",
    "3.5",
    "0,7",
    "-9.1",
    "+4",
    "−2,5",
    "–3",
    "1,234",
    "3,456.7",
    "3.456,7",
    "3 456,7",
    "1\u{a0}234\u{a0}567,8",
    "12,34,567.89",
    "1'000'000",
    "1.2.3",
    "1,2,3",
    "1 2 3",
    "5.",
    ".5",
    "1/2",
    "2 1/2",
    "7-7/8",
    "½",
    "6½",
    "24.01.2017",
    "2025-08-22",
    "31/12/99",
    "30.02.2020",
    "00.00.0000",
    "2025-13-45",
    "14:27",
    "2015/16",
    "2015-16",
    "2015–2019",
    "FY24",
    "Q1",
    "1Q25",
    "H2",
    "9M",
    "II",
    "1st",
    "22nd",
    "2-й",
    "3-е",
    "2019-м",
    "1,2-1,5",
    "10–20",
    "5 (five)",
    "$(3.2)",
    "US$5.2bn",
    "€bn",
    "5bn",
    "34.6m",
    "5%",
    "5-6%",
    "1e9",
    "1400000000000000000000000000000000000000",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "0.0000000000000000000000000001",
    "18446744073709551616",
    "999999999999",
    "000",
    "٣٤",
    "𝟛",
    "五成",
    "三十亿",
    "〇",
];

/// Marks, blanks, and letters at the borders of their kinds.
const ODD: &[&str] = &[
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "'",
    "’",
    "-",
    "–",
    "—",
    "/",
    "|",
    "*",
    "•",
    "#",
    "$",
    "€",
    "£",
    "¥",
    "₽",
    "%",
    "&",
    "@",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{202f}",
    "\u{2009}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{ad}",
    "\u{300}",
    "\u{301}",
    "\u{36f}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10000}",
    "\u{10ffff}",
    "ё",
    "Ё",
    "İ",
    "ı",
    "ß",
    "ﬁ",
    "Ǆ",
    "出口",
    "亿",
    "𝄞",
    "👩‍👩‍👧",
    "🇷🇺",
    "http://a.b/c",
    "www.",
    "a@b.c",
    "'s",
    "’s",
    "«ё",
    "U.S.",
    "т.",
    "г.",
];

/// A text of the bytes: each takes one or three, and the first bits of the first say what they stand for.
#[must_use]
pub fn of(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(kind) = bytes.next() {
        let mut next = || usize::from(bytes.next().unwrap_or(0));
        let glued = kind & 0x80 != 0;
        if !glued && !text.is_empty() {
            text.push(' ');
        }
        match kind & 0x1f {
            0..=19 => {
                let word = &WORDS[(next() << 8 | next()) % WORDS.len()];
                match kind & 0x60 {
                    0x60 => text.push_str(&word.to_uppercase()),
                    0x40 => {
                        let mut letters = word.chars();
                        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                        text.push_str(letters.as_str());
                    }
                    _ => text.push_str(word),
                }
            }
            20..=25 => text.push_str(NUMBERS[next() % NUMBERS.len()]),
            26..=30 => text.push_str(ODD[next() % ODD.len()]),
            _ => {
                let code = next() << 16 | next() << 8 | next();
                text.extend(u32::try_from(code % 0x11_0000).ok().and_then(char::from_u32));
            }
        }
    }
    text
}
