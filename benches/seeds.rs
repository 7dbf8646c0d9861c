//! How long the embedded tables take to read: it is part of every start of the program. `cargo bench --bench seeds`.

use divan::Bencher;
use tradestat::model::Language;
use tradestat::seeds;

fn main() {
    divan::main();
}

/// Every row of a language's area forms, about 19,000 in Russian.
#[divan::bench(args = ["en", "ru"])]
fn area_forms(bencher: Bencher<'_, '_>, language: &str) {
    let language: Language = language.parse().expect("a language code");
    bencher.bench(|| seeds::area_forms(language).count());
}

/// Every row of a language's currency forms.
#[divan::bench(args = ["en", "ru"])]
fn currency_forms(bencher: Bencher<'_, '_>, language: &str) {
    let language: Language = language.parse().expect("a language code");
    bencher.bench(|| seeds::currency_forms(language).count());
}
