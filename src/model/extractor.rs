//! Who read a report.

use std::borrow::Cow;

/// The program that turned a report into figures. What one says never passes for another's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extractor {
    /// What it calls itself.
    pub name: Cow<'static, str>,
    /// Which version of it; another one may say something else of the same report.
    pub version: u32,
    /// What tells two of its answers to the same report apart; `None` for one that gives the same answer every time, as this
    /// program does.
    pub answer: Option<String>,
}

impl Extractor {
    /// What this program calls itself.
    pub const OWN: &'static str = "tradestat";

    /// This program, with this version of its extraction.
    #[must_use]
    pub fn own(version: u32) -> Self {
        Self { name: Cow::Borrowed(Self::OWN), version, answer: None }
    }

    /// Whether it is this program, in whichever version.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.name == Self::OWN
    }
}
