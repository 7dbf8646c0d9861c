//! `tradestat backup`: the store in another file.

use super::console::Console;
use super::file;
use super::safe::line;
use super::stop::Stop;
use super::store_args::StoreArgs;
use std::fs;
use std::path::{Path, PathBuf};

/// Copy the store, whole and checked.
///
/// The copy is one plain file with all that was stored when it was begun, also while another tradestat is reading reports
/// into the store. It is made beside its place, checked, and only then given its name: an older backup is there until the new
/// one is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tradestat backup /media/stick/tradestat.db
  tradestat backup --force yesterday.db
  tradestat check --db yesterday.db")]
pub(crate) struct Args {
    /// The file to make.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    #[command(flatten)]
    store: StoreArgs,
    /// Put the copy in the place of a file that is there.
    #[arg(long)]
    force: bool,
    /// Say only what went wrong.
    #[arg(long, short)]
    quiet: bool,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<(), Stop> {
    if args.quiet {
        console.hush();
    }
    let store = args.store.open()?;
    let out = &args.out;
    let overwrites = is_free(out, args)?;
    file::put(out, |place| {
        keep_to_oneself(place);
        store.copy_to(place)?;
        // Who may read the store may read its copy, and nobody else; where that cannot be, it is the user's own.
        if let Ok(original) = fs::metadata(&args.store.db) {
            let _ = fs::set_permissions(place, original.permissions());
        }
        Ok(())
    })?;
    let size = fs::metadata(out).map(|file| file.len().div_ceil(1024)).unwrap_or_default();
    let replaced = if overwrites { " (replaced)" } else { "" };
    console
        .note(format!("wrote {}{replaced}: {size} KiB, checked", line(&out.display().to_string())));
    Ok(())
}

/// While it is written, the copy is nobody else's.
#[cfg(unix)]
fn keep_to_oneself(place: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(place, fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn keep_to_oneself(_place: &Path) {}

/// Whether a file is there that may be replaced; what may not be is wrong usage.
fn is_free(out: &Path, args: &Args) -> Result<bool, Stop> {
    let shown = line(&out.display().to_string());
    let refuse = |why: &str| Err(Stop::Usage(format!("{shown} {why}")));
    // SQLite would take the log of another file for one of the copy.
    for ending in ["-journal", "-wal"] {
        let mut log = out.as_os_str().to_owned();
        log.push(ending);
        if Path::new(&log).exists() {
            return refuse(
                "has a log beside it, so a program writes to it, or was killed when it did; name another file",
            );
        }
    }
    let Ok(there) = fs::metadata(out) else { return Ok(false) };
    if there.is_dir() {
        return refuse("is a folder; name a file in it");
    }
    if !there.is_file() {
        return refuse("is no ordinary file; name one");
    }
    if fs::canonicalize(out).ok() == fs::canonicalize(&args.store.db).ok() {
        return refuse("is the store itself; name another file");
    }
    if !args.force {
        return refuse("is there already; name another file, or say --force to replace it");
    }
    Ok(true)
}
