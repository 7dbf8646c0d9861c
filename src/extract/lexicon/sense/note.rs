//! What a word tells of a number nearby, beside its meanings.

/// What a word tells of a number nearby. A word that has nothing else stays a word without meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Note {
    /// "price", "paid", "fee": money is spoken of.
    Price,
    /// "shares", "people": things that millions are counted of, whatever else the word can mean.
    Counted,
    /// "several": what follows is no number.
    Vague,
    /// "every", in "one of every five".
    Every,
    /// "is": what follows is the whole of what is said.
    Is,
    /// "weighs": pounds are no money.
    Weight,
    /// "total", "all countries": the row or column of a table that is the whole of the others.
    Total,
    /// "exporting country", "reporter": heads those whose trade a table tells, not their partners.
    Reporter,
    /// "commodity", "by product": heads what is traded.
    Sort,
    /// "rank", "No.", "HS code": heads numbers that count or name rows.
    Rank,
    /// "structure": tells what parts a whole has, in percent of it.
    Structure,
    /// «в % к»: in percent of what follows.
    Index,
    /// "change", «отклонение»: a step whose numbers say which way.
    Step,
    /// "amount", «значение»: heads the numbers themselves, whatever they are.
    Amount,
}

impl Note {
    pub(super) fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "price" => Self::Price,
            "counted" => Self::Counted,
            "vague" => Self::Vague,
            "every" => Self::Every,
            "is" => Self::Is,
            "weight" => Self::Weight,
            "total" => Self::Total,
            "reporter" => Self::Reporter,
            "sort" => Self::Sort,
            "rank" => Self::Rank,
            "structure" => Self::Structure,
            "index" => Self::Index,
            "step" => Self::Step,
            "amount" => Self::Amount,
            _ => return None,
        })
    }

    /// One bit for each.
    pub(in crate::extract) fn bit(self) -> u16 {
        1 << self as u8
    }
}
