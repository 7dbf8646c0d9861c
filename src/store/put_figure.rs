//! The rows of a report's figures, and which of its mentions each was made of.

use super::heading::Headings;
use super::ingest::Ingest;
use super::key::figure_key;
use super::number::Number;
use super::put::{Rows, quote_of, unit};
use super::series_of::{know, series_id, series_key, tidy};
use crate::model::{AreaCode, Extraction, Figure, Meaning, Mention, Period, Span};
use rusqlite::params;

/// Stores all figures of a report.
pub(super) fn rows(
    ingest: &mut Ingest<'_>,
    rows: &Rows<'_>,
    sha256: &str,
    extraction: &Extraction,
) -> rusqlite::Result<()> {
    let mut headings = Headings::default();
    let mut nth = 0;
    for (place, figure) in extraction.figures.iter().enumerate() {
        let same = place > 0 && extraction.figures[place - 1].span == figure.span;
        nth = if same { nth + 1 } else { 0 };
        let key = figure_key(sha256, figure.span, nth);
        let id = figure_row(ingest, rows, extraction, figure, &key)?;
        if !figure.column.is_empty() {
            headings.add(ingest.connection(), (rows.id, id), &figure.column, rows.text)?;
        }
    }
    Ok(())
}

fn figure_row(
    ingest: &mut Ingest<'_>,
    rows: &Rows<'_>,
    extraction: &Extraction,
    figure: &Figure,
    key: &str,
) -> rusqlite::Result<i64> {
    let source = figure.source;
    let areas = [figure.ref_area, figure.counterpart_area, source.and_then(|source| source.area)];
    for area in areas.into_iter().flatten() {
        know(ingest, area)?;
    }
    let series = match series_key(figure) {
        Some(key) => Some(series_id(ingest, key)?),
        None => None,
    };
    let mention = |wanted: &dyn Fn(&Meaning) -> bool| {
        nearest(extraction, rows.quotes, figure, wanted).map(|place| rows.mentions[place])
    };
    let own = own_mention(&extraction.mentions, figure.span);
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
               char_end, at, source_area, source_kind, source_at, source_start, source_end)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35)",
        )?
        .insert(params![
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
            source.and_then(|source| source.area).as_ref().map(AreaCode::as_str),
            source.map(|source| source.kind.code()),
            source.and_then(|source| rows.text.slice(source.span)),
            source.map(|source| source.span.start),
            source.map(|source| source.span.end),
        ])
}

/// The mention of a figure's number.
fn own_mention(mentions: &[Mention], span: Span) -> Option<usize> {
    let first = mentions.partition_point(|mention| mention.span.start < span.start);
    let here = mentions[first..].iter().take_while(|mention| mention.span.start == span.start);
    let is_it = |mention: &Mention| mention.span == span && mention.meaning.amount().is_some();
    here.zip(first..).find_map(|(mention, place)| is_it(mention).then_some(place))
}

/// How many mentions before its sentence are searched for what a figure took its period or area from, so that a report of a
/// hundred thousand figures takes linear time.
const FAR: usize = 5_000;

/// The mention that a figure most likely took its period or area from: the nearest in its own sentence, else in what it
/// stands under, else the last one before it.
fn nearest(
    extraction: &Extraction,
    quotes: &[(Span, &str)],
    figure: &Figure,
    wanted: &dyn Fn(&Meaning) -> bool,
) -> Option<usize> {
    let sentence = quotes[quote_of(quotes, figure.span)?].0;
    let mentions = &extraction.mentions;
    let within = |span: Span| {
        mentions.partition_point(|mention| mention.span.start < span.start)
            ..mentions.partition_point(|mention| mention.span.start < span.end)
    };
    let is_wanted = |place: &usize| wanted(&mentions[*place].meaning);
    let distance = |place: &usize| mentions[*place].span.start.abs_diff(figure.span.start);
    let inside = within(sentence).filter(is_wanted).min_by_key(distance);
    let above = || figure.column.iter().rev().find_map(|&span| within(span).find(is_wanted));
    let first = within(sentence).start;
    inside.or_else(above).or_else(|| (first.saturating_sub(FAR)..first).rev().find(is_wanted))
}
