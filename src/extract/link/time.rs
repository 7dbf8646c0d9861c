//! The time a number is about, and the time it is compared with.

use super::areas::{Seats, same_sum};
use super::compared::{self, comparator, is_compared};
use super::evidence::Ground;
use super::{Linked, Subject, Telling, respectively, status};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Deixis, Prep, Sense, TimeUnit};
use crate::extract::line::{Line, Opener, What};
use crate::extract::period::{Role, When};
use crate::model::{Indicator, Period, Transform};
use chrono::{Datelike, NaiveDate};

/// Period and base of a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Time {
    pub(super) period: Option<Period>,
    /// Only where it is not a year earlier.
    pub(super) base: Option<Period>,
    /// The period is what the sentence speaks of, not what one number in it is set against.
    pub(super) main: bool,
    /// The rule that found the period.
    pub(super) rule: &'static str,
}

impl Time {
    /// What the period rests on: the rule, and the period of the line that it is.
    pub(super) fn ground(&self, line: &Line) -> Ground {
        if self.period.is_none() {
            return Ground::default();
        }
        let item = (0..line.items.len()).find(|&i| {
            matches!(line.items[i].what, What::Period(p) if line.periods[p].told() == self.period)
        });
        Ground::of(self.rule, item)
    }
}

/// Finds the period of a number.
pub(super) fn of(
    line: &Line,
    number: usize,
    subject: &Subject,
    telling: &Telling,
    seats: &Seats,
    found: &[Linked],
    discourse: &Discourse,
) -> Time {
    let at = line.item_of_number(number);
    if let Some(period) = respectively::period(line, number) {
        return Time { period: Some(period), base: None, main: true, rule: "respectively" };
    }
    // "13.8 billion (1.8 billion euros) in 2017": one sum, one time.
    if let Some(same) = same_sum(line, number, found) {
        let main = !telling.earlier;
        return Time { period: same.period, base: same.base, main, rule: "same-sum" };
    }
    if let Some(own) =
        attached(line, at, telling).filter(|_| !telling.of_earlier && !telling.earlier)
    {
        let period = resolved(line, own, discourse);
        return Time { period, base: None, main: false, rule: "attached" };
    }
    if let Some((first, last)) = grown_between(line, at, telling) {
        return Time { period: Some(last), base: Some(first), main: true, rule: "end-of-span" };
    }
    if let Some(end) = end_of_span(line, at, telling) {
        return Time { period: Some(end), base: None, main: true, rule: "end-of-span" };
    }
    if telling.earlier {
        let period = earlier(line, at, subject, found, discourse);
        return Time { period, base: None, main: false, rule: "earlier" };
    }
    if let Some(beside) = explained(line, at) {
        return Time {
            period: line.periods[beside].told(),
            base: None,
            main: false,
            rule: "explained",
        };
    }
    let planned = status::planned(line, number, telling.earlier).is_some();
    // «На 1 июля товарооборот составил»: a flow is counted from the beginning of the year, a stock is of no period.
    let flow = !planned && !matches!(subject.indicator, Indicator::Investment | Indicator::Other);
    let gathered_by = || line.periods.iter().find_map(When::gathered).filter(|_| flow);
    let spoken = main(line, at).or_else(|| Some((gathered_by()?, false)));
    // "$42.8 billion this year", after the first half was spoken of, is of that half.
    let finer = |period: Period| {
        discourse
            .period
            .filter(|d| !planned && period.contains(*d) && line_says_this(line, period))
            .unwrap_or(period)
    };
    // "Has invested": what has gathered up to now has no period of its own.
    let gathered = subject.indicator == Indicator::Investment
        && subject.verb
        && telling.transform == Transform::Level;
    let remembered = discourse.period_for(seats.ref_area).filter(|_| !gathered);
    let period = spoken.map(|s| finer(s.0)).or(remembered);
    let base = if matches!(
        telling.transform,
        Transform::Change | Transform::ChangeAbs | Transform::Multiple
    ) {
        base(line, at, period)
    } else {
        None
    };
    let rule = if spoken.is_some() { "sentence" } else { "report" };
    Time { period, base, main: !spoken.is_some_and(|s| s.1), rule }
}

