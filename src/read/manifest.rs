//! `reports.csv` beside the files: what is known of each report besides its text.
//!
//! Columns `file,title,publisher,url,published,language`, in any order; only `file` must be there. A cell may be empty. A
//! spreadsheet's byte order mark and its semicolons or tabs are accepted; columns of other names are the user's own, and
//! a warning says that they are not read, for `publised` would otherwise date every report wrongly in silence.

use super::sheet::Sheet;
use super::{About, ReadError};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name by which a folder's manifest is known.
pub(super) const NAME: &str = "reports.csv";

/// The largest manifest: rows for half a million reports.
const MAX_BYTES: u64 = 64 << 20;

const COLUMNS: [&str; 6] = ["file", "title", "publisher", "url", "published", "language"];

/// What a manifest says of a file.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// To be read, with this.
    Read(About),
    /// Its row cannot be used, so that it would be dated or named wrongly.
    LeftOut,
}

/// A folder's manifest, as far as it could be used.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// What is said of each file.
    pub(super) rows: BTreeMap<PathBuf, Row>,
    /// The rows that cannot be used.
    pub(super) problems: Vec<ReadError>,
    /// What was passed over without harm.
    pub(super) warnings: Vec<String>,
}

/// Reads the manifest of a folder. `Ok(None)` when it has none.
pub(super) fn of(folder: &Path) -> Result<Option<Manifest>, ReadError> {
    let path = folder.join(NAME);
    let fail = |what: String| ReadError::Manifest { manifest: path.clone(), what };
    match whole(&path) {
        Ok(Some(bytes)) => read(&path, folder, bytes, &Path::is_file).map(Some),
        Ok(None) => Err(fail(format!(
            "is no ordinary file, or larger than {} MiB; put a table in its place",
            MAX_BYTES >> 20
        ))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fail(format!("cannot be read ({error}); check its permissions"))),
    }
}

/// Reads a manifest that speaks of the files in `folder`; `exists` tells which of them there are.
pub(super) fn read(
    path: &Path,
    folder: &Path,
    bytes: Vec<u8>,
    exists: &dyn Fn(&Path) -> bool,
) -> Result<Manifest, ReadError> {
    let fail = |what: String| ReadError::Manifest { manifest: path.to_owned(), what };
    let sheet = Sheet::decode(bytes).map_err(fail)?;
    let mut reader = sheet.reader();
    let header = reader.headers().map_err(|error| fail(error.to_string()))?.clone();
    let columns: Vec<String> = header.iter().map(str::to_ascii_lowercase).collect();
    if !columns.iter().any(|name| name == "file") {
        return Err(fail(format!(
            "has no column ‘file’; its first line must name the columns: {}",
            COLUMNS.join(",")
        )));
    }
    if let Some(twice) = columns.iter().enumerate().find(|(i, name)| columns[..*i].contains(name)) {
        return Err(fail(format!("has the column ‘{}’ twice; remove one", twice.1)));
    }
    let mut manifest = Manifest::default();
    manifest.warn_of_unknown(path, &columns);
    for record in reader.records() {
        let line = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line);
        match record {
            Ok(record) => {
                let line = line(record.position());
                let result = manifest.take(folder, &columns, &record, exists);
                manifest.problems.extend(result.err().map(|what| ReadError::ManifestRow {
                    manifest: path.to_owned(),
                    line,
                    what,
                }));
            }
            Err(error) => {
                return Err(fail(format!("is not CSV ({error}); check its quotation marks")));
            }
        }
    }
    Ok(manifest)
}

/// A file that is one, and as small as a table of reports is: `None` for a pipe, or for what would fill the memory.
fn whole(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_BYTES).then_some(bytes))
}

