//! The rows of one report: its text, pages, sentences and mentions.

use super::error::StoreError;
use super::heading;
use super::ingest::Ingest;
use super::number::Number;
use super::put_figure;
use super::series_of::know_area;
use super::voice::{self, Signature};
use crate::model::Text;
use crate::model::{
    Amount, AreaCode, Extraction, Extractor, Meaning, Mention, Period, Report, Span, Unit,
};
use rusqlite::{Connection, params};

/// A report and what identifies it.
pub(super) struct Origin<'a> {
    pub(super) report: &'a Report,
    pub(super) sha256: String,
    pub(super) fingerprint: String,
    pub(super) extractor: &'a Extractor,
}

/// Stores a report, in place of the report `old` where one is given. Returns its id.
pub(super) fn report(
    ingest: &mut Ingest<'_>,
    old: Option<i64>,
    origin: &Origin<'_>,
    extraction: &Extraction,
) -> Result<i64, StoreError> {
    let text = Text::new(&origin.report.text);
    // What does not fit is found before anything is written.
    let quotes = quotes(&text, extraction).map_err(|span| misfit(origin.report, span))?;
    write(ingest, old, origin, &text, &quotes, extraction).map_err(ingest.failed())
}

fn write(
    ingest: &mut Ingest<'_>,
    old: Option<i64>,
    origin: &Origin<'_>,
    text: &Text<'_>,
    quotes: &[(Span, &str)],
    extraction: &Extraction,
) -> rusqlite::Result<i64> {
    let mut forgotten = Vec::new();
    let id = match old {
        Some(id) => {
            ingest.before_removal(id)?;
            forgotten = remove_rows(ingest.connection(), id)?;
            ingest.after_removal()?;
            id
        }
        None => next_id(ingest.connection())?,
    };
    report_row(ingest.connection(), id, old.is_some(), origin, extraction)?;
    let sentences = sentence_rows(ingest.connection(), id, quotes)?;
    let mentions = mention_rows(ingest.connection(), extraction, quotes, &sentences)?;
    let rows = Rows { id, text, quotes, sentences: &sentences, mentions: &mentions };
    voice::keep(ingest.connection(), id, Signature::of(&origin.report.text, extraction).as_ref())?;
    put_figure::rows(ingest, &rows, &origin.sha256, extraction)?;
    remove_empty_series(ingest, &forgotten)?;
    Ok(id)
}

/// What the rows of a figure refer to.
pub(super) struct Rows<'a> {
    pub(super) id: i64,
    pub(super) text: &'a Text<'a>,
    pub(super) quotes: &'a [(Span, &'a str)],
    pub(super) sentences: &'a [i64],
    pub(super) mentions: &'a [i64],
}

fn misfit(report: &Report, span: Span) -> StoreError {
    let characters = report.text.chars().count();
    let what = format!("{}–{} of {characters} characters", span.start, span.end);
    StoreError::Misfit { report: report.source.clone(), what }
}

fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(report_id), 0) + 1 FROM report")?
        .query_row([], |row| row.get(0))
}

