//! What stands around articles: how pages name its elements, and how its words begin. The words are `seeds/furniture.csv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../seeds/furniture.csv");

struct Words {
    /// Whole words of class names and ids, also of two words written together.
    classes: HashSet<&'static str>,
    /// Beginnings of such words: `comment*` is also `commentary-list`.
    beginnings: Vec<&'static str>,
    /// How a line begins that leads away from the article, in small letters, by the first of them; and whether a word may go
    /// on behind it: `новости партн*`, and all that is written without gaps.
    phrases: HashMap<char, Vec<(&'static str, bool)>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words =
        Words { classes: HashSet::new(), beginnings: Vec::new(), phrases: HashMap::new() };
    for (place, word) in FILE.lines().skip(1).filter_map(|line| line.split_once(',')) {
        match (place, word.strip_suffix('*')) {
            ("class", Some(beginning)) => words.beginnings.push(beginning),
            ("class", None) => _ = words.classes.insert(word),
            (_, beginning) => {
                let phrase = (beginning.unwrap_or(word), beginning.is_some());
                words
                    .phrases
                    .entry(word.chars().next().unwrap_or_default())
                    .or_default()
                    .push(phrase);
            }
        }
    }
    words
});

/// Whether one of the names of an element, in its class or id, is that of something around the article: `b-share__bar`,
/// `relatedPosts`, `sidebar`.
pub(super) fn is_named(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        let mut words: Vec<String> = Vec::with_capacity(4);
        let mut small = false;
        let mut begins = true;
        for c in name.chars() {
            // A capital begins a word of `relatedPosts`, none of `RELATED`.
            begins |= c.is_uppercase() && small;
            small = c.is_lowercase();
            if !c.is_alphanumeric() {
                begins = true;
                continue;
            }
            if std::mem::take(&mut begins) {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        // ‘sharing-with-a-single-developer’ is a headline.
        words.len() <= MOST_WORDS
            && (words.iter().any(|word| is_word(word))
                || words.windows(2).any(|two| is_word(&two.concat())))
    })
}

/// A name of more words is made from a headline.
const MOST_WORDS: usize = 4;

fn is_word(word: &str) -> bool {
    WORDS.classes.contains(word) || WORDS.beginnings.iter().any(|b| word.starts_with(b))
}

/// Whether a line begins as those do that lead away from the article: «Читайте также: …».
pub(super) fn is_said(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(first) = line.chars().next().and_then(|c| c.to_lowercase().next()) else {
        return false;
    };
    let Some(phrases) = WORDS.phrases.get(&first) else { return false };
    let mut small = String::with_capacity(64);
    small.extend(line.chars().take(40).flat_map(char::to_lowercase).map(|c| match c {
        '\u{a0}' => ' ',
        '’' => '\'',
        other => other,
    }));
    phrases.iter().any(|(phrase, goes_on)| {
        // ‘Recommended’ is no beginning of ‘recommendedly’.
        let ends = |rest: &str| *goes_on || !rest.starts_with(char::is_alphanumeric);
        small.strip_prefix(phrase).is_some_and(ends)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: bool) {
        assert_eq!(is_named(name), expected, "{name}");
    }

    #[test]
    fn names_are_taken_by_their_words() {
        for name in [
            "b-share__bar",
            "relatedPosts",
            "post-nav-links",
            "SIDEBAR left",
            "read_more",
            "main-sidebar left",
        ] {
            check(name, true);
        }
        for name in [
            "article-body",
            "commentary",
            "reads more-text",
            "sharing-with-a-single-developer",
            "shadow",
            "content",
            "badge",
            "popularity",
        ] {
            check(name, false);
        }
    }

    #[test]
    fn lines_that_lead_away_are_known() {
        for line in [
            "Читайте также: Завод",
            "— Read also",
            "RELATED STORIES",
            "Новости партнёров",
            "相关阅读:贸易",
        ] {
            assert!(is_said(line), "{line}");
        }
        for line in ["По темам года", "Readers", "Комментариев не последовало", "Share prices fell"]
        {
            assert!(!is_said(line), "{line}");
        }
    }
}
