//! What was learnt from annotated reports: how much each thing that is true counts.

use super::table;

/// What is asked, the answer, and a second answer or nothing; the weight.
type Row = ([&'static str; 3], f64);

/// `seeds/confidence.csv`: what each thing that is true of a figure adds to the log-odds that its indicator and areas are
/// right.
pub fn confidence_weights() -> impl Iterator<Item = Row> {
    read(include_str!("../../seeds/confidence.csv"))
}

/// `seeds/linking.csv`: what each thing that is true of a pair of areas adds to its score against other pairs.
pub fn linking_weights() -> impl Iterator<Item = Row> {
    read(include_str!("../../seeds/linking.csv"))
}

/// `seeds/dating.csv`: what each thing that is true of a period adds to its score against the others a figure could be of.
pub fn dating_weights() -> impl Iterator<Item = Row> {
    read(include_str!("../../seeds/dating.csv"))
}

fn read(file: &'static str) -> impl Iterator<Item = Row> {
    table::rows(file).filter_map(|[asked, answer, with, weight]| {
        Some(([asked, answer, with], weight.parse().ok()?))
    })
}
