//! `tradestat figures --why`: where a value comes from, in words and steps.

use super::amount::{amount, shown_period};
use super::arithmetic;
use super::audit_numbers::between;
use super::safe::line;
use super::stop::Stop;
use crate::model::{Amount, Bounds, Period, Qualifier, Unit};
use crate::store::{DerivedRow, FigureRow, Named, Standing, Store};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// All that is known of a value.
pub(super) struct Why {
    named: Named,
    /// Of a figure: its place among the others of its series and period.
    standing: Option<Standing>,
    made_of_it: Vec<DerivedRow>,
}

impl Why {
    /// Of what an id names.
    pub(super) fn of(id: &str, store: &Store) -> Result<Self, Stop> {
        let named = store.named(id)?;
        let standing = match &named {
            Named::Figure(figure) => store.standing(&figure.figure_key)?,
            Named::Derived(_) => None,
        };
        let made_of_it = store.made_of(&named)?;
        Ok(Self { named, standing, made_of_it })
    }

    /// For people.
    pub(super) fn words(&self, width: u16) -> String {
        let mut text = String::new();
        match &self.named {
            Named::Figure(figure) => self.figure(figure, width, &mut text),
            Named::Derived(row) => derived(row, 0, width, &mut text),
        }
        if !self.made_of_it.is_empty() {
            text.push_str("derived from it:\n");
            for row in &self.made_of_it {
                let _ = writeln!(text, "  {} · {} · {}", value_of(row), row.id, row.because);
            }
        }
        text
    }

    fn figure(&self, figure: &FigureRow<'_>, width: u16, text: &mut String) {
        text.push_str(&said(figure, 0, width));
        let Some(standing) = &self.standing else {
            let why = if figure.verdict.as_deref() == Some("rejected") {
                "it was rejected"
            } else if figure.series.is_none() {
                "it makes no series: what it measures, of whom or in what is not known"
            } else if figure.period.is_none() {
                "its period is not known"
            } else {
                "its report was edited since, or repeats another that says the same"
            };
            let _ = writeln!(text, "does not count: {why}");
            return;
        };
        let of = super::ingest_report::count(standing.figures, "figure");
        if standing.chosen.figure_key == figure.figure_key {
            let _ = writeln!(text, "stands for {}: {}, of {of}", standing.id, standing.because);
        } else {
            let _ = writeln!(
                text,
                "tells of {}, for which another stands ({}, of {of}):",
                standing.id, standing.because
            );
            text.push_str(&said(&standing.chosen, 2, width));
        }
        let others: Vec<_> =
            standing.rivals.iter().filter(|rival| rival.figure_key != figure.figure_key).collect();
        if standing.rivals.len() > others.len() {
            text.push_str("the two contradict each other\n");
        }
        if !others.is_empty() {
            let _ = writeln!(
                text,
                "contradicted by {}:",
                super::ingest_report::count(others.len(), "figure")
            );
            for rival in others {
                text.push_str(&said(rival, 2, width));
            }
        }
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let mut value = match &self.named {
            Named::Derived(row) => derived_json(row),
            Named::Figure(figure) => {
                let mut value = figure_json(figure);
                value["derived"] = false.into();
                value["stands_for"] = Value::Null;
                if let Some(standing) = &self.standing {
                    let chosen = standing.chosen.figure_key == figure.figure_key;
                    value["observation"] = standing.id.as_str().into();
                    value["stands_for"] = chosen.then_some(standing.id.as_str()).into();
                    value["chosen_because"] = standing.because.as_str().into();
                    value["chosen"] = figure_json(&standing.chosen);
                    value["n_figures"] = standing.figures.into();
                    value["rivals"] = standing.rivals.iter().map(figure_json).collect();
                }
                value
            }
        };
        let made = |row: &DerivedRow| json!({ "id": row.id, "value": row.value, "chosen_because": row.because });
        value["made_of_it"] = self.made_of_it.iter().map(made).collect();
        value
    }
}

