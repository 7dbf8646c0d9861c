//! The numbers of lists, which word processors count only when they print.

use super::draft::Kind;
use super::xml::{self, Node};
use std::collections::BTreeMap;

/// How many levels a list has.
pub(super) const LEVELS: usize = 10;

/// How an item is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Mark {
    #[default]
    Dash,
    None,
    Number,
    Small,
    Capital,
    SmallRoman,
    CapitalRoman,
    SmallRussian,
    CapitalRussian,
}

/// A level of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) mark: Mark,
    pub(super) start: usize,
}

impl Default for Level {
    fn default() -> Self {
        Self { mark: Mark::Dash, start: 1 }
    }
}

/// The lists of a document, and how far each has come.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// By name: the levels, and the counter that they share with others.
    lists: BTreeMap<String, (String, [Level; LEVELS])>,
    counters: BTreeMap<String, [Option<usize>; LEVELS]>,
}

impl Lists {
    pub(super) fn add(&mut self, name: &str, counter: &str, levels: [Level; LEVELS]) {
        self.lists.insert(name.to_owned(), (counter.to_owned(), levels));
    }

    /// The next item of a list at a level, from 0. What no list is known by this name is a plain paragraph.
    pub(super) fn item(&mut self, list: &str, level: usize) -> Kind {
        let Some((counter, levels)) = self.lists.get(list) else { return Kind::Plain };
        let level = level.min(LEVELS - 1);
        let Level { mark, start } = levels[level];
        let counts = self.counters.entry(counter.clone()).or_default();
        let number = counts[level].map_or(start, |n| n.saturating_add(1));
        counts[level] = Some(number);
        counts[level + 1..].fill(None);
        written(mark, number).map_or(Kind::Plain, Kind::Item)
    }

    /// Lets a list begin anew.
    pub(super) fn restart(&mut self, list: &str, level: usize, before: Option<usize>) {
        if let Some((counter, _)) = self.lists.get(list) {
            let counts = self.counters.entry(counter.clone()).or_default();
            counts[level.min(LEVELS - 1)] = before;
        }
    }

    /// Reads the part `numbering.xml` of a DOCX.
    pub(super) fn of_word(source: &str) -> Result<Self, String> {
        let mut abstracts: BTreeMap<String, [Level; LEVELS]> = BTreeMap::new();
        let mut lists = Self::default();
        let mut levels = [Level::default(); LEVELS];
        let (mut of, mut list, mut level) = (String::new(), None, 0);
        let mut overridden = false;
        xml::read(source, |node| {
            let Node::Open(element) = node else { return };
            let value = || element.get("val").unwrap_or_default();
            match element.name() {
                "abstractNum" => {
                    of = element.get("abstractNumId").unwrap_or_default();
                    (levels, list) = ([Level::default(); LEVELS], None);
                }
                "num" => list = element.get("numId"),
                "lvl" | "lvlOverride" => {
                    level = element.number("ilvl").unwrap_or(0).min(LEVELS - 1);
                    overridden = element.name() == "lvlOverride";
                }
                "numFmt" => levels[level].mark = of_word(&value()),
                "start" | "startOverride" => {
                    levels[level].start = element.number("val").unwrap_or(1);
                }
                "abstractNumId" => {
                    of = value();
                    levels = abstracts.get(&of).copied().unwrap_or_default();
                    overridden = false;
                }
                _ => return,
            }
            match &list {
                None => {
                    abstracts.insert(of.clone(), levels);
                }
                // Numbers with levels of their own count for themselves, the others together.
                Some(list) => {
                    let counter = if overridden { format!("{of}/{list}") } else { of.clone() };
                    lists.add(list, &counter, levels);
                }
            }
        })?;
        // The list ‘0’ takes a paragraph out of the list of its style.
        lists.lists.remove("0");
        Ok(lists)
    }
}

fn of_word(format: &str) -> Mark {
    match format {
        "bullet" => Mark::Dash,
        "none" => Mark::None,
        "lowerLetter" => Mark::Small,
        "upperLetter" => Mark::Capital,
        "lowerRoman" => Mark::SmallRoman,
        "upperRoman" => Mark::CapitalRoman,
        "russianLower" => Mark::SmallRussian,
        "russianUpper" => Mark::CapitalRussian,
        _ => Mark::Number,
    }
}

/// The mark of the item with this number; `None` for no mark.
pub(super) fn written(mark: Mark, number: usize) -> Option<String> {
    Some(match mark {
        Mark::None => return None,
        Mark::Dash => "-".to_owned(),
        Mark::Number => format!("{number}."),
        Mark::Small => format!("{}.", letter(number, "abcdefghijklmnopqrstuvwxyz")),
        Mark::Capital => format!("{}.", letter(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        Mark::SmallRoman => format!("{}.", roman(number)),
        Mark::CapitalRoman => format!("{}.", roman(number).to_uppercase()),
        Mark::SmallRussian => format!("{}.", letter(number, "абвгдежзиклмнопрстуфхцчшщэюя")),
        Mark::CapitalRussian => format!("{}.", letter(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")),
    })
}

/// `a` … `z`, then `aa`, `bb`, as word processors count.
fn letter(number: usize, alphabet: &str) -> String {
    let size = alphabet.chars().count();
    let at = number.saturating_sub(1);
    let letter = alphabet.chars().nth(at % size).unwrap_or('?');
    std::iter::repeat_n(letter, (at / size + 1).min(5)).collect()
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mark: Mark, number: usize, expected: &str) {
        assert_eq!(written(mark, number).unwrap_or_default(), expected);
    }

    #[test]
    fn marks_are_written_as_they_are_printed() {
        check(Mark::Dash, 3, "-");
        check(Mark::None, 3, "");
        check(Mark::Number, 12, "12.");
        check(Mark::Small, 28, "bb.");
        check(Mark::SmallRoman, 14, "xiv.");
        check(Mark::CapitalRussian, 3, "В.");
        check(Mark::SmallRoman, 0, "0.");
    }
}
