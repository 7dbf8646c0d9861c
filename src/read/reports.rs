//! The reports of one source, one after the other: of a file, and of what lies in it.
//!
//! What contains others waits on a stack while its members are read: nothing is unpacked before it is asked for, and nothing
//! calls itself, however deep a hostile file has put one archive into another.

use super::format::{self, Format};
use super::input::Input;
use super::limits::{self, Meter, Packed, Unpacked};
use super::lines::Lines;
use super::mail::Attachment;
use super::zip::Zip;
use super::zstd::Zstandard;
use super::{About, Options, Page, Place, ReadError, Source, jsonl, mail, zip};
use crate::model::{PublishedBasis, Report};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::BufReader;

/// The reports of a source, in their order: one for most, many for what contains others.
pub struct Reports<'s> {
    source: &'s Source,
    options: &'s Options,
    begun: bool,
    meter: Meter,
    open: Vec<Container>,
}

/// What contains reports.
enum Container {
    Lines(Box<Lines>),
    Zip(Box<Zip>),
    /// What is attached to a message that was read.
    Mail(std::vec::IntoIter<Attachment>),
}

/// A document that was read, still without what the user and the manifest say of it.
struct Document {
    name: String,
    page: Page,
    listed: About,
    basis: PublishedBasis,
}

/// What a container gives.
enum Item {
    Report(Document),
    /// Something to be opened: a report, or a container in its turn.
    File {
        name: String,
        input: Input,
        listed: About,
    },
}

impl Iterator for Reports<'_> {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let item = if self.begun { self.open.last_mut()?.next() } else { Some(self.begin()) };
            let read = match item {
                None => {
                    self.open.pop();
                    continue;
                }
                Some(Err(problem)) => Err(problem),
                Some(Ok(Item::Report(read))) => Ok(Some(read)),
                Some(Ok(Item::File { name, input, listed })) => self.opened(name, input, listed),
            };
            if let Some(read) = read.transpose() {
                return Some(read.map(|read| self.report(read)));
            }
        }
    }
}

impl<'s> Reports<'s> {
    pub(super) fn new(source: &'s Source, options: &'s Options) -> Self {
        Self { source, options, begun: false, meter: Meter::default(), open: Vec::new() }
    }

    /// The source itself.
    fn begin(&mut self) -> Result<Item, ReadError> {
        self.begun = true;
        let name = self.source.name.clone();
        let input = opened(self.source, &mut self.meter)?;
        Ok(Item::File { name, input, listed: self.source.listed.clone() })
    }

    /// Reads a report, or pushes what contains some.
    fn opened(
        &mut self,
        name: String,
        input: Input,
        listed: About,
    ) -> Result<Option<Document>, ReadError> {
        let max = self.options.max_bytes;
        let basis = PublishedBasis::Metadata;
        let (format, input) = unpacked(&name, input, &self.meter)?;
        match format {
            Format::JsonLines => {
                let lines = BufReader::new(input.into_stream());
                let lines = Lines::new(name.clone(), Box::new(lines), max);
                self.push(&name, Container::Lines(Box::new(lines)))
            }
            Format::Zip => {
                let archive = zip::open(&name, input, max)?;
                if !archive.is_document() {
                    let members = archive.members(&name, self.meter.clone(), max)?;
                    return self.push(&name, Container::Zip(Box::new(members)));
                }
                let page =
                    format::page(format, &name, archive.into_bytes(&name, max)?, self.options)?;
                Ok(Some(Document { name, page, listed, basis }))
            }
            Format::Mail => {
                let message = mail::read(&name, &input.all(&name, max)?)?;
                self.push(&name, Container::Mail(message.attached.into_iter()))?;
                let page = message.page;
                Ok(page.map(|page| Document { name, page, listed, basis }))
            }
            _ => {
                let page = format::page(format, &name, input.all(&name, max)?, self.options)?;
                Ok(Some(Document { name, page, listed, basis }))
            }
        }
    }

