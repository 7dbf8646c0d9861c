//! Why a value is what it is: what it was made of, what stands beside it, and what was made of it.

use super::error::StoreError;
use super::figures::figure_row;
use super::number::Number;
use super::open::Store;
use super::remembered::Remembered;
use super::rows::{FigureRow, coded, key_of_row, text, text_or_null};
use super::select::Conditions;
use crate::model::{Bounds, DerivedBy, InputRole, Period, Qualifier, SeriesKey, Status};
use rusqlite::{OptionalExtension, Row, params};

/// What an id names: the key of a figure, the beginning of one, or a series and a period.
#[derive(Clone, PartialEq, Debug)]
pub enum Named {
    /// What a report says.
    Figure(Box<FigureRow<'static>>),
    /// What no report says, but follows from what reports say.
    Derived(Box<DerivedRow>),
}

/// A derived value with all that it is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct DerivedRow {
    /// `ru-ta-cn-turnover@2014`.
    pub id: String,
    /// Name of the series.
    pub series: String,
    /// What makes the series.
    pub key: SeriesKey,
    /// The period.
    pub period: Period,
    /// The value; of a range the lower end.
    pub value: Number,
    /// Upper end of a range.
    pub value_high: Option<Number>,
    /// How firmly it can be said.
    pub qualifier: Qualifier,
    /// Actual or planned.
    pub status: Status,
    /// The least and the most that its inputs allow.
    pub bounds: Bounds,
    /// The arithmetic.
    pub rule: DerivedBy,
    /// The same in words.
    pub because: String,
    /// How many reported figures it rests on.
    pub figures: u32,
    /// How many other derivations contradict it.
    pub rivals: u32,
    /// The lowest and the highest value among it and them.
    pub range: (Number, Number),
    /// What it is made of, in the order of the arithmetic.
    pub inputs: Vec<DerivedInput>,
}

/// What a derived value is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct DerivedInput {
    /// What it is to the arithmetic.
    pub role: InputRole,
    /// A figure or another derived value.
    pub from: Named,
    /// The least and the most that its words allow.
    pub bounds: Bounds,
}

/// Where a figure stands among the others of its series and period.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The series and the period, as in `ru-ta-cn-turnover@2023`.
    pub id: String,
    /// The figure that stands for them.
    pub chosen: FigureRow<'static>,
    /// What put it before the next.
    pub because: String,
    /// How many figures tell of them.
    pub figures: u32,
    /// Those that contradict the one that stands for them.
    pub rivals: Vec<FigureRow<'static>>,
}

impl Store {
    /// What an id names.
    ///
    /// # Errors
    /// When nothing, or more than one figure, is named so; or the store cannot be read.
    pub fn named(&self, id: &str) -> Result<Named, StoreError> {
        let failed = self.failed("looking up a value");
        let Some((slug, period)) = id.split_once('@') else {
            let key = self.reviewed(id)?.figure_key;
            let figure = self.figure(&key).map_err(failed)?;
            let figure = figure.ok_or_else(|| StoreError::NoFigure { key: id.to_owned() })?;
            return Ok(Named::Figure(Box::new(figure)));
        };
        if let Some(key) = self.chosen_figure(slug, period).map_err(&failed)?
            && let Some(figure) = self.figure(&key).map_err(&failed)?
        {
            return Ok(Named::Figure(Box::new(figure)));
        }
        let derived = self.derived_value(id).map_err(&failed)?;
        match derived {
            Some(derived) => Ok(Named::Derived(Box::new(derived))),
            None => Err(StoreError::NoObservation {
                id: id.to_owned(),
                known: self.periods_of_slug(slug).map_err(failed)?,
            }),
        }
    }

