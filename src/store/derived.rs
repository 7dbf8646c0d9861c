//! What follows from the figures that count: kept trade by trade, and filled anew wherever figures have changed.
//!
//! Whoever changes what is chosen leaves the trade's areas in `underived`: the triggers of `chosen`, or what does their work
//! while reports are stored. [`Store::derive_anew`] takes them from there, a few trades at a time, so that the claims at hand
//! stay few, however many there are; all in one transaction, so that nobody sees a part of it. How values are derived is not
//! known here: a [`Derivation`] is given.

use super::check::Checked;
use super::error::StoreError;
use super::name::series_slug;
use super::open::{Store, alone};
use super::rows::coded;
use super::series_of::{find_or_add_series, find_series};
use crate::model::{AreaCode, Claims, Derived, SeriesKey, Source};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two areas that trade with each other, in the order of their codes, or an area and `None` for the world.
pub type Trade = (AreaCode, Option<AreaCode>);

/// Which series something rests on.
pub type RestsOn = Box<dyn Fn(&SeriesKey) -> bool>;

/// How values are derived.
#[derive(Clone, Copy, Debug)]
pub struct Derivation {
    /// Of the rules: what was derived by others is derived anew.
    pub version: u32,
    /// Everything that follows from claims, each value after those that it is made of.
    pub derive: fn(&Claims) -> Vec<Derived>,
    /// The series that what is derived of these trades can rest on.
    pub rests_on: fn(&[Trade]) -> RestsOn,
}

/// So many figures are at hand at once, save where a single trade has more.
const AT_ONCE: u64 = 100_000;

