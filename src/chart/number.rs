//! Numbers as a chart writes them: scaled, in the language's marks, as precise as they were published.
//!
//! 3300000000 with a rounding of 50000000, in millions, in Russian, is «3 300». Values stay exact until they are text.

use super::words::Words;
use super::{data, spec};
use crate::model::{Amount, AreaCode, Decimal, Observation, Qualifier};

/// The most decimals a label shows; a longer value is rounded, and the chart says so.
const MOST_DECIMALS: u32 = 3;

/// A power of ten by which a chart's numbers are divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale(u32);

impl Scale {
    /// The exponent of a power of ten.
    pub(super) fn of(factor: u64) -> Self {
        Self(factor.checked_ilog10().unwrap_or(0))
    }

    /// The value divided by the power of ten, exactly as long as 28 digits hold it.
    pub(super) fn apply(self, value: Decimal) -> Decimal {
        let mut scaled = value.normalize();
        let places = scaled.scale() + self.0;
        if places <= 28 && scaled.set_scale(places).is_ok() {
            return scaled.normalize();
        }
        (value / Decimal::from(10_u64.saturating_pow(self.0))).normalize()
    }
}

/// A text and whether digits were dropped to write it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label {
    /// As drawn.
    pub(super) text: String,
    /// Whether it says less than the store does.
    pub(super) rounded: bool,
}

/// The label of an observation: its hedge, its value, its upper end.
pub(super) fn label(
    o: &Observation,
    scale: Scale,
    computed: bool,
    words: &Words,
    section: &str,
) -> Label {
    let places = (o.derived || computed).then(|| places_of(scale.apply(o.rounding)));
    told((o.value, o.value_high, o.qualifier), scale, places, words, section)
}

/// An amount by itself, in words: "372 million US dollars", "9.1 percent", "1.4".
pub(super) fn amount(amount: &Amount, words: &Words) -> String {
    let largest = amount.high.unwrap_or(amount.value).abs().max(amount.value.abs());
    let scale = data::is_amount(amount.unit).then(|| words.scale_by_word(largest));
    let (factor, word) = scale.map_or((1, ""), |scale| (scale.factor, scale.word.as_str()));
    let said = (amount.value, amount.high, amount.qualifier);
    let number = told(said, Scale::of(factor), None, words, "sign").text;
    if amount.unit.is_none() {
        return number;
    }
    let unit = spec::scaled_unit(amount.unit, word, words);
    words.say("unit.scaled", &[("scale", &number), ("unit", &unit)])
}

fn told(
    (low, high, qualifier): (Decimal, Option<Decimal>, Qualifier),
    scale: Scale,
    places: Option<u32>,
    words: &Words,
    section: &str,
) -> Label {
    let low = value(scale.apply(low), places, words);
    let Some(high) = high.filter(|_| qualifier == Qualifier::Between) else {
        let text = match qualifier {
            Qualifier::Exactly | Qualifier::Between => low.text,
            hedge => words.say(&format!("{section}.{hedge}"), &[("value", &low.text)]),
        };
        return Label { text, rounded: low.rounded };
    };
    let high = value(scale.apply(high), places, words);
    let fillers = [("low", low.text.as_str()), ("high", high.text.as_str())];
    Label {
        text: words.say(&format!("{section}.between"), &fillers),
        rounded: low.rounded || high.rounded,
    }
}

