//! Words that measure: which indicator a word of the line names, and when a number is about something else.

use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Lean, Sense};
use crate::extract::line::{Line, What};
use crate::model::Indicator;

/// An indicator, which way a balance leans, and whether a verb names it.
pub(super) type Named = (Indicator, Lean, bool);

/// What a word of the line measures; "the former" and "the latter" are what they stand for.
pub(super) fn named_at(line: &Line, item: usize, discourse: &Discourse) -> Option<Named> {
    if line.items.get(item).is_none_or(|i| i.what != What::Word) {
        return None;
    }
    let found = line.find(item, |s| match s {
        Sense::Indicator(indicator, lean) => Some((indicator, lean, false)),
        Sense::Trades(indicator) => Some((indicator, Lean::Even, true)),
        _ => None,
    });
    let found = found.or_else(|| paid(line, item, discourse).map(|flow| (flow, Lean::Even, true)));
    found.or_else(|| {
        let before = |latter: bool| {
            let own: Vec<_> = (0..item)
                .filter_map(|i| {
                    line.find(
                        i,
                        |s| if let Sense::Indicator(n, l) = s { Some((n, l)) } else { None },
                    )
                })
                .collect();
            let [first, second] = match own[..] {
                [.., a, b] => [Some(a), Some(b)],
                _ => discourse.named,
            };
            if latter { second } else { first }
        };
        let stands_for = if line.has(item, Sense::Former) {
            before(false)
        } else if line.has(item, Sense::Latter) {
            before(true)
        } else {
            None
        };
        stands_for.map(|(indicator, lean)| (indicator, lean, false))
    })
}

/// What was paid or got for something that the sentence names: "spent 850 million on goods from Laos", "earned 19 billion from
/// exports", "paid Kenya 96 million"; what an area received in a report on investment.
fn paid(line: &Line, item: usize, discourse: &Discourse) -> Option<Indicator> {
    let flow = line.find(item, |s| if let Sense::Pays(flow) = s { Some(flow) } else { None });
    let end = line.chunks[line.chunk_of(item)].items.end;
    let said_for = |flow: Indicator| {
        let named = (item + 1..end).any(|i| {
            line.has(i, Sense::Goods)
                || line
                    .find(i, |s| {
                        matches!(s, Sense::Indicator(named, _) if named == flow).then_some(())
                    })
                    .is_some()
        });
        named || matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Place(_)))
    };
    if let Some(flow) = flow.filter(|flow| said_for(*flow)) {
        return Some(flow);
    }
    let investment = || {
        let named = |s| matches!(s, Sense::Indicator(Indicator::Investment, _)).then_some(());
        let last = discourse.last.is_some_and(|l| l.indicator == Indicator::Investment);
        last || (0..line.items.len()).any(|i| line.find(i, named).is_some())
    };
    (line.has(item, Sense::Receives) && investment()).then_some(Indicator::Investment)
}

/// Whether a word says that a number near it is about something else than trade.
pub(super) fn is_topic(line: &Line, item: usize) -> bool {
    line.has(item, Sense::Topic)
}

/// A word for a partner, and what it tells of: "market", "supplier".
pub(super) fn partner_at(line: &Line, item: usize) -> Option<Indicator> {
    line.find(item, |s| if let Sense::Partner(indicator) = s { Some(indicator) } else { None })
}
