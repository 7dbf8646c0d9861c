//! Questions to the store.

use super::error::StoreError;
use super::open::Store;
use super::rows::{SeriesRow, coded, key_of_row, number, number_or_null};
use super::select::{Conditions, NEEDS_LOOK};
use crate::model::{Period, Qualifier, Query, Status};
use rusqlite::{Row, params_from_iter};

/// How much the store holds, and how much of it needs a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Reports, superseded ones included.
    pub reports: u64,
    /// Those of them that repeat the text of another file, and count as one voice with it.
    pub repeating: u64,
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

impl Store {
    /// The series that a query selects, those with an observation within its days, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn series(&self, query: &Query) -> Result<Vec<SeriesRow>, StoreError> {
        self.recall(&Conditions::of_key(query, "s"))?;
        let read = || match (query.from, query.to) {
            (None, None) => self.whole_series(query),
            _ => self.series_within(query),
        };
        read().map_err(self.failed("listing series"))
    }

    /// Series with all that they have, as it is kept beside them.
    fn whole_series(&self, query: &Query) -> rusqlite::Result<Vec<SeriesRow>> {
        let selected = Conditions::of_key(query, "s");
        let sql = format!(
            "SELECT s.series_id, s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
               s.name, s.slug, x.n_observations, x.n_figures, x.first_period, x.last_period,
               x.value, x.value_exact, x.value_high, x.value_high_exact, x.qualifier, x.status
             FROM series AS s CROSS JOIN series_extent AS x ON x.series_id = s.series_id {} ORDER BY s.name",
            selected.sql()
        );
        let mut statement = self.connection.prepare(&sql)?;
        statement.query_map(params_from_iter(&selected.parameters), series_row)?.collect()
    }

    /// Series with what they have between two days.
    fn series_within(&self, query: &Query) -> rusqlite::Result<Vec<SeriesRow>> {
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
        self.connection.prepare(&sql)?.query_map(parameters, series_row)?.collect()
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
               count(*) FILTER (WHERE f.ref_area IS NULL), count(*),
               (SELECT count(*) FROM report AS r JOIN report AS q ON q.report_id = r.repeats
                WHERE r.superseded_by IS NULL AND q.source <> r.source)
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
                repeating: row.get(9)?,
            })
        };
        self.connection.query_row(&sql, [], read).map_err(self.failed("counting"))
    }
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
