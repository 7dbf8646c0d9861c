//! The language of a text, from its letters and words.

use super::lexicon::Lexicon;
use crate::model::Language;
use crate::seeds;
use std::sync::LazyLock;

/// The language when there is nothing to tell by.
const DEFAULT: Language = Language::literal("en");

/// How many letters of a text are looked at, and how many where those leave the detector in doubt. Looking at more takes as
/// long as the rest of the extraction.
const LETTERS: [usize; 2] = [1000, 4000];

/// So many words say nothing at a glance.
const FEW_WORDS: usize = 40;

/// Detects the language of a text from its beginning; English when there are no words to tell by. Neighbours look alike
/// (Russian and Bulgarian): where the detector is in doubt, it is the language with tables that is written in those letters.
pub(super) fn detect(text: &str) -> Language {
    let beginning = |letters: usize| {
        let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
        &text[..end]
    };
    let [few, many] = LETTERS.map(beginning);
    if let Some(language) = at_a_glance(few) {
        return language;
    }
    let info = whatlang::detect(few)
        .filter(whatlang::Info::is_reliable)
        .or_else(|| whatlang::detect(many));
    let Some(info) = info else { return DEFAULT };
    let detected = seeds::language_of_three(info.lang().code());
    detected
        .filter(|code| info.is_reliable() || seeds::language(*code).is_some())
        .or_else(|| of_script(info.script()))
        .unwrap_or(DEFAULT)
}

/// The language whose everyday words make up a tenth of a text: a detector's statistics of all languages in those letters take
/// as long as a fifth of the extraction, and plain text needs none.
fn at_a_glance(text: &str) -> Option<Language> {
    static EVERYDAY: LazyLock<Vec<(Language, Vec<String>)>> =
        LazyLock::new(|| Lexicon::everyday().filter(|(_, words)| !words.is_empty()).collect());
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let all = words().count();
    let known = |everyday: &[String]| {
        let is = |word: &str| everyday.iter().any(|known| is_word(word, known));
        words().filter(|word| is(word)).count()
    };
    let plain = |everyday: &[String]| all >= FEW_WORDS && 10 * known(everyday) >= all;
    EVERYDAY.iter().find(|(_, everyday)| plain(everyday)).map(|(language, _)| *language)
}

/// Whether a word is this one of small letters.
fn is_word(word: &str, small: &str) -> bool {
    word.len() == small.len() && word.chars().flat_map(char::to_lowercase).eq(small.chars())
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
    fn plain_english_is_known_at_a_glance_and_its_neighbours_are_not_taken_for_it() {
        let english = "The trade turnover between the two countries has grown to $3 billion, said the ministry. ".repeat(4);
        assert_eq!(
            at_a_glance(&english).map(|language| language.to_string()).as_deref(),
            Some("en")
        );
        let names = "Tatarstan, China, Kazakhstan, Belarus, Turkey, Uzbekistan and the EU: table of the month. ".repeat(4);
        for other in [
            "De handel tussen beide landen is in het eerste halfjaar gestegen tot drie miljard dollar, zei het ministerie. ",
            "Der Handel zwischen den beiden Ländern ist im ersten Halbjahr auf drei Milliarden Dollar gestiegen, so das Amt. ",
            "Le commerce entre les deux pays a atteint trois milliards de dollars au premier semestre, selon le ministère. ",
        ] {
            assert_eq!(at_a_glance(&other.repeat(4)), None, "{other}");
        }
        assert_eq!(detect(&names).as_str(), "en");
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
