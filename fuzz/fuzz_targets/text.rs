//! Any UTF-8, the first byte apart, which chooses language and day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::promises::{DAYS, LANGUAGES, kept};

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    kept(text, LANGUAGES[usize::from(choice & 3)], DAYS[usize::from(choice >> 2 & 3)]);
});
