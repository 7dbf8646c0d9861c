//! Where the bytes of a document come from: a file that can be read anywhere, a stream, or the memory.

use super::{ReadError, format, limits};
use std::fs::File;
use std::io::{Cursor, Read, Seek};

/// Bytes that are still to be read.
pub(super) enum Input {
    File(File),
    Stream { first: Vec<u8>, rest: Box<dyn Read> },
    Bytes(Vec<u8>),
}

impl Input {
    /// Something that can be read only once.
    pub(super) fn stream(stream: impl Read + 'static) -> Self {
        Self::Stream { first: Vec::new(), rest: Box::new(stream) }
    }

    /// The first bytes, by which the format is told; they are read again with the rest.
    pub(super) fn first(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let limit = format::FIRST as u64;
        let unread = |error| limits::unread(name, error);
        match self {
            Self::Bytes(bytes) => Ok(bytes[..bytes.len().min(format::FIRST)].to_vec()),
            Self::Stream { first, rest } => {
                if first.is_empty() {
                    rest.take(limit).read_to_end(first).map_err(unread)?;
                }
                Ok(first.clone())
            }
            Self::File(file) => {
                let mut first = Vec::new();
                file.take(limit).read_to_end(&mut first).map_err(unread)?;
                file.rewind().map_err(unread)?;
                Ok(first)
            }
        }
    }

    /// All of it, where it is not larger than a report may be.
    pub(super) fn all(self, name: &str, max: u64) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Bytes(bytes) if bytes.len() as u64 <= max => Ok(bytes),
            other => limits::all(name, other.into_stream(), max),
        }
    }

    pub(super) fn into_stream(self) -> Box<dyn Read> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Stream { first, rest } => Box::new(Cursor::new(first).chain(rest)),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        }
    }
}
