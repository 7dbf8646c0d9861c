//! What words can mean to the extractor: the vocabulary of its rules, the same in every language.
//!
//! Here are the meanings; what some of them carry stands with its subject, and what the tables call each in `keys`.

mod grammar;
mod keys;
mod measure;
mod money;
mod note;
mod place;
mod time;

use crate::model::{AreaCode, Indicator, PhysicalUnit, Qualifier};

pub(in crate::extract) use grammar::{Cases, Prep};
pub(in crate::extract) use measure::{Direction, Lean};
pub(in crate::extract) use money::{CurrencyList, MoneyWord};
pub(in crate::extract) use note::Note;
pub(in crate::extract) use place::{AnaphorKind, AreaWord};
pub(in crate::extract) use time::{Deixis, TimeUnit};

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
    /// No meaning of its own, but telling for a number nearby; [`crate::extract::document::Document`] keeps it apart.
    Note(Note),
}
