//! The trade of two areas, or of one area with the world, as claims and what was derived from them tell of it.

use super::fact::Fact;
use crate::derive::index::Index;
use crate::model::{AreaCode, Claim, Indicator, Period, SeriesKey, Transform, Unit};
use std::collections::{BTreeMap, HashMap};

/// Whose trade it is, whoever tells it from whichever side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Pair {
    /// Of an area with the world.
    World(AreaCode),
    /// Of two areas, in the order of their codes.
    Two(AreaCode, AreaCode),
}

impl Pair {
    pub(super) fn new(area: AreaCode, partner: Option<AreaCode>) -> Self {
        match partner {
            None => Self::World(area),
            Some(partner) => Self::Two(area.min(partner), area.max(partner)),
        }
    }

    pub(super) fn of(key: &SeriesKey) -> Option<Self> {
        Some(Self::new(key.ref_area?, key.counterpart_area))
    }
}

/// All claims, and which of them the audit doubts.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) doubted: &'a [bool],
}

impl<'a> Ground<'a> {
    /// A claim that can be built on, with its fact.
    fn claim(self, place: usize, transform: Transform) -> Option<(&'a Claim, Fact)> {
        let claim = self.index.claims.get(place)?;
        let is_sound = claim.sure
            && claim.period.is_some()
            && !self.index.is_split(place)
            && self.doubted.get(place) == Some(&false);
        is_sound.then(|| (claim, Fact::of_claim(place, claim, transform)))
    }

    /// The claims of a series by their reports.
    fn by_report(self, number: u32) -> Vec<(i64, usize)> {
        let places = self.index.of_series(number);
        let mut all: Vec<_> =
            places.map(|place| (self.index.claims[place].report, place)).collect();
        all.sort_unstable();
        all
    }

    /// What stands for a series in each period, where it can be built on and nobody contradicts it.
    fn agreed(self, number: u32, transform: Transform) -> HashMap<Period, Fact> {
        let mut start = self.index.of_series(number).start;
        let claims = self.index.claims.get(self.index.of_series(number)).unwrap_or_default();
        let mut agreed = HashMap::new();
        for group in claims.chunk_by(|a, b| a.period == b.period) {
            let first = start;
            start += group.len();
            let Some(chosen) = group.iter().position(|claim| claim.chosen) else { continue };
            let Some((chosen, fact)) = self.claim(first + chosen, transform) else { continue };
            let rival =
                |other: &Claim| other.status == chosen.status && !other.bounds.meets(chosen.bounds);
            if let Some(period) = chosen.period
                && !group.iter().any(rival)
            {
                agreed.insert(period, fact);
            }
        }
        agreed
    }
}

/// A series of the family.
pub(super) struct Told<'a> {
    pub(super) key: SeriesKey,
    /// The product, as long as the claims live.
    product: Option<&'a str>,
    /// Its number among the claims' series; what is only derived has none.
    number: Option<u32>,
    /// The places of its claims by their reports.
    by_report: Vec<(i64, usize)>,
    /// What stands for it in each period and nobody contradicts.
    agreed: HashMap<Period, Fact>,
    /// What was derived for it.
    derived: BTreeMap<Period, Fact>,
}

type Topic<'a> = (Indicator, Transform, Option<AreaCode>, Option<AreaCode>, Option<&'a str>);

/// The series of one family by what they tell.
pub(super) struct Family<'a> {
    ground: Ground<'a>,
    series: Vec<Told<'a>>,
    topics: HashMap<Topic<'a>, Vec<usize>>,
}

impl<'a> Family<'a> {
    pub(super) fn new(ground: Ground<'a>, numbers: &[u32]) -> Self {
        let mut family = Self { ground, series: Vec::new(), topics: HashMap::new() };
        for &number in numbers {
            if let Some(key) = ground.index.key(number) {
                family.add(key.clone(), key.product.as_deref(), Some(number));
            }
        }
        family
    }

    fn add(&mut self, key: SeriesKey, product: Option<&'a str>, number: Option<u32>) -> usize {
        let topic = (key.indicator, key.transform, key.ref_area, key.counterpart_area, product);
        let place = self.series.len();
        self.topics.entry(topic).or_default().push(place);
        let agreed = number.map_or_else(HashMap::new, |n| self.ground.agreed(n, key.transform));
        let by_report = number.map_or_else(Vec::new, |n| self.ground.by_report(n));
        let derived = BTreeMap::new();
        self.series.push(Told { key, product, number, by_report, agreed, derived });
        place
    }

    /// All its series.
    pub(super) fn series(&self) -> impl Iterator<Item = (usize, &Told<'a>)> {
        self.series.iter().enumerate()
    }

