//! What is concluded from what reports said: observations in, regular timelines out; pure, and rebuilt at any time.
//!
//! [`Timeline`] finds the periods that a chart or a course needs, missing ones too, and says where an observation lies among
//! them. How they are drawn or written is left to [`crate::chart`] and [`crate::cli`].

mod timeline;

pub use timeline::{Place, Timeline, TooManyPeriods};