    fn push(&mut self, name: &str, container: Container) -> Result<Option<Document>, ReadError> {
        if self.open.len() >= limits::DEPTH {
            let deep = self.open.len();
            let why = format!("lies in {deep} archives, one in the other; unpack it first");
            return Err(ReadError::Document { path: name.to_owned(), why });
        }
        self.open.push(container);
        Ok(None)
    }

    /// What the user says wins over the manifest, and that over the report itself. A title and an address speak of one
    /// report, so that those of a container are not its members'.
    fn report(&self, read: Document) -> Report {
        let (mut given, mut listed) = (self.options.given.clone(), self.source.listed.clone());
        if read.name == self.source.name {
            listed = read.listed;
        } else {
            for about in [&mut given, &mut listed] {
                (about.title, about.url) = (None, None);
            }
            listed = read.listed.or(listed);
        }
        super::report(read.name, read.page, &given, &listed, read.basis)
    }
}

impl Container {
    fn next(&mut self) -> Option<Result<Item, ReadError>> {
        let file = |name, bytes, listed| Item::File { name, input: Input::Bytes(bytes), listed };
        match self {
            Self::Lines(lines) => {
                let (listed, basis) = (About::default(), PublishedBasis::Given);
                let report = |(name, page)| Item::Report(Document { name, page, listed, basis });
                jsonl::next(lines).map(|line| line.map(report))
            }
            Self::Zip(zip) => {
                zip.next().map(|member| member.map(|m| file(m.name, m.bytes, m.listed)))
            }
            Self::Mail(files) => files.next().map(|a| Ok(file(a.name, a.bytes, About::default()))),
        }
    }
}

/// The bytes of a source.
fn opened(source: &Source, meter: &mut Meter) -> Result<Input, ReadError> {
    let unreadable = |why| ReadError::Unreadable { path: source.name.clone(), source: why };
    Ok(match &source.place {
        Place::File(path) => {
            let file = File::open(path).map_err(unreadable)?;
            // A pipe is a file too, but has no size and cannot be read twice.
            let about = file.metadata().map_err(unreadable)?;
            if about.is_file() {
                *meter = Meter::of(about.len());
                Input::File(file)
            } else {
                Input::stream(Packed(file, meter.clone()))
            }
        }
        Place::StandardInput => Input::stream(Packed(std::io::stdin(), meter.clone())),
    })
}

/// What an input is, and its bytes without what compressed them. A file may be compressed, and what comes out once more; a
/// third time it is no file of people.
fn unpacked(name: &str, mut input: Input, meter: &Meter) -> Result<(Format, Input), ReadError> {
    let mut inner = name.to_owned();
    for _ in 0..3 {
        let format = Format::of(&inner, &input.first(name)?)?;
        input = match format {
            Format::Gzip => {
                let stream = MultiGzDecoder::new(BufReader::new(input.into_stream()));
                Input::stream(Unpacked(stream, meter.clone()))
            }
            Format::Zstandard => {
                let stream = Zstandard::new(BufReader::new(input.into_stream()));
                Input::stream(Unpacked(stream, meter.clone()))
            }
            _ => return Ok((format, input)),
        };
        inner = without_ending(&inner);
    }
    let why = "is compressed again and again; unpack it first".to_owned();
    Err(ReadError::Document { path: name.to_owned(), why })
}

/// The lines of a source that is JSON Lines, compressed or not, whatever its name.
pub(super) fn lines(source: &Source, max: u64) -> Result<Lines, ReadError> {
    let mut meter = Meter::default();
    let input = opened(source, &mut meter)?;
    let (format, mut input) = unpacked("-", input, &meter)?;
    let first = input.first(&source.name)?;
    // Whatever is wrong with the first line, the others may be right.
    let is_text = || {
        let mut lines = first.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
        first.trim_ascii().is_empty() || lines.any(|line| line.starts_with(b"{\""))
    };
    if format != Format::JsonLines && !(format == Format::Text && is_text()) {
        let why = "is no JSON Lines: a text with an object a line".to_owned();
        return Err(ReadError::Document { path: source.name.clone(), why });
    }
    Ok(Lines::new(source.name.clone(), Box::new(BufReader::new(input.into_stream())), max))
}

/// `a.md` of `a.md.gz`.
fn without_ending(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(before, _)| before).to_owned()
}
