//! What one document may cost. A PDF of a few kilobytes can ask for terabytes of memory or years of time, so everything that a
//! document can multiply is counted in one place.

use std::cell::Cell;

/// Bytes that come out of all filters together. A report of a thousand pages holds some 20 MB of page contents; its
/// pictures are never decoded.
const DECODED: u64 = 256 << 20;
/// Bytes that come out of one filter.
pub(super) const STREAM: usize = 64 << 20;
/// Numbers, names, strings and so on of all objects that are looked at. An index of fonts has thousands, a page a few dozen.
const OBJECTS: u64 = 4_000_000;
/// Operands and operators of page contents. A page of dense maps has a million.
const STEPS: u64 = 100_000_000;
/// Bytes that are looked through for the ends of objects and streams. A sound file is looked through once or twice.
const SCANNED: u64 = 256 << 20;
/// Forms that are drawn, each counted every time: they may draw one another.
const FORMS: u64 = 50_000;
/// Letters of the document. The Bible has four million.
const LETTERS: u64 = 20_000_000;
/// Letters of a page: what is sorted at once. A newspaper's page has 40,000.
pub(super) const PAGE_LETTERS: usize = 200_000;
/// Pages.
pub(super) const PAGES: usize = 50_000;
/// How deep lists and dictionaries may lie in one another.
pub(super) const NESTING: usize = 64;
/// How deep forms may draw forms, and references need references.
pub(super) const DEPTH: usize = 12;

/// What is left of it, and whether something has run out.
#[derive(Debug)]
pub(super) struct Budget {
    decoded: Cell<u64>,
    objects: Cell<u64>,
    steps: Cell<u64>,
    letters: Cell<u64>,
    scanned: Cell<u64>,
    forms: Cell<u64>,
    spent: Cell<Option<&'static str>>,
}

impl Default for Budget {
    fn default() -> Self {
        let (decoded, objects) = (Cell::new(DECODED), Cell::new(OBJECTS));
        let (steps, letters) = (Cell::new(STEPS), Cell::new(LETTERS));
        let (scanned, forms) = (Cell::new(SCANNED), Cell::new(FORMS));
        Self { decoded, objects, steps, letters, scanned, forms, spent: Cell::new(None) }
    }
}

impl Budget {
    /// Takes `bytes` that a filter gave. False if they are too many.
    pub(super) fn decoded(&self, bytes: usize) -> bool {
        self.take(&self.decoded, bytes as u64, "its streams unpack to more than 256 MiB")
    }

    /// How many bytes one more filter may give.
    pub(super) fn room(&self) -> usize {
        usize::try_from(self.decoded.get()).unwrap_or(usize::MAX).min(STREAM)
    }

    /// Notes that a filter gave more than there was [`Budget::room`] for.
    pub(super) fn overflow(&self) {
        if self.room() < STREAM {
            self.decoded(STREAM);
        } else {
            self.exceed("one of its streams unpacks to more than 64 MiB");
        }
    }

    /// Takes one object.
    pub(super) fn object(&self) -> bool {
        self.take(&self.objects, 1, "its objects have more than 4 million parts")
    }

    /// Takes one step of a page's contents.
    pub(super) fn step(&self) -> bool {
        self.take(&self.steps, 1, "its pages take more than 100 million steps to draw")
    }

    /// Takes one form.
    pub(super) fn form(&self) -> bool {
        self.take(&self.forms, 1, "its pages draw more than 50,000 forms")
    }

    /// Takes one letter.
    pub(super) fn letter(&self) -> bool {
        self.take(&self.letters, 1, "it has more than 20 million letters")
    }

    /// Takes bytes that were looked through.
    pub(super) fn scanned(&self, bytes: usize) -> bool {
        self.take(&self.scanned, bytes as u64, "its objects lie across one another")
    }

    /// Notes that a limit was met that is not counted here.
    pub(super) fn exceed(&self, what: &'static str) {
        if self.spent.get().is_none() {
            self.spent.set(Some(what));
        }
    }

    /// What was too much, if anything.
    pub(super) fn spent(&self) -> Option<&'static str> {
        self.spent.get()
    }

    fn take(&self, left: &Cell<u64>, amount: u64, what: &'static str) -> bool {
        match left.get().checked_sub(amount) {
            Some(rest) if self.spent.get().is_none() => {
                left.set(rest);
                true
            }
            _ => {
                self.exceed(what);
                false
            }
        }
    }
}
