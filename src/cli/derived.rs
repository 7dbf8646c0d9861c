//! What follows from the figures, brought up to date.

use super::stop::Stop;
use crate::derive;
use crate::store::{Derivation, Store, StoreError};

/// The program's own rules.
pub(super) const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

/// Derives anew what rests on figures that a command has changed. Where another process is at the store, whoever reads next
/// does it.
pub(super) fn refresh(store: &mut Store) -> Result<(), Stop> {
    match store.derive_anew(&RULES) {
        Err(StoreError::Locked { .. }) => Ok(()),
        done => Ok(done?),
    }
}
