//! What each area is in a report: whose trade is told, or whom it is with.

use super::{Career, Discourse};
use crate::extract::document::Document;
use crate::extract::lexicon::{Cases, Prep, Sense};
use crate::extract::place::Place;
use crate::model::AreaCode;

/// Counts a place of the report for its area.
pub(super) fn note(careers: &mut Vec<Career>, document: &Document, place: &Place, titled: bool) {
    let fresh =
        Career { area: place.area, owner: 0, led: 0, titled: false, refs: 0, partners: 0 };
    let at = careers.iter().position(|c| c.area == place.area).unwrap_or_else(|| {
        careers.push(fresh);
        careers.len() - 1
    });
    let career = &mut careers[at];
    career.titled |= titled;
    if owns(document, place) {
        career.owner += 1;
    } else if is_led(document, place) {
        career.led += 1;
    }
}

impl Discourse {
    /// Counts a figure for its areas.
    pub(in crate::extract) fn count(&mut self, own: Option<AreaCode>, partner: Option<AreaCode>) {
        match self.pairs.iter_mut().find(|(pair, _)| *pair == (own, partner)) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.pairs.push(((own, partner), 1)),
        }
        for career in &mut self.careers {
            career.refs = career.refs.saturating_add(u16::from(own == Some(career.area)));
            career.partners = career.partners.saturating_add(u16::from(partner == Some(career.area)));
        }
    }

    /// What an area has been so far.
    pub(in crate::extract) fn career(&self, area: AreaCode) -> Option<&Career> {
        self.careers.iter().find(|career| career.area == area)
    }
}

/// "Russia's exports", "Russian exports", "exports of Russia", «экспорт России».
fn owns(document: &Document, place: &Place) -> bool {
    let measure = |piece: usize| {
        document.find(piece, |s| matches!(s, Sense::Indicator(..)).then_some(())).is_some()
    };
    let mut next = place.pieces.end;
    if document.pieces.get(next).is_some_and(|p| matches!(p.mark, '\'' | '’')) {
        next += 2;
    }
    for piece in next..next + 4 {
        if measure(piece) {
            return true;
        }
        if !document.is_plain(piece) && !document.has(piece, Sense::Neutral) {
            break;
        }
    }
    let Some(before) = place.pieces.start.checked_sub(1) else { return false };
    let genitive = place.cases != Cases::default() && place.cases.fit(Prep::From);
    let article = usize::from(document.has(before, Sense::Article));
    let of = before.checked_sub(article).filter(|&p| document.has(p, Sense::Prep(Prep::Of)));
    (genitive && measure(before)) || of.and_then(|of| of.checked_sub(1)).is_some_and(measure)
}

/// "to China", "with the United States".
fn is_led(document: &Document, place: &Place) -> bool {
    let Some(before) = place.pieces.start.checked_sub(1) else { return false };
    let article = usize::from(document.has(before, Sense::Article));
    let Some(piece) = before.checked_sub(article) else { return false };
    [Prep::To, Prep::From, Prep::With]
        .into_iter()
        .any(|prep| document.has(piece, Sense::Prep(prep)) && place.cases.fit(prep))
}
