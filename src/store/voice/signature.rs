//! What is kept of a report to know its text again: a sketch of its words, and each amount with the words around it.
//!
//! Two outlets that print an agency's text cut it, head it anew and put their own lines under it; the words between the numbers
//! stay, and so do the numbers. An updated report has nearly all the words and other numbers, and says something else.

use crate::model::{Amount, Extraction};

/// How many words make a shingle.
const SHINGLE: usize = 3;

/// How many least hashes sketch the set of shingles.
const SKETCH: usize = 64;

/// By how many keys a report is found.
pub(super) const KEYS: usize = 12;

/// Texts with fewer shingles are too short to be anybody's.
const AT_LEAST: usize = 30;

/// How much of the shorter text has to stand in the longer one.
const WORDS_IN_COMMON: f64 = 0.6;

/// And how many of the fewer amounts.
const AMOUNTS_IN_COMMON: f64 = 0.8;

/// How many words on either side of an amount tell its place.
const AROUND: usize = 3;

/// An amount with its place among the words, both as hashes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Stated {
    place: u32,
    value: u32,
}

/// A report's sketch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::store) struct Signature {
    /// How many different shingles it has.
    shingles: u32,
    sketch: [u16; SKETCH],
    /// Sorted, each once.
    amounts: Vec<Stated>,
}

impl Signature {
    /// The sketch of a report; `None` for one that is too short, or states no amount and thus nothing that could count twice.
    pub(in crate::store) fn of(text: &str, extraction: &Extraction) -> Option<Self> {
        let amounts = || {
            extraction
                .mentions
                .iter()
                .filter_map(|mention| Some((mention.span, mention.meaning.amount()?)))
        };
        amounts().next()?;
        let words = words(text);
        let mut shingles: Vec<u64> = words
            .windows(SHINGLE)
            .map(|words| words.iter().fold(0, |hash, word| mixed(hash ^ word.hash)))
            .collect();
        shingles.sort_unstable();
        shingles.dedup();
        if shingles.len() < AT_LEAST {
            return None;
        }
        let mut amounts: Vec<Stated> = amounts()
            .map(|(span, amount)| {
                let before = words.partition_point(|word| word.start < span.start);
                let after = words.partition_point(|word| word.start < span.end);
                let around = words[before.saturating_sub(AROUND)..before]
                    .iter()
                    .chain(&words[after..words.len().min(after + AROUND)]);
                let place = around.fold(1, |hash, word| mixed(hash ^ word.hash));
                Stated { place: low(place), value: low(hash_of(amount)) }
            })
            .collect();
        amounts.sort_unstable();
        amounts.dedup();
        let count = u32::try_from(shingles.len()).unwrap_or(u32::MAX);
        Some(Self { shingles: count, sketch: sketch(&shingles), amounts })
    }

    /// The keys by which reports with the same text find each other: two of its amounts, each in its place, drawn alike from
    /// all reports. Words alone would not do, for whole sites share theirs; nor would an amount alone, for half the world
    /// grows by 5 percent.
    pub(super) fn keys(&self) -> [u32; KEYS] {
        let drawn = |seed: u64| {
            let amounts =
                self.amounts.iter().map(|it| u64::from(it.place) << 32 | u64::from(it.value));
            amounts.map(|amount| mixed(seed ^ amount)).min().unwrap_or_default()
        };
        let mut keys = [0; KEYS];
        for (seed, key) in (1..).step_by(2).zip(&mut keys) {
            *key = low(mixed(drawn(mixed(seed)) ^ drawn(mixed(seed + 1)).rotate_left(1)));
        }
        keys
    }

    /// What tells most of the others apart from it without a look at their signatures.
    pub(super) fn gist(&self) -> Gist {
        let values = values(self);
        let bits = values.iter().fold(0, |bits, value| bits | 1_u64 << (value % 64));
        Gist { bits, count: u16::try_from(values.len()).unwrap_or(u16::MAX) }
    }

    /// Whether both have the same text, as far as what they state is concerned.
    pub(super) fn tells_the_same(&self, other: &Self) -> bool {
        self.shares_words(other) && self.shares_amounts(other) && !self.contradicts(other)
    }

    fn shares_words(&self, other: &Self) -> bool {
        let same = self.sketch.iter().zip(&other.sketch).filter(|(a, b)| a == b).count();
        #[expect(clippy::cast_precision_loss, reason = "at most 64")]
        let jaccard = same as f64 / SKETCH as f64;
        let (a, b) = (f64::from(self.shingles), f64::from(other.shingles));
        jaccard * (a + b) / (1.0 + jaccard) >= WORDS_IN_COMMON * a.min(b)
    }

    fn shares_amounts(&self, other: &Self) -> bool {
        let (ours, theirs) = (values(self), values(other));
        let same = ours.iter().filter(|value| theirs.binary_search(value).is_ok()).count();
        #[expect(clippy::cast_precision_loss, reason = "amounts of a report")]
        let enough = same as f64 >= AMOUNTS_IN_COMMON * ours.len().min(theirs.len()) as f64;
        enough
    }

    /// Whether among the same words other numbers stand: then one is the update of the other. One that has fewer of them there
    /// was only cut.
    fn contradicts(&self, other: &Self) -> bool {
        self.amounts.chunk_by(|a, b| a.place == b.place).any(|ours| {
            let first = other.amounts.partition_point(|it| it.place < ours[0].place);
            let theirs = &other.amounts[first..];
            let theirs = &theirs[..theirs.partition_point(|it| it.place == ours[0].place)];
            ours.iter().any(|it| !theirs.contains(it)) && theirs.iter().any(|it| !ours.contains(it))
        })
    }

