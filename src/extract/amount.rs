//! Pieces in, numbers with units out: money, percent, physical quantities and multiples, with sign, range and hedge.
//!
//! "between $300 and $350 million" is one number, "$2, $3 and $5 billion" are three that share their scale, and "from 58.7
//! billion" after "65.1 billion baht" is baht too. Each step has its module: a sum with its scale (`head`), the money or
//! unit it is of (`money`, `measure`), a range (`range`), words that are a number by themselves (`term`), how firmly it is
//! said (`hedge`), and what leans on its neighbours (`shared`). Whose number it is, is left to [`super::link`].

mod head;
mod hedge;
mod measure;
mod money;
mod range;
mod shared;
mod term;
mod unit;
mod written;

use super::document::Document;
use super::lexicon::{CurrencyList, Kinds, Sense};
use crate::model::{Amount, AreaCode, CurrencyCode, Unit};
use std::ops::Range;

pub(super) use unit::{Measured, unit};

/// A number of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Its pieces, currency and scale among them, sign and hedge not.
    pub(super) pieces: Range<usize>,
    pub(super) amount: Amount,
    /// What the word for its money can mean; the first is in `amount`.
    pub(super) currencies: Option<CurrencyList>,
    /// A sign was written before it.
    pub(super) signed: bool,
    /// It has no unit: "1.4 times", "doubled".
    pub(super) multiple: bool,
}

impl Number {
    pub(super) fn is_money(&self) -> bool {
        matches!(self.amount.unit, Some(Unit::Currency(_)))
    }

    pub(super) fn is_percent(&self) -> bool {
        self.amount.unit == Some(Unit::Percent)
    }

    /// Whether things or weights are counted, no money.
    pub(super) fn is_quantity(&self) -> bool {
        matches!(self.amount.unit, Some(Unit::Physical(_)))
    }

    /// Settles what an ambiguous word for money means: a currency of the area that stands before the word ("Zimbabwean
    /// dollars"), else what the report spoke of last, else of the areas it is about.
    fn settle(&mut self, document: &Document, talk: Talk) {
        let (Some(list), Some(Unit::Currency(_))) = (self.currencies, self.amount.unit) else {
            return;
        };
        let choices = document.lexicon.currencies(list);
        if choices.len() < 2 {
            return;
        }
        let named = self.pieces.clone().find_map(|p| {
            document.find(p, |s| if let Sense::Area(area, ..) = s { Some(area) } else { None })
        });
        let oil = measure::by_the_barrel(document, self.pieces.end);
        if let Some(currency) = money::settled(choices, named, oil, talk) {
            self.amount.unit = Some(Unit::Currency(currency));
        }
    }
}

/// What the report has said of money so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Talk<'a> {
    /// The money numbers were in last.
    pub(super) money: Option<CurrencyCode>,
    /// The money before that, when it was another.
    pub(super) other_money: Option<CurrencyCode>,
    /// The area it is about, unless that is only where something comes from or goes to.
    pub(super) home: Option<AreaCode>,
    /// The areas the report is about, the one it is most about first.
    pub(super) about: &'a [AreaCode],
}

/// What a number can begin with.
const BEGINS: Kinds = Kinds::FIGURES
    .and(Kinds::SIGN)
    .and(Kinds::NUMBER)
    .and(Kinds::ARTICLE)
    .and(Kinds::SCALE)
    .and(Kinds::CURRENCY)
    .and(Kinds::REST);

/// What it can go on with behind an article.
const BEGINS_BEHIND_ARTICLE: Kinds =
    Kinds::NUMBER.and(Kinds::SCALE).and(Kinds::CURRENCY).and(Kinds::REST);

/// Whether a number can begin at a piece. An article is none without a number, scale or money behind it.
fn can_begin(document: &Document, at: usize) -> bool {
    let Some(piece) = document.pieces.get(at) else { return false };
    let article = Kinds::ARTICLE.and(Kinds::DEFINITE);
    piece.kinds.meets(BEGINS)
        && (!piece.kinds.within(article) || document.is(at + 1, BEGINS_BEHIND_ARTICLE))
}

/// The numbers with a unit in a sentence, in order.
pub(super) fn numbers(document: &Document, sentence: &Range<usize>, talk: Talk) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let read = |at| {
            term::at(document, at, sentence).or_else(|| written::at(document, at, sentence, talk))
        };
        if !can_begin(document, at) {
            debug_assert!(read(at).is_none(), "a number begins with {:?}", document.of(at));
            at += 1;
            continue;
        }
        let number = read(at);
        match number {
            Some(number) => {
                at = number.pieces.end;
                found.push(number);
            }
            None => at += 1,
        }
    }
    shared::complete(document, sentence, &mut found, talk);
    for number in &mut found {
        number.settle(document, talk);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::model::{CurrencyCode, Language, Meaning, Report, Unit};
    use crate::seeds::{self, CurrencySense};
    use std::collections::BTreeMap;

    /// The money of a sum, as extraction reads it.
    fn money(text: &str, language: Language) -> Option<CurrencyCode> {
        let report =
            Report { text: text.to_owned(), language: Some(language), ..Report::default() };
        let mentions = extract(&report).mentions;
        mentions.iter().find_map(|mention| match mention.meaning {
            Meaning::Money(amount) => match amount.unit {
                Some(Unit::Currency(code)) => Some(code),
                _ => None,
            },
            _ => None,
        })
    }

    #[test]
    fn every_word_for_money_is_understood_beside_a_number() {
        let mut wrong = Vec::new();
        for language in [Language::literal("en"), Language::literal("ru")] {
            let mut forms: BTreeMap<&str, (CurrencySense, Vec<CurrencyCode>)> = BTreeMap::new();
            for row in seeds::currency_forms(language) {
                forms.entry(row.form).or_insert((row.sense, Vec::new())).1.push(row.currency);
            }
            for (form, (sense, choices)) in forms {
                let text = match sense {
                    CurrencySense::Symbol => format!("{form}5,000,000"),
                    // "50p"
                    CurrencySense::Minor if form.len() == 1 => format!("50{form}"),
                    _ => format!("5,000,000 {form}"),
                };
                if !money(&text, language).is_some_and(|code| choices.contains(&code)) {
                    wrong.push(text);
                }
            }
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
    }
}
