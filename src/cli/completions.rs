//! `tradestat completions`: what a shell needs to complete the command line.

use super::console::{Console, unwritable};
use super::stop::Stop;
use clap_complete::Shell;
use std::io::Write;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat completions bash > ~/.local/share/bash-completion/completions/tradestat
  tradestat completions zsh > ~/.zfunc/_tradestat
  tradestat completions fish > ~/.config/fish/completions/tradestat.fish")]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "tradestat", &mut script);
    console.out().write_all(&script).map_err(|error| unwritable("standard output", error))
}
