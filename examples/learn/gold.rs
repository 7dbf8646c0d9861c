//! Annotated reports: `<name>.txt` with its gold figures, `<name>.json`; and the cases of `tests/corpus/<language>/*.md`.

use crate::case;
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tradestat::model::{
    AreaCode, Figure, Indicator, Period, Published, PublishedBasis, Report, Transform,
};

/// A report with its gold figures.
pub(crate) struct Annotated {
    pub(crate) report: Report,
    /// Host of its address: what is left out when the learnt is tried on strangers.
    pub(crate) site: String,
    /// The folder it stands in.
    pub(crate) folder: String,
    figures: Vec<(usize, usize, Value)>,
}

/// Every annotated report of a folder, in the order of names.
pub(crate) fn read_folder(folder: &Path, into: &mut Vec<Annotated>) -> io::Result<()> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    let ends = |file: &PathBuf, with: &str| file.extension().is_some_and(|e| e == with);
    if !files.iter().any(|file| ends(file, "json")) {
        return files.iter().filter(|file| ends(file, "md")).try_for_each(|f| read_cases(f, into));
    }
    files.retain(|file| ends(file, "json"));
    for file in files {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let text = fs::read_to_string(file.with_extension("txt"))?;
        let day = gold["published"].as_str().and_then(|day| day.parse().ok());
        let figures = gold["figures"].as_array().cloned().unwrap_or_default();
        let figures = figures.into_iter().filter_map(|figure| {
            let (start, end) = place(&text, &figure)?;
            Some((start, end, figure))
        });
        let name = file.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let site = gold["url"].as_str().and_then(|url| url.split('/').nth(2));
        let site = site.map_or(name, |site| site.trim_start_matches("www.").to_owned());
        into.push(Annotated {
            figures: figures.collect(),
            site,
            folder: name_of(folder),
            report: Report {
                language: gold["language"].as_str().and_then(|code| code.parse().ok()),
                published: day.map(|day| Published { day, basis: PublishedBasis::Given }),
                text,
                ..Report::default()
            },
        });
    }
    Ok(())
}

/// The last two steps of a path: `corpus/en-news`.
fn name_of(folder: &Path) -> String {
    let steps: Vec<_> = folder.iter().rev().take(2).map(|step| step.to_string_lossy()).collect();
    steps.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// The cases of a file of `tests/corpus/<language>/`; those known to be wrong teach nothing.
fn read_cases(file: &Path, into: &mut Vec<Annotated>) -> io::Result<()> {
    let cases = case::read(&fs::read_to_string(file)?)
        .map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
    let language = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let site = file.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    for case in cases.into_iter().filter(|case| case.wrong.is_none()) {
        let mut from = 0;
        let figures = case.figures.unwrap_or_default().into_iter().filter_map(|row| {
            let cell = |name: &str| row.get(name).filter(|cell| !cell.is_empty());
            // Rows stand in the order of the text.
            let at = cell("at")?;
            let byte = from + case.report[from..].find(at.as_str())?;
            from = byte + at.len();
            let start = case.report[..byte].chars().count();
            let value = |name| cell(name).map(|cell| case::value(cell));
            let gold = serde_json::json!({
                "indicator": cell("indicator"),
                "transform": cell("transform"),
                "ref_area": cell("ref"),
                "counterpart_area": cell("partner"),
                "value": value("value"),
                "value_high": value("high"),
                "unit": cell("unit"),
                "period": cell("period").and_then(|code| Period::parse(code)).map(days),
            });
            Some((start, start + at.chars().count(), gold))
        });
        let figures = figures.collect();
        let day = case::PUBLISHED.parse().ok();
        into.push(Annotated {
            figures,
            site: site.clone(),
            folder: file.parent().map(name_of).unwrap_or_default(),
            report: Report {
                text: case.report.clone(),
                language: language.as_ref().and_then(|code| code.parse().ok()),
                published: day.map(|day| Published { day, basis: PublishedBasis::Given }),
                ..Report::default()
            },
        });
    }
    Ok(())
}

/// A period as annotators write it.
fn days(period: Period) -> Value {
    serde_json::json!({ "from": period.from().to_string(), "to": period.to().to_string() })
}

/// Where a gold figure stands, in code points: the `nth` place of `at`.
fn place(text: &str, figure: &Value) -> Option<(usize, usize)> {
    let at = figure["at"].as_str()?;
    let nth = usize::try_from(figure["nth"].as_u64().unwrap_or(1)).ok()?;
    let (byte, _) = text.match_indices(at).nth(nth.checked_sub(1)?)?;
    let start = text[..byte].chars().count();
    Some((start, start + at.chars().count()))
}

impl Annotated {
    /// The gold figures at the place of a figure.
    pub(crate) fn at(&self, figure: &Figure) -> impl Iterator<Item = &Value> {
        let span = figure.span;
        self.figures
            .iter()
            .filter(move |(start, end, _)| *start < span.end && span.start < *end)
            .map(|(.., gold)| gold)
    }
}

/// Whether the annotator was in doubt about a field.
pub(crate) fn is_debatable(gold: &Value, field: &str) -> bool {
    gold["debatable_fields"].as_array().is_some_and(|fields| fields.iter().any(|f| f == field))
}

/// Whether value, unit, transform and indicator of a figure are right.
pub(crate) fn is_measured(figure: &Figure, gold: &Value) -> bool {
    let same = |field: &str, value: Option<&str>| {
        is_debatable(gold, field) || gold[field].as_str() == value
    };
    let value = |field: &str, own: Option<Decimal>| {
        let said: Option<Decimal> = gold[field].as_str().and_then(|v| v.parse().ok());
        is_debatable(gold, "value") || said.map(|v| v.abs()) == own.map(|v| v.abs())
    };
    let unit = figure.amount.unit.as_ref().map(tradestat::model::Unit::code);
    value("value", Some(figure.amount.value))
        && value("value_high", figure.amount.high)
        && same("unit", unit)
        && same("transform", Some(figure.transform.code()))
        && same("indicator", Some(figure.indicator.code()))
}

/// The period of a gold figure, which may be none; `None` where the annotator says nothing of it.
pub(crate) fn period(gold: &Value) -> Option<Option<Period>> {
    let Some(days) = gold.get("period")?.as_object() else { return Some(None) };
    let day = |name| days.get(name)?.as_str()?.parse().ok();
    Some(Period::span(day("from")?, day("to")?))
}

/// Whether two areas are those of a figure; turnover's may come in either order, but in a share.
pub(crate) fn are_its_areas(
    figure: &Figure,
    gold: &Value,
    own: Option<AreaCode>,
    other: Option<AreaCode>,
) -> bool {
    let same = |field: &str, area: Option<AreaCode>| {
        is_debatable(gold, field) || gold[field].as_str() == area.as_ref().map(AreaCode::as_str)
    };
    let fit = |a, b| same("ref_area", a) && same("counterpart_area", b);
    let either = figure.indicator == Indicator::Turnover && figure.transform != Transform::Share;
    fit(own, other) || (either && fit(other, own))
}