/// A derived value, its arithmetic, and its inputs with theirs.
fn derived(row: &DerivedRow, indent: usize, width: u16, text: &mut String) {
    let pad = " ".repeat(indent);
    let planned = if row.status == crate::model::Status::Planned { " · planned" } else { "" };
    let head = format!(
        "{} · {} · {}{planned} · derived",
        value_of(row),
        row.series,
        shown_period(row.period)
    );
    let _ = writeln!(text, "{pad}{}", line(&head));
    let limits = between(row.bounds, row.key.unit);
    let _ = writeln!(text, "{pad}  = {}, which makes {limits}", sum(row));
    if row.rivals > 0 {
        let (low, high) = (row.range.0.decimal(), row.range.1.decimal());
        let range = amount(low, Some(high), row.key.unit, Qualifier::Between);
        let others = super::ingest_report::count(row.rivals, "other derivation");
        let _ = writeln!(text, "{pad}  contradicted by {others}: {range}");
    }
    for input in &row.inputs {
        let limits = between(input.bounds, unit_of(&input.from));
        let _ = writeln!(text, "{pad}  {}: {limits}", input.role);
        match &input.from {
            Named::Figure(figure) => text.push_str(&said(figure, indent + 4, width)),
            Named::Derived(other) => derived(other, indent + 4, width, text),
        }
    }
}

/// "106.5 billion USD ÷ (1 − 9.1 %)".
fn sum(row: &DerivedRow) -> String {
    // A multiple among amounts is a bare number.
    arithmetic::of(row, &|it| told(it).trim_end_matches(" times").to_owned())
}

fn told(it: &Amount) -> String {
    amount(it.value, it.high, it.unit, it.qualifier)
}

fn value_of(row: &DerivedRow) -> String {
    told(&arithmetic::amount_of_derived(row))
}

fn unit_of(named: &Named) -> Option<Unit> {
    match named {
        Named::Figure(figure) => unit_of_figure(figure),
        Named::Derived(row) => row.key.unit,
    }
}

fn unit_of_figure(figure: &FigureRow<'_>) -> Option<Unit> {
    figure.unit.as_deref().and_then(Unit::parse)
}

/// What a figure says, its sentence, and where that stands.
fn said(figure: &FigureRow<'_>, indent: usize, width: u16) -> String {
    let pad = " ".repeat(indent);
    let entry = super::figures::entry(
        figure,
        width.saturating_sub(u16::try_from(indent).unwrap_or(0)).max(40),
    );
    let lines = entry.trim_end().lines().map(|line| format!("{pad}{line}\n"));
    lines.collect()
}

fn derived_json(row: &DerivedRow) -> Value {
    let side = |edge: f64| edge.is_finite().then_some(edge);
    let limits = |bounds: Bounds| (side(bounds.least), side(bounds.most));
    let inputs: Vec<Value> = row
        .inputs
        .iter()
        .map(|input| {
            let (least, most) = limits(input.bounds);
            let mut value = match &input.from {
                Named::Figure(figure) => {
                    let mut value = figure_json(figure);
                    value["derived"] = false.into();
                    value
                }
                Named::Derived(row) => derived_json(row),
            };
            value["role"] = input.role.code().into();
            value["least"] = least.into();
            value["most"] = most.into();
            value
        })
        .collect();
    let (least, most) = limits(row.bounds);
    json!({
        "derived": true, "id": row.id, "series": row.series, "period": row.period, "value": row.value,
        "value_high": row.value_high, "unit": row.key.unit, "qualifier": row.qualifier, "status": row.status,
        "rule": row.rule, "chosen_because": row.because, "arithmetic": sum(row), "least": least, "most": most,
        "n_figures": row.figures, "n_rivals": row.rivals, "low": row.range.0, "high": row.range.1, "inputs": inputs,
    })
}

fn figure_json(figure: &FigureRow<'_>) -> Value {
    json!({
        "figure_key": figure.figure_key, "series": figure.series, "transform": figure.transform,
        "period": figure.period.as_deref().and_then(Period::parse), "value": figure.value,
        "value_high": figure.value_high, "unit": figure.unit, "qualifier": figure.qualifier,
        "status": figure.status, "confidence": figure.confidence, "in_force": figure.in_force,
        "quote": figure.quote, "heading": figure.heading, "title": figure.title, "publisher": figure.publisher,
        "published": figure.published, "url": figure.url, "source": figure.source,
    })
}
