//! Observations out, series by series.
//!
//! What all rows of a series share is read once a series; the rows themselves come from `chosen` and `effective`, in whose
//! order they lie, so that the first comes at once and nothing is sorted, however many there are.

use super::error::StoreError;
use super::number::Number;
use super::open::Store;
use super::place;
use super::remembered::{REPORT, Remembered};
use super::rows::{ObservationRow, number, number_or_null, text, text_or_null};
use super::select::Conditions;
use crate::model::{Count, Observation, Period, Qualifier, Query, SourceKind, Status};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

impl Store {
    /// The values of one series whose whole period lies within the days given, in time.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn observations(
        &self,
        series: i64,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Vec<Observation>, StoreError> {
        let mut selected = Conditions::default();
        selected.add_number("s.series_id = ?", series);
        let within = Query { from, to, ..Query::default() };
        let mut observations = Vec::new();
        self.each_selected_observation(&selected, &within, |row: &ObservationRow<'_>| {
            observations.push(observation(row));
            Ok::<(), StoreError>(())
        })?;
        let observations = observations.into_iter().collect::<Option<Vec<_>>>();
        let mut observations = observations.ok_or_else(|| StoreError::Unreadable {
            path: self.path.clone(),
            column: "a period or a code of an observation",
            value: format!("series {series}"),
        })?;
        let failed = self.failed("reading rivals");
        for observation in observations.iter_mut().filter(|o| o.rivals > 0) {
            observation.rival_counts =
                self.rival_counts(series, observation.period).map_err(&failed)?;
        }
        Ok(observations)
    }

    /// What contradicts the value of a period, and who counts that: each said once, the most believed first.
    fn rival_counts(&self, series: i64, period: Period) -> rusqlite::Result<Vec<Count>> {
        let days = (period.from().to_string(), period.to().to_string());
        let mut counts: Vec<Count> = Vec::new();
        let mut statement = self.connection.prepare_cached(RIVALS)?;
        let mut rows = statement.query((series, days.0, days.1))?;
        while let Some(row) = rows.next()? {
            let count = Count {
                area: text_or_null(row, 2)?.and_then(|code| code.parse().ok()),
                kind: text_or_null(row, 3)?.and_then(SourceKind::parse),
                value: number(row, 0)?.decimal(),
            };
            if !counts.contains(&count) {
                counts.push(count);
            }
        }
        Ok(counts)
    }

    /// Lends every observation that a query selects to `show`, by series name, then in time. Returns how many there were.
    ///
    /// # Errors
    /// When the store cannot be read, or `show` fails.
    pub fn each_observation<E: From<StoreError>>(
        &self,
        query: &Query,
        show: impl FnMut(&ObservationRow<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        self.each_selected_observation(&Conditions::of_key(query, "s"), query, show)
    }

    fn each_selected_observation<E: From<StoreError>>(
        &self,
        selected: &Conditions,
        within: &Query,
        mut show: impl FnMut(&ObservationRow<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        self.recall(selected)?;
        let failed = self.failed("reading observations");
        let sql = format!("{SERIES} {} ORDER BY s.name", selected.sql());
        let mut all = self.connection.prepare_cached(&sql).map_err(&failed)?;
        let mut all = all.query(params_from_iter(&selected.parameters)).map_err(&failed)?;
        let mut asked = Conditions::default();
        asked.add_number("c.series_id = ?", Value::Null);
        let mut asked = asked.within(within, "c");
        let page = place::page_of_observation(&self.connection).map_err(&failed)?;
        let (reported, mut sql) = (asked.sql(), OBSERVATIONS.replace("{page}", page));
        sql.push_str(&reported);
        if !within.reported_only {
            // Both arms lie in the order of time, so that they are merged, not sorted.
            let page = place::page(&self.connection).map_err(&failed)?;
            sql.push_str(&DERIVED.replace("{page}", page));
            sql.push_str(&reported);
            sql.push_str(NOT_REPORTED);
        }
        sql.push_str(" ORDER BY 2, 3");
        let mut of_series = self.connection.prepare_cached(&sql).map_err(&failed)?;
        let mut reports = Remembered::reports(&self.connection).map_err(&failed)?;
        let mut count = 0;
        while let Some(series) = all.next().map_err(&failed)? {
            asked.parameters[0] = Value::Integer(series.get(0).map_err(&failed)?);
            let shared = series_columns(series).map_err(&failed)?;
            let arms = if within.reported_only { 1 } else { 2 };
            let parameters = std::iter::repeat_n(&asked.parameters, arms).flatten();
            let mut rows = of_series.query(params_from_iter(parameters)).map_err(&failed)?;
            while let Some(row) = rows.next().map_err(&failed)? {
                show(&observation_row(row, shared, &mut reports).map_err(&failed)?)?;
                count += 1;
            }
        }
        Ok(count)
    }
}

const SERIES: &str = "
SELECT s.series_id, s.name, s.slug, s.indicator, s.transform, s.ref_area, ra.name, s.counterpart_area, ca.name,
  s.product, s.unit
FROM series AS s CROSS JOIN area AS ra ON ra.code = s.ref_area LEFT JOIN area AS ca ON ca.code = s.counterpart_area";

/// CROSS JOIN and + keep SQLite to the order of time, in which both tables lie.
const OBSERVATIONS: &str = "
SELECT e.period, c.period_start, c.period_end, e.value, e.value_exact, e.value_high, e.value_high_exact,
  e.qualifier, e.status, e.rounding, c.chosen_because, c.n_figures, c.n_rivals, c.low, c.high,
  q.quote, e.report_id, e.figure_key, false, {page}, e.source_area, e.source_kind
FROM chosen AS c
CROSS JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
  AND e.period_end = c.period_end AND +e.figure_id = c.figure_id
CROSS JOIN sentence AS q ON q.sentence_id = e.sentence_id ";

/// What was derived is quoted by the newest figure that it rests on.
const DERIVED: &str = "
UNION ALL
SELECT c.period, c.period_start, c.period_end, c.value, NULL, c.value_high, NULL,
  c.qualifier, c.status, c.rounding, c.chosen_because, c.n_figures, c.n_rivals, c.low, c.high,
  q.quote, f.report_id, NULL, true, {page}, NULL, NULL
FROM derived AS c
CROSS JOIN figure AS f ON f.figure_key = c.figure_key
CROSS JOIN sentence AS q ON q.sentence_id = f.sentence_id ";

/// A value never stands where a report speaks, even while what follows from it is not yet derived anew.
const NOT_REPORTED: &str =
    " AND NOT EXISTS (SELECT 1 FROM chosen AS r WHERE r.series_id = c.series_id
  AND r.period_start = c.period_start AND r.period_end = c.period_end)";

