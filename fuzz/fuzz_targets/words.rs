//! Bytes as words of the lexicon, numbers and odd characters, the first byte apart, which chooses language and day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::promises::{DAYS, LANGUAGES, kept};
use tradestat_fuzz::prose;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, words)) = bytes.split_first() else { return };
    let text = prose::of(words);
    kept(&text, LANGUAGES[usize::from(choice & 3)], DAYS[usize::from(choice >> 2 & 3)]);
});
