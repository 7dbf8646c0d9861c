//! Questions to the store.

use super::error::StoreError;
use super::number::Number;
use super::open::Store;
use super::rows::{
    FigureRow, ObservationRow, ReportRow, SeriesRow, coded, key_of_row, number, number_or_null,
    text, text_or_null,
};
use super::select::Conditions;
use crate::model::{Observation, Period, PublishedBasis, Qualifier, Query, Status};
use chrono::NaiveDate;
use rusqlite::{Row, params_from_iter};
use std::borrow::Cow;

/// Which figures of a [`Query`] are wanted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FigureFilter {
    /// Only those of one series.
    pub series: Option<i64>,
    /// Only those that a person should look at: confidence below 0.5, no period, or no ref area; `other` never.
    pub needs_look: bool,
    /// Only those at least this sure, 0 to 1.
    pub min_confidence: Option<f64>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// How much the store holds, and how much of it needs a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Reports, superseded ones included.
    pub reports: u64,
    /// Mentions, linked or not.
    pub mentions: u64,
    /// Figures, those of superseded reports and of indicator `other` included.
    pub figures: u64,
    /// Series that have an observation.
    pub series: u64,
    /// Observations.
    pub observations: u64,
    /// Figures of trade or investment whose confidence is below 0.5.
    pub doubtful: u64,
    /// Those without a period.
    pub without_period: u64,
    /// Those without a ref area.
    pub without_area: u64,
    /// Those for which at least one of the three holds.
    pub needs_look: u64,
}

const NEEDS_LOOK: &str =
    "f.indicator <> 'other' AND (f.confidence < 0.5 OR f.period IS NULL OR f.ref_area IS NULL)";

impl Store {
    /// The series that a query selects, those with an observation within its days, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn series(&self, query: &Query) -> Result<Vec<SeriesRow>, StoreError> {
        let selected = Conditions::of_key(query, "s").within(query, "c");
        let mut within = Conditions::default().within(query, "c");
        within.add("c.series_id = t.series_id", []);
        let within_sql = within.sql();
        let sql = format!(
            "SELECT s.series_id, s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
               s.name, s.slug, t.observations, t.figures, oldest.period, newest.period,
               newest.value, newest.value_exact, newest.value_high, newest.value_high_exact,
               newest.qualifier, newest.status
             FROM (SELECT s.series_id, count(*) AS observations, sum(c.n_figures) AS figures
               FROM series AS s JOIN chosen AS c ON c.series_id = s.series_id {} GROUP BY s.series_id) AS t
             JOIN series AS s ON s.series_id = t.series_id
             JOIN effective AS oldest ON oldest.figure_id = (
               SELECT c.figure_id FROM chosen AS c {within_sql}
               ORDER BY c.period_start, c.period_end LIMIT 1)
             JOIN effective AS newest ON newest.figure_id = (
               SELECT c.figure_id FROM chosen AS c
               JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
                 AND e.period_end = c.period_end AND e.figure_id = c.figure_id {within_sql}
               ORDER BY e.status, c.period_end DESC, c.period_start LIMIT 1)
             ORDER BY s.name",
            selected.sql(),
        );
        let twice = within.parameters.iter().chain(&within.parameters);
        let parameters = params_from_iter(selected.parameters.iter().chain(twice));
        let read = || -> rusqlite::Result<Vec<SeriesRow>> {
            self.connection.prepare(&sql)?.query_map(parameters, series_row)?.collect()
        };
        read().map_err(self.failed("listing series"))
    }

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
        let query = Query { from, to, ..Query::default() };
        let mut selected = Conditions::default().within(&query, "c");
        selected.add_number("c.series_id = ?", series);
        let mut observations = Vec::new();
        self.each_selected_observation(&selected, |row: &ObservationRow<'_>| {
            observations.push(observation(row));
            Ok::<(), StoreError>(())
        })?;
        observations.into_iter().collect::<Option<Vec<_>>>().ok_or_else(|| StoreError::Unreadable {
            path: self.path.clone(),
            column: "a period or a code of an observation",
            value: format!("series {series}"),
        })
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
        self.each_selected_observation(&Conditions::of_key(query, "s").within(query, "c"), show)
    }

    fn each_selected_observation<E: From<StoreError>>(
        &self,
        selected: &Conditions,
        mut show: impl FnMut(&ObservationRow<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        let sql = format!(
            "{OBSERVATIONS} {} ORDER BY s.name, c.period_start, c.period_end",
            selected.sql()
        );
        let failed = self.failed("reading observations");
        let mut statement = self.connection.prepare(&sql).map_err(&failed)?;
        let mut rows = statement.query(params_from_iter(&selected.parameters)).map_err(&failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(&failed)? {
            show(&observation_row(row).map_err(&failed)?)?;
            count += 1;
        }
        Ok(count)
    }

    /// Lends every figure that a query selects to `show`, newest reports first, in reading order. Returns how many there
    /// were.
    ///
    /// # Errors
    /// When the store cannot be read, or `show` fails.
    pub fn each_figure<E: From<StoreError>>(
        &self,
        query: &Query,
        filter: &FigureFilter,
        mut show: impl FnMut(&FigureRow<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut selected = Conditions::of_key(query, "f").within(query, "f");
        if let Some(series) = filter.series {
            selected.add_number("f.series_id = ?", series);
        }
        if let Some(confidence) = filter.min_confidence {
            selected.add_number("f.confidence >= ?", confidence);
        }
        if filter.needs_look {
            selected.add(NEEDS_LOOK, []);
        }
        let limit = filter.limit.map_or(-1, i64::from);
        // Everything is read report by report, in order; a selection is found by its indexes, and then sorted.
        let tables = if selected.is_empty() {
            "report AS r CROSS JOIN figure AS f ON f.report_id = r.report_id"
        } else {
            "figure AS f JOIN report AS r ON r.report_id = f.report_id"
        };
        let sql = format!(
            "{} {} ORDER BY r.published DESC, r.report_id DESC, f.char_start, f.figure_id LIMIT {limit}",
            FIGURES.replace("{reports_and_figures}", tables),
            selected.sql()
        );
        let failed = self.failed("reading figures");
        let mut statement = self.connection.prepare(&sql).map_err(&failed)?;
        let mut rows = statement.query(params_from_iter(&selected.parameters)).map_err(&failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(&failed)? {
            show(&figure_row(row).map_err(&failed)?)?;
            count += 1;
        }
        Ok(count)
    }

    /// The same in one list.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn figures(
        &self,
        query: &Query,
        filter: &FigureFilter,
    ) -> Result<Vec<FigureRow<'static>>, StoreError> {
        let mut figures = Vec::new();
        self.each_figure(query, filter, |row| {
            figures.push(row.clone().into_owned());
            Ok::<(), StoreError>(())
        })?;
        Ok(figures)
    }

    /// Every report, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reports(&self) -> Result<Vec<ReportRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<ReportRow>> {
            self.connection
                .prepare(
                    "SELECT report_id, source, title, publisher, url, language, published, published_basis,
                       (SELECT count(*) FROM figure AS f WHERE f.report_id = r.report_id), superseded_by IS NOT NULL
                     FROM report AS r ORDER BY published DESC, source, report_id",
                )?
                .query_map([], report_row)?
                .collect()
        };
        read().map_err(self.failed("listing reports"))
    }

    /// How much there is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let sql = format!(
            "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM mention), (SELECT count(*) FROM figure),
               (SELECT count(DISTINCT series_id) FROM chosen), (SELECT count(*) FROM chosen),
               count(*) FILTER (WHERE f.confidence < 0.5), count(*) FILTER (WHERE f.period IS NULL),
               count(*) FILTER (WHERE f.ref_area IS NULL), count(*)
             FROM figure AS f WHERE {NEEDS_LOOK}"
        );
        let read = |row: &Row<'_>| {
            Ok(Counts {
                reports: row.get(0)?,
                mentions: row.get(1)?,
                figures: row.get(2)?,
                series: row.get(3)?,
                observations: row.get(4)?,
                doubtful: row.get(5)?,
                without_period: row.get(6)?,
                without_area: row.get(7)?,
                needs_look: row.get(8)?,
            })
        };
        self.connection.query_row(&sql, [], read).map_err(self.failed("counting"))
    }
}

