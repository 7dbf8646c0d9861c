//! Random prose without coverage, for a stable compiler: `cargo run --release --example dice -- EXECUTIONS SEED`; with the
//! word `documents`, `html` or `pdf`, documents of that kind.
//!
//! Half of the texts are new, half are earlier ones with some of their words exchanged. The same seed throws the same.

use std::time::Instant;
use tradestat_fuzz::promises::{DAYS, LANGUAGES, kept};
use tradestat_fuzz::{documents, page, pdf, prose};

fn main() {
    let kind = std::env::args().skip(1).find(|word| word.parse::<u64>().is_err());
    let mut arguments = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let executions = arguments.next().unwrap_or(1_000_000);
    let mut dice = Dice(arguments.next().unwrap_or(7).max(1));
    let start = Instant::now();
    let mut kept_ones: Vec<Vec<u8>> = vec![Vec::new(); 256];
    let mut longest = (0.0, Vec::new());
    for n in 0..executions {
        let mut bytes = if dice.below(2) == 0 {
            (0..dice.below(120)).map(|_| dice.byte()).collect()
        } else {
            kept_ones[dice.below(256)].clone()
        };
        for _ in 0..dice.below(8) {
            let at = dice.below(bytes.len() + 1);
            match dice.below(3) {
                0 => bytes.insert(at, dice.byte()),
                1 if at < bytes.len() => bytes[at] = dice.byte(),
                _ => bytes.truncate(at.max(20)),
            }
        }
        let before = Instant::now();
        match kind.as_deref() {
            None => kept(&prose::of(&bytes), LANGUAGES[dice.below(4)], DAYS[dice.below(4)]),
            Some("documents") => {
                let (name, document) = documents::of(&bytes);
                documents::kept(name, &document);
            }
            Some("html") => page::kept(&page::of(&bytes)),
            Some("pdf") => documents::kept("report.pdf", &pdf::of(&bytes)),
            Some(other) => {
                eprintln!(
                    "{other} is no kind of document: documents, html, pdf, or nothing for prose"
                );
                std::process::exit(2);
            }
        }
        let spent = before.elapsed().as_secs_f64();
        if spent > longest.0 {
            longest = (spent, bytes.clone());
        }
        let place = dice.below(256);
        kept_ones[place] = bytes;
        if (n + 1) % 100_000 == 0 {
            eprintln!("{} executions in {:.0} s", n + 1, start.elapsed().as_secs_f64());
        }
    }
    eprintln!("{executions} executions, the longest {:.1} ms", longest.0 * 1e3);
}

/// The same throws on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or(0)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or(0)
    }
}
