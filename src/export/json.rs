//! JSON Lines: one object a row, for programs that read streams.

use super::Rows;
use std::io::{self, Write};

/// Writes an object per row, its keys the header's names; a number stays a number with all its digits, a missing cell is
/// `null`.
#[derive(Debug)]
pub struct JsonLines<W: Write> {
    out: W,
    line: Vec<u8>,
    names: Vec<&'static str>,
    cell: usize,
}

impl<W: Write> JsonLines<W> {
    /// Writes to `out`.
    #[must_use]
    pub fn new(out: W) -> Self {
        Self { out, line: Vec::new(), names: Vec::new(), cell: 0 }
    }

    /// Flushes the output and gives it back.
    ///
    /// # Errors
    /// As the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn key(&mut self) {
        self.line.push(if self.cell == 0 { b'{' } else { b',' });
        let name = self.names.get(self.cell).copied().unwrap_or_default();
        self.cell += 1;
        self.string(name);
        self.line.push(b':');
    }

    fn string(&mut self, text: &str) {
        // Writing into memory cannot fail, and a string is always JSON.
        if serde_json::to_writer(&mut self.line, text).is_err() {
            self.line.extend_from_slice(b"null");
        }
    }
}

impl<W: Write> Rows for JsonLines<W> {
    fn header(&mut self, names: &[&'static str]) -> io::Result<()> {
        self.names = names.to_vec();
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.key();
        self.string(text);
    }

    fn number(&mut self, digits: &str) {
        self.key();
        self.line.extend_from_slice(digits.as_bytes());
    }

    fn nothing(&mut self) {
        self.key();
        self.line.extend_from_slice(b"null");
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.line.extend_from_slice(if self.cell == 0 { b"{}\n" } else { b"}\n" });
        self.out.write_all(&self.line)?;
        self.line.clear();
        self.cell = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    #[test]
    fn a_row_is_an_object() {
        let mut json = JsonLines::new(Vec::new());
        json.header(&["quote", "value", "high"]).unwrap();
        json.text("say \"no\"\n");
        json.number("106500000000.10");
        json.nothing();
        json.end_row().unwrap();
        let line = String::from_utf8(json.finish().unwrap()).unwrap();
        assert_eq!(
            line,
            "{\"quote\":\"say \\\"no\\\"\\n\",\"value\":106500000000.10,\"high\":null}\n"
        );
    }
}
