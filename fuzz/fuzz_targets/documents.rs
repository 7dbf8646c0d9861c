//! Bytes as documents of every format: marks in any order, archives in archives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::documents;
use tradestat_fuzz::promises::document_kept;

fuzz_target!(|bytes: &[u8]| {
    let (name, document) = documents::of(bytes);
    document_kept(name, &document);
});
