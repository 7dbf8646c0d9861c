//! Pieces in, sentences out.
//!
//! A line end closes a sentence, unless the text is wrapped by hand at a fixed width; a full stop does when a capital,
//! a figure or a quotation follows, and the word before it is no abbreviation.

use super::document::Document;
use super::lexicon::Sense;
use super::table::Grid;
use super::token::{Kind, Letters};
use std::ops::Range;

/// A sentence, heading, list item or line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its pieces, without the line ends around it.
    pub(super) pieces: Range<usize>,
    /// Number of its paragraph, counted from 0.
    pub(super) paragraph: usize,
    /// It ends without a full stop and is a line of its own: a heading or a list item.
    pub(super) bare: bool,
    /// It is a row of a table.
    pub(super) row: Option<RowAt>,
}

/// Which row of which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowAt {
    pub(super) table: usize,
    pub(super) row: usize,
}

/// No prose has a sentence of so many pieces; a text without full stops is cut there, so that reading it takes linear time.
const LONGEST: usize = 400;

/// The sentences of a document, in order, covering every piece that is no line end or line between rows. A row of a table is
/// one, whatever stands in it.
pub(super) fn sentences(document: &Document, tables: &[Grid]) -> Vec<Sentence> {
    let wrapped = is_wrapped(document.text);
    let pieces = &document.pieces;
    let mut found = Vec::new();
    let (mut first, mut paragraph) = (0, 0);
    let mut at = 0;
    let mut rows = Rows::of(tables);
    while at < pieces.len() {
        if let Some((row, end)) = rows.beginning_at(document, at) {
            push(&mut found, document, first..at, paragraph, true);
            paragraph = found.last().map_or(0, |last| last.paragraph + 1);
            // A line that is only drawn says nothing.
            if !tables[row.table].cells(&tables[row.table].rows[row.row]).is_empty() {
                found.push(Sentence { pieces: at..end, paragraph, bare: true, row: Some(row) });
            }
            (first, at, paragraph) = (end, end, paragraph + 1);
            continue;
        }
        let newline = pieces[at].kind == Kind::Newline;
        if newline {
            let blank_line = pieces.get(at + 1).is_none_or(|p| p.kind == Kind::Newline);
            if wrapped && !blank_line && !opens_item(document, at + 1) {
                at += 1;
                continue;
            }
            push(&mut found, document, first..at, paragraph, true);
            paragraph = found.last().map_or(0, |last| last.paragraph + 1);
            first = at + 1;
        } else if at - first >= LONGEST {
            push(&mut found, document, first..at, paragraph, false);
            first = at;
            continue;
        } else if ends_sentence(document, at) {
            let end = closing(document, at + 1);
            push(&mut found, document, first..end, paragraph, false);
            first = end;
            at = end;
            continue;
        }
        at += 1;
    }
    push(&mut found, document, first..pieces.len(), paragraph, true);
    found
}

/// The rows of all tables, in order.
struct Rows<'g> {
    tables: &'g [Grid],
    next: RowAt,
}

impl<'g> Rows<'g> {
    fn of(tables: &'g [Grid]) -> Self {
        Self { tables, next: RowAt { table: 0, row: 0 } }
    }

    /// The row whose first piece is `at`, and where it ends; one that is longer than any sentence is left to be cut.
    fn beginning_at(&mut self, document: &Document, at: usize) -> Option<(RowAt, usize)> {
        let start = document.pieces[at].start;
        loop {
            let grid = self.tables.get(self.next.table)?;
            let Some(row) = grid.rows.get(self.next.row) else {
                self.next = RowAt { table: self.next.table + 1, row: 0 };
                continue;
            };
            if row.line.start > start {
                return None;
            }
            let here = self.next;
            self.next.row += 1;
            let inside = |piece: &usize| document.pieces[*piece].end <= row.line.end;
            let end = (at..document.pieces.len().min(at + LONGEST + 1)).take_while(inside).last();
            if let Some(last) = end.filter(|last| last - at < LONGEST)
                && row.line.contains(&start)
            {
                return Some((here, last + 1));
            }
        }
    }
}

fn push(
    found: &mut Vec<Sentence>,
    document: &Document,
    pieces: Range<usize>,
    paragraph: usize,
    at_line_end: bool,
) {
    let words = pieces.clone().any(|p| document.pieces[p].kind != Kind::Newline);
    if words {
        let stopped = matches!(document.pieces[pieces.end - 1].mark, '.' | '!' | '?');
        found.push(Sentence { pieces, paragraph, bare: at_line_end && !stopped, row: None });
    }
}

/// Whether a full stop, exclamation or question mark at this piece ends its sentence.
fn ends_sentence(document: &Document, at: usize) -> bool {
    let piece = &document.pieces[at];
    match piece.mark {
        // «10…12 %»
        '…' if document.glued(at) && document.glued(at + 1) => false,
        '!' | '?' | '…' => true,
        // «33 млрд долл. Отгрузки снизились»: the dot of the abbreviation ends the sentence too.
        '\0' if document.of(at).ends_with('.') && document.of(at).len() > 1 => {
            let money =
                document.find(at, |s| matches!(s, Sense::Currency(..)).then_some(())).is_some();
            let next = document.pieces.get(at + 1);
            let capital = next
                .is_some_and(|n| n.spaced && n.kind == Kind::Word && n.letters == Letters::Initial);
            let named = document
                .find(at + 1, |s| matches!(s, Sense::Currency(..) | Sense::Area(..)).then_some(()))
                .is_some();
            money && capital && !named
        }
        '.' => {
            let before = at.checked_sub(1).map(|b| &document.pieces[b]);
            // "J. Smith", «А. Иванов»: an initial.
            let initial = before.is_some_and(|b| {
                b.kind == Kind::Word
                    && b.letters == Letters::Initial
                    && document.text[b.start..b.end].chars().count() == 1
            }) && document.glued(at)
                && !document.glued(at - 1);
            let next = closing(document, at + 1);
            let opens = document.pieces.get(next).is_none_or(|n| {
                n.kind == Kind::Newline
                    || (n.spaced
                        && (n.letters != Letters::Lower
                            || matches!(n.kind, Kind::Digits | Kind::Date | Kind::Mark)))
            });
            opens && !initial && !numbers_item(document, at) && !counts_on(document, at)
        }
        _ => false,
    }
}

