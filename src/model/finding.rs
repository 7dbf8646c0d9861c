//! What an audit holds against figures.

use super::coded;

coded! {
    /// What does not come out.
    pub enum FindingKind {
        /// A level, its change and the level before contradict each other.
        Growth = "growth",
        /// Exports and imports do not make the turnover, or the balance.
        Sum = "sum",
        /// A share does not fit its part and its whole, or shares make more than the whole.
        Share = "share",
        /// Two currencies of one statement do not fit the rate of the time.
        Currency = "currency",
        /// A step of an order of magnitude.
        Jump = "jump",
        /// Reports disagree beyond rounding and hedges.
        Disagreement = "disagreement",
        /// A part is larger than its whole.
        Part = "part",
        /// What has happened, of a time that was still to come.
        Future = "future",
    }
}

coded! {
    /// How much a finding weighs.
    pub enum Severity {
        /// Usual: a revision, or the two sides of a trade that count differently.
        Note = "note",
        /// One of the figures is probably wrong, or was misread.
        Doubtful = "doubtful",
        /// The figures cannot all be true.
        Conflict = "conflict",
    }
}
