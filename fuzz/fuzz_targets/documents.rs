//! Bytes as documents of every format: marks in any order, archives in archives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::documents;

fuzz_target!(|bytes: &[u8]| {
    let (name, document) = documents::of(bytes);
    documents::kept(name, &document);
});
