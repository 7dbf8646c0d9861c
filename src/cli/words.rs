//! WORDS in plain language in, a query out; or what is wrong with them, with what was perhaps meant.

use super::amount::reach;
use super::as_of::shown;
use super::near::nearest;
use super::stop::Stop;
use crate::extract;
use crate::model::{AreaCode, Indicator, Query};
use crate::seeds::{self, AreaSense};
use crate::store::Store;
use chrono::NaiveDate;

/// What the words ask for. A word that is no place, indicator, unit or time must be found among the products of the
/// store, otherwise it was misspelled and the answer would be about something else.
pub(super) fn query(words: &[String], store: &Store) -> Result<Query, Stop> {
    let query = extract::query(&words.join(" "));
    if let Some((word, meanings)) = query.ambiguous.first() {
        return Err(Stop::Usage(ambiguous(word, meanings)));
    }
    for word in &query.rest {
        let products = Query { rest: vec![word.clone()], ..Query::default() };
        if store.series(&products)?.is_empty() {
            return Err(Stop::Usage(unknown(as_typed(word, words))));
        }
    }
    Ok(query)
}

/// The word as the user wrote it: ‘Tatarstn’, where the query has it in small letters.
fn as_typed<'a>(word: &'a str, words: &'a [String]) -> &'a str {
    let typed = words.iter().flat_map(|words| words.split_whitespace());
    typed.into_iter().find(|typed| typed.to_lowercase() == word.to_lowercase()).unwrap_or(word)
}

fn ambiguous(word: &str, meanings: &[AreaCode]) -> String {
    let list: Vec<_> =
        meanings.iter().map(|&code| format!("\n  {code:<6} {}", full_name(code))).collect();
    format!("‘{word}’ could mean several places; say which by its code:{}", list.concat())
}

fn full_name(code: AreaCode) -> String {
    let Some(area) = seeds::area(code) else { return String::new() };
    match area.parent.and_then(seeds::area) {
        Some(parent) => format!("{}, part of {}", area.name_en, parent.name_en),
        None => area.name_en.to_owned(),
    }
}

fn unknown(word: &str) -> String {
    let names = [AreaSense::Name, AreaSense::Official, AreaSense::Abbreviation];
    let languages = seeds::languages().filter_map(|tables| tables.code().parse().ok());
    let forms = languages.flat_map(seeds::area_forms);
    let forms: Vec<_> =
        forms.filter(|form| names.contains(&form.sense)).map(|form| form.form).collect();
    let names = seeds::areas().iter().flat_map(|area| [area.name_en, area.name_ru]);
    let indicators = Indicator::ALL.iter().map(|indicator| indicator.code());
    let near = nearest(word, names.chain(forms).chain(indicators));
    let hint = if near.is_empty() {
        "; places are named as in ‘Tatarstan’ or ‘RU-TA’, indicators as in ‘turnover’, ‘exports’, ‘imports’".to_owned()
    } else {
        format!("; did you mean {}?", near.join(", "))
    };
    format!("‘{word}’ is no place, indicator, unit, time or product known here{hint}")
}

/// Says that the words select nothing, and what there is near them.
pub(super) fn nothing(words: &[String], query: &Query, store: &Store) -> Result<String, Stop> {
    if let Some(day) = store.day() {
        return nothing_yet(words, query, store, day);
    }
    if words.is_empty() {
        return Ok(
            "the store has no series yet; ‘tradestat ingest PATH’ reads reports into it".to_owned()
        );
    }
    let words = words.join(" ");
    let near = near(query, store)?;
    if near.is_empty() {
        return Ok(format!(
            "nothing in the store for ‘{words}’; ‘tradestat series’ lists what there is"
        ));
    }
    let near: Vec<_> = near.iter().map(|name| format!("\n  {name}")).collect();
    Ok(format!("nothing in the store for ‘{words}’; near it there is{}", near.concat()))
}

/// Says since when there is something, where there was nothing on a day.
fn nothing_yet(
    words: &[String],
    query: &Query,
    store: &Store,
    day: NaiveDate,
) -> Result<String, Stop> {
    let what = if words.is_empty() {
        "any series".to_owned()
    } else {
        format!("‘{}’", words.join(" "))
    };
    Ok(match store.first_day(query)? {
        Some(first) if first > day => format!(
            "nothing was known of {what} on {}; the first report of it is of {}",
            shown(day),
            shown(first)
        ),
        _ => format!("nothing was known of {what} on {}", shown(day)),
    })
}

/// Series that share some of what was asked for: the same at another time, then the same places, then one of them.
fn near(query: &Query, store: &Store) -> Result<Vec<String>, Stop> {
    let ever = Query { from: None, to: None, ..query.clone() };
    let places = Query { areas: query.areas.clone(), ..Query::default() };
    let mut wider = vec![ever, places];
    wider.extend(query.areas.iter().map(|&area| Query { areas: vec![area], ..Query::default() }));
    for query in wider {
        let series = store.series(&query)?;
        if !series.is_empty() {
            let shown = series.iter().take(8);
            return Ok(shown.map(|row| format!("{} ({})", row.name, reach(row))).collect());
        }
    }
    Ok(Vec::new())
}