impl Manifest {
    fn warn_of_unknown(&mut self, path: &Path, columns: &[String]) {
        let unknown: Vec<_> = columns
            .iter()
            .filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str()))
            .map(|name| format!("‘{name}’"))
            .collect();
        if !unknown.is_empty() {
            let (columns, known) = (unknown.join(", "), COLUMNS.join(", "));
            let path = path.display();
            self.warnings
                .push(format!("{path}: {columns} not read; the columns known are {known}"));
        }
    }

    fn take(
        &mut self,
        folder: &Path,
        columns: &[String],
        record: &csv::StringRecord,
        exists: &dyn Fn(&Path) -> bool,
    ) -> Result<(), String> {
        let cell = |name: &str| {
            let place = columns.iter().position(|column| column == name)?;
            record.get(place).filter(|cell| !cell.is_empty())
        };
        let Some(file) = cell("file") else {
            return Err("names no file; fill the column ‘file’ or remove the row".to_owned());
        };
        if record.len() > columns.len() {
            return Err(format!(
                "has {} cells where the header has {}; put quotation marks round a cell with commas",
                record.len(),
                columns.len()
            ));
        }
        let path = folder.join(file);
        if !exists(&path) {
            return Err(format!(
                "there is no file ‘{file}’ here; correct the name or remove the row"
            ));
        }
        if self.rows.contains_key(&path) {
            return Err(format!(
                "‘{file}’ has a row already, and the first one counts; remove one"
            ));
        }
        let leave_out = |what: String| format!("‘{file}’ was left out: {what}");
        let owned = |name| cell(name).map(str::to_owned);
        // Until the row is in order the file is known but not read.
        self.rows.insert(path.clone(), Row::LeftOut);
        let about = About {
            title: owned("title"),
            publisher: owned("publisher"),
            url: owned("url"),
            published: cell("published").map(super::day).transpose().map_err(leave_out)?,
            language: cell("language").map(super::language).transpose().map_err(leave_out)?,
        };
        self.rows.insert(path, Row::Read(about));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    /// Checks what a manifest says of `a.txt`, and its problems.
    fn check(manifest: &str, about: Option<&About>, problems: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "text").unwrap();
        fs::write(folder.path().join(NAME), manifest).unwrap();
        let (rows, found) = match of(folder.path()) {
            Ok(found) => {
                let found = found.unwrap();
                (found.rows, found.problems)
            }
            Err(problem) => (BTreeMap::new(), vec![problem]),
        };
        let row = match rows.get(&folder.path().join("a.txt")) {
            Some(Row::Read(about)) => Some(about),
            _ => None,
        };
        assert_eq!(row, about);
        assert_eq!(found.len(), problems.len(), "{found:?}");
        for (found, expected) in found.iter().zip(problems) {
            assert!(found.to_string().contains(expected), "{found}");
        }
    }

    fn titled(title: &str) -> About {
        About { title: Some(title.to_owned()), ..About::default() }
    }

    #[test]
    fn columns_come_in_any_order_and_from_any_spreadsheet() {
        check("file,title\na.txt,\"One, two\"\n", Some(&titled("One, two")), &[]);
        check("\u{feff}title;file\r\nOne, two;a.txt\r\n", Some(&titled("One, two")), &[]);
        check("Title\tFile\nOne\ta.txt\n", Some(&titled("One")), &[]);
        check("file,mine\na.txt,x\n", Some(&About::default()), &[]);
    }

    #[test]
    fn a_bad_row_is_named_and_its_file_left_out() {
        check(
            "file,published\na.txt,22.08.2025\n",
            None,
            &[
                "line 2: ‘a.txt’ was left out: ‘22.08.2025’ is not a day of the calendar; write it as 2025-08-22",
            ],
        );
        check("file,published\na.txt,2025-02-30\n", None, &["‘2025-02-30’ is not a day"]);
        check("file,language\na.txt,english\n", None, &["‘english’ is not a language code"]);
        check(
            "file,title\na.txt,x\nb.txt,y\n",
            Some(&titled("x")),
            &["line 3: there is no file ‘b.txt’"],
        );
        check(
            "file,title\na.txt,x\na.txt,y\n",
            Some(&titled("x")),
            &["line 3: ‘a.txt’ has a row already"],
        );
        check("file,title\na.txt,One, two\n", None, &["has 3 cells where the header has 2"]);
        check("file,title\n,x\n", None, &["line 2: names no file"]);
    }

    #[test]
    fn a_manifest_that_is_none_keeps_its_folder_out() {
        check("name,title\na.txt,x\n", None, &["has no column ‘file’"]);
        check("file,title,Title\na.txt,x,y\n", None, &["has the column ‘title’ twice"]);
        check("", None, &["has no column ‘file’"]);
    }
}