/// CROSS JOIN and + keep SQLite to the order of the series' names and of time, in which both tables lie: the first row
/// comes at once and nothing is sorted, however many there are.
const OBSERVATIONS: &str = "
SELECT s.name, s.slug, s.indicator, s.transform, s.ref_area, ra.name, s.counterpart_area, ca.name, s.product,
  s.unit, e.period, c.period_start, c.period_end, e.value, e.value_exact, e.value_high, e.value_high_exact,
  e.qualifier, e.status, e.rounding, c.chosen_because, c.n_figures, c.n_rivals, c.low, c.high,
  q.quote, r.title, r.publisher, r.published, r.url, e.figure_key
FROM series AS s
CROSS JOIN chosen AS c ON c.series_id = s.series_id
CROSS JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
  AND e.period_end = c.period_end AND +e.figure_id = c.figure_id
JOIN figure AS f ON f.figure_id = c.figure_id
JOIN sentence AS q ON q.sentence_id = f.sentence_id
JOIN report AS r ON r.report_id = f.report_id
JOIN area AS ra ON ra.code = s.ref_area
LEFT JOIN area AS ca ON ca.code = s.counterpart_area";

fn observation_row<'a>(row: &'a Row<'_>) -> rusqlite::Result<ObservationRow<'a>> {
    let period = text(row, 10)?;
    Ok(ObservationRow {
        series: text(row, 0)?,
        slug: text(row, 1)?,
        indicator: text(row, 2)?,
        transform: text(row, 3)?,
        ref_area: text(row, 4)?,
        ref_area_name: text(row, 5)?,
        counterpart_area: text_or_null(row, 6)?,
        counterpart_area_name: text_or_null(row, 7)?,
        product: text_or_null(row, 8)?,
        unit: text_or_null(row, 9)?,
        frequency: frequency(period),
        period,
        period_start: text(row, 11)?,
        period_end: text(row, 12)?,
        value: number(row, 13)?,
        value_high: number_or_null(row, 15)?,
        qualifier: text(row, 17)?,
        status: text(row, 18)?,
        rounding: row.get(19)?,
        chosen_because: text(row, 20)?,
        n_figures: row.get(21)?,
        n_rivals: row.get(22)?,
        low: Number::new(row.get(23)?, None),
        high: Number::new(row.get(24)?, None),
        quote: text(row, 25)?,
        title: text_or_null(row, 26)?,
        publisher: text_or_null(row, 27)?,
        published: text_or_null(row, 28)?,
        url: text_or_null(row, 29)?,
        figure_key: text(row, 30)?,
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
        derived: false,
        figures: row.n_figures,
        rivals: row.n_rivals,
        range: (row.low.decimal(), row.high.decimal()),
        publisher: own(row.publisher),
        published: row.published.and_then(|day| day.parse().ok()),
        url: own(row.url),
        quote: row.quote.to_owned(),
    })
}

