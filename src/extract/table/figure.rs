//! A number of a table and the heads it stands under in, a figure out.

use super::axis::Axis;
use super::cell::{self, Bare, Cell};
use super::head::Head;
use super::heads::{CELL, COLUMN, Heads, Measure, ROW, Scale, Source, Told};
use super::labels::Labels;
use super::marks::Marks;
use super::sure::{self, Evidence};
use super::{time, whose};
use crate::extract::amount::Number;
use crate::extract::lexicon::Lean;
use crate::extract::link::{self, Linked};
use crate::extract::number::power_of_ten;
use crate::model::{
    Amount, AreaCode, Decimal, Indicator, Meaning, Period, Status, Transform, Unit,
};
use std::ops::Range;

/// A figure of a table.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Found {
    /// The pieces of its number.
    pub(in crate::extract) number: Range<usize>,
    pub(in crate::extract) indicator: Indicator,
    pub(in crate::extract) transform: Transform,
    pub(in crate::extract) ref_area: Option<AreaCode>,
    pub(in crate::extract) counterpart_area: Option<AreaCode>,
    pub(in crate::extract) product: Option<String>,
    pub(in crate::extract) amount: Amount,
    pub(in crate::extract) period: Option<Period>,
    pub(in crate::extract) base: Option<Period>,
    pub(in crate::extract) status: Status,
    /// The heads it stands under, by their place among those of the table.
    pub(in crate::extract) heads: Vec<usize>,
    pub(in crate::extract) confidence: f64,
    pub(in crate::extract) evidence: Evidence,
    pub(in crate::extract) rule: &'static str,
}

/// The rule of figures that stand in tables.
const RULE: &str = "table";

impl Found {
    /// A figure that prose in a cell tells.
    pub(in crate::extract) fn told(linked: Linked, number: Range<usize>) -> Self {
        let why = linked.evidence;
        let evidence = Evidence {
            measure: why.indicator.rule,
            unit: why.transform.rule,
            own: why.ref_area.rule,
            partner: why.counterpart_area.rule,
            period: why.period.rule,
        };
        Self {
            number,
            indicator: linked.indicator,
            transform: linked.transform,
            ref_area: linked.ref_area,
            counterpart_area: linked.counterpart_area,
            product: linked.product,
            amount: linked.amount,
            period: linked.period,
            base: linked.base,
            status: linked.status,
            heads: Vec::new(),
            confidence: linked.confidence,
            evidence,
            rule: linked.rule,
        }
    }
}

/// One cell among its heads.
pub(super) struct Place<'p> {
    pub(super) labels: &'p Labels<'p>,
    pub(super) heads: Heads<'p>,
    pub(super) column: usize,
    pub(super) cell: &'p Cell,
    /// The numbers of its row.
    pub(super) row: Axis,
}

/// What a cell gave: figures without their heads, and the amounts that its digits are.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) figures: Vec<Found>,
    pub(super) amounts: Vec<(Range<usize>, Meaning)>,
}

/// A number with its unit, and how it tells.
struct Sum {
    number: Range<usize>,
    amount: Amount,
    told: Option<Told>,
    /// A sign or bracket says which way.
    signed: bool,
    unit_from: Source,
}

