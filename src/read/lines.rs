//! The lines of a file or a stream, one by one, so that it may be larger than the memory.

use super::{ReadError, limits};
use std::io::{self, BufRead, Read};

/// Lines that are not blank, by their numbers.
pub struct Lines {
    name: String,
    stream: Box<dyn BufRead>,
    max: u64,
    number: u64,
    line: Vec<u8>,
}

impl Lines {
    /// `max`: the longest line, in bytes.
    pub(super) fn new(name: String, stream: Box<dyn BufRead>, max: u64) -> Self {
        Self { name, stream, max, number: 0, line: Vec::new() }
    }

    /// The next line without the blanks around it. One that is too long is an error in its place, and the next one comes; a
    /// failure of the stream is its end.
    pub fn next_line(&mut self) -> Option<Result<&[u8], ReadError>> {
        loop {
            match self.read() {
                Ok(true) if self.line.trim_ascii().is_empty() => {}
                Ok(true) => break Some(Ok(self.line.trim_ascii())),
                Ok(false) => break None,
                Err(problem) => break Some(Err(problem)),
            }
        }
    }

    /// Reads a line; false at the end.
    fn read(&mut self) -> Result<bool, ReadError> {
        self.line.clear();
        let mut stream = (&mut self.stream).take(self.max.saturating_add(1));
        match stream.read_until(b'\n', &mut self.line) {
            Ok(0) => return Ok(false),
            Ok(_) => self.number += 1,
            Err(source) => {
                self.stream = Box::new(io::empty());
                return Err(limits::unread(&self.name, source));
            }
        }
        if self.line.len() as u64 > self.max && !self.line.ends_with(b"\n") {
            let skipped = self.stream.skip_until(b'\n');
            skipped.map_err(|source| limits::unread(&self.name, source))?;
            return Err(ReadError::TooLarge { path: self.place(), max: self.max });
        }
        if self.number == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
            self.line.drain(..3);
        }
        Ok(true)
    }

    /// The number of the line that came last, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What it is called in a message: `news.jsonl, line 7`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}, line {}", self.name, self.number)
    }

    /// The file, or `-`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with the line that came last.
    #[must_use]
    pub fn problem(&self, why: String) -> ReadError {
        ReadError::Document { path: self.place(), why }
    }
}
