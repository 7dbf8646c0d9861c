//! Chart files: one chart a TOML file, as in `charts/`.
//!
//! ```toml
//! series = ["Tatarstan China turnover"]
//! title = "Tatarstan’s trade with China"
//!
//! [[annotation]]
//! period = "2018"
//! text = "Consulate opens in Kazan"
//! ```
//!
//! The words of `series` are read as on the command line; that is left to the caller, who knows the store.

use super::ChartError;
use super::spec::{
    Annotation, AxisScale, ChartSpec, Gaps, Layout, MOST_VINTAGES, Theme, View, Vintages,
};
use crate::model::{Language, Period};
use chrono::NaiveDate;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::path::Path;

/// A chart as its file describes it. Everything but `series` may be left out.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the file, to be switched on by itself"
)]
pub struct ChartFile {
    /// The series, each in words: "Tatarstan China turnover".
    pub series: Vec<String>,
    /// Names at the lines' ends, in the order of `series`; made from the series where left out.
    #[serde(default)]
    pub names: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// A sentence to add under the chart.
    pub note: Option<String>,
    /// The language of the chart's words.
    #[serde(default, deserialize_with = "language")]
    pub language: Option<Language>,
    /// Dark rather than light.
    #[serde(default)]
    pub dark: bool,
    /// 360 rather than 800 pixels wide.
    #[serde(default)]
    pub narrow: bool,
    /// A logarithmic vertical axis.
    #[serde(default)]
    pub log: bool,
    /// The period whose value is 100.
    #[serde(default, deserialize_with = "period")]
    pub index: Option<Period>,
    /// Growth on the year before.
    #[serde(default)]
    pub yoy: bool,
    /// Whether the vertical axis begins at zero.
    pub zero: Option<bool>,
    /// Thin dashes across missing periods.
    #[serde(default)]
    pub dash_gaps: bool,
    /// The day whose knowledge the chart shows.
    #[serde(default, deserialize_with = "day")]
    pub as_of: Option<NaiveDate>,
    /// Earlier vintages in grey: `true`, or the days.
    #[serde(default, deserialize_with = "vintages")]
    pub vintages: Vintages,
    /// The first period shown.
    #[serde(default, deserialize_with = "period")]
    pub from: Option<Period>,
    /// The last period shown.
    #[serde(default, deserialize_with = "period")]
    pub to: Option<Period>,
    /// The unit to choose where series come in several: `USD`.
    pub unit: Option<String>,
    /// The currency to convert into, by average exchange rates: `USD`.
    pub currency: Option<String>,
    /// Events to mark.
    #[serde(default)]
    pub annotation: Vec<AnnotationEntry>,
}

/// An event of a chart file.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationEntry {
    /// When.
    #[serde(deserialize_with = "some_period")]
    pub period: Period,
    /// What.
    pub text: String,
}

impl ChartFile {
    /// Reads a chart file's text; `path` is for messages.
    ///
    /// # Errors
    /// When the text is no TOML, a key is unknown or missing, or a value is not what the key wants: with file, line and key.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ChartError> {
        let fault = |offset: usize, reason: String| ChartError::File {
            path: path.to_owned(),
            line: text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1,
            reason,
        };
        let file: Self = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            fault(offset, format!("{}{}", error.message(), key_at(text, offset)))
        })?;
        let line_of = |key: &str| text.find(key).unwrap_or(0);
        if file.series.is_empty() {
            return Err(fault(line_of("series"), "`series` is empty: name at least one, as in series = [\"Tatarstan China turnover\"]".to_owned()));
        }
        if file.names.len() > file.series.len() {
            return Err(fault(
                line_of("names"),
                "`names` has more entries than `series`".to_owned(),
            ));
        }
        if file.yoy && file.index.is_some() {
            return Err(fault(line_of("yoy"), "`yoy` and `index` exclude each other".to_owned()));
        }
        if file.vintages != Vintages::No {
            let at = line_of("vintages");
            if file.series.len() > 1 {
                return Err(fault(
                    at,
                    "`vintages` are of one series; name one in `series`".to_owned(),
                ));
            }
            if file.yoy {
                return Err(fault(at, "`yoy` draws bars, which have no `vintages`".to_owned()));
            }
        }
        Ok(file)
    }

    /// Puts everything but the series' values into a specification whose series stand already.
    pub fn apply(&self, spec: &mut ChartSpec) {
        spec.title.clone_from(&self.title);
        spec.language = self.language.unwrap_or(spec.language);
        spec.notes.extend(self.note.clone());
        if self.dark {
            spec.theme = Theme::Dark;
        }
        if self.narrow {
            spec.layout = Layout::Narrow;
        }
        if self.log {
            spec.scale = AxisScale::Log;
        }
        if let Some(base) = self.index {
            spec.view = View::Index(base);
        }
        if self.yoy {
            spec.view = View::YearOnYear;
        }
        if self.dash_gaps {
            spec.gaps = Gaps::Dash;
        }
        spec.zero = self.zero.or(spec.zero);
        spec.as_of = self.as_of.or(spec.as_of);
        spec.from = self.from.map(Period::from).or(spec.from);
        spec.to = self.to.map(Period::to).or(spec.to);
        let events = self.annotation.iter();
        spec.annotations
            .extend(events.map(|e| Annotation { period: e.period, text: e.text.clone() }));
        for (series, name) in spec.series.iter_mut().zip(&self.names) {
            series.name = Some(name.clone());
        }
    }
}

