//! What can go wrong with a store: what happened, where, and what to do.

use super::holder::{self, Holder};
use chrono::NaiveDate;
use rusqlite::{ErrorCode, ffi};
use std::path::{Path, PathBuf};

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Reading needs a store that is there.
    #[error("there is no store at {path}: `tradestat ingest` makes one")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A new store is made in a directory that exists.
    #[error(
        "{path} cannot be made: there is no directory {directory}; make it, or name another file"
    )]
    NoDirectory {
        /// The store that was asked for.
        path: PathBuf,
        /// The directory that is missing.
        directory: PathBuf,
    },
    /// The path leads to a directory.
    #[error("{path} is a directory: name a file in it")]
    IsDirectory {
        /// The path.
        path: PathBuf,
    },
    /// The path leads to a pipe, a socket or a device.
    #[error("{path} is {what}, and a store is a file: name another one")]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it leads to.
        what: &'static str,
    },
    /// A text, an image, anything but SQLite.
    #[error("{path} is not a SQLite file; it was left as it is: name another file")]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A SQLite file, but another program's.
    #[error(
        "{path} is a database of another program (application id {application_id}); it was left as it is: name another file"
    )]
    OtherProgram {
        /// The file.
        path: PathBuf,
        /// What it calls itself.
        application_id: i32,
    },
    /// A later release made this file; opening it could lose what that release knows.
    #[error(
        "{path} has schema {found}, newer than {known}, the latest known here: use the newer tradestat"
    )]
    SchemaTooNew {
        /// The file.
        path: PathBuf,
        /// The schema it has.
        found: u32,
        /// The latest schema that this program knows.
        known: u32,
    },
    /// An earlier release made this file, and it was opened for reading only.
    #[error(
        "{path} has schema {found}, older than {known}: `tradestat ingest` brings it up to date and keeps a copy beside it"
    )]
    SchemaTooOld {
        /// The file.
        path: PathBuf,
        /// The schema it has.
        found: u32,
        /// The schema that reading needs.
        known: u32,
    },
    /// The copy that is kept before a migration could not be made.
    #[error("{path} was not migrated, because no copy of it could be kept at {copy}: {why}")]
    NoCopy {
        /// The store.
        path: PathBuf,
        /// The copy.
        copy: PathBuf,
        /// What stood in the way.
        why: String,
    },
    /// A copy of the store could not be made.
    #[error("{path} was not copied to {copy}: {why}")]
    NotCopied {
        /// The store.
        path: PathBuf,
        /// The copy.
        copy: PathBuf,
        /// What stood in the way.
        why: String,
    },
    /// Another process writes to the store, or reads it while this one wants to write.
    #[error(
        "{path} is locked: {holder} for more than {seconds} seconds; wait for it or close it, then run this again"
    )]
    Locked {
        /// The store.
        path: PathBuf,
        /// Who keeps it.
        holder: Holder,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The file or its directory may not be written.
    #[error(
        "{path} cannot be written: the file or its directory is read-only; change that, or name another file"
    )]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// A killed program left a journal or log beside the store, and the place is read-only.
    #[error(
        "{path} was being written when its program was killed, and is mended when it is next opened, which cannot be here, where nothing can be written: copy it, and the files beside it that begin with its name, to a place that can be written"
    )]
    Unfinished {
        /// The store.
        path: PathBuf,
    },
    /// Somebody removed or replaced the file under its name.
    #[error(
        "{path} was removed or replaced while it was being written: what was stored went with it; run this again"
    )]
    TakenAway {
        /// The store.
        path: PathBuf,
    },
    /// No room is left.
    #[error(
        "the disk of {path} is full: reports stored before stay, the last ones were not stored; make room and run this again"
    )]
    DiskFull {
        /// The store.
        path: PathBuf,
    },
    /// Reading needed room for temporary files, as for sorting a million rows.
    #[error(
        "{path}: {doing} needs room for temporary files, and there is none; make room in their folder, or name another one in the environment variable SQLITE_TMPDIR"
    )]
    NoTemporaryRoom {
        /// The store.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
    },
    /// The file is damaged.
    #[error("{path} is damaged ({detail}): restore a copy, or ingest the reports into a new store")]
    Corrupt {
        /// The store.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// An extraction that does not fit its text.
    #[error("the extraction of {report} does not fit its text: {what}; the report was not stored")]
    Misfit {
        /// The report's source.
        report: String,
        /// Which span.
        what: String,
    },
    /// A report that was there when it was looked up.
    #[error(
        "{report} is in the store no more: another program has removed it; nothing was changed"
    )]
    NoReport {
        /// The report's source.
        report: String,
    },
    /// Nothing was known yet.
    #[error("nothing was known on {day}: the first report in the store is of {first}")]
    BeforeReports {
        /// The day that was asked for.
        day: NaiveDate,
        /// The first day there is.
        first: NaiveDate,
    },
    /// Nothing can be told of any day.
    #[error(
        "no report in {path} has a day of publication, so that nothing is known of any day; `tradestat reports set ID --published DAY` gives one"
    )]
    NoDays {
        /// The store.
        path: PathBuf,
    },
    /// No figure of this key.
    #[error(
        "there is no figure ‘{key}’; `tradestat figures` and `tradestat review list` show the keys, whose first letters do"
    )]
    NoFigure {
        /// What was asked for.
        key: String,
    },
    /// No report speaks of this series and period, and nothing says what it was.
    #[error("there is no value {id}: {}", no_observation(known.as_ref()))]
    NoObservation {
        /// What was asked for.
        id: String,
        /// The first and the last period that the series has; `None` where there is no such series.
        known: Option<(String, String)>,
    },
    /// More than one key begins so.
    #[error("several figures begin with ‘{key}’: {keys}; say more of it")]
    SeveralFigures {
        /// What was asked for.
        key: String,
        /// Some of those that begin so.
        keys: String,
    },
    /// A decision that cannot be.
    #[error("figure {key}: {why}")]
    Undecidable {
        /// The figure.
        key: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// A value in the store that this program cannot have written.
    #[error("{path} holds ‘{value}’ as {column}, which this program does not know")]
    Unreadable {
        /// The store.
        path: PathBuf,
        /// The column.
        column: &'static str,
        /// What it holds.
        value: String,
    },
    /// Anything else that SQLite reports.
    #[error("{path}: {doing} failed: {why}")]
    Sqlite {
        /// The store.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// SQLite's own words.
        why: rusqlite::Error,
    },
}

