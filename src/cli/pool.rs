//! Sources in, what is read from them out, in the order of the sources: read on as many threads as are wanted, taken by one.
//!
//! Reading and extraction are pure functions of the file, so threads change nothing but the time they take. How much is under
//! way is bounded in bytes: a thread that is ahead waits until there is room, the one whose report is wanted next never does.

use crate::model::{Extraction, Extractor, Report};
use crate::read::{ReadError, Source};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};

/// How many bytes of reports and extractions are under way at once.
const ROOM: usize = 16 << 20;

/// What comes out.
pub(super) enum Step {
    /// A report.
    Report(Box<Read>),
    /// A report that cannot be read.
    Problem(Problem),
    /// A source has no more reports.
    Done,
}

/// A report that was read.
pub(super) struct Read {
    pub(super) report: Report,
    /// What was extracted from it; `None` where that is not needed.
    pub(super) extraction: Option<Extraction>,
    /// By whom, where it was not here and now.
    pub(super) extractor: Option<Extractor>,
}

/// Why there is no report.
pub(super) enum Problem {
    /// The reader says so.
    Unreadable(ReadError),
    /// The program failed at it.
    Failed(String),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(problem) => problem.fmt(f),
            Self::Failed(source) => write!(
                f,
                "{source}: the program failed at this report, which is a fault of the program; the other reports were read"
            ),
        }
    }
}

/// How the sources are read.
pub(super) struct Work<'a> {
    /// What is read.
    pub(super) sources: &'a [Source],
    /// Reads one, report after report.
    pub(super) read: &'a (dyn Fn(&'a Source) -> Steps<'a> + Sync),
    /// How many threads.
    pub(super) threads: usize,
}

/// The reports of a source, and what of it cannot be read.
pub(super) type Steps<'a> = Box<dyn Iterator<Item = Step> + 'a>;

/// How many threads to start: as many as are asked for, or as the machine has.
pub(super) fn threads(asked: Option<u16>) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(all, usize::from)
}

/// Gives every step to `take`, in order, until it fails.
pub(super) fn each<E>(
    work: &Work<'_>,
    mut take: impl FnMut(Step) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let room = Room::default();
    let (steps, done) = channel();
    std::thread::scope(|scope| {
        for _ in 0..work.threads.clamp(1, work.sources.len().max(1)) {
            let (steps, next, room) = (steps.clone(), &next, &room);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(source) = work.sources.get(number) else { return };
                    Reader { work, number, room, steps: &steps }.read(source);
                }
            });
        }
        drop(steps);
        let mut early: BTreeMap<(usize, usize), (Step, usize)> = BTreeMap::new();
        let mut wanted = (0, 0);
        let mut result = Ok(());
        while let Ok((place, step, bytes)) = done.recv() {
            early.insert(place, (step, bytes));
            while let Some((step, bytes)) = early.remove(&wanted) {
                let (source, part) = wanted;
                wanted =
                    if matches!(step, Step::Done) { (source + 1, 0) } else { (source, part + 1) };
                room.leave(source, bytes, wanted.0);
                result = result.and_then(|()| take(step));
            }
            if result.is_err() {
                // The threads end what they are at, and nobody waits for the rest.
                next.store(work.sources.len(), Ordering::Relaxed);
                room.close();
                break;
            }
        }
        result
    })
}

/// One thread at one source.
struct Reader<'w, 'a> {
    work: &'w Work<'a>,
    number: usize,
    room: &'w Room,
    steps: &'w Sender<((usize, usize), Step, usize)>,
}

impl<'a> Reader<'_, 'a> {
    fn read(&self, source: &'a Source) {
        let mut part = 0;
        let mut send = |step: Step| {
            let bytes = size(&step);
            let sent = self.room.enter(self.number, bytes)
                && self.steps.send(((self.number, part), step, bytes)).is_ok();
            part += 1;
            sent
        };
        let mut steps = (self.work.read)(source);
        loop {
            // A fault in the program at one report must not keep the others waiting for it.
            let step = catch_unwind(AssertUnwindSafe(|| steps.next()));
            let more = match step {
                Ok(Some(step)) => send(step),
                Ok(None) => false,
                Err(_) => {
                    send(Step::Problem(Problem::Failed(source.name().to_owned())));
                    false
                }
            };
            if !more {
                break;
            }
        }
        send(Step::Done);
    }
}

