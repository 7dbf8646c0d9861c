//! Tables that people's spreadsheets saved: in the encoding of the country, with its sign between cells.

use super::decode::decode;

/// A table of text, with a line of names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    text: String,
    separator: u8,
}

impl Sheet {
    /// Decodes a CSV file. Excel writes Windows-1251 in Russia, and semicolons in half of Europe; the line of names tells
    /// the sign between cells.
    ///
    /// # Errors
    /// What is wrong and what to do, without naming the file: the caller knows.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, String> {
        let text = decode("", bytes, None, None)
            .map_err(|_| "is no text; save it as ‘CSV UTF-8’".to_owned())?;
        let separator = separator(&text);
        Ok(Self { text, separator })
    }

    /// Its rows, blanks round the cells left out.
    #[must_use]
    pub fn reader(&self) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(self.text.as_bytes())
    }

    /// Whether a comma in a number is a decimal mark: where another sign stands between cells.
    #[must_use]
    pub fn has_decimal_comma(&self) -> bool {
        self.separator != b','
    }
}

fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: char| header.matches(sign).count();
    match (count(','), count(';'), count('\t')) {
        (0, semicolons, tabs) if semicolons > tabs => b';',
        (0, _, tabs) if tabs > 0 => b'\t',
        _ => b',',
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn check(bytes: &[u8], decimal_comma: bool, cells: &[&str]) {
        let sheet = Sheet::decode(bytes.to_vec()).unwrap();
        let row = sheet.reader().records().next().unwrap().unwrap();
        assert_eq!(row.iter().collect::<Vec<_>>(), cells);
        assert_eq!(sheet.has_decimal_comma(), decimal_comma);
    }

    #[test]
    fn spreadsheets_of_many_countries() {
        check(b"a,b\n1.5, x \n", false, &["1.5", "x"]);
        check("\u{feff}a;b\r\n1,5;x\r\n".as_bytes(), true, &["1,5", "x"]);
        check(b"a\tb\n1,5\tx\n", true, &["1,5", "x"]);
        // «Банк России» in Windows-1251.
        check(
            b"a;b\r\n1;\xc1\xe0\xed\xea \xd0\xee\xf1\xf1\xe8\xe8\r\n",
            true,
            &["1", "Банк России"],
        );
        assert!(Sheet::decode(b"a,b\n\0\x01\x02".to_vec()).unwrap_err().contains("CSV UTF-8"));
    }
}
