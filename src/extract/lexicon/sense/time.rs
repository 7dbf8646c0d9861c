//! Units of calendar time, and where a period lies.

/// A unit of calendar time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::extract) enum TimeUnit {
    Day,
    Week,
    Weekend,
    /// «декада»: a third of a month.
    TenDays,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// "period": as long as the one spoken of.
    Period,
}

impl TimeUnit {
    pub(super) fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "day" => Self::Day,
            "week" => Self::Week,
            "weekend" => Self::Weekend,
            "ten_days" => Self::TenDays,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "year" => Self::Year,
            "period" => Self::Period,
            _ => return None,
        })
    }
}

/// Where a period lies, seen from the speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Deixis {
    Last,
    This,
    Next,
    /// The one after the one spoken of.
    Following,
    /// «последний»: the last of some, or those that end now.
    Latest,
    /// The one before the one spoken of.
    Previous,
    /// The same stretch of another year.
    Same,
}

impl Deixis {
    pub(super) fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "last" => Self::Last,
            "this" => Self::This,
            "next" => Self::Next,
            "following" => Self::Following,
            "latest" => Self::Latest,
            "previous" => Self::Previous,
            "same" => Self::Same,
            _ => return None,
        })
    }
}
