//! Figures as a reviewer sees them: how each was read, what was decided of it, and why it is worth a look.

use super::codes::Verdict;
use super::error::StoreError;
use super::findings::DOUBTED;
use super::number::Number;
use super::open::Store;
use super::place;
use super::rows::{coded, key_of_row, number, number_or_null, text, text_or_null};
use super::select::{Conditions, NEEDS_LOOK};
use crate::model::{Decimal, Period, Qualifier, Query, SeriesKey, Status};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

/// How a number is read: what it measures, when, and how much.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// What is measured, of whom and in what.
    pub key: SeriesKey,
    /// The time it is about; `None` where none is known.
    pub period: Option<Period>,
    /// The value.
    pub value: Decimal,
    /// Upper end of a range.
    pub value_high: Option<Decimal>,
    /// How firmly.
    pub qualifier: Qualifier,
    /// Actual or planned.
    pub status: Status,
}

/// Which figures are to be reviewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ReviewFilter {
    /// Those that need a look and about which nobody has said anything, or something that is stale.
    #[default]
    Pending,
    /// Those about which somebody has said something.
    Decided,
    /// Those whose decision was made on another value than is read today.
    Stale,
    /// All.
    All,
}

/// A figure with all that a reviewer needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Reviewed {
    /// The figure's key.
    pub figure_key: String,
    /// As the extractor read it.
    pub read: Reading,
    /// The same with the decision in force.
    pub decided: Reading,
    /// What was decided; `None` where nothing is in force.
    pub verdict: Option<Verdict>,
    /// The value that the decision was made on.
    pub expect_value: Option<f64>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What they noted.
    pub note: Option<String>,
    /// The audit has something against it.
    pub has_finding: bool,
    /// How sure the extractor is, 0 to 1.
    pub confidence: f64,
    /// The number as printed.
    pub at: String,
    /// Where it stands in the quote, in code points from 0.
    pub at_start: usize,
    /// The sentence.
    pub quote: String,
    /// Title of the report.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The file it was read from.
    pub source: String,
    /// For a number of a table what it stands under; `None` in prose.
    pub heading: Option<String>,
    /// The page of the report that it stands on; `None` for what has no pages.
    pub page: Option<u32>,
}

impl Reviewed {
    /// Whether the decision was made on another value than is read today.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        let read = Number::from(self.read.value).real();
        self.expect_value.is_some_and(|expected| (expected - read).abs() > 1e-9 * read.abs())
    }

    /// Why it is worth a look, in words.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'static str> {
        let reasons = [
            (self.is_stale(), "decided on another value"),
            (self.has_finding, "the audit doubts it"),
            (self.decided.period.is_none(), "no period"),
            (self.decided.key.ref_area.is_none(), "no area"),
            (self.confidence < 0.5, "little confidence"),
        ];
        reasons.into_iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason).collect()
    }
}

/// The latest word on a figure. What was undone is no word.
const REVIEWED: &str = "
SELECT f.figure_key,
  f.indicator, f.transform, f.ref_area, f.counterpart_area, f.product, f.unit,
  f.period, f.value, f.value_exact, f.value_high, f.value_high_exact, f.qualifier, f.status,
  f.confidence, f.at, f.char_start - q.char_start, q.quote,
  r.title, r.publisher, r.published, r.url, r.source,
  d.verdict, d.expect_value, d.period, d.value, d.value_high, d.qualifier, d.status, d.decided_by, d.note,
  s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
  {doubted}, {heading}, {page}
FROM figure AS f
JOIN sentence AS q ON q.sentence_id = f.sentence_id
JOIN report AS r ON r.report_id = f.report_id
LEFT JOIN decision AS d ON d.decision_id =
  (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key) AND d.verdict <> 'undone'
LEFT JOIN series AS s ON s.series_id = d.series_id";

fn reviewed_sql(connection: &Connection) -> rusqlite::Result<String> {
    Ok(REVIEWED
        .replace("{doubted}", DOUBTED)
        .replace("{heading}", place::heading(connection)?)
        .replace("{page}", place::page(connection)?))
}

/// A difference that doubles make is none.
const STALE: &str = "abs(d.expect_value - f.value) > 1e-9 * abs(f.value)";

