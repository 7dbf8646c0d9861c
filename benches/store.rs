//! How fast the store takes reports in and gives series back. `cargo bench --bench store`, or with a number of figures:
//! `cargo bench --bench store -- 100000`, and a new file's name to keep the store under.
//!
//! The reports are made by a generator with a fixed seed: about 2 kB each, twelve figures and forty mentions, from 2000
//! series over 25 years, so that a period is told of by several reports, as in life.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;
use tradestat::model::{
    Amount, AreaCode, CurrencyCode, Decimal, Extraction, Figure, Indicator, Language, Meaning,
    Mention, Period, Published, PublishedBasis, Qualifier, Query, Report, Span, Status, Transform,
    Unit,
};
use tradestat::seeds;
use tradestat::store::{FigureFilter, Store, StoreError};

const FIGURES_PER_REPORT: usize = 12;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok());
    let kept = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with('-') && word.parse::<usize>().is_err());
    let sizes = asked.map_or(vec![10_000, 120_000, 1_000_000], |figures| vec![figures]);
    for figures in sizes {
        measure(figures, kept.as_deref().map(Path::new));
    }
}

fn measure(figures: usize, kept: Option<&Path>) {
    let directory = tempfile::tempdir().unwrap();
    let path = kept.map_or_else(|| directory.path().join("bench.db"), Path::to_owned);
    let reports = figures.div_ceil(FIGURES_PER_REPORT);
    println!("{reports} reports, {} figures", reports * FIGURES_PER_REPORT);
    let mut store = Store::open_or_create(&path).unwrap();
    let mut spent = 0.0;
    let mut ingest = store.ingest(1).unwrap();
    let mut dice = Dice(7);
    for number in 0..reports {
        let (report, extraction) = generated(number, &mut dice);
        let start = Instant::now();
        ingest.put(&report, &extraction).unwrap();
        spent += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    ingest.finish().unwrap();
    spent += start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = reports as f64 / spent;
    println!("  ingest              {spent:8.2} s, {rate:.0} reports/s");
    let size = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    println!("  file                {size:8} MB");
    drop(store);
    read(&path);
}

fn read(path: &Path) {
    let store = time("open", || Store::open(path).unwrap());
    let series = time("list all series", || store.series(&Query::default()).unwrap());
    println!("  {} series", series.len());
    let longest = series.iter().max_by_key(|row| row.figures).unwrap();
    let observations = time("one series", || store.observations(longest.id, None, None).unwrap());
    println!("  {} observations of {}", observations.len(), longest.name);
    let connection = rusqlite::Connection::open(path).unwrap();
    time("the same by hand", || {
        let sql = "SELECT period, value FROM observation WHERE series = ?1 ORDER BY period_start";
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([&longest.name]).unwrap();
        while rows.next().unwrap().is_some() {}
    });
    time("its vintages", || {
        let sql = "SELECT known_from, value FROM vintage WHERE series = ?1";
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([&longest.name]).unwrap();
        while rows.next().unwrap().is_some() {}
    });
    let between = Query {
        areas: vec![longest.key.ref_area.unwrap(), longest.key.counterpart_area.unwrap()],
        ..Query::default()
    };
    time("series of two areas", || store.series(&between).unwrap().len());
    let mut letters = 0;
    let rows = time("every observation", || {
        store.each_observation(&Query::default(), |row| {
            letters += row.quote.len();
            Ok::<(), StoreError>(())
        })
    });
    println!("  {} rows, {letters} letters", rows.unwrap());
    let rows = time("every figure", || {
        store.each_figure(&Query::default(), &FigureFilter::default(), |row| {
            letters += row.quote.len();
            Ok::<(), StoreError>(())
        })
    });
    println!("  {} rows, {letters} letters", rows.unwrap());
    time("counts", || store.counts().unwrap());
}

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("  {what:<19} {:8.2} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

/// A report that states its figures one a sentence, with sentences that state nothing between them.
fn generated(number: usize, dice: &mut Dice) -> (Report, Extraction) {
    let mut text = format!("Report {number} on trade.\n\n");
    let (mut sentences, mut mentions, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    let countries: Vec<_> =
        seeds::areas().iter().filter(|a| a.kind == seeds::AreaKind::Country).take(40).collect();
    let published_year = 2001 + i32::try_from(number % 25).unwrap();
    for sentence in 0..FIGURES_PER_REPORT {
        let (a, b) = (dice.below(40), dice.below(39));
        let (a, b) = (countries[a], countries[if b >= a { b + 1 } else { b }]);
        let year = published_year - 1 - i32::try_from(dice.below(3)).unwrap();
        let indicator =
            [Indicator::Turnover, Indicator::Exports, Indicator::Imports][dice.below(3)];
        let start = text.len();
        let place = |text: &mut String, words: &str| {
            let start = text.len();
            text.push_str(words);
            Span { start, end: start + words.len() }
        };
        text.push_str("In ");
        let period = Period::year(year);
        mentions.push(Mention {
            span: place(&mut text, &year.to_string()),
            meaning: Meaning::Period(period),
        });
        let _ = write!(text, " {indicator} of ");
        let ascii = |name: &str| name.chars().filter(char::is_ascii).collect::<String>();
        mentions.push(Mention {
            span: place(&mut text, &ascii(a.name_en)),
            meaning: Meaning::Area(a.code),
        });
        text.push_str(" with ");
        mentions.push(Mention {
            span: place(&mut text, &ascii(b.name_en)),
            meaning: Meaning::Area(b.code),
        });
        text.push_str(" stood at $");
        let tenths = i64::try_from(dice.below(9000) + 10).unwrap();
        let amount = Amount {
            value: Decimal::from(tenths * 100_000),
            high: None,
            unit: Some(Unit::Currency(CurrencyCode::literal("USD"))),
            qualifier: if dice.below(5) == 0 { Qualifier::About } else { Qualifier::Exactly },
            rounding: Decimal::from(50_000),
        };
        let span = place(&mut text, &format!("{}.{} million", tenths / 10, tenths % 10));
        mentions.push(Mention { span, meaning: Meaning::Money(amount) });
        text.push_str(", the ministry said.");
        sentences.push(Span { start, end: text.len() });
        text.push_str(
            " Nobody at the ministry would say more about it on the telephone that afternoon.\n",
        );
        figures.push(figure(indicator, (a.code, b.code), amount, period, span, sentence));
    }
    let day =
        chrono::NaiveDate::from_yo_opt(published_year, 1 + u32::try_from(dice.below(365)).unwrap())
            .unwrap();
    let published = Some(Published { day, basis: PublishedBasis::Manifest });
    let report = Report {
        text,
        source: format!("reports/{number}.txt"),
        title: Some(format!("Report {number} on trade")),
        publisher: Some(format!("Ministry {}", number % 50)),
        url: Some(format!("https://example.org/{number}")),
        language: Some(Language::literal("en")),
        published,
    };
    let language = Language::literal("en");
    (report, Extraction { language, published, sentences, mentions, figures })
}

fn figure(
    indicator: Indicator,
    (ref_area, counterpart_area): (AreaCode, AreaCode),
    amount: Amount,
    period: Option<Period>,
    span: Span,
    sentence: usize,
) -> Figure {
    Figure {
        indicator,
        transform: Transform::Level,
        ref_area: Some(ref_area),
        counterpart_area: Some(counterpart_area),
        product: None,
        amount,
        period,
        base: None,
        status: Status::Actual,
        span,
        sentence,
        confidence: 0.9,
        rule: Cow::Borrowed("generated"),
    }
}

/// The same throws on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}