/// " (key `index`)" for the key of the line that holds an offset.
fn key_at(text: &str, offset: usize) -> String {
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    match line.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() => format!(" (key `{}`)", key.trim()),
        _ => String::new(),
    }
}

fn some_period<'de, D: Deserializer<'de>>(from: D) -> Result<Period, D::Error> {
    let code = String::deserialize(from)?;
    Period::parse(&code).ok_or_else(|| {
        D::Error::custom(format!(
            "‘{code}’ is no period: write 2023, 2025-S1, 2021-Q3, 2022-01 or 2022-01-19"
        ))
    })
}

fn period<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Period>, D::Error> {
    some_period(from).map(Some)
}

fn language<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Language>, D::Error> {
    let code = String::deserialize(from)?;
    code.parse()
        .map(Some)
        .map_err(|_| D::Error::custom(format!("‘{code}’ is no language: write en, ru or zh")))
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = String::deserialize(from)?;
    day_of(&text).map(Some).map_err(D::Error::custom)
}

/// A day; of a longer time its last.
fn day_of(text: &str) -> Result<NaiveDate, String> {
    Period::parse(text).map(Period::to).ok_or_else(|| {
        format!("‘{text}’ is no day: write 2024-02-03, or 2024-02 or 2024 for the last day of it")
    })
}

fn vintages<'de, D: Deserializer<'de>>(from: D) -> Result<Vintages, D::Error> {
    struct Said;
    impl<'de> Visitor<'de> for Said {
        type Value = Vintages;

        fn expecting(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
            form.write_str("true, false or a list of days, as in [\"2020-01-01\", \"2022\"]")
        }

        fn visit_bool<E>(self, said: bool) -> Result<Vintages, E> {
            Ok(if said { Vintages::OfChange } else { Vintages::No })
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vintages, A::Error> {
            let mut days = Vec::new();
            while let Some(text) = list.next_element::<String>()? {
                days.push(day_of(&text).map_err(A::Error::custom)?);
            }
            if days.is_empty() || days.len() > MOST_VINTAGES {
                let what = format!("{} days; a chart shows 1 to {MOST_VINTAGES}", days.len());
                return Err(A::Error::custom(what));
            }
            Ok(Vintages::On(days))
        }
    }
    from.deserialize_any(Said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ChartFile, String> {
        ChartFile::parse(text, Path::new("charts/x.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_of_one_line_is_a_chart() {
        let file = parse("series = [\"Tatarstan China turnover\"]").unwrap();
        assert_eq!(file.series, ["Tatarstan China turnover"]);
    }

    #[test]
    fn vintages_are_all_or_some() {
        let check = |value: &str, expected: Vintages| {
            let file = parse(&format!("series = [\"x\"]\nvintages = {value}")).unwrap();
            assert_eq!(file.vintages, expected);
        };
        let day = |text: &str| text.parse().unwrap();
        check("true", Vintages::OfChange);
        check("false", Vintages::No);
        check(
            "[\"2020-03-01\", \"2022\"]",
            Vintages::On(vec![day("2020-03-01"), day("2022-12-31")]),
        );
    }

    #[test]
    fn a_fault_names_file_line_and_key() {
        let check = |text: &str, parts: &[&str]| {
            let error = parse(text).unwrap_err();
            for part in parts {
                assert!(error.contains(part), "{error} lacks {part}");
            }
        };
        check("series = [\"x\"]\ntitel = \"y\"", &["charts/x.toml:2:", "titel"]);
        check("series = [\"x\"]\n\nindex = \"soon\"", &["charts/x.toml:3:", "index", "soon"]);
        check("title = \"x\"", &["charts/x.toml:1:", "series"]);
        check("series = []", &["charts/x.toml:1:", "series"]);
        check(
            "series = [\"x\"]\nas_of = \"soon\"",
            &["charts/x.toml:2:", "as_of", "soon", "2024-02-03"],
        );
        check("series = [\"x\"]\nvintages = 3", &["charts/x.toml:2:", "vintages", "list of days"]);
        check(
            "series = [\"x\"]\nvintages = [\"2020\", \"x\"]",
            &["charts/x.toml:2:", "vintages", "‘x’"],
        );
        check("series = [\"x\"]\nvintages = []", &["charts/x.toml:2:", "vintages", "1 to 7"]);
        check("series = [\"x\", \"y\"]\nvintages = true", &["charts/x.toml:2:", "one series"]);
        check("series = [\"x\"]\nyoy = true\nvintages = true", &["charts/x.toml:3:", "bars"]);
        check("series = [\"x\"]\nindex = \"2018\"\nyoy = true", &["charts/x.toml:3:", "exclude"]);
    }
}
