//! Reports with their extractions made by hand, so that the store's tests depend on no extractor.
//!
//! A fact is one line: `the number as printed | value unit [qualifier [high]] | indicator transform ref [partner
//! [product…]] | period [base] | [planned] [confidence]`, with `-` for nothing:
//! `530.8 million | 530800000 USD | turnover level RU-TA CN | 2018`.

#![allow(dead_code, unreachable_pub, reason = "each test program uses its own part")]
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "tests fail by panicking")]

use std::borrow::Cow;
use std::path::Path;
use tradestat::model::{
    Amount, AreaCode, Attribution, Decimal, Extraction, Figure, Indicator, Language, Meaning,
    Mention, Period, Published, PublishedBasis, Qualifier, Report, SourceKind, SourceRule, Span,
    Status, Transform, Unit,
};
use tradestat::store::{Outcome, Store};

/// The version that all tests extract with, unless they test versions.
pub const VERSION: u32 = 1;

/// Names of areas that are mentions wherever a text has them.
const AREAS: &[(&str, &str)] = &[
    ("Tatarstan", "RU-TA"),
    ("China", "CN"),
    ("Russia", "RU"),
    ("Uzbekistan", "UZ"),
    ("Turkey", "TR"),
];

/// A report from a file `source`, published on a day by a publisher of that name.
pub fn report(source: &str, publisher: &str, day: &str, text: &str) -> Report {
    Report {
        text: text.to_owned(),
        source: source.to_owned(),
        title: text.split('.').next().map(str::to_owned),
        publisher: Some(publisher.to_owned()),
        url: Some(format!("https://example.org/{source}")),
        language: Some(Language::literal("en")),
        published: (!day.is_empty())
            .then(|| Published { day: day.parse().unwrap(), basis: PublishedBasis::Manifest }),
        pages: Vec::new(),
        notes: Vec::new(),
    }
}

/// What an extractor would say of a report, given its facts in reading order.
pub fn extraction(report: &Report, facts: &[&str]) -> Extraction {
    let text = &report.text;
    let sentences = sentences(text);
    let mut mentions = areas(text);
    let mut figures = Vec::new();
    let mut after = 0;
    for fact in facts {
        let figure = figure(text, &sentences, &mut after, fact);
        if !mentions.iter().any(|mention: &Mention| mention.span == figure.span) {
            let meaning = match figure.amount.unit {
                Some(Unit::Currency(_)) => Some(Meaning::Money(figure.amount)),
                Some(Unit::Percent | Unit::PercentagePoint) => {
                    Some(Meaning::Percent(figure.amount))
                }
                Some(Unit::Physical(_)) => Some(Meaning::Quantity(figure.amount)),
                None => None,
            };
            mentions.extend(meaning.map(|meaning| Mention { span: figure.span, meaning }));
        }
        let year = figure.period.map(|period| period.code()[..4].to_owned());
        if let Some(span) =
            year.and_then(|year| find(text, &year, sentences[figure.sentence].start))
        {
            let mention = Mention { span, meaning: Meaning::Period(figure.period) };
            if !mentions.contains(&mention) {
                mentions.push(mention);
            }
        }
        figures.push(figure);
    }
    mentions.sort_by_key(|mention| mention.span);
    let language = report.language.unwrap_or(Language::literal("en"));
    Extraction {
        language,
        published: report.published,
        publisher: tradestat::extract::publisher(report, language),
        sentences,
        mentions,
        figures,
    }
}

/// Stores one report, alone.
pub fn put(store: &mut Store, report: &Report, facts: &[&str]) -> Outcome {
    let mut ingest = store.ingest(VERSION).unwrap();
    let outcome = ingest.put(report, &extraction(report, facts)).unwrap();
    ingest.finish().unwrap();
    outcome
}

/// A new store in a directory that goes away with the first value.
pub fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open_or_create(&directory.path().join("trade.db")).unwrap();
    (directory, store)
}

/// A second connection, as a user's own shell would open it.
pub fn sql(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

/// The rows of a query, each cell as the shell prints it, joined by `|`.
pub fn rows(connection: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap_or_else(|why| panic!("{sql}: {why}"));
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells = (0..width).map(|i| match row.get_ref(i).unwrap() {
            rusqlite::types::ValueRef::Null => String::new(),
            rusqlite::types::ValueRef::Integer(n) => n.to_string(),
            rusqlite::types::ValueRef::Real(x) => x.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            rusqlite::types::ValueRef::Blob(blob) => format!("{blob:?}"),
        });
        lines.push(cells.collect::<Vec<_>>().join("|"));
    }
    lines
}

