//! Runs the program in a folder of its own, as a user would.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "each test file uses its part, and a test may stop at once"
)]

pub(crate) mod dump;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder that is gone after the test, and the program run in it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// A report with one clear figure: the turnover of Russia with China.
pub(crate) fn report(year: i32, billions: &str) -> String {
    format!(
        "Trade in {year}\n\nIn {year} the trade turnover between Russia and China amounted to ${billions} billion.\n"
    )
}

/// A document of two pages with a sentence on each.
pub(crate) fn two_pages() -> Vec<u8> {
    let page = |n: usize, text: &str| {
        let stream = format!("BT /F 12 Tf 72 700 Td ({text}) Tj ET");
        format!(
            "{} 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>> endobj\n\
             {} 0 obj <</Length {}>> stream\n{stream}\nendstream endobj\n",
            n,
            n + 1,
            n + 1,
            stream.len()
        )
    };
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[4 0 R 6 0 R]/Count 2>> endobj\n\
         3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n{}{}trailer <</Root 1 0 R>>\n%%EOF\n",
        page(4, "In 2021 exports from Russia to China came to $79.3 billion."),
        page(6, "In 2022 exports from Russia to China came to $114.2 billion.")
    )
    .into_bytes()
}

/// The program under test: this build's, or the one that `TRADESTAT_PROGRAM` names, such as a release.
pub(crate) fn program() -> OsString {
    std::env::var_os("TRADESTAT_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_tradestat").into())
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with a store of three years of Russia's trade with China and one of Tatarstan's.
    pub(crate) fn with_store() -> Self {
        let desk = Self::new();
        for (year, billions) in [(2021, "146.9"), (2022, "190.3"), (2024, "244.8")] {
            desk.file(&format!("reports/{year}.txt"), report(year, billions));
        }
        desk.file(
            "reports/tatarstan.txt",
            "Tatarstan\n\nIn 2023 the trade turnover between Tatarstan and China exceeded $3 billion.\n",
        );
        let run = desk.run(["ingest", "reports"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        desk
    }

    /// So many reports in the folder `many`, each with a figure of its own.
    pub(crate) fn many(&self, count: i32) {
        for i in 0..count {
            let text = report(1950 + i % 70, &format!("1.{i}")) + &"More words. ".repeat(60);
            self.file(&format!("many/{i}.txt"), text);
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Everything in the folder, for tests that nothing half-written stays.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn command<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, args: I) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).args(args);
        for name in ["TRADESTAT_DB", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, args: I) -> Run {
        finish(self.command(args))
    }

    pub(crate) fn run_with_input<const N: usize>(&self, args: [&str; N], input: &[u8]) -> Run {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // Beside the reading, or both would wait when the pipes are full. A program that ends early closes its input; that is
        // for it to say.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let run = Run::of(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }
}

pub(crate) fn finish(mut command: Command) -> Run {
    Run::of(command.stdin(Stdio::null()).output().unwrap())
}

impl Run {
    pub(crate) fn of(output: std::process::Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// Ended with this code, and said all of this on standard error.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for word in words {
            assert!(self.err.contains(word), "‘{word}’ is not said:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Printed all of this.
    #[track_caller]
    pub(crate) fn prints(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.out.contains(word), "‘{word}’ is not printed:\n{}", self.out);
        }
        self
    }
}

/// Whether permissions bind this test: they do not bind root.
pub(crate) fn is_root(desk: &Desk) -> bool {
    let locked = desk.file("locked/probe", "x");
    let folder = locked.parent().unwrap();
    set_mode(folder, 0o000);
    let root = fs::read_dir(folder).is_ok();
    set_mode(folder, 0o755);
    fs::remove_dir_all(folder).unwrap();
    root
}

#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn set_mode(_path: &Path, _mode: u32) {}

/// The same command as an ordinary user: root may read and write everything, so a test of permissions would test nothing.
/// `None`, with the reason printed, where no such user can run the program.
#[cfg(unix)]
pub(crate) fn as_ordinary_user(desk: &Desk, mut command: Command) -> Option<Command> {
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    if !is_root(desk) {
        return Some(command);
    }
    let mut probe = Command::new(program());
    let runs = probe.arg("--version").uid(NOBODY).gid(NOBODY).output();
    if !runs.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: run as root, and no other user can run the program");
        return None;
    }
    set_mode(desk.folder.path(), 0o777);
    command.uid(NOBODY).gid(NOBODY);
    Some(command)
}

/// A query put to the store by SQLite itself, through the library that the program is built with.
pub(crate) fn sql(db: &Path, query: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(db).unwrap();
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
    rows.map(|value| match value.unwrap() {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Real(number) => number.to_string(),
        other => format!("{other:?}"),
    })
    .collect()
}
