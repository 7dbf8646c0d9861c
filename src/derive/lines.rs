//! Claims and observations as tests write them.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use crate::model::{
    AreaCode, Bounds, Claim, Claims, Decimal, Indicator, Observation, Period, Qualifier, SeriesKey,
    Status, Transform, Unit,
};

/// An exact value that nobody contradicts, of the period with this code.
pub(super) fn observation(period: &str, value: Decimal) -> Observation {
    Observation {
        period: Period::parse(period).unwrap(),
        value,
        value_high: None,
        qualifier: Qualifier::Exactly,
        status: Status::Actual,
        rounding: Decimal::ZERO,
        derived: false,
        figures: 1,
        rivals: 0,
        range: (value, value),
        rival_counts: Vec::new(),
        source_area: None,
        source_kind: None,
        publisher: None,
        published: None,
        url: None,
        quote: String::new(),
    }
}

/// Claims from lines such as `1 | turnover level RU CN USD | 2024 | 244.8 0.05 exactly`, that is the report, the series, the
/// period, the value in millions with its rounding and hedge. `sentence 7`, `on 2024-02-01`,
/// `base 2016`, `planned`, `unsure`, `by KZ`, `second` (another one stands for the period) and `of wheat` may follow. Two numbers that
/// stand in one sentence stand side by side.
pub(super) fn claims(lines: &[&str]) -> Claims {
    let mut series: Vec<(i64, SeriesKey)> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (number, line) in (0i64..).zip(lines) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let report = parts[0].parse().unwrap();
        let more = parts.get(4).copied().unwrap_or_default();
        let after = |word: &str| more.split_once(word).and_then(|(_, rest)| rest.split(' ').next());
        let codes: Vec<&str> = parts[1].split(' ').collect();
        let area =
            |place: usize| codes[place].parse::<AreaCode>().ok().filter(|_| codes[place] != "-");
        let key = SeriesKey::new(
            Indicator::parse(codes[0]).unwrap(),
            Transform::parse(codes[1]).unwrap(),
            (area(2), area(3)),
            after("of ").map(str::to_owned),
            Unit::parse(codes[4]).filter(|_| codes[4] != "-"),
        );
        let place = series.iter().position(|(_, known)| *known == key).unwrap_or_else(|| {
            series.push((0, key.clone()));
            series.len() - 1
        });
        let said: Vec<&str> = parts[3].split(' ').collect();
        let scale = if matches!(key.unit, Some(Unit::Currency(_))) { 1e6 } else { 1.0 };
        let value = said[0].parse::<f64>().unwrap() * scale;
        let rounding = said[1].parse::<f64>().unwrap() * scale;
        let qualifier =
            said.get(2).map_or(Qualifier::Exactly, |code| Qualifier::parse(code).unwrap());
        let start = u32::try_from(number).unwrap() * 20;
        let series_number = u32::try_from(place).unwrap();
        let period = Period::parse(parts[2]);
        let told =
            |claim: &Claim| claim.chosen && (claim.series, claim.period) == (series_number, period);
        let chosen = !more.contains("second") && !claims.iter().any(told);
        claims.push(Claim {
            figure: number,
            key: u64::try_from(number).unwrap(),
            series: series_number,
            period,
            base: after("base ").and_then(Period::parse),
            value,
            qualifier,
            bounds: Bounds::said(value, None, qualifier, rounding),
            status: if more.contains("planned") { Status::Planned } else { Status::Actual },
            sure: !more.contains("unsure"),
            chosen,
            report,
            sentence: after("sentence ").map_or(-number, |n| n.parse().unwrap()),
            span: (start, start + 10),
            source_area: after("by ").and_then(|code| code.parse().ok()),
            published: after("on ").and_then(|day| day.parse().ok()),
        });
    }
    Claims::new(series, claims)
}
