//! Who counts: sentences in, for each figure the office, side or somebody else that the report says it comes from.
//!
//! "Trade reached $423 million, the Kazakh Bureau of National Statistics said" is counted by Kazakhstan's statisticians,
//! «по данным Татарстанстата» by Tatarstan's. A figure has the source of its own sentence; else that of the sentence before
//! in the same paragraph or list, as long as nobody else speaks; else that of a sentence behind it ("this was announced
//! by"); else what a line "Source: …" says; else that of the same number told elsewhere, which is how a headline has one;
//! else the only office that the report names, if the figure is of its trade; else none. How much an office is believed is
//! left to the store.

mod finish;
mod items;
mod office;

use super::discourse::Discourse;
use super::document::Document;
use super::lexicon::{Cue, Lexicon};
use super::segment::Sentence;
use crate::model::{AreaCode, Language, Office, Report, SourceKind, SourceRule};
use crate::seeds;
pub(super) use finish::finish;
use items::{Item, What};
use std::ops::Range;

/// Who answers for a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// Nobody is named.
    Nobody,
    /// Nobody but a news agency, which has it from somebody.
    Relayed(Voice),
    /// Somebody speaks of whom it is not known for whom.
    Unknown,
    /// Somebody, and how that is known.
    By(Voice, SourceRule),
}

/// Somebody who counts, and the bytes that name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Voice {
    pub(super) area: Option<AreaCode>,
    pub(super) kind: SourceKind,
    pub(super) bytes: (usize, usize),
}

impl Voice {
    fn is(&self, other: &Self) -> bool {
        (self.area, self.kind) == (other.area, other.kind)
    }

    /// Whether it counts, and does not only speak.
    fn counts(&self) -> bool {
        !matches!(self.kind, SourceKind::Government | SourceKind::Other)
    }
}

/// A sentence that names the source of what stands before it.
#[derive(Debug)]
struct Back {
    /// From which byte on it speaks of, up to itself.
    bytes: Range<usize>,
    voice: Voice,
    /// It ends a quotation: nobody else can have said what is in it.
    quoted: bool,
}

/// What a report has said so far of who counts.
#[derive(Default)]
pub(super) struct Sources<'t> {
    items: Vec<Item>,
    /// Who is named in the sentence read last, in order.
    here: Vec<Voice>,
    /// Who was named before, where nobody is in it.
    carried: Option<Voice>,
    /// Who passes it on.
    relayed: Option<Voice>,
    /// Somebody speaks in it, and it is not known for whom.
    unknown: bool,
    /// Who answers for the sentences of a paragraph.
    last: Option<Voice>,
    /// The paragraph, and where it and the one before begin, in bytes.
    paragraph: Option<usize>,
    begins: (usize, usize),
    /// Who answers for the lines of a list.
    list: Option<Voice>,
    /// Who spoke last, in whichever paragraph.
    spoke: Option<Voice>,
    /// Everybody who answered for something so far, without repetition, the last one last.
    told: Vec<Voice>,
    /// Everybody named so far, whether they answered for anything or not, the last one last.
    met: Vec<Voice>,
    /// Surnames, and for whom they speak.
    people: Vec<(&'t str, Voice)>,
    /// Lines that name the source of what stands above them: where they stand, in bytes.
    lines: Vec<(usize, Voice)>,
    backs: Vec<Back>,
}

impl<'t> Sources<'t> {
    /// Reads the next sentence.
    pub(super) fn read(
        &mut self,
        document: &Document<'t>,
        sentence: &Sentence,
        discourse: &Discourse,
    ) {
        let bytes = document.bytes(&sentence.pieces);
        if self.paragraph != Some(sentence.paragraph) {
            (self.paragraph, self.last) = (Some(sentence.paragraph), None);
            self.begins = (bytes.start, self.begins.0);
        }
        self.here.clear();
        (self.unknown, self.carried, self.relayed) = (false, None, None);
        let mut items = std::mem::take(&mut self.items);
        items::items(document, sentence, &discourse.areas, &mut items);
        if label(&items).is_some() {
            self.read_label(document, &items, discourse);
            self.items = items;
            self.last = None;
            return;
        }
        if !items.is_empty() {
            self.listen(document, &items, discourse);
            self.look_back(document, &items, bytes);
        }
        self.items = items;
        if self.here.is_empty() && !self.unknown {
            self.carried = self.carried.or(self.last).or(self.list);
        }
        let voice = self.here.last().copied().or(self.carried);
        self.last = voice;
        self.spoke = voice.or(self.spoke);
        let opens = document.is_mark(sentence.pieces.end - 1, ':');
        let goes_on = sentence.bare || document.is_mark(sentence.pieces.end - 1, ';');
        self.list = if opens { voice } else { self.list.filter(|_| goes_on) };
    }

