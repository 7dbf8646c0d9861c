//! A line in, figures out: which number says what, of whom, with whom, when, and how firmly.
//!
//! Each field is found on its own by the same order of evidence: the words right beside the number, its chunk, the chunks
//! before, those after, what the report has been about. The areas so found are a proposal: `areas::decide` weighs them against
//! all others. What every field rests on is kept (`evidence`), and says how sure the figure is (`confidence`).

mod areas;
mod compared;
mod confidence;
mod evidence;
mod product;
mod respectively;
mod sections;
mod status;
mod subject;
mod telling;
mod time;
mod weights;

use super::discourse::{Discourse, Last};
use super::lexicon::{Direction, Kinds, Lean, Sense};
use super::line::{Line, Opener, What};
use super::period::When;
use super::place::{NOWHERE, Place};
use crate::model::{Amount, AreaCode, Decimal, Indicator, Period, Status, Transform, Unit};
use chrono::NaiveDate;

pub use areas::Candidate;
pub(super) use confidence::COUNT as FEATURES;
pub(super) use evidence::{Evidence, Ground};
pub(super) use sections::enter;
pub(super) use status::by_time;
pub(super) use subject::Subject;
pub(super) use telling::Telling;
pub use time::Dating;
pub use weights::Feature;

/// A figure of a line, its number given by index.
#[derive(Clone, Debug)]
pub(super) struct Linked {
    pub(super) number: usize,
    pub(super) indicator: Indicator,
    pub(super) transform: Transform,
    pub(super) amount: Amount,
    pub(super) ref_area: Option<AreaCode>,
    pub(super) counterpart_area: Option<AreaCode>,
    pub(super) product: Option<String>,
    pub(super) period: Option<Period>,
    pub(super) base: Option<Period>,
    pub(super) status: Status,
    pub(super) confidence: f64,
    pub(super) rule: &'static str,
    /// What each field rests on.
    pub(super) evidence: Evidence,
    /// What the confidence rests on.
    pub(super) features: [Feature; FEATURES],
    /// The areas it was chosen from, when the report is to be explained.
    pub(super) candidates: Vec<Candidate>,
    /// The periods it was chosen from, likewise.
    pub(super) datings: Vec<Dating>,
}

/// Links the numbers of a line, and remembers in `discourse` what it spoke of.
pub(super) fn figures(
    line: &Line,
    index: usize,
    published: Option<NaiveDate>,
    discourse: &mut Discourse,
) -> Vec<Linked> {
    let mut found: Vec<Linked> = Vec::new();
    let mut tellings: Vec<Option<(Subject, Telling)>> = vec![None; line.numbers.len()];
    for number in 0..line.numbers.len() {
        let Some(subject) = subject::of(line, number, index, &tellings[..number], discourse) else {
            continue;
        };
        let Some(telling) = telling::of(line, number, &subject, &tellings[..number], discourse)
        else {
            continue;
        };
        tellings[number] = Some((subject, telling));
        let amount =
            signed(line.numbers[number].amount, &subject, &telling, line.numbers[number].signed);
        let seats = areas::of(line, number, &subject, &telling, &found, discourse)
            .parted(telling.transform);
        let mut candidates = Vec::new();
        let seats = areas::decide(
            line,
            number,
            (&subject, &telling),
            seats,
            &found,
            discourse,
            &mut candidates,
        );
        let mut datings = Vec::new();
        let time = time::of(
            &time::Asked {
                line,
                number,
                subject: &subject,
                telling: &telling,
                seats: &seats,
                found: &found,
                discourse,
                published,
                planned: status::planned(line, number, telling.earlier).is_some(),
            },
            &mut datings,
        );
        let (status, planned) =
            status::of(line, number, telling.earlier, time.period, published, discourse.planned);
        let period = time.period;
        let mut linked = Linked {
            number,
            indicator: subject.indicator,
            transform: telling.transform,
            amount,
            ref_area: seats.ref_area.filter(|a| *a != NOWHERE),
            counterpart_area: seats.counterpart_area.filter(|a| *a != NOWHERE),
            product: product::of(
                line,
                number,
                &subject,
                &telling,
                seats.counterpart_area.is_some(),
            ),
            period,
            base: time.base,
            status,
            confidence: 0.0,
            rule: subject.rule,
            evidence: Evidence {
                indicator: Ground::of(subject.rule, subject.item),
                transform: telling.ground,
                ref_area: seats.ref_ground,
                counterpart_area: seats.counterpart_ground,
                period: period.map_or_else(Ground::default, |_| time.ground(line)),
                status: planned,
            },
            features: [["", "", ""]; FEATURES],
            candidates,
            datings,
        };
        linked.features = confidence::features(line, &linked, &subject, seats.ahead, discourse);
        linked.confidence = confidence::of(&linked.features);
        // What a bracket or a smaller number adds of an earlier time is not what is spoken of next.
        let item = line.item_of_number(number);
        let aside = line.chunks[line.chunk_of(item)].opener == Opener::Bracket;
        let older = found.iter().any(|f| {
            f.indicator == linked.indicator
                && f.period.zip(period).is_some_and(|(before, now)| before.to() > now.to())
        });
        // «Годом раньше было 23,8 млрд»
        let before = time.rule == "sentence" && !time.main;
        let spoken = (found.is_empty() && !before) || (time.main && !aside && !older);
        remember(discourse, &linked, &subject, &telling, spoken, line, index);
        found.push(linked);
    }
    recall(line, !found.is_empty(), discourse);
    found
}

