//! What is true of two areas for a number: what the rules say of them, where they stand, what they have been in the report.
//!
//! Each is a [`Feature`]; `seeds/linking.csv` says what it counts. Choosing is left to `decide`.

use super::memory::means_all;
use super::seating::{Seat, seat};
use super::{Ground, Seats};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::Prep;
use crate::extract::line::{Line, What};
use crate::extract::link::weights::{Feature, Weights};
use crate::extract::link::{Linked, Subject, Telling};
use crate::extract::place::NOWHERE;
use crate::model::{AreaCode, Indicator, Transform};
use crate::seeds::{self, AreaKind};
use std::sync::LazyLock;

pub(super) static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::of(seeds::linking_weights()));

/// So many areas are weighed; a sentence that names more is a list, and the rules see its order.
pub(super) const MOST: usize = 8;

/// How many things are asked of an area on one side.
const SIDE: usize = 10;

/// What is true of an area on one side, and what it counts.
#[derive(Clone, Copy)]
pub(super) struct Side {
    pub(super) features: [Feature; SIDE],
    pub(super) score: f64,
}

impl Default for Side {
    fn default() -> Self {
        Self { features: [["", "", ""]; SIDE], score: 0.0 }
    }
}

/// A number with everything that its areas are weighed by.
pub(super) struct View<'v, 'd, 't> {
    pub(super) line: &'v Line<'d, 't>,
    pub(super) at: usize,
    pub(super) about: (&'v Subject, &'v Telling),
    pub(super) rules: &'v Seats,
    pub(super) found: &'v [Linked],
    pub(super) discourse: &'v Discourse,
    /// What stands in a firm seat of the number's and the indicator's clause, and whether as one of a pair.
    seated: Vec<(AreaCode, bool)>,
    /// Whether the rules' own areas, ref area and partner, have seats that cannot be changed.
    firm: [bool; 2],
}

impl<'v, 'd, 't> View<'v, 'd, 't> {
    pub(super) fn of(
        line: &'v Line<'d, 't>,
        at: usize,
        about: (&'v Subject, &'v Telling),
        rules: &'v Seats,
        found: &'v [Linked],
        discourse: &'v Discourse,
    ) -> Self {
        let clause = line.chunks[line.chunk_of(at)].items.clone();
        let of_subject =
            about.0.item.map_or(0..0, |item| line.chunks[line.chunk_of(item)].items.clone());
        let seated = clause.chain(of_subject).filter_map(|item| {
            let What::Place(p) = line.items[item].what else { return None };
            match seat(line, item) {
                Seat::Free | Seat::Apposed => None,
                seat => Some((line.places[p].area, seat == Seat::Pair)),
            }
        });
        let firm = |ground: Ground| {
            ground.item.is_some_and(|item| {
                matches!(
                    seat(line, item),
                    Seat::After(Prep::To | Prep::From | Prep::With)
                        | Seat::Owner { adjective: false }
                )
            })
        };
        let (seated, firm) =
            (seated.collect(), [firm(rules.ref_ground), firm(rules.counterpart_ground)]);
        Self { line, at, about, rules, found, discourse, seated, firm }
    }

    /// No area, and every area that the sentence or the memory offers, the rules' own first.
    pub(super) fn areas(&self) -> Vec<Option<AreaCode>> {
        let discourse = self.discourse;
        let last = discourse.last;
        let previous = self.found.last();
        let remembered = [
            self.rules.ref_area,
            self.rules.counterpart_area,
            discourse.main,
            discourse.pair.map(|p| p.0),
            discourse.pair.map(|p| p.1),
            last.and_then(|l| l.ref_area),
            last.and_then(|l| l.counterpart_area),
            previous.and_then(|l| l.ref_area),
            previous.and_then(|l| l.counterpart_area),
        ];
        let mut nearest: Vec<(usize, AreaCode)> = Vec::new();
        for (item, it) in self.line.items.iter().enumerate() {
            if let What::Place(p) = it.what {
                nearest.push((item.abs_diff(self.at), self.line.places[p].area));
            }
        }
        nearest.sort_unstable_by_key(|(away, _)| *away);
        let here = nearest.into_iter().map(|(_, area)| area);
        let mut areas = vec![None];
        for area in remembered[..2]
            .iter()
            .flatten()
            .copied()
            .chain(here)
            .chain(remembered[2..].iter().flatten().copied())
        {
            if areas.len() <= MOST && !areas.contains(&Some(area)) {
                areas.push(Some(area));
            }
        }
        areas
    }

