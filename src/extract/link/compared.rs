//! What stands in a sentence only to be compared with: "from 58.7 billion", "against exports of 6.7 billion in January",
//! "after a 2.5 percent rise in July", "than the purchases recorded in September 2016".

use crate::extract::lexicon::{Deixis, Prep, Sense};
use crate::extract::line::{Line, What};

/// The word of comparison whose phrase holds an item, a number or a period; `None` when the item is told, not compared
/// with.
pub(super) fn comparator(line: &Line, item: usize) -> Option<usize> {
    let mut walk = Walk::from(line, item);
    for _ in 0..HOPS {
        match walk.back() {
            End::Comparator(at) => return Some(at),
            End::Nothing => return None,
            End::Listed(joint) => walk = walk.before(joint)?,
        }
    }
    None
}

/// Whether an item is only compared with.
pub(super) fn is_compared(line: &Line, item: usize) -> bool {
    comparator(line, item).is_some()
}

/// No list of compared numbers is longer.
const HOPS: usize = 8;

/// The words of a noun phrase that a comparison reaches over and that mean nothing here: "the level recorded by".
const UNKNOWN: usize = 3;

/// How a walk back over the words of a phrase ended.
enum End {
    Comparator(usize),
    /// At "and" or a comma: the phrase may go on with the list before it.
    Listed(usize),
    Nothing,
}

/// A walk from a number or period to the word that governs it.
#[derive(Clone, Copy)]
struct Walk<'l, 'd, 't> {
    line: &'l Line<'d, 't>,
    at: usize,
    /// The number passed; none while the walk is still at its period.
    number: Option<usize>,
    period: bool,
    /// "exports of" stands before the number.
    noun: bool,
    passed: Passed,
    unknown: usize,
}

/// The weightiest word passed since the number or period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Passed {
    /// Articles and hedges at most.
    Nothing,
    /// Prepositions.
    Small,
    Words,
    Place,
}

impl<'l, 'd, 't> Walk<'l, 'd, 't> {
    fn from(line: &'l Line<'d, 't>, item: usize) -> Self {
        let number = matches!(line.items[item].what, What::Number(_)).then_some(item);
        let period = number.is_none();
        Self { line, at: item, number, period, noun: false, passed: Passed::Nothing, unknown: 0 }
    }

    fn is_bare(&self) -> bool {
        self.passed == Passed::Nothing
    }

    fn pass(&mut self, passed: Passed) {
        self.passed = self.passed.max(passed);
    }

    fn back(&mut self) -> End {
        let line = self.line;
        while self.at > 0 {
            self.at -= 1;
            let at = self.at;
            match line.items[at].what {
                // "higher than in June 2016 at 6.1 billion": behind the period the comparison is over.
                What::Period(_)
                    if self.number.is_some() && line.has(at + 1, Sense::Prep(Prep::At)) =>
                {
                    return End::Nothing;
                }
                // "Last year's corresponding period" is one time.
                What::Period(_) if self.number.is_none() && is_possessive(line, at + 1) => {}
                // «по сравнению с 2022 годом до 54 миллиардов»: the comparison ends with its period.
                What::Period(_) if self.number.is_none() || self.period || self.is_bare() => {
                    return End::Nothing;
                }
                What::Period(_) => self.period = true,
                What::Number(_) if self.number.is_some() => return End::Nothing,
                What::Number(_) => {
                    self.number = Some(at);
                    self.passed = Passed::Nothing;
                }
                What::Place(_) => self.passed = Passed::Place,
                What::Mark('\'' | '’') => self.pass(Passed::Small),
                // "the pre-war level"
                What::Mark('-') if line.document.glued(line.items[at].piece) => {}
                // "13.8 billion (1.8 billion euros) in 2017"
                What::Mark(')') => {
                    let open = (0..at).rev().find(|&i| line.items[i].what == What::Mark('('));
                    let Some(open) = open else { return End::Nothing };
                    self.at = open;
                }
                What::Mark('(')
                    if self.is_bare()
                        && at > 0
                        && matches!(line.items[at - 1].what, What::Number(_)) =>
                {
                    self.number = None;
                }
                What::Mark(',') if self.is_bare() => return End::Listed(at),
                What::Mark(_) => return End::Nothing,
                What::Word => {
                    if let Some(end) = self.word(at) {
                        return end;
                    }
                }
            }
        }
        End::Nothing
    }

