//! What words can mean to the extractor: the vocabulary of its rules, the same in every language.

use crate::model::{AreaCode, Indicator, PhysicalUnit, Qualifier};

/// One meaning of a word or phrase. Rules ask for senses, never for words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::extract) enum Sense {
    // Numbers.
    /// "three", "twenty", "hundred" (100).
    Number(u16),
    /// "a", "the": may stand for one before a scale.
    Article,
    /// "the": what follows is known already.
    Definite,
    /// "first" is 1.
    Ordinal(u8),
    /// «полтора» is 150: a number with a part, in hundredths.
    Mixed(u16),
    /// "point", «целых»: tenths follow.
    Point,
    /// «десятых» is 1, «сотых» 2: how many decimals the number before it has.
    Decimals(u8),
    /// "a third", in hundredths of a percent: 3333.
    Fraction(u16),
    /// «пятипроцентный», «наполовину»: a number and its percent in one word, in hundredths.
    Percentage(u16),
    /// "billion" is 9: a power of ten.
    Scale(u8),
    /// "k", "M": a scale only where it is glued to its number or money stands before that.
    LetterScale,
    /// «миллиард» in the singular is 9: one of them, where no number stands before it.
    One(u8),
    /// «полмиллиарда» is 50 and 9: hundredths of a power of ten.
    Sum(u16, u8),
    /// "doubled", in hundredths: 200.
    Multiple(u16),
    /// "double", in hundredths: a verb only where one can stand.
    MayMultiply(u16),
    /// "times", "-fold".
    Times,
    /// "By a factor of": the number that follows is a multiple.
    Factor,
    /// "percent", "%".
    Percent,
    /// "percentage points".
    PercentagePoint,
    /// "minus".
    Minus,
    /// "plus".
    Plus,
    /// "almost", before a number.
    Hedge(Qualifier),
    /// "or more", after a number.
    HedgeAfter(Qualifier),
    /// "to" of a range.
    RangeTo,
    /// "ranging from", «от»: begins a range, and tells of no move.
    RangeFrom,
    /// A word, code or sign for money.
    Currency(CurrencyList, MoneyWord),
    /// "tonnes", with the power of ten that is part of the word.
    Physical(PhysicalUnit, u8),

    // Time.
    /// 1 to 12.
    Month(u8),
    /// A word that is a month only beside a day, a year or a preposition: "may", "mar", «мар».
    MaybeMonth(u8),
    /// «третье», «третьего»: numbers the day of the month named behind it.
    DayOfMonth(u8),
    /// «числа»: may stand between the number of a day and its month.
    DayWord,
    /// "two quarters" is 2, in one term with its unit.
    Quarters(u8),
    /// Spring is 1, winter 4.
    Season(u8),
    /// "nineties" is 90.
    Decade(u8),
    /// The letters that make a decade of a figure: "1990s", «1990-х».
    DecadeEnding,
    /// "s" behind an apostrophe: "2018's".
    Possessive,
    /// "A.D.", behind a year.
    Era,
    /// "Monday".
    Weekday,
    /// "year", "quarter".
    TimeUnit(TimeUnit),
    /// "before", which with an article behind it looks ahead: "a month before the end".
    Ahead,
    /// "th", glued to a figure.
    OrdinalEnding,
    /// A part of the year that a figure before it numbers: «2 квартал» is the second one.
    Nth,
    /// "H1", "Q3": half or quarter of a year, with its number.
    PartOfYear(TimeUnit, u8),
    /// "last", "this", "same".
    Deixis(Deixis),
    /// "ago", "earlier", after a unit of time.
    Before,
    /// "fiscal".
    Fiscal,
    /// "the end of": stands before a period and adds nothing to it.
    Edge,
    /// "year-on-year": names the base of a change.
    Base(TimeUnit),
    /// "so far this year".
    ToDate,
    /// "month to date".
    MonthToDate,
    /// "year to date": up to the end of what is reported.
    YearToDate,
    /// "to date", behind a beginning: "from March to date".
    UntilNow,
    /// "ended", as in "the nine months ended December".
    Ended,
    /// "beginning", as in "the week beginning 2 May".
    Beginning,
    /// "as of": a day up to which something is counted.
    AsOf,
    /// "the rest of": what is left of a period.
    Rest,
    /// "several", "a few": a count that is not told.
    Several,
    /// "later", after a unit of time.
    Later,
    /// "since": a period from then until now.
    Since,

    // Places.
    /// A place, by name or adjective, and the grammatical cases the form can be in.
    Area(AreaCode, AreaWord, Cases),
    /// "the two countries": both of the pair in focus.
    Pair,
    /// "the republic": the place of its kind in focus.
    Anaphor(AnaphorKind),
    /// "province", "emirate": what a part of a country is called.
    RegionNoun,
    /// A group of countries that has no code: "Africa", "the Belt and Road".
    Group,
    /// "non", before a hyphen: all but the place named.
    Non,
    /// "outside", "other than": all but the place named behind it.
    Outside,
    /// "member states", "countries": of the group named before or behind it.
    Members,
    /// "followed by", "ranked": a list of partners in their order.
    Rank,
    /// "university", "airport": the name before it is its own, no place's.
    Institution,
    /// "abroad", "other countries", "the world": all partners.
    World,

    // What is measured.
    /// "exports"; for a balance, which way it leans.
    Indicator(Indicator, Lean),
    /// "Exports and imports", the one named first: together turnover, in step with two numbers one each.
    Both(Indicator),
    /// "market", "supplier": tells of trade without measuring it.
    Partner(Indicator),
    /// "exported", "bought", "invested".
    Trades(Indicator),
    /// "spent", "earned": the price of a flow, when the sentence says what for.
    Pays(Indicator),
    /// "received", "attracted": investment, of whoever stands before it.
    Receives,
    /// "foreign trade", "total exports": trade with all partners.
    ForeignTrade,
    /// "goods": what is traded.
    Goods,
    /// "foreign", "total": may stand before an indicator without narrowing it.
    Neutral,
    /// "GDP", "inflation", "tariff": a number near it is about that.
    Topic,
    /// A phrase with a word of trade in it that measures none: "trade minister".
    Decoy,

    // What happens to it.
    /// "rose", "down", "more".
    Move(Direction),
    /// "amounted to", "exceeded": a level, and how firmly.
    Level(Qualifier),
    /// "share", "accounted for".
    Share,
    /// «темп роста»: a rate in percent of the earlier level, so that 104 is a rise by 4.
    Pace,
    /// "more", "less" after a number.
    Comparative(Direction),
    /// "than", "against", "compared with": what follows is the base.
    Compare,
    /// "after", "following": what follows was before what is told.
    Prior,
    /// "revised": the number it leads corrects the one before it.
    Revised,
    /// "expected", "plans", "target".
    Plan,
    /// "was", "did": takes back a plan.
    Done,
    /// «увеличить»: an infinitive, meant unless what governs it says that it was done.
    Meant,
    /// "said": what stands around it is quoted.
    Speech,

    // How it is joined.
    /// "from", "with", "of".
    Prep(Prep),
    /// "and".
    And,
    /// "or": a second way to say the same number.
    Or,
    /// "while", "but".
    Contrast,
    /// "which", "when".
    Relative,
    /// "respectively".
    Respectively,
    /// "the former": the first of the two indicators just named.
    Former,
    /// "the latter".
    Latter,
    /// "including", "of which".
    Including,
    /// "driven by": opens an aside that says why.
    Aside,
    /// "the highest": sets a number among others of some time.
    Superlative,
    /// "its": of the place just spoken of.
    Its,
    /// "it", "they", "our".
    Pronoun,
    /// A full stop after this does not end a sentence.
    Abbreviation,
    /// No meaning of its own, but telling for a number nearby; [`super::super::document::Document`] keeps it apart.
    Note(Note),
}

