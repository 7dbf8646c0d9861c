//! An answer read again: of this program on another machine, or of another extractor.
//!
//! Nothing in it is believed that the text can prove: every number, quote and heading has to stand where it is said to stand.
//! Codes are those of the tables, periods end after they begin, and a confidence is a probability.

use super::proof::{self, Proof, missing};
use super::rounding;
use super::said::{
    AmountSaid, FigureSaid, Figures, Line, MentionSaid, PeriodSaid, SourceSaid, Word,
};
use crate::model::{
    Amount, Attribution, Extraction, Extractor, Figure, Indicator, Meaning, Mention, Period,
    Published, PublishedBasis, Qualifier, Report, SourceKind, SourceRule, Span, Status, Transform,
    Unit, as_seen,
};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;

/// An answer with the report that it speaks of.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The report.
    pub report: Report,
    /// What was extracted from it.
    pub extraction: Extraction,
    /// By whom.
    pub extractor: Extractor,
}

/// Reads an answer of `extract --with-text`, or of another extractor that writes the same keys. Those that must be there:
///
/// | of | key | |
/// |---|---|---|
/// | the line | `text` | the report |
/// | | `extractor` | who read it; `extractor_version`, a whole number, is needed of this program only |
/// | | `language` | two letters; `language_basis` says whether it was `given` or `detected` |
/// | | `mentions`, `figures` | lists |
/// | each of them | `start`, `end` | where the number or name stands: first code point, and one past the last |
/// | a mention | `kind`, `text` | `money`, `percent`, `quantity`, `period` or `area`, and the words at that place |
/// | a number | `value`, `unit`, `qualifier` | a decimal in quotes, its scale applied; `value_high` where it is a range |
/// | a period | `code`, `from`, `to` | all `null` where it cannot be known |
/// | an area | `code` | |
/// | a figure | `indicator`, `transform`, `status`, `confidence`, `rule` | |
/// | | `quote` | the sentence that holds the number, as it stands in the text |
///
/// A figure may have `ref_area`, `counterpart_area`, `product`, `period`, `base`, and for a number of a table `column` with its
/// places in `column_at`; a line `id`, `source`, `title`, `publisher`, `url`, `published` with `published_basis`, `pages`, where each
/// begins, `notes`, and `sentences_at`, the places of its sentences. Of a number `rounding` says how finely it is printed; where it is
/// missing, the digits do. A report without a `source` is called by its `id`, as if it had come through standard input.
///
/// # Errors
/// What is wrong with it and where in the line, without naming the line: the caller knows.
pub fn told(line: &str) -> Result<Told, String> {
    if !line.starts_with('{') {
        return Err("is no object of JSON; write one answer a line".to_owned());
    }
    let said: Line = serde_json::from_str(line).map_err(|error| {
        format!("is no answer of an extractor ({error}); write one object a line")
    })?;
    if let Some(error) = said.error.as_deref() {
        let id = said.id.map_or("a line", RawValue::get);
        return Err(format!("the extractor refused {id}: {error}"));
    }
    let extractor = extractor(line, &said)?;
    let (mentions, figures) = (said.mentions.as_ref(), said.figures.as_ref());
    let mentions = mentions.ok_or_else(|| missing("mentions"))?;
    let figures = figures.ok_or_else(|| missing("figures"))?;
    let report = report(&said)?;
    let language = said.language.as_deref().ok_or_else(|| missing("language"))?;
    let proof = Proof::of(&report.text);
    if report.pages.iter().any(|start| *start > proof.characters()) || !report.pages.is_sorted() {
        return Err("\"pages\" are not places in the text, one after the other".to_owned());
    }
    let mentions = each("mentions", mentions, |it| mention(&proof, it))?;
    let sentences = match &said.sentences_at {
        Some(spans) => {
            each("sentences_at", spans, |&(start, end)| Ok(proof.span(Some(start), Some(end))?.0))?
        }
        None => each("figures", figures, |it| quoted(&proof, it))?,
    };
    let sentences = apart(sentences)?;
    let figures = each("figures", figures, |it| figure(&proof, &sentences, it))?;
    let language = proof::language(language)?;
    let extraction = Extraction {
        language,
        publisher: crate::extract::publisher(&report, language),
        published: published(&said)?,
        sentences,
        mentions: in_order(mentions, |it| it.span.start),
        figures: in_order(figures, |it| it.span.start),
    };
    Ok(Told { report, extraction, extractor })
}

