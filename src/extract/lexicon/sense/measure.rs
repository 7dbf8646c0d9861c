//! Which way what is measured leans or goes.

/// Which way a balance leans.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Lean {
    Surplus,
    Deficit,
    Even,
}

/// Up or down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Direction {
    Up,
    Down,
}
