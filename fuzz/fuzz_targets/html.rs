//! Web pages, as any bytes or made of tags.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::page;

fuzz_target!(|bytes: &[u8]| page::kept(&page::of(bytes)));