impl Place<'_> {
    /// Reads the cell.
    pub(super) fn read(&self) -> Given {
        let mut given = Given::default();
        let mut sums = Vec::new();
        if let Some(bare) = self.cell.bare
            && let Some(sum) = self.sum_of_digits(bare)
        {
            given
                .amounts
                .extend(Meaning::of(sum.amount).map(|meaning| (sum.number.clone(), meaning)));
            sums.push(sum);
        }
        let led = usize::from(self.cell.bare.is_some());
        sums.extend(
            self.cell.own.iter().enumerate().filter_map(|(n, own)| self.sum_of(own, led + n)),
        );
        given.figures = sums.into_iter().filter_map(|sum| self.figure(sum)).collect();
        given
    }

    fn axis(&self, source: Source) -> Axis {
        if source == COLUMN { self.labels.axes[self.column] } else { self.row }
    }

    /// Digits with the unit of their heads.
    fn sum_of_digits(&self, bare: Bare) -> Option<Sum> {
        let document = self.labels.reading.document;
        let (value, rounding) = cell::value(document, bare, self.labels.marks[self.column])?;
        let Scale { unit, power, told, from } = self.heads.scale(|source| self.axis(source))?;
        let factor = power_of_ten(power);
        let amount = Amount {
            value: value.checked_mul(factor)?.normalize(),
            high: None,
            unit: Some(unit),
            qualifier: bare.qualifier,
            rounding: rounding.checked_mul(factor)?.normalize(),
        };
        let signed = bare.sign.is_some() || bare.bracketed;
        Some(Sum { number: bare.piece..bare.piece + 1, amount, told, signed, unit_from: from })
    }

    /// A number that has its unit with it, the `nth` of its cell: "$1.2 bn", "(+4.5%)".
    fn sum_of(&self, own: &Number, nth: usize) -> Option<Sum> {
        let amount = own.amount;
        let told = if own.multiple {
            Some(Told::As(Transform::Multiple))
        } else {
            match amount.unit? {
                Unit::Currency(_) if nth == 0 => Some(self.heads.stepped()),
                Unit::Currency(_) => Some(Told::As(Transform::Level)),
                // "3.3 (+4.5 %)": a percentage behind a sum is a step where it has a sign.
                Unit::Percent if nth > 0 || !self.heads.is_percent() => {
                    let step = own.signed || self.steps_in_cell();
                    step.then_some(Told::As(Transform::Change))
                }
                Unit::Percent => self.heads.told(&|source| self.axis(source)),
                Unit::PercentagePoint | Unit::Physical(_) => None,
            }
        };
        let told = told.or_else(|| {
            (amount.unit == Some(Unit::Percent))
                .then(|| self.heads.told(&|source| self.axis(source)))?
        });
        let fall = nth == 0 && !own.signed && self.falls_in_cell();
        let told = told.map(|told| match told {
            Told::As(step @ (Transform::Change | Transform::ChangeAbs)) if fall => Told::Fall(step),
            told => told,
        });
        Some(Sum { number: own.pieces.clone(), amount, told, signed: own.signed, unit_from: CELL })
    }

    fn steps_in_cell(&self) -> bool {
        self.cell.worded && self.labels.words(self.cell).moved.is_some()
    }

    fn falls_in_cell(&self) -> bool {
        if self.cell.points_down(self.labels.reading.document) {
            return true;
        }
        self.cell.worded && self.labels.words(self.cell).moved == Some(super::head::Moved::Down)
    }

    fn figure(&self, sum: Sum) -> Option<Found> {
        let told = sum.told?;
        if !matches!(sum.amount.unit, None | Some(Unit::Currency(_) | Unit::Percent)) {
            return None;
        }
        let measure = self.heads.measure()?;
        if told != Told::As(Transform::Level) && self.heads.is_of_a_rate(measure) {
            return None;
        }
        let transform = match told {
            Told::As(transform) | Told::Fall(transform) => transform,
            Told::OfEarlier => Transform::Change,
        };
        let amount = signed(sum.amount, told, measure, sum.signed)?;
        // All of itself says nothing.
        if transform == Transform::Share && amount.value == Decimal::ONE_HUNDRED {
            return None;
        }
        let areas = whose::of(&self.heads, self.labels.sides, transform, self.labels.discourse)?;
        let product = self.product(measure)?;
        let own = areas.own.map(|(area, _)| area);
        let spoken = self.labels.discourse.period_for(own);
        let at = (&self.labels.periods[..], self.column);
        let when = time::of(&self.labels.reading, &self.heads, transform, at, spoken);
        // Neither whose nor when: a word of trade that strayed into another table.
        if own.is_none() && areas.partner.is_none() && when.period.is_none() {
            return None;
        }
        // A rate against the month before is no change against the year before.
        let base = match self.heads.near().into_iter().find_map(|(_, head)| head.rate) {
            Some(unit) if transform == Transform::Change => time::before(when.period, unit)?,
            _ => when.base,
        };
        let planned = self.heads.near().iter().any(|(_, head)| head.has(Marks::PLAN))
            || self.heads.section.is_some_and(|head| head.has(Marks::PLAN));
        let status = if planned {
            Status::Planned
        } else {
            link::by_time(when.period, self.labels.published).0
        };
        let found = |place: Option<(AreaCode, Source)>| place.map_or("", |(_, source)| source);
        let evidence = Evidence {
            measure: measure.from,
            unit: sum.unit_from,
            own: found(areas.own),
            partner: found(areas.partner),
            period: if when.period.is_some() { when.from } else { "" },
        };
        Some(Found {
            number: sum.number,
            indicator: measure.indicator,
            transform,
            ref_area: own,
            counterpart_area: areas.partner.map(|(area, _)| area),
            product,
            amount,
            period: when.period,
            base,
            status,
            heads: Vec::new(),
            confidence: sure::of(&evidence, self.labels.discourse.main == own),
            evidence,
            rule: RULE,
        })
    }

    /// Whether a label that is understood is the name of goods: in a list of goods every one that is no total.
    fn names_goods(&self, head: &Head) -> bool {
        let listed = self.labels.sorted && !self.labels.sides.lists(ROW);
        head.names_goods(if listed { 1 } else { 2 })
            && (listed || head.has(Marks::SORT.and(Marks::WARES)))
    }

    /// The goods, where the number is of one kind. The outer `None` is for a row or column whose words say something that is
    /// not understood: whose or what its numbers are, nobody knows.
    #[allow(clippy::option_option, reason = "not understood, all goods, some goods")]
    fn product(&self, measure: Measure) -> Option<Option<String>> {
        if measure.indicator == Indicator::Balance {
            return self.heads.near().iter().all(|(_, head)| head.is_understood()).then_some(None);
        }
        let mut product = None;
        for (source, head) in self.heads.near() {
            if let Some(goods) = &head.goods {
                product = product.or_else(|| Some(self.labels.text(goods)));
            } else if !head.is_understood() {
                // A label without a meaning is a sort of goods where goods are listed.
                if !self.labels.sorted || self.labels.sides.lists(source) {
                    return None;
                }
                product = product.or_else(|| self.labels.label(head));
            } else if source != COLUMN && self.names_goods(head) {
                product = product.or_else(|| self.labels.label(head));
            }
        }
        // "Korean kimchi exports" over a column "exports": all of the table is of these goods.
        let document = self.labels.reading.document;
        let above = self.heads.above.into_iter().filter(|_| measure.from != COLUMN);
        let far = above.chain(self.heads.far().map(|(_, head)| head));
        let same =
            |head: &&Head| head.indicator.is_some_and(|(named, _)| named == measure.indicator);
        let goods = far.filter(same).find_map(|head| head.goods_of_caption(document));
        Some(product.or_else(|| goods.map(|goods| self.labels.text(goods))))
    }
}

/// The value as the series holds it: falls and deficits are negative, 104.5 percent of the year before is a rise by 4.5.
/// `None` for what cannot be: exports below nothing.
fn signed(mut amount: Amount, told: Told, measure: Measure, written: bool) -> Option<Amount> {
    let balance = measure.indicator == Indicator::Balance;
    match told {
        Told::OfEarlier => {
            amount.value -= Decimal::ONE_HUNDRED;
            amount.high = amount.high.map(|high| high - Decimal::ONE_HUNDRED);
        }
        Told::Fall(_) if !written => {
            amount.value = -amount.value;
            amount.high = amount.high.map(|high| -high);
        }
        Told::As(Transform::Level) if balance && measure.lean == Lean::Deficit && !written => {
            amount.value = -amount.value;
        }
        Told::As(Transform::Level | Transform::Share) if !balance => {
            let flow = measure.indicator != Indicator::Investment;
            if flow && amount.value.is_sign_negative() && !amount.value.is_zero() {
                return None;
            }
        }
        Told::As(_) | Told::Fall(_) => {}
    }
    Some(amount)
}