/// Removes all that was extracted from a report. Returns the series that may be empty now.
pub(super) fn remove_rows(connection: &Connection, id: i64) -> rusqlite::Result<Vec<i64>> {
    let series = connection
        .prepare_cached(
            "SELECT DISTINCT series_id FROM figure WHERE report_id = ?1 AND series_id IS NOT NULL",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    heading::remove(connection, id)?;
    for sql in [
        "DELETE FROM figure WHERE report_id = ?1",
        "DELETE FROM mention WHERE sentence_id IN (SELECT sentence_id FROM sentence WHERE report_id = ?1)",
        "DELETE FROM sentence WHERE report_id = ?1",
        "DELETE FROM report_page WHERE report_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(series)
}

/// Removes those of these series that are left without figures, unless a decision speaks of them. Findings about them go
/// with them.
pub(super) fn remove_empty_series(ingest: &mut Ingest<'_>, series: &[i64]) -> rusqlite::Result<()> {
    for id in series {
        // What was derived from its figures is derived no more.
        ingest
            .connection()
            .prepare_cached(
                "INSERT OR IGNORE INTO underived
                 SELECT ref_area, coalesce(counterpart_area, '') FROM series WHERE series_id = ?1",
            )?
            .execute([id])?;
        let removed = ingest
            .connection()
            .prepare_cached(
                "DELETE FROM series WHERE series_id = ?1
                 AND NOT EXISTS (SELECT 1 FROM figure WHERE series_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM derived WHERE series_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM decision WHERE series_id = ?1)",
            )?
            .execute([id])?;
        if removed > 0 {
            // While reports are stored, references do not act by themselves.
            for sql in [
                "DELETE FROM finding_figure WHERE finding_id IN (SELECT finding_id FROM finding WHERE series_id = ?1)",
                "DELETE FROM finding WHERE series_id = ?1",
            ] {
                ingest.connection().prepare_cached(sql)?.execute([id])?;
            }
            ingest.series.retain(|_, known| known != id);
        }
    }
    Ok(())
}

fn report_row(
    connection: &Connection,
    id: i64,
    is_there: bool,
    origin: &Origin<'_>,
    extraction: &Extraction,
) -> rusqlite::Result<()> {
    let report = origin.report;
    let published = extraction.published;
    let office = extraction.publisher;
    if let Some(area) = office.and_then(|office| office.area) {
        know_area(connection, area)?;
    }
    let sql = if is_there {
        "UPDATE report SET sha256 = ?2, source = ?3, title = ?4, publisher = ?5, url = ?6, language = ?7,
           published = ?8, published_basis = ?9, extractor = ?10, extractor_version = ?11, fingerprint = ?12,
           publisher_area = ?13, publisher_kind = ?14
         WHERE report_id = ?1"
    } else {
        "INSERT INTO report (report_id, sha256, source, title, publisher, url, language, published,
           published_basis, extractor, extractor_version, fingerprint, publisher_area, publisher_kind)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    };
    connection.prepare_cached(sql)?.execute(params![
        id,
        origin.sha256,
        report.source,
        report.title,
        report.publisher,
        report.url,
        extraction.language.as_str(),
        published.map(|published| published.day.to_string()),
        published.map(|published| published.basis.code()),
        origin.extractor.name,
        origin.extractor.version,
        origin.fingerprint,
        office.and_then(|office| office.area).as_ref().map(AreaCode::as_str),
        office.map(|office| office.kind.code()),
    ])?;
    if !is_there {
        connection
            .prepare_cached("INSERT INTO report_text (report_id, text) VALUES (?1, ?2)")?
            .execute(params![id, report.text])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO report_page (report_id, page, char_start) VALUES (?1, ?2, ?3)",
    )?;
    for (page, start) in (1..).zip(&report.pages) {
        insert.execute(params![id, page, start])?;
    }
    Ok(())
}

/// The quotes: the extraction's sentences, and the bare words of a mention that stands in none of them. In order of their
/// starts, so that the quote of a span is found by halving. The error is a span that leaves the text.
fn quotes<'a>(text: &Text<'a>, extraction: &Extraction) -> Result<Vec<(Span, &'a str)>, Span> {
    let mut quotes = Vec::with_capacity(extraction.sentences.len());
    for &span in &extraction.sentences {
        quotes.push((span, text.slice(span).ok_or(span)?));
    }
    quotes.sort_by_key(|(span, _)| *span);
    let sources = extraction.figures.iter().filter_map(|figure| figure.source);
    let columns = extraction.figures.iter().flat_map(|figure| &figure.column);
    for span in sources.map(|source| source.span).chain(columns.copied()) {
        text.slice(span).ok_or(span)?;
    }
    let spans = extraction.mentions.iter().map(|mention| mention.span);
    for span in spans.chain(extraction.figures.iter().map(|figure| figure.span)) {
        let words = text.slice(span).ok_or(span)?;
        if quote_of(&quotes, span).is_none() {
            let place = quotes.partition_point(|(quote, _)| quote.start <= span.start);
            quotes.insert(place, (span, words));
        }
    }
    Ok(quotes)
}

/// Which quote a span stands in; where it runs over an end, the one that it begins in.
pub(super) fn quote_of(quotes: &[(Span, &str)], span: Span) -> Option<usize> {
    let place = quotes.partition_point(|(quote, _)| quote.start <= span.start).checked_sub(1)?;
    (span.start < quotes[place].0.end).then_some(place)
}

fn sentence_rows(
    connection: &Connection,
    report: i64,
    quotes: &[(Span, &str)],
) -> rusqlite::Result<Vec<i64>> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO sentence (report_id, char_start, char_end, quote) VALUES (?1, ?2, ?3, ?4)",
    )?;
    quotes
        .iter()
        .map(|(span, quote)| insert.insert(params![report, span.start, span.end, quote]))
        .collect()
}

fn mention_rows(
    connection: &Connection,
    extraction: &Extraction,
    quotes: &[(Span, &str)],
    sentences: &[i64],
) -> rusqlite::Result<Vec<i64>> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO mention (sentence_id, kind, value, value_exact, value_high, value_high_exact, unit,
           qualifier, rounding, first_day, last_day, code, char_start, char_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let mut row = |mention: &Mention| {
        let amount = mention.meaning.amount();
        let value = amount.map(|amount| Number::from(amount.value));
        let high = amount.and_then(|amount| amount.high).map(Number::from);
        let period = match mention.meaning {
            Meaning::Period(period) => period,
            _ => None,
        };
        let code = match mention.meaning {
            Meaning::Area(area) => Some(area.to_string()),
            _ => period.map(Period::code),
        };
        insert.insert(params![
            quote_of(quotes, mention.span).map(|place| sentences[place]),
            mention.meaning.kind(),
            value.map(Number::real),
            value.and_then(Number::exact_digits),
            high.map(Number::real),
            high.and_then(Number::exact_digits),
            amount.and_then(unit),
            amount.map(|amount| amount.qualifier.code()),
            amount.map(|amount| Number::from(amount.rounding.abs()).real()),
            period.map(|period| period.from().to_string()),
            period.map(|period| period.to().to_string()),
            code,
            mention.span.start,
            mention.span.end,
        ])
    };
    extraction.mentions.iter().map(&mut row).collect()
}

pub(super) fn unit(amount: &Amount) -> Option<&str> {
    amount.unit.as_ref().map(Unit::code)
}
