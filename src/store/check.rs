//! Whether a store is what it should be: the file, the rows, the quotes, what triggers keep, the search.
//!
//! ```no_run
//! # use tradestat::store::Store;
//! let store = Store::open("tradestat.db".as_ref())?;
//! let mut sound = true;
//! store.check(|checked| sound &= checked.faults.is_empty())?;
//! # Ok::<(), tradestat::store::StoreError>(())
//! ```
//!
//! Nothing is written, so a store on a medium that cannot be written is checked as well. All looks are at one moment: while
//! another process stores reports, they see what was there before.

mod kept;
mod reports;
mod rules;
mod search;

use super::error::StoreError;
use super::open::Store;
use super::reference;
use rusqlite::{Connection, OptionalExtension, Params};

/// How many faults of one kind are named; the rest is counted.
const NAMED: usize = 8;

/// What to do where single rows cannot be mended.
const RESTORE: &str = "put a backup in its place (‘tradestat backup’ makes them), or ingest the reports into a new store";

/// One thing that was looked at, and what was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Its name in a word or two: `quotes`.
    pub name: &'static str,
    /// What should be true, with how many things it was asked of.
    pub promise: String,
    /// What is not as it should be, each with its place; empty when all is well.
    pub faults: Vec<String>,
    /// How many more faults there are than are named.
    pub more: u64,
    /// What to do about them.
    pub remedy: String,
    /// Something to know that is no fault.
    pub note: Option<String>,
}

impl Checked {
    fn new(name: &'static str, promise: impl Into<String>) -> Self {
        Self { name, promise: promise.into(), ..Self::default() }
    }

    fn fault(&mut self, fault: impl Into<String>) {
        if self.faults.len() < NAMED {
            self.faults.push(fault.into());
        } else {
            self.more += 1;
        }
    }

    /// The rows of a query, one column of text each, are faults.
    fn faults_of<P: Params>(
        &mut self,
        connection: &Connection,
        sql: &str,
        parameters: P,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            self.fault(row.get::<_, String>(0)?);
        }
        Ok(())
    }
}

impl Checked {
    /// How many values are derived, and what is wrong with them; `None` while figures have changed since.
    pub(super) fn derived(looked: Option<(usize, Vec<String>)>) -> Self {
        let Some((count, faults)) = looked else {
            let mut checked = Self::new("derived values", "derived is filled");
            checked.note = Some(
                "figures have changed since; what follows from them is derived when the store is opened for the next time"
                    .to_owned(),
            );
            return checked;
        };
        let mut checked =
            Self::new("derived values", format!("{count} rows of derived follow from the figures"));
        "any command derives them anew after, in a SQLite shell: DELETE FROM meta WHERE key = 'derivation'"
            .clone_into(&mut checked.remedy);
        for fault in faults {
            checked.fault(fault);
        }
        checked
    }
}

/// A look at the store. What it cannot read it gives back as the error.
type Look = fn(&Connection) -> rusqlite::Result<Checked>;

/// In this order: what a later look rests on is looked at before.
const LOOKS: &[(&str, Look)] = &[
    ("file", file),
    ("rules", rules::rules),
    ("references", references),
    ("reports", reports::texts),
    ("quotes", reports::quotes),
    ("figures in force", kept::effective),
    ("observations", kept::chosen),
    ("extents", kept::extents),
    ("search in sentences", search::sentences),
    ("search in titles", search::titles),
    ("views", views),
    ("reference data", reference_data),
];

impl Store {
    /// Looks at everything in turn and tells `each` what was found, as soon as it is.
    ///
    /// # Errors
    /// When the store is locked; what is damaged is not an error here but a fault.
    pub fn check(&self, mut each: impl FnMut(Checked)) -> Result<(), StoreError> {
        let failed = self.failed("checking it");
        let moment = self.connection.unchecked_transaction().map_err(&failed)?;
        for (name, look) in LOOKS {
            each(look(&moment).unwrap_or_else(|why| {
                let mut unread = Checked::new(name, "can be read");
                unread.fault(failed(why).to_string());
                RESTORE.clone_into(&mut unread.remedy);
                unread
            }));
        }
        moment.rollback().map_err(failed)
    }
}

fn file(connection: &Connection) -> rusqlite::Result<Checked> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let mut checked =
        Checked::new("file", format!("{pages} pages, every row fits its table and its indexes"));
    RESTORE.clone_into(&mut checked.remedy);
    checked.faults_of(
        connection,
        "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
        [],
    )?;
    Ok(checked)
}

fn references(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut checked = Checked::new("references", "every row that another refers to is there");
    RESTORE.clone_into(&mut checked.remedy);
    checked.faults_of(
        connection,
        "SELECT printf('%s, row %s: its row of %s is missing', \"table\", coalesce(rowid, '?'), parent)
         FROM pragma_foreign_key_check",
        [],
    )?;
    Ok(checked)
}

/// Every view is read to its last row.
fn views(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut names =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut checked = Checked::new("views", format!("{} views run", names.len()));
    RESTORE.clone_into(&mut checked.remedy);
    for name in names {
        let read = || -> rusqlite::Result<()> {
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
            Ok(())
        };
        if let Err(why) = read() {
            checked.fault(format!("{name}: {why}"));
        }
    }
    Ok(checked)
}

/// The copy of the program's seeds.
fn reference_data(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut checked =
        Checked::new("reference data", "areas, currencies and rates are those of a tradestat");
    let fact = |key: &str| -> rusqlite::Result<Option<String>> {
        connection
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .optional()
    };
    match fact("seeds")? {
        None => {
            checked.fault("it is not said whose they are");
            "any ‘tradestat ingest’ fills them again".clone_into(&mut checked.remedy);
        }
        Some(seeds) if seeds != reference::version() => {
            checked.note = Some(
                "those of another version; the next ‘tradestat ingest’ brings them up to date"
                    .to_owned(),
            );
        }
        Some(_) => {}
    }
    Ok(checked)
}
