//! Where results and words go: standard output and standard error, and what is known of the terminal behind them.

use super::safe::safe;
use super::stop::Stop;
use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Console {
    out: BufWriter<Stdout>,
    terminal: bool,
    quiet: bool,
}

impl Console {
    /// The program's own streams.
    pub(crate) fn new() -> Self {
        let terminal = io::stdout().is_terminal();
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout()), terminal, quiet: false }
    }

    /// Whether a person looks at the results, rather than a program.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// How many letters a line has: the terminal's, or what `COLUMNS` says, or 100.
    pub(super) fn width(&self) -> u16 {
        let said = || std::env::var("COLUMNS").ok()?.parse().ok();
        let terminal = || console_width().filter(|_| self.terminal);
        terminal().or_else(said).unwrap_or(100).max(40)
    }

    /// Whether results may be coloured: they are looked at, and nobody asked for none.
    pub(super) fn may_colour(&self) -> bool {
        self.terminal && !is_plain()
    }

    /// Whether words beside the results may be coloured and animated.
    pub(crate) fn is_watched() -> bool {
        io::stderr().is_terminal()
    }

    /// Leaves out [`Console::note`]s from here on.
    pub(crate) fn hush(&mut self) {
        self.quiet = true;
    }

    /// Standard output.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// A word about the results, to standard error.
    pub(crate) fn note(&mut self, words: impl fmt::Display) {
        if !self.quiet {
            // Results first: on a terminal both streams meet.
            let _ = self.out.flush();
            let _ = writeln!(io::stderr(), "{}", safe(&words.to_string()));
        }
    }

    /// A warning: something may not be as meant. Not hushed.
    pub(crate) fn warn(&mut self, words: impl fmt::Display) {
        let _ = self.out.flush();
        complain("warning", &words.to_string());
    }

    /// A failure of a part, the rest goes on. Not hushed.
    pub(crate) fn fail(&mut self, words: impl fmt::Display) {
        let _ = self.out.flush();
        complain("error", &words.to_string());
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        self.out.flush().map_err(|error| unwritable("standard output", error))
    }
}

/// Says `kind: words` on standard error. A closed standard error has no one to tell.
pub(super) fn complain(kind: &str, words: &str) {
    let (colour, plain) = match (colour_is_welcome(), kind) {
        (false, _) => ("", ""),
        (true, "warning") => ("\u{1b}[1;33m", "\u{1b}[0m"),
        (true, _) => ("\u{1b}[1;31m", "\u{1b}[0m"),
    };
    let _ = writeln!(io::stderr(), "{colour}{kind}:{plain} {}", safe(words));
}

fn console_width() -> Option<u16> {
    comfy_table::Table::new().width()
}

pub(super) fn colour_is_welcome() -> bool {
    Console::is_watched() && !is_plain()
}

/// Whether `NO_COLOR` is set (no-color.org) or the terminal can only print.
fn is_plain() -> bool {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    no_colour || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The failure to write somewhere, with what to do about the usual reason.
pub(super) fn unwritable(what: &str, error: io::Error) -> Stop {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; make room and try again",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; choose another place"
        }
        io::ErrorKind::NotFound => "; make its folder first",
        _ => "",
    };
    let context = format!("cannot write {what}{hint}");
    Stop::Failed(anyhow::Error::new(error).context(context))
}
