//! Codes that only the store knows: what people decide, why a figure was chosen.

use crate::model::coded;

coded! {
    /// A person's word on a figure.
    pub enum Verdict {
        /// The figure is right.
        Confirmed = "confirmed",
        /// The figure is right once corrected.
        Corrected = "corrected",
        /// The figure does not count.
        Rejected = "rejected",
        /// The word is taken back.
        Undone = "undone",
    }
}

coded! {
    /// What put a figure before the next one for the same series and period.
    pub enum ChosenBecause {
        /// There is no other.
        Only = "the only figure",
        /// A person confirmed or corrected it.
        Decided = "decided",
        /// It happened; the other is a plan.
        Actual = "actual before planned",
        /// The other's confidence is below 0.5.
        Sure = "sure before doubtful",
        /// The other is hedged: "about", "over".
        Exact = "exact before hedged",
        /// An office counts it, the other none.
        Official = "official before reported",
        /// It is counted on the series' own side; the other on the partner's.
        Own = "own count before the partner's",
        /// More digits are printed.
        Finer = "finer rounding",
        /// It was published later.
        Newer = "newer publication",
        /// Nothing tells them apart.
        Equal = "equal to the next",
    }
}
