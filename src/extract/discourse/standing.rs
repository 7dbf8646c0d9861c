//! What a place is to the trade of a report: whose it is, or with whom.
//!
//! A place is not asked what it is once but every time it is named: "Bavarian exports" and "exports from Bavaria" speak for
//! Bavaria as the one whose trade is told, "China became the largest partner" for China as the other side.

use crate::extract::document::Document;
use crate::extract::lexicon::{AreaWord, Prep, Sense};
use crate::extract::place::Place;
use crate::extract::token::Letters;
use crate::model::Indicator;

/// What one naming of a place speaks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::extract) enum Standing {
    /// "Thai exports", "exports from Thailand", "Thailand sold".
    Owner,
    /// "exports to Thailand", "Thailand is the largest buyer", "imports of Thai rice".
    Partner,
    Named,
}

/// How far a word that governs a place may stand from it.
const REACH: usize = 5;

/// Reads the standing of a place off the words around it.
pub(in crate::extract) fn standing(document: &Document, place: &Place) -> Standing {
    let around = Around { document, place };
    if around.in_pair() {
        return Standing::Owner;
    }
    let led = around.preposition();
    if let Some((prep, at)) = led
        && !around.owns()
    {
        return around.led_by(prep, at);
    }
    if around.owns() || around.trades(led.is_some()) {
        Standing::Owner
    } else if around.is_partner() {
        Standing::Partner
    } else {
        Standing::Named
    }
}

/// Whether a place is named as one of two that trade: "trade with Thailand", "exports to Thailand", "Thailand and Laos".
pub(super) fn is_bound(document: &Document, place: &Place) -> bool {
    let around = Around { document, place };
    let area = |piece: usize| {
        document
            .find(piece, |s| matches!(s, Sense::Area(..) | Sense::Article).then_some(()))
            .is_some()
    };
    let (start, end) = (place.pieces.start, place.pieces.end);
    let coordinated = (document.has(end, Sense::And) && area(end + 1))
        || (start >= 2 && document.has(start - 1, Sense::And) && area(start - 2));
    let told = |at: usize| {
        (at.saturating_sub(REACH)..at).any(|p| {
            around.indicator(p).is_some()
                || document.find(p, |s| matches!(s, Sense::Trades(_)).then_some(())).is_some()
        })
    };
    let led = match around.preposition() {
        Some((Prep::With | Prep::Between, _)) => true,
        Some((Prep::To | Prep::From | Prep::In, at)) => told(at),
        _ => false,
    };
    // «Иран — ЕАЭС: итоги года»
    let dash = |piece: usize| {
        document.pieces.get(piece).is_some_and(|p| matches!(p.mark, '-' | '–' | '—'))
    };
    let dashed = (dash(end) && area(end + 1)) || (start >= 2 && dash(start - 1) && area(start - 2));
    coordinated || led || dashed || around.in_pair()
}

/// "Peru–Chile trade", "Sino-Russian".
pub(super) fn is_paired(document: &Document, place: &Place) -> bool {
    Around { document, place }.in_pair()
}

struct Around<'p, 'd, 't> {
    document: &'d Document<'t>,
    place: &'p Place,
}

