//! Lists the tables of every language under `seeds/lexicon/`, so that a new language is a new folder and no line of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let lexicon = Path::new("seeds/lexicon");
    println!("cargo::rerun-if-changed={}", lexicon.display());
    let mut list = String::from("&[\n");
    for language in entries(lexicon)?.into_iter().filter(|path| path.is_dir()) {
        let Some(code) = language.file_name().and_then(|name| name.to_str()) else { continue };
        let _ = writeln!(list, "    ({code:?}, &[");
        for file in entries(&language)? {
            let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
            let path = file.canonicalize()?;
            let _ = writeln!(
                list,
                "        ({name:?}, include_str!({:?})),",
                path.display().to_string()
            );
        }
        list.push_str("    ]),\n");
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("languages.rs"), list)
}

/// What is in a folder, hidden files left out, in the order of names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    let hidden = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    paths.retain(|path| !hidden(path));
    paths.sort();
    Ok(paths)
}
