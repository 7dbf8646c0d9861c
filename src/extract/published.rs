//! The publication day of a report that does not come with one.

use super::document::Document;
use super::period::{self, Context, Role};
use super::segment::Sentence;
use crate::model::{Published, PublishedBasis};
use chrono::NaiveDate;

/// Infers the day: a dated line among the first or last ones, else the latest day that the text names in full. A day
/// without a year is none.
pub(super) fn infer(document: &Document, sentences: &[Sentence]) -> Option<Published> {
    let mut latest: Option<NaiveDate> = None;
    for (place, sentence) in sentences.iter().enumerate() {
        let mut context = Context { published: None, spoken: None, fiscal_start: 1 };
        let days = period::periods(document, &sentence.pieces, |_| false, &mut context);
        for when in days.iter().filter(|w| w.role == Role::Day) {
            let Some(day) = when.period.map(crate::model::Period::to) else { continue };
            // A dateline: the day stands near the beginning of an early sentence, or is a short line of its own.
            let early = sentence.paragraph < 6 && place < 8;
            let near_start = when.pieces.start - sentence.pieces.start <= 8;
            let short = sentence.pieces.len() <= 14;
            if early && near_start && (short || when.pieces.start - sentence.pieces.start <= 4) {
                return Some(Published { day, basis: PublishedBasis::Dateline });
            }
            latest = latest.max(Some(day));
        }
    }
    latest.map(|day| Published { day, basis: PublishedBasis::Content })
}