impl Around<'_, '_, '_> {
    fn indicator(&self, piece: usize) -> Option<Indicator> {
        self.document.find(piece, |s| match s {
            Sense::Indicator(indicator, _) => Some(indicator),
            _ => None,
        })
    }

    fn is_small(&self, piece: usize) -> bool {
        let small = |s: &Sense| {
            matches!(s, Sense::Article | Sense::Neutral | Sense::Goods | Sense::Superlative)
        };
        self.document.is_plain(piece) || self.document.senses(piece).iter().any(small)
    }

    /// "Sino-Russian", "Kazakhstan–Tatarstan": one of two whose trade is told.
    fn in_pair(&self) -> bool {
        let area = |piece: usize| {
            self.document.find(piece, |s| matches!(s, Sense::Area(..)).then_some(())).is_some()
        };
        let dash = |piece: usize| {
            self.document.pieces.get(piece).is_some_and(|p| matches!(p.mark, '-' | '–' | '—'))
                && self.document.glued(piece)
        };
        let (start, end) = (self.place.pieces.start, self.place.pieces.end);
        self.place.word == AreaWord::Stem
            || (dash(end) && area(end + 1))
            || (start >= 2 && dash(start - 1) && area(start - 2))
    }

    /// Where the words behind the place begin; the flag tells that it is in the possessive.
    fn behind(&self) -> (usize, bool) {
        let end = self.place.pieces.end;
        let possessive = self.document.is_mark(end, '\'') || self.document.is_mark(end, '’');
        (if possessive { end + 2 } else { end }, possessive)
    }

    /// «экспорт Таиланда»: a genitive belongs to what it stands behind.
    fn is_genitive(&self) -> bool {
        let cases = self.place.cases;
        let before = self.place.pieces.start.checked_sub(1);
        cases.has_some()
            && cases.fit(Prep::From)
            && before.is_some_and(|p| self.indicator(p).is_some())
    }

    /// "Thai exports", "Thailand's monthly surplus", "Thailand's largest partner".
    fn owns(&self) -> bool {
        if self.is_genitive() {
            return true;
        }
        let (begin, possessive) = self.behind();
        for piece in begin..begin + REACH {
            if self.indicator(piece).is_some() {
                return possessive || self.place.word != AreaWord::Capital;
            }
            let partner =
                self.document.find(piece, |s| matches!(s, Sense::Partner(_)).then_some(()));
            if partner.is_some() {
                return possessive || self.is_whose_partners();
            }
            // "Japanese cars"
            let goods = self.place.word == AreaWord::Adjective && !possessive;
            if goods && self.document.has(piece, Sense::Goods) || !self.is_small(piece) {
                return false;
            }
        }
        false
    }

    /// "The largest Thai partners" are those of Thailand.
    fn is_whose_partners(&self) -> bool {
        let before = self.place.pieces.start.checked_sub(1);
        self.place.word == AreaWord::Adjective
            && before.is_some_and(|at| self.document.has(at, Sense::Superlative))
    }

    /// "Thailand exported", "Thailand posted a surplus".
    fn trades(&self, led: bool) -> bool {
        let (begin, _) = self.behind();
        let end = begin + REACH;
        !led && (begin..end)
            .take_while(|&p| {
                self.document.find(p, |s| matches!(s, Sense::Prep(_)).then_some(())).is_none()
                    && self.document.pieces.get(p).is_some_and(|piece| piece.mark == '\0')
                    && self
                        .document
                        .find(p, |s| matches!(s, Sense::Area(..)).then_some(()))
                        .is_none()
            })
            .any(|p| {
                self.indicator(p).is_some()
                    || self
                        .document
                        .find(p, |s| matches!(s, Sense::Trades(_)).then_some(()))
                        .is_some()
            })
    }

    /// "Thailand is the third largest buyer".
    fn is_partner(&self) -> bool {
        let (begin, possessive) = self.behind();
        let word = (begin..begin + 2 * REACH)
            .take_while(|&p| self.document.pieces.get(p).is_some_and(|piece| piece.mark == '\0'))
            .any(|p| {
                self.document.find(p, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some()
            });
        word && !possessive
    }

    /// The preposition before the place and where it stands.
    fn preposition(&self) -> Option<(Prep, usize)> {
        let mut at = self.place.pieces.start;
        for _ in 0..REACH {
            at = at.checked_sub(1)?;
            // "with China and Japan"
            let listed = self.document.has(at, Sense::And) || self.document.is_mark(at, ',');
            let area =
                |p| self.document.find(p, |s| matches!(s, Sense::Area(..)).then_some(())).is_some();
            if listed && at > 0 && area(at - 1) {
                at -= 1;
                continue;
            }
            let fits = |s| match s {
                Sense::Prep(prep) if self.place.cases.fit(prep) => Some(prep),
                _ => None,
            };
            if let Some(prep) = self.document.find(at, fits) {
                return Some((prep, at));
            }
            if !self.is_small(at) || self.document.pieces[at].letters == Letters::Initial {
                return None;
            }
        }
        None
    }

    fn led_by(&self, prep: Prep, at: usize) -> Standing {
        let before = || (at.saturating_sub(3)..at).rev();
        let flow = before().find_map(|p| self.indicator(p));
        let partner = before().any(|p| {
            self.document.find(p, |s| matches!(s, Sense::Partner(_)).then_some(())).is_some()
        });
        let institution = before().next().is_some_and(|p| self.document.has(p, Sense::Institution));
        match (prep, flow) {
            (Prep::From, Some(Indicator::Exports))
            | (Prep::To | Prep::In, Some(Indicator::Imports | Indicator::Investment))
            | (Prep::Between, _) => Standing::Owner,
            (Prep::Of, _) if institution => Standing::Owner,
            (Prep::Of | Prep::For, _) if partner => Standing::Owner,
            (Prep::Of, Some(_)) if self.place.word != AreaWord::Adjective => Standing::Owner,
            (Prep::Of, Some(Indicator::Imports)) | (Prep::To | Prep::From | Prep::With, _) => {
                Standing::Partner
            }
            _ => Standing::Named,
        }
    }
}
