//! The languages there are, and the tables of each: the folders of `seeds/lexicon/`, embedded.

use super::table;
use crate::model::Language;

/// Code of a folder, then the name and content of each of its files.
type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// Written by `build.rs`, sorted by code.
static FOLDERS: &[Folder] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The tables of a language.
#[derive(Clone, Copy, Debug)]
pub struct LanguageTables {
    folder: &'static Folder,
}

impl LanguageTables {
    /// ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.folder.0
    }

    /// The content of `seeds/lexicon/<language>/<name>`; `None` where the language has no such file.
    #[must_use]
    pub fn file(self, name: &str) -> Option<&'static str> {
        self.folder.1.iter().find(|(file, _)| *file == name).map(|(_, content)| *content)
    }

    /// Every file with its name.
    pub fn files(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.folder.1.iter().copied()
    }

    /// Whether reports in it are read: it says how it writes numbers, in `language.toml`.
    #[must_use]
    pub fn is_read(self) -> bool {
        self.file("language.toml").is_some()
    }
}

/// Every language that has tables of some kind, by code.
pub fn languages() -> impl Iterator<Item = LanguageTables> {
    FOLDERS.iter().map(|folder| LanguageTables { folder })
}

/// The tables of a language, if it has any.
#[must_use]
pub fn language(language: Language) -> Option<LanguageTables> {
    languages().find(|tables| tables.code() == language.as_str())
}

/// The language of a three-letter code of ISO 639-3, as detectors of language name it; `None` when it has no two-letter code
/// in `seeds/languages.csv`.
#[must_use]
pub fn language_of_three(iso_639_3: &str) -> Option<Language> {
    let [code, ..] = table::rows::<3>(include_str!("../../seeds/languages.csv"))
        .find(|[_, three, _]| *three == iso_639_3)?;
    code.parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_a_language() {
        let russian = language(Language::literal("ru")).unwrap();
        assert!(russian.is_read());
        assert!(russian.file("numbers.toml").is_some_and(|table| table.contains("миллиард")));
        assert!(language(Language::literal("tt")).is_none());
    }

    #[test]
    fn every_language_is_a_code_that_detection_can_give() {
        let detected: Vec<_> =
            table::rows::<3>(include_str!("../../seeds/languages.csv")).collect();
        for tables in languages() {
            assert!(detected.iter().any(|[code, ..]| *code == tables.code()), "{}", tables.code());
        }
        assert_eq!(language_of_three("rus"), Some(Language::literal("ru")));
        assert_eq!(language_of_three("xxx"), None);
    }
}
