//! Who holds a store, so that a message can name the program to wait for.
//!
//! SQLite says only that somebody does. Linux lists who locks which bytes of a file, and which bytes SQLite locks for what
//! is part of its file format.

use std::fmt;
use std::path::Path;

/// A process that keeps others from writing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holder {
    /// Its name and number, where the system tells them.
    pub process: Option<(String, u32)>,
    /// Whether it only reads, where that is known.
    pub only_reads: Option<bool>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.process {
            Some((name, number)) => write!(f, "{name} (process {number})")?,
            None => f.write_str("another program")?,
        }
        f.write_str(match self.only_reads {
            Some(true) => " has been reading it",
            Some(false) => " has been writing to it",
            None => " has been using it",
        })
    }
}

/// The first byte that SQLite locks in a store: whoever writes locks one of the first two, whoever reads one after them.
const PENDING: u64 = 0x4000_0000;
const FIRST_SHARED: u64 = PENDING + 2;

/// The byte that a writer locks in the index of the log.
const LOG_WRITER: u64 = 120;

/// Who holds the store at `path` against others; a writer before a reader. This process is not named.
pub(super) fn of(path: &Path) -> Holder {
    let Ok(locks) = std::fs::read_to_string("/proc/locks") else { return Holder::default() };
    let mut index = path.as_os_str().to_owned();
    index.push("-shm");
    let (store, index) = (inode(path), inode(Path::new(&index)));
    let mut reader = Holder::default();
    for lock in locks.lines().filter_map(Lock::read) {
        let in_store = Some(lock.inode) == store && lock.last >= PENDING;
        let in_index = Some(lock.inode) == index && (lock.first..=lock.last).contains(&LOG_WRITER);
        let writes = lock.is_exclusive && (in_index || in_store);
        if lock.process == std::process::id() || !(writes || in_store && lock.last >= FIRST_SHARED)
        {
            continue;
        }
        let name = std::fs::read_to_string(format!("/proc/{}/comm", lock.process));
        let name = name.map_or_else(|_| "a program".to_owned(), |name| name.trim().to_owned());
        let holder = Holder { process: Some((name, lock.process)), only_reads: Some(!writes) };
        if writes {
            return holder;
        }
        reader = holder;
    }
    reader
}

/// A line of `/proc/locks`: `1: POSIX  ADVISORY  WRITE 713 fe:00:1311 1073741824 1073742335`.
struct Lock {
    is_exclusive: bool,
    process: u32,
    inode: u64,
    first: u64,
    last: u64,
}

impl Lock {
    fn read(line: &str) -> Option<Self> {
        // A process that waits for a lock is listed under it, with an arrow.
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, "POSIX", _, kind, process, place, first, last] = words[..] else { return None };
        Some(Self {
            is_exclusive: kind == "WRITE",
            process: process.parse().ok()?,
            inode: place.rsplit(':').next()?.parse().ok()?,
            first: first.parse().ok()?,
            last: if last == "EOF" { u64::MAX } else { last.parse().ok()? },
        })
    }
}

/// The number of a file, the same under all its names.
#[cfg(unix)]
pub(super) fn inode(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| file.ino())
}

#[cfg(not(unix))]
pub(super) fn inode(_path: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_list_of_locks() {
        let lock = Lock::read("3: POSIX  ADVISORY  WRITE 713 fe:00:1311 1073741824 1073742335");
        let seen = lock.map(|l| (l.is_exclusive, l.process, l.inode, l.first, l.last));
        assert_eq!(seen, Some((true, 713, 1311, 1_073_741_824, 1_073_742_335)));
        let whole = Lock::read("4: POSIX  ADVISORY  READ  9 00:1b:77 0 EOF");
        assert_eq!(whole.map(|l| (l.is_exclusive, l.last)), Some((false, u64::MAX)));
        assert!(Lock::read("4: -> POSIX  ADVISORY  READ  9 00:1b:77 0 EOF").is_none());
        assert!(Lock::read("5: FLOCK  ADVISORY  WRITE 9 00:1b:77 0 EOF").is_none());
    }

    #[test]
    fn who_is_not_known_is_not_named() {
        assert_eq!(Holder::default().to_string(), "another program has been using it");
        let holder = Holder { process: Some(("tradestat".into(), 7)), only_reads: Some(true) };
        assert_eq!(holder.to_string(), "tradestat (process 7) has been reading it");
    }
}
