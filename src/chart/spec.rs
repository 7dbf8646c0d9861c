//! What to draw: series and how to look at them. Every field but the series has a default that can be published.

use super::ChartError;
use super::words::Words;
use crate::model::{
    AreaCode, CurrencyCode, Indicator, Language, Observation, Period, SeriesKey, Transform, Unit,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A chart, as asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartSpec {
    /// The headline; `None` for a neutral one made from the series: "Tatarstan–China: turnover".
    pub title: Option<String>,
    /// The language of every word and number: `en`, `ru`, `zh`.
    pub language: Language,
    /// Light or dark paper.
    pub theme: Theme,
    /// 800 or 360 pixels wide.
    pub layout: Layout,
    /// One to four in one chart, five to twelve as small multiples.
    pub series: Vec<ChartSeries>,
    /// Linear or logarithmic.
    pub scale: AxisScale,
    /// The values themselves, an index, or growth.
    pub view: View,
    /// Whether the vertical axis begins at zero; `None` for the default: levels do, an index does not.
    pub zero: Option<bool>,
    /// What is drawn across periods without a value.
    pub gaps: Gaps,
    /// Events to mark, as the chart's author gives them.
    pub annotations: Vec<Annotation>,
    /// The day whose knowledge the chart shows, where it is not the latest.
    pub as_of: Option<NaiveDate>,
    /// First day asked for: what lies before is left out, and periods without a value from here on are shown as missing.
    pub from: Option<NaiveDate>,
    /// Last day asked for, likewise.
    pub to: Option<NaiveDate>,
    /// The values were converted before they came here; said in subtitle and notes.
    pub converted: Option<Converted>,
    /// Sentences to add under the chart: the author's own.
    pub notes: Vec<String>,
}

/// One line of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartSeries {
    /// What it is called in ids and addresses: `ru-ta-cn-turnover`.
    pub slug: String,
    /// The places, in the chart's language: "Tatarstan" and "China".
    pub places: Places,
    /// What stands at the line's end; `None` for a name made of what tells the series apart.
    pub name: Option<String>,
    /// What is measured.
    pub indicator: Indicator,
    /// How it is told.
    pub transform: Transform,
    /// The goods, where it is of one kind.
    pub product: Option<String>,
    /// In what; `None` for multiples.
    pub unit: Option<Unit>,
    /// The values, one a period, in any order.
    pub observations: Vec<Observation>,
    /// What the series said on earlier days, drawn in thin grey.
    pub vintages: Vec<ChartVintage>,
    /// How many more there were than are drawn.
    pub vintages_left_out: usize,
}

/// Whose trade, with whom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Places {
    /// The name of the ref area; `None` for the world.
    pub ref_area: Option<String>,
    /// The name of the counterpart area; `None` where none is said.
    pub counterpart_area: Option<String>,
}

/// Which earlier days of a series are drawn beside it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Vintages {
    /// None.
    #[default]
    No,
    /// Those on which it came to say something else, or some of them where they are many.
    OfChange,
    /// These.
    On(Vec<NaiveDate>),
}

/// The most vintages that are drawn beside a series: more cannot be told apart.
pub const MOST_VINTAGES: usize = 7;

/// What a series said as of a day.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartVintage {
    /// The day.
    pub day: NaiveDate,
    /// Its values then.
    pub observations: Vec<Observation>,
}

/// The colours of paper and ink.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black.
    Dark,
}

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// 800×450 pixels, for a page.
    #[default]
    Wide,
    /// 360×420 pixels, for a phone or a column.
    Narrow,
}

/// How values become heights.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AxisScale {
    /// Equal steps are equal heights.
    #[default]
    Linear,
    /// Equal ratios are equal heights; refused with values of zero and below.
    Log,
}

/// What is drawn of the values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// The values themselves.
    #[default]
    Level,
    /// Each series as percent of its value in a base period.
    Index(Period),
    /// Growth in percent on the same period a year before, as bars.
    YearOnYear,
}

/// What is drawn across periods without a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Gaps {
    /// Nothing: the line breaks.
    #[default]
    Break,
    /// Thin dashes.
    Dash,
}

/// How values came into the chart's currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Converted {
    /// The currencies that they were told in.
    pub from: BTreeSet<CurrencyCode>,
    /// Where the rates come from.
    pub sources: BTreeSet<String>,
    /// Whether the average of a longer period was used for some.
    pub coarser: bool,
}

/// An event to mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annotation {
    /// When.
    pub period: Period,
    /// What.
    pub text: String,
}

/// The most series that share one pair of axes.
pub const MOST_IN_ONE: usize = 4;

/// The most series that small multiples show.
pub const MOST_SERIES: usize = 12;

impl ChartSpec {
    /// A chart of the series with a neutral title, a subtitle with unit and span, and the sources: publishable as it is.
    #[must_use]
    pub fn new(series: Vec<ChartSeries>, language: Language) -> Self {
        Self {
            title: None,
            language,
            theme: Theme::Light,
            layout: Layout::Wide,
            series,
            scale: AxisScale::Linear,
            view: View::Level,
            zero: None,
            gaps: Gaps::Break,
            annotations: Vec::new(),
            as_of: None,
            from: None,
            to: None,
            converted: None,
            notes: Vec::new(),
        }
    }