    pub(super) fn side(&self, area: Option<AreaCode>, own: bool) -> Side {
        let (rules, ground) = if own {
            (self.rules.ref_area, self.rules.ref_ground)
        } else {
            (self.rules.counterpart_area, self.rules.counterpart_ground)
        };
        let rule = ground.name();
        let said = if area == rules { rule } else { "" };
        let (seat, place) = self.seat(area);
        let (measured, part) = (self.measured(), self.role(area));
        let name = |own_name, partner_name| if own { own_name } else { partner_name };
        let ask = |own_name, partner_name, a, b| [name(own_name, partner_name), a, b];
        let mut features = [["", "", ""]; SIDE];
        if area == rules {
            features[0] = ask("ref said by", "partner said by", said, measured);
            features[1] = ask("ref said", "partner said", said, part);
        } else {
            features[1] = ask("ref not said", "partner not said", rule, part);
        }
        features[2] = ask("ref stands", "partner stands", seat, place);
        features[3] = ask("ref stands as", "partner stands as", seat, measured);
        features[4] = ask("ref is", "partner is", part, place);
        features[5] = ask("ref was", "partner was", self.memory(area), place);
        let (career, calling) = self.career(area);
        features[6] = ask("ref has been", "partner has been", career, calling);
        features[7] = ask("ref kind", "partner kind", kind(area), self.kind_of_main());
        features[8] =
            ask("ref in the sentence", "partner in the sentence", self.previous(area), place);
        if area.is_none() {
            features[9] = ask("no ref", "no partner", measured, self.world());
        } else {
            features[9] = ask("ref order", "partner order", self.order(area), measured);
        }
        let score = features.iter().filter(|f| !f[0].is_empty()).map(|f| WEIGHTS.get(f)).sum();
        Side { features, score }
    }

    /// Whether two areas change sides that the sentence or the rules have given them: "Georgia's exports to Texas" are never
    /// those of Texas, and of turnover, which has no direction, the rules' order is as good.
    pub(super) fn turns(&self, own: Option<AreaCode>, other: Option<AreaCode>) -> bool {
        let rules = self.rules;
        let measured = self.about.0.indicator;
        let directed = matches!(measured, Indicator::Exports | Indicator::Imports);
        let share = self.about.1.transform == Transform::Share;
        let [ref_firm, partner_firm] = self.firm;
        let partner_leads = own.is_some() && own == rules.counterpart_area;
        let owner_follows = other.is_some() && other == rules.ref_area;
        let against = (partner_leads && partner_firm) || (owner_follows && ref_firm);
        (directed && against)
            || (measured == Indicator::Turnover && !share && partner_leads && owner_follows)
    }