impl Store {
    /// Whether everything was derived, by these rules, since figures changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_derived(&self, derivation: &Derivation) -> Result<bool, StoreError> {
        is_derived(&self.connection, derivation).map_err(self.failed("reading what is derived"))
    }

    /// Derives anew what rests on figures that have changed. Nothing is done where none have.
    ///
    /// # Errors
    /// When the store cannot be written; then it stays as it was.
    pub fn derive_anew(&mut self, derivation: &Derivation) -> Result<(), StoreError> {
        if self.is_derived(derivation)? {
            return Ok(());
        }
        let failed = self.failed("deriving values");
        // Nobody may change figures between the reading of them and the writing of what follows.
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(&failed)?;
        let done = self
            .derive_stale(derivation)
            .and_then(|()| self.connection.execute_batch("COMMIT").map_err(&failed));
        if done.is_err() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }

    /// The same for whoever only reads: a process that was killed between storing and deriving left that to the next. While
    /// another process has the file open, or where it cannot be written, what was derived before is read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn let_derive(self, derivation: &Derivation) -> Result<Self, StoreError> {
        if self.is_derived(derivation)? {
            return Ok(self);
        }
        let (path, file) = (self.path.clone(), self.file);
        drop(self);
        if let Some(connection) = alone(&path) {
            let mut other = Self { connection, path: path.clone(), file, then: None };
            let _ = other.derive_anew(derivation);
            other.leave_plain();
        }
        Self::open(&path)
    }

    fn derive_stale(&self, derivation: &Derivation) -> Result<(), StoreError> {
        let failed = self.failed("deriving values");
        let version = derived_by(&self.connection).map_err(&failed)?;
        let all = version != Some(derivation.version);
        let trades = stale(&self.connection, all).map_err(&failed)?;
        let emptied = if all { forget_all(&self.connection).map_err(&failed)? } else { Vec::new() };
        self.some_at_a_time(trades, |some| {
            let (claims, derived) = self.derived_of(some, derivation)?;
            let write = || {
                let emptied = forget(&self.connection, some)?;
                let add = |key: &SeriesKey| find_or_add_series(&self.connection, key).map(Some);
                keep(&self.connection, add, some, &claims, &derived)?;
                remove_empty(&self.connection, &emptied)
            };
            write().map_err(&failed)
        })?;
        remove_empty(&self.connection, &emptied).map_err(&failed)?;
        let noted = "INSERT OR REPLACE INTO meta (key, value) VALUES ('derivation', ?1)";
        self.connection
            .execute_batch("DELETE FROM underived")
            .and_then(|()| self.connection.execute(noted, [derivation.version.to_string()]))
            .map(drop)
            .map_err(failed)
    }

    /// Derives what followed on the day of this store from what was known of some trades; beside the file, as all of such a
    /// store. A series that follows from nothing today has no name, and is left out.
    pub(super) fn derive_then(
        &self,
        trades: BTreeSet<Trade>,
        derivation: &Derivation,
    ) -> Result<(), StoreError> {
        let failed = self.failed("deriving values");
        self.some_at_a_time(trades, |some| {
            let (claims, derived) = self.derived_of(some, derivation)?;
            let write = || {
                forget(&self.connection, some)?;
                let find = |key: &SeriesKey| find_series(&self.connection, key);
                keep(&self.connection, find, some, &claims, &derived)
            };
            write().map_err(&failed)
        })
    }

    /// Takes so many trades at a time as have not too many figures together.
    fn some_at_a_time(
        &self,
        trades: BTreeSet<Trade>,
        mut each: impl FnMut(&[Trade]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let failed = self.failed("deriving values");
        let (mut some, mut figures) = (Vec::new(), 0);
        for trade in trades {
            figures += figures_of(&self.connection, &trade).map_err(&failed)?;
            some.push(trade);
            if figures >= AT_ONCE {
                each(&some)?;
                (some, figures) = (Vec::new(), 0);
            }
        }
        if some.is_empty() { Ok(()) } else { each(&some) }
    }

    /// What follows from all that these trades rest on.
    fn derived_of(
        &self,
        trades: &[Trade],
        derivation: &Derivation,
    ) -> Result<(Claims, Vec<Derived>), StoreError> {
        let claims = self.claims_of((derivation.rests_on)(trades))?;
        let derived = (derivation.derive)(&claims);
        Ok((claims, derived))
    }

    /// Looks whether the table `derived` holds what follows from the figures, derived anew.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn check_derived(&self, derivation: &Derivation) -> Result<Checked, StoreError> {
        let failed = self.failed("checking what is derived");
        let moment = self.connection.unchecked_transaction().map_err(&failed)?;
        if !self.is_derived(derivation)? {
            return Ok(Checked::derived(None));
        }
        let mut faults = Vec::new();
        let mut count = 0;
        let trades = stale(&self.connection, true).map_err(&failed)?;
        self.some_at_a_time(trades, |some| {
            let (claims, derived) = self.derived_of(some, derivation)?;
            let anew = || -> rusqlite::Result<BTreeMap<String, String>> {
                let row = |one| told(&self.connection, &claims, &derived, one);
                of_trades(some, &derived).map(row).collect()
            };
            let anew = anew().map_err(&failed)?;
            let mut kept = kept(&self.connection, some).map_err(&failed)?;
            count += kept.len();
            for (id, row) in anew {
                match kept.remove(&id) {
                    Some(known) if known == row => {}
                    Some(_) => faults.push(format!("{id}: not what its inputs make")),
                    None => faults.push(format!("{id}: missing")),
                }
            }
            faults.extend(kept.into_keys().map(|id| format!("{id}: follows from nothing")));
            Ok(())
        })?;
        moment.rollback().map_err(failed)?;
        Ok(Checked::derived(Some((count, faults))))
    }
}

/// A derived value and its inputs, as [`kept`] gives them.
fn told(
    connection: &Connection,
    claims: &Claims,
    derived: &[Derived],
    one: &Derived,
) -> rusqlite::Result<(String, String)> {
    let side = |edge: f64| if edge.is_finite() { edge.to_string() } else { String::new() };
    let mut inputs = Vec::new();
    for input in &one.inputs {
        let from = match input.from {
            Source::Claim(place) => key_of(connection, claims, place)?,
            Source::Derived(other) => derived.get(other).map(derived_id),
        };
        inputs.push(format!("{} {}", input.role, from.unwrap_or_default()));
    }
    let row = [
        one.value.to_string(),
        one.value_high.map_or_else(String::new, |high| high.to_string()),
        one.qualifier.code().to_owned(),
        one.rounding.to_string(),
        one.status.code().to_owned(),
        side(one.bounds.least),
        side(one.bounds.most),
        one.because.clone(),
        one.rivals.to_string(),
        inputs.join(", "),
    ];
    Ok((derived_id(one), row.join("|")))
}

