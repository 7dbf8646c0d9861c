//! What a number measures: the word of trade that governs it.
//!
//! Rules are asked one after the other, the surest first; the first that has something to say decides.

mod balance;
mod clauses;
mod memory;
mod named;

use super::{Telling, respectively};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Lean, Sense};
use crate::extract::line::Line;
use crate::model::Indicator;
use named::Named;
use std::ops::Range;

/// The indicator of a number, and what it rests on.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Subject {
    pub(in crate::extract) indicator: Indicator,
    pub(in crate::extract) lean: Lean,
    /// The item of the word that says so; `None` when it was remembered.
    pub(in crate::extract) item: Option<usize>,
    /// The word is a verb: "exported".
    pub(in crate::extract) verb: bool,
    /// It is a word for the other side: "the largest supplier".
    pub(in crate::extract) partner: bool,
    /// The number is a part of it: "9.8 percent of exports".
    pub(in crate::extract) whole: bool,
    pub(in crate::extract) rule: &'static str,
}

/// The rule by which imports and exports set against each other are a balance.
pub(super) const DIFFERENCE: &str = "difference";

/// The rule by which a bulleted line goes on with what its list is about.
pub(super) const LIST_ITEM: &str = "list-item";

impl Subject {
    /// What a word of the line says.
    fn said((indicator, lean, verb): Named, item: usize, rule: &'static str) -> Self {
        let item = Some(item);
        Self { indicator, lean, item, verb, partner: false, whole: false, rule }
    }

    /// What was spoken of before.
    fn recalled(indicator: Indicator, lean: Lean, rule: &'static str) -> Self {
        Self { indicator, lean, item: None, verb: false, partner: false, whole: false, rule }
    }

    fn whole(self) -> Self {
        Self { whole: true, ..self }
    }
}

/// What a rule says of a number.
#[derive(Clone, Copy)]
enum Verdict {
    Measures(Subject),
    /// It is about something else than trade.
    Elsewhere,
}

/// A number, and all that a rule may look at.
struct Asked<'a, 'd, 't> {
    line: &'a Line<'d, 't>,
    number: usize,
    /// Its item.
    at: usize,
    /// Its chunk, and the items of that.
    chunk: usize,
    items: Range<usize>,
    /// The number of its sentence.
    index: usize,
    /// What the numbers before it in the line measure.
    before: &'a [Option<(Subject, Telling)>],
    discourse: &'a Discourse,
}

/// The rules, the surest first.
const RULES: &[fn(&Asked) -> Option<Verdict>] = &[
    in_other_terms,
    listed,
    balance::excess,
    clauses::followed_by,
    clauses::beside,
    clauses::own_before,
    clauses::own_after,
    clauses::behind_dash,
    clauses::before,
    clauses::partner_before,
    memory::by_pronoun,
    clauses::after,
    clauses::partner_after,
    memory::recall,
];

/// Finds what a number measures. `None` when nothing says that it is about trade, or something else claims it.
pub(super) fn of(
    line: &Line,
    number: usize,
    index: usize,
    before: &[Option<(Subject, Telling)>],
    discourse: &Discourse,
) -> Option<Subject> {
    let at = line.item_of_number(number);
    let chunk = line.chunk_of(at);
    let items = line.chunks[chunk].items.clone();
    let asked = Asked { line, number, at, chunk, items, index, before, discourse };
    match RULES.iter().find_map(|rule| rule(&asked))? {
        Verdict::Measures(subject) => Some(subject),
        Verdict::Elsewhere => None,
    }
}

/// "By about a third, or $134 billion": the same thing in other terms.
fn in_other_terms(asked: &Asked) -> Option<Verdict> {
    let or = asked.at > 0 && asked.line.has(asked.at - 1, Sense::Or);
    let (subject, _) = asked.before.last().copied().flatten().filter(|_| or)?;
    Some(Verdict::Measures(subject))
}

/// "Exports and imports rose by 3 and 4 percent respectively".
fn listed(asked: &Asked) -> Option<Verdict> {
    let (indicator, item) = respectively::indicator(asked.line, asked.number, asked.discourse)?;
    let subject = Subject::recalled(indicator, Lean::Even, "respectively");
    Some(Verdict::Measures(Subject { item, ..subject }))
}
