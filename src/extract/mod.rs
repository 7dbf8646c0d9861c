//! Turns prose into figures; pure: no clock, files or database.
//!
//! "Trade between Russia and China decreased by 9.1%" in a [`Report`] becomes a figure of an [`Extraction`]: turnover,
//! change, `RU`, `CN`, −9.1 percent. The stages, each a module: `token` and `document` read the text with the words of its
//! language (`lexicon`), `segment` cuts it into sentences, `amount`, `period` and `place` recognise mentions, `line` and
//! `link` say what each number tells, helped by what the report has spoken of before (`discourse`); the rows of a table are
//! read by `table`; `source` says who counts. Storing is left to others.

mod amount;
mod discourse;
mod document;
mod explain;
mod fold;
mod json;
mod language;
mod lexicon;
mod line;
mod link;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at once")]
mod made_up;
mod number;
mod offsets;
mod period;
mod place;
mod published;
mod rows;
mod segment;
mod source;
mod table;
mod token;
mod words;

pub use explain::{Clause, Explanation, Grounds, Reading, Why, Word, explain};
pub use json::{Form, Told, answer, answer_of, question, told};
pub use language::language_of_words;
pub use link::{Candidate, Dating, Feature};
pub use source::publisher;
pub use words::query;

use crate::model::{
    Amount, Attribution, Decimal, Extraction, Figure, Language, Meaning, Mention, Published,
    Report, Span, Status, Unit,
};
use amount::{Number, Talk};
use discourse::Discourse;
use document::Document;
use lexicon::Lexicon;
use line::Line;
use offsets::Offsets;
use period::{Context, Role, When};
use place::Place;
use rows::Rows;
use segment::Sentence;
use source::{Said, Sources};
use std::borrow::Cow;
use std::ops::Range;

/// Changes with every change of what is extracted: a store re-extracts what an older one read.
pub const VERSION: u32 = 3;

/// What was recognised in one sentence.
struct Recognised {
    numbers: Vec<Number>,
    periods: Vec<When>,
    places: Vec<Place>,
}

/// Reads a report and returns everything it mentions, and every figure of trade or investment it states.
///
/// The language is the report's, or detected; the publication day is the report's, or inferred from the text. The same
/// report gives the same extraction on every machine.
#[must_use]
pub fn extract(report: &Report) -> Extraction {
    read(report, None)
}

/// Something with numbers that was read.
enum Seen<'s, 'd, 't> {
    /// A sentence, and what was linked in it.
    Line(&'s Line<'d, 't>, &'s [link::Linked]),
    /// A row of a table, and what its cells told.
    Row(&'s Document<'t>, &'s Sentence, &'s table::Told, &'s table::Table),
}

/// Whoever wants to see everything with a number.
type Onlooker<'o> = Option<&'o mut dyn FnMut(Seen)>;

fn read(report: &Report, seen: Onlooker) -> Extraction {
    let language = report.language.unwrap_or_else(|| language::detect(&report.text));
    read_with(report, language, Lexicon::of(language), seen)
}

