//! What the tables of `seeds/lexicon/<language>/` call each meaning.

use super::{AnaphorKind, Deixis, Direction, Lean, Note, Prep, Sense, TimeUnit};
use crate::model::{Decimal, Indicator, Qualifier};

impl Sense {
    /// The sense of a table and key of `seeds/lexicon/<language>/*.toml`; `None` for a key that is not known.
    pub(in crate::extract::lexicon) fn parse(table: &str, key: &str) -> Option<Self> {
        let small = || key.parse::<u8>().ok();
        let hundredths = || {
            let value: Decimal = key.parse().ok()?;
            u16::try_from(value * Decimal::ONE_HUNDRED).ok()
        };
        let unit = TimeUnit::parse;
        let direction = || match key {
            "up" => Some(Direction::Up),
            "down" => Some(Direction::Down),
            _ => None,
        };
        Some(match table {
            "number" => Self::Number(key.parse().ok()?),
            "ordinal" => Self::Ordinal(small()?),
            "mixed" => Self::Mixed(hundredths()?),
            "decimals" => Self::Decimals(small()?),
            "fraction" => Self::Fraction(hundredths()?),
            "percentage" => Self::Percentage(hundredths()?),
            "scale" => Self::Scale(small()?),
            "one" => Self::One(small()?),
            "sum" => {
                let (value, power) = key.split_once('*')?;
                let value: Decimal = value.parse().ok()?;
                let hundredths = u16::try_from(value * Decimal::ONE_HUNDRED).ok()?;
                Self::Sum(hundredths, power.parse().ok()?)
            }
            "multiple" => Self::Multiple(hundredths()?),
            "may_multiply" => Self::MayMultiply(hundredths()?),
            "hedge" => Self::Hedge(Qualifier::parse(key)?),
            "hedge_after" => Self::HedgeAfter(Qualifier::parse(key)?),
            "physical" => match key.split_once('*') {
                Some((power, unit)) => Self::Physical(unit.parse().ok()?, power.parse().ok()?),
                None => Self::Physical(key.parse().ok()?, 0),
            },
            "month" => Self::Month(small()?),
            "maybe_month" => Self::MaybeMonth(small()?),
            "day_of_month" => Self::DayOfMonth(small()?),
            "season" => Self::Season(small()?),
            "quarters" => Self::Quarters(small()?),
            "decade" => Self::Decade(small()?),
            "time" => Self::TimeUnit(unit(key)?),
            "part" => {
                let (name, n) = key.split_at(key.len().checked_sub(1)?);
                Self::PartOfYear(unit(name)?, n.parse().ok()?)
            }
            "deixis" => Self::Deixis(Deixis::parse(key)?),
            "base" => Self::Base(unit(key)?),
            "indicator" => match key {
                "surplus" => Self::Indicator(Indicator::Balance, Lean::Surplus),
                "deficit" => Self::Indicator(Indicator::Balance, Lean::Deficit),
                _ => Self::Indicator(Indicator::parse(key)?, Lean::Even),
            },
            "both" => Self::Both(Indicator::parse(key)?),
            "partner" => Self::Partner(Indicator::parse(key)?),
            "trades" => Self::Trades(Indicator::parse(key)?),
            "pays" => Self::Pays(Indicator::parse(key)?),
            "move" => Self::Move(direction()?),
            "comparative" => Self::Comparative(direction()?),
            "level" => Self::Level(Qualifier::parse(key)?),
            "prep" => Self::Prep(Prep::parse(key)?),
            "anaphor" => Self::Anaphor(AnaphorKind::parse(key)?),
            "note" => Self::Note(Note::parse(key)?),
            "word" => Self::plain(key)?,
            _ => return None,
        })
    }

    /// Senses that have no further value: the keys of the table `[word]`.
    fn plain(key: &str) -> Option<Self> {
        Some(match key {
            "nth" => Self::Nth,
            "non" => Self::Non,
            "outside" => Self::Outside,
            "members" => Self::Members,
            "receives" => Self::Receives,
            "rank" => Self::Rank,
            "group" => Self::Group,
            "ahead" => Self::Ahead,
            "ordinal_ending" => Self::OrdinalEnding,
            "article" => Self::Article,
            "definite" => Self::Definite,
            "times" => Self::Times,
            "factor" => Self::Factor,
            "percent" => Self::Percent,
            "percentage_point" => Self::PercentagePoint,
            "minus" => Self::Minus,
            "plus" => Self::Plus,
            "letter_scale" => Self::LetterScale,
            "range_to" => Self::RangeTo,
            "range_from" => Self::RangeFrom,
            "point" => Self::Point,
            "weekday" => Self::Weekday,
            "before" => Self::Before,
            "fiscal" => Self::Fiscal,
            "edge" => Self::Edge,
            "to_date" => Self::ToDate,
            "year_to_date" => Self::YearToDate,
            "month_to_date" => Self::MonthToDate,
            "ended" => Self::Ended,
            "beginning" => Self::Beginning,
            "rest" => Self::Rest,
            "as_of" => Self::AsOf,
            "several" => Self::Several,
            "later" => Self::Later,
            "until_now" => Self::UntilNow,
            "decade_ending" => Self::DecadeEnding,
            "era" => Self::Era,
            "possessive" => Self::Possessive,
            "day_word" => Self::DayWord,
            "since" => Self::Since,
            "pair" => Self::Pair,
            "institution" => Self::Institution,
            "region_noun" => Self::RegionNoun,
            "foreign_trade" => Self::ForeignTrade,
            "world" => Self::World,
            "goods" => Self::Goods,
            "neutral" => Self::Neutral,
            "topic" => Self::Topic,
            "decoy" => Self::Decoy,
            "share" => Self::Share,
            "pace" => Self::Pace,
            "compare" => Self::Compare,
            "prior" => Self::Prior,
            "revised" => Self::Revised,
            "plan" => Self::Plan,
            "done" => Self::Done,
            "meant" => Self::Meant,
            "speech" => Self::Speech,
            "and" => Self::And,
            "or" => Self::Or,
            "contrast" => Self::Contrast,
            "relative" => Self::Relative,
            "respectively" => Self::Respectively,
            "former" => Self::Former,
            "latter" => Self::Latter,
            "including" => Self::Including,
            "pronoun" => Self::Pronoun,
            "its" => Self::Its,
            "aside" => Self::Aside,
            "superlative" => Self::Superlative,
            "abbreviation" => Self::Abbreviation,
            _ => return None,
        })
    }
}