/// Reads all of a list; what is wrong is told with its place in it.
fn each<S, T>(
    key: &str,
    said: &[S],
    read: impl Fn(&S) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let one = |(place, it)| read(it).map_err(|why| format!("{key}[{place}]: {why}"));
    said.iter().enumerate().map(one).collect()
}

fn in_order<T>(mut all: Vec<T>, start: impl Fn(&T) -> usize) -> Vec<T> {
    all.sort_by_key(start);
    all
}

fn extractor(line: &str, said: &Line) -> Result<Extractor, String> {
    let name = said.extractor.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        format!(
            "{}: say which program read the report; tradestat does with ‘extract --with-text’",
            missing("extractor")
        )
    })?;
    if name == Extractor::OWN {
        let version = said.extractor_version.ok_or_else(|| missing("extractor_version"))?;
        return Ok(Extractor::own(version));
    }
    let figures: Figures = serde_json::from_str(line).map_err(|error| format!("has {error}"))?;
    let mut hasher = Sha256::new();
    hasher.update(figures.mentions.get());
    hasher.update(figures.figures.get());
    let mut answer = String::with_capacity(32);
    for byte in &hasher.finalize()[..16] {
        let _ = write!(answer, "{byte:02x}");
    }
    let version = said.extractor_version.unwrap_or_default();
    Ok(Extractor { name: Cow::Owned(as_seen(name)), version, answer: Some(answer) })
}

fn report(said: &Line) -> Result<Report, String> {
    let text = said.text.as_deref().ok_or_else(|| {
        format!("{}, without which nothing can be proved; tradestat writes it with ‘extract --with-text’", missing("text"))
    })?;
    if text.trim().is_empty() {
        return Err("has an empty \"text\"; there is nothing to read in it".to_owned());
    }
    if let Some(at) = text.chars().position(|c| c == '\0') {
        return Err(format!("has a NUL character in its \"text\" (character {at}); take it out"));
    }
    let word = |word: &Option<Word>| {
        word.as_deref().filter(|word| !word.trim().is_empty()).map(str::to_owned)
    };
    let url = word(&said.url);
    let id = said.id.map(RawValue::get).filter(|id| *id != "null");
    let source = word(&said.source).map(|source| as_seen(&source));
    let language = said.language.as_deref().map(proof::language).transpose()?;
    let given = match said.language_basis.as_deref() {
        None | Some("given") => true,
        Some("detected") => false,
        Some(other) => {
            return Err(format!("\"language_basis\" is ‘{other}’: it is given or detected"));
        }
    };
    let found = [PublishedBasis::Dateline, PublishedBasis::Content];
    Ok(Report {
        source: source
            .or_else(|| super::named(id, url.as_deref()))
            .unwrap_or_else(|| "-".to_owned()),
        title: word(&said.title),
        publisher: word(&said.publisher),
        url,
        language: language.filter(|_| given),
        published: published(said)?.filter(|published| !found.contains(&published.basis)),
        pages: said.pages.clone(),
        notes: said.notes.clone(),
        text: text.to_owned(),
    })
}

/// The day of publication, and what it rests on; where that is not said, it was given.
fn published(said: &Line) -> Result<Option<Published>, String> {
    let Some(day) = &said.published else { return Ok(None) };
    let day = proof::day(day)?;
    let basis = match said.published_basis.as_deref() {
        None => PublishedBasis::Given,
        Some(code) => known("published_basis", code, PublishedBasis::parse)?,
    };
    Ok(Some(Published { day, basis }))
}

