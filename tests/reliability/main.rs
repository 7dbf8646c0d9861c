//! What happens to a store when things go wrong around it: programs killed, disks full, files hostile.
//!
//! `cargo test --test reliability` runs the short form. The long one, on a release build, is asked for by
//! `RELIABILITY=long cargo test --release --test reliability -- --nocapture`, and prints what it counted.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at once, and says what it skips or counts"
)]

#[path = "../cli_support/mod.rs"]
mod cli_support;
mod support;

mod disk;
mod hostile;
mod kill;
mod places;
mod together;
