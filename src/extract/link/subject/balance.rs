//! What two flows are over each other, and what one of them is of both.

use super::named::{Named, named_at};
use super::{Asked, DIFFERENCE, Subject, Verdict};
use crate::extract::lexicon::{Direction, Lean, Prep, Sense};
use crate::extract::line::{Line, What};
use crate::model::{Indicator, Qualifier};
use std::ops::Range;

/// "Imports exceeded exports by $5 billion", «ввезла товаров на 1,6 млрд больше, чем вывезла»: what one flow is over the other
/// is the balance. "By 31 percent", «в 1,4 раза больше импорта» is neither's growth.
pub(super) fn excess(asked: &Asked) -> Option<Verdict> {
    let number = &asked.line.numbers[asked.number];
    if number.is_quantity() {
        return None;
    }
    let (one, direction, other) = set_against(asked)?;
    if !number.is_money() {
        return Some(Verdict::Elsewhere);
    }
    let lean = match (flow(asked, one)?, flow(asked, other)?, direction) {
        (Indicator::Imports, _, Direction::Up) | (Indicator::Exports, _, Direction::Down) => {
            Lean::Deficit
        }
        _ => Lean::Surplus,
    };
    let named = (Indicator::Balance, lean, false);
    Some(Verdict::Measures(Subject::said(named, one, DIFFERENCE)))
}

/// The exports or imports that a word names.
fn flow(asked: &Asked, item: usize) -> Option<Indicator> {
    let (flow, _, _) = named_at(asked.line, item, asked.discourse)?;
    matches!(flow, Indicator::Exports | Indicator::Imports).then_some(flow)
}

/// The words of two flows of which a number says how far the first is above or below the second.
fn set_against(asked: &Asked) -> Option<(usize, Direction, usize)> {
    let Asked { line, at, .. } = *asked;
    let money = line.numbers[asked.number].is_money();
    let is_flow = |i: &usize| flow(asked, *i).is_some();
    let small = |i: usize| {
        matches!(line.items[i].what, What::Mark(','))
            || line
                .find(i, |s| {
                    matches!(s, Sense::Compare | Sense::Article | Sense::Its | Sense::Pronoun)
                        .then_some(())
                })
                .is_some()
    };
    let first = (0..at).rev().find(is_flow)?;
    // "… $1.6 billion more than it sold", «в 2,6 раза больше импорта»
    let more = line.find(at + 1, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
    let compared = |item: &usize| {
        let than = (at + 1..*item).any(|i| line.has(i, Sense::Compare));
        (money && than) || (!money && (at + 2..*item).all(small) && (than || *item == at + 2))
    };
    let behind = (at + 1..line.items.len().min(at + 8)).find(is_flow).filter(compared);
    let found = if let (Some(direction), Some(other)) = (more, behind) {
        (first, direction, other)
    } else {
        // "Imports exceeded exports by": the verb stands between the two.
        let one = (0..first).rev().find(is_flow)?;
        let exceeds = |i: usize| {
            line.find(i, |s| matches!(s, Sense::Level(Qualifier::Over)).then_some(())).is_some()
        };
        // "Imports passed $5 billion, and exports rose by 10 percent": two clauses.
        let apart = (one + 1..at).any(|i| {
            matches!(line.items[i].what, What::Number(_))
                || line.find(i, |s| matches!(s, Sense::Move(_)).then_some(())).is_some()
        });
        let between = (one + 1..first).any(exceeds) && (money || !apart);
        between.then_some((one, Direction::Up, first))?
    };
    (flow(asked, found.0) != flow(asked, found.2)).then_some(found)
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