/// What sources say of an observation, the lowest and the highest, "107.06 to 108.3"; by name where two sides count it:
/// "Tatarstan counts 629, Kazakhstan counts 423".
pub(super) fn rivals(o: &Observation, scale: Scale, computed: bool, words: &Words) -> String {
    let places = (o.derived || computed).then(|| places_of(scale.apply(o.rounding)));
    let text = |end| value(scale.apply(end), places, words).text;
    let (low, high) = o.range;
    let range = || words.say("alt.between", &[("low", &text(low)), ("high", &text(high))]);
    let mut sides: Vec<(AreaCode, Decimal)> = Vec::new();
    let rivals = o.rival_counts.iter().map(|count| (count.area, count.value));
    for (area, value) in [(o.source_area, o.value)].into_iter().chain(rivals) {
        if let Some(area) = area.filter(|area| sides.iter().all(|(known, _)| known != area)) {
            sides.push((area, value));
        }
    }
    if sides.len() < 2 {
        return range();
    }
    let count = |(area, value): &(AreaCode, Decimal)| {
        words.say("text.count", &[("area", &words.place(*area)), ("value", &text(*value))])
    };
    let counts: Vec<String> = sides.iter().map(count).collect();
    let counts = counts.join(&words.say("text.separator", &[]));
    let named = |end| sides.iter().any(|(_, value)| *value == end);
    if named(low) && named(high) {
        return counts;
    }
    words.say("text.counts_among", &[("range", &range()), ("counts", &counts)])
}

/// How many decimals the last published digit asks for; half of it is the rounding.
fn places_of(rounding: Decimal) -> u32 {
    let mut digit = rounding * Decimal::TWO;
    if digit.is_zero() {
        return 1;
    }
    let mut places = 0;
    while digit < Decimal::ONE && places < MOST_DECIMALS {
        digit *= Decimal::TEN;
        places += 1;
    }
    places
}

/// A scaled value: exact where it is short enough, or to the places given.
fn value(value: Decimal, places: Option<u32>, words: &Words) -> Label {
    let exact = value.normalize();
    let mut limit = MOST_DECIMALS;
    // A small value keeps four digits after its zeros: 0.00075 is not 0.001.
    while exact.abs() < Decimal::new(1000, limit)
        && !exact.is_zero()
        && limit < 28
        && exact.abs() < Decimal::ONE
    {
        limit += 1;
    }
    let mut shown = exact.round_dp(places.unwrap_or(limit).min(limit));
    if shown == exact || places.is_none() {
        shown = shown.normalize();
    }
    // What was computed has no published digits to drop.
    Label { text: grouped(shown, words), rounded: places.is_none() && shown != exact }
}

/// A number in the language's marks: `−3,300.5`.
pub(super) fn grouped(value: Decimal, words: &Words) -> String {
    let plain = value.abs().to_string();
    let (whole, parts) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push_str(&words.number.group);
        }
        out.push(digit);
    }
    if !parts.is_empty() {
        out.push_str(&words.number.decimal);
        out.push_str(parts);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn words(code: &str) -> &'static Words {
        Words::of(code.parse().unwrap()).unwrap()
    }

    #[test]
    fn every_language_has_its_marks() {
        let check = |language: &str, value: Decimal, expected: &str| {
            assert_eq!(grouped(value, words(language)), expected);
        };
        check("en", d("3300.5"), "3,300.5");
        check("ru", d("3300.5"), "3\u{a0}300,5");
        check("zh", d("1234567"), "1,234,567");
        check("en", d("-106.5"), "\u{2212}106.5");
        check("en", d("0"), "0");
    }

    #[test]
    fn a_scaled_value_is_exact() {
        assert_eq!(Scale::of(1_000_000).apply(d("530800000")), d("530.8"));
        assert_eq!(Scale::of(1).apply(d("0.001")), d("0.001"));
    }

    #[test]
    fn a_label_says_what_the_store_says() {
        let label = value(d("530.8"), None, words("en"));
        assert_eq!((label.text.as_str(), label.rounded), ("530.8", false));
        let label = value(d("3296.123456"), None, words("en"));
        assert_eq!((label.text.as_str(), label.rounded), ("3,296.123", true));
        let tiny = value(d("0.00004"), None, words("en"));
        assert_eq!((tiny.text.as_str(), tiny.rounded), ("0.00004", false));
        let small = value(d("0.00075"), None, words("en"));
        assert_eq!((small.text.as_str(), small.rounded), ("0.00075", false));
    }

    #[test]
    fn what_was_computed_is_as_precise_as_its_rounding() {
        assert_eq!(value(d("117.1617"), Some(places_of(d("0.05"))), words("en")).text, "117.2");
        assert_eq!(value(d("117.1617"), Some(places_of(d("50"))), words("en")).text, "117");
    }
}
