//! What a number measures: the word of trade that governs it.

use super::areas::apposed;
use super::{Telling, respectively};
use crate::extract::discourse::Discourse;
use crate::extract::lexicon::{Direction, Lean, Prep, Sense};
use crate::extract::line::{Line, Opener, What};
use crate::extract::token::{Kind, Letters};
use crate::model::{Indicator, Qualifier, Transform};

/// The indicator of a number, and what it rests on.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Subject {
    pub(in crate::extract) indicator: Indicator,
    pub(in crate::extract) lean: Lean,
    /// The item of the word that says so; `None` when it was remembered.
    pub(in crate::extract) item: Option<usize>,
    /// The word is a verb: "exported".
    pub(in crate::extract) verb: bool,
    /// It is a word for the other side: "the largest supplier".
    pub(in crate::extract) partner: bool,
    /// The number is a part of it: "9.8 percent of exports".
    pub(in crate::extract) whole: bool,
    pub(in crate::extract) rule: &'static str,
}

/// The rule by which imports and exports set against each other are a balance.
pub(super) const DIFFERENCE: &str = "difference";

/// The rule by which a bulleted line goes on with what its list is about.
pub(super) const LIST_ITEM: &str = "list-item";

/// The rule by which a line of nothing but numbers tells of the label above it.
const LABEL_LINE: &str = "label-line";

/// Whether a line has nothing but numbers, marks and the words that say what a step is counted from.
fn is_only_numbers(line: &Line) -> bool {
    (0..line.items.len()).all(|i| match line.items[i].what {
        What::Number(_) | What::Mark(_) => true,
        What::Word => line
            .find(i, |s| matches!(s, Sense::Base(_) | Sense::Move(_) | Sense::Plus).then_some(()))
            .is_some(),
        What::Period(_) | What::Place(_) => false,
    })
}

/// Finds what a number measures. `None` when nothing says that it is about trade, or something else claims it.
pub(super) fn of(
    line: &Line,
    number: usize,
    index: usize,
    before: &[Option<(Subject, Telling)>],
    discourse: &Discourse,
) -> Option<Subject> {
    let at = line.item_of_number(number);
    // "by about a third, or $134 billion": the same thing in other terms.
    if at > 0
        && line.has(at - 1, Sense::Or)
        && let Some((subject, _)) = before.last().copied().flatten()
    {
        return Some(subject);
    }
    let chunk = line.chunk_of(at);
    let items = line.chunks[chunk].items.clone();
    let make = |(indicator, lean, verb): Named, item: Option<usize>, whole, rule| {
        Some(Subject { indicator, lean, item, verb, partner: rule == "partner-word", whole, rule })
    };
    if let Some((indicator, item)) = respectively::indicator(line, number, discourse) {
        return make((indicator, Lean::Even, false), item, false, "respectively");
    }
    if let Some((lean, item)) = difference(line, number, at, discourse) {
        return make((Indicator::Balance, lean, false), Some(item), false, DIFFERENCE);
    }
    // "26, 10 and 8 percent of Austria's imports": what follows the last is the whole of each.
    let last = last_listed(line, at, items.end);
    if let Some((named, item, topic)) =
        after(line, at, items.end, discourse).or_else(|| after(line, last?, items.end, discourse))
    {
        return if topic {
            None
        } else if let Some((part, own)) = part_of_turnover(line, items.start..at, named) {
            make(part, Some(own), true, "part-of-turnover")
        } else {
            make(named, Some(item), true, "number-of-indicator")
        };
    }
    // "a 2.54 billion dollar surplus"
    let beside = at + 1 + usize::from(line.has(at + 1, Sense::Neutral));
    if let Some(named) = named_at(line, beside, discourse).filter(|n| !n.2 && beside < items.end) {
        return make(named, Some(beside), false, "number-indicator");
    }
    // In its own chunk: before it, nearest first, then after it.
    if let Some(found) = own_before(line, items.clone(), at, discourse) {
        let (named, item, rule) = found?;
        return make(named, Some(item), false, rule);
    }
    for item in at + 1..items.end {
        // "earned 19 billion from exports"
        let source = line.has(item, Sense::Prep(Prep::From))
            && named_at(line, item + 1, discourse).is_some_and(|n| !n.2);
        if matches!(line.items[item].what, What::Number(_))
            || (line.has(item, Sense::Compare) && !source)
        {
            break;
        }
        if let Some(named) = named_at(line, item, discourse) {
            return make(named, Some(item), false, "own-chunk-after");
        }
        if is_topic(line, item) {
            return None;
        }
    }
    if let Some((named, item)) = behind_dash(line, chunk, at, discourse) {
        return make(named, Some(item), false, "behind-dash");
    }
    if let Some(found) = chunks_before(line, chunk, discourse) {
        let (named, item, rule) = found?;
        return make(named, Some(item), false, rule);
    }
    let partner = |item: usize| {
        line.find(item, |s| if let Sense::Partner(indicator) = s { Some(indicator) } else { None })
    };
    let by_partner = |mut items: std::ops::Range<usize>| {
        let (item, indicator) = items.find_map(|item| partner(item).map(|i| (item, i)))?;
        make((indicator, Lean::Even, false), Some(item), false, "partner-word")
    };
    if let Some(subject) = by_partner(0..at) {
        return Some(subject);
    }
    // "In 2012 it jumped to $530 million: the works had sold more."
    if (items.start..at).any(|i| line.has(i, Sense::Pronoun))
        && let Some(subject) = remembered(line, number, index, discourse)
    {
        return Some(subject);
    }
    if let Some(found) = chunks_after(line, chunk, discourse) {
        let (named, item, numbered) = found?;
        // «Китай – $6,4 млрд, в том числе экспорт $1,9 млрд»: that word has a number of its own.
        let own = || remembered(line, number, index, discourse).filter(|_| numbered);
        return own().or_else(|| make(named, Some(item), false, "chunk-after"));
    }
    if let Some(subject) = by_partner(at..line.items.len()) {
        return Some(subject);
    }
    // "Chosen by 31% of them, … by 28%, … by 22%": what was refused to the first is refused to its list.
    let refused = before.last().is_some_and(Option::is_none)
        && line.numbers[number].is_percent()
        && line.numbers[number - 1].is_percent();
    if refused { None } else { remembered(line, number, index, discourse) }
}

