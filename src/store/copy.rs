//! The store as it is at one moment, in another file.

use super::error::StoreError;
use super::open::Store;
use super::settle;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::{Path, PathBuf};

impl Store {
    /// Copies the store into the file at `target`, which is empty or not there, and checks the copy. Others may go on reading
    /// and writing the store; what they had committed is in the copy, and the copy is one plain file.
    ///
    /// # Errors
    /// When the store is damaged or locked, or the copy cannot be written. What was written of it is then left for the
    /// caller to remove.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        copy(&self.connection, target).map_err(|why| StoreError::NotCopied {
            path: self.path().to_owned(),
            copy: target.to_owned(),
            why,
        })
    }
}

/// Copies a database; the error says why that could not be.
pub(super) fn copy(from: &Connection, target: &Path) -> Result<(), String> {
    let copied = pages(from, target).and_then(|()| finish(target));
    if copied.is_err() {
        for beside in ["-journal", "-wal", "-shm"] {
            let mut path = target.as_os_str().to_owned();
            path.push(beside);
            let _ = std::fs::remove_file(PathBuf::from(path));
        }
    }
    copied
}

/// All pages in one step: a copy made in several would begin anew whenever somebody writes in between.
fn pages(from: &Connection, target: &Path) -> Result<(), String> {
    let words = |why: rusqlite::Error| match why.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => {
            "the disk is full; make room, or name another place".to_owned()
        }
        _ => why.to_string(),
    };
    let mut to = Connection::open(target).map_err(words)?;
    match Backup::new(from, &mut to).and_then(|backup| backup.step(-1)).map_err(words)? {
        StepResult::Done => {}
        _ => {
            return Err(
                "another program is writing to it; wait for it, then run this again".to_owned()
            );
        }
    }
    // A store that is written to at this moment says of itself that it has a log beside it.
    to.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).map_err(words)
}

/// Sees to it that the copy is whole and on the disk.
fn finish(target: &Path) -> Result<(), String> {
    let words = |why: rusqlite::Error| why.to_string();
    let copy = Connection::open(target).map_err(words)?;
    let found: String =
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(words)?;
    if found != "ok" {
        return Err(format!("it is damaged ({found}); ‘tradestat check’ says more"));
    }
    let has_extents = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'series_extent')";
    if copy.query_row(has_extents, [], |row| row.get(0)).map_err(words)? {
        // What an ingestion puts off to its end is done in the copy now.
        settle::catch_up(&copy).map_err(words)?;
    }
    copy.close().map_err(|(_, why)| words(why))?;
    std::fs::File::open(target).and_then(|file| file.sync_all()).map_err(|why| why.to_string())
}
