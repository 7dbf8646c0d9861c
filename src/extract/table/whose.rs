//! Whose trade the number of a cell is, and with whom.
//!
//! A table lists places along its rows, its columns or its sections. Whether these are partners of one area or those whose
//! own trade is told is a question to the whole table: the area that the report is about stands among the latter.

use super::head::Head;
use super::heads::{ABOVE, COLUMN, CORNER, Heads, REPORT, ROW, SECTION, Source};
use super::marks::Marks;
use crate::extract::discourse::{Discourse, Standing};
use crate::model::{AreaCode, Transform};
use crate::seeds::{self, AreaKind};

/// What the places that one side of a table lists are to its trade.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// None are listed.
    Nobody,
    Own,
    Partners,
}

/// The places of a table's three sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    columns: Role,
    rows: Role,
    sections: Role,
    /// What stands above them all.
    above: Above,
}

/// Both areas of a number, and where each was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    pub(super) own: Option<(AreaCode, Source)>,
    pub(super) partner: Option<(AreaCode, Source)>,
}

impl Sides {
    /// Reads the sides off all their heads.
    pub(super) fn of<'h>(
        columns: impl Iterator<Item = &'h Head>,
        rows: impl Iterator<Item = &'h Head>,
        sections: impl Iterator<Item = &'h Head>,
        heads: &Heads,
        discourse: &Discourse,
    ) -> Self {
        let above = Above::of(heads, discourse);
        let role = |listed: Vec<AreaCode>| role(&listed, heads, above, discourse);
        let mut sides = Self {
            above,
            columns: role(named(columns)),
            rows: role(named(rows)),
            sections: role(named(sections)),
        };
        // From those down to those across.
        if sides.columns == sides.rows && sides.rows != Role::Nobody {
            (sides.rows, sides.columns) = (Role::Own, Role::Partners);
        }
        sides
    }

    fn of_source(self, source: Source) -> Role {
        match source {
            COLUMN => self.columns,
            ROW | ABOVE => self.rows,
            _ => self.sections,
        }
    }

    /// Whether places are listed along a side, so that a label that names none is one that we do not know.
    pub(super) fn lists(self, source: Source) -> bool {
        self.of_source(source) != Role::Nobody
    }
}

/// The places that the heads of one side name, without a word on what they are.
fn named<'h>(heads: impl Iterator<Item = &'h Head>) -> Vec<AreaCode> {
    let areas = heads.flat_map(|head| &head.areas);
    areas.filter(|(_, standing)| *standing == Standing::Named).map(|(area, _)| *area).collect()
}

fn role(listed: &[AreaCode], heads: &Heads, above: Above, discourse: &Discourse) -> Role {
    if listed.is_empty() {
        return Role::Nobody;
    }
    let captions = &heads.around.captions;
    if heads.corner.has(Marks::REPORTER) {
        return Role::Own;
    }
    if heads.corner.has(Marks::PARTNER) {
        return Role::Partners;
    }
    let own = above.own.map(|(area, _)| area).or(discourse.main);
    if own.is_some_and(|own| listed.contains(&own))
        || captions.iter().any(|head| head.has(Marks::REPORTER))
    {
        return Role::Own;
    }
    let parts = |whole: AreaCode| {
        listed
            .iter()
            .filter(|area| seeds::area(**area).is_some_and(|a| a.parent == Some(whole)))
            .count()
    };
    if own.is_some_and(|own| parts(own) * 2 > listed.len()) {
        return Role::Own;
    }
    // "Mutual trade of the Union" is that of its members.
    if above.mutual && own.is_some_and(is_bloc) {
        return Role::Own;
    }
    let others = match above.partner {
        Some((partner, _)) => has_members(partner, listed),
        None => {
            own.is_some() || captions.iter().any(|head| head.has(Marks::PARTNER.and(Marks::GROUP)))
        }
    };
    if others { Role::Partners } else { Role::Own }
}

fn is_bloc(area: AreaCode) -> bool {
    seeds::area(area).is_some_and(|area| area.kind == AreaKind::Bloc)
}

fn has_members(bloc: AreaCode, listed: &[AreaCode]) -> bool {
    let member = |area: &&AreaCode| {
        seeds::bloc_members().iter().any(|m| m.bloc == bloc && m.member == **area)
    };
    listed.iter().filter(member).count() * 2 > listed.len()
}

/// The areas that stand above a table.
#[derive(Clone, Copy, Debug, Default)]
struct Above {
    own: Option<(AreaCode, Source)>,
    partner: Option<(AreaCode, Source)>,
    /// Trade of all with each other.
    mutual: bool,
}

