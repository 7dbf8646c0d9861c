//! How a report was read: its sentences in clauses of typed words, and for each figure the rule and the words behind every
//! field.
//!
//! For people who do not trust a figure, and for whoever adds a language: "fell‹move.down›" is the key `down` of the table
//! `[move]` in `seeds/lexicon/<language>/`. Drawing it is left to the command line.

use super::document::Document;
use super::lexicon::Sense;
use super::line::{Line, Opener, What};
use super::link::{Candidate, Dating, Feature, Ground, Linked};
use super::segment::Sentence;
use super::{Seen, read, table};
use crate::model::{Amount, AreaCode, Extraction, Meaning, Period, Report};
use serde::Serialize;
use std::fmt::Write as _;
use std::ops::Range;

/// A report with every sentence that has a number.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What [`extract`](super::extract) gives for the same report.
    pub extraction: Extraction,
    /// The sentences with a number, in order.
    pub sentences: Vec<Reading>,
}

/// A sentence as the rules see it.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// The sentence.
    pub text: String,
    /// Its clauses, in order, marks between them left out.
    pub clauses: Vec<Clause>,
    /// For each of its figures, in their order in [`Extraction::figures`], what the fields rest on.
    #[serde(skip)]
    pub figures: Vec<Grounds>,
    /// The numbers that were taken for no figure of trade or investment.
    pub left: Vec<String>,
}

/// A stretch of a sentence that owns its words.
#[derive(Clone, Debug, Serialize)]
pub struct Clause {
    /// How it is joined to what stands before it: `start`, `comma`, `and`, `bracket` …
    pub joint: String,
    /// Its words, numbers, places, periods and marks.
    pub words: Vec<Word>,
}

/// A word or mention.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    /// As it stands in the text.
    pub text: String,
    /// `number`, `period`, `area`, `word` or `mark`.
    pub kind: &'static str,
    /// What it can mean: `move.down` for a word, the value, code or period for a mention.
    pub means: Vec<String>,
}

/// What the fields of one figure rest on.
#[derive(Clone, Debug, Serialize)]
pub struct Grounds {
    /// The number, as it stands in the text.
    #[serde(skip)]
    pub number: String,
    /// The indicator.
    pub indicator: Why,
    /// The transform and direction.
    pub transform: Why,
    /// The ref area.
    pub ref_area: Why,
    /// The counterpart area.
    pub counterpart_area: Why,
    /// The period.
    pub period: Why,
    /// That it is planned.
    pub status: Why,
    /// What its confidence was weighed from: the keys of `seeds/confidence.csv`.
    #[serde(skip)]
    pub features: Vec<Feature>,
    /// The pairs of areas it was chosen from, each with its score: the sum of weights of `seeds/linking.csv`.
    #[serde(skip)]
    pub candidates: Vec<Candidate>,
    /// The periods it was chosen from, each with its score: the sum of weights of `seeds/dating.csv`.
    #[serde(skip)]
    pub datings: Vec<Dating>,
}

impl Grounds {
    /// Every field with its name, in the order of the `extract` interface.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &Why)> {
        [
            ("indicator", &self.indicator),
            ("transform", &self.transform),
            ("ref area", &self.ref_area),
            ("partner", &self.counterpart_area),
            ("period", &self.period),
            ("status", &self.status),
        ]
        .into_iter()
    }
}

/// What one field rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    /// The rule; empty for a field that is not known.
    pub rule: &'static str,
    /// The words of the sentence that spoke for it; `None` where the report or the figure before it did.
    pub words: Option<String>,
}

/// Reads a report and tells how.
#[must_use]
pub fn explain(report: &Report) -> Explanation {
    let mut sentences = Vec::new();
    let extraction = read(
        report,
        Some(&mut |seen: Seen| match seen {
            Seen::Line(line, linked) => sentences.push(sentence(line, linked)),
            Seen::Row(document, line, told, table) => {
                sentences.extend(row(document, line, told, table));
            }
        }),
    );
    Explanation { extraction, sentences }
}

