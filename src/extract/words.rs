//! WORDS of the command line in, a query out: 'Tatarstan China turnover', 'экспорт России в Китай', 'RU-TA CN imports 2020-'.

use super::document::Document;
use super::lexicon::{Lexicon, Prep, Sense};
use super::token::Kind;
use super::{language, period, place};
use crate::model::{AreaCode, Flow, Indicator, Period, Query, Transform, Unit};
use crate::seeds;

/// Reads WORDS with the recognisers that read reports. Never fails: what is not understood is in `rest`.
#[must_use]
pub fn query(words: &str) -> Query {
    let language = language::language_of_words(words);
    let mut query = Query::default();
    // Codes first: 'RU-TA', 'CN', 'USD', and open years: '2020-'.
    let mut prose = String::new();
    for word in words.split_whitespace() {
        if !code(word, &mut query) {
            prose.push_str(&capitalised(word));
            prose.push(' ');
        }
    }
    let document = Document::read(&prose, Lexicon::of(language));
    let all = 0..document.pieces.len();
    let mut context = period::Context { published: None, spoken: None, fiscal_start: 1 };
    let periods = period::periods(&document, &all, |_| false, &mut context);
    for when in &periods {
        if let Some(period) = when.period {
            widen(&mut query, Some(period), Some(period));
        }
    }
    let (mut flow, mut unsaid) = (Flow::default(), Vec::new());
    for found in place::places(&document, &all) {
        match way(&document, found.pieces.start) {
            Some(Prep::To) => flow.to = Some(found.area),
            Some(_) => flow.from = Some(found.area),
            None => unsaid.push(found.area),
        }
        let meanings = meanings(&document, found.pieces.start);
        if meanings.len() > 1 {
            query.ambiguous.push((document.of(found.pieces.start).to_owned(), meanings));
        }
        if !query.areas.contains(&found.area) {
            query.areas.push(found.area);
        }
    }
    for piece in all {
        if periods.iter().any(|w| w.pieces.contains(&piece)) {
            continue;
        }
        word(&document, piece, &mut query);
    }
    query.flow = directed(flow, &unsaid, &query);
    query
}

/// Whether goods go to the place that begins at a piece, or come from there, as far as the word before it says.
fn way(document: &Document, piece: usize) -> Option<Prep> {
    let is_small = |at: usize| {
        document.senses(at).iter().any(|s| matches!(s, Sense::Article | Sense::Neutral))
    };
    let before = (0..piece).rev().find(|&at| !is_small(at))?;
    let says = |prep| document.senses(before).contains(&Sense::Prep(prep));
    [Prep::To, Prep::From].into_iter().find(|&prep| says(prep))
}

/// Which way goods go: what one end has left unsaid is the other. Codes stand nowhere in the prose, so with one among the
/// areas nothing is said; neither is it where exports and imports are both asked for.
fn directed(mut flow: Flow, unsaid: &[AreaCode], query: &Query) -> Option<Flow> {
    let &[indicator] = query.indicators.as_slice() else { return None };
    let said = [flow.from, flow.to].into_iter().flatten().count();
    if said + unsaid.len() != query.areas.len() || query.areas.len() > 2 {
        return None;
    }
    match (unsaid, flow.from, flow.to, indicator) {
        (_, _, _, indicator) if !matches!(indicator, Indicator::Exports | Indicator::Imports) => {
            None
        }
        // "Russia exports", «импорт России».
        (&[area], None, None, Indicator::Exports) => Some(Flow { from: Some(area), to: None }),
        (&[area], None, None, _) => Some(Flow { from: None, to: Some(area) }),
        (&[], None, None, _) => None,
        (&[], ..) => Some(flow),
        (&[area], None, Some(_), _) => {
            flow.from = Some(area);
            Some(flow)
        }
        (&[area], Some(_), None, _) => {
            flow.to = Some(area);
            Some(flow)
        }
        _ => None,
    }
}

/// Places are wanted with a capital; on a command line nobody types one.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// An area, currency or indicator code, or an open range of years. Whether the word was one.
fn code(word: &str, query: &mut Query) -> bool {
    let bare = word.trim_matches(|c: char| c == ',' || c == ';');
    let shouted = bare.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
        && bare.len() >= 2;
    if shouted && bare.chars().any(|c| c.is_ascii_alphabetic()) {
        if let Some(area) =
            bare.parse::<AreaCode>().ok().filter(|code| seeds::area(*code).is_some())
        {
            if !query.areas.contains(&area) {
                query.areas.push(area);
            }
            return true;
        }
        if let Some(unit) =
            bare.parse().ok().filter(|code| seeds::currencies().iter().any(|c| c.code == *code))
        {
            query.unit = Some(Unit::Currency(unit));
            return true;
        }
    }
    let (from, to) = match bare.strip_suffix(['-', '–']) {
        Some(year) => (year.parse().ok().and_then(Period::year), None),
        None => match bare.strip_prefix(['-', '–']) {
            Some(year) => (None, year.parse().ok().and_then(Period::year)),
            None => return false,
        },
    };
    if from.is_none() && to.is_none() {
        return false;
    }
    widen(query, from, to);
    true
}

