//! What is true of a period for a number: what the rules say of it, where it stands in the sentence, what the report has been
//! about, how long and how old it is.
//!
//! Each is a [`Feature`]; `seeds/dating.csv` says what it counts. Choosing is left to `decide`.

use super::offer::{Offer, Origin};
use super::relation::{length, relation};
use super::{Asked, Time, spoken};
use crate::extract::lexicon::{Deixis, Sense};
use crate::extract::line::{Opener, What};
use crate::extract::link::compared::is_compared;
use crate::extract::link::weights::{Feature, Weights};
use crate::extract::period::Role;
use crate::model::Period;
use crate::seeds;
use chrono::{Datelike, Months, NaiveDate};
use std::cmp::Ordering;
use std::sync::LazyLock;

pub(super) static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::of(seeds::dating_weights()));

/// How many things are asked of a period.
pub(super) const COUNT: usize = 26;

/// A number with everything that its periods are weighed by.
pub(super) struct View<'v, 'a, 'd, 't> {
    asked: &'v Asked<'a, 'd, 't>,
    at: usize,
    proposed: Option<Period>,
    /// The rule that proposes it.
    rule: &'static str,
    /// How many periods the sentence names.
    named: &'static str,
    /// What the number before it in the sentence measures, seen from this one.
    before: &'static str,
    earlier: &'static str,
    plan: &'static str,
    paragraph: &'static str,
    /// Whether the sentence names whose trade the number tells.
    owner: &'static str,
    /// The periods that each is compared with, in the order of `features`.
    others: [Option<Period>; OTHERS],
    /// How each period of the sentence stands there, with its item.
    standings: Vec<(usize, Standing)>,
    /// The days that [`AGES`] lie before the publication.
    since: [Option<NaiveDate>; AGES.len()],
}

/// With so many periods each is compared.
const OTHERS: usize = 9;

/// How old a period is: within so many months of the publication.
const AGES: [(u32, &str); 4] =
    [(2, "two months"), (4, "four months"), (13, "a year"), (25, "two years")];

/// Where a period stands in the sentence.
#[derive(Clone, Copy, Default)]
struct Standing {
    role: &'static str,
    place: &'static str,
    governed: &'static str,
    led: &'static str,
    heads: &'static str,
    clause: &'static str,
    counted: &'static str,
    times: &'static str,
}

impl<'v, 'a, 'd, 't> View<'v, 'a, 'd, 't> {
    pub(super) fn of(asked: &'v Asked<'a, 'd, 't>, time: &Time, offers: &[Offer]) -> Self {
        let Asked { line, subject, telling, found, discourse, .. } = *asked;
        let named = offers.iter().filter(|o| matches!(o.origin, Origin::Named(_))).count();
        let dated = &discourse.dated;
        let mut view = Self {
            asked,
            at: asked.at(),
            proposed: time.period,
            rule: if time.period.is_none() { "none" } else { time.rule },
            named: few(named),
            before: match found.last() {
                None => "first",
                Some(l) if l.indicator != subject.indicator => "other",
                Some(l) if l.transform == telling.transform => "same",
                Some(_) => "same indicator",
            },
            earlier: match (telling.earlier, telling.of_earlier) {
                (true, _) => "earlier",
                (_, true) => "of earlier",
                _ => "",
            },
            plan: if asked.planned { "plan" } else { "" },
            paragraph: match discourse.last {
                None => "nothing yet",
                Some(last) if last.paragraph == line.sentence.paragraph => "same paragraph",
                Some(_) => "new paragraph",
            },
            owner: if asked.seats.ref_ground.item.is_some() { "named" } else { "remembered" },
            others: [
                time.period,
                found.last().and_then(|last| last.period),
                discourse.period,
                discourse.last.and_then(|last| last.period),
                dated.of_area(asked.seats.ref_area),
                dated.of_indicator(subject.indicator),
                discourse.scene,
                dated.first(),
                dated.most(),
            ],
            standings: Vec::with_capacity(line.periods.len()),
            since: AGES.map(|(months, _)| asked.published?.checked_sub_months(Months::new(months))),
        };
        for (item, it) in line.items.iter().enumerate() {
            if let What::Period(_) = it.what {
                view.standings.push((item, view.standing(item)));
            }
        }
        view
    }