    pub(super) fn pair(
        &self,
        own: Option<AreaCode>,
        other: Option<AreaCode>,
        said: bool,
    ) -> [Feature; 8] {
        let same = |pair: Option<(AreaCode, AreaCode)>| match pair {
            None => "no such",
            Some((a, b)) if own == Some(a) && other == Some(b) => "in order",
            Some((a, b)) if own == Some(b) && other == Some(a) => "turned",
            Some((a, b)) if [a, b].map(Some).contains(&own) && other.is_none() => "one alone",
            Some(_) => "another",
        };
        let (a, b) = (self.rules.ref_ground, self.rules.counterpart_ground);
        let (first, second) = (a.name(), b.name());
        let parent = |a: Option<AreaCode>, b: Option<AreaCode>| {
            a.and_then(seeds::area).is_some_and(|area| area.parent.is_some() && area.parent == b)
        };
        let kin = if parent(own, other) || parent(other, own) { "kin" } else { "apart" };
        [
            if said { ["said", first, second] } else { ["unsaid", first, second] },
            ["pair of the report", same(self.discourse.pair), self.measured()],
            ["last pair", same(self.discourse.last_pair), ""],
            ["the two are", kin, ""],
            ["kinds", kind(own), kind(other)],
            ["left out of a pair", self.left_out(own, other, true), ""],
            ["left out of the clause", self.left_out(own, other, false), ""],
            ["told so far", self.told(own, other), self.measured()],
        ]
    }

