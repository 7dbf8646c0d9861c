//! The round trip through a spreadsheet: figures out with what was read, decisions back in.

use super::fields::{Field, ordered};
use crate::export::Rows;
use crate::read;
use crate::store::{Decision, Number, Reviewed, Store, Verdict};
use chrono::NaiveDate;
use std::io::Read;

/// The column of the keys. A key is written after ‘#’: one of digits alone would come back as a rounded number.
const FIGURE: &str = "figure";
const VERDICT: &str = "verdict";
const NOTE: &str = "note";
/// What the extractor had read when the sheet was written.
const READ_VALUE: &str = "read_value";

/// What is shown beside the fields, and not read back.
const CONTEXT: [&str; 10] = [
    "confidence",
    "reasons",
    "at",
    "quote",
    "heading",
    "title",
    "publisher",
    "published",
    "url",
    "page",
];

/// Writes the line of names.
pub(super) fn header(rows: &mut dyn Rows) -> std::io::Result<()> {
    let mut names = vec![FIGURE, VERDICT, NOTE];
    names.extend(Field::ALL.map(Field::name));
    names.push(READ_VALUE);
    names.extend(CONTEXT);
    rows.header(&names)
}

/// Writes a figure with the decision in force.
pub(super) fn row(rows: &mut dyn Rows, figure: &Reviewed) -> std::io::Result<()> {
    rows.text(&format!("#{}", figure.figure_key));
    rows.text(figure.verdict.map_or("", Verdict::code));
    rows.text(figure.note.as_deref().unwrap_or_default());
    for field in Field::ALL {
        let text = field.of(&figure.decided);
        if field.is_number() && !text.is_empty() { rows.number(&text) } else { rows.text(&text) }
    }
    rows.number(&Number::from(figure.read.value).to_string());
    rows.number(&format!("{:.3}", figure.confidence));
    rows.text(&figure.reasons().join(", "));
    rows.text(&figure.at);
    rows.text(&figure.quote);
    for text in [&figure.heading, &figure.title, &figure.publisher, &figure.published, &figure.url]
    {
        rows.text_or_nothing(text.as_deref());
    }
    match figure.page {
        Some(page) => rows.number(&page.to_string()),
        None => rows.nothing(),
    }
    rows.end_row()
}

/// What a sheet says: decisions to write, rows that change nothing, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) decisions: Vec<(Reviewed, Decision)>,
    pub(super) unchanged: usize,
    /// Each names its line and column.
    pub(super) problems: Vec<String>,
}

/// Who decides, and when.
#[derive(Clone, Debug)]
pub(super) struct Reviewer {
    pub(super) by: Option<String>,
    pub(super) on: NaiveDate,
}

/// Reads a sheet back. Columns may stand in any order, and those of the context may be missing; a row without a verdict
/// whose fields were changed is a correction.
pub(super) fn read(
    mut from: impl Read,
    store: &Store,
    reviewer: &Reviewer,
) -> Result<Sheet, String> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let table = read::Sheet::decode(bytes)?;
    let mut reader = table.reader();
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let place = |name: &str| header.iter().position(|column| column.trim() == name);
    let Some(figure) = place(FIGURE) else {
        return Err(format!(
            "has no column ‘{FIGURE}’; a sheet comes from `tradestat review export`, and its first line names the columns"
        ));
    };
    let columns = Columns {
        figure,
        verdict: place(VERDICT),
        note: place(NOTE),
        read_value: place(READ_VALUE),
        fields: Field::ALL.iter().filter_map(|&f| Some((f, place(f.name())?))).collect(),
        decimal_comma: table.has_decimal_comma(),
    };
    let mut sheet = Sheet::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                sheet.problems.push(error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match columns.decision(&record, store, reviewer) {
            Ok(Some(decision)) => sheet.decisions.push(decision),
            Ok(None) => sheet.unchanged += 1,
            Err(why) => sheet.problems.push(format!("line {line}, {why}")),
        }
    }
    Ok(sheet)
}

/// Where what is read back stands.
struct Columns {
    figure: usize,
    verdict: Option<usize>,
    note: Option<usize>,
    read_value: Option<usize>,
    fields: Vec<(Field, usize)>,
    decimal_comma: bool,
}

impl Columns {
    /// What a row decides; nothing where it says what is in force. The error names the column.
    fn decision(
        &self,
        record: &csv::StringRecord,
        store: &Store,
        reviewer: &Reviewer,
    ) -> Result<Option<(Reviewed, Decision)>, String> {
        let cell = |place: Option<usize>| {
            // What an export for Excel disarmed begins with an apostrophe.
            let text = place.and_then(|place| record.get(place)).unwrap_or_default().trim();
            text.strip_prefix('\'').unwrap_or(text)
        };
        let key = cell(Some(self.figure)).trim_start_matches('#');
        let figure = store.reviewed(key).map_err(|why| format!("column {FIGURE}: {why}"))?;
        let mut reading = figure.decided.clone();
        for &(field, place) in &self.fields {
            let text = self.digits(field, cell(Some(place)));
            if text != field.of(&reading) {
                let put = field.put(&text, &mut reading);
                put.map_err(|why| format!("column {}: {why}", field.name()))?;
            }
        }
        let reading = ordered(reading);
        let verdict = match cell(self.verdict) {
            "" => None,
            code => Some(Verdict::parse(code).ok_or_else(|| {
                format!("column {VERDICT}: ‘{code}’ is none of confirmed, corrected, rejected, undone, nor empty")
            })?),
        };
        let note = Some(cell(self.note)).filter(|note| !note.is_empty()).map(str::to_owned);
        let changed = reading != figure.decided;
        let same_word = verdict == figure.verdict && note == figure.note;
        if !changed && (same_word || verdict.is_none()) {
            return Ok(None);
        }
        self.read_the_same(cell(self.read_value), &figure)?;
        let verdict = match verdict {
            None | Some(Verdict::Confirmed | Verdict::Corrected) if reading != figure.read => {
                Verdict::Corrected
            }
            None => Verdict::Undone,
            Some(Verdict::Corrected) => Verdict::Confirmed,
            Some(verdict) => verdict,
        };
        let decision = Decision {
            figure_key: figure.figure_key.clone(),
            verdict,
            reading: (verdict == Verdict::Corrected).then_some(reading),
            by: reviewer.by.clone(),
            on: reviewer.on,
            note,
        };
        Ok(Some((figure, decision)))
    }

    /// Whoever decides has seen what is read today.
    fn read_the_same(&self, text: &str, figure: &Reviewed) -> Result<(), String> {
        let now = Number::from(figure.read.value).to_string();
        if text.is_empty() || self.digits(Field::Value, text) == now {
            return Ok(());
        }
        let mut then = figure.read.clone();
        let same = Field::Value.put(&self.digits(Field::Value, text), &mut then).is_ok()
            && then.value == figure.read.value;
        if same {
            return Ok(());
        }
        Err(format!(
            "column {READ_VALUE}: the number was read as {text} when the sheet was written, and is read as {now} now; export it again"
        ))
    }

    fn digits(&self, field: Field, text: &str) -> String {
        if self.decimal_comma && field.is_number() && !text.contains('.') {
            text.replace(',', ".")
        } else {
            text.to_owned()
        }
    }
}
