//! A [`Query`] as the WHERE clause of a statement.

use crate::model::{AreaCode, Flow, Query, Unit};
use rusqlite::types::Value;

/// Figures `f` that a person should look at.
pub(super) const NEEDS_LOOK: &str =
    "f.indicator <> 'other' AND (f.confidence < 0.5 OR f.period IS NULL OR f.ref_area IS NULL)";

/// Conditions and their parameters, in order of the question marks.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    conditions: Vec<String>,
    pub(super) parameters: Vec<Value>,
}

impl Conditions {
    /// What a query asks of the key columns of `table`, a series or a figure.
    pub(super) fn of_key(query: &Query, table: &str) -> Self {
        let mut all = Self::default();
        let areas: Vec<&str> = query.areas.iter().map(AreaCode::as_str).collect();
        if let Some(flow) = query.flow {
            all.add_flow(flow, table);
        } else if let &[area] = areas.as_slice() {
            // Two comparisons, not one IN: each finds its index.
            let either = format!("({table}.ref_area = ? OR {table}.counterpart_area = ?)");
            all.add(&either, [area, area]);
        } else if !areas.is_empty() {
            // Two or more: the trade among them, whoever reports it.
            all.one_of(&format!("{table}.ref_area"), &areas);
            all.one_of(&format!("{table}.counterpart_area"), &areas);
        }
        let codes: Vec<&str> = query.indicators.iter().map(|indicator| indicator.code()).collect();
        if query.flow.is_none() {
            all.one_of(&format!("{table}.indicator"), &codes);
        }
        let codes: Vec<&str> = query.transforms.iter().map(|transform| transform.code()).collect();
        all.one_of(&format!("{table}.transform"), &codes);
        let unit: Vec<&str> = query.unit.iter().map(Unit::code).collect();
        all.one_of(&format!("{table}.unit"), &unit);
        for word in &query.rest {
            // instr is exact on letters of every script, where LIKE knows upper and lower case of ASCII only.
            let lower = word.to_lowercase();
            let test = format!("(instr({table}.product, ?) OR instr(lower({table}.product), ?))");
            all.add(&test, [word.as_str(), &lower]);
        }
        all
    }

    /// What one end of a flow tells as exports, and the other as imports.
    fn add_flow(&mut self, flow: Flow, table: &str) {
        let mut sides = Vec::new();
        let ends = [("exports", flow.from, flow.to), ("imports", flow.to, flow.from)];
        for (indicator, ref_area, partner) in ends {
            let mut side = vec![format!("{table}.indicator = '{indicator}'")];
            for (column, area) in [("ref_area", ref_area), ("counterpart_area", partner)] {
                if let Some(area) = area {
                    side.push(format!("{table}.{column} = ?"));
                    self.parameters.push(Value::Text(area.to_string()));
                }
            }
            sides.push(format!("({})", side.join(" AND ")));
        }
        self.conditions.push(format!("({})", sides.join(" OR ")));
    }

    /// Whole periods within the query's days, by the period columns of `table`.
    #[must_use]
    pub(super) fn within(mut self, query: &Query, table: &str) -> Self {
        if let Some(day) = query.from {
            self.add(&format!("{table}.period_start >= ?"), [day.to_string().as_str()]);
        }
        if let Some(day) = query.to {
            self.add(&format!("{table}.period_end <= ?"), [day.to_string().as_str()]);
        }
        self
    }

    /// One more condition, with its parameters.
    pub(super) fn add<const N: usize>(&mut self, condition: &str, parameters: [&str; N]) {
        self.conditions.push(condition.to_owned());
        self.parameters.extend(parameters.map(|text| Value::Text(text.to_owned())));
    }

    /// One more condition with a number.
    pub(super) fn add_number(&mut self, condition: &str, number: impl Into<Value>) {
        self.conditions.push(condition.to_owned());
        self.parameters.push(number.into());
    }

    fn one_of(&mut self, column: &str, codes: &[&str]) {
        if !codes.is_empty() {
            let marks = vec!["?"; codes.len()].join(", ");
            self.conditions.push(format!("{column} IN ({marks})"));
            self.parameters.extend(codes.iter().map(|code| Value::Text((*code).to_owned())));
        }
    }

    /// Whether everything is asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// `WHERE …`, or a condition that is always true.
    pub(super) fn sql(&self) -> String {
        if self.conditions.is_empty() {
            "WHERE true".to_owned()
        } else {
            format!("WHERE {}", self.conditions.join(" AND "))
        }
    }
}
