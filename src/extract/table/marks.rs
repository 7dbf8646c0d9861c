//! What words of a heading tell besides indicator, area, period and unit: a set of small facts.

/// A set of marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Marks(u32);

/// Gives every mark its bit.
macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "they only count")]
        enum Bit { $($name),+ }

        impl Marks {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << Bit::$name as u32);)+
        }
    };
}

marks! {
    /// What is measured is something else: GDP, prices, one flow against another, exports without re-exports.
    TOPIC,
    /// A group of places without a code: "Asia", "other countries".
    GROUP,
    /// A part of a whole.
    SHARE,
    /// A level in percent of an earlier one: «темп роста», «в % к 2023 г.».
    PACE,
    /// Something is compared with an earlier time.
    COMPARED,
    /// A plan or forecast.
    PLAN,
    /// "to date": from the beginning of the year to the end of what is reported.
    RUNNING,
    /// "mutual": of all with each other.
    MUTUAL,
    /// All of the others together.
    TOTAL,
    /// Those listed are whose trade is told.
    REPORTER,
    /// Those listed are partners.
    PARTNER,
    /// Goods are listed: "commodity", "by product".
    SORT,
    /// Counts or codes of rows.
    RANK,
    /// Goods are spoken of.
    WARES,
    /// Regions are spoken of.
    REGION,
    /// "of which": the rows below are parts of the one above.
    INCLUDING,
}

impl Marks {
    /// Whether any of these is among them.
    pub(super) fn has(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    pub(super) const fn and(self, marks: Self) -> Self {
        Self(self.0 | marks.0)
    }

    pub(super) const fn without(self, marks: Self) -> Self {
        Self(self.0 & !marks.0)
    }

    /// Adds a mark where something is so.
    pub(super) fn add(&mut self, mark: Self, is: bool) {
        if is {
            self.0 |= mark.0;
        }
    }
}
