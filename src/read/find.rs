//! Paths in, reports to read out: folders walked, manifests matched.

use super::globs::{self, Globs};
use super::kind::{self, ByName, NotRead};
use super::manifest::{self, Manifest, Row};
use super::{About, Place, ReadError, Source, format, name_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What stands under the paths given.
#[derive(Debug, Default)]
pub struct Found {
    /// The reports, each once: in the order of the paths given, and within a folder by name.
    pub sources: Vec<Source>,
    /// What cannot be read, and what to do about it.
    pub problems: Vec<ReadError>,
    /// What was passed over without harm.
    pub warnings: Vec<String>,
    /// Files of folders that are no reports.
    pub skipped: Vec<Skipped>,
}

/// A file of a folder that was passed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Its path as people know it.
    pub name: String,
    /// Why.
    pub why: NotRead,
}

/// Finds the reports under `paths`: files, folders with all their folders, `-` for standard input.
///
/// In a folder, files with the endings of the formats that are read and whatever its manifest lists are reports; what has
/// another ending, or none, is one by its first bytes; pictures, scripts, data are passed over by their names. Hidden files
/// are none, nor are those that an `.ignore` file names. A file given by name is always one. Reports are named relative to `base`,
/// the folder of the store, where they lie below it.
#[must_use]
pub fn find(paths: &[PathBuf], base: Option<&Path>) -> Found {
    find_matching(paths, base, &Globs::default())
}

/// The same, with only those files of folders that `globs` want. Folders that programs fill (`node_modules`, `target`, whatever
/// a `CACHEDIR.TAG` marks) are left out in any case.
#[must_use]
pub fn find_matching(paths: &[PathBuf], base: Option<&Path>, globs: &Globs) -> Found {
    let mut search = Search {
        base,
        globs,
        found: Found::default(),
        folders: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    for path in paths {
        if path.as_os_str() == "-" {
            search.standard_input();
        } else if path.is_dir() {
            search.folder(path);
        } else {
            search.file_by_name(path);
        }
    }
    search.found
}

/// Why a file of a folder is not read; `None` for a report. One that cannot be opened is left to be named when it is read.
fn not_read(path: &Path, file: &str) -> Option<NotRead> {
    match ByName::of(file) {
        ByName::Report => None,
        ByName::Other(why) => Some(why),
        ByName::Unknown => {
            let mut first = Vec::new();
            let limit = format::FIRST as u64;
            let read = File::open(path).and_then(|it| it.take(limit).read_to_end(&mut first));
            (read.is_ok() && !kind::is_report(file, &first)).then_some(NotRead::Content)
        }
    }
}

/// Whether a folder holds the parts of a page that lies beside it: browsers save `Trade.html` with `Trade_files/`, in the
/// language of their user.
fn is_of_saved_page(entry: &ignore::DirEntry) -> bool {
    const ENDINGS: &[&str] = &[
        "_files",
        ".files",
        "-files",
        "_файлы",
        "-Dateien",
        "_fichiers",
        "_archivos",
        "_arquivos",
        "_file",
        "_bestanden",
    ];
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return false;
    }
    let name = entry.file_name().to_string_lossy();
    ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending)).any(|page| {
        let beside =
            |ending: &str| entry.path().with_file_name(format!("{page}.{ending}")).is_file();
        ["html", "htm", "xhtml", "shtml"].into_iter().any(beside)
    })
}

/// Whether what says which files of a folder to leave out is a pipe or a device: it would be waited for, or read, without end.
fn has_odd_ignore_file(folder: &Path) -> bool {
    folder.join(IGNORE).metadata().is_ok_and(|about| !about.is_file() && !about.is_dir())
}

fn odd_ignore_file(folder: &Path, base: Option<&Path>) -> ReadError {
    let path = format!("{}/{IGNORE}", name_of(folder, base));
    let why =
        "is no ordinary file, so that nothing of its folder was read; take it away, or make it one"
            .to_owned();
    ReadError::Document { path, why }
}

/// What names the files of its folder that are to be left out.
const IGNORE: &str = ".ignore";

struct Search<'a> {
    base: Option<&'a Path>,
    globs: &'a Globs,
    found: Found,
    /// The manifests read so far; `None` for a folder that has a broken one.
    folders: BTreeMap<PathBuf, Option<Manifest>>,
    seen: BTreeSet<Place>,
}

