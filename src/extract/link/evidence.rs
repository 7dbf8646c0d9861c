//! Why a figure says what it says: for each field the rule that gave it and the word that spoke for it.
//!
//! Kept beside the figure for two readers: `explain`, which shows it, and `confidence`, which weighs it.

/// What one field rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Ground {
    /// The rule that gave it; empty when the field is.
    pub(in crate::extract) rule: &'static str,
    /// The item of the line that spoke for it; `None` when it was remembered.
    pub(in crate::extract) item: Option<usize>,
}

impl Ground {
    pub(in crate::extract) const fn of(rule: &'static str, item: Option<usize>) -> Self {
        Self { rule, item }
    }

    /// The rule, or `none`: as the tables of weights name it.
    pub(in crate::extract) const fn name(self) -> &'static str {
        if self.rule.is_empty() { "none" } else { self.rule }
    }
}

/// What the fields of a figure rest on.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::extract) struct Evidence {
    pub(in crate::extract) indicator: Ground,
    pub(in crate::extract) transform: Ground,
    pub(in crate::extract) ref_area: Ground,
    pub(in crate::extract) counterpart_area: Ground,
    pub(in crate::extract) period: Ground,
    /// No ground for what is simply said to have been.
    pub(in crate::extract) status: Ground,
}