    /// Reads a row of a table, which can be the line that names the table's source.
    pub(super) fn read_row(
        &mut self,
        document: &Document<'t>,
        row: &Sentence,
        discourse: &Discourse,
    ) {
        let mut items = std::mem::take(&mut self.items);
        items::items(document, row, &discourse.areas, &mut items);
        if label(&items).is_some() {
            self.read_label(document, &items, discourse);
        }
        self.items = items;
    }

    /// Reads "Source: Eurostat". Whoever is no office is who published it, not who counts.
    fn read_label(&mut self, document: &Document<'t>, items: &[Item], discourse: &Discourse) {
        let before = std::mem::take(&mut self.here);
        self.listen(document, items, discourse);
        let voice = self.here.iter().rfind(|voice| voice.kind != SourceKind::Other);
        self.lines.extend(voice.map(|&voice| (voice.bytes.0, voice)));
        (self.here, self.unknown) = (before, false);
    }

    /// Who answers for a number of the sentence read last; `first` is the byte where its first number begins.
    pub(super) fn of(&self, number: usize, first: usize) -> Said {
        let behind = self.here.partition_point(|voice| voice.bytes.0 < number);
        let leads = self.here.first().is_some_and(|voice| voice.bytes.0 < first);
        let voice = match behind.checked_sub(1) {
            // "It was 423 by Kazakhstan's count and 629 by Tatarstan's" names each behind its number, "Kazakhstan counts 423,
            // Tatarstan 629" before.
            Some(before) if leads || behind == self.here.len() => self.here.get(before),
            _ => self.here.get(behind),
        };
        match (voice, self.carried, self.relayed) {
            (Some(&voice), ..) => Said::By(voice, SourceRule::Own),
            (None, ..) if self.unknown => Said::Unknown,
            (None, Some(voice), _) => Said::By(voice, SourceRule::GoesOn),
            (None, None, Some(voice)) => Said::Relayed(voice),
            (None, None, None) => Said::Nobody,
        }
    }

    /// Who answers for the table that follows the sentence read last.
    pub(super) fn of_table(&self) -> Said {
        self.of(usize::MAX, usize::MAX)
    }

    /// Finds out who speaks in a sentence.
    fn listen(&mut self, document: &Document<'t>, items: &[Item], discourse: &Discourse) {
        let found = office::found(items);
        for one in &found {
            let Some(voice) = self.voice(document, one, items, discourse) else {
                self.unknown |= one.told;
                continue;
            };
            if one.relays {
                self.relayed = self.relayed.or(one.told.then_some(voice));
                continue;
            }
            if one.told {
                self.here.push(voice);
            }
            if !voice.counts() {
                let surname = person_of(items, &one.items).map(|name| text(document, name));
                self.people.extend(surname.map(|surname| (surname, voice)));
            }
            self.met.retain(|met| !met.is(&voice));
            self.met.push(voice);
        }
        if self.here.iter().any(Voice::counts) {
            // "An analyst reported, citing customs": the one cited counts.
            self.here.retain(Voice::counts);
        }
        if self.here.is_empty() {
            self.listen_to_names(document, items, &found);
        }
        for voice in &self.here {
            self.told.retain(|told| !told.is(voice));
            self.told.push(*voice);
        }
    }

