//! How a command ends otherwise than well.

use super::console::complain;
use std::io;
use std::process::ExitCode;

/// 128 and the number of the signal.
pub(super) const INTERRUPTED: u8 = 130;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The arguments ask for what cannot be: exit code 2.
    Usage(String),
    /// Something failed: exit code 1.
    Failed(anyhow::Error),
    /// Something failed, and has been named already: exit code 1.
    Told,
    /// The user wanted it to end, and it has been said how to go on: exit code 130, as shells have it for Ctrl-C.
    Interrupted,
}

impl Stop {
    /// Says what is to be said and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Usage(what) => {
                complain("error", &what);
                ExitCode::from(2)
            }
            // Whoever closed the pipe has read enough: ‘tradestat figures | head’.
            Self::Failed(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
            Self::Failed(error) => {
                complain("error", &format!("{error:#}"));
                ExitCode::FAILURE
            }
            Self::Told => ExitCode::FAILURE,
            Self::Interrupted => ExitCode::from(INTERRUPTED),
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
