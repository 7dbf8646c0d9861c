//! Decisions in: a person's word on figures, written after the words before it, none of which is ever changed.

use super::Number;
use super::codes::Verdict;
use super::error::StoreError;
use super::open::Store;
use super::review::{self, Reading, Reviewed};
use super::rows::coded;
use super::series_of::find_or_add_series;
use crate::model::{Indicator, Period};
use chrono::NaiveDate;
use rusqlite::{Connection, TransactionBehavior, params};

/// What a person says of a figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// The figure's whole key.
    pub figure_key: String,
    /// The word.
    pub verdict: Verdict,
    /// How the number is to be read, in full; for [`Verdict::Corrected`] only.
    pub reading: Option<Reading>,
    /// Who says so.
    pub by: Option<String>,
    /// On which day.
    pub on: NaiveDate,
    /// Why.
    pub note: Option<String>,
}

impl Store {
    /// Writes decisions, all or none: they count at once, for every series and chart.
    ///
    /// # Errors
    /// When a figure is not there, a decision says nothing new or nothing that can be, or the store cannot be written.
    /// Nothing is written then.
    pub fn decide(&mut self, decisions: &[Decision]) -> Result<(), StoreError> {
        let failed = self.failed("writing decisions");
        self.log_ahead().map_err(&failed)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(&failed)?;
        let mut done = Ok(());
        for decision in decisions {
            done = write(&transaction, decision, &failed);
            if done.is_err() {
                break;
            }
        }
        done = done.and_then(|()| transaction.commit().map_err(&failed));
        self.leave_plain();
        done
    }
}

fn write(
    connection: &Connection,
    decision: &Decision,
    failed: &impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    let key = || decision.figure_key.clone();
    let figure = review::by_key(connection, &decision.figure_key)
        .map_err(failed)?
        .ok_or_else(|| StoreError::NoFigure { key: key() })?;
    let refused = |why: &str| StoreError::Undecidable { key: key(), why: why.to_owned() };
    let changes = match (decision.verdict, &decision.reading) {
        (Verdict::Corrected, Some(reading)) => {
            Changes::new(connection, &figure.read, reading, &refused, failed)?
        }
        (Verdict::Corrected, None) => return Err(refused("a correction says what is right")),
        (Verdict::Undone, _) if figure.verdict.is_none() => {
            return Err(refused("nothing was decided of it that could be undone"));
        }
        _ => Changes::default(),
    };
    row(connection, &figure, decision, &changes).map_err(failed)
}

/// What a correction puts in place of what was read.
#[derive(Default)]
struct Changes {
    series: Option<i64>,
    period: Option<Period>,
    value: Option<f64>,
    value_high: Option<f64>,
    qualifier: Option<&'static str>,
    status: Option<&'static str>,
}

impl Changes {
    fn new(
        connection: &Connection,
        read: &Reading,
        right: &Reading,
        refused: &impl Fn(&str) -> StoreError,
        failed: &impl Fn(rusqlite::Error) -> StoreError,
    ) -> Result<Self, StoreError> {
        if read == right {
            return Err(refused("nothing is corrected: confirm it instead"));
        }
        let mut changes = Self::default();
        if right.key != read.key {
            if right.key.ref_area.is_none() || right.key.indicator == Indicator::Other {
                return Err(refused(
                    "a corrected figure needs an indicator and an area; reject it if it has none",
                ));
            }
            changes.series = Some(find_or_add_series(connection, &right.key).map_err(failed)?);
        }
        if right.period != read.period {
            let period = right.period.ok_or_else(|| {
                refused("a period cannot be taken away; reject the figure instead")
            })?;
            changes.period = Some(period);
        }
        if (right.value, right.value_high) != (read.value, read.value_high) {
            for value in [Some(right.value), right.value_high].into_iter().flatten() {
                if Number::from(value).exact_digits().is_some() {
                    return Err(refused("a corrected value has 15 digits at most"));
                }
            }
            if right.value_high.is_some_and(|high| high < right.value) {
                return Err(refused("the upper end of the range is below the lower"));
            }
            changes.value = Some(Number::from(right.value).real());
            changes.value_high = right.value_high.map(|high| Number::from(high).real());
        }
        changes.qualifier = (right.qualifier != read.qualifier).then_some(right.qualifier.code());
        changes.status = (right.status != read.status).then_some(right.status.code());
        Ok(changes)
    }
}