fn sentence(line: &Line, linked: &[Linked]) -> Reading {
    let text = &line.document.text[line.document.bytes(&line.sentence.pieces)];
    let clauses = line.chunks.iter().map(|chunk| Clause {
        joint: joint(chunk.opener),
        words: chunk.items.clone().map(|item| word(line, item)).collect(),
    });
    let number =
        |n: usize| line.document.text[line.document.bytes(&line.numbers[n].pieces)].to_owned();
    let left = (0..line.numbers.len()).filter(|n| linked.iter().all(|l| l.number != *n));
    Reading {
        text: text.to_owned(),
        clauses: clauses.collect(),
        figures: linked.iter().map(|l| grounds(line, l, number(l.number))).collect(),
        left: left.map(number).collect(),
    }
}

/// A row of a table with its cells as clauses; `None` where it has no number.
fn row(
    document: &Document,
    line: &Sentence,
    told: &table::Told,
    table: &table::Table,
) -> Option<Reading> {
    let text = |pieces: &Range<usize>| document.text[document.bytes(pieces)].to_owned();
    let within = |cell: &Range<usize>, pieces: &Range<usize>| {
        cell.start <= pieces.start && pieces.end <= cell.end
    };
    let clause = |cell: &Range<usize>| {
        let words = told.mentions.iter().filter(|(pieces, _)| within(cell, pieces));
        let words: Vec<Word> = words
            .map(|(pieces, meaning)| {
                let (kind, means) = mention(meaning);
                Word { text: text(pieces), kind, means: vec![means] }
            })
            .collect();
        let bare = || vec![Word { text: text(cell), kind: "word", means: Vec::new() }];
        Clause { joint: "cell".to_owned(), words: if words.is_empty() { bare() } else { words } }
    };
    let numbers = told.mentions.iter().filter(|(_, meaning)| meaning.amount().is_some());
    let left = numbers.filter(|(pieces, _)| told.figures.iter().all(|f| f.number != *pieces));
    let left: Vec<String> = left.map(|(pieces, _)| text(pieces)).collect();
    if left.is_empty() && told.figures.is_empty() {
        return None;
    }
    let figure = |found: &table::Found| {
        let heads: Vec<String> = found.heads.iter().map(|&head| text(&table.heads[head])).collect();
        let heads = Some(heads.join(" · ")).filter(|heads| !heads.is_empty());
        let why = |rule: &'static str| Why {
            rule,
            words: heads.clone().filter(|_| table::stands_above(rule)),
        };
        let evidence = &found.evidence;
        Grounds {
            number: text(&found.number),
            indicator: why(evidence.measure),
            transform: why(evidence.unit),
            ref_area: why(evidence.own),
            counterpart_area: why(evidence.partner),
            period: why(evidence.period),
            status: why(""),
            features: Vec::new(),
            candidates: Vec::new(),
            datings: Vec::new(),
        }
    };
    Some(Reading {
        text: text(&line.pieces),
        clauses: told.cells.iter().filter(|cell| !cell.is_empty()).map(clause).collect(),
        figures: told.figures.iter().map(figure).collect(),
        left,
    })
}

fn mention(meaning: &Meaning) -> (&'static str, String) {
    match meaning {
        Meaning::Money(a) | Meaning::Percent(a) | Meaning::Quantity(a) => ("number", measured(a)),
        Meaning::Period(period) => {
            ("period", period.map_or_else(|| "?".to_owned(), |period| period.to_string()))
        }
        Meaning::Area(code) => ("area", area(*code)),
    }
}

fn grounds(line: &Line, linked: &Linked, number: String) -> Grounds {
    let why = |ground: Ground| Why {
        rule: ground.rule,
        words: ground.item.filter(|i| *i < line.items.len()).map(|item| text(line, item)),
    };
    let evidence = &linked.evidence;
    Grounds {
        number,
        indicator: why(evidence.indicator),
        transform: why(evidence.transform),
        ref_area: why(evidence.ref_area),
        counterpart_area: why(evidence.counterpart_area),
        period: why(evidence.period),
        status: why(evidence.status),
        features: linked.features.to_vec(),
        candidates: linked.candidates.clone(),
        datings: linked.datings.clone(),
    }
}