/// "Between 2012 and 2019 exports rose from $20 billion to $41 billion": the first sum is of the first year, the second of
/// the last.
fn end_of_span(line: &Line, at: usize, telling: &Telling) -> Option<Period> {
    if telling.transform != Transform::Level && telling.transform != Transform::Share {
        return None;
    }
    let (first, last) = years_of(main(line, at)?.0)?;
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    let ends = |prep| {
        let leads = (chunk.start..at).rev().find(|&i| {
            line.find(i, |s| {
                matches!(s, Sense::Hedge(_) | Sense::Article | Sense::Neutral).then_some(())
            })
            .is_none()
                || line.has(i, Sense::Prep(Prep::To))
                || line.has(i, Sense::Prep(Prep::From))
        });
        leads.is_some_and(|i| {
            line.has(i, Sense::Prep(prep)) || (prep == Prep::To && line.has(i, Sense::RangeTo))
        })
    };
    if telling.earlier {
        Some(first)
    } else if ends(Prep::To) {
        Some(last)
    } else {
        None
    }
}

/// The first and the last year of a span of whole years.
fn years_of(span: Period) -> Option<(Period, Period)> {
    let (first, last) = (Period::year(span.from().year())?, Period::year(span.to().year())?);
    let whole = first.from() == span.from() && last.to() == span.to();
    (whole && first != last).then_some((first, last))
}

/// "Exports grew by 195 percent from 2006 to 2023": a growth from one year to another is told of the last one.
fn grown_between(line: &Line, at: usize, telling: &Telling) -> Option<(Period, Period)> {
    if !matches!(telling.transform, Transform::Change | Transform::ChangeAbs | Transform::Multiple)
    {
        return None;
    }
    // "By 18 percent annually between 2010 and 2015": the rate of all these years.
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    if line.any(chunk, Sense::Base(TimeUnit::Year)) {
        return None;
    }
    let (span, _) = main(line, at)?;
    let between = (1..line.items.len()).any(|i| {
        let here =
            matches!(line.items[i].what, What::Period(p) if line.periods[p].told() == Some(span));
        here && (line.has(i - 1, Sense::Prep(Prep::From))
            || line.has(i - 1, Sense::Prep(Prep::Between)))
    });
    years_of(span).filter(|_| between)
}

/// "below May 2017 (EUR 165.4 bln)", "than a year before, when the figure was $24.03 billion": a bracket or a relative
/// clause right behind a compared period is about that period.
fn explained(line: &Line, at: usize) -> Option<usize> {
    let chunk = line.chunk_of(at);
    let relative = line.chunks[chunk].opener == Opener::Relative
        || line.has(line.chunks[chunk].items.start, Sense::Relative);
    if !(relative || line.chunks[chunk].opener == Opener::Bracket) {
        return None;
    }
    let before = line.chunks[..chunk].last()?.items.end.checked_sub(1)?;
    let What::Period(p) = line.items[before].what else { return None };
    let compared = line.periods[p].role == Role::Earlier || is_compared(line, before);
    compared.then_some(p)
}