    pub(super) fn features(&self, offer: &Offer) -> [Feature; COUNT] {
        let Asked { line, subject, telling, found, discourse, published, .. } = *self.asked;
        let period = offer.period;
        let said = period == self.proposed;
        let ask = |yes, no| if said { yes } else { no };
        let origin = offer.origin.name(period);
        let stands = |item| self.standings.iter().find(|(at, _)| *at == item);
        let standing = offer.origin.item().and_then(stands).map(|(_, standing)| *standing);
        let Standing { role, place, governed, led, heads, clause, counted, times } =
            standing.unwrap_or_default();
        let in_line = |feature: Feature| if role.is_empty() { ["", "", ""] } else { feature };
        let [own, last, spoken, last_figure, area, measured, scene, first, most] =
            self.relations(period);
        let (length, age) = (period.map_or("none", length), self.age(period));
        let last = if found.is_empty() { "first" } else { last };
        let last_figure = if discourse.last.is_none() { "nothing yet" } else { last_figure };
        let bare = if line.sentence.bare { "bare" } else { "" };
        let transform = telling.transform.code();
        [
            [ask("said by", "not said by"), self.rule, ""],
            [ask("said for", "not said for"), subject.rule, ""],
            ["to the rules' own", own, self.rule],
            ["found", origin, self.before],
            ["found among", origin, self.named],
            in_line(["stands", governed, role]),
            in_line(["stands in", place, role]),
            in_line(["times between", times, place]),
            in_line(["led by", led, role]),
            in_line(["heads", heads, clause]),
            in_line(["counted from", counted, role]),
            ["taken", self.taken(period), self.before],
            ["to the number before", last, self.earlier],
            ["to what is spoken of", spoken, origin],
            ["as long as spoken of", spoken, length],
            ["to the last figure", last_figure, self.paragraph],
            ["to the area's last", area, self.owner],
            ["to the indicator's last", measured, transform],
            ["to the scene", scene, bare],
            ["to the first", first, ""],
            ["to most", most, self.share(period)],
            ["whose", self.whose(period), self.owner],
            ["length", length, subject.indicator.code()],
            ["length and age", length, age],
            ["length and year", length, years_ago(period, published)],
            ["age", age, self.plan],
        ]
    }

    /// How a period lies to each of the others, of which most are one and the same.
    fn relations(&self, period: Option<Period>) -> [&'static str; OTHERS] {
        let mut known = [""; OTHERS];
        for place in 0..OTHERS {
            let other = self.others[place];
            let same = self.others[..place].iter().position(|before| *before == other);
            known[place] = same.map_or_else(|| relation(period, other), |same| known[same]);
        }
        known
    }