impl Above {
    fn of(heads: &Heads, discourse: &Discourse) -> Self {
        let mut above = Self::default();
        for (source, head) in heads.far().filter(|(source, _)| ![SECTION, CORNER].contains(source))
        {
            above.mutual |= head.has(Marks::MUTUAL);
            let owner = |area: &(AreaCode, Standing)| area.1 == Standing::Owner;
            // "Kazakhstan: trade with China": where one is led as a partner, the other is whose trade it is.
            let led = head.areas.iter().any(|area| area.1 == Standing::Partner);
            for &(area, standing) in head.areas.iter().filter(|area| owner(area)) {
                above.seat(area, standing, source);
            }
            for &(area, standing) in head.areas.iter().filter(|area| !owner(area)) {
                let named = standing == Standing::Named && above.own.is_none();
                let known = discourse.main.filter(|main| *main != area && !led);
                let partner = known.is_some_and(|main| !related(main, area));
                let standing = match standing {
                    Standing::Named if named && !partner => Standing::Owner,
                    Standing::Named => Standing::Partner,
                    other => other,
                };
                above.seat(area, standing, source);
            }
        }
        above
    }

    fn seat(&mut self, area: AreaCode, standing: Standing, source: Source) {
        let taken = |seat: Option<(AreaCode, Source)>| seat.is_some_and(|(other, _)| other == area);
        if taken(self.own) || taken(self.partner) {
            return;
        }
        match standing {
            Standing::Owner => self.own = self.own.or(Some((area, source))),
            Standing::Partner | Standing::Named => {
                self.partner = self.partner.or(Some((area, source)));
            }
        }
    }
}

/// Whether one area lies in the other.
fn related(a: AreaCode, b: AreaCode) -> bool {
    let parent = |area: AreaCode| seeds::area(area).and_then(|area| area.parent);
    parent(a) == Some(b) || parent(b) == Some(a)
}

/// The areas of a number. `None` where it is of a group without a code, of two partners at once, or of nobody.
pub(super) fn of(
    heads: &Heads,
    sides: Sides,
    transform: Transform,
    discourse: &Discourse,
) -> Option<Areas> {
    let mut areas = Areas::default();
    let near = heads.near().into_iter().chain(heads.section.map(|head| (SECTION, head)));
    let above = heads.above.filter(|_| !heads.row.has(Marks::TOTAL) && heads.row.areas.is_empty());
    for (source, head) in near.chain(above.map(|head| (ABOVE, head))) {
        if head.has(Marks::GROUP) && head.areas.is_empty() {
            return None;
        }
        let role = sides.of_source(source);
        let listed = head.areas.iter().filter(|area| area.1 == Standing::Named).count();
        if listed > 1 && source != SECTION && !alike(head) {
            return None;
        }
        for &(area, standing) in &head.areas {
            let own = match standing {
                Standing::Owner => true,
                Standing::Partner => false,
                Standing::Named => role == Role::Own,
            };
            let seat = if own { &mut areas.own } else { &mut areas.partner };
            *seat = seat.or(Some((area, source)));
        }
    }
    let above = sides.above;
    // A place of the table that stands above it too is not both.
    let other = |seat: Option<(AreaCode, Source)>, taken: Option<(AreaCode, Source)>| {
        seat.filter(|(area, _)| taken.is_none_or(|(other, _)| other != *area))
    };
    // A share of those whose own trade is listed is one of all their trade, which has no ref area.
    if transform == Transform::Share && areas.own.is_some() && areas.partner.is_none() {
        return None;
    }
    areas.own = areas.own.or(other(above.own, areas.partner));
    areas.partner = areas.partner.or(other(above.partner, areas.own));
    // Trade inside a bloc has the bloc on both sides.
    if above.mutual && areas.partner.is_none() {
        let bloc = above.own.filter(|(own, _)| is_bloc(*own));
        if let Some(bloc) = bloc {
            areas.partner = Some(bloc);
            areas.own = areas.own.or(Some(bloc));
            return Some(areas);
        }
    }
    let main = discourse.main.map(|main| (main, REPORT));
    areas.own = areas.own.or(other(main, areas.partner));
    let quiet = [COLUMN, ROW, SECTION].into_iter().all(|source| !sides.lists(source));
    if areas.partner.is_none()
        && quiet
        && !heads.row.has(Marks::TOTAL)
        && !heads.column.has(Marks::TOTAL)
    {
        areas.partner = partner_of_pair(discourse, areas.own).map(|area| (area, REPORT));
    }
    parted(areas, transform)
}

/// "China (mainland), Hong Kong" names one land twice over; "Belgium and Luxembourg" two.
fn alike(head: &Head) -> bool {
    let first = head.areas.first().map(|area| area.0);
    head.areas.iter().all(|area| Some(area.0) == first || first.is_some_and(|f| related(f, area.0)))
}

/// The other of the two areas that the report is about.
fn partner_of_pair(discourse: &Discourse, own: Option<(AreaCode, Source)>) -> Option<AreaCode> {
    let (a, b) = discourse.pair?;
    let (own, _) = own?;
    if own == a { Some(b) } else { (own == b).then_some(a) }
}

/// A part of a country is no partner of it: a level is the part's own, a share is one of the country's.
fn parted(mut areas: Areas, transform: Transform) -> Option<Areas> {
    let (Some((own, _)), Some((partner, source))) = (areas.own, areas.partner) else {
        return Some(areas);
    };
    if seeds::area(partner).and_then(|area| area.parent) == Some(own) {
        if transform != Transform::Share {
            areas.own = Some((partner, source));
        }
        areas.partner = None;
    }
    (own != partner).then_some(areas)
}
