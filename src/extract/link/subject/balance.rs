//! What two flows are over each other, and what one of them is of both.

use super::named::{Named, named_at};
use super::{Asked, DIFFERENCE, Subject, Verdict};
use crate::extract::lexicon::{Direction, Lean, Prep, Sense};
use crate::extract::line::{Line, What};
use crate::model::{Indicator, Qualifier};
use std::ops::Range;

/// "Imports exceeded exports by $5 billion", «ввезла товаров на 1,6 млрд больше, чем вывезла»: what one flow is over the other
/// is the balance.
pub(super) fn excess(asked: &Asked) -> Option<Verdict> {
    use Direction::{Down, Up};
    use Indicator::{Exports, Imports};
    let Asked { line, at, discourse, .. } = *asked;
    if !line.numbers[asked.number].is_money() {
        return None;
    }
    let flow = |item: usize| {
        named_at(line, item, discourse).map(|n| n.0).filter(|n| matches!(n, Exports | Imports))
    };
    let first = (0..at).rev().find(|&i| flow(i).is_some())?;
    // "… $1.6 billion more than it sold"
    let more = line.find(at + 1, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
    let compared = |item: usize| (at + 1..item).any(|i| line.has(i, Sense::Compare));
    let behind = (at + 1..line.items.len().min(at + 8)).find(|&i| flow(i).is_some());
    let (one, direction, other) =
        if let (Some(direction), Some(other)) = (more, behind.filter(|&i| compared(i))) {
            (first, direction, other)
        } else {
            // "Imports exceeded exports by": the verb stands between the two.
            let one = (0..first).rev().find(|&i| flow(i).is_some())?;
            let exceeds = |i: usize| {
                line.find(i, |s| matches!(s, Sense::Level(Qualifier::Over)).then_some(())).is_some()
            };
            let between = (one + 1..first).any(exceeds);
            between.then_some((one, Up, first))?
        };
    let lean = match (flow(one)?, flow(other)?, direction) {
        (Imports, Exports, Up) | (Exports, Imports, Down) => Lean::Deficit,
        (Exports, Imports, Up) | (Imports, Exports, Down) => Lean::Surplus,
        _ => return None,
    };
    let named = (Indicator::Balance, lean, false);
    Some(Verdict::Measures(Subject::said(named, one, DIFFERENCE)))
}

/// "Exports made up 61 percent of the turnover": a part that has a name of its own.
pub(super) fn part_of_turnover(
    line: &Line,
    before: Range<usize>,
    (whole, _, verb): Named,
) -> Option<(Named, usize)> {
    if whole != Indicator::Turnover || verb || !line.any(before.clone(), Sense::Share) {
        return None;
    }
    before.rev().find_map(|item| {
        let part = line.find(item, |s| match s {
            Sense::Indicator(part @ (Indicator::Exports | Indicator::Imports), lean) => {
                Some((part, lean, false))
            }
            _ => None,
        })?;
        Some((part, item))
    })
}

/// "The surplus of Norway's goods trade narrowed": trade, but only whose surplus it is.
pub(super) fn balance_of(
    line: &Line,
    start: usize,
    trade: usize,
    (indicator, _, verb): Named,
) -> Option<(Named, usize)> {
    if indicator != Indicator::Turnover || verb {
        return None;
    }
    let small = |item: usize| match line.items[item].what {
        What::Place(_) | What::Mark('\'' | '’') => true,
        What::Word => {
            let known = line.find(item, |s| {
                matches!(s, Sense::Prep(Prep::Of | Prep::In) | Sense::Article | Sense::Neutral)
                    .then_some(())
            });
            known.is_some() || line.document.glued(line.items[item].piece)
        }
        _ => false,
    };
    let item = (start..trade).rev().find(|&item| !small(item))?;
    let lean = line.find(item, |s| match s {
        Sense::Indicator(Indicator::Balance, lean) => Some(lean),
        _ => None,
    })?;
    Some(((Indicator::Balance, lean, false), item))
}
