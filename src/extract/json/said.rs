//! An answer as it is written, before anything in it is believed.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A text of the line, lent by it where it has nothing escaped.
#[derive(Deserialize)]
pub(super) struct Word<'a>(#[serde(borrow)] Cow<'a, str>);

impl std::ops::Deref for Word<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A line as it is written; keys that are not known are its writer's own.
#[derive(Deserialize)]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    pub(super) id: Option<&'a RawValue>,
    pub(super) error: Option<Word<'a>>,
    pub(super) extractor: Option<Word<'a>>,
    pub(super) extractor_version: Option<u32>,
    pub(super) source: Option<Word<'a>>,
    pub(super) title: Option<Word<'a>>,
    pub(super) publisher: Option<Word<'a>>,
    pub(super) url: Option<Word<'a>>,
    pub(super) text: Option<Word<'a>>,
    #[serde(default)]
    pub(super) pages: Vec<usize>,
    #[serde(default)]
    pub(super) notes: Vec<String>,
    pub(super) language: Option<Word<'a>>,
    pub(super) language_basis: Option<Word<'a>>,
    pub(super) published: Option<Word<'a>>,
    pub(super) published_basis: Option<Word<'a>>,
    pub(super) mentions: Option<Vec<MentionSaid<'a>>>,
    pub(super) figures: Option<Vec<FigureSaid<'a>>>,
    pub(super) sentences_at: Option<Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
pub(super) struct MentionSaid<'a> {
    #[serde(borrow)]
    pub(super) kind: Option<Word<'a>>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) text: Option<Word<'a>>,
    pub(super) code: Option<Word<'a>>,
    pub(super) from: Option<Word<'a>>,
    pub(super) to: Option<Word<'a>>,
    pub(super) value: Option<Word<'a>>,
    pub(super) value_high: Option<Word<'a>>,
    pub(super) unit: Option<Word<'a>>,
    pub(super) qualifier: Option<Word<'a>>,
    pub(super) rounding: Option<Word<'a>>,
}

#[derive(Deserialize)]
pub(super) struct FigureSaid<'a> {
    #[serde(borrow)]
    pub(super) indicator: Option<Word<'a>>,
    pub(super) transform: Option<Word<'a>>,
    pub(super) ref_area: Option<Word<'a>>,
    pub(super) counterpart_area: Option<Word<'a>>,
    pub(super) product: Option<Word<'a>>,
    pub(super) value: Option<Word<'a>>,
    pub(super) value_high: Option<Word<'a>>,
    pub(super) unit: Option<Word<'a>>,
    pub(super) qualifier: Option<Word<'a>>,
    pub(super) rounding: Option<Word<'a>>,
    pub(super) period: Option<PeriodSaid<'a>>,
    pub(super) base: Option<Word<'a>>,
    pub(super) status: Option<Word<'a>>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) quote: Option<Word<'a>>,
    pub(super) column: Option<Word<'a>>,
    #[serde(default)]
    pub(super) column_at: Vec<(usize, usize)>,
    pub(super) source: Option<SourceSaid<'a>>,
    pub(super) confidence: Option<f64>,
    pub(super) rule: Option<Word<'a>>,
}

/// Who counts a figure.
#[derive(Deserialize)]
pub(super) struct SourceSaid<'a> {
    #[serde(borrow)]
    pub(super) area: Option<Word<'a>>,
    pub(super) kind: Option<Word<'a>>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) at: Option<Word<'a>>,
    pub(super) rule: Option<Word<'a>>,
}

#[derive(Deserialize)]
pub(super) struct PeriodSaid<'a> {
    #[serde(borrow)]
    pub(super) code: Option<Word<'a>>,
    pub(super) from: Option<Word<'a>>,
    pub(super) to: Option<Word<'a>>,
}

/// The keys of an amount, which stand in mentions and figures alike.
#[derive(Clone, Copy)]
pub(super) struct AmountSaid<'s> {
    pub(super) value: Option<&'s str>,
    pub(super) high: Option<&'s str>,
    pub(super) unit: Option<&'s str>,
    pub(super) qualifier: Option<&'s str>,
    pub(super) rounding: Option<&'s str>,
}

macro_rules! has_amount {
    ($($said:ident),+) => {$(
        impl $said<'_> {
            pub(super) fn amount(&self) -> AmountSaid<'_> {
                AmountSaid {
                    value: self.value.as_deref(),
                    high: self.value_high.as_deref(),
                    unit: self.unit.as_deref(),
                    qualifier: self.qualifier.as_deref(),
                    rounding: self.rounding.as_deref(),
                }
            }
        }
    )+};
}

has_amount!(MentionSaid, FigureSaid);

/// What is said of the two, and nothing else, so that the same answer is known again.
#[derive(Deserialize)]
pub(super) struct Figures<'a> {
    #[serde(borrow)]
    pub(super) mentions: &'a RawValue,
    #[serde(borrow)]
    pub(super) figures: &'a RawValue,
}
