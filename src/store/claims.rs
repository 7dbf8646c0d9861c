//! Claims out: the figures that count, without their texts, for what is concluded from them.

use super::error::StoreError;
use super::open::Store;
use super::rows::{coded, key_of_row, text, text_or_null};
use crate::model::{Bounds, Claim, Claims, Period, Qualifier, SeriesKey, Status};
use rusqlite::{Row, Statement};
use std::collections::HashMap;

impl Store {
    /// Every claim in the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn claims(&self) -> Result<Claims, StoreError> {
        let read = || {
            let series = self.all_series_keys()?;
            let numbers = numbers(&series);
            let mut claims = Vec::new();
            for sql in [IN_FORCE, WITHOUT_PERIOD] {
                let mut statement = self.connection.prepare(sql)?;
                read_claims(&mut statement, [], &numbers, &mut claims)?;
            }
            Ok(Claims::new(series, claims))
        };
        read().map_err(self.failed("reading figures for the audit"))
    }

    /// The claims of the series that `wanted` picks.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn claims_of(&self, wanted: impl Fn(&SeriesKey) -> bool) -> Result<Claims, StoreError> {
        let read = || {
            let mut series = self.all_series_keys()?;
            series.retain(|(_, key)| wanted(key));
            let numbers = numbers(&series);
            let mut claims = Vec::new();
            for (sql, table) in [(IN_FORCE, "e"), (WITHOUT_PERIOD, "f")] {
                let sql = format!("{sql} AND {table}.series_id = ?1");
                let mut statement = self.connection.prepare(&sql)?;
                for (id, _) in &series {
                    read_claims(&mut statement, [id], &numbers, &mut claims)?;
                }
            }
            Ok(Claims::new(series, claims))
        };
        read().map_err(self.failed("reading figures for the audit"))
    }

    pub(super) fn all_series_keys(&self) -> rusqlite::Result<Vec<(i64, SeriesKey)>> {
        let sql =
            "SELECT series_id, indicator, transform, ref_area, counterpart_area, product, unit
             FROM series ORDER BY name";
        let mut statement = self.connection.prepare(sql)?;
        statement.query_map([], |row| Ok((row.get(0)?, key_of_row(row, 1)?)))?.collect()
    }
}

/// What is in force is in `effective`; the rest of a figure is in its own row.
const IN_FORCE: &str = "
SELECT e.series_id, e.figure_id, e.period, f.base, e.value, e.value_high, e.qualifier, e.rounding, e.status,
  e.decided OR NOT e.doubtful, e.report_id, e.sentence_id, f.char_start, f.char_end, e.published, e.figure_key,
  EXISTS (SELECT 1 FROM chosen AS c WHERE c.series_id = e.series_id AND c.period_start = e.period_start
    AND c.period_end = e.period_end AND c.figure_id = e.figure_id),
  e.source_area
FROM effective AS e CROSS JOIN figure AS f ON f.figure_id = e.figure_id WHERE true";

/// Figures without a period are in force nowhere, but may still be wrong. A decision that rejects them, or gives them what
/// they lack, takes them away.
const WITHOUT_PERIOD: &str = "
SELECT f.series_id, f.figure_id, NULL, f.base, f.value, f.value_high, f.qualifier, f.rounding, f.status,
  f.confidence >= 0.5, f.report_id, f.sentence_id, f.char_start, f.char_end, r.published, f.figure_key, false,
  f.source_area
FROM figure AS f CROSS JOIN report AS r ON r.report_id = f.report_id
WHERE f.period IS NULL AND f.series_id IS NOT NULL AND r.superseded_by IS NULL AND NOT EXISTS (
  SELECT 1 FROM decision AS d WHERE d.figure_key = f.figure_key AND d.verdict IN ('rejected', 'corrected')
    AND d.decision_id = (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key))";

/// Which place each series has.
fn numbers(series: &[(i64, SeriesKey)]) -> HashMap<i64, u32> {
    series.iter().zip(0..).map(|((id, _), number)| (*id, number)).collect()
}

fn read_claims(
    statement: &mut Statement<'_>,
    parameters: impl rusqlite::Params,
    numbers: &HashMap<i64, u32>,
    claims: &mut Vec<Claim>,
) -> rusqlite::Result<()> {
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        let series: i64 = row.get(0)?;
        if let Some(&number) = numbers.get(&series) {
            claims.push(claim(row, number)?);
        }
    }
    Ok(())
}

fn claim(row: &Row<'_>, series: u32) -> rusqlite::Result<Claim> {
    let period = |place| match text_or_null(row, place)? {
        Some(_) => coded(row, place, Period::parse).map(Some),
        None => Ok(None),
    };
    let value: f64 = row.get(4)?;
    let qualifier = coded(row, 6, Qualifier::parse)?;
    Ok(Claim {
        figure: row.get(1)?,
        key: key_number(text(row, 15)?),
        series,
        period: period(2)?,
        base: period(3)?,
        value,
        qualifier,
        bounds: Bounds::said(value, row.get(5)?, qualifier, row.get(7)?),
        status: coded(row, 8, Status::parse)?,
        sure: row.get(9)?,
        chosen: row.get(16)?,
        report: row.get(10)?,
        sentence: row.get(11)?,
        span: (row.get(12)?, row.get(13)?),
        published: text_or_null(row, 14)?.and_then(|day| day.parse().ok()),
        source_area: text_or_null(row, 17)?.and_then(|code| code.parse().ok()),
    })
}

/// The first eight bytes of a figure's key.
fn key_number(key: &str) -> u64 {
    key.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default()
}
