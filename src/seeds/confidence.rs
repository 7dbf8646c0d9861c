//! What makes a figure more or less sure: the learnt weights of the extractor's confidence.

use super::table;

/// The rows of `seeds/confidence.csv`: what is asked of a figure, the answer, a second answer or nothing, and the weight it
/// adds to the log-odds that the figure's indicator and areas are right.
pub fn confidence_weights() -> impl Iterator<Item = ([&'static str; 3], f64)> {
    table::rows(include_str!("../../seeds/confidence.csv"))
        .filter_map(|[asked, answer, with, weight]| Some(([asked, answer, with], weight.parse().ok()?)))
}
