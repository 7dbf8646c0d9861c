//! Data flows one way: model → seeds → read → extract → store → derive → chart, export → cli. This test reads the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules of the crate it may use.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("seeds", &["model"]),
    ("read", &["model", "seeds"]),
    ("extract", &["model", "seeds"]),
    ("store", &["model", "seeds"]),
    ("derive", &["model", "seeds"]),
    ("chart", &["model", "seeds", "derive"]),
    ("export", &["model", "seeds", "derive"]),
    ("cli", &["model", "seeds", "read", "extract", "store", "derive", "chart", "export"]),
];

/// What only one module may name: SQL belongs to the store, pixels to the chart, flags and the clock to the commands.
const ONLY_IN: [(&str, &str); 5] = [
    ("rusqlite", "store"),
    ("plotters", "chart"),
    ("resvg", "chart"),
    ("clap", "cli"),
    ("indicatif", "cli"),
];

fn sources() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for (module, _) in MAY_USE {
        walk(&Path::new("src").join(module), &mut |path| found.push((module.to_owned(), path)));
        let single = Path::new("src").join(format!("{module}.rs"));
        if single.exists() {
            found.push((module.to_owned(), single));
        }
    }
    found
}

fn walk(folder: &Path, each: &mut impl FnMut(PathBuf)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, each);
        } else if path.extension().is_some_and(|e| e == "rs") {
            each(path);
        }
    }
}

/// The words after `crate::` in code; comments may name any module.
fn used(source: &str) -> Vec<String> {
    let code = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut words = Vec::new();
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let word: String =
                line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            words.push(word);
        }
    }
    words
}

#[test]
fn every_module_uses_only_what_comes_before_it() {
    let allowed: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, path) in sources() {
        seen += 1;
        for word in used(&fs::read_to_string(&path).unwrap()) {
            let known = allowed.contains_key(word.as_str());
            if known && word != module && !allowed[module.as_str()].contains(&word.as_str()) {
                wrong.push(format!("{} uses crate::{word}", path.display()));
            }
        }
    }
    assert!(seen > 50, "the sources were not found: {seen}");
    assert!(wrong.is_empty(), "against the flow:\n{}", wrong.join("\n"));
}

#[test]
fn every_craft_has_one_home() {
    let mut wrong = Vec::new();
    for (module, path) in sources() {
        let source = fs::read_to_string(&path).unwrap();
        for (krate, home) in ONLY_IN {
            let named = source
                .lines()
                .any(|l| l.trim_start().starts_with("use ") && l.contains(&format!("{krate}::")));
            if named && module != home {
                wrong.push(format!("{} uses {krate}, which belongs to {home}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn extraction_knows_no_clock_files_or_database() {
    for (module, path) in sources() {
        if module != "extract" && module != "model" {
            continue;
        }
        // A test of its own, which reads the reports of tests/corpus.
        if path.ends_with("extract/made_up.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for word in [
            "std::fs",
            "std::env",
            "std::net",
            "SystemTime",
            "Instant",
            "Utc::now",
            "Local::now",
            "rusqlite",
        ] {
            assert!(!source.contains(word), "{} names {word}", path.display());
        }
    }
}

/// What a person decides or acknowledges has the day of the clock; nothing else does.
#[test]
fn only_a_persons_decision_has_a_day_of_the_clock() {
    let mut named = Vec::new();
    for (module, path) in sources() {
        let source = fs::read_to_string(&path).unwrap();
        if ["SystemTime", "Utc::now", "Local::now"].iter().any(|word| source.contains(word)) {
            named.push(format!("{module}/{}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    named.sort();
    assert_eq!(
        named,
        ["cli/audit.rs", "cli/review.rs"],
        "a clock set back must change nothing that is stored"
    );
}