    /// The headline: the one given, else a neutral one.
    ///
    /// # Errors
    /// When the language has no words.
    pub fn headline(&self) -> Result<String, ChartError> {
        match &self.title {
            Some(title) => Ok(title.clone()),
            None => Ok(neutral_title(&self.series, Words::of(self.language)?)),
        }
    }

    /// Whether a period lies in the days asked for, at least in part.
    #[must_use]
    pub fn shows(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from <= period.to())
            && self.to.is_none_or(|to| period.from() <= to)
    }

    /// What stands at each line's end: the name given, else what tells the series apart.
    ///
    /// # Errors
    /// When the language has no words.
    pub fn names(&self) -> Result<Vec<String>, ChartError> {
        let words = Words::of(self.language)?;
        let apart = Apart::of(&self.series);
        let names = self.series.iter();
        Ok(names.map(|s| s.name.clone().unwrap_or_else(|| apart.name(s, words))).collect())
    }
}

impl ChartSeries {
    /// A series by its name in ids and its key; `name_of` gives an area's name in the chart's language.
    pub fn new(
        slug: &str,
        key: &SeriesKey,
        observations: Vec<Observation>,
        name_of: impl Fn(AreaCode) -> String,
    ) -> Self {
        Self {
            slug: slug.to_owned(),
            places: Places {
                ref_area: key.ref_area.map(&name_of),
                counterpart_area: key.counterpart_area.map(&name_of),
            },
            name: None,
            indicator: key.indicator,
            transform: key.transform,
            product: key.product.clone(),
            unit: key.unit,
            observations,
            vintages: Vec::new(),
            vintages_left_out: 0,
        }
    }
}

/// In what the series of a chart differ.
#[expect(clippy::struct_excessive_bools, reason = "any combination occurs")]
struct Apart {
    indicator: bool,
    transform: bool,
    reference: bool,
    partner: bool,
    product: bool,
    unit: bool,
}

impl Apart {
    fn of(series: &[ChartSeries]) -> Self {
        let differs = |same: fn(&ChartSeries, &ChartSeries) -> bool| {
            series.iter().any(|s| !same(s, &series[0]))
        };
        Self {
            indicator: differs(|a, b| a.indicator == b.indicator),
            transform: differs(|a, b| a.transform == b.transform),
            reference: differs(|a, b| a.places.ref_area == b.places.ref_area),
            partner: differs(|a, b| a.places.counterpart_area == b.places.counterpart_area),
            product: differs(|a, b| a.product == b.product),
            unit: differs(|a, b| a.unit == b.unit),
        }
    }