impl Store {
    /// Lends every figure that a query and a filter select to `show`, newest reports first, in reading order; at most
    /// `limit`. A superseded report's figures are not reviewed.
    ///
    /// # Errors
    /// When the store cannot be read, or `show` fails.
    pub fn each_reviewed<E: From<StoreError>>(
        &self,
        query: &Query,
        filter: ReviewFilter,
        limit: Option<u32>,
        mut show: impl FnMut(Reviewed) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut selected = Conditions::of_key(query, "f").within(query, "f");
        selected.add("r.superseded_by IS NULL", []);
        match filter {
            ReviewFilter::All => selected.add("f.indicator <> 'other'", []),
            ReviewFilter::Decided => selected.add("d.verdict IS NOT NULL", []),
            ReviewFilter::Stale => selected.add(STALE, []),
            ReviewFilter::Pending => {
                let pending =
                    format!("({STALE} OR d.verdict IS NULL AND (({NEEDS_LOOK}) OR {DOUBTED}))");
                selected.add(&pending, []);
            }
        }
        let limit = limit.map_or(-1, i64::from);
        let failed = self.failed("reading figures to review");
        let sql = format!(
            "{} {} ORDER BY r.published DESC, r.report_id DESC, f.char_start, f.figure_id LIMIT {limit}",
            reviewed_sql(&self.connection).map_err(&failed)?,
            selected.sql()
        );
        let mut statement = self.connection.prepare(&sql).map_err(&failed)?;
        let mut rows = statement.query(params_from_iter(&selected.parameters)).map_err(&failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(&failed)? {
            show(reviewed(row).map_err(&failed)?)?;
            count += 1;
        }
        Ok(count)
    }

    /// The figure with this key, or the only one whose key begins so.
    ///
    /// # Errors
    /// When there is none or more than one, or the store cannot be read.
    pub fn reviewed(&self, key: &str) -> Result<Reviewed, StoreError> {
        let failed = self.failed("reading a figure");
        let is_hash = !key.is_empty() && key.bytes().all(|b| b.is_ascii_hexdigit());
        let mut found =
            if is_hash { keys(&self.connection, key).map_err(&failed)? } else { vec![] };
        match found.len() {
            1 => by_key(&self.connection, &found.remove(0))
                .map_err(&failed)?
                .ok_or_else(|| StoreError::NoFigure { key: key.to_owned() }),
            0 => Err(StoreError::NoFigure { key: key.to_owned() }),
            _ => Err(StoreError::SeveralFigures { key: key.to_owned(), keys: found.join(", ") }),
        }
    }
}

/// The keys that begin so, five at most.
fn keys(connection: &Connection, begin: &str) -> rusqlite::Result<Vec<String>> {
    let begin = begin.to_ascii_lowercase();
    // ‘g’ follows the last hexadecimal digit: the range is found in the index of keys.
    connection
        .prepare_cached("SELECT figure_key FROM figure WHERE figure_key >= ?1 AND figure_key < ?2 ORDER BY 1 LIMIT 5")?
        .query_map([&begin, &format!("{begin}g")], |row| row.get(0))?
        .collect()
}

/// The figure with exactly this key.
pub(super) fn by_key(connection: &Connection, key: &str) -> rusqlite::Result<Option<Reviewed>> {
    connection
        .prepare_cached(&format!("{} WHERE f.figure_key = ?1", reviewed_sql(connection)?))?
        .query_row([key], reviewed)
        .optional()
}

fn reviewed(row: &Row<'_>) -> rusqlite::Result<Reviewed> {
    let some = |place| text(row, place).map(str::to_owned);
    let maybe = |place| text_or_null(row, place).map(|text| text.map(str::to_owned));
    let period = |place| match text_or_null(row, place)? {
        Some(_) => coded(row, place, Period::parse).map(Some),
        None => Ok(None),
    };
    let read = Reading {
        key: key_of_row(row, 1)?,
        period: period(7)?,
        value: number(row, 8)?.decimal(),
        value_high: number_or_null(row, 10)?.map(Number::decimal),
        qualifier: coded(row, 12, Qualifier::parse)?,
        status: coded(row, 13, Status::parse)?,
    };
    let mut decided = read.clone();
    let verdict = match text_or_null(row, 23)? {
        Some(_) => Some(coded(row, 23, Verdict::parse)?),
        None => None,
    };
    if text_or_null(row, 32)?.is_some() {
        decided.key = key_of_row(row, 32)?;
    }
    decided.period = period(25)?.or(decided.period);
    if let Some(value) = row.get::<_, Option<f64>>(26)? {
        let high: Option<f64> = row.get(27)?;
        decided.value = Number::new(value, None).decimal();
        decided.value_high = high.map(|high| Number::new(high, None).decimal());
    }
    if text_or_null(row, 28)?.is_some() {
        decided.qualifier = coded(row, 28, Qualifier::parse)?;
    }
    if text_or_null(row, 29)?.is_some() {
        decided.status = coded(row, 29, Status::parse)?;
    }
    Ok(Reviewed {
        figure_key: some(0)?,
        read,
        decided,
        verdict,
        expect_value: row.get(24)?,
        decided_by: maybe(30)?,
        note: maybe(31)?,
        has_finding: row.get(38)?,
        confidence: row.get(14)?,
        at: some(15)?,
        at_start: row.get(16)?,
        quote: some(17)?,
        title: maybe(18)?,
        publisher: maybe(19)?,
        published: maybe(20)?,
        url: maybe(21)?,
        source: some(22)?,
        heading: maybe(39)?,
        page: row.get(40)?,
    })
}