/// «2. Россия – $5,6 млрд»: the figure before the dot numbers a line.
fn numbers_item(document: &Document, at: usize) -> bool {
    let Some(figure) = at.checked_sub(1) else { return false };
    let piece = &document.pieces[figure];
    let first = figure == 0 || document.pieces[figure - 1].kind == Kind::Newline;
    piece.kind == Kind::Digits && piece.end - piece.start <= 3 && first
}

/// «1 млрд. 607 млн.», «4 тыс. 350 тонн»: the dot of a scale, and the rest of the sum behind it.
fn counts_on(document: &Document, at: usize) -> bool {
    let scale = |p: usize| super::number::scale(document, p, document.pieces.len());
    let figures = |p: usize| document.pieces.get(p).is_some_and(|p| p.kind == Kind::Digits);
    let Some(power) = at.checked_sub(1).and_then(scale) else { return false };
    if !figures(at + 1) {
        // «10 тыс. $», «25 тыс. – 30 тыс. рублей», «1,3 млрд. (+28,7%)»
        let money = document.senses(at + 1).iter().any(|s| matches!(s, Sense::Currency(..)));
        let dash = document.pieces.get(at + 1).is_some_and(|p| matches!(p.mark, '-' | '–' | '—'));
        let bracket = document.is_mark(at + 1, '(')
            && (figures(at + 2) || (document.glued(at + 3) && figures(at + 3)));
        return money || bracket || (dash && figures(at + 2) && scale(at + 3) == Some(power));
    }
    scale(at + 2).map_or(power == 3 && document.of(at + 1).len() == 3, |smaller| smaller < power)
}

/// Steps over closing quotation marks and brackets, and the raised signs of footnotes: «в 2023 году.¹ Импорт».
fn closing(document: &Document, mut at: usize) -> usize {
    let closes = |mark: char| {
        matches!(mark, '"' | '”' | '»' | '’' | ')' | ']' | '.')
            || matches!(mark, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
    };
    while document.pieces.get(at).is_some_and(|p| !p.spaced && closes(p.mark)) {
        at += 1;
    }
    at
}

fn opens_item(document: &Document, at: usize) -> bool {
    document
        .pieces
        .get(at)
        .is_some_and(|p| matches!(p.mark, '-' | '–' | '—' | '*' | '•' | '·' | '|' | '#'))
}

/// Whether lines are broken by hand at a width, as in old mails and agency feeds: most lines are of one middling length
/// and the next begins with a small letter.
fn is_wrapped(text: &str) -> bool {
    let (mut lines, mut wrapped) = (0, 0);
    let mut rest = text.lines().take(200).peekable();
    while let Some(line) = rest.next() {
        let Some(next) = rest.peek() else { break };
        if line.trim().is_empty() || next.trim().is_empty() {
            continue;
        }
        lines += 1;
        let length = line.chars().count();
        let stops = line.trim_end().ends_with(['.', '!', '?', ':', ';']);
        wrapped += usize::from(
            (40..=100).contains(&length)
                && !stops
                && next.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()),
        );
    }
    lines >= 4 && wrapped * 3 > lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::Lexicon;
    use crate::model::Language;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::read(text, Lexicon::of(Language::literal("en")));
        let got: Vec<_> =
            sentences(&document, &[]).iter().map(|s| &text[document.bytes(&s.pieces)]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn full_stops_end_sentences_and_abbreviations_do_not() {
        check("Trade grew. It fell.", &["Trade grew.", "It fell."]);
        check("It grew in 2023.² It fell.¹", &["It grew in 2023.²", "It fell.¹"]);
        check(
            "The U.S. deficit rose 3.5 percent. China's fell.",
            &["The U.S. deficit rose 3.5 percent.", "China's fell."],
        );
        check(
            "Said J. Smith. \"We sold more.\" He left.",
            &["Said J. Smith.", "\"We sold more.\"", "He left."],
        );
    }

    #[test]
    fn lines_end_sentences_unless_wrapped() {
        check("Record trade\nExports grew", &["Record trade", "Exports grew"]);
        let wrapped = "exports of the region grew in the first five months and\nreached a record level of many million dollars in all and\nthe share of the neighbours grew as well while imports and\nall other flows stayed as they had been a year before that\nend.";
        check(wrapped, &[wrapped]);
    }

    #[test]
    fn a_text_without_full_stops_is_cut() {
        let text = "trade ".repeat(10 * LONGEST);
        let document = Document::read(&text, Lexicon::of(Language::literal("en")));
        let sentences = sentences(&document, &[]);
        assert!(sentences.len() >= 10);
        assert!(sentences.iter().all(|s| s.pieces.len() <= LONGEST));
    }
}
