//! Small looks at the pieces of a sentence, which every rule of the grammar of periods shares.

use super::calendar::Calendar;
use crate::extract::document::{Document, Piece};
use crate::extract::lexicon::{Deixis, MoneyWord, Prep, Sense, TimeUnit};
use crate::extract::number;
use crate::extract::token::{Kind, Letters};

/// Reads periods at a place of one sentence.
pub(super) struct Reader<'d, 't> {
    pub(super) document: &'d Document<'t>,
    /// The first piece of the sentence.
    pub(super) begin: usize,
    /// One past its last piece.
    pub(super) limit: usize,
    pub(super) calendar: Calendar,
}

impl<'t> Reader<'_, 't> {
    /// The first meaning of a piece of the sentence that `pick` takes.
    pub(super) fn look<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        if at < self.limit { self.document.find(at, pick) } else { None }
    }

    /// Whether a piece of the sentence can mean this.
    pub(super) fn has(&self, at: usize, sense: Sense) -> bool {
        at < self.limit && self.document.has(at, sense)
    }

    /// Whether the piece before can mean this.
    pub(super) fn follows(&self, at: usize, sense: Sense) -> bool {
        at > self.begin && self.document.has(at - 1, sense)
    }

    pub(super) fn unit(&self, at: usize) -> Option<TimeUnit> {
        self.look(at, |s| if let Sense::TimeUnit(unit) = s { Some(unit) } else { None })
    }

    pub(super) fn deixis(&self, at: usize) -> Option<Deixis> {
        self.look(at, |s| if let Sense::Deixis(d) = s { Some(d) } else { None })
    }

    pub(super) fn ordinal(&self, at: usize) -> Option<u8> {
        self.look(at, |s| if let Sense::Ordinal(n) = s { Some(n) } else { None })
    }

    /// A piece of the sentence.
    pub(super) fn piece(&self, at: usize) -> Option<&Piece> {
        self.document.pieces.get(at).filter(|_| at < self.limit)
    }

    /// What a piece of the sentence is made of.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.piece(at).map(|piece| piece.kind)
    }

    /// The figures of a piece of digits.
    pub(super) fn figures(&self, at: usize) -> Option<&'t str> {
        let piece = self.piece(at).filter(|piece| piece.kind == Kind::Digits)?;
        self.document.text.get(piece.start..piece.end)
    }

    /// A count from 1 to 99, in words or figures.
    pub(super) fn count(&self, at: usize) -> Option<(u8, usize)> {
        let value = number::at(self.document, at, self.limit)?;
        let n = u8::try_from(value.value).ok()?;
        (value.value.fract().is_zero() && (1..100).contains(&n)).then_some((n, value.end))
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        self.piece(at).map(|piece| piece.mark)
    }

    /// A dash between the ends of a span.
    pub(super) fn dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—' | '‑' | '−' | '~' | '/'))
    }

    /// A mark that ties the parts of one date together: "2019-aug-1".
    pub(super) fn tie(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '/' | '‑'))
            && self.document.glued(at)
            && self.document.glued(at + 1)
    }

    /// Steps over a piece that can mean this.
    pub(super) fn skip(&self, at: usize, sense: Sense) -> usize {
        at + usize::from(self.has(at, sense))
    }

    /// Steps over the ending of an ordinal in figures: «2019-м», «1-й».
    pub(super) fn ending(&self, at: usize) -> usize {
        let dash =
            self.mark(at) == Some('-') && self.document.glued(at) && self.document.glued(at + 1);
        let letters = |piece: &Piece| {
            piece.kind == Kind::Word
                && piece.letters == Letters::Lower
                && self.document.of(at + 1).chars().count() <= 3
                && self.unit(at + 1).is_none()
                && self
                    .look(at + 1, |s| {
                        matches!(s, Sense::Month(_) | Sense::MaybeMonth(_)).then_some(())
                    })
                    .is_none()
        };
        if dash && self.piece(at + 1).is_some_and(letters) { at + 2 } else { at }
    }

    /// Steps over ", ", "of", "in", "the" before a year.
    pub(super) fn skip_small(&self, at: usize) -> usize {
        let comma = usize::from(self.mark(at) == Some(','));
        let at = at + comma;
        if comma > 0 {
            return at;
        }
        let small = self.has(at, Sense::Prep(Prep::Of)) || self.has(at, Sense::Prep(Prep::In));
        self.skip(at + usize::from(small), Sense::Article)
    }

    /// Steps over "'s".
    pub(super) fn owned(&self, at: usize) -> Option<usize> {
        let apostrophe = matches!(self.mark(at), Some('\'' | '’')) && self.document.glued(at + 1);
        (apostrophe && self.has(at + 1, Sense::Possessive)).then_some(at + 2)
    }

    /// Whether "from" or "between" leads to a piece, an article or a unit ("from the month of") perhaps in the way.
    pub(super) fn is_led(&self, at: usize) -> bool {
        self.led_by(at, Prep::From) || self.led_by(at, Prep::Between)
    }

    pub(super) fn led_by(&self, at: usize, prep: Prep) -> bool {
        let at = at - usize::from(self.follows(at, Sense::Article));
        self.follows(at, Sense::Prep(prep))
    }

    /// Whether what stands here counts or measures: "March 5 billion" is no day, "May 3 %" no date.
    pub(super) fn measures(&self, at: usize) -> bool {
        number::scale(self.document, at, self.limit).is_some()
            || self
                .look(at, |s| {
                    let money = matches!(s, Sense::Currency(..)) && self.document.glued(at);
                    let unit = matches!(
                        s,
                        Sense::Percent
                            | Sense::PercentagePoint
                            | Sense::Currency(_, MoneyWord::Name)
                            | Sense::Physical(..)
                            | Sense::Times
                    );
                    (money || unit).then_some(())
                })
                .is_some()
    }

    /// Whether a small-letter word that means nothing here stands at a piece: what the number before it counts.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        self.document.is_plain(at)
            && self.piece(at).is_some_and(|piece| piece.letters == Letters::Lower && piece.spaced)
    }

    /// Whether a clause ends before a piece: nothing follows, or a mark that is no tie does.
    pub(super) fn ends_at(&self, at: usize) -> bool {
        at >= self.limit
            || matches!(
                self.mark(at),
                Some(',' | '.' | ';' | ':' | '!' | '?' | ')' | '(' | '"' | '»' | '”')
            )
    }
}
