//! CSV after RFC 4180, with what spreadsheets want otherwise.

use super::Rows;
use std::io::{self, Write};

/// How CSV is spelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Between cells.
    pub separator: u8,
    /// Between whole and fraction.
    pub decimal: u8,
    /// Whether the file begins with the UTF-8 byte order mark, without which Excel takes it for Windows-1252. There is never
    /// a `sep=` line: with it, Excel disregards the mark.
    pub bom: bool,
    /// Whether lines end in CRLF.
    pub crlf: bool,
    /// Whether a text that a spreadsheet would take for a formula is disarmed by an apostrophe. Numbers never are.
    pub guard: bool,
}

impl Dialect {
    /// RFC 4180 as programs read it: commas, decimal points, LF.
    pub const PLAIN: Self =
        Self { separator: b',', decimal: b'.', bom: false, crlf: false, guard: false };

    /// Tab-separated values.
    pub const TSV: Self = Self { separator: b'\t', ..Self::PLAIN };

    /// What Excel opens by a double click.
    pub const EXCEL: Self = Self { bom: true, crlf: true, guard: true, ..Self::PLAIN };

    /// The same with decimal commas and semicolons, as spreadsheets of most of Europe, Russia and Latin America read it.
    #[must_use]
    pub const fn decimal_comma(self) -> Self {
        Self { separator: b';', decimal: b',', ..self }
    }
}

/// When the buffer is handed on. Large enough that the system calls do not count, small enough for any memory.
const FULL: usize = 1 << 16;

/// Writes CSV.
#[derive(Debug)]
pub struct Csv<W: Write> {
    out: W,
    buffer: Vec<u8>,
    dialect: Dialect,
    in_row: bool,
}

impl<W: Write> Csv<W> {
    /// Writes to `out`.
    #[must_use]
    pub fn new(out: W, dialect: Dialect) -> Self {
        let mut buffer = Vec::with_capacity(FULL + FULL / 4);
        if dialect.bom {
            buffer.extend_from_slice("\u{feff}".as_bytes());
        }
        Self { out, buffer, dialect, in_row: false }
    }

    /// Writes what is left and gives the output back.
    ///
    /// # Errors
    /// As the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.buffer)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn next_cell(&mut self) {
        if self.in_row {
            self.buffer.push(self.dialect.separator);
        }
        self.in_row = true;
    }

    /// Whether a byte of the text means something else in CSV. No early end: so the compiler looks at many bytes at once.
    #[expect(clippy::needless_bitwise_bool, reason = "branches would keep it from that")]
    fn needs_quotes(&self, text: &str) -> bool {
        let separator = self.dialect.separator;
        text.bytes().fold(false, |any, byte| {
            any | (byte == separator) | (byte == b'"') | (byte == b'\n') | (byte == b'\r')
        })
    }

    fn quoted(&mut self, text: &str, apostrophe: bool) {
        self.buffer.push(b'"');
        if apostrophe {
            self.buffer.push(b'\'');
        }
        for part in text.as_bytes().split_inclusive(|&byte| byte == b'"') {
            self.buffer.extend_from_slice(part);
            if part.ends_with(b"\"") {
                self.buffer.push(b'"');
            }
        }
        self.buffer.push(b'"');
    }
}

