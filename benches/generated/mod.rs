//! Reports with their extractions, made with a fixed seed: the same on every machine.
//!
//! Each is about 2 kB with twelve figures and forty-eight mentions. [`Spread::Years`] speaks of 4700 series over 25 years, so that a
//! period is told of by several reports, as in life; [`Spread::Months`] of 19,000 series over 300 months, so that a million
//! figures make nearly a million observations. In both the values are thrown, so that nearly all disagree; in
//! [`Spread::Agreeing`] they follow from each other, save one in fifty.
#![allow(dead_code, reason = "each bench uses what it needs")]

pub(crate) mod prose;

use chrono::NaiveDate;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;
use tradestat::model::{
    Amount, AreaCode, CurrencyCode, Decimal, Extraction, Figure, Indicator, Language, Meaning,
    Mention, Period, Published, PublishedBasis, Qualifier, Report, Span, Status, Transform, Unit,
};
use tradestat::seeds;
use tradestat::store::Store;

/// Fills a new store with reports of so many figures in all; one that is there already is taken as it is. Returns how long
/// the store took for them, in seconds, without their making; `None` where there was nothing to do.
pub(crate) fn store(path: &Path, figures: usize, spread: Spread) -> Option<f64> {
    if path.exists() {
        return None;
    }
    let mut spent = 0.0;
    let mut timed = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        spent += start.elapsed().as_secs_f64();
    };
    let mut store = Store::open_or_create(path).unwrap();
    let mut ingest = store.ingest(1).unwrap();
    let mut dice = Dice(7);
    for number in 0..figures.div_ceil(FIGURES_PER_REPORT) {
        let (report, extraction) = generated(number, spread, &mut dice);
        timed(&mut || {
            ingest.put(&report, &extraction).unwrap();
        });
    }
    let mut ingest = Some(ingest);
    timed(&mut || ingest.take().unwrap().finish().unwrap());
    Some(spent)
}

/// How many figures each report states.
pub(crate) const FIGURES_PER_REPORT: usize = 12;

/// How many series and periods the figures are spread over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Spread {
    /// Years of the trade among 40 countries.
    Years,
    /// Months of the trade among 80 countries.
    Months,
    /// Years of the trade among 40 countries, of which reports say the same.
    Agreeing,
}

/// What exports or imports of a pair of countries came to in a year, in tenths of a million dollars: 3 percent of the first year
/// more in each, and turnover is the sum of both.
fn agreed(indicator: Indicator, (a, b): (usize, usize), year: i32) -> usize {
    let of = |way: usize, (a, b): (usize, usize)| {
        let first = 1_000 + (a * 7_919 + b * 104_729 + way * 1_299_709) % 9_000;
        first + first * 3 * usize::try_from(year - 1990).unwrap() / 100
    };
    match indicator {
        Indicator::Exports => of(0, (a, b)),
        Indicator::Imports => of(1, (a, b)),
        _ => of(0, (a.min(b), a.max(b))) + of(1, (a.min(b), a.max(b))),
    }
}

/// A report that states its figures one a sentence, with sentences that state nothing between them.
pub(crate) fn generated(number: usize, spread: Spread, dice: &mut Dice) -> (Report, Extraction) {
    let mut text = format!("Report {number} on trade.\n\n");
    let (mut sentences, mut mentions, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    let n_countries = if spread == Spread::Months { 80 } else { 40 };
    let countries = seeds::areas().iter().filter(|a| a.kind == seeds::AreaKind::Country);
    let countries: Vec<_> = countries.take(n_countries).collect();
    let published_year = 2001 + i32::try_from(number % 25).unwrap();
    for sentence in 0..FIGURES_PER_REPORT {
        let (a, b) = (dice.below(n_countries), dice.below(n_countries - 1));
        let pair = (a, if b >= a { b + 1 } else { b });
        let (a, b) = (countries[pair.0], countries[pair.1]);
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
        let period = match spread {
            Spread::Years | Spread::Agreeing => Period::parse(&year.to_string()),
            Spread::Months => Period::parse(&format!("{year}-{:02}", dice.below(12) + 1)),
        };
        let words = period.map(Period::code).unwrap();
        mentions.push(Mention { span: place(&mut text, &words), meaning: Meaning::Period(period) });
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
        let thrown = dice.below(9000) + 10;
        let agrees = spread == Spread::Agreeing && dice.below(50) > 0;
        let tenths = if agrees { agreed(indicator, pair, year) } else { thrown };
        let tenths = i64::try_from(tenths).unwrap();
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
    let day = NaiveDate::from_yo_opt(published_year, 1 + u32::try_from(dice.below(365)).unwrap())
        .unwrap();
    let published = Some(Published { day, basis: PublishedBasis::Manifest });
    let report = Report {
        text,
        source: format!("reports/{number}.txt"),
        title: Some(format!("Report {number} on trade")),
        publisher: Some(format!("Ministry {}", number % 50)),
        url: Some(format!("https://example.org/{number}")),
        language: Some(Language::literal("en")),
        pages: Vec::new(),
        published,
        notes: Vec::new(),
    };
    let language = Language::literal("en");
    (report, Extraction { language, published, publisher: None, sentences, mentions, figures })
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
        source: None,
        span,
        sentence,
        column: Vec::new(),
        confidence: 0.9,
        rule: Cow::Borrowed("generated"),
    }
}

/// The same throws on every machine (xorshift).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0 up to `sides`, that not included.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}