fn text(line: &Line, item: usize) -> String {
    let pieces = match line.items[item].what {
        What::Number(n) => line.numbers[n].pieces.clone(),
        What::Period(p) => line.periods[p].pieces.clone(),
        What::Place(p) => line.places[p].pieces.clone(),
        What::Word | What::Mark(_) => line.items[item].piece..line.items[item].piece + 1,
    };
    line.document.text[line.document.bytes(&pieces)].to_owned()
}

fn word(line: &Line, item: usize) -> Word {
    let (kind, means) = match line.items[item].what {
        What::Number(n) => ("number", vec![measured(&line.numbers[n].amount)]),
        What::Period(p) => {
            let when = &line.periods[p];
            let code = when.period.map_or_else(|| "?".to_owned(), |p: Period| p.to_string());
            ("period", vec![code, lower(&format!("{:?}", when.role))])
        }
        What::Place(p) => ("area", vec![area(line.places[p].area)]),
        What::Word => {
            let senses = line.document.senses(line.items[item].piece);
            ("word", senses.iter().map(|sense| label(*sense)).collect())
        }
        What::Mark(_) => ("mark", Vec::new()),
    };
    Word { text: text(line, item), kind, means }
}

fn measured(amount: &Amount) -> String {
    let mut words = String::new();
    if amount.qualifier != crate::model::Qualifier::Exactly {
        let _ = write!(words, "{} ", amount.qualifier.code());
    }
    let _ = write!(words, "{}", amount.value);
    if let Some(high) = amount.high {
        let _ = write!(words, "–{high}");
    }
    let unit = amount.unit.as_ref().map_or("×", |unit| unit.code());
    let _ = write!(words, " {unit}");
    words
}

/// The code of an area; a group that has none is `?`, as in the rules.
fn area(code: AreaCode) -> String {
    code.to_string()
}

/// A sense by the table and key that give it: `Move(Down)` is `move.down`.
fn label(sense: Sense) -> String {
    match sense {
        Sense::Area(code, word, _) => format!("area.{code}.{}", lower(&format!("{word:?}"))),
        Sense::Currency(_, word) => format!("currency.{}", lower(&format!("{word:?}"))),
        other => {
            let name = format!("{other:?}").replace(", Even)", ")");
            let parts = name.split(['(', ')', ',', ' ']).filter(|part| !part.is_empty());
            parts.map(lower).collect::<Vec<_>>().join(".")
        }
    }
}

/// `RangeTo` as `range_to`, as the keys of the tables are written.
fn lower(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn joint(opener: Opener) -> String {
    lower(&format!("{opener:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_names_its_rule_and_its_words() {
        let text = "In 2023 exports from Russia to China fell by 12.7%, and wages rose by 3%.";
        let explanation = explain(&Report { text: text.into(), ..Report::default() });
        let sentence = &explanation.sentences[0];
        let words: Vec<_> = sentence.figures[0].fields().map(|(_, w)| w.words.as_deref()).collect();
        assert_eq!(
            words,
            [Some("exports"), Some("by"), Some("Russia"), Some("China"), Some("2023"), None]
        );
        assert_eq!(sentence.left, ["3%"]);
        let fell = sentence.clauses[0].words.iter().find(|w| w.text == "fell").unwrap();
        assert!(fell.means.contains(&"move.down".to_owned()), "{:?}", fell.means);
    }

    #[test]
    fn explaining_changes_no_figure() {
        let text = "Trade between Russia and China grew by 5% to $3 billion in 2020.";
        let report = Report { text: text.into(), ..Report::default() };
        assert_eq!(explain(&report).extraction, crate::extract::extract(&report));
    }
}