/// "Imports exceeded exports by $5 billion", «ввезла товаров на 1,6 млрд больше, чем вывезла»: what one flow is over the other
/// is the balance.
fn difference(
    line: &Line,
    number: usize,
    at: usize,
    discourse: &Discourse,
) -> Option<(Lean, usize)> {
    use Direction::{Down, Up};
    use Indicator::{Exports, Imports};
    if !line.numbers[number].is_money() {
        return None;
    }
    let flow = |item: usize| {
        named_at(line, item, discourse).map(|n| n.0).filter(|n| matches!(n, Exports | Imports))
    };
    let first = (0..at).rev().find(|&i| flow(i).is_some())?;
    // "… $1.6 billion more than it sold"
    let more = line.find(at + 1, |s| if let Sense::Comparative(d) = s { Some(d) } else { None });
    let compared = |item: usize| (at + 1..item).any(|i| line.has(i, Sense::Compare));
    let behind = (at + 1..line.items.len().min(at + 8)).find(|&i| flow(i).is_some());
    let (one, direction, other) =
        if let (Some(direction), Some(other)) = (more, behind.filter(|&i| compared(i))) {
            (first, direction, other)
        } else {
            // "Imports exceeded exports by": the verb stands between the two.
            let one = (0..first).rev().find(|&i| flow(i).is_some())?;
            let exceeds = |i: usize| {
                line.find(i, |s| matches!(s, Sense::Level(Qualifier::Over)).then_some(())).is_some()
            };
            let between = (one + 1..first).any(exceeds);
            between.then_some((one, Up, first))?
        };
    let lean = match (flow(one)?, flow(other)?, direction) {
        (Imports, Exports, Up) | (Exports, Imports, Down) => Lean::Deficit,
        (Exports, Imports, Up) | (Imports, Exports, Down) => Lean::Surplus,
        _ => return None,
    };
    Some((lean, one))
}

