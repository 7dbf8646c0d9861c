//! The language of a text, from its letters and words.

use crate::model::Language;

/// Detects the language of a text from its beginning; English when there are no words to tell by.
pub(super) fn detect(text: &str) -> Language {
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let code = whatlang::detect_lang(&text[..end]).map_or("en", |lang| match lang {
        whatlang::Lang::Rus => "ru",
        whatlang::Lang::Cmn => "zh",
        whatlang::Lang::Deu => "de",
        whatlang::Lang::Fra => "fr",
        whatlang::Lang::Ukr => "uk",
        whatlang::Lang::Tur => "tr",
        whatlang::Lang::Spa => "es",
        _ if text[..end].chars().filter(|c| ('а'..='я').contains(c)).count() * 3
            > text[..end].chars().count() =>
        {
            "ru"
        }
        _ => "en",
    });
    code.parse().unwrap_or(Language::literal("en"))
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
}
