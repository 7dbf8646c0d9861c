//! The numbers of a row or column together: what one of them alone does not say.

use crate::model::Decimal;

/// How large the numbers of a row or column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Axis {
    count: usize,
    negative: usize,
    /// Near a hundred, as the level of a year in percent of the year before.
    near_hundred: usize,
    below_half: usize,
    over_hundred: usize,
}

impl Axis {
    pub(super) fn of(values: impl Iterator<Item = Decimal>) -> Self {
        let mut axis = Self::default();
        for value in values {
            axis.count += 1;
            axis.negative += usize::from(value.is_sign_negative());
            axis.near_hundred +=
                usize::from((Decimal::from(70)..=Decimal::from(150)).contains(&value));
            axis.below_half += usize::from(value < Decimal::from(50));
            axis.over_hundred += usize::from(value > Decimal::ONE_HUNDRED);
        }
        axis
    }

    /// Whether all are levels in percent of earlier ones, though their heading speaks of growth: 104.5, 98.7, 112.
    pub(super) fn is_index(self) -> bool {
        self.count >= 2 && self.near_hundred == self.count
    }

    /// Whether they can be such levels, where the heading says that they are: none is a fall, few are small.
    pub(super) fn may_be_index(self) -> bool {
        self.negative == 0 && self.below_half * 2 <= self.count
    }

    /// Whether they can be parts of a whole.
    pub(super) fn are_parts(self) -> bool {
        self.negative == 0 && self.over_hundred == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], index: bool, may_be: bool, parts: bool) {
        let axis = Axis::of(values.iter().map(|value| value.parse().unwrap()));
        assert_eq!(
            (axis.is_index(), axis.may_be_index(), axis.are_parts()),
            (index, may_be, parts),
            "{values:?}"
        );
    }

    #[test]
    fn numbers_tell_together_what_they_are() {
        check(&["104.5", "98.7", "112"], true, true, false);
        check(&["4.5", "-1.3", "12"], false, false, false);
        check(&["62.1", "30.4", "7.5"], false, false, true);
        check(&["104.5"], false, true, false);
        check(&["230.1", "98", "41"], false, true, false);
    }
}