/// What a word tells of a number nearby. A word that has nothing else stays a word without meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Note {
    /// "price", "paid", "fee": money is spoken of.
    Price,
    /// "shares", "people": things that millions are counted of, whatever else the word can mean.
    Counted,
    /// "several": what follows is no number.
    Vague,
    /// "every", in "one of every five".
    Every,
    /// "is": what follows is the whole of what is said.
    Is,
    /// "weighs": pounds are no money.
    Weight,
    /// "total", "all countries": the row or column of a table that is the whole of the others.
    Total,
    /// "exporting country", "reporter": heads those whose trade a table tells, not their partners.
    Reporter,
    /// "commodity", "by product": heads what is traded.
    Sort,
    /// "rank", "No.", "HS code": heads numbers that count or name rows.
    Rank,
    /// "structure": tells what parts a whole has, in percent of it.
    Structure,
    /// «в % к»: in percent of what follows.
    Index,
    /// "change", «отклонение»: a step whose numbers say which way.
    Step,
    /// "amount", «значение»: heads the numbers themselves, whatever they are.
    Amount,
}

impl Note {
    fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "price" => Self::Price,
            "counted" => Self::Counted,
            "vague" => Self::Vague,
            "every" => Self::Every,
            "is" => Self::Is,
            "weight" => Self::Weight,
            "total" => Self::Total,
            "reporter" => Self::Reporter,
            "sort" => Self::Sort,
            "rank" => Self::Rank,
            "structure" => Self::Structure,
            "index" => Self::Index,
            "step" => Self::Step,
            "amount" => Self::Amount,
            _ => return None,
        })
    }

    /// One bit for each.
    pub(in crate::extract) fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Some currencies of the lexicon, likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) struct CurrencyList {
    pub(super) first: u16,
    pub(super) count: u8,
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
    fn parse(key: &str) -> Option<Self> {
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
    /// "there": the partner spoken of.
    There,
}

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

/// The grammatical cases that a form can be in; empty in a language without them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::extract) struct Cases(u8);

impl Cases {
    const NAMES: [&'static str; 6] = ["nom", "gen", "dat", "acc", "ins", "loc"];

    /// Reads `nom`, `gen.pl` and the like; number does not matter here.
    pub(super) fn of<'c>(names: impl Iterator<Item = &'c str>) -> Self {
        let bit = |name: &str| Self::NAMES.iter().position(|n| name.starts_with(n));
        Self(names.filter_map(bit).fold(0, |bits, n| bits | 1 << n))
    }

    fn has(self, name: &str) -> bool {
        Self::NAMES.iter().position(|n| *n == name).is_some_and(|n| self.0 & 1 << n != 0)
    }

    /// The cases of a name in a report on that very place: «экспорт в Приморье», written there, is of what lies there.
    pub(in crate::extract) fn at_home(self) -> Self {
        let bit = |name| Self::NAMES.iter().position(|n| *n == name).map_or(0, |n| 1 << n);
        if self.has("loc") && self.has("acc") {
            Self(self.0 & !bit("acc") & !bit("dat"))
        } else {
            self
        }
    }

    /// Whether the language marks the form for case.
    pub(in crate::extract) fn has_some(self) -> bool {
        self != Self::default()
    }

    pub(in crate::extract) fn accusative(self) -> bool {
        self.has("acc")
    }

    /// Whether the form can be the subject of a verb.
    pub(in crate::extract) fn can_head(self) -> bool {
        !self.has_some() || self.has("nom")
    }

    /// Whether two forms can be in the same case, or neither is marked for any.
    pub(in crate::extract) fn meet(self, other: Self) -> bool {
        self == other || self.0 & other.0 != 0
    }

    /// Whether a noun in one of these cases can stand after a preposition in this part: «с Китаем» is with, «с Китая» from;
    /// «в Китай» is to, «в Китае» in. Without cases everything can.
    pub(in crate::extract) fn fit(self, prep: Prep) -> bool {
        if self.0 == 0 {
            return true;
        }
        match prep {
            Prep::From | Prep::For | Prep::At => self.has("gen"),
            Prep::To => self.has("acc") || self.has("dat"),
            Prep::With => self.has("ins"),
            Prep::In => self.has("loc"),
            Prep::Between | Prep::Of | Prep::By | Prep::On => true,
        }
    }
}

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

/// The part that a preposition plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Prep {
    From,
    To,
    With,
    Between,
    Of,
    In,
    By,
    On,
    At,
    For,
}

