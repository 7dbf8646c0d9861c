//! What follows from the figures, brought up to date.

use super::stop::Stop;
use crate::derive;
use crate::store::{Derivation, Store};

/// The program's own rules.
pub(super) const RULES: Derivation = Derivation {
    version: derive::DERIVATION_VERSION,
    derive: derive::derivation,
    rests_on: derive::rests_on,
};

/// Derives anew what rests on figures that a command has changed.
pub(super) fn refresh(store: &mut Store) -> Result<(), Stop> {
    Ok(store.derive_anew(&RULES)?)
}

/// Before a command reads: a process that was killed between storing and deriving left that to whoever comes next. Where the
/// file cannot be written now, what was derived before is read.
pub(super) fn catch_up(store: Store) -> Result<Store, Stop> {
    if store.is_derived(&RULES)? {
        return Ok(store);
    }
    let path = store.path().to_owned();
    drop(store);
    if let Ok(mut store) = Store::open_or_create(&path) {
        let _ = store.derive_anew(&RULES);
    }
    Ok(Store::open(&path)?)
}
