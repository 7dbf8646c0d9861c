//! Opening and leaving the file.

use super::as_of::Then;
use super::error::{PATIENCE_SECONDS, StoreError};
use super::settle;
use super::{holder, recover, reference, schema};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages kept at hand while reading, in KiB as SQLite counts them (negative): the inner pages of every tree of a million
/// figures, and within what a small machine has to spare. A mapped file would count as memory of the process.
const READING_CACHE: i64 = -8_192;

/// An open store. Dropping it leaves one plain file: nothing beside it.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// Which file that was when it was opened.
    pub(super) file: Option<u64>,
    /// The day at whose end this was known, where it is not the store as it is.
    pub(super) then: Option<Then>,
}

impl Store {
    /// Opens a store for reading.
    ///
    /// # Errors
    /// When there is none, or the file is not a store of this program's schema.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        refuse_no_file(path)?;
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let mut connection = recover::reading(path)?;
        schema::check(&connection, path)?;
        // A process that was killed at storing leaves work behind, which whoever only reads cannot do. Whoever may write does it
        // now; while another process has the file, or where it is read-only, what was chosen before is read.
        if !settle::is_settled(&connection).unwrap_or(true) {
            drop(connection);
            if let Some(alone) = alone(path) {
                let _ = settle::catch_up(&alone);
                leave_plain(&alone);
            }
            connection = recover::reading(path)?;
        }
        let connection = prepared(connection)
            .and_then(|connection| {
                connection.pragma_update(None, "cache_size", READING_CACHE)?;
                Ok(connection)
            })
            .map_err(|why| StoreError::of(path, "opening it", why))?;
        let file = holder::inode(path);
        Ok(Self { connection, path: path.to_owned(), file, then: None })
    }

    /// Opens a store for reading and writing; makes one where there is none. An older store is migrated, and a copy of it
    /// kept beside it; reference tables are brought up to this program's.
    ///
    /// # Errors
    /// When the file cannot be made or written, or is not a store of this program's schema or an older one.
    pub fn open_or_create(path: &Path) -> Result<Self, StoreError> {
        refuse_no_file(path)?;
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(directory) = directory.filter(|directory| !directory.is_dir()) {
            let (path, directory) = (path.to_owned(), directory.to_owned());
            return Err(StoreError::NoDirectory { path, directory });
        }
        let opening = |why: rusqlite::Error| match why.sqlite_error_code() {
            Some(rusqlite::ErrorCode::CannotOpen) => StoreError::ReadOnly { path: path.to_owned() },
            _ => StoreError::of(path, "opening it", why),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection =
            Connection::open_with_flags(path, flags).and_then(prepared).map_err(opening)?;
        schema::migrate(&mut connection, path, reference::fill)?;
        let file = holder::inode(path);
        let mut store = Self { connection, path: path.to_owned(), file, then: None };
        reference::refresh(&mut store)?;
        // A process that was killed leaves its log; what it had committed is read from it, and belongs into the file. It leaves its
        // last work, too.
        if is_alone(&store.connection) {
            let _ = settle::catch_up(&store.connection);
        }
        store.leave_plain();
        Ok(store)
    }

    /// Where the store is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file grow to so many pages of 4 KiB and no further: writing more fails as on a full disk. It holds until
    /// the store is dropped.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        self.connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .map_err(self.failed("limiting its size"))
    }

    /// Turns a SQLite error into what it means for this store.
    pub(super) fn failed(
        &self,
        doing: &'static str,
    ) -> impl Fn(rusqlite::Error) -> StoreError + use<> {
        let path = self.path.clone();
        let reads = self.connection.is_readonly("main").unwrap_or_default();
        move |why| match why.sqlite_error_code() {
            // Whoever only reads fills no disk but that of temporary files.
            Some(rusqlite::ErrorCode::DiskFull) if reads => {
                StoreError::NoTemporaryRoom { path: path.clone(), doing }
            }
            _ => StoreError::of(&path, doing, why),
        }
    }

    /// Whether what was written can be found under its name. A file that is taken away goes on being written, into nothing.
    pub(super) fn still_there(&self) -> Result<(), StoreError> {
        if holder::inode(&self.path) == self.file {
            return Ok(());
        }
        Err(StoreError::TakenAway { path: self.path.clone() })
    }

    /// While writing: readers go on reading what was there before.
    pub(super) fn log_ahead(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        // What belongs together was given ids and keys together, so that a report touches few pages of each tree; 40 MiB keep
        // those trees at hand whose order is another: the figures by series and by area. As much again is sorted in memory.
        self.connection.pragma_update(None, "cache_size", -40_960)?;
        // A page that is written again before it is moved into the file is moved once.
        self.connection.pragma_update(None, "wal_autocheckpoint", 8_000)
    }

    /// While reports are stored: every row refers to rows just written or looked up, and its codes and spans come from types that
    /// hold no others; looking all that up once more costs a third of the work. `tradestat check` and the tests look at it.
    pub(super) fn trust_rows(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "foreign_keys", false)?;
        self.connection.pragma_update(None, "ignore_check_constraints", true)
    }

    /// After writing: everything in the one file, so that a copy of it is complete. While others still read, the log stays
    /// until the last one leaves; nobody waits for them.
    pub(super) fn leave_plain(&self) {
        leave_plain(&self.connection);
    }
}

/// A connection that may do what a killed process had put off; none where the file cannot be written, or another has it open.
pub(super) fn alone(path: &Path) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).ok()?;
    is_alone(&connection).then_some(connection)
}

/// Whether nobody else has the file open whose log is on, as it is while reports are stored: only then can the log be ended.
/// Another may be the one whose work was put off, which will do it at its end, and until then would have to wait for us between
/// two of its commits. The log is on again after this, so that readers that come need not wait.
fn is_alone(connection: &Connection) -> bool {
    let turn = |mode| {
        connection.pragma_update_and_check(None, "journal_mode", mode, |row| {
            row.get::<_, String>(0).map(|turned| turned.eq_ignore_ascii_case(mode))
        })
    };
    let _ = connection.busy_timeout(Duration::ZERO);
    turn("DELETE").unwrap_or(false) && turn("WAL").unwrap_or(false)
}

/// See [`Store::leave_plain`]; whoever writes next waits again for others.
fn leave_plain(connection: &Connection) {
    let _ = connection.pragma_update(None, "foreign_keys", true);
    let _ = connection.pragma_update(None, "ignore_check_constraints", false);
    let _ = connection.busy_timeout(Duration::ZERO);
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    let _ = connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
    let _ = connection.busy_timeout(Duration::from_secs(PATIENCE_SECONDS));
}

/// A folder holds no rows, and a pipe would be waited for without end.
fn refuse_no_file(path: &Path) -> Result<(), StoreError> {
    let Ok(place) = std::fs::metadata(path) else { return Ok(()) };
    if place.is_dir() {
        return Err(StoreError::IsDirectory { path: path.to_owned() });
    }
    if place.is_file() {
        return Ok(());
    }
    Err(StoreError::NotAFile { path: path.to_owned(), what: kind_of(place.file_type()) })
}

#[cfg(unix)]
fn kind_of(place: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if place.is_fifo() {
        "a pipe"
    } else if place.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind_of(_place: std::fs::FileType) -> &'static str {
    "no ordinary file"
}

fn prepared(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(Duration::from_secs(PATIENCE_SECONDS))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
