//! What can be wrong with a report's file: each message names it and says what to do.

use std::path::PathBuf;

/// Why a report, a folder or a row of a manifest was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing of this name.
    #[error("{path}: there is no such file or folder; check the spelling")]
    Missing {
        /// As it was given.
        path: String,
    },
    /// The system refused.
    #[error("{path}: cannot be read ({source}); check its permissions")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder of a walk could not be listed.
    #[error("{path}: cannot be listed ({reason}); check its permissions")]
    Unlistable {
        /// The folder.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A folder without a single report.
    #[error(
        "{path}: no report in this folder (hidden files, pictures, styles, scripts and data are left out{})",
        if *chosen { ", and what --include and --exclude say; their globs count from this folder" } else { "" }
    )]
    NothingThere {
        /// The folder.
        path: String,
        /// Whether the user said which files.
        chosen: bool,
    },
    /// Larger than the limit.
    #[error("{path}: larger than {} MiB; split it, or allow more with --max-size", max >> 20)]
    TooLarge {
        /// The file.
        path: String,
        /// The limit, in bytes.
        max: u64,
    },
    /// No letter in it.
    #[error("{path}: is empty; there is nothing to read in it")]
    Empty {
        /// The file.
        path: String,
    },
    /// A format that is not read yet.
    #[error("{path}: is {what}, which is not read here; {hint}")]
    OtherFormat {
        /// The file.
        path: String,
        /// "a PDF document"
        what: &'static str,
        /// How to get text out of it.
        hint: &'static str,
    },
    /// A document of a known format that cannot be read: damaged, encrypted, without text, or larger inside than is safe.
    #[error("{path}: {why}")]
    Document {
        /// The file, or the member of a container.
        path: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Bytes that no text has.
    #[error(
        "{path}: is not text (a NUL byte at byte {at}); give the program plain text or Markdown"
    )]
    Binary {
        /// The file.
        path: String,
        /// Offset of the first NUL byte, from 0.
        at: usize,
    },
    /// Text in an encoding that was not found, or damaged.
    #[error(
        "{path}: is no text in any encoding that was tried ({tried}); say which it is, as with ‘--encoding windows-1251’"
    )]
    Encoding {
        /// The file.
        path: String,
        /// The names of the encodings.
        tried: String,
    },
    /// A manifest that cannot be used at all. Its folder is left out: without it, reports could be dated wrongly.
    #[error("{}: {what}; nothing of its folder was read", manifest.display())]
    Manifest {
        /// The manifest.
        manifest: PathBuf,
        /// What is wrong and what to do.
        what: String,
    },
    /// A row of a manifest that cannot be used. Its report is left out, for the same reason.
    #[error("{}, line {line}: {what}", manifest.display())]
    ManifestRow {
        /// The manifest.
        manifest: PathBuf,
        /// Its line, from 1; the header is line 1.
        line: u64,
        /// What is wrong and what to do.
        what: String,
    },
}
