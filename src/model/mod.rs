//! The nouns of the subject: no input, no output, and the glossary of everything else.
//!
//! | word | meaning |
//! |---|---|
//! | [`Report`] | one document that was read: text, title, publisher, url, language, publication day |
//! | [`Mention`] | a number, period or area recognised in a report's text, with its [`Span`] |
//! | [`Figure`] | what one report says about one number: indicator, transform, areas, period, value, status |
//! | [`Attribution`] | who counts a figure, where the text tells: an office, a side, somebody else |
//! | [`SeriesKey`] | what makes figures comparable: indicator × transform × areas × product × unit |
//! | [`Observation`] | the value a series holds for a period, chosen among its figures |
//! | [`Release`] | what was the value of a series for a period from one day to another |
//! | [`Claim`] | a figure that counts, as a number with its [`Bounds`] |
//! | [`Derived`] | a value that no report gives, reckoned from what reports do give |
//!
//! Codes are spelled alike as struct field, column, CSV header, JSON key and flag, after SDMX's concepts.

mod bounds;
mod claim;
mod code;
mod coded;
mod derived;
mod extractor;
mod figure;
mod finding;
mod indicator;
mod mention;
mod period;
mod quantity;
mod query;
mod rate;
mod report;
mod series;
mod source;
mod text;

pub(crate) use coded::coded;
pub(crate) use report::as_seen;
pub(crate) use text::Text;

pub use bounds::Bounds;
pub use claim::{Claim, Claims};
pub use code::{AreaCode, Code, CurrencyCode, Language, NotACode, PhysicalUnit};
pub use derived::{Derived, DerivedBy, Input, InputRole, Source};
pub use extractor::Extractor;
pub use figure::{Extraction, Figure};
pub use finding::{FindingKind, Severity};
pub use indicator::{Indicator, Status, Transform};
pub use mention::{Meaning, Mention, Span};
pub use period::{Frequency, Period};
pub use quantity::{Amount, Qualifier, Unit};
pub use query::{Flow, Query};
pub use rate::Rate;
pub use report::{Published, PublishedBasis, Report};
pub use series::{Observation, Release, SeriesKey};
pub use source::{Attribution, Count, Office, SourceKind, SourceRule};

/// Exact decimal numbers, from digits to database.
pub use rust_decimal::Decimal;