/// The period right behind the number or possessing it: "$12 billion in 2016", "the $63.3 billion of 2015", "the 8.35
/// billion recorded in February", "January's 129 million".
fn attached(line: &Line, at: usize, telling: &Telling) -> Option<usize> {
    if let Some(period) = possessor(line, at) {
        return Some(period);
    }
    let mut item = at + 1;
    let mut joined = false;
    // The same sum in another currency may stand between: "154.55 billion yen (1.40 billion dollars) of December".
    if matches!(line.items.get(item)?.what, What::Mark('(')) {
        item = (item..line.items.len()).find(|&i| line.items[i].what == What::Mark(')'))? + 1;
    }
    while line
        .find(item, |s| {
            matches!(
                s,
                Sense::Prep(Prep::In | Prep::Of | Prep::For)
                    | Sense::Article
                    | Sense::Edge
                    | Sense::Neutral
                    | Sense::Level(_)
                    | Sense::Indicator(..)
            )
            .then_some(())
        })
        .is_some()
    {
        joined |= line.find(item, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
        item += 1;
    }
    let What::Period(p) = line.items.get(item)?.what else { return None };
    let when = &line.periods[p];
    let fits = match when.role {
        Role::Main | Role::Window => true,
        // "$13.1 billion a year earlier"; but "5.5 percent higher a year earlier" is a comparison.
        Role::Earlier => {
            // "while it was 24.1 billion during the corresponding period last year"
            let near = item == at + 1 || joined;
            telling.earlier || (near && telling.transform == Transform::Level)
        }
        Role::Day | Role::AsOf | Role::Open => false,
    };
    // "5.5 percent last year" needs no preposition, "$12 billion 2016" does.
    (fits && (joined || item == at + 1)).then_some(p)
}

/// The period of "January's 129 million".
fn possessor(line: &Line, at: usize) -> Option<usize> {
    let apostrophe = at.checked_sub(2)?;
    let marked = matches!(line.items[apostrophe].what, What::Mark('\'' | '’'));
    match line.items[apostrophe.checked_sub(1)?].what {
        What::Period(p) if marked => Some(p),
        _ => None,
    }
}

/// The main period of the sentence for an item, and whether it is an earlier one: the nearest before it in its chunk, else
/// the nearest after it there, else the nearest before, else the nearest after in the same clause.
fn main(line: &Line, at: usize) -> Option<(Period, bool)> {
    let own = line.chunks[line.chunk_of(at)].items.clone();
    let fits = |item: usize| match line.items[item].what {
        What::Period(p) if serves(line, item, p, at) => {
            line.periods[p].told().map(|period| (period, line.periods[p].role == Role::Earlier))
        }
        _ => None,
    };
    let clause_end = (line.chunk_of(at) + 1..line.chunks.len())
        .find(|&c| matches!(line.chunks[c].opener, Opener::Semicolon | Opener::Contrast))
        .map_or(line.items.len(), |c| line.chunks[c].items.start);
    (own.start..at)
        .rev()
        .find_map(fits)
        .or_else(|| (at + 1..own.end).find_map(fits))
        .or_else(|| (0..own.start).rev().find_map(fits))
        .or_else(|| (own.end..clause_end).find_map(fits))
}

/// Whether a period is spoken of for the number at an item, rather than compared with or said of another number.
fn serves(line: &Line, item: usize, period: usize, at: usize) -> bool {
    match line.periods[period].role {
        // "the $63.3 billion of 2015" keeps its year to itself.
        Role::Main => {
            !is_compared(line, item)
                && !is_since(line, item, period)
                && !belongs_to_number(line, item, at)
                && !is_ranked(line, item, at)
        }
        // "A year ago the shares were 33 percent": at the head of its clause the earlier time is the one spoken of.
        Role::Earlier => {
            let head = line.chunks[line.chunk_of(item)].items.start;
            let leads = (head..item).all(|i| {
                line.find(i, |s| {
                    matches!(s, Sense::Prep(Prep::In) | Sense::Article | Sense::Contrast)
                        .then_some(())
                })
                .is_some()
            });
            // «Годом раньше было 23,8 млрд, прирост – 17,7%»: the next number is not of that time.
            let told = (item..at).any(|i| matches!(line.items[i].what, What::Number(_)))
                && line.chunk_of(item) != line.chunk_of(at);
            leads && item < at && !told
        }
        Role::Day | Role::AsOf | Role::Open | Role::Window => false,
    }
}

/// «впервые с 2014 года», «с января»: the beginning of a time, which is not the time itself; «с января по май» is.
fn is_since(line: &Line, item: usize, period: usize) -> bool {
    let pieces = line.periods[period].pieces.clone();
    // «с ноября 2024-го»: a hyphen before an ending joins no two times.
    let ending =
        |p: usize| line.document.glued(p + 1) && line.document.of(p + 1).chars().count() <= 3;
    let spans = pieces.clone().any(|p| {
        line.document.has(p, Sense::RangeTo)
            || matches!(line.document.pieces[p].mark, '–' | '—' | '/')
            || (line.document.is_mark(p, '-') && !ending(p))
    });
    let from = |i: usize| line.has(i, Sense::Prep(Prep::From)) && !line.has(i, Sense::Compare);
    !spans && pieces.len() <= 6 && item.checked_sub(1).is_some_and(from)
}

/// "the 154.55 billion yen of December", "from 26 billion in January", "January's 129 million": a period said of another
/// number than the one at `at`.
fn belongs_to_number(line: &Line, item: usize, at: usize) -> bool {
    let possessed =
        matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Mark('\'' | '’')))
            && matches!(line.items.get(item + 3).map(|i| i.what), Some(What::Number(_)));
    if possessed {
        return item + 3 != at;
    }
    let mut before = item;
    let mut of = false;
    while before > 0 {
        before -= 1;
        match line.items[before].what {
            What::Number(_) => return before != at && (of || is_compared(line, before)),
            What::Mark('(' | ')') => {}
            _ if line.has(before, Sense::Prep(Prep::Of)) => of = true,
            _ if line
                .find(before, |s| {
                    matches!(
                        s,
                        Sense::Article
                            | Sense::Level(_)
                            | Sense::Prep(Prep::In)
                            | Sense::Indicator(..)
                    )
                    .then_some(())
                })
                .is_some() => {}
            _ => return false,
        }
    }
    false
}