fn row(
    connection: &Connection,
    figure: &Reviewed,
    decision: &Decision,
    changes: &Changes,
) -> rusqlite::Result<()> {
    let (prefix, suffix) = around(figure);
    connection
        .prepare_cached(
            "INSERT INTO decision (figure_key, verdict, expect_value, series_id, period, period_start, period_end,
               value, value_high, qualifier, status, anchor_quote, anchor_prefix, anchor_suffix, decided_by,
               decided_on, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            figure.figure_key,
            decision.verdict.code(),
            Number::from(figure.read.value).real(),
            changes.series,
            changes.period.map(Period::code),
            changes.period.map(|period| period.from().to_string()),
            changes.period.map(|period| period.to().to_string()),
            changes.value,
            changes.value_high,
            changes.qualifier,
            changes.status,
            figure.quote,
            prefix,
            suffix,
            decision.by,
            decision.on.to_string(),
            decision.note,
        ])?;
    Ok(())
}

/// A decision whose figure is not there any more: its report was edited in that sentence or taken out, or the number is no
/// longer read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostDecision {
    /// Key of the figure it was about.
    pub figure_key: String,
    /// The word.
    pub verdict: Verdict,
    /// The sentence it was about.
    pub quote: String,
    /// Who said it.
    pub by: Option<String>,
    /// When.
    pub on: String,
}

impl Store {
    /// The decisions in force whose figures are gone, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lost_decisions(&self) -> Result<Vec<LostDecision>, StoreError> {
        let failed = self.failed("reading decisions");
        let mut statement = self.connection.prepare(LOST).map_err(&failed)?;
        let rows = statement
            .query_map([], |row| {
                Ok(LostDecision {
                    figure_key: row.get(0)?,
                    verdict: coded(row, 1, Verdict::parse)?,
                    quote: row.get(2)?,
                    by: row.get(3)?,
                    on: row.get(4)?,
                })
            })
            .map_err(&failed)?;
        rows.collect::<Result<_, _>>().map_err(&failed)
    }
}

/// Of a superseded report, a decision is lost unless it was carried over to the edition that came next.
const LOST: &str = "
SELECT d.figure_key, d.verdict, d.anchor_quote, d.decided_by, d.decided_on
FROM decision AS d
LEFT JOIN figure AS f ON f.figure_key = d.figure_key
LEFT JOIN report AS r ON r.report_id = f.report_id
WHERE d.verdict <> 'undone'
  AND NOT EXISTS (SELECT 1 FROM decision AS l WHERE l.figure_key = d.figure_key AND l.decision_id > d.decision_id)
  AND (f.figure_id IS NULL OR r.superseded_by IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM decision AS c JOIN figure AS n ON n.figure_key = c.figure_key
    WHERE c.anchor_quote = d.anchor_quote AND c.anchor_prefix = d.anchor_prefix AND n.report_id = r.superseded_by))
ORDER BY d.decision_id";

/// Carries the decisions on a report over to the edition that took its place: where the same sentence says the same number
/// in the same place, the same word holds of it.
pub(super) fn carry(connection: &Connection, old: i64, new: i64) -> rusqlite::Result<()> {
    let any: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision)")?
        .query_row([], |row| row.get(0))?;
    if any {
        connection.prepare_cached(CARRY)?.execute([old, new])?;
    }
    Ok(())
}

const CARRY: &str = "
INSERT INTO decision (figure_key, verdict, expect_value, series_id, period, period_start, period_end, value,
  value_high, qualifier, status, anchor_quote, anchor_prefix, anchor_suffix, decided_by, decided_on, note)
SELECT n.figure_key, d.verdict, d.expect_value, d.series_id, d.period, d.period_start, d.period_end, d.value,
  d.value_high, d.qualifier, d.status, d.anchor_quote, d.anchor_prefix, d.anchor_suffix, d.decided_by, d.decided_on,
  d.note
FROM figure AS o
JOIN decision AS d ON d.figure_key = o.figure_key AND d.verdict <> 'undone'
  AND NOT EXISTS (SELECT 1 FROM decision AS l WHERE l.figure_key = d.figure_key AND l.decision_id > d.decision_id)
JOIN sentence AS q ON q.report_id = ?2 AND q.quote = d.anchor_quote
JOIN figure AS n ON n.sentence_id = q.sentence_id AND n.char_start - q.char_start = length(d.anchor_prefix)
  AND n.at = o.at AND n.value = o.value AND n.indicator = o.indicator AND n.transform = o.transform
WHERE o.report_id = ?1 AND NOT EXISTS (SELECT 1 FROM decision AS k WHERE k.figure_key = n.figure_key)
ORDER BY d.decision_id, n.figure_id";

/// What stands before and after the number in its sentence: by it the number is found again in an edited report.
fn around(figure: &Reviewed) -> (String, String) {
    let before: String = figure.quote.chars().take(figure.at_start).collect();
    let after = figure.quote.chars().skip(figure.at_start + figure.at.chars().count());
    (before, after.collect())
}
