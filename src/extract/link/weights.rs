//! A table of learnt weights, looked up by what is true.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Something that is true of a figure or of a candidate for it: what is asked, the answer, and a second answer that goes with
/// it or nothing.
pub type Feature = [&'static str; 3];

/// How much each thing that is true counts.
pub(super) struct Weights(HashMap<u64, f64, BuildHasherDefault<Ready>>);

impl Weights {
    pub(super) fn of(rows: impl Iterator<Item = (Feature, f64)>) -> Self {
        Self(rows.map(|(feature, weight)| (key(&feature), weight)).collect())
    }

    /// The weight of one; a thing that was never learnt counts for nothing.
    pub(super) fn get(&self, feature: &Feature) -> f64 {
        self.0.get(&key(feature)).copied().unwrap_or_default()
    }
}

/// A number for the words of a feature: their lengths, first and last eight bytes, which tell all words of the rules apart.
fn key(feature: &Feature) -> u64 {
    feature.iter().fold(0x9e37_79b9_7f4a_7c15, |key: u64, word| {
        let (first, last) = ends(word.as_bytes());
        let mixed = (key ^ first).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29) ^ last;
        (mixed ^ word.len() as u64).wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(31)
    })
}

/// The first and the last bytes of a word, each read at once: a sentence asks for hundreds.
fn ends(bytes: &[u8]) -> (u64, u64) {
    let four = |part: Option<&[u8; 4]>| part.map_or(0, |part| u64::from(u32::from_le_bytes(*part)));
    let eight = |part: Option<&[u8; 8]>| part.map_or(0, |part| u64::from_le_bytes(*part));
    match bytes.len() {
        0..4 => (bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), 0),
        4..8 => (four(bytes.first_chunk()), four(bytes.last_chunk())),
        _ => (eight(bytes.first_chunk()), eight(bytes.last_chunk())),
    }
}

/// For keys that are hashes already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_told_apart_word_by_word() {
        let rows = [
            ["a", "b", ""],
            ["a", "", "b"],
            ["ab", "", ""],
            ["figure-before", "none", ""],
            ["to", "same", "from"],
        ];
        let weights = Weights::of(rows.into_iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]));
        let got: Vec<f64> = rows.iter().map(|row| weights.get(row)).collect();
        assert!(
            got.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]).all(|(a, b)| (a - b).abs() < 1e-9),
            "{got:?}"
        );
        assert!(weights.get(&["a", "b", "c"]).abs() < 1e-9);
    }
}
