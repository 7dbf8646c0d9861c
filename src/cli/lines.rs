//! Lines of standard input in, an answer to each out, in the same order, on as many threads as are wanted.
//!
//! Lines travel in batches of what a pipe gives at once, so that a program that waits for each answer before it asks again
//! gets it. No more than a few batches are under way at a time: memory grows neither with the input nor while nobody takes
//! the output.

use super::console::{Console, unwritable};
use super::stop::Stop;
use anyhow::Context;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Whole lines with their number among the batches.
type Batch = (usize, Vec<u8>);

/// Their answers; or why there are no more lines.
type Answers = (usize, io::Result<String>);

/// How much is read at once: what a pipe holds.
const READ: usize = 1 << 16;

/// How many batches are under way, for each thread.
const UNDER_WAY: usize = 4;

/// Writes the answer to every line of standard input. Wrong UTF-8 becomes replacement marks.
pub(super) fn answered(
    threads: usize,
    answer: impl Fn(&str) -> String + Send + Sync + 'static,
    console: &mut Console,
) -> Result<(), Stop> {
    let (batches, queue) = channel();
    let (results, done) = channel();
    let (permit, permits) = sync_channel(UNDER_WAY * threads);
    let queue = Arc::new(Mutex::new(queue));
    let answer = Arc::new(answer);
    for _ in 0..threads {
        let (queue, answer, results) = (Arc::clone(&queue), Arc::clone(&answer), results.clone());
        thread::spawn(move || work(&queue, &*answer, &results));
    }
    // Nobody waits for the reader: it may hang on an input without an end when the output is wanted no more.
    thread::spawn(move || read(&mut io::stdin().lock(), &permit, &batches, &results));
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Some((number, answers)) = taken(&done, console)? {
        early.insert(number, answers);
        while let Some(answers) = early.remove(&next) {
            let answers = answers.context("standard input cannot be read")?;
            console.out().write_all(answers.as_bytes()).map_err(unwritten)?;
            next += 1;
            let _ = permits.recv();
        }
    }
    Ok(())
}

/// The next answers that are ready; while none are, nothing written is held back.
fn taken(done: &Receiver<Answers>, console: &mut Console) -> Result<Option<Answers>, Stop> {
    if let Ok(answers) = done.try_recv() {
        return Ok(Some(answers));
    }
    console.out().flush().map_err(unwritten)?;
    Ok(done.recv().ok())
}

fn unwritten(error: io::Error) -> Stop {
    unwritable("standard output", error)
}

/// Cuts the input into batches that end with a line, as long as someone takes them.
fn read(
    input: &mut impl Read,
    permit: &SyncSender<()>,
    batches: &Sender<Batch>,
    failures: &Sender<Answers>,
) {
    let mut lines = Vec::new();
    for number in 0.. {
        let rest = match whole_lines(input, &mut lines) {
            Ok(Some(rest)) => rest,
            Ok(None) => return,
            Err(error) => {
                let _ = failures.send((number, Err(error)));
                return;
            }
        };
        if permit.send(()).is_err() || batches.send((number, lines)).is_err() {
            return;
        }
        lines = rest;
    }
}

/// Reads on until `lines` holds a whole line or the last one; what was read of the line behind them is returned. `None`
/// when there are no more.
fn whole_lines(input: &mut impl Read, lines: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    loop {
        let seen = lines.len();
        lines.resize(seen + READ, 0);
        let read = input.read(&mut lines[seen..]);
        lines.truncate(seen + read.as_ref().map_or(0, |read| *read));
        match read {
            Ok(0) => return Ok((!lines.is_empty()).then(Vec::new)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        if let Some(end) = lines[seen..].iter().rposition(|byte| *byte == b'\n') {
            return Ok(Some(lines.split_off(seen + end + 1)));
        }
    }
}

fn work(
    queue: &Mutex<Receiver<Batch>>,
    answer: &impl Fn(&str) -> String,
    results: &Sender<Answers>,
) {
    loop {
        // Taken in a statement of its own: the lock must not be held while extracting.
        let batch = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, lines)) = batch else { return };
        let mut answers = String::new();
        for line in lines.strip_suffix(b"\n").unwrap_or(&lines).split(|byte| *byte == b'\n') {
            let line = match str::from_utf8(line) {
                Ok(line) => Cow::Borrowed(line),
                Err(_) => String::from_utf8_lossy(line),
            };
            answers.push_str(&answer(line.trim_end_matches('\r')));
            answers.push('\n');
        }
        if results.send((number, Ok(answers))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a slow pipe does.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(into.len());
            into[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn every_line_is_in_one_batch_however_the_input_comes() {
        for step in [1, 2, 3, 7, 100] {
            for (text, last) in [("a\nbc\n\ndef\n", ""), ("a\nbc\n\ndef", "def")] {
                let (permit, _permits) = sync_channel(100);
                let (batches, queue) = channel();
                read(&mut Slow(text.as_bytes(), step), &permit, &batches, &channel().0);
                drop(batches);
                let got: Vec<Batch> = queue.iter().collect();
                let whole = |(_, lines): &Batch| lines.ends_with(b"\n") || lines == last.as_bytes();
                assert!(got.iter().all(whole), "{got:?}");
                let joined: Vec<u8> = got.into_iter().flat_map(|(_, lines)| lines).collect();
                assert_eq!(joined, text.as_bytes());
            }
        }
    }
}
