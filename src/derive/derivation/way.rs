//! The ways to one value, the best of them, and its rivals.
//!
//! The order: fewest rounds, all in one sentence, all in one report, narrowest bounds, newest, and the keys of the figures,
//! so that equal ways are taken alike in whatever order figures came.

use super::ROUNDS;
use super::arithmetic::made;
use super::fact::{Fact, all_the_same, newest};
use super::family::Family;
use super::statement::{Hedges, Statement, state};
use crate::model::{
    Derived, DerivedBy, Indicator, Input, InputRole, Period, Qualifier, SeriesKey, Status,
};
use std::cmp::Reverse;

/// A way to a value that nobody reported.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) series: SeriesKey,
    pub(super) period: Period,
    pub(super) rule: DerivedBy,
    /// In the order in which the arithmetic names them.
    pub(super) inputs: Vec<(InputRole, Fact)>,
    /// The arithmetic in words.
    pub(super) words: String,
}

/// A way with what it comes to.
struct Gone {
    way: Way,
    facts: Vec<Fact>,
    told: Statement,
    round: u8,
}

/// Takes the best way to each value, and lets the family know it. Says whether anything was derived.
pub(super) fn fix_best(
    family: &mut Family<'_>,
    found: Vec<Way>,
    derived: &mut Vec<Derived>,
) -> bool {
    let mut gone: Vec<Gone> = found.into_iter().filter_map(go).collect();
    gone.sort_by(|a, b| {
        let to = |gone: &Gone| (gone.way.period, gone.round);
        (&a.way.series, to(a)).cmp(&(&b.way.series, to(b))).then_with(|| better(a, b))
    });
    let groups =
        gone.chunk_by(|a, b| (&a.way.series, a.way.period) == (&b.way.series, b.way.period));
    let mut any = false;
    for group in groups {
        let Some((best, others)) = group.split_first() else { continue };
        let result = best.derived(others);
        let fact = Fact::of_derived(derived.len(), &result, &best.facts);
        family.fix(&result.series, result.period, fact, result.rivals);
        derived.push(result);
        any = true;
    }
    any
}

fn go(way: Way) -> Option<Gone> {
    let facts: Vec<Fact> = way.inputs.iter().map(|(_, fact)| *fact).collect();
    let round = 1 + facts.iter().map(|fact| fact.round).max()?;
    let any = |what: fn(Qualifier) -> bool| facts.iter().any(|fact| what(fact.qualifier));
    let hedges = Hedges {
        about: any(|q| matches!(q, Qualifier::About | Qualifier::Nearly)),
        range: any(|q| q == Qualifier::Between),
        open: facts.iter().any(Fact::is_open),
    };
    let signed = way.series.indicator == Indicator::Balance;
    let told = state(made(way.rule, &way.inputs)?, hedges, signed)?;
    (round <= ROUNDS).then_some(Gone { way, facts, told, round })
}

fn better(a: &Gone, b: &Gone) -> std::cmp::Ordering {
    let elsewhere = |gone: &Gone| {
        let sentence = all_the_same(&gone.facts, |fact| fact.sentence).is_none();
        (sentence, all_the_same(&gone.facts, |fact| fact.report).is_none())
    };
    let width = |gone: &Gone| gone.told.bounds.most - gone.told.bounds.least;
    let keys = |gone: &Gone| {
        let keys: Vec<u64> = gone.facts.iter().map(|fact| fact.newest.1).collect();
        (Reverse(newest(&gone.facts).0), gone.way.rule, keys)
    };
    elsewhere(a)
        .cmp(&elsewhere(b))
        .then_with(|| width(a).total_cmp(&width(b)))
        .then_with(|| keys(a).cmp(&keys(b)))
}

impl Gone {
    fn derived(&self, others: &[Self]) -> Derived {
        let Self { way, facts, told, round } = self;
        let planned = facts.iter().any(|fact| fact.status == Status::Planned);
        let (published, _, lead) = newest(facts);
        let high = |told: &Statement| told.high.unwrap_or(told.value);
        let rivals = others.iter().filter(|other| !other.told.bounds.meets(told.bounds));
        let all = || rivals.clone().map(|rival| &rival.told).chain([told]);
        Derived {
            series: way.series.clone(),
            period: way.period,
            value: told.value,
            value_high: told.high,
            qualifier: told.qualifier,
            rounding: told.rounding,
            bounds: told.bounds,
            status: if planned { Status::Planned } else { Status::Actual },
            rule: way.rule,
            because: format!("derived: {}", way.words),
            inputs: way
                .inputs
                .iter()
                .map(|&(role, fact)| Input { role, from: fact.from })
                .collect(),
            round: *round,
            figures: facts.iter().map(|fact| fact.figures).sum(),
            lead,
            published,
            rivals: u32::try_from(rivals.clone().count()).unwrap_or(u32::MAX),
            range: (
                all().map(|told| told.value).fold(f64::INFINITY, f64::min),
                all().map(high).fold(f64::NEG_INFINITY, f64::max),
            ),
        }
    }
}