    /// Whether the walk ends at a word.
    fn word(&mut self, at: usize) -> Option<End> {
        let line = self.line;
        let is = |pick: fn(Sense) -> bool| line.find(at, |s| pick(s).then_some(())).is_some();
        if line.has(at, Sense::Prior) {
            return Some(End::Comparator(at));
        }
        if let Some(compares) = self.compares(at) {
            return Some(if compares { End::Comparator(at) } else { End::Nothing });
        }
        if line.has(at, Sense::And) {
            return Some(End::Listed(at));
        }
        if is(|s| matches!(s, Sense::Article | Sense::Hedge(_) | Sense::Neutral | Sense::Edge)) {
            return None;
        }
        self.pass(Passed::Small);
        if is(|s| matches!(s, Sense::Prep(Prep::Of | Prep::In | Prep::For | Prep::At))) {
            return None;
        }
        self.pass(Passed::Words);
        if is(|s| matches!(s, Sense::Indicator(..) | Sense::Goods)) {
            self.noun = true;
            return None;
        }
        if is(|s| matches!(s, Sense::Superlative | Sense::Deixis(_) | Sense::TimeUnit(_))) {
            return None;
        }
        // "recorded in September"
        let participle = is(|s| matches!(s, Sense::Level(_)))
            && line.find(at + 1, |s| matches!(s, Sense::Prep(_)).then_some(())).is_some();
        // "a 7.6 percent rise", "after falling 3.2 percent"
        let moved = is(|s| matches!(s, Sense::Move(_)))
            && at > 0
            && (matches!(line.items[at - 1].what, What::Number(_))
                || line.has(at - 1, Sense::Article)
                || line.has(at - 1, Sense::Prior));
        if participle || moved {
            return None;
        }
        let piece = line.items[at].piece;
        if line.document.is_plain(piece) {
            self.unknown += usize::from(!line.document.glued(piece));
            if self.unknown <= UNKNOWN {
                return None;
            }
        }
        Some(End::Nothing)
    }

