//! The store: what goes in comes out, and the file stands on its own.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../support/mod.rs"]
mod support;

mod as_of;
mod beside;
mod care;
mod check;
mod choice;
mod derived;
mod documents;
mod errors;
mod findings;
mod ingest;
mod order;
mod reading;
mod voice;