/// The word of trade before a number in its own chunk, how sure it is and by which rule; `Some(None)` when what stands
/// there says that the number is about something else.
#[allow(clippy::option_option, reason = "nothing found, found to be about something else, found")]
fn own_before(
    line: &Line,
    items: std::ops::Range<usize>,
    at: usize,
    discourse: &Discourse,
) -> Option<Option<(Named, usize, &'static str)>> {
    let item = (items.start..at)
        .rev()
        .find(|&item| is_topic(line, item) || named_at(line, item, discourse).is_some())?;
    let Some(named) = named_at(line, item, discourse) else { return Some(None) };
    if is_topic_of_attribute(line, items.start, item) {
        return Some(None);
    }
    if let Some((balance, own)) = balance_of(line, items.start, item, named) {
        return Some(Some((balance, own, "balance-of-trade")));
    }
    // «Экспорт в структуре оборота составляет 70%»
    let percent = matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_percent());
    if percent && let Some((part, own)) = part_of_turnover(line, items.start..item, named) {
        return Some(Some((part, own, "part-of-turnover")));
    }
    // "sent over 3 billion rubles to the federal budget"
    let elsewhere = named.2 && (at + 1..items.end).any(|later| is_topic(line, later));
    Some((!elsewhere).then_some((named, item, "own-chunk")))
}

/// The same in the chunks before a number's own, nearest first; a bracket that has closed is passed over.
#[allow(clippy::option_option, reason = "nothing found, found to be about something else, found")]
fn chunks_before(
    line: &Line,
    chunk: usize,
    discourse: &Discourse,
) -> Option<Option<(Named, usize, &'static str)>> {
    let in_bracket = line.chunks[chunk].opener == Opener::Bracket;
    for earlier in (0..chunk).rev() {
        let other = &line.chunks[earlier];
        if (other.opener == Opener::Bracket && !in_bracket) || other.opener == Opener::Aside {
            continue;
        }
        for item in other.items.clone().rev() {
            if let Some(named) = named_at(line, item, discourse) {
                let found = balance_of(line, other.items.start, item, named)
                    .map_or((named, item, "chunk-before"), |(balance, own)| {
                        (balance, own, "balance-of-trade")
                    });
                return Some(Some(found));
            }
            if is_topic(line, item) {
                return Some(None);
            }
        }
    }
    None
}

/// The first word of trade in the chunks after a number's own, and whether a number follows it in its chunk; `Some(None)` when
/// another topic comes first.
#[allow(clippy::option_option, reason = "nothing found, found to be about something else, found")]
fn chunks_after(
    line: &Line,
    chunk: usize,
    discourse: &Discourse,
) -> Option<Option<(Named, usize, bool)>> {
    for (later, next) in line.chunks[chunk + 1..].iter().zip(chunk + 2..) {
        for item in later.items.clone() {
            if let Some(named) = named_at(line, item, discourse) {
                // «в том числе по экспорту – 26,9%»
                let dash = line.chunks.get(next).filter(|c| c.opener == Opener::Dash);
                let mut rest = item..dash.map_or(later.items.end, |dash| dash.items.end);
                let numbered = rest.any(|i| matches!(line.items[i].what, What::Number(_)));
                return Some(Some((named, item, numbered && !named.2)));
            }
            if is_topic(line, item) {
                return Some(None);
            }
        }
    }
    None
}

/// «На 3% вырос экспорт и на 35% – импорт»: the verb is left out, and what it says is behind the dash in its place.
fn behind_dash(
    line: &Line,
    chunk: usize,
    at: usize,
    discourse: &Discourse,
) -> Option<(Named, usize)> {
    let next = line.chunks.get(chunk + 1).filter(|c| c.opener == Opener::Dash)?;
    let bare = at + 1 == line.chunks[chunk].items.end;
    let numbered = next.items.clone().any(|i| matches!(line.items[i].what, What::Number(_)));
    let named = named_at(line, next.items.start, discourse).filter(|n| !n.2)?;
    (bare && !numbered && chunk > 0).then_some((named, next.items.start))
}

/// The last number of a list that goes on behind a number with "and" or "or".
fn last_listed(line: &Line, at: usize, end: usize) -> Option<usize> {
    let joint = line.has(at + 1, Sense::And) || line.has(at + 1, Sense::Or);
    let next = line.items.get(at + 2).filter(|_| joint && at + 2 < end)?;
    matches!(next.what, What::Number(_)).then_some(at + 2)
}

type Named = (Indicator, Lean, bool);