    /// How many areas of the number's and the indicator's clause the two leave out: those that stand as a pair, or in any
    /// seat that is not free.
    fn left_out(
        &self,
        own: Option<AreaCode>,
        other: Option<AreaCode>,
        pairs: bool,
    ) -> &'static str {
        let left = self.seated.iter().filter(|(area, is_pair)| {
            (*is_pair || !pairs) && Some(*area) != own && Some(*area) != other
        });
        ["none", "one", "two"].get(left.count()).copied().unwrap_or("more")
    }

    /// How often the report had figures of the two so far.
    fn told(&self, own: Option<AreaCode>, other: Option<AreaCode>) -> &'static str {
        match self.discourse.told(own, other) {
            None => "nothing yet",
            Some(0) => "never",
            Some(1) => "once",
            Some(2..=3) => "twice or more",
            Some(_) => "often",
        }
    }

    /// The indicator and whether a part of it is told.
    fn measured(&self) -> &'static str {
        let (subject, telling) = self.about;
        let share = telling.transform == Transform::Share;
        match (subject.indicator, share, subject.verb) {
            (Indicator::Exports, true, _) => "share of exports",
            (Indicator::Imports, true, _) => "share of imports",
            (_, true, _) => "share",
            (Indicator::Exports, _, true) => "exported",
            (Indicator::Imports, _, true) => "imported",
            (Indicator::Investment, _, true) => "invested",
            (indicator, ..) => indicator.code(),
        }
    }

    /// Where an area stands in the sentence: its seat, and in which clause.
    fn seat(&self, area: Option<AreaCode>) -> (&'static str, &'static str) {
        let Some(area) = area else { return ("nothing", "") };
        let line = self.line;
        let own = line.chunk_of(self.at);
        let of_subject = self.about.0.item.map(|item| line.chunk_of(item));
        let here = |item: &usize| matches!(line.items[*item].what, What::Place(p) if line.places[p].area == area);
        // Its nearest mention, those before the number first.
        let before = (0..self.at).rev().find(here);
        let item = before.or_else(|| (self.at + 1..line.items.len()).find(here));
        let Some(item) = item else { return ("absent", "") };
        let chunk = line.chunk_of(item);
        let place = match chunk.cmp(&own) {
            std::cmp::Ordering::Equal if item < self.at => "own clause before",
            std::cmp::Ordering::Equal => "own clause after",
            _ if Some(chunk) == of_subject => "the indicator's clause",
            std::cmp::Ordering::Less if chunk + 1 == own => "the clause before",
            std::cmp::Ordering::Less => "far before",
            std::cmp::Ordering::Greater if chunk == own + 1 => "the clause after",
            std::cmp::Ordering::Greater => "far after",
        };
        let implied = matches!(line.items[item].what, What::Place(p) if line.places[p].implied);
        let seat = match seat(line, item) {
            _ if implied => "stood for",
            Seat::After(prep) => prep.name(),
            Seat::Owner { adjective: true } => "adjective",
            Seat::Owner { adjective: false } => "owner",
            Seat::Goods => "goods",
            Seat::Pair => "pair",
            Seat::Apposed => "apposed",
            Seat::Free => "free",
        };
        (seat, place)
    }

    /// What an area is to the report.
    fn role(&self, area: Option<AreaCode>) -> &'static str {
        let discourse = self.discourse;
        match area {
            None => "none",
            Some(NOWHERE) => "a group",
            Some(area) if Some(area) == discourse.section => "of section",
            Some(area) if Some(area) == discourse.heading => "of heading",
            Some(area) if Some(area) == discourse.main => "main",
            Some(area) if discourse.pair.is_some_and(|(a, b)| a == area || b == area) => "of pair",
            Some(area) if discourse.areas.iter().take(3).any(|a| *a == area) => "among first",
            Some(_) => "other",
        }
    }

    /// What an area was for the last figure.
    fn memory(&self, area: Option<AreaCode>) -> &'static str {
        let Some(last) = self.discourse.last else { return "nothing yet" };
        let near = last.paragraph == self.line.sentence.paragraph;
        match (area == last.ref_area, area == last.counterpart_area, near) {
            (true, _, true) => "ref",
            (_, true, true) => "partner",
            (true, _, false) => "ref far",
            (_, true, false) => "partner far",
            _ => "neither",
        }
    }

    /// What an area is for the number before it in the sentence.
    fn previous(&self, area: Option<AreaCode>) -> &'static str {
        let Some(last) = self.found.last() else { return "first number" };
        let same = last.indicator == self.about.0.indicator;
        match (area == last.ref_area, area == last.counterpart_area) {
            (true, _) if same => "ref of the same",
            (true, _) => "ref",
            (_, true) if same => "partner of the same",
            (_, true) => "partner",
            _ => "neither",
        }
    }

    /// What an area has been so far, and how it is spoken of in the whole report.
    fn career(&self, area: Option<AreaCode>) -> (&'static str, &'static str) {
        let Some(area) = area else { return ("nobody", "") };
        let so_far = match self.discourse.parts(area) {
            (0, 0) => "new",
            (r, p) if r >= 3 && r > 3 * p => "mostly ref",
            (r, p) if p >= 3 && p > 3 * r => "mostly partner",
            (r, p) if r > p => "rather ref",
            (r, p) if p > r => "rather partner",
            _ => "both",
        };
        let calling = match self.discourse.standing(area) {
            (0, 0) => "neither owner nor led",
            (o, 0) if o >= 2 => "owner",
            (0, l) if l >= 2 => "led",
            (o, l) if o > l => "rather owner",
            (o, l) if l > o => "rather led",
            _ => "owner and led",
        };
        (so_far, calling)
    }

    fn kind_of_main(&self) -> &'static str {
        kind(self.discourse.main)
    }

    /// Whether all partners are meant.
    fn world(&self) -> &'static str {
        let chunk = self.line.chunks[self.line.chunk_of(self.at)].items.clone();
        let said = |items: std::ops::Range<usize>| means_all(self.line, items);
        if said(chunk) {
            "world in its clause"
        } else if said(0..self.line.items.len()) {
            "world in the sentence"
        } else {
            ""
        }
    }

    /// Whether an area is the first that the sentence names.
    fn order(&self, area: Option<AreaCode>) -> &'static str {
        let mut places = self.line.places.iter().filter(|place| !place.implied).map(|p| p.area);
        match places.position(|place| Some(place) == area) {
            None => "unnamed",
            Some(0) => "first",
            Some(1) => "second",
            Some(_) => "later",
        }
    }

    pub(super) fn ground(&self, area: Option<AreaCode>) -> Ground {
        let item = area.and_then(|area| super::place_in(self.line, 0..self.line.items.len(), area));
        if area.is_some() { Ground::of("weighed", item) } else { Ground::default() }
    }
}

fn kind(area: Option<AreaCode>) -> &'static str {
    match area.and_then(seeds::area).map(|area| area.kind) {
        None => "none",
        Some(AreaKind::Country) => "country",
        Some(AreaKind::Subdivision) => "region",
        Some(AreaKind::Bloc) => "bloc",
    }
}