    /// Where a figure stands; `None` where it does not count.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn standing(&self, figure_key: &str) -> Result<Option<Standing>, StoreError> {
        self.read_standing(figure_key).map_err(self.failed("reading what stands beside a figure"))
    }

    /// The values that were made of a figure or of another derived value, by their ids.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn made_of(&self, named: &Named) -> Result<Vec<DerivedRow>, StoreError> {
        let (column, id) = match named {
            Named::Figure(figure) => ("figure_key", &*figure.figure_key),
            Named::Derived(derived) => ("input_id", derived.id.as_str()),
        };
        let read = || -> rusqlite::Result<Vec<DerivedRow>> {
            let sql = format!(
                "SELECT DISTINCT derived_id FROM derived_input WHERE {column} = ?1 ORDER BY 1"
            );
            let mut ids = self.connection.prepare(&sql)?;
            let ids = ids.query_map([id], |row| row.get(0))?;
            let ids = ids.collect::<rusqlite::Result<Vec<String>>>()?;
            let made = ids.iter().map(|id| self.derived_value(id));
            made.filter_map(Result::transpose).collect()
        };
        read().map_err(self.failed("reading what is derived"))
    }

    fn figure(&self, key: &str) -> rusqlite::Result<Option<FigureRow<'static>>> {
        let mut selected = Conditions::default();
        selected.add("f.figure_key = ?", [key]);
        let mut statement = self.connection.prepare_cached(&self.one_figure_sql(&selected)?)?;
        let mut reports = Remembered::reports(&self.connection)?;
        let mut names = Remembered::series(&self.connection)?;
        let mut rows = statement.query([key])?;
        match rows.next()? {
            Some(row) => Ok(Some(figure_row(row, &mut reports, &mut names)?.into_owned())),
            None => Ok(None),
        }
    }

    fn chosen_figure(&self, slug: &str, period: &str) -> rusqlite::Result<Option<String>> {
        let sql =
            "SELECT e.figure_key FROM series AS s JOIN chosen AS c ON c.series_id = s.series_id
             JOIN effective AS e ON e.figure_id = c.figure_id
             WHERE s.slug = ?1 AND c.period_start = ?2 AND c.period_end = ?3";
        let Some(period) = Period::parse(period) else { return Ok(None) };
        let (from, to) = (period.from().to_string(), period.to().to_string());
        self.connection.query_row(sql, params![slug, from, to], |row| row.get(0)).optional()
    }

    /// A derived value, where no report has come to speak of the same.
    fn derived_value(&self, id: &str) -> rusqlite::Result<Option<DerivedRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.derived_id, s.name, s.indicator, s.transform, s.ref_area, s.counterpart_area, s.product, s.unit,
               d.period, d.value, d.value_high, d.qualifier, d.status, d.least, d.most, d.rule,
               d.chosen_because, d.n_figures, d.n_rivals, d.low, d.high
             FROM derived AS d JOIN series AS s ON s.series_id = d.series_id
             WHERE d.derived_id = ?1 AND NOT EXISTS (SELECT 1 FROM chosen AS c WHERE c.series_id = d.series_id
               AND c.period_start = d.period_start AND c.period_end = d.period_end)",
        )?;
        let Some(mut row) = statement.query_row([id], derived_row).optional()? else {
            return Ok(None);
        };
        let mut inputs = self.connection.prepare(
            "SELECT i.role, i.figure_key, i.input_id, e.least, e.most FROM derived_input AS i
             LEFT JOIN figure AS f ON f.figure_key = i.figure_key
             LEFT JOIN effective AS e ON e.figure_id = f.figure_id
             WHERE i.derived_id = ?1 ORDER BY i.place",
        )?;
        let mut inputs = inputs.query([id])?;
        while let Some(input) = inputs.next()? {
            let role = coded(input, 0, InputRole::parse)?;
            let (from, bounds) = match (text_or_null(input, 1)?, text_or_null(input, 2)?) {
                (Some(key), _) => match self.figure(key)? {
                    Some(figure) => (Named::Figure(Box::new(figure)), bounds(input, 3)?),
                    None => continue,
                },
                (None, Some(other)) => match self.derived_value(other)? {
                    Some(other) => {
                        let bounds = other.bounds;
                        (Named::Derived(Box::new(other)), bounds)
                    }
                    None => continue,
                },
                (None, None) => continue,
            };
            row.inputs.push(DerivedInput { role, from, bounds });
        }
        Ok(Some(row))
    }

    fn read_standing(&self, figure_key: &str) -> rusqlite::Result<Option<Standing>> {
        let sql = "SELECT s.slug || '@' || e.period, c.chosen_because, c.n_figures, c.figure_id,
               e.series_id, e.period_start, e.period_end
             FROM figure AS f JOIN effective AS e ON e.figure_id = f.figure_id
             JOIN chosen AS c ON c.series_id = e.series_id AND c.period_start = e.period_start
               AND c.period_end = e.period_end
             JOIN series AS s ON s.series_id = e.series_id WHERE f.figure_key = ?1";
        let read = |row: &Row<'_>| -> rusqlite::Result<Place> {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ))
        };
        let place = self.connection.query_row(sql, [figure_key], read).optional()?;
        let Some((id, because, figures, chosen, series, from, to)) = place else { return Ok(None) };
        let mut others = self.connection.prepare(
            "SELECT figure_id, figure_key, status, least, most FROM effective
             WHERE series_id = ?1 AND period_start = ?2 AND period_end = ?3 ORDER BY published DESC, figure_key",
        )?;
        let others = others.query_map(params![series, from, to], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                coded(row, 2, Status::parse)?,
                bounds(row, 3)?,
            ))
        })?;
        let others = others.collect::<rusqlite::Result<Vec<_>>>()?;
        let Some((_, chosen_key, status, limits)) = others.iter().find(|other| other.0 == chosen)
        else {
            return Ok(None);
        };
        let Some(chosen) = self.figure(chosen_key)? else { return Ok(None) };
        let rivals = others.iter().filter(|other| other.2 == *status && !other.3.meets(*limits));
        let rivals = rivals.map(|rival| self.figure(&rival.1)).filter_map(Result::transpose);
        let rivals = rivals.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Some(Standing { id, chosen, because, figures, rivals }))
    }

    /// The first and the last period that the series with this slug has; `None` where there is no such series.
    fn periods_of_slug(&self, slug: &str) -> rusqlite::Result<Option<(String, String)>> {
        let sql = "SELECT x.first_period, x.last_period FROM series AS s
             JOIN series_extent AS x ON x.series_id = s.series_id WHERE s.slug = ?1";
        self.connection.query_row(sql, [slug], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }
}

