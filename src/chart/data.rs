//! The chart's values, ready to be placed: scaled, labelled, on one timeline.

use super::ChartError;
use super::number::{self, Scale};
use super::plane::{count, time};
use super::spec::{AxisScale, ChartSpec, MOST_IN_ONE, MOST_SERIES, View};
use super::ticks::{self, Tick};
use super::view;
use super::words::{ScaleWord, Words};
use crate::derive::Timeline;
use crate::model::{Decimal, Observation, Period, Qualifier, Status, Transform, Unit};
use rust_decimal::prelude::ToPrimitive;

/// One value of a series.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Dot {
    /// Where in time, in places from the first.
    pub(super) place: f64,
    /// Its value, scaled; the middle of a range.
    pub(super) value: f64,
    /// Lower and upper end of what is said: a range's, else the value twice.
    pub(super) said: (f64, f64),
    /// What other sources say, where they disagree.
    pub(super) rivals: Option<Rivals>,
    /// How firmly it is said.
    pub(super) qualifier: Qualifier,
    /// Planned rather than actual.
    pub(super) planned: bool,
    /// Computed rather than reported.
    pub(super) derived: bool,
    /// What stands beside it.
    pub(super) label: String,
    /// When.
    pub(super) period: Period,
}

/// How far the sources of one value are apart.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Rivals {
    /// The lowest and the highest value said, scaled.
    pub(super) range: (f64, f64),
    /// Both in words: "107.06 to 108.3".
    pub(super) said: String,
}

/// One series of a chart.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    /// What it is called.
    pub(super) name: String,
    /// Its colour and marker, from 0.
    pub(super) number: usize,
    /// Its values at the axis's own places, in time.
    pub(super) dots: Vec<Dot>,
    /// Values of other lengths, such as a half-year among years.
    pub(super) parts: Vec<Dot>,
    /// What was said on earlier days, with the day.
    pub(super) vintages: Vec<(String, Vec<Dot>)>,
}

impl Line {
    /// Whether a value that was said earlier is another now, or no more.
    pub(super) fn tells_otherwise(&self, earlier: &Dot) -> bool {
        let now = self.dots.iter().find(|now| now.period == earlier.period);
        now.is_none_or(|now| {
            (now.value, now.said, now.qualifier, now.planned)
                != (earlier.value, earlier.said, earlier.qualifier, earlier.planned)
        })
    }
}

/// Everything that is drawn between the axes.
pub(super) struct Data {
    /// The places in time.
    pub(super) timeline: Timeline,
    /// The series.
    pub(super) lines: Vec<Line>,
    /// The word for the power of ten, empty for none.
    pub(super) scale_word: String,
    /// Grid lines.
    pub(super) ticks: Vec<Tick>,
    /// How many observations are of a length that cannot be drawn.
    pub(super) left_out: usize,
    /// Whether a label says less than the store does.
    pub(super) rounded: bool,
    /// Whether growth was left out.
    pub(super) withheld: bool,
    /// Whether the vertical axis begins at zero or crosses it.
    pub(super) from_zero: bool,
}

impl Data {
    /// The values of a chart.
    pub(super) fn of(spec: &ChartSpec, words: &Words) -> Result<Self, ChartError> {
        let names = spec.names()?;
        same_units(spec)?;
        let mut viewed = Vec::new();
        let mut withheld = false;
        for (series, name) in spec.series.iter().zip(&names) {
            let own = view::apply(spec, series, &series.observations, name, words)?;
            withheld |= own.withheld;
            let mut earlier = Vec::new();
            for vintage in &series.vintages {
                let seen = view::apply(spec, series, &vintage.observations, name, words)?;
                earlier.push((words.day(vintage.day), seen.observations));
            }
            viewed.push((own.observations, earlier));
        }
        let all = || {
            viewed
                .iter()
                .flat_map(|(own, earlier)| own.iter().chain(earlier.iter().flat_map(|(_, o)| o)))
        };
        if all().next().is_none() {
            return Err(ChartError::Nothing(empty_reason(spec, &names)));
        }
        let Some(timeline) = Timeline::of(all(), spec.from, spec.to)? else {
            return Err(ChartError::Nothing(empty_reason(spec, &names)));
        };
        let scale_word = scale_of(spec, all(), words);
        let mut data = Self {
            timeline,
            lines: Vec::new(),
            scale_word: scale_word.map(|s| s.word.clone()).unwrap_or_default(),
            ticks: Vec::new(),
            left_out: 0,
            rounded: false,
            withheld,
            from_zero: true,
        };
        let scale = Scale::of(scale_word.map_or(1, |s| s.factor));
        let computed = spec.view != View::Level;
        for (number, (name, (own, earlier))) in names.into_iter().zip(&viewed).enumerate() {
            let (dots, parts) = data.dots(own, scale, computed, words);
            let vintages = earlier
                .iter()
                .map(|(day, seen)| (day.clone(), data.dots(seen, scale, computed, words).0));
            let vintages = vintages.collect();
            data.lines.push(Line { name, number, dots, parts, vintages });
        }
        if data.lines.iter().all(|line| line.dots.is_empty() && line.parts.is_empty()) {
            return Err(ChartError::Nothing(empty_reason(spec, &data.names())));
        }
        data.set_ticks(spec);
        Ok(data)
    }