/// The value as the series holds it: falls and deficits are negative, "95.2% of 2012" is a fall by 4.8.
fn signed(mut amount: Amount, subject: &Subject, telling: &Telling, written: bool) -> Amount {
    if telling.of_earlier {
        amount.value -= Decimal::ONE_HUNDRED;
        amount.high = amount.high.map(|high| high - Decimal::ONE_HUNDRED);
        return amount;
    }
    let turns = match telling.transform {
        Transform::Change | Transform::ChangeAbs => telling.direction == Some(Direction::Down),
        // "Halved" is 0.5, but "fell 2.7 times" is -2.7.
        Transform::Multiple => {
            telling.direction == Some(Direction::Down) && amount.value >= Decimal::ONE
        }
        Transform::Level => {
            subject.indicator == Indicator::Balance && subject.lean == Lean::Deficit
        }
        Transform::Share => false,
    };
    if turns && !written {
        amount.value = -amount.value;
        amount.high = amount.high.map(|high| -high);
    }
    amount
}

fn remember(
    discourse: &mut Discourse,
    linked: &Linked,
    subject: &Subject,
    telling: &Telling,
    spoken: bool,
    line: &Line,
    index: usize,
) {
    discourse.last = Some(Last {
        indicator: linked.indicator,
        lean: subject.lean,
        transform: linked.transform,
        direction: telling.direction,
        ref_area: linked.ref_area,
        counterpart_area: linked.counterpart_area,
        period: linked.period,
        paragraph: line.sentence.paragraph,
        sentence: index,
    });
    if discourse.head.is_none_or(|head| head.sentence != index) {
        discourse.head = discourse.last;
    }
    discourse.count(linked.ref_area, linked.counterpart_area);
    discourse.dated.note(linked.indicator, linked.ref_area, linked.period, telling.earlier);
    if let (Some(a), Some(b)) = (linked.ref_area, linked.counterpart_area) {
        discourse.last_pair = Some((a, b));
    }
    if spoken && !telling.earlier && linked.status == Status::Actual && linked.period.is_some() {
        discourse.period = linked.period;
        discourse.period_of = linked.ref_area;
    }
}

/// A sentence that names no number, period, place or indicator, as most do: it leaves nothing in memory but that it named
/// nothing.
pub(super) fn pass_over(discourse: &mut Discourse) {
    discourse.named_without_number = None;
    discourse.heading = None;
}

/// Whether a sentence without numbers can be passed over.
pub(super) fn is_idle(kinds: Kinds, periods: &[When], places: &[Place]) -> bool {
    periods.is_empty() && places.is_empty() && !kinds.meets(Kinds::INDICATOR)
}

/// What a sentence leaves in memory whether it has figures or not: the indicators it names, its money, its pair.
fn recall(line: &Line, told: bool, discourse: &mut Discourse) {
    discourse.named_without_number = None;
    sections::recall(line, discourse);
    if line.numbers.is_empty() {
        let colon = line.items.last().is_some_and(|i| i.what == What::Mark(':'));
        let named = line.places.iter().map(|p| p.area).filter(|a| *a != NOWHERE);
        let partner = named.rev().find(|a| discourse.main != Some(*a));
        discourse.heading = partner.filter(|_| colon);
    }
    discourse.partner =
        areas::partner_of(line, discourse).or(discourse.partner.filter(|_| line.places.is_empty()));
    for place in line.places.iter().filter(|p| p.area != NOWHERE) {
        discourse.name(place.area);
    }
    discourse.subject =
        line.places.iter().find(|p| !p.implied).map(|p| p.area).or(discourse.subject);
    let scene = line.names(Kinds::INDICATOR);
    let items = if scene { line.items.len() } else { 0 };
    for item in 0..items {
        let named = line.find(item, |s| match s {
            Sense::Indicator(
                indicator @ (Indicator::Exports | Indicator::Imports | Indicator::Turnover),
                lean,
            ) => Some((indicator, lean)),
            _ => None,
        });
        if line.numbers.is_empty() && discourse.named_without_number.is_none() {
            let invested = || {
                line.find(item, |s| match s {
                    Sense::Indicator(indicator @ Indicator::Investment, lean) => {
                        Some((indicator, lean))
                    }
                    _ => None,
                })
            };
            discourse.named_without_number = named.or_else(invested);
        }
        if named.is_some() && named != discourse.named[1] {
            discourse.named = [discourse.named[1], named];
        }
    }
    // "Japan posted a deficit in January": the sentence that sets the scene.
    let period = if line.periods.is_empty() { None } else { time::of_scene(line) };
    // "Inflation was 7.6% in December" sets no scene for trade.
    if line.numbers.is_empty() || told {
        discourse.scene = period.or(discourse.scene);
    }
    if line.numbers.is_empty() && (scene || line.sentence.bare) && period.is_some() {
        discourse.period = period;
        discourse.period_of = None;
    }
    for number in &line.numbers {
        if let Some(Unit::Currency(money)) = number.amount.unit
            && discourse.money != Some(money)
        {
            discourse.other_money = discourse.money.replace(money);
        }
    }
    if let Some(pair) = areas::pair_named(line) {
        discourse.last_pair = Some(pair);
    }
}