    /// How long before the publication a period ended.
    fn age(&self, period: Option<Period>) -> &'static str {
        let Some(period) = period else { return "none" };
        let Some(day) = self.asked.published else { return "unknown" };
        let to = period.to();
        if period.from() > day {
            "ahead"
        } else if to >= day {
            "running"
        } else {
            let within =
                self.since.iter().zip(AGES).find(|(since, _)| since.is_some_and(|s| to >= s));
            within.map_or("old", |(_, (_, name))| name)
        }
    }

    /// Whether what follows is of this period too: it is neither compared with nor a year before what was told.
    pub(super) fn is_spoken_of(&self, offer: &Offer) -> bool {
        let line = self.asked.line;
        let told = match offer.origin {
            Origin::Named(item) => match line.items[item].what {
                What::Period(p) => line.periods[p].role == Role::Main && !is_compared(line, item),
                _ => true,
            },
            Origin::Counted(_, way) | Origin::Reckoned(way) => !way.is_back(),
            Origin::Memory | Origin::Rules => true,
        };
        told && !self.asked.telling.earlier && offer.period.is_some()
    }

    fn standing(&self, item: usize) -> Standing {
        let line = self.asked.line;
        let What::Period(p) = line.items[item].what else { return Standing::default() };
        let when = &line.periods[p];
        let chunk = line.chunk_of(item);
        let within = item.min(self.at) + 1..item.max(self.at);
        let times = within.filter(|&i| matches!(line.items[i].what, What::Period(_))).count();
        Standing {
            role: match when.role {
                Role::Main => "main",
                Role::Earlier => "earlier",
                Role::Day => "day",
                Role::AsOf => "as of",
                Role::Open => "open",
                Role::Window => "window",
            },
            place: self.place(item, chunk),
            governed: if is_compared(line, item) {
                "compared"
            } else if spoken::is_since(line, item, p) {
                "since"
            } else if spoken::belongs_to_number(line, item, self.at) {
                "of another number"
            } else if spoken::is_ranked(line, item, self.at) {
                "ranked"
            } else {
                "free"
            },
            led: self.led(item),
            heads: self.heads(item, chunk),
            clause: match line.chunks[chunk].opener {
                Opener::Bracket => "bracket",
                Opener::Aside => "aside",
                Opener::Relative => "relative",
                Opener::Contrast => "contrast",
                Opener::Semicolon => "semicolon",
                _ => "plain",
            },
            counted: self.counted(item),
            times: few(times),
        }
    }

    /// In which clause a period stands, seen from the number's.
    fn place(&self, item: usize, chunk: usize) -> &'static str {
        let line = self.asked.line;
        let own = line.chunk_of(self.at);
        let of_subject = self.asked.subject.item.map(|item| line.chunk_of(item));
        match chunk.cmp(&own) {
            Ordering::Equal if item < self.at => "own clause before",
            Ordering::Equal => "own clause after",
            _ if Some(chunk) == of_subject => "the indicator's clause",
            Ordering::Less if chunk + 1 == own => "the clause before",
            Ordering::Less if chunk == 0 => "the first clause",
            Ordering::Less => "far before",
            Ordering::Greater if chunk == own + 1 => "the clause after",
            Ordering::Greater => "far after",
        }
    }

    /// The word that leads to a period: one of the two before it.
    fn led(&self, item: usize) -> &'static str {
        let word = |sense| {
            Some(match sense {
                Sense::Compare => "compared",
                Sense::Prior => "after",
                Sense::Since => "since",
                Sense::Prep(prep) => prep.name(),
                _ => return None,
            })
        };
        let led = (item.saturating_sub(2)..item).rev().find_map(|i| self.asked.line.find(i, word));
        led.unwrap_or("nothing")
    }

    /// Whether a period stands at the head of its sentence or of its clause.
    fn heads(&self, item: usize, chunk: usize) -> &'static str {
        let line = self.asked.line;
        let small = |sense| {
            use Sense::{And, Article, Contrast, Edge};
            matches!(sense, Sense::Prep(_) | Article | Contrast | And | Edge).then_some(())
        };
        let leads = (line.chunks[chunk].items.start..item).all(|i| line.find(i, small).is_some());
        match (leads, chunk) {
            (true, 0) => "sentence",
            (true, _) => "clause",
            _ => "nothing",
        }
    }

    /// The word by which a period is counted from the day or from another: "last", "the same".
    fn counted(&self, item: usize) -> &'static str {
        let line = self.asked.line;
        let word = |sense| match sense {
            Sense::Deixis(deixis) => Some(match deixis {
                Deixis::Last => "last",
                Deixis::This => "this",
                Deixis::Next => "next",
                Deixis::Following => "following",
                Deixis::Latest => "latest",
                Deixis::Previous => "previous",
                Deixis::Same => "same",
            }),
            _ => None,
        };
        line.document.find(line.items[item].piece, word).unwrap_or("nothing")
    }

    /// Whether a number before it in the sentence has this period.
    fn taken(&self, period: Option<Period>) -> &'static str {
        let Asked { subject, telling, found, .. } = *self.asked;
        let mut taken = "free";
        for other in found.iter().filter(|other| other.period == period) {
            match (other.indicator == subject.indicator, other.transform == telling.transform) {
                (true, true) => return "same measure",
                (true, false) => taken = "same indicator",
                _ if taken == "free" => taken = "other",
                _ => {}
            }
        }
        if found.is_empty() { "first" } else { taken }
    }

    /// How many of the report's figures so far are of a period.
    fn share(&self, period: Option<Period>) -> &'static str {
        match period.map(|period| self.asked.discourse.dated.share(period)) {
            None => "none",
            Some((_, 0)) => "nothing yet",
            Some((0, _)) => "never",
            Some((told, all)) if 2 * told >= all => "mostly",
            Some((told, all)) if 5 * told >= all => "often",
            Some(_) => "seldom",
        }
    }

    /// Whose figure set the period that is spoken of.
    fn whose(&self, period: Option<Period>) -> &'static str {
        let Asked { discourse, seats, .. } = *self.asked;
        match discourse.period_of {
            _ if discourse.period != period => "other",
            None => "scene",
            Some(area) if Some(area) == seats.ref_area => "same area",
            Some(_) => "another area",
        }
    }
}

/// A count, in steps.
fn few(count: usize) -> &'static str {
    ["none", "one", "two"].get(count).copied().unwrap_or("more")
}

/// How many calendar years before the publication a period ended.
fn years_ago(period: Option<Period>, published: Option<NaiveDate>) -> &'static str {
    let Some(period) = period else { return "none" };
    match published.map(|day| day.year() - period.to().year()) {
        None => "unknown",
        Some(..0) => "next",
        Some(0) => "this",
        Some(1) => "last",
        Some(2) => "before last",
        Some(3..6) => "some",
        Some(_) => "many",
    }
}
