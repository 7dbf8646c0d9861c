//! The goods, where the trade is of one kind: "exports of sunflower oil", "oil imports", "copper made up 52 percent".

use super::{Subject, Telling};
use crate::extract::lexicon::{Prep, Sense};
use crate::extract::line::{Line, What};
use crate::extract::token::{Kind, Letters};
use crate::model::{Indicator, Transform};

/// The goods that a number is about, in the words of the text; `partner` says that the figure has one.
pub(super) fn of(
    line: &Line,
    number: usize,
    subject: &Subject,
    telling: &Telling,
    partner: bool,
) -> Option<String> {
    let item = subject.item?;
    if subject.indicator == Indicator::Balance {
        return None;
    }
    if let Some(goods) = governed(line, item) {
        return Some(goods);
    }
    let at = line.item_of_number(number);
    if !subject.verb && item > 0 && plain(line, item - 1) {
        let mut first = item - 1;
        while first > 0 && item - first < 3 && plain(line, first - 1) {
            first -= 1;
        }
        return Some(text(line, first, item - 1));
    }
    if subject.verb {
        return sold(line, item, at);
    }
    if telling.transform == Transform::Share && !partner {
        return part(line, at);
    }
    None
}

/// "Exports of sunflower oil and meal".
fn governed(line: &Line, item: usize) -> Option<String> {
    if !line.has(item + 1, Sense::Prep(Prep::Of)) {
        return None;
    }
    run(line, item + 2).map(|last| text(line, item + 2, last))
}

/// "Exported cut flowers worth $640 million", "exported 95 thousand tons of cotton worth …", "bought $3 billion of wheat".
fn sold(line: &Line, verb: usize, at: usize) -> Option<String> {
    if let Some(last) = run(line, verb + 1) {
        // "exported heavily to": what is sold stands before its worth.
        let worth = last + 1 == at
            || line.find(last + 1, |s| matches!(s, Sense::Level(_)).then_some(())).is_some();
        if worth {
            return Some(text(line, verb + 1, last));
        }
    }
    let of_a_number = |number: usize| {
        line.has(number + 1, Sense::Prep(Prep::Of))
            .then(|| run(line, number + 2).map(|last| text(line, number + 2, last)))
            .flatten()
    };
    let quantity = (verb + 1..at).rev().find(|&i| {
        matches!(line.items[i].what, What::Number(n)
            if !line.numbers[n].is_money() && !line.numbers[n].is_percent())
    });
    of_a_number(at).or_else(|| of_a_number(quantity?))
}

/// "Copper made up 52 percent of exports": what has the share, at the head of the sentence or clause.
fn part(line: &Line, at: usize) -> Option<String> {
    let chunk = line.chunks[line.chunk_of(at)].items.clone();
    let share = (chunk.start..at).find(|&i| line.has(i, Sense::Share))?;
    let head = (chunk.start == 0 && initial(line, 0)) || plain(line, chunk.start);
    let whole = head && (chunk.start + 1..share).all(|i| plain(line, i));
    (whole && share > chunk.start).then(|| {
        let text = text(line, chunk.start, share - 1);
        let mut letters = text.chars();
        let first = letters.next().map(char::to_lowercase);
        first.into_iter().flatten().chain(letters).collect()
    })
}

/// The last item of a run of plain words, "and" between them.
fn run(line: &Line, first: usize) -> Option<usize> {
    if !plain(line, first) {
        return None;
    }
    let mut last = first;
    while plain(line, last + 1) || (line.has(last + 1, Sense::And) && plain(line, last + 2)) {
        last += 1;
    }
    Some(last)
}

fn text(line: &Line, from: usize, to: usize) -> String {
    let start = line.document.pieces[line.items[from].piece].start;
    let end = line.document.pieces[line.items[to].piece].end;
    line.document.text[start..end].to_owned()
}

/// A small-lettered word that means nothing else.
fn plain(line: &Line, item: usize) -> bool {
    word(line, item, Letters::Lower)
}

/// The first word of a sentence, otherwise plain.
fn initial(line: &Line, item: usize) -> bool {
    word(line, item, Letters::Initial)
}

fn word(line: &Line, item: usize, letters: Letters) -> bool {
    line.items.get(item).is_some_and(|it| {
        let piece = &line.document.pieces[it.piece];
        let clitic = line.document.glued(it.piece) && piece.end - piece.start <= 2;
        it.what == What::Word
            && piece.kind == Kind::Word
            && piece.letters == letters
            && line.document.senses(it.piece).is_empty()
            && !clitic
    })
}