/// The same with the words of a lexicon.
fn read_with(
    report: &Report,
    language: Language,
    lexicon: &'static Lexicon,
    mut seen: Onlooker,
) -> Extraction {
    let tables = table::find(&report.text);
    let document = Document::read(&report.text, lexicon);
    let sentences = segment::sentences(&document, &tables);
    let published = report.published.or_else(|| published::infer(&document, &sentences));
    let day = published.map(|p| p.day);
    let mut rows = Rows::of(&document, &sentences, &tables);
    let mut places: Vec<Vec<Place>> = sentences
        .iter()
        .map(|s| match rows.cells(s) {
            Some(cells) => cells.iter().flat_map(|c| place::places(&document, c)).collect(),
            None => place::places(&document, &s.pieces),
        })
        .collect();
    place::settle(&document, &mut places);
    rows.look_around(&document, &sentences, &places);
    // What a table lists says little of whose report it is.
    let told = sentences.iter().zip(&places).filter(|(s, _)| s.row.is_none());
    let mut discourse =
        Discourse::of(&document, told.map(|(s, places)| (s.paragraph, places.as_slice())));
    discourse.explained = seen.is_some();
    let mut sources = Sources::default();
    let mut out = Writer::new(&document, language, published);
    for (index, sentence) in sentences.iter().enumerate() {
        if let Some(row) = sentence.row {
            let before = index.checked_sub(1).and_then(|before| sentences[before].row);
            if before.is_none_or(|before| before.table != row.table) {
                let (around, lines) = rows.table(row, &sentences[index..], &places[index..]);
                let mut table = table::read(&document, &lines, around, day, &discourse);
                for ((line, _), told) in lines.iter().zip(&mut table.rows) {
                    read_prose(&document, sentence, line, told, (index, day), &mut discourse);
                }
                let rows = &sentences[index..index + lines.len()];
                for row in rows {
                    sources.read_row(&document, row, &discourse);
                }
                out.table(rows, &table, sources.of_table(), &mut seen);
            }
            continue;
        }
        let places = std::mem::take(&mut places[index]);
        let recognised = recognise(&document, sentence, places, day, &discourse);
        let main = recognised.periods.iter().rfind(|when| when.role == Role::Main);
        discourse.mentioned = main.and_then(When::told).or(discourse.mentioned);
        out.mentions(sentence, &recognised);
        sources.read(&document, sentence, &discourse);
        link::enter(&document, sentence, !recognised.numbers.is_empty(), &mut discourse);
        if recognised.numbers.is_empty() {
            set_scene(&document, sentence, recognised, index, &mut discourse);
            continue;
        }
        let Recognised { numbers, periods, places } = recognised;
        let places = place::without_whereabouts(&document, places);
        let line = Line::new(&document, sentence, numbers, periods, places);
        let mut linked = link::figures(&line, index, day, &mut discourse);
        if rows::stand_below(&sentences, index) {
            // "Exports, US$ 1,000" over a table names the unit of its numbers.
            linked.retain(|linked| !is_unit(linked.amount));
        }
        if let Some(seen) = &mut seen {
            seen(Seen::Line(&line, &linked));
        }
        out.figures(&line, linked, &sources);
    }
    let headlines = out.headlines;
    complete_headlines(&mut out.extraction.figures, headlines);
    let mut extraction = out.finish(&sources);
    extraction.publisher = publisher(report, language);
    extraction
}

/// "US$ 1,000"
fn is_unit(amount: Amount) -> bool {
    let of_money = matches!(amount.unit, Some(Unit::Currency(_)));
    of_money && amount.value == Decimal::ONE_THOUSAND && amount.high.is_none()
}

/// Reads the sentences that stand in cells of a row.
fn read_prose(
    document: &Document,
    sentence: &Sentence,
    row: &table::Line,
    told: &mut table::Told,
    (index, day): (usize, Option<chrono::NaiveDate>),
    discourse: &mut Discourse,
) {
    for pieces in std::mem::take(&mut told.prose) {
        let cell = Sentence { pieces, bare: false, row: None, ..*sentence };
        let within = |place: &&Place| cell.pieces.contains(&place.pieces.start);
        let places = row.places.iter().filter(within).cloned().collect();
        let recognised = recognise(document, &cell, places, day, discourse);
        told.mentions.extend(meanings(&recognised));
        let Recognised { numbers, periods, places } = recognised;
        let places = place::without_whereabouts(document, places);
        let line = Line::new(document, &cell, numbers, periods, places);
        for linked in link::figures(&line, index, day, discourse) {
            let number = line.numbers[linked.number].pieces.clone();
            told.figures.push(table::Found::told(linked, number));
        }
    }
    told.mentions.sort_by_key(|(pieces, _)| (pieces.start, pieces.end));
    told.figures.sort_by_key(|found| found.number.start);
}

/// What a sentence without numbers leaves in memory. Most name nothing of trade, and are passed over; debug builds read them
/// all the same, and check that nothing was missed.
fn set_scene(
    document: &Document,
    sentence: &Sentence,
    recognised: Recognised,
    index: usize,
    discourse: &mut Discourse,
) {
    let Recognised { numbers, periods, places } = recognised;
    let mut passed = None;
    if link::is_idle(document.kinds(&sentence.pieces), &periods, &places) {
        passed = cfg!(debug_assertions).then(|| discourse.clone());
        link::pass_over(passed.as_mut().unwrap_or(discourse));
        if passed.is_none() {
            return;
        }
    }
    let line = Line::new(document, sentence, numbers, periods, places);
    link::figures(&line, index, None, discourse);
    debug_assert!(
        passed.is_none_or(|passed| passed == *discourse),
        "an idle sentence said something"
    );
}

