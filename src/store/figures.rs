//! Figures out, report by report.

use super::error::StoreError;
use super::open::Store;
use super::rows::{FigureRow, number, number_or_null, text, text_or_null};
use super::select::{Conditions, NEEDS_LOOK};
use crate::model::Query;
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

impl Store {
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
}

/// A figure in force is what its row says, or what a correction puts in its place: `effective` is asked only whether it has
/// the figure, which its index knows, for its rows lie by series, not by report.
const FIGURES: &str = "
SELECT f.figure_key, s.name, f.indicator, f.transform, f.ref_area, f.counterpart_area, f.product,
  coalesce(k.period, f.period), coalesce(k.period_start, f.period_start), coalesce(k.period_end, f.period_end),
  f.base,
  coalesce(k.value, f.value), CASE WHEN k.value IS NULL THEN f.value_exact END,
  CASE WHEN k.value IS NULL THEN f.value_high ELSE k.value_high END,
  CASE WHEN k.value IS NULL THEN f.value_high_exact END,
  f.unit, coalesce(k.qualifier, f.qualifier), coalesce(k.status, f.status), f.confidence, f.rule,
  e.figure_id IS NOT NULL, c.figure_id IS NOT NULL, nullif(d.verdict, 'undone'), f.at, q.quote,
  r.title, r.publisher, r.published, r.url, r.source, f.char_start, f.char_end
FROM {reports_and_figures}
JOIN sentence AS q ON q.sentence_id = f.sentence_id
LEFT JOIN effective AS e ON e.figure_id = f.figure_id
LEFT JOIN chosen AS c ON c.figure_id = f.figure_id
LEFT JOIN decision AS d ON d.figure_key = f.figure_key
  AND NOT EXISTS (SELECT 1 FROM decision AS l WHERE l.figure_key = d.figure_key AND l.decision_id > d.decision_id)
LEFT JOIN decision AS k ON k.decision_id = d.decision_id AND e.figure_id IS NOT NULL
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
