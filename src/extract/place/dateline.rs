//! "SÃO PAULO – In the second week of March …", "DUBAI, 14 May (Agency) -- Exports rose", «ДУБАЙ, 14 мая. /Агентство/.»:
//! where a report was written, which says nothing of whose trade it is. A government's seat there still hints at its
//! country, so only a region falls.

use super::super::document::Document;
use super::super::lexicon::{AreaWord, Sense};
use super::super::token::{Kind, Letters};
use crate::seeds::{self, AreaKind};
use std::ops::Range;

/// How far into a report a dateline begins at the latest, behind titles and bylines, and how many pieces it has at most.
const LATEST: usize = 80;
const LONGEST: usize = 16;

/// Whether the place at `at` is a region that only says where the report comes from.
pub(super) fn is_dateline(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    let first = sentence.start + usize::from(document.is_mark(sentence.start, '('));
    at == first && at < LATEST && is_region(document, at) && closes(document, at, sentence)
}

fn is_region(document: &Document, at: usize) -> bool {
    let place = |s| match s {
        Sense::Area(area, word, _) => Some((area, word)),
        _ => None,
    };
    document.find(at, place).is_some_and(|(area, word)| {
        word == AreaWord::Name && seeds::area(area).is_some_and(|a| a.kind == AreaKind::Subdivision)
    })
}

/// Whether what can stand in a dateline, places, a day, the name of an agency, is closed by a dash, by the agency between
/// slashes, or by the sentence's end behind a day. A full stop right behind the place will do.
fn closes(document: &Document, at: usize, sentence: &Range<usize>) -> bool {
    if document.is_mark(at + 1, '.') && at + 2 >= sentence.end {
        return true;
    }
    let month = |p: usize| document.find(p, |s| matches!(s, Sense::Month(_)).then_some(()));
    let (mut dated, mut slashes) = (false, 0);
    let end = sentence.end.min(at + LONGEST);
    for next in at + 1..end {
        let piece = &document.pieces[next];
        dated |= piece.kind == Kind::Date || month(next).is_some();
        match piece.mark {
            '—' => return text_follows(document, at, next),
            '-' | '–' if piece.spaced => return text_follows(document, at, next),
            '/' => slashes += 1,
            ',' | '.' | '(' | ')' | ':' => {}
            '\0' => {
                let lower = piece.kind == Kind::Word && piece.letters == Letters::Lower;
                if piece.kind == Kind::Newline || (lower && month(next).is_none()) {
                    return false;
                }
            }
            _ => return false,
        }
        if slashes == 2 {
            return true;
        }
    }
    dated && end == sentence.end
}

/// "Ontario – 4.2 billion" is a row of a list, "Dubai – India trade" a pair.
fn text_follows(document: &Document, at: usize, dash: usize) -> bool {
    // "--" is two marks.
    let behind = dash + 1 + usize::from(document.is_mark(dash + 1, '-'));
    let Some(piece) = document.pieces.get(behind) else { return false };
    let place = |s| matches!(s, Sense::Area(..)).then_some(());
    let shouted = document.pieces[at].letters == Letters::Capitals;
    let dated = dash > at + 1;
    piece.kind == Kind::Word
        && document.find(behind, |s| matches!(s, Sense::Currency(..)).then_some(())).is_none()
        && (shouted || dated || document.find(behind, place).is_none())
}
