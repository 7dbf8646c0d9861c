//! Which files of a folder are wanted: what the user includes and excludes, and folders that programs fill.

use ignore::overrides::{Override, OverrideBuilder};
use std::path::Path;

/// Folders of programs: what is in them was not written to be read. Hidden folders are left out as well.
const OF_PROGRAMS: &[&str] =
    &["__pycache__", "bower_components", "node_modules", "site-packages", "target", "venv"];

/// What a folder of caches is marked with, after bford.info/cachedir.
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// Globs as in `.gitignore`: `*.md`, `2024/**`, `drafts/`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Globs {
    include: Vec<String>,
    exclude: Vec<String>,
}

impl Globs {
    /// Only what one of the first matches, where there are any, and nothing that one of the second matches.
    ///
    /// # Errors
    /// A glob that is none, with what is wrong with it.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, String> {
        let globs = Self { include: include.to_vec(), exclude: exclude.to_vec() };
        globs.below(Path::new(".")).map_err(|error| {
            format!("{error}; globs are written as in .gitignore: ‘*.md’, ‘2024/**’, ‘drafts/’")
        })?;
        Ok(globs)
    }

    /// The same below a folder.
    pub(super) fn below(&self, top: &Path) -> Result<Override, ignore::Error> {
        let mut builder = OverrideBuilder::new(top);
        for glob in &self.include {
            builder.add(glob)?;
        }
        for glob in &self.exclude {
            builder.add(&format!("!{glob}"))?;
        }
        builder.build()
    }
}

/// Whether a folder is filled by programs.
pub(super) fn is_of_programs(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    OF_PROGRAMS.contains(&name.as_ref()) || folder.join(CACHE_MARK).is_file()
}
