//! How much a container or a packed document may unpack to: the one place where these limits stand.
//!
//! A report has its own limit, `max_bytes` of [`super::Options`]: for a file in an archive it counts what the file unpacks
//! to. Archives and compressed files have no limit of size themselves, since their reports are read one by one; what is
//! bounded is what they turn into.

use super::ReadError;
use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How many times its own size something may unpack to. Prose packs to a third, tables of a word processor to a fortieth;
/// deflate ends at 1,032, where bombs are.
const RATIO: u64 = 200;

/// What anything may unpack to, however small it is: a few blanks in a document are no bomb.
const ALLOWANCE: u64 = 16 << 20;

/// What all reports of one source may unpack to: more than any collection of reports, and not a disk.
const TOTAL: u64 = 64 << 30;

/// The table of contents of an archive, which is held in memory: about 200,000 names.
pub(super) const DIRECTORY: u64 = 16 << 20;

/// How deep archives may lie within archives, the outermost counted: a year of months, each with its mails and what they
/// have attached.
pub(super) const DEPTH: usize = 4;

/// Counts what a source unpacks to against what was read of it. Clones count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter(Rc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Meter {
    /// For a source whose size is known.
    pub(super) fn of(packed: u64) -> Self {
        let meter = Self::default();
        meter.0.packed.set(packed);
        meter
    }

    /// How much more may be unpacked.
    pub(super) fn room(&self) -> u64 {
        let allowed = self.0.packed.get().saturating_mul(RATIO).saturating_add(ALLOWANCE);
        allowed.min(TOTAL).saturating_sub(self.0.unpacked.get())
    }

    fn unpacked(&self, more: usize) -> io::Result<()> {
        let more = more as u64;
        let room = self.room();
        self.0.unpacked.set(self.0.unpacked.get().saturating_add(more));
        if more > room { Err(quota(&self.refusal())) } else { Ok(()) }
    }

    /// Why no more is unpacked.
    pub(super) fn refusal(&self) -> String {
        if self.0.unpacked.get() > TOTAL {
            return format!("unpacks to more than {} GiB; split it", TOTAL >> 30);
        }
        format!(
            "unpacks to more than {RATIO} times its size, as what is made to fill memories does; unpack it yourself if you trust it"
        )
    }
}

/// Counts what is read of a stream as the packed side.
pub(super) struct Packed<R>(pub(super) R, pub(super) Meter);

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        let packed = &self.1.0.packed;
        packed.set(packed.get().saturating_add(read as u64));
        Ok(read)
    }
}

/// Counts what comes out of a decompressor, and stops where it is too much.
pub(super) struct Unpacked<R>(pub(super) R, pub(super) Meter);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1.unpacked(read)?;
        Ok(read)
    }
}

/// Lets only so many bytes be read until it is told otherwise.
pub(super) struct Bounded<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R> Bounded<R> {
    /// A reader, and the number of bytes that it may still give.
    pub(super) fn new(inner: R, bytes: u64) -> (Self, Rc<Cell<u64>>) {
        let left = Rc::new(Cell::new(bytes));
        (Self { inner, left: Rc::clone(&left) }, left)
    }

    pub(super) fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(quota("has a table of contents that is too large; split it")),
        }
        Ok(read)
    }
}

impl<R: Seek> Seek for Bounded<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Reads to the end, or to the limit of a report.
pub(super) fn all(name: &str, stream: impl Read, max: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    // One byte more than the limit tells a file that just fits from one that does not; a size asked for beforehand would
    // say nothing about a pipe.
    let read = stream.take(max.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|source| unread(name, source))?;
    if bytes.len() as u64 > max {
        return Err(ReadError::TooLarge { path: name.to_owned(), max });
    }
    Ok(bytes)
}

/// What a failure of a stream means: the system's own words for a file; ours, and those of decompressors, for what is in it.
pub(super) fn unread(name: &str, source: io::Error) -> ReadError {
    let path = name.to_owned();
    if source.raw_os_error().is_some() {
        return ReadError::Unreadable { path, source };
    }
    let ours = source.kind() == io::ErrorKind::QuotaExceeded;
    let why =
        if ours { source.to_string() } else { format!("is damaged ({source}); get it once more") };
    ReadError::Document { path, why }
}

/// A limit of ours that was met; decompressors pass it on.
fn quota(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::QuotaExceeded, why)
}
