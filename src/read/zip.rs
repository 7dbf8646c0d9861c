//! Archives: their members one by one, never written anywhere.

use super::input::Input;
use super::kind::{self, ByName};
use super::limits::{self, Bounded, Meter, Unpacked};
use super::manifest::{self, Manifest, Row};
use super::{About, ReadError, format, name};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// Something that can be read anywhere: a file, or bytes.
trait Place: Read + Seek {}
impl<T: Read + Seek> Place for T {}

/// An archive that is being read.
pub(super) struct Zip {
    name: String,
    archive: ZipArchive<Bounded<Box<dyn Place>>>,
    meter: Meter,
    max: u64,
    /// The manifests of its folders; `None` for a broken one.
    folders: BTreeMap<PathBuf, Option<Manifest>>,
    /// Problems that were found before any member was read.
    problems: std::vec::IntoIter<ReadError>,
    next: usize,
    given: usize,
}

/// A file of an archive.
pub(super) struct Member {
    /// `pack.zip/2024/a.html`
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// What the manifest in the archive says of it.
    pub(super) listed: About,
}

/// An archive, or a document that is packed as one.
pub(super) struct Archive(ZipArchive<Bounded<Box<dyn Place>>>);

/// Opens an archive: on the disk, where it may be of any size, or in the memory.
pub(super) fn open(name: &str, input: Input, max: u64) -> Result<Archive, ReadError> {
    let place: Box<dyn Place> = match input {
        Input::File(file) => Box::new(BufReader::new(file)),
        other => Box::new(Cursor::new(other.all(name, max)?)),
    };
    bounded(place).map(Archive).map_err(|error| unopened(name, &error))
}

/// Reads the table of contents, which is held in memory, up to its limit.
pub(super) fn bounded<R: Read + Seek>(place: R) -> Result<ZipArchive<Bounded<R>>, ZipError> {
    let (reader, left) = Bounded::new(place, limits::DIRECTORY);
    let archive = ZipArchive::new(reader)?;
    left.set(u64::MAX);
    Ok(archive)
}

impl Archive {
    /// Whether this is a document rather than a collection: packed documents say so by the parts they have.
    pub(super) fn is_document(&self) -> bool {
        ["[Content_Types].xml", "mimetype", "META-INF/manifest.xml"]
            .iter()
            .any(|part| self.0.index_for_name(part).is_some())
    }

    /// All of it, for the reader of a document.
    pub(super) fn into_bytes(self, name: &str, max: u64) -> Result<Vec<u8>, ReadError> {
        let mut place = self.0.into_inner().into_inner();
        place.rewind().map_err(|error| limits::unread(name, error))?;
        limits::all(name, place, max)
    }

    /// Begins to read the reports in it.
    pub(super) fn members(self, name: &str, meter: Meter, max: u64) -> Result<Zip, ReadError> {
        let mut zip = Zip {
            name: name.to_owned(),
            archive: self.0,
            meter,
            max,
            folders: BTreeMap::new(),
            problems: Vec::new().into_iter(),
            next: 0,
            given: 0,
        };
        zip.weigh()?;
        zip.learn();
        Ok(zip)
    }
}

impl Zip {
    /// Refuses before anything is unpacked what says itself that it is too much.
    fn weigh(&self) -> Result<(), ReadError> {
        let said = self.archive.decompressed_size().unwrap_or(0);
        if said > u128::from(self.meter.room()) {
            let why = self.meter.refusal();
            return Err(ReadError::Document { path: self.name.clone(), why });
        }
        Ok(())
    }

    /// Reads the manifests, before all else: without them, reports could be dated wrongly.
    fn learn(&mut self) {
        let names: Vec<_> = (0..self.archive.len()).map(|index| self.name_of(index)).collect();
        let is_manifest = |name: &str| {
            Path::new(name).file_name().is_some_and(|file| file == manifest::NAME)
                && !name::is_hidden(name)
        };
        let manifests: Vec<_> = names.iter().enumerate().filter(|(_, n)| is_manifest(n)).collect();
        let all: BTreeSet<&Path> = names.iter().map(Path::new).collect();
        let mut problems = Vec::new();
        for (index, name) in manifests {
            let folder = Path::new(name).parent().unwrap_or(Path::new("")).to_owned();
            let place = PathBuf::from(format!("{}/{name}", self.name));
            let manifest = match self.unpack(index, &place.display().to_string()) {
                Ok(bytes) => manifest::read(&place, &folder, bytes, &|file| all.contains(file)),
                Err(problem) => Err(problem),
            };
            let manifest = manifest.map(|mut manifest| {
                problems.append(&mut manifest.problems);
                manifest
            });
            let manifest = manifest.map_err(|problem| problems.push(problem)).ok();
            self.folders.insert(folder, manifest);
        }
        self.problems = problems.into_iter();
    }

