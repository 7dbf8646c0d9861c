//! What a number measures in a sentence without a word of trade: what the report spoke of before.

use super::{Asked, LIST_ITEM, Subject, Verdict};
use crate::extract::lexicon::{Lean, Prep, Sense};
use crate::extract::line::{Line, What};
use crate::extract::link::areas::apposed;
use crate::model::{Indicator, Transform};

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

/// "In 2012 it jumped to $530 million: the works had sold more": what the pronoun stands for, whatever is named behind it.
pub(super) fn by_pronoun(asked: &Asked) -> Option<Verdict> {
    let pronoun = (asked.items.start..asked.at).any(|i| asked.line.has(i, Sense::Pronoun));
    pronoun.then(|| remembered(asked)).flatten().map(Verdict::Measures)
}

/// What was spoken of before, unless it was refused: in "chosen by 31% of them, … by 28%, … by 22%" what the first is not, its
/// list is not.
pub(super) fn recall(asked: &Asked) -> Option<Verdict> {
    let numbers = &asked.line.numbers;
    let refused = asked.before.last().is_some_and(Option::is_none)
        && numbers[asked.number].is_percent()
        && numbers[asked.number - 1].is_percent();
    remembered(asked).filter(|_| !refused).map(Verdict::Measures)
}

/// A sentence without a word of trade goes on with what was spoken of before: a line of a list ("China – 22.1 percent"),
/// or the next sentence of the paragraph when something rises, falls or is compared in it.
pub(super) fn remembered(asked: &Asked) -> Option<Subject> {
    let Asked { line, number, index, discourse, .. } = *asked;
    let any = |pick: fn(Sense) -> bool| {
        (0..line.items.len()).any(|i| line.find(i, |s| pick(s).then_some(())).is_some())
    };
    if any(|s| s == Sense::Topic) {
        return None;
    }
    let subject = |indicator, lean, rule| Some(Subject::recalled(indicator, lean, rule));
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