/// The figures that the chosen one of a period does not allow, as the view `choice` has it.
const RIVALS: &str = "
SELECT e.value, e.value_exact, e.source_area, e.source_kind
FROM chosen AS c
CROSS JOIN effective AS x ON x.series_id = c.series_id AND x.period_start = c.period_start
  AND x.period_end = c.period_end AND +x.figure_id = c.figure_id
CROSS JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
  AND e.period_end = c.period_end AND e.status = x.status
WHERE c.series_id = ?1 AND c.period_start = ?2 AND c.period_end = ?3 AND (
  e.least - x.most > 1e-9 * max(abs(e.least), abs(x.most)) OR
  x.least - e.most > 1e-9 * max(abs(x.least), abs(e.most)))
ORDER BY e.standing, e.value, e.figure_key";

/// What the rows of one series share.
#[derive(Clone, Copy)]
struct SeriesColumns<'a> {
    name: &'a str,
    slug: &'a str,
    indicator: &'a str,
    transform: &'a str,
    ref_area: &'a str,
    ref_area_name: &'a str,
    counterpart_area: Option<&'a str>,
    counterpart_area_name: Option<&'a str>,
    product: Option<&'a str>,
    unit: Option<&'a str>,
}

fn series_columns<'a>(row: &'a Row<'_>) -> rusqlite::Result<SeriesColumns<'a>> {
    Ok(SeriesColumns {
        name: text(row, 1)?,
        slug: text(row, 2)?,
        indicator: text(row, 3)?,
        transform: text(row, 4)?,
        ref_area: text(row, 5)?,
        ref_area_name: text(row, 6)?,
        counterpart_area: text_or_null(row, 7)?,
        counterpart_area_name: text_or_null(row, 8)?,
        product: text_or_null(row, 9)?,
        unit: text_or_null(row, 10)?,
    })
}

