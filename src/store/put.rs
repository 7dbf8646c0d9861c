//! The rows of one report: its text, sentences, mentions, figures, and the series that the figures belong to.

use super::error::StoreError;
use super::ingest::Ingest;
use super::key::figure_key;
use super::name::{series_name, series_slug};
use super::number::Number;
use crate::model::{
    Amount, AreaCode, Extraction, Figure, Indicator, Meaning, Mention, Period, Report, SeriesKey,
    Span, Transform,
};
use rusqlite::{Connection, OptionalExtension, params};
use unicode_normalization::UnicodeNormalization;

/// How many series are remembered between reports; more than any collection of reports has that is not made by a machine.
const REMEMBERED: usize = 100_000;

/// A report and what identifies it.
pub(super) struct Origin<'a> {
    pub(super) report: &'a Report,
    pub(super) sha256: String,
    pub(super) fingerprint: String,
    pub(super) version: u32,
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
    let failed = ingest.failed();
    let mut forgotten = Vec::new();
    let id = match old {
        Some(id) => {
            forgotten = remove_rows(ingest.connection(), id).map_err(&failed)?;
            id
        }
        None => next_id(ingest.connection()).map_err(&failed)?,
    };
    report_row(ingest.connection(), id, old.is_some(), origin, extraction).map_err(&failed)?;
    let sentences = sentence_rows(ingest.connection(), id, &quotes).map_err(&failed)?;
    ingest.unsettled.add(old.is_none().then_some(id), &sentences);
    let mentions =
        mention_rows(ingest.connection(), extraction, &quotes, &sentences).map_err(&failed)?;
    let rows =
        Rows { id, text: &text, quotes: &quotes, sentences: &sentences, mentions: &mentions };
    let mut nth = 0;
    for (i, figure) in extraction.figures.iter().enumerate() {
        let same = i > 0 && extraction.figures[i - 1].span == figure.span;
        nth = if same { nth + 1 } else { 0 };
        let key = figure_key(&origin.sha256, figure.span, nth);
        figure_row(ingest, &rows, extraction, figure, &key).map_err(&failed)?;
    }
    if !forgotten.is_empty() {
        remove_empty_series(ingest, &forgotten).map_err(&failed)?;
    }
    Ok(id)
}

/// What the rows of a figure refer to.
struct Rows<'a> {
    id: i64,
    text: &'a Text<'a>,
    quotes: &'a [(Span, &'a str)],
    sentences: &'a [i64],
    mentions: &'a [i64],
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
    for sql in [
        "DELETE FROM figure WHERE report_id = ?1",
        "DELETE FROM mention WHERE sentence_id IN (SELECT sentence_id FROM sentence WHERE report_id = ?1)",
        "DELETE FROM sentence WHERE report_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(series)
}

