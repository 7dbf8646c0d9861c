//! Reports by the thousand, what a store holds as text, and a die that can be thrown again.

pub(crate) use crate::cli_support::dump::{check_same, dump, read_only};

use crate::cli_support::Desk;
use std::fmt::Write as _;
use std::path::Path;
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
    reports_of_years(desk, count, 1);
}

/// The same reports, each of which speaks of so many years, one after the other.
pub(crate) fn reports_of_years(desk: &Desk, count: usize, years: usize) {
    for i in 0..count {
        let mut text = format!("Note {i}\n\n");
        for year in i..i + years {
            a_year(&mut text, year);
        }
        desk.file(&format!("many/{:02}/{i:05}.txt", i % 16), text);
    }
}

/// What a report says of one year.
fn a_year(text: &mut String, i: usize) {
    let partners = ["China", "India", "Turkey", "Germany", "Kazakhstan", "Uzbekistan", "Brazil"];
    let (year, partner) = (2000 + i % 24, partners[i % partners.len()]);
    let (exports, imports, growth) = (10 + i % 37, 20 + i % 53, 1 + i % 19);
    let _ = writeln!(
        text,
        "In {year} the trade turnover between Russia and {partner} amounted to ${exports}.{growth} billion."
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