fn observation_row<'a>(
    row: &'a Row<'_>,
    series: SeriesColumns<'a>,
    reports: &'a mut Remembered<'_, REPORT>,
) -> rusqlite::Result<ObservationRow<'a>> {
    let period = text(row, 0)?;
    let report = reports.get(row.get(16)?)?;
    Ok(ObservationRow {
        series: series.name,
        slug: series.slug,
        indicator: series.indicator,
        transform: series.transform,
        ref_area: series.ref_area,
        ref_area_name: series.ref_area_name,
        counterpart_area: series.counterpart_area,
        counterpart_area_name: series.counterpart_area_name,
        product: series.product,
        unit: series.unit,
        frequency: frequency(period),
        period,
        period_start: text(row, 1)?,
        period_end: text(row, 2)?,
        value: number(row, 3)?,
        value_high: number_or_null(row, 5)?,
        qualifier: text(row, 7)?,
        status: text(row, 8)?,
        rounding: row.get(9)?,
        chosen_because: text(row, 10)?,
        n_figures: row.get(11)?,
        n_rivals: row.get(12)?,
        low: Number::new(row.get(13)?, None),
        high: Number::new(row.get(14)?, None),
        source_area: text_or_null(row, 20)?,
        source_kind: text_or_null(row, 21)?,
        quote: text(row, 15)?,
        title: report[0],
        publisher: report[1],
        published: report[2],
        url: report[3],
        figure_key: text_or_null(row, 17)?,
        derived: row.get(18)?,
        page: row.get(19)?,
    })
}

/// The frequency's letter, from the shape of a period's code: what [`Period::frequency`] says, without reading it.
fn frequency(period: &str) -> Option<&'static str> {
    match (period.len(), period.as_bytes().get(5)) {
        (4, _) => Some("A"),
        (7, Some(b'S')) => Some("S"),
        (7, Some(b'Q')) => Some("Q"),
        (7, _) => Some("M"),
        (10, _) => Some("D"),
        _ => None,
    }
}

fn observation(row: &ObservationRow<'_>) -> Option<Observation> {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Some(Observation {
        period: Period::parse(row.period)?,
        value: row.value.decimal(),
        value_high: row.value_high.map(Number::decimal),
        qualifier: Qualifier::parse(row.qualifier)?,
        status: Status::parse(row.status)?,
        rounding: Number::new(row.rounding, None).decimal(),
        derived: row.derived,
        figures: row.n_figures,
        rivals: row.n_rivals,
        range: (row.low.decimal(), row.high.decimal()),
        rival_counts: Vec::new(),
        source_area: row.source_area.and_then(|code| code.parse().ok()),
        source_kind: row.source_kind.and_then(SourceKind::parse),
        publisher: own(row.publisher),
        published: row.published.and_then(|day| day.parse().ok()),
        url: own(row.url),
        quote: row.quote.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::model::Frequency;

    #[test]
    fn the_shape_of_a_code_tells_the_frequency() {
        for code in ["2023", "2025-S1", "2021-Q3", "2022-01", "2022-01-19", "2021-01-01/2021-11-30"]
        {
            let period = Period::parse(code).unwrap();
            assert_eq!(frequency(code), period.frequency().map(Frequency::code), "{code}");
        }
    }
}