/// Removes those of these series that are left without figures, unless a decision speaks of them. Findings about them go
/// with them.
pub(super) fn remove_empty_series(ingest: &mut Ingest<'_>, series: &[i64]) -> rusqlite::Result<()> {
    for id in series {
        let removed = ingest
            .connection()
            .prepare_cached(
                "DELETE FROM series WHERE series_id = ?1
                 AND NOT EXISTS (SELECT 1 FROM figure WHERE series_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM decision WHERE series_id = ?1)",
            )?
            .execute([id])?;
        if removed > 0 {
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
    let sql = if is_there {
        "UPDATE report SET sha256 = ?2, source = ?3, title = ?4, publisher = ?5, url = ?6, language = ?7,
           published = ?8, published_basis = ?9, extractor_version = ?10, fingerprint = ?11 WHERE report_id = ?1"
    } else {
        "INSERT INTO report (report_id, sha256, source, title, publisher, url, language, published,
           published_basis, extractor_version, fingerprint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
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
        origin.version,
        origin.fingerprint,
    ])?;
    if !is_there {
        connection
            .prepare_cached("INSERT INTO report_text (report_id, text) VALUES (?1, ?2)")?
            .execute(params![id, report.text])?;
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
fn quote_of(quotes: &[(Span, &str)], span: Span) -> Option<usize> {
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

fn unit(amount: &Amount) -> Option<&str> {
    amount.unit.as_ref().map(crate::model::Unit::code)
}

fn figure_row(
    ingest: &mut Ingest<'_>,
    rows: &Rows<'_>,
    extraction: &Extraction,
    figure: &Figure,
    key: &str,
) -> rusqlite::Result<()> {
    for area in [figure.ref_area, figure.counterpart_area].into_iter().flatten() {
        know_area(ingest.connection(), area)?;
    }
    let series = match series_key(figure) {
        Some(key) => Some(series_id(ingest, key)?),
        None => None,
    };
    let mention = |wanted: &dyn Fn(&Meaning) -> bool| {
        nearest(extraction, rows.quotes, figure.span, wanted).map(|place| rows.mentions[place])
    };
    let own = nearest(extraction, rows.quotes, figure.span, &|meaning| meaning.amount().is_some())
        .filter(|&place| extraction.mentions[place].span == figure.span);
    let period = figure.period;
    let area = |area: Option<AreaCode>| {
        area.and_then(|area| mention(&|meaning| *meaning == Meaning::Area(area)))
    };
    let value = Number::from(figure.amount.value);
    let high = figure.amount.high.map(Number::from);
    ingest
        .connection()
        .prepare_cached(
            "INSERT INTO figure (figure_key, report_id, sentence_id, mention_id, period_mention_id,
               ref_area_mention_id, counterpart_area_mention_id, series_id, indicator, transform, ref_area,
               counterpart_area, product, value, value_exact, value_high, value_high_exact, unit, qualifier,
               rounding, period, period_start, period_end, base, status, confidence, rule, char_start,
               char_end, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
        )?
        .execute(params![
            key,
            rows.id,
            quote_of(rows.quotes, figure.span).map(|place| rows.sentences[place]),
            own.map(|place| rows.mentions[place]),
            period.and_then(|p| mention(&|meaning| *meaning == Meaning::Period(Some(p)))),
            area(figure.ref_area),
            area(figure.counterpart_area),
            series,
            figure.indicator.code(),
            figure.transform.code(),
            figure.ref_area.as_ref().map(AreaCode::as_str),
            figure.counterpart_area.as_ref().map(AreaCode::as_str),
            figure.product.as_deref().and_then(tidy),
            value.real(),
            value.exact_digits(),
            high.map(Number::real),
            high.and_then(Number::exact_digits),
            unit(&figure.amount),
            figure.amount.qualifier.code(),
            Number::from(figure.amount.rounding.abs()).real(),
            period.map(Period::code),
            period.map(|period| period.from().to_string()),
            period.map(|period| period.to().to_string()),
            figure.base.map(Period::code),
            figure.status.code(),
            if figure.confidence.is_nan() { 0.0 } else { figure.confidence.clamp(0.0, 1.0) },
            figure.rule.as_ref(),
            figure.span.start,
            figure.span.end,
            rows.text.slice(figure.span),
        ])?;
    Ok(())
}

/// The mention that a figure most likely took its period or area from: the nearest in its own sentence, else the last one
/// before it.
fn nearest(
    extraction: &Extraction,
    quotes: &[(Span, &str)],
    span: Span,
    wanted: &dyn Fn(&Meaning) -> bool,
) -> Option<usize> {
    let sentence = quotes[quote_of(quotes, span)?].0;
    let mentions = &extraction.mentions;
    let first = mentions.partition_point(|mention| mention.span.start < sentence.start);
    let end = mentions.partition_point(|mention| mention.span.start < sentence.end);
    let is_wanted = |place: &usize| wanted(&mentions[*place].meaning);
    let distance = |place: &usize| mentions[*place].span.start.abs_diff(span.start);
    let inside = (first..end).filter(is_wanted).min_by_key(distance);
    inside.or_else(|| (0..first).rev().find(is_wanted))
}

/// The series that a figure belongs to. What says nothing of trade, or not whose, belongs to none; nor does a change
/// against anything but the year before, which is no neighbour of those that are.
fn series_key(figure: &Figure) -> Option<SeriesKey> {
    let year_before = figure.period.and_then(|period| period.shifted_years(-1));
    let comparable =
        figure.transform == Transform::Level || figure.base.is_none() || figure.base == year_before;
    let key = SeriesKey::new(
        figure.indicator,
        figure.transform,
        (figure.ref_area, figure.counterpart_area),
        figure.product.as_deref().and_then(tidy),
        figure.amount.unit,
    );
    (figure.indicator != Indicator::Other && comparable && key.ref_area.is_some()).then_some(key)
}

/// One spelling of a product: composed letters, single blanks. `None` for an empty one.
fn tidy(product: &str) -> Option<String> {
    let composed: String = product.nfc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// An area that the seeds do not know is called by its code.
fn know_area(connection: &Connection, area: AreaCode) -> rusqlite::Result<()> {
    let kind = match area.as_str() {
        code if code.contains('-') => "subdivision",
        code if code.len() == 2 => "country",
        _ => "bloc",
    };
    connection
        .prepare_cached(
            "INSERT INTO area (code, kind, name) VALUES (?1, ?2, ?1) ON CONFLICT DO NOTHING",
        )?
        .execute([area.as_str(), kind])?;
    Ok(())
}

fn series_id(ingest: &mut Ingest<'_>, key: SeriesKey) -> rusqlite::Result<i64> {
    if let Some(&id) = ingest.series.get(&key) {
        return Ok(id);
    }
    let id = find_or_add_series(ingest.connection(), &key)?;
    if ingest.series.len() >= REMEMBERED {
        ingest.series.clear();
    }
    ingest.series.insert(key, id);
    Ok(id)
}

/// The series with this key, made where there is none.
pub(super) fn find_or_add_series(
    connection: &Connection,
    key: &SeriesKey,
) -> rusqlite::Result<i64> {
    let ref_area = key.ref_area.as_ref().map(AreaCode::as_str);
    let partner = key.counterpart_area.as_ref().map(AreaCode::as_str);
    let unit = key.unit.as_ref().map(crate::model::Unit::code);
    let found = connection
        .prepare_cached(
            "SELECT series_id FROM series WHERE ref_area = ?1 AND coalesce(counterpart_area, '') = coalesce(?2, '')
             AND indicator = ?3 AND transform = ?4 AND coalesce(unit, '') = coalesce(?5, '')
             AND coalesce(product, '') = coalesce(?6, '')",
        )?
        .query_row(
            params![ref_area, partner, key.indicator.code(), key.transform.code(), unit, key.product],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    for area in [key.ref_area, key.counterpart_area].into_iter().flatten() {
        know_area(connection, area)?;
    }
    let name_of = |code: &str| -> rusqlite::Result<String> {
        connection
            .prepare_cached("SELECT name FROM area WHERE code = ?1")?
            .query_row([code], |row| row.get(0))
    };
    let names = (name_of(ref_area.unwrap_or_default())?, partner.map(name_of).transpose()?);
    connection
        .prepare_cached(
            "INSERT INTO series (name, slug, indicator, transform, ref_area, counterpart_area, product, unit)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .insert(params![
            series_name(key, &names.0, names.1.as_deref()),
            series_slug(key),
            key.indicator.code(),
            key.transform.code(),
            ref_area,
            partner,
            key.product,
            unit,
        ])
}

/// A text that can be cut at code points.
pub(super) struct Text<'a> {
    text: &'a str,
    /// Where each code point begins, in bytes; empty for ASCII, where they are the same.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(start, _)| start).chain([text.len()]).collect()
        };
        Self { text, starts }
    }

    /// `None` for what is empty or leaves the text.
    pub(super) fn slice(&self, span: Span) -> Option<&'a str> {
        let byte = |place: usize| {
            if self.starts.is_empty() { Some(place) } else { self.starts.get(place).copied() }
        };
        self.text.get(byte(span.start)?..byte(span.end)?).filter(|words| !words.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        let cut =
            |text: &str, start, end| Text::new(text).slice(Span { start, end }).map(str::to_owned);
        assert_eq!(cut("$3 billion", 1, 2).as_deref(), Some("3"));
        assert_eq!(cut("рост 9,1%", 5, 9).as_deref(), Some("9,1%"));
        assert_eq!(cut("10亿美元", 2, 5).as_deref(), Some("亿美元"));
        for (start, end) in [(0, 5), (2, 2), (3, 2), (9, 12)] {
            assert_eq!(cut("рост", start, end), None);
            assert_eq!(cut("rise", start, end), None);
        }
    }

    #[test]
    fn a_product_has_one_spelling() {
        assert_eq!(tidy("  rolled \n steel ").as_deref(), Some("rolled steel"));
        assert_eq!(tidy("cafe\u{301}").as_deref(), Some("café"));
        assert_eq!(tidy(" "), None);
    }
}
