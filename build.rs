//! Lists what is under `seeds/` for the program to carry: the tables of every language under `lexicon/`, the sample reports
//! under `reports/`. A new language is a new folder, a new sample a new file, and neither is a line of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let lexicon = Path::new("seeds/lexicon");
    let mut languages = String::from("&[\n");
    for language in entries(lexicon)?.into_iter().filter(|path| path.is_dir()) {
        let Some(code) = language.file_name().and_then(|name| name.to_str()) else { continue };
        let _ = writeln!(languages, "({code:?}, {}),", files(&language, "include_str!")?);
    }
    languages.push_str("]\n");
    fs::write(out.join("languages.rs"), languages)?;

    // A report may be in any encoding, so that bytes are carried.
    let reports = Path::new("seeds/reports");
    fs::write(out.join("samples.rs"), files(reports, "include_bytes!")?)?;

    for folder in [lexicon, reports] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    Ok(())
}

/// The files of a folder as a slice of name and content.
fn files(folder: &Path, include: &str) -> io::Result<String> {
    let mut list = String::from("&[\n");
    for file in entries(folder)? {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
        let path = file.canonicalize()?.display().to_string();
        let _ = writeln!(list, "    ({name:?}, {include}({path:?})),");
    }
    list.push_str("]\n");
    Ok(list)
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
