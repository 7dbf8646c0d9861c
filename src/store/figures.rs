//! Figures out, report by report.

use super::error::StoreError;
use super::open::Store;
use super::place;
use super::remembered::{REPORT, Remembered};
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
    /// Only those of one report.
    pub report: Option<i64>,
    /// Only those that a person should look at: confidence below 0.5, no period, or no ref area; `other` never.
    pub needs_look: bool,
    /// Only those at least this sure, 0 to 1.
    pub min_confidence: Option<f64>,
    /// At most so many.
    pub limit: Option<u32>,
    /// In the order in which reports were stored, which is how they lie in the file and the quickest for millions, instead
    /// of newest reports first.
    pub as_stored: bool,
}

impl Store {
    /// Lends every figure that a query selects to `show`, report by report, in reading order. Returns how many there
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
        let mut of_series = Conditions::of_key(query, "s");
        let mut selected = Conditions::of_key(query, "f").within(query, "f");
        if let Some(series) = filter.series {
            of_series.add_number("s.series_id = ?", series);
            selected.add_number("f.series_id = ?", series);
        }
        self.recall(&of_series)?;
        if let Some(report) = filter.report {
            selected.add_number("f.report_id = ?", report);
        }
        if let Some(confidence) = filter.min_confidence {
            selected.add_number("f.confidence >= ?", confidence);
        }
        if filter.needs_look {
            selected.add(NEEDS_LOOK, []);
        }
        let failed = self.failed("reading figures");
        let sql = self.figures_sql(&selected, filter).map_err(&failed)?;
        let mut statement = self.connection.prepare(&sql).map_err(&failed)?;
        let mut rows = statement.query(params_from_iter(&selected.parameters)).map_err(&failed)?;
        let mut reports = Remembered::reports(&self.connection).map_err(&failed)?;
        let mut names = Remembered::series(&self.connection).map_err(&failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(&failed)? {
            show(&figure_row(row, &mut reports, &mut names).map_err(&failed)?)?;
            count += 1;
        }
        Ok(count)
    }

    fn figures_sql(
        &self,
        selected: &Conditions,
        filter: &FigureFilter,
    ) -> rusqlite::Result<String> {
        let any = "SELECT EXISTS (SELECT 1 FROM decision)";
        let any = self.connection.query_row(any, [], |row| row.get(0))?;
        let (decided, decisions) = if any { (AS_DECIDED, DECISIONS) } else { (AS_READ, "") };
        let (tables, order) = if filter.as_stored && self.day().is_none() {
            ("figure AS f", "f.report_id")
        } else if filter.as_stored {
            // Only figures of reports that were known then.
            ("report AS r CROSS JOIN figure AS f ON f.report_id = r.report_id", "f.report_id")
        } else if selected.is_empty() {
            // Everything is read report by report, in order; a selection is found by its indexes, and then sorted.
            (
                "report AS r CROSS JOIN figure AS f ON f.report_id = r.report_id",
                "r.published DESC, r.report_id DESC",
            )
        } else {
            (
                "figure AS f JOIN report AS r ON r.report_id = f.report_id",
                "r.published DESC, r.report_id DESC",
            )
        };
        let figures = FIGURES
            .replace("{decided}", decided)
            .replace("{tables}", tables)
            .replace("{heading}", place::heading(&self.connection)?)
            .replace("{page}", place::page(&self.connection)?);
        let limit = filter.limit.map_or(-1, i64::from);
        Ok(format!(
            "{figures} {decisions} {} ORDER BY {order}, f.char_start, f.figure_id LIMIT {limit}",
            selected.sql()
        ))
    }

