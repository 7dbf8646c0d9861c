//! A series in the width of a word.

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One block a value, from the lowest to the highest; a blank where there is none. Longer series are thinned to `width` by
/// keeping the last value of each stretch. One value alone has no trend and gets the middle.
pub(super) fn sparkline(values: &[Option<f64>], width: usize) -> String {
    let values: Vec<Option<f64>> = if values.len() <= width {
        values.to_vec()
    } else {
        (1..=width).map(|i| values[(i * values.len() / width) - 1]).collect()
    };
    let known = || values.iter().flatten().copied().filter(|v| v.is_finite());
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    let bar = |value: f64| {
        if high > low { BARS[level((value - low) / (high - low))] } else { BARS[3] }
    };
    values.iter().map(|value| value.filter(|v| v.is_finite()).map_or(' ', bar)).collect()
}

/// Which of eight steps a share of the way up falls into.
fn level(share: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 7 by the clamp"
    )]
    let step = (share.clamp(0.0, 1.0) * 7.0).round() as usize;
    step.min(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_is_low_and_a_gap_is_a_gap() {
        assert_eq!(sparkline(&[Some(1.0), None, Some(4.5), Some(8.0)], 10), "▁ ▅█");
        assert_eq!(sparkline(&[Some(5.0)], 10), "▄");
        assert_eq!(sparkline(&[], 10), "");
        assert_eq!(sparkline(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)], 2), "▁█");
    }
}
