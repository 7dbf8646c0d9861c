//! Any text whatever gives an answer that keeps its promises: no panic, spans inside the text, quotes that hold their
//! numbers. What the fuzzers of `fuzz/` found stands here for good.

use proptest::prelude::*;

#[allow(unreachable_pub, reason = "it is a library where it is at home")]
#[path = "../fuzz/src/promises.rs"]
mod promises;
#[allow(unreachable_pub, reason = "it is a library where it is at home")]
#[path = "../fuzz/src/prose.rs"]
mod prose;

use promises::{DAYS, LANGUAGES, kept};

/// In every language, with and without a day of publication.
fn check(text: &str) {
    for language in LANGUAGES {
        for day in [DAYS[0], DAYS[1]] {
            kept(text, language, day);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_words_that_rules_look_for(bytes in prop::collection::vec(any::<u8>(), 0..150)) {
        check(&prose::of(&bytes));
    }

    #[test]
    fn of_any_characters(text in "\\PC{0,200}") {
        check(&text);
    }
}

#[test]
fn what_was_found_once() {
    check("half exports ! doubled");
}

#[test]
fn long_texts_are_read() {
    let long = |text: String| kept(&text, Some("en"), DAYS[0]);
    long("exports of Russia to China rose by 5% to $3 billion, ".repeat(4000));
    long("(".repeat(50_000));
    long("5 - ".repeat(20_000));
}