fn widen(query: &mut Query, from: Option<Period>, to: Option<Period>) {
    if let Some(from) = from {
        query.from = Some(query.from.map_or(from.from(), |day| day.min(from.from())));
    }
    if let Some(to) = to {
        query.to = Some(query.to.map_or(to.to(), |day| day.max(to.to())));
    }
}

fn meanings(document: &Document, piece: usize) -> Vec<AreaCode> {
    let mut areas = Vec::new();
    for sense in document.senses(piece) {
        if let Sense::Area(area, ..) = sense
            && !areas.contains(area)
        {
            areas.push(*area);
        }
    }
    areas
}

/// Indicator, transform and unit words; what means nothing goes to `rest`.
fn word(document: &Document, piece: usize, query: &mut Query) {
    let senses = document.senses(piece);
    let mut understood = document.pieces[piece].kind != Kind::Word;
    for sense in senses {
        let (indicator, transform) = match sense {
            Sense::Indicator(indicator, _)
            | Sense::Trades(indicator)
            | Sense::Partner(indicator) => (Some(*indicator), None),
            Sense::Share => (None, Some(Transform::Share)),
            Sense::Move(_) => (None, Some(Transform::Change)),
            // Small words tie others together; places and times were read before.
            Sense::Prep(_)
            | Sense::Article
            | Sense::And
            | Sense::Or
            | Sense::Neutral
            | Sense::Area(..)
            | Sense::TimeUnit(_) => {
                understood = true;
                continue;
            }
            Sense::Currency(list, _) => {
                understood = true;
                query.unit = query.unit.or(document
                    .lexicon
                    .currencies(*list)
                    .first()
                    .copied()
                    .map(Unit::Currency));
                continue;
            }
            Sense::Percent => {
                understood = true;
                query.unit = query.unit.or(Some(Unit::Percent));
                continue;
            }
            _ => continue,
        };
        understood = true;
        if let Some(indicator) =
            indicator.filter(|i| *i != Indicator::Other && !query.indicators.contains(i))
        {
            query.indicators.push(indicator);
        }
        if let Some(transform) = transform.filter(|t| !query.transforms.contains(t)) {
            query.transforms.push(transform);
        }
        // One meaning is enough: "supplies" is exports before it is a share.
        break;
    }
    if !understood {
        query.rest.push(document.of(piece).to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, areas: &[&str], indicators: &[Indicator], rest: &[&str]) {
        let query = query(words);
        let got: Vec<_> = query.areas.iter().map(ToString::to_string).collect();
        assert_eq!(
            (got.as_slice(), query.indicators.as_slice()),
            (&areas.iter().map(ToString::to_string).collect::<Vec<_>>()[..], indicators),
            "{words}"
        );
        assert_eq!(query.rest, rest, "{words}");
    }

    #[test]
    fn plain_words_are_read_as_reports_are() {
        check("Tatarstan China turnover", &["RU-TA", "CN"], &[Indicator::Turnover], &[]);
        check("экспорт России в Китай", &["RU", "CN"], &[Indicator::Exports], &[]);
        check("RU-TA CN imports 2020-", &["RU-TA", "CN"], &[Indicator::Imports], &[]);
        check("exports of wheat to turkey", &["TR"], &[Indicator::Exports], &["wheat"]);
    }

    #[test]
    fn words_may_say_which_way_goods_go() {
        let check = |words: &str, from: Option<&str>, to: Option<&str>| {
            let code = |code: Option<&str>| code.map(|code| code.parse().unwrap());
            assert_eq!(query(words).flow, Some(Flow { from: code(from), to: code(to) }), "{words}");
        };
        let no_way = |words: &str| assert_eq!(query(words).flow, None, "{words}");
        check("Russia exports to China", Some("RU"), Some("CN"));
        check("exports from Russia to China", Some("RU"), Some("CN"));
        check("exports to the United States from Vietnam 2020-", Some("VN"), Some("US"));
        check("imports from China", Some("CN"), None);
        check("Tatarstan imports from China", Some("CN"), Some("RU-TA"));
        check("экспорт России в Китай", Some("RU"), Some("CN"));
        check("импорт из Китая в Россию", Some("CN"), Some("RU"));
        check("импорт России", None, Some("RU"));
        check("Russia exports", Some("RU"), None);
        check("wheat exports to Turkey", None, Some("TR"));
        no_way("Russia China exports");
        no_way("Russia China exports imports");
        no_way("Russia to China turnover");
        no_way("RU exports to China");
        no_way("RU CN exports");
    }

    #[test]
    fn what_is_not_understood_is_handed_back() {
        check("cars", &[], &[], &["cars"]);
        check("atlantis turnover", &[], &[Indicator::Turnover], &["atlantis"]);
    }

    #[test]
    fn years_bound_the_time() {
        let query = query("Tatarstan 2020-");
        assert_eq!(query.from, chrono::NaiveDate::from_ymd_opt(2020, 1, 1));
        assert_eq!(query.to, None);
    }
}
