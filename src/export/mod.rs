//! Series as CSV text for spreadsheets.
