//! `chart --vintages`: what a series said on earlier days.

use super::as_of::{shown, tell_undated};
use super::console::Console;
use super::derived::RULES;
use super::stop::Stop;
use crate::chart::{ChartVintage, MOST_VINTAGES, Vintages};
use crate::derive;
use crate::model::{Observation, Query};
use crate::store::{SeriesRow, Store};

/// The vintages that are drawn beside a series, and how many more there were.
pub(super) fn of(
    row: &SeriesRow,
    newest: &[Observation],
    asked: &Vintages,
    query: &Query,
    store: &Store,
    console: &mut Console,
) -> Result<(Vec<ChartVintage>, usize), Stop> {
    let mut days = match asked {
        Vintages::No => return Ok((Vec::new(), 0)),
        Vintages::On(days) => days.clone(),
        Vintages::OfChange => {
            let releases = store.releases(row.id, query.from, query.to)?;
            derive::days_told_otherwise(&releases, newest)
        }
    };
    if days.is_empty() {
        console.note(format!("{} said nothing else on any earlier day", row.name));
    }
    days.sort_unstable();
    days.dedup();
    let drawn = derive::spread(&days, MOST_VINTAGES);
    let left_out = days.len() - drawn.len();
    let mut vintages = Vec::new();
    for &day in &drawn {
        let then = store.as_of(day, Some(RULES))?;
        let observations = super::series::observations(&then, row.id, query)?;
        if observations.is_empty() {
            console.warn(format!("nothing was known of {} on {}", row.name, shown(day)));
        } else {
            vintages.push(ChartVintage { day, observations });
        }
        if store.day().is_none() && drawn.last() == Some(&day) {
            tell_undated(&then, console)?;
        }
    }
    Ok((vintages, left_out))
}
