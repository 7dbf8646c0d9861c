//! What a piece can be, at a glance: a bit for each common sense, so that most questions need no look at the senses.

use super::sense::Sense;

/// A set of kinds of sense. Those that no rule asks for often share [`Kinds::REST`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::extract) struct Kinds(u64);

/// Gives every kind its bit, and tells the kind of a sense.
macro_rules! kinds {
    ($($name:ident: $pattern:pat),+ $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "they only count")]
        enum Bit { $($name),+, REST, FIGURES, DATE, SIGN }

        impl Kinds {
            $(pub(in crate::extract) const $name: Self = Self(1 << Bit::$name as u64);)+
            /// Every other sense.
            pub(in crate::extract) const REST: Self = Self(1 << Bit::REST as u64);

            /// Not what a piece means but what it is made of: digits.
            pub(in crate::extract) const FIGURES: Self = Self(1 << Bit::FIGURES as u64);
            /// A date in figures.
            pub(in crate::extract) const DATE: Self = Self(1 << Bit::DATE as u64);
            /// A mark that can begin a number: a sign or a point.
            pub(in crate::extract) const SIGN: Self = Self(1 << Bit::SIGN as u64);

            /// The kind of a sense.
            #[inline]
            pub(in crate::extract) const fn of(sense: Sense) -> Self {
                match sense {
                    $($pattern => Self::$name,)+
                    _ => Self::REST,
                }
            }
        }
    };
}

kinds! {
    NUMBER: Sense::Number(_),
    ARTICLE: Sense::Article,
    DEFINITE: Sense::Definite,
    ORDINAL: Sense::Ordinal(_),
    SCALE: Sense::Scale(_),
    PERCENT: Sense::Percent,
    HEDGE: Sense::Hedge(_),
    RANGE_TO: Sense::RangeTo,
    CURRENCY: Sense::Currency(..),
    MONTH: Sense::Month(_),
    TIME_UNIT: Sense::TimeUnit(_),
    DEIXIS: Sense::Deixis(_),
    BEFORE: Sense::Before,
    SINCE: Sense::Since,
    EDGE: Sense::Edge,
    BASE: Sense::Base(_),
    ENDED: Sense::Ended,
    FISCAL: Sense::Fiscal,
    AREA: Sense::Area(..),
    PAIR: Sense::Pair,
    ANAPHOR: Sense::Anaphor(_),
    GROUP: Sense::Group,
    INSTITUTION: Sense::Institution,
    WORLD: Sense::World,
    INDICATOR: Sense::Indicator(..),
    PARTNER: Sense::Partner(_),
    TRADES: Sense::Trades(_),
    FOREIGN_TRADE: Sense::ForeignTrade,
    GOODS: Sense::Goods,
    NEUTRAL: Sense::Neutral,
    TOPIC: Sense::Topic,
    MOVE: Sense::Move(_),
    LEVEL: Sense::Level(_),
    SHARE: Sense::Share,
    COMPARATIVE: Sense::Comparative(_),
    COMPARE: Sense::Compare,
    PLAN: Sense::Plan,
    DONE: Sense::Done,
    SPEECH: Sense::Speech,
    PREP: Sense::Prep(_),
    AND: Sense::And,
    OR: Sense::Or,
    CONTRAST: Sense::Contrast,
    RELATIVE: Sense::Relative,
    RESPECTIVELY: Sense::Respectively,
    FORMER: Sense::Former,
    LATTER: Sense::Latter,
    INCLUDING: Sense::Including,
    ASIDE: Sense::Aside,
    SUPERLATIVE: Sense::Superlative,
    ITS: Sense::Its,
    PRONOUN: Sense::Pronoun,
    ABBREVIATION: Sense::Abbreviation,
}

impl Kinds {
    /// None at all.
    pub(in crate::extract) const NONE: Self = Self(0);

    /// These and those.
    #[inline]
    pub(in crate::extract) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of these is among those.
    #[inline]
    pub(in crate::extract) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none of these beside those.
    #[inline]
    pub(in crate::extract) const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::{Direction, Prep};

    #[test]
    fn a_sense_is_of_one_kind_whatever_it_carries() {
        assert_eq!(Kinds::of(Sense::Move(Direction::Up)), Kinds::of(Sense::Move(Direction::Down)));
        assert_ne!(Kinds::of(Sense::Prep(Prep::By)), Kinds::of(Sense::And));
        let both = Kinds::PREP.and(Kinds::AND);
        assert!(both.meets(Kinds::AND) && !both.meets(Kinds::OR) && !Kinds::NONE.meets(both));
        assert!(Kinds::AND.within(both) && !both.within(Kinds::AND));
    }
}
