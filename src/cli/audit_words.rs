//! What an audit finds, in words and steps.

use super::amount::{amount, shown_period};
use super::audit_numbers::{between, off, rate, rounded, short};
use crate::derive::{Finding, Reading};
use crate::model::{
    Claim, Claims, FindingKind, Indicator, Period, Qualifier, SeriesKey, Severity, Transform, Unit,
};
use crate::store::{FigureRow, Number, finding_key, series_slug};
use std::collections::HashMap;

/// A finding in words.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) key: String,
    pub(super) kind: FindingKind,
    pub(super) severity: Severity,
    /// Of the figure that does not fit.
    pub(super) series: i64,
    pub(super) series_name: String,
    pub(super) period: Option<String>,
    pub(super) shown_period: Option<String>,
    pub(super) arithmetic: String,
    /// The same as numbers: each figure with its bounds, what they make, what is said.
    pub(super) steps: Vec<serde_json::Value>,
    pub(super) readings: Vec<String>,
}

impl Told {
    /// What was likely meant, in one line.
    pub(super) fn reading(&self) -> Option<String> {
        (!self.readings.is_empty()).then(|| self.readings.join("; "))
    }

    /// A sign that is found quickly in a long list.
    pub(super) fn mark(&self) -> char {
        match self.severity {
            Severity::Conflict => '✗',
            Severity::Doubtful => '?',
            Severity::Note => '·',
        }
    }
}

/// The claims with the rows of their figures.
struct Words<'a> {
    claims: &'a Claims,
    rows: &'a HashMap<i64, FigureRow<'static>>,
}

/// Tells a finding; `None` where one of its figures is not there.
pub(super) fn tell(
    claims: &Claims,
    rows: &HashMap<i64, FigureRow<'static>>,
    finding: &Finding,
) -> Option<Told> {
    let words = Words { claims, rows };
    let said = claims.claims.get(finding.said)?;
    let (series, _) = claims.series.get(said.series as usize)?;
    let identity = finding.identity().into_iter().filter_map(|place| {
        let claim = claims.claims.get(place)?;
        Some((series_slug(claims.key(claim)?), claim.period, claim.value))
    });
    Some(Told {
        key: finding_key(finding.kind, identity),
        kind: finding.kind,
        severity: finding.severity,
        series: *series,
        series_name: words.name(finding.said)?,
        period: said.period.map(Period::code),
        shown_period: said.period.map(shown_period),
        arithmetic: words.arithmetic(finding)?,
        steps: words.steps(finding),
        readings: finding.readings.iter().filter_map(|reading| words.reading(reading)).collect(),
    })
}

