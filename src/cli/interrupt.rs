//! Ctrl-C: the first asks to end after the report in hand, the second ends at once.

use super::stop::INTERRUPTED;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user wants an end. When it is dropped, Ctrl-C ends the program at once again.
pub(super) struct Interrupt {
    came: Arc<AtomicBool>,
    ends_at_once: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to heed Ctrl-C, and the signal by which services are ended.
    pub(super) fn heed() -> std::io::Result<Self> {
        let it = Self { came: Arc::default(), ends_at_once: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            // In this order: what the first signal sets, the second finds.
            let code = i32::from(INTERRUPTED);
            flag::register_conditional_shutdown(signal, code, Arc::clone(&it.ends_at_once))?;
            flag::register(signal, Arc::clone(&it.came))?;
            flag::register(signal, Arc::clone(&it.ends_at_once))?;
        }
        Ok(it)
    }

    /// Whether it came.
    pub(super) fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.ends_at_once.store(true, Ordering::Relaxed);
    }
}