impl<W: Write> Rows for Csv<W> {
    fn header(&mut self, names: &[&'static str]) -> io::Result<()> {
        for name in names {
            self.text(name);
        }
        self.end_row()
    }

    fn text(&mut self, text: &str) {
        self.next_cell();
        let apostrophe = self.dialect.guard && is_formula(text);
        // A blank at an end is lost by readers that trim, unless it stands in quotation marks.
        let bytes = text.as_bytes();
        let blank = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
        if blank || self.needs_quotes(text) {
            self.quoted(text, apostrophe);
        } else {
            if apostrophe {
                self.buffer.push(b'\'');
            }
            self.buffer.extend_from_slice(text.as_bytes());
        }
    }

    fn number(&mut self, digits: &str) {
        self.next_cell();
        let from = self.buffer.len();
        self.buffer.extend_from_slice(digits.as_bytes());
        if self.dialect.decimal != b'.'
            && let Some(mark) = self.buffer[from..].iter().position(|&byte| byte == b'.')
        {
            self.buffer[from + mark] = self.dialect.decimal;
        }
        if self.buffer[from..].contains(&self.dialect.separator) {
            // `--sep , --decimal ,`: unusual, but still CSV.
            self.buffer.insert(from, b'"');
            self.buffer.push(b'"');
        }
    }

    fn nothing(&mut self) {
        self.next_cell();
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.buffer.extend_from_slice(if self.dialect.crlf { b"\r\n" } else { b"\n" });
        self.in_row = false;
        if self.buffer.len() >= FULL {
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

/// Whether a spreadsheet would calculate instead of show: `=`, `+`, `-`, `@`, also after blanks, tabs and line ends. A
/// product called "-5" is a number to it and harmless.
fn is_formula(text: &str) -> bool {
    let inner = text.trim_start();
    let starts = inner.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    starts && inner.trim_end().parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn written(dialect: Dialect, cells: &[&str]) -> String {
        let mut csv = Csv::new(Vec::new(), dialect);
        for cell in cells {
            match cell.strip_prefix('#') {
                Some(digits) => csv.number(digits),
                None if *cell == "∅" => csv.nothing(),
                None => csv.text(cell),
            }
        }
        csv.end_row().unwrap();
        String::from_utf8(csv.finish().unwrap()).unwrap()
    }

    #[test]
    fn quotation_marks_stand_where_they_must() {
        let cells = ["a", "b,c", "say \"no\"", "two\nlines", " x", "∅", "#-9.1"];
        let line = "a,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\",\" x\",,-9.1\n";
        assert_eq!(written(Dialect::PLAIN, &cells), line);
        assert_eq!(written(Dialect::TSV, &["a,b", "c\td"]), "a,b\t\"c\td\"\n");
    }

    #[test]
    fn spreadsheets_of_most_of_europe_read_commas() {
        let dialect = Dialect::EXCEL.decimal_comma();
        assert_eq!(written(dialect, &["a,b", "#530.8", "#3"]), "\u{feff}a,b;530,8;3\r\n");
        let odd = Dialect { decimal: b',', ..Dialect::PLAIN };
        assert_eq!(written(odd, &["#1.5", "#2"]), "\"1,5\",2\n");
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let guard = Dialect { guard: true, ..Dialect::PLAIN };
        let cells = ["=1+1", " =A1", "+7 soon", "-5", "@sum", "\tx", "a=b", "#-9.1"];
        assert_eq!(written(guard, &cells), "'=1+1,\"' =A1\",'+7 soon,-5,'@sum,'\tx,a=b,-9.1\n");
        assert_eq!(written(Dialect::PLAIN, &["=1+1"]), "=1+1\n");
    }

    #[test]
    fn a_million_cells_pass_through_a_small_buffer() {
        let mut csv = Csv::new(io::sink(), Dialect::PLAIN);
        for _ in 0..100_000 {
            csv.text("Tatarstan–China turnover");
            csv.end_row().unwrap();
            assert!(csv.buffer.capacity() <= 2 * FULL);
        }
    }

    proptest::proptest! {
        /// Whatever the cells, the csv crate reads back what was written.
        #[test]
        fn any_text_comes_back(cells in proptest::collection::vec("[a-z,;\"\n\r\t =+'ж]{0,8}", 2..6)) {
            for dialect in [Dialect::PLAIN, Dialect::TSV, Dialect { separator: b';', crlf: true, ..Dialect::PLAIN }] {
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                let mut csv = Csv::new(Vec::new(), dialect);
                for cell in &cells {
                    csv.text(cell);
                }
                csv.end_row().unwrap();
                let bytes = csv.finish().unwrap();
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(dialect.separator).from_reader(&bytes[..]);
                let row = reader.records().next().unwrap().unwrap();
                proptest::prop_assert_eq!(row.iter().collect::<Vec<_>>(), cells);
            }
        }
    }
}