const FIGURES: &str = "
SELECT f.figure_key, s.name, f.indicator, f.transform, f.ref_area, f.counterpart_area, f.product,
  coalesce(e.period, f.period), coalesce(e.period_start, f.period_start), coalesce(e.period_end, f.period_end),
  f.base,
  coalesce(e.value, f.value), CASE WHEN e.figure_id IS NULL THEN f.value_exact ELSE e.value_exact END,
  CASE WHEN e.figure_id IS NULL THEN f.value_high ELSE e.value_high END,
  CASE WHEN e.figure_id IS NULL THEN f.value_high_exact ELSE e.value_high_exact END,
  f.unit, coalesce(e.qualifier, f.qualifier), coalesce(e.status, f.status), f.confidence, f.rule,
  e.figure_id IS NOT NULL, c.figure_id IS NOT NULL, nullif(d.verdict, 'undone'), f.at, q.quote,
  r.title, r.publisher, r.published, r.url, r.source, f.char_start, f.char_end
FROM {reports_and_figures}
JOIN sentence AS q ON q.sentence_id = f.sentence_id
LEFT JOIN effective AS e ON e.figure_id = f.figure_id
LEFT JOIN chosen AS c ON c.figure_id = f.figure_id
LEFT JOIN decision AS d ON d.decision_id = (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key)
LEFT JOIN series AS s ON s.series_id = coalesce(e.series_id, f.series_id)";

fn figure_row<'a>(row: &'a Row<'_>) -> rusqlite::Result<FigureRow<'a>> {
    let some = |place| text(row, place).map(Cow::Borrowed);
    let maybe = |place| text_or_null(row, place).map(|text| text.map(Cow::Borrowed));
    Ok(FigureRow {
        figure_key: some(0)?,
        series: maybe(1)?,
        indicator: some(2)?,
        transform: some(3)?,
        ref_area: maybe(4)?,
        counterpart_area: maybe(5)?,
        product: maybe(6)?,
        period: maybe(7)?,
        period_start: maybe(8)?,
        period_end: maybe(9)?,
        base: maybe(10)?,
        value: number(row, 11)?,
        value_high: number_or_null(row, 13)?,
        unit: maybe(15)?,
        qualifier: some(16)?,
        status: some(17)?,
        confidence: row.get(18)?,
        rule: some(19)?,
        in_force: row.get(20)?,
        is_chosen: row.get(21)?,
        verdict: maybe(22)?,
        at: some(23)?,
        quote: some(24)?,
        title: maybe(25)?,
        publisher: maybe(26)?,
        published: maybe(27)?,
        url: maybe(28)?,
        source: some(29)?,
        char_start: row.get(30)?,
        char_end: row.get(31)?,
    })
}

fn series_row(row: &Row<'_>) -> rusqlite::Result<SeriesRow> {
    Ok(SeriesRow {
        id: row.get(0)?,
        key: key_of_row(row, 1)?,
        name: row.get(7)?,
        slug: row.get(8)?,
        observations: row.get(9)?,
        figures: row.get(10)?,
        first: coded(row, 11, Period::parse)?,
        last: coded(row, 12, Period::parse)?,
        value: number(row, 13)?,
        value_high: number_or_null(row, 15)?,
        qualifier: coded(row, 17, Qualifier::parse)?,
        status: coded(row, 18, Status::parse)?,
    })
}

fn report_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    let day: Option<String> = row.get(6)?;
    let basis: Option<String> = row.get(7)?;
    Ok(ReportRow {
        id: row.get(0)?,
        source: row.get(1)?,
        title: row.get(2)?,
        publisher: row.get(3)?,
        url: row.get(4)?,
        language: row.get(5)?,
        published: day.and_then(|day| day.parse().ok()),
        published_basis: basis.and_then(|basis| PublishedBasis::parse(&basis)),
        figures: row.get(8)?,
        is_superseded: row.get(9)?,
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