/// What a word of the line measures; "the former" and "the latter" are what they stand for.
fn named_at(line: &Line, item: usize, discourse: &Discourse) -> Option<Named> {
    if line.items.get(item).is_none_or(|i| i.what != What::Word) {
        return None;
    }
    let found = line.find(item, |s| match s {
        Sense::Indicator(indicator, lean) => Some((indicator, lean, false)),
        Sense::Trades(indicator) => Some((indicator, Lean::Even, true)),
        _ => None,
    });
    let found = found.or_else(|| paid(line, item, discourse).map(|flow| (flow, Lean::Even, true)));
    found.or_else(|| {
        let before = |latter: bool| {
            let own: Vec<_> = (0..item)
                .filter_map(|i| {
                    line.find(
                        i,
                        |s| if let Sense::Indicator(n, l) = s { Some((n, l)) } else { None },
                    )
                })
                .collect();
            let [first, second] = match own[..] {
                [.., a, b] => [Some(a), Some(b)],
                _ => discourse.named,
            };
            if latter { second } else { first }
        };
        let stands_for = if line.has(item, Sense::Former) {
            before(false)
        } else if line.has(item, Sense::Latter) {
            before(true)
        } else {
            None
        };
        stands_for.map(|(indicator, lean)| (indicator, lean, false))
    })
}

/// What was paid or got for something that the sentence names: "spent 850 million on goods from Laos", "earned 19 billion from
/// exports", "paid Kenya 96 million"; what an area received in a report on investment.
fn paid(line: &Line, item: usize, discourse: &Discourse) -> Option<Indicator> {
    let flow = line.find(item, |s| if let Sense::Pays(flow) = s { Some(flow) } else { None });
    let end = line.chunks[line.chunk_of(item)].items.end;
    let said_for = |flow: Indicator| {
        let named = (item + 1..end).any(|i| {
            line.has(i, Sense::Goods)
                || line
                    .find(i, |s| {
                        matches!(s, Sense::Indicator(named, _) if named == flow).then_some(())
                    })
                    .is_some()
        });
        named || matches!(line.items.get(item + 1).map(|i| i.what), Some(What::Place(_)))
    };
    if let Some(flow) = flow.filter(|flow| said_for(*flow)) {
        return Some(flow);
    }
    let investment = || {
        let named = |s| matches!(s, Sense::Indicator(Indicator::Investment, _)).then_some(());
        let last = discourse.last.is_some_and(|l| l.indicator == Indicator::Investment);
        last || (0..line.items.len()).any(|i| line.find(i, named).is_some())
    };
    (line.has(item, Sense::Receives) && investment()).then_some(Indicator::Investment)
}

/// "Exports made up 61 percent of the turnover": a part that has a name of its own.
fn part_of_turnover(
    line: &Line,
    before: std::ops::Range<usize>,
    (whole, _, verb): Named,
) -> Option<(Named, usize)> {
    if whole != Indicator::Turnover || verb || !line.any(before.clone(), Sense::Share) {
        return None;
    }
    before.rev().find_map(|item| {
        let part = line.find(item, |s| match s {
            Sense::Indicator(part @ (Indicator::Exports | Indicator::Imports), lean) => {
                Some((part, lean, false))
            }
            _ => None,
        })?;
        Some((part, item))
    })
}

/// "The surplus of Norway's goods trade narrowed": trade, but only whose surplus it is.
fn balance_of(
    line: &Line,
    start: usize,
    trade: usize,
    (indicator, _, verb): Named,
) -> Option<(Named, usize)> {
    if indicator != Indicator::Turnover || verb {
        return None;
    }
    let small = |item: usize| match line.items[item].what {
        What::Place(_) | What::Mark('\'' | '’') => true,
        What::Word => {
            let known = line.find(item, |s| {
                matches!(s, Sense::Prep(Prep::Of | Prep::In) | Sense::Article | Sense::Neutral)
                    .then_some(())
            });
            known.is_some() || line.document.glued(line.items[item].piece)
        }
        _ => false,
    };
    let item = (start..trade).rev().find(|&item| !small(item))?;
    let lean = line.find(item, |s| match s {
        Sense::Indicator(Indicator::Balance, lean) => Some(lean),
        _ => None,
    })?;
    Some(((Indicator::Balance, lean, false), item))
}

/// "Wages at the country's export factories": a word of trade that only tells which factories, in a clause about
/// something else.
fn is_topic_of_attribute(line: &Line, start: usize, item: usize) -> bool {
    let noun = line.items.get(item + 1).is_some_and(|next| {
        let piece = &line.document.pieces[next.piece];
        next.what == What::Word
            && piece.kind == Kind::Word
            && piece.letters == Letters::Lower
            && !line.document.glued(next.piece)
            && line.document.senses(next.piece).is_empty()
    });
    noun && (start..item).any(|before| is_topic(line, before))
}

