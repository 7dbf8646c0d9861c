//! What is concluded from what reports said: claims and observations in, findings and regular timelines out; pure, and rebuilt
//! at any time.
//!
//! [`audit`] finds figures that contradict each other, or themselves. [`Timeline`] finds the periods that a chart or a course
//! needs, missing ones too, and says where an observation lies among them; [`Rates`] tells money of one currency in another;
//! [`days_told_otherwise`] finds the days on which a series said something else.
//! How they are told, drawn or written is left to [`crate::chart`] and [`crate::cli`].

mod audit;
mod derivation;
mod index;
#[cfg(test)]
mod lines;
mod rates;
mod timeline;
mod vintages;

pub use audit::{Finding, RateRange, Reading, audit, concerns};
pub use derivation::{DERIVATION_VERSION, derivation, rests_on};
pub use rates::{Conversion, Rates};
pub use timeline::{Place, Timeline, TooManyPeriods};
pub use vintages::{days_told_otherwise, spread};
