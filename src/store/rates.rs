//! Exchange rates: those that came with the program, and those that the user imported.

use super::error::StoreError;
use super::number::Number;
use super::open::Store;
use super::rows::coded;
use crate::model::{CurrencyCode, Period, Rate};
use crate::seeds;
use rusqlite::{Connection, TransactionBehavior, params};

/// Puts the program's rates in, save where the user has one of the same period.
pub(super) fn seed(connection: &Connection) -> rusqlite::Result<()> {
    let mut insert = connection.prepare(
        "INSERT INTO exchange_rate (currency, period, per_usd, source, imported) VALUES (?1, ?2, ?3, ?4, 0)
         ON CONFLICT DO NOTHING",
    )?;
    for row in seeds::exchange_rates() {
        let rate = Number::from(row.per_usd).real();
        insert.execute(params![row.currency.as_str(), row.year.to_string(), rate, row.source])?;
    }
    Ok(())
}

impl Store {
    /// Every rate, by currency and period, and whether the user imported it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn rates(&self) -> Result<Vec<(Rate, bool)>, StoreError> {
        let read = || {
            let mut statement = self.connection.prepare(
                "SELECT currency, period, per_usd, source, imported FROM exchange_rate ORDER BY currency, period",
            )?;
            let rows = statement.query_map([], |row| {
                let rate = Rate {
                    currency: coded(row, 0, |code| code.parse::<CurrencyCode>().ok())?,
                    period: coded(row, 1, Period::parse)?,
                    per_usd: Number::new(row.get(2)?, None).decimal(),
                    source: row.get(3)?,
                };
                Ok((rate, row.get(4)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(self.failed("reading exchange rates"))
    }

    /// Puts the user's rates in place of what there is for their currencies and periods; all or none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn import_rates(&mut self, rates: &[Rate]) -> Result<(), StoreError> {
        self.change_rates(|connection| {
            let mut insert = connection.prepare(
                "INSERT OR REPLACE INTO exchange_rate (currency, period, per_usd, source, imported)
                 VALUES (?1, ?2, ?3, ?4, 1)",
            )?;
            for rate in rates {
                let value = Number::from(rate.per_usd).real();
                insert.execute(params![
                    rate.currency.as_str(),
                    rate.period.code(),
                    value,
                    rate.source
                ])?;
            }
            Ok(rates.len())
        })
        .map(drop)
    }

    /// Takes the user's rates of a currency out, all or those of one period; the program's own count again. Returns how
    /// many there were.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove_rates(
        &mut self,
        currency: CurrencyCode,
        period: Option<Period>,
    ) -> Result<usize, StoreError> {
        self.change_rates(|connection| {
            let removed = connection.execute(
                "DELETE FROM exchange_rate WHERE imported AND currency = ?1 AND (?2 IS NULL OR period = ?2)",
                params![currency.as_str(), period.map(Period::code)],
            )?;
            seed(connection)?;
            Ok(removed)
        })
    }

    fn change_rates(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<usize, StoreError> {
        let failed = self.failed("writing exchange rates");
        let write = || {
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let count = change(&transaction)?;
            transaction.commit()?;
            Ok(count)
        };
        write().map_err(failed)
    }
}
