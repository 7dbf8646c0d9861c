//! The language of a text, from its letters and words.

use crate::model::Language;
use crate::seeds;

/// The language when there is nothing to tell by.
const DEFAULT: Language = Language::literal("en");

/// How many letters of a text are looked at, and how many where those leave the detector in doubt. Looking at more takes as
/// long as the rest of the extraction.
const LETTERS: [usize; 2] = [1000, 4000];

/// Detects the language of a text from its beginning; English when there are no words to tell by. Neighbours look alike
/// (Russian and Bulgarian): where the detector is in doubt, it is the language with tables that is written in those letters.
pub(super) fn detect(text: &str) -> Language {
    let beginning = |letters: usize| {
        let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
        whatlang::detect(&text[..end])
    };
    let [few, many] = LETTERS;
    let info = beginning(few).filter(whatlang::Info::is_reliable).or_else(|| beginning(many));
    let Some(info) = info else { return DEFAULT };
    let detected = seeds::language_of_three(info.lang().code());
    detected
        .filter(|code| info.is_reliable() || seeds::language(*code).is_some())
        .or_else(|| of_script(info.script()))
        .unwrap_or(DEFAULT)
}

/// The language of a few words, too few for statistics: the first with tables that is written in their letters. Codes such
/// as `RU-TA` stand among the words of every language and say nothing of it.
#[must_use]
pub fn language_of_words(words: &str) -> Language {
    let telling: String = words.chars().filter(|c| !c.is_ascii()).collect();
    whatlang::detect_script(&telling).and_then(of_script).unwrap_or(DEFAULT)
}

/// English, or the first language with tables, written in a script.
fn of_script(script: whatlang::Script) -> Option<Language> {
    let written = |language: &Language| {
        script.langs().iter().any(|l| seeds::language_of_three(l.code()) == Some(*language))
    };
    let with_tables = seeds::languages().filter_map(|tables| tables.code().parse().ok());
    std::iter::once(DEFAULT).chain(with_tables).find(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_and_russian_are_told_apart() {
        assert_eq!(
            detect("Trade between Russia and China fell by 9.1% in the first half.").as_str(),
            "en"
        );
        assert_eq!(
            detect("Товарооборот Татарстана с Китаем превысил 3 млрд долларов.").as_str(),
            "ru"
        );
        assert_eq!(detect("").as_str(), "en");
    }

    #[test]
    fn a_few_words_are_of_the_language_with_their_letters() {
        for (words, language) in [
            ("exports to China", "en"),
            ("экспорт", "ru"),
            ("出口", "zh"),
            ("2020-", "en"),
            ("RU-TA CN экспорт", "ru"),
        ] {
            assert_eq!(language_of_words(words).as_str(), language, "{words}");
        }
    }
}
