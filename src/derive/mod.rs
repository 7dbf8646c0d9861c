//! What is concluded from what reports said: observations in, regular timelines out; pure, and rebuilt at any time.
//!
//! [`Timeline`] finds the periods that a chart or a course needs, missing ones too, and says where an observation lies among
//! them; [`Rates`] tells money of one currency in another. How they are drawn or written is left to [`crate::chart`] and [`crate::cli`].

mod rates;
mod timeline;

pub use rates::{Conversion, Rates};
pub use timeline::{Place, Timeline, TooManyPeriods};
