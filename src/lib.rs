//! A time-series store of trade statistics that were read out of prose.
//!
//! "In the first half of 2025, trade between Russia and China decreased by 9.1%, amounting to $106.5 billion" becomes two
//! figures, each with its sentence: a turnover change of −9.1 percent and a turnover level of 106500000000 USD, both of
//! `RU` with `CN` for `2025-S1`. [`read`] turns a file into a report, [`extract`] finds the numbers and links them,
//! [`store`] keeps them in SQLite, [`mod@derive`] makes series of them, [`chart`] and [`export`] show them, [`cli`] joins the
//! stages. Data flows that way only.

pub mod chart;
pub mod cli;
pub mod derive;
pub mod export;
pub mod extract;
pub mod model;
pub mod read;
pub mod seeds;
pub mod store;