/// Five reports about Tatarstan, Russia and Uzbekistan, with what they agree and disagree on.
pub fn samples() -> Vec<(Report, Vec<&'static str>)> {
    vec![
        (
            report(
                "kazan.txt",
                "Kazan Herald",
                "2019-02-11",
                "Tatarstan sold more wheat. Trade between Tatarstan and China reached $530.8 million in 2018. \
                 Exports to China were $163.4 million and imports $367.4 million in 2018, up 9.5%.",
            ),
            vec![
                "530.8 million | 530800000 USD | turnover level RU-TA CN | 2018",
                "163.4 million | 163400000 USD | exports level RU-TA CN | 2018",
                "367.4 million | 367400000 USD | imports level RU-TA CN | 2018",
                "9.5% | 9.5 percent | imports change RU-TA CN | 2018",
            ],
        ),
        (
            report(
                "volga.txt",
                "Volga News",
                "2024-02-03",
                "Tatarstan's trade with China grew. It exceeded $3 billion in 2023, against $1.9 billion in 2022. \
                 Tatarstan wants to reach $5 billion by 2030.",
            ),
            vec![
                "3 billion | 3000000000 USD over | turnover level RU-TA CN | 2023",
                "1.9 billion | 1900000000 USD | turnover level RU-TA CN | 2022",
                "5 billion | 5000000000 USD | turnover level RU-TA CN | 2030 | planned",
            ],
        ),
        (
            report(
                "ministry.txt",
                "Ministry of Trade",
                "2024-04-20",
                "Results of the year. The trade of Tatarstan with China came to $3,296 million in 2023 and $1.4 billion in 2022. \
                 Uzbekistan bought wheat for $210 million from Russia in 2023.",
            ),
            vec![
                "3,296 million | 3296000000 USD | turnover level RU-TA CN | 2023",
                "1.4 billion | 1400000000 USD | turnover level RU-TA CN | 2022",
                "210 million | 210000000 USD | imports level UZ RU wheat | 2023",
            ],
        ),
        (
            report(
                "customs.txt",
                "Customs Service",
                "2025-01-30",
                "Russia's trade in 2024. Russia exported goods for $129.3 billion to China and for $42.2 billion to Turkey in 2024, \
                 imports from China were 9.9 trillion roubles or $115.5 billion in 2024.",
            ),
            vec![
                "129.3 billion | 129300000000 USD | exports level RU CN | 2024 | by:RU.customs",
                "42.2 billion | 42200000000 USD | exports level RU TR | 2024",
                "9.9 trillion | 9900000000000 RUB | imports level RU CN | 2024",
                "115.5 billion | 115500000000 USD | imports level RU CN | 2024",
            ],
        ),
        (
            report(
                "half.txt",
                "Trade Weekly",
                "2025-07-20",
                "Half a year. In the first half of 2025 the trade of Russia and China decreased by about 9.1%, to $106.5 billion. \
                 Inflation in Russia was 9.4%.",
            ),
            vec![
                "9.1% | -9.1 percent about | turnover change RU CN | 2025-S1",
                "106.5 billion | 106500000000 USD | turnover level RU CN | 2025-S1",
                "9.4% | 9.4 percent | other change RU | - | 0.3",
            ],
        ),
    ]
}

/// A store of the samples.
pub fn sample_store() -> (tempfile::TempDir, Store) {
    let (directory, mut store) = store();
    let mut ingest = store.ingest(VERSION).unwrap();
    for (report, facts) in samples() {
        ingest.put(&report, &extraction(&report, &facts)).unwrap();
    }
    ingest.finish().unwrap();
    (directory, store)
}

