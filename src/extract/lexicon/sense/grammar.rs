//! Prepositions and the cases that go with them.

/// The part that a preposition plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Prep {
    From,
    To,
    With,
    Between,
    Of,
    In,
    By,
    On,
    At,
    For,
}

impl Prep {
    /// The English word for the part, as the tables of weights have it.
    pub(in crate::extract) const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::With => "with",
            Self::Between => "between",
            Self::Of => "of",
            Self::In => "in",
            Self::By => "by",
            Self::On => "on",
            Self::At => "at",
            Self::For => "for",
        }
    }
}

impl Prep {
    pub(super) fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "from" => Self::From,
            "to" => Self::To,
            "with" => Self::With,
            "between" => Self::Between,
            "of" => Self::Of,
            "in" => Self::In,
            "by" => Self::By,
            "on" => Self::On,
            "at" => Self::At,
            "for" => Self::For,
            _ => return None,
        })
    }
}

/// The grammatical cases that a form can be in; empty in a language without them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::extract) struct Cases(u8);

impl Cases {
    const NAMES: [&'static str; 6] = ["nom", "gen", "dat", "acc", "ins", "loc"];

    /// Reads `nom`, `gen.pl` and the like; number does not matter here.
    pub(in crate::extract::lexicon) fn of<'c>(names: impl Iterator<Item = &'c str>) -> Self {
        let bit = |name: &str| Self::NAMES.iter().position(|n| name.starts_with(n));
        Self(names.filter_map(bit).fold(0, |bits, n| bits | 1 << n))
    }

    fn has(self, name: &str) -> bool {
        Self::NAMES.iter().position(|n| *n == name).is_some_and(|n| self.0 & 1 << n != 0)
    }

    /// The cases of a name in a report on that very place: «экспорт в Приморье», written there, is of what lies there.
    pub(in crate::extract) fn at_home(self) -> Self {
        let bit = |name| Self::NAMES.iter().position(|n| *n == name).map_or(0, |n| 1 << n);
        if self.has("loc") && self.has("acc") {
            Self(self.0 & !bit("acc") & !bit("dat"))
        } else {
            self
        }
    }

    /// Whether the language marks the form for case.
    pub(in crate::extract) fn has_some(self) -> bool {
        self != Self::default()
    }

    pub(in crate::extract) fn accusative(self) -> bool {
        self.has("acc")
    }

    /// Whether the form can be the subject of a verb.
    pub(in crate::extract) fn can_head(self) -> bool {
        !self.has_some() || self.has("nom")
    }

    /// Whether two forms can be in the same case, or neither is marked for any.
    pub(in crate::extract) fn meet(self, other: Self) -> bool {
        self == other || self.0 & other.0 != 0
    }

    /// Whether a noun in one of these cases can stand after a preposition in this part: «с Китаем» is with, «с Китая» from;
    /// «в Китай» is to, «в Китае» in. Without cases everything can.
    pub(in crate::extract) fn fit(self, prep: Prep) -> bool {
        if self.0 == 0 {
            return true;
        }
        match prep {
            Prep::From | Prep::For | Prep::At => self.has("gen"),
            Prep::To => self.has("acc") || self.has("dat"),
            Prep::With => self.has("ins"),
            Prep::In => self.has("loc"),
            Prep::Between | Prep::Of | Prep::By | Prep::On => true,
        }
    }
}
