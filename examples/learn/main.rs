//! Learns the weights by which the extractor decides and doubts, from annotated reports.
//!
//! ```sh
//! cargo run --release --example learn -- areas FOLDER… > areas.csv && mv areas.csv seeds/linking.csv
//! cargo run --release --example learn -- periods FOLDER… > periods.csv && mv periods.csv seeds/dating.csv
//! cargo run --release --example learn -- confidence FOLDER… -- STRANGERS… > sure.csv && mv sure.csv seeds/confidence.csv
//! ```
//!
//! Each FOLDER holds reports, `<name>.txt`, with their gold figures, `<name>.json`: an object with `url`, `published`, `language`, and
//! `figures`, each with `at` (the number as it stands in the text), `nth` (which occurrence of that), `indicator`, `transform`,
//! `value`, `value_high`, `unit`, `ref_area`, `counterpart_area`, `period` (null or an object with `from` and `to`, both days
//! included), and `debatable_fields`. A FOLDER may be one of
//! `tests/corpus/<language>` too: what is plainly said is learnt from those.
//!
//! The areas are learnt from what the rules alone propose: start from a `seeds/linking.csv` that has only its header. So are the
//! periods, from a `seeds/dating.csv` with only its header, once the areas are learnt. The confidence weighs what is decided
//! then, so it is learnt last; STRANGERS are reports that neither the rules nor the weights
//! were made with. Both say on standard error how they do on sites that they were not fitted on.
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a program for the terminal")]

mod areas;
#[path = "../../tests/corpus_support/case.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "the part of it that reads")]
mod case;
mod choice;
mod confidence;
mod gold;
mod periods;

use std::path::Path;
use std::{env, io, process};

/// The sites are left out in so many parts.
const FOLDS: usize = 10;

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1);
    let what = arguments.next().unwrap_or_default();
    let (mut reports, mut strangers) = (Vec::new(), Vec::new());
    for folder in arguments.by_ref().take_while(|argument| argument != "--") {
        gold::read_folder(Path::new(&folder), &mut reports)?;
    }
    for folder in arguments {
        gold::read_folder(Path::new(&folder), &mut strangers)?;
    }
    let weights = match what.to_str() {
        Some("areas") if !reports.is_empty() => areas::learn(&reports),
        Some("periods") if !reports.is_empty() => periods::learn(&reports),
        Some("confidence") if !reports.is_empty() => confidence::learn(&reports, &strangers),
        _ => {
            eprintln!(
                "usage: learn areas|periods FOLDER…, or learn confidence FOLDER… [-- STRANGERS…]; folders that hold .txt and .json files"
            );
            process::exit(2);
        }
    };
    println!("asked,answer,with,weight");
    for ([asked, answer, with], weight) in weights {
        // A name with a comma would be two cells.
        println!("{},{},{},{weight:.3}", cell(asked), cell(answer), cell(with));
    }
    Ok(())
}

fn cell(name: &str) -> &str {
    assert!(!name.contains(','), "‘{name}’ has a comma: the tables of seeds/ are split on commas");
    name
}

/// Which part a site is left out with: by the sum of its letters, so that it is the same on every machine.
fn fold(site: &str) -> usize {
    site.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)))
        % FOLDS
}

/// A share, for print.
fn ratio(part: usize, all: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(all.max(1))
}
