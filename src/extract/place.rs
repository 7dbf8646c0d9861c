//! Pieces in, places out: names and adjectives of areas, told apart from the institutions that carry their names.

use super::document::Document;
use super::lexicon::{AreaWord, Sense};
use super::token::{Kind, Letters};
use crate::model::AreaCode;
use std::ops::Range;

/// A place named in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) pieces: Range<usize>,
    pub(super) area: AreaCode,
    pub(super) word: AreaWord,
}

/// The places of a sentence, in order. "Kazan Federal University" and "Bank of China" are none.
pub(super) fn places(document: &Document, sentence: &Range<usize>) -> Vec<Place> {
    let mut found = Vec::new();
    for at in sentence.clone() {
        let meaning = document
            .find(at, |s| if let Sense::Area(area, word) = s { Some((area, word)) } else { None });
        let Some((area, word)) = meaning else { continue };
        if word == AreaWord::Stem
            && !matches!(document.pieces.get(at + 1).map(|p| p.mark), Some('-' | '–' | '‑'))
        {
            continue;
        }
        if !names_institution(document, at, sentence) {
            found.push(Place { pieces: at..at + 1, area, word });
        }
    }
    found
}

/// Whether the capitalised words after a place lead to an institution: "Kazan Federal University".
fn names_institution(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    for next in at + 1..sentence.end.min(at + 4) {
        if document.has(next, Sense::Institution) {
            return document.pieces[next].letters != Letters::Lower || next == at + 1;
        }
        let piece = &document.pieces[next];
        if piece.kind != Kind::Word || piece.letters == Letters::Lower {
            return false;
        }
    }
    false
}