fn is_topic(line: &Line, item: usize) -> bool {
    line.has(item, Sense::Topic)
}

/// "9.8 percent of total exports", "$3 billion in trade", "a 27 percent increase in imports", "goods worth": the indicator
/// named by the phrase that follows the number. The flag tells that it is something else than trade.
fn after(
    line: &Line,
    at: usize,
    end: usize,
    discourse: &Discourse,
) -> Option<(Named, usize, bool)> {
    let mut item = at + 1;
    // "a 5 percent increase in …"
    while item < end
        && line
            .find(item, |s| matches!(s, Sense::Comparative(_) | Sense::Move(_)).then_some(()))
            .is_some()
    {
        item += 1;
    }
    // «30% от общего экспорта»
    let percent = matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_percent());
    let part = percent && item == at + 1 && line.has(item, Sense::Prep(Prep::From));
    let of = line.has(item, Sense::Prep(Prep::Of)) || part;
    if item >= end || !(of || line.has(item, Sense::Prep(Prep::In)) || line.has(item, Sense::Goods))
    {
        return None;
    }
    let elsewhere = Some(((Indicator::Other, Lean::Even, false), item, true));
    for next in item..end.min(item + 8) {
        if let Some(named) = named_at(line, next, discourse) {
            return Some((named, next, false));
        }
        if of && line.find(next, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some() {
            return elsewhere; // "half of the car market"
        }
        match line.items[next].what {
            What::Number(_) | What::Period(_) | What::Mark(_)
                if !matches!(line.items[next].what, What::Mark('\'' | '’')) =>
            {
                return None;
            }
            What::Word if is_topic(line, next) => return elsewhere,
            _ => {}
        }
        let verb = line.find(next, |s| {
            matches!(s, Sense::Level(_) | Sense::Compare | Sense::Relative).then_some(())
        });
        if next > item && verb.is_some() {
            break;
        }
    }
    // "98 percent of those who work there": a part of something that no word of trade names.
    let head = item + 1 + usize::from(line.has(item + 1, Sense::Article));
    // "$3.2 billion of wheat" is a sum of goods, "98 percent of shoppers" a part of something else.
    let money = matches!(line.items[at].what, What::Number(n) if line.numbers[n].is_money());
    let people = line.has(head, Sense::Pronoun) && !line.has(head, Sense::Its);
    let unknown = line.items.get(head).is_some_and(|it| {
        it.what == What::Word
            && line.document.pieces[it.piece].kind == Kind::Word
            && line.document.senses(it.piece).is_empty()
    });
    if of && !part && at + 1 == item && !money && (people || unknown) { elsewhere } else { None }
}

