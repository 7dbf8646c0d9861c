//! Reports by the thousand, what a store holds as text, and a die that can be thrown again.

use crate::cli_support::Desk;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;
use tradestat::store::Store;

/// Whether the long form is asked for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("RELIABILITY").is_some_and(|value| value == "long")
}

/// One of two numbers: of the short form, and of the long one.
pub(crate) fn short_or_long<T>(short: T, long: T) -> T {
    if is_long() { long } else { short }
}

/// Random numbers from a seed, so that a run that failed can be run again (splitmix64).
pub(crate) struct Die(u64);

impl Die {
    /// The seed is printed, and taken from `SEED` where that is set.
    pub(crate) fn new() -> Self {
        let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
        eprintln!("SEED={seed}");
        Self(seed)
    }

    /// Evenly between 0 and 1.
    pub(crate) fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let number = ((z ^ (z >> 31)) >> 11) as f64;
        number / 9_007_199_254_740_992.0
    }
}

/// So many reports in the folder `many` that agree, disagree and repeat each other; in the long form also in two languages
/// and of all lengths.
pub(crate) fn reports(desk: &Desk, count: usize) {
    let partners = ["China", "India", "Turkey", "Germany", "Kazakhstan", "Uzbekistan", "Brazil"];
    for i in 0..count {
        let (year, partner) = (2000 + i % 24, partners[i % partners.len()]);
        let (exports, imports, growth) = (10 + i % 37, 20 + i % 53, 1 + i % 19);
        let mut text = format!(
            "Note {i}\n\nIn {year} the trade turnover between Russia and {partner} amounted to ${exports}.{growth} billion.\n"
        );
        if is_long() {
            let _ = write!(
                text,
                "Exports from Russia to {partner} grew by {growth}.{}%, to ${imports}00 million, and imports came to over \
                 ${exports} billion. Last year Tatarstan's trade with {partner} exceeded ${growth} billion.\n\n\
                 В {year} году товарооборот России и Китая составил {exports},{growth} млрд долларов. {}\n",
                i % 10,
                "Nothing else was said about the trade of that year. ".repeat(i % 23)
            );
        }
        desk.file(&format!("many/{:02}/{i:05}.txt", i % 16), text);
    }
}

/// Opens a database as a stranger does, for reading.
pub(crate) fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(Duration::from_secs(20))?;
    Ok(connection)
}

/// Every row of every table, as text, in the order of its columns.
pub(crate) fn dump(path: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = read_only(path).unwrap();
    let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";
    let mut tables = connection.prepare(tables).unwrap();
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows_of = |table: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let mut line = String::new();
            for column in 0..width {
                let _ = match row.get_ref(column).unwrap() {
                    ValueRef::Null => write!(line, "|"),
                    ValueRef::Integer(number) => write!(line, "{number}|"),
                    ValueRef::Real(number) => write!(line, "{number:?}|"),
                    ValueRef::Text(text) => write!(line, "{:?}|", String::from_utf8_lossy(text)),
                    ValueRef::Blob(blob) => write!(line, "{blob:?}|"),
                };
            }
            lines.push(line);
        }
        lines.sort_unstable();
        lines
    };
    tables.iter().map(|table| (table.clone(), rows_of(table))).collect()
}

/// Both stores hold the same.
#[track_caller]
pub(crate) fn check_same(
    one: &BTreeMap<String, Vec<String>>,
    other: &BTreeMap<String, Vec<String>>,
) {
    assert!(one.keys().eq(other.keys()));
    for (table, rows) in one {
        let differs = rows.iter().zip(&other[table]).find(|(one, other)| one != other);
        assert!(
            rows == &other[table],
            "{table}: {} and {} rows, first difference {differs:#?}",
            rows.len(),
            other[table].len()
        );
    }
}

/// Nothing is at fault in the store; `Ok(false)` where there is none yet.
pub(crate) fn is_sound(path: &Path) -> Result<bool, String> {
    let store = match Store::open(path) {
        Ok(store) => store,
        Err(tradestat::store::StoreError::Missing { .. }) => return Ok(false),
        Err(why) => return Err(why.to_string()),
    };
    let mut faults = Vec::new();
    store
        .check(|checked| {
            faults.extend((!checked.faults.is_empty()).then(|| format!("{checked:#?}")));
        })
        .map_err(|why| why.to_string())?;
    if faults.is_empty() { Ok(true) } else { Err(faults.join("\n")) }
}
