//! The heads that a number stands under, in the order in which they are asked; what it measures, in which unit, and how it
//! tells.

use super::axis::Axis;
use super::head::{Head, Moved};
use super::marks::Marks;
use super::time;
use crate::extract::lexicon::Lean;
use crate::model::{Indicator, Transform, Unit};

/// Where a field was found, by the name that an explanation shows.
pub(super) type Source = &'static str;

pub(super) const CELL: Source = "cell";
pub(super) const COLUMN: Source = "column";
pub(super) const ROW: Source = "row";
pub(super) const LEFT: Source = "column-left";
pub(super) const SECTION: Source = "section";
pub(super) const ABOVE: Source = "row-above";
pub(super) const CORNER: Source = "corner";
pub(super) const CAPTION: Source = "caption";
pub(super) const LEAD: Source = "sentence-before";
pub(super) const BELOW: Source = "note-below";
pub(super) const REPORT: Source = "report";

/// Whether what was found there stands over the numbers, and is no label or text of its row.
pub(in crate::extract) fn stands_above(source: Source) -> bool {
    !matches!(source, "" | CELL | ROW | REPORT | LEAD | BELOW | ABOVE)
}

/// What stands around a table and speaks of it.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The lines above it and those over all its columns, the nearest first.
    pub(super) captions: Vec<Head>,
    /// The sentence before it.
    pub(super) lead: Option<Head>,
    /// That sentence again, where it does nothing but describe the table: it names the unit, and no number but years.
    pub(super) description: Option<Head>,
    /// The line below it, which may name a unit.
    pub(super) below: Option<Head>,
}

/// The heads of one cell.
#[derive(Clone, Copy)]
pub(super) struct Heads<'h> {
    pub(super) column: &'h Head,
    /// The column to the left that says of what this one is a share or change.
    pub(super) left: Option<&'h Head>,
    pub(super) row: &'h Head,
    /// The heading between the rows that the row stands under.
    pub(super) section: Option<&'h Head>,
    /// The row above that names what this one only goes on with.
    pub(super) above: Option<&'h Head>,
    pub(super) corner: &'h Head,
    pub(super) around: &'h Around,
}

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) indicator: Indicator,
    pub(super) lean: Lean,
    pub(super) from: Source,
}

/// How numbers tell of what they measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    As(Transform),
    /// A change or step whose numbers without a sign are falls.
    Fall(Transform),
    /// A level in percent of the earlier one: 104.5 is a rise by 4.5.
    OfEarlier,
}

/// Unit, power of ten and telling of digits that stand alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) unit: Unit,
    pub(super) power: u8,
    /// `None` for a percentage of something unsaid.
    pub(super) told: Option<Told>,
    pub(super) from: Source,
}

