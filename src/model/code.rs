//! Short ASCII codes held by value.

use std::fmt;
use std::str::FromStr;

/// An ASCII code of at most `N` bytes, copied rather than allocated: area, currency, language and unit codes are
/// compared millions of times per second, and never edited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code<const N: usize>([u8; N]);

/// The text is empty, longer than the code's room, or not printable ASCII.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("‘{text}’ is not a code: it wants 1 to {room} printable ASCII letters")]
pub struct NotACode {
    /// What was offered.
    pub text: String,
    /// How many letters would fit.
    pub room: usize,
}

impl<const N: usize> Code<N> {
    /// A code known when the program is compiled.
    ///
    /// # Panics
    /// At compile time, when `text` does not fit.
    #[must_use]
    pub const fn literal(text: &str) -> Self {
        let bytes = text.as_bytes();
        assert!(!bytes.is_empty() && bytes.len() <= N, "a code literal that does not fit");
        let mut code = [0; N];
        let mut i = 0;
        while i < bytes.len() {
            assert!(bytes[i].is_ascii_graphic(), "a code literal that is not ASCII");
            code[i] = bytes[i];
            i += 1;
        }
        Self(code)
    }

    /// The code's letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(N);
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl<const N: usize> FromStr for Code<N> {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > N || !bytes.iter().all(u8::is_ascii_graphic) {
            return Err(NotACode { text: text.to_owned(), room: N });
        }
        let mut code = [0; N];
        code[..bytes.len()].copy_from_slice(bytes);
        Ok(Self(code))
    }
}

impl<const N: usize> fmt::Display for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl<const N: usize> serde::Serialize for Code<N> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// A place or group of places that trades: ISO 3166-1 alpha-2 (`CN`), ISO 3166-2 (`RU-TA`), ISO 3166-3 for states that are
/// gone (`SU`, `YU`), or a bloc of [`crate::seeds`] (`ASEAN`, `EU`, `EAEU`).
pub type AreaCode = Code<8>;

/// ISO 4217 alphabetic code (`USD`), historic ones included (`DEM`).
pub type CurrencyCode = Code<3>;

/// ISO 639-1 code of a report's language (`en`, `ru`, `zh`).
pub type Language = Code<2>;

/// A physical unit: UCUM where it has one (`t`, `m3`, `kW.h`, `[bbl_us]`), else a plain noun (`container`, `vehicle`).
pub type PhysicalUnit = Code<12>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_prints_as_it_was_read() {
        assert_eq!("RU-TA".parse::<AreaCode>().unwrap().to_string(), "RU-TA");
        assert_eq!(AreaCode::literal("CN").as_str(), "CN");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!("".parse::<CurrencyCode>().is_err());
        assert!("EURO".parse::<CurrencyCode>().is_err());
        assert!("РФ".parse::<AreaCode>().is_err());
    }
}