    /// Whether a word of comparison compares what was walked from; `None` when it is no such word.
    fn compares(&self, at: usize) -> Option<bool> {
        let line = self.line;
        let from = line.has(at, Sense::Prep(Prep::From));
        if let Some(number) = self.number {
            if !(line.has(at, Sense::Compare) || from) {
                return None;
            }
            // "More than 5 billion" says how firmly, "more than the 5 billion of 2015" compares.
            let hedges = number == at + 1
                && line.find(at, |s| matches!(s, Sense::Hedge(_)).then_some(())).is_some();
            if hedges && !from {
                return None;
            }
            let phrase = line.has(at + 1, Sense::Article) && self.passed != Passed::Place;
            return Some(!from || self.is_bare() || phrase);
        }
        if line.has(at, Sense::Compare) {
            // "from January to May" is no comparison.
            let spans = match line.items[at + 1].what {
                What::Period(p) => line.periods[p].pieces.len() > 2,
                _ => false,
            };
            return Some(!from || (self.passed <= Passed::Small && !spans));
        }
        if self.passed > Passed::Small {
            return None;
        }
        let after_number = at > 0 && matches!(line.items[at - 1].what, What::Number(_));
        let moved = at > 0
            && line
                .find(at - 1, |s| matches!(s, Sense::Move(_) | Sense::Comparative(_)).then_some(()))
                .is_some();
        // «рост к 2020 году», «на 5% к 2020 году»; «довести до 5 млрд к 2030 году» is a date to meet.
        let target = at > 0
            && matches!(line.items[at - 1].what, What::Number(n) if line.numbers[n].is_money())
            && at > 1
            && !line.has(at - 2, Sense::Prep(Prep::On));
        let towards = line.has(at, Sense::Prep(Prep::To)) && !line.has(at, Sense::Prep(Prep::In));
        // «к прошлому году торговля прибавила 5%»
        let past = matches!(line.items.get(at + 1).map(|i| i.what), Some(What::Period(p))
            if matches!(line.document.find(line.periods[p].pieces.start, |s| match s {
                Sense::Deixis(deixis) => Some(deixis),
                _ => None,
            }), Some(Deixis::Last | Deixis::Previous | Deixis::Same)));
        // "Up 5 percent on 2022" compares; «На 2023 год поставлена цель» is the time of the goal, where a language puts a state
        // of things so: «на конец 2023 года» is that.
        if line.has(at, Sense::Prep(Prep::On)) {
            let goal = line.has(at, Sense::AsOf) && !line.has(at + 1, Sense::Edge);
            return (!goal || past || after_number || moved).then_some(true);
        }
        if towards && past {
            return Some(true);
        }
        if towards && (after_number || moved) {
            return Some(!target);
        }
        // "a rise over July", "fell 2% over the same period"; "over six years" tells how long.
        let over = line.find(at, |s| matches!(s, Sense::Comparative(_)).then_some(())).is_some();
        let point = (at + 1..line.items.len()).find_map(|i| match line.items[i].what {
            What::Period(p) => Some(p),
            _ => None,
        });
        let point = point.is_some_and(|p| {
            let when = &line.periods[p];
            line.document.has(when.pieces.start, Sense::Deixis(Deixis::Same))
                || when.period.is_some_and(|p| (p.to() - p.from()).num_days() <= 31)
        });
        (over && point && (after_number || moved)).then_some(true)
    }

    /// The walk that goes on from the number before a joint, where the two are of one list: "from 971 million in December
    /// and 816 million a year earlier".
    fn before(self, joint: usize) -> Option<Self> {
        let line = self.line;
        let number = self.number?;
        let before = (0..joint).rev().find(|&i| {
            matches!(line.items[i].what, What::Number(_))
                || line.has(i, Sense::Contrast)
                || line.items[i].what == What::Mark(';')
        })?;
        let (What::Number(this), What::Number(that)) =
            (line.items[number].what, line.items[before].what)
        else {
            return None;
        };
        let alike = line.numbers[this].is_percent() == line.numbers[that].is_percent();
        // A list of times names one for each.
        let own_time = dated(line, number).is_some();
        let comma = line.items[joint].what == What::Mark(',');
        let noun = (before.saturating_sub(3)..before)
            .any(|i| line.find(i, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some());
        let listed = alike && (own_time || !comma) && (noun || !self.noun);
        listed.then(|| Self::from(line, before))
    }
}

fn is_possessive(line: &Line, item: usize) -> bool {
    matches!(line.items.get(item).map(|i| i.what), Some(What::Mark('\'' | '’')))
}

/// The period right behind a number, with nothing but small words between.
pub(super) fn dated(line: &Line, number: usize) -> Option<usize> {
    let mut item = number + 1;
    if line.items.get(item).is_some_and(|i| i.what == What::Mark('(')) {
        item = (item..line.items.len()).find(|&i| line.items[i].what == What::Mark(')'))? + 1;
    }
    loop {
        match line.items.get(item)?.what {
            What::Period(p) => return Some(p),
            What::Word
                if line
                    .find(item, |s| {
                        matches!(
                            s,
                            Sense::Prep(Prep::In | Prep::Of | Prep::For | Prep::At)
                                | Sense::Article
                                | Sense::Edge
                                | Sense::Neutral
                                | Sense::Move(_)
                                | Sense::Level(_)
                                | Sense::Indicator(..)
                        )
                        .then_some(())
                    })
                    .is_some() =>
            {
                item += 1;
            }
            _ => return None,
        }
    }
}
