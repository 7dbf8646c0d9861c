//! Whole processes measured from outside, in plain Rust: the time on the clock, and, where there is a `/proc`, the
//! processor time and the most memory that the system accounts to them.
#![allow(dead_code, reason = "each bench uses what it needs")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run of a process took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// On the clock, in seconds.
    pub(crate) wall: f64,
    /// Of the processor, user and system, in seconds, in steps of a hundredth; `None` without `/proc`.
    pub(crate) cpu: Option<f64>,
    /// Most memory at once, in KiB, as it was seen every few milliseconds; `None` without `/proc`.
    pub(crate) memory: Option<u64>,
}

impl Run {
    /// What is compared: processor time where it is long enough to be known well, because other programs do not lengthen
    /// it; the clock otherwise.
    pub(crate) fn seconds(&self) -> f64 {
        self.cpu.filter(|&cpu| cpu > 0.5).unwrap_or(self.wall)
    }
}

/// Runs a command to its end; what it prints goes to a file, or nowhere.
pub(crate) fn run(command: &mut Command, out: Option<&Path>) -> Run {
    command.stdin(Stdio::null());
    command.stdout(out.map_or(Stdio::null(), |path| File::create(path).unwrap().into()));
    watched(command)
}

/// Runs a command that reads a file on its standard input; what it prints goes nowhere.
pub(crate) fn run_on(command: &mut Command, file: &Path) -> Run {
    command.stdin(File::open(file).unwrap()).stdout(Stdio::null());
    watched(command)
}

fn watched(command: &mut Command) -> Run {
    command.stderr(Stdio::null());
    let before = of_children();
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut memory = None;
    let status = loop {
        // A short process is not kept waiting: the pauses grow with its age.
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        memory = most_memory(child.id()).or(memory);
        std::thread::sleep(
            (start.elapsed() / 50).clamp(Duration::from_micros(20), Duration::from_millis(5)),
        );
    };
    let wall = start.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?} failed");
    let cpu = before.and_then(|before| Some(of_children()? - before));
    Run { wall, cpu, memory }
}

/// Two commands in turn, and of each the shortest run.
pub(crate) fn best_of(
    times: usize,
    mut one: impl FnMut() -> Run,
    mut other: impl FnMut() -> Run,
) -> (Run, Run) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..times {
        ones.push(one());
        others.push(other());
    }
    (shortest(&ones), shortest(&others))
}

fn shortest(runs: &[Run]) -> Run {
    let least = |of: fn(&Run) -> f64| runs.iter().map(of).fold(f64::INFINITY, f64::min);
    Run {
        wall: least(|run| run.wall),
        cpu: runs.iter().all(|run| run.cpu.is_some()).then(|| least(|run| run.cpu.unwrap_or(0.0))),
        memory: runs.iter().filter_map(|run| run.memory).max(),
    }
}

/// The head of a table of comparisons.
pub(crate) fn title(what: &str, ours: &str, theirs: &str) {
    println!("{what}");
    println!("  {:<28} {ours:>22} {theirs:>22} {:>7}", "", "ratio");
}

/// One comparison.
pub(crate) fn row(what: &str, ours: &Run, theirs: &Run) {
    println!(
        "  {what:<28} {:>22} {:>22} {:>7.3}",
        told(ours),
        told(theirs),
        ours.seconds() / theirs.seconds()
    );
}

fn told(run: &Run) -> String {
    let seconds = run.seconds();
    let time =
        if seconds < 1.0 { format!("{:.1} ms", seconds * 1e3) } else { format!("{seconds:.2} s") };
    match run.memory {
        Some(memory) => format!("{time}, {} MiB", memory.div_ceil(1024)),
        None => time,
    }
}

/// The first number among the arguments, or another; and the first path.
pub(crate) fn arguments(otherwise: usize) -> (usize, Option<PathBuf>) {
    let words: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let number = words.iter().find_map(|word| word.parse().ok()).unwrap_or(otherwise);
    (number, words.iter().find(|word| word.parse::<usize>().is_err()).map(PathBuf::from))
}

/// SQLite's own shell, where there is one.
pub(crate) fn sqlite3() -> Option<PathBuf> {
    let found = Command::new("sqlite3").arg("-version").stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success()).then(|| PathBuf::from("sqlite3"))
}

/// Processor time of all processes that were waited for, in seconds.
fn of_children() -> Option<f64> {
    ticks([16, 17])
}

/// Processor time of this process, in seconds; `None` without `/proc`.
pub(crate) fn of_this_process() -> Option<f64> {
    ticks([14, 15])
}

/// Two fields of `proc_pid_stat(5)`, user and system time in hundredths.
fn ticks([user, system]: [usize; 2]) -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<u32>().ok();
    Some(f64::from(ticks(user)? + ticks(system)?) / 100.0)
}

/// The most memory a process has had so far, in KiB.
pub(crate) fn most_memory(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
