//! `tradestat man`: manual pages.

use super::console::{Console, unwritable};
use super::file;
use super::stop::Stop;
use anyhow::Context;
use clap_mangen::Man;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write the manual pages.
///
/// Without a folder the main page goes to standard output; with one, every command gets a page of its own there.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat man | man -l -                       read the main page
  tradestat man ~/.local/share/man/man1          install all of them")]
pub(crate) struct Args {
    /// The folder for the pages; made if it is not there.
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    let mut command = super::command();
    command.build();
    let Some(dir) = &args.dir else {
        let page = page(command)?;
        return console.out().write_all(&page).map_err(|e| unwritable("standard output", e));
    };
    std::fs::create_dir_all(dir)
        .with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let commands: Vec<_> =
        command.get_subcommands().filter(|c| c.get_name() != "help").cloned().collect();
    write_page(dir, "tradestat", command, console)?;
    for command in commands {
        let name = format!("tradestat-{}", command.get_name());
        write_page(dir, &name, command, console)?;
    }
    Ok(())
}

fn write_page(
    dir: &Path,
    name: &str,
    command: clap::Command,
    console: &mut Console,
) -> Result<(), Stop> {
    let path = dir.join(format!("{name}.1"));
    let page = page(command)?;
    let ((), wrote) = file::write(&path, |out| Ok(out.write_all(&page)?))?;
    console.note(wrote);
    Ok(())
}

fn page(command: clap::Command) -> Result<Vec<u8>, Stop> {
    let mut page = Vec::new();
    let program = concat!("tradestat ", env!("CARGO_PKG_VERSION"));
    Man::new(command).source(program).manual("tradestat manual").render(&mut page)?;
    Ok(page)
}