/// A sentence without a word of trade goes on with what was spoken of before: a line of a list ("China – 22.1 percent"),
/// or the next sentence of the paragraph when something rises, falls or is compared in it.
fn remembered(line: &Line, number: usize, index: usize, discourse: &Discourse) -> Option<Subject> {
    let any = |pick: fn(Sense) -> bool| {
        (0..line.items.len()).any(|i| line.find(i, |s| pick(s).then_some(())).is_some())
    };
    if any(|s| s == Sense::Topic) {
        return None;
    }
    let subject = |indicator, lean, rule| {
        Some(Subject {
            indicator,
            lean,
            item: None,
            verb: false,
            partner: false,
            whole: false,
            rule,
        })
    };
    let money = line.numbers[number].is_money();
    let moves = any(|s| matches!(s, Sense::Move(_) | Sense::Comparative(_)))
        || (money && any(|s| s == Sense::Compare))
        || line.numbers.iter().any(|n| n.multiple);
    let leveled = any(|s| matches!(s, Sense::Level(_) | Sense::Share));
    // «Лидеры двух стран поставили задачу достичь 10 млрд»: what two countries mean to reach is their trade.
    let goal = (money || line.numbers[number].multiple) && any(|s| s == Sense::Plan);
    if goal && any(|s| s == Sense::Pair) {
        return subject(Indicator::Turnover, Lean::Even, "goal-of-two");
    }
    // "Trade inside the Union fared better. In May it amounted to …": the sentence before named it without a number.
    if let Some((indicator, lean)) = discourse
        .named_without_number
        .filter(|_| any(|s| matches!(s, Sense::Pronoun | Sense::Its)) && (moves || leveled))
    {
        return subject(indicator, lean, "pronoun");
    }
    // A list under a heading that names what it lists.
    let listed = line.sentence.bare && !line.places.is_empty();
    if let Some((indicator, lean)) = discourse.named_without_number.filter(|_| listed) {
        return subject(indicator, lean, "list-line");
    }
    // "Exports", then "$1.2 bn", then "+12% y/y": a card, its label on a line of its own.
    let alone = line.sentence.bare && is_only_numbers(line);
    if let Some((indicator, lean)) = discourse.named_without_number.filter(|_| alone) {
        return subject(indicator, lean, LABEL_LINE);
    }
    let last = discourse.last?;
    let away = index - last.sentence;
    if alone && away == 1 {
        return subject(last.indicator, last.lean, LABEL_LINE);
    }
    // «• масло – 18 млн долларов;» under «Из чего сложился вывоз:»
    let bullet = matches!(
        line.items.first().map(|i| i.what),
        Some(What::Mark('•' | '-' | '–' | '—' | '*' | '·'))
    );
    if bullet && away <= 2 && line.places.is_empty() && (money || line.numbers[number].is_percent())
    {
        return subject(last.indicator, last.lean, LIST_ITEM);
    }
    let one_place = line.places.len() == 1;
    if let Some(head) = discourse.head.filter(|_| line.sentence.bare && one_place && away <= 1) {
        return subject(head.indicator, head.lean, "list-line");
    }
    // «На первом месте Китай – 22%, Турция – 10%», «Тройку замыкает Латвия (755 млн)»: a row of partners.
    let at = line.item_of_number(number);
    if away <= 2 && apposed(line, at).is_some() {
        let head = discourse.head.filter(|head| head.sentence == last.sentence).unwrap_or(last);
        return subject(head.indicator, head.lean, "row");
    }
    let same_paragraph = last.paragraph == line.sentence.paragraph;
    // "Next come Kazakhstan with 6.5 percent, Turkey with 5.1 percent": a ranking goes on.
    if same_paragraph
        && away <= 2
        && line.places.len() >= line.numbers.len()
        && any(|s| matches!(s, Sense::Prep(Prep::With) | Sense::Rank))
    {
        return subject(last.indicator, last.lean, "ranking");
    }
    // «На Польшу приходится 11,7%»
    let part = any(|s| s == Sense::Share) && !line.places.is_empty();
    // «6,9 млрд из них – драгоценные металлы», «До эмбарго было 18%»
    let of_it = away <= 1 && any(|s| s == Sense::Including);
    let still = away <= 1 && leveled && last.transform == Transform::Share;
    // «На 2023 год поставлена цель в 2 млрд»: what was spoken of is to become so much.
    let aim = money && is_aim(line, at);
    let goes_on = same_paragraph
        && away <= 2
        && (moves || part || of_it || still || aim || (leveled && money));
    let chunk = &line.chunks[line.chunk_of(line.item_of_number(number))];
    let no_place = !chunk.items.clone().any(|i| matches!(line.items[i].what, What::Place(_)));
    let next_paragraph = away <= 2 && no_place && (moves || (leveled && money && away <= 1));
    if goes_on || next_paragraph { subject(last.indicator, last.lean, "goes-on") } else { None }
}

/// Whether nothing but small words and times stands between a word for a goal and a number: «цель – 500 млн», «задача на 2025
/// год: 300 млн».
fn is_aim(line: &Line, at: usize) -> bool {
    let small = |item: usize| match line.items[item].what {
        What::Period(_) | What::Mark('–' | '—' | '-' | ':') => true,
        What::Word => line
            .find(item, |s| matches!(s, Sense::Prep(_) | Sense::Hedge(_)).then_some(()))
            .is_some(),
        _ => false,
    };
    // "They plan $300 million for a new road": what it is for is another thing.
    let behind = (at + 1..line.items.len()).find(|&item| !small(item));
    let ends = behind.is_none_or(|item| matches!(line.items[item].what, What::Mark(_)));
    let word = (0..at).rev().find(|&item| !small(item));
    ends && word.is_some_and(|item| line.has(item, Sense::Plan))
}