/// About how many bytes a step holds.
fn size(step: &Step) -> usize {
    let Step::Report(read) = step else { return 256 };
    let Read { report, extraction, .. } = &**read;
    let extracted = |extraction: &Extraction| {
        size_of_val(extraction.mentions.as_slice())
            + size_of_val(extraction.figures.as_slice())
            + size_of_val(extraction.sentences.as_slice())
    };
    1024 + report.text.len() + extraction.as_ref().map_or(0, extracted)
}

/// Who holds how many bytes.
#[derive(Default)]
struct Room {
    held: Mutex<Held>,
    freed: Condvar,
}

#[derive(Default)]
struct Held {
    bytes: BTreeMap<usize, usize>,
    all: usize,
    /// The source whose reports are wanted now.
    first: usize,
    closed: bool,
}

impl Room {
    /// Waits until there is room for a report of a source. Returns whether it is still wanted.
    fn enter(&self, source: usize, bytes: usize) -> bool {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let has_to_wait = |held: &mut Held| {
            // The first source waits for its own reports to be taken, the others for everybody's.
            let before = if source == held.first {
                held.bytes.get(&source).copied().unwrap_or_default()
            } else {
                held.all
            };
            !held.closed && before > 0 && before + bytes > ROOM
        };
        let waited = self.freed.wait_while(held, has_to_wait);
        let mut held = waited.unwrap_or_else(PoisonError::into_inner);
        held.all += bytes;
        *held.bytes.entry(source).or_default() += bytes;
        !held.closed
    }

    /// Notes that a report was taken, and whose are wanted next.
    fn leave(&self, source: usize, bytes: usize, first: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all -= bytes;
        if let Some(own) = held.bytes.get_mut(&source) {
            *own -= bytes;
        }
        if first != source {
            held.bytes.remove(&source);
        }
        held.first = first;
        self.freed.notify_all();
    }

    fn close(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use crate::read::{self, Options};
    use std::fs;

    /// The names of the reports that come out, in order, read by so many threads.
    fn check(texts: &[String], threads: usize, stop_after: usize, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for (number, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("{number:03}.txt")), text).unwrap();
        }
        let found = read::find(&[folder.path().to_owned()], Some(folder.path()));
        let options = Options::default();
        let step = |read| match read {
            Ok(report) => {
                Step::Report(Box::new(Read { report, extraction: None, extractor: None }))
            }
            Err(problem) => Step::Problem(Problem::Unreadable(problem)),
        };
        let work = Work {
            sources: &found.sources,
            read: &|source| Box::new(source.reports(&options).map(step)),
            threads,
        };
        let mut names = Vec::new();
        let result = each(&work, |step| {
            names.push(match step {
                Step::Report(read) => read.report.source,
                Step::Problem(problem) => problem.to_string(),
                Step::Done => "done".to_owned(),
            });
            if names.len() < stop_after { Ok(()) } else { Err(()) }
        });
        assert_eq!(result.is_err(), names.len() >= stop_after);
        assert_eq!(names.len(), expected.len(), "{names:?}");
        for (name, expected) in names.iter().zip(expected) {
            assert!(name.contains(expected), "{name}: {expected}");
        }
    }

    #[test]
    fn reports_come_in_order_however_many_threads_read() {
        let texts = ["a b c".to_owned(), "x".repeat(ROOM), String::new(), "y".repeat(ROOM)];
        let expected =
            ["000.txt", "done", "001.txt", "done", "is empty", "done", "003.txt", "done"];
        for threads in [1, 2, 7] {
            check(&texts, threads, usize::MAX, &expected);
            check(&texts, threads, 3, &expected[..3]);
        }
    }

    #[test]
    fn more_than_there_is_room_for_passes_through() {
        let texts: Vec<_> = (0..40).map(|_| "word ".repeat(ROOM / 25)).collect();
        let expected: Vec<_> =
            (0..40).flat_map(|number| [format!("{number:03}.txt"), "done".to_owned()]).collect();
        let expected: Vec<_> = expected.iter().map(String::as_str).collect();
        check(&texts, 3, usize::MAX, &expected);
    }
}
