//! A document that is packed as a ZIP archive: its parts, each no larger than a report may be.

use crate::read::limits::{Bounded, Meter, Unpacked, all};
use crate::read::{ReadError, zip as archive};
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipError;

/// An opened document.
pub(super) struct Package<'b> {
    name: &'b str,
    archive: ZipArchive<Bounded<Cursor<&'b [u8]>>>,
    meter: Meter,
    max: u64,
}

impl<'b> Package<'b> {
    /// `max`: the largest that a part may be.
    pub(super) fn open(name: &'b str, bytes: &'b [u8], max: u64) -> Result<Self, ReadError> {
        let archive = archive::bounded(Cursor::new(bytes));
        let archive = archive.map_err(|error| archive::unopened(name, &error))?;
        Ok(Self { name, archive, meter: Meter::of(bytes.len() as u64), max })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// The bytes of a part; `None` where there is none. An error is in words.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<Vec<u8>>, String> {
        let name = format!("{}: {part}", self.name);
        let words = |error: ReadError| match error {
            ReadError::Document { why, .. } => format!("has a part ‘{part}’ that {why}"),
            ReadError::TooLarge { max, .. } => {
                format!(
                    "has a part ‘{part}’ larger than {} MiB; allow more with --max-size",
                    max >> 20
                )
            }
            other => other.to_string(),
        };
        match self.archive.by_name(part) {
            Ok(file) => {
                all(&name, Unpacked(file, self.meter.clone()), self.max).map(Some).map_err(words)
            }
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(words(archive::unopened(&name, &error))),
        }
    }
}