fn figure(text: &str, sentences: &[Span], after: &mut usize, fact: &str) -> Figure {
    let parts: Vec<&str> = fact.split('|').map(str::trim).collect();
    let span =
        find(text, parts[0], *after).unwrap_or_else(|| panic!("‘{}’ is in the text", parts[0]));
    *after = span.start;
    let value: Vec<&str> = parts[1].split_whitespace().collect();
    let link: Vec<&str> = parts[2].split_whitespace().collect();
    let time: Vec<&str> = parts[3].split_whitespace().collect();
    let more = parts.get(4).copied().unwrap_or_default();
    let area = |code: Option<&&str>| {
        code.and_then(|code| code.parse::<AreaCode>().ok().filter(|c| c.as_str() != "-"))
    };
    let amount = value[0].parse::<Decimal>().unwrap();
    Figure {
        indicator: Indicator::parse(link[0]).unwrap(),
        transform: Transform::parse(link[1]).unwrap(),
        ref_area: area(link.get(2)),
        counterpart_area: area(link.get(3)),
        product: link.get(4..).map(|words| words.join(" ")).filter(|words| !words.is_empty()),
        amount: Amount {
            value: amount,
            high: value.get(3).map(|high| high.parse().unwrap()),
            unit: value.get(1).filter(|unit| **unit != "-").and_then(|unit| Unit::parse(unit)),
            qualifier: value
                .get(2)
                .map_or(Qualifier::Exactly, |code| Qualifier::parse(code).unwrap()),
            rounding: rounding(parts[0], amount.abs()),
        },
        period: Period::parse(time[0]),
        base: time.get(1).and_then(|code| Period::parse(code)),
        status: if more.starts_with("planned") { Status::Planned } else { Status::Actual },
        source: more
            .split_whitespace()
            .find_map(|word| Some(source(word.strip_prefix("by:")?, span))),
        span,
        sentence: sentences
            .iter()
            .position(|s| s.start <= span.start && span.end <= s.end)
            .unwrap(),
        column: Vec::new(),
        confidence: more.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0.9),
        rule: Cow::Borrowed("by hand"),
    }
}

/// "KZ.statistics" or "international" as who counts the figure of a span.
fn source(who: &str, span: Span) -> Attribution {
    let (area, kind) = who.rsplit_once('.').map_or((None, who), |(area, kind)| (Some(area), kind));
    let area = area.map(|code| code.parse().unwrap());
    let kind = SourceKind::parse(kind).unwrap();
    Attribution { area, kind, span, rule: SourceRule::Own }
}

/// Half of the last printed digit: what the printed digits are to the value, its last digit is to the rounding.
fn rounding(printed: &str, value: Decimal) -> Decimal {
    let digits: String = printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    match digits.parse::<Decimal>() {
        Ok(number) if !number.is_zero() => {
            (value / number * Decimal::new(5, number.scale() + 1)).normalize()
        }
        _ => Decimal::ZERO,
    }
}

fn sentences(text: &str) -> Vec<Span> {
    let letters: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    let mut start = 0;
    for i in 0..letters.len() {
        let ends = letters[i] == '.' && letters.get(i + 1).is_none_or(|next| next.is_whitespace());
        if ends {
            spans.push(Span { start, end: i + 1 });
            start = i + 2;
        }
    }
    if start < letters.len() {
        spans.push(Span { start, end: letters.len() });
    }
    spans
}

fn areas(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (name, code) in AREAS {
        let mut after = 0;
        while let Some(span) = find(text, name, after) {
            mentions.push(Mention { span, meaning: Meaning::Area(AreaCode::literal(code)) });
            after = span.end;
        }
    }
    mentions
}

/// The first place of some words, from a code point on.
fn find(text: &str, words: &str, after: usize) -> Option<Span> {
    let byte = text.char_indices().nth(after)?.0;
    let place = byte + text[byte..].find(words)?;
    let start = text[..place].chars().count();
    Some(Span { start, end: start + words.chars().count() })
}

/// The tables that triggers keep are what the views compute anew.
#[track_caller]
pub fn check_kept(path: &Path) {
    let connection = sql(path);
    let kept = [("effective", "in_force"), ("chosen", "choice"), ("series_extent", "extent")];
    for (table, view) in kept {
        let kept = rows(&connection, &format!("SELECT * FROM {table} ORDER BY 1, 2, 3, 4"));
        let anew = rows(&connection, &format!("SELECT * FROM {view} ORDER BY 1, 2, 3, 4"));
        assert_eq!(kept, anew, "{table}");
    }
    for fts in ["sentence_fts", "report_fts"] {
        let check = format!("INSERT INTO {fts} ({fts}, rank) VALUES ('integrity-check', 1)");
        connection.execute_batch(&check).unwrap();
    }
    assert_eq!(rows(&connection, "PRAGMA foreign_key_check"), Vec::<String>::new());
    assert_eq!(rows(&connection, "PRAGMA integrity_check"), ["ok"]);
}
