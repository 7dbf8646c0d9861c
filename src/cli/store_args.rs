//! Which store a command works on.

use super::derived;
use super::stop::Stop;
use crate::store::{Store, StoreError};
use std::path::{Path, PathBuf};

/// The store, named by option or environment.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct StoreArgs {
    /// The store: a SQLite file.
    #[arg(long, value_name = "FILE", env = "TRADESTAT_DB", default_value = "tradestat.db")]
    pub(super) db: PathBuf,
}

impl StoreArgs {
    /// Opens it for reading.
    pub(super) fn open(&self) -> Result<Store, Stop> {
        Ok(Store::open(&self.db)?.let_derive(&derived::RULES)?)
    }

    /// Opens it for writing, or makes it.
    pub(super) fn open_or_create(&self) -> Result<Store, Stop> {
        Ok(Store::open_or_create(&self.db)?)
    }

    /// Opens for writing one that is there.
    pub(super) fn open_to_change(&self) -> Result<Store, Stop> {
        if !self.db.exists() {
            return Err(StoreError::Missing { path: self.db.clone() }.into());
        }
        self.open_or_create()
    }

    /// The folder it lies in; reports below are named relative to it.
    pub(super) fn folder(&self) -> &Path {
        self.db.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}
