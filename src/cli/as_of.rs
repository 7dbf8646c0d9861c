//! `--as-of DAY`: what was known then.

use super::console::Console;
use super::derived::RULES;
use super::ingest_report::count;
use super::stop::Stop;
use crate::model::Period;
use crate::store::Store;
use chrono::NaiveDate;

/// A day to look back to.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct AsOf {
    /// Only what was known at the end of this day: reports count from their day of publication on, and an edited one until its
    /// next edition. 2024-03 and 2024 mean their last day. Decisions always apply.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) as_of: Option<NaiveDate>,
}

impl AsOf {
    /// The store as it was known then, where a day was given.
    pub(super) fn of(self, store: &Store) -> Result<Option<Store>, Stop> {
        Ok(self.as_of.map(|day| store.as_of(day, Some(RULES))).transpose()?)
    }
}

/// Says which reports could not be looked at, because nobody knows since when they count.
pub(super) fn tell_undated(store: &Store, console: &mut Console) -> Result<(), Stop> {
    let undated = store.undated()?;
    if undated > 0 {
        console.warn(format!(
            "{} left out, for want of a day of publication; ‘tradestat reports --undated’ lists such reports",
            count(undated, "report")
        ));
    }
    Ok(())
}

/// "1 March 2024".
pub(super) fn shown(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A day as users write it; of a longer time its last.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let period = Period::parse(text.trim());
    period.map(Period::to).ok_or_else(|| {
        "not a day; write it as in 2024-03-01, or 2024-03 or 2024 for the last day of a month or a year"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(day(text).ok().map(|day| day.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_day_or_the_last_of_a_longer_time() {
        check("2024-03-01", Some("2024-03-01"));
        check("2024-02", Some("2024-02-29"));
        check("2023", Some("2023-12-31"));
        check("2024-Q1", Some("2024-03-31"));
        for text in ["", "yesterday", "1.3.2024", "2024-02-30", "2024-13", "03/01/2024"] {
            check(text, None);
        }
        assert_eq!(shown(day("2024-03-01").unwrap_or_default()), "1 March 2024");
    }
}
