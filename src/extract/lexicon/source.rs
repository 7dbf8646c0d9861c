//! What words can mean to the rules that look for who counts.

use crate::model::{AreaCode, SourceKind};

/// One meaning of a word or phrase of the tables `[office]` and `[source]`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::extract) enum Cue {
    /// "Rosstat", "the customs service": somebody who counts.
    Office(Office),
    /// "According to": whoever is named behind it says it.
    According,
    /// "By": the same, where who counts follows at once.
    By,
    /// "Data", "count", «пресс-служба»: what an office gives out.
    Data,
    /// "Said", «сообщили в».
    Says,
    /// "Showed": said of data.
    Shows,
    /// "Counts", "puts": said of a place, it is that place's count.
    Counts,
    /// "The Kazakh side".
    Side,
    /// "Source:", before a colon.
    Label,
    /// "It", "he", beside a word of speech: whoever spoke last.
    Again,
    /// "According to him", «отмечается»: whoever spoke last, in one phrase.
    Same,
    /// "This was announced by": what was told before is theirs.
    Back,
    /// Holds the word of another key that means nothing there: "customs duties".
    Decoy,
}

/// Somebody who counts, as far as a name tells.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::extract) struct Office {
    /// Whose; `None` for "the customs service".
    pub(in crate::extract) area: Option<AreaCode>,
    /// What it is; `None` for "the agency", which was named before.
    pub(in crate::extract) kind: Option<SourceKind>,
    /// It passes on what others say: a news agency.
    pub(in crate::extract) relays: bool,
}

impl Cue {
    /// The meaning of a table and key; `None` for a key that is not known.
    pub(super) fn parse(table: &str, key: &str) -> Option<Self> {
        Some(match (table, key) {
            ("office", "any") => Self::Office(Office { area: None, kind: None, relays: false }),
            ("office", "press") => {
                Self::Office(Office { area: None, kind: Some(SourceKind::Other), relays: true })
            }
            ("office", key) => {
                let (area, kind) = match key.split_once('.') {
                    Some((area, kind)) => (Some(area.parse().ok()?), kind),
                    None => (None, key),
                };
                Self::Office(Office { area, kind: Some(SourceKind::parse(kind)?), relays: false })
            }
            ("source", "according") => Self::According,
            ("source", "by") => Self::By,
            ("source", "data") => Self::Data,
            ("source", "says") => Self::Says,
            ("source", "shows") => Self::Shows,
            ("source", "counts") => Self::Counts,
            ("source", "side") => Self::Side,
            ("source", "label") => Self::Label,
            ("source", "again") => Self::Again,
            ("source", "same") => Self::Same,
            ("source", "back") => Self::Back,
            ("source", "decoy") => Self::Decoy,
            _ => return None,
        })
    }

    /// One bit for each that carries nothing.
    pub(in crate::extract) const fn bit(self) -> u16 {
        match self {
            Self::Office(_) => 1,
            Self::According => 1 << 1,
            Self::By => 1 << 2,
            Self::Data => 1 << 3,
            Self::Says => 1 << 4,
            Self::Shows => 1 << 5,
            Self::Counts => 1 << 6,
            Self::Side => 1 << 7,
            Self::Label => 1 << 8,
            Self::Again => 1 << 9,
            Self::Decoy => 1 << 10,
            Self::Same => 1 << 11,
            Self::Back => 1 << 12,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_a_kind_of_office_and_an_area_before_it() {
        let of = |area: &str| area.parse::<AreaCode>().ok();
        let check = |key, area, kind| {
            assert_eq!(
                Cue::parse("office", key),
                Some(Cue::Office(Office { area, kind, relays: false })),
                "{key}"
            );
        };
        check("customs", None, Some(SourceKind::Customs));
        check("RU-TA.statistics", of("RU-TA"), Some(SourceKind::Statistics));
        check("any", None, None);
        assert_eq!(Cue::parse("office", "RU.newspaper"), None);
    }
}
