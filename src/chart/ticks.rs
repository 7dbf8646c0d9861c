//! Where grid lines stand: round numbers at steps of 1, 2, 2.5 or 5 times a power of ten, four to six of them.
//!
//! Lowest and highest value in, exact tick values out: 335 to 3300 gives 0, 1000, 2000, 3000, 4000.

use crate::model::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A tick: its exact value, and where it lies.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Tick {
    /// For its label.
    pub(super) value: Decimal,
    /// For its place.
    pub(super) at: f64,
}

/// Mantissas of steps, in tenths.
const STEPS: [i64; 4] = [10, 20, 25, 50];

/// Ticks of a linear axis that enclose the values; the first is at or below `low`, the last at or above `high`.
pub(super) fn linear(low: f64, high: f64) -> Vec<Tick> {
    let (low, high) = opened(low, high);
    let mut best: Option<(f64, Vec<Tick>)> = None;
    let around = exponent(high - low);
    for power in [around - 2, around - 1, around] {
        for mantissa in STEPS {
            let step = f64::from(u8::try_from(mantissa).unwrap_or(10)) * 10_f64.powi(power - 1);
            // A hair's breadth of tolerance, so that 0.3 is a multiple of 0.1.
            let first = (low / step + 1e-9).floor();
            let last = (high / step - 1e-9).ceil();
            let lines = last - first + 1.0;
            if !(4.0..=6.0).contains(&lines) {
                continue;
            }
            let waste = ((last - first) * step - (high - low)) / (high - low);
            // Five lines read best; fourths are harder to reckon with than halves.
            let cost = waste + (lines - 5.0).abs() * 0.08 + if mantissa == 25 { 0.05 } else { 0.0 };
            if best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-12) {
                let (Some(first), Some(last)) = (first.to_i64(), last.to_i64()) else { continue };
                let ticks =
                    (first..=last).filter_map(|n| tick(n.checked_mul(mantissa)?, power - 1));
                best = Some((cost, ticks.collect()));
            }
        }
    }
    best.map_or_else(
        || [0, 1, 2, 3].into_iter().filter_map(|n| tick(n, 0)).collect(),
        |(_, ticks)| ticks,
    )
}

/// A range with room in it.
fn opened(low: f64, high: f64) -> (f64, f64) {
    if high - low > high.abs().max(low.abs()) * 1e-9 {
        (low, high)
    } else if high == 0.0 {
        (0.0, 1.0)
    } else {
        (low - high.abs() * 0.05, high + high.abs() * 0.05)
    }
}

/// The power of ten at or below a positive number.
fn exponent(number: f64) -> i32 {
    let mut power = 0;
    let mut rest = number;
    while rest >= 10.0 {
        rest /= 10.0;
        power += 1;
    }
    while rest < 1.0 && power > -27 {
        rest *= 10.0;
        power -= 1;
    }
    power
}

/// `count` times ten to the `power`.
fn tick(count: i64, power: i32) -> Option<Tick> {
    let value = if power >= 0 {
        Decimal::from(count)
            .checked_mul(Decimal::from(10_i64.checked_pow(power.unsigned_abs())?))?
    } else {
        Decimal::try_new(count, power.unsigned_abs()).ok()?
    };
    Some(Tick { value: value.normalize(), at: value.to_f64()? })
}

/// Ticks of a logarithmic axis: 1, 2, 5 of every decade, or whole decades where those are too many. Both are positive.
pub(super) fn log(low: f64, high: f64) -> Vec<Tick> {
    let (bottom, top) = (exponent(low), exponent(high) + 1);
    let decades = top - bottom;
    let mantissas: &[i64] = if decades <= 3 { &[1, 2, 5] } else { &[1] };
    let every = if decades > 6 { (decades + 4) / 5 } else { 1 };
    let mut ticks = Vec::new();
    let mut power = bottom;
    while power <= top + every {
        ticks.extend(mantissas.iter().filter_map(|m| tick(*m, power)));
        power += every;
    }
    let first = ticks.iter().rposition(|t| t.at <= low * (1.0 + 1e-9)).unwrap_or(0);
    let last = ticks.iter().position(|t| t.at >= high * (1.0 - 1e-9)).unwrap_or(ticks.len() - 1);
    let mut kept = ticks[first..=last.max(first)].to_vec();
    if kept.len() < 2 {
        kept = ticks[first.saturating_sub(1)..(first + 2).min(ticks.len())].to_vec();
    }
    kept
}

/// Which of `count` labels stand: every 1, 2, 5, 10, 20, 50…, the least step at which `touches` says none touch.
pub(super) fn thin(touches: impl Fn(usize) -> bool) -> usize {
    let mut decade = 1;
    loop {
        for step in [decade, 2 * decade, 5 * decade] {
            if !touches(step) {
                return step;
            }
        }
        decade *= 10;
        if decade > 1_000_000 {
            return decade;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(low: f64, high: f64, expected: &str) {
        let ticks: Vec<_> = linear(low, high).iter().map(|t| t.value.to_string()).collect();
        assert_eq!(ticks.join(" "), expected, "{low} to {high}");
    }

    #[test]
    fn ticks_are_round() {
        check(0.0, 3300.0, "0 1000 2000 3000 4000");
        check(0.0, 0.001, "0 0.00025 0.0005 0.00075 0.001");
        check(-40.0, 55.0, "-40 -20 0 20 40 60");
        check(0.0, 0.0, "0 0.25 0.5 0.75 1");
        check(97.0, 103.0, "96 98 100 102 104");
    }

    #[test]
    fn there_are_four_to_six_and_they_enclose_the_values() {
        for i in 1..4000_i32 {
            let high = f64::from(i) * 0.37;
            for low in [0.0, -high, high * 0.93] {
                let ticks = linear(low, high);
                assert!((4..=6).contains(&ticks.len()), "{low} {high}: {ticks:?}");
                assert!(
                    ticks[0].at <= low + high * 1e-6
                        && ticks[ticks.len() - 1].at >= high * (1.0 - 1e-6)
                );
            }
        }
    }

    #[test]
    fn a_logarithmic_axis_has_1_2_5_of_a_decade() {
        let values =
            |low, high| log(low, high).iter().map(|t| t.value.to_string()).collect::<Vec<_>>();
        assert_eq!(values(335.0, 3300.0), ["200", "500", "1000", "2000", "5000"]);
        assert_eq!(values(1.0, 1e5), ["1", "10", "100", "1000", "10000", "100000"]);
        assert_eq!(values(0.003, 0.004), ["0.002", "0.005"]);
    }
}