/// What the tables hold of some trades, by its id.
fn kept(connection: &Connection, trades: &[Trade]) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut rows = connection.prepare_cached(
        "SELECT d.derived_id, d.value, d.value_high, d.qualifier, d.rounding, d.status, d.least, d.most,
           d.chosen_because, d.n_rivals,
           (SELECT group_concat(role || ' ' || coalesce(figure_key, input_id), ', ') FROM
             (SELECT * FROM derived_input WHERE derived_id = d.derived_id ORDER BY place))
         FROM series AS s JOIN derived AS d ON d.series_id = s.series_id
         WHERE s.ref_area = ?1 AND coalesce(s.counterpart_area, '') = ?2",
    )?;
    let mut kept = BTreeMap::new();
    for way in trades.iter().flat_map(ways) {
        let mut rows = rows.query([&way.0, &way.1])?;
        while let Some(row) = rows.next()? {
            let cell = |place| -> rusqlite::Result<String> {
                Ok(match row.get_ref(place)? {
                    ValueRef::Null => String::new(),
                    ValueRef::Real(value) => value.to_string(),
                    ValueRef::Integer(value) => value.to_string(),
                    _ => row.get(place)?,
                })
            };
            let cells = (1..=10).map(cell).collect::<rusqlite::Result<Vec<_>>>()?;
            kept.insert(cell(0)?, cells.join("|"));
        }
    }
    Ok(kept)
}

pub(super) fn is_derived(
    connection: &Connection,
    derivation: &Derivation,
) -> rusqlite::Result<bool> {
    let none = "SELECT NOT EXISTS (SELECT 1 FROM underived)";
    let up_to_date: bool = connection.query_row(none, [], |row| row.get(0))?;
    Ok(up_to_date && derived_by(connection)? == Some(derivation.version))
}

/// The version of the rules that the store was filled by.
fn derived_by(connection: &Connection) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'derivation'";
    connection.query_row(sql, [], |row| row.get(0)).optional()
}

pub(super) fn trade(one: AreaCode, other: Option<AreaCode>) -> Trade {
    match other {
        Some(other) => (one.min(other), Some(one.max(other))),
        None => (one, None),
    }
}

/// The trades whose figures have changed, and those whose shares are of a whole that has; or all.
fn stale(connection: &Connection, all: bool) -> rusqlite::Result<BTreeSet<Trade>> {
    let sql = if all {
        "SELECT DISTINCT ref_area, counterpart_area FROM series"
    } else {
        "SELECT ref_area, nullif(counterpart_area, '') FROM underived
         UNION
         SELECT s.ref_area, s.counterpart_area FROM underived AS u JOIN series AS s ON s.ref_area = u.ref_area
         WHERE u.counterpart_area = '' AND s.transform = 'share' AND s.counterpart_area IS NOT NULL"
    };
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut trades = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let area = |place| coded(row, place, |code| code.parse::<AreaCode>().ok());
        let partner = match row.get_ref(1)? {
            ValueRef::Null => None,
            _ => Some(area(1)?),
        };
        trades.insert(trade(area(0)?, partner));
    }
    Ok(trades)
}

/// The two ways in which series name the areas of a trade.
pub(super) fn ways(trade: &Trade) -> [(String, String); 2] {
    let (one, other) = (trade.0.to_string(), trade.1.map_or_else(String::new, |a| a.to_string()));
    [(one.clone(), other.clone()), (other, one)]
}

fn figures_of(connection: &Connection, trade: &Trade) -> rusqlite::Result<u64> {
    let mut count = connection.prepare_cached(
        "SELECT coalesce(sum(x.n_figures), 0) FROM series AS s JOIN series_extent AS x USING (series_id)
         WHERE s.ref_area = ?1 AND coalesce(s.counterpart_area, '') = ?2",
    )?;
    let mut sum = 0;
    for way in ways(trade) {
        sum += count.query_row([&way.0, &way.1], |row| row.get::<_, u64>(0))?;
    }
    Ok(sum)
}

/// Takes out all that is derived; returns the series that are left without.
fn forget_all(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut series = connection.prepare("SELECT DISTINCT series_id FROM derived")?;
    let series = series.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    connection.execute_batch("DELETE FROM derived_input; DELETE FROM derived")?;
    Ok(series)
}