impl Words<'_> {
    fn claim(&self, place: usize) -> Option<(&Claim, &SeriesKey)> {
        let claim = self.claims.claims.get(place)?;
        Some((claim, self.claims.key(claim)?))
    }

    fn row(&self, place: usize) -> Option<&FigureRow<'static>> {
        self.rows.get(&self.claims.claims.get(place)?.figure)
    }

    fn name(&self, place: usize) -> Option<String> {
        self.row(place)?.series.as_deref().map(str::to_owned)
    }

    /// The number as it is said.
    fn value(&self, place: usize) -> Option<String> {
        let row = self.row(place)?;
        let high = row.value_high.map(Number::decimal);
        let unit = row.unit.as_deref().and_then(Unit::parse);
        let qualifier = Qualifier::parse(&row.qualifier).unwrap_or(Qualifier::Exactly);
        Some(amount(row.value.decimal(), high, unit, qualifier))
    }

    fn period(&self, place: usize) -> Option<String> {
        self.claim(place)?.0.period.map(shown_period)
    }

    fn arithmetic(&self, finding: &Finding) -> Option<String> {
        let said = self.value(finding.said)?;
        let (claim, key) = self.claim(finding.said)?;
        let made = finding.made;
        let makes = made.map(|made| between(made, key.unit)).unwrap_or_default();
        let apart = made.map(|made| off(claim.bounds, made)).unwrap_or_default();
        let from = |place: usize| finding.from.get(place).copied();
        Some(match finding.kind {
            FindingKind::Growth if key.transform != Transform::Level => {
                let told: Vec<_> =
                    finding.from.iter().filter_map(|&place| self.telling(place)).collect();
                format!("{} is a change of {makes}; {said} is said", told.join(", "))
            }
            FindingKind::Growth => {
                let (later, change) = (from(0)?, from(1)?);
                format!(
                    "{} in {}, {}, makes {makes} in {}; {said} is said, {apart}",
                    self.value(later)?,
                    self.period(later)?,
                    self.change(change)?,
                    self.period(finding.said)?
                )
            }
            FindingKind::Sum => {
                let (exports, imports) = (self.value(from(0)?)?, self.value(from(1)?)?);
                let verb = if key.indicator == Indicator::Balance { "leave" } else { "make" };
                format!(
                    "exports of {exports} and imports of {imports} {verb} {makes}; {said} is said, {apart}"
                )
            }
            FindingKind::Share => self.share(finding, &said, &makes)?,
            FindingKind::Currency => {
                let rate = rate(finding.rate.as_ref()?);
                format!("{} is {makes} at {rate}; {said} is said, {apart}", self.value(from(0)?)?)
            }
            FindingKind::Jump if finding.from.len() == 1 => {
                let one = from(0)?;
                format!(
                    "{} is said by {}, {said} by {}: the same digits, another scale",
                    self.value(one)?,
                    self.source(one)?,
                    self.source(finding.said)?
                )
            }
            FindingKind::Jump => {
                let times = claim.value.abs() / made?.most;
                format!("others are of {makes}; {said} is said, {} times the largest", short(times))
            }
            FindingKind::Disagreement => {
                let one = from(0)?;
                let other = self.claim(one)?.0;
                if other.report == claim.report {
                    let value = self.value(one)?;
                    return Some(format!("{value} and {said} are said by one report of the same"));
                }
                let apart = match other.bounds.gap(claim.bounds) {
                    gap if gap < 0.5 => format!("{} % apart", short(gap * 100.0)),
                    _ => "far apart".to_owned(),
                };
                format!(
                    "{} is said by {}, {said} by {}: they are {apart}",
                    self.value(one)?,
                    self.source(one)?,
                    self.source(finding.said)?
                )
            }
            FindingKind::Part => {
                let part = from(0)?;
                let apart = off(self.claim(part)?.0.bounds, claim.bounds);
                format!(
                    "{} ({}, {}) is a part of {said} ({}, {}), and {apart}",
                    self.value(part)?,
                    self.name(part)?,
                    self.period(part)?,
                    self.name(finding.said)?,
                    self.period(finding.said)?
                )
            }
            FindingKind::Future => {
                let (period, published) = (claim.period?, claim.published?);
                let (verb, day) = if period.from() > published {
                    ("begins", period.from())
                } else {
                    ("ends", period.to())
                };
                let period = shown_period(period);
                format!(
                    "{said} is told as a fact; {period} {verb} on {day}, after the report of {published}"
                )
            }
        })
    }

    fn share(&self, finding: &Finding, said: &str, makes: &str) -> Option<String> {
        let is_share = |place: usize| Some(self.claim(place)?.1.transform == Transform::Share);
        Some(match finding.from.as_slice() {
            [] => format!("a share lies between 0 and 100 %; {said} is said"),
            &[part, whole] if !is_share(part)? => {
                format!(
                    "{} of {} is {makes}; {said} is said",
                    self.value(part)?,
                    self.value(whole)?
                )
            }
            others => {
                let others: Vec<_> = others.iter().filter_map(|&place| self.value(place)).collect();
                format!("{said} and {} make {makes}, more than all", others.join(", "))
            }
        })
    }

    /// "6 billion USD more, 50 billion USD in 2023" or "1.4 times as much".
    fn telling(&self, place: usize) -> Option<String> {
        let (claim, key) = self.claim(place)?;
        let value = self.value(place)?;
        Some(match key.transform {
            Transform::Multiple if claim.value < 0.0 => format!("a fall by {value}"),
            Transform::Multiple => format!("{value} as much"),
            Transform::ChangeAbs => format!("a change by {value}"),
            _ => format!("to {value}"),
        })
    }

    /// "which is −9.1 % more than before" reads badly: the change is named as what it is.
    fn change(&self, place: usize) -> Option<String> {
        let (_, key) = self.claim(place)?;
        let value = self.value(place)?;
        Some(match key.transform {
            Transform::Multiple => format!("after a change to {value} as much"),
            _ => format!("after a change of {value}"),
        })
    }

    /// Who says it, and when.
    fn source(&self, place: usize) -> Option<String> {
        let row = self.row(place)?;
        let who = row.publisher.as_deref().unwrap_or(&row.source);
        Some(match row.published.as_deref() {
            Some(day) => format!("{who} ({day})"),
            None => who.to_owned(),
        })
    }

    fn reading(&self, reading: &Reading) -> Option<String> {
        Some(match *reading {
            Reading::Fits { claim, value } => {
                let unit = self.claim(claim)?.1.unit;
                format!("{} would fit, where {} is said", rounded(value, unit), self.value(claim)?)
            }
            Reading::OtherMoney { claim, unit, worth } => {
                let (claim, key) = self.claim(claim)?;
                let own = rounded(claim.value, Some(unit));
                format!("{own} would fit, worth {}", between(worth, key.unit))
            }
            Reading::TwoCounts => {
                "perhaps the two sides of the trade, which count it differently".to_owned()
            }
            Reading::Recounted => {
                "perhaps a revision, or counted otherwise: adjusted for the season, with services, by another office"
                    .to_owned()
            }
            Reading::Unfinished => {
                "perhaps a forecast or a plan, what had been counted so far, or of another time than was read"
                    .to_owned()
            }
            Reading::OtherThing => {
                "one of them is of something else than was read: a part, another time, another money"
                    .to_owned()
            }
            Reading::OtherSign => {
                "the same but for the sign: the deficit of one is the surplus of the other".to_owned()
            }
            Reading::Narrower { claim } => format!(
                "{} is perhaps of something narrower than was read: a product, a partner, a month",
                self.value(claim)?
            ),
            Reading::MeasuredBy => {
                "perhaps no share, but something measured by the whole, as debt by exports".to_owned()
            }
            Reading::OtherScope => {
                "perhaps one of them is of something narrower or wider than was read".to_owned()
            }
        })
    }

    fn steps(&self, finding: &Finding) -> Vec<serde_json::Value> {
        let side = |edge: f64| edge.is_finite().then_some(edge);
        let step = |what: &str, place: usize| {
            let (claim, key) = self.claim(place)?;
            Some(serde_json::json!({
                "step": what, "series": self.name(place), "period": claim.period,
                "least": side(claim.bounds.least), "most": side(claim.bounds.most), "unit": key.unit,
            }))
        };
        let mut steps: Vec<_> =
            finding.from.iter().filter_map(|&place| step("from", place)).collect();
        if let Some(rate) = &finding.rate {
            steps.push(serde_json::json!({
                "step": "rate", "of": rate.of, "per": rate.per, "from_year": rate.years.0,
                "to_year": rate.years.1, "least": rate.limits.least, "most": rate.limits.most,
            }));
        }
        if let (Some(made), Some((_, key))) = (finding.made, self.claim(finding.said)) {
            steps.push(serde_json::json!({
                "step": "makes", "least": side(made.least), "most": side(made.most), "unit": key.unit,
            }));
        }
        steps.extend(step("said", finding.said));
        steps
    }
}
