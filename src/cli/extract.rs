//! `tradestat extract`: JSON Lines in, JSON Lines out, no store.

use super::console::{Console, unwritable};
use super::stop::Stop;
use crate::extract;
use anyhow::Context;
use std::io::{self, BufRead, Write};

/// Turn prose into figures: JSON Lines in, JSON Lines out, no store.
///
/// Reads one object a line from standard input: {"id", "text", "published", "language"}, of which only the text must be
/// there. Answers each with one line: {"id", "language", "published", "mentions", "figures"}, or {"id", "error"} for a line
/// that is none. Every line is answered, in order.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  echo '{\"text\": \"In 2023 exports from Russia to China grew by 12.7%.\"}' | tradestat extract
  jq -c '{id: .url, text, published: .date}' news.jsonl | tradestat extract > figures.jsonl")]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, console: &mut Console) -> Result<(), Stop> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).context("standard input cannot be read")? == 0 {
            return Ok(());
        }
        // Wrong UTF-8 becomes replacement marks, which are no JSON outside of strings and no digits inside.
        let answer = extract::answer(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        writeln!(console.out(), "{answer}").map_err(|e| unwritable("standard output", e))?;
    }
}
