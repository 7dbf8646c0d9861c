//! Reports in, extractions out, in the same order, on as many threads as there are.
//!
//! Extraction is a pure function, so threads change nothing but the time it takes.

use crate::extract;
use crate::model::{Extraction, Report};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Scope;

type Job = (usize, Report);
type Done = (usize, Report, Extraction);

/// Threads that extract.
pub(super) struct Pool {
    jobs: Sender<Job>,
    done: Receiver<Done>,
    early: BTreeMap<usize, (Report, Extraction)>,
    waiting: VecDeque<usize>,
    submitted: usize,
    room: usize,
}

/// How many threads to start: as many as are asked for, or as the machine has.
pub(super) fn threads(asked: Option<u16>) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(all, usize::from)
}

/// Where the threads take their jobs from.
pub(super) type Queue = Mutex<Receiver<Job>>;

/// The two ends of a queue.
pub(super) fn queue() -> (Sender<Job>, Queue) {
    let (sender, receiver) = channel();
    (sender, Mutex::new(receiver))
}

impl Pool {
    /// Starts `threads` threads, which end when the pool is dropped.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        jobs: Sender<Job>,
        queue: &'scope Queue,
        threads: usize,
    ) -> Self {
        let (results, done) = channel();
        for _ in 0..threads.max(1) {
            let results = results.clone();
            scope.spawn(move || work(queue, &results));
        }
        let room = 8 * threads.max(1);
        Self { jobs, done, early: BTreeMap::new(), waiting: VecDeque::new(), submitted: 0, room }
    }

    /// Hands a report in.
    pub(super) fn submit(&mut self, report: Report) {
        if self.jobs.send((self.submitted, report)).is_ok() {
            self.waiting.push_back(self.submitted);
        }
        self.submitted += 1;
    }

    /// Whether results should be taken before more is handed in, so that the memory holds a few reports and not all.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= self.room
    }

    /// The next report in the order of submission, with its extraction; `None` when all are done.
    pub(super) fn next(&mut self) -> Option<(Report, Extraction)> {
        let number = self.waiting.pop_front()?;
        loop {
            if let Some(result) = self.early.remove(&number) {
                return Some(result);
            }
            let (number, report, extraction) = self.done.recv().ok()?;
            self.early.insert(number, (report, extraction));
        }
    }
}

fn work(queue: &Queue, results: &Sender<Done>) {
    loop {
        // Taken in a statement of its own: the lock must not be held while extracting.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, report)) = job else { return };
        let extraction = extract::extract(&report);
        if results.send((number, report, extraction)).is_err() {
            return;
        }
    }
}
