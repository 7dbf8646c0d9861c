//! The values a view shows: as they are, as an index, or as growth.
//!
//! Observations in, observations out: under `Index(2018)` the level of 2018 becomes 100 and every other value its
//! percentage of it; under `YearOnYear` each value becomes its growth on the same period a year before. Hedges go along.

use super::ChartError;
use super::spec::{AxisScale, ChartSeries, ChartSpec, View};
use super::words::Words;
use crate::model::{Count, Decimal, Observation, Period, Qualifier, Status, Transform};
use std::collections::BTreeMap;

/// What is left to draw of a series.
pub(super) struct Viewed {
    /// The values, in time, one a period.
    pub(super) observations: Vec<Observation>,
    /// Whether growth was left out where an end is missing or only bounded.
    pub(super) withheld: bool,
}

/// The observations of one series as the chart's view shows them.
pub(super) fn apply(
    spec: &ChartSpec,
    series: &ChartSeries,
    observations: &[Observation],
    name: &str,
    words: &Words,
) -> Result<Viewed, ChartError> {
    let mut sorted: Vec<Observation> = observations.to_vec();
    sorted.sort_by_key(|o| o.period);
    sorted.dedup_by_key(|o| o.period);
    let viewed = match spec.view {
        View::Level => Viewed { observations: sorted, withheld: false },
        View::Index(base) => Viewed { observations: index(&sorted, base, name)?, withheld: false },
        View::YearOnYear if series.transform != Transform::Level => {
            return Err(ChartError::GrowthOfGrowth(name.to_owned()));
        }
        View::YearOnYear => growth(&sorted),
    };
    // After the view, since growth and index rest on values that may lie before the days asked for.
    let mut viewed = viewed;
    viewed.observations.retain(|o| spec.shows(o.period));
    if spec.scale == AxisScale::Log
        && let Some(o) = viewed.observations.iter().find(|o| o.value <= Decimal::ZERO)
    {
        return Err(ChartError::LogOfNothing {
            value: o.value.round_dp(2).normalize().to_string(),
            series: name.to_owned(),
            period: words.period(o.period),
        });
    }
    Ok(viewed)
}

/// Every value as percent of the base's.
fn index(
    observations: &[Observation],
    base: Period,
    name: &str,
) -> Result<Vec<Observation>, ChartError> {
    let whole = observations.iter().find(|o| o.period == base && o.value > Decimal::ZERO);
    let Some(whole) = whole else {
        let possible =
            observations.iter().filter(|o| o.value > Decimal::ZERO).map(|o| o.period.code());
        let possible: Vec<String> = possible.take(12).collect();
        let hint = if possible.is_empty() {
            String::new()
        } else {
            format!("; it has {}", possible.join(", "))
        };
        return Err(ChartError::NoBase { series: name.to_owned(), period: base.code(), hint });
    };
    let same_length = observations.iter().filter(|o| o.period.frequency() == base.frequency());
    let percent =
        |value: Decimal| value.checked_div(whole.value)?.checked_mul(Decimal::ONE_HUNDRED);
    let mut out = Vec::new();
    for o in same_length {
        let Some(value) = percent(o.value) else { continue };
        out.push(Observation {
            value,
            value_high: o.value_high.and_then(percent),
            range: (percent(o.range.0).unwrap_or(value), percent(o.range.1).unwrap_or(value)),
            rival_counts: o
                .rival_counts
                .iter()
                .filter_map(|count| Some(Count { value: percent(count.value)?, ..*count }))
                .collect(),
            rounding: tenth(),
            ..o.clone()
        });
    }
    Ok(out)
}

/// Growth on the same period a year before, where both ends are there and can be compared.
fn growth(observations: &[Observation]) -> Viewed {
    let by_period: BTreeMap<Period, &Observation> =
        observations.iter().map(|o| (o.period, o)).collect();
    let mut withheld = false;
    let mut out = Vec::new();
    for o in observations {
        let year_before = o.period.shifted_years(-1).and_then(|before| by_period.get(&before));
        match year_before.and_then(|before| grown(o, before)) {
            Some(growth) => out.push(growth),
            // The first year has nothing before it; that is no gap.
            None => {
                withheld |= o.period.shifted_years(-1).is_some_and(|p| observations[0].period <= p);
            }
        }
    }
    Viewed { observations: out, withheld }
}

/// One value against another; `None` where the comparison says nothing.
fn grown(now: &Observation, before: &Observation) -> Option<Observation> {
    if before.value <= Decimal::ZERO {
        return None;
    }
    let ratio = now.value.checked_div(before.value)?;
    let value = (ratio - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)?;
    let status = if before.status == Status::Planned { before.status } else { now.status };
    Some(Observation {
        value,
        value_high: None,
        range: (value, value),
        rivals: 0,
        rival_counts: Vec::new(),
        qualifier: hedge(now.qualifier, before.qualifier)?,
        status,
        rounding: tenth(),
        // A growth rate is computed by definition; a diamond is for one that rests on a computed level.
        derived: now.derived || before.derived,
        ..now.clone()
    })
}

/// How firmly growth can be said: a bound over a bound says nothing.
fn hedge(now: Qualifier, before: Qualifier) -> Option<Qualifier> {
    use Qualifier::{About, AtLeast, AtMost, Between, Exactly, Nearly, Over, Under};
    let vague = |q| matches!(q, About | Nearly | Between);
    match (now, before) {
        (Exactly, Exactly) => Some(Exactly),
        (bound, Exactly) if !vague(bound) => Some(bound),
        (Exactly, Over) => Some(Under),
        (Exactly, AtLeast) => Some(AtMost),
        (Exactly, Under) => Some(Over),
        (Exactly, AtMost) => Some(AtLeast),
        (now, before) if vague(now) && (vague(before) || before == Exactly) => Some(About),
        (Exactly, before) if vague(before) => Some(About),
        _ => None,
    }
}

/// The rounding of what is told to one decimal.
fn tenth() -> Decimal {
    Decimal::new(5, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_turns_round_when_it_is_the_base() {
        assert_eq!(hedge(Qualifier::Over, Qualifier::Exactly), Some(Qualifier::Over));
        assert_eq!(hedge(Qualifier::Exactly, Qualifier::Over), Some(Qualifier::Under));
        assert_eq!(hedge(Qualifier::Over, Qualifier::Over), None);
        assert_eq!(hedge(Qualifier::About, Qualifier::Over), None);
        assert_eq!(hedge(Qualifier::Nearly, Qualifier::Between), Some(Qualifier::About));
    }
}
