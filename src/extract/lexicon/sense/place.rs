//! How a place is named, and what stands for one.

/// How a place is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum AreaWord {
    /// "China", "the PRC".
    Name,
    /// "Chinese", of things or people.
    Adjective,
    /// "Beijing": the place through its capital.
    Capital,
    /// "Sino", the first half of a pair.
    Stem,
}

/// What a word like "the republic" can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum AnaphorKind {
    /// "the country"
    Country,
    /// "the region"
    Region,
    /// "the republic", which is a region of that name where one is spoken of.
    Republic,
    /// "the city": the region the report is about, which is then a city.
    City,
    /// "these countries": the group of partners spoken of last.
    Countries,
    /// "there": the partner spoken of.
    There,
}

impl AnaphorKind {
    pub(super) fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "country" => Self::Country,
            "region" => Self::Region,
            "republic" => Self::Republic,
            "city" => Self::City,
            "countries" => Self::Countries,
            "there" => Self::There,
            _ => return None,
        })
    }
}