/// Where a figure stands: the id, why the chosen one, of how many, its row, and the series with its days.
type Place = (String, String, u32, i64, i64, String, String);

fn derived_row(row: &Row<'_>) -> rusqlite::Result<DerivedRow> {
    let number = |place| Ok::<_, rusqlite::Error>(Number::new(row.get(place)?, None));
    let high: Option<f64> = row.get(10)?;
    Ok(DerivedRow {
        id: text(row, 0)?.to_owned(),
        series: text(row, 1)?.to_owned(),
        key: key_of_row(row, 2)?,
        period: coded(row, 8, Period::parse)?,
        value: number(9)?,
        value_high: high.map(|high| Number::new(high, None)),
        qualifier: coded(row, 11, Qualifier::parse)?,
        status: coded(row, 12, Status::parse)?,
        bounds: bounds(row, 13)?,
        rule: coded(row, 15, DerivedBy::parse)?,
        because: text(row, 16)?.to_owned(),
        figures: row.get(17)?,
        rivals: row.get(18)?,
        range: (number(19)?, number(20)?),
        inputs: Vec::new(),
    })
}

/// Two columns, each NULL where that side is open.
fn bounds(row: &Row<'_>, place: usize) -> rusqlite::Result<Bounds> {
    let (least, most): (Option<f64>, Option<f64>) = (row.get(place)?, row.get(place + 1)?);
    Ok(Bounds { least: least.unwrap_or(f64::NEG_INFINITY), most: most.unwrap_or(f64::INFINITY) })
}
