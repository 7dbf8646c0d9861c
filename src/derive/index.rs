//! Claims by series, period and report.

use crate::model::{
    AreaCode, Claim, Claims, Indicator, Period, SeriesKey, Status, Transform, Unit,
};
use std::collections::HashMap;
use std::ops::Range;

/// What series have in common that tell of the same trade, each in its own way and unit.
type Topic = (Indicator, Transform, Option<AreaCode>, Option<AreaCode>, Option<usize>);

/// Claims, found quickly.
pub(in crate::derive) struct Index<'a> {
    /// The claims, in their order.
    pub(in crate::derive) claims: &'a [Claim],
    series: &'a [(i64, SeriesKey)],
    ranges: Vec<Range<usize>>,
    products: HashMap<&'a str, usize>,
    topics: HashMap<Topic, Vec<u32>>,
    /// Whether the claim's report says something else of the same series and period.
    split: Vec<bool>,
}

impl<'a> Index<'a> {
    pub(in crate::derive) fn new(all: &'a Claims) -> Self {
        let mut products = HashMap::new();
        let mut topics: HashMap<Topic, Vec<u32>> = HashMap::new();
        for (number, (_, key)) in (0..).zip(&all.series) {
            let areas = (key.ref_area, key.counterpart_area);
            let next = products.len();
            let product = key.product.as_deref().map(|name| *products.entry(name).or_insert(next));
            let topic = (key.indicator, key.transform, areas.0, areas.1, product);
            topics.entry(topic).or_default().push(number);
        }
        let mut ranges = vec![0..0; all.series.len()];
        for (number, range) in (0..).zip(&mut ranges) {
            let start = all.claims.partition_point(|c| c.series < number);
            *range = start..all.claims.partition_point(|c| c.series <= number);
        }
        let split = split(&all.claims);
        Self { claims: &all.claims, series: &all.series, ranges, products, topics, split }
    }

    /// Every series with its number.
    pub(in crate::derive) fn all_series(
        &self,
    ) -> impl Iterator<Item = (u32, &'a SeriesKey)> + use<'a> {
        (0..).zip(self.series).map(|(number, (_, key))| (number, key))
    }

    /// What makes a series.
    pub(in crate::derive) fn key(&self, series: u32) -> Option<&'a SeriesKey> {
        self.series.get(series as usize).map(|(_, key)| key)
    }

    /// The places of a series' claims.
    pub(in crate::derive) fn of_series(&self, series: u32) -> Range<usize> {
        self.ranges.get(series as usize).cloned().unwrap_or_default()
    }

    /// The places of a series' claims about a period.
    pub(in crate::derive) fn of_period(&self, series: u32, period: Period) -> Range<usize> {
        let range = self.of_series(series);
        let claims = self.claims.get(range.clone()).unwrap_or_default();
        let start = claims.partition_point(|c| c.period < Some(period));
        let end = claims.partition_point(|c| c.period <= Some(period));
        range.start + start..range.start + end
    }

    /// The series of one trade, told in one way, in whatever unit.
    pub(in crate::derive) fn told<'s>(
        &'s self,
        indicator: Indicator,
        transform: Transform,
        areas: (Option<AreaCode>, Option<AreaCode>),
        product: Option<&str>,
    ) -> impl Iterator<Item = (u32, &'a SeriesKey)> + use<'a, 's> {
        // The one place that knows in which order a series names its areas.
        let key = SeriesKey::new(indicator, transform, areas, None, None);
        // A product that no series has is none that a series can be told by.
        let product = product.map(|name| self.products.get(name).copied().unwrap_or(usize::MAX));
        let topic = (indicator, transform, key.ref_area, key.counterpart_area, product);
        let numbers = self.topics.get(&topic).map(Vec::as_slice).unwrap_or_default();
        numbers.iter().filter_map(|&number| Some((number, self.key(number)?)))
    }

    /// The same in one unit.
    pub(in crate::derive) fn told_in(
        &self,
        indicator: Indicator,
        transform: Transform,
        areas: (Option<AreaCode>, Option<AreaCode>),
        product: Option<&str>,
        unit: Option<Unit>,
    ) -> Option<u32> {
        let mut told = self.told(indicator, transform, areas, product);
        told.find(|(_, key)| key.unit == unit).map(|(number, _)| number)
    }

    /// Whether a claim can be built on: it happened, it is sure, and its report says nothing else of the same.
    pub(in crate::derive) fn is_sure(&self, place: usize) -> bool {
        let Some(claim) = self.claims.get(place) else { return false };
        claim.status == Status::Actual
            && claim.sure
            && claim.period.is_some()
            && !self.is_split(place)
    }

    /// Whether the claim's report says something else of the same series and period.
    pub(in crate::derive) fn is_split(&self, place: usize) -> bool {
        self.split.get(place) != Some(&false)
    }

    /// The sure claims among these.
    pub(in crate::derive) fn sure(&self, places: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        places.filter(|&place| self.is_sure(place))
    }

    /// What one report says for sure of a series and period.
    pub(in crate::derive) fn in_report(
        &self,
        series: u32,
        period: Period,
        report: i64,
    ) -> Option<usize> {
        self.of_report(series, period, report).find(|&place| self.is_sure(place))
    }

    /// The places of what one report says of a series and period.
    pub(in crate::derive) fn of_report(
        &self,
        series: u32,
        period: Period,
        report: i64,
    ) -> Range<usize> {
        let range = self.of_period(series, period);
        let claims = self.claims.get(range.clone()).unwrap_or_default();
        // Within a period claims lie by report.
        let first = range.start + claims.partition_point(|claim| claim.report < report);
        first..range.start + claims.partition_point(|claim| claim.report <= report)
    }
}

/// Claims of a report that it contradicts, or says twice within different limits.
fn split(claims: &[Claim]) -> Vec<bool> {
    let mut split = vec![false; claims.len()];
    let mut start = 0;
    while let Some(first) = claims.get(start) {
        let same = |c: &&Claim| {
            (c.series, c.period, c.report) == (first.series, first.period, first.report)
        };
        let end = start + claims[start..].iter().take_while(same).count();
        let group = start..end;
        let others = |a: &Claim, b: &Claim| a.status == b.status && !a.bounds.meets(b.bounds);
        for one in group.clone() {
            split[one] = group.clone().any(|other| others(&claims[one], &claims[other]));
        }
        start = end;
    }
    split
}
