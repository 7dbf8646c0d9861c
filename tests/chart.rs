//! Charts as a user gets them: what must be there, what must never touch, what is refused.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should say where")]

mod chart_support;

use chart_support::*;

#[test]
fn no_text_touches_another_or_leaves_the_picture() {
    for (name, spec) in gallery() {
        let svg = chart::svg(&spec).unwrap_or_else(|e| panic!("{name}: {e}"));
        check_picture(name, &svg);
    }
}