    /// The parts that tell this series from the others.
    fn name(&self, s: &ChartSeries, words: &Words) -> String {
        let mut parts = Vec::new();
        match (self.reference, self.partner) {
            (true, true) => parts.push(pair(s, words)),
            (true, false) => parts.push(ref_area(s, words)),
            (false, true) => parts.push(partner(s, words)),
            (false, false) => {}
        }
        let alone =
            !(self.reference || self.partner || self.product || self.transform || self.unit);
        if self.indicator || alone {
            let name = words.say(&format!("name.{}", s.indicator), &[]);
            parts.push(if parts.is_empty() { name } else { name.to_lowercase() });
        }
        if self.product {
            parts.push(s.product.clone().unwrap_or_else(|| words.say("title.all_goods", &[])));
        }
        if self.transform {
            let key = format!("transform.{}", s.transform);
            parts.push(words.say(&key, &[]));
        }
        if self.unit {
            parts.push(unit_word(s.unit, words));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(&words.say("text.separator", &[]))
    }
}

fn ref_area(s: &ChartSeries, words: &Words) -> String {
    s.places.ref_area.clone().unwrap_or_else(|| words.say("title.world", &[]))
}

fn partner(s: &ChartSeries, words: &Words) -> String {
    s.places.counterpart_area.clone().unwrap_or_else(|| words.say("title.world", &[]))
}

/// "Tatarstan–China", or "Tatarstan" where no partner is said.
fn pair(s: &ChartSeries, words: &Words) -> String {
    let reference = ref_area(s, words);
    match &s.places.counterpart_area {
        Some(partner) => words.say("title.pair", &[("ref", &reference), ("partner", partner)]),
        None => reference,
    }
}

/// The name of a unit: "US dollars"; its code where the language has no word for it.
pub(super) fn unit_word(unit: Option<Unit>, words: &Words) -> String {
    let code = unit.as_ref().map_or("none", Unit::code);
    words.phrase(&format!("unit.{code}")).unwrap_or(code).to_owned()
}

/// The same with the word for a power of ten: "million US dollars".
pub(super) fn scaled_unit(unit: Option<Unit>, scale: &str, words: &Words) -> String {
    let unit = unit_word(unit, words);
    if scale.is_empty() {
        return unit;
    }
    words.say("unit.scaled", &[("scale", scale), ("unit", &unit)])
}

/// A title that says what is drawn and claims nothing.
fn neutral_title(series: &[ChartSeries], words: &Words) -> String {
    let Some(first) = series.first() else { return String::new() };
    let apart = Apart::of(series);
    if !(apart.indicator || apart.reference || apart.partner || apart.product) {
        return title_of(first, words);
    }
    let comma = words.say("title.comma", &[]);
    let list = |items: Vec<String>| {
        let mut once: Vec<String> = Vec::new();
        for item in items {
            if !once.contains(&item) {
                once.push(item);
            }
        }
        once
    };
    let (head, items) = if !(apart.reference || apart.partner || apart.product) {
        let names = series.iter().map(|s| words.say(&format!("name.{}", s.indicator), &[]));
        let mut names = list(names.collect());
        for name in &mut names {
            *name = name.to_lowercase();
        }
        (pair(first, words), names)
    } else if !apart.indicator {
        let pairs = list(series.iter().map(|s| apart.places(s, words)).collect());
        let shared = apart.shared(first, words);
        let what = words.say(&format!("name.{}", first.indicator), &[]);
        let head = shared.map_or(what.clone(), |place| {
            words.say("title.head", &[("place", &place), ("what", &what.to_lowercase())])
        });
        (head, pairs)
    } else {
        (
            apart.shared(first, words).unwrap_or_default(),
            list(series.iter().map(|s| apart.name(s, words)).collect()),
        )
    };
    // "China, imports; China, turnover": what has commas of its own is parted by more than a comma.
    let separator = words.say("text.separator", &[]);
    let joint = if items.iter().any(|item| item.contains(&separator)) {
        words.say("text.semicolon", &[])
    } else {
        comma
    };
    let items_text = items.join(&joint);
    if head.is_empty() {
        return items_text;
    }
    if items.len() > MOST_IN_ONE {
        return words.say("title.many", &[("head", &head), ("n", &series.len().to_string())]);
    }
    words.say("title.list", &[("head", &head), ("items", &items_text)])
}

impl Apart {
    /// The places or goods that differ.
    fn places(&self, s: &ChartSeries, words: &Words) -> String {
        match (self.reference, self.partner) {
            (true, true) => pair(s, words),
            (true, false) => ref_area(s, words),
            (false, true) => partner(s, words),
            (false, false) => {
                s.product.clone().unwrap_or_else(|| words.say("title.all_goods", &[]))
            }
        }
    }

    /// The place that all series share, where some differ.
    fn shared(&self, first: &ChartSeries, words: &Words) -> Option<String> {
        match (self.reference, self.partner) {
            (true, true) => None,
            (true, false) => first.places.counterpart_area.clone(),
            (false, true) => first.places.ref_area.clone(),
            (false, false) => Some(pair(first, words)),
        }
    }
}

fn title_of(s: &ChartSeries, words: &Words) -> String {
    let (reference, pair) = (ref_area(s, words), pair(s, words));
    let (key, partner) = match &s.places.counterpart_area {
        Some(partner) => (format!("title.{}", s.indicator), partner.as_str()),
        None => (format!("title.{}_alone", s.indicator), ""),
    };
    let title = words.say(&key, &[("ref", &reference), ("partner", partner), ("pair", &pair)]);
    match &s.product {
        Some(product) => words.say("title.product", &[("title", &title), ("product", product)]),
        None => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(indicator: Indicator, ref_area: &str, partner: &str) -> ChartSeries {
        let area = |code: &str| code.parse().ok();
        let key = SeriesKey::new(
            indicator,
            Transform::Level,
            (area(ref_area), area(partner)),
            None,
            None,
        );
        ChartSeries::new("x", &key, Vec::new(), |code| match code.as_str() {
            "RU-TA" => "Tatarstan".to_owned(),
            "CN" => "China".to_owned(),
            "RU" => "Russia".to_owned(),
            other => other.to_owned(),
        })
    }

    fn check(series: Vec<ChartSeries>, title: &str, names: &[&str]) {
        let spec = ChartSpec::new(series, "en".parse().unwrap());
        assert_eq!(spec.headline().unwrap(), title);
        assert_eq!(spec.names().unwrap(), names);
    }

    #[test]
    fn one_series_is_named_by_its_places() {
        check(
            vec![series(Indicator::Turnover, "CN", "RU-TA")],
            "Tatarstan–China: turnover",
            &["Turnover"],
        );
        check(
            vec![series(Indicator::Exports, "RU", "CN")],
            "Russia: exports to China",
            &["Exports"],
        );
        check(vec![series(Indicator::Imports, "RU", "")], "Russia: imports", &["Imports"]);
    }

    #[test]
    fn several_are_named_by_what_differs() {
        let both =
            vec![series(Indicator::Exports, "RU", "CN"), series(Indicator::Imports, "RU", "CN")];
        check(both, "Russia–China: exports, imports", &["Exports", "Imports"]);
        let partners =
            vec![series(Indicator::Exports, "RU", "CN"), series(Indicator::Exports, "RU", "IN")];
        check(partners, "Russia, exports: China, IN", &["China", "IN"]);
    }
}
