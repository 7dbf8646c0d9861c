//! Byte offsets to code points, in one pass.

/// Converts ascending byte offsets of a text to code points.
pub(super) struct Offsets<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// The code points before a byte. Asking for an earlier byte than the last one counts backwards from there.
    pub(super) fn at(&mut self, byte: usize) -> usize {
        if byte >= self.byte {
            self.point += self.text[self.byte..byte].chars().count();
        } else {
            self.point -= self.text[byte..self.byte].chars().count();
        }
        self.byte = byte;
        self.point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_both_ways() {
        let mut offsets = Offsets::new("экспорт $5");
        assert_eq!(offsets.at("экспорт ".len()), 8);
        assert_eq!(offsets.at("экс".len()), 3);
        assert_eq!(offsets.at("экспорт $5".len()), 10);
    }
}
