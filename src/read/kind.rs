//! Which files of a folder or an archive are reports: by their names where these say it, else by their first bytes.

use super::format::Format;
use std::fmt;

/// What a file's name says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ByName {
    /// To be read.
    Report,
    /// Something else, that need not be opened.
    Other(NotRead),
    /// No ending, or one that says nothing: `index.php?id=5`, as saved by wget.
    Unknown,
}

/// Why a file of a folder was passed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NotRead {
    /// Pictures, sound, films.
    Picture,
    /// Styles, scripts, fonts of saved pages.
    PageParts,
    /// Tables without sentences, stores, data of programs.
    Data,
    /// Programs and their sources.
    Program,
    /// Pipes, sockets, devices.
    NoFile,
    /// Nothing that is read here, by its first bytes.
    Content,
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "pictures, sound or films",
            Self::PageParts => "styles, scripts or fonts",
            Self::Data => "data",
            Self::Program => "programs",
            Self::NoFile => "pipes, sockets or devices",
            Self::Content => "no reports by their content",
        })
    }
}

/// The endings of files that are read.
const REPORTS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "mht", "mhtml", "pdf", "docx", "docm",
    "dotx", "odt", "ott", "fodt", "rtf", "eml", "jsonl", "ndjson", "zip", "gz", "zst",
];

/// The endings of files that are not, and why.
const OTHERS: &[(NotRead, &[&str])] = &[
    (
        NotRead::Picture,
        &[
            "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico", "tif", "tiff",
            "heic", "emf", "wmf", "psd", "ai", "eps", "mp3", "m4a", "wav", "ogg", "flac", "mp4",
            "m4v", "avi", "mov", "mkv", "webm", "swf",
        ],
    ),
    (
        NotRead::PageParts,
        &["css", "scss", "less", "js", "mjs", "map", "ts", "woff", "woff2", "ttf", "otf", "eot"],
    ),
    (
        NotRead::Data,
        &[
            "csv", "tsv", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "log", "sql", "db",
            "sqlite", "sqlite3", "parquet", "arrow", "feather", "npy", "pickle", "xls", "xlsx",
            "xlsm", "ods", "dbf", "shp", "dat", "bin", "lock", "bak", "tmp", "bib", "rss", "atom",
            "ics", "vcf",
        ],
    ),
    (
        NotRead::Program,
        &[
            "exe", "dll", "so", "dylib", "o", "a", "class", "jar", "pyc", "py", "rs", "c", "h",
            "cpp", "java", "go", "rb", "pl", "sh", "bat", "ps1", "r", "ipynb", "tex", "iso", "dmg",
            "deb", "rpm", "apk", "msi",
        ],
    ),
];

impl ByName {
    /// Tells it by the ending. A leading dot hides a file, also in archives that know nothing of hiding.
    pub(super) fn of(name: &str) -> Self {
        let ending = ending(name);
        if REPORTS.contains(&ending.as_str()) {
            return Self::Report;
        }
        let other = OTHERS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
        other.map_or(Self::Unknown, |(why, _)| Self::Other(*why))
    }
}

/// Whether the first bytes of a file with an unknown name are those of a report: of a format that is known, or of plain text
/// where the name has no ending at all. A text with an ending of its own belongs to some program.
pub(super) fn is_report(name: &str, first: &[u8]) -> bool {
    match Format::of(name, first) {
        Ok(Format::Text) => {
            let ending = ending(name);
            let bare = ending.is_empty() || !ending.bytes().all(|b| b.is_ascii_alphabetic());
            bare && is_text(first)
        }
        Ok(_) => true,
        Err(_) => false,
    }
}

/// Whether a file of an archive or a message is to be read, by its name or its bytes.
pub(super) fn is_wanted(name: &str, bytes: &[u8]) -> bool {
    match ByName::of(name) {
        ByName::Report => true,
        ByName::Other(_) => false,
        ByName::Unknown => is_report(name, &bytes[..bytes.len().min(super::format::FIRST)]),
    }
}

/// UTF-8 that may be cut at its end, without bytes that no text has.
fn is_text(first: &[u8]) -> bool {
    let odd = |b: &u8| *b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c);
    let utf8 = match str::from_utf8(first) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    utf8 && !first.trim_ascii().is_empty() && !first.iter().any(odd)
}

/// What stands behind the last dot of a file's name, in small letters; nothing for `.hidden` and `name`.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '#']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((before, ending)) if !before.is_empty() => ending.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, first: &[u8], expected: bool) {
        assert_eq!(is_wanted(name, first), expected, "{name}");
    }

    #[test]
    fn names_that_say_it_are_believed() {
        check("a.TXT", b"\0", true);
        check("year/b.c.md", b"", true);
        check("report.docx", b"", true);
        check("logo.png", b"Trade grew.", false);
        check("data.csv", b"year,value\n", false);
    }

    #[test]
    fn other_names_are_looked_into() {
        check("news-1", b"Trade grew by 3%.", true);
        check("show.php?id=5", b"Trade grew by 3%.", true);
        check("2024.08", "Оборот вырос.".as_bytes(), true);
        check("makefile.am", b"all:\n", false);
        check("core", b"\x7fELF\x02\x01\x01\0", false);
        check("message.old", b"From: a@b\nTo: c@d\nSubject: x\nMIME-Version: 1.0\n\nText", true);
        check("letter.wps", b"{\\rtf1 x}", true);
        check("txt", b" ", false);
    }
}
