//! How long a chart takes: SVG of 15 and of 10,000 points, PNG of 15, in English and in Chinese, letters of 15. `cargo bench --bench chart`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a program for measuring")]

#[path = "../tests/chart_support/mod.rs"]
mod chart_support;

use chart_support::{ChartSpec, chart, course, months, one};

fn main() {
    divan::main();
}

fn fifteen() -> ChartSpec {
    one(course(2010, 15, |i| 400 + i64::from((i * 37) % 11) * 40))
}

#[divan::bench]
fn svg_of_15_points(bencher: divan::Bencher) {
    let spec = fifteen();
    bencher.bench(|| chart::svg(divan::black_box(&spec)).unwrap());
}

#[divan::bench]
fn svg_of_10_000_points(bencher: divan::Bencher) {
    let spec = one(months(1100, 10_000, |i| i64::from((i * 7919) % 613)));
    bencher.bench(|| chart::svg(divan::black_box(&spec)).unwrap());
}

#[divan::bench]
fn png_of_15_points(bencher: divan::Bencher) {
    let svg = chart::svg(&fifteen()).unwrap();
    bencher.bench(|| chart::png(divan::black_box(&svg), 2.0).unwrap());
}

#[divan::bench]
fn png_of_15_points_in_chinese(bencher: divan::Bencher) {
    let svg = chart::svg(&ChartSpec { language: "zh".parse().unwrap(), ..fifteen() }).unwrap();
    bencher.bench(|| chart::png(divan::black_box(&svg), 2.0).unwrap());
}

#[divan::bench]
fn text_of_15_points(bencher: divan::Bencher) {
    let (spec, sheet) = (fifteen(), chart::Sheet { columns: 100, coloured: true });
    bencher.bench(|| chart::text(divan::black_box(&spec), sheet).unwrap());
}

#[divan::bench]
fn alt_of_15_points(bencher: divan::Bencher) {
    let spec = fifteen();
    bencher.bench(|| chart::alt(divan::black_box(&spec)).unwrap());
}