    /// The next member that is a report by its name or its content, or what is wrong with one.
    pub(super) fn next(&mut self) -> Option<Result<Member, ReadError>> {
        if let Some(problem) = self.problems.next() {
            self.given += 1;
            return Some(Err(problem));
        }
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            if let Some(member) = self.member(index).transpose() {
                self.given += 1;
                return Some(member);
            }
        }
        if self.given == 0 {
            self.given = 1;
            let why = "has no report in it; hidden files and pictures, styles, data are left out"
                .to_owned();
            return Some(Err(ReadError::Document { path: self.name.clone(), why }));
        }
        None
    }

    /// `Ok(None)` for what is no report.
    fn member(&mut self, index: usize) -> Result<Option<Member>, ReadError> {
        let folder = self.archive.by_index_data(index).is_ok_and(|entry| entry.is_dir());
        let inside = self.name_of(index);
        let file = inside.rsplit('/').next().unwrap_or_default();
        if folder || file == manifest::NAME || name::is_hidden(&inside) {
            return Ok(None);
        }
        let listed = match self.listed(Path::new(&inside)) {
            Listed::Not => None,
            Listed::As(about) => Some(about),
            Listed::LeftOut => return Ok(None),
        };
        let by_name = ByName::of(file);
        if matches!(by_name, ByName::Other(_)) && listed.is_none() {
            return Ok(None);
        }
        let name = format!("{}/{inside}", self.name);
        let known = by_name == ByName::Report || listed.is_some();
        if !known {
            let first = self.first(index, &name)?;
            if !kind::is_report(file, &first) {
                return Ok(None);
            }
        }
        let bytes = self.unpack(index, &name)?;
        Ok(Some(Member { name, bytes, listed: listed.unwrap_or_default() }))
    }

    /// What the nearest manifest above says of a file.
    fn listed(&self, inside: &Path) -> Listed {
        let folder = inside.parent().unwrap_or(Path::new(""));
        if matches!(self.folders.get(folder), Some(None)) {
            return Listed::LeftOut;
        }
        let mut above = inside.ancestors().skip(1);
        match above.find_map(|folder| self.folders.get(folder)?.as_ref()?.rows.get(inside)) {
            Some(Row::Read(about)) => Listed::As(about.clone()),
            Some(Row::LeftOut) => Listed::LeftOut,
            None => Listed::Not,
        }
    }

    /// Its name within the archive; its number where the name says nothing.
    fn name_of(&self, index: usize) -> String {
        let raw = self.archive.by_index_data(index).map(|entry| name::member(entry.name_raw()));
        raw.ok().filter(|name| !name.is_empty()).unwrap_or_else(|| format!("{}", index + 1))
    }

    fn first(&mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let file = self.archive.by_index(index).map_err(|error| unopened(name, &error))?;
        let mut first = Vec::new();
        let stream = Unpacked(file, self.meter.clone()).take(format::FIRST as u64);
        BufReader::new(stream).read_to_end(&mut first).map_err(|e| limits::unread(name, e))?;
        Ok(first)
    }

    fn unpack(&mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let file = self.archive.by_index(index).map_err(|error| unopened(name, &error))?;
        limits::all(name, Unpacked(file, self.meter.clone()), self.max)
    }
}

enum Listed {
    Not,
    As(About),
    LeftOut,
}

/// What keeps an archive or a member of it from being opened.
pub(super) fn unopened(name: &str, error: &ZipError) -> ReadError {
    let path = name.to_owned();
    let why = match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => error.to_string(),
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            "is encrypted; unpack it with its password first".to_owned()
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            format!("is packed in a way that is not read here ({error}); pack it anew as ZIP")
        }
        _ => format!("is a damaged ZIP archive ({error}); get it once more"),
    };
    ReadError::Document { path, why }
}
