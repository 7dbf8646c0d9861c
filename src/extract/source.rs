//! Who counts: sentences in, for each figure the office, side or somebody else that the report says it comes from.
//!
//! "Trade reached $423 million, the Kazakh Bureau of National Statistics said" is counted by Kazakhstan's statisticians,
//! «по данным Татарстанстата» by Tatarstan's. A figure has the source of its own sentence; else that of the sentence before
//! in the same paragraph or list, as long as nobody else speaks; else what a line "Source: …" says; else that of the same
//! number told elsewhere, which is how a headline has one; else the only office that the report names, if the figure is of
//! its trade; else none. How much an office is believed is left to the store.

mod finish;
mod items;
mod office;

use super::discourse::Discourse;
use super::document::Document;
use super::lexicon::Cue;
use super::segment::Sentence;
use crate::model::{AreaCode, SourceKind};
pub(super) use finish::finish;
use items::{Item, What};
use std::ops::Range;

/// Who answers for a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// Nobody is named.
    Nobody,
    /// Somebody speaks of whom it is not known for whom.
    Unknown,
    /// Somebody, and how that is known.
    By(Voice, &'static str),
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

/// What a report has said so far of who counts.
#[derive(Default)]
pub(super) struct Sources<'t> {
    items: Vec<Item>,
    /// Who is named in the sentence read last, in order.
    here: Vec<Voice>,
    /// Who was named before, where nobody is in it.
    carried: Option<Voice>,
    /// Somebody speaks in it, and it is not known for whom.
    unknown: bool,
    /// Who answers for the sentences of a paragraph, and which.
    last: Option<(Voice, usize)>,
    /// Who answers for the lines of a list.
    list: Option<Voice>,
    /// Everybody named so far, without repetition, the last one last.
    named: Vec<Voice>,
    /// Surnames, and for whom they speak.
    people: Vec<(&'t str, Voice)>,
    /// Lines that name the source of what stands above them: where they stand, in bytes.
    lines: Vec<(usize, Voice)>,
}

impl<'t> Sources<'t> {
    /// Reads the next sentence.
    pub(super) fn read(
        &mut self,
        document: &Document<'t>,
        sentence: &Sentence,
        discourse: &Discourse,
    ) {
        self.here.clear();
        (self.unknown, self.carried) = (false, None);
        let mut items = std::mem::take(&mut self.items);
        items::items(document, sentence, &discourse.areas, &mut items);
        let labelled = label(&items).is_some();
        if !items.is_empty() {
            self.listen(document, &items, discourse);
        }
        self.items = items;
        if labelled {
            self.lines.extend(self.here.last().map(|&voice| (voice.bytes.0, voice)));
            self.last = None;
            return;
        }
        let of_paragraph = self.last.filter(|(_, paragraph)| *paragraph == sentence.paragraph);
        if self.here.is_empty() && !self.unknown {
            self.carried = self.carried.or(of_paragraph.map(|(voice, _)| voice)).or(self.list);
        }
        let voice = self.here.last().copied().or(self.carried);
        self.last = voice.map(|voice| (voice, sentence.paragraph));
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
        let before = (std::mem::take(&mut self.here), self.carried, self.unknown);
        let mut items = std::mem::take(&mut self.items);
        items::items(document, row, &discourse.areas, &mut items);
        if label(&items).is_some() {
            self.listen(document, &items, discourse);
            self.lines.extend(self.here.last().map(|&voice| (voice.bytes.0, voice)));
        }
        self.items = items;
        (self.here, self.carried, self.unknown) = before;
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
        match (voice, self.carried) {
            (Some(&voice), _) => Said::By(voice, "own sentence"),
            (None, _) if self.unknown => Said::Unknown,
            (None, Some(voice)) => Said::By(voice, "goes on"),
            (None, None) => Said::Nobody,
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
            let Some(voice) = self.voice(one, items, discourse) else {
                self.unknown |= one.told;
                continue;
            };
            if one.told {
                self.here.push(voice);
            }
            if !voice.counts() {
                let surname = items[one.items.end..].iter().take_while(|i| i.what == What::Name);
                self.people.extend(surname.last().map(|name| (text(document, name), voice)));
            }
        }
        if self.here.iter().any(Voice::counts) {
            // "Reuters reported, citing customs": the one cited counts.
            self.here.retain(Voice::counts);
        }
        if self.here.is_empty() {
            self.listen_to_names(document, items);
        }
        for voice in &self.here {
            self.named.retain(|named| !named.is(voice));
            self.named.push(*voice);
        }
    }

    /// Somebody found, with what the report told of them before.
    fn voice(&self, found: &office::Found, items: &[Item], discourse: &Discourse) -> Option<Voice> {
        let bytes = items::bytes(items, &found.items);
        let bytes = (bytes.start, bytes.end);
        let Some(kind) = found.kind else {
            let named = self.named.iter().rev().find(|named| named.kind != SourceKind::Other)?;
            return Some(Voice { bytes, ..*named });
        };
        let of_kind = |named: &&Voice| named.kind == kind && named.area.is_some();
        let known = || self.named.iter().rev().find(of_kind).and_then(|named| named.area);
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
    fn listen_to_names(&mut self, document: &Document<'t>, items: &[Item]) {
        for (at, item) in items.iter().enumerate() {
            let name = if item.is(Cue::According) || label(items) == Some(at + 2) {
                names(items, at + 1, 4)
            } else if item.is(Cue::Says) && !item.is(Cue::Data) {
                let near = items[at.saturating_sub(2)..items.len().min(at + 3)].iter();
                if near.clone().any(|near| near.is(Cue::Again)) {
                    self.carried = self.last.map(|(voice, _)| voice);
                    self.unknown = self.carried.is_none();
                    continue;
                }
                self.unknown = true;
                names(items, at + 1, 2).or_else(|| names_before(items, at))
            } else {
                None
            };
            let Some(name) = name else { continue };
            let bytes = items::bytes(items, &name);
            let bytes = (bytes.start, bytes.end);
            let known = items[name].iter().find_map(|name| self.person(text(document, name)));
            let voice =
                known.map_or(Voice { area: None, kind: SourceKind::Other, bytes }, |person| {
                    Voice { bytes, ..person }
                });
            self.here.push(voice);
        }
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
}

fn text<'t>(document: &Document<'t>, item: &Item) -> &'t str {
    &document.text[item.bytes.0..item.bytes.1]
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

/// Where the names begin in "Source: Eurostat".
fn label(items: &[Item]) -> Option<usize> {
    let first = usize::from(items.first()?.what == What::Stop);
    let is_label = items.get(first)?.is(Cue::Label) && items.get(first + 1)?.what == What::Stop;
    is_label.then_some(first + 2)
}
