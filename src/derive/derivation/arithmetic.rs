//! The sums themselves: inputs in, the value and its bounds out.

use super::fact::Fact;
use crate::model::{Bounds, DerivedBy, InputRole, Transform};

/// A value that stands for what lies between its bounds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Made {
    pub(super) value: f64,
    pub(super) bounds: Bounds,
}

/// What the inputs make; `None` where the sum cannot be done, as after a fall by all.
pub(super) fn made(rule: DerivedBy, inputs: &[(InputRole, Fact)]) -> Option<Made> {
    let parts = |role: InputRole| {
        inputs.iter().filter(move |(own, _)| *own == role).map(|(_, fact)| Made::of(fact))
    };
    let one = |role: InputRole| parts(role).next();
    match rule {
        DerivedBy::Earlier | DerivedBy::Later => {
            let (_, change) = inputs.iter().find(|(role, _)| *role == InputRole::Change)?;
            grown(rule, one(InputRole::Level)?, change)
        }
        DerivedBy::Turnover => Some(one(InputRole::Exports)?.plus(one(InputRole::Imports)?)),
        DerivedBy::Balance => Some(one(InputRole::Exports)?.minus(one(InputRole::Imports)?)),
        DerivedBy::OtherSide => {
            let side = one(InputRole::Exports).or_else(|| one(InputRole::Imports))?;
            Some(one(InputRole::Turnover)?.minus(side))
        }
        DerivedBy::Share => {
            let share = one(InputRole::Share)?.times(Made::only(0.01));
            Some(one(InputRole::Whole)?.times(share))
        }
        DerivedBy::Sum => parts(InputRole::Part).reduce(Made::plus),
        DerivedBy::Rest => Some(parts(InputRole::Part).fold(one(InputRole::Whole)?, Made::minus)),
    }
}

fn grown(rule: DerivedBy, level: Made, change: &Fact) -> Option<Made> {
    let later = rule == DerivedBy::Later;
    let told = Made::of(change);
    if change.transform == Transform::ChangeAbs {
        return Some(if later { level.plus(told) } else { level.minus(told) });
    }
    let (factor, is_fall) = match change.transform {
        Transform::Change => (told.times(Made::only(0.01)).plus(Made::only(1.0)), false),
        Transform::Multiple if told.bounds.least > 0.0 => (told, false),
        // "Fell 2.7 times" is −2.7.
        Transform::Multiple if told.bounds.most < 0.0 => (told.size(), true),
        _ => return None,
    };
    if later == is_fall { level.over(factor) } else { Some(level.times(factor)) }
}

impl Made {
    fn of(fact: &Fact) -> Self {
        Self { value: fact.value, bounds: fact.bounds }
    }

    fn only(value: f64) -> Self {
        Self { value, bounds: Bounds::only(value) }
    }

    fn plus(self, other: Self) -> Self {
        Self { value: self.value + other.value, bounds: self.bounds.plus(other.bounds) }
    }

    fn minus(self, other: Self) -> Self {
        Self { value: self.value - other.value, bounds: self.bounds.minus(other.bounds) }
    }

    fn times(self, factor: Self) -> Self {
        Self { value: self.value * factor.value, bounds: self.bounds.times(factor.bounds) }
    }

    fn over(self, divisor: Self) -> Option<Self> {
        let bounds = self.bounds.over(divisor.bounds)?;
        (divisor.value > 0.0).then(|| Self { value: self.value / divisor.value, bounds })
    }

    fn size(self) -> Self {
        Self { value: self.value.abs(), bounds: self.bounds.size() }
    }
}
