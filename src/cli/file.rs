//! Files that are written whole or not at all.

use super::console::unwritable;
use super::safe::line;
use super::stop::Stop;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file: into a temporary one beside it, renamed when all is well; whatever goes wrong, an older file stays as it
/// was. Devices and pipes are written as they are. Returns what `fill` returns, and a sentence such as `wrote chart.svg`
/// or `wrote chart.svg (replaced)`: nothing is overwritten without saying so.
pub(super) fn write<T>(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<File>) -> Result<T, Stop>,
) -> Result<(T, String), Stop> {
    let shown = line(&path.display().to_string());
    let failed = |error| unwritable(&shown, error);
    // The file behind a link is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Stop::Usage(format!("{shown} is a folder; name a file in it")));
    }
    if old.as_ref().is_some_and(|file| !file.is_file()) {
        let device = OpenOptions::new().write(true).open(&target).map_err(failed)?;
        let mut out = BufWriter::new(device);
        let result = named(fill(&mut out), &shown)?;
        out.flush().map_err(failed)?;
        return Ok((result, format!("wrote {shown}")));
    }
    let (temporary, begun) = Temporary::beside(&target).map_err(failed)?;
    let mut out = BufWriter::with_capacity(1 << 16, begun);
    let result = named(fill(&mut out), &shown)?;
    let written = out.into_inner().map_err(|error| failed(error.into_error()))?;
    if let Some(old) = &old {
        // Who may read the old file may read the new one; where that cannot be, the file is still the user's own.
        let _ = written.set_permissions(old.permissions());
    }
    // Only what has reached the disk may take the place of what was there.
    written.sync_all().map_err(failed)?;
    drop(written);
    temporary.become_file(&target).map_err(failed)?;
    let replaced = if old.is_some() { " (replaced)" } else { "" };
    Ok((result, format!("wrote {shown}{replaced}")))
}

/// Makes a file that somebody else writes by its path, such as a database: beside its place, where an empty file waits, and
/// renamed when all is well.
pub(super) fn put(path: &Path, make: impl FnOnce(&Path) -> Result<(), Stop>) -> Result<(), Stop> {
    let shown = line(&path.display().to_string());
    let failed = |error| unwritable(&shown, error);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (temporary, _) = Temporary::beside(&target).map_err(failed)?;
    make(&temporary.0)?;
    temporary.become_file(&target).map_err(failed)
}

/// Names the file in the failure to write it.
fn named<T>(result: Result<T, Stop>, shown: &str) -> Result<T, Stop> {
    result.map_err(|stop| match stop {
        Stop::Failed(error) => match error.downcast::<io::Error>() {
            Ok(error) => unwritable(shown, error),
            Err(error) => Stop::Failed(error),
        },
        other => other,
    })
}

/// A file that disappears unless it is renamed.
struct Temporary(PathBuf);

impl Temporary {
    fn beside(target: &Path) -> io::Result<(Self, File)> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((Self(path), file))
    }

    fn become_file(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.0, target)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing left to remove.
        let _ = fs::remove_file(&self.0);
    }
}