    fn names(&self) -> Vec<String> {
        self.lines.iter().map(|line| line.name.clone()).collect()
    }

    /// The dots of one list of observations: those at the axis's places, and those of other lengths.
    fn dots(
        &mut self,
        observations: &[Observation],
        scale: Scale,
        computed: bool,
        words: &Words,
    ) -> (Vec<Dot>, Vec<Dot>) {
        let (mut dots, mut parts) = (Vec::with_capacity(observations.len()), Vec::new());
        // A label costs more than a dot, and of thousands only a few are shown: they are written for those alone.
        let sparse = observations.len() > 200;
        let shown = if sparse { extremes(observations) } else { Vec::new() };
        for (i, o) in observations.iter().enumerate() {
            let own = self.timeline.index(o.period);
            let Some(place) = own.map(count).or_else(|| self.timeline.middle(o.period).map(time))
            else {
                self.left_out += 1;
                continue;
            };
            let label = if sparse && !shown.contains(&i) && own.is_some() {
                String::new()
            } else {
                let label = number::label(o, scale, computed, words, "sign");
                self.rounded |= label.rounded;
                if own.is_some() {
                    label.text
                } else {
                    let months = words.part(o.period);
                    words.say("text.part", &[("months", &months), ("value", &label.text)])
                }
            };
            let dot = dot(o, place, label, (scale, computed), words);
            if own.is_some() { dots.push(dot) } else { parts.push(dot) }
        }
        (dots, parts)
    }

    /// Grid lines that enclose everything drawn.
    fn set_ticks(&mut self, spec: &ChartSpec) {
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        let own = self.lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
        let earlier =
            self.lines.iter().flat_map(|line| line.vintages.iter().flat_map(|(_, dots)| dots));
        for dot in own.chain(earlier) {
            let (a, b) = dot.reach();
            (low, high) = (low.min(a), high.max(b));
        }
        let own = self.lines.iter().flat_map(|line| line.dots.iter().chain(&line.parts));
        let arrow = own.filter(|dot| dot.points_up()).map(|dot| dot.value).fold(f64::MIN, f64::max);
        if spec.scale == AxisScale::Log {
            self.from_zero = true;
            self.ticks = ticks::log(low, high);
            return;
        }
        let zero = spec.zero.unwrap_or(!matches!(spec.view, View::Index(_)));
        if zero || spec.view == View::YearOnYear {
            (low, high) = (low.min(0.0), high.max(0.0));
            if spec.view == View::YearOnYear && low < 0.0 {
                // The label of a bar that hangs needs room under it, as an arrow does above its point.
                low -= (high - low) * 0.07;
            }
        } else if matches!(spec.view, View::Index(_)) {
            (low, high) = (low.min(100.0), high.max(100.0));
        }
        // An arrow needs room above its point.
        let room = if self.lines.len() > MOST_IN_ONE { 0.2 } else { 0.06 };
        high = high.max(arrow + (high - low) * room);
        self.ticks = ticks::linear(low, high);
        let reaches = |at: fn(f64) -> bool| self.ticks.iter().any(|tick| at(tick.at));
        self.from_zero = reaches(|at| at <= 0.0) && reaches(|at| at >= 0.0);
    }
}

