//! Cutting a text where offsets count code points.

use super::Span;
use std::ops::Range;

/// A text that can be cut at code points.
pub(crate) struct Text<'a> {
    text: &'a str,
    /// Where each code point begins, in bytes; empty for ASCII, where they are the same.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(start, _)| start).chain([text.len()]).collect()
        };
        Self { text, starts }
    }

    /// The words of a span; `None` for what is empty or leaves the text.
    pub(crate) fn slice(&self, span: Span) -> Option<&'a str> {
        self.text.get(self.bytes(span)?).filter(|words| !words.is_empty())
    }

    /// Where the words of a span stand; `None` for what leaves the text.
    pub(crate) fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let byte = |place: usize| {
            let start =
                if self.starts.is_empty() { Some(place) } else { self.starts.get(place).copied() };
            start.filter(|start| *start <= self.text.len())
        };
        Some(byte(span.start)?..byte(span.end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        let cut =
            |text: &str, start, end| Text::new(text).slice(Span { start, end }).map(str::to_owned);
        assert_eq!(cut("$3 billion", 1, 2).as_deref(), Some("3"));
        assert_eq!(cut("рост 9,1%", 5, 9).as_deref(), Some("9,1%"));
        assert_eq!(cut("10亿美元", 2, 5).as_deref(), Some("亿美元"));
        for (start, end) in [(0, 5), (2, 2), (3, 2), (9, 12)] {
            assert_eq!(cut("рост", start, end), None);
            assert_eq!(cut("rise", start, end), None);
        }
    }
}
