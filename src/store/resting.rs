//! Triggers that rest while many reports are stored, since the program does their work for all rows at once.
//!
//! They are dropped and made again within the transaction: nobody else ever sees the store without them, and a killed process
//! leaves them as they were. A condition in each of them would be cheaper to write, and costs a statement's journal for every
//! row.

use rusqlite::Connection;

/// The triggers that keep, row by row, what [`super::settle`] brings up to date.
const RESTING: [&str; 7] = [
    "figure_insert",
    "effective_insert",
    "effective_delete",
    "chosen_insert",
    "chosen_delete",
    "sentence_fts_insert",
    "report_fts_insert",
];

/// The statements that put the triggers to rest and wake them.
#[derive(Debug)]
pub(super) struct Resting {
    drop: String,
    make: String,
}

impl Resting {
    /// Reads the triggers of a store.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut sql = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1")?;
        let (mut drop, mut make) = (String::new(), String::new());
        for name in RESTING {
            drop.extend(["DROP TRIGGER ", name, ";"]);
            make.push_str(&sql.query_row([name], |row| row.get::<_, String>(0))?);
            make.push(';');
        }
        Ok(Self { drop, make })
    }

    /// Begins a transaction in which the triggers rest.
    pub(super) fn begin(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        connection.execute_batch(&self.drop)
    }

    /// Wakes the triggers, and commits.
    pub(super) fn commit(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute_batch(&self.make)?;
        connection.execute_batch("COMMIT")
    }
}