    /// The bytes that the store keeps, every number with its low byte first.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4 + 2 * SKETCH + 8 * self.amounts.len());
        bytes.extend(self.shingles.to_le_bytes());
        bytes.extend(self.sketch.iter().flat_map(|it| it.to_le_bytes()));
        for amount in &self.amounts {
            bytes.extend(amount.place.to_le_bytes());
            bytes.extend(amount.value.to_le_bytes());
        }
        bytes
    }

    /// What [`Signature::bytes`] wrote; `None` for other bytes.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (shingles, bytes) = bytes.split_first_chunk::<4>()?;
        let (words, amounts) = bytes.split_at_checked(2 * SKETCH)?;
        let mut sketch = [0; SKETCH];
        for (to, from) in sketch.iter_mut().zip(words.chunks_exact(2)) {
            *to = u16::from_le_bytes([from[0], from[1]]);
        }
        let number = |bytes: &[u8]| bytes.first_chunk().copied().map(u32::from_le_bytes);
        let amounts = amounts
            .chunks_exact(8)
            .map(|it| Some(Stated { place: number(it)?, value: number(&it[4..])? }))
            .collect::<Option<_>>()?;
        Some(Self { shingles: u32::from_le_bytes(*shingles), sketch, amounts })
    }
}

/// The values of a report in a few bytes: each sets a bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Gist {
    bits: u64,
    count: u16,
}

impl Gist {
    /// Whether two reports may share their amounts: never false where they do. Of the fewer values enough are in common, so all
    /// but the rest of them set bits that both have.
    pub(super) fn may_share(self, other: Self) -> bool {
        let fewer = if self.count <= other.count { self } else { other };
        let missing = (1.0 - AMOUNTS_IN_COMMON) * f64::from(fewer.count);
        let common = f64::from((self.bits & other.bits).count_ones());
        fewer.count == u16::MAX || common + missing + 1e-9 >= f64::from(fewer.bits.count_ones())
    }
}

/// The values of a report's amounts, sorted, each once.
fn values(signature: &Signature) -> Vec<u32> {
    let mut values: Vec<u32> = signature.amounts.iter().map(|it| it.value).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// A word by its hash, and the code point it begins at.
struct Word {
    hash: u64,
    start: usize,
}

/// The words of a text in small letters; numbers are none, for they are looked at by themselves.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word: Option<Word> = None;
    let mut number = false;
    for (place, letter) in text.chars().chain(std::iter::once(' ')).enumerate() {
        if letter.is_alphanumeric() {
            number |= letter.is_numeric();
            let word = word.get_or_insert(Word { hash: 0, start: place });
            if letter.is_ascii() {
                word.hash = mixed(word.hash ^ u64::from(letter.to_ascii_lowercase()));
            } else {
                for letter in letter.to_lowercase() {
                    word.hash = mixed(word.hash ^ u64::from(letter));
                }
            }
        } else {
            words.extend(word.take().filter(|_| !number));
            number = false;
        }
    }
    words
}

/// The least hash in each of as many bins; an empty bin takes from the next that is not, told apart by the distance.
fn sketch(shingles: &[u64]) -> [u16; SKETCH] {
    let mut least = [u64::MAX; SKETCH];
    for &shingle in shingles {
        let hash = mixed(shingle);
        let bin = usize::try_from(hash % SKETCH as u64).unwrap_or_default();
        least[bin] = least[bin].min(hash);
    }
    let mut sketch = [0; SKETCH];
    for (bin, to) in sketch.iter_mut().enumerate() {
        let taken = (0..SKETCH).find(|step| least[(bin + step) % SKETCH] < u64::MAX);
        let step = taken.unwrap_or_default();
        let hash = mixed(least[(bin + step) % SKETCH] ^ step as u64);
        *to = (hash >> 48) as u16;
    }
    sketch
}

fn hash_of(amount: &Amount) -> u64 {
    let mut hash = 2;
    for value in [Some(amount.value), amount.high].into_iter().flatten() {
        let value = value.normalize();
        let digits = value.mantissa().to_le_bytes();
        let (low, high) = digits.split_at(8);
        for part in [low, high] {
            let part = part.first_chunk().copied().map_or(0, u64::from_le_bytes);
            hash = mixed(hash ^ part);
        }
        hash = mixed(hash ^ u64::from(value.scale()));
    }
    let unit = amount.unit.as_ref().map_or("", |unit| unit.code());
    unit.bytes().fold(hash, |hash, byte| mixed(hash ^ u64::from(byte)))
}

/// Spreads every bit over all (splitmix64).
fn mixed(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn low(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signature(values: &[u32]) -> Signature {
        let amounts = values.iter().map(|&value| Stated { place: 0, value }).collect();
        Signature { shingles: 0, sketch: [0; SKETCH], amounts }
    }

    proptest! {
        /// A gist may let through what the amounts tell apart, and never holds back what they do not.
        #[test]
        fn a_gist_holds_back_nothing_that_shares_amounts(
            common in prop::collection::vec(0..400_u32, 0..60),
            ours in prop::collection::vec(0..400_u32, 0..15),
            theirs in prop::collection::vec(0..400_u32, 0..40),
        ) {
            let one = signature(&[common.clone(), ours].concat());
            let other = signature(&[common, theirs].concat());
            if one.shares_amounts(&other) {
                prop_assert!(one.gist().may_share(other.gist()));
            }
        }
    }

    #[test]
    fn a_gist_tells_other_amounts_apart() {
        let (one, other) = (signature(&[1, 2, 3, 4, 5]), signature(&[1, 20, 30, 40, 50]));
        assert!(!one.gist().may_share(other.gist()));
    }
}
