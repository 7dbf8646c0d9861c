//! What is concluded from what reports said: observations in, regular timelines out; pure, and rebuilt at any time.
//!
//! [`grid`] finds the periods that a table or a chart needs, missing ones too; [`timeline`] puts a series' observations in
//! them. How they are drawn or written is left to [`crate::chart`] and [`crate::export`].

mod timeline;

pub use timeline::{Grid, Slot, Timeline, grid, timeline};
