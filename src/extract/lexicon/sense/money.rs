//! How money is named.

/// Some currencies of the lexicon, likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) struct CurrencyList {
    pub(in crate::extract::lexicon) first: u16,
    pub(in crate::extract::lexicon) count: u8,
}

/// How a currency is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum MoneyWord {
    /// `$`, `€`, `N`: before the number or glued behind it.
    Symbol,
    /// `USD`: before or after.
    Code,
    /// "dollars": after.
    Name,
    /// "pounds", "won", "marks": a name that is another word too, and money only where money is spoken of.
    Homonym,
    /// "cents": the smallest coin.
    Minor,
    /// "MUSD", «т. р.»: a currency with its power of ten.
    Scaled(u8),
}