/// Takes out what is derived of some trades; returns the series that are left without.
fn forget(connection: &Connection, trades: &[Trade]) -> rusqlite::Result<Vec<i64>> {
    let mut had = connection.prepare_cached(
        "SELECT s.series_id FROM series AS s
         WHERE s.ref_area = ?1 AND coalesce(s.counterpart_area, '') = ?2
           AND EXISTS (SELECT 1 FROM derived AS d WHERE d.series_id = s.series_id)",
    )?;
    let mut inputs = connection.prepare_cached(
        "DELETE FROM derived_input
         WHERE derived_id IN (SELECT derived_id FROM derived WHERE series_id = ?1)",
    )?;
    let mut values = connection.prepare_cached("DELETE FROM derived WHERE series_id = ?1")?;
    let mut emptied = Vec::new();
    for way in trades.iter().flat_map(ways) {
        let series = had.query_map([&way.0, &way.1], |row| row.get(0))?;
        for id in series.collect::<rusqlite::Result<Vec<i64>>>()? {
            inputs.execute([id])?;
            values.execute([id])?;
            emptied.push(id);
        }
    }
    Ok(emptied)
}

/// The values of some trades among all that were derived.
fn of_trades<'a>(
    trades: &[Trade],
    derived: &'a [Derived],
) -> impl Iterator<Item = &'a Derived> + use<'a> {
    let wanted: BTreeSet<Trade> = trades.iter().copied().collect();
    derived.iter().filter(move |one| {
        let of = |area| wanted.contains(&trade(area, one.series.counterpart_area));
        one.series.ref_area.is_some_and(of)
    })
}

fn keep(
    connection: &Connection,
    series_of: impl Fn(&SeriesKey) -> rusqlite::Result<Option<i64>>,
    trades: &[Trade],
    claims: &Claims,
    derived: &[Derived],
) -> rusqlite::Result<()> {
    let mut value = connection.prepare_cached(
        "INSERT INTO derived (series_id, period_start, period_end, derived_id, period, value, value_high,
           qualifier, rounding, status, least, most, rule, round, chosen_because, n_figures, n_rivals,
           low, high, published, figure_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?;
    let mut input = connection.prepare_cached(
        "INSERT INTO derived_input (derived_id, place, role, figure_key, input_id)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut known: HashMap<&SeriesKey, i64> = HashMap::new();
    for one in of_trades(trades, derived) {
        let series = match known.get(&one.series) {
            Some(&id) => Some(id),
            None => series_of(&one.series)?,
        };
        let Some(series) = series else { continue };
        known.insert(&one.series, series);
        let id = derived_id(one);
        let side = |edge: f64| edge.is_finite().then_some(edge);
        value.execute(params![
            series,
            one.period.from().to_string(),
            one.period.to().to_string(),
            id,
            one.period.code(),
            one.value,
            one.value_high,
            one.qualifier.code(),
            one.rounding,
            one.status.code(),
            side(one.bounds.least),
            side(one.bounds.most),
            one.rule.code(),
            one.round,
            one.because,
            one.figures,
            one.rivals,
            one.range.0,
            one.range.1,
            one.published.map(|day| day.to_string()),
            key_of(connection, claims, one.lead)?,
        ])?;
        for (place, from) in (0i64..).zip(&one.inputs) {
            let (figure, made) = match from.from {
                Source::Claim(claim) => (key_of(connection, claims, claim)?, None),
                Source::Derived(other) => (None, derived.get(other).map(derived_id)),
            };
            input.execute(params![id, place, from.role.code(), figure, made])?;
        }
    }
    Ok(())
}

/// The key of the figure behind a claim.
fn key_of(
    connection: &Connection,
    claims: &Claims,
    place: usize,
) -> rusqlite::Result<Option<String>> {
    let figure = claims.claims.get(place).map(|claim| claim.figure);
    let mut key =
        connection.prepare_cached("SELECT figure_key FROM figure WHERE figure_id = ?1")?;
    key.query_row([figure], |row| row.get(0)).optional()
}

/// `ru-ta-cn-turnover@2014`.
fn derived_id(derived: &Derived) -> String {
    format!("{}@{}", series_slug(&derived.series), derived.period)
}

/// Removes the series among these that nothing is known of any more.
fn remove_empty(connection: &Connection, series: &[i64]) -> rusqlite::Result<()> {
    let mut remove = connection.prepare_cached(
        "DELETE FROM series WHERE series_id = ?1
         AND NOT EXISTS (SELECT 1 FROM figure WHERE series_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM derived WHERE series_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM decision WHERE series_id = ?1)",
    )?;
    for id in series {
        remove.execute([id])?;
    }
    Ok(())
}
