//! What the fuzzers share: reports made of bytes, and what must be true of every answer.

pub mod documents;
pub mod page;
pub mod pdf;
pub mod promises;
pub mod prose;