/// How long a locked store is waited for.
pub(super) const PATIENCE_SECONDS: u64 = 5;

/// And by whoever has work in hand that would be lost.
pub(super) const LONG_PATIENCE_SECONDS: u64 = 60;

impl StoreError {
    /// Says how long the store was waited for, where that was longer.
    pub(super) fn after_waiting(mut self, long: u64) -> Self {
        if let Self::Locked { seconds, .. } = &mut self {
            *seconds = long;
        }
        self
    }

    /// Says of a SQLite error what it means for the store at `path`.
    pub(super) fn of(path: &Path, doing: &'static str, why: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match why.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { holder: holder::of(&path), path, seconds: PATIENCE_SECONDS }
            }
            // Without its name no journal can be made beside it.
            Some(ErrorCode::SystemIoFailure) if !path.exists() => Self::TakenAway { path },
            // SQLite looks for the file under its name before it begins to write.
            Some(ErrorCode::ReadOnly) if is(&why, ffi::SQLITE_READONLY_DBMOVED) => {
                Self::TakenAway { path }
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            // The log's index is a file of its own, and the disk had no room for it.
            Some(ErrorCode::SystemIoFailure) if is(&why, ffi::SQLITE_IOERR_SHMSIZE) => {
                Self::DiskFull { path }
            }
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt { path, detail: why.to_string() },
            _ => Self::Sqlite { path, doing, why },
        }
    }
}

fn no_observation(known: Option<&(String, String)>) -> String {
    match known {
        Some((first, last)) => format!(
            "its series reaches from {first} to {last}, and `tradestat series --json` lists the periods it has"
        ),
        None => "no series is called so; `tradestat series --json` shows what each is called (slug), and a value is written as in ru-ta-cn-turnover@2023"
            .to_owned(),
    }
}

fn is(why: &rusqlite::Error, extended_code: i32) -> bool {
    why.sqlite_error().is_some_and(|error| error.extended_code == extended_code)
}