    /// Somebody found, with what the report told of them before.
    fn voice(
        &self,
        document: &Document,
        found: &office::Found,
        items: &[Item],
        discourse: &Discourse,
    ) -> Option<Voice> {
        let bytes = items::bytes(items, &found.items);
        let bytes = (bytes.start, bytes.end);
        let Some(kind) = found.kind else {
            let met = self.met.iter().rev().find(|met| met.kind != SourceKind::Other)?;
            return Some(Voice { bytes, ..*met });
        };
        let governs =
            |kind: SourceKind| matches!(kind, SourceKind::Ministry | SourceKind::Government);
        let of_kind = |met: &&Voice| {
            let alike = met.kind == kind || governs(met.kind) && governs(kind);
            alike && met.area.is_some()
        };
        let known = || {
            let before = self.told.iter().rfind(of_kind);
            // "The president" is not the minister who was named before, but "ambassador Chien" is the Vietnamese ambassador.
            let own = document.text[bytes.0..bytes.1].to_lowercase();
            let called = |met: &&Voice| {
                let name = &document.text[met.bytes.0..met.bytes.1];
                kind != SourceKind::Government || name.to_lowercase().contains(&own)
            };
            let met = || self.met.iter().rfind(|met| of_kind(met) && called(met));
            before.or_else(met).and_then(|voice| voice.area)
        };
        // "The customs service" of a report is that of whose trade it tells; "the ambassador" is nobody's for certain.
        let own = || {
            let counts = Voice { area: None, kind, bytes }.counts();
            discourse.main.filter(|_| counts)
        };
        let area = match kind {
            SourceKind::International | SourceKind::Other => found.area,
            _ => found.area.or_else(known).or_else(own),
        };
        Some(Voice { area, kind, bytes })
    }

    /// Somebody who speaks without their office: by name, or as "it".
    fn listen_to_names(
        &mut self,
        document: &Document<'t>,
        items: &[Item],
        found: &[office::Found],
    ) {
        let is_taken = |at: usize| {
            let near = |one: &office::Found| one.items.start <= at + 5 && at <= one.items.end + 7;
            found.iter().any(|one| one.told && near(one))
        };
        for (at, item) in items.iter().enumerate() {
            if item.is(Cue::Same) {
                self.goes_on();
                continue;
            }
            let speaks = item.is(Cue::Says) && !item.is(Cue::Data);
            if is_taken(at) || !speaks && !item.is(Cue::According) {
                continue;
            }
            let name = if speaks {
                let near = &items[at.saturating_sub(2)..items.len().min(at + 3)];
                if near.iter().any(|near| near.is(Cue::Again)) {
                    self.goes_on();
                    continue;
                }
                let name = names(items, at + 1, 2)
                    .or_else(|| names_before(items, at))
                    .filter(|name| !is_quoted(document, items, name));
                let passive = at > 0 && items[at - 1].what == What::Was;
                self.unknown |= name.is_none() && !passive;
                name
            } else {
                // "According to the data": of whoever spoke.
                if office::forward(items, at, 5).any(|item| item.is(Cue::Data)) {
                    self.goes_on();
                }
                names(items, at + 1, 4)
            };
            let Some(name) = name else { continue };
            let bytes = items::bytes(items, &name);
            let bytes = (bytes.start, bytes.end);
            let person =
                items[name.clone()].iter().find_map(|name| self.person(text(document, name)));
            match person {
                Some(person) => self.here.push(Voice { bytes, ..person }),
                // The first word of a sentence has a capital whatever it is.
                None if name == (0..1) => self.unknown = true,
                None => self.here.push(Voice { area: None, kind: SourceKind::Other, bytes }),
            }
        }
        // "As the published data tell": of what was published, it is known by whom.
        self.unknown &= self.carried.is_none();
    }

    /// Whoever spoke last goes on.
    fn goes_on(&mut self) {
        let person = || self.met.iter().rfind(|met| met.kind == SourceKind::Government).copied();
        self.carried = self.spoke.or_else(person);
        self.unknown |= self.carried.is_none();
    }

    /// For whom a person speaks, by a surname in any of its cases.
    fn person(&self, name: &str) -> Option<Voice> {
        let alike = |known: &str| {
            let same = known.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
            let longest = known.chars().count().max(name.chars().count());
            same >= 4 && longest - same <= 3
        };
        self.people.iter().rev().find(|(known, _)| alike(known)).map(|(_, voice)| *voice)
    }

    /// Whether a sentence names the source of what stands before it: it ends a quotation that began there, or says "this was
    /// announced by".
    fn look_back(&mut self, document: &Document<'t>, items: &[Item], bytes: Range<usize>) {
        let Some(&voice) = self.here.last() else { return };
        let (own, before) = self.begins;
        let paragraph = &document.text[own..bytes.start];
        if items.iter().take(2).any(|item| item.is(Cue::Back)) {
            let start = if paragraph.trim().is_empty() { before } else { own };
            self.backs.push(Back { bytes: start..bytes.start, voice, quoted: false });
        } else if let Some(open) = ends_quotation(&document.text[bytes.start..bytes.end])
            && let Some(start) = paragraph.rfind(open)
        {
            self.backs.push(Back { bytes: own + start..bytes.start, voice, quoted: true });
        }
    }
}

