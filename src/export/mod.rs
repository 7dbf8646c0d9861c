//! Rows in, files for other programs out: CSV that spreadsheets open right, JSON Lines.
//!
//! ```
//! use tradestat::export::{Csv, Dialect, Rows};
//!
//! let mut csv = Csv::new(Vec::new(), Dialect::EXCEL.decimal_comma());
//! csv.header(&["series", "value"])?;
//! csv.text("Tatarstan–China turnover, \"level\"");
//! csv.number("530.8");
//! csv.end_row()?;
//! let bytes = csv.finish()?;
//! assert_eq!(bytes, "\u{feff}series;value\r\n\"Tatarstan–China turnover, \"\"level\"\"\";530,8\r\n".as_bytes());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! A row goes straight from the store's memory to the output's; nothing is gathered, so a million rows need no more room
//! than ten. Which rows there are is the store's affair, where they are written the caller's.

mod csv;
mod json;
mod wide;

pub use csv::{Csv, Dialect};
pub use json::JsonLines;
pub use wide::{Column, Wide};

/// A table that is written row by row, cell by cell, whatever its format.
pub trait Rows {
    /// Writes the names of the columns; first of all, and once.
    ///
    /// # Errors
    /// As the output.
    fn header(&mut self, names: &[&'static str]) -> std::io::Result<()>;

    /// A cell of text.
    fn text(&mut self, text: &str);

    /// A cell with a number, given in digits with a decimal point.
    fn number(&mut self, digits: &str);

    /// An empty cell.
    fn nothing(&mut self);

    /// Ends the row.
    ///
    /// # Errors
    /// As the output.
    fn end_row(&mut self) -> std::io::Result<()>;

    /// A cell of text that may be missing.
    fn text_or_nothing(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.nothing(),
        }
    }

    /// A cell with a number that may be missing.
    fn number_or_nothing(&mut self, digits: Option<&str>) {
        match digits {
            Some(digits) => self.number(digits),
            None => self.nothing(),
        }
    }
}
