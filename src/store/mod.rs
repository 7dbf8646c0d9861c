//! Keeps reports, mentions and figures in one SQLite file, and gives series back; the only module that speaks SQL.
//!
//! In: a [`Report`](crate::model::Report) with its [`Extraction`](crate::model::Extraction), through [`Store::ingest`]. Out:
//! [`Store::series`], [`Store::observations`], [`Store::figures`], each selected by a [`Query`](crate::model::Query); for
//! millions of rows [`Store::each_observation`] and [`Store::each_figure`] lend one row after the other. The schema, with the
//! reasons for it, is `migrations/0001_reports_and_figures.sql`; what a series is called is decided in [`series_name`].
//!
//! ```no_run
//! # use tradestat::{model::{Extraction, Query, Report}, store::Store};
//! # fn example(report: &Report, extraction: &Extraction) -> Result<(), Box<dyn std::error::Error>> {
//! let mut store = Store::open_or_create("tradestat.db".as_ref())?;
//! let mut ingest = store.ingest(1)?;
//! ingest.put(report, extraction)?;
//! ingest.finish()?;
//! for series in store.series(&Query::default())? {
//!     let newest = store.observations(series.id, None, None)?.pop();
//! }
//! # Ok(()) }
//! ```
//!
//! [`Store::claims`] gives all figures that count, as numbers, to what concludes from them, and [`Store::put_findings`] keeps
//! what an audit found. What is concluded from figures beyond choosing among them is left to [`crate::derive`].

mod as_of;
mod check;
mod claims;
mod codes;
mod copy;
mod decide;
mod derived;
mod dictionary;
mod error;
mod figures;
mod findings;
mod given;
mod heading;
mod holder;
mod ingest;
mod key;
mod name;
mod number;
mod observations;
mod open;
mod place;
mod plan;
mod preview;
mod put;
mod put_figure;
mod query;
mod rates;
mod recover;
mod reference;
mod releases;
mod remembered;
mod remove;
mod reports;
mod resting;
mod review;
mod rows;
mod schema;
mod select;
mod series_of;
mod settle;
mod voice;
mod why;

pub use check::Checked;
pub use codes::{ChosenBecause, Verdict};
pub use decide::{Decision, LostDecision};
pub use derived::{Derivation, RestsOn, Trade};
pub use dictionary::dictionary;
pub use error::StoreError;
pub use figures::FigureFilter;
pub use findings::{Acknowledged, FindingRow, NewFinding};
pub use given::{Given, Givens};
pub use holder::Holder;
pub use ingest::{Ingest, Outcome};
pub use key::finding_key;
pub use name::{series_name, series_slug};
pub use number::Number;
pub use open::Store;
pub use plan::Known;
pub use preview::{Change, FigureChange, Preview};
pub use query::Counts;
pub use releases::VintageRow;
pub use remove::Removal;
pub use review::{Reading, ReviewFilter, Reviewed};
pub use rows::{FigureRow, ObservationRow, ReportRow, SeriesRow};
pub use schema::{APPLICATION_ID, SCHEMA_VERSION};
pub use why::{DerivedInput, DerivedRow, Named, Standing};