/// A code of a list.
fn known<T>(key: &str, code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    parse(code).ok_or_else(|| format!("\"{key}\" is ‘{code}’, which is none of its codes"))
}

fn coded<T>(key: &str, code: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    known(key, code.ok_or_else(|| missing(key))?, parse)
}

fn mention(proof: &Proof, said: &MentionSaid) -> Result<Mention, String> {
    let (span, words) = proof.span(said.start, said.end)?;
    let text = said.text.as_deref().ok_or_else(|| missing("text"))?;
    if text != words {
        let Span { start, end } = span;
        return Err(format!(
            "‘{text}’ does not stand at {start}–{end}, where the text has ‘{words}’"
        ));
    }
    let kind = said.kind.as_deref().ok_or_else(|| missing("kind"))?;
    let days = (said.from.as_deref(), said.to.as_deref());
    let meaning = match kind {
        "money" | "percent" | "quantity" => {
            let amount = amount(said.amount(), words)?;
            let meaning = Meaning::of(amount).filter(|meaning| meaning.kind() == kind);
            meaning.ok_or_else(|| format!("is {kind}, and its unit is another"))?
        }
        "period" => Meaning::Period(match (&said.code, days) {
            (Some(code), (from, to)) => Some(proof::period(code, from, to)?),
            (None, (None, None)) => None,
            (None, _) => return Err(missing("code")),
        }),
        "area" => Meaning::Area(proof::area(said.code.as_deref().ok_or_else(|| missing("code"))?)?),
        other => {
            return Err(format!("\"kind\" is ‘{other}’: money, percent, quantity, period or area"));
        }
    };
    Ok(Mention { span, meaning })
}

fn amount(said: AmountSaid<'_>, words: &str) -> Result<Amount, String> {
    let value = proof::decimal(said.value.ok_or_else(|| missing("value"))?)?;
    let high = said.high.map(proof::decimal).transpose()?;
    let qualifier = coded("qualifier", said.qualifier, Qualifier::parse)?;
    // A hedge may stand before a range: "over 5 to 7 million".
    if qualifier == Qualifier::Between && high.is_none() {
        return Err("lies between two values, and has no \"value_high\"".to_owned());
    }
    let rounding = match said.rounding {
        Some(rounding) => proof::decimal(rounding)?.abs(),
        None => rounding::of(words, value),
    };
    Ok(Amount { value, high, unit: said.unit.map(proof::unit).transpose()?, qualifier, rounding })
}

/// Where the quote of a figure stands.
fn quoted(proof: &Proof, said: &FigureSaid) -> Result<Span, String> {
    let (span, words) = proof.span(said.start, said.end)?;
    let quote = said.quote.as_deref().ok_or_else(|| missing("quote"))?;
    let place = proof.quote(quote, span);
    place.ok_or_else(|| {
        format!(
            "‘{words}’ at {}–{} does not stand in the quote ‘{quote}’, or that not in the text",
            span.start, span.end
        )
    })
}

/// Sentences in order, each once.
fn apart(mut sentences: Vec<Span>) -> Result<Vec<Span>, String> {
    sentences.sort_unstable();
    sentences.dedup();
    let overlap = sentences.windows(2).find(|pair| pair[1].start < pair[0].end);
    match overlap {
        None => Ok(sentences),
        Some(pair) => Err(format!(
            "the sentences at {}–{} and {}–{} overlap; two quotes are the same sentence, or have nothing in common",
            pair[0].start, pair[0].end, pair[1].start, pair[1].end
        )),
    }
}

