//! Reading a store that a killed program left as it was, or that lies where nothing can be written.
//!
//! SQLite mends a file from the journal or log beside it when it is next opened; a connection that may only read cannot do
//! that. So whoever reads first mends, if the place allows it.

use super::error::StoreError;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What reading needs of any file: its first page, and what lies beside it.
fn first_look(connection: Connection) -> rusqlite::Result<Connection> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Opens a database for reading.
pub(super) fn reading(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refused = match Connection::open_with_flags(path, flags).and_then(first_look) {
        Ok(connection) => return Ok(connection),
        Err(refused) => refused,
    };
    let failed = |why| StoreError::of(path, "opening it", why);
    match refused.sqlite_error().map(|error| (error.code, error.extended_code)) {
        Some((_, ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY)) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(path, flags)
                .and_then(first_look)
                .map_err(|_| StoreError::Unfinished { path: path.to_owned() })?;
        }
        Some((ErrorCode::CannotOpen | ErrorCode::ReadOnly, _)) if has_log(path) => {
            return Err(StoreError::Unfinished { path: path.to_owned() });
        }
        Some((_, ffi::SQLITE_IOERR_SHMSIZE)) if has_log(path) => return Err(failed(refused)),
        // It says of itself that it has a log, for which nothing can be made here; and it has none, so nothing is missed.
        Some((ErrorCode::CannotOpen | ErrorCode::ReadOnly, _) | (_, ffi::SQLITE_IOERR_SHMSIZE))
            if path.is_file() =>
        {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            return Connection::open_with_flags(unchanging(path), flags)
                .and_then(first_look)
                .map_err(|_| failed(refused));
        }
        _ => return Err(failed(refused)),
    }
    Connection::open_with_flags(path, flags).and_then(first_look).map_err(failed)
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log).metadata().is_ok_and(|log| log.len() > 0)
}

/// The address by which SQLite takes a file for one that nobody changes.
fn unchanging(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            address.push(char::from(*byte));
        } else {
            let _ = write!(address, "%{byte:02x}");
        }
    }
    address + "?immutable=1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_path_makes_an_address() {
        assert_eq!(unchanging(Path::new("/a/b c?#%.db")), "file:/a/b%20c%3f%23%25.db?immutable=1");
        assert_eq!(unchanging(Path::new("ё")), "file:%d1%91?immutable=1");
    }
}
