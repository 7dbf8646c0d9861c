//! What was said on which day: the days on which a series changed, and what publishers took back.

use super::error::StoreError;
use super::number::Number;
use super::open::Store;
use super::rows::{coded, number, number_or_null, text, text_or_null};
use super::select::Conditions;
use crate::model::{Period, Qualifier, Query, Release, Status, Unit};
use chrono::NaiveDate;
use rusqlite::{Row, params_from_iter};

/// What one publisher said of one series and period, on a day: a row of the view `vintage`.
#[derive(Clone, PartialEq, Debug)]
pub struct VintageRow {
    /// The series' name.
    pub series: String,
    /// The same, easy to type.
    pub slug: String,
    /// The time it is about.
    pub period: Period,
    /// Who said it.
    pub publisher: Option<String>,
    /// The day.
    pub known_from: NaiveDate,
    /// 1 for the publisher's first word on it.
    pub revision: u32,
    /// What was said.
    pub value: Number,
    /// The upper end of a range.
    pub value_high: Option<Number>,
    /// In what; `None` for multiples.
    pub unit: Option<Unit>,
    /// How firmly.
    pub qualifier: Qualifier,
    /// Actual or planned.
    pub status: Status,
    /// Whether it cannot be the same as the word before, however both are rounded and hedged.
    pub beyond_rounding: bool,
    /// Key of the figure.
    pub figure_key: String,
    /// Where it can be read.
    pub url: Option<String>,
}

impl Store {
    /// What a series said of periods within the days given, and from when to when; up to the day of this store, where it is one
    /// as of a day. Reports without a day, and what is derived, are not in it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn releases(
        &self,
        series: i64,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Vec<Release>, StoreError> {
        let mut asked = Conditions::default();
        asked.add_number("v.series_id = ?", series);
        asked.add("v.known_from <= ?", [&self.until()]);
        let asked = asked.within(&Query { from, to, ..Query::default() }, "v");
        let sql = format!("{RELEASES} {}", asked.sql());
        let read = || -> rusqlite::Result<Vec<Release>> {
            let mut statement = self.connection.prepare_cached(&sql)?;
            statement.query_map(params_from_iter(&asked.parameters), release)?.collect()
        };
        read().map_err(self.failed("reading what was known when"))
    }

    /// The last day that counts.
    fn until(&self) -> String {
        self.day().map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string())
    }

    /// What publishers took back: of the series that a query selects, everything that a publisher said of a period of which it
    /// once said something else, beyond what rounding and hedges allow; chain by chain, in time. In a store as of a day, up to
    /// that day.
    ///
    /// # Errors
    /// When the store cannot be read, or `show` fails.
    pub fn each_revised<E: From<StoreError>>(
        &self,
        query: &Query,
        mut show: impl FnMut(&[VintageRow]) -> Result<(), E>,
    ) -> Result<u64, E> {
        let failed = self.failed("reading revisions");
        let selected = Conditions::of_key(query, "s");
        let sql = format!("SELECT s.series_id FROM series AS s {} ORDER BY s.name", selected.sql());
        let series = || -> rusqlite::Result<Vec<i64>> {
            let parameters = params_from_iter(&selected.parameters);
            self.connection.prepare(&sql)?.query_map(parameters, |row| row.get(0))?.collect()
        };
        let mut asked = Conditions::default();
        asked.add_number("v.series_id = ?", 0);
        asked.add("v.known_from <= ?", [&self.until()]);
        let mut asked = asked.within(query, "v");
        let sql = format!("{VINTAGES} {} {IN_CHAINS}", asked.sql());
        let mut of_series = self.connection.prepare_cached(&sql).map_err(&failed)?;
        let mut count = 0;
        for id in series().map_err(&failed)? {
            asked.parameters[0] = id.into();
            let rows = of_series
                .query_map(params_from_iter(&asked.parameters), vintage)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(&failed)?;
            for chain in rows.chunk_by(|_, next| next.revision > 1) {
                if chain.iter().any(|row| row.beyond_rounding) {
                    show(chain)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

const RELEASES: &str = "
SELECT v.period, v.value, NULL, v.value_high, NULL, v.qualifier, v.status, v.known_from, v.known_to FROM main.release AS v";

const VINTAGES: &str = "
SELECT v.series, v.slug, v.period, v.publisher, v.known_from, v.revision, v.value, NULL, v.value_high, NULL, v.unit, v.qualifier,
  v.status, v.beyond_rounding, v.figure_key, v.url
FROM main.vintage AS v";

/// Chain after chain: each begins with its first word.
const IN_CHAINS: &str = "
ORDER BY v.period_start, v.period_end, v.status, coalesce(v.publisher, v.source), v.revision";

fn release(row: &Row<'_>) -> rusqlite::Result<Release> {
    Ok(Release {
        period: coded(row, 0, Period::parse)?,
        value: number(row, 1)?.decimal(),
        value_high: number_or_null(row, 3)?.map(Number::decimal),
        qualifier: coded(row, 5, Qualifier::parse)?,
        status: coded(row, 6, Status::parse)?,
        known_from: coded(row, 7, day)?,
        known_to: coded(row, 8, day)?,
    })
}

fn vintage(row: &Row<'_>) -> rusqlite::Result<VintageRow> {
    let own = |place| Ok::<_, rusqlite::Error>(text_or_null(row, place)?.map(str::to_owned));
    Ok(VintageRow {
        series: text(row, 0)?.to_owned(),
        slug: text(row, 1)?.to_owned(),
        period: coded(row, 2, Period::parse)?,
        publisher: own(3)?,
        known_from: coded(row, 4, day)?,
        revision: row.get(5)?,
        value: number(row, 6)?,
        value_high: number_or_null(row, 8)?,
        unit: text_or_null(row, 10)?.and_then(Unit::parse),
        qualifier: coded(row, 11, Qualifier::parse)?,
        status: coded(row, 12, Status::parse)?,
        beyond_rounding: row.get(13)?,
        figure_key: text(row, 14)?.to_owned(),
        url: own(15)?,
    })
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
