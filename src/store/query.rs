//! Questions to the store.

use super::error::StoreError;
use super::open::Store;
use super::rows::{SeriesRow, coded, key_of_row, number, number_or_null};
use super::select::{Conditions, NEEDS_LOOK};
use crate::model::{Period, Qualifier, Query, Status};
use rusqlite::{Row, params_from_iter};
use std::cmp::Reverse;
use std::collections::HashMap;

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
    /// Observations that reports give.
    pub observations: u64,
    /// Observations that were derived from those.
    pub derived: u64,
    /// Figures of trade or investment whose confidence is below 0.5.
    pub doubtful: u64,
    /// Those without a period.
    pub without_period: u64,
    /// Those without a ref area.
    pub without_area: u64,
    /// Those for which at least one of the three holds.
    pub needs_look: u64,
}

/// What a list of series begins with.
const SERIES: &str = "SELECT s.series_id, s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
  s.name, s.slug";

impl Store {
    /// The series that a query selects, those with an observation within its days, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn series(&self, query: &Query) -> Result<Vec<SeriesRow>, StoreError> {
        self.recall(&Conditions::of_key(query, "s"))?;
        let read = || {
            let mut reported = match (query.from, query.to) {
                (None, None) => self.whole_series(query)?,
                _ => self.series_within(query)?,
            };
            if !query.reported_only {
                self.add_derived(query, &mut reported)?;
            }
            Ok(reported)
        };
        read().map_err(self.failed("listing series"))
    }

    /// Series with all that reports say, as it is kept beside them.
    fn whole_series(&self, query: &Query) -> rusqlite::Result<Vec<SeriesRow>> {
        let selected = Conditions::of_key(query, "s");
        let sql = format!(
            "{SERIES}, x.n_observations, x.n_figures, 0, x.first_period, x.last_period,
               x.value, x.value_exact, x.value_high, x.value_high_exact, x.qualifier, x.status
             FROM series AS s CROSS JOIN series_extent AS x ON x.series_id = s.series_id {} ORDER BY s.name",
            selected.sql()
        );
        let mut statement = self.connection.prepare(&sql)?;
        statement.query_map(params_from_iter(&selected.parameters), series_row)?.collect()
    }

    /// Series with what reports say of the time between two days.
    fn series_within(&self, query: &Query) -> rusqlite::Result<Vec<SeriesRow>> {
        let selected = Conditions::of_key(query, "s").within(query, "c");
        let mut within = Conditions::default().within(query, "c");
        within.add("c.series_id = t.series_id", []);
        let within_sql = within.sql();
        let sql = format!(
            "{SERIES}, t.observations, t.figures, 0, oldest.period, newest.period,
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

    /// Adds what was derived to what reports say: more values, an earlier or a later end, and series that no report tells of.
    fn add_derived(&self, query: &Query, reported: &mut Vec<SeriesRow>) -> rusqlite::Result<()> {
        let selected = Conditions::of_key(query, "s").within(query, "d");
        let within = Conditions::default().within(query, "d");
        let and = |sql: String| sql.replacen("WHERE", "AND", 1);
        let not_reported = "NOT EXISTS (SELECT 1 FROM chosen AS c WHERE c.series_id = d.series_id
           AND c.period_start = d.period_start AND c.period_end = d.period_end)";
        let sql = format!(
            "{SERIES}, t.n, 0, t.n, oldest.period, newest.period,
               newest.value, NULL, newest.value_high, NULL, newest.qualifier, newest.status
             FROM (SELECT d.series_id, count(*) AS n
               FROM series AS s CROSS JOIN derived AS d ON d.series_id = s.series_id
               {} AND {not_reported} GROUP BY d.series_id) AS t
             CROSS JOIN series AS s ON s.series_id = t.series_id
             CROSS JOIN derived AS oldest ON oldest.derived_id = (
               SELECT d.derived_id FROM derived AS d WHERE d.series_id = t.series_id {} AND {not_reported}
               ORDER BY d.period_start, d.period_end LIMIT 1)
             CROSS JOIN derived AS newest ON newest.derived_id = (
               SELECT d.derived_id FROM derived AS d WHERE d.series_id = t.series_id {} AND {not_reported}
               ORDER BY d.status, d.period_end DESC, d.period_start LIMIT 1)",
            selected.sql(),
            and(within.sql()),
            and(within.sql()),
        );
        let twice = within.parameters.iter().chain(&within.parameters);
        let parameters = params_from_iter(selected.parameters.iter().chain(twice));
        let mut statement = self.connection.prepare(&sql)?;
        let derived = statement.query_map(parameters, series_row)?;
        let derived = derived.collect::<rusqlite::Result<Vec<SeriesRow>>>()?;
        let places: HashMap<i64, usize> =
            reported.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        for row in derived {
            match places.get(&row.id).and_then(|&place| reported.get_mut(place)) {
                Some(known) => known.add(&row),
                None => reported.push(row),
            }
        }
        reported.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
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
                WHERE r.superseded_by IS NULL AND q.source <> r.source), (SELECT count(*) FROM derived)
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
                derived: row.get(10)?,
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
        derived: row.get(11)?,
        first: coded(row, 12, Period::parse)?,
        last: coded(row, 13, Period::parse)?,
        value: number(row, 14)?,
        value_high: number_or_null(row, 16)?,
        qualifier: coded(row, 18, Qualifier::parse)?,
        status: coded(row, 19, Status::parse)?,
    })
}

impl SeriesRow {
    /// The same with values that were derived beside those that were reported; the later of the last two is its newest, and a
    /// plan only where there is nothing else.
    fn add(&mut self, derived: &Self) {
        self.observations += derived.observations;
        self.derived += derived.derived;
        self.first = self.first.min(derived.first);
        let newest = |row: &Self| (Reverse(row.status), row.last.to(), Reverse(row.last.from()));
        if newest(derived) > newest(self) {
            self.last = derived.last;
            self.value = derived.value;
            self.value_high = derived.value_high;
            self.qualifier = derived.qualifier;
            self.status = derived.status;
        }
    }
}
