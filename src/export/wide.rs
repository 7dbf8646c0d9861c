//! Periods down, series across: the table that a person puts beside a text.

use super::Rows;
use crate::model::{Decimal, Observation, Period};
use std::collections::BTreeMap;
use std::io;

/// One series of a wide table.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its name, with its unit: the head of the column.
    pub name: String,
    /// Its values by period.
    pub values: BTreeMap<Period, Decimal>,
}

impl Column {
    /// A series and what it holds. Where actual and planned values meet in a period, the actual one stands.
    #[must_use]
    pub fn new(name: String, observations: &[Observation]) -> Self {
        let mut values = BTreeMap::new();
        let planned_first = |o: &&Observation| o.status == crate::model::Status::Actual;
        let mut ordered: Vec<_> = observations.iter().collect();
        ordered.sort_by_key(planned_first);
        for observation in ordered {
            values.insert(observation.period, observation.value);
        }
        Self { name, values }
    }
}

/// A table of several series in time. A period that a series says nothing of is an empty cell, never a zero.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wide {
    /// The series, from left to right.
    pub columns: Vec<Column>,
}

impl Wide {
    /// Every period that some series speaks of, in time.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<_> =
            self.columns.iter().flat_map(|column| column.values.keys().copied()).collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    /// Writes the table; returns the number of rows. The header is the first row, for its names are data.
    ///
    /// # Errors
    /// As the output.
    pub fn write(&self, rows: &mut dyn Rows) -> io::Result<u64> {
        rows.text("period");
        rows.text("period_start");
        rows.text("period_end");
        for column in &self.columns {
            rows.text(&column.name);
        }
        rows.end_row()?;
        let periods = self.periods();
        for period in &periods {
            rows.text(&period.code());
            rows.text(&period.from().to_string());
            rows.text(&period.to().to_string());
            for column in &self.columns {
                match column.values.get(period) {
                    Some(value) => rows.number(&value.to_string()),
                    None => rows.nothing(),
                }
            }
            rows.end_row()?;
        }
        Ok(periods.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use crate::export::{Csv, Dialect};

    #[test]
    fn a_missing_value_is_an_empty_cell() {
        let values = |pairs: &[(i32, i64)]| {
            pairs.iter().filter_map(|&(y, v)| Some((Period::year(y)?, Decimal::from(v)))).collect()
        };
        let wide = Wide {
            columns: vec![
                Column { name: "A (USD)".into(), values: values(&[(2021, 5), (2023, 7)]) },
                Column { name: "B (USD)".into(), values: values(&[(2023, -1), (2022, 0)]) },
            ],
        };
        let mut csv = Csv::new(Vec::new(), Dialect::PLAIN);
        assert_eq!(wide.write(&mut csv).unwrap(), 3);
        let text = String::from_utf8(csv.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "period,period_start,period_end,A (USD),B (USD)\n2021,2021-01-01,2021-12-31,5,\n2022,2022-01-01,2022-12-31,,0\n2023,2023-01-01,2023-12-31,7,-1\n"
        );
    }
}