    /// A figure that conditions pick, in the columns of [`figure_row`].
    pub(super) fn one_figure_sql(&self, selected: &Conditions) -> rusqlite::Result<String> {
        let filter = FigureFilter { as_stored: true, ..FigureFilter::default() };
        self.figures_sql(selected, &filter)
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

/// A figure in force is what its row says: `effective` is asked only whether it has the figure, which its index knows, for
/// its rows lie by series, not by report.
const FIGURES: &str = "
SELECT f.figure_key, coalesce(e.series_id, f.series_id), f.indicator, f.transform, f.ref_area, f.counterpart_area,
  f.product, {decided}, f.unit, f.base, f.confidence, f.rule, e.figure_id IS NOT NULL,
  f.at, q.quote, f.report_id, f.char_start, f.char_end, {heading}, {page},
  f.source_area, f.source_kind, f.source_at
FROM {tables}
JOIN sentence AS q ON q.sentence_id = f.sentence_id
LEFT JOIN effective AS e ON e.figure_id = f.figure_id";

/// What a decision can change, in a store that has none.
const AS_READ: &str =
    "NULL, f.period, f.period_start, f.period_end, f.value, f.value_exact, f.value_high,
  f.value_high_exact, f.qualifier, f.status";

/// The same where there are some: what a correction says takes the place of what was read, if the figure is in force.
const AS_DECIDED: &str = "nullif(d.verdict, 'undone'),
  coalesce(k.period, f.period), coalesce(k.period_start, f.period_start), coalesce(k.period_end, f.period_end),
  coalesce(k.value, f.value), CASE WHEN k.value IS NULL THEN f.value_exact END,
  CASE WHEN k.value IS NULL THEN f.value_high ELSE k.value_high END,
  CASE WHEN k.value IS NULL THEN f.value_high_exact END,
  coalesce(k.qualifier, f.qualifier), coalesce(k.status, f.status)";

const DECISIONS: &str = "
LEFT JOIN decision AS d ON d.figure_key = f.figure_key
  AND NOT EXISTS (SELECT 1 FROM decision AS l WHERE l.figure_key = d.figure_key AND l.decision_id > d.decision_id)
LEFT JOIN decision AS k ON k.decision_id = d.decision_id AND e.figure_id IS NOT NULL";

pub(super) fn figure_row<'a>(
    row: &'a Row<'_>,
    reports: &'a mut Remembered<'_, REPORT>,
    names: &'a mut Remembered<'_, 1>,
) -> rusqlite::Result<FigureRow<'a>> {
    let some = |place| text(row, place).map(Cow::Borrowed);
    let maybe = |place| text_or_null(row, place).map(|text| text.map(Cow::Borrowed));
    let series = match row.get::<_, Option<i64>>(1)? {
        Some(id) => names.get(id)?[0].map(Cow::Borrowed),
        None => None,
    };
    let report = reports.get(row.get(24)?)?;
    let of_report = |column: usize| report[column].map(Cow::Borrowed);
    // A publisher that is itself an office answers for what nobody else does.
    let (source_area, source_kind) = match maybe(30)? {
        None => (of_report(5), of_report(6)),
        kind => (maybe(29)?, kind),
    };
    Ok(FigureRow {
        figure_key: some(0)?,
        series,
        indicator: some(2)?,
        transform: some(3)?,
        ref_area: maybe(4)?,
        counterpart_area: maybe(5)?,
        product: maybe(6)?,
        verdict: maybe(7)?,
        period: maybe(8)?,
        period_start: maybe(9)?,
        period_end: maybe(10)?,
        value: number(row, 11)?,
        value_high: number_or_null(row, 13)?,
        qualifier: some(15)?,
        status: some(16)?,
        unit: maybe(17)?,
        base: maybe(18)?,
        confidence: row.get(19)?,
        rule: some(20)?,
        in_force: row.get(21)?,
        at: some(22)?,
        quote: some(23)?,
        title: of_report(0),
        publisher: of_report(1),
        published: of_report(2),
        url: of_report(3),
        source: of_report(4).unwrap_or_default(),
        char_start: row.get(25)?,
        char_end: row.get(26)?,
        heading: maybe(27)?,
        page: row.get(28)?,
        source_area,
        source_kind,
        source_at: maybe(31)?,
    })
}