impl Search<'_> {
    fn standard_input(&mut self) {
        if self.seen.insert(Place::StandardInput) {
            let (place, name) = (Place::StandardInput, "-".to_owned());
            self.found.sources.push(Source { place, name, listed: About::default() });
        }
    }

    /// A file that the user names: also one without a known ending, or a pipe.
    fn file_by_name(&mut self, path: &Path) {
        if let Err(source) = std::fs::metadata(path) {
            let path = path.display().to_string();
            self.found.problems.push(match source.kind() {
                ErrorKind::NotFound => ReadError::Missing { path },
                _ => ReadError::Unreadable { path, source },
            });
            return;
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Its own row speaks of it; the other rows are none of this call's business.
        self.learn(folder, false);
        let listed = match self.folders.get(folder) {
            Some(None) => return,
            Some(Some(manifest)) => {
                manifest.rows.get(&folder.join(path.file_name().unwrap_or_default())).cloned()
            }
            None => None,
        };
        match listed {
            Some(Row::LeftOut) => self.own_row_is_bad(folder, path),
            Some(Row::Read(about)) => self.add(path, about),
            None => self.add(path, About::default()),
        }
    }

    fn own_row_is_bad(&mut self, folder: &Path, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(Some(manifest)) = self.folders.get_mut(folder) else { return };
        let about_it = |p: &ReadError| p.to_string().contains(&format!("‘{name}’ was left out"));
        if let Some(place) = manifest.problems.iter().position(about_it) {
            self.found.problems.push(manifest.problems.remove(place));
        }
    }

    fn folder(&mut self, top: &Path) {
        let before = self.found.sources.len() + self.found.problems.len();
        let mut left_out: BTreeSet<PathBuf> = BTreeSet::new();
        if has_odd_ignore_file(top) {
            self.found.problems.push(odd_ignore_file(top, self.base));
            return;
        }
        let odd = Arc::new(Mutex::new(Vec::new()));
        let mut walk = ignore::WalkBuilder::new(top);
        walk.standard_filters(false).hidden(true).ignore(true).follow_links(true);
        walk.sort_by_file_path(Ord::cmp);
        // What cannot be a glob was refused when the globs were made.
        if let Ok(globs) = self.globs.below(top) {
            walk.overrides(globs);
        }
        let seen = Arc::clone(&odd);
        walk.filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if is_folder && has_odd_ignore_file(entry.path()) {
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
                return false;
            }
            let of_programs = is_folder && entry.depth() > 0 && globs::is_of_programs(entry.path());
            !of_programs && !is_of_saved_page(entry)
        });
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unlistable(top, &error);
                    continue;
                }
            };
            let path = entry.path();
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                self.learn(path, true);
                if matches!(self.folders.get(path), Some(None)) {
                    left_out.insert(path.to_owned());
                }
                continue;
            }
            let folder = path.parent().unwrap_or(top);
            if left_out.contains(folder) || entry.file_name() == manifest::NAME {
                continue;
            }
            // A pipe would be waited for without end, and a device may have none.
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                self.skip(path, NotRead::NoFile);
                continue;
            }
            match self.listed(path) {
                Some(Row::Read(about)) => {
                    let about = about.clone();
                    self.add(path, about);
                }
                Some(Row::LeftOut) => {}
                None => match not_read(path, &entry.file_name().to_string_lossy()) {
                    None => self.add(path, About::default()),
                    Some(why) => self.skip(path, why),
                },
            }
        }
        for folder in odd.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            self.found.problems.push(odd_ignore_file(folder, self.base));
        }
        if self.found.sources.len() + self.found.problems.len() == before {
            let path = top.display().to_string();
            let chosen = *self.globs != Globs::default();
            self.found.problems.push(ReadError::NothingThere { path, chosen });
        }
    }

    /// What the nearest manifest above says of a file.
    fn listed(&self, path: &Path) -> Option<&Row> {
        path.ancestors()
            .skip(1)
            .find_map(|folder| self.folders.get(folder)?.as_ref()?.rows.get(path))
    }

    /// Reads a folder's manifest, once. `whole`: the whole folder is asked for, so every row's problem is to be told.
    fn learn(&mut self, folder: &Path, whole: bool) {
        if !self.folders.contains_key(folder) {
            match manifest::of(folder) {
                Ok(None) => return,
                Ok(manifest) => {
                    self.folders.insert(folder.to_owned(), manifest);
                }
                Err(problem) => {
                    self.found.problems.push(problem);
                    self.folders.insert(folder.to_owned(), None);
                }
            }
        }
        if let Some(Some(manifest)) = self.folders.get_mut(folder) {
            self.found.warnings.append(&mut manifest.warnings);
            if whole {
                self.found.problems.append(&mut manifest.problems);
            }
        }
    }

    fn unlistable(&mut self, top: &Path, error: &ignore::Error) {
        let mut path = top.to_owned();
        let mut inner = error;
        loop {
            inner = match inner {
                ignore::Error::WithPath { path: at, err } => {
                    path.clone_from(at);
                    err
                }
                ignore::Error::WithDepth { err, .. }
                | ignore::Error::WithLineNumber { err, .. } => err,
                _ => break,
            };
        }
        let path = path.display().to_string();
        self.found.problems.push(ReadError::Unlistable { path, reason: inner.to_string() });
    }

    fn skip(&mut self, path: &Path, why: NotRead) {
        let name = name_of(path, self.base);
        self.found.skipped.push(Skipped { name, why });
    }

    fn add(&mut self, path: &Path, listed: About) {
        let place = Place::File(path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        if self.seen.insert(place) {
            let name = name_of(path, self.base);
            self.found.sources.push(Source { place: Place::File(path.to_owned()), name, listed });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use std::fs;

    /// What of some files is found with globs.
    fn check_globs(files: &[&str], include: &[&str], exclude: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let owned =
            |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect::<Vec<_>>();
        let globs = Globs::new(&owned(include), &owned(exclude)).unwrap();
        let found = find_matching(&[folder.path().to_owned()], Some(folder.path()), &globs);
        assert_eq!(found.sources.iter().map(Source::name).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn globs_choose_among_files_of_folders() {
        let files = ["2023/a.txt", "2024/a.md", "2024/b.txt", "2024/drafts/c.txt"];
        check_globs(&files, &[], &[], &files);
        check_globs(&files, &["*.txt"], &[], &[files[0], files[2], files[3]]);
        check_globs(&files, &["2024/**"], &["drafts/"], &[files[1], files[2]]);
        check_globs(&files, &[], &["*.md", "/2023"], &[files[2], files[3]]);
        let why = Globs::new(&["[".to_owned()], &[]).unwrap_err();
        assert!(why.contains("as in .gitignore"), "{why}");
    }

    #[test]
    fn folders_that_programs_fill_are_left_out() {
        let files = ["a/node_modules/b.md", "a/c.md", "cache/CACHEDIR.TAG", "cache/d.md"];
        check_globs(&files, &[], &[], &["a/c.md"]);
    }

    /// A folder with files; returns the names found below it, then the problems, warnings and skipped files.
    fn check(files: &[(&str, &str)], given: &[&str], expected: &[&str], words: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let paths: Vec<_> = given.iter().map(|name| folder.path().join(name)).collect();
        let found = find(&paths, Some(folder.path()));
        let names: Vec<_> = found.sources.iter().map(Source::name).collect();
        assert_eq!(names, expected);
        let said: Vec<_> = (found.problems.iter().map(ToString::to_string))
            .chain(found.warnings)
            .chain(found.skipped.into_iter().map(|file| format!("{}: {}", file.name, file.why)))
            .collect();
        assert_eq!(said.len(), words.len(), "{said:?}");
        for (said, expected) in said.iter().zip(words) {
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn a_folder_is_walked_in_order_without_hidden_files() {
        let files = [
            ("b.txt", "x"),
            ("a/z.md", "x"),
            ("a/.hidden.txt", "x"),
            ("c.bin", "x"),
            (".git/d.txt", "x"),
        ];
        check(&files, &[""], &["a/z.md", "b.txt"], &["c.bin"]);
        check(&files, &["b.txt", "", "a/z.md"], &["b.txt", "a/z.md"], &["c.bin"]);
        check(&files, &["c.bin"], &["c.bin"], &[]);
    }

    #[test]
    fn the_parts_of_a_saved_page_are_no_reports() {
        let files = [
            ("Trade.html", "x"),
            ("Trade_files/frame.html", "x"),
            ("Оборот.htm", "x"),
            ("Оборот.files/a.txt", "x"),
            ("old_files/b.txt", "x"),
        ];
        check(&files, &[""], &["Trade.html", "old_files/b.txt", "Оборот.htm"], &[]);
    }

    #[test]
    fn manifests_reach_into_folders_below() {
        let manifest = "file,title\nyear/a.txt,One\nnotes.dat,Two\n";
        let files =
            [("reports.csv", manifest), ("year/a.txt", "x"), ("notes.dat", "x"), ("b.dat", "x")];
        check(&files, &[""], &["notes.dat", "year/a.txt"], &["b.dat"]);
    }

    #[test]
    fn a_bad_row_concerns_its_own_file_only() {
        let manifest = "file,published\na.txt,soon\nb.txt,2024-01-05\n";
        let files = [("reports.csv", manifest), ("a.txt", "x"), ("b.txt", "x"), ("c.txt", "x")];
        check(&files, &[""], &["b.txt", "c.txt"], &["line 2: ‘a.txt’ was left out"]);
        check(&files, &["b.txt"], &["b.txt"], &[]);
        check(&files, &["a.txt"], &[], &["line 2: ‘a.txt’ was left out"]);
    }

    #[test]
    fn what_is_not_there_is_named() {
        check(
            &[("a.txt", "x")],
            &["a.txt", "nowhere.txt"],
            &["a.txt"],
            &["nowhere.txt: there is no such file"],
        );
        check(&[("a.bin", "x")], &[""], &[], &["no report in this folder", "a.bin"]);
        check(
            &[("reports.csv", "x\n"), ("a.txt", "x")],
            &[""],
            &[],
            &["nothing of its folder was read"],
        );
    }
}
