//! Arguments in, exit code out; nothing else.
use std::io::{BufRead, Write};
fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let _ = writeln!(out, "{}", tradestat::extract::answer(&line.unwrap()));
    }
}