fn figure(proof: &Proof, sentences: &[Span], said: &FigureSaid) -> Result<Figure, String> {
    let (span, words) = proof.span(said.start, said.end)?;
    let sentence =
        sentences.partition_point(|sentence| sentence.start <= span.start).checked_sub(1);
    let sentence = sentence.filter(|place| span.start < sentences[*place].end);
    let sentence =
        sentence.ok_or_else(|| format!("‘{words}’ at {} stands in no sentence", span.start))?;
    let quote = said.quote.as_deref().ok_or_else(|| missing("quote"))?;
    if proof.words(sentences[sentence]) != Some(quote) {
        return Err(format!(
            "‘{words}’ at {} stands in another sentence than ‘{quote}’",
            span.start
        ));
    }
    let amount = amount(said.amount(), words)?;
    let transform = coded("transform", said.transform.as_deref(), Transform::parse)?;
    check_unit(transform, amount.unit)?;
    let confidence = said.confidence.ok_or_else(|| missing("confidence"))?;
    if !(0.0..=1.0).contains(&confidence) {
        return Err(format!("\"confidence\" is {confidence}, and lies between 0 and 1"));
    }
    let area = |code: &Option<Word>| code.as_deref().map(proof::area).transpose();
    Ok(Figure {
        indicator: coded("indicator", said.indicator.as_deref(), Indicator::parse)?,
        transform,
        ref_area: area(&said.ref_area)?,
        counterpart_area: area(&said.counterpart_area)?,
        product: said.product.as_deref().map(str::to_owned),
        amount,
        period: said.period.as_ref().map(period).transpose()?,
        base: said.base.as_deref().map(|code| proof::period(code, None, None)).transpose()?,
        status: coded("status", said.status.as_deref(), Status::parse)?,
        source: said.source.as_ref().map(|said| source(proof, said)).transpose()?,
        span,
        sentence,
        column: headings(proof, said)?,
        confidence,
        rule: Cow::Owned(said.rule.as_deref().ok_or_else(|| missing("rule"))?.to_owned()),
    })
}

/// Who counts a figure; the words that name it stand where they are said to.
fn source(proof: &Proof, said: &SourceSaid) -> Result<Attribution, String> {
    let (span, words) = proof.span(said.start, said.end)?;
    if said.at.as_deref() != Some(words) {
        let at = said.at.as_deref().unwrap_or_default();
        return Err(format!("who counts is ‘{at}’, and at {} stands ‘{words}’", span.start));
    }
    Ok(Attribution {
        area: said.area.as_deref().map(proof::area).transpose()?,
        kind: coded("kind", said.kind.as_deref(), SourceKind::parse)?,
        span,
        rule: said.rule.as_deref().and_then(SourceRule::parse).unwrap_or(SourceRule::Elsewhere),
    })
}

/// A multiple has no unit, and nothing else has none.
fn check_unit(transform: Transform, unit: Option<Unit>) -> Result<(), String> {
    match (transform, unit) {
        (Transform::Multiple, Some(unit)) => Err(format!("is a multiple, and has the unit {unit}")),
        (Transform::Multiple, None) | (_, Some(_)) => Ok(()),
        (_, None) => Err(missing("unit")),
    }
}

fn period(said: &PeriodSaid) -> Result<Period, String> {
    let code = said.code.as_deref().ok_or_else(|| missing("code"))?;
    proof::period(code, said.from.as_deref(), said.to.as_deref())
}

/// What a number of a table stands under.
fn headings(proof: &Proof, said: &FigureSaid) -> Result<Vec<Span>, String> {
    let all =
        each("column_at", &said.column_at, |&(start, end)| proof.span(Some(start), Some(end)))?;
    let words: Vec<&str> = all.iter().map(|(_, words)| *words).collect();
    let column = said.column.as_deref().unwrap_or_default();
    if words.join(" · ") != column {
        return Err(format!(
            "\"column\" is ‘{column}’, and at \"column_at\" stands ‘{}’",
            words.join(" · ")
        ));
    }
    Ok(all.into_iter().map(|(span, _)| span).collect())
}

#[cfg(test)]
mod tests;