impl<'h> Heads<'h> {
    pub(super) fn near(&self) -> [(Source, &'h Head); 2] {
        [(COLUMN, self.column), (ROW, self.row)]
    }

    /// The heads behind column and row, nearest first.
    pub(super) fn far(&self) -> impl Iterator<Item = (Source, &'h Head)> + Clone + use<'h> {
        let section = self.section.map(|head| (SECTION, head));
        let captions = self.around.captions.iter().map(|head| (CAPTION, head));
        let lead = self.around.lead.iter().map(|head| (LEAD, head));
        section.into_iter().chain([(CORNER, self.corner)]).chain(captions).chain(lead)
    }

    fn any_near(&self, pick: impl Fn(&Head) -> bool) -> bool {
        pick(self.column) || pick(self.row)
    }

    /// The indicator. `None` where nothing names one, where column and row name two, or something that is not traded.
    pub(super) fn measure(&self) -> Option<Measure> {
        use Indicator::Turnover;
        let found = |(indicator, lean), from| Some(Measure { indicator, lean, from });
        if self.any_near(|head| head.has(Marks::TOPIC)) {
            return None;
        }
        match (self.column.indicator, self.row.indicator) {
            // "Balance of": "foreign trade", "services".
            (None, Some((Turnover, _))) if self.section.is_some_and(Head::is_of_balance) => {
                return self.section.and_then(|section| found(section.indicator?, SECTION));
            }
            // "Trade" over "exports" is no more than a heading.
            (None | Some((Turnover, _)), Some(row)) => return found(row, ROW),
            (Some(column), None | Some((Turnover, _))) => return found(column, COLUMN),
            (Some(column), Some(row)) if column.0 == row.0 => return found(column, COLUMN),
            (Some(_), Some(_)) => return None,
            (None, None) => {}
        }
        if let Some(left) = self.left.and_then(|left| left.indicator) {
            return found(left, LEFT);
        }
        if let Some(section) = self.section {
            if let Some(named) = section.indicator {
                return found(named, SECTION);
            }
            if section.has(Marks::TOPIC) {
                return None;
            }
        }
        if let Some(named) = self.above.and_then(|above| above.indicator) {
            return found(named, ABOVE);
        }
        // A sentence before a table tells of it when it names its time or unit; else it may be about anything.
        let tells = |head: &Head| head.measured.unit.is_some() || !head.periods.is_empty();
        let far = || {
            let speaks = |(from, head): &(Source, &Head)| *from != LEAD || tells(head);
            self.far().filter(|(from, _)| *from != SECTION).filter(speaks)
        };
        for (from, head) in far() {
            if let Some(named) = head.indicator {
                // A sentence that only describes the table, below the heading that names its subject.
                let nearer = self.around.description.as_ref();
                let nearer = nearer.filter(|lead| from == CAPTION && lead.stands_below(head));
                return match nearer.and_then(|lead| lead.indicator) {
                    Some(described) => found(described, LEAD),
                    None => found(named, from),
                };
            }
            if head.has(Marks::TOPIC) && from == CAPTION {
                return None;
            }
        }
        let weak = far().find_map(|(from, head)| Some((head.weak?, from)));
        weak.and_then(|(indicator, from)| found((indicator, Lean::Even), from))
    }

    /// What the heads make of digits without a unit; `axis` are the numbers of their column or row. `None` where no head
    /// names a unit, or names one that is unknown.
    pub(super) fn scale(&self, axis: impl Fn(Source) -> Axis) -> Option<Scale> {
        if self.any_near(|head| head.measured.unknown) {
            return None;
        }
        let own =
            || self.near().into_iter().filter_map(|(from, head)| Some((head.measured.unit?, from)));
        let percent = own().find(|(unit, _)| *unit == Unit::Percent);
        // "Change, mn" beside "Change, %": a step in the money of the caption.
        let stepped = || {
            let in_scale = |head: &Head| {
                head.moved.is_some() && !head.measured.percent && head.measured.power.is_some()
            };
            let of_money = |(unit, _): &(Unit, Source)| matches!(unit, Unit::Currency(_));
            self.far_unit().filter(of_money).filter(|_| self.any_near(in_scale))
        };
        let (unit, from) = percent
            .or_else(|| own().next())
            .or_else(stepped)
            .or_else(|| self.turned(&axis))
            .or_else(|| self.far_unit().filter(|_| !self.any_near(Head::turns)))?;
        if unit == Unit::Percent {
            return Some(Scale { unit, power: 0, told: self.told(&axis), from });
        }
        let power = match unit {
            Unit::PercentagePoint => None,
            _ => self.power(unit),
        };
        Some(Scale { unit, power: power.unwrap_or(0), told: Some(self.stepped()), from })
    }

    /// Percent, where column or row speaks of shares or rates without saying so, and something else does.
    fn turned(&self, axis: &impl Fn(Source) -> Axis) -> Option<(Unit, Source)> {
        let rate = self.any_near(|head| head.rate.is_some() || head.has(Marks::PACE));
        let said = || self.far().find(|(_, head)| head.measured.percent).map(|(from, _)| from);
        let parts =
            || axis(self.turning()).are_parts() && self.any_near(|head| head.has(Marks::SHARE));
        let turns = self.any_near(Head::turns);
        if turns && let Some(from) = said() {
            return Some((Unit::Percent, from));
        }
        (rate || parts()).then_some((Unit::Percent, self.turning()))
    }

    fn far_unit(&self) -> Option<(Unit, Source)> {
        let below = self.around.below.iter().map(|head| (BELOW, head));
        self.far().chain(below).find_map(|(from, head)| Some((head.measured.unit?, from)))
    }

    /// The nearest power of ten that a head names beside this unit, or beside none.
    fn power(&self, unit: Unit) -> Option<u8> {
        let below = self.around.below.iter();
        let heads = self.near().into_iter().chain(self.far()).map(|(_, head)| head).chain(below);
        let fits = |head: &&Head| head.measured.unit.is_none_or(|other| other == unit);
        heads.filter(fits).find_map(|head| head.measured.power)
    }

    /// Whether column, row or caption speak of percent.
    pub(super) fn is_percent(&self) -> bool {
        let said = |head: &Head| head.measured.percent || head.turns();
        self.any_near(said) || self.far().any(|(_, head)| said(head))
    }

    /// Whether a step under a caption that speaks of rates is one of the rate: "growth of imports: value, change".
    pub(super) fn is_of_a_rate(&self, measure: Measure) -> bool {
        let rates = |head: &Head| head.moved.is_some() || head.has(Marks::PACE);
        let mut captions = self.far().filter(|(from, head)| {
            *from == measure.from && head.indicator.is_some() && rates(head)
        });
        self.any_near(rates) && captions.next().is_some()
    }

    /// How a sum tells: "Change, $ mn" is a step.
    pub(super) fn stepped(&self) -> Told {
        let moved = self.near().into_iter().find_map(|(_, head)| head.moved);
        match moved {
            Some(Moved::Down) => Told::Fall(Transform::ChangeAbs),
            Some(Moved::Either) => Told::As(Transform::ChangeAbs),
            None => Told::As(Transform::Level),
        }
    }

    /// Which of column and row makes a percentage of the number.
    fn turning(&self) -> Source {
        if self.row.turns() && !self.column.turns() { ROW } else { COLUMN }
    }

    /// How a percentage tells; `None` where nothing says of what it is one.
    pub(super) fn told(&self, axis: &impl Fn(Source) -> Axis) -> Option<Told> {
        let by = |heads: [&Head; 2], axis: Axis| {
            let any = |pick: fn(&Head) -> bool| heads.iter().any(|head| pick(head));
            // «Доля в % к итогу», "share"; but "change in share" is none of these.
            if any(|head| head.has(Marks::SHARE)) {
                let moved = any(|head| head.moved.is_some());
                return (!moved && axis.are_parts()).then_some(Told::As(Transform::Share));
            }
            let index = if any(|head| head.has(Marks::PACE)) {
                axis.may_be_index()
            } else {
                axis.is_index()
            };
            Some(match any(|head| head.moved == Some(Moved::Down)) {
                _ if index => Told::OfEarlier,
                true => Told::Fall(Transform::Change),
                false => Told::As(Transform::Change),
            })
        };
        let near = self.near().map(|(_, head)| head);
        // "2024 to 2023, %": two times under one head.
        if self.any_near(Head::turns) || near.iter().any(|head| time::pair(head).is_some()) {
            return by(near, axis(self.turning()));
        }
        let own = if self.row.measured.unit == Some(Unit::Percent) { ROW } else { COLUMN };
        let far = self.far().map(|(_, head)| head).find(|head| head.turns());
        far.and_then(|head| by([head, head], axis(own)))
    }
}
