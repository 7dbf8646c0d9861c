//! Which SQLite files are stores, and how an older one becomes a newer one.
//!
//! `application_id` says that a file is ours, `user_version` how many of the numbered files of `migrations/` it has seen.

use super::copy;
use super::error::StoreError;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// "TrSt": what `PRAGMA application_id` of every store is.
pub const APPLICATION_ID: i32 = 0x5472_5374;

/// The numbered files, in order. A released one is never edited.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/0001_reports_and_figures.sql")];

/// The schema that this program reads and writes.
#[expect(clippy::cast_possible_truncation, reason = "migrations are counted on fingers")]
pub const SCHEMA_VERSION: u32 = MIGRATIONS.len() as u32;

/// What a SQLite file turns out to be.
enum Kind {
    Empty,
    Store { version: u32 },
    Foreign { application_id: i32 },
}

fn kind(connection: &Connection) -> rusqlite::Result<Kind> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let (application_id, version) = (pragma("application_id")?, pragma("user_version")?);
    if application_id == APPLICATION_ID {
        return Ok(Kind::Store { version: u32::try_from(version).unwrap_or(u32::MAX) });
    }
    let objects: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(if application_id == 0 && version == 0 && objects == 0 {
        Kind::Empty
    } else {
        Kind::Foreign { application_id }
    })
}

/// Refuses what is not a store of exactly this schema.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    match kind(connection).map_err(|why| StoreError::of(path, "reading its header", why))? {
        Kind::Store { version: SCHEMA_VERSION } => Ok(()),
        Kind::Store { version } if version > SCHEMA_VERSION => Err(too_new(path, version)),
        Kind::Store { version } => Err(StoreError::SchemaTooOld {
            path: path.to_owned(),
            found: version,
            known: SCHEMA_VERSION,
        }),
        Kind::Empty => Err(StoreError::Missing { path: path.to_owned() }),
        Kind::Foreign { application_id } => {
            Err(StoreError::OtherProgram { path: path.to_owned(), application_id })
        }
    }
}

/// Brings an empty file or an older store to this schema, and fills its reference tables: all in one transaction, so that
/// whoever is killed leaves a store or none. A store with data is copied beside itself first.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    fill: fn(&Connection) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    apply(connection, path, MIGRATIONS, fill)
}

fn apply(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
    fill: fn(&Connection) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    let failed = |why| StoreError::of(path, "migrating it", why);
    let done =
        match kind(connection).map_err(|why| StoreError::of(path, "reading its header", why))? {
            Kind::Foreign { application_id } => {
                return Err(StoreError::OtherProgram { path: path.to_owned(), application_id });
            }
            Kind::Store { version } if version > known => return Err(too_new(path, version)),
            Kind::Store { version } if version == known => return Ok(()),
            Kind::Store { version } => {
                keep_copy(connection, path, version)?;
                version
            }
            Kind::Empty => 0,
        };
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)
        .map_err(failed)?;
    // Another process may have done it since: two began at once, and this one waited.
    if matches!(kind(&transaction).map_err(failed)?, Kind::Store { version } if version == known) {
        return Ok(());
    }
    for migration in migrations.iter().skip(done as usize) {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    fill(&transaction).map_err(failed)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    transaction.pragma_update(None, "user_version", known).map_err(failed)?;
    transaction.commit().map_err(failed)
}

fn too_new(path: &Path, found: u32) -> StoreError {
    StoreError::SchemaTooNew { path: path.to_owned(), found, known: SCHEMA_VERSION }
}

/// Copies the store to `tradestat.db.schema-1` beside it, or to `…-2`, `…-3` where that is taken: no copy is overwritten.
fn keep_copy(connection: &Connection, path: &Path, version: u32) -> Result<(), StoreError> {
    let copy = (1..=u16::MAX)
        .map(|n| {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".schema-{version}"));
            if n > 1 {
                name.push(format!("-{n}"));
            }
            PathBuf::from(name)
        })
        .find(|copy| !copy.exists())
        .unwrap_or_default();
    copy::copy(connection, &copy).map_err(|why| StoreError::NoCopy {
        path: path.to_owned(),
        copy: copy.clone(),
        why,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_older_store_is_migrated_and_a_copy_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("old.db");
        let mut connection = Connection::open(&path).unwrap();
        apply(
            &mut connection,
            &path,
            &["CREATE TABLE a (x); INSERT INTO a VALUES (7)"],
            |_| Ok(()),
        )
        .unwrap();
        let two = &["", "ALTER TABLE a ADD COLUMN y"];
        apply(&mut connection, &path, two, |_| Ok(())).unwrap();
        connection.query_row("SELECT x, y FROM a", [], |_| Ok(())).unwrap();
        let copy = Connection::open(directory.path().join("old.db.schema-1")).unwrap();
        let x: i64 = copy.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(x, 7);
        assert!(copy.prepare("SELECT y FROM a").is_err());
        apply(&mut connection, &path, two, |_| Ok(())).unwrap();
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("old.db");
        let mut connection = Connection::open(&path).unwrap();
        apply(&mut connection, &path, &["CREATE TABLE a (x)"], |_| Ok(())).unwrap();
        let broken = &["", "CREATE TABLE b (x); CREATE TABLE a (x)"];
        assert!(apply(&mut connection, &path, broken, |_| Ok(())).is_err());
        assert!(connection.prepare("SELECT x FROM b").is_err());
        assert!(matches!(kind(&connection).unwrap(), Kind::Store { version: 1 }));
    }
}