impl Dot {
    /// Whether an arrow stands on it.
    fn points_up(&self) -> bool {
        matches!(self.qualifier, Qualifier::Over | Qualifier::AtLeast)
    }

    /// Lowest and highest value that is drawn for it.
    pub(super) fn reach(&self) -> (f64, f64) {
        let (a, b) = self.rivals.as_ref().map_or(self.said, |rivals| rivals.range);
        (a.min(self.said.0).min(self.value), b.max(self.said.1).max(self.value))
    }
}

fn dot(
    o: &Observation,
    place: f64,
    label: String,
    (scale, computed): (Scale, bool),
    words: &Words,
) -> Dot {
    let float = |value: Decimal| scale.apply(value).to_f64().unwrap_or(0.0);
    let value = float(o.value);
    let said = match o.value_high.filter(|_| o.qualifier == Qualifier::Between) {
        Some(high) => (value, float(high)),
        None => (value, value),
    };
    let rivals = (o.rivals > 0 && o.range.0 != o.range.1).then(|| Rivals {
        range: (float(o.range.0), float(o.range.1)),
        said: number::rivals(o, scale, computed, words),
    });
    Dot {
        place,
        value: f64::midpoint(said.0, said.1),
        said,
        rivals,
        qualifier: o.qualifier,
        planned: o.status == Status::Planned,
        derived: o.derived,
        label,
        period: o.period,
    }
}

/// The places of first, last, lowest and highest.
pub(super) fn extremes(observations: &[Observation]) -> Vec<usize> {
    let by_value =
        |(_, a): &(usize, &Observation), (_, b): &(usize, &Observation)| a.value.cmp(&b.value);
    let at = || observations.iter().enumerate();
    let mut out = vec![0, observations.len().saturating_sub(1)];
    out.extend(at().min_by(by_value).map(|(i, _)| i));
    // The first of equals, as for the lowest.
    out.extend(at().rev().max_by(by_value).map(|(i, _)| i));
    out
}

/// One axis measures one thing, unless everything is made percent first.
fn same_units(spec: &ChartSpec) -> Result<(), ChartError> {
    let Some(first) = spec.series.first() else {
        return Err(ChartError::Nothing("no series was chosen".to_owned()));
    };
    if spec.series.len() > MOST_SERIES {
        return Err(ChartError::TooManySeries { count: spec.series.len(), limit: MOST_SERIES });
    }
    if spec.view != View::Level {
        return Ok(());
    }
    let what = |s: &super::ChartSeries| {
        let unit = s.unit.map_or_else(|| "times".to_owned(), |unit| unit.to_string());
        match s.transform {
            Transform::Level | Transform::ChangeAbs | Transform::Multiple => unit,
            other => format!("{unit} ({other})"),
        }
    };
    match spec.series.iter().find(|s| what(s) != what(first)) {
        Some(other) => Err(ChartError::MixedUnits { first: what(first), second: what(other) }),
        None => Ok(()),
    }
}

/// The word for the power of ten of the largest value; percent and multiples have none.
fn scale_of<'a, 'w>(
    spec: &ChartSpec,
    all: impl Iterator<Item = &'a Observation>,
    words: &'w Words,
) -> Option<&'w ScaleWord> {
    if spec.view != View::Level || !spec.series.iter().all(is_scaled) {
        return None;
    }
    let largest = all.map(|o| o.value.abs().max(o.value_high.unwrap_or(o.value).abs())).max()?;
    Some(words.scale_for(largest))
}

/// Whether the values of a series are amounts, which are told in thousands and millions.
pub(super) fn is_scaled(s: &super::ChartSeries) -> bool {
    matches!(s.transform, Transform::Level | Transform::ChangeAbs) && is_amount(s.unit)
}

/// Whether a unit is counted in thousands and millions.
pub(super) fn is_amount(unit: Option<Unit>) -> bool {
    unit.is_some_and(|unit| unit.code().len() <= 12 && !unit.code().starts_with("percent"))
}

fn empty_reason(spec: &ChartSpec, names: &[String]) -> String {
    match spec.view {
        View::YearOnYear => {
            format!("no value of {} has one a year before it to compare with", names.join(", "))
        }
        View::Level | View::Index(_) => format!("{} has no values", names.join(", ")),
    }
}
