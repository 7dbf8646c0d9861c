//! What is concluded from what reports said: claims and observations in, findings and regular timelines out; pure, and rebuilt
//! at any time.
//!
//! [`audit`] finds figures that contradict each other, or themselves. [`Timeline`] finds the periods that a chart or a course
//! needs, missing ones too, and says where an observation lies among them. How they are told, drawn or written is left to
//! [`crate::chart`] and [`crate::cli`].

mod audit;
mod timeline;

pub use audit::{Finding, Rate, Reading, audit, concerns};
pub use timeline::{Place, Timeline, TooManyPeriods};