/// "the highest level this year", behind the number's own chunk: a rank, no time of the number.
fn is_ranked(line: &Line, item: usize, at: usize) -> bool {
    let chunk = line.chunk_of(item);
    let items = line.chunks[chunk].items.clone();
    // "Germany was the largest export market in 2020" ranks partners, not times.
    let of_partners = items
        .clone()
        .any(|i| line.find(i, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some());
    // «опустился до 55 млрд – ниже было только в 2005 году»
    let numbered = items.clone().any(|i| matches!(line.items[i].what, What::Number(_)));
    let compared = items
        .clone()
        .any(|i| line.find(i, |s| matches!(s, Sense::Comparative(_)).then_some(())).is_some());
    chunk > line.chunk_of(at)
        && !of_partners
        && (line.any(items, Sense::Superlative) || (compared && !numbered))
}

/// "Reached $2.5 billion in 2022, and they want to bring it to $5 billion": a plan is not of the time that has passed when
/// the report was published, unless that time is said beside it.
pub(super) fn is_stale(
    line: &Line,
    number: usize,
    period: Period,
    published: Option<NaiveDate>,
) -> bool {
    let chunk = &line.chunks[line.chunk_of(line.item_of_number(number))];
    let beside = chunk.items.clone().any(|item| match line.items[item].what {
        What::Period(p) => line.periods[p].told() == Some(period),
        _ => false,
    });
    // "Reached $24.3 billion, above the planned $23 billion": the plan was of the same time.
    let compared = line.any(chunk.items.clone(), Sense::Compare);
    !beside && !compared && published.is_some_and(|day| period.to() < day)
}

/// Whether a year is named only as "this year".
fn line_says_this(line: &Line, period: Period) -> bool {
    line.periods
        .iter()
        .filter(|w| w.period == Some(period))
        .all(|w| line.document.has(w.pieces.start, Sense::Deixis(Deixis::This)))
}

/// The period a sentence without figures speaks of.
pub(super) fn spoken(line: &Line) -> Option<Period> {
    line.chunks.last()?;
    main(line, line.items.len()).filter(|(_, earlier)| !earlier).map(|(period, _)| period)
}

/// The time of a number that is compared with: named between it and the word of comparison or right behind it, else by the
/// correction of it, else by the number it is listed with, else a year before what was just spoken of.
fn earlier(
    line: &Line,
    at: usize,
    subject: &Subject,
    found: &[Linked],
    discourse: &Discourse,
) -> Option<Period> {
    let told = found
        .iter()
        .rev()
        .find(|l| !is_compared(line, line.item_of_number(l.number)))
        .or(found.last());
    let spoken =
        told.and_then(|l| l.period).or_else(|| main(line, at).map(|s| s.0)).or(discourse.period);
    let named = time_of_compared(line, at);
    let Some(named) = named else {
        // "Imports were 6.0 billion against exports of 5.4 billion" compares two flows of one time.
        let other = told.is_some_and(|l| l.indicator != subject.indicator);
        return if other { spoken } else { spoken?.shifted_years(-1) };
    };
    let period = resolved(line, named, discourse)?;
    // Like is compared with like: "120 million in January against 133 million the previous year"; but not with "the whole
    // of 1985".
    let first = line.periods[named].pieces.start;
    let whole = first > 0 && line.document.has(first - 1, Sense::Edge);
    let year = |p: Period| !whole && Period::year(p.from().year()) == Some(p);
    match spoken {
        Some(spoken)
            if year(period) && !year(spoken) && spoken.from().year() == spoken.to().year() =>
        {
            spoken.shifted_years(period.from().year() - spoken.from().year())
        }
        _ => Some(period),
    }
}

/// The period that a compared number is said to be of.
fn time_of_compared(line: &Line, at: usize) -> Option<usize> {
    let period = |item: usize| match line.items[item].what {
        What::Period(p) if line.periods[p].role != Role::Day => Some(p),
        _ => None,
    };
    let word = comparator(line, at)?;
    let begin = (word..at).rev().find(|&i| matches!(line.items[i].what, What::Number(_)));
    if let Some(named) = (begin.unwrap_or(word)..at).rev().find_map(|i| {
        // The period of the number before it in the list is not its own.
        period(i).filter(|_| {
            begin.is_none()
                || line.items.get(i + 1).is_some_and(|n| matches!(n.what, What::Mark('\'' | '’')))
        })
    }) {
        return Some(named);
    }
    if let Some(own) = compared::dated(line, at) {
        return Some(own);
    }
    let next = line.chunks.get(line.chunk_of(at) + 1)?;
    // "against 107 million, revised from 75 million for December"; "from exports of 6.7 billion and imports of 6.6 billion in
    // January"
    let revised =
        line.any(next.items.start..next.items.end.min(next.items.start + 2), Sense::Revised);
    let joined = next.opener == Opener::And;
    let number = next.items.clone().find(|&i| matches!(line.items[i].what, What::Number(_)))?;
    let same = revised || (joined && comparator(line, number) == Some(word));
    if same {
        return compared::dated(line, number);
    }
    // "from exports of 5 billion to the neighbours in 2015"
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    (at + 1..chunk.end)
        .take_while(|&i| !matches!(line.items[i].what, What::Number(_)))
        .find(|&i| period(i).is_some() && is_compared(line, i))
        .and_then(period)
}

/// The days of a period. "A year earlier" was counted from the period named before it; when that one is only compared with,
/// it is counted from what is told: "4.6 billion in February, against 5.1 billion in January and 5.4 billion a year ago".
fn resolved(line: &Line, period: usize, discourse: &Discourse) -> Option<Period> {
    let when = &line.periods[period];
    let own = when.told()?;
    if when.role != Role::Earlier {
        return Some(own);
    }
    let items = || {
        (0..line.items.len()).filter_map(|i| match line.items[i].what {
            What::Period(p) if p < period && line.periods[p].role == Role::Main => Some((i, p)),
            _ => None,
        })
    };
    let Some((item, anchor)) = items().rfind(|(_, p)| line.periods[*p].told().is_some()) else {
        return Some(own);
    };
    if !is_compared(line, item) && !belongs_to_number(line, item, item) {
        return Some(own);
    }
    let counted_from = line.periods[anchor].told()?;
    let told = items()
        .rfind(|(i, _)| !is_compared(line, *i))
        .and_then(|(_, p)| line.periods[p].told())
        .or(discourse.period);
    let Some(told) = told else { return Some(own) };
    // "The same period of 2015", "the same period last year" name their year; "a year earlier" counts it.
    let counts = when.pieces.clone().any(|p| line.document.has(p, Sense::Before));
    if !counts && line.document.has(when.pieces.start, Sense::Deixis(Deixis::Same)) {
        return told.shifted_years(own.from().year() - told.from().year());
    }
    let years = own.from().year() - counted_from.from().year();
    if counted_from.shifted_years(years) == Some(own) {
        told.shifted_years(years)
    } else if counted_from.previous() == Some(own) {
        told.previous()
    } else {
        Some(own)
    }
}

/// The base of a change where the text names one other than a year earlier.
fn base(line: &Line, at: usize, period: Option<Period>) -> Option<Period> {
    let period = period?;
    let by_unit = (0..line.items.len())
        .find_map(|i| line.find(i, |s| if let Sense::Base(unit) = s { Some(unit) } else { None }));
    if matches!(by_unit, Some(TimeUnit::Quarter | TimeUnit::Month | TimeUnit::Half)) {
        return period.previous();
    }
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    let compared =
        (at + 1..chunk.end.max(at + 1)).find_map(|item| match line.items[item].what {
            What::Period(p) if line.periods[p].role == Role::Earlier || is_compared(line, item) => {
                line.periods[p].told()
            }
            _ => None,
        })?;
    (Some(compared) != period.shifted_years(-1) && compared != period).then_some(compared)
}