impl Prep {
    /// The English word for the part, as the tables of weights have it.
    pub(in crate::extract) const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::With => "with",
            Self::Between => "between",
            Self::Of => "of",
            Self::In => "in",
            Self::By => "by",
            Self::On => "on",
            Self::At => "at",
            Self::For => "for",
        }
    }
}

impl AnaphorKind {
    fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "country" => Self::Country,
            "region" => Self::Region,
            "republic" => Self::Republic,
            "city" => Self::City,
            "there" => Self::There,
            _ => return None,
        })
    }
}

impl Prep {
    fn parse(key: &str) -> Option<Self> {
        Some(match key {
            "from" => Self::From,
            "to" => Self::To,
            "with" => Self::With,
            "between" => Self::Between,
            "of" => Self::Of,
            "in" => Self::In,
            "by" => Self::By,
            "on" => Self::On,
            "at" => Self::At,
            "for" => Self::For,
            _ => return None,
        })
    }
}

impl TimeUnit {
    fn parse(key: &str) -> Option<Self> {
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

impl Sense {
    /// The sense of a table and key of `seeds/lexicon/<language>/*.toml`; `None` for a key that is not known.
    pub(super) fn parse(table: &str, key: &str) -> Option<Self> {
        let small = || key.parse::<u8>().ok();
        let hundredths = || {
            let value: crate::model::Decimal = key.parse().ok()?;
            u16::try_from(value * crate::model::Decimal::ONE_HUNDRED).ok()
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
                let value: crate::model::Decimal = value.parse().ok()?;
                let hundredths = u16::try_from(value * crate::model::Decimal::ONE_HUNDRED).ok()?;
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