    /// The series that tell of one trade, in one way, in whatever unit.
    pub(super) fn told<'s>(
        &'s self,
        indicator: Indicator,
        transform: Transform,
        areas: (Option<AreaCode>, Option<AreaCode>),
        product: Option<&'s str>,
    ) -> impl Iterator<Item = (usize, &'s SeriesKey)> + use<'a, 's> {
        // The one place that knows in which order a series names its areas.
        let key = SeriesKey::new(indicator, transform, areas, None, None);
        let topic = (indicator, transform, key.ref_area, key.counterpart_area, product);
        let places = self.topics.get(&topic).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&place| Some((place, &self.series.get(place)?.key)))
    }

    /// The same in one unit.
    pub(super) fn told_in(
        &self,
        indicator: Indicator,
        areas: (Option<AreaCode>, Option<AreaCode>),
        product: Option<&str>,
        unit: Option<Unit>,
    ) -> Option<usize> {
        let mut told = self.told(indicator, Transform::Level, areas, product);
        told.find(|(_, key)| key.unit == unit).map(|(place, _)| place)
    }

    /// Whether a series has a value for a period, reported or derived.
    pub(super) fn has(&self, series: usize, period: Period) -> bool {
        let Some(told) = self.series.get(series) else { return false };
        let reported =
            told.number.is_some_and(|n| !self.ground.index.of_period(n, period).is_empty());
        reported || told.derived.contains_key(&period)
    }

    /// The claims of a series that can be built on, each with its fact.
    pub(super) fn claims(&self, series: usize) -> impl Iterator<Item = (&'a Claim, Fact)> {
        let told = self.series.get(series);
        let places = told.and_then(|told| told.number).map(|n| self.ground.index.of_series(n));
        places
            .unwrap_or_default()
            .filter_map(move |place| self.ground.claim(place, told?.key.transform))
    }

    /// Those of one report, of whatever period.
    pub(super) fn claims_of_report(
        &self,
        series: usize,
        report: Option<i64>,
    ) -> impl Iterator<Item = &'a Claim> {
        let told = self.series.get(series);
        let all = told.map(|told| told.by_report.as_slice()).unwrap_or_default();
        let first = all.partition_point(|(own, _)| Some(*own) < report);
        let places = all.iter().skip(first).take_while(move |(own, _)| Some(*own) == report);
        places.filter_map(move |(_, place)| Some(self.ground.claim(*place, told?.key.transform)?.0))
    }

    /// What one report tells of a series, with the period: its claims, and what was derived from them alone.
    pub(super) fn facts(&self, series: usize) -> impl Iterator<Item = (Period, Fact)> {
        let derived = self.series.get(series).into_iter().flat_map(|told| &told.derived);
        let derived = derived.map(|(period, fact)| (*period, *fact));
        let claims = self.claims(series).filter_map(|(claim, fact)| Some((claim.period?, fact)));
        claims.chain(derived).filter(|(_, fact)| fact.report.is_some())
    }

    /// What a report tells of a series and period, if possible in that sentence.
    pub(super) fn in_report(
        &self,
        series: usize,
        period: Period,
        (report, sentence): (Option<i64>, Option<i64>),
    ) -> Option<Fact> {
        let report = report?;
        let told = self.series.get(series)?;
        let places = told.number.map(|n| self.ground.index.of_report(n, period, report));
        let mut best: Option<Fact> = None;
        for place in places.unwrap_or_default() {
            let Some((_, fact)) = self.ground.claim(place, told.key.transform) else { continue };
            if fact.sentence == sentence {
                return Some(fact);
            }
            best = best.or(Some(fact));
        }
        let derived = || told.derived.get(&period).copied();
        best.or_else(derived).filter(|fact| fact.report == Some(report))
    }

    /// What stands for a series in a period, where nobody contradicts it.
    pub(super) fn agreed(&self, series: usize, period: Period) -> Option<Fact> {
        self.series.get(series)?.agreed.get(&period).copied()
    }

    /// The periods that a series has a value for, each once, in time.
    pub(super) fn periods(&self, series: usize) -> Vec<Period> {
        let Some(told) = self.series.get(series) else { return Vec::new() };
        let range = told.number.map(|n| self.ground.index.of_series(n)).unwrap_or_default();
        let claims = self.ground.index.claims.get(range).unwrap_or_default();
        let reported = claims.iter().filter_map(|claim| claim.period);
        let mut periods: Vec<Period> = reported.chain(told.derived.keys().copied()).collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    /// Notes what was derived: from now on it can be built on.
    pub(super) fn fix(&mut self, key: &SeriesKey, period: Period, fact: Fact, rivals: u32) {
        let areas = (key.ref_area, key.counterpart_area);
        let known = self.told_in(key.indicator, areas, key.product.as_deref(), key.unit);
        let place = known.unwrap_or_else(|| {
            // What is derived is of the product of what it is derived from.
            let product = self.series.iter().find_map(|told| {
                told.product.filter(|product| Some(*product) == key.product.as_deref())
            });
            self.add(key.clone(), product, None)
        });
        if let Some(told) = self.series.get_mut(place) {
            told.derived.insert(period, fact);
            if rivals == 0 {
                told.agreed.insert(period, fact);
            }
        }
    }
}
