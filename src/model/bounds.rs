//! How far a value can lie from what is printed, and what becomes of that in arithmetic.

use super::quantity::Qualifier;

/// Everything between two values, both included; an open side is infinite.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// The smallest value.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

/// What doubles lose: 30.4 and 30.3, each give or take 0.05, meet.
const LOST: f64 = 1e-9;

impl Bounds {
    /// What the words of a figure allow, by the rule of the store's view `in_force`: a bound is taken at its word, without
    /// rounding; "about" is a twentieth either way; a hedge about a fall speaks of its size.
    #[must_use]
    pub fn said(value: f64, high: Option<f64>, qualifier: Qualifier, rounding: f64) -> Self {
        let all = Self { least: f64::NEG_INFINITY, most: f64::INFINITY };
        match qualifier {
            Qualifier::About | Qualifier::Nearly => {
                let about = rounding.max(0.05 * value.abs());
                Self { least: value - about, most: value + about }
            }
            Qualifier::Over | Qualifier::AtLeast if value >= 0.0 => Self { least: value, ..all },
            Qualifier::Under | Qualifier::AtMost if value < 0.0 => Self { least: value, ..all },
            Qualifier::Over | Qualifier::AtLeast | Qualifier::Under | Qualifier::AtMost => {
                Self { most: value, ..all }
            }
            Qualifier::Exactly | Qualifier::Between => {
                let high = high.unwrap_or(value);
                Self { least: value.min(high) - rounding, most: value.max(high) + rounding }
            }
        }
    }

    /// Just one value.
    #[must_use]
    pub fn only(value: f64) -> Self {
        Self { least: value, most: value }
    }

    /// Whether some value lies in both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let reach = |a: f64, b: f64| {
            let size = a.abs().max(b.abs());
            if size.is_finite() { LOST * size } else { 0.0 }
        };
        self.least - other.most <= reach(self.least, other.most)
            && other.least - self.most <= reach(other.least, self.most)
    }

    /// How far the two lie apart, as a share of the larger of the two edges that face each other: 0.1 between 90 and 100.
    /// Nothing where they meet.
    #[must_use]
    pub fn gap(self, other: Self) -> f64 {
        if self.meets(other) {
            return 0.0;
        }
        let (low, high) = if self.most < other.least {
            (self.most, other.least)
        } else {
            (other.most, self.least)
        };
        (high - low) / low.abs().max(high.abs())
    }

    /// Sizes instead of signed values: of −3…−2 it is 2…3, of −1…2 it is 0…2.
    #[must_use]
    pub fn size(self) -> Self {
        if self.least >= 0.0 {
            self
        } else if self.most <= 0.0 {
            Self { least: -self.most, most: -self.least }
        } else {
            Self { least: 0.0, most: self.most.max(-self.least) }
        }
    }

    /// Every sum of a value of each.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most }
    }

    /// Every difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { least: self.least - other.most, most: self.most - other.least }
    }

    /// Every product with a factor that is not negative.
    #[must_use]
    pub fn times(self, factor: Self) -> Self {
        let ends = [
            product(self.least, factor.least),
            product(self.least, factor.most),
            product(self.most, factor.least),
            product(self.most, factor.most),
        ];
        Self {
            least: ends.into_iter().fold(f64::INFINITY, f64::min),
            most: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Every quotient by a divisor above nothing; `None` where it may be nothing or less.
    #[must_use]
    pub fn over(self, divisor: Self) -> Option<Self> {
        (divisor.least > 0.0)
            .then(|| self.times(Self { least: 1.0 / divisor.most, most: 1.0 / divisor.least }))
    }
}

/// Nothing times an open side is nothing: the open side stands for a number.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(least: f64, most: f64) -> Bounds {
        Bounds { least, most }
    }

    fn check(value: f64, high: Option<f64>, qualifier: Qualifier, expected: (f64, f64)) {
        let got = Bounds::said(value, high, qualifier, 0.5);
        assert_eq!((got.least, got.most), expected, "{value} {qualifier}");
    }

    #[test]
    fn words_allow_so_much() {
        let open = f64::INFINITY;
        check(100.0, None, Qualifier::Exactly, (99.5, 100.5));
        check(300.0, Some(350.0), Qualifier::Between, (299.5, 350.5));
        check(100.0, None, Qualifier::About, (95.0, 105.0));
        check(1.0, None, Qualifier::Nearly, (0.5, 1.5));
        check(3.0, None, Qualifier::Over, (3.0, open));
        check(3.0, None, Qualifier::AtMost, (-open, 3.0));
        check(-9.0, None, Qualifier::Over, (-open, -9.0));
        check(-9.0, None, Qualifier::Under, (-9.0, open));
    }

    #[test]
    fn gaps_are_shares_of_the_larger_edge() {
        assert!((between(0.0, 90.0).gap(between(100.0, 110.0)) - 0.1).abs() < 1e-12);
        assert!((between(100.0, 110.0).gap(between(0.0, 90.0)) - 0.1).abs() < 1e-12);
        assert_eq!(between(0.0, 90.0).gap(between(90.0, 110.0)).to_bits(), 0);
        assert!(between(30.25, 30.35).meets(between(30.35, 30.45)));
    }

    #[test]
    fn open_sides_stay_open() {
        let over = Bounds::said(3.0, None, Qualifier::Over, 0.0);
        assert_eq!(over.times(between(0.0, 2.0)), between(0.0, f64::INFINITY));
        assert_eq!(over.plus(between(1.0, 2.0)), between(4.0, f64::INFINITY));
        assert_eq!(over.over(between(0.0, 1.0)), None);
    }

    proptest! {
        /// Whatever lies in the operands, its sum, difference, product and quotient lie in the result.
        #[test]
        fn nothing_falls_out(a in -1e3..1e3, b in -1e3..1e3, c in 0.1..1e3, d in 0.1..1e3, s in 0.0..=1.0, t in 0.0..=1.0) {
            let one = between(f64::min(a, b), f64::max(a, b));
            let other = between(f64::min(c, d), f64::max(c, d));
            let x: f64 = one.least + s * (one.most - one.least);
            let y = other.least + t * (other.most - other.least);
            for (bounds, value) in [
                (one.plus(other), x + y),
                (one.minus(other), x - y),
                (one.times(other), x * y),
                (one.over(other).unwrap_or(one), x / y),
                (one.size(), x.abs()),
            ] {
                prop_assert!(bounds.meets(Bounds::only(value)), "{bounds:?} {value}");
            }
        }
    }
}
