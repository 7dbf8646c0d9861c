//! The time a number is about, and the time it is compared with.

use super::areas::Seats;
use super::{Linked, Subject, Telling, respectively};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Deixis, Prep, Sense, TimeUnit};
use crate::extract::line::{Line, Opener, What};
use crate::extract::period::Role;
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
        return Time { period: Some(period), base: None, main: true };
    }
    if let Some(own) = attached(line, at, telling).filter(|_| !telling.of_earlier) {
        return Time { period: line.periods[own].told(), base: None, main: false };
    }
    if let Some(end) = end_of_span(line, at, telling) {
        return Time { period: Some(end), base: None, main: true };
    }
    if telling.earlier {
        return Time { period: earlier(line, at, found), base: None, main: false };
    }
    if let Some(beside) = explained(line, at) {
        return Time { period: line.periods[beside].told(), base: None, main: false };
    }
    let spoken = main(line, at);
    // "$42.8 billion this year", after the first half was spoken of, is of that half.
    let finer = |period: Period| {
        discourse
            .period
            .filter(|d| period.contains(*d) && line_says_this(line, period))
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
    Time { period, base, main: !spoken.is_some_and(|s| s.1) }
}

/// "Between 2012 and 2019 exports rose from $20 billion to $41 billion": the first sum is of the first year, the second of
/// the last.
fn end_of_span(line: &Line, at: usize, telling: &Telling) -> Option<Period> {
    if telling.transform != Transform::Level && telling.transform != Transform::Share {
        return None;
    }
    let (span, _) = main(line, at)?;
    let first = span.from().year();
    let last = span.to().year();
    let whole = Period::year(first)
        .zip(Period::year(last))
        .is_some_and(|(first, last)| first.from() == span.from() && last.to() == span.to());
    if first == last || !whole {
        return None;
    }
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
        Period::year(first)
    } else if ends(Prep::To) {
        Period::year(last)
    } else {
        None
    }
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
            telling.earlier || (item == at + 1 && telling.transform == Transform::Level)
        }
        Role::Day | Role::Open => false,
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
                && !belongs_to_number(line, item, at)
                && !is_ranked(line, item, at)
        }
        // "A year ago the shares were 33 percent": at the head of its clause the earlier time is the one spoken of.
        Role::Earlier => {
            let head = line.chunks[line.chunk_of(item)].items.start;
            let leads = (head..item).all(|i| {
                line.find(i, |s| matches!(s, Sense::Prep(Prep::In) | Sense::Article).then_some(()))
                    .is_some()
            });
            leads && item < at
        }
        Role::Day | Role::Open | Role::Window => false,
    }
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
            What::Number(_) => return before != at && (of || is_reference(line, before)),
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

/// Whether a number is what another is set against: "from 26 billion", "above the 16.98 billion", "after a 2.5 billion
/// surplus", "… and 10.05 billion" after such a one.
fn is_reference(line: &Line, number: usize) -> bool {
    let mut at = number;
    while at > 0 {
        at -= 1;
        if line
            .find(at, |s| matches!(s, Sense::Compare | Sense::Prep(Prep::From)).then_some(()))
            .is_some()
        {
            return true;
        }
        if line.has(at, Sense::And) {
            let earlier = (0..at).rev().find(|&i| matches!(line.items[i].what, What::Number(_)));
            return earlier.is_some_and(|i| is_reference(line, i));
        }
        if line
            .find(at, |s| {
                matches!(s, Sense::Article | Sense::Neutral | Sense::Hedge(_)).then_some(())
            })
            .is_none()
        {
            return false;
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
    chunk > line.chunk_of(at) && !of_partners && line.any(items, Sense::Superlative)
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

/// "than in January 2019", "compared with the first half", "on last year".
fn is_compared(line: &Line, item: usize) -> bool {
    let mut at = item;
    while at > 0 {
        at -= 1;
        if line.has(at, Sense::Compare) || line.has(at, Sense::Prep(Prep::On)) {
            // "from January to May" is no comparison.
            let What::Period(p) = line.items[item].what else { return true };
            let spans = line.periods[p].pieces.len() > 2 && line.has(at, Sense::Prep(Prep::From));
            let heads = at == line.chunks[line.chunk_of(item)].items.start
                && line.has(at, Sense::Prep(Prep::From))
                && spans;
            return !(spans || heads);
        }
        // «рост к 2020 году», «на 5% к 2020 году»
        let towards = line.has(at, Sense::Prep(Prep::To)) && at > 0;
        if towards
            && (matches!(line.items[at - 1].what, What::Number(_))
                || line.find(at - 1, |s| matches!(s, Sense::Move(_)).then_some(())).is_some())
        {
            return true;
        }
        let small = line
            .find(at, |s| {
                matches!(s, Sense::Article | Sense::Prep(_) | Sense::Edge | Sense::Neutral)
                    .then_some(())
            })
            .is_some();
        // "compared with N in 2019": the number between is compared too.
        if !(small || matches!(line.items[at].what, What::Number(_))) {
            return false;
        }
        if matches!(line.items[at].what, What::Number(_))
            && !(at > 0 && line.has(at - 1, Sense::Compare))
        {
            return false;
        }
    }
    false
}

/// The time of "from 58.7 billion": an earlier time named in its chunk, else a year before what was just spoken of.
fn earlier(line: &Line, at: usize, found: &[Linked]) -> Option<Period> {
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    let named = (at + 1..chunk.end).find_map(|item| match line.items[item].what {
        What::Period(p) if line.periods[p].role == Role::Earlier || is_compared(line, item) => {
            Some(line.periods[p].told())
        }
        _ => None,
    });
    if let Some(named) = named {
        return named;
    }
    let spoken = found.last().and_then(|l| l.period).or_else(|| main(line, at).map(|s| s.0))?;
    spoken.shifted_years(-1)
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
