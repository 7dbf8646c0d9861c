//! How fast documents become text, beside the least that any reader of the format has to do, and PDF beside pdftotext:
//! `cargo bench --bench read`, or with a folder of PDFs.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for measuring needs no more than a few digits"
)]

mod html;
#[path = "../measured/mod.rs"]
mod measured;
mod office;
mod pdf;

use std::hint::black_box;
use std::time::Instant;
use tradestat::read::{self, About};

fn main() {
    office::all();
    html::all();
    pdf::all();
}

/// Both in turn, several times, so that what else the machine does falls on both; the best of each counts.
fn told(
    what: &str,
    bytes: usize,
    mut ours: impl FnMut() -> usize,
    floor: &str,
    mut least: impl FnMut() -> usize,
) {
    let (mut best, mut bound) = (f64::MAX, f64::MAX);
    for _ in 0..7 {
        best = best.min(seconds(&mut ours));
        bound = bound.min(seconds(&mut least));
    }
    let speed = bytes as f64 / 1e6 / best;
    println!("{what}: {speed:.0} MB/s, {:.2} times {floor}", best / bound);
}

fn seconds(job: &mut impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    black_box(job());
    start.elapsed().as_secs_f64()
}

fn text(name: &str, bytes: &[u8]) -> usize {
    read::from_bytes(name, bytes.to_vec(), &About::default()).expect("a report").text.len()
}

fn sentence(n: usize) -> String {
    format!(
        "In {} exports of the region to its {n}th partner rose by {}.{}% and came to ${}.{} million.",
        1990 + n % 35,
        n % 90,
        n % 10,
        n,
        n % 7
    )
}