/// How many figures to either side are searched for the one that a headline repeats.
const TWINS: usize = 200;

/// A headline says a figure again without its time or partner: what is missing is taken from the sentence that says the
/// same number of the same thing in full, and its time, failing that, from the next figure of the same indicator.
fn complete_headlines(figures: &mut [Figure], headlines: usize) {
    for at in 0..figures.len() {
        let figure = &figures[at];
        if figure.period.is_some() && figure.ref_area.is_some() && figure.counterpart_area.is_some()
        {
            continue;
        }
        let same = |other: &&Figure| {
            other.indicator == figure.indicator
                && other.transform == figure.transform
                && other.amount.value.abs() == figure.amount.value.abs()
                && other.amount.unit == figure.amount.unit
                && other.sentence != figure.sentence
        };
        let fits = |other: &&Figure| {
            figure
                .ref_area
                .is_none_or(|area| [other.ref_area, other.counterpart_area].contains(&Some(area)))
        };
        // A window, so that a report of a hundred thousand figures takes linear time.
        let window = at.saturating_sub(TWINS)..figures.len().min(at + TWINS);
        let around = &figures[window.clone()];
        let twin = around.iter().filter(same).filter(fits).find(|o| o.period.is_some());
        let next = || {
            figures[at..window.end]
                .iter()
                .find(|o| o.indicator == figure.indicator && o.period.is_some())
        };
        let headline = figure.sentence < headlines && figure.status == Status::Actual;
        let digits = figure.amount.value.normalize().mantissa().unsigned_abs() >= 100;
        let twin = twin.filter(|_| digits || headline);
        if let Some(twin) = twin.map(|t| (t.period, t.ref_area, t.counterpart_area, t.status)) {
            let figure = &mut figures[at];
            figure.period = figure.period.or(twin.0);
            figure.status = twin.3;
            if figure.counterpart_area.is_none() {
                (figure.ref_area, figure.counterpart_area) = (twin.1.or(figure.ref_area), twin.2);
            }
        } else if let Some(period) =
            next().filter(|_| headline && figure.period.is_none()).and_then(|n| n.period)
        {
            figures[at].period = Some(period);
        }
    }
}

fn recognise(
    document: &Document,
    sentence: &Sentence,
    places: Vec<Place>,
    published: Option<chrono::NaiveDate>,
    discourse: &Discourse,
) -> Recognised {
    let mut places = places;
    place::stand_for(document, &sentence.pieces, &mut places, discourse);
    let talk = Talk {
        money: discourse.money,
        other_money: discourse.other_money,
        home: discourse.home,
        about: &discourse.areas,
    };
    let numbers = amount::numbers(document, &sentence.pieces, talk);
    let fiscal_start = discourse.fiscal_start;
    let spoken = discourse.period.or(discourse.mentioned);
    let mut context = Context { published, spoken, fiscal_start };
    let taken = |piece: usize| numbers.iter().any(|n| n.pieces.contains(&piece));
    let periods = period::periods(document, &sentence.pieces, taken, &mut context);
    Recognised { numbers, periods, places }
}

/// Everything that was recognised, in order.
fn meanings(recognised: &Recognised) -> Vec<(Range<usize>, Meaning)> {
    let Recognised { numbers, periods, places } = recognised;
    let amounts = numbers.iter().filter_map(|n| Some((n.pieces.clone(), Meaning::of(n.amount)?)));
    let times = periods.iter().map(|p| (p.pieces.clone(), Meaning::Period(p.period)));
    let areas =
        places.iter().filter(|p| !p.implied).map(|p| (p.pieces.clone(), Meaning::Area(p.area)));
    let mut all: Vec<_> = amounts.chain(times).chain(areas).collect();
    all.sort_by_key(|(pieces, _)| pieces.start);
    all
}

/// Collects an extraction, its offsets in code points.
struct Writer<'d, 't> {
    document: &'d Document<'t>,
    offsets: Offsets<'t>,
    /// How many of the first sentences written are of the headline.
    headlines: usize,
    /// Who answers for each figure, and the byte where its number begins.
    said: Vec<(usize, Said)>,
    extraction: Extraction,
}

impl<'d, 't> Writer<'d, 't> {
    fn new(document: &'d Document<'t>, language: Language, published: Option<Published>) -> Self {
        let extraction = Extraction {
            language,
            published,
            publisher: None,
            sentences: Vec::new(),
            mentions: Vec::new(),
            figures: Vec::new(),
        };
        let offsets = Offsets::new(document.text);
        Self { document, offsets, headlines: 0, said: Vec::new(), extraction }
    }