/// The mark that a quotation began with, where a sentence ends one that began before it.
fn ends_quotation(sentence: &str) -> Option<char> {
    let first = sentence.char_indices().find(|(_, c)| matches!(c, '«' | '»' | '“' | '”' | '"'));
    match first? {
        (_, '»') => Some('«'),
        (_, '”') => Some('“'),
        (at, '"') if at > 0 && sentence.matches('"').count() % 2 == 1 => Some('"'),
        _ => None,
    }
}

/// The surname of whoever holds an office: "minister Ivan Petrov", "the ambassador in Moscow, Ivan Petrov", "Ivan Petrov,
/// ambassador".
fn person_of<'i>(items: &'i [Item], office: &Range<usize>) -> Option<&'i Item> {
    let between = |item: &&Item| {
        item.is(Cue::By) || matches!(item.what, What::Comma | What::Barrier | What::Area { .. })
    };
    let skipped = items[office.end..].iter().take(3).take_while(between).count();
    let is_name = |item: &&Item| item.what == What::Name;
    let behind = || items[office.end + skipped..].iter().take_while(is_name).last();
    let before = || {
        let comma = office.start.checked_sub(1).filter(|at| items[*at].what == What::Comma)?;
        items[..comma].last().filter(is_name)
    };
    behind().or_else(before)
}

fn text<'t>(document: &Document<'t>, item: &Item) -> &'t str {
    &document.text[item.bytes.0..item.bytes.1]
}

/// Whether names stand in quotation marks: a forum, a company, a newspaper, and no person who speaks.
fn is_quoted(document: &Document, items: &[Item], names: &Range<usize>) -> bool {
    let bytes = items::bytes(items, names);
    let before = document.text[..bytes.start].chars().next_back();
    let after = document.text[bytes.end..].chars().next();
    before.is_some_and(|c| "«“„\"".contains(c)) && after.is_some_and(|c| "»”“\"".contains(c))
}

/// The run of names that begins at most so many words behind.
fn names(items: &[Item], from: usize, far: usize) -> Option<Range<usize>> {
    let skipped = items.get(from..)?.iter().take(far).take_while(|i| i.what == What::Word).count();
    let first = from + skipped;
    let count = items[first..].iter().take_while(|item| item.what == What::Name).count();
    (count > 0).then_some(first..first + count)
}

/// The run of names right before, a comma between them or not.
fn names_before(items: &[Item], at: usize) -> Option<Range<usize>> {
    let end = if items[..at].last()?.what == What::Comma { at - 1 } else { at };
    let count = items[..end].iter().rev().take_while(|item| item.what == What::Name).count();
    (count > 0).then_some(end - count..end)
}

/// Whose office published a report and of what kind, where its publisher is one that counts or governs: by the site it stands
/// on, else by the publisher's name, which may be in the report's language or in English.
#[must_use]
pub fn publisher(report: &Report, language: Language) -> Option<Office> {
    let host = report.url.as_deref().and_then(host);
    if let Some(office) = host.and_then(seeds::office_of_host) {
        return Some(office);
    }
    let name = report.publisher.as_deref()?;
    let named = |language| {
        let document = Document::read(name, Lexicon::of(language));
        let pieces = 0..document.pieces.len();
        let sentence = Sentence { pieces, paragraph: 0, bare: true, row: None };
        let mut items = Vec::new();
        if !sentence.pieces.is_empty() {
            items::items(&document, &sentence, &[], &mut items);
        }
        let counts = |kind: &SourceKind| !matches!(kind, SourceKind::Other | SourceKind::Side);
        office::found(&items)
            .into_iter()
            .find_map(|found| Some(Office { area: found.area, kind: found.kind.filter(counts)? }))
    };
    named(language).or_else(|| named(Language::literal("en")))
}

/// The host of a web address.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Where the names begin in "Source: Eurostat".
fn label(items: &[Item]) -> Option<usize> {
    let first = usize::from(items.first()?.what == What::Stop);
    let is_label = items.get(first)?.is(Cue::Label) && items.get(first + 1)?.what == What::Stop;
    is_label.then_some(first + 2)
}