    fn span(&mut self, pieces: &Range<usize>) -> Span {
        let bytes = self.document.bytes(pieces);
        let start = self.offsets.at(bytes.start);
        Span { start, end: self.offsets.at(bytes.end) }
    }

    fn mentions(&mut self, sentence: &Sentence, recognised: &Recognised) {
        self.mentioned(sentence, &meanings(recognised));
    }

    /// Adds a sentence with its mentions, in their order; one without is left out.
    fn mentioned(&mut self, sentence: &Sentence, all: &[(Range<usize>, Meaning)]) {
        if all.is_empty() {
            return;
        }
        let span = self.span(&sentence.pieces);
        self.extraction.sentences.push(span);
        if sentence.bare && sentence.paragraph == 0 {
            self.headlines = self.extraction.sentences.len();
        }
        for (pieces, meaning) in all {
            let span = self.span(pieces);
            self.extraction.mentions.push(Mention { span, meaning: *meaning });
        }
    }

    /// Adds the figures of a sentence, whose mentions were written just before.
    fn figures(&mut self, line: &Line, linked: Vec<link::Linked>, sources: &Sources) {
        if linked.is_empty() {
            return;
        }
        // "Exports doubled." mentions nothing but is a sentence all the same.
        let span = self.span(&line.sentence.pieces);
        if self.extraction.sentences.last() != Some(&span) {
            self.extraction.sentences.push(span);
        }
        let sentence = self.extraction.sentences.len() - 1;
        let byte = |number: usize| self.document.bytes(&line.numbers[number].pieces).start;
        let first = linked.first().map_or(0, |figure| byte(figure.number));
        for figure in linked {
            let number = self.document.bytes(&line.numbers[figure.number].pieces).start;
            self.said.push((number, sources.of(number, first)));
            let span = self.span(&line.numbers[figure.number].pieces);
            self.extraction.figures.push(Figure {
                indicator: figure.indicator,
                transform: figure.transform,
                ref_area: figure.ref_area,
                counterpart_area: figure.counterpart_area,
                product: figure.product,
                amount: figure.amount,
                period: figure.period,
                base: figure.base,
                status: figure.status,
                source: None,
                span,
                sentence,
                column: Vec::new(),
                confidence: (figure.confidence * 1000.0).round() / 1000.0,
                rule: Cow::Borrowed(figure.rule),
            });
        }
    }

    /// Adds the rows of a table.
    fn table(&mut self, lines: &[Sentence], table: &table::Table, said: Said, seen: &mut Onlooker) {
        // All at once, so that the text is not gone through again for every figure.
        let heads: Vec<Span> = table.heads.iter().map(|head| self.span(head)).collect();
        for (line, told) in lines.iter().zip(&table.rows) {
            self.mentioned(line, &told.mentions);
            let sentence = self.extraction.sentences.len().saturating_sub(1);
            for found in &told.figures {
                self.said.push((self.document.bytes(&found.number).start, said));
                let span = self.span(&found.number);
                self.extraction.figures.push(Figure {
                    indicator: found.indicator,
                    transform: found.transform,
                    ref_area: found.ref_area,
                    counterpart_area: found.counterpart_area,
                    product: found.product.clone(),
                    amount: found.amount,
                    period: found.period,
                    base: found.base,
                    status: found.status,
                    source: None,
                    span,
                    sentence,
                    column: found.heads.iter().map(|&head| heads[head]).collect(),
                    confidence: (found.confidence * 1000.0).round() / 1000.0,
                    rule: Cow::Borrowed(found.rule),
                });
            }
            if let Some(seen) = seen {
                seen(Seen::Row(self.document, line, told, table));
            }
        }
    }

    /// Says of each figure who counts it.
    fn finish(mut self, sources: &Sources) -> Extraction {
        let figures = &mut self.extraction.figures;
        source::finish(sources, figures, &mut self.said);
        for (figure, (_, said)) in figures.iter_mut().zip(self.said) {
            let Said::By(voice, rule) = said else { continue };
            let start = self.offsets.at(voice.bytes.0);
            let span = Span { start, end: self.offsets.at(voice.bytes.1) };
            figure.source = Some(Attribution { area: voice.area, kind: voice.kind, span, rule });
        }
        self.extraction
    }
}
